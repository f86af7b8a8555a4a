"""The different values among rows of one indicator: what is said more than once counts once."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from lawrep.panel.rows import Row
from lawrep.rules.words import families

CLOSE = Decimal("0.1")  # how wide, as a share of it, a number can be that another tells exactly: 1.2万余件, 12045件
LOOSE = ("count", "amount")  # the kinds of such numbers; rates so near each other may well be two
Number = tuple[Decimal, Decimal | None]
NEIGHBOURS = 12  # values that one is compared with: what keeps this linear


class Value(NamedTuple):
    """One value, and the rows that give it; the first is the one that gives it most exactly."""

    rows: tuple[Row, ...]

    @property
    def row(self) -> Row:
        return self.rows[0]

    @property
    def value(self) -> Decimal:
        value: Decimal = self.row["value"]
        return value

    @property
    def unit(self) -> str:
        """The unit, as far as it says what is counted."""
        return family(self.row["unit"])

    @property
    def is_total(self) -> bool:
        """Whether the report says that it is the whole of others."""
        return any(row["role"] == "total" for row in self.rows)

    @property
    def width(self) -> Decimal | None:
        """How far apart the least and the most are that it can mean; None where there is no end."""
        low: Decimal | None = self.row["low"]
        high: Decimal | None = self.row["high"]
        return high - low if low is not None and high is not None else None


def distinct(rows: Sequence[Row]) -> list[Value]:
    """Return the different values among rows, in the order of the rows.

    A number without a unit is in that of the same number elsewhere, and one that is rounded is what it is elsewhere.
    """
    if len(rows) == 1:
        return [Value((rows[0],))]
    units: dict[Number, set[str]] = {}
    for row in rows:
        units.setdefault(number_of(row), set()).add(family(row["unit"]))
    groups: dict[tuple[Number, str], list[Row]] = {}
    for row in rows:
        number = number_of(row)
        printed = units[number] - {""}
        unit = family(row["unit"]) or (min(printed) if len(printed) == 1 else "")
        groups.setdefault((number, unit), []).append(row)
    return without_rounded([Value(tuple(sorted(group, key=rank))) for group in groups.values()])


def number_of(row: Row) -> Number:
    """Return the value of a row, and of a range its end."""
    return row["value"], row["high"] if is_range(row) else None


def family(unit: str) -> str:
    """Return the first of the units that count the same: 件 for 起."""
    return families().get(unit, unit)


def is_range(row: Row) -> bool:
    """Whether a row is of a range, 3至5次, and not of one number that is meant roughly."""
    return row["bound"] == "exact" and row["low"] == row["value"] and row["high"] not in (None, row["value"])


def rank(row: Row) -> tuple[bool, Decimal, bool, bool]:
    """Return how well a row tells its value: the most exactly, with a unit, as the whole of parts; the best first."""
    width = Value((row,)).width
    return width is None, width or Decimal(0), not row["unit"], row["role"] != "total"


def without_rounded(values: list[Value]) -> list[Value]:
    """Return the values without those that another tells more exactly, whose rows then go with that."""
    order = sorted(range(len(values)), key=lambda at: (values[at].unit, values[at].value))
    keys = [(values[at].unit, values[at].value) for at in order]
    finer: dict[int, int] = {}
    for at, value in enumerate(values):
        if is_close(value):
            first = bisect_left(keys, (value.unit, value.row["low"]))
            inside = (other for other in order[first : first + NEIGHBOURS] if is_within(values[other], value))
            finer[at] = min(inside, default=at, key=lambda other: (rank(values[other].row), other))
    kept: dict[int, list[Row]] = {at: list(value.rows) for at, value in enumerate(values) if finer.get(at, at) == at}
    for at, value in enumerate(values):
        if at not in kept:
            kept[root(finer, at)] += value.rows
    return [Value(tuple(rows)) for rows in kept.values()]


def root(finer: dict[int, int], at: int) -> int:
    """Return the value that tells the one at `at` most exactly."""
    while finer.get(at, at) != at:
        at = finer[at]
    return at


def is_close(value: Value) -> bool:
    """Whether a value is rounded, and so little that a more exact one of its size is the same."""
    width = value.width
    if not width or value.row["kind"] not in LOOSE or is_range(value.row):
        return False
    return width <= value.value * CLOSE


def is_within(value: Value, other: Value) -> bool:
    """Whether all that a value can mean is what the `other` can mean too, and that is more."""
    if value.unit != other.unit or value.width is None or is_range(value.row):
        return False
    low, high = other.row["low"], other.row["high"]
    return bool(low <= value.row["low"] and value.row["high"] <= high and value.width < high - low)
