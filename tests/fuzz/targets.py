"""The targets: each takes any bytes, and raises only where lawrep breaks the promise that stands beside it."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from lawrep.documents import checked, is_json, split_documents
from lawrep.errors import LawrepError
from lawrep.formats import ole, plain
from lawrep.formats.archive import Archive
from lawrep.formats.kinds import recognise
from lawrep.formats.office import convert, soffice
from lawrep.formats.paged import ofd, pdf
from lawrep.formats.web import page as web
from lawrep.formats.word import document as word
from lawrep.page.report.page import report_page
from lawrep.panel.rows import digest
from lawrep.reader import decode
from lawrep.source import Text
from tests.fuzz import corpus, grown
from tests.fuzz.promises import MOST_REASON, NAME, Shown, hold_document, hold_views, reads, refuse_or

LONG = 30_000  # characters to which a piece is repeated, so that the square of its length is seen
PIECE = 200
WORD_PARTS = ("document", "styles", "numbering", "footnotes", "settings")
PARTS_OF_OFD = ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_1/Content.xml")


class Target(NamedTuple):
    """What is fuzzed, what must hold of it, and what the fuzzer begins with."""

    check: Callable[[bytes], None]
    promise: str
    seeds: Callable[[], list[bytes]]
    is_text: bool = False  # so that it is changed by characters, and not by bytes
    seconds: float = 2.0  # of a processor that any input may take, all that it does being counted


@contextmanager
def in_process() -> Iterator[None]:
    """Read PDF and OFD in this process, where a fuzzer sees them, and start no LibreOffice."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(pdf, "run_isolated", lambda _, data, shown: pdf.read_here(data, shown)))
        stack.enter_context(patch.object(ofd, "run_isolated", lambda _, data, shown: ofd.read_here(data, shown)))
        stack.enter_context(patch.object(soffice, "find_soffice", lambda: None))
        yield


def check_plain(data: bytes) -> None:
    reads(plain.read, data)


def check_html(data: bytes) -> None:
    reads(web.read, data)


def check_docx(data: bytes) -> None:
    reads(word.read, packed(data, [f"word/{name}.xml" for name in WORD_PARTS]))


def check_ofd(data: bytes) -> None:
    reads(ofd.read_here, packed(data, PARTS_OF_OFD))


def packed(data: bytes, names: Sequence[str]) -> bytes:
    """Return a zip as it is, and of anything else one whose members are its parts: CRCs keep a fuzzer out of a zip."""
    if data.startswith(b"PK"):
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in zip(names, data.split(corpus.BETWEEN), strict=False):
            archive.writestr(name, part)
    return made.getvalue()


def check_pdf(data: bytes) -> None:
    with in_process():
        reads(pdf.read, data)


def check_package(data: bytes) -> None:
    """Open an archive, read each report in it and each member of it."""
    try:
        archive = Archive(data, NAME)
        members = [*archive.package.members]
    except LawrepError:
        return
    for name in archive.reports:
        assert ".." not in name.split("/")
        assert not name.startswith("/")
        refuse_or(archive.read, name)
    for name in members:
        refuse_or(archive.package.xml, name)


def check_ole(data: bytes) -> None:
    """List the streams of a compound file, read them, and convert it as far as no other program is needed."""
    compound = ole.Compound(data)
    for name in [*compound.names][:50]:
        compound.read(name)
        compound.whole(name)
    with in_process():
        reads(convert.read, ole.MAGIC + data[8:])


def check_office(data: bytes) -> None:
    """Read RTF, OpenDocument and the XML of Word up to where LibreOffice would be started."""
    with in_process():
        reads(convert.read, data)


def check_decode(data: bytes) -> None:
    """Read whatever it is, and describe what was read."""
    with in_process():
        text = reads(decode, data)
    if isinstance(text, Text):
        hold_document(text)


def check_text(data: bytes) -> None:
    hold_document(Text.of(to_text(data), NAME))


def check_repeated(data: bytes) -> None:
    """Describe a piece that stands there again and again, alone and inside a report."""
    piece = to_text(data)[:PIECE]
    if piece:
        hold_document(Text.of(piece * (LONG // len(piece)), NAME))


def to_text(data: bytes) -> str:
    """Return bytes as the text that they are, a lone surrogate standing where they are none."""
    return data.decode("utf-8", "surrogateescape")


def check_views(data: bytes) -> None:
    """Make the rows of the panel of a text, and its page."""
    document = hold_document(Text.of(to_text(data), NAME))
    hold_views(document)


def check_tables(data: bytes) -> None:
    """Make rows and page of a table of the words that are known."""
    hold_views(hold_document(Text.of(grown.table(data), NAME)))


def check_documents(data: bytes) -> None:
    """Read documents back: each is valid, and then serves panel and page, or has its faults named."""
    is_json(data)
    for each in split_documents(data):
        loaded = checked(NAME, each)
        if loaded.fields is None:
            assert loaded.error
            assert len(loaded.error) < 10 * MOST_REASON
        elif loaded.fields.get("text") is not None:
            rows_and_page(loaded.fields)


def rows_and_page(document: dict[str, Any]) -> None:
    """Make rows and page of a valid document, whoever wrote it."""
    digest(NAME, document)
    Shown(report_page(NAME, document))


def check_kind(data: bytes) -> None:
    """Tell by its bytes what a file is."""
    refuse_or(recognise, data, NAME)


TARGETS = {
    "plain": Target(check_plain, "plain text is read unchanged, or refused in a line", corpus.plain),
    "html": Target(check_html, "a web page, response or .mht is read with its places, or refused", corpus.html),
    "docx": Target(check_docx, "the XML of a Word document is read with its places, or refused", corpus.docx),
    "ofd": Target(check_ofd, "the XML of an OFD is read with its places, or refused", corpus.ofd),
    "pdf": Target(check_pdf, "a PDF is read with its pages, or refused", corpus.pdf),
    "package": Target(check_package, "a zip is unpacked within its bounds, no name leads out of it", corpus.package),
    "ole": Target(check_ole, "a compound file is taken apart, and converted or refused", corpus.ole),
    "office": Target(check_office, "RTF, ODT and XML of Word are refused or handed to LibreOffice", corpus.office),
    "kind": Target(check_kind, "what a file is, is told by its bytes, in linear time", corpus.every),
    "decode": Target(check_decode, "any file is a valid document or an error in one line", corpus.every),
    "text": Target(check_text, "any text is a valid document, every span holds its text", corpus.texts, is_text=True),
    "repeated": Target(
        check_repeated, "any piece, repeated, takes linear time", corpus.pieces, is_text=True, seconds=8
    ),
    "views": Target(check_views, "rows quote the text; a page shows it all, escaped", corpus.texts, is_text=True),
    "tables": Target(check_tables, "any table is a valid document; rows quote it", grown.tables),
    "documents": Target(check_documents, "JSON is a valid document that serves, or its faults", corpus.documents),
}
