"""What the charts of an index are made from: organs, their years, what each says, and the pages behind it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lawrep.catalogue import standard
from lawrep.page.charts import Slot
from lawrep.panel.cells import Cell, OrganYear, cells_of, organ_years
from lawrep.panel.organs import fullest
from lawrep.panel.rows import Digest

WIDE = "\u2e80"  # from here on a character is as wide as it is high
NARROW = 0.56  # of that width, which a Latin letter takes
VALUED = ("given", "zero")


class Entry(NamedTuple):
    """One document of an index: what is kept of it, its page if it has one, its findings by level.

    `starts` is where its quantities stand in the text, in order; that says which mark of the page is whose.
    """

    digest: Digest
    href: str | None
    levels: Mapping[str, int]
    starts: tuple[int, ...] = ()

    def mark(self, start: int | None) -> str:
        """Return the address of the mark of what stands at `start`, or of the page; nothing without a page."""
        if self.href is None:
            return ""
        at = bisect_left(self.starts, start) if start is not None else len(self.starts)
        known = at < len(self.starts) and self.starts[at] == start
        return f"{self.href}#q{at + 1}" if known else self.href


class Spot(NamedTuple):
    """One organ in one year: what its reports say of each indicator."""

    year: int
    entries: tuple[Entry, ...]
    cells: Mapping[str, Cell]

    def slot(self, name: str, title: str, cell: Cell | None) -> Slot:
        """Return the slot of a cell, which leads to the figure that it was taken from."""
        row = cell.evidence[0] if cell is not None and cell.evidence else None
        entry = next((each for each in self.entries if row and each.digest.document == row["document"]), None)
        if entry is None:
            return Slot(name, title, cell, self.entries[0].mark(None) if self.entries else "")
        return Slot(name, title, cell, entry.mark(row["start"] if row else None))


class Organ(NamedTuple):
    """An organ with the years of its reports, in order."""

    name: str  # told from others of that name by its region
    years: Mapping[int, Spot]


def codes_of(digests: Iterable[Digest]) -> list[str]:
    """Return the codes that at least two documents give a value of, in the order of the catalogue."""
    found: Counter[str] = Counter()
    for digest in digests:
        found.update({row["code"] for row in digest.rows if is_value(row)})
    order = {code: at for at, code in enumerate(standard().entries)}
    return sorted(
        (code for code, number in found.items() if number > 1), key=lambda code: (order.get(code, len(order)), code)
    )


def is_value(row: Mapping[str, object]) -> bool:
    """Whether a row says how much there was of something that has a code."""
    return row["code"] is not None and row["status"] == "achieved" and row["change"] is None and row["state"] in VALUED


def organs_of(entries: Sequence[Entry], codes: Sequence[str]) -> list[Organ]:
    """Return the organs whose reports say which year they are of, sorted by region and name."""
    known = {entry.digest.document: entry for entry in entries}
    groups: dict[str, list[OrganYear]] = {}
    for each in organ_years(entry.digest for entry in entries):
        if each.year is not None:
            groups.setdefault(each.organ or each.digests[0].document, []).append(each)
    organs: list[tuple[str, Organ]] = []
    for name, years in groups.items():
        regions = {each.region for each in years}
        by_region: dict[str | None, dict[int, Spot]] = {}
        for each in years:
            spot = Spot(
                each.year or 0, tuple(known[one.document] for one in each.digests), cells_of(each.digests, codes)
            )
            by_region.setdefault(fullest(each.region, regions), {})[spot.year] = spot
        for region, spots in by_region.items():
            full = name if len(by_region) == 1 else f"{region or ''}{name}"
            organs.append((region or "", Organ(full, dict(sorted(spots.items())))))
    return [organ for _, organ in sorted(organs, key=lambda pair: (pair[0], pair[1].name))]


def shortened(name: str, room: float) -> str:
    """Return a name of at most so many Chinese characters' width; the middle is left out of a longer one.

    >>> shortened("云山省白河市青禾县综合行政执法局", 10)
    '云山省白…行政执法局'
    """
    if width_of(name) <= room:
        return name
    head, tail = "", ""
    for front, back in zip(name, reversed(name), strict=True):
        if width_of(f"{head}…{back}{tail}") > room:
            break
        tail = back + tail
        if width_of(f"{head}{front}…{tail}") > room:
            break
        head += front
    return f"{head}…{tail}"


def width_of(name: str) -> float:
    """Return how wide a name is, in Chinese characters."""
    return sum(1 if character >= WIDE else NARROW for character in name)
