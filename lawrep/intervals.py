"""Read a printed number as the interval of what it can mean: 36.39万 is 363,900 ± 50, 2.8万余 is [28,000, 29,000).

A number is printed rounded or cut off, and the report does not say which: 99.7% is all of [99.65, 99.8). Two figures
contradict each other only where their intervals cannot meet.
"""

import re
from decimal import Decimal, localcontext
from typing import NamedTuple

from lawrep.numerals import EXACT
from lawrep.terms import Bound

ZERO, ONE, TEN = Decimal(0), Decimal(1), Decimal(10)
ENDLESS = Decimal("Infinity")
HALF = Decimal("0.5")
ABOUT = Decimal("0.1")  # how far off a number may be that is called about right, as a share of it
ABOUT_LEAST = ONE
SCALES = {"百": 2, "千": 3, "万": 4, "亿": 8}
DECIMALS = re.compile(r"[.点]([0-9〇零一二两三四五六七八九]+)")
SCALED = re.compile(r"[0-9] ?([百千万亿]+)")
OVER = re.compile(r"[余多+]")  # no more than the next unit of the last digit: 2.8万余
FEW = re.compile(  # of which only the scale is said: 数十, 百余, but not 2.8万余
    r"[几数]|(?<![0-9.点〇零一二两三四五六七八九十百千万])(?<![0-9] )[百千万亿]余|上[百千万]"
)
FRACTION = re.compile(r"(?<![百千万])分之|/")
TENTHS = "成"


class Interval(NamedTuple):
    """All from `low` to `high`; with `open`, `high` itself is not of it."""

    low: Decimal
    high: Decimal
    open: bool = False

    def meets(self, other: "Interval") -> bool:
        """Whether some number lies in both."""
        return reaches(self, other.low) and reaches(other, self.low)

    def holds(self, value: Decimal) -> bool:
        """Whether `value` lies in it."""
        return self.low <= value and reaches(self, value)


def reaches(interval: Interval, value: Decimal) -> bool:
    """Whether an interval goes up to `value` at least."""
    return value < interval.high or (value == interval.high and not interval.open)


def read_interval(text: str, value: Decimal, value_max: Decimal | None, bound: Bound, kind: str) -> Interval:
    """Return what the normalised `text` of a quantity can mean, whose value, bound and kind are known.

    >>> read_interval("36.39万人", Decimal(363900), None, "exact", "count")
    Interval(low=Decimal('363850.0'), high=Decimal('364000'), open=True)
    >>> read_interval("2.8 万余人", Decimal(28000), None, "at_least", "count")
    Interval(low=Decimal('28000'), high=Decimal('29000'), open=True)
    """
    if value_max is not None:
        return Interval(value, value_max)
    with localcontext(EXACT):
        return around(text, value, bound, kind)


def around(text: str, value: Decimal, bound: Bound, kind: str) -> Interval:
    """Return what one number can mean."""
    step = step_of(text, value, kind)
    if bound == "exact":
        return Interval(value - step * HALF, value + step, True) if step else Interval(value, value)
    if bound == "at_most":
        return Interval(min(ZERO, value), value)
    if bound == "at_least":
        if FEW.search(text):
            return Interval(value, value * TEN, True)
        return Interval(value, value + place_of(value, step), True) if OVER.search(text) else Interval(value, ENDLESS)
    if FEW.search(text):
        return Interval(value, value * TEN, True)
    slack = max(abs(value) * ABOUT, step, ABOUT_LEAST)
    return Interval(value - slack, value + slack)


def step_of(text: str, value: Decimal, kind: str) -> Decimal:
    """Return what one more in the last printed digit is worth; nothing for a number that is counted out."""
    decimals = DECIMALS.search(text)
    scaled = SCALED.search(text)
    if kind == "rate":
        if TENTHS in text:
            return ONE if text[-1] != TENTHS or value % TEN else TEN
        if FRACTION.search(text):
            return ONE
    elif not decimals and not scaled:
        return ZERO
    places = -len(decimals[1]) if decimals else 0
    return TEN ** (places + (sum([SCALES[scale] for scale in scaled[1]]) if scaled else 0))


def place_of(value: Decimal, step: Decimal) -> Decimal:
    """Return what the last digit of a number is worth that is not 0: 100 of 1500."""
    place = step or ONE
    while value and not value % (place * TEN):
        place *= TEN
    return place


def plus(first: Interval, second: Interval) -> Interval:
    """Return what two numbers can be together."""
    return Interval(first.low + second.low, first.high + second.high, first.open or second.open)


def ratio(part: Interval, whole: Interval) -> Interval:
    """Return what per cent the part can be of the whole, neither of them below 0."""
    if not whole.high:
        return Interval(ENDLESS, ENDLESS)
    low = ZERO if whole.high == ENDLESS else max(ZERO, part.low * 100 / whole.high)
    high = ENDLESS if part.high == ENDLESS or not whole.low else part.high * 100 / whole.low
    return Interval(low, high)
