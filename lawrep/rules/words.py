"""What several rules ask of words and numbers."""

import re
from decimal import Decimal
from functools import cache

from lawrep.facts import Figure
from lawrep.intervals import ENDLESS, Interval
from lawrep.tables import load

ASIDE = 24  # characters from an opening bracket to a figure in it
HUNDREDTH = Decimal("0.01")
MOST_DIGITS = 20  # of a number that is shown in full
OTHERS = "[^,，。；;、]"
# 12个社区中, 已有9个建成; 13名人员中, 12名通过; 社区中建成阵地的有9个
AMONG = re.compile(rf"{OTHERS}{{0,16}}中(?:[,，]{OTHERS}{{0,6}}|[,，]?{OTHERS}{{0,16}}(?:有|已|共){OTHERS}{{0,12}})")


@cache
def families() -> dict[str, str]:
    """Return for each unit the first of those that count the same."""
    return {unit: same[0] for same in load("synonyms")["units"]["same"] for unit in same}


def alike(unit: str, other: str) -> bool:
    """Whether two units count the same things: 件 and 起."""
    if unit == other:
        return True
    known = families()
    return known.get(unit, unit) == known.get(other, other)


def among(text: str, whole: Figure, part: Figure) -> bool:
    """Whether a figure is told as some of those of the one before it: 12个社区中已建成9个; 应发120套, 已发118套."""
    if "应" in whole.before and ("已" in part.before or "实" in part.before) and "，" not in part.before:
        return text[whole.end : part.start].lstrip(" ")[:1] in (",", "，")
    return AMONG.fullmatch(text, whole.end, part.start) is not None


def is_aside(text: str, figure: Figure) -> bool:
    """Whether a figure stands in brackets: 审结76件(含上年结转4件)."""
    floor = max(0, figure.start - ASIDE)
    return text.rfind("(", floor, figure.start) > text.rfind(")", floor, figure.start)


def plain(value: Decimal) -> str:
    """Return a number as people write it, with two decimals at most.

    >>> plain(Decimal("99.6855")), plain(Decimal("1.2E+3"))
    ('99.69', '1200')
    """
    if value.adjusted() > MOST_DIGITS:
        return f"{value:.2E}"
    text = f"{value.quantize(HUNDREDTH):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(interval: Interval) -> str:
    """Return the middle of an interval of per cents as people write it."""
    middle = interval.low if interval.high == ENDLESS else (interval.low + interval.high) / 2
    return f"{plain(middle)}%" if middle.is_finite() else "?"
