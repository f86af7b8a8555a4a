"""Read the words that say how a number is meant: at least, at most, about."""

import re
from collections.abc import Iterable

from lawrep.grammar import STOPS, alternation
from lawrep.numbers import Number
from lawrep.tables import Unit, load, words
from lawrep.terms import Bound


def by_last(every: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Group words by their last character, the longest first."""
    groups: dict[str, tuple[str, ...]] = {}
    for word in sorted(every, key=len, reverse=True):
        groups[word[-1]] = (*groups.get(word[-1], ()), word)
    return groups


BOUNDS: tuple[Bound, ...] = ("at_least", "at_most", "about")
ATTACHED = {word: bound for bound in BOUNDS for word in words("bounds", "attached", bound)}
ATTACHED_BY_LAST = by_last(ATTACHED)
APART = words("bounds", "apart", "at_least")
VAGUE: dict[str, Bound] = {word: bound for bound in BOUNDS for word in words("bounds", "vague", bound)}
NOT_VAGUE = words("bounds", "vague", "not")
VAGUE_SCALE = re.compile("[十百千万亿]+(?: ?[余多])?")
MONEY_SIGNS: dict[str, str] = load("units")["amount"]["sign"]
SIGNS = frozenset(sign[-1] for sign in MONEY_SIGNS) | {"-", "负", "下"}
BEFORE_MINUS = frozenset(" ,，:：(\n为是达到至约温拔率速幅差长降值近超有程比") | {""}  # elsewhere - joins and 负 bears
MARKER_LAST = frozenset(word[-1] for word in (*ATTACHED, *APART, *VAGUE)) | SIGNS | {" "}
NO_MARKER_BY_LAST = by_last(words("bounds", "not", "words"))
FAR_AT_LEAST = words("bounds", "apart", "far_at_least")
FAR = re.compile(alternation(FAR_AT_LEAST, words("bounds", "apart", "far_at_most")))
AFTER_BOUND = {word: bound for bound in BOUNDS for word in words("bounds", "after", bound)}
MORE_AFTER = ("多", "余")
AFTER_FIRST = frozenset(word[0] for word in AFTER_BOUND).union(MORE_AFTER, " ")
AFTER = re.compile(rf"(?:{alternation(tuple(AFTER_BOUND))})(?!游|级|班|联)")  # but not 上下游


def read_marker(text: str, number: Number) -> None:
    """Take the marker that stands right before the number into it: 超过2000人, 近 百家."""
    at = number.start
    last = text[at - 1 : at]
    while last == " ":
        at -= 1
        last = text[at - 1 : at]
    if last not in MARKER_LAST or text.endswith(NO_MARKER_BY_LAST.get(last, ()), 0, at):
        return
    if last in SIGNS and read_sign(text, number, at, last):
        return
    if (
        last in VAGUE
        and not (number.more and last != "数")
        and VAGUE_SCALE.fullmatch(text, number.start, number.end)
        and not text.endswith(NOT_VAGUE, 0, at)
    ):
        number.start = at - 1
        number.marked = True
        number.bound = number.bound or VAGUE[last]
        return
    for word in ATTACHED_BY_LAST.get(last, ()):
        if text.endswith(word, 0, at):
            number.start = at - len(word)
            number.marked = True
            number.bound = number.bound or ATTACHED[word]
            return
    if text.endswith(APART, 0, at) and (last != "过" or number.scaled):  # 过亿元, but 组织过5次
        number.marked = True
        number.bound = number.bound or "at_least"


def read_sign(text: str, number: Number, at: int, sign: str) -> bool:
    """Read ￥100, -3.5%, 负二度 and 零下5度; before a count, or between two words, a hyphen is no minus."""
    unit = number.unit
    if sign in MONEY_SIGNS:
        if unit is not None and unit.word != "元":
            return False
        sign = next((longer for longer in MONEY_SIGNS if len(longer) > 1 and text.endswith(longer, 0, at)), sign)
        number.unit = Unit(MONEY_SIGNS[sign], "amount", name=MONEY_SIGNS[sign])
    else:
        sign = "零下" if sign == "下" else sign
        if unit is None or unit.kind == "count" or not text.endswith(sign, 0, at):
            return False
        if text[at - len(sign) - 1 : at - len(sign)] not in BEFORE_MINUS:
            return False
        number.value = -number.value
    number.start = at - len(sign)
    return True


def read_after(text: str, number: Number) -> None:
    """Take 以上, 左右 and their like into the quantity, and 多 or 余 after a measure (3年多)."""
    at = number.tail
    if text[at : at + 1] in MORE_AFTER and number.unit and number.unit.kind in ("measure", "rate"):
        number.bound = number.bound or "at_least"
        number.tail = at = at + 1
    while text[at : at + 1] == " ":
        at += 1
    if text[at : at + 1] in AFTER_FIRST and (found := AFTER.match(text, at)):
        if found[0] == "内" and not (
            (number.unit and number.unit.kind == "measure") or text[found.end() : found.end() + 1] in STOPS
        ):
            return  # 5个内设机构
        bound = AFTER_BOUND[found[0]]
        number.bound = bound if number.bound in (None, "about") else number.bound
        if found[0] != "内":  # 3个工作日内: it bounds, and is no part of the quantity
            number.tail = found.end()


def far_bound(clause: str) -> Bound | None:
    """Return the bound that stands earlier in the clause: 至少开展1次."""
    found = FAR.search(clause)
    return None if found is None else "at_least" if found[0] in FAR_AT_LEAST else "at_most"
