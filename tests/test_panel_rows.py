"""The rows of one document: their columns, their sentences and their places."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep.denials import Denial
from lawrep.documents import load
from lawrep.panel import rows as panel_rows
from lawrep.panel.rows import LONG, digest, unreadable
from lawrep.panel.sentences import LONGEST, Sentences
from tests.conftest import ROOT
from tests.panels import OUTLINE, document, told

SAMPLES = sorted((ROOT / "samples").glob("*.txt")) + sorted((ROOT / "samples/published").iterdir())


def test_a_row_holds_what_the_document_says() -> None:
    [_, row] = told("调解纠纷954件，挽回经济损失1012.36万元。").rows
    assert row["value"] == Decimal(10123600)
    assert (row["low"], row["high"]) == (Decimal(10123550), Decimal(10123700))
    assert (row["organ"], row["year"], row["section"], row["part"]) == ("青禾县", 2023, "1.1", "achievements")
    assert row["section_path"] == "一、主要举措和成效 > （一）全面履职"
    assert row["sentence"] == "调解纠纷954件，挽回经济损失1012.36万元。"
    assert (row["name"], row["state"], row["role"]) == ("调解涉及金额", "given", None)


def test_a_bound_without_an_end_has_none() -> None:
    [row] = told("调解纠纷500件以上。").rows
    assert (row["value"], row["low"], row["high"], row["bound"]) == (500, 500, None, "at_least")


def test_a_zero_is_told_from_a_figure() -> None:
    rows = told("行政诉讼败诉0件，调解纠纷12件，满意率下降0个百分点。").rows
    assert [row["state"] for row in rows] == ["zero", "given", "given"]


def test_what_is_denied_is_a_zero_in_its_place() -> None:
    said = "调解纠纷12件。全年未发生行政诉讼案件。审核规范性文件3件。"
    rows = told(said).rows
    assert [row["code"] for row in rows] == [
        "disputes.mediated",
        "disputes.litigation_cases",
        "rules.documents_reviewed",
    ]
    denial = rows[1]
    assert (denial["value"], denial["state"], denial["bound"], denial["status"]) == (0, "zero", "exact", "achieved")
    assert denial["sentence"] == "全年未发生行政诉讼案件。"


@pytest.mark.parametrize(("words", "wanted"), [("12件", 1), ("纠纷12件，未", 1), ("未发生诉讼", 2)])
def test_a_denial_does_not_double_a_figure(words: str, wanted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(text: str, _: object) -> list[Denial]:
        start = text.index(words)
        return [Denial(start, start + len(words), words, "件", "诉讼", "disputes.litigation_cases", "1.1")]

    monkeypatch.setattr(panel_rows, "find_denials", deny)
    assert len(told("调解纠纷12件，未发生诉讼。").rows) == wanted


def test_a_document_without_its_text_has_rows_without_sentences() -> None:
    fields = document(OUTLINE.format("调解纠纷954件，其中涉企12件。", ""))
    del fields["text"]
    rows = digest("a", fields).rows
    assert [(row["text"], row["sentence"], row["role"]) for row in rows] == [
        ("954件", None, None),
        ("12件", None, None),
    ]


def test_the_parts_that_a_report_tells_of_without_a_chapter_are_its_parts() -> None:
    assert "duty" not in told("调解纠纷12件。").parts
    assert "duty" in told("县长认真履行第一责任人职责，调解纠纷12件。").parts


def test_a_long_heading_is_clipped() -> None:
    heading = "坚持和发展新时代“枫桥经验”推动矛盾纠纷化解在基层化解在萌芽状态切实维护社会大局和谐稳定长治久安"
    text = f"青禾县2023年法治政府建设情况报告\n一、主要举措和成效\n（一）{heading}\n调解纠纷12件。\n"
    [row] = digest("a", document(text)).rows
    assert row["section_path"] == f"一、主要举措和成效 > {f'（一）{heading}'[:39]}…"


def test_what_could_not_be_read_has_no_rows() -> None:
    told_of = unreadable("a.pdf", "a.pdf: is locked")
    assert (told_of.rows, told_of.error, told_of.organ) == ((), "a.pdf: is locked", None)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_row_holds_its_place(path: Path) -> None:
    for name, fields, _ in load(str(path)):
        assert fields is not None
        text = fields["text"]
        made = digest(name, fields)
        assert made.rows
        for row in made.rows:
            assert list(row) == [column.name for column in LONG]
            assert text[row["start"] : row["end"]] == row["text"]
            assert row["text"] in row["sentence"]
            assert row["sentence"] in text
            assert row["low"] is None or row["low"] <= row["value"]
            assert row["high"] is None or row["value"] <= row["high"]
        starts = [row["start"] for row in made.rows]
        assert starts == sorted(starts)
        assert all(before["end"] <= after["start"] for before, after in zip(made.rows, made.rows[1:], strict=False))


# A text, the quantity in it that is meant, and the sentence around it.
SENTENCES = [
    ("全年调解12件。另有3件。", "12件", "全年调解12件。"),
    ("全年调解12件。另有3件", "3件", "另有3件"),
    ("办结了吗？办结12件！很好", "12件", "办结12件！"),
    ("一、成效\r\n  全年调解12件\r\n另有", "12件", "全年调解12件"),
    ("（一）全年调解12件", "12件", "全年调解12件"),
    ("12件", "12件", "12件"),
]


@pytest.mark.parametrize(("text", "quantity", "wanted"), SENTENCES)
def test_a_sentence_is_bounded_by_stops_and_line_ends(text: str, quantity: str, wanted: str) -> None:
    start = text.index(quantity)
    assert Sentences(text, {0: "（一）"} if text[0] == "（" else {}).around(start, start + len(quantity)) == wanted


@given(st.text(alphabet="调解12，。；\n ", max_size=80), st.integers(0, 2000), st.integers(0, 2000), st.data())
def test_a_sentence_holds_its_quantity_and_is_not_endless(
    said: str, before: int, after: int, data: st.DataObject
) -> None:
    text = "字" * before + said + "字" * after
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 9)))
    sentence = Sentences(text, {}).around(start, end)
    assert sentence in text
    assert len(sentence) <= LONGEST + 1
    if "\n" not in text[start:end] and not set(text[start:end]) & set("。"):
        assert text[start:end].strip() in sentence


def test_a_text_without_stops_is_cut_at_the_ends_of_clauses() -> None:
    clause = "调解纠纷及时有效"
    text = "，".join([clause] * 60 + ["调解纠纷12件"] + [clause] * 60)
    start = text.index("12件")
    sentence = Sentences(text, {}).around(start, start + 3)
    assert sentence.startswith(clause)
    assert sentence.endswith(f"{clause}，")
    assert "调解纠纷12件" in sentence
    assert LONGEST - 40 < len(sentence) <= LONGEST


def test_a_rate_that_is_said_to_be_nought_is_a_rate() -> None:
    [row] = told("行政诉讼败诉率为零。").rows
    assert (row["code"], row["kind"], row["unit"], row["value"]) == ("disputes.lost_case_rate", "rate", "%", 0)
