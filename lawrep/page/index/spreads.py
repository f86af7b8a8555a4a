"""Many values in little room: how many places lie between which values, and where the middle half of each year lies."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from lawrep.page.charts import HUNDRED, STEPS, TEN, ZERO, Bar, Chart, Series, axis_to, is_whole, ticks_of
from lawrep.page.figures import Scales, compact, exact, scales_of, with_sign
from lawrep.page.wording import Say

CLASSES = 14  # in one chart; more become powers of ten
QUARTERS = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))


class Class(NamedTuple):
    """All values from `low` on that are not in the next class."""

    low: Decimal
    name: str


def histogram(series: Series, values: Sequence[Decimal], span: int, say: Say) -> Chart:
    """Return a chart of how many of the values lie in which class: 0, 1 to 2, 2 to 5, 5 to 10; of rates each ten."""
    scales = scales_of(say["scales"])
    classes = rate_classes(values) if series.unit == "%" else size_classes(values, scales)
    lows = [each.low for each in classes]
    counts = Counter(max(0, bisect_right(lows, value) - 1) for value in values)
    axis = axis_to(Decimal(max(counts.values())), span, whole=True)
    bars = []
    for at, each in enumerate(classes):
        count = Decimal(counts[at])
        full = say["class_full"].format(name=each.name, count=counts[at])
        bars.append(Bar(each.name, full, "", "given" if count else "zero", "", exact(count), axis.at(count)))
    about = say["about_spread"].format(len(values))
    return Chart(series.title, about, series.kind, span, tuple(bars), ticks_of(axis, "", say))


def size_classes(values: Sequence[Decimal], scales: Scales) -> list[Class]:
    """Return classes that grow as values do, from the least to the greatest; 0 is one of its own."""
    positive = [value for value in values if value > ZERO]
    classes = [Class(ZERO, "0")] if len(positive) < len(values) else []
    if not positive:
        return classes
    edges = edges_between(min(positive), max(positive), STEPS)
    if len(edges) > CLASSES:
        edges = edges_between(min(positive), max(positive), STEPS[:1])
    names = [compact(edge, scales) for edge in edges]
    return classes + [Class(edges[at], f"{names[at]}–{names[at + 1]}") for at in range(len(edges) - 1)]


def edges_between(least: Decimal, most: Decimal, steps: Sequence[Decimal]) -> list[Decimal]:
    """Return round values, the first no more than `least`, the last above `most`.

    >>> [str(edge) for edge in edges_between(Decimal(3), Decimal(20), STEPS)]
    ['2', '5', '10', '20', '50']
    """
    power = TEN ** least.adjusted()
    edges: list[Decimal] = []
    while not edges or edges[-1] <= most:
        edges += [step * power for step in steps]
        power *= TEN
    last = bisect_right(edges, most)
    return edges[bisect_right(edges, least) - 1 : last + 1]


def rate_classes(values: Sequence[Decimal]) -> list[Class]:
    """Return a class for each ten per cent from the least value on; 100 is one of its own, with what lies above."""
    first = min(TEN, (max(min(values), ZERO) / TEN).to_integral_value(ROUND_FLOOR))
    tens = range(int(first) * 10, 100, 10)
    most = with_sign("100" if max(values) <= HUNDRED else "≥100", "%")
    return [*(Class(Decimal(ten), f"{ten}–{ten + 10}%") for ten in tens), Class(HUNDRED, most)]


def quarters(series: Series, years: Mapping[int, Sequence[Decimal]], span: int, say: Say) -> Chart:
    """Return a chart with, for each year, the middle of its values and from where to where their middle half goes."""
    scales, unit = scales_of(say["scales"]), series.unit
    parts = {year: [quantile(sorted(values), share) for share in QUARTERS] for year, values in years.items() if values}
    highest = max((part[-1] for part in parts.values()), default=ZERO)
    whole = all(is_whole(value) for part in parts.values() for value in part)
    axis = axis_to(HUNDRED if unit == "%" and highest <= HUNDRED else highest, span, whole=whole)
    bars = []
    for year in years:
        if year not in parts:
            name = say["in_year"].format(year)
            bars.append(Bar(str(year), f"{name}{say['colon']}{say['state_no_report']}", "", "no_report", "", ""))
            continue
        low, middle, high = parts[year]
        full = say["quarters_full"].format(
            year=year, count=len(years[year]), low=exact(low), middle=exact(middle), high=f"{exact(high)}{unit}"
        )
        label = with_sign(compact(middle, scales), unit)
        marks = (axis.at(low), axis.at(middle), axis.at(high))
        bars.append(Bar(str(year), full, "", "spread", "", label, marks=marks))
    return Chart(series.title, say["about_quarters"], series.kind, span, tuple(bars), ticks_of(axis, unit, say))


def quantile(ordered: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return the value below which this share of the `ordered` values lies, by linear interpolation.

    >>> quantile([Decimal(1), Decimal(2), Decimal(4)], Decimal("0.25"))
    Decimal('1.50')
    """
    place = share * (len(ordered) - 1)
    at = int(place)
    above = ordered[min(at + 1, len(ordered) - 1)]
    return ordered[at] + (above - ordered[at]) * (place - at)
