"""Files made to harm, damaged, or called what they are not: a clear line each, nothing fetched, nothing left behind."""

import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from struct import pack
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawrep.errors import ReadError
from lawrep.formats.office import soffice
from lawrep.formats.paged import pdf
from lawrep.reader import decode
from tests import test_ofd, test_office, test_pdf, wordml
from tests.compound import compound
from tests.conftest import BASE, CRASH, LAWREP
from tests.fuzz.changes import ODD_BYTES

LINES = [
    "石桥镇2024年法治政府建设情况报告",
    "一、主要成效",
    "全年调解纠纷954件，成功率99.7%。",
    "二、存在不足",
    "宣传不够。",
]
REPORT = "\n".join(LINES)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
PAGE = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{PARAGRAPHS}</body></html>"
LETTER = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
)
MANY = 900_000
ODT = [("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", "<manifest/>")]


def zipped(*members: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


class Member(NamedTuple):
    """A member of an archive as its headers tell of it, which need not be true."""

    name: bytes
    packed: bytes
    size: int
    check: int = 0
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    mode: int = 0
    more: bytes = b""

    def fields(self) -> bytes:
        sizes = min(len(self.packed), 0xFFFFFFFF), min(self.size, 0xFFFFFFFF)
        return pack("<HHHHIII", self.flags, self.method, 0, 33, self.check, *sizes)

    def header(self) -> bytes:
        return b"PK\3\4\x14\0" + self.fields() + pack("<HH", len(self.name), 0) + self.name + self.packed

    def entry(self, place: int) -> bytes:
        lengths = pack("<HHHHHII", len(self.name), len(self.more), 0, 0, 0, self.mode << 16, place)
        return b"PK\1\2\x14\3\x14\0" + self.fields() + lengths + self.name + self.more


def archive_of(*members: Member, shared: bool = False, times: int = 1) -> bytes:
    """Return an archive; its members are `shared` where all of them are the bytes of the first."""
    body = directory = b""
    for member in members:
        directory += member.entry(0 if shared else len(body)) * times
        body += b"" if shared and body else member.header()
    count = min(len(members) * times, 0xFFFF)
    return body + directory + b"PK\5\6\0\0\0\0" + pack("<HHIIH", count, count, len(directory), len(body), 0)


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def member(data: bytes = REPORT.encode(), name: bytes = b"a.txt", **more: int | bytes) -> Member:
    told = {"size": len(data), "check": zlib.crc32(data), **more}
    return Member(name, deflated(data) if more.get("method", 8) == 8 else data, **told)  # type: ignore[arg-type]


def word(body: str, before: str = "", **parts: str) -> bytes:
    """Return a Word document whose XML has something `before` it."""
    xml = f"{before}<w:document {wordml.NAMES}><w:body>{body}</w:body></w:document>"
    return zipped(("word/document.xml", xml), *((f"word/{name}.xml", content) for name, content in parts.items()))


def ofd(page: str, **members: str | bytes) -> bytes:
    found: dict[str, str | bytes] = {**test_ofd.members_of([test_ofd.page_of(page)]), **members}
    return zipped(*found.items())


def word_2003(before: str, body: str) -> bytes:
    return f'<?xml version="1.0"?>{before}<w:wordDocument xmlns:w="w">{body}</w:wordDocument>'.encode()


FLAT_NAMELESS = re.sub(rb'pkg:name="[^"]*"', b'pkg:name="/"', test_office.flat(""))
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
LAUGHS = f'<!DOCTYPE l [<!ENTITY a "lol">{LAUGHS}]>'
TEXT = wordml.p(REPORT.replace("\n", "。"))
SMALL = word(TEXT)
SIZE = 65 << 20  # more than any member may unpack to


@cache
def zeros() -> Member:
    """Return a small member that unpacks to much."""
    return member(bytes(SIZE))


def bomb(name: str, **more: int) -> bytes:
    return archive_of(zeros()._replace(name=name.encode(), **more))  # type: ignore[arg-type]


def nested(levels: int) -> bytes:
    data = zipped(("a.txt", REPORT))
    for _ in range(levels):
        data = zipped(("a.docx", data))
    return data


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "flat.zip": (lambda: bomb("a.txt"), "unpacks to more than 64 MiB"),
    "all.zip": (lambda: archive_of(*(zeros()._replace(name=b"%d.txt" % n) for n in range(17))), "more than 1 GiB"),
    "flat.docx": (lambda: bomb("word/document.xml"), "unpacks to more than 64 MiB"),
    "lying.docx": (
        lambda: bomb("word/document.xml", size=9),
        "damaged, or cut short: word/document.xml",
    ),
    "types.docx": (lambda: bomb("[Content_Types].xml"), "unpacks to more than 64 MiB"),
    "shared.zip": (lambda: archive_of(*(member(name=b"%d.txt" % n) for n in range(9)), shared=True), "damaged"),
    "twice.zip": (lambda: archive_of(member(), member(b"other")), "two members are called a.txt"),
    "members.zip": (lambda: archive_of(member(), times=30_000), "more than 20,000 members"),
    "directory.zip": (lambda: archive_of(member(), times=400_000), "more than 20,000 members"),
    "nested.zip": (lambda: nested(9), "an archive in an archive; unpack the outer one first"),
    "zip64.zip": (
        lambda: archive_of(member(size=1 << 40, more=pack("<HHQ", 1, 8, 1 << 40))),
        "unpacks to more than 1 GiB",
    ),
    "no-zip64.zip": (lambda: archive_of(member(size=1 << 40, more=b"\1\0\2\0ab")), "damaged, or cut short"),
    "check.zip": (lambda: archive_of(member(check=7)), "Bad CRC-32"),
    "longer.zip": (lambda: archive_of(member(size=9)), "damaged, or cut short"),
    "method.zip": (lambda: archive_of(member(method=9)), "a.txt is packed in an unusual way; unpack it and pack it"),
    "lzma.zip": (lambda: zipped(("a.txt", REPORT), method=zipfile.ZIP_LZMA), "packed in an unusual way"),
    "locked.zip": (lambda: archive_of(member(flags=1)), "locked by a password; open it and save it without one"),
    "link.zip": (lambda: archive_of(member(b"/etc/passwd", mode=0o120777)), "no reports in this archive"),
    "zero-name.zip": (lambda: archive_of(member(name=b"a\0b.txt")), "no reports in this archive"),
    "long-name.zip": (lambda: zipped(("x" * 60_000 + ".txt", REPORT)), "a member's name is 60,004 characters long"),
    "no-name.zip": (lambda: archive_of(member(name=b"")), "no reports in this archive"),
    "lines.docx": (lambda: zipped(("word/document.xml", "<w:\n/>")), "damaged: not XML: "),
    "parts.xml": (
        lambda: test_office.flat("").replace(
            b"</pkg:package>", b"".join(b'<pkg:part pkg:name="/%d"/>' % n for n in range(21_000)) + b"</pkg:package>"
        ),
        "more than 20,000 parts",
    ),
    "no-name.xml": (lambda: FLAT_NAMELESS, "without a Word document"),
    "escape-name.zip": (lambda: archive_of(member(b"GIF89a", b"a\n\x1b[31m.txt")), "/a__[31m.txt: no report but a pic"),
    "laughs.docx": (lambda: word("&l;", LAUGHS), "made to harm"),
    "laughs.ofd": (lambda: ofd("", **{"OFD.xml": LAUGHS + "<OFD>&l;</OFD>"}), "made to harm"),
    "laughs.fodt": (
        f"<?xml version='1.0'?>{LAUGHS}<office:document office:mimetype='{ODT[0][1]}'>".encode,
        "no report but data in XML",
    ),
    "laughs.xml": (lambda: word_2003(LAUGHS, "&l;"), "made to harm"),
    "laughs.odt": (lambda: zipped(*ODT, ("content.xml", LAUGHS + "<a>&l;</a>")), "made to harm"),
    "quadratic.docx": (
        lambda: word(f"<w:p>{'&a;' * 90_000}</w:p>", f'<!DOCTYPE l [<!ENTITY a "{"a" * 90_000}">]>'),
        "made to harm",
    ),
    "external.docx": (lambda: word("&a;", '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "document type"),
    "utf-16.docx": (lambda: zipped(("word/document.xml", (LAUGHS + "<a>&l;</a>").encode("utf-16"))), "made to harm"),
    "utf-7.docx": (lambda: word(TEXT, '<?xml version="1.0" encoding="utf-7"?>'), "in the encoding 'utf-7'"),
    "deep.docx": (lambda: word("<w:sdt>" * MANY), "made to harm"),
    "deep.ofd": (lambda: ofd("<PageBlock>" * MANY), "made to harm"),
    "deep.odt": (lambda: zipped(*ODT, ("content.xml", "<a>" * MANY)), "made to harm"),
    "deep.html": (lambda: b"<html>" + b"<div>" * 90_000 + PAGE.encode(), "elements nested deeper"),
    "deep.rtf": (lambda: b"{\\rtf1 " + b"{" * MANY, "groups 1,000 deep"),
    "deep.xml": (lambda: word_2003("", "<a>" * MANY), "made to harm"),
    "paragraphs.docx": (lambda: word("<w:p/>" * MANY), "more than 50,000 paragraphs"),
    "elements.docx": (lambda: word("<x></x>" * (MANY + 200_000)), "or 1,000,000 tags"),
    "parts.docx": (
        lambda: word(TEXT, styles="<a>" + "<x/>" * MANY + "</a>", numbering="<a>" + "<x/>" * (MANY + 200_000) + "</a>"),
        "more than 256 MiB or 1,000,000 tags",
    ),
    "elements.html": (lambda: b"<html>" + b"<b>" * MANY, "more than 300,000 tags"),
    "attributes.html": (
        lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(40_000)) + b">",
        "thousands of attributes on an element",
    ),
    "lines.html": (lambda: b"<pre>" + b"a\n" * MANY, "more than 200,000 lines"),
    "attribute.docx": (lambda: word(f'<w:p a="{"a" * (50 << 20)}"/>'), "made to harm"),
    "packed.html": (
        lambda: b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + zlib.compress(bytes(SIZE), 1, 31),
        "unpacks to more than 64 MiB",
    ),
    "parts.mht": (lambda: LETTER.encode() + b"\r\n--x\r\n" * 90_000, "more than 5000 parts"),
    "letters.mht": (
        lambda: LETTER.encode() + b"Content-Type: message/rfc822\r\n\r\n" * 9000,
        "more than 5000 parts, or parts in parts",
    ),
    "header.mht": (
        lambda: LETTER.replace("boundary", "a=b;\r\n " * 90_000 + "boundary").encode() + PAGE.encode(),
        "a header longer than any",
    ),
    "boundary.mht": (lambda: LETTER.replace("=x", "=" + "x" * 900_000).encode(), "a header longer than any"),
    "zeros.txt": (lambda: bytes(9 << 20), "zero byte at byte 0"),
    "zeros.pdf": (lambda: b"%PDF-1.4\n" + bytes(9 << 20), "its end is missing"),
    "ring.pdf": (
        lambda: test_pdf.pdf_of({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Kids [2 0 R] /Count 999999 >>"}),
        "999,999 pages",
    ),
    "locked.docx": (lambda: compound({"EncryptedPackage": bytes(5000)}), "locked by a password; open it and save it"),
    "mail.msg": (lambda: compound({"__properties_version1.0": bytes(500)}), "no report but a mail"),
    "long.txt": (lambda: b"a " * 5_100_000, "characters; no report has so many; cut it into its reports"),
    "empty.pdf": (lambda: b"", "the file is empty"),
}
TWICE = test_office.flat(TEXT).replace(b"</pkg:package>", b'<pkg:part pkg:name="/a"/>' * 2 + b"</pkg:package>")
READ: dict[str, Callable[[], bytes]] = {  # odd, and yet reports
    "a.docx": lambda: SMALL,
    "archive.docx": lambda: zipped(("a.docx", SMALL)),
    "text.pdf": REPORT.encode,
    "page.doc": PAGE.encode,
    "comments.html": lambda: (b"<!-- -->" * 2000) + PAGE.encode(),
    "more.zip": lambda: archive_of(member(size=5000)),  # it tells of more than there is, and what there is is sound
    "outside.zip": lambda: archive_of(member(name=b"../../../evil.txt")),
    "surrogate.html": lambda: b"\xff\xfe" + PAGE.replace("件", "\ud800件").encode("utf-16-le", "surrogatepass"),
    "twice.xml": lambda: TWICE,
    "utf-32.html": lambda: PAGE.encode("utf-32"),
    "laughs.html": (LAUGHS.replace("E l", "E html") + PARAGRAPHS + "&l;").encode,
}


class Done(NamedTuple):
    """What one command said of all these files: its lines by their files, and the names of the reports that it read."""

    said: dict[str, list[str]]
    written: list[str]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "temporary").mkdir()
    for name, build in {**{name: build for name, (build, _) in REFUSED.items()}, **READ}.items():
        (folder / name).write_bytes(build())
    run = subprocess.run(
        [*LAWREP, "extract", "--jobs", "1", "--format", "jsonl", *REFUSED, *READ],
        cwd=folder,
        env={**BASE, "TMPDIR": str(folder / "temporary")},
        capture_output=True,
        timeout=60,
        check=False,
    )
    stderr = run.stderr.decode()
    assert run.returncode == 1
    assert not CRASH.search(run.stderr), stderr
    assert not any((folder / "temporary").iterdir())
    said: dict[str, list[str]] = {}
    for line in stderr.splitlines():
        said.setdefault(line.removeprefix("lawrep: ").split(":")[0].split("/")[0], []).append(line)
    return Done(said, [json.loads(line)["source"]["name"] for line in run.stdout.splitlines()])


@pytest.mark.parametrize("name", REFUSED)
def test_what_harms_is_refused_in_clear_words(name: str, done: Done) -> None:
    lines = done.said.get(name, [])
    assert REFUSED[name][1] in "".join(lines[:1])
    assert max(map(len, lines)) < 400
    assert len(lines) == 1 or name == "shared.zip"


def test_what_is_only_odd_is_read(done: Done) -> None:
    inside = {"archive.docx": "a.docx", "more.zip": "a.txt", "outside.zip": "evil.txt"}
    assert done.written == ["0.txt", *(inside.get(name, name) for name in READ)]  # the first in shared.zip is sound


LINKS = (
    '<base href="{0}/base/"><meta http-equiv=refresh content="0;url={0}/refresh"><link rel=stylesheet href="{0}/link">'
    '<script src="{0}/js"></script><img src="{0}/img"><iframe src="{0}/frame"></iframe>'
    '<object data="{0}/object"></object><embed src="{0}/embed"><source src="{0}/source"><track src="{0}/track">'
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{0}/include"/><body background="{0}/back">'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{0}</Relationships>'
RELATION = (
    '<Relationship Id="r{0}" TargetMode="External" Target="{1}/{0}"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}"/>'
)
KINDS = ("attachedTemplate", "image", "hyperlink", "styles", "numbering", "footnotes", "officeDocument", "aFChunk")


def linked(address: str) -> dict[str, bytes]:
    """Return files that name an address wherever their formats have one."""
    links = LINKS.format(address)
    relations = RELATIONS.format("".join(RELATION.format(kind, address) for kind in KINDS))
    external = f'<?xml-stylesheet href="{address}/xsl"?><!DOCTYPE html SYSTEM "{address}/dtd" ['
    external += f'<!ENTITY e SYSTEM "{address}/e"><!ENTITY % p SYSTEM "{address}/p"> %p;]>'
    action = b"<< /S /%s /URI (%s/uri) /F << /FS /URL /F (%s/far) >> /D [0 /Fit] >>"
    objects = test_pdf.document([test_pdf.lines(*LINES)])
    at = address.encode()
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /OpenAction %s /AA << /WC %s >> /URI << /Base (%s) >> >>" % (
        action % (b"GoToR", at, at),
        action % (b"URI", at, at),
        at,
    )
    return {
        "a.html": PAGE.replace("<p>", links + "<p>", 1).encode(),
        "x.html": f'<?xml version="1.0"?>{external}<html xmlns="http://www.w3.org/1999/xhtml">{links}{PARAGRAPHS}&e;'.encode(),
        "a.mht": (LETTER + links + PARAGRAPHS).encode(),
        "a.docx": zipped(
            ("_rels/.rels", relations),
            ("word/_rels/document.xml.rels", relations),
            (
                "word/settings.xml",
                f'<w:settings {wordml.NAMES}><w:attachedTemplate r:id="rattachedTemplate"/></w:settings>',
            ),
            ("word/document.xml", f"<w:document {wordml.NAMES}><w:body>{TEXT}</w:body></w:document>"),
        ),
        "dtd.docx": word("&e;", external),
        "dtd.ofd": ofd("", **{"OFD.xml": external + "<OFD>&e;</OFD>"}),
        "a.ofd": ofd(test_ofd.by_line(LINES) + f'<ImageObject ResourceID="{address}/i" Boundary="0 0 1 1"/>'),
        "far.ofd": ofd("", **{"OFD.xml": f"<OFD><DocBody><DocRoot>{address}/Document.xml</DocRoot></DocBody></OFD>"}),
        "a.pdf": test_pdf.pdf_of(objects),
        "a.xml": test_office.flat(TEXT).replace(
            b"<pkg:package", external.encode().replace(b"html", b"p") + b"<pkg:package"
        ),
    }


def test_nothing_is_fetched(requests: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = requests
    files = linked(address)
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    run = subprocess.run(
        [*LAWREP, "extract", "--format", "jsonl", *files],
        cwd=tmp_path, env=BASE, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert not CRASH.search(run.stderr), run.stderr.decode()
    assert len(run.stdout.splitlines()) == 6, run.stderr.decode()
    assert asked == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "no such file"),
        (lambda path: path.symlink_to("/dev/zero"), "larger than 256 MiB; no report is so large"),
        (lambda path: path.symlink_to("/dev/null"), "the file is empty"),
        (lambda path: path.mkdir(), "no reports in this folder"),
    ],
)
def test_what_is_no_file_is_told(make: Callable[[Path], None], reason: str, tmp_path: Path) -> None:
    make(tmp_path / "x.pdf")
    command = [*LAWREP, "extract", "x.pdf"]
    run = subprocess.run(command, cwd=tmp_path, env=BASE, capture_output=True, timeout=60, check=False)
    assert (run.returncode, run.stderr.decode().count("\n")) == (1, 1)
    assert reason in run.stderr.decode()


FILES = {
    "txt": REPORT.encode(),
    "gbk": REPORT.encode("gb18030"),
    "html": PAGE.encode(),
    "mht": (LETTER + PAGE + "\r\n--x--").encode(),
    "docx": wordml.docx(wordml.p("一、主要成效", 1, 0) + TEXT, wordml.REPORT, wordml.style("a")),
    "xml": test_office.flat(TEXT),
    "pdf": test_pdf.pdf_of(test_pdf.document([test_pdf.lines(*LINES)])),
    "ofd": ofd(test_ofd.by_line(LINES)),
    "zip": zipped(("a.txt", REPORT)),
    "doc": test_office.DOC,
    "wps": test_office.WORKS,
    "rtf": test_office.RTF,
    "odt": test_office.odt(),
}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: PDFs, and what LibreOffice would convert, of which its stand-in makes the same always."""
    monkeypatch.setattr(pdf, "run_isolated", lambda _, data, shown: pdf.read_here(data, shown))
    monkeypatch.setattr(soffice, "find_soffice", lambda: "soffice")
    monkeypatch.setattr(soffice, "convert", lambda *_: SMALL)
    monkeypatch.setitem(sys.modules, "doc2docx", None)


def read_or_refuse(data: bytes) -> str:
    """Return the text of a file, or why it is none, which must be one clear line."""
    try:
        text = decode(data, "x")
    except ReadError as error:
        reason = str(error)
    else:
        assert text.text.strip()
        assert all(0 <= place["start"] <= place["end"] <= len(text.text) for place in text.places)
        return text.text
    assert reason.startswith("x")
    assert len(reason.splitlines()) == 1
    return reason


@pytest.mark.parametrize("kind", FILES)
def test_a_file_cut_anywhere_is_read_or_refused(kind: str, here: None) -> None:
    data = FILES[kind]
    assert "调解纠纷" in read_or_refuse(data) or kind == "wps"
    for part in range(50):
        read_or_refuse(data[: len(data) * part // 50])


CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(ODD_BYTES) | st.binary(max_size=9)), max_size=8
)


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, other=st.sampled_from(sorted(FILES)), at=st.floats(0, 1), spliced=st.booleans())
def test_a_damaged_file_is_read_or_refused(
    kind: str, here: None, changes: list[tuple[float, int, bytes]], other: str, at: float, *, spliced: bool
) -> None:
    data = bytearray(FILES[kind])
    for place, length, instead in changes:
        start = int(place * len(data))
        data[start : start + length] = instead
    if spliced:
        data[int(at * len(data)) :] = FILES[other][int(at * len(FILES[other])) :]
    read_or_refuse(bytes(data))
