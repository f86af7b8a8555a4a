"""Find every quantity: value, unit, kind, bound, and whether it is a change.

Each number that the scan found is read with what stands around it, those that belong together are joined (`3-5次`,
`6、8和10次`), and what measures something is kept. What a quantity is, and what each field means, is in the labelling
guide; the words are in `data/`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from lawrep.bounds import AFTER_FIRST, FAR, MARKER_LAST, far_bound, read_after, read_marker
from lawrep.changes import CHANGES, change_of
from lawrep.exclusions import counts, opens_list
from lawrep.grammar import CLAUSE, LIST, RANGE
from lawrep.money import YUAN, is_money
from lawrep.numbers import Number, find_numbers
from lawrep.numerals import shorten
from lawrep.tables import Unit
from lawrep.terms import Bound, Change, Kind
from lawrep.units import read_unit

NOTHING = Unit("", "count")
GAP = 4  # characters that can stand between two numbers that belong together
REACH = 80  # characters back to where the clause of a number is looked for
CUES = re.compile(
    f"{CHANGES}|{FAR.pattern}"
)  # words without which there is neither a change nor a bound told from afar
ITEM = re.compile(r"[、和及][^,，。;；:：、达为至到建开办受完成]{1,16}")  # 新增调解室3个、调解员12名: one verb for both


@dataclass(slots=True, eq=False)
class Quantity:
    """A quantity at `[start, end)` of the text; `value` is in base units of `unit`."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: Kind
    bound: Bound
    change: Change | None
    clause: int  # where its clause starts, after any quantity before it


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities of a normalised `text`, in reading order and without overlap; linear in its length."""
    numbers = find_numbers(text)
    for number in numbers:
        if number.unit is None:
            read_unit(text, number)
        before, after = text[number.start - 1 : number.start], text[number.tail : number.tail + 1]
        if before in MARKER_LAST:
            read_marker(text, number)
        if after in AFTER_FIRST:
            read_after(text, number)
        number.counts = counts(text, number)
    return complete(text, join(text, numbers))


def join(text: str, numbers: list[Number]) -> list[Number]:
    """Make one of the two ends of a range, and give the items of a list the unit that stands after the last."""
    joined: list[Number] = []
    after: Number | None = None
    for number in reversed(numbers):
        if after is not None and after.start - number.tail <= GAP:
            between = text[number.tail : after.start]
            if RANGE.fullmatch(between):
                if is_range(number, after):
                    merge(number, after)
                    joined.pop()
                elif number.ordinal or not number.counts:
                    after.counts = False
            elif number.unit is None and after.counts and after.unit and LIST.fullmatch(between):
                share(text, number, after)
        if after is not None and not number.counts and opens_list(text, number, after):
            number.counts = True
        joined.append(number)
        after = number
    joined.reverse()
    return joined


def is_range(low: Number, high: Number) -> bool:
    """Whether 3 and 5次 make 3-5次; 2021-31号 and 第3至5批 are none."""
    if not high.counts or low.ordinal or low.value_max is not None:
        return False
    if low.unit is None:
        return min(low.value, scaled_like(low, high)) < high.value
    return low.counts and high.unit is not None and low.unit.word == high.unit.word and low.value < high.value


def merge(low: Number, high: Number) -> None:
    """Make `low` the whole range."""
    shared = scaled_like(low, high)
    low.value = shared if shared < high.value else low.value  # 8500到3万元 shares no 万
    low.value_max = high.value
    low.unit, low.tail, low.bound, low.counts = high.unit, high.tail, high.bound or low.bound, True


def share(text: str, number: Number, after: Number) -> None:
    """Give an item of a list the unit of the item after it, unless it is an ordinal or part of a code."""
    number.unit = after.unit
    number.counts = counts(text, number)
    if number.counts:
        number.value = scaled_like(number, after)


def scaled_like(number: Number, after: Number) -> Decimal:
    """Return the value of `number` with the scale that it shares with the number after it: 3-5万元, 两到三千元."""
    if number.scale >= after.scale or number.scaled or number.unit not in (None, after.unit):
        return number.value
    shared = shorten(number.value * after.scale / number.scale)
    return shared if number.value < after.scale and shared < after.value * 100 else number.value


def complete(text: str, numbers: list[Number]) -> list[Quantity]:
    """Settle what depends on the clause: money without 元, a bound told from afar, a change, what a list shares."""
    quantities: list[Quantity] = []
    last: Quantity | None = None
    governed = False  # the last change came with an object, and holds for the objects listed after it
    for number in numbers:
        floor = last.end if last else 0
        start = number.start
        if not number.counts or number.glued or start < floor:
            continue
        reach = floor if floor > start - REACH else start - REACH
        clause = CLAUSE.match(text, reach, start)
        begin = clause.end() if clause else reach
        before = text[begin:start]
        unit = number.unit or (YUAN if is_money(text, before, number) else NOTHING)
        change: Change | None = None
        with_object, bound = False, number.bound
        if CUES.search(before):
            change, with_object = change_of(before, unit.kind)
            bound = bound or far_bound(before)
        if last and start - floor <= GAP and LIST.fullmatch(text, floor, start):
            change = change or last.change
            if unit is NOTHING and number.scaled and last.kind == "amount":
                unit = YUAN
            bound = bound or shared_bound(text, last)
            if (
                number.bound
                and last.bound == "exact"
                and last.unit == unit.name
                and text.endswith(SHARED_AFTER, 0, number.tail)
            ):
                last.bound = number.bound
        elif governed and last and change is None and ITEM.fullmatch(text, floor, start):
            change, with_object = last.change, True
        governed = with_object
        last = Quantity(
            start, number.tail, number.value, number.value_max, unit.name, unit.kind, bound or "exact", change, begin
        )
        quantities.append(last)
    return quantities


SHARED_AFTER = ("以上", "左右", "以内", "以下")


def shared_bound(text: str, last: Quantity) -> Bound | None:
    """Return the bound whose marker stands before the first of a list: 超过2%、5%."""
    return last.bound if last.bound in ("at_least", "at_most") and not text[last.start].isdecimal() else None
