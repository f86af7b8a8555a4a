"""Each sample in every format that reports are published in says what its plain text says.

The writers, in `tests.publish`, are independent of the readers: python-docx with automatic numbering, LibreOffice,
Chromium, easyofd, an OFD writer and web pages of their own. What they print is compared line by line and, by the
document that is made of it, in headings, quantities, codes and metadata; then each place must be where the text stands.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from lawrep.pipeline import describe
from lawrep.reader import decode, read
from lawrep.source import Place, Text
from tests.publish import ofd, packing, sites, tools, web
from tests.publish.press import EDITIONS, INDEX, INSTALLED, PUBLISHED, SAMPLE, Edition, Press, facts_of, publish
from tests.publish.sample import SAMPLES, Line

pytestmark = pytest.mark.xdist_group("press")  # which is made once

# Where an edition rightly differs from the plain text, and why.
UNDATED = "nanyuan-bureau-2023"  # its day stands on the page around it only: a file of the report alone has none
SPACED = "linhai-development-zone-2021"  # the spaces around its numbers are gaps in a PDF or OFD, which are no text
NO_DATE_BESIDE = ("font", "of Word")  # shapes of web pages that do not print the day that a report is of
PAGED = ("pdf", "ofd")
GAP = re.compile(r"(?<=[^\x00-\xff]) +| +(?=[^\x00-\xff])|(?<=\d) +(?=[%‰])")  # beside a wide sign, or before %


class Shelf:
    """What the readers read of the editions that a press makes."""

    def __init__(self, press: Press, editions: Collection[Edition]) -> None:
        self.press = press
        self.texts: dict[Edition, Text] = {}
        self.readers = ThreadPoolExecutor(2)
        ahead = [edition for edition in editions if edition.format == "doc"]  # LibreOffice reads it, a second each
        self.ahead = {edition: self.readers.submit(self.read, edition) for edition in ahead}

    def read(self, edition: Edition) -> Text:
        return decode(self.press.print(edition), f"{edition.sample}.{edition.format}")

    def text(self, edition: Edition) -> Text:
        if edition not in self.texts:
            ahead = self.ahead.get(edition)
            self.texts[edition] = ahead.result() if ahead else self.read(edition)
        return self.texts[edition]


@pytest.fixture(scope="module")
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    asked = {item.callspec.params.get("edition") for item in request.session.items if hasattr(item, "callspec")}
    editions = [edition for edition in EDITIONS if edition in asked and INSTALLED[edition.tool]]
    press = Press(tmp_path_factory.mktemp("press"), editions)
    shelf = Shelf(press, editions)
    yield shelf
    shelf.readers.shutdown(cancel_futures=True)
    press.close()


@cache
def document_of(name: str, without_gaps: bool = False) -> dict[str, Any]:
    """Return the document of the plain text of a sample."""
    data = (SAMPLES / f"{name}.txt").read_bytes()
    return describe(decode(GAP.sub("", data.decode()).encode() if without_gaps else data, f"{name}.txt"))


def solid(text: str) -> str:
    """Return a text without its blanks."""
    return "".join(text.split())


SECTION_FIELDS = ("id", "level", "marker", "title", "part")
INDICATOR_FIELDS = (
    "text",
    "value",
    "value_max",
    "unit",
    "kind",
    "bound",
    "change",
    "status",
    "code",
    "section",
    "label",
)


def said(document: dict[str, Any], **instead: Any) -> list[str]:
    """Return what a document says, a line each, whatever the blanks in it; `instead` are other metadata."""
    metadata = {field: document["metadata"][field] for field in ("title", "organ", "year", "date")} | instead
    sections = [[section[field] for field in SECTION_FIELDS] for section in document["sections"]]
    indicators = [[indicator[field] for field in INDICATOR_FIELDS] for indicator in document["indicators"]]
    return [solid(str(row)).replace("\\u3000", "") for row in (*metadata.items(), *sections, *indicators)]


def expected(edition: Edition) -> list[str]:
    """Return what the document of an edition says by that of the plain text, and by the exceptions above."""
    document = document_of(edition.sample, edition.sample == SPACED and edition.format in PAGED)
    has_date = edition.is_of_page or (edition.format == "web" and edition.way not in NO_DATE_BESIDE)
    return said(document, date=None) if edition.sample == UNDATED and not has_date else said(document)


def differences(got: list[str], wanted: list[str]) -> list[str]:
    """Return the lines that differ, marked + and -; few, where lists of hundreds are compared."""
    return [line for line in unified_diff(wanted, got, lineterm="", n=0) if not line.startswith(("---", "+++", "@@"))]


def edition_params() -> list[Any]:
    return [
        pytest.param(
            edition,
            id=str(edition),
            marks=pytest.mark.skipif(not INSTALLED[edition.tool], reason=f"{edition.tool} is not installed"),
        )
        for edition in EDITIONS
    ]


every_edition = pytest.mark.parametrize("edition", edition_params())


@every_edition
def test_an_edition_says_what_the_plain_text_says(edition: Edition, shelf: Shelf) -> None:
    assert differences(said(describe(shelf.text(edition))), expected(edition)) == []


@every_edition
def test_the_text_of_an_edition_is_the_report_line_by_line(edition: Edition, shelf: Shelf) -> None:
    printed = [solid(line) for line in shelf.text(edition).text.splitlines()]
    assert differences(printed, [solid(line.text) for line in edition.lines]) == []


@every_edition
def test_the_places_of_an_edition_are_where_its_text_stands(edition: Edition, shelf: Shelf) -> None:
    text = shelf.text(edition)
    check_order(text)
    original = open_original(edition, shelf.press)
    for place in text.places:
        piece = text.text[place["start"] : place["end"]]
        assert original.holds(place, piece), (place, piece)


def check_order(text: Text) -> None:
    """The places are in reading order, apart, within the text; what is in none of them is blank or parts lines."""
    at = 0
    for place in text.places:
        assert at <= place["start"] < place["end"] <= len(text.text)
        assert not text.text[at : place["start"]].strip(" |\n")
        at = place["end"]
    assert not text.text[at:].strip(" |\n")


class Pages:
    """The texts of pages, the first being 1, known from the writer or from poppler."""

    def __init__(self, pages: list[str]) -> None:
        self.pages = [solid(page) for page in pages]

    def holds(self, place: Place, piece: str) -> bool:
        page = self.pages[place["page"] - 1]
        return all(solid(cell) in page for line in piece.splitlines() for cell in line.split("|"))


class Paragraphs:
    """The paragraphs of a document, those in tables included, the first being 1."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.paragraphs = [solid(text) for line in lines for text in line.cells or (line.text,)]

    def holds(self, place: Place, piece: str) -> bool:
        return self.paragraphs[place["paragraph"] - 1] == solid(piece).rstrip("|")


class Tree:
    """The elements of a web page, by their XPath in a browser, which puts rows in a body."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self.root = html.document_fromstring(data.decode(encoding)).getroottree()
        for table in self.root.iter("table"):
            if rows := table.findall("tr"):
                body = html.Element("tbody")
                rows[0].addprevious(body)
                body.extend(rows)

    def holds(self, place: Place, piece: str) -> bool:
        elements = self.root.xpath(place["path"])
        assert isinstance(elements, list)
        assert len(elements) == 1
        [element] = elements
        assert isinstance(element, html.HtmlElement)
        content = solid(element.text_content())
        parts = [solid(cell) for line in piece.splitlines() for cell in line.split("|")]
        return element.tag not in ("html", "body") and all(part in content for part in parts)


def open_original(edition: Edition, press: Press) -> Pages | Paragraphs | Tree:
    if edition.format == "web":
        return Tree(publish(edition), web.SHAPES[edition.way].encoding)
    if edition.format not in PAGED:
        return Paragraphs(edition.lines)
    if edition.format == "ofd" and not edition.tool:
        return Pages(ofd.page_texts(SAMPLE[edition.sample].report, ofd.WAYS[edition.way]))
    if tools.PDFTOTEXT is None:
        pytest.skip("pdftotext is not installed")
    is_converted = edition.way == "easyofd"
    source = Edition(edition.sample, "pdf", "LibreOffice", "soffice") if is_converted else edition
    return Pages(tools.pages_of(press.path(source)))


PORTALS = [name for name, shape in web.SHAPES.items() if shape.page is sites.portal]


@pytest.mark.parametrize("shape", PORTALS)
@pytest.mark.parametrize("name", ["wanqing-county-2025", "heping-town-2024"])
def test_what_a_page_prints_beside_the_report_is_its_metadata(name: str, shape: str) -> None:
    page = web.publish(SAMPLE[name], web.SHAPES[shape], facts_of(name))
    metadata = describe(decode(page, "page.html"))["metadata"]
    assert (metadata["published"], metadata["index_number"]) == (PUBLISHED, INDEX)


WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The name of a file, the edition that its bytes are, and what they are told to be.
DISGUISES = [
    ("web page.doc", Edition("wanqing-county-2025", "web", "of Word"), "text/html"),
    ("page.docx", Edition("heping-town-2024", "web", "trs"), "text/html"),
    ("page.txt", Edition("baihe-city-2024", "web", "gbk as utf-8"), "text/html"),
    ("new.doc", Edition("wanqing-county-2025", "word", "sections"), WORD_TYPE),
    ("new.wps", Edition("yunling-county-2023", "word", "styled"), WORD_TYPE),
    ("report", Edition("chenxi-county-2019", "word", "continued"), WORD_TYPE),
    ("report.pdf", Edition("heping-town-2024", "ofd", "lines"), "application/ofd"),
    ("report.zip", Edition("wanqing-county-2025", "ofd", "runs"), "application/ofd"),
]


@pytest.mark.parametrize(("name", "edition", "media_type"), DISGUISES, ids=[row[0] for row in DISGUISES])
def test_a_file_is_told_by_its_content(name: str, edition: Edition, media_type: str) -> None:
    text = decode(publish(edition), name)
    assert text.source.media_type == media_type
    assert said(describe(text)) == expected(edition)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["report.txt", "report.html", "report.doc"])
def test_plain_text_is_told_whatever_its_encoding_and_name(name: str, encoding: str) -> None:
    for sample in SAMPLE:
        raw = (SAMPLES / f"{sample}.txt").read_text(encoding="utf-8")
        text = decode(raw.encode(encoding), name)
        assert text.source.media_type == "text/plain"
        assert said(describe(text)) == said(document_of(sample))


PACKED = {
    "2025年/晚晴县年报.docx": Edition("wanqing-county-2025", "word", "numbered"),
    "2025年/白河市年报.html": Edition("baihe-city-2024", "web", "jcms"),
    "禾坪镇.ofd": Edition("heping-town-2024", "ofd", "characters"),
}


@pytest.mark.parametrize("pack", [packing.pack, packing.pack_gbk])
def test_each_report_of_a_zip_is_read(pack: Callable[[Mapping[str, bytes]], bytes], tmp_path: Path) -> None:
    archive = tmp_path / "reports.zip"
    archive.write_bytes(pack({name: publish(edition) for name, edition in PACKED.items()}))
    for name, edition in PACKED.items():
        assert said(describe(read(archive / name))) == expected(edition)


def test_the_only_report_of_a_zip_needs_no_name() -> None:
    edition = PACKED["禾坪镇.ofd"]
    assert said(describe(decode(packing.pack({"禾坪镇.ofd": publish(edition)}), "a.zip"))) == expected(edition)
