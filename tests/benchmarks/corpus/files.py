"""The bytes of a report in the formats and encodings that reports come in."""

import io
import zipfile
from html import escape
from random import Random
from typing import NamedTuple

FORMS = (  # the ending, the encoding, and in how many of a hundred files
    (".txt", "utf-8", 68),
    (".txt", "gb18030", 9),
    (".txt", "utf-8-sig", 4),
    (".txt", "utf-16", 1),
    (".html", "utf-8", 10),
    (".html", "gb18030", 2),
    (".docx", "utf-8", 6),
)
Form = tuple[str, str, int]


class Page(NamedTuple):
    """What a web page says besides the report."""

    title: str
    host: str


HTML = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title>
<script>var page = 1;</script></head><body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>
<h1>{title}</h1><div class="TRS_Editor">
{body}
</div><div class="footer">主办单位：{host}　版权所有</div></body></html>
"""
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>
"""
WORD = """<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
{body}
</w:body></w:document>
"""
ROW = " | "


def draw_form(random: Random) -> Form:
    """Return one of the forms, as often as they come."""
    return random.choices(FORMS, [form[2] for form in FORMS])[0]


def to_bytes(lines: list[str], form: Form, page: Page, ends: str) -> bytes:
    """Return the file of the report that has these `lines`; in plain text, each ends with `ends`."""
    suffix, encoding, _ = form
    if suffix == ".html":
        return html([line for line in lines if line], page, encoding).encode(encoding)
    if suffix == ".docx":
        return docx(lines)
    return "".join(line + ends for line in lines).encode(encoding)


def html(lines: list[str], page: Page, encoding: str) -> str:
    """Return a page whose article the lines are; the rows of a table are one."""
    body = "\n".join(html_row(line) if ROW in line else f"<p>{escape(line)}</p>" for line in lines)
    body = body.replace("</table>\n<table>", "\n")
    charset = "gb2312" if encoding == "gb18030" else encoding
    return HTML.format(charset=charset, title=escape(page.title), host=escape(page.host), body=body)


def html_row(line: str) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in line.split(ROW))
    return f"<table><tr>{cells}</tr></table>"


def docx(lines: list[str]) -> bytes:
    """Return a Word document of the lines, stored and without dates, so that its bytes are the same everywhere."""
    body = "\n".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": WORD.format(body=body),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()
