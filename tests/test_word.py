import io
import re
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawrep.errors import ReadError
from lawrep.formats.word import document as word
from lawrep.formats.word.equations import stands_for
from tests.wordml import NAMES, REPORT, abstract, docx, lvl, num, p, packed

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def r(text: str, properties: str = "") -> str:
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def up(text: str) -> str:
    return r(text, '<w:vertAlign w:val="superscript"/>')


def par(*runs: str, mark: str = "", properties: str = "") -> str:
    mark = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}{mark}</w:pPr>{''.join(runs)}</w:p>"


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str | None) -> str:
    shown = "" if result is None else char("separate") + r(result)
    return char("begin") + f"<w:r><w:instrText> {instruction} </w:instrText></w:r>" + shown + char("end")


def sym(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def box(*paragraphs: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></w:pict></w:r>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def tc(*texts: str, properties: str = "") -> str:
    blocks = (text if text.startswith("<w:") else par(r(text)) for text in texts)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def text_of(body: str, numbering: str = "", styles: str = "") -> str:
    return word.read(docx(body, numbering, styles), "report.docx").text


DELETED = '<w:del w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del>'
LONG = "全年共受理行政复议案件120件，审结118件，综合纠错率为百分之八，行政机关负责人出庭应诉率为百分之百。" * 3


def m(name: str, *inside: str) -> str:
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def mt(text: str) -> str:
    return m("r", m("t", text))


def formula(code: str) -> str:
    return f"<m:oMathPara {MATH}><m:oMath>{code}</m:oMath></m:oMathPara>"


FORMULAS = [
    (m("f", m("num", mt("915")), m("den", mt("954"))) + mt("=95.9%"), "915/954=95.9%"),
    (m("f", m("num", mt("2+1")), m("den", mt("−4"))), "(2+1)/−4"),
    (m("rad", m("deg"), m("e", mt("a"))), "√a"),
    (m("d", m("e", mt("1")), m("e", mt("2"))), "(1|2)"),
    (m("d", '<m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr>', m("e", mt("1"))), "[1"),
    (
        m("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>', m("sub", mt("1")), m("sup", mt("n")), m("e", mt("x"))),
        "∑(1, n)x",
    ),
    (m("sSub", m("e", mt("PM")), m("sub", mt("2.5"))), "PM2.5"),
    (f"<w:del {NAMES}>{mt('旧')}</w:del><w:ins {NAMES}>{mt('新')}</w:ins>", "新"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        pytest.param(r("全年") + r("1") + r("252件"), "全年1252件", id="runs that split a number"),
        pytest.param("<w:r><w:t> 12 </w:t></w:r>" + r("件"), "12件", id="blanks that are not preserved"),
        pytest.param(r("12 ") + r("件"), "12 件", id="blanks that are"),
        pytest.param(r("甲") + "<w:r><w:br/></w:r>" + r("乙"), "甲\n乙", id="soft line break"),
        pytest.param(r("甲") + "<w:r><w:cr/></w:r>" + r("乙"), "甲\n乙", id="carriage return"),
        pytest.param(r("甲") + '<w:r><w:br w:type="page"/></w:r>' + r("乙"), "甲\n乙", id="page break"),
        pytest.param('<w:r><w:br w:type="page"/></w:r>' + r("甲"), "甲", id="page break before the paragraph"),
        pytest.param(r("甲") + "<w:r><w:tab/></w:r>" + r("乙"), "甲\t乙", id="tab"),
        pytest.param(r("甲") + "<w:r><w:noBreakHyphen/></w:r>" + r("乙"), "甲-乙", id="hyphen"),
        pytest.param(r("甲") + "<w:r><w:softHyphen/></w:r>" + r("乙"), "甲乙", id="soft hyphen"),
        pytest.param(r("甲\u200b乙"), "甲乙", id="zero-width space"),
        pytest.param(f'<w:hyperlink r:id="r1" xmlns:r="{OFFICE}">{r("链接")}</w:hyperlink>', "链接", id="hyperlink"),
        pytest.param(f"<w:smartTag>{r('海州')}</w:smartTag>{r('市')}", "海州市", id="smart tag"),
        pytest.param(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('内容')}</w:sdtContent></w:sdt>", "内容", id="control"),
        pytest.param(f'<w:fldSimple w:instr="DATE">{r("2023")}</w:fldSimple>{r("年")}', "2023年", id="simple field"),
        pytest.param(field("DATE", "2023") + r("年"), "2023年", id="complex field"),
        pytest.param(field(r"EQ \o\ac(○,3)", None) + r("调解"), "③调解", id="enclosed character"),
        pytest.param(field(r"eq \o\ac(○,25)", None) + r("调解"), "㉕调解", id="enclosed, beyond twenty"),
        pytest.param(field(r"EQ \o\ac(○,99)", None) + r("调解"), "99调解", id="enclosed, and without a sign"),
        pytest.param(field(r"EQ \o\ac(□,√)", None) + r("完成"), "√完成", id="enclosed in a box"),
        pytest.param(
            field(r'EQ \* jc0 \* "Font:宋体" \* hps21 \o\ad(\s\up 9(yì),邑)', None), "邑", id="pronunciation as a field"
        ),
        pytest.param(field(r"EQ \f(3,4)", None) + r("以上"), "3/4以上", id="fraction as a field"),
        pytest.param(field(r"EQ \b\bc\[(\f(1+2,\r(3,x\,y)))", None), "[(1+2)/√x,y]", id="equation of many switches"),
        pytest.param(field("EQ " + r"\f(" * 200 + "甲", None) + r("乙"), "甲乙", id="equation without end"),
        pytest.param(field(r"SYMBOL 254 \f &quot;Wingdings&quot; \s 12", None) + r("是"), "☑是", id="a symbol"),
        pytest.param(field("SYMBOL 9 ", None) + field("SYMBOL 9999999", None) + r("是"), "是", id="no symbol"),
        pytest.param(field("XE 索引", None) + r("调解"), "调解", id="field without result"),
        pytest.param(
            char("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + field("DATE", "旧") + char("separate")
            + r("是") + char("end"), "是", id="field in an instruction",
        ),
        pytest.param(char("end") + char("separate") + r("甲"), "甲", id="field ends that have no beginning"),
        pytest.param(f"<w:ins>{r('新')}</w:ins>{DELETED}", "新", id="insertion and deletion"),
        pytest.param(f"<w:moveTo>{r('甲')}</w:moveTo><w:moveFrom>{r('乙')}</w:moveFrom>", "甲", id="moved text"),
        pytest.param(r("甲", "<w:vanish/>") + r("乙", '<w:vanish w:val="0"/>'), "乙", id="hidden text"),
        pytest.param(r("甲", "<w:webHidden/>"), "甲", id="hidden on the web only"),
        pytest.param(
            "<w:r><w:ruby><w:rt><w:r><w:t>yì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>邑</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r>", "邑", id="ruby",
        ),
        pytest.param(sym("Wingdings", "F04A") + r("甲"), "甲", id="picture of a symbol font"),
        pytest.param(sym("Wingdings", "F082") + r("甲"), "②甲", id="circled digit of a symbol font"),
        pytest.param(
            sym("Wingdings", "F0FE") + r("是") + sym("Wingdings 2", "00A3") + r("否"), "☑是□否", id="ticks"
        ),
        pytest.param(
            r("R", font("Wingdings 2")) + r("是") + r("£", font("Wingdings 2")) + r("否"), "☑是□否", id="letters"
        ),
        pytest.param(r("\uf0fe12件", font("Wingdings")), "☑12件", id="what is no sign of the font stays"),
        pytest.param(r("12") + sym("Symbol", "F06D") + r("g"), "12μg", id="Greek of a symbol font"),
        pytest.param(r("占") + sym("Symbol", "F0B3") + r("90%"), "占≥90%", id="mathematics of a symbol font"),
        pytest.param(sym("宋体", "2460") + r("甲"), "①甲", id="sign of a common font"),
        pytest.param(sym("宋体", "zz") + sym("宋体", "D800") + sym("宋体", "") + r("甲"), "甲", id="no sign"),
        pytest.param(r("\uf06c甲"), "甲", id="sign of a symbol font in plain text"),
        pytest.param(r("面积12m") + up("2"), "面积12m²", id="square metres"),
        pytest.param(r("12m") + r("2", '<w:position w:val="8"/>'), "12m²", id="square metres, lifted"),
        pytest.param(r("第") + r("12", '<w:position w:val="8"/>') + r("号"), "第12号", id="a lifted number"),
        pytest.param(r("库容12万米") + up("3") + r("。"), "库容12万米³。", id="cubic metres"),
        pytest.param(r("约3×10") + up("4") + r("次"), "约3×10⁴次", id="power of ten"),
        pytest.param(r("行政复议") + up("1") + r("案件"), "行政复议案件", id="reference"),
        pytest.param(r("行政复议") + up("[") + up("12") + up("]") + r("案件"), "行政复议案件", id="in brackets"),
        pytest.param(r("达15%") + up("①") + r("。"), "达15%。", id="circled reference"),
        pytest.param(up("1") + r("数据来自司法局"), "1数据来自司法局", id="raised at the start: the note itself"),
        pytest.param(r("案云") + up("TM"), "案云TM", id="raised text"),
        pytest.param(r("PM") + r("2.5", '<w:vertAlign w:val="subscript"/>'), "PM2.5", id="lowered text"),
        pytest.param(r("共3件") + '<w:r><w:commentReference w:id="0"/></w:r>', "共3件", id="comment"),
        pytest.param(
            f"<mc:AlternateContent {MC}><mc:Choice>{r('甲')}</mc:Choice><mc:Fallback>{r('甲')}</mc:Fallback>"
            "</mc:AlternateContent>", "甲", id="alternatives",
        ),
        pytest.param(
            f"<mc:AlternateContent {MC}><mc:Choice><w:r/></mc:Choice><mc:Fallback>{r('甲')}</mc:Fallback>"
            "</mc:AlternateContent>", "甲", id="alternatives of which only the second has text",
        ),
        pytest.param(
            f"{r('约')}<m:oMath {MATH}><m:r><m:t>12m</m:t></m:r><m:sSup><m:e/><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
            "</m:sSup></m:oMath>", "约12m²", id="formula",
        ),
        *(pytest.param(formula(code), text, id=text) for code, text in FORMULAS),
    ],
)  # fmt: skip
def test_a_paragraph_is_read_as_it_is_seen(runs: str, text: str) -> None:
    assert text_of(par(runs)) == text


@given(st.lists(st.sampled_from([*"\\(),;○1甲 ", r"\o", r"\ac", r"\f", r"\bc\[", r"\*", '"', r"\up9"]), max_size=60))
def test_an_equation_is_read_whatever_it_is(pieces: list[str]) -> None:
    assert len(stands_for("EQ " + "".join(pieces))) <= 4 * sum(map(len, pieces))


@pytest.mark.parametrize("piece", [r"\al ", r"\lc", r"\f(", r"\o(,", '\\*"', r"\al" + " " * 100])
def test_a_long_equation_is_read_as_far_as_words_go(piece: str) -> None:
    assert stands_for("EQ 甲" + piece * 10_000).startswith("甲")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(par(r("甲")) + par() + par(r("　　乙")), "甲\n乙", id="blank paragraphs and indents"),
        pytest.param(par(r("甲"), mark="<w:del/>") + par(r("乙")), "甲乙", id="a deleted mark joins two paragraphs"),
        pytest.param(par(DELETED, mark="<w:del/>") + par(r("乙")), "乙", id="a deleted paragraph"),
        pytest.param(par(r("甲"), mark="<w:vanish/>") + par(r("乙")), "甲乙", id="a hidden mark joins two paragraphs"),
        pytest.param(par(r("甲", "<w:vanish/>"), mark="<w:vanish/>") + par(r("乙")), "乙", id="a hidden paragraph"),
        pytest.param(par(r("甲"), mark="<w:del/>"), "甲", id="a deleted mark at the end"),
        pytest.param(
            par(r("本"), properties='<w:framePr w:dropCap="drop"/>') + par(r("年度")), "本年度", id="a dropped initial"
        ),
        pytest.param(f"<w:sdt><w:sdtContent>{par(r('甲'))}{par(r('乙'))}</w:sdtContent></w:sdt>", "甲\n乙", id="sdt"),
        pytest.param(f"<w:ins>{par(r('甲'))}</w:ins><w:moveFrom>{par(r('乙'))}</w:moveFrom>", "甲", id="moved"),
        pytest.param(
            par(char("begin"), "<w:r><w:instrText>TOC</w:instrText></w:r>", char("separate"), r("甲"))
            + par(r("乙"), char("end")) + par(r("丙")), "甲\n乙\n丙", id="a field over several paragraphs",
        ),
        pytest.param(
            par(char("begin"), "<w:r><w:instrText>TOC</w:instrText></w:r>") + par(r("乙")), "乙",
            id="a field without an end",
        ),
        pytest.param(par(r("甲"), box(par(r("乙")), par(r("丙"))), r("丁")), "甲丁\n乙\n丙", id="a text box"),
        pytest.param(par(r("甲"), box(par(r("乙"), box(par(r("丙")))), par(r("丁")))), "甲\n乙\n丙\n丁", id="boxes"),
        pytest.param(
            par(r("甲"), f"<w:r><mc:AlternateContent {MC}><mc:Choice><w:drawing><x><w:txbxContent>{par(r('乙'))}"
            f"</w:txbxContent></x></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape {VML}><v:textbox>"
            f"<w:txbxContent>{par(r('乙'))}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"), "甲\n乙", id="a text box drawn twice",
        ),
        pytest.param(
            f'<w:p><w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs></w:pPr>'
            f"{r('一、主要成效')}<w:r><w:tab/></w:r>{r('12')}</w:p>", "一、主要成效……12", id="a line of contents",
        ),
    ],
)  # fmt: skip
def test_the_body_is_read_paragraph_by_paragraph(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(tbl(tr(tc("事项"), tc("件数")), tr(tc("复议"), tc("12"))), "事项 | 件数\n复议 | 12", id="rows"),
        pytest.param(tbl(tr(tc("事项"), tc(""), tc("3"))), "事项 |  | 3", id="an empty cell stays"),
        pytest.param(
            tbl(tr(tc("合计", properties='<w:gridSpan w:val="2"/>'), tc("3"))), "合计 |  | 3", id="columns merged"
        ),
        pytest.param(
            tbl(
                tr(tc("执法", properties='<w:vMerge w:val="restart"/>'), tc("许可"), tc("1")),
                tr(tc("", properties="<w:vMerge/>"), tc("处罚"), tc("2")),
            ), "执法 | 许可 | 1\n | 处罚 | 2".replace("\n |", "\n|"), id="rows merged",
        ),
        pytest.param(
            tbl(tr(tc("甲", properties='<w:hMerge w:val="restart"/>'), tc("", properties="<w:hMerge/>"), tc("1"))),
            "甲 |  | 1", id="columns merged in the old way",
        ),
        pytest.param(
            tbl(tr(tc("甲"), tc("1"), properties='<w:trPr><w:gridBefore w:val="1"/></w:trPr>')), "| 甲 | 1",
            id="a column left out before",
        ),
        pytest.param(
            tbl(tr(tc("甲"), tc("1")), tr(tc("乙"), tc("2"), properties="<w:trPr><w:del/></w:trPr>")), "甲 | 1",
            id="a deleted row",
        ),
        pytest.param(tbl(tr(tc("甲", "乙"), tc("1"))), "甲 乙 | 1", id="two paragraphs in a cell"),
        pytest.param(
            tbl(tr(tc("甲"), tc(tbl(tr(tc("乙"), tc("1")), tr(tc("丙"), tc("2")))))), "甲 | 乙 1 丙 2", id="nested"
        ),
        pytest.param(tbl(tr(tc("一、成效", LONG)), tr(tc("二、不足"))), f"一、成效\n{LONG}\n二、不足", id="one column"),
        pytest.param(
            tbl(tr(tc("一、成效", tbl(tr(tc("甲"), tc("1")))))), "一、成效\n甲 | 1", id="a table in one column"
        ),
        pytest.param(
            tbl(tr(tc("主要做法"), tc("一、成效", LONG))), f"主要做法\n一、成效\n{LONG}", id="running text in a cell"
        ),
        pytest.param(
            tbl(tr(tc("事项"), tc("说明"), tc("得分")), tr(tc("复议"), tc(LONG), tc("5"))),
            f"事项 | 说明 | 得分\n复议 | {LONG} | 5", id="a long cell among others is a row",
        ),
        pytest.param(
            tbl("<w:sdt><w:sdtContent>" + tr(tc("甲"), "<w:sdt><w:sdtContent>" + tc("1") + "</w:sdtContent></w:sdt>")
                + "</w:sdtContent></w:sdt>"), "甲 | 1", id="rows and cells in content controls",
        ),
        pytest.param(
            tbl(tr(tc("甲", properties='<w:gridSpan w:val="abc"/>'), tc("1")), "<w:tr/>"), "甲 | 1", id="no number"
        ),
    ],
)  # fmt: skip
def test_a_table_is_rows_unless_it_only_lays_out(body: str, text: str) -> None:
    assert text_of(body) == text


def note(kind: str, number: int, text: str) -> str:
    return f'<w:{kind} w:id="{number}">{par(f"<w:r><w:{kind}Ref/></w:r>", r(text))}</w:{kind}>'


def test_notes_stand_after_the_body() -> None:
    body = (
        par(r("甲"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r("乙"))
        + par(r("丙"), '<w:r><w:endnoteReference w:id="1"/></w:r>', '<w:r><w:footnoteReference w:id="5"/></w:r>')
        + par(r("丁"), '<w:r><w:footnoteReference w:id="77"/></w:r>')
    )
    footnotes = note("footnote", 5, " 后注") + note("footnote", 2, "前注") + note("footnote", 9, "无人引用")
    data = packed(
        {
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {NAMES}>{footnotes}</w:footnotes>",
            "word/endnotes.xml": f"<w:endnotes {NAMES}>{note('endnote', 1, '尾')}</w:endnotes>",
        }
    )
    reading = word.read(data, "report.docx")
    assert reading.text == "甲乙\n丙\n丁\n脚注：\n[1] 前注\n[2] 后注\n尾注：\n[1] 尾"
    start = reading.text.index("[2]")
    [place] = [place for place in reading.places if place["start"] <= start < place["end"]]
    assert place["paragraph"] == 2


def test_a_place_is_the_number_of_the_paragraph() -> None:
    body = (
        par(r("甲"), box(par(r("乙"))))
        + tbl(tr(tc("丙"), tc("丁")))
        + par()
        + par(r("戊"), mark="<w:del/>")
        + par(r("己"))
    )
    reading = word.read(docx(body), "report.docx")
    found = {reading.text[place["start"] : place["end"]]: place["paragraph"] for place in reading.places}
    assert found == {"甲": 1, "乙": 2, "丙 | ": 3, "丁": 4, "戊": 6, "己": 7}


def test_a_number_has_the_place_of_its_paragraph() -> None:
    reading = word.read(docx(p("甲", 1, 0) + p("乙", 1, 1), REPORT), "report.docx")
    assert reading.places == ({"start": 0, "end": 3, "paragraph": 1}, {"start": 4, "end": 8, "paragraph": 2})


def test_the_number_of_joined_paragraphs_is_that_of_the_last() -> None:
    gone = par(r("甲"), mark="<w:del/>", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    assert text_of(gone + p("乙", 1, 1) + p("丙", 1, 0), REPORT) == "（一）甲乙\n二、丙"


def test_text_hidden_by_a_style_is_not_seen() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="X"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert text_of(p("甲", style="X") + p("乙"), "", styles) == "乙"


RELATED = {
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
    'Target="/Word/main%20part.xml"/></Relationships>',
    "word/main part.xml": f"<w:document {NAMES}><w:body>{p('甲', 1, 0)}</w:body></w:document>",
    "word/_rels/main part.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="a" Type="{OFFICE}/numbering" Target="..\\other\\n.xml"/>'
    f'<Relationship Id="b" Type="{OFFICE}/styles" Target="http://example.invalid/s.xml" TargetMode="External"/>'
    "</Relationships>",
    "other/n.xml": f"<w:numbering {NAMES}>{REPORT}</w:numbering>",
}
TYPED = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/w/d.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
    "w/d.xml": f"<w:document {NAMES}><w:body>{p('甲', 1, 0)}</w:body></w:document>",
    "w/numbering.xml": f"<w:numbering {NAMES}>{REPORT}</w:numbering>",
}


@pytest.mark.parametrize("parts", [RELATED, TYPED], ids=["by relations", "by content types"])
def test_the_parts_are_found_where_the_package_says(parts: dict[str, str]) -> None:
    assert word.read(packed(parts), "report.docx").text == "一、甲"


BODY = f"<w:document {NAMES}><w:body>{{}}</w:body></w:document>"
CHUNK = f'<w:altChunk xmlns:r="{OFFICE}" r:id="c"/>'
LETTER = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
    'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    "<html><body><p>=E7=94=B2</p></body></html>\r\n\r\n--b--\r\n"
)


def holding(chunk: bytes | str | None, body: str = CHUNK, mode: str = "Internal") -> bytes:
    """Return a document with another file in it, or with none where it should be."""
    parts: dict[str, bytes | str] = {
        "word/document.xml": BODY.format(body),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="c" '
        f'Type="{OFFICE}/aFChunk" Target="chunk" TargetMode="{mode}"/></Relationships>',
    }
    if chunk is not None:
        parts["word/chunk"] = chunk
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("chunk", "text"),
    [
        ("<html><body><p>甲</p><p>乙</p></body></html>", "甲\n乙"),
        (LETTER, "甲"),
        ("一、甲\n12件", "一、甲\n12件"),
        ("甲".encode("utf-16"), "甲"),
        (docx(p("甲", 1, 0) + tbl(tr(tc("乙"), tc("丙"))), REPORT), "一、甲\n乙 | 丙"),
    ],
    ids=["page", "letter", "text", "UTF-16", "Word"],
)
def test_a_file_inside_is_part_of_the_text(chunk: bytes | str, text: str) -> None:
    if "<html" in str(chunk):
        pytest.importorskip("trafilatura")
    reading = word.read(holding(chunk, par(r("首")) + CHUNK + par(r("末"))), "report.docx")
    assert reading.text == f"首\n{text}\n末"
    assert [(place["start"], place["paragraph"]) for place in reading.places] == [(0, 1), (len(text) + 3, 2)]


def test_a_file_in_a_cell_is_part_of_the_cell() -> None:
    body = tbl(tr(tc("甲"), f"<w:tc>{CHUNK}{par()}</w:tc>"))
    assert word.read(holding("乙", body), "report.docx").text == "甲 | 乙"


def test_an_empty_file_inside_is_no_error() -> None:
    assert word.read(holding(" ", CHUNK + par(r("甲"))), "report.docx").text == "甲"
    assert word.read(holding(docx(""), CHUNK + par(r("甲"))), "report.docx").text == "甲"


def nested(depth: int) -> bytes:
    return holding(nested(depth - 1) if depth else docx(par(r("甲"))), CHUNK + par(r("乙")))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (holding(None, par(r("甲")) + CHUNK), "altChunk.* missing"),
        (holding("乙", par(r("甲")) + CHUNK, "External"), "altChunk.* missing"),
        (holding(packed({"a.txt": "甲"})), "word/chunk: an archive"),
        (holding(b"\x89PNG\r\n\x1a\n\0"), "word/chunk: no report but a picture"),
        (nested(3), "files inside files"),
    ],
    ids=["missing", "elsewhere", "archive", "picture", "nested"],
)
def test_a_file_inside_that_cannot_be_read_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=rf"^report\.docx: .*{reason}"):
        word.read(data, "report.docx")


def test_strict_documents_are_read_alike() -> None:
    strict = NAMES.replace("schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml")
    parts = {
        "word/document.xml": f"<w:document {strict}><w:body>{p('甲', 1, 0)}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {strict}>{REPORT}</w:numbering>",
    }
    assert word.read(packed(parts), "report.docx").text == "一、甲"


def test_parts_in_utf_16_are_read_alike() -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMES}><w:body>{p("甲")}</w:body></w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", xml.encode("utf-16"))
    assert word.read(stream.getvalue(), "report.docx").text == "甲"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 and no more", "damaged"),
        (docx(par(r("甲")) * 100)[:-40], "damaged"),
        (packed({}), "without a Word document"),
        (packed({"xl/workbook.xml": "<a/>"}), "without a Word document"),
        (packed({"word/document.xml": "<a/>"}), "no Word document"),
        (packed({"word/document.xml": ""}), "not XML"),
        (packed({"word/document.xml": BODY.format("")[:-5]}), "not XML"),
        (packed({"word/document.xml": BODY.format("")}), "the document is empty"),
        (docx(par("<w:r><w:drawing/></w:r>")), "OCR"),
        (docx("<w:altChunk/>"), "altChunk"),
        (packed({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]>' + BODY.format(par(r("&b;")))}), "document type"),
        (packed({"word/document.xml": BODY.format(par(r("甲"))), "word/styles.xml": "<a"}), "styles.xml"),
        (docx("<w:sdt><w:sdtContent>" * 10_000 + "</w:sdtContent></w:sdt>" * 10_000), "deeper"),
        (docx("<w:p/>" * 50_001), "paragraphs"),
        (docx("<w:r/>" * 2_000_001), "tags"),
    ],
    ids=range(16),
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=rf"^report\.docx: .*{reason}"):
        word.read(data, "report.docx")


HOSTILE = {
    "nested controls": "<w:sdt><w:sdtContent>" * 120 + par(r("甲")) + "</w:sdtContent></w:sdt>" * 120,
    "nested tables": "<w:tbl><w:tr><w:tc>" * 80 + par(r("甲")) + "</w:tc></w:tr></w:tbl>" * 80,
    "nested text boxes": "<w:p><w:r><w:pict><w:txbxContent>" * 60
    + par(r("甲"))
    + "</w:txbxContent></w:pict></w:r></w:p>" * 60,
    "empty runs": "<w:p>" + "<w:r/>" * 50_000 + "</w:p>" + par(r("甲")),
    "fields without end": "<w:p>" + char("begin") * 20_000 + "</w:p>" + par(r("甲")),
    "wide cells": tbl(tr(*(tc("甲", properties='<w:gridSpan w:val="999999999"/>') for _ in range(100))) * 20),
    "wrong values": p("甲", "x", None, "y")
    + p("乙", -1, -1)
    + "<w:p><w:pPr><w:numPr><w:ilvl/><w:numId/></w:numPr></w:pPr></w:p>",
    "a long number": p("甲", 1, 0),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_read_all_the_same(name: str) -> None:
    numbering = abstract(0, lvl(0, "upperRoman", "%1" * 5_000, 999_999_999)) + num(1, 0)
    assert "甲" in text_of(HOSTILE[name], numbering)


ROOT = BODY.format(
    p("甲", 1, 0)
    + par(r("乙"), box(par(r("丙"))), field("DATE", "丁"))
    + tbl(tr(tc("戊", properties='<w:gridSpan w:val="2"/>'), tc("己")))
    + p("庚", 1, 1, "S")
)
PIECES = re.findall(r"<[^>]*>|[^<]+", ROOT)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(PIECES) - 1), st.sampled_from(PIECES)), max_size=4), st.data())
def test_no_change_of_the_xml_brings_another_error(changes: list[tuple[int, str]], data: st.DataObject) -> None:
    pieces = list(PIECES)
    for place, piece in changes:
        pieces[place] = piece
    xml = "".join(pieces)
    if data.draw(st.booleans()):
        xml = re.sub(
            r'val="[^"]*"', lambda match: data.draw(st.sampled_from([match[0], 'val=""', 'val="-7"', "x=''"])), xml
        )
    packet = packed({"word/document.xml": xml, "word/numbering.xml": f"<w:numbering {NAMES}>{REPORT}</w:numbering>"})
    try:
        reading = word.read(packet, "report.docx")
    except ReadError:
        return
    assert reading.text.strip()
    assert all(0 <= place["start"] < place["end"] <= len(reading.text) for place in reading.places)


WHOLE = docx(p("甲", 1, 0) + tbl(tr(tc("乙"), tc("丙"))), REPORT)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=4))
def test_no_change_of_the_bytes_brings_another_error(place: int, garbage: bytes) -> None:
    damaged = WHOLE[:place] + garbage + WHOLE[place + len(garbage) :]
    with suppress(ReadError):
        assert word.read(damaged, "report.docx").text


def test_a_document_of_python_docx_is_read() -> None:
    library = pytest.importorskip("docx")
    document = library.Document()
    document.add_heading("海州市2023年法治政府建设年度报告", 0)
    document.add_paragraph("开展培训", style="List Number")
    document.add_paragraph("组织考试", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("事项", "件数", "复议", "12"), strict=True
    ):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "页眉"
    stream = io.BytesIO()
    document.save(stream)
    text = word.read(stream.getvalue(), "report.docx").text
    assert text == "海州市2023年法治政府建设年度报告\n1.开展培训\n2.组织考试\n事项 | 件数\n复议 | 12"
