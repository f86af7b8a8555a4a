"""Old Word files and their kin: converted by a library or by LibreOffice; nothing is fetched, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from struct import pack
from types import ModuleType, SimpleNamespace
from zipfile import ZipFile

import pytest

from lawrep.errors import ReadError
from lawrep.formats import ole
from lawrep.formats.office import convert as office
from lawrep.formats.office import soffice
from lawrep.formats.office.marks import loses_marks
from lawrep.formats.office.moving import without_moving_fields
from tests.compound import compound

posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RTF = rb"{\rtf1\ansi \u20840?\u24180?954\u20214?\u12290?\par}"
XML_2003 = b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'


def flat(body: str) -> bytes:
    """Return a document as one XML file of Word 2007."""
    return f"""<?xml version="1.0"?><?mso-application progid="Word.Document"?>
        <pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">
        <pkg:part pkg:name="/word/document.xml" pkg:contentType="application/vnd.openxmlformats-officedocument.\
wordprocessingml.document.main+xml"><pkg:xmlData><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>
        </pkg:xmlData></pkg:part>
        <pkg:part pkg:name="/word/media/a.png" pkg:contentType="image/png"><pkg:binaryData>iVBORw0K
        Ggo=</pkg:binaryData></pkg:part></pkg:package>""".encode()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


DOCX = office.to_docx(flat(paragraph("全年调解纠纷954件。")), "made")


def word(ident: int = 0xA5EC, flags: int = 0x0200, boxes: int = 0) -> bytes:
    return pack("<HH6xH88xI", ident, 0xC1, flags, boxes).ljust(5000, b"\0")


DOC = compound({"WordDocument": word(), "1Table": b"t" * 5000})
WORKS = compound({"MatOST": b"m" * 600, "CONTENTS": b"c" * 600})


def odt(manifest: str = "") -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", "<content/>")
    return made.getvalue()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither LibreOffice nor a library."""
    monkeypatch.delenv(soffice.SETTING, raising=False)
    monkeypatch.setattr(soffice, "installed", lambda: iter(()))
    monkeypatch.setitem(sys.modules, "doc2docx", None)


@pytest.fixture
def stand_in(tmp_path: Path, alone: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program in the place of LibreOffice; it writes down what it is given, and then does what `then` says."""
    program = tmp_path / "soffice"
    (tmp_path / "then").write_text(f'mkdir -p "$out" && cp {tmp_path}/made.docx "$out/report.docx"')
    (tmp_path / "made.docx").write_bytes(DOCX)
    program.write_text(
        f"""#!/bin/sh
        printf '%s\\n' "$@" > {tmp_path}/arguments
        env > {tmp_path}/environment
        for last; do :; done
        cp "$last" {tmp_path}/input
        profile=$(printf '%s\\n' "$@" | sed -n 's/^-env:UserInstallation=file:..//p')
        cp "$profile/user/registrymodifications.xcu" {tmp_path}/registry
        out=$(dirname "$last")/out
        . {tmp_path}/then
        """
    )
    program.chmod(0o755)
    monkeypatch.setenv(soffice.SETTING, str(program))
    yield tmp_path
    left = (tmp_path / "arguments").read_text().splitlines()[-1] if (tmp_path / "arguments").exists() else ""
    assert not left or not Path(left).parent.exists()


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A library in the place of msdoc2docx that reports what the list says; "fail" makes it fail."""
    reports: list[str] = []
    package, errors = ModuleType("doc2docx"), ModuleType("doc2docx.errors")
    failure = type("Doc2DocxError", (Exception,), {})

    def convert(source: Path, made: Path) -> SimpleNamespace:
        if reports == ["fail"]:
            raise failure("no piece table")
        made.write_bytes(DOCX)
        return SimpleNamespace(report=SimpleNamespace(diagnostics=[SimpleNamespace(code=code) for code in reports]))

    package.convert, errors.Doc2DocxError = convert, failure  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "doc2docx", package)
    monkeypatch.setitem(sys.modules, "doc2docx.errors", errors)
    return reports


def test_one_xml_file_of_word_2007_needs_no_converter(alone: None) -> None:
    assert office.read(flat(paragraph("一、全年") + paragraph("954件")), "a.xml").text == "一、全年\n954件"


REFUSED = {
    "no converter for a .doc": (DOC, "an old Word file; pip install 'lawrep[doc]', install LibreOffice"),
    "no converter for Works": (WORKS, "a file of Microsoft Works; install LibreOffice"),
    "no converter for RTF": (RTF, "an RTF file; install LibreOffice"),
    "no converter for XML": (XML_2003, "an XML of Word; install LibreOffice"),
    "no converter for ODT": (odt(), "save it as .docx with Word"),
    "a password": (compound({"WordDocument": word(flags=0x0300), "1Table": b"t" * 5000}), "locked by a password"),
    "a password of ODT": (odt("<encryption-data/>"), "locked by a password"),
    "a head of zeros": (compound({"WordDocument": word(ident=0)}), "damaged"),
    "no table": (compound({"WordDocument": word()}), "cut short"),
    "half of it": (DOC[:3000], "cut short"),
    "nothing of Word": (compound({"Something": b"x" * 5000}), "cut short"),
    "RTF cut short": (rb"{\rtf1 {\b abc", "cut short"),
    "RTF with bytes that are not there": (rb"{\rtf1 \bin2000000000 abc}", "cut short"),
    "RTF too deep": (rb"{\rtf1 " + b"{" * 100_000 + b"}" * 100_001, "1,000 deep"),
    "entities": (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "document type"),
    "a part that is no base64": (flat("").replace(b"Ggo=", b"Ggo"), "damaged"),
    "no XML": (b"<w:wordDocument", "damaged"),
}


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, why: str, alone: None) -> None:
    with pytest.raises(ReadError, match=r"^报告: ") as refusal:
        office.read(data, "报告")
    assert why in str(refusal.value)


@pytest.mark.parametrize("report", ["UNNAMED_FONT_SLOT_REPAIRED", "OBJECT_ANCHOR_DEFERRED"])
def test_a_library_is_used_where_it_loses_nothing(report: str, alone: None, library: list[str]) -> None:
    library.append(report)
    assert office.read(DOC, "a.doc").text == "全年调解纠纷954件。"


def test_a_drawing_that_a_library_leaves_out_may_hold_text(alone: None, library: list[str]) -> None:
    library.append("OBJECT_ANCHOR_DEFERRED")
    with pytest.raises(ReadError, match="loses text boxes"):
        office.read(compound({"WordDocument": word(boxes=12), "1Table": b"t" * 5000}), "a.doc")


@pytest.mark.parametrize(
    ("report", "why"),
    [
        ("MAIN_TEXTBOX_TABLE_MALFORMED", "from which msdoc2docx loses text boxes; "),
        ("NUMBERING_TABLE_MALFORMED", "from which msdoc2docx loses automatic numbers; "),
        ("fail", r"that msdoc2docx cannot read \(no piece table\); "),
    ],
)
def test_what_a_library_loses_is_not_read(report: str, why: str, alone: None, library: list[str]) -> None:
    library.append(report)
    with pytest.raises(ReadError, match=why):
        office.read(DOC, "a.doc")


MARK, TEXT = b"\r\0", "调解不成".encode("utf-16-le")  # 不 has the byte of a mark in it
DELETED, KEPT, BOLD = b"\x00\x08\x01", b"\x00\x08\x00", b"\x35\x08\x01"
LONGER = b"\x15\xca\x02ab"  # a property with its length before it


def changed(text: bytes, properties: bytes, page: int = 2) -> tuple[bytes, bytes]:
    """Return the streams of a .doc whose only text has these properties."""
    start, end = 4096, 4096 + len(text)
    runs = pack("<II", start, end) + bytes((200,))
    characters = (runs.ljust(400, b"\0") + bytes((len(properties),)) + properties).ljust(511, b"\0") + b"\x01"
    head = word()[:0xFA] + pack("<II", 8, 12)
    return head.ljust(1024, b"\0") + characters.ljust(3072, b"\0") + text, b"\0" * 8 + pack("<III", start, end, page)


@pytest.mark.parametrize(
    ("text", "properties", "lost"),
    [
        (TEXT + MARK, DELETED, True),
        (TEXT + MARK + TEXT, BOLD + LONGER + DELETED, True),
        (b"abc\r", DELETED, True),
        (TEXT, DELETED, False),
        (TEXT + MARK, KEPT, False),
        (TEXT + MARK, BOLD + LONGER, False),
        (TEXT + MARK, b"\x00", False),
        (TEXT + MARK, b"", False),
    ],
)
def test_a_deleted_mark_is_seen(text: bytes, properties: bytes, lost: bool) -> None:
    assert loses_marks(*changed(text, properties)) is lost


@pytest.mark.parametrize("page", [9, 2**32 - 1])
def test_a_page_that_is_not_there_says_nothing(page: int) -> None:
    document, table = changed(TEXT + MARK, DELETED, page)
    assert not loses_marks(document, table)
    assert not loses_marks(document, table[:10])
    assert not loses_marks(document[:100], table)


def test_a_library_is_not_trusted_with_paragraphs_that_join(alone: None, library: list[str]) -> None:
    document, table = changed(TEXT + MARK, DELETED)
    with pytest.raises(ReadError, match="loses tracked changes"):
        office.read(
            compound({"WordDocument": document.ljust(5000, b"\0"), "1Table": table.ljust(5000, b"\0")}), "a.doc"
        )


@posix
def test_what_a_library_loses_libreoffice_keeps(stand_in: Path, library: list[str]) -> None:
    library.append("MAIN_TEXTBOX_TABLE_MALFORMED")
    assert office.read(DOC, "a.doc").text == "全年调解纠纷954件。"
    assert (stand_in / "input").read_bytes() == DOC


@posix
@pytest.mark.parametrize(
    ("data", "suffix"),
    [(DOC, ".doc"), (WORKS, ".wps"), (RTF, ".rtf"), (odt(), ".odt"), (XML_2003, ".xml")],
    ids=["doc", "wps", "rtf", "odt", "xml"],
)
def test_libreoffice_is_given_a_harmless_name_and_no_way_out(data: bytes, suffix: str, stand_in: Path) -> None:
    assert office.read(data, "../$(rm -rf x) 报告").text == "全年调解纠纷954件。"
    *options, source = (stand_in / "arguments").read_text().splitlines()
    assert Path(source).name == f"report{suffix}"
    assert {"--headless", "--norestore", "--nolockcheck", "--convert-to"} <= set(options)
    assert (stand_in / "input").read_bytes() == data
    registry = (stand_in / "registry").read_text()
    for name in ("BlockUntrustedRefererLinks", "DisableMacrosExecution", "ooInetHTTPSProxyPort"):
        assert f'"{name}"' in registry
    environment = (stand_in / "environment").read_text().splitlines()
    assert "https_proxy=http://127.0.0.1:9" in environment
    assert "NO_PROXY=" in environment


@posix
@pytest.mark.parametrize(
    ("then", "why"),
    [
        ("exit 1", "cannot read it"),
        ("echo 'Error: source file could not be loaded' >&2; exit 0", "could not be loaded"),
        ("kill -9 $$", "cannot read it"),
        ('mkdir -p "$out"; printf PK > "$out/report.docx"', "damaged"),
    ],
)
def test_a_failure_of_libreoffice_is_told(then: str, why: str, stand_in: Path) -> None:
    (stand_in / "then").write_text(then)
    with pytest.raises(ReadError, match=why):
        office.read(RTF, "a.rtf")


@posix
def test_libreoffice_that_does_not_end_is_stopped_with_all_that_it_started(stand_in: Path) -> None:
    (stand_in / "then").write_text(f"sleep 300 & echo $! > {stand_in}/child; wait")
    with pytest.raises(ReadError, match=r"after 1 seconds; save it as \.docx"):
        soffice.convert(str(stand_in / "soffice"), RTF, ".rtf", "a.rtf", patience=1)
    child = int((stand_in / "child").read_text())
    assert not is_running(child)


@posix
def test_libreoffice_is_ended_and_its_room_cleared_away_where_its_worker_is_killed(stand_in: Path) -> None:
    (stand_in / "then").write_text(
        f"sleep 300 & echo $! > {stand_in}/child.part; mv {stand_in}/child.part {stand_in}/child; wait"
    )
    convert = "import sys; from lawrep.formats.office import soffice; soffice.convert(sys.argv[1], b'', '.rtf', 'a')"
    command = [sys.executable, "-c", convert, str(stand_in / "soffice")]
    with subprocess.Popen(command, start_new_session=True) as worker:
        assert comes_true((stand_in / "child").exists)
        os.killpg(worker.pid, signal.SIGKILL)
    room = Path((stand_in / "arguments").read_text().splitlines()[-1]).parent
    assert not is_running(int((stand_in / "child").read_text()))
    assert comes_true(lambda: not room.exists())


def comes_true(holds: Callable[[], bool]) -> bool:
    """Whether something holds within a time that is far too long."""
    for _ in range(1000):
        if holds():
            return True
        time.sleep(0.02)
    return False


def is_running(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        state = Path(f"/proc/{pid}/stat")  # one that has ended may wait for its parent to take note
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.02)
    return True


def test_a_setting_that_names_no_program_is_told(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(soffice.SETTING, "/nowhere/soffice")
    with pytest.raises(ReadError, match="/nowhere/soffice: no such program; let LAWREP_SOFFICE name"):
        office.read(RTF, "a.rtf")


FIELD = """<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shows}</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r>"""


@pytest.mark.parametrize(
    ("code", "shows", "read"),
    [
        (r"DATE \@ &quot;yyyy年M月d日&quot;", "2031年1月1日", "印发于："),
        ("TIME", "08:00", "印发于："),
        (r"FILENAME \p", "C:/report.doc", "印发于："),
        ("CREATEDATE", "2024年3月27日", "印发于2024年3月27日："),
        ("REF DATE", "三月", "印发于三月："),
    ],
)
def test_the_day_of_conversion_is_not_in_the_text(code: str, shows: str, read: str) -> None:
    body = f"<w:p><w:r><w:t>印发于</w:t></w:r>{FIELD.format(code=code, shows=shows)}<w:r><w:t>：</w:t></w:r></w:p>"
    docx = office.to_docx(flat(body), "a")
    (document,) = office.read(flat(body), "a").text.splitlines()
    assert shows in document
    from lawrep.formats.word import document as reader

    assert reader.read(without_moving_fields(docx, "a"), "a").text == read


FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="、"
 style:num-format="一, 二, 三, ..."/></text:list-style></office:automatic-styles><office:body><office:text>
<text:list text:style-name="L"><text:list-item><text:p>主要举措</text:p></text:list-item>
<text:list-item><text:p>调解纠纷954件<draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="3cm">
<draw:image xlink:href="ADDRESS/picture.png"/></draw:frame></text:p></text:list-item></text:list>
<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row>
<table:table-cell><text:p>罚没</text:p></table:table-cell><table:table-cell><text:p>1753.79</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document>"""
RTF_LINKS = (
    r'{\rtf1\ansi \u21069?{\field{\*\fldinst { INCLUDEPICTURE "ADDRESS/a.png" \\d }}{\fldrslt }}'
    r'{\field{\*\fldinst { INCLUDETEXT "ADDRESS/b.docx" }}{\fldrslt x}}\u21518?\par}'
)


@pytest.mark.skipif(soffice.find_soffice({}) is None, reason="LibreOffice is not installed")
def test_libreoffice_keeps_numbers_and_fetches_nothing(
    requests: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The settings alone must keep it from the network: not every system lets a program have one of its own."""
    monkeypatch.setattr(soffice, "isolation", lambda: ())
    monkeypatch.setitem(sys.modules, "doc2docx", None)
    program = soffice.find_soffice({})
    assert program is not None
    address, asked = requests
    source, profile = tmp_path / "report.fodt", tmp_path / "profile"
    source.write_text(FODT.replace("ADDRESS", address), encoding="utf-8")
    soffice.write_settings(profile)
    arguments = soffice.command(program, profile, source, tmp_path)
    arguments[arguments.index("--convert-to") + 1] = "doc:MS Word 97"
    soffice.run(arguments, tmp_path, "a", soffice.PATIENCE)
    made = (tmp_path / "report.doc").read_bytes()
    assert f"{address}/picture.png".encode("utf-16-le") in made
    assert office.read(made, "a.doc").text == "一、主要举措\n二、调解纠纷954件\n罚没 | 1753.79"
    assert office.read(RTF_LINKS.replace("ADDRESS", address).encode(), "a.rtf").text == "前x后"
    assert asked == []


def test_a_small_stream_that_goes_round_in_a_ring_ends() -> None:
    data = bytearray(compound({"small": b"s" * 600}))
    link = data.index(pack("<III", 1, 2, 3))  # the table of the pieces
    data[link : link + 4] = pack("<I", 0)
    size = data.index("small".encode("utf-16-le")) + 120
    data[size : size + 4] = pack("<I", 0xFFFFFFFE)
    data[56:60] = pack("<I", 0xFFFFFFFF)  # by which that is small
    assert len(ole.Compound(bytes(data)).read("small")) <= len(data)
