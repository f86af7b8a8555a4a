"""Counts and amounts beside each other: people and occasions, money and cases, and one thing given twice."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from lawrep.facts import Facts, Figure
from lawrep.grammar import alternation
from lawrep.intervals import ENDLESS
from lawrep.rules.registry import HOLDS, Found, Relation, relation
from lawrep.rules.words import plain
from lawrep.tables import words

TURNS = "人次"
PEOPLE = frozenset({"人", "名", "位"})
OCCASIONS = frozenset(words("amounts", "occasions", "units"))
ATTENDED = re.compile(alternation(words("amounts", "attended", "words")))
HELD = re.compile(alternation(words("amounts", "held", "words")))
STAFF = re.compile(alternation(words("amounts", "staff", "words")))
IN_TURNS = re.compile(alternation(words("amounts", "turns", "words")))
CAME = words("amounts", "attended", "behind")
BOTH = re.compile(r"[ 、/(（]*(?:共计|合计|累计|共|计)?")
FINED = re.compile(alternation(words("amounts", "fined", "words")))
DISPUTED = re.compile(alternation(words("amounts", "disputed", "words")))
CHEAP = re.compile(alternation(words("amounts", "cheap", "words")))
RETURNED = re.compile(alternation(words("amounts", "returned", "words")))
PUNISHED = re.compile(alternation(words("amounts", "punished", "words")))
CASES = frozenset(words("amounts", "cases", "units"))
# In 元 a case, what no office's yearly average is outside of; some fines are of a few 元.
LEAST_FINE, LEAST_CHEAP, MOST = Decimal(10), Decimal(1), Decimal(5 * 10**7)
LEAST_CASES = 5  # of which an average says something
NEAR = 6  # figures on either side in which the cases of an amount are looked for
BETWEEN = 16  # characters between two figures that belong together
SCOPE = re.compile(alternation(words("amounts", "scope", "words")))
SAID = 4  # characters of a label that tells things apart


@relation("turns-below-people")
def turns_below_people(facts: Facts) -> Iterator[Relation]:
    """Yield whether those who came are no fewer than the occasions, and turns no fewer than people."""
    for sentence in facts.sentences:
        for first, second in pairwise(sentence):
            if first.kind == "count" == second.kind and first.is_counted and second.is_counted:
                pair = people_and_occasions(facts.text, first, second)
                if pair is not None:
                    many, few = pair
                    if few.interval.low <= many.interval.high:
                        yield HOLDS
                    else:
                        yield Found(many.start, many.end, {"many": many.text, "few": few.text})


def people_and_occasions(text: str, first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """Return the figure that cannot be the smaller of two that belong together, and the other."""
    between = text[first.end : second.start]
    if len(between) > BETWEEN or "；" in between or ";" in between:
        return None
    fused = BOTH.fullmatch(between) is not None
    if first.unit in OCCASIONS and (second.unit == TURNS or second.unit in PEOPLE):
        if STAFF.search(between) or STAFF.search(second.after):
            return None
        attended = ATTENDED.search(between) or second.after.startswith(CAME)
        return (second, first) if fused or (attended and HELD.search(first.before)) else None
    for turns, people in ((second, first), (first, second)):
        if turns.unit == TURNS and people.unit in PEOPLE and (fused or IN_TURNS.search(between)):
            return turns, people
    return None


@relation("amount-per-case")
def amount_per_case(facts: Facts) -> Iterator[Relation]:
    """Yield whether money is, on the average, what a case can come to: 4元 or 4亿元 a case is a slip of 万."""
    for sentence in facts.sentences:
        for index, amount in enumerate(sentence):
            if amount.unit != "元" or not amount.is_counted or RETURNED.search(facts.text, amount.since, amount.start):
                continue
            fined = FINED.search(amount.before) is not None
            if not fined and not DISPUTED.search(amount.before):
                continue
            cases = cases_of(sentence[max(0, index - NEAR) : index + NEAR], amount, fined=fined)
            if cases is None:
                continue
            cheap = not fined or CHEAP.search(facts.text, amount.since, amount.end)
            least = amount.interval.low / cases.interval.high
            most = amount.interval.high / cases.interval.low if cases.interval.low > 0 else ENDLESS
            few = cases.value < LEAST_CASES  # whose average says little
            if (few or most >= (LEAST_CHEAP if cheap else LEAST_FINE)) and least <= (MOST * 20 if few else MOST):
                yield HOLDS
            else:
                average = plain(amount.value / cases.value)
                yield Found(amount.start, amount.end, {"amount": amount.text, "cases": cases.text, "average": average})


def cases_of(sentence: list[Figure], amount: Figure, *, fined: bool) -> Figure | None:
    """Return the nearest count of cases that an amount can be of; it is told in fines as one of cases."""
    for figure in sorted(sentence, key=lambda each: abs(each.start - amount.start)):
        if figure.unit in CASES and figure.is_counted and (not fined or PUNISHED.search(figure.before)):
            return figure
    return None


@relation("same-figure-twice")
def same_figure_twice(facts: Facts) -> Iterator[Relation]:
    """Yield whether a thing that is counted twice in the same words has the same value each time."""
    seen: dict[tuple[str, str, str], Figure] = {}
    for passage in facts.passages:
        for figure in passage.figures:
            if (
                figure.code is None
                or figure.planned
                or not figure.is_level
                or len(figure.label) < SAID
                or figure.before.startswith("其中")
            ):
                continue
            earlier = seen.setdefault((figure.code, figure.unit, figure.label), figure)
            if earlier is figure or earlier.sentence == figure.sentence:
                continue
            if scope_of(facts.text, earlier) != scope_of(facts.text, figure):
                continue
            if earlier.interval.meets(figure.interval):
                yield HOLDS
            else:
                said = {"label": figure.label, "text": figure.text, "earlier": earlier.text}
                yield Found(figure.start, figure.end, said)


def scope_of(text: str, figure: Figure) -> frozenset[str]:
    """Return the words of the sentence that say of what place, time or kind a figure is."""
    return frozenset(SCOPE.findall(text, figure.since, figure.start))
