"""Render a web page as a browser does: its blocks in reading order, and which of them each element holds."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lawrep.formats.reading import CELL_END, EDGES, clean
from lawrep.formats.web.counters import Numbering
from lawrep.formats.web.dom import BLOCKS, Look, is_block, is_hidden, is_switched_off, look_of, style_of
from lawrep.formats.web.grid import Row, read_table

if TYPE_CHECKING:
    from lxml.etree import _Element

BLANKS = re.compile("[ \t\r\n\f]+")
WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]")
SPACES = str.maketrans("\u00a0\u2002\u2003\u2009", "    ")  # what a browser copies is a space
SYMBOL_FONT = re.compile(r"font-family:[^;]*(?:wingdings|symbol)")
# [1] 〔2〕 ① * refer to a note
NOTE_MARK = re.compile(r"\s*(?:[\[〔【（(]\s*(?:注\s*)?[0-9①-⑳]{0,3}\s*[\]〕】）)]|[①-⑳]|注\s*[0-9]{0,3}|[*†‡]+)\s*")
NOTES = ("#_ftn", "#_edn")  # addresses of notes, in what Word exports
POWER = re.compile(r"\s*[-+]?[0-9]{1,3}\s*")
POWERS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
RAISABLE = re.compile(r"[A-Za-z0-9)㎡㎥]\s*\Z")  # what has a power: m2, 10-3


PLAIN_LIST = re.compile(r"(?:^|[\s,}])(?:ol|li)\b[^{}]{0,200}\{[^}]{0,500}?list-style(?:-type)?\s*:\s*none")
QUOTES = "“”"  # which a browser prints around q
SHORT_CELL = 16  # characters
LONG_LINK = 400  # characters
MOST_LINES = 200_000  # of a page, with all that is around the report
MOST_STYLES = 200_000  # characters of a style sheet in the page that are looked through


class Block(NamedTuple):
    """A line as the reader sees it, and the element that it stands in; of a table's row also the cells."""

    element: "_Element"
    text: str
    linked: int = 0  # characters of it that are links
    cells: tuple[str, ...] | None = None


class Span(NamedTuple):
    """The blocks `[start, end)` that an element holds, or that stand between two comments."""

    element: "_Element | None"
    start: int
    end: int
    kind: str = ""  # as `Kinds` said


class Kinds(Protocol):
    """Says of which kind an element is, "" being none; a comment of kind X opens what the next of kind /X closes."""

    def of(self, element: "_Element") -> str: ...

    def of_comment(self, text: str) -> str: ...


class Renderer:
    """Walks over an element and collects its blocks.

    `kinds` names the elements, and the comments, that matter to whoever asks; each of those begins a block. `hidden`
    are the elements that the page itself has switched off; those of them in `shown` are read.
    """

    def __init__(
        self, kinds: "Kinds | None" = None, *, plain_lists: bool = False, shown: "Collection[_Element]" = ()
    ) -> None:
        self.kinds = kinds
        self.shown = shown
        self.hidden: list[_Element] = []
        self.plain_lists = plain_lists
        self.blocks: list[Block] = []
        self.spans: list[Span] = []
        self.open: list[tuple[_Element, int, str]] = []  # the blocks that we are in: element, its first block, kind
        self.marked: dict[str, int] = {}  # the comments that are open
        self.parts: list[str] = []
        self.linked = 0
        self.links: list[_Element] = []
        self.preserving: list[_Element] = []
        self.numbers: list[tuple[_Element, Numbering]] = []
        self.mark = ""

    def render(self, root: "_Element") -> None:
        """Walk over `root`: without recursion, since pages nest as deep as they like."""
        from lxml.etree import iterwalk

        passed: _Element | None = None
        walker = iterwalk(root, events=("start", "end", "comment"))
        for event, element in walker:
            if event == "start":
                if element is root or self.enter(element):
                    if element is root:
                        self.open.append((element, 0, ""))
                    self.add(element.text)
                else:
                    passed = element
                    walker.skip_subtree()
                continue
            if event == "comment":
                self.comment(element.text or "")
            elif element is passed:
                passed = None
            else:
                self.leave(element)
            if element is not root:
                self.add(element.tail)
        self.flush()

    def enter(self, element: "_Element") -> bool:
        """Begin an element; return whether what is in it is still to be read."""
        tag, look = element.tag, look_of(element)
        kind = self.kinds.of(element) if self.kinds else ""
        if is_hidden(element, look) and element not in self.shown:
            if is_switched_off(element, look) and element.tag in BLOCKS:
                self.hidden.append(element)
            return False
        if look.invisible and not kind:
            return False
        if tag == "table" and (rows := read_table(element, text_of)) is not None:
            self.add_table(element, rows, kind)
            return False
        if (instead := replaced(element, look, self.parts)) is not None:
            self.add(instead)
            return False
        if tag == "br":
            self.flush()
        elif kind or is_block(tag, look):
            self.flush()
            self.open.append((element, len(self.blocks), kind))
        if tag in ("a", "ol", "ul", "li", "q"):
            self.begin(element, tag)
        if tag == "pre" or look.keeps_lines:
            self.preserving.append(element)
        return True

    def begin(self, element: "_Element", tag: str) -> None:
        """Note what an element means for the text in it: a link, a list, an item."""
        if tag == "q":
            self.add(QUOTES[0])
        elif tag == "a":
            if element.get("href") is not None and not holds_text(element):
                self.links.append(element)
        elif tag != "li":
            self.numbers.append((element, Numbering(element, self.plain_lists)))
        elif self.numbers:
            self.mark = self.numbers[-1][1].item(element)

    def leave(self, element: "_Element") -> None:
        if self.open and self.open[-1][0] is element:
            self.flush()
            _, start, kind = self.open.pop()
            self.close(element, start, kind)
        if self.links and self.links[-1] is element:
            self.links.pop()
        if self.numbers and self.numbers[-1][0] is element:
            self.numbers.pop()
        if element.tag == "li":
            self.mark = ""
        if element.tag == "q":
            self.add(QUOTES[1])
        if self.preserving and self.preserving[-1] is element:
            self.preserving.pop()

    def close(self, element: "_Element", start: int, kind: str) -> None:
        if len(self.blocks) > start:
            self.spans.append(Span(element, start, len(self.blocks), kind))

    def comment(self, text: str) -> None:
        kind = self.kinds.of_comment(text) if self.kinds else ""
        if not kind:
            return
        self.flush()
        if not kind.startswith("/"):
            self.marked[kind] = len(self.blocks)
        elif (start := self.marked.pop(kind[1:], None)) is not None and start < len(self.blocks):
            self.spans.append(Span(None, start, len(self.blocks), kind[1:]))

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self.links:
            self.linked += len(text.strip())
        if not self.preserving:
            self.parts.append(text)
            return
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self.flush()
            self.parts.append(line.replace(" ", "\u00a0"))

    def flush(self) -> None:
        """End the line that is being read."""
        if not self.parts:
            return
        text = line_of(self.parts) if len(self.blocks) <= MOST_LINES else ""
        linked, self.linked = self.linked, 0
        self.parts.clear()
        if not text:
            return
        if self.mark:
            text = self.numbers[-1][1].before(text, self.mark) if self.numbers else text
            self.mark = ""
        self.blocks.append(Block(self.open[-1][0], text, linked))

    def add_table(self, table: "_Element", rows: list[Row], kind: str) -> None:
        self.flush()
        start = len(self.blocks)
        for caption in table.iterchildren("caption"):
            if text := text_of(caption):
                self.blocks.append(Block(caption, text))
        for row, cells in rows:
            filled = [text for text in cells if text]
            if len(filled) == 1 and cells[0] and len(row) == 1:  # a heading over all columns
                self.blocks.append(Block(row, filled[0], linked_in(row)))
            elif filled:
                line = CELL_END.join(cells).replace("\n", " ")
                self.blocks.append(Block(row, line, linked_in(row), tuple(cells)))
        self.close(table, start, kind)


def plain_lists(root: "_Element") -> bool:
    """Whether a style sheet in the page takes the numbers off its lists."""
    return any(PLAIN_LIST.search((style.text or "")[:MOST_STYLES]) for style in root.iter("style"))


def line_of(parts: list[str]) -> str:
    """Put the texts of a line together, blanks collapsed as a browser does."""
    text = "".join(parts)
    if not text or text.isspace():
        return ""
    return clean(BLANKS.sub(one_blank, text)).translate(SPACES).strip(EDGES)


def one_blank(blanks: "re.Match[str]") -> str:
    """Return what is left of a run of blanks: a line end of the source beside a Chinese character is nothing."""
    if blanks[0] == " ":
        return " "
    text, start, end = blanks.string, blanks.start(), blanks.end()
    if ("\n" in blanks[0] or "\r" in blanks[0]) and (
        WIDE.match(text[start - 1 : start]) or WIDE.match(text[end : end + 1])
    ):
        return ""
    return " "


def text_of(element: "_Element") -> str:
    """Return the lines of a cell of a table; a short one, as heads of columns are, is broken only to fit."""
    renderer = Renderer()
    renderer.render(element)
    lines = [block.text for block in renderer.blocks]
    short = sum(map(len, lines)) <= SHORT_CELL and len({block.element for block in renderer.blocks}) == 1
    return ("" if short and all(map(WIDE.match, lines)) else "\n").join(lines)


def holds_text(link: "_Element") -> bool:
    """Whether a link holds more than a link does: somebody forgot to end it."""
    size = 0
    for text in link.itertext():
        size += len(text)
        if size > LONG_LINK:
            return True
    return False


def linked_in(row: "_Element") -> int:
    """Return how many characters of a row are links."""
    return sum(len(text_in(link).strip()) for link in row.iter("a") if link.get("href") is not None)


def text_in(element: "_Element") -> str:
    return "".join(map(str, element.itertext()))


def replaced(element: "_Element", look: Look, before: list[str]) -> str | None:
    """Return what is read instead of what stands in an element; None where that itself is."""
    if element.tag == "sup" or look.raised:
        return raised(text_in(element), before)
    if look.list_mark:
        return list_mark(element)
    if element.tag == "a" and (element.get("href") or "").startswith(NOTES):
        return ""
    return None


def raised(text: str, before: list[str]) -> str:
    """Return what is left of a superscript: m² of m2, nothing of a mark that refers to a note."""
    if NOTE_MARK.fullmatch(text):
        return ""
    if POWER.fullmatch(text):
        last = next((part for part in reversed(before) if part.strip()), "")
        return text.strip().translate(POWERS) if RAISABLE.search(last[-3:]) else ""
    return text


def list_mark(element: "_Element") -> str:
    """Return the number that Word printed before an item, without the blanks that set it off; of a bullet, nothing."""
    text = "".join(text_in(element).split())
    symbol = any(SYMBOL_FONT.search(style_of(one)) for one in (element.getparent(), element) if one is not None)
    return "" if symbol or text in ("·", "•", "●", "■", "◆", "Ø", "§", "ü", "-") else text
