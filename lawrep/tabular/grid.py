"""Find the tables of a text: lines of cells that bars or tabs part, each cell with its place."""

import re
from typing import NamedTuple

TAB = "\t"
SIGNS = ("|", TAB, "｜")
SIGN = re.compile("[|｜\t]")
TABBED = re.compile(r"[ \t\u3000]*[^ \t\n\u3000][^\t\n]*\t")  # a line with a tab behind its first words
MARKED = re.compile(  # 一、⇥总体情况 is a heading, and ●⇥宣传 an item of a list
    r"[ \u3000\t]*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十0-9]{1,3}[)）][、.]?"
    r"|[0-9]{1,2}[、.．)）]"
    "|[①-⑳●•·▪■◆○□▶▲★☆→*-]|[一二三四五六七八九十]是|第[一二三四五六七八九十]{1,3}[章节,，、])[ \u3000]*\t"
)
NAME = re.compile("“[^“”|｜\n]{1,12}[|｜][^“”|｜\n]{1,12}”")  # “双随机|一公开”
RULE = re.compile(r"[ |:+=-]*-{2}[ |:+=-]*")  # what parts the head of a table from its body: |---|---:|
EDGES = " \t\r\n\u00a0\u3000*"  # ** sets a cell off
BLANKS = frozenset(" \t\u3000\u00a0")
NEAR = 3  # characters, all of them blank, between two rows


class Cell(NamedTuple):
    """What stands at `[start, end)` of a text, between two bars; `words` is that as normalised."""

    start: int
    end: int
    words: str


class Table(NamedTuple):
    """The rows of a table, and where the signs stand that part its cells."""

    start: int
    end: int
    rows: list[list[Cell]]
    bars: list[int]


def find_tables(text: str, printed: str, start: int) -> list[Table]:
    """Return the tables of the report that begins at `start` of a normalised `text`; `printed` is the text as read."""
    signs = [sign for sign in SIGNS if sign in printed]
    tables: list[Table] = []
    if not signs:
        return tables
    at, stop = start, len(text)
    ahead = dict.fromkeys(signs, -1)
    while (sign := next_sign(printed, ahead, at, stop)) < stop:
        begin = printed.rfind("\n", at, sign) + 1 or at
        at = printed.find("\n", sign, stop)
        if at < 0:
            at = stop
        bars = bars_of(printed, begin, at)
        if not bars:
            continue
        last = tables[-1] if tables else None
        if last is None or begin - last.end > NEAR or not printed[last.end : begin].isspace():
            last = Table(begin, at, [], [])
        else:
            tables.pop()
        if RULE.fullmatch(text, begin, at) is None:
            last.rows.append(cells_of(text, begin, at, bars))
        last.bars.extend(bars)
        tables.append(last._replace(end=at))
    return tables


def next_sign(printed: str, ahead: dict[str, int], at: int, stop: int) -> int:
    """Return where the next sign stands from `at` on, or `stop`; what lies `ahead` is kept for each sign."""
    first = stop
    for sign, place in ahead.items():
        if place < at:
            found = printed.find(sign, at, stop)
            ahead[sign] = found if found >= 0 else stop
        first = min(first, ahead[sign])
    return first


def bars_of(printed: str, start: int, end: int) -> list[int]:
    """Return where the cells of a line are parted; nowhere, where it is no row.

    A tab after the mark of a heading or an item is none of a row, and neither are those that indent a paragraph.
    """
    signs = [match.start() for match in SIGN.finditer(printed, start, end)]
    names = [match.span() for match in NAME.finditer(printed, start, end)]
    if names:
        signs = [at for at in signs if not any(first < at < last for first, last in names)]
    bars = [at for at in signs if printed[at] != TAB]
    if bars:
        return bars
    if MARKED.match(printed, start, end) or TABBED.match(printed, start, end) is None:
        return []
    return signs


def cells_of(text: str, start: int, end: int, bars: list[int]) -> list[Cell]:
    """Return the cells of the row `[start, end)`."""
    cells = []
    for stop in (*bars, end):
        said = text[start:stop]
        words = said.strip(EDGES)
        begin = start + said.find(words) if words else start
        cells.append(Cell(begin, begin + len(words), words))
        start = stop + 1
    return cells


def parted(text: str, tables: list[Table]) -> str:
    """Return `text` with line ends for what parts cells: no sentence goes on from one to the next."""
    if not tables:
        return text
    pieces: list[str] = []
    at = 0
    for table in tables:
        for bar in table.bars:
            if bar < at:  # a tab beside another sign
                continue
            start, end = bar, bar + 1
            while start > at and text[start - 1] in BLANKS:
                start -= 1
            while text[end : end + 1] in BLANKS and end < len(text):
                end += 1
            pieces += [text[at:start], "\n" * (end - start)]
            at = max(at, end)
    pieces.append(text[at:])
    return "".join(pieces)


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return `text` with blanks for what stands at the `spans`, which are in reading order."""
    if not spans:
        return text
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    pieces.append(text[at:])
    return "".join(pieces)
