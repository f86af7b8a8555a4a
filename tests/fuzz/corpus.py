"""What a fuzzer begins with: the samples, small files of every format made of them, and the words of the data files."""

import json
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from lawrep.pipeline import describe
from lawrep.source import Text
from lawrep.tables import load
from lawrep.write import encode
from tests import wordml
from tests.compound import compound

SAMPLES = Path(__file__).parents[2] / "samples"
BETWEEN = b"\x1e"  # stands between the parts of a package; no XML holds it
FILES = ("units", "bounds", "changes", "status", "parts", "exclusions", "grid", "denials", "labels", "metadata")
LONGEST_WORD = 8
PARAGRAPHS = 5  # of a sample in one text
LINES = (
    "石桥镇2024年法治政府建设情况报告",
    "一、主要举措和成效",
    "（一）依法化解矛盾纠纷。全年调解纠纷1.2万余件，成功率99.7%，同比提高0.5个百分点，挽回损失1012.36万元。",
    "1、开展普法活动64场1118人，其中进校园12场；办理行政复议案件三十五件，占比由71%提高到83%。",
    "项目 | 2023年 | 2024年",
    "罚没金额（万元） | 1753.79 | 2100",
    "二、存在的不足",
    "宣传不够，无行政诉讼败诉案件。",
    "三、2025年工作安排",
    "一是每季度开展学法不少于1次；二是力争办结率达到百分之九十五以上。",
)
PIECES = (
    "一、", "(", "其中3件，", "“", "，", "1", "万", "一是", "| 1 ", "1件", "由1%提高到", "第", "百分之",
    "同比增长", "2024年", "1,000",
    "、", "。\n", "（一）标题\n", "件 | \n", "三四十", "〇", "约", "分别为1、2", "\r", " ", "1.", "①", "合计",
    "不少于", "至",
)  # fmt: skip
XML_WORDS = (
    'w:val="', "<w:p>", "</w:p>", "<w:r>", "<w:t>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:numPr>", "<w:ilvl",
    "<w:numId", "<w:del>", "<w:ins>",
    "<w:sdt>", "<w:gridSpan", "<w:vMerge", "<w:fldChar", "<w:instrText", "<w:pStyle", "<w:txbxContent>",
    "<w:footnoteReference",
    "<w:lvlText", "<w:numFmt", "<w:start", "<w:basedOn", "<m:oMath>", "<w:sym", "<mc:AlternateContent>",
    "<w:altChunk", "<w:br/>",
    "<ofd:TextObject", "<ofd:TextCode", "DeltaX=", "Boundary=", "CTM=", "<ofd:PathObject",
    "<ofd:AbbreviatedData>", "<ofd:Layer>", "Size=",
    "<table>", "<tr>", "<td", "rowspan=", "colspan=", "<ol>", "<li>", "<iframe", "<meta charset=",
    "<div class=", "<span style=", "<br>",
    "&#", "&nbsp;", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE", "display:none", "counter-reset:",
    "::before", "Content-Type:", "boundary=",
)  # fmt: skip
JSON_WORDS = (
    '"start":',
    '"end":',
    '"value":',
    "null",
    "true",
    "-1",
    "1e999",
    "1E-9999999999",
    '"\\ud800"',
    "[]",
    "{}",
    "0.0",
    "9" * 30,
)


@cache
def vocabulary() -> tuple[str, ...]:
    """Return the short words of the data files: units, bounds, cues, markers, heads of tables."""
    found = {word for name in FILES for word in strings(load(name)) if 0 < len(word) <= LONGEST_WORD}
    return tuple(sorted(found))


def strings(value: Any) -> Iterator[str]:
    """Yield the strings in what a data file holds, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (key for key in value if not key.isascii())
        value = value.values()
    if not isinstance(value, str | int | float):
        for each in value or ():
            yield from strings(each)


def texts() -> list[bytes]:
    """Return texts: the samples by some paragraphs each, a short report, and its lines one by one."""
    found = [
        "".join(lines[start : start + PARAGRAPHS])
        for lines in (
            path.read_text(encoding="utf-8").splitlines(keepends=True) for path in sorted(SAMPLES.glob("*.txt"))
        )
        for start in range(0, len(lines), PARAGRAPHS)
    ]
    return [text.encode() for text in (*found, "\n".join(LINES), *LINES)]


def pieces() -> list[bytes]:
    return [piece.encode() for piece in (*PIECES, *LINES)]


def plain() -> list[bytes]:
    codecs = ("utf-8", "gb18030", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le")
    return ["\n".join(LINES).encode(codec) for codec in codecs]


def html() -> list[bytes]:
    body = "".join(f"<p>{line}</p>" for line in LINES)
    table = "<table><tr><th rowspan=2>项目<th colspan=2>件数<tr><td>1<td>2<tr><td>调解<td>3<td>4</table>"
    head = "<!DOCTYPE html><html><head><meta charset=utf-8><title>报告</title></head>"
    page = f"{head}<body><div class=content>{body}{table}<ol><li>办结5件</ol></div>"
    letter = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
    )
    response = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return [
        page.encode(),
        (letter + page + "\r\n--x--").encode(),
        (response + page).encode(),
        page.encode("gb18030"),
        *published("html"),
    ]


def published(suffix: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((SAMPLES / "published").glob(f"*.{suffix}"))]


def docx() -> list[bytes]:
    """Return the parts of Word documents, and Word documents."""
    body = "".join(wordml.p(line, 1, number % 3) for number, line in enumerate(LINES))
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + wordml.p("1753.79") + "</w:tc>"
    parts = (
        f"<w:document {wordml.NAMES}><w:body>{body}<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl></w:body></w:document>",
        f"<w:styles {wordml.NAMES}>{wordml.style('a', num=1, level=1)}{wordml.style('b', base='a')}</w:styles>",
        f"<w:numbering {wordml.NAMES}>{wordml.REPORT}</w:numbering>",
        f'<w:footnotes {wordml.NAMES}><w:footnote w:id="1">{wordml.p("见附件")}</w:footnote></w:footnotes>',
    )
    return [BETWEEN.join(part.encode() for part in parts), parts[0].encode(), *published("docx")]


def ofd() -> list[bytes]:
    """Return the parts of an OFD, and an OFD."""
    [whole] = published("ofd")
    with ZipFile(BytesIO(whole)) as archive:
        names = archive.namelist()
        pages = sorted(name for name in names if name.endswith("Content.xml"))[:2]
        root = next(name for name in names if name.endswith("Document.xml"))
        parts = [archive.read(name) for name in ("OFD.xml", root, *pages)]
    objects = "".join(
        f'<ofd:TextObject Boundary="20 {20 + 9 * n} 150 9" Size="5">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="g {len(line)} 5">{line}</ofd:TextCode></ofd:TextObject>'
        for n, line in enumerate(LINES)
    )
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = '<ofd:Pages><ofd:Page ID="0" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
    small = (
        f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        f"<ofd:Document {space}>{listed}</ofd:Document>",
        f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
    )
    return [BETWEEN.join(part.encode() for part in small), BETWEEN.join(parts), whole]


def pdf() -> list[bytes]:
    from tests import test_pdf  # what makes a small PDF stands there

    return [test_pdf.pdf_of(test_pdf.document([test_pdf.lines(*LINES)])), *published("pdf")]


def package() -> list[bytes]:
    return [zipped(("a.txt", LINES[2].encode()), ("b/c.html", html()[0])), *published("docx"), *published("ofd")]


def zipped(*members: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def ole() -> list[bytes]:
    head = (0xA5EC).to_bytes(2, "little") + bytes(8) + (0x0200).to_bytes(2, "little") + bytes(5000)
    streams = (
        {"WordDocument": head, "1Table": b"t" * 5000},
        {"MatOST": b"m" * 600},
        {"a/b": b"x", "EncryptedPackage": b"y" * 99},
    )
    return [compound(each) for each in streams]


def office() -> list[bytes]:
    from tests import test_office  # what makes small ones stands there

    return [test_office.RTF, test_office.odt(), test_office.flat(wordml.p(LINES[2]))]


def every() -> list[bytes]:
    return [*plain(), *html(), *pdf(), *package(), *ole(), *office(), texts()[0]]


def documents() -> list[bytes]:
    """Return documents as lawrep writes them, alone, several, and each of a part of the text."""
    whole = [encode(describe(Text.of(line, "x"))) for line in ("\n".join(LINES), *LINES)]
    bare = {**json.loads(whole[1]), "text": None}
    return [
        *whole,
        b"\n".join(whole[1:3]),
        json.dumps(bare).encode(),
        encode(describe(Text.of(texts()[0].decode(), "x"))),
    ]


def dictionary() -> str:
    """Return the words of the data files and of the formats as libFuzzer takes them."""
    words = (*vocabulary(), *PIECES, *XML_WORDS, *JSON_WORDS)
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in words)
