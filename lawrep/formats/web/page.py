"""Read a report from a web page: HTML as it is, a saved HTTP response, or an MHTML file."""

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from lawrep.errors import ReadError
from lawrep.formats.extras import needing
from lawrep.formats.reading import Reading, Transcript
from lawrep.formats.web.article import (
    Found,
    Weights,
    above_title,
    by_text,
    find_around,
    find_others,
    find_repeated,
    in_container,
    names,
    outside,
    without_widgets,
)
from lawrep.formats.web.charset import decode_page
from lawrep.formats.web.declared import Metas, declare, find_title, read_metas
from lawrep.formats.web.dom import EXTRA, Paths, parse_page
from lawrep.formats.web.edges import beside, trim, with_ends
from lawrep.formats.web.files import is_pointer, linked_files, named
from lawrep.formats.web.frames import put_in_frames
from lawrep.formats.web.lines import HEADING, is_of_page
from lawrep.formats.web.paging import goes_on
from lawrep.formats.web.render import MOST_LINES, Block, Renderer, Span, plain_lists
from lawrep.formats.web.saved import Part, unwrap
from lawrep.source import Place
from lawrep.tables import load

if TYPE_CHECKING:
    from lxml.etree import _Element

LEAST = 4  # characters of a report
FEW = 0.05  # of the characters of a page that is nothing but the report are links
FEW_LINKS = 5  # a page with more, and without one clause, is a menu
MOST_EXTRACTED, MOST_TAGS_EXTRACTED = 1 << 20, 20_000  # of a page that a main-text extractor is asked about
SPANNED = re.compile(r"\b(?:col|row)span\b", re.IGNORECASE)


class Page(NamedTuple):
    """A page as it was parsed, and what it states of itself."""

    text: str
    root: "_Element"
    metas: Metas
    fields: dict[str, str]


def read(data: bytes, shown: str) -> Reading:
    """Read the report of a web page; `shown` names the file in errors.

    Raises ReadError where it is damaged, cannot be decoded, is larger than a page is, or holds no text.
    """
    if not data.strip():
        raise ReadError(f"{shown}: the file is empty")
    saved = unwrap(data, shown)
    text, encoding = decode_page(saved.data, saved.charset, shown)
    root = parse_page(text, shown)
    if root is None:
        raise no_text(shown)
    put_in_frames(root, decoded(saved.parts, shown), saved.url, shown)
    metas = read_metas(root)
    page = Page(text, root, metas, declare(root, metas))
    blocks, found = find_report(page, shown)
    return put_together(page, blocks, found, encoding)


def decoded(parts: Mapping[str, Part], shown: str) -> dict[str, str]:
    """Return the pages saved with a page, by address; what cannot be decoded is left out."""
    pages = {}
    for address, (data, charset) in parts.items():
        with suppress(ReadError):
            pages[address] = decode_page(data, charset, shown)[0]
    return pages


def find_report(page: Page, shown: str) -> tuple[list[Block], Found]:
    """Return the blocks of a page, and which of them hold the report.

    What the page has switched off is read where nothing else holds a report, and where it goes on with what is shown.
    """
    renderer = rendered(page.root, shown)
    try:
        found = find_article(page, renderer, shown)
    except ReadError:
        renderer = rendered(page.root, shown, renderer.hidden)
        if not any(HEADING.match(block.text) for block in renderer.blocks):
            raise
        return renderer.blocks, find_article(page, renderer, shown)
    if going_on := [element for element in renderer.hidden if goes_on(element)]:
        renderer = rendered(page.root, shown, going_on)
        found = find_article(page, renderer, shown)
    return renderer.blocks, found


def rendered(root: "_Element", shown: str, switched_on: "Collection[_Element]" = ()) -> Renderer:
    renderer = Renderer(names(), plain_lists=plain_lists(root), shown=frozenset(switched_on))
    renderer.render(root)
    if len(renderer.blocks) > MOST_LINES:
        raise ReadError(f"{shown}: more than {MOST_LINES:,} lines; no report has so many")
    return renderer


def find_article(page: Page, renderer: Renderer, shown: str) -> Found:
    """Return the blocks that hold the report."""
    blocks, spans = renderer.blocks, renderer.spans
    others = find_others(blocks, spans)
    weights = Weights(blocks, others)
    files = linked_files(page.root)
    refuse_empty(blocks, weights, files, shown)
    found = in_container(blocks, spans, weights) or unnamed(page, blocks, spans, weights, shown)
    found = found._replace(without=found.without | others)
    found = with_ends(trim(without_widgets(found, blocks, spans, weights), blocks), blocks)
    lines = [blocks[at] for at in found.kept()]
    elsewhere = files or (not weights.clauses and next(page.root.iter("img"), None) is not None)
    if sum(len(line.text) for line in lines) < LEAST or (elsewhere and is_pointer(lines)):
        raise no_text(shown, files)
    return found


def unnamed(page: Page, blocks: Sequence[Block], spans: Sequence[Span], weights: Weights, shown: str) -> Found:
    """Return the report of a page that names no part of it as the article."""
    around = find_around(blocks, spans, weights) | above_title(blocks, page.fields.get("title", "")) | weights.ignored
    around |= find_repeated(blocks, spans, Weights(blocks, around))
    found = outside(around, blocks, spans)
    if found.end - found.start == len(blocks) and weights.clauses and is_worth_asking(page.text, blocks):
        found = by_text(blocks, spans, weights, main_text(page.text, shown)) or found
    return found._replace(without=around)


def refuse_empty(blocks: Sequence[Block], weights: Weights, files: Sequence[str], shown: str) -> None:
    """Raise ReadError where a page has no text but that of its menus, or that of a page still to be filled in."""
    if weights.clauses and not (len(blocks) <= FEW_LINKS and is_shell(blocks)):
        return
    linked = sum(block.linked > len(block.text) / 2 for block in blocks)
    own = sum(len(block.text) - block.linked for block in blocks if not is_of_page(block))
    if own < LEAST or linked > max(FEW_LINKS, len(blocks) / 2) or is_shell(blocks):
        raise no_text(shown, files)


def is_shell(blocks: Sequence[Block]) -> bool:
    text = "".join(block.text for block in blocks[:10]).lower()
    return len(text) < 200 and any(word in text for word in load("web")["shell"]["words"])


def no_text(shown: str, files: Sequence[str] = ()) -> ReadError:
    if files:
        return ReadError(f"{shown}: the page holds no text of a report but links to a file; fetch it: {named(files)}")
    return ReadError(
        f"{shown}: the page holds no text of a report: scripts fill it in, or the report is a file that it links to,"
        " or pictures; open it in a browser and save it from there, or fetch that file"
    )


def is_worth_asking(text: str, blocks: Sequence[Block]) -> bool:
    """Whether there is anything around the report, and the page no larger than an extractor is quick with."""
    linked = sum(block.linked for block in blocks)
    if linked <= sum(len(block.text) for block in blocks) * FEW:
        return False
    return len(text) <= MOST_EXTRACTED and text.count("<") <= MOST_TAGS_EXTRACTED


def main_text(text: str, shown: str) -> str:
    """Return what a main-text extractor takes for the article; it is given text and no address, and fetches nothing."""
    with needing(EXTRA, shown):
        import trafilatura

    # merged cells are filled up there, without a limit
    return trafilatura.extract(SPANNED.sub("data-span", text), include_comments=False, favor_recall=True) or ""


def put_together(page: Page, blocks: Sequence[Block], found: Found, encoding: str) -> Reading:
    transcript, paths = Transcript(), Paths()
    title = find_title(blocks, found, page.fields, page.metas)
    if title is not None:
        transcript.add((title[0], {"path": paths.of(title[1])}))
    for at in found.kept():
        block = blocks[at]
        place: Place = {"path": paths.of(block.element)}
        if block.cells is None:
            transcript.add((block.text, place))
        else:
            transcript.add_row([(cell, place)] for cell in block.cells)
    around = beside(blocks, found, title[1] if title else None)
    return transcript.reading(encoding=encoding, beside=around, declared=page.fields)
