"""Read words that are a unit and nothing else, with its scale: 万元, 人次, 单位:件."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from lawrep.numbers import ONE
from lawrep.numerals import parse_normalised
from lawrep.tables import Unit, load, units, words

SAME: dict[str, str] = load("grid")["glued"]["same"]
SCALES = {scale: parse_normalised(scale) for scale in ("万亿", "百万", "千万", "百", "千", "万", "亿")}
CLASSIFIERS, NOUNS = words("grid", "heads", "counted", "words"), words("grid", "heads", "counted", "nouns")
ALONE = frozenset(words("grid", "heads", "counted", "alone"))
BESIDE = re.compile(" ?[/、] ?")
UNIT_LABEL = re.compile(r"^(?:计量|数量)?单位 ?[:：]? ?")


class Measure(NamedTuple):
    """A unit with the scale that stands before it: 万元."""

    unit: Unit
    scale: Decimal


@cache
def unit_words() -> dict[str, Unit]:
    """Return the units by their words, but for the names of places."""
    every = (unit for group in units().values() for unit in (*group.longer, group.single) if unit is not None)
    return {unit.word: unit for unit in every if not unit.place}


def measure_of(said: str) -> Measure | None:
    """Return the unit that words are, and nothing else.

    >>> measure_of("单位:万元").scale, measure_of("人次").unit.name, measure_of("市公安局")
    (Decimal('10000'), '人次', None)
    """
    said = UNIT_LABEL.sub("", said.strip()).strip()
    said = SAME.get(said, said)
    known = unit_words()
    unit = known.get(said)
    if unit is not None:
        return None if unit.latin and len(said) == 1 else Measure(unit, ONE)
    for scale, size in SCALES.items():
        if said.startswith(scale):
            rest = known.get(said[len(scale) :])
            if rest is not None and not rest.latin:
                return Measure(rest, size)
    return None


def measures_of(said: str) -> tuple[Measure, ...]:
    """Return the units that words are, side by side: 场次/人次; none where they are one, or something else."""
    pieces = BESIDE.split(said)
    if len(pieces) < 2 or measure_of(said) is not None:
        return ()
    found = [measure for piece in pieces if (measure := measure_of(piece)) is not None]
    return tuple(found) if len(found) == len(pieces) else ()


def counted_in(said: str) -> Measure | None:
    """Return the unit by the classifier before 数 at the end of a head.

    >>> counted_in("参加人数").unit.name, counted_in("件数").unit.name, counted_in("案件数"), counted_in("总数")
    ('人', '件', None, None)
    """
    stem = said.removesuffix("数")
    if stem == said or stem.endswith(NOUNS):
        return None
    word = stem if stem in ALONE else next((word for word in CLASSIFIERS if stem.endswith(word)), "")
    return measure_of(word) if word else None
