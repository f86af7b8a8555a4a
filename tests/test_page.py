"""The page of one report as it is written: every character of the text once, every quantity a mark, all escaped."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep.documents import load
from lawrep.errors import OutputError
from lawrep.normalise import with_line_ends
from lawrep.page.report.layout import find_blocks, find_heads
from lawrep.page.report.marks import Flag, Words
from lawrep.page.report.page import report_page
from lawrep.page.report.prose import render
from lawrep.page.report.table import in_bounds, in_words, interval_of, marks_of, rows_of
from lawrep.page.wording import words_of
from lawrep.pipeline import describe
from lawrep.source import Text

SAMPLES = sorted(Path(__file__).parents[1].glob("samples/*.txt"))
VOID = frozenset({"wbr", "meta", "input", "br"})
ZH = words_of("zh")


class Reading(HTMLParser):
    """What a page holds: the text of the report, its marks by id, the elements, and whether they nest."""

    def __init__(self, html: str, root: str | None = "article") -> None:
        super().__init__(convert_charrefs=True)
        self.root = root
        self.open: list[tuple[str, str | None]] = []
        self.text = ""
        self.marks: dict[str, str] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.parents: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)
        self.close()
        assert self.open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        fields = dict(attrs)
        assert len(fields) == len(attrs), f"an attribute twice: {attrs}"
        self.elements.append((tag, fields))
        self.parents.append((tag, tuple(parent for parent, _ in self.open)))
        if tag not in VOID:
            self.open.append((tag, fields.get("id")))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self.open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        if self.root is None or any(tag == self.root for tag, _ in self.open):
            self.text += data
            for tag, id_ in self.open:
                if tag == "mark" and id_:
                    self.marks[id_] = self.marks.get(id_, "") + data

    def ids(self) -> list[str]:
        return [fields["id"] or "" for _, fields in self.elements if "id" in fields]


def described(text: str) -> dict[str, Any]:
    return describe(Text.of(text, "report.txt"))


def figure(text: str, word: str, **fields: Any) -> dict[str, Any]:
    """Return the indicator that `word` is in a text."""
    start = text.index(word)
    [made] = described("调解纠纷3件。")["indicators"]
    return {**made, "text": word, "start": start, "end": start + len(word), "section": None, **fields}


def section(id_: str, marker: str, title: str, start: int, end: int) -> dict[str, Any]:
    fields = {"id": id_, "parent": None, "level": 1, "marker": marker, "title": title, "part": "other"}
    return {**fields, "start": start, "end": end}


@cache
def sample_page(path: Path) -> Reading:
    return read_page(loaded(path))


def loaded(path: Path) -> dict[str, Any]:
    fields = next(load(str(path))).fields
    assert fields is not None
    return fields


def read_page(fields: dict[str, Any], language: str = "zh") -> Reading:
    return Reading(report_page("report.txt", fields, language))


def links_of(reading: Reading) -> Iterator[str]:
    return (fields["href"] or "" for tag, fields in reading.elements if tag == "a")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_page_holds_the_text_and_each_quantity_as_one_mark(path: Path) -> None:
    fields = loaded(path)
    reading = sample_page(path)
    assert reading.text == fields["text"]
    quantities = {f"q{number}": each["text"] for number, each in enumerate(fields["indicators"], 1)}
    assert reading.marks == quantities
    assert list(reading.marks) == list(quantities), "in reading order"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_link_of_a_page_leads_to_an_element_of_it(path: Path) -> None:
    reading = sample_page(path)
    ids = reading.ids()
    assert len(ids) == len(set(ids))
    assert {link for link in links_of(reading) if link[1:] not in ids} == set()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_section_has_its_heading_in_the_text(path: Path) -> None:
    fields = loaded(path)
    heads = {each.id: each for each in find_heads(fields["text"], fields["sections"], [])}
    for section in fields["sections"]:
        head = heads[section["id"]]
        words = fields["text"][head.start : head.end]
        assert words.startswith(section["marker"])
        assert words.endswith(section["title"])


REPORT = "一、主要成效\n(一)化解纠纷。全年调解纠纷1.2万余件，成功率99.7%。\n二、2025年打算\n开展学法不少于1次。\n"


def test_the_same_document_gives_the_same_page() -> None:
    assert report_page("a", described(REPORT)) == report_page("a", described(REPORT))


def test_a_document_without_text_says_what_to_do() -> None:
    fields = described(REPORT)
    del fields["text"]
    with pytest.raises(OutputError, match=r"old\.json: .*--no-text"):
        report_page("old.json", fields)


# ---- Blocks.


def blocks_of(text: str) -> list[tuple[str, str]]:
    """Return the kind and the words of each block that is not blank, those of the page in capitals."""
    fields = described(text)
    figures = [(each["start"], each["end"]) for each in fields["indicators"]]
    blocks = find_blocks(
        text, find_heads(text, fields["sections"], figures), figures, fields["metadata"]["document_number"]
    )
    return [
        (each.kind.upper() if each.page else each.kind, text[each.start : each.end].strip())
        for each in blocks
        if each.kind != "blank"
    ]


def test_a_report_is_laid_out_by_what_its_lines_are() -> None:
    text = (
        "首页 > 政务公开 > 年度报告\n海棠县2024年度法治政府建设工作报告\n海政发〔2025〕3号\n"
        "市人民政府：\n现将情况报告如下。\n"
        "一、主要成效\n(一)化解纠纷。调解纠纷12件。\n| 事项 | 件数 |\n| --- | --- |\n| 复议 | 5 |\n"
        "二、下一步打算\n继续努力。\n海棠县人民政府\n2025年1月8日\n版权所有：海棠县人民政府办公室\n"
    )
    assert blocks_of(text) == [
        ("TEXT", "首页 > 政务公开 > 年度报告"),
        ("title", "海棠县2024年度法治政府建设工作报告"),
        ("number", "海政发〔2025〕3号"),
        ("salute", "市人民政府："),
        ("text", "现将情况报告如下。"),
        ("heading", "一、主要成效"),
        ("text", "(一)化解纠纷。调解纠纷12件。"),
        ("row", "| 事项 | 件数 |"),
        ("row", "| --- | --- |"),
        ("row", "| 复议 | 5 |"),
        ("heading", "二、下一步打算"),
        ("text", "继续努力。"),
        ("date", "海棠县人民政府"),
        ("date", "2025年1月8日"),
        ("TEXT", "版权所有：海棠县人民政府办公室"),
    ]


def test_a_line_is_cut_where_a_title_ends_and_a_numbered_heading_opens() -> None:
    text = "青禾镇2023年度法治政府建设工作报告过去一年,全镇努力。一、做法。(一)学法。学习6次。一是抓实。二是抓细。"
    assert [words for _, words in blocks_of(text)] == [
        "青禾镇2023年度法治政府建设工作报告",
        "过去一年,全镇努力。",
        "一、做法。",
        "(一)学法。学习6次。一是抓实。二是抓细。",
    ]


def test_cells_of_a_table_hold_their_words_and_the_bars_between_them() -> None:
    text = "表一\n事项 | 件数\n复议 | 5件\n"
    html = report_page("a", described(text))
    assert '<td>复议<span class="bar"> | </span></td><td><mark' in html
    assert read_page(described(text)).text == text


# ---- Whatever the spans.

ALPHABET = "一、(二)3件 |\n\r　\u00a0<&>\"'年。%\t是"


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A text with spans of every kind, which overlap, nest, touch and cross as they like."""
    text = draw(st.text(ALPHABET, max_size=60))
    offset = st.integers(0, len(text))
    spans = [tuple(sorted(pair)) for pair in draw(st.lists(st.tuples(offset, offset), max_size=8))]
    headings = sorted(tuple(sorted(pair)) for pair in draw(st.lists(st.tuples(offset, offset), max_size=4)))
    findings = [tuple(sorted(pair)) for pair in draw(st.lists(st.tuples(offset, offset), max_size=5))]
    fields = described("")
    fields["text"] = text
    fields["indicators"] = [{**figure("3件", "3件"), "text": text[a:b], "start": a, "end": b} for a, b in spans]
    fields["sections"] = [
        section(str(number), text[a : a + 1], text[a + 1 : b], a, len(text))
        for number, (a, b) in enumerate(headings, 1)
        if b > a
    ]
    fields["findings"] = [
        {"rule": "r", "severity": "info", "message": "", "start": start, "end": end} for start, end in findings
    ]
    return fields


@given(documents())
def test_every_character_stands_once_and_the_elements_nest(fields: dict[str, Any]) -> None:
    text = fields["text"]
    marks, rows = marks_of(fields, rows_of(fields, "zh", ZH))
    figures = [(mark.start, mark.end) for mark in marks]
    heads = find_heads(text, fields["sections"], figures)
    found = fields["findings"]
    flags = [Flag(at, each["start"], each["end"], "info", str(at), "") for at, each in enumerate(found, 1)]
    html = render(text, find_blocks(text, heads, figures, None), Words(text, marks, flags))
    reading = Reading(str(html), None)
    assert reading.text == text
    assert reading.marks == {f"q{mark.number}": text[mark.start : mark.end] for mark in marks}
    flagged = [within for tag, within in reading.parents if tag == "a"]
    assert len(flagged) == len(flags), "each finding has one flag"
    assert "mark" not in {tag for within in flagged for tag in within}, "a link stands in no figure"
    ids = {*reading.ids(), "text"}
    assert len(reading.ids()) == len(set(reading.ids()))
    assert {row.at for row in rows} <= ids
    assert {f"s{head.id}" for head in heads} <= ids


@given(documents())
def test_quantities_that_are_apart_are_all_marked(fields: dict[str, Any]) -> None:
    last = 0
    apart = []
    for each in sorted(fields["indicators"], key=lambda each: int(each["start"])):
        if each["start"] >= last and each["text"].strip():
            apart.append(each)
            last = each["end"]
    fields["indicators"] = apart
    marks, rows = marks_of(fields, rows_of(fields, "zh", ZH))
    assert [mark.number for mark in marks] == [row.number for row in rows]


def test_a_quantity_over_a_line_end_is_one_mark() -> None:
    text = "全年调解纠纷1\n2件。"
    fields = described(text)
    fields["indicators"] = [figure(text, "1\n2件")]
    fields["findings"] = []
    reading = read_page(fields, "en")
    assert (reading.text, reading.marks) == (text, {"q1": "1\n2件"})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_ends_of_every_system_are_kept(end: str) -> None:
    text = REPORT.replace("\n", end)
    fields = described(text)
    assert read_page(fields).text == text
    assert len(blocks_of(text)) == len(with_line_ends(text).split("\n")) - 1


def test_a_nul_which_html_cannot_hold_is_shown_as_a_replacement() -> None:
    assert read_page(described("调解\0纠纷3件。")).text == "调解\ufffd纠纷3件。"


# ---- What is said of a quantity.


@pytest.mark.parametrize(
    ("sentence", "words", "bounds"),
    [
        ("调解纠纷12件。", "12 件", ""),
        ("轮训骨干5400余人次。", "不少于 5,400 人次", "≥ 5,400，< 5,500"),
        ("调解纠纷不超过30件。", "不超过 30 件", "≥ 0，≤ 30"),
        ("成功率99.7%。", "99.7%", "≥ 99.65，< 99.8"),
        ("挽回损失1012.36万元。", "10,123,600 元", "≥ 10,123,550，< 10,123,700"),
        ("走访3至5次。", "3–5 次", "≥ 3，≤ 5"),
    ],
)
def test_a_value_is_said_in_words_and_as_what_it_can_mean(sentence: str, words: str, bounds: str) -> None:
    [indicator] = described(sentence)["indicators"]
    said = in_words(indicator, ZH)
    assert (said, in_bounds(interval_of(indicator), ZH)) == (words, bounds)


def test_words_are_in_the_language_that_is_asked_for() -> None:
    chinese, english = (report_page("a", described(REPORT), language) for language in ("zh", "en"))
    assert "调解纠纷件数" in chinese
    assert "Disputes mediated" in english
    assert '<html lang="zh-CN">' in chinese
    assert '<html lang="en">' in english
    assert "未说明" not in english


def test_findings_are_told_in_chinese_by_running_the_rules_anew() -> None:
    fields = described("一、成效\n办结率109%。\n")
    messages = [each["message"] for each in fields["findings"]]
    assert any("109%" in message for message in messages)
    chinese, english = (report_page("a", fields, language) for language in ("zh", "en"))
    assert "109%超过全部" in chinese
    assert "109%超过全部" not in english


def test_an_own_catalogue_s_code_is_called_by_itself() -> None:
    fields = described("调解纠纷12件。")
    fields["indicators"][0]["code"] = "harbour.ships"
    html = report_page("a", fields)
    assert '<optgroup label="自定义指标">' in html
    assert 'value="harbour.ships">harbour.ships' in html


# ---- Hostile documents.

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "</article></main><b>",
    "<!-- ",
    "]]>",
    "&lt;b&gt;&amp;#60;",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "\u202e\u2066\u200b\u200d\ufeff",
    "\x01\x0b\x0c\x1b\x7f\x85\u2028",
]


def poisoned(evil: str) -> dict[str, Any]:
    """Return a document that holds something evil wherever a document can hold words."""
    text = f"{evil}\n一、{evil}\n调解纠纷{evil}12件。\n事项 | {evil}\n复议 | 5件\n"
    fields = described(text)
    fields["indicators"] = [figure(text, word, label=evil, code=evil, unit=evil) for word in ("12件", "5件")]
    fields["sections"] = [section("1", "一、", evil.strip(), text.index("一、"), len(text))]
    fields["metadata"] |= dict.fromkeys(("title", "organ", "region", "index_number", "document_number"), evil)
    fields["source"] |= {"name": evil, "media_type": evil}
    fields["findings"] = [{"rule": evil, "severity": "error", "message": evil, "start": 1, "end": 3}]
    return fields


@pytest.mark.parametrize("evil", HOSTILE)
def test_what_a_document_holds_stays_text(evil: str) -> None:
    fields = poisoned(evil)
    reading = read_page(fields, "en")
    assert reading.text == fields["text"]
    harmless = [element for path in SAMPLES for element in sample_page(path).elements]
    assert {tag for tag, _ in reading.elements} <= {tag for tag, _ in harmless}
    names = {name for _, attributes in harmless for name in attributes}
    assert {name for _, attributes in reading.elements for name in attributes} <= names
    assert Counter(tag for tag, _ in reading.elements if tag in ("script", "style")) == {"script": 1, "style": 1}
    assert all(re.fullmatch(r"#[a-z0-9.-]+", link) for link in links_of(reading))


def test_a_page_has_no_style_and_no_handler_in_an_attribute_and_a_strict_policy() -> None:
    reading = sample_page(SAMPLES[0])
    names = {name for _, attributes in reading.elements for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    policies = [each["content"] for tag, each in reading.elements if "http-equiv" in each]
    assert len(policies) == 1
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'",
        policies[0] or "",
    )
    assert {tag for tag, each in reading.elements if "src" in each} == set()


def test_the_work_grows_with_the_text_and_no_faster() -> None:
    """Twice the report is twice the page, within what the frame of it takes; timing would depend on the machine."""
    text = "一、成效\n" + "全年调解纠纷12件，成功率99.7%。\n" * 50
    frame, one, two = (len(report_page("a", described(each))) for each in ("一、成效\n", text, text * 2))
    assert two - frame < 2.2 * (one - frame)
