"""Read a report from a web page: HTML as it is, a saved HTTP response, or an MHTML file."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lawrep.errors import ReadError
from lawrep.formats.extras import needing
from lawrep.formats.reading import Reading, Transcript
from lawrep.formats.web.article import (
    Found,
    Weights,
    by_text,
    find_around,
    in_container,
    names,
    outside,
    without_widgets,
)
from lawrep.formats.web.charset import decode_page
from lawrep.formats.web.declared import declare, find_title, read_metas
from lawrep.formats.web.dom import EXTRA, Paths, parse_page
from lawrep.formats.web.edges import beside, trim
from lawrep.formats.web.lines import is_of_page
from lawrep.formats.web.render import Block, Renderer, Span, plain_lists
from lawrep.formats.web.saved import unwrap
from lawrep.source import Place
from lawrep.tables import load

if TYPE_CHECKING:
    from lxml.etree import _Element

LEAST = 4  # characters of a report
FEW = 0.05  # of the characters of a page that is nothing but the report are links
FEW_LINKS = 5  # a page with more, and without one clause, is a menu
MOST_EXTRACTED, MOST_TAGS_EXTRACTED = 1 << 20, 20_000  # of a page that a main-text extractor is asked about
SPANNED = re.compile(r"\b(?:col|row)span\b", re.IGNORECASE)


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
    renderer = Renderer(names(), plain_lists=plain_lists(root))
    renderer.render(root)
    blocks, spans = renderer.blocks, renderer.spans
    found = find_report(text, blocks, spans, shown)
    return put_together(root, blocks, found, saved.url, encoding)


def find_report(text: str, blocks: Sequence[Block], spans: Sequence[Span], shown: str) -> Found:
    """Return the blocks that hold the report."""
    weights = Weights(blocks)
    refuse_empty(blocks, weights, shown)
    found = in_container(blocks, spans, weights)
    if found is None:
        around = find_around(blocks, spans, weights)
        found = outside(around, blocks, spans)
        if found.end - found.start == len(blocks) and weights.clauses and is_worth_asking(text, blocks):
            found = by_text(blocks, spans, weights, main_text(text, shown)) or found
        found = found._replace(without=around)
    found = trim(without_widgets(found, blocks, spans, weights), blocks)
    if sum(len(blocks[at].text) for at in found.kept()) < LEAST:
        raise no_text(shown)
    return found


def refuse_empty(blocks: Sequence[Block], weights: Weights, shown: str) -> None:
    """Raise ReadError where a page has no text but that of its menus, or that of a page still to be filled in."""
    if weights.clauses and not (len(blocks) <= FEW_LINKS and is_shell(blocks)):
        return
    linked = sum(block.linked > len(block.text) / 2 for block in blocks)
    own = sum(len(block.text) - block.linked for block in blocks if not is_of_page(block))
    if own < LEAST or linked > max(FEW_LINKS, len(blocks) / 2) or is_shell(blocks):
        raise no_text(shown)


def is_shell(blocks: Sequence[Block]) -> bool:
    text = "".join(block.text for block in blocks[:10]).lower()
    return len(text) < 200 and any(word in text for word in load("web")["shell"]["words"])


def no_text(shown: str) -> ReadError:
    return ReadError(
        f"{shown}: the page holds no text of a report: scripts fill it in, or the report is a file that it links to;"
        " open it in a browser and save it from there, or fetch that file"
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


def put_together(root: "_Element", blocks: Sequence[Block], found: Found, url: str | None, encoding: str) -> Reading:
    transcript, paths = Transcript(), Paths()
    metas = read_metas(root)
    fields = declare(root, metas, url)
    title = find_title(blocks, found, fields, metas)
    if title is not None:
        transcript.add((title[0], {"path": paths.of(title[1])}))
    kept = set(found.kept())
    for at in found.kept():
        block = blocks[at]
        place: Place = {"path": paths.of(block.element)}
        if block.cells is None:
            transcript.add((block.text, place))
        else:
            transcript.add_row([(cell, place)] for cell in block.cells)
    around = (
        block for at, block in enumerate(blocks) if at not in kept and (title is None or block.element is not title[1])
    )
    return transcript.reading(encoding=encoding, beside=beside(around), declared=fields)
