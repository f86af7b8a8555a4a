"""Wholes and their parts: no part is above its whole, and the parts of a closed list make it up."""

import re
from collections.abc import Iterator

from lawrep.facts import FEW, Facts, Figure
from lawrep.grammar import alternation
from lawrep.intervals import Interval, plus
from lawrep.phrases import VERBS
from lawrep.rules.registry import HOLDS, Found, Relation, relation
from lawrep.rules.words import alike, among, is_aside, plain
from lawrep.tables import Words, load, words

STEP = 26  # characters from one item of a list to the next
PARTS = re.compile(alternation(words("wholes", "list", "parts")))
OPENS = re.compile(rf" ?[,，:：]?(?:[^,，。；;、]{{0,4}})(?:{alternation(words('wholes', 'list', 'opens'))})")
REST = words("wholes", "list", "rest")
TOTALS = (*words("wholes", "list", "total"), "累计")
TOTAL = re.compile(f"(?:{alternation(words('wholes', 'list', 'total'))})(?:了|为|达|达到)?$")
GLUE = re.compile(r" ?(?:[、,，]|以及|和|及|与|[（(][^()（）]{0,16}[)）][、,，])")
BRACKET = re.compile(r"[^()\n]{0,80}\)")
CARRIED = re.compile(alternation(words("wholes", "carried", "words")))
NOT_DONE = re.compile("(?:不予|未|不|非)[^,，。；;]{2}|[^,，。；;]{0,4}通知书")
NEUTRAL = re.compile(alternation(words("wholes", "neutral", "words")) + "|[ 了的共并均已被]")
MAY_EXCEED = frozenset({"completion", "attendance"})  # a quarter more may have come in earlier, or be heard twice
STEPS: list[tuple[str, Words, Words]] = [
    (name, tuple(fields["done"]), tuple(fields["came"])) for name, fields in load("wholes")["steps"].items()
]
KINDS: list[tuple[Words, int]] = [
    (tuple(fields["words"]), fields["complete"]) for fields in load("wholes")["kinds"].values()
]


@relation("part-above-whole")
def part_above_whole(facts: Facts) -> Iterator[Relation]:
    """Yield whether each part is no more than its whole: what follows 其中, and what was done of what came in."""
    for sentence in facts.sentences:
        for index in range(1, len(sentence)):
            part = sentence[index]
            if not part.is_counted or part.before.startswith(TOTALS):
                continue
            whole = whole_of(facts.text, sentence, index) or came_in(facts, sentence, index)
            if whole is not None and whole.planned == part.planned:
                if part.interval.low <= whole.interval.high:
                    yield HOLDS
                else:
                    yield Found(part.start, part.end, {"part": part.text, "whole": whole.text})


def whole_of(text: str, sentence: list[Figure], index: int) -> Figure | None:
    """Return what the figure at `index` is a part of: the last of its unit before 其中 or 中, or one as large."""
    part = sentence[index]
    whole = sentence[index - 1]
    if whole.unit == part.unit and whole.is_counted and among(text, whole, part):
        return whole
    for at in range(index - 1, max(-1, index - FEW), -1):
        between = text[sentence[at].end : sentence[at + 1].start]
        if PARTS.search(between) and not {"；", ";"}.intersection(between):
            wholes = [
                each
                for each in reversed(sentence[max(0, at - FEW) : at + 1])
                if each.unit == part.unit and each.is_counted and not is_aside(text, each)
            ]
            large = (each for each in wholes if each.interval.high >= part.interval.low)
            return next(large, wholes[0] if wholes else None)
        if not is_item(between, sentence[at], sentence[at + 1]):
            return None
    return None


def is_item(between: str, last: Figure, figure: Figure) -> bool:
    """Whether a figure goes on with the list that `last` is of, and does not open a clause of its own."""
    if len(between) > STEP or (GLUE.match(between) is None and between.strip()):
        return False
    if "," not in between and "，" not in between:
        return True
    return alike(last.unit, figure.unit) and figure.before[:2] not in VERBS


def came_in(facts: Facts, sentence: list[Figure], index: int) -> Figure | None:
    """Return the count right before the one at `index` that says how many came in, of which this says what became.

    The later clause must name nothing of its own: 受理复议案件120件, 办结12345工单2300件 are two things.
    """
    part, whole = sentence[index], sentence[index - 1]
    if part.kind != "count" or not whole.is_counted or not alike(whole.unit, part.unit):
        return None
    if {"；", ";"}.intersection(facts.text[whole.end : part.start]):
        return None
    told, came_by = NOT_DONE.sub("", part.before), NOT_DONE.sub("", whole.before)
    for name, done, came in STEPS:
        if any(word in told for word in done) and any(word in came_by for word in came):
            if any(word in came_by and f"应{word}" not in came_by for word in done):
                return None
            own = NEUTRAL.sub("", told)
            if any(character not in whole.before + whole.after for character in own):
                return None
            if CARRIED.search(facts.text, part.since, part.end):
                return None
            return None if name in MAY_EXCEED and part.interval.low * 4 <= whole.interval.high * 5 else whole
    return None


@relation("parts-make-whole")
def parts_make_whole(facts: Facts) -> Iterator[Relation]:
    """Yield whether the parts of each closed list add up to the whole that is given with them."""
    for passage in facts.passages:
        figures = passage.figures
        at = 0
        while at < len(figures) - 1:
            items = items_from(facts.text, figures, at)
            if len(items) > 1:
                yield from weigh_list(facts, figures, items, at)
            at += max(1, len(items))


def items_from(text: str, figures: list[Figure], at: int) -> list[Figure]:
    """Return the items of the list that the figure at `at` may open, all of one unit."""
    items: list[Figure] = []
    for figure in figures[at : at + FEW]:
        if not figure.is_counted or (items and figure.unit != items[0].unit):
            break
        if items and not lists_on(text, items[-1], figure):
            break
        items.append(figure)
    return items


def lists_on(text: str, last: Figure, figure: Figure) -> bool:
    """Whether a figure is the next item of a list, and neither its total nor what opens a list of its own."""
    between = text[last.end : figure.start]
    if len(between) > STEP or GLUE.match(between) is None:
        return False
    opened = PARTS.search(between) or OPENS.match(between) or among(text, last, figure)
    return not opened and TOTAL.search(figure.before) is None


def weigh_list(facts: Facts, figures: list[Figure], items: list[Figure], at: int) -> Iterator[Relation]:
    """Yield whether a list makes its whole: the figure that follows it as the total, or that it is the list of."""
    text = facts.text
    following = figures[at + len(items)] if at + len(items) < len(figures) else None
    if following is not None and following.unit == items[0].unit and TOTAL.search(following.before):
        between = text[items[-1].end : following.start]
        if len(between) <= STEP and GLUE.match(between) and not PARTS.search(between):
            sums = [made_up(items[first:], following) for first in range(len(items) - 1)]
            yield HOLDS if HOLDS in sums else sums[0]
            return
    last = at - 2 if at > 1 and is_aside(text, figures[at - 1]) else at - 1
    before = figures[last] if last >= 0 else None
    if before is not None and is_whole(before, items):
        lead = text[before.end : items[0].start]
        listed = (closes(items) or kind_of(items)) and is_near(total(items), before)
        if listed or PARTS.search(lead) or OPENS.match(lead) or lead.startswith(("(", "（")):
            yield from weigh_with(facts, before, items, lead)
            return
    first, rest = items[0], items[1:]
    if len(rest) > 1 and (closes(rest) or kind_of(rest)) and not kind_of(items) and is_near(total(rest), first):
        yield from weigh_with(facts, first, rest, text[first.end : rest[0].start])
    elif len(items) > 2 and closes(items):
        yield from weigh_apart(figures[max(0, at - FEW) : at], items)


def is_whole(figure: Figure, items: list[Figure]) -> bool:
    """Whether a figure can be what the items make up: of their unit, and in their sentence."""
    return figure.unit == items[0].unit and figure.is_counted and figure.sentence == items[0].sentence


def weigh_with(facts: Facts, whole: Figure, items: list[Figure], lead: str) -> Iterator[Relation]:
    """Yield whether the items make the whole right before them, or in a list that need not be full are not above it."""
    if {"；", ";", "。"}.intersection(lead) or len(lead) > STEP or items[-1].after.lstrip().startswith("等"):
        return
    bracketed = lead.startswith(("(", "（")) and not PARTS.search(lead) and BRACKET.match(facts.text, items[-1].end)
    kind = kind_of(items)
    if closes(items) or OPENS.match(lead) or bracketed or (kind is not None and 0 < kind[1] <= len(items)):
        yield made_up(items, whole)
    elif kind is not None or (items[0].kind == "amount" and PARTS.search(lead)):
        yield HOLDS if total(items).low <= whole.interval.high else made_up(items, whole)


def weigh_apart(earlier: list[Figure], items: list[Figure]) -> Iterator[Relation]:
    """Yield whether a list that leaves nothing out makes some count of its unit earlier in the passage."""
    wholes = [each for each in earlier if each.unit == items[0].unit and each.is_counted]
    made = total(items)
    if any(made.meets(whole.interval) for whole in wholes):
        yield HOLDS
        return
    near = [whole for whole in wholes if is_near(made, whole)]
    if near:
        yield made_up(items, near[-1])


def is_near(made: Interval, whole: Figure) -> bool:
    """Whether what a list makes is so near a number that it may be meant to be that: no more than a quarter off."""
    return made.low * 4 <= whole.value * 5 and made.high * 5 >= whole.value * 4


def closes(items: list[Figure]) -> bool:
    """Whether the last item is the rest of them."""
    return items[-1].before.removeprefix("、").startswith(REST) or items[-1].before.endswith(REST)


def kind_of(items: list[Figure]) -> tuple[Words, int] | None:
    """Return the words of one kind that all items are told with, none twice, and how many make up the whole, or 0."""
    for names, complete in KINDS:
        told = [next((name for name in names if name in item.before or name in item.after), "") for item in items]
        if all(told) and len(set(told)) == len(told):
            return names, complete
    return None


def total(items: list[Figure]) -> Interval:
    """Return what the items can be together."""
    made = items[0].interval
    for item in items[1:]:
        made = plus(made, item.interval)
    return made


def made_up(items: list[Figure], whole: Figure) -> Relation:
    """Return whether the items make the whole."""
    if total(items).meets(whole.interval):
        return HOLDS
    value = items[0].value
    for item in items[1:]:
        value += item.value
    listed = " + ".join(item.text for item in items)
    return Found(whole.start, whole.end, {"whole": whole.text, "parts": listed, "sum": plain(value)})
