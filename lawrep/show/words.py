"""The words and colours of a terminal: what figures are in words, in Chinese or English."""

from decimal import Decimal
from functools import cache
from typing import Any

from lawrep.catalogue import standard
from lawrep.compared import Said
from lawrep.normalise import normalise
from lawrep.numerals import EXACT, shorten
from lawrep.show.safe import safe
from lawrep.tables import load

# In the middle between black and white: each has a contrast of 4 at least on both.
COLOURS = {"count": "color(32)", "rate": "color(28)", "amount": "color(130)", "measure": "color(98)"}
QUIET = "color(243)"  # what is not to be read first
MYRIADS = ((8, "亿"), (4, "万"))
SIGNS = {"about": "≈", "at_least": "≥", "at_most": "≤"}
TURNS = {"up": "rise", "down": "fall"}
Words = dict[str, str]


@cache
def words_in(language: str) -> Words:
    """Return the words of pages, comparisons and the terminal in a language."""
    tables = (load(name) for name in ("page", "comparison", "show"))
    return {key: each[language] for table in tables for key, each in table.items()}


def in_words(indicator: dict[str, Any], words: Words) -> str:
    """Return what an indicator says, with its bound and in base units.

    >>> fields = {"value": Decimal(12000), "value_max": None, "unit": "件", "bound": "at_least", "change": None}
    >>> in_words(fields, words_in("en"))
    'at least 12000件'
    """
    said = f"{indicator['value']:f}"
    if indicator["value_max"] is not None:
        said = words["range"].format(said, f"{indicator['value_max']:f}")
    said = words[f"bound_{indicator['bound']}"].format(said + safe(indicator["unit"]))
    return words[TURNS[indicator["change"]]].format(said) if indicator["change"] else said


def adds(said: str, printed: str) -> bool:
    """Whether a number in words says more than what is printed.

    >>> adds("12000件", "1.2万件"), adds("5400人次", "５,400 人次")
    (True, False)
    """
    return said.replace(" ", "") != normalise(printed, traditional=True).replace(" ", "").replace(",", "")


def number(said: Said, words: Words) -> str:
    """Return what one of two documents says of an indicator: a number with its bound, several, or why there is none."""
    unit = said.unit or ""
    if said.state == "several":
        printed = dict.fromkeys(safe(figure.text) for figure in said.evidence)  # where the units differ
        return " / ".join(printed if said.unit is None else (scaled(value, unit) for value in said.values))
    if said.value is None:
        return words[f"state_{said.state}"]
    text = scaled(said.value, unit)
    if said.end_of_range is not None:
        text = f"{said.value:f}-{scaled(said.end_of_range, unit)}"
    return SIGNS.get(said.bound or "", "") + text


def scaled(value: Decimal, unit: str) -> str:
    """Return a number with its unit; 元 by the ten thousand or the hundred million, to the last digit.

    >>> scaled(Decimal(10123600), "元"), scaled(Decimal("99.7"), "%"), scaled(Decimal(-250000000), "元")
    ('1012.36万元', '99.7%', '-2.5亿元')
    """
    if unit == "元":
        for digits, scale in MYRIADS:
            if abs(value) >= Decimal(10) ** digits:
                return f"{shorten(EXACT.scaleb(value, -digits)):f}{scale}{unit}"
    return f"{value:f}{safe(unit)}"


def named(code: str, language: str) -> str:
    """Return the id of an indicator, or its name in Chinese; one of a user's own catalogue has its id alone."""
    entry = standard().entries.get(code) if language == "zh" else None
    return entry.name if entry else safe(code)
