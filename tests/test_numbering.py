from itertools import pairwise

import pytest

from lawrep.formats.word import document as word
from lawrep.formats.word.counting import numeral
from lawrep.formats.word.numbering import Marker, joined
from tests.wordml import REPORT, abstract, anew, docx, lvl, num, p, style


def lines(body: str, numbering: str = "", styles: str = "") -> list[str]:
    return word.read(docx(body, numbering, styles), "report.docx").text.split("\n")


def test_the_outline_of_a_report() -> None:
    levels = [0, 1, 1, 2, 2, 3, 4, 4, 2, 1, 0, 1, 2]
    text = "".join(p("甲", 1, level) for level in levels)
    assert lines(text, REPORT) == [
        *("一、甲", "（一）甲", "（二）甲", "1.甲", "2.甲", "（1）甲", "①甲", "②甲", "3.甲", "（三）甲", "二、甲"),
        *("（一）甲", "1.甲"),
    ]


# What Word prints for these numbers.
NUMBERS = (0, 1, 9, 10, 11, 19, 20, 21, 99, 100, 101, 110, 120, 1000, 1010, 10005)
NUMERALS = {
    "decimal": "0 1 9 10 11 19 20 21 99 100 101 110 120 1000 1010 10005",
    "decimalHalfWidth": "0 1 9 10 11 19 20 21 99 100 101 110 120 1000 1010 10005",
    "decimalZero": "00 01 09 10 11 19 20 21 99 100 101 110 120 1000 1010 10005",
    "decimalFullWidth": (
        "０ １ ９ １０ １１ １９ ２０ ２１ ９９ １００ １０１ １１０ １２０ １０００ １０１０ １０００５"
    ),
    "chineseCounting": ("○ 一 九 十 十一 十九 二十 二十一 九十九 一○○ 一○一 一一○ 一二○ 一○○○ 一○一○ 一○○○五"),
    "taiwaneseCounting": ("○ 一 九 十 十一 十九 二十 二十一 九十九 一○○ 一○一 一一○ 一二○ 一○○○ 一○一○ 一○○○五"),
    "chineseCountingThousand": (
        "〇 一 九 十 十一 十九 二十 二十一 九十九 一百 一百〇一 一百一十 一百二十 一千 一千〇一十 一万〇五"
    ),
    "taiwaneseCountingThousand": (
        "零 一 九 十 十一 十九 二十 二十一 九十九 一百 一百零一 一百一十 一百二十 一千 一千零一十 一萬零五"
    ),
    "chineseLegalSimplified": (
        "零 壹 玖 壹拾 壹拾壹 壹拾玖 贰拾 贰拾壹 玖拾玖 壹佰 壹佰零壹 壹佰壹拾 壹佰贰拾 壹仟 壹仟零壹拾 壹萬零伍"
    ),
    "ideographLegalTraditional": (
        "零 壹 玖 壹拾 壹拾壹 壹拾玖 貳拾 貳拾壹 玖拾玖 壹佰 壹佰零壹 壹佰壹拾 壹佰貳拾 壹仟 壹仟零壹拾 壹萬零伍"
    ),
    "japaneseCounting": "〇 一 九 十 十一 十九 二十 二十一 九十九 百 百一 百十 百二十 千 千十 一万五",
    "ideographDigital": (
        "〇 一 九 一〇 一一 一九 二〇 二一 九九 一〇〇 一〇一 一一〇 一二〇 一〇〇〇 一〇一〇 一〇〇〇五"
    ),
    "taiwaneseDigital": ("○ 一 九 一○ 一一 一九 二○ 二一 九九 一○○ 一○一 一一○ 一二○ 一○○○ 一○一○ 一○○○五"),
    "decimalEnclosedCircle": "0 ① ⑨ ⑩ ⑪ ⑲ ⑳ 21 99 100 101 110 120 1000 1010 10005",
    "decimalEnclosedCircleChinese": "0 ① ⑨ ⑩ 11 19 20 21 99 100 101 110 120 1000 1010 10005",
    "decimalEnclosedFullstop": "0 ⒈ ⒐ ⒑ ⒒ ⒚ ⒛ 21 99 100 101 110 120 1000 1010 10005",
    "decimalEnclosedParen": "0 ⑴ ⑼ ⑽ ⑾ ⒆ ⒇ 21 99 100 101 110 120 1000 1010 10005",
    "ideographEnclosedCircle": "0 ㈠ ㈨ ㈩ 11 19 20 21 99 100 101 110 120 1000 1010 10005",
    "ideographTraditional": "0 甲 壬 癸 11 19 20 21 99 100 101 110 120 1000 1010 10005",
    "ideographZodiac": "0 子 申 酉 戌 19 20 21 99 100 101 110 120 1000 1010 10005",
    "upperRoman": "0 I IX X XI XIX XX XXI XCIX C CI CX CXX M MX MMMMMMMMMMV",
    "lowerRoman": "0 i ix x xi xix xx xxi xcix c ci cx cxx m mx mmmmmmmmmmv",
    "ordinal": "0th 1st 9th 10th 11th 19th 20th 21st 99th 100th 101st 110th 120th 1000th 1010th 10005th",
    "nosuch": "0 1 9 10 11 19 20 21 99 100 101 110 120 1000 1010 10005",
}


@pytest.mark.parametrize("style", NUMERALS)
def test_a_number_is_printed_as_word_prints_it(style: str) -> None:
    assert " ".join(numeral(number, style) for number in NUMBERS) == NUMERALS[style]


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (1, "upperLetter", "A"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (54, "upperLetter", "BBB"),
        (0, "lowerLetter", "0"),
        (10**9, "lowerLetter", "1000000000"),
        (10**9, "upperRoman", "1000000000"),
        (10**9, "chineseCountingThousand", ""),
        (909090, "chineseCountingThousand", "九十万〇九千〇九十"),
        (100010, "chineseCountingThousand", "一十万〇一十"),
        (999999, "chineseCountingThousand", "九十九万九千九百九十九"),
        (100100, "chineseLegalSimplified", "壹拾萬零壹佰"),
        (111111, "japaneseCounting", "十一万一千百十一"),
        (-3, "chineseCounting", "-3"),
        (255, "hex", "FF"),
        (5, "numberInDash", "- 5 -"),
        (61, "ideographZodiacTraditional", "61"),
        (2, "ideographZodiacTraditional", "乙丑"),
        (7, "none", ""),
        (7, "bullet", ""),
    ],
)
def test_a_number_out_of_the_common_range(number: int, style: str, printed: str) -> None:
    assert numeral(number, style) == printed


@pytest.mark.parametrize(
    ("custom", "printed"),
    [
        ("001, 002, 003, ...", "012"),
        ("00001, 00002, 00003, ...", "00012"),
        ("一, 十, 一百(简), ...", "十二"),
        ("①, ②, ③, ...", "⑫"),
        ("no such format", "12"),
        ("", "12"),
    ],
)
def test_a_custom_format_is_known_by_its_examples(custom: str, printed: str) -> None:
    assert numeral(12, "custom", custom) == printed


@pytest.mark.parametrize(
    "style", ["chineseCountingThousand", "chineseCounting", "ideographDigital", "japaneseCounting"]
)
def test_no_two_numbers_are_printed_alike(style: str) -> None:
    printed = [numeral(number, style) for number in range(12_000)]
    assert len(set(printed)) == len(printed)


ONE = abstract(0, lvl(0), lvl(1), lvl(2))  # 1. 1. 1.
LEGAL = abstract(
    0, lvl(0, "chineseCounting", "第%1章"), lvl(1, text="%1.%2", more="<w:isLgl/>"), lvl(2, text="%1.%2.%3")
) + num(1, 0)  # fmt: skip


@pytest.mark.parametrize(
    ("numbering", "paragraphs", "markers"),
    [
        pytest.param(ONE + num(1, 0), [(1, 0)] * 3, "1. 2. 3.", id="one after another"),
        pytest.param(ONE + num(1, 0), [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], "1. 1. 2. 2. 1.", id="deeper restarts"),
        pytest.param(ONE + num(1, 0) + num(2, 0), [(1, 0), (2, 0), (1, 0)], "1. 2. 3.", id="two lists, one definition"),
        pytest.param(
            ONE + num(1, 0) + num(2, 0, anew(0, 1)), [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0)], "1. 2. 1. 2. 3.",
            id="startOverride restarts once, and the other list goes on from there",
        ),
        pytest.param(
            ONE + num(1, 0) + num(2, 0, anew(0, 8)), [(1, 0), (2, 0), (1, 0)], "1. 8. 9.", id="startOverride of 8"
        ),
        pytest.param(
            ONE + num(1, 0) + num(2, 0, anew(0, 1) + anew(1, 4)), [(1, 0), (1, 1), (2, 0), (2, 1), (2, 0), (2, 1)],
            "1. 1. 1. 4. 2. 4.", id="startOverride of a deeper level holds at each restart",
        ),
        pytest.param(
            abstract(0, lvl(0, start=5)) + num(1, 0), [(1, 0), (1, 0)], "5. 6.", id="start"
        ),
        pytest.param(abstract(0, lvl(0, start=0)) + num(1, 0), [(1, 0), (1, 0)], "0. 1.", id="start at 0"),
        pytest.param(abstract(0, lvl(0, start="abc")) + num(1, 0), [(1, 0), (1, 0)], "1. 2.", id="start of no number"),
        pytest.param(
            abstract(0, lvl(0, start=10**9)) + num(1, 0), [(1, 0)], "1.", id="a start beyond all counting is none"
        ),
        pytest.param(
            abstract(0, lvl(0), lvl(1), lvl(2, more='<w:lvlRestart w:val="0"/>')) + num(1, 0),
            [(1, 0), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (1, 2)], "1. 1. 1. 2. 2. 1. 3.", id="lvlRestart 0: never",
        ),
        pytest.param(
            abstract(0, lvl(0), lvl(1), lvl(2, more='<w:lvlRestart w:val="1"/>')) + num(1, 0),
            [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)], "1. 1. 1. 2. 2. 2. 1. 1.",
            id="lvlRestart 1: after the first level only",
        ),
        pytest.param(
            abstract(0, lvl(0), lvl(1, more='<w:lvlRestart w:val="7"/>')) + num(1, 0),
            [(1, 0), (1, 1), (1, 0), (1, 1)], "1. 1. 2. 1.", id="lvlRestart of a deeper level is ignored",
        ),
        pytest.param(LEGAL, [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2)], "第一章 1.1 1.2 第二章 2.1 二.1.1",
            id="isLgl prints all levels in Arabic digits, of its own level only"),
        pytest.param(LEGAL, [(1, 1), (1, 1), (1, 0), (1, 1)], "1.1 1.2 第二章 2.1",
            id="a skipped level counts as begun"),
        pytest.param(
            abstract(0, lvl(0, text="%2%1.")) + num(1, 0), [(1, 0)], "", id="a number that names a deeper level is none"
        ),
        pytest.param(
            ONE + num(1, 0) + num(2, 0, f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1)", 3)}</w:lvlOverride>'),
            [(1, 0), (2, 0)], "1. B)", id="a whole level overridden: another look, the same count",
        ),
        pytest.param(
            ONE + num(1, 0, f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/>{lvl(0, "upperLetter", "%1)")}'
            "</w:lvlOverride>"), [(1, 0), (1, 0)], "C) D)", id="a whole level overridden, and its start",
        ),
        pytest.param(ONE + num(1, 0), [(1, 0), (0, 0), (9, 0), ("x", 0), (1, 0)], "1.    2.", id="0 and unknown: none"),
        pytest.param(ONE + num(1, 0), [(1, None), (1, None)], "1. 2.", id="no ilvl is the first level"),
        pytest.param(ONE + num(1, 0), [(1, 0), (1, 7), (1, 99), (1, 0)], "1.   2.", id="a level that is not defined"),
        pytest.param(
            abstract(0, lvl(0, "none", "附件")) + num(1, 0), [(1, 0)], "附件", id="none: the text around it stays"
        ),
        pytest.param(
            abstract(0, lvl(0, "bullet", "●"), lvl(1, text="%1%2.")) + num(1, 0), [(1, 0), (1, 1)], " 1.", id="bullet"
        ),
        pytest.param(
            abstract(0, lvl(0, "bullet", "\uf06c")) + num(1, 0), [(1, 0)], "", id="bullet of a symbol font"
        ),
        pytest.param(
            abstract(0, lvl(0, more="<w:rPr><w:vanish/></w:rPr>")) + abstract(1, lvl(0)) + num(1, 0) + num(2, 1),
            [(1, 0), (2, 0)], " 1.", id="a hidden number",
        ),
        pytest.param(
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"/>', [(1, 0), (2, 0)], " ",
            id="a list without a definition",
        ),
        pytest.param(
            '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"/><w:lvl w:ilvl="x"/><w:lvl/></w:abstractNum>'
            + num(1, 0), [(1, 0)], "", id="a level of which nothing is stated",
        ),
    ],
)  # fmt: skip
def test_a_list_counts_as_in_word(numbering: str, paragraphs: list[tuple[object, int]], markers: str) -> None:
    body = "".join(p("\u7532", number, level) for number, level in paragraphs)
    found = [line.removesuffix("\u7532").strip() for line in lines(body, numbering)]
    assert " ".join(found) == markers


HEADINGS = abstract(
    0,
    lvl(0, "chineseCounting", "%1、", more='<w:pStyle w:val="H1"/>'),
    lvl(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="H2"/>'),
    lvl(2, "decimal", "%3."),
) + num(1, 0)


@pytest.mark.parametrize(
    ("styles", "paragraphs", "expected"),
    [
        pytest.param(
            style("H1", num=1) + style("H2", num=1), ["H1", "H2", "H2", "H1"], "一、 （一） （二） 二、",
            id="the level is the one that names the style",
        ),
        pytest.param(
            style("H1", num=1) + style("H2", base="H1", level=1), ["H1", "H2"], "一、 （一）",
            id="the list is inherited, the level its own",
        ),
        pytest.param(
            style("H1", num=1) + style("B", base="H1"), ["H1", "B"], "一、 二、", id="based on a numbered style"
        ),
        pytest.param(
            style("B", num=1, level=2) + style("C", base="B"), ["B", "C"], "1. 2.", id="ilvl of the style"
        ),
        pytest.param(
            style("H1", num=1) + style("B", base="H1", num=0), ["H1", "B"], "一、 ", id="0 in a style switches off"
        ),
        pytest.param(
            style("A", base="B", num=1) + style("B", base="A"), ["A", "B"], "一、 二、", id="based on each other"
        ),
        pytest.param(style("A", base="A"), ["A", "nosuch"], " ", id="based on itself"),
        pytest.param(
            '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:pPr>'
            '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>', ["", "N"], "一、 二、", id="the default style",
        ),
        pytest.param(style("S", level=1), ["S"], "", id="a level without a list"),
    ],
)  # fmt: skip
def test_a_style_numbers_its_paragraphs(styles: str, paragraphs: list[str], expected: str) -> None:
    body = "".join(p("\u7532", style=name) for name in paragraphs)
    found = [line.removesuffix("\u7532") for line in lines(body, HEADINGS, styles)]
    assert " ".join(found) == expected


def test_a_paragraph_overrides_its_style_in_part() -> None:
    styles = style("H1", num=1) + style("H2", num=1)
    body = p("甲", style="H1") + p("乙", style="H1", level=1) + p("丙", style="H2", num=0) + p("丁", num=1, style="H2")
    assert lines(body, HEADINGS, styles) == ["一、甲", "（一）乙", "丙", "（二）丁"]


LINKED = (
    abstract(0, more='<w:numStyleLink w:val="Outline"/>')
    + abstract(1, lvl(0, "chineseCounting", "%1、"), more='<w:styleLink w:val="Outline"/>')
    + num(1, 0)
    + num(2, 1)
)


@pytest.mark.parametrize("outline", ["", style("Outline", num=2, kind="numbering")])
def test_a_link_to_a_numbering_style_is_followed(outline: str) -> None:
    body = p("甲", 1, 0) + p("乙", 2, 0) + p("丙", 1, 0)
    assert lines(body, LINKED, outline) == ["一、甲", "二、乙", "三、丙"]


def test_links_in_a_circle_number_nothing() -> None:
    numbering = abstract(0, more='<w:numStyleLink w:val="A"/>') + num(1, 0)
    assert lines(p("甲", 1, 0), numbering, style("A", num=1, kind="numbering")) == ["甲"]


@pytest.mark.parametrize(
    ("marker", "after", "text", "line"),
    [
        ("一、", "tab", "主要成效", "一、主要成效"),
        ("（一）", "space", "坚持学习", "（一）坚持学习"),
        ("1.", "tab", "坚持学习", "1.坚持学习"),
        ("1.", "tab", "12月底前", "1. 12月底前"),
        ("1.", "nothing", "5万元以上", "1. 5万元以上"),
        ("1．", "tab", "2023年", "1． 2023年"),
        ("1", "tab", "坚持学习", "1坚持学习"),
        ("1", "nothing", "2件", "1 2件"),
        ("1.1", "tab", "“一件事”", "1.1“一件事”"),
        ("1", "tab", "APP", "1 APP"),
        ("第一章", "tab", "总则", "第一章 总则"),
        ("第一章", "nothing", "总则", "第一章总则"),
        ("附件1", "tab", "任务清单", "附件1 任务清单"),
        ("一是", "tab", "加强领导", "一是加强领导"),
        ("①", "tab", "3件", "①3件"),
        ("3", "tab", "", "3"),
    ],
)
def test_a_number_stands_before_its_text(marker: str, after: str, text: str, line: str) -> None:
    assert joined(Marker(marker, after), text) == line


def test_a_custom_format_stands_among_alternatives() -> None:
    custom = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>"
    )
    level = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{custom}<w:lvlText w:val="%1、"/></w:lvl>'
    assert lines(p("甲", 1, 0) + p("乙", 1, 0), abstract(0, level) + num(1, 0)) == ["009、甲", "010、乙"]


def test_a_number_stands_even_where_there_is_no_text() -> None:
    assert lines(p("", 1, 0) + p("乙", 1, 0), REPORT) == ["一、", "二、乙"]


def test_a_deleted_paragraph_does_not_count() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>"
    )
    assert lines(p("甲", 1, 0) + gone + p("乙", 1, 0), REPORT) == ["一、甲", "二、乙"]


def test_a_hidden_paragraph_does_not_count() -> None:
    hidden = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>丙</w:t></w:r></w:p>"
    )
    assert lines(p("甲", 1, 0) + hidden + p("乙", 1, 0), REPORT) == ["一、甲", "二、乙"]


def test_cells_are_counted_with_the_body_and_text_boxes_are_not() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{p('', 1, 2)}</w:tc><w:tc>{p('罚款')}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('乙', 1, 2)}</w:txbxContent></w:pict></w:r></w:p>"
    assert lines(p("甲", 1, 2) + cell + box + p("丙", 1, 2), REPORT) == ["1.甲", "2. | 罚款", "1.乙", "3.丙"]


def test_a_long_chain_of_styles_and_many_lists_take_no_time() -> None:
    count = 3_000
    styles = style("S0", num=1) + "".join(style(f"S{n}", base=f"S{n - 1}") for n in range(1, count))
    numbering = HEADINGS + "".join(num(n, 0) for n in range(2, count))
    body = "".join(p("甲", n % count + 1, 0, f"S{n % count}") for n in range(count))
    text = lines(body, numbering, styles)
    assert text[0] == "一、甲"
    assert len(text) == count
    assert all(one != other for one, other in pairwise(text[:20]))
