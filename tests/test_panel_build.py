"""The panel of many documents: the long form and the wide, what is chosen, what is missing, and the codebook."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep.catalogue import standard
from lawrep.entries import KINDS
from lawrep.errors import UsageError
from lawrep.panel.build import book_alone, build_long, build_wide
from lawrep.panel.choice import AMOUNT_UNITS, Choice, choose_codes, choose_kinds
from lawrep.panel.rows import LONG, Digest, unreadable
from lawrep.panel.table import Panel, Table
from lawrep.tables import load
from lawrep.terms import Bound, Change, Kind, Part, Status
from tests.panels import CODE, of_rows, row, told

NAMES = [column.name for column in LONG]
FINES = "enforcement.fines"
LOCKED = unreadable("c.pdf", "c.pdf: is locked")


def records(table: Table) -> list[dict[str, Any]]:
    """Return the rows of a table by column."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, record.values, strict=True)) for record in table.rows]


def fine(value: str | int, **fields: Any) -> Any:
    number = Decimal(value)
    return row(value, "元", code=FINES, kind="amount", low=number - 50, high=number + 100, **fields)


# Names of --codes, and the codes that are meant.
NAMED = [
    ([], None),
    (["disputes.mediated"], {"disputes.mediated"}),
    (["disputes.mediated, enforcement.fines"], {"disputes.mediated", "enforcement.fines"}),
    (["disputes.mediated", "enforcement.fines"], {"disputes.mediated", "enforcement.fines"}),
    (["emergency"], {code for code in standard().entries if code.startswith("emergency.")}),
    (["disputes"], {code for code in standard().entries if code.startswith("disputes.")}),
    (["functions"], {code for code in standard().entries if code.startswith("services.")}),
    ([","], None),
]


@pytest.mark.parametrize(("names", "wanted"), NAMED)
def test_codes_are_chosen_by_id_and_by_group(names: list[str], wanted: set[str] | None) -> None:
    chosen = choose_codes(names)
    assert (None if chosen is None else set(chosen)) == wanted


def test_codes_come_in_the_order_of_the_catalogue() -> None:
    assert choose_codes(["technology.shared_data,leadership.lectures"]) == (
        "leadership.lectures",
        "technology.shared_data",
    )


@pytest.mark.parametrize(
    ("name", "hint"), [("dispute.mediated", "disputes.mediated"), ("enforcment", "enforcement"), ("qqq", "there are")]
)
def test_a_code_that_does_not_exist_is_answered_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        choose_codes([name])


def test_kinds_are_chosen_by_name() -> None:
    assert choose_kinds(["rate,count", "amount"]) == frozenset({"rate", "count", "amount"})
    assert choose_kinds([]) is None
    with pytest.raises(UsageError, match="is rate meant"):
        choose_kinds(["rates"])


def test_all_is_chosen_unless_something_is_asked_for() -> None:
    digest = of_rows(row(1), row(2, code=None), row(3, status="planned"), row(4, "%", kind="rate"))
    assert len(Choice().of(digest).rows) == 4
    assert [each["value"] for each in Choice(codes=(CODE,)).of(digest).rows] == [1, 3, 4]
    assert [each["value"] for each in Choice(status="planned").of(digest).rows] == [3]
    assert [each["value"] for each in Choice(kinds=frozenset({"rate"})).of(digest).rows] == [4]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.sampled_from(sorted(AMOUNT_UNITS)))
def test_money_is_converted_to_the_last_digit(value: Decimal, unit: str) -> None:
    converted = Choice(amount_unit=unit).converted(value)
    assert converted is not None
    assert Fraction(converted) * 10 ** AMOUNT_UNITS[unit] == Fraction(value)


def test_only_money_in_yuan_is_converted() -> None:
    choice = Choice(amount_unit="万元")
    made = choice.in_unit(fine(10123600))
    assert (made["value"], made["low"], made["high"]) == (Decimal("1012.36"), Decimal("1012.355"), Decimal("1012.37"))
    assert (made["unit"], made["text"]) == ("万元", "10123600元")
    for other in (row(12), fine(5) | {"unit": "美元"}):
        assert choice.in_unit(other) == other
    assert choice.in_unit(made) == made


def test_the_long_form_has_a_row_an_indicator() -> None:
    panel = build_long([of_rows(row(1), row(2, code=None)), of_rows(row(3), name="b")], Choice())
    made = records(panel.table)
    assert panel.table.columns == LONG
    assert [(each["document"], each["value"]) for each in made] == [("a", 1), ("a", 2), ("b", 3)]
    assert (panel.evidence, panel.evidence_columns) == ((), ())


def test_the_long_form_streams() -> None:
    seen: list[str] = []

    def documents() -> Iterator[Digest]:
        for name in "abc":
            seen.append(name)
            yield of_rows(row(1), name=name)

    rows = iter(build_long(documents(), Choice()).table.rows)
    next(rows)
    assert seen == ["a"]


def test_a_document_that_could_not_be_read_has_a_row() -> None:
    [only] = records(build_long([LOCKED], Choice(codes=(CODE,))).table)
    assert {key: value for key, value in only.items() if value is not None} == {
        "document": "c.pdf",
        "state": "unreadable",
        "sentence": "c.pdf: is locked",
    }


def test_a_balanced_panel_has_a_row_for_what_is_not_given() -> None:
    codes = ("disputes.mediated", "disputes.lost_case_rate")
    digests = [
        of_rows(row(1)),
        of_rows(row(2, status="planned"), name="b"),
        of_rows(name="d", blank_pages=True),
        of_rows(name="e", parts=frozenset({"plan"})),
        LOCKED,
    ]
    made = records(build_long(digests, Choice(codes=codes), balanced=True).table)
    states = {
        (each["document"], each["code"]): (each["state"], each["value"])
        for each in made
        if each["status"] == "achieved"
    }
    assert states == {
        ("a", codes[0]): ("given", 1),
        ("a", codes[1]): ("not_mentioned", None),
        ("b", codes[0]): ("not_mentioned", None),
        ("b", codes[1]): ("not_mentioned", None),
        ("d", codes[0]): ("unreadable", None),
        ("d", codes[1]): ("unreadable", None),
        ("e", codes[0]): ("part_missing", None),
        ("e", codes[1]): ("part_missing", None),
        ("c.pdf", codes[0]): ("unreadable", None),
        ("c.pdf", codes[1]): ("unreadable", None),
    }
    assert len(made) == 11  # with the plan
    missing = made[1]
    assert (missing["organ"], missing["year"], missing["name"]) == ("青禾县", 2023, "行政诉讼败诉率")


def test_a_balanced_panel_of_plans_is_of_plans() -> None:
    digests = [of_rows(row(1), parts=frozenset({"achievements"}))]
    made = records(build_long(digests, Choice(codes=(CODE,), status="planned"), balanced=True).table)
    assert [(each["state"], each["status"]) for each in made] == [("part_missing", "planned")]


def wide(*digests: Digest, merge: str = "total", **chosen: Any) -> Panel:
    return build_wide(digests, Choice(**({"status": "achieved"} | chosen)), merge)


def test_the_wide_form_has_a_row_an_organ_and_year() -> None:
    later = of_rows(row(5), fine(70000), name="b", year=2024)
    panel = wide(later, of_rows(row(3), name="c"), of_rows(row(3), row(0, code="disputes.litigation_lost")), LOCKED)
    names = ["region", "organ", "year", "documents", FINES, f"{FINES}.note", CODE, f"{CODE}.note"]
    lost = "disputes.litigation_lost"
    assert [column.name for column in panel.table.columns] == [*names, lost, f"{lost}.note"]
    assert [record.values for record in panel.table.rows] == [
        ("青禾县", "青禾县", 2023, "a; c", None, "not_mentioned", 3, "", 0, "zero"),
        ("青禾县", "青禾县", 2024, "b", 70000, "", 5, "", None, "not_mentioned"),
        (None, None, None, "c.pdf", None, "unreadable", None, "unreadable", None, "unreadable"),
    ]


def test_asked_columns_are_there_even_if_nothing_has_them() -> None:
    panel = wide(of_rows(row(3)), codes=(CODE, "emergency.plans"))
    assert [column.name for column in panel.table.columns][4::2] == [CODE, "emergency.plans"]
    assert [column.name for column in wide(of_rows(row(3, change="up"))).table.columns][4:] == []


def test_money_is_in_the_unit_that_is_asked_for_in_values_notes_and_evidence() -> None:
    digests = [of_rows(fine(10123600), fine(70000, section="1.3")), of_rows(fine(50000), name="b", year=2024)]
    panel = wide(*digests, amount_unit="万元")
    assert [record.values[4:] for record in panel.table.rows] == [(None, "several: 1012.36; 7"), (5, "")]
    at = NAMES.index("value")
    assert [record.values[at] for record in panel.evidence] == [Decimal("1012.36"), 7, 5]


def test_the_evidence_of_a_cell_stands_together() -> None:
    panel = wide(of_rows(row(600), row(354), row(954), fine(5)), of_rows(row(1), row(2), name="b", year=2024))
    first, second = (record.evidence for record in panel.table.rows)
    assert first == {FINES: 0, CODE: 1}
    assert second == {f"{CODE}.note": 4}
    at = NAMES.index("value")
    assert [record.values[at] for record in panel.evidence] == [5, 954, 600, 354, 1, 2]
    assert panel.evidence_columns == LONG


def test_an_indicator_of_ones_own_has_a_column_and_is_in_the_codebook() -> None:
    own = of_rows(row(3, "艘", code="harbour.ships"), row(4))
    assert [column.name for column in wide(own).table.columns][4::2] == [CODE, "harbour.ships"]
    panel = build_long([own], Choice())
    list(panel.table.rows)
    [line] = [each for each in records(panel.codebook) if each["name"] == "harbour.ships"]
    assert (line["about"], line["of"], line["type"], line["units"]) == ("indicator", "harbour", "count", "艘")


def test_the_order_of_the_documents_does_not_change_the_wide_form() -> None:
    digests = [told("调解纠纷954件，其中涉企12件。", name="a"), told("调解纠纷870件。", name="b"), LOCKED]
    forms = [wide(*order) for order in (digests, reversed(digests))]
    assert len({tuple(tuple(record.values) for record in form.table.rows) for form in forms}) == 1
    assert forms[0].evidence == forms[1].evidence


def test_the_codebook_explains_every_column_code_and_word() -> None:
    panel = build_long([], Choice())
    made = records(panel.codebook)
    about = [(each["about"], each["of"], each["name"]) for each in made]
    assert len(set(about)) == len(about)
    assert {("column", "panel", name) for name in NAMES} <= set(about)
    assert {each["name"] for each in made if each["about"] == "indicator"} == set(standard().entries)
    for column, words in {"kind": Kind, "bound": Bound, "status": Status, "change": Change, "part": Part}.items():
        assert {each["name"] for each in made if each["about"] == "value" and each["of"] == column} == {
            *get_args(words)
        }
    assert all(each["meaning"] and each["meaning_zh"] for each in made)


def test_the_codebook_of_a_choice_is_of_that_choice() -> None:
    made = records(wide(of_rows(row(3)), codes=(CODE,), amount_unit="万元").codebook)
    assert [each["name"] for each in made if each["about"] == "indicator"] == [CODE]
    assert {each["of"] for each in made if each["about"] == "column"} == {"panel", "evidence"}
    assert {each["name"] for each in made if each["of"] == "merge"} == set(load("panel")["values"]["merge"])
    rates = records(book_alone(Choice(kinds=frozenset({"rate"})), is_wide=True).table)
    assert {each["type"] for each in rates if each["about"] == "indicator"} == {"rate"}
    alone = {
        each["name"] for each in records(book_alone(Choice(), is_wide=False).table) if each["about"] == "indicator"
    }
    assert alone == set(standard().entries)


def test_every_kind_can_be_chosen() -> None:
    assert choose_kinds([",".join(KINDS)]) == frozenset(KINDS)
