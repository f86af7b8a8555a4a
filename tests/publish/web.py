"""Write a report as the web sites of governments show it: the content of each shape in a page with all its chrome.

`publish(sample, shape, facts)` gives the bytes. A shape is named for the system whose pages it is true to.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from tests.publish.sample import Line, Sample, tables_apart
from tests.publish.sites import Facts, frames_of_tables, modern, of_word, portal, to_print

DIGITS = re.compile(r"[0-9]+")
WRAPPED = 33  # characters of a line of the source, where it is wrapped


@dataclass(frozen=True)
class Shape:
    """A way to show a report: its content, the page around it, the bytes."""

    content: Callable[[Sample], str]
    page: Callable[[Sample, Facts, str], str]
    declared: str | None = "utf-8"
    encoding: str = "utf-8"


def publish(sample: Sample, shape: Shape, facts: Facts) -> bytes:
    """Return the page of `sample`."""
    page = shape.page(sample, facts, shape.content(sample))
    charset = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={shape.declared}">' if shape.declared else ""
    )
    return page.replace("<!--charset-->", charset).encode(shape.encoding, "xmlcharrefreplace")


def blocks(
    lines: Sequence[Line], paragraph: Callable[[str], str], row: Callable[[Sequence[str]], str], around: str
) -> str:
    """Return `lines` one after another, the rows of a table within the tags `around`."""
    parts = []
    for group in tables_apart(lines):
        if group[0].cells:
            parts.append(around.replace("…", "\n".join(row(line.cells) for line in group)))
        else:
            parts += [paragraph(line.text) for line in group]
    return "\n".join(parts)


def cells(texts: Sequence[str], before: str = "", after: str = "") -> str:
    return "<tr>" + "".join(f"<td>{before}{escape(text)}{after}</td>" for text in texts) + "</tr>"


def trs(sample: Sample) -> str:
    """TRS WCM: inline styles, indents of no-break spaces, each paragraph in a span."""

    def paragraph(text: str) -> str:
        return (
            '<p align="justify" style="line-height: 2; margin-top: 0px; text-indent: 0em; font-family: 仿宋_GB2312">'
            f'<span style="font-size: 12pt">&nbsp;&nbsp;&nbsp; {escape(text)}</span></p>'
        )

    def row(texts: Sequence[str]) -> str:
        return cells(texts, '<p class="MsoNormal" align="center"><span style="font-size: 9pt">', "</span></p>")

    table = '<table border="1" cellspacing="0" style="border-collapse: collapse"><tbody>…</tbody></table>'
    style = '<style type="text/css">.TRS_Editor P{line-height:2;font-family:仿宋;font-size:12pt;}</style>'
    body = blocks(sample.body, paragraph, row, table)
    return f'<div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">{style}{body}</div></div>'


def jcms(sample: Sample) -> str:
    """大汉 jcms: lines ended by <br>, indented with full-width spaces, no paragraphs at all."""
    body = blocks(sample.body, lambda text: f"　　{escape(text)}<br><br>", cells, "<table border=1>…</table><br>")
    return f'<div id="zoom"><!--ZJEG_RSS.content.begin-->{body}<!--ZJEG_RSS.content.end--></div>'


def ucap(sample: Sample) -> str:
    """UCAP, of the central government's and many ministries' sites: a bold span for the headings."""

    def paragraph(text: str) -> str:
        head, stop, rest = text.partition("。")
        bold = f'<span style="font-weight: bold;">{escape(head + stop)}</span>{escape(rest)}'
        return f'<p style="text-indent: 2em; text-align: justify;">{bold if len(head) < 30 else escape(text)}</p>'

    table = '<div class="table-box"><table><thead></thead><tbody>…</tbody></table></div>'
    return f'<div class="pages_content" id="UCAP-CONTENT">{blocks(sample.body, paragraph, cells, table)}</div>'


def vsb(sample: Sample) -> str:
    """博达 (Visual SiteBuilder): paragraphs pasted from Word, empty ones between them."""

    def paragraph(text: str) -> str:
        return (
            '<p class="vsbcontent_start" style="text-indent:43px;line-height:150%">'
            f'<span style="font-family: 仿宋;font-size: 21px">{escape(text)}</span></p>\n<p><br></p>'
        )

    table = "<table><tbody>…</tbody></table>"
    return (
        f'<div id="vsb_content"><div class="v_news_content">{blocks(sample.body, paragraph, cells, table)}</div></div>'
    )


def font(sample: Sample) -> str:
    """The pages of 1999: <font> in the cell of a table in the cell of a table, indents of full-width spaces."""

    def paragraph(text: str) -> str:
        return f"<P><FONT size=3 face=宋体>　　{escape(text)}</FONT></P>"

    body = blocks(sample.body, paragraph, cells, "<TABLE border=1>…</TABLE>")
    return (
        "<TABLE width=760 align=center><TR><TD vAlign=top><TABLE width=98% border=0><TR><TD class=content>"
        f"{body}</TD></TR></TABLE></TD></TR></TABLE>"
    )


def split(sample: Sample) -> str:
    """An editor that wraps: numbers are split by nested spans, digit from digit, and from their unit."""

    def number(match: re.Match[str]) -> str:
        first, rest = match[0][:1], match[0][1:]
        inner = f'<span lang="EN-US">{first}</span>'
        return f'<span style="color:#000"><span>{inner}</span></span>{f"<span><b></b>{rest}</span>" if rest else ""}'

    def paragraph(text: str) -> str:
        return f'<p><span style="text-indent: 2em">{DIGITS.sub(number, escape(text))}</span></p>'

    def row(texts: Sequence[str]) -> str:
        return "<tr>" + "".join(f"<td>{DIGITS.sub(number, escape(text))}</td>" for text in texts) + "</tr>"

    return f'<div class="article-content">{blocks(sample.body, paragraph, row, "<table>…</table>")}</div>'


def soup(sample: Sample) -> str:
    """A page builder: a <div> a paragraph, classes that say nothing."""

    def paragraph(text: str) -> str:
        return f'<div class="x7f"><div class="q">{escape(text)}</div></div>'

    def row(texts: Sequence[str]) -> str:
        return cells(texts, '<div class="q">', "</div>")

    return f'<div class="a1"><div class="b2">{blocks(sample.body, paragraph, row, "<table>…</table>")}</div></div>'


def wrapped(sample: Sample) -> str:
    """A source wrapped at a fixed width: its line breaks stand amid sentences and numbers' neighbours."""

    def paragraph(text: str) -> str:
        pieces = [text[at : at + WRAPPED] for at in range(0, len(text), WRAPPED)]
        lines = [pieces[0]]
        for piece in pieces[1:]:  # no editor breaks a line within a number or a Latin word
            if is_word(lines[-1][-1]) and is_word(piece[0]):
                lines[-1] += piece
            else:
                lines.append(piece)
        return "<p>　　" + "\n        ".join(map(escape, lines)) + "\n</p>"

    body = blocks(sample.body, paragraph, cells, "<table>…</table>")
    return f'<div class="Custom_UnionStyle">{body}</div>'


def is_word(character: str) -> bool:
    return character.isascii() and not character.isspace()


def word_page(sample: Sample) -> str:
    """Word's own HTML: unquoted classes, a style on each span, an o:p at each end."""

    def paragraph(text: str) -> str:
        return (
            "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>"
            f"<span style='font-size:16.0pt;font-family:仿宋_GB2312'>{escape(text)}"
            "<span lang=EN-US><o:p></o:p></span></span></p>"
        )

    def row(texts: Sequence[str]) -> str:
        return cells(texts, "<p class=MsoNormal><span lang=EN-US>", "<o:p></o:p></span></p>")

    title = f"<p class=MsoTitle align=center><b><span>{escape(sample.title)}</span></b></p>"
    body = blocks(sample.body, paragraph, row, "<table class=MsoTable>…</table>")
    return f'<div class=WordSection1 style="layout-grid:15.6pt">{title}{body}</div>'


def plain_paragraphs(sample: Sample) -> str:
    return blocks(sample.body, lambda text: f"<p>{escape(text)}</p>", cells, "<table>…</table>")


SHAPES = {
    "trs": Shape(trs, portal),
    "jcms": Shape(jcms, portal),
    "ucap": Shape(ucap, modern),
    "vsb": Shape(vsb, portal),
    "font": Shape(font, frames_of_tables, "gb2312", "gb18030"),
    "gbk as utf-8": Shape(trs, portal, "utf-8", "gb18030"),
    "no charset": Shape(split, portal, None),
    "soup": Shape(soup, modern),
    "wrapped": Shape(wrapped, portal),
    "soup in gbk": Shape(soup, portal, "gbk", "gb18030"),
    "of Word": Shape(word_page, of_word, "gb2312", "gb18030"),
    "to print": Shape(plain_paragraphs, to_print),
}
