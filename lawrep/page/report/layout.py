"""Lay a report out for reading: blocks of text, one after the other, that leave out nothing but line ends.

A line is a block. A title that the text follows at once, and a numbered heading in the middle of a line, are blocks of
their own; lines that a quantity crosses are one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from lawrep.body import Body, find_body
from lawrep.dates import DATE
from lawrep.normalise import normalise, with_line_ends

Kind = Literal["title", "heading", "row", "date", "salute", "number", "text", "blank"]
Span = tuple[int, int]

BARS = re.compile(r"\A\| | \| | \|\Z")  # what parts the cells of a row: a | b, or | a | b |
PUNCTUATION = " \t\r\n\u3000\u00a0。.;；:：,，、"  # what may stand behind a heading that has its line alone
ENDS = ("。", "；", ";", "！", "!", "？", "?", "：", ":", "，", ",")
RUN_IN = re.compile(r"是|要|先|次|再|者|后|第")  # in the markers of headings that stand in running text
SIGNED = re.compile(rf" *(?:{DATE}|20[0-9]{{2}} ?年 ?[0-9]{{1,2}} ?月) *")
SIGNATURE = 30  # characters that the name of an organ above its date has at most
LAST = 6  # lines at the end of the report, one of which is its date
SALUTE = 40  # and the line that says whom the report is for
ROW = 2000  # characters of a row of a table; a longer line is running text


class Head(NamedTuple):
    """A heading as it is printed, `[start, end)` of the text being marker and title."""

    id: str
    level: int
    start: int
    end: int


class Block(NamedTuple):
    """`[start, end)` of the text and what it is; `page` is set where it is of the page around the report."""

    start: int
    end: int
    kind: Kind
    page: bool
    heads: tuple[Head, ...]


def find_heads(text: str, sections: Sequence[dict[str, Any]], figures: Sequence[Span]) -> list[Head]:
    """Return the headings in reading order, none of which ends in the midst of a figure, or in another heading."""
    heads: list[Head] = []
    last = 0
    for section in sorted(sections, key=lambda each: each["start"]):
        start = section["start"]
        after = start + len(section["marker"])
        found = text.find(section["title"], after, section["end"])
        end = found + len(section["title"]) if found >= 0 else after
        start = end - len(text[start:end].lstrip())
        start, end = around(start, end, figures)
        if start >= last and end > start:
            heads.append(Head(section["id"], section["level"], start, end))
            last = end
    return heads


def around(start: int, end: int, figures: Sequence[Span]) -> Span:
    """Return a span made longer, so that it holds the whole of each figure that it holds a part of."""
    first, last = figure_at(start, figures), figure_at(end, figures)
    return first[0] if first else start, last[1] if last else end


def figure_at(offset: int, figures: Sequence[Span]) -> Span | None:
    """Return the figure that `offset` is within, and not at its edge."""
    at = bisect_left(figures, (offset, 0)) - 1
    return figures[at] if at >= 0 and figures[at][0] < offset < figures[at][1] else None


def find_blocks(text: str, heads: Sequence[Head], figures: Sequence[Span], document_number: str | None) -> list[Block]:
    """Return the blocks of a text; `figures` are where its quantities stand, in order and apart."""
    normal = normalise(text)
    layout = Layout(normal, heads, figures, find_body(normal), document_number)
    blocks = [layout.block(*span) for span in layout.spans(with_line_ends(text))]
    return signed(normal, blocks)


class Layout:
    """What is known of a report, as normalised, when it is laid out."""

    def __init__(
        self, text: str, heads: Sequence[Head], figures: Sequence[Span], body: Body, document_number: str | None
    ) -> None:
        self.text, self.heads, self.figures, self.body = text, heads, figures, body
        self.starts = [head.start for head in heads]
        self.titles = body.title.spans if body.title else ()
        self.document_number = normalise(document_number or "").strip()

    def spans(self, printed: str) -> Iterator[Span]:
        """Yield where the blocks stand: the lines, cut where something opens in their midst."""
        start = 0
        for line_end in line_ends(printed):
            if line_end < len(printed) and self.is_whole(line_end, line_end + 1):
                continue  # a quantity crosses it
            for cut in self.cuts(start, line_end):
                yield start, cut
                start = cut
            yield start, line_end
            start = line_end + 1

    def is_whole(self, start: int, end: int) -> bool:
        """Whether `[start, end)` stands in one quantity, or would cut one."""
        return any(figure_at(offset, self.figures) for offset in (start, end))

    def cuts(self, start: int, end: int) -> list[int]:
        """Return where a block ends in the midst of a line: behind a fused title, before a numbered heading."""
        if " | " in self.text[start : min(end, start + ROW)]:
            return []
        cuts = {title[1] for title in self.titles if start < title[1] < end and self.text[title[1] : end].strip()}
        heads = self.heads_in(start, end)
        behind = 1 if heads and not self.text[start : heads[0].start].strip() else 0  # that do not open the line
        cuts.update(head.start for head in heads[behind:] if not self.is_run_in(head))
        return sorted(cut for cut in cuts if not figure_at(cut, self.figures))

    def is_run_in(self, head: Head) -> bool:
        """Whether a heading is one of running text: 一是, 首先."""
        return RUN_IN.search(self.text, head.start, min(head.end, head.start + 4)) is not None

    def heads_in(self, start: int, end: int) -> Sequence[Head]:
        return self.heads[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def block(self, start: int, end: int) -> Block:
        """Say what stands in `[start, end)`."""
        heads = tuple(head._replace(end=min(head.end, end)) for head in self.heads_in(start, end))
        words = self.text[start:end].strip()
        kind = self.kind(start, end, words, heads)
        outside = kind != "title" and (end <= self.body.start or start >= self.body.end)
        return Block(start, end, kind, outside and kind != "number", heads)

    def kind(self, start: int, end: int, words: str, heads: Sequence[Head]) -> Kind:
        if not words:
            return "blank"
        if any(title[0] < end and start < title[1] for title in self.titles):
            return "title"
        if heads:
            return "heading" if self.is_headings(start, end, heads) else "text"
        if "|" in words and len(words) < ROW and self.is_row(start, end):
            return "row"
        if words == self.document_number:
            return "number"
        first = self.starts[0] if self.starts else 0
        return "salute" if end < first and words.endswith((":", "：")) and len(words) < SALUTE else "text"

    def is_headings(self, start: int, end: int, heads: Sequence[Head]) -> bool:
        """Whether nothing but one heading stands there."""
        return len(heads) == 1 and not (self.text[start : heads[0].start] + self.text[heads[0].end : end]).strip(
            PUNCTUATION
        )

    def is_row(self, start: int, end: int) -> bool:
        """Whether there are cells, and no quantity holds anything of what parts them."""
        parting = bars(self.text, start, end)
        return bool(parting) and not any(self.is_touched(*bar) for bar in parting)

    def is_touched(self, start: int, end: int) -> bool:
        """Whether a quantity holds anything of `[start, end)`."""
        at = bisect_left(self.figures, (end, 0)) - 1
        return at >= 0 and self.figures[at][1] > start


def bars(text: str, start: int, end: int) -> list[Span]:
    """Return where the bars stand that part the cells of the row `text[start:end]`."""
    return [(start + bar.start(), start + bar.end()) for bar in BARS.finditer(text[start:end])]


def line_ends(printed: str) -> Iterator[int]:
    """Yield where each line ends."""
    at = printed.find("\n")
    while at >= 0:
        yield at
        at = printed.find("\n", at + 1)
    yield len(printed)


def signed(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with the date at the end of the report, and the name of the organ above it, told as such."""
    plain = [at for at, block in enumerate(blocks) if block.kind != "blank" and not block.page]
    for above, at in reversed(list(pairwise([-1, *plain[-LAST:]]))):
        block = blocks[at]
        if block.kind == "text" and SIGNED.fullmatch(text, block.start, block.end):
            blocks[at] = block._replace(kind="date")
            if above >= 0 and is_signature(text, blocks[above]):
                blocks[above] = blocks[above]._replace(kind="date")
            break
    return blocks


def is_signature(text: str, block: Block) -> bool:
    words = text[block.start : block.end].strip()
    return block.kind == "text" and not block.heads and len(words) < SIGNATURE and not words.endswith(ENDS)
