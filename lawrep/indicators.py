"""Place each quantity in its section and say its status and its label."""

from typing import Any

from lawrep.grammar import CLAUSE_END, SENTENCE_START
from lawrep.labels import label_of
from lawrep.outline import Heading
from lawrep.quantities import Quantity
from lawrep.status import status_of


def find_indicators(text: str, printed: str, headings: list[Heading], quantities: list[Quantity]) -> list[dict[str, Any]]:
    """Return the fields of `models.Indicator` for each quantity of a normalised `text`."""
    indicators = []
    section: Heading | None = None
    upcoming = iter(headings)
    following = next(upcoming, None)
    for quantity in quantities:
        while following is not None and following.start <= quantity.start:
            section, following = following, next(upcoming, None)
        start, end = quantity.start, quantity.end
        sentence = SENTENCE_START.match(text, max(0, start - 200), start)
        sentence_start = sentence.end() if sentence else max(0, start - 200)
        clause_end = CLAUSE_END.search(text, end).start()
        indicators.append(
            {
                "text": printed[start:end],
                "start": start,
                "end": end,
                "value": quantity.value,
                "value_max": quantity.value_max,
                "unit": quantity.unit,
                "kind": quantity.kind,
                "bound": quantity.bound,
                "change": quantity.change,
                "status": status_of(
                    text[sentence_start:start], text[quantity.clause : clause_end], section.part if section else None
                ),
                "label": label_of(printed[quantity.clause : start], printed[end:clause_end]),
                "code": None,
                "section": section.id if section else None,
            }
        )
    return indicators
