"""Cut the lines of the page off both edges of an article, and read what they state."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lawrep.dates import ARABIC_DATE, DATE, iso
from lawrep.formats.web.article import Found
from lawrep.formats.web.dom import BLANK
from lawrep.formats.web.lines import (
    LINE,
    MOSTLY,
    is_crumbs,
    is_known_label,
    is_label,
    is_of_page,
    is_running,
    is_stamp,
)
from lawrep.formats.web.render import Block
from lawrep.normalise import normalise
from lawrep.source import MIDDLE
from lawrep.tables import load, words

if TYPE_CHECKING:
    from lxml.etree import _Element

HEAD = 15  # lines of neither kind at the beginning of the article among which lines of the page stand
UNKNOWN = 3  # and at the end
MOST_LINES = 200
NAME_LEAST = 3  # characters of the name of a site
LIST, LIST_NAME = 3, 8  # links that make a list, and characters of its name
SIGNED = 4  # lines of a signature, the date being the last
NEAR = 10  # lines before the report among which the day of the page stands
SHORT = 100  # characters of a line that holds it
HAN = re.compile("[\u4e00-\u9fff]{2,30}")
DATED = re.compile(DATE)
UNLABELLED = re.compile(rf"(?<![^\s\[【(（|]){ARABIC_DATE}(?![0-9])")


def trim(found: Found, blocks: Sequence[Block]) -> Found:
    """Leave out the lines of the page at both edges of the article; of those between others, none."""
    kept = list(found.kept())
    without = set(found.without)
    labelled = False  # whether a label stands right before, on a line of its own
    others = 0
    for at in kept:
        label = is_known_label(blocks[at].text)
        if label or labelled or is_head(blocks, at):
            without.add(at)
        else:
            others += 1
            if others > HEAD or is_running(blocks[at]):
                break
        labelled = label and blocks[at].cells is None
    unknown = 0
    for at in reversed(kept):
        if is_of_page(blocks[at]) or heads_links(blocks, at):
            without.add(at)
            continue
        unknown += 1
        if unknown > UNKNOWN or is_running(blocks[at]):
            break
    return found._replace(without=frozenset(without))


def is_head(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line above the report is of the page: its links, its day, its name."""
    text = blocks[at].text
    return is_of_page(blocks[at]) or is_stamp(text) or heads_links(blocks, at) or is_site(text)


def is_site(text: str) -> bool:
    """Whether a line is the name of a site: 白杨市人民政府门户网站."""
    return len(text) >= NAME_LEAST and HAN.fullmatch(text) is not None and text.endswith(words("web", "site", "names"))


def heads_links(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line is the name of the list of links below it: 栏目导航."""
    text, below = blocks[at].text, blocks[at + 1 : at + 1 + LIST]
    if len(text) > LIST_NAME or not HAN.fullmatch(text) or is_body(text):
        return False
    return len(below) == LIST and all(block.linked > len(block.text) * MOSTLY for block in below)


def with_ends(found: Found, blocks: Sequence[Block]) -> Found:
    """Take in whom a report is written to, and who signed it and when, where they stand in elements of their own."""
    start, end = found.start, found.end
    kept = list(found.kept())
    if start and kept and kept[0] == start and is_addressed(blocks[start - 1].text):
        start -= 1
    if kept and not is_dated(blocks[kept[-1]].text):
        end += signed(block.text for block in blocks[end : end + SIGNED])
    return found._replace(start=start, end=end)


def is_dated(text: str) -> bool:
    """Whether a line is the date of a letter: 二〇二四年三月五日, and no 2024-03-05."""
    text = BLANK.sub("", normalise(text))
    return "年" in text and DATED.fullmatch(text) is not None


def is_addressed(text: str) -> bool:
    """Whether a line says whom a letter is to, as 省人民政府： does."""
    return text.endswith((":", "：")) and is_body(text[:-1]) and not is_label(text[:-1])


def is_body(text: str) -> bool:
    return HAN.fullmatch(text) is not None and text.endswith(words("metadata", "organ", "ends"))


def signed(lines: Iterable[str]) -> int:
    """Return how many of the lines are the names of bodies and, the last, a date; 0 where they are no signature."""
    for number, line in enumerate(lines, 1):
        if is_dated(line):
            return number
        if not is_body(BLANK.sub("", line)):
            break
    return 0


def first_running(blocks: Sequence[Block], kept: Sequence[int]) -> int:
    """Return where the text of the report begins, below its title and what the page says of it there."""
    return next((at for at in kept if is_running(blocks[at])), kept[0])


def printed_day(blocks: Sequence[Block], found: Found, title: "_Element | None") -> str | None:
    """Return the day that stands without a label between the title, or what is near, and the report."""
    kept = list(found.kept())
    first = first_running(blocks, kept)
    near = range(max(kept[0] - NEAR, 0), first)
    start = next((at for at in near if blocks[at].element is title), near.start)
    inside = set(kept)
    days = (unlabelled_day(blocks, at) for at in range(start, first) if at not in inside)
    return next((day for day in days if day), None)


def unlabelled_day(blocks: Sequence[Block], at: int) -> str | None:
    """Return the day in a short line in which, and before which, no label says what day it is."""
    text = blocks[at].text
    day = UNLABELLED.search(text) if len(text) <= SHORT and not blocks[at].linked and not blocks[at].cells else None
    if day is None or (at and is_label(blocks[at - 1].text)) or is_known_label(text[: day.start()].strip()):
        return None
    return iso(day[0])


def beside(blocks: Sequence[Block], found: Found, title: "_Element | None") -> str:
    """Return what stands before the report and, below an empty line, what stands after it, a line each.

    Each label stands with its value on one line; a label without a value is none. The day on which the page was made
    has one in any case. Lists of links are left out, and long lines: they are of other articles.
    """
    kept = set(found.kept())
    first = first_running(blocks, sorted(kept))
    around = [at for at, block in enumerate(blocks) if at not in kept and block.element is not title]
    before = shown_lines(blocks[at] for at in around if at < first)
    after = shown_lines(blocks[at] for at in around if at > first)
    if day := printed_day(blocks, found, title):
        before.append(f"{load('web')['labels']['day']}：{day}")
    parts = "\n".join(before[-MOST_LINES:]), "\n".join(after[:MOST_LINES])
    return MIDDLE.join(parts) if parts[1] else parts[0]


def shown_lines(blocks: Iterable[Block]) -> list[str]:
    return list(paired([cell for block in blocks for cell in shown_cells(block)]))


def shown_cells(block: Block) -> Iterator[str]:
    if block.cells is not None:
        yield from (BLANK.sub(" ", cell) for cell in block.cells)
    elif len(block.text) <= LINE and (block.linked <= len(block.text) * MOSTLY or is_crumbs(block.text)):
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
            if value and value not in load("web")["labels"]["empty"]:
                yield f"{BLANK.sub('', cell).strip('[]【】').rstrip(':：')}：{value}"
