"""The charts of an index: of each indicator that two reports give a card, by the groups of the catalogue.

A page is drawn as finely as it can bear: how many places have a bar each, and how many years are compared, depends on
how much there would be to draw.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lawrep.catalogue import group_of, groups, standard
from lawrep.page.index.plots import (
    SPREAD,
    Place,
    Plot,
    Subject,
    across_places,
    is_valued,
    over_years,
    spread_over_years,
    years_of,
)
from lawrep.page.index.spots import Entry, Organ, codes_of, organs_of
from lawrep.page.wording import Say
from lawrep.panel.cells import Cell

Years = dict[int, list[Place]]
BUDGET = 9000  # things drawn on a page: bars, and names of places without one
COLUMNS, COLUMN_WIDTH, GAP = 3, 360, 20  # of the page, in pixels


class Detail(NamedTuple):
    """How many places a chart names at most, how many organs have one over years, and how many years are compared."""

    places: int
    organs: int
    years: int


DETAILS = (
    Detail(60, 60, 30),
    Detail(60, 24, 30),
    Detail(60, 24, 3),
    Detail(60, 12, 1),
    Detail(20, 12, 1),
    Detail(10, 4, 1),
)


class Card(NamedTuple):
    """All charts of one indicator."""

    subject: Subject
    units: tuple[str, ...]
    over_years: tuple[Plot, ...]
    across_places: tuple[Plot, ...]  # the last year first

    @property
    def mixed(self) -> bool:
        """Whether its charts over years have different units."""
        return len({plot.note for plot in self.over_years}) > 1

    @property
    def places_columns(self) -> int:
        """Over how many columns of the page the charts across places go."""
        return max((plot.columns for plot in self.across_places), default=1)

    @property
    def years_columns(self) -> int:
        """Over how many columns of the page the charts over years go."""
        room = sum(chart.width + GAP for plot in self.over_years for chart in plot.charts)
        return max(1, min(COLUMNS, -(-room // COLUMN_WIDTH)))


class Group(NamedTuple):
    """The cards of a first-level group of the catalogue."""

    id: str
    name: str
    cards: tuple[Card, ...]


def gallery(entries: Sequence[Entry], language: str, say: Say) -> list[Group]:
    """Return the charts of all indicators that at least two documents give, by the groups of the catalogue."""
    read = [entry for entry in entries if entry.digest.error is None]
    codes = codes_of(entry.digest for entry in read)
    organs = organs_of(read, codes)
    years = by_year(organs)
    studies = [Study(code, organs, years, language) for code in codes]
    detail = next((each for each in DETAILS if sum(study.cost(each) for study in studies) <= BUDGET), DETAILS[-1])
    cards: dict[str, list[Card]] = {}
    for study in studies:
        card = study.card(detail, say)
        if card.over_years or card.across_places:
            cards.setdefault(group_of(study.subject.code), []).append(card)
    known = groups()
    order = [*(group for group in known if group in cards), *(group for group in cards if group not in known)]
    heading = "name" if language == "zh" else "english"
    return [Group(group, known.get(group, {}).get(heading, group), tuple(cards[group])) for group in order]


class Study:
    """One indicator: the organs that give it over years, and the years in which several do."""

    def __init__(self, code: str, organs: Sequence[Organ], years: Years, language: str) -> None:
        self.code = code
        told = [(organ, cells) for organ in organs if (cells := valued_in(organ, code))]
        self.cells = [cell for _, cells in told for cell in cells]
        self.subject = subject_of(code, self.cells, language)
        self.lasting = [organ for organ, _ in told if len(organ.years) > 1]
        self.years = {year: places for year, places in years.items() if self.is_told_twice(places)}

    def is_told_twice(self, places: Sequence[Place]) -> bool:
        """Whether at least two of the places give a value, so that there is something to compare."""
        found = (place for place in places if is_valued(place.spot.cells[self.code]))
        return next(found, None) is not None and next(found, None) is not None

    def cost(self, detail: Detail) -> int:
        """Return how much there would be to draw."""
        counts = [len(places) for places in islice(self.years.values(), detail.years)]
        across = sum(count if count <= detail.places else SPREAD for count in counts)
        over = len(self.lasting) * len(years_of(self.lasting)) if len(self.lasting) <= detail.organs else 0
        return across + over

    def card(self, detail: Detail, say: Say) -> Card:
        """Draw the charts."""
        draw = over_years if len(self.lasting) <= detail.organs else spread_over_years
        units = Counter(cell.unit for cell in self.cells if cell.unit)
        return Card(
            self.subject,
            tuple(unit for unit, _ in units.most_common()),
            tuple(draw(self.subject, self.lasting, say)),
            tuple(self.across(detail, say)),
        )

    def across(self, detail: Detail, say: Say) -> Iterator[Plot]:
        """Yield the plots across places, year by year."""
        for year, places in islice(self.years.items(), detail.years):
            yield from across_places(self.subject, year, places, detail.places, say)


def by_year(organs: Sequence[Organ]) -> Years:
    """Return the organs with a report on each year, the last year first."""
    years: Years = {}
    for organ in organs:
        for year, spot in organ.years.items():
            years.setdefault(year, []).append(Place(organ, spot))
    return {year: years[year] for year in sorted(years, reverse=True)}


def valued_in(organ: Organ, code: str) -> list[Cell]:
    """Return the values that an organ gives of an indicator, year by year."""
    return [cell for spot in organ.years.values() if is_valued(cell := spot.cells[code])]


def subject_of(code: str, cells: Sequence[Cell], language: str) -> Subject:
    """Return an indicator by name; of one of a user's own, that is its id, and its kind that of its first figure."""
    entry = standard().entries.get(code)
    if entry is not None:
        return Subject(code, entry.name if language == "zh" else entry.english, entry.kind)
    kinds = (str(cell.evidence[0]["kind"]) for cell in cells if cell.evidence)
    return Subject(code, code, next(kinds, "count"))
