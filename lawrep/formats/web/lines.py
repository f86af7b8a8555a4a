"""Tell the lines of a page from those of a report, one by one: running text, heading, label and value, widget, link."""

import re
from collections.abc import Iterable
from functools import cache

from lawrep.dates import ARABIC_DATE
from lawrep.formats.web.dom import BLANK
from lawrep.formats.web.render import Block
from lawrep.tables import load, words

LINE = 300  # characters that a line of the page has at most
LEAST = 10  # characters of a line that is running text
RUNNING = 40  # and of one that is so beyond doubt
MOSTLY = 0.6  # of the characters of a line are links: it is a list of pages, or of files
LABEL = 20  # characters of a label, the blanks in it included
SET_OFF = " -•·*|[【(（▪■◆●□▶#"
ARROW = re.compile("[>»›]")
NO_WORD = re.compile(r"\W+")
SENTENCE = re.compile("[，。；！？]")
STAMP = re.compile(
    rf"[\s\[【(（]*{ARABIC_DATE}[\s\])）】]*(?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?[\s\])）】]*"
)  # 2024-03-05, [2024/3/5 10:21], 2024年3月5日 10:21
HEADING = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[、)）.．]|[0-9]{1,2}[、.．])")


def any_of(choices: Iterable[str]) -> str:
    """Return a pattern of words that allows for the blanks printed between their characters: 索 引 号."""
    return "|".join(r"[ \u3000]*".join(map(re.escape, word)) for word in sorted(choices, key=len, reverse=True))


@cache
def labels() -> frozenset[str]:
    """Return the labels that stand before a date, a number or a name on the page of a report."""
    return frozenset(label for group in load("metadata")["labels"].values() for label in group)


@cache
def line_of_page() -> re.Pattern[str]:
    """Return the pattern of how a line of the page begins."""
    chrome = load("metadata")["chrome"]
    blank = r"[ \u3000\]】)）]*"
    return re.compile(
        rf"(?:{any_of(labels())}){blank}[:：]"
        rf"|(?:{any_of(chrome['labels'])}){blank}(?:[:：|]|\Z)"
        rf"|(?:{any_of(chrome['links'])}){blank}[:：]?\Z"
        rf"|(?:{'|'.join(map(re.escape, words('metadata', 'chrome', 'opening')))})"
    )


@cache
def anywhere() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("metadata", "chrome", "anywhere"))))


@cache
def widget_lines() -> frozenset[str]:
    return frozenset(load("web")["chrome"]["lines"])


def is_of_page(block: Block) -> bool:
    """Whether a line is certainly of the page: a label and its value, a widget, a link, a list of files."""
    text = block.text
    if len(text) > LINE or HEADING.match(text):
        return False
    if block.linked > size_of(block) * MOSTLY:
        return True
    if block.cells and is_known_label(block.cells[0]):
        return True
    if "。" in text:
        return anywhere().search(text, 0, text.index("。")) is not None
    line = text.lstrip(SET_OFF)
    bare = NO_WORD.sub("", text)
    return (
        not bare
        or bare in widget_lines()
        or line_of_page().match(line) is not None
        or anywhere().search(line) is not None
    )


def is_crumbs(text: str) -> bool:
    """Whether a line is the way to the page: 首页 > 政务公开."""
    return ARROW.search(text) is not None or any(word in text for word in words("web", "site", "way"))


def is_stamp(text: str) -> bool:
    """Whether a line above the report is the date on which the page was made: a report is dated in words."""
    stamp = STAMP.fullmatch(text)
    return stamp is not None and ("年" not in text or stamp["clock"] is not None)


def is_running(block: Block) -> bool:
    return HEADING.match(block.text) is not None or (weight(block) > 0 and len(block.text) > RUNNING)


def is_label(text: str) -> bool:
    """Whether a line or a cell beside the report is a label and nothing more: 索 引 号, 关键字：."""
    return len(text) <= LABEL and (text.endswith((":", "：")) or is_known_label(text))


def is_known_label(text: str) -> bool:
    """Whether a line or a cell is a label that only the page of a report has: 索 引 号."""
    return len(text) <= LABEL and BLANK.sub("", text).strip("[]【】").rstrip(":：") in labels()


def size_of(block: Block) -> int:
    """Return the characters of a line, without what parts its cells."""
    return len(block.text) if block.cells is None else sum(map(len, block.cells))


def weight(block: Block) -> int:
    """Return how much running text a line holds: its characters outside links, if it holds a clause."""
    size = size_of(block) - block.linked
    if size < LEAST or size < block.linked or not SENTENCE.search(block.text) or is_of_page(block):
        return 0
    return size
