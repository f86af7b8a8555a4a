"""Tables whose rows stand under the titles of groups, with the same columns all the way down."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from lawrep.show.words import QUIET

BETWEEN = 2  # cells between columns
LEAST = 8  # cells that a column keeps, however narrow the terminal


class Row(NamedTuple):
    """A row, and the title of the group that it stands under, if any."""

    group: str | None
    cells: tuple[Text, ...]


def grid(titles: Sequence[str], rows: Sequence[Row], width: int) -> Iterator[RenderableType]:
    """Yield the titles of the columns, if they have any, and the rows of each group below its own."""
    head = [tuple(Text(title, QUIET) for title in titles)] if titles else []
    columns = zip(*head, *(row.cells for row in rows), strict=True)
    widths = fit([max(cell.cell_len for cell in column) for column in columns], width)
    if head:
        yield table(head, widths)
    for group, found in groupby(rows, key=lambda row: row.group):
        if group is not None:
            yield Text(group, "bold")
        yield table([row.cells for row in found], widths)


def fit(natural: Sequence[int], width: int) -> list[int]:
    """Return how wide columns can be: the widest is narrowed first, the first column when it is twice as wide.

    >>> fit([30, 20, 12], 58), fit([30, 20, 12], 44), fit([10, 12, 12], 58)
    ([28, 14, 12], [20, 10, 10], [10, 12, 12])
    """
    widths = list(natural)
    room = width - BETWEEN * (len(widths) - 1)
    while sum(widths) > room and max(widths) > LEAST:
        weighed = [each if index else each / 2 for index, each in enumerate(widths)]
        widths[weighed.index(max(weighed))] -= 1
    return widths


def table(rows: Sequence[tuple[Text, ...]], widths: Sequence[int]) -> Table:
    """Return rows with columns of these widths, all but the first of them to the right."""
    made = Table(box=None, show_header=False, pad_edge=False, padding=(0, BETWEEN, 0, 0))
    for index, width in enumerate(widths):
        made.add_column(width=width, justify="right" if index else "left", overflow="fold")
    for cells in rows:
        made.add_row(*cells)
    return made
