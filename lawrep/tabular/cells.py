"""Read a cell that is a number: its value, its unit, how it is meant, and whether it is a change."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from lawrep.bounds import AFTER_BOUND, ATTACHED
from lawrep.errors import NumeralError
from lawrep.grammar import ADJACENT, alternation
from lawrep.numbers import MORE_BOUND
from lawrep.numerals import ARABIC, HANZI, LONGEST, parse_normalised
from lawrep.quantities import Quantity, find_quantities
from lawrep.tables import Unit, words
from lawrep.tabular.measures import unit_words
from lawrep.terms import Bound, Change

NUMERAL = "[0-9〇零一二两三四五六七八九十百]"
WIDEST = 32  # characters of a cell that is a number
LONGEST_CELL = 80  # of one that begins with a number
STROKE = re.compile("[0-9][0-9,]* ?/ ?[0-9][0-9,]*(?: ?/ ?[0-9][0-9,]*)*")  # 36/4,200: as the units of its head
SEVERAL = re.compile(f"{NUMERAL}[ ,.，]*[^ ,.，{NUMERAL[1:-1]}][^{NUMERAL[1:-1]}]*{NUMERAL}")
BETWEEN = re.compile("[ 、，,；;/和及]*")  # what stands between the numbers of 3场、500人次
STOPS = "。；;，,、 "
GRADES = ("A", "B", "P", "V")  # 3A, of a place and no current
ASIDE = frozenset(",，(（;；")  # what follows a number that more is told of: 200件（含网上办理150件）
UP, DOWN = words("grid", "cell", "up", "words"), words("grid", "cell", "down", "words")
EMPTY = frozenset(words("grid", "cell", "empty", "words"))
NUMERIC = re.compile(NUMERAL)
DIRECTION = re.compile(rf"(?:{alternation(UP, DOWN)}) ?(?=[0-9〇零一二两三四五六七八九十百约近超]|不足|不到)")
BARE = re.compile(
    rf"(?P<mark>{alternation(tuple(ATTACHED))})? ?(?P<sign>-(?=[0-9]))?"
    rf"(?P<number>{ARABIC}(?: ?(?P<scale>万亿|[万亿]|百万|千万))?|{HANZI})"
    rf"(?P<more> ?[余多+几])?(?P<late>[百千万亿]+)? ?(?P<unit>[^0-9 ]*?)(?P<after>{alternation(tuple(AFTER_BOUND))})?"
)
YEAR = re.compile(r"(?:19|20)[0-9]{2} ?年度?")
NO_COUNT = re.compile(  # 0012  13812345678  2023-12  2023年12月  12月  三日
    r"0[0-9]|[0-9]{10,}|(?:19|20)[0-9]{2} ?[年/-] ?[0-9]|[0-9]+ ?[月日号]|[一二三四五六七八九十]+[月日号]"
)


DOUBTFUL = re.compile(  # 36/4,200 is two numbers, and no share; 8 642件 is one, or two
    "[0-9][0-9,.]* ?/ ?[0-9][0-9,.]*|[0-9]{1,3}(?: [0-9]{3})+(?![0-9,.]).*"
)


class Value(NamedTuple):
    """The number of a cell at `[start, end)` of its words."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: Unit | None  # None where the cell prints none
    scaled: bool  # 万 or 亿 is printed in the cell
    bound: Bound
    change: Change | None  # by its sign or the word before it
    order: int = 0  # its place among those of the cell,
    among: int = 1  # and how many they are
    further: tuple["Value", ...] = ()  # the numbers after the first

    @property
    def last(self) -> int:
        """Where the last number of the cell ends."""
        return self.further[-1].end if self.further else self.end


def read_value(said: str) -> Value | None:
    """Return the number that a cell is or begins with; None for words, dates, years, ordinals and codes.

    >>> read_value("约1.2万人次").value, read_value("↓5.2%").change, read_value("2023年"), read_value("第1名")
    (Decimal('12000'), 'down', None, None)
    """
    if len(said) > LONGEST_CELL or NUMERIC.search(said) is None or said in EMPTY:
        return None
    change: Change | None = None
    start = 0
    if direction := DIRECTION.match(said):
        start = direction.end()
        change = "up" if direction[0].strip() in UP else "down"
    rest = said[start:].rstrip(STOPS)
    if NO_COUNT.match(rest) or YEAR.fullmatch(rest):
        return None
    if not start and SEVERAL.search(rest) and (several := read_several(rest)):
        return several[0]._replace(further=tuple(several[1:]))
    if is_doubtful(rest):
        return None
    return read_quantity(rest, start, change) or read_bare(rest, start, change)


def is_doubtful(said: str) -> bool:
    """Whether a cell can hold two numbers, of two things."""
    return DOUBTFUL.fullmatch(said) is not None


def read_several(rest: str) -> list[Value]:
    """Read several numbers of different things: 3场、500人次, each with its unit, or 36/4,200, whose head has them."""
    if STROKE.fullmatch(rest):
        numbers = re.finditer("[0-9,]+", rest)
        bare = [(number, read_bare(number[0], number.start(), None)) for number in numbers]
        found = [value for _, value in bare if value is not None]
        return numbered(found) if len(found) == len(bare) else []
    quantities = find_quantities(rest)
    units = {quantity.unit for quantity in quantities if not quantity.change} - {"", *GRADES}
    if len(units) < 2 or len(units) < len(quantities) or quantities[0].start or quantities[-1].end < len(rest):
        return []
    if not all(BETWEEN.fullmatch(rest, one.end, other.start) for one, other in pairwise(quantities)):
        return []
    return numbered([value_of(quantity) for quantity in quantities])


def numbered(values: list[Value]) -> list[Value]:
    """Return the numbers of one cell, each with its place."""
    return [value._replace(order=order, among=len(values)) for order, value in enumerate(values)]


def value_of(quantity: Quantity) -> Value:
    """Return a quantity with its unit as the number of a cell."""
    unit = Unit(quantity.unit, quantity.kind, name=quantity.unit)
    start, end = quantity.start, quantity.end
    return Value(start, end, quantity.value, quantity.value_max, unit, False, quantity.bound, None)


def read_quantity(rest: str, start: int, change: Change | None) -> Value | None:
    """Read 1,753.79万元, 近百家, 95%以上 as running text is read."""
    found = find_quantities(rest)
    if not found or found[0].start or found[0].unit in GRADES:
        return None
    quantity = found[0]
    if quantity.end < len(rest) and rest[quantity.end :].lstrip()[:1] not in ASIDE:
        return None
    unit = None if not quantity.unit else Unit(quantity.unit, quantity.kind, name=quantity.unit)
    printed = rest[: quantity.end]
    return Value(
        start,
        start + quantity.end,
        quantity.value,
        quantity.value_max,
        unit,
        unit is None and ("万" in printed or "亿" in printed),
        quantity.bound,
        change or quantity.change,
    )


def read_bare(rest: str, start: int, change: Change | None) -> Value | None:
    """Read 1753.79, 约1200, 3.2万, 十二, 一件."""
    match = BARE.fullmatch(rest) if len(rest) <= WIDEST else None
    if match is None or len(match["number"]) > LONGEST or ADJACENT.search(match["number"]):  # 两三 is no 23
        return None
    unit = unit_words().get(match["unit"])
    if match["unit"] and (unit is None or unit.word in GRADES):
        return None
    try:
        value = parse_normalised(match["number"] + (match["late"] or ""))
    except NumeralError:
        return None
    more = (match["more"] or "").strip()
    bound: Bound = "exact"
    if match["after"]:
        bound = AFTER_BOUND[match["after"]]
    elif match["mark"]:
        bound = ATTACHED[match["mark"]]
    elif more:
        bound = MORE_BOUND[more]
    if match["sign"]:
        value = -value
    return Value(start, start + len(rest), value, None, unit, bool(match["scale"] or match["late"]), bound, change)
