"""Place each quantity in its section and say its status, its label and its code."""

from bisect import bisect_left
from operator import attrgetter
from typing import Any

from lawrep.clauses import find_clauses
from lawrep.codes import Identifier
from lawrep.labels import Labeller
from lawrep.markers import Heading
from lawrep.quantities import Quantity
from lawrep.status import Context
from lawrep.tabular.codes import CellIdentifier
from lawrep.tabular.figures import Figure
from lawrep.tabular.sheet import Sheet


def find_indicators(  # noqa: PLR0917 - one step takes what the steps before it found
    text: str,
    printed: str,
    headings: list[Heading],
    quantities: list[Quantity],
    year: int | None,
    identifier: Identifier,
    sheet: Sheet,
) -> list[dict[str, Any]]:
    """Return the fields of `models.Indicator` for each quantity of a normalised `text`, a report on `year`."""
    indicators: list[dict[str, Any]] = []
    section: Heading | None = None
    upcoming = iter(headings)
    following = next(upcoming, None)
    context, labeller = Context(text, year), Labeller(sheet.parted(printed))
    tables = TableContext(sheet, headings, year, identifier) if sheet.figures else None
    for quantity, clause in zip(quantities, find_clauses(text, quantities), strict=True):
        start = quantity.start
        if tables is not None:
            indicators += tables.indicators(printed, start)
        while following is not None and following.start <= start:
            section, following = following, next(upcoming, None)
        clause_end = clause.limit
        status = context.status(quantity, clause_end, section)
        label = labeller.label(quantity, clause_end)
        code = identifier.code(quantity, clause, section)
        indicators.append(fields_of(printed, quantity, status, label, code, section))
    if tables is not None:
        indicators += tables.indicators(printed, len(printed) + 1)
    return indicators


def fields_of(  # noqa: PLR0917 - of what the document says
    printed: str, quantity: Quantity, status: str, label: str, code: str | None, section: Heading | None
) -> dict[str, Any]:
    """Return the fields of `models.Indicator`, in their order."""
    start, end = quantity.start, quantity.end
    return {
        "text": printed[start:end],
        "start": start,
        "end": end,
        "value": quantity.value,
        "value_max": quantity.value_max,
        "unit": quantity.unit if "(" not in quantity.unit else as_printed(quantity.unit, printed[start:end]),
        "kind": quantity.kind,
        "bound": quantity.bound,
        "change": quantity.change,
        "status": status,
        "label": label,
        "code": code,
        "section": section.id if section else None,
    }


class TableContext:
    """Where the figures of the tables stand, asked for in reading order."""

    def __init__(self, sheet: Sheet, headings: list[Heading], year: int | None, identifier: Identifier) -> None:
        self.figures = sheet.figures
        self.at = 0
        self.headings = headings
        self.section = -1
        self.years = years_of(sheet.figures, year)
        self.identifier = CellIdentifier(identifier)

    def indicators(self, printed: str, stop: int) -> list[dict[str, Any]]:
        """Return the indicators of the figures before `stop` that have not been asked for."""
        found = []
        while self.at < len(self.figures) and self.figures[self.at].quantity.start < stop:
            figure = self.figures[self.at]
            self.at += 1
            quantity = figure.quantity
            while self.section + 1 < len(self.headings) and self.headings[self.section + 1].start <= quantity.start:
                self.section += 1
            section = self.headings[self.section] if self.section >= 0 else None
            code = figure.code = self.identifier.code_of(figure, section)
            label = worded(figure, self.label(figure), printed)
            if figure.when and figure.when != self.years[figure.table]:
                label, code, figure.code = f"{label}({figure.when})", None, None
            in_plan = section is not None and (section.part == "plan" or -1 < section.turn < quantity.start)
            planned = figure.planned or in_plan
            found.append(fields_of(printed, quantity, "planned" if planned else "achieved", label, code, section))
        return found

    def label(self, figure: Figure) -> str:
        """Return what a figure counts: the line above its table says so too, unless it is a heading of the outline."""
        start, end = figure.caption
        at = bisect_left(self.headings, start, key=attrgetter("start"))
        is_heading = at < len(self.headings) and self.headings[at].start < end
        return figure.label("" if is_heading else figure.title)


def worded(figure: Figure, words: str, printed: str) -> str:
    """Return the label of a figure with the characters as they are printed: （, 處."""
    for cell in figure.cells:
        said = printed[cell.start : cell.end]
        if said != cell.words:
            for one, other in zip(cell.words, said, strict=True):
                if one != other:
                    words = words.replace(one, other)
    return words


def years_of(figures: list[Figure], year: int | None) -> dict[int, str]:
    """Return the year that each table is on: that of the report, or where it names none the last of its heads."""
    years: dict[int, str] = {}
    for figure in figures:
        last = years.setdefault(figure.table, f"{year}年" if year is not None else "")
        if year is None and figure.when[:2] == "20" and figure.when > last:
            years[figure.table] = figure.when
    return years


def as_printed(unit: str, text: str) -> str:
    """Return the unit with the brackets that are printed: 册（份）."""
    return unit.replace("(", "（").replace(")", "）") if "（" in text else unit
