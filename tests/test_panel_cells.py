"""How several values of one indicator become one cell, and why a cell is empty."""

import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep.cli.panel import MERGES as OFFERED
from lawrep.panel.cells import NOTES, STATES, Cell, cells_of, organ_years
from lawrep.panel.merging import MERGES
from lawrep.panel.rows import Digest, Row, unreadable
from lawrep.tables import load
from tests.panels import CODE, of_rows, row, told

COURT = "disputes.court_appearance_rate"
FINES = "enforcement.fines"


def cell(*rows: Row, merge: str = "total", status: str = "achieved", code: str = CODE) -> Cell:
    return cells_of([of_rows(*rows)], [code], merge, status)[code]


def about(value: int, low: int, high: int | None, bound: str = "at_least", **fields: Any) -> Row:
    """Return a row of a value that is no exact number: 1.2万余件."""
    return row(value, low=Decimal(low), high=None if high is None else Decimal(high), bound=bound, **fields)


PART: dict[str, Any] = {"role": "part"}
TOTAL: dict[str, Any] = {"role": "total"}
BELOW: dict[str, Any] = {"section": "1.1.2"}
ELSEWHERE: dict[str, Any] = {"section": "1.2"}

# Rows of one document; for --merge total the value and the note.
MERGED: list[tuple[str, list[Row], int | None, str]] = [
    ("one", [row(12)], 12, ""),
    ("one that is said twice", [row(12), row(12, **ELSEWHERE)], 12, ""),
    ("one that is said in two units that count the same", [row(12), row(12, "起")], 12, ""),
    ("one, in a unit that is not the first", [row(12, "人")], 12, "unit=人"),
    ("one without a unit", [row(12, "")], 12, "unit="),
    ("one that is about right", [about(300, 270, 330, "about")], 300, "about"),
    ("one that is at least", [about(300, 300, None)], 300, "at_least"),
    ("one that is at most", [about(300, 0, 300, "at_most")], 300, "at_most"),
    ("a range", [row(3, low=Decimal(3), high=Decimal(5))], 3, "range"),
    ("none", [row(0)], 0, "zero"),
    ("one that is said without its unit elsewhere", [row(12, ""), row(12)], 12, ""),
    (
        "one without a unit, and two of other things",
        [row(12, ""), row(12), row(12, "人")],
        None,
        "several: 12; 12件; 12人",
    ),
    ("two", [row(12), row(15)], None, "several: 12; 15"),
    ("two of other units", [row(12), row(15, "人")], None, "several: 12件; 15人"),
    ("the same number of other things", [row(12), row(12, "人")], None, "several: 12件; 12人"),
    ("none, and some", [row(0), row(3)], None, "several: 0; 3"),
    ("a range, and a number", [row(3, low=Decimal(3), high=Decimal(5)), row(4)], None, "several: 3-5; 4"),
    ("a whole and its part", [row(120, **TOTAL), row(30, **PART)], 120, "total"),
    ("a whole and its part, elsewhere again", [row(120, **TOTAL), row(30, **PART), row(120)], 120, "total"),
    (
        "a whole and its part, and before that the whole alone",
        [row(120), row(120, **TOTAL), row(30, **PART)],
        120,
        "total",
    ),
    ("a whole, and what each has", [row(240), row(12, role="each")], 240, ""),
    ("what each has", [row(12, role="each")], None, "not_mentioned only_each"),
    ("a whole, and what is below it", [row(120, **TOTAL), row(30, **PART), row(85, **BELOW)], 120, "total"),
    (
        "a whole, and more below it",
        [row(120, **TOTAL), row(85, **BELOW), row(60, **BELOW)],
        None,
        "several: 120; 85; 60",
    ),
    ("a whole, and another elsewhere", [row(6, **TOTAL), row(1, **PART), row(3, **ELSEWHERE)], None, "several: 6; 3"),
    ("a whole, and a larger one", [row(120, **TOTAL), row(30, **PART), row(200)], None, "several: 120; 200"),
    ("two wholes", [row(120, **TOTAL), row(30, **PART), row(85, **TOTAL), row(20, **PART)], None, "several: 120; 85"),
    ("only parts", [row(30, **PART), row(20, **PART)], None, "several: 30; 20"),
    ("only one part", [row(30, **PART)], 30, "part"),
    ("a sum", [row(954), row(600), row(354)], 954, "total"),
    ("a sum of equal parts", [row(954), row(477), row(477)], 954, "total"),
    ("a sum that comes last", [row(600), row(354), row(954)], 954, "total"),
    ("a sum of parts in sections below", [row(954), row(600, section="1.1.1"), row(354, **BELOW)], 954, "total"),
    ("a sum of round numbers", [row(100), row(200), row(300)], None, "several: 100; 200; 300"),
    ("a sum of small numbers", [row(3), row(2), row(1)], None, "several: 3; 2; 1"),
    ("a sum by chance", [row(954), row(600, **ELSEWHERE), row(354, **ELSEWHERE)], None, "several: 954; 600; 354"),
    ("a sum of no more than itself", [row(100), row(50)], None, "several: 100; 50"),
    ("a sum that is off by one", [row(101), row(60), row(40)], None, "several: 101; 60; 40"),
    (
        "a sum of what is about right",
        [row(954), about(600, 540, 660, "about"), row(354)],
        None,
        "several: 954; 600; 354",
    ),
    ("a sum without sections", [row(954, section=None), row(600), row(354)], None, "several: 954; 600; 354"),
    ("a sum in other units", [row(954), row(600, "人"), row(354)], None, "several: 954件; 600人; 354件"),
    ("a range, and its lower end", [row(3, low=Decimal(3), high=Decimal(5)), row(3)], None, "several: 3-5; 3"),
    ("one that is about right, and exactly so elsewhere", [about(300, 270, 330, "about"), row(300)], 300, ""),
    ("one that is rounded elsewhere", [about(12000, 12000, 13000), row(12045)], 12045, ""),
    ("one that is rounded wrongly elsewhere", [about(12000, 12000, 13000), row(13045)], None, "several: 12000; 13045"),
    ("hundreds, and a number", [about(100, 100, 200), row(145)], None, "several: 100; 145"),
    ("more than some, and a number", [about(100, 100, None), row(145)], None, "several: 100; 145"),
    ("a change beside it", [row(12), row(5, change="up")], 12, ""),
    ("one of before beside it", [row(12), row(10, role="former")], 12, ""),
    ("what is planned beside it", [row(12), row(20, status="planned")], 12, ""),
    ("a rate of the same code", [row(12), row(90, "%", kind="rate")], 12, ""),
    ("only a change", [row(5, change="up")], None, "not_mentioned only_change"),
    ("only one of before", [row(5, role="former")], None, "not_mentioned only_former"),
    ("only a plan", [row(5, status="planned")], None, "not_mentioned"),
    ("nothing", [], None, "not_mentioned"),
]


@pytest.mark.parametrize(("rows", "value", "note"), [case[1:] for case in MERGED], ids=[case[0] for case in MERGED])
def test_values_are_merged_to_the_total_that_the_report_gives(rows: list[Row], value: int | None, note: str) -> None:
    made = cell(*rows)
    assert (made.value, made.note) == (value, note)
    assert made.state == ("given" if value else "zero" if value == 0 else note.partition(" ")[0].rstrip(":"))
    assert (made.unit is None) == (value is None and "several" not in note) or made.state == "several"


TWO, RATES = [row(12), row(15)], [row(90, "%", kind="rate", code=COURT), row(95, "%", kind="rate", code=COURT)]
WHOLE = [row(120, **TOTAL), row(30, **PART)]
UNITS = [row(12), row(15, "人")]
OTHER_MERGES: list[tuple[str, list[Row], int | None, str]] = [
    ("single", [row(12)], 12, ""),
    ("single", TWO, None, "several: 12; 15"),
    ("single", WHOLE, 120, "total"),
    ("single", [row(100), row(60), row(40)], None, "several: 100; 60; 40"),
    ("first", TWO, 12, "first"),
    ("first", list(reversed(TWO)), 15, "first"),
    ("first", UNITS, 12, "first"),
    ("first", [row(30, **PART), row(120, **TOTAL)], 120, "total"),
    ("first", [about(300, 270, 330, "about"), row(12)], 300, "about first"),
    ("largest", TWO, 15, "largest"),
    ("largest", UNITS, None, "several: 12件; 15人"),
    ("sum", TWO, 27, "sum"),
    ("sum", [row(12), row(15), row(12)], 27, "sum"),  # what is said twice counts once
    ("sum", [row(954), row(600), row(354)], 954, "total"),  # never the total and its parts
    ("sum", [about(300, 300, 400), row(12)], 312, "at_least sum"),
    ("sum", [about(300, 300, 400), about(200, 0, 200, "at_most")], 500, "about sum"),
    ("sum", UNITS, None, "several: 12件; 15人"),
]


@pytest.mark.parametrize(("merge", "rows", "value", "note"), OTHER_MERGES)
def test_values_are_merged_as_asked(merge: str, rows: list[Row], value: int | None, note: str) -> None:
    made = cell(*rows, merge=merge)
    assert (made.value, made.note) == (value, note)


def test_the_sum_of_what_has_no_end_has_none() -> None:
    made = cell(about(300, 300, None), row(12), merge="sum")
    assert made.low == 312
    assert made.high is None


@pytest.mark.parametrize("merge", MERGES)
def test_rates_are_never_added(merge: str) -> None:
    made = cell(*RATES, merge=merge, code=COURT)
    assert made.value == {"first": 90, "largest": 95}.get(merge)


def test_a_cell_knows_its_values_and_its_evidence() -> None:
    made = cell(row(60), row(40), row(100, **TOTAL), row(100), row(7, **PART), row(5, change="up"))
    assert list(made.values) == [60, 40, 100]
    assert [each["value"] for each in made.evidence] == [100, 60, 40, 100]


def test_money_in_other_units_is_money() -> None:
    fines: dict[str, Any] = {"kind": "amount", "code": FINES}
    assert cell(row("12.5", "万元", **fines), code=FINES).note == ""
    assert cell(row("12.5", "美元", **fines), code=FINES).note == "unit=美元"


def test_an_indicator_of_ones_own_has_any_kind() -> None:
    assert cell(row(3, "公里", kind="measure", code="harbour.length"), code="harbour.length").value == 3


def test_a_plan_is_asked_for_by_its_status() -> None:
    made = cell(row(12), about(20, 20, None, status="planned"), status="planned")
    assert made.value == 20
    assert made.note == "at_least"


PARTS = {
    "all": ["achievements", "duty", "shortcomings", "plan"],
    "no plan": ["achievements", "shortcomings"],
    "only a plan": ["shortcomings", "plan"],
    "duty": ["duty", "plan"],
    "chapters of another kind": ["other", "plan"],
    "nothing told apart": ["other"],
    "no outline": [],
}
MISSING = [
    ("all", "achieved", CODE, "not_mentioned"),
    ("all", "planned", CODE, "not_mentioned"),
    ("no plan", "planned", CODE, "part_missing"),
    ("no plan", "achieved", CODE, "not_mentioned"),
    ("only a plan", "achieved", CODE, "part_missing"),
    ("duty", "achieved", CODE, "part_missing"),
    ("duty", "achieved", "leadership.lectures", "not_mentioned"),
    ("chapters of another kind", "achieved", CODE, "not_mentioned"),
    ("nothing told apart", "planned", CODE, "not_mentioned"),
    ("no outline", "planned", CODE, "not_mentioned"),
]


@pytest.mark.parametrize(("parts", "status", "code", "state"), MISSING)
def test_an_empty_cell_says_why(parts: str, status: str, code: str, state: str) -> None:
    digest = of_rows(parts=frozenset(PARTS[parts]))
    made = cells_of([digest], [code], status=status)[code]
    assert (made.state, made.note, made.value, made.evidence) == (state, state, None, ())


def test_pages_without_text_may_hold_what_is_not_given() -> None:
    cells = cells_of([of_rows(row(12), blank_pages=True)], [CODE, COURT])
    assert (cells[CODE].state, cells[COURT].state) == ("given", "unreadable")


def test_nothing_is_known_of_what_could_not_be_read() -> None:
    [group] = organ_years([unreadable("a.pdf", "a.pdf: is locked")])
    assert cells_of(group.digests, [CODE])[CODE].note == "unreadable"


def test_documents_of_one_organ_and_year_must_agree() -> None:
    first, same, other = of_rows(row(12)), of_rows(row(12), name="b"), of_rows(row(15), name="c")
    assert cells_of([first, same], [CODE])[CODE].note == ""
    assert cells_of([first, of_rows(name="b")], [CODE])[CODE].value == 12
    for merge in MERGES:
        made = cells_of([first, other], [CODE], merge)[CODE]
        assert (made.value, made.note, len(made.evidence)) == (None, "several: 12; 15", 2)


def test_the_total_of_one_document_agrees_with_the_value_of_another() -> None:
    first = of_rows(row(120, **TOTAL), row(30, **PART))
    assert cells_of([of_rows(row(120), name="b"), first], [CODE])[CODE].value == 120


def test_a_document_that_is_in_doubt_makes_the_cell_so() -> None:
    assert cells_of([of_rows(row(12), row(15)), of_rows(row(12), name="b")], [CODE])[CODE].state == "several"


REGIONS = [
    (["青禾县", "青禾县"], ["青禾县"]),
    (["青禾县", "白河市青禾县"], ["白河市青禾县"]),
    ([None, "白河市青禾县"], ["白河市青禾县"]),
    (["云岭市青禾县", "白河市青禾县", "青禾县"], ["云岭市青禾县", "白河市青禾县", "青禾县"]),
    (["云岭市", "白河市", None], [None, "云岭市", "白河市"]),
]


@pytest.mark.parametrize(("regions", "wanted"), REGIONS)
def test_a_region_that_is_named_less_fully_is_the_same(regions: list[str | None], wanted: list[str | None]) -> None:
    digests = [of_rows(name=str(at), region=region) for at, region in enumerate(regions)]
    assert [group.region for group in organ_years(digests)] == wanted


# Name, region and year of documents, and the name and region of each row of the wide form.
NAMES = [
    (
        [("青禾县", "青禾县", 2022), ("青禾县人民政府", "白河市青禾县", 2023)],
        [("青禾县人民政府", "白河市青禾县"), ("青禾县人民政府", "白河市青禾县")],
    ),
    ([("石桥街道", None, 2023), ("石桥街道办事处", None, 2023)], [("石桥街道办事处", None)]),
    ([("青禾縣人民政府", None, 2023), ("青禾县", None, 2023)], [("青禾縣人民政府", None)]),
    (
        [("青禾县", "云岭市青禾县", 2023), ("青禾县人民政府", "白河市青禾县", 2023)],
        [("青禾县", "云岭市青禾县"), ("青禾县人民政府", "白河市青禾县")],
    ),
    (
        [("青禾县", None, 2023), ("青禾县人民政府办公室", None, 2023)],
        [("青禾县", None), ("青禾县人民政府办公室", None)],
    ),
]


@pytest.mark.parametrize(("documents", "wanted"), NAMES)
def test_an_organ_has_the_fullest_of_its_names(documents: list[tuple[str, str, int]], wanted: list[Any]) -> None:
    digests = [
        of_rows(name=str(at), organ=organ, region=region, year=year)
        for at, (organ, region, year) in enumerate(documents)
    ]
    for given_in in (digests, digests[::-1]):
        assert sorted((group.organ, group.region) for group in organ_years(given_in)) == sorted(wanted)


def test_what_is_of_no_organ_or_year_stands_alone_and_what_was_not_read_last() -> None:
    digests = [
        unreadable("z", "z: is locked"),
        of_rows(name="b", organ=None),
        of_rows(name="c", year=None),
        of_rows(name="d", organ=None),
        of_rows(name="e"),
    ]
    names = [[digest.document for digest in group.digests] for group in organ_years(digests)]
    assert names == [["b"], ["d"], ["c"], ["e"], ["z"]]


@st.composite
def rows(draw: st.DrawFn) -> Row:
    value = draw(st.sampled_from([0, 1, 3, 5, 12, 30, 42, 100, 1000]))
    low, high = draw(st.sampled_from([(1, 1), (1, 1), (1, 2), (0, 1), (0.9, 1.1), (1, None)]))
    return row(
        value,
        draw(st.sampled_from(["件", "件", "起", "人", ""])),
        low=Decimal(str(low)) * value,
        high=None if high is None else Decimal(str(high)) * value,
        bound=draw(st.sampled_from(["exact", "exact", "about", "at_least", "at_most"])),
        role=draw(st.sampled_from([None, None, "part", "total", "former"])),
        section=draw(st.sampled_from([None, "1", "1.1", "1.1.1", "1.2"])),
        change=draw(st.sampled_from([None, None, None, "up"])),
        status=draw(st.sampled_from(["achieved", "achieved", "planned"])),
        kind=draw(st.sampled_from(["count", "count", "count", "rate"])),
    )


DIGESTS = st.lists(st.lists(rows(), max_size=6), min_size=1, max_size=3).map(
    lambda documents: [of_rows(*told_of, name=f"d{at}") for at, told_of in enumerate(documents)]
)


@given(DIGESTS, st.sampled_from(sorted(MERGES)), st.randoms())
def test_a_cell_has_a_value_of_its_evidence_whatever_the_order(
    digests: list[Digest], merge: str, source: random.Random
) -> None:
    made = cells_of(digests, [CODE], merge)[CODE]
    given_values = {each["value"] for each in made.evidence}
    assert made.state in STATES
    assert (made.value is None) == (made.state not in ("given", "zero"))
    assert made.note.startswith("several: ") == (made.state == "several")
    assert set(made.values) <= given_values
    if made.value is not None and "sum" not in made.note.split():
        assert made.value == made.evidence[0]["value"]
    assert all(each["change"] is None and each["status"] == "achieved" for each in made.evidence)
    words = {word.partition("=")[0] for word in made.note.partition(":")[0].split()}
    assert words <= set(NOTES)
    shuffled = list(digests)
    source.shuffle(shuffled)
    assert cells_of(shuffled, [CODE], merge)[CODE] == made


def test_the_closed_sets_are_explained() -> None:
    explained = load("panel")["values"]
    assert set(explained["merge"]) == set(MERGES) == set(OFFERED)
    assert set(explained["state"]) == set(STATES)


@pytest.mark.parametrize(
    ("said", "value", "note"),
    [
        ("审批事项办理时限压缩65%。", 65, ""),
        ("审批事项办理时限压缩率提高5个百分点。", None, "not_mentioned only_change"),
    ],
)
def test_an_indicator_can_be_a_change_itself(said: str, value: int | None, note: str) -> None:
    code = "services.time_cut_rate"
    made = cells_of([told(said)], [code])[code]
    assert (made.value, made.note) == (value, note)


def test_a_report_is_read_from_end_to_end() -> None:
    said = "调解纠纷954件，其中涉企12件，由去年同期的870件增至954件。共审核规范性文件12件。"
    digest = told(said, "调解纠纷1000件以上。")
    assert cells_of([digest], [CODE])[CODE].note == "total"
    assert cells_of([digest], [CODE], status="planned")[CODE].value == 1000
