"""Two documents compared, for a pipe: a line each, tab-separated, always with the same columns."""

from collections.abc import Iterator
from decimal import Decimal

from lawrep.compared import Compared, Comparison, Goal, Said
from lawrep.show.safe import safe

COLUMNS = (
    *("what", "status", "code", "name", "label", "change", "earlier", "later", "unit", "difference", "percent"),
    *("earlier_state", "later_state", "earlier_text", "later_text"),
)
SEVERAL = "; "  # between the values, and the quotations, of what has several


def tabbed(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    """Yield the lines, first the names of the columns; figures without a code that are the same with `everything`."""
    yield "\t".join(COLUMNS)
    for each in comparison.indicators:
        yield line("indicator" if each.label is None else "label", each)
    for goal in comparison.goals:
        yield line("goal", goal)
    for each in comparison.uncoded:
        if everything or each.change != "same":
            yield line("uncoded", each)
    for what in ("only_earlier", "only_later"):
        for each in getattr(comparison, what):
            yield line(what, each)


def line(what: str, each: Compared | Goal) -> str:
    """Return the line of an indicator, a figure or a goal; its columns are empty where there is nothing to say."""
    if isinstance(each, Goal):
        status, change, percent, sides = "planned", str(each.outcome), None, (each.planned, each.achieved)
    else:
        status, change, percent, sides = each.status, each.change, each.percent, (each.earlier, each.later)
    cells = (
        *(what, status, each.code, each.name, each.label, change),
        *(SEVERAL.join(f"{value:f}" for value in side.values) for side in sides),
        unit_of(sides),
        *(plain(number) for number in (each.difference, percent)),
        *(side.state for side in sides),
        *(SEVERAL.join(dict.fromkeys(figure.text for figure in side.evidence)) for side in sides),
    )
    return "\t".join(safe(cell or "") for cell in cells)


def unit_of(sides: tuple[Said, Said]) -> str:
    """Return the unit of a line; nothing where one side has several values of different units."""
    units = [side.unit for side in sides if side.is_told]
    return "" if None in units else units[0] or ""


def plain(number: Decimal | None) -> str:
    """Return every digit of a number."""
    return "" if number is None else f"{number:f}"
