"""Shares: what can be one at all, and whether it agrees with the counts that it is a share of."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from lawrep.facts import FEW, Facts, Figure
from lawrep.grammar import alternation
from lawrep.intervals import Interval, plus, ratio
from lawrep.rules.registry import HOLDS, Found, Held, Relation, relation, rule
from lawrep.rules.words import alike, among, plain, shown
from lawrep.tables import Words, load, words

MOST = 100
STRICT = 200  # of a larger count some are still open, and the share is one of the rest
NEAR = 80  # characters between a share and the counts that it is of
CLOSE = 20  # characters between figures that follow right after each other
FAR = 20  # percentage points up to which a pair is taken to be meant that no word shows to be
ROUGH = 4  # percentage points
RUN = 3  # counts in a row that one share can be of together: 优秀 and 良好

LISTED = re.compile(" ?[、和及与]")
BEHIND = re.compile(r"的?(?P<name>[^\W\d_A-Za-z]{0,8}?率)")
OF_TOTAL = re.compile(r"占(?:比|总数|全部|总量|比例|比重|案件总数|总案件|受理总数|总受理数)?(?:的|为|达|达到|约)?$")
EXCEED = re.compile(alternation(words("shares", "other", "exceed")))
SURVEYED = re.compile(alternation(words("shares", "other", "surveyed")))
ALL = re.compile(alternation(words("shares", "other", "all")))
APART = re.compile(alternation(words("shares", "other", "apart")))


class Share(NamedTuple):
    """What a share is a share of: the words of the counts above and below the line."""

    part: Words
    whole: Words
    some: bool = False  # the base can be any number up to the whole
    loose: bool = False  # the base is no count that is told: hearings, of which a case can have several
    listed: bool = True  # else `part` names the share, and each character of it must be told with its count


SHARES: dict[str, Share] = {
    name: Share(tuple(fields["part"]), tuple(fields["whole"]), fields.get("some", False), fields.get("loose", False))
    for fields in load("shares").values()
    for name in fields.get("rate", ())
}
NAMED = re.compile("率|满意度|占")
NAMES = sorted(SHARES, key=len, reverse=True)


def is_share(figure: Figure) -> bool:
    """Whether a figure is a share of a whole, and no change of one."""
    return figure.unit == "%" and figure.is_level


def share_of(figure: Figure) -> Share | None:
    """Return what a share is a share of, by the words before it or right behind it, or else by its label."""
    behind = BEHIND.match(figure.after)
    for said in (
        figure.before.rstrip(" 达到为是约近超过:：仅均高的在"),
        behind["name"] if behind else "",
        figure.label,
    ):
        if said.endswith(("率", "满意度")):
            for name in NAMES:
                if said.endswith(name):
                    return SHARES[name]
            stem = said[-3:-1]
            return Share((stem,), (), listed=False) if len(stem) == 2 else None
    return None


def tells(figure: Figure, any_of: Words) -> bool:
    """Whether the clause of a count has one of the words."""
    return any(word in figure.before or word in figure.after for word in any_of)


def is_part(figure: Figure, share: Share) -> bool:
    """Whether a count is told as what stands above the line."""
    if share.listed:
        return tells(figure, share.part)
    said = figure.before[-12:] + figure.after[:6]
    return all(character in said for character in share.part[0])


@rule("share-above-100")
def share_above_100(facts: Facts) -> Iterator[Relation]:
    """Yield the shares that are more than all."""
    for passage in facts.passages:
        for figure in passage.figures:
            if figure.unit == "%" and figure.value > MOST and figure.change is None:
                named = NAMED.search(figure.before) or NAMED.search((BEHIND.match(figure.after) or [""])[0])
                listed = share_of(figure)
                sure = (listed is not None and listed.listed) or EXCEED.search(figure.before) is None
                if figure.interval.low > MOST and named and sure:
                    yield Found(figure.start, figure.end, {"share": figure.text})


@relation("rate-matches-counts")
def rate_matches_counts(facts: Facts) -> Iterator[Relation]:
    """Yield whether each share agrees with some pair of counts of its passage, where a pair is meant."""
    for passage in facts.passages:
        counts: list[Figure] | None = None
        for figure in passage.figures:
            if not is_share(figure) or figure.interval.low > MOST:
                continue
            share = share_of(figure)
            if share is None or APART.search(figure.before):
                continue
            if counts is None:
                counts = [each for each in passage.figures if each.is_count]
            near = around(counts, figure)
            parts = [
                count
                for before, count in zip([None, *near], near, strict=False)
                if is_part(count, share) or (before is not None and among(facts.text, before, count))
            ]
            if parts:
                yield from compare(facts, figure, share, near, parts)


def around(counts: list[Figure], rate: Figure) -> list[Figure]:
    """Return the counts nearest to a rate, most of them before it; of plans for a planned one."""
    at = bisect_left(counts, rate.start, key=start_of)
    return [count for count in counts[max(0, at - FEW) : at + FEW // 2] if count.planned == rate.planned]


def start_of(figure: Figure) -> int:
    return figure.start


def compare(facts: Facts, rate: Figure, share: Share, counts: list[Figure], parts: list[Figure]) -> Iterator[Relation]:
    """Yield whether a pair of counts gives the rate; the nearest where none does, if one is meant."""
    meant = meant_pair(facts, rate, share, counts, parts)
    if (
        meant is not None
        and rate.value == MOST
        and not agrees(meant[0].interval, meant[1].interval, rate.interval, rough=True)
    ):
        counts = [meant[0], meant[1]]  # two numbers that are equal by chance say nothing
    if rate.value == MOST and any(ALL.search(part.before + part.after) for part in parts):
        yield HOLDS
        return
    pair = fitting_pair(rate, counts, parts)
    if pair is not None:
        yield Held(rate.start, rate.end, pair)
        return
    if meant is not None:
        part, whole = meant
        given = shown(ratio(part.interval, whole.interval))
        yield Found(rate.start, rate.end, {"rate": rate.text, "part": part.text, "whole": whole.text, "given": given})


def fitting_pair(rate: Figure, counts: list[Figure], parts: list[Figure]) -> str | None:
    """Return the first pair of counts that gives a rate, told as 951件 of 954件; the part can be a few in a row."""
    for at, part in enumerate(counts):
        together = part.interval
        for last in range(at, min(at + RUN, len(counts))):
            if last > at:
                if not alike(counts[last].unit, part.unit):
                    break
                together = plus(together, counts[last].interval)
            for index, whole in enumerate(counts):
                if at <= index <= last or not alike(whole.unit, part.unit):
                    continue
                if agrees(together, whole.interval, rate.interval, rough=part in parts):
                    return f"{' + '.join(each.text for each in counts[at : last + 1])} of {whole.text}"
    return None


def agrees(part: Interval, whole: Interval, rate: Interval, *, rough: bool) -> bool:
    """Whether two counts give a rate; those that are told roughly give any, and so only where they are meant."""
    given = ratio(part, whole)
    return given.meets(rate) and (rough or given.high - given.low <= ROUGH)


def meant_pair(
    facts: Facts, rate: Figure, share: Share, counts: list[Figure], parts: list[Figure]
) -> tuple[Figure, Figure] | None:
    """Return the part and the whole that a rate is surely of: near it, side by side, the whole first."""
    for part in sorted(parts, key=lambda each: abs(each.start - rate.start)):
        if abs(part.start - rate.start) > NEAR or "另" in part.before:
            continue
        earlier = [count for count in counts if count.start < part.start and alike(count.unit, part.unit)]
        if not earlier:
            continue
        whole = earlier[-1]
        if whole.start < rate.start < part.start or whole.sentence != part.sentence:
            continue
        apart = part.sentence != rate.sentence
        if apart and (part.start < rate.start or any(count.sentence == rate.sentence for count in counts)):
            continue
        if whole.interval.high >= part.interval.low and is_meant(facts.text, rate, share, part, whole):
            return part, whole
    return None


def is_meant(text: str, rate: Figure, share: Share, part: Figure, whole: Figure) -> bool:
    """Whether a share is of two counts: by the words of the whole, or as it follows right after them and is near."""
    if among(text, whole, part) or (share.listed and tells(whole, share.whole)):
        return True
    if (
        share.listed
        or not is_part(part, share)
        or not 0 <= rate.start - part.end < CLOSE
        or part.start - whole.end > CLOSE
    ):
        return False
    given = ratio(part.interval, whole.interval)
    return given.low - FAR <= rate.value <= given.high + FAR


@relation("share-of-total")
def share_of_total(facts: Facts) -> Iterator[Relation]:
    """Yield whether the share that a part is said to be (其中涉企30件, 占25%) is that of its whole."""
    for sentence in facts.sentences:
        for index in range(2, len(sentence)):
            share, part = sentence[index], sentence[index - 1]
            if share.unit != "%" or not share.is_level or not part.is_counted:
                continue
            if not OF_TOTAL.match(facts.text[part.end : share.start].lstrip(" ,，、(")):
                continue
            wholes = [
                each
                for each in sentence[max(0, index - FEW) : index - 1]
                if alike(each.unit, part.unit) and each.is_counted
            ]
            if not wholes:
                continue
            fits = (each for each in wholes if ratio(part.interval, each.interval).meets(share.interval))
            whole = next(fits, None)
            if whole is not None:
                yield Held(share.start, share.end, f"{part.text} of {whole.text}")
            else:
                given = shown(ratio(part.interval, wholes[0].interval))
                said = {"share": share.text, "part": part.text, "whole": wholes[0].text, "given": given}
                yield Found(share.start, share.end, said)


@relation("share-of-whole-number")
def share_of_whole_number(facts: Facts) -> Iterator[Relation]:
    """Yield whether a share can be one of the count before it: no whole number of 7 is 94.34%.

    The test is GRIM: Brown and Heathers, "The GRIM Test", Social Psychological and Personality Science 8 (2017).
    """
    for sentence in facts.sentences:
        for index in range(1, len(sentence)):
            rate = sentence[index]
            if not is_share(rate) or not 0 < rate.value < MOST or SURVEYED.search(facts.text, rate.since, rate.start):
                continue
            share = share_of(rate)
            bases = [each for each in sentence[max(0, index - FEW) : index] if each.is_count]
            if APART.search(rate.before):
                continue
            if share is None:
                noun = rate.before[-3:-1] if rate.before.endswith("占") else ""
                of_noun = [base for base in bases if noun and (noun in base.after or base.after.endswith("中"))]
                if of_noun:
                    yield from whole_number(rate, of_noun[-1], of_noun, [], some=False)
                continue
            others = [base for base in bases if not is_part(base, share)]
            wholes = [base for base in others or bases if tells(base, share.whole)]
            nearest = not wholes or wholes[-1] is (others or bases)[-1]  # nothing else is counted in between
            parted = len(others) < len(bases) and len(bases) > 1  # the count above the line is told as well
            listed = LISTED.match(facts.text, sentence[index - 1].end) and sentence[index - 1].unit == "%"  # 90%和12%
            if wholes and nearest and not parted and not listed and not share.loose:
                yield from whole_number(rate, wholes[-1], wholes, others, some=share.some)


def whole_number(
    rate: Figure, whole: Figure, bases: list[Figure], others: list[Figure], *, some: bool
) -> Iterator[Relation]:
    """Yield whether the rate is a share of one of the `bases`, or of several `others`; `whole` is the one meant."""
    if not whole.is_exact or (rate.value % 5 == 0 and "." not in rate.text):  # a round figure
        return
    sums: list[int] = []
    for base in reversed([other for other in others if alike(other.unit, whole.unit)]):
        sums.append(int(base.value) + (sums[-1] if sums else 0))
    numbers = [int(base.value) for base in bases] + sums[1:]
    exact = all(base.is_exact for base in bases)
    if not exact or any(can_be(rate.interval, number, some or number > STRICT) for number in numbers):
        yield HOLDS
        return
    below = int(rate.value * whole.value / MOST)
    said = {
        "rate": rate.text,
        "whole": whole.text,
        "below": f"{below} = {plain(below * MOST / whole.value)}%",
        "above": f"{below + 1} = {plain((below + 1) * MOST / whole.value)}%",
    }
    yield Found(rate.start, rate.end, said)


def can_be(rate: Interval, base: int, some: bool) -> bool:
    """Whether a whole number of `base`, or with `some` of any number up to it, is the share."""
    if base >= MOST * MOST:
        return True
    for whole in range(base, 0 if some else base - 1, -1):
        part = Decimal(ceil(rate.low * whole / MOST))  # the least that is enough
        if rate.holds(part * MOST / whole):
            return True
    return False
