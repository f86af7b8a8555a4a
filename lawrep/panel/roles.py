"""Which figures a report says to be parts of others of their code, the whole of such parts, of before, or of each."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

from lawrep.facts import FEW, Facts, Figure
from lawrep.grammar import CLAUSE_END, alternation
from lawrep.panel.among import among_earlier
from lawrep.panel.totals import sums
from lawrep.rules.wholes import OPENS, PARTS, TOTAL, closes, items_from, kind_of, total, whole_of
from lawrep.rules.words import alike, is_aside
from lawrep.tables import words

Role = Literal["part", "total", "former", "each"]
Whole = tuple[Figure, list[Figure]]  # a figure, and those that are parts of it

STAGES = [re.compile(alternation(words("panel", "roles", "stages", name))) for name in ("done", "taken")]
INCLUDED = re.compile(rf"[,，(（ ]{{0,2}}(?:{alternation(words('panel', 'roles', 'included', 'words'))})")
APART = frozenset("；;。")
COLONS = (":", "：")
DIGITS = 3  # of a sum that is none by chance, noughts at its end not counted: 1 + 2 = 3, 100 + 200 = 300
FROM = words("panel", "roles", "former", "from")
OTHERS = "[^,，。；;、0-9]"
TO = re.compile(rf"{OTHERS}{{0,6}}(?:{alternation(words('panel', 'roles', 'former', 'to'))}){OTHERS}{{0,2}}")
EARLIER = re.compile(rf"(20[0-9]{{2}}) ?年|{alternation(words('panel', 'roles', 'former', 'times'))}")
UNLESS = re.compile(alternation(words("panel", "roles", "former", "unless")))
EACH = re.compile(alternation(words("panel", "roles", "each", "words")))
AVERAGES = words("panel", "roles", "each", "averages")


def find_roles(facts: Facts, document: dict[str, Any]) -> dict[int, Role]:
    """Return the role of the figures of a document that have one, by where they start."""
    before = {figure.start for figure in former(facts)}
    others: dict[int, Role] = {**dict.fromkeys(before, "former"), **dict.fromkeys(of_each(facts), "each")}
    roles: dict[int, Role] = {}
    for whole, parts in wholes(facts, before):
        for part in parts:
            if is_of(part, whole):
                roles[part.start] = others.get(whole.start, "part")
                roles.setdefault(whole.start, "total")
    codes = {each["start"]: each["code"] for each in document["indicators"] if each["code"] and not each["change"]}
    for start, parts_of in sums(document["text"], codes):
        roles.update(dict.fromkeys(parts_of, "part"))
        roles.setdefault(start, "total")
    return roles | others


def is_of(part: Figure, whole: Figure) -> bool:
    """Whether two figures are of one indicator, so that one can be a part of the other."""
    same = part.code is not None and part.code == whole.code and alike(part.unit, whole.unit)
    return same and part.planned == whole.planned and part.interval.low <= whole.interval.high


def wholes(facts: Facts, before: set[int]) -> Iterator[Whole]:
    """Yield what the words of a sentence say to be a whole, with its parts; nothing comes of a figure from `before`."""
    for sentence in facts.sentences:
        for index in range(1, len(sentence)):
            part = sentence[index]
            if part.is_counted and part.code is not None:
                whole = whole_of(facts.text, sentence, index) or stage_before(facts, sentence, index, before)
                if whole is not None:
                    yield whole, [part]
        yield from lists(facts.text, sentence)
    for passage in facts.passages:
        yield from ((whole, [part]) for whole, part in among_earlier(facts.text, passage))


def stage_before(facts: Facts, sentence: list[Figure], index: int, before: set[int]) -> Figure | None:
    """Return the figure of its code that includes the one at `index`, or of which this says what became."""
    part = sentence[index]
    stage = stage_of(part)
    inside = is_aside(facts.text, part)
    for whole in reversed(sentence[max(0, index - FEW) : index]):
        between = facts.text[whole.end : part.start]
        if APART.intersection(between):
            return None
        if whole.code != part.code or not whole.is_counted or is_aside(facts.text, whole) or whole.start in before:
            continue
        if inside or INCLUDED.match(between) or stage_of(whole) < stage:
            return whole
        if stage_of(whole) > stage or not stage:
            return None
    return None


def stage_of(figure: Figure) -> int:
    """Return how far what a figure counts has come, by the words before it: 2 for what is done, 1 for what is taken on.

    >>> from types import SimpleNamespace
    >>> [stage_of(SimpleNamespace(before=words)) for words in ("收到申请", "受理", "审结", "调解纠纷")]
    [0, 1, 2, 0]
    """
    return next((len(STAGES) - at for at, told in enumerate(STAGES) if told.search(figure.before)), 0)


def lists(text: str, figures: list[Figure]) -> Iterator[Whole]:
    """Yield the wholes before or behind lists of their parts."""
    at = 0
    while at < len(figures) - 1:
        items = items_from(text, figures, at)
        if len(items) > 1:
            yield from whole_of_list(text, figures, items, at)
        at += max(1, len(items))


def whole_of_list(text: str, figures: list[Figure], items: list[Figure], at: int) -> Iterator[Whole]:
    """Yield the figure that the list which begins at `at` is the list of: behind it, before it, or its first."""
    following = figures[at + len(items)] if at + len(items) < len(figures) else None
    if following is not None and TOTAL.search(following.before) and total(items).meets(following.interval):
        yield following, items
        return
    before = figures[at - 1] if at else None
    if before is not None and before.unit == items[0].unit and is_list_of(text, before, items):
        yield before, items
    elif len(items) > 2 and opens_list(text, items) and is_list_of(text, items[0], items[1:]):
        yield items[0], items[1:]


def opens_list(text: str, items: list[Figure]) -> bool:
    """Whether the first of the items can be the whole of the others, and is not one of them: 省级3个、市级2个."""
    return "、" not in text[items[0].end : items[1].start] and kind_of(items) is None


def is_list_of(text: str, whole: Figure, items: list[Figure]) -> bool:
    """Whether a list is said, or shown by its sum, to be of parts of the figure before it."""
    lead = text[whole.end : items[0].start]
    if APART.intersection(lead):
        return False
    said = PARTS.search(lead) or OPENS.match(lead) or lead.startswith(("(", "（")) or closes(items) or kind_of(items)
    if said or lead.startswith(COLONS):
        return bool(said and total(items).low <= whole.interval.high) or makes(items, whole)
    return makes(items, whole) and is_particular(whole.value)


def is_particular(number: Decimal) -> bool:
    """Whether a number has so many digits that others do not add up to it by chance.

    >>> [is_particular(Decimal(number)) for number in (954, 300, 3, 12045)]
    [True, False, False, True]
    """
    return len(number.normalize().as_tuple().digits) >= DIGITS


def makes(items: list[Figure], whole: Figure) -> bool:
    """Whether figures add up to another, to the last digit."""
    return sum(item.value for item in items) == whole.value and all(item.is_exact for item in (whole, *items))


def former(facts: Facts) -> Iterator[Figure]:
    """Yield the levels of an earlier time: what a figure rose or fell from, and what is of an earlier year."""
    for sentence in facts.sentences:
        for index, figure in enumerate(sentence):
            following = sentence[index + 1] if index + 1 < len(sentence) else None
            if figure.is_level and (is_left(facts.text, figure, following) or is_earlier(facts, figure)):
                yield figure


def is_left(text: str, figure: Figure, following: Figure | None) -> bool:
    """Whether a figure is what the following one rose or fell from: 由71%提高到83%."""
    if following is None or following.code != figure.code or not figure.before.endswith(FROM):
        return False
    return TO.fullmatch(text, figure.end, following.start) is not None


def is_earlier(facts: Facts, figure: Figure) -> bool:
    """Whether the words before a figure say that it is of a year before the report's: 上年同期85件, 2022年85件."""
    times = [match[1] for match in EARLIER.finditer(figure.before)]
    if not times or UNLESS.search(figure.before):
        return False
    year = facts.metadata["year"]
    return None in times or bool(year and max(times) < str(year))


def of_each(facts: Facts) -> Iterator[int]:
    """Yield where the levels start that each month, village or person has: 每季度学法1次; 每3个月学法1次."""
    for sentence in facts.sentences:
        last: Figure | None = None  # that there is so much of for each, in the clause
        for figure in sentence:
            goes_on = last is not None and not CLAUSE_END.search(facts.text, last.end, figure.start)
            is_each = goes_on or EACH.search(figure.before) or figure.before.startswith(AVERAGES)
            last = figure if is_each and not TOTAL.search(figure.before) else None
            if last is not None and figure.is_level and figure.kind != "rate":
                yield figure.start
