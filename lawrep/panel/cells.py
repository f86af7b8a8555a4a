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
from lawrep.panel.organs import Organ, known_organs
from lawrep.panel.rows import Digest, Row
from lawrep.panel.values import distinct, is_range
from lawrep.rules.words import alike
from lawrep.tables import load, words

GIVEN = ("given", "zero")
OTHERS = ("former", "each")  # the roles of levels that are not of the organ and year
CUTS = words("panel", "changes", "codes", "words")
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
    levels = [row for row in rows if is_level(row) and row["role"] not in OTHERS and kind in (None, row["kind"])]
    return [row for row in levels if row["role"] != "part"] or levels


def is_level(row: Row) -> bool:
    """Whether a row gives how many there are, or a change of which its indicator is the measure: 办理时限压缩65%."""
    return row["change"] is None or (row["code"] in CUTS and row["unit"] in standard().entries[row["code"]].unit)


def kind_of(code: str) -> str | None:
    """Return the kind that a code has; None for one that the catalogue of the package does not have."""
    entry = standard().entries.get(code)
    return entry.kind if entry else None


def given(code: str, taken: Taken, rows: list[Row]) -> Cell:
    """Return the cell whose value was taken; its evidence begins with the row that gives it."""
    row = taken.row
    said = {taken.how, row["bound"], row["role"] or "", "range" * is_range(row), "zero" * (row["value"] == 0)}
    return Cell(
        code,
        "zero" if row["value"] == 0 else "given",
        row["value"],
        row["unit"],
        row["bound"],
        row["low"],
        row["high"],
        note=noted(said, other_unit(code, row["unit"])),
        values=values_of(rows),
        evidence=(*(each for each in rows if each is row), *(each for each in rows if each is not row)),
    )


def noted(said: set[str], unit: str | None = None) -> str:
    """Return the words as a note, in their order, with a unit that must be said."""
    told = said if unit is None else said | {"unit"}
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
    said = {state, "only_change" * any(row["change"] is not None for row in rows)}
    said |= {f"only_{row['role']}" for row in rows if row["role"] in OTHERS}
    return Cell(code, state, note=noted(said))


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

    An organ is known by the fullest of its names, and a region that is named less fully is the same where only one
    that is named more fully can be meant.
    """
    ordered = sorted(digests, key=lambda digest: digest.document)
    known = known_organs(organ for digest in ordered if (organ := organ_of(digest)) is not None)
    groups: dict[tuple[Organ, int], list[Digest]] = {}
    alone = []
    for digest in ordered:
        organ = organ_of(digest)
        if organ is None or digest.year is None:
            alone.append(OrganYear(digest.organ, digest.region, digest.year, (digest,)))
        else:
            groups.setdefault((known[organ], digest.year), []).append(digest)
    found = [OrganYear(organ.name, organ.region, year, tuple(group)) for (organ, year), group in groups.items()]
    return sorted(found + alone, key=order_of)


def organ_of(digest: Digest) -> Organ | None:
    """Return the organ that a document tells, if it does."""
    return None if digest.organ is None else Organ(digest.organ, digest.region)


def order_of(group: OrganYear) -> tuple[bool, str, str, int, str]:
    """Return what rows are sorted by; those that could not be read come last."""
    unread = all(digest.error is not None for digest in group.digests)
    return unread, group.region or "", group.organ or "", group.year or 0, group.digests[0].document
