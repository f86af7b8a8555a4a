"""A file is what its bytes say, whatever its name."""

import io
import zipfile
from pathlib import Path

import pytest

from lawrep.errors import ReadError
from lawrep.formats import extras, kinds
from lawrep.formats.kinds import Kind, recognise
from lawrep.reader import decode

REPORT = "石桥镇2024年法治政府建设情况报告\n一、主要成效。全年调解纠纷954件。\n"


def zipped(*members: str, **contents: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            archive.writestr(member, b"<x/>")
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


WRITTEN = [
    (REPORT, kinds.PLAIN),
    ("", kinds.PLAIN),
    ("a < b，b > c", kinds.PLAIN),
    ("<石桥镇>2024年报告", kinds.PLAIN),
    ("第一段<br>第二段，调解<b>954</b>件", kinds.PLAIN),
    ("{}", kinds.PLAIN),
    ("%PDF 是一种格式", kinds.PLAIN),
    ("BM是一个缩写", kinds.PLAIN),
    ("From: 石桥镇\n\n一、主要成效", kinds.PLAIN),
    ("<html><body>一</body></html>", kinds.HTML),
    ("\n  <!DOCTYPE html>\n<html>", kinds.HTML),
    ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">', kinds.HTML),
    ("<!-- saved from url=(0022)http://example.invalid/ -->\n<HTML>", kinds.HTML),
    ('<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "x">', kinds.HTML),
    ("<div class='TRS_Editor'><p>一、主要成效</p></div>", kinds.HTML),
    ("<p>一、主要成效</p>", kinds.HTML),
    ("一、主要成效</p><p>调解954件</p><p>二、不足</p><p>无</p>", kinds.HTML),
    ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", kinds.HTML),
    ("MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n", kinds.MHTML),
    (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.invalid/\r\nContent-Type: multipart/related",
        kinds.MHTML,
    ),
    ("{\\rtf1\\ansi\\ansicpg936 x}", kinds.RTF),
    ('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', kinds.WORD_XML),
    (
        '<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text">',
        kinds.WORD_XML,
    ),
    # notes and books of rules that quote a page or a letter are text: most of their lines have no tag
    ("一、网页\n写法如下：\n<p>一</p>\n<div>二</div>\n<br>\n三\n四\n五\n", kinds.PLAIN),
    (
        "# 报告\n\n| 项 | 数 |\n|--|--|\n| 甲<br>乙<br>丙<br>丁 | 1<br>2<br>3<br>4 |\n\n一、主要成效\n\n调解954件\n",
        kinds.PLAIN,
    ),
    ("From: 石桥镇\n正文提到\nContent-Type: text/html\n\n一、主要成效", kinds.PLAIN),
    ("注意：From: 甲\nMIME-Version: 1.0\nContent-Type: text/html\n", kinds.PLAIN),
    ("Date: 2024年3月27日\n\n一、主要成效\n见 Content-Type: multipart/related", kinds.PLAIN),
    ("编号,数量\n1,2\n", kinds.PLAIN),
    ("<abc> 是占位符", kinds.PLAIN),
    ("<b2b>", kinds.PLAIN),
    ('"报告": 一、主要成效', kinds.PLAIN),
    ("{石桥镇}报告", kinds.PLAIN),
    ("一、主要成效<br>调解954件<br>二、不足<br>无<br>三、打算<br>培训<br>", kinds.HTML),
    ("一、主要成效<br />\n调解954件<br />\n二、不足<br />\n无<br />\n三、打算<br />\n培训<br />", kinds.HTML),
    ("<!-- 一 -->\n<!-- 二 -->\n" * 40 + "<?php echo 1 ?>\n<!DOCTYPE html>", kinds.HTML),
    ("<!--" + "版权" * 5000 + "--><html>", kinds.HTML),
    ('<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', kinds.HTML),
    ("<strong>石桥镇</strong>2024年报告", kinds.HTML),
    ('<a name="top"></a>一、主要成效', kinds.HTML),
    ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', kinds.HTML),
    ('<html xmlns:w="urn:schemas-microsoft-com:office:word"><xml><w:WordDocument/></xml>', kinds.HTML),
    (f"MIME-Version: 1.0\nX-A: {'b' * 20_000}\n\tc\nContent-Type: multipart/related; boundary=x\n\n", kinds.MHTML),
    ('Content-Type: multipart/related; boundary="x"\nMIME-Version: 1.0\n\n', kinds.MHTML),
]


@pytest.mark.parametrize(("text", "kind"), WRITTEN, ids=[text[:24] for text, _ in WRITTEN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_format_that_is_itself_text_is_told_in_every_encoding(text: str, kind: Kind, encoding: str) -> None:
    assert recognise(text.encode(encoding), "a.txt") is kind


BINARY = [
    (b"\xef\xbb\xbf" * 2 + b"<html>", kinds.HTML),  # as put together of several files
    ("<html><p>一".encode("utf-16-le"), kinds.HTML),
    (b"%PDF-1.7\n%\xe2\xe3", kinds.PDF),
    (b"\xef\xbb\xbf\r\n%PDF-1.4\n1 0 obj endobj", kinds.PDF),
    (zipped("[Content_Types].xml", "word/document.xml"), kinds.DOCX),
    (zipped("[Content_Types].xml", "Word/Document.xml"), kinds.DOCX),
    (zipped("OFD.xml", "Doc_0/Document.xml"), kinds.OFD),
    (zipped("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"), kinds.ODT),
    (zipped("a.txt", "b/c.docx"), kinds.ARCHIVE),
    (zipped(), kinds.ARCHIVE),
]


@pytest.mark.parametrize(("data", "kind"), BINARY, ids=[kind.media_type for _, kind in BINARY])
def test_a_binary_format_is_told_by_its_content(data: bytes, kind: Kind) -> None:
    assert recognise(data, "a.doc") is kind


NOT_A_REPORT = [
    (
        "Received: from a.invalid\n\tby b.invalid\nSubject: x\nContent-Type: multipart/mixed; boundary=x\n\n--x",
        "a mail",
    ),
    (
        "From: a@b.invalid\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n5LiA",
        "a mail",
    ),
    ('<?xml version="1.0"?><rss version="2.0"><channel>', "data in XML"),
    ('<?xml version="1.0"?>\n<!-- a -->\n<urlset>', "data in XML"),
    ('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', "data in XML"),
    (
        '<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">',
        "a workbook",
    ),
    ('{"标题": "报告", "正文": ""}', "data in JSON"),
    ('[\n  {\n    "标题": "报告"', "data in JSON"),
]


@pytest.mark.parametrize(("text", "what"), NOT_A_REPORT, ids=[what for _, what in NOT_A_REPORT])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_of_another_kind_is_called_by_its_kind(text: str, what: str, encoding: str) -> None:
    with pytest.raises(ReadError, match=f"^a.txt: no report but {what}.*; save the report "):
        recognise(text.encode(encoding), "a.txt")


REFUSED = [
    (
        zipped("[Content_Types].xml", "xl/workbook.xml"),
        "a.doc: no report but a workbook; save the report as .docx or text",
    ),
    (zipped("ppt/presentation.xml"), "a.doc: no report but a presentation; save the report as .docx or text"),
    (zipped("content.xml", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "a workbook or a presentation"),
    (b"BM\x00\x00\x00\x00\x00", "a.doc: no report but a picture; read it by OCR first"),
    (b"II*\x00\x08", "a picture"),
    (b"MZ\x90\x00\x03", "a program"),
    (b"PK\x03\x04cut short", "a.doc: damaged, or cut short"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "a.doc: damaged, or no report: an OLE file"),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED, ids=[reason[:40] for _, reason in REFUSED])
def test_what_is_no_report_is_said_to_be_none(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        recognise(data, "a.doc")
    assert reason in str(caught.value)


@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a.pdf", "a.zip", "a"])
def test_a_plain_text_is_read_whatever_it_is_called(name: str) -> None:
    text = decode(REPORT.encode("gb18030"), name)
    assert (text.text, text.source.encoding, text.source.media_type) == (REPORT, "gb18030", "text/plain")


def test_every_kind_has_a_module_that_reads_it() -> None:
    modules = {value.module for value in vars(kinds).values() if isinstance(value, Kind)}
    folder = Path(kinds.__file__).parent
    assert {module for module in modules if not (folder / f"{module.replace('.', '/')}.py").exists()} == set()


def test_a_document_of_lawrep_is_sent_to_validate() -> None:
    with pytest.raises(ReadError, match=r"a\.json: no report but a document that lawrep wrote; `lawrep validate`"):
        recognise(b'{\n  "lawrep": "0.1.0",\n', "a.json")


LIBRARIES = [(b"<html>", "lxml", "html"), (b"%PDF-1.7\n", "pypdfium2", "pdf"), (zipped("OFD.xml"), "lxml", "ofd")]


@pytest.mark.parametrize(("data", "library", "extra"), LIBRARIES, ids=[extra for *_, extra in LIBRARIES])
def test_a_library_that_is_not_installed_is_named_with_its_extra(
    data: bytes, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(ReadError) as caught:
        decode(data, "a")
    assert str(caught.value) == f"a: is read by {library}, which is not installed: pip install 'lawrep[{extra}]'"
