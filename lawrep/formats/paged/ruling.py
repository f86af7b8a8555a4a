"""Tables of a page: by their ruling lines, or by cells that gaps part and that stand one under the other."""

import itertools
from bisect import bisect_right
from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple

from lawrep.formats.paged.placed import Line, Page, Rule, Run, Segment, runs_to_lines

THIN = 3.0  # points: a path no thicker is a line
NEAR = 3.0  # points: lines no farther apart are one
FARTHEST = 1e6  # points: what is drawn beyond is on no page
SHORTEST = 6.0  # points
ALIGNED = 0.7  # em
WRAPPED = 1.8  # em: the lines of a cell are no farther apart
SAME_SIZE = 0.05  # of the size


class Row(NamedTuple):
    """A row of a table, its cells from the left; each is the text of its lines."""

    cells: tuple[str, ...]
    baseline: float
    page: int
    x0: float
    x1: float
    column: int = 0


def page_to_rows(page: Page) -> tuple[list[Run], list[Row]]:
    """Return the characters of a page outside its ruled tables, and the rows of these."""
    outside, rows = page.runs, []
    for grid in rules_to_grids(page.rules):
        inside = [run for run in outside if grid.holds(run)]
        if inside and len(grid.xs) > 2:
            found = grid.rows(inside, page.number)
            if found:
                rows += found
                outside = [run for run in outside if not grid.holds(run)]
    return outside, rows


class Grid(NamedTuple):
    """The ruling lines of a table: where they stand, and which of them there are."""

    xs: list[float]
    ys: list[float]
    rules: list[Rule]

    def holds(self, run: Run) -> bool:
        middle_x, middle_y = middle_of(run)
        return self.xs[0] <= middle_x <= self.xs[-1] and self.ys[0] <= middle_y <= self.ys[-1]

    def rows(self, runs: Iterable[Run], page: int) -> list[Row]:
        """Sort the characters into the cells; none where no row has two cells, which is a frame around text."""
        inside: dict[tuple[int, int], list[Run]] = {}
        owners = self.owners()
        for run in runs:
            x, y = middle_of(run)
            column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
            row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
            inside.setdefault(owners[row][column], []).append(run)
        rows = []
        several = False
        for row in range(len(self.ys) - 1):
            cells = tuple(cell_text(inside.get((row, column), ())) for column in range(len(self.xs) - 1))
            several = several or len(set(owners[row])) > 1
            if any(cells):
                middle = (self.ys[row] + self.ys[row + 1]) / 2
                rows.append(Row(cells, middle, page, self.xs[0], self.xs[-1]))
        return rows if several else []

    def owners(self) -> list[list[tuple[int, int]]]:
        """Return, for each place of the grid, the first place of the cell that covers it."""
        upright = [rule for rule in self.rules if rule.x1 - rule.x0 <= THIN]
        flat = [rule for rule in self.rules if rule.x1 - rule.x0 > THIN]
        columns, rows = len(self.xs) - 1, len(self.ys) - 1
        owners = [[(row, column) for column in range(columns)] for row in range(rows)]
        for row in range(rows):
            middle_y = (self.ys[row] + self.ys[row + 1]) / 2
            walls = [rule.x0 for rule in upright if rule.y0 - NEAR <= middle_y <= rule.y1 + NEAR]
            for column in range(columns):
                middle_x = (self.xs[column] + self.xs[column + 1]) / 2
                left_open = column and not any(abs(wall - self.xs[column]) <= NEAR for wall in walls)
                above_open = row and not any(
                    abs(rule.y0 - self.ys[row]) <= NEAR and rule.x0 - NEAR <= middle_x <= rule.x1 + NEAR
                    for rule in flat
                )
                if left_open:
                    owners[row][column] = owners[row][column - 1]
                elif above_open:
                    owners[row][column] = owners[row - 1][column]
        return owners


def middle_of(run: Run) -> tuple[float, float]:
    return (run.x0 + run.x1) / 2, run.baseline - 0.35 * run.size


def cell_text(runs: Iterable[Run]) -> str:
    return reduce(joined, (line.text for line in runs_to_lines(runs)), "")


def joined(before: str, after: str) -> str:
    """Join two lines of a cell, with a space between Latin words."""
    latin = before[-1:].isascii() and before[-1:].isalpha() and after[0].isascii() and after[0].isalpha()
    return before + (" " if latin else "") + after


def points_to_rules(points: list[tuple[float, float]]) -> list[Rule]:
    """Return the straight lines through points, and a single one for a thin rectangle."""
    if len(points) < 2:
        return []
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if not max(map(abs, (x0, y0, x1, y1))) < FARTHEST:
        return []
    if x1 - x0 <= THIN or y1 - y0 <= THIN:
        return [Rule(x0, y0, x1, y1)]
    return [
        Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        for (ax, ay), (bx, by) in itertools.pairwise(points)
        if abs(ax - bx) <= THIN or abs(ay - by) <= THIN
    ]


def rules_to_grids(rules: list[Rule]) -> list[Grid]:
    """Gather ruling lines that touch one another into grids, from the top."""
    lines = [rule for rule in rules if max(rule.x1 - rule.x0, rule.y1 - rule.y0) >= SHORTEST]
    grids = []
    for group in touching(lines):
        xs = distinct(rule.x0 for rule in group if rule.x1 - rule.x0 <= THIN)
        ys = distinct(rule.y0 for rule in group if rule.x1 - rule.x0 > THIN)
        if len(xs) >= 2 and len(ys) >= 2:
            grids.append(Grid(xs, ys, group))
    return sorted(grids, key=lambda grid: grid.ys[0])


def touching(rules: list[Rule]) -> list[list[Rule]]:
    """Return the groups of rules that touch, found by sweeping down the page."""
    done: list[list[Rule]] = []
    open_: list[tuple[Rule, list[Rule]]] = []  # the box around each group that the sweep may still touch, and its rules
    for rule in sorted(rules, key=lambda each: each.y0):
        box, members = rule, [rule]
        apart = []
        for other, inside in open_:
            if overlap(box, other):
                box = Rule(min(box.x0, other.x0), min(box.y0, other.y0), max(box.x1, other.x1), max(box.y1, other.y1))
                larger, smaller = (inside, members) if len(inside) > len(members) else (members, inside)
                larger.extend(smaller)
                members = larger
            elif other.y1 + 2 * NEAR < rule.y0:
                done.append(inside)
            else:
                apart.append((other, inside))
        open_ = [*apart, (box, members)]
    return done + [members for _, members in open_]


def overlap(one: Rule, other: Rule) -> bool:
    return (
        one.x0 <= other.x1 + NEAR
        and other.x0 <= one.x1 + NEAR
        and one.y0 <= other.y1 + NEAR
        and other.y0 <= one.y1 + NEAR
    )


def distinct(places: Iterable[float]) -> list[float]:
    """Return places in order, those near one another as one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > NEAR:
            kept.append(place)
    return kept


def lines_to_rows(lines: list[Line]) -> list[Line | Row]:
    """Turn into rows the lines of one page whose cells, parted by wide gaps, stand one under the other."""
    found: list[Line | Row] = []
    start = 0
    while start < len(lines):
        table = aligned_rows(lines, start)
        cells, end = len(lines[start].segments), start + sum(map(len, table))
        if (cells >= 3 and len(table) >= 2) or (cells == 2 and len(table) >= 3):
            found += map(lines_to_row, table)
        else:
            end = start + 1 if len(table) == 1 else end
            found += lines[start:end]
        start = end
    return found


def aligned_rows(lines: list[Line], start: int) -> list[list[Line]]:
    """Return the lines from `start` on that are rows of a table, each with those in which its cells go on."""
    table = [[lines[start]]]
    for line in lines[start + 1 :]:
        if is_under(table[-1][0], line):
            table.append([line])
        elif goes_on_in_cells(table[-1], line):
            table[-1].append(line)
        else:
            break
    return table


def lines_to_row(lines: list[Line]) -> Row:
    """Make a row of its first line, which has all cells, and of those below in which some go on."""
    first = lines[0]
    cells = [part.text for part in first.segments]
    for line in lines[1:]:
        for part in line.segments:
            at = cell_above(first, part)
            if at is not None:
                cells[at] = joined(cells[at], part.text)
    return Row(tuple(cells), first.baseline, first.page, first.x0, first.x1, first.column)


def goes_on_in_cells(row: list[Line], line: Line) -> bool:
    """Whether a line goes on with some of the cells above it, close below them and in their size."""
    first, last = row[0], row[-1]
    close = line.column == first.column and line.baseline - last.baseline <= WRAPPED * first.size
    same = abs(line.size - first.size) <= SAME_SIZE * first.size and len(line.segments) < len(first.segments)
    return close and same and all(cell_above(first, part) is not None for part in line.segments)


def cell_above(line: Line, part: Segment) -> int | None:
    """Return the cell of a line that a part stands under, aligned to the left, to the right or centred."""
    slack = ALIGNED * line.size
    for at, cell in enumerate(line.segments):
        before = line.segments[at - 1].x1 if at else part.x0
        behind = line.segments[at + 1].x0 if at + 1 < len(line.segments) else part.x1
        if is_aligned(cell, part, slack) and before <= part.x0 and part.x1 <= behind:
            return at
    return None


def is_under(above: Line, below: Line) -> bool:
    """Whether two lines have as many parts, each under the other."""
    if not 2 <= len(above.segments) == len(below.segments) or above.column != below.column:
        return False
    slack = ALIGNED * max(above.size, below.size)
    if below.baseline - above.baseline > 4 * max(above.size, below.size):
        return False
    return all(is_aligned(one, two, slack) for one, two in zip(above.segments, below.segments, strict=True))


def is_aligned(one: Segment, two: Segment, slack: float) -> bool:
    return min(abs(one.x0 - two.x0), abs(one.x1 - two.x1), abs(one.x0 + one.x1 - two.x0 - two.x1) / 2) <= slack
