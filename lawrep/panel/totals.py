"""Which numbers of a table sum the others up, and which are parts: by the heads of its rows and columns."""

from collections.abc import Iterator
from typing import Any

from lawrep.body import find_body
from lawrep.normalise import normalise, with_line_ends
from lawrep.tables import words
from lawrep.tabular.counting import is_total
from lawrep.tabular.figures import Figure
from lawrep.tabular.heads import plain
from lawrep.tabular.sheet import read_sheet

SUBTOTALS = words("panel", "roles", "subtotals", "words")


def figures_of(text: str) -> list[Figure]:
    """Return the numbers of the tables of a text, with the heads of each."""
    if "|" not in text:
        return []
    printed = with_line_ends(text)
    normal = normalise(printed)
    body = find_body(normal)
    return read_sheet(body.only(normal), printed, body.start).figures


def sums(text: str, codes: dict[int, str]) -> Iterator[tuple[int, list[int]]]:
    """Yield where a number stands that sums others up, and where these stand; `codes` are those of the numbers.

    All are of one table, code and unit. A number under 其中 is a part of the one above it.
    """
    alike: dict[tuple[Any, ...], dict[int, int]] = {}
    for figure in figures_of(text):
        start, quantity = figure.quantity.start, figure.quantity
        if start not in codes or quantity.change is not None or figure.when:
            continue
        if figure.base is not None and codes.get(figure.base.quantity.start) == codes[start]:
            yield figure.base.quantity.start, [start]
        key = figure.table, codes[start], quantity.unit, figure.planned
        alike.setdefault(key, {})[start] = sum(weight(cell.words) for cell in figure.cells)
    for group in alike.values():
        most = max(group.values())
        for start in (start for start, sum_of in group.items() if sum_of == most > 0):
            yield start, [other for other, sum_of in group.items() if sum_of < most]


def weight(head: str) -> int:
    """Return how much a head sums up: 合计 is more than 小计."""
    return 0 if not is_total(head) else 1 if plain(head).endswith(SUBTOTALS) else 2
