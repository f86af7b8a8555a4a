"""Which one value the report gives for an indicator: several are merged in a stated way, never by a silent sum.

A cell is of one organ, one year and one code. Where it has no value, it says why.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from lawrep.catalogue import standard
from lawrep.panel.choice import AMOUNT_UNITS, YUAN
from lawrep.panel.merging import MERGES, Taken
from lawrep.panel.rows import Digest, Row
from lawrep.panel.values import distinct, is_range
from lawrep.rules.words import alike
from lawrep.tables import load

GIVEN = ("given", "zero")
UNIT_OF_MONEY = dict.fromkeys(AMOUNT_UNITS, YUAN)  # what the units that money is asked for in are multiples of
STATES = tuple(load("panel")["values"]["state"])
MOST = 12  # values that a note lists
NOTES = tuple(load("panel")["values"]["note"])  # the words of a note, in their order


class Cell(NamedTuple):
    """What the reports of one organ and year say of one indicator.

    `values` are all different ones that they give, `evidence` the rows behind them, first that of the value.
    """

    code: str
    state: str
    value: Decimal | None = None
    unit: str | None = None
    bound: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""
    values: tuple[Decimal, ...] = ()
    evidence: tuple[Row, ...] = ()


class OrganYear(NamedTuple):
    """The documents of one organ and year; one without organ or year, or that could not be read, stands alone."""

    organ: str | None
    region: str | None
    year: int | None
    digests: tuple[Digest, ...]


def cells_of(
    digests: Sequence[Digest], codes: Sequence[str], merge: str = "total", status: str = "achieved"
) -> dict[str, Cell]:
    """Return a cell for each code from the documents of one organ and year, in whatever order they are given."""
    ordered = sorted(digests, key=lambda digest: digest.document)
    told = [rows_by_code(digest, status) for digest in ordered]
    cells = {}
    for code in codes:
        rows = [found[code] for found in told if code in found]
        cells[code] = cell_of(code, rows, merge) or empty(code, rows, ordered, status)
    return cells


def rows_by_code(digest: Digest, status: str) -> dict[str, list[Row]]:
    """Return the rows of a document that give something of this status, by their code."""
    rows: dict[str, list[Row]] = {}
    for row in digest.rows:
        if row["code"] is not None and row["status"] == status and row["state"] in GIVEN:
            rows.setdefault(row["code"], []).append(row)
    return rows


def cell_of(code: str, told: list[list[Row]], merge: str) -> Cell | None:
    """Return the cell of a code from its rows, those of each document together; None where none gives a value."""
    levels = [found for rows in told if (found := candidates(code, rows))]
    if not levels:
        return None
    choices = [MERGES[merge](distinct(rows)) for rows in levels]
    taken = [choice for choice in choices if choice is not None]
    rows = [row for found in levels for row in found]
    agreed = distinct([choice.row for choice in taken])
    if len(taken) < len(choices) or len(agreed) > 1:
        return several(code, rows)
    return given(code, next(choice for choice in taken if choice.row is agreed[0].row), rows)


def candidates(code: str, rows: list[Row]) -> list[Row]:
    """Return the rows that can be the value of a code: levels of its kind, and parts only where there is nothing else.

    Of a code that the catalogue of the package does not have any kind will do.
    """
    kind = kind_of(code)
    levels = [row for row in rows if row["change"] is None and row["role"] != "former" and kind in (None, row["kind"])]
    return [row for row in levels if row["role"] != "part"] or levels


def kind_of(code: str) -> str | None:
    """Return the kind that a code has; None for one that the catalogue of the package does not have."""
    entry = standard().entries.get(code)
    return entry.kind if entry else None


def given(code: str, taken: Taken, rows: list[Row]) -> Cell:
    """Return the cell whose value was taken; its evidence begins with the row that gives it."""
    row = taken.row
    words = {taken.how, row["bound"], row["role"] or "", "range" * is_range(row), "zero" * (row["value"] == 0)}
    return Cell(
        code,
        "zero" if row["value"] == 0 else "given",
        row["value"],
        row["unit"],
        row["bound"],
        row["low"],
        row["high"],
        note=noted(words, other_unit(code, row["unit"])),
        values=values_of(rows),
        evidence=(*(each for each in rows if each is row), *(each for each in rows if each is not row)),
    )


def noted(words: set[str], unit: str | None = None) -> str:
    """Return the words as a note, in their order, with a unit that must be said."""
    told = words if unit is None else words | {"unit"}
    return " ".join(f"unit={unit}" if word == "unit" else word for word in NOTES if word in told)


def other_unit(code: str, unit: str) -> str | None:
    """Return a unit that does not count the same as the first that the catalogue has for a code; else None."""
    entry = standard().entries.get(code)
    return None if entry is None or alike(entry.unit[0], UNIT_OF_MONEY.get(unit, unit)) else unit


def several(code: str, rows: list[Row]) -> Cell:
    """Return the cell of a code of which several values are given, and none is taken."""
    values = distinct(rows)
    units = {value.row["unit"] for value in values}
    listed = [shown(value.row, with_unit=len(units) > 1) for value in values]
    more = ["…"] if len(listed) > MOST else []
    return Cell(
        code,
        "several",
        unit=units.pop() if len(units) == 1 else None,
        note=f"several: {'; '.join(listed[:MOST] + more)}",
        values=values_of(rows),
        evidence=tuple(rows),
    )


def values_of(rows: list[Row]) -> tuple[Decimal, ...]:
    """Return the different values that rows give, in their order."""
    return tuple(dict.fromkeys(value.row["value"] for value in distinct(rows)))


def shown(row: Row, *, with_unit: bool) -> str:
    """Return a value as a note lists it: 12, 3-5, 12件."""
    last = f"-{row['high']:f}" if is_range(row) else ""
    return f"{row['value']:f}{last}{row['unit'] if with_unit else ''}"


def empty(code: str, told: list[list[Row]], digests: Sequence[Digest], status: str) -> Cell:
    """Return the cell of a code that has no value, with the reason."""
    state = why_not(code, digests, status)
    rows = [row for found in told for row in found]
    words = {state, "only_change" * any(row["change"] is not None for row in rows)}
    words.add("only_former" * any(row["role"] == "former" for row in rows))
    return Cell(code, state, note=noted(words))


def why_not(code: str, digests: Sequence[Digest], status: str) -> str:
    """Return why documents give no value: some of it could not be read, its part is missing, or nothing is said."""
    if any(digest.error is not None or digest.blank_pages for digest in digests):
        return "unreadable"
    parts = {part for digest in digests for part in digest.parts}
    if parts - {"other"} and not parts & places_of(code.partition(".")[0], status):
        return "part_missing"
    return "not_mentioned"


@cache
def places_of(group: str, status: str) -> frozenset[str]:
    """Return the parts of a report in which figures of this group of codes stand, by their status."""
    places = load("panel")["places"][status]
    return frozenset(places.get(group, places["default"]))


def organ_years(digests: Iterable[Digest]) -> list[OrganYear]:
    """Return the documents of each organ and year together, sorted by region, organ and year.

    A region that is named less fully is the same where only one that is named more fully can be meant.
    """
    groups: dict[tuple[str, int], list[Digest]] = {}
    alone = []
    for digest in digests:
        if digest.organ is None or digest.year is None:
            alone.append(OrganYear(digest.organ, digest.region, digest.year, (digest,)))
        else:
            groups.setdefault((digest.organ, digest.year), []).append(digest)
    found = [each for (organ, year), group in groups.items() for each in by_region(organ, year, group)]
    return sorted(found + alone, key=order_of)


def by_region(organ: str, year: int, digests: list[Digest]) -> list[OrganYear]:
    """Return the documents of organs of one name by where these are."""
    regions = {digest.region for digest in digests}
    groups: dict[str | None, list[Digest]] = {}
    for digest in sorted(digests, key=lambda digest: digest.document):
        groups.setdefault(fullest(digest.region, regions), []).append(digest)
    return [OrganYear(organ, region, year, tuple(group)) for region, group in groups.items()]


def fullest(region: str | None, regions: set[str | None]) -> str | None:
    """Return the one region that this one can be short for, or itself: 省A市B县 for B县.

    >>> fullest("青禾县", {"青禾县", "白河市青禾县", None}), fullest(None, {"白河市", "青禾县", None})
    ('白河市青禾县', None)
    """
    named = {each for each in regions if each is not None}
    full = {each for each in named if not any(other != each and other.endswith(each) for other in named)}
    meant = [each for each in full if each.endswith(region or "")]
    return meant[0] if len(meant) == 1 else region


def order_of(group: OrganYear) -> tuple[bool, str, str, int, str]:
    """Return what rows are sorted by; those that could not be read come last."""
    unread = all(digest.error is not None for digest in group.digests)
    return unread, group.region or "", group.organ or "", group.year or 0, group.digests[0].document
