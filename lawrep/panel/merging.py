"""How one of several values is taken: by the total that the report gives, the first, the largest, or a stated sum."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from lawrep.numerals import shorten
from lawrep.panel.roles import is_particular
from lawrep.panel.rows import Row
from lawrep.panel.values import Value

COUNTED = ("count", "amount")  # the kinds of numbers that parts can add up to


class Taken(NamedTuple):
    """The row whose value is taken, and the word that says how; empty where there is but one."""

    row: Row
    how: str = ""


Merge = Callable[[list[Value]], Taken | None]


def single(values: list[Value]) -> Taken | None:
    """Take the one value."""
    return Taken(values[0].row) if len(values) == 1 else None


def total(values: list[Value]) -> Taken | None:
    """Take the one value, or the one that the report says, or shows by its sum, to be the whole of the others.

    A whole of parts is that of the others only where they stand in its section and together are not above it: two
    chapters may tell of two things.
    """
    if len(values) == 1 or not alike(values):
        return single(values)
    top = max(values, key=lambda value: value.value)
    others = [value for value in values if value is not top]
    rows = [row for value in others for row in value.rows]
    if top.row["kind"] not in COUNTED or not all(is_below(row["section"], top.row["section"]) for row in rows):
        return None
    wholes = [value for value in values if value.is_total]
    said = wholes == [top] and sum(value.value for value in others) <= top.value
    return Taken(top.row, "total") if said or makes(others, rows, top) else None


def first(values: list[Value]) -> Taken | None:
    """Take the value that is told first."""
    return single(values) or Taken(min((row for value in values for row in value.rows), key=place), "first")


def largest(values: list[Value]) -> Taken | None:
    """Take the largest value, if all have one unit."""
    if len(values) == 1 or not alike(values):
        return single(values)
    return Taken(max(values, key=lambda value: value.value).row, "largest")


def added(values: list[Value]) -> Taken | None:
    """Take the one value, or the total, or the sum of all different values of one unit; rates are not added."""
    taken = total(values)
    if taken is not None or not alike(values) or values[0].row["kind"] not in COUNTED:
        return taken
    return Taken(sum_of(values), "sum")


MERGES: dict[str, Merge] = {"total": total, "single": single, "first": first, "largest": largest, "sum": added}


def alike(values: list[Value]) -> bool:
    """Whether values have one unit, and are of one kind."""
    return len({(value.unit, value.row["kind"]) for value in values}) == 1


def place(row: Row) -> int:
    start: int = row["start"]
    return start


def makes(others: list[Value], rows: list[Row], top: Value) -> bool:
    """Whether the other values, or all their rows, add up to one exactly, and not by chance."""
    if len(rows) < 2 or not is_particular(top.value) or any(row["bound"] != "exact" for row in (top.row, *rows)):
        return False
    return top.value in (sum(value.value for value in others), sum(row["value"] for row in rows))


def is_below(section: str | None, above: str | None) -> bool:
    return section is not None and above is not None and f"{section}.".startswith(f"{above}.")


def sum_of(values: list[Value]) -> Row:
    """Return a row of the sum of values: that of the first, with what all of them are together."""
    rows = [value.row for value in values]
    bounds = {row["bound"] for row in rows} - {"exact"} or {"exact"}
    return {
        **rows[0],
        "value": sum_or_none([row["value"] for row in rows]),
        "low": sum_or_none([row["low"] for row in rows]),
        "high": sum_or_none([row["high"] for row in rows]),
        "bound": bounds.pop() if len(bounds) == 1 else "about",
        "role": None,
    }


def sum_or_none(numbers: list[Decimal | None]) -> Decimal | None:
    """Return the sum of numbers; None where one of them has no end."""
    known = [number for number in numbers if number is not None]
    return shorten(sum(known, Decimal(0))) if len(known) == len(numbers) else None
