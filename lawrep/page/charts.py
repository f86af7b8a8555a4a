"""Charts of one indicator as data: bars over the years of an organ, or across places, with all that is unsure of them.

A chart says where things stand, in pixels from its baseline; `templates/charts.html` draws it as SVG, upright for years
and lying for places. A length is to the span as the value is to the top of the axis, exactly, to a tenth of a pixel.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from lawrep.page.figures import compact, exact, in_words, scales_of, with_sign
from lawrep.page.wording import Say
from lawrep.panel.cells import Cell

GIVEN = ("given", "zero", "several")  # states with a value
NO_REPORT = "no_report"
OTHER_UNIT = "other_unit"
TENTH = Decimal("0.1")
ZERO, ONE, TEN, HUNDRED = Decimal(0), Decimal(1), Decimal(10), Decimal(100)
STEPS = (Decimal(1), Decimal(2), Decimal(5))
INTERVALS = 3  # of an axis at most
ARROW = Decimal(8)  # pixels of an arrow, which says that there is no telling how far
CAP = Decimal(3)  # pixels that a whisker goes at least, to be seen
UPRIGHT, LYING = 84, 142  # pixels that an axis is long
GUTTER = 38  # pixels for what is written beside an upright axis


class Slot(NamedTuple):
    """A place on the axis: its name, as it is written there and in full, what is known of it, and the page behind it.

    Without a cell there is no report.
    """

    name: str
    title: str
    cell: Cell | None
    href: str = ""


class Series(NamedTuple):
    """The cells of one indicator and unit side by side: the years of one organ, or the places in one year."""

    title: str
    unit: str
    kind: str
    slots: tuple[Slot, ...]


class Whisker(NamedTuple):
    """From where to where a value can be; at an `open` end it has an arrow, for there may be no end."""

    start: Decimal
    end: Decimal
    open: str = ""  # up, down


class Bar(NamedTuple):
    """What is drawn in one slot. `length` is None for a gap, whose `state` says why it is one."""

    name: str
    title: str
    href: str
    state: str
    bound: str
    label: str
    length: Decimal | None = None
    whisker: Whisker | None = None
    marks: tuple[Decimal, ...] = ()  # where each of several values stands

    @property
    def reach(self) -> Decimal:
        """How far what is drawn goes from the baseline."""
        return max((self.length or ZERO, *self.marks, self.whisker.end if self.whisker else ZERO))


class Tick(NamedTuple):
    """A value on the axis, and where it stands."""

    at: Decimal
    label: str


class Chart(NamedTuple):
    """A chart ready to be drawn."""

    title: str
    about: str
    kind: str
    span: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    caption: str = ""

    @property
    def slot(self) -> int:
        """How wide the slot of a bar is that stands upright; in a narrow one the value is not written."""
        return 44 if len(self.bars) <= 6 else max(20, 288 // len(self.bars))

    @property
    def width(self) -> int:
        """How wide a chart is whose bars stand upright."""
        return GUTTER + self.slot * len(self.bars) + 2


class Axis(NamedTuple):
    """From 0 to `top` in steps, over so many pixels."""

    top: Decimal
    step: Decimal
    span: int

    def at(self, value: Decimal) -> Decimal:
        """Return where a value stands, from the baseline."""
        return (min(max(value, ZERO), self.top) * self.span / self.top).quantize(TENTH)


def chart_of(series: Series, span: int, say: Say, axis: Axis | None = None) -> Chart:
    """Return the chart of a series, whose axis is `span` pixels long; several charts can have one `axis`."""
    cells = [slot.cell for slot in series.slots if slot.cell]
    axis = axis or axis_of(cells, span)
    bars = tuple(bar_of(slot, axis, say) for slot in series.slots)
    valued = sum(cell.state in GIVEN for cell in cells)
    about = say["about_chart"].format(count=len(bars), valued=valued, unit=series.unit)
    return Chart(series.title, about, series.kind, span, bars, ticks_of(axis, series.unit, say))


def ticks_of(axis: Axis, unit: str, say: Say) -> tuple[Tick, ...]:
    """Return the values that are written along an axis."""
    scales = scales_of(say["scales"])
    values = [axis.step * number for number in range(int(axis.top / axis.step) + 1)]
    return tuple(Tick(axis.at(value), with_sign(compact(value, scales), unit)) for value in values)


def axis_of(cells: Iterable[Cell], span: int) -> Axis:
    """Return an axis from 0 to a round value that all values and the ends of their whiskers lie below; 100 for rates.

    >>> axis_of([Cell("a.b", "given", Decimal(954), "件", "exact", values=(Decimal(954),))], 100)
    Axis(top=Decimal('1000'), step=Decimal('500'), span=100)
    """
    shown = [cell for cell in cells if cell.state in GIVEN]
    highest = max((end for cell in shown for end in ends_of(cell)), default=ZERO)
    if shown and all(cell.unit == "%" for cell in shown):
        highest = max(highest, HUNDRED)
    return axis_to(highest, span, whole=all(is_whole(value) for cell in shown for value in cell.values))


def axis_to(highest: Decimal, span: int, *, whole: bool) -> Axis:
    """Return an axis that reaches `highest` in a few steps of 1, 2, 5, 10, 20, ...; of no less than 1 if `whole`."""
    if highest <= ZERO:
        return Axis(ONE, ONE, span)
    power = TEN ** (highest / INTERVALS).adjusted()
    step = next(step * power for step in (*STEPS, TEN) if step * power * INTERVALS >= highest)
    step = max(ONE, step) if whole else step
    return Axis((highest / step).to_integral_value(ROUND_CEILING) * step, step, span)


def is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def ends_of(cell: Cell) -> Sequence[Decimal]:
    """Return the values that must find room on an axis."""
    unsure = cell.high is not None and (cell.bound == "about" or is_range(cell))
    return (*cell.values, *([cell.high] if unsure and cell.high is not None else []))


def is_range(cell: Cell) -> bool:
    """Whether the report gives two ends, 3至5次; a number that is rounded can be less than it is printed."""
    return cell.bound == "exact" and cell.value is not None and cell.low == cell.value != cell.high


def bar_of(slot: Slot, axis: Axis, say: Say) -> Bar:
    """Return what is drawn in a slot."""
    cell = slot.cell
    state = cell.state if cell else NO_REPORT
    if cell is None or state not in GIVEN:
        words = say[f"state_{state}"]
        return Bar(slot.name, f"{slot.title}{say['colon']}{words}", slot.href, state, "", words)
    bound = cell.bound or "exact"
    if cell.value is None:
        values = sorted(cell.values)
        words = say["several_values"].format(" / ".join(exact(value) for value in values) + (cell.unit or ""))
        label = say["several_label"].format(len(values))
        places = tuple(axis.at(value) for value in values)
        return Bar(slot.name, f"{slot.title}{say['colon']}{words}", slot.href, "several", bound, label, marks=places)
    printed = with_sign(compact(cell.value, scales_of(say["scales"])), cell.unit)
    title = f"{slot.title}{say['colon']}{full_value(cell, say)}"
    whisker = whisker_of(cell, axis)
    return Bar(slot.name, title, slot.href, state, bound, printed, axis.at(cell.value), whisker)


def full_value(cell: Cell, say: Say) -> str:
    """Return the value of a cell in full; of a range both ends."""
    if cell.value is None or not is_range(cell) or cell.high is None:
        return in_words(cell.value or ZERO, cell.unit, cell.bound, say)
    return f"{exact(cell.value)}–{exact(cell.high)}{cell.unit or ''}"


def whisker_of(cell: Cell, axis: Axis) -> Whisker | None:
    """Return how far a value may be off; None for one that is exact."""
    value = axis.at(cell.value or ZERO)
    high = value if cell.high is None else axis.at(cell.high)
    if cell.bound == "at_least":
        return Whisker(value, max(high, value + ARROW), "up")
    if cell.bound == "at_most":
        return Whisker(max(ZERO, value - ARROW), value, "down") if value else None
    if cell.bound == "about":
        low = value if cell.low is None else axis.at(cell.low)
        return Whisker(max(ZERO, min(low, value - CAP)), max(high, value + CAP))
    return Whisker(value, high) if is_range(cell) else None
