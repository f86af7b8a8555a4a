"""Pages of two columns: the left one is read first; and sheets of two pages side by side."""

from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from lawrep.formats.paged.placed import Line, Page, Run, baseline_rows, median, runs_to_lines
from lawrep.formats.paged.ruling import Row

FEWEST = 6  # lines of each column show it
NARROWEST = 10  # em: what is narrower is a cell
LEAST = 0.25  # of the text's width that a column has
FILLED = 0.7  # of a column: the lines of running text are mostly so long
MOSTLY = 0.5  # of the lines
GUTTER = 1.0  # em
BLANK = 0.3  # of the usual number of characters one under the other: a gutter may be crossed by a title
STEP = 2.0  # points
JOINED = 0.6  # em: what leaves no wider gap over the middle of the gutter crosses it
APART = 4.0  # em: so far apart, and with nothing across, stand two pages of a sheet


class Gutter(NamedTuple):
    """The blank between two columns."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def find_gutter(runs: list[Run]) -> Gutter | None:
    """Return what parts the columns of a page, None where it has none."""
    inked = [run for run in runs if not run.text.isspace()]
    if len(inked) < 2 * FEWEST:
        return None
    size = median(run.size for run in inked)
    gutter = widest_blank(inked, size)
    if gutter is None:
        return None
    columns: dict[int, list[Line]] = {0: [], 1: [], 2: []}
    for line in runs_to_columns(inked, gutter):
        columns[line.column].append(line)
    return gutter if is_text(columns[1], size) and is_text(columns[2], size) else None


def widest_blank(inked: list[Run], size: float) -> Gutter | None:
    """Return the widest strip between the margins that hardly a character stands in."""
    left, right = min(run.x0 for run in inked), max(run.x1 for run in inked)
    steps = int((right - left) / STEP) + 2
    edges = [0] * (steps + 1)
    for run in inked:
        edges[round((run.x0 - left) / STEP)] += 1
        edges[round((run.x1 - left) / STEP)] -= 1
    covered = [*accumulate(edges)]
    most = BLANK * median(covered[:steps])
    first = int(max(LEAST * (right - left), NARROWEST * size) / STEP)
    widest = start = 0
    length = 0
    for step in range(first, steps - first):
        length = length + 1 if covered[step] <= most else 0
        if length > widest:
            widest, start = length, step - length + 1
    return Gutter(left + start * STEP, left + (start + widest) * STEP) if widest * STEP >= GUTTER * size else None


def is_text(lines: list[Line], size: float) -> bool:
    """Whether the lines on one side of a gutter are running text."""
    if len(lines) < FEWEST:
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    filled = sum(line.x1 - line.x0 >= FILLED * width for line in lines)
    return width >= NARROWEST * size and filled >= MOSTLY * len(lines)


def runs_to_columns(runs: list[Run], gutter: Gutter) -> list[Line]:
    """Gather the characters of a page into lines, those of its columns apart from those that cross the gutter."""
    sides: dict[int, list[Run]] = {0: [], 1: [], 2: []}
    for row in baseline_rows(runs):
        before = max((run.x1 for run in row if run.x0 + run.x1 < 2 * gutter.middle), default=None)
        behind = min((run.x0 for run in row if run.x0 + run.x1 >= 2 * gutter.middle), default=None)
        crossing = before is not None and behind is not None and behind - before < JOINED * row[0].size
        for run in row:
            sides[0 if crossing else 1 if run.x0 + run.x1 < 2 * gutter.middle else 2].append(run)
    return [line._replace(column=column) for column, side in sides.items() for line in runs_to_lines(side)]


def page_to_lines(runs: list[Run], gutter: Gutter | None) -> list[Line]:
    """Gather the characters of a page into lines; `gutter` is that of this page, or of another that it may share."""
    if gutter is not None:
        lines = runs_to_columns(runs, gutter)
        if sum(line.column > 0 for line in lines) > MOSTLY * len(lines):
            return lines
    return runs_to_lines(runs)


def find_gutters(pages: dict[int, list[Run]]) -> dict[int, Gutter | None]:
    """Return the gutter of each page; one that has too few lines to show its own may share that of another."""
    found = {number: find_gutter(runs) for number, runs in pages.items()}
    shared = next((gutter for gutter in found.values() if gutter), None)
    return {number: gutter or shared for number, gutter in found.items()}


def in_order(lines: list[Line], rows: list[Row], gutter: Gutter | None) -> list[Line | Row]:
    """Return the lines and rows of a page in reading order: between those that cross the gutter, column by column."""
    items: list[Line | Row] = [*lines]
    items += rows if gutter is None else [row._replace(column=column_of(row, gutter)) for row in rows]
    ordered: list[Line | Row] = []
    band: list[Line | Row] = []
    for item in sorted(items, key=attrgetter("baseline")):
        if item.column:
            band.append(item)
            continue
        ordered += [*sorted(band, key=attrgetter("column")), item]
        band = []
    return ordered + sorted(band, key=attrgetter("column"))


def column_of(row: Row, gutter: Gutter) -> int:
    """Return the column that a row of a table stands in, 0 where it crosses the gutter."""
    return 1 if row.x1 <= gutter.middle else 2 if row.x0 >= gutter.middle else 0


def split_sheets(pages: list[Page]) -> tuple[list[Page], dict[int, int]]:
    """Return the pages, two where a sheet holds two side by side, numbered anew; and the sheet of each number."""
    gutters = {page.number: gutter for page in pages if (gutter := find_gutter(page.runs)) and is_apart(page, gutter)}
    if not gutters:
        return pages, {page.number: page.number for page in pages}
    shared = next(iter(gutters.values()))
    split: list[Page] = []
    sheets: dict[int, int] = {}
    for page in pages:
        gutter = gutters.get(page.number, shared)
        for half in halves(page, gutter) if is_apart(page, gutter) else [page]:
            number = len(split) + 1
            split.append(half._replace(number=number, runs=[run._replace(page=number) for run in half.runs]))
            sheets[number] = page.number
    return split, sheets


def is_apart(page: Page, gutter: Gutter) -> bool:
    """Whether nothing crosses the gutter, and it is as wide as two margins."""
    middle = gutter.middle
    size = median(run.size for run in page.runs)
    across = any(run.x0 < middle < run.x1 for run in page.runs if not run.text.isspace())
    return gutter.right - gutter.left >= APART * size and not (
        across or any(rule.x0 < middle < rule.x1 for rule in page.rules)
    )


def halves(page: Page, gutter: Gutter) -> list[Page]:
    """Return the pages left and right of a gutter, without an empty one."""
    middle = gutter.middle
    left = page._replace(
        runs=[run for run in page.runs if run.x0 < middle], rules=[rule for rule in page.rules if rule.x0 < middle]
    )
    right = page._replace(
        runs=[run for run in page.runs if run.x0 >= middle], rules=[rule for rule in page.rules if rule.x0 >= middle]
    )
    return [half._replace(width=page.width / 2) for half in (left, right) if half.runs] or [page]
