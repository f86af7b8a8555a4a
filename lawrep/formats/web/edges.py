"""Cut the lines of the page off both edges of an article, and read what they state."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lawrep.formats.web.article import Found
from lawrep.formats.web.lines import BLANK, LINE, MOSTLY, is_known_label, is_label, is_of_page, is_running
from lawrep.formats.web.render import Block

HEAD = 15  # blocks at the beginning of the article among which lines of the page stand
UNKNOWN = 3  # lines of neither kind that may stand among those of the page, at the end
MOST_LINES = 200
CRUMBS = re.compile(r"[>»›]|位置")
EMPTY_VALUES = ("", "无", "-", "--", "—", "/")


def trim(found: Found, blocks: Sequence[Block]) -> Found:
    """Leave out the lines of the page at both edges of the article; of those between others, none."""
    kept = list(found.kept())
    without = set(found.without)
    labelled = False  # whether a label stands right before, on a line of its own
    for at in kept[:HEAD]:
        label = is_known_label(blocks[at].text)
        if label or labelled or is_of_page(blocks[at]):
            without.add(at)
        elif is_running(blocks[at]):
            break
        labelled = label and blocks[at].cells is None
    unknown = 0
    for at in reversed(kept):
        if is_of_page(blocks[at]):
            without.add(at)
            continue
        unknown += 1
        if unknown > UNKNOWN or is_running(blocks[at]):
            break
    return found._replace(without=frozenset(without))


def beside(blocks: Iterable[Block]) -> str:
    """Return what stands beside the report, a line each, with each label and its value on one line.

    Lists of links are left out, and long lines: they are of other articles. A label without a value is none.
    """
    cells = [cell for block in blocks for cell in shown_cells(block)]
    lines = list(paired(cells))
    return "\n".join(lines[:MOST_LINES])


def shown_cells(block: Block) -> Iterator[str]:
    if block.cells is not None:
        yield from (BLANK.sub(" ", cell) for cell in block.cells)
    elif len(block.text) <= LINE and (block.linked <= len(block.text) * MOSTLY or CRUMBS.search(block.text)):
        yield BLANK.sub(" ", block.text)


def paired(cells: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(cells):
        cell = cells[at].strip()
        at += 1
        if not is_label(cell):
            if cell:
                yield cell
            continue
        if at < len(cells) and not is_label(cells[at]):
            value = cells[at].strip()
            at += 1
            if value not in EMPTY_VALUES:
                yield f"{BLANK.sub('', cell).strip('[]【】').rstrip(':：')}：{value}"
