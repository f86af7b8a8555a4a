"""Place each quantity in its section and say its status, its label and its code."""

from typing import Any

from lawrep.clauses import find_clauses
from lawrep.codes import Identifier
from lawrep.labels import Labeller
from lawrep.markers import Heading
from lawrep.quantities import Quantity
from lawrep.status import Context


def find_indicators(  # noqa: PLR0917 - one step takes what the steps before it found
    text: str,
    printed: str,
    headings: list[Heading],
    quantities: list[Quantity],
    year: int | None,
    identifier: Identifier,
) -> list[dict[str, Any]]:
    """Return the fields of `models.Indicator` for each quantity of a normalised `text`, a report on `year`."""
    indicators = []
    section: Heading | None = None
    upcoming = iter(headings)
    following = next(upcoming, None)
    context, labeller = Context(text, year), Labeller(printed)
    for quantity, clause in zip(quantities, find_clauses(text, quantities), strict=True):
        start, end = quantity.start, quantity.end
        while following is not None and following.start <= start:
            section, following = following, next(upcoming, None)
        clause_end = clause.limit
        indicators.append(
            {
                "text": printed[start:end],
                "start": start,
                "end": end,
                "value": quantity.value,
                "value_max": quantity.value_max,
                "unit": quantity.unit if "(" not in quantity.unit else as_printed(quantity.unit, printed[start:end]),
                "kind": quantity.kind,
                "bound": quantity.bound,
                "change": quantity.change,
                "status": context.status(quantity, clause_end, section),
                "label": labeller.label(quantity, clause_end),
                "code": identifier.code(quantity, clause, section),
                "section": section.id if section else None,
            }
        )
    return indicators


def as_printed(unit: str, text: str) -> str:
    """Return the unit with the brackets that are printed: 册（份）."""
    return unit.replace("(", "（").replace(")", "）") if "（" in text else unit
