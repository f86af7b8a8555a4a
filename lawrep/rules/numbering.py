"""The outline: numbers in order, as many items as were announced, and text under each heading."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lawrep.facts import Facts, once
from lawrep.grammar import alternation
from lawrep.markers import HANZI, MARKER, RUN_IN, SAME, ordinal_of
from lawrep.normalise import normalise
from lawrep.rules.registry import HOLDS, Found, Relation, relation, rule
from lawrep.tables import words

NUMERAL = re.compile(rf"[{HANZI}]+|[0-9]+(?=[^0-9]*$)")
COUNT = "[两二三四五六七八九]|十[一二三四五六]?|[2-9]|1[0-9]"
NUMBERED = re.compile(
    rf"(?<![第0-9一二三四五六七八九十百])(?P<count>{COUNT})[个大点项条类件种支份步]{{0,2}}"
    rf"(?:主要|重点|突出|具体|薄弱|工作)?(?P<noun>{alternation(words('numbering', 'items', 'nouns'))})?"
    r"(?P<rest>[^。！？!?\n“”《》:：]{0,30}?)(?P<stop>[:：。;；,，]|\n)[ \n]*$"
)
CUE = re.compile(alternation(words("numbering", "items", "cues")))
STRONG = frozenset(words("numbering", "items", "strong"))
RUN_IN_ITEM = re.compile(rf"[第其][{HANZI}][,，、:：]")
BEFORE_ITEM = frozenset("。；;，,：: \n") | {""}
HANZI_ANY = re.compile(f"[{HANZI}]")
MEMORY = 2_000  # markers as printed
AHEAD = 3000  # characters in which a second item is looked for
LEAD = 60  # characters before the first item in which they are announced
TITLE = 40  # characters of a heading that is no sentence
SAID = re.compile("[^ \n。；;！？!?:：]")
SENTENCE_SIGNS = "。；;！？!?:："


@lru_cache(MEMORY)
def shape_of(marker: str) -> tuple[str, int]:
    """Return the kind of a marker as printed, and its number; 其一 is no marker of the outline."""
    normal = normalise(marker, traditional=True)
    if normal[1:2] in HANZI and normal.startswith("其"):
        return "its", ordinal_of(normal.replace("其", "第"))
    match = MARKER.match(normal + "“")  # some are markers only before a word
    kind = match.lastgroup or "" if match else ""
    return SAME.get(kind, kind), ordinal_of(normal)


class Item:
    """A heading with its number, in the sequence of those that it is counted with."""

    def __init__(self, section: dict[str, Any]) -> None:
        self.section = section
        self.start: int = section["start"]
        self.marker: str = section["marker"]
        self.end = self.start + len(self.marker)
        self.kind, self.ordinal = shape_of(self.marker)


@once
def sequences(facts: Facts) -> list[list[Item]]:
    """Return the items that are counted together: of one kind, under one heading, up to where they begin anew."""
    groups: dict[tuple[str | None, str], list[list[Item]]] = {}  # those that are open, the innermost last
    found: list[list[Item]] = []
    for section in facts.sections:
        item = Item(section)
        if not item.ordinal:
            continue
        opened = groups.setdefault((section["parent"], item.kind), [])
        outer = opened[-2:-1]
        if not opened or item.ordinal == 1:
            opened.append([])
            found.append(opened[-1])
        elif outer and outer[0][-1].ordinal + 1 == item.ordinal != opened[-1][-1].ordinal + 1:
            opened.pop()  # an enumeration within an item of this one has ended
        opened[-1].append(item)
    return found


def steps(facts: Facts) -> Iterator[tuple[Item | None, Item, int]]:
    """Yield each item that has a number, the one before it in its sequence, and the number that it should have.

    The first of a sequence goes on with the last one of its kind, or begins anew.
    """
    last: dict[tuple[str, int], int] = {}
    for sequence in sorted(sequences(facts), key=lambda items: items[0].start):
        previous: Item | None = None
        for item in sequence:
            if item.kind == "step":
                continue
            key = item.kind, item.section["level"]
            if previous is None:
                begins = item.section["level"] == 1 and facts.metadata["title"] is None  # an excerpt
                expected = item.ordinal if begins or item.ordinal in (1, last.get(key, 0) + 1) else 1
            else:
                expected = previous.ordinal + 1
            yield previous, item, expected
            last[key] = item.ordinal
            previous = item


def run_in_steps(facts: Facts) -> Iterator[tuple[Item | None, Item, int]]:
    """Yield the items 其一, … 其二, … and those of 第一, … 第二, … that are no headings, as `steps` does."""
    taken = {section["start"] for section in facts.sections}
    last: dict[str, Item] = {}
    line_end = -1
    for match in RUN_IN_ITEM.finditer(facts.text, facts.start):
        if facts.text[match.start() - 1 : match.start()] not in BEFORE_ITEM:
            continue
        if match.start() > line_end:
            last, line_end = {}, facts.text.find("\n", match.start())
            line_end = line_end if line_end >= 0 else len(facts.text)
        item = Item({"start": match.start(), "marker": match[0], "parent": None, "level": 0})
        previous = last.get(item.kind)
        if previous is not None and item.ordinal > 1 and not taken.issuperset((previous.start, item.start)):
            yield previous, item, previous.ordinal + 1
        last[item.kind] = item


@once
def all_steps(facts: Facts) -> list[tuple[Item | None, Item, int]]:
    """Return the steps of the outline and those of running text."""
    return [*steps(facts), *run_in_steps(facts)]


def stands_between(facts: Facts, previous: Item | None, item: Item, ordinal: int) -> bool:
    """Whether the marker with that number stands before the item after all, and is only not taken for a heading."""
    sign = HANZI[ordinal - 1] if 0 < ordinal <= 10 and HANZI_ANY.search(item.marker) else str(ordinal)
    wanted = NUMERAL.sub(sign, normalise(item.marker), count=1)
    floor = previous.start if previous else max(0, item.start - LEAD)
    return wanted.strip() in facts.text[floor : item.start]


@rule("numbering-gap")
def numbering_gap(facts: Facts) -> Iterator[Relation]:
    """Yield where a number is left out; numbers may run on from one section to the next."""
    for previous, item, expected in all_steps(facts):
        if item.ordinal > expected and not stands_between(facts, previous, item, item.ordinal - 1):
            before = previous.marker if previous else "-"
            yield Found(item.start, item.end, {"marker": item.marker, "before": before, "expected": str(expected)})


@rule("numbering-repeat")
def numbering_repeat(facts: Facts) -> Iterator[Relation]:
    """Yield the numbers that stand twice in their sequence."""
    for previous, item, _ in all_steps(facts):
        if previous is not None and item.ordinal == previous.ordinal:
            yield Found(item.start, item.end, {"marker": item.marker})


@rule("numbering-order")
def numbering_order(facts: Facts) -> Iterator[Relation]:
    """Yield where the numbers of a sequence go down."""
    for previous, item, _ in all_steps(facts):
        if previous is not None and item.ordinal < previous.ordinal:
            yield Found(item.start, item.end, {"marker": item.marker, "before": previous.marker})


@rule("enumeration-of-one")
def enumeration_of_one(facts: Facts) -> Iterator[Relation]:
    """Yield what is numbered and has no second item."""
    seconds = {items[0].kind: items[0].start for items in sequences(facts) if items[0].ordinal == 2}
    ends = {section["id"]: section["end"] for section in facts.sections}
    for sequence in sequences(facts):
        item = sequence[0]
        if item.ordinal != 1 or item.kind in {"step", "number"} or is_excerpt(facts, item):
            continue
        runs_on = seconds.get(item.kind, -1) > item.start
        end = ends.get(item.section["parent"], len(facts.text))
        if len(sequence) == 1 and not runs_on and not goes_on(facts, item, end):
            yield Found(item.start, item.end, {"marker": item.marker})


def is_excerpt(facts: Facts, item: Item) -> bool:
    """Whether a text is no more than one numbered item, and one below it."""
    if item.kind in RUN_IN or len(facts.sections) > 2:
        return False
    if len(facts.sections) == 2:
        return facts.sections[1]["parent"] is not None
    return not {"\n", "；", ";"}.intersection(facts.text[item.end :].rstrip())


def goes_on(facts: Facts, item: Item, end: int) -> bool:
    """Whether a second item stands in the text before another first one, and is only not taken for a heading."""
    own = normalise(item.marker).strip()
    wanted = NUMERAL.sub("二" if HANZI_ANY.search(item.marker) else "2", own, count=1)
    limit = min(end, item.start + AHEAD)
    again = facts.text.find(own, item.end, limit)
    return wanted != own and facts.text.find(wanted, item.start, again if again >= 0 else limit) >= 0


@relation("announced-items")
def announced_items(facts: Facts) -> Iterator[Relation]:
    """Yield whether as many items follow as are announced: 两个方面: 一是… 二是…."""
    for sequence in sequences(facts):
        first = sequence[0]
        if first.ordinal != 1 or len(sequence) < 2:
            continue
        floor = max(0, first.start - LEAD)
        lead = facts.text[floor : first.start]
        cut = max(lead.rstrip(" \n").rfind("\n"), lead.rstrip(" \n")[:-1].rfind("。")) + 1
        announced = announcement(lead[cut:])
        if announced is None:
            continue
        count = ordinal_of(f"{announced['count'].replace('两', '二')}、")
        if count == len(sequence):
            yield HOLDS
        else:
            start = floor + cut + announced.start("count")
            end = floor + cut + announced.start("rest")
            yield Found(start, end, {"announced": facts.text[start:end], "count": str(len(sequence))})


def announcement(lead: str) -> re.Match[str] | None:
    """Return what announces the items right behind `lead`, the nearest to them where there are several."""
    found = None
    start = 0
    while match := NUMBERED.search(lead, start):
        start = match.start() + 1
        cued = CUE.search(lead, 0, match.start()) is not None
        if match["noun"] or (cued and match.end("count") < match.start("rest")):
            found = match if cued or match["noun"] in STRONG or match["stop"] in ":：" else found
    return found


@rule("heading-without-text")
def heading_without_text(facts: Facts) -> Iterator[Relation]:
    """Yield the headings without text or headings under them, where those beside them have some."""
    parents = {section["parent"] for section in facts.sections}
    texts = [has_text(facts, section, parents) for section in facts.sections]
    told = {section["parent"] for section, text in zip(facts.sections, texts, strict=True) if text}
    for section, text in zip(facts.sections, texts, strict=True):
        if shape_of(section["marker"])[0] in RUN_IN:
            continue
        if not text and section["parent"] in told and is_title(facts, section):
            yield Found(section["start"], title_end(facts, section), {"title": section["title"]})


def title_end(facts: Facts, section: dict[str, Any]) -> int:
    start = section["start"] + len(section["marker"])
    return facts.printed.find(section["title"], start) + len(section["title"])


def has_text(facts: Facts, section: dict[str, Any], parents: set[str | None]) -> bool:
    return section["id"] in parents or SAID.search(facts.text, title_end(facts, section), section["end"]) is not None


def is_title(facts: Facts, section: dict[str, Any]) -> bool:
    """Whether a heading is no sentence that stands for itself."""
    end = title_end(facts, section)
    return len(section["title"]) <= TITLE and facts.text[end : end + 1] not in SENTENCE_SIGNS[:7]
