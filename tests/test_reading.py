"""The text that a format gives grows block by block, and every block knows where it stands."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep import extract
from lawrep.errors import ReadError
from lawrep.formats.package import parse_xml
from lawrep.formats.reading import Piece, Transcript, clean
from lawrep.places import in_words, lines_with_places, place_at
from lawrep.source import NOTES, Place, Source, Text

PIECES = st.lists(
    st.tuples(
        st.text("一件12 \u3000\u200b\n|\0", max_size=6), st.builds(lambda page: {"page": page}, st.integers(1, 3))
    )
)


def reading_of(*paragraphs: list[Piece] | int) -> Text:
    """Return the text of some paragraphs; a number is a page that is passed over."""
    transcript = Transcript()
    for pieces in paragraphs:
        if isinstance(pieces, int):
            transcript.skip({"page": pieces})
        else:
            transcript.add(*pieces)
    reading = transcript.reading()
    return Text(reading.text, Source.of("a.pdf", b"x", "application/pdf", None), reading.places)


@given(st.lists(PIECES | st.integers(1, 3), max_size=5))
def test_places_stand_in_order_within_the_text_and_hold_its_every_visible_character(
    paragraphs: list[list[Piece] | int],
) -> None:
    text = reading_of(*paragraphs)
    held = [False] * len(text.text)
    last = 0
    for place in text.places:
        assert last <= place["start"] <= place["end"] <= len(text.text)
        last = place["end"]
        held[place["start"] : place["end"]] = [True] * (place["end"] - place["start"])
    assert all(inside or character == "\n" for inside, character in zip(held, text.text, strict=True))
    passed_over = [pieces for pieces in paragraphs if isinstance(pieces, int)]
    assert [place["page"] for place in text.places if place["start"] == place["end"]] == passed_over


@given(st.lists(PIECES, max_size=5))
def test_no_line_of_a_text_is_blank_at_its_ends_and_none_is_lost(paragraphs: list[list[Piece]]) -> None:
    text = reading_of(*paragraphs).text
    assert text == text.strip(" \u3000\n")
    wanted = "".join(clean("".join(piece for piece, _ in pieces)) for pieces in paragraphs)
    assert "".join(text.split()) == "".join(wanted.split())


@given(st.lists(st.lists(st.text("1 件\n", max_size=4), max_size=4), max_size=4))
def test_a_row_is_one_line_of_all_its_cells(rows: list[list[str]]) -> None:
    transcript = Transcript()
    for row in rows:
        transcript.add_row([[(cell, {"paragraph": 1})] for cell in row])
    lines = transcript.reading().text.split("\n")
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(lines) == max(1, len(filled))
    for line, row in zip(lines, filled, strict=False):
        assert ["".join(cell.split()) for cell in line.split("|")] == ["".join(cell.split()) for cell in row]


def test_pieces_of_one_place_are_one_place_and_of_two_are_two() -> None:
    text = reading_of([("全年调解", {"page": 1}), ("纠纷", {"page": 1})], [("954", {"page": 1}), ("件。", {"page": 2})])
    assert text.text == "全年调解纠纷\n954件。"
    assert text.places == ({"start": 0, "end": 10, "page": 1}, {"start": 10, "end": 12, "page": 2})


def test_a_page_that_is_passed_over_has_an_empty_place() -> None:
    text = reading_of(1, [("全年调解", {"page": 2})], 3, 4, [("纠纷", {"page": 4}), ("954件。", {"page": 4})])
    assert text.text == "全年调解\n纠纷954件。"
    assert [(place["start"], place["end"], place["page"]) for place in text.places] == [
        *((0, 0, 1), (0, 4, 2), (4, 4, 3), (4, 4, 4), (5, 12, 4)),
    ]
    assert [*lines_with_places(text)] == [("page 2", "全年调解"), ("page 4", "纠纷954件。")]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("1\u200b252件", "1252件"),
        ("\ufeff一、", "一、"),
        ("报\u00ad告", "报告"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("一\0\x07二", "一二"),
    ],
)
def test_what_is_not_seen_is_not_read(printed: str, read: str) -> None:
    assert clean(printed) == read


def test_a_place_is_found_by_an_offset_and_said_in_words() -> None:
    places: list[Place] = [{"start": 0, "end": 4, "paragraph": 2}, {"start": 5, "end": 9, "path": "/html/body/p[2]"}]
    assert [in_words(place_at(places, offset)) for offset in (0, 3, 4, 5, 8, 9)] == [
        *["paragraph 2"] * 2,
        "",
        *["/html/body/p[2]"] * 2,
        "",
    ]
    assert place_at((), 3) is None


def test_a_text_can_be_copied_and_sent_to_another_process() -> None:
    for text in (Text.of("一"), reading_of([("一", {"page": 1})])):
        assert pickle.loads(pickle.dumps(text)) == copy.deepcopy(text) == text  # noqa: S301 - our own bytes


def test_each_line_has_its_place() -> None:
    text = reading_of([("一\n二", {"page": 1})], [("三", {"page": 2})])
    assert [*lines_with_places(text)] == [("page 1", "一"), ("page 1", "二"), ("page 2", "三")]
    assert [*lines_with_places(Text.of("一\n"))] == [("", "一"), ("", "")]


def test_footnotes_hold_no_indicator_and_do_not_hide_the_signature() -> None:
    said = "一、主要成效\n全年调解纠纷954件。\n石桥镇人民政府\n2025年1月5日"
    report = extract(f"{said}\n{NOTES[0]}\n[1] 不含上年结转的12件。")
    assert [indicator.text for indicator in report.indicators] == ["954件"]
    assert report.metadata.date == "2025-01-05"


BOMB = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
)
HOSTILE = [
    (BOMB + b"]><x>&j;</x>", "made to harm|document type"),
    (b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", "document type"),
    (b"<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'><x/>", "document type"),
    (b"<x>" * 100_000, "made to harm"),
    (b"<x>" + b"<y/>" * 2_000_001 + b"</x>", "more than 1,000,000 tags"),
    (b"<x>", "damaged"),
    (b"", "damaged"),
    (b"\0\0", "damaged"),
    (b"<x>\xff</x>", "damaged"),
]


@pytest.mark.parametrize(("data", "reason"), HOSTILE, ids=[f"{data[:20]!r} {reason}" for data, reason in HOSTILE])
def test_hostile_xml_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        parse_xml(data, "a.docx")
