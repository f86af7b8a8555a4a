import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep import extract
from tests import cases

CASES = cases.load("headings")


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:24] for case in CASES])
def test_a_text_has_its_headings(text: str, expected: str) -> None:
    sections = extract(text.replace("↵", "\n")).sections
    found = [f"{section.level} {section.marker} {section.title}" for section in sections]
    assert found == (expected.split(" | ") if expected else [])


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("2023年推进法治政府建设的主要举措和成效", "achievements"),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", "duty"),
        ("存在的不足和原因", "shortcomings"),
        ("面临的主要问题及成因", "shortcomings"),
        ("下一年度工作安排", "plan"),
        ("2024年工作打算", "plan"),
        ("年度计划完成情况", "achievements"),
        ("附则", "other"),
    ],
)
def test_the_wording_of_a_heading_says_which_part_it_opens(title: str, part: str) -> None:
    [section] = extract(f"一、{title}\n正文。").sections
    assert section.part == part


def test_a_chapter_about_a_later_year_is_the_plan() -> None:
    text = "一、2022年的工作举措\n(一)甲。\n二、2023年的工作举措\n(一)乙。"
    assert [section.part for section in extract(text).sections] == ["achievements"] * 2 + ["plan"] * 2


def test_sections_nest_and_span_their_text() -> None:
    text = "一、甲\n(一)乙。一是丙。二是丁。\n(二)戊。\n二、己\n"
    sections = extract(text).sections
    assert [(section.id, section.parent) for section in sections] == [
        ("1", None), ("1.1", "1"), ("1.1.1", "1.1"), ("1.1.2", "1.1"), ("1.2", "1"), ("2", None),
    ]  # fmt: skip
    by_id = {section.id: section for section in sections}
    assert text[by_id["1"].start : by_id["1"].end] == "一、甲\n(一)乙。一是丙。二是丁。\n(二)戊。\n"
    assert by_id["1.1.1"].end == by_id["1.1.2"].start
    assert by_id["2"].end == len(text)


HEADINGS = st.sampled_from(
    [
        "一、甲\n",
        "二、乙。",
        "(一)丙。",
        "(二)丁\n",
        "1.戊。",
        "2、己\n",
        "一是庚，辛。",
        "二是壬。",
        "正文\n",
        "首先癸，",
        "其次子。",
    ]
)


@given(st.lists(HEADINGS, max_size=30).map("".join))
def test_every_section_lies_within_its_parent(text: str) -> None:
    sections = {section.id: section for section in extract(text).sections}
    assert len(sections) == len(extract(text).sections)
    for section in sections.values():
        assert text.startswith(section.marker, section.start)
        assert section.level == section.id.count(".") + 1
        if section.parent is not None:
            parent = sections[section.parent]
            assert parent.start < section.start < section.end <= parent.end
