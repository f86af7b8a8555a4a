"""The charts of one indicator under their captions: over the years of an organ, and across places in a year.

Few places are a bar each, with its name; of many the chart shows how they are spread, and names the first and the last.
Values of different units never share an axis.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from lawrep.page.charts import GIVEN, LYING, OTHER_UNIT, UPRIGHT, Chart, Series, Slot, axis_of, chart_of
from lawrep.page.index.spots import Organ, Spot, shortened
from lawrep.page.index.spreads import histogram, quarters
from lawrep.page.wording import Say
from lawrep.panel.cells import Cell
from lawrep.rules.words import families

COLUMN = 20  # bars below each other
NAME_ROOM, CAPTION_ROOM = 9.5, 16  # characters of a name beside a bar, above a chart
ENDS = 5  # places that are named at either end of many
SPREAD = 24  # bars or so in a plot of many
LONGEST = 24  # years in a row; where there are more, those without any report are left out
ZERO = Decimal(0)


class Subject(NamedTuple):
    """An indicator: its id, its name in the language of the page, and its kind."""

    code: str
    name: str
    kind: str


class Place(NamedTuple):
    """An organ, and what it says in one year."""

    organ: Organ
    spot: Spot


class Gaps(NamedTuple):
    """The places that give no value for the same reason: how many, and their names and pages."""

    words: str
    number: int
    slots: tuple[Slot, ...]  # none where there are many


class Plot(NamedTuple):
    """Charts under one caption; `form` says which way the bars go."""

    caption: str
    note: str
    form: str
    charts: tuple[Chart, ...]
    gaps: tuple[Gaps, ...] = ()
    year: int | None = None

    @property
    def columns(self) -> int:
        """How many of its charts stand side by side; those with a caption of their own stand below each other."""
        return sum(not chart.caption for chart in self.charts) or 1


def over_years(subject: Subject, organs: Sequence[Organ], say: Say) -> Iterator[Plot]:
    """Yield a plot of each organ and unit, a bar a year; a year without a report is a gap.

    All have the same years, so that they stand below each other.
    """
    years = years_of(organs)
    for organ in organs:
        slots = [year_slot(subject, organ, year, say) for year in years]
        for unit, own in by_unit(slots).items():
            row = tuple(slot if slot in own or not is_valued(slot.cell) else elsewhere(slot) for slot in slots)
            series = Series(f"{subject.name} · {organ.name}", unit, subject.kind, row)
            yield Plot(shortened(organ.name, CAPTION_ROOM), unit, "upright", (chart_of(series, UPRIGHT, say),))


def years_of(organs: Sequence[Organ]) -> Sequence[int]:
    """Return the years from the first report of the organs to the last."""
    years = sorted({year for organ in organs for year in organ.years})
    return range(years[0], years[-1] + 1) if years and years[-1] - years[0] < LONGEST else years


def year_slot(subject: Subject, organ: Organ, year: int, say: Say) -> Slot:
    """Return the slot of a year."""
    title = f"{organ.name} {say['in_year'].format(year)}"
    spot = organ.years.get(year)
    return spot.slot(str(year), title, spot.cells[subject.code]) if spot else Slot(str(year), title, None)


def elsewhere(slot: Slot) -> Slot:
    """Return the slot of a value whose unit is not that of the chart."""
    return slot._replace(cell=Cell(slot.cell.code if slot.cell else "", OTHER_UNIT))


def by_unit(slots: Sequence[Slot]) -> dict[str, list[Slot]]:
    """Return the slots with a value by unit, that of most first; of units that count the same, the one of most.

    Where several values of different units are given, their slot goes with most.
    """
    groups: dict[str, list[Slot]] = {}
    unsure: list[Slot] = []
    for slot in slots:
        if slot.cell is not None and is_valued(slot.cell):
            unit = slot.cell.unit
            (unsure if unit is None else groups.setdefault(families().get(unit, unit), [])).append(slot)
    ordered = sorted(groups.values(), key=len, reverse=True) or ([[]] if unsure else [])
    return {most_common_unit(group): group + unsure * (not at) for at, group in enumerate(ordered)}


def most_common_unit(slots: Sequence[Slot]) -> str:
    """Return the unit that most of the slots have."""
    units = Counter(slot.cell.unit or "" for slot in slots if slot.cell)
    return max(units, key=lambda unit: units[unit], default="")


def is_valued(cell: Cell | None) -> bool:
    """Whether a cell has a value, or several."""
    return cell is not None and cell.state in GIVEN


def across_places(subject: Subject, year: int, places: Sequence[Place], most: int, say: Say) -> Iterator[Plot]:
    """Yield a plot of each unit: a bar for each place that gives a value, the greatest first; the others are gaps."""
    in_words = say["in_year"].format(year)
    many = len(places) > most
    slots = [
        spot.slot(shortened(organ.name, NAME_ROOM), f"{organ.name} {in_words}", cell)
        for organ, spot in places
        if (cell := spot.cells[subject.code]).value is not None or not many
    ]
    empty = [slot for slot in slots if not is_valued(slot.cell)]
    gaps = counted([spot.cells[subject.code] for _, spot in places], say) if many else gaps_of(empty, say)
    for unit, own in by_unit(slots).items():
        own.sort(key=size_of, reverse=True)
        inside = empty if len(slots) <= COLUMN else []
        series = Series(f"{subject.name} · {in_words}", unit, subject.kind, (*own, *inside))
        charts = spread(series, say) if many and len(own) > COLUMN else columns(series, say)
        note = say["places_note"].format(places=len(places), valued=len(own), unit=unit)
        yield Plot(in_words, note, "lying", tuple(charts), () if inside else gaps, year)
        empty, gaps = [], ()


def size_of(slot: Slot) -> tuple[bool, Decimal]:
    """Return what places are sorted by: the value, or the greatest of several."""
    cell = slot.cell
    values = (cell.value,) if cell and cell.value is not None else cell.values if cell else ()
    return bool(cell and cell.state != "several"), max(values, default=ZERO)


def columns(series: Series, say: Say) -> Iterator[Chart]:
    """Yield the chart of a series in columns of the same height, more or less, with one axis."""
    axis = axis_of((slot.cell for slot in series.slots if slot.cell), LYING)
    count = -(-len(series.slots) // COLUMN)
    rows = -(-len(series.slots) // count)
    slots = iter(series.slots)
    while column := tuple(islice(slots, rows)):
        yield chart_of(series._replace(slots=column), LYING, say, axis)


def spread(series: Series, say: Say) -> Iterator[Chart]:
    """Yield a chart of how the values of a series are spread, and one of the first and the last of them."""
    values = [slot.cell.value for slot in series.slots if slot.cell is not None and slot.cell.value is not None]
    yield histogram(series, values, LYING, say)._replace(caption=say["caption_spread"])
    ends = (*series.slots[:ENDS], *series.slots[-ENDS:])
    yield chart_of(series._replace(slots=ends), LYING, say)._replace(caption=say["caption_ends"].format(ENDS))


def gaps_of(slots: Sequence[Slot], say: Say) -> tuple[Gaps, ...]:
    """Return the slots without a value by the reason for it."""
    groups: dict[str, list[Slot]] = {}
    for slot in slots:
        groups.setdefault(slot.cell.state if slot.cell else "", []).append(slot)
    return tuple(Gaps(say[f"state_{state}"], len(group), tuple(group)) for state, group in sorted(groups.items()))


def counted(cells: Iterable[Cell], say: Say) -> tuple[Gaps, ...]:
    """Return how many cells have not one value, by the reason for it."""
    states = Counter(cell.state for cell in cells if cell.value is None)
    return tuple(Gaps(say[f"state_{state}"], number, ()) for state, number in sorted(states.items()))


def spread_over_years(subject: Subject, organs: Sequence[Organ], say: Say) -> Iterator[Plot]:
    """Yield a plot of each unit: for each year where the middle half of the organs lies."""
    slots = [
        spot.slot(str(year), organ.name, spot.cells[subject.code])
        for organ in organs
        for year, spot in organ.years.items()
    ]
    for unit, own in by_unit(slots).items():
        years: dict[int, list[Decimal]] = {}
        for slot in own:
            if slot.cell is not None and slot.cell.value is not None:
                years.setdefault(int(slot.name), []).append(slot.cell.value)
        if years:
            values = {year: years.get(year, []) for year in years_of(organs)}
            chart = quarters(Series(subject.name, unit, subject.kind, ()), values, UPRIGHT, say)
            yield Plot(say["all_organs"].format(len(organs)), unit, "upright", (chart,))
