"""Changes: whether they agree with the two values, can have had a base, and are told in the right unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import floor

from lawrep.facts import Facts, Figure
from lawrep.grammar import alternation
from lawrep.intervals import ENDLESS, Interval
from lawrep.rules.registry import HOLDS, Found, Held, Relation, relation, rule
from lawrep.rules.words import alike, plain
from lawrep.tables import words

POINTS = ("个百分点", "百分点")
RELATIVE = frozenset({"%", *POINTS})
WAYS = ("up", "down")
FROM = re.compile("[由从自](?:[^,，。；;]{0,16})$")
TO = re.compile(rf"[^,，。；;]{{0,8}}(?:{alternation(words('growth', 'to', 'words'))})[^,，。；;]{{0,6}}")
# What gives a value of the year before: 较上年的196件, 比上年同期(2,100次), 2023年为260起.
EARLIER = re.compile(
    rf"(?:{alternation(words('growth', 'earlier', 'words'))}|(?<![0-9])20[0-9]{{2}}年)"
    r"(?:度|同期|全年|末)?[的为是有(（]*[^增减升降提压多少高低缩]{0,6}$"
)
LAST_YEAR = re.compile(r"(?:去年|上年|上一年度?|前一年)(?![^,，]*[增减升降提])")
DEEDS = frozenset(words("growth", "deeds", "words"))
CHANGE_WORDS = alternation(
    tuple(
        word
        for way in WAYS
        for word in words("changes", way, "words") + words("changes", way, "nouns")
        if word not in DEEDS
    )
)
# What stands between a figure and its change, and names nothing else: 同比增长, 较上年同期下降了近, 降幅达.
SILENT = re.compile(
    rf"(?:{CHANGE_WORDS}|{alternation(words('growth', 'silent', 'words'))}|[较比]?20[0-9]{{2}}年(?:度|同期)?)*"
)
BRACKETS = ("(", "（")
EDGES = " ,，、()（）"
HUNDRED = Decimal(100)
BACK = 5  # figures back to the value that changed
ASIDE = 30  # characters from a value to its change
# from a change to its values: 减少18%, 由…
BESIDE = re.compile("[ ,，、(]*(?:已|现)?[由从自](?:上年|去年|原来|原有|此前)?的?")
SMALL = 1000  # up to which the base of a count that grew is looked at as a whole number


def changes(facts: Facts) -> Iterator[tuple[list[Figure], int, Figure]]:
    """Yield each change that has a figure before or behind it: its sentence, its place in it, and the change."""
    for sentence in facts.sentences:
        if len(sentence) > 1:
            for index, figure in enumerate(sentence):
                if figure.change:
                    yield sentence, index, figure


def grown(base: Interval, change: Figure, *, relative: bool) -> Interval:
    """Return what a base becomes by a change, of so many per cent of it if `relative`, else of so many more."""
    sign = 1 if change.change == "up" else -1
    ends: list[Decimal] = []
    for start in (base.low, base.high):
        for step in (change.interval.low, change.interval.high):
            if ENDLESS in (start, step):
                return Interval(Decimal(0), ENDLESS)
            ends.append(start * (1 + sign * step / HUNDRED) if relative else start + sign * step)
    return Interval(min(ends), max(ends))


def leads(earlier: Figure, later: Figure, change: Figure, *, relative: bool) -> bool:
    """Whether a change leads from the earlier value to the later one."""
    return grown(earlier.interval, change, relative=relative).meets(later.interval)


def values_of(facts: Facts, sentence: list[Figure], index: int) -> tuple[Figure, Figure] | None:
    """Return the earlier and the later value that the change at `index` is between, where both are printed."""
    return from_and_to(facts.text, sentence, index) or this_year_and_last(facts.text, sentence, index)


def from_and_to(text: str, sentence: list[Figure], index: int) -> tuple[Figure, Figure] | None:
    """Return the values of 由71%提高到83%, 提高12个百分点, and of 同比减少18.5%, 由4600件降至3749件."""
    change = sentence[index]
    if change.before.endswith("新增"):  # beside what was dropped
        return None
    for at in (last_level(sentence, index) - 1, index + 1):
        if not 0 <= at < len(sentence) - 1:
            continue
        first, second = sentence[at], sentence[at + 1]
        if first.change or second.change or first.kind != second.kind or not alike(first.unit, second.unit):
            continue
        if TO.fullmatch(text, first.end, second.start) is None or not FROM.search(
            text, max(0, first.start - 20), first.start
        ):
            continue
        if at < index and is_silent(text, sentence, at + 1, index):
            return first, second
        if at > index and BESIDE.fullmatch(text, change.end, first.start):
            return first, second
    return None


def last_level(sentence: list[Figure], index: int) -> int:
    """Return the index of the last figure before the change that is none itself, or -1."""
    return next((at for at in range(index - 1, max(-1, index - BACK), -1) if not sentence[at].change), -1)


def is_silent(text: str, sentence: list[Figure], at: int, index: int) -> bool:
    """Whether nothing else is named between the figure at `at` and the change at `index` but other changes."""
    for first, second in zip(sentence[at:index], sentence[at + 1 : index + 1], strict=True):
        between = text[first.end : second.start]
        if len(between) > ASIDE or SILENT.fullmatch(between.strip(EDGES)) is None:
            return False
    return True


def this_year_and_last(text: str, sentence: list[Figure], index: int) -> tuple[Figure, Figure] | None:
    """Return the values of 去年120件, 今年150件, 增长25%, and of 238件, 较上年的196件增长21.43%.

    Of several values before that of the year before, the one that the change leads to, or else the nearest.
    """
    at = last_level(sentence, index)
    if at < 0 or not is_silent(text, sentence, at, index):
        return None
    nearest, change = sentence[at], sentence[index]
    behind = sentence[index + 1 : index + 2] if text[change.end : change.end + 2].lstrip(" ")[:1] in BRACKETS else []
    others = [
        other
        for other in behind or sentence[max(0, at - BACK) : at]
        if not other.change
        and other.kind == nearest.kind
        and alike(other.unit, nearest.unit)
        and is_earlier(text, other) != is_earlier(text, nearest)
    ]
    if not others:
        return None
    pairs = [(nearest, other) if is_earlier(text, nearest) else (other, nearest) for other in others]
    relative = change.unit == "%"
    return next((pair for pair in pairs if leads(*pair, change, relative=relative)), pairs[-1])


def is_earlier(text: str, figure: Figure) -> bool:
    """Whether a value is told to be that of the year before."""
    return (
        EARLIER.search(text, max(0, figure.start - 16), figure.start) is not None
        or LAST_YEAR.match(figure.before) is not None
    )


@relation("growth-matches-values")
def growth_matches_values(facts: Facts) -> Iterator[Relation]:
    """Yield whether each change is that from the earlier to the later value, where both are printed."""
    for sentence, index, change in changes(facts):
        pair = values_of(facts, sentence, index)
        if pair is None or (change.unit not in RELATIVE and not alike(change.unit, pair[1].unit)):
            continue
        earlier, later = pair
        if leads(earlier, later, change, relative=change.unit == "%"):
            yield Held(change.start, change.end, f"{earlier.text} to {later.text}")
        elif change.unit == "%" == later.unit and leads(earlier, later, change, relative=False):
            yield HOLDS  # percent-for-points says the rest
        else:
            yield wrong(change, earlier, later)


def rounds_to(earlier: Figure, later: Figure, change: Figure) -> bool:
    """Whether a change in per cent, rounded as it is printed, leads from the earlier value to the later one."""
    given = abs(later.value / earlier.value - 1) * HUNDRED if earlier.value else ENDLESS
    return abs(given - change.value) <= (change.value - change.interval.low)


def wrong(change: Figure, earlier: Figure, later: Figure) -> Found:
    if change.unit == "%" and earlier.value:
        given = f"{plain(abs(later.value / earlier.value - 1) * HUNDRED)}%"
    else:
        given = plain(abs(later.value - earlier.value))
    return Found(
        change.start, change.end, {"change": change.text, "earlier": earlier.text, "later": later.text, "given": given}
    )


@relation("growth-from-whole-number")
def growth_from_whole_number(facts: Facts) -> Iterator[Relation]:
    """Yield whether the count before a change in per cent can come from a whole number: 12件 is no 5% above one."""
    for sentence, index, change in changes(facts):
        count = sentence[index - 1]
        if not index or change.unit != "%" or not is_of(facts.text, count, change):
            continue
        bases = bases_of(count, change)
        if not bases or values_of(facts, sentence, index) is not None:
            continue
        if any(floor(base.high) >= base.low for base in bases):
            yield HOLDS
        else:
            sign = 1 if change.change == "up" else -1
            base = plain(count.value * HUNDRED / (HUNDRED + sign * change.value))
            yield Found(change.start, change.end, {"count": count.text, "change": change.text, "base": base})


def bases_of(count: Figure, change: Figure) -> list[Interval]:
    """Return what a count can have grown from; one that is itself a change can be what was gained or lost."""
    sign = 1 if change.change == "up" else -1
    by = change.interval
    if by.high == ENDLESS or by.low <= 0 or (sign < 0 and by.high >= HUNDRED):
        return []
    found = []
    if count.is_level or count.before.startswith("新增"):
        ends = sorted(count.value * HUNDRED / (HUNDRED + sign * step) for step in (by.low, by.high))
        found.append(Interval(ends[0], ends[1]))
    if count.change == change.change:
        found.append(Interval(count.value * HUNDRED / by.high, count.value * HUNDRED / by.low))
    return found


def is_of(text: str, count: Figure, change: Figure) -> bool:
    """Whether a change is that of the small count right before it, and of nothing named in between."""
    if count.kind != "count" or count.planned != change.planned or not count.is_exact or not 0 < count.value < SMALL:
        return False
    between = text[count.end : min(change.start, count.end + ASIDE)].strip(EDGES)
    return between != "" and SILENT.fullmatch(between) is not None and not is_earlier(text, count)


@relation("points-of-count")
def points_of_count(facts: Facts) -> Iterator[Relation]:
    """Yield whether a change in percentage points is one of a share: a count grows by per cent."""
    for sentence, index, change in changes(facts):
        level = sentence[index - 1]
        if not index or change.unit not in POINTS or not level.is_level:
            continue
        if is_silent(facts.text, sentence, index - 1, index):
            found = Found(change.start, change.end, {"change": change.text, "level": level.text})
            yield found if level.kind in ("count", "amount") else HOLDS


@relation("percent-for-points")
def percent_for_points(facts: Facts) -> Iterator[Relation]:
    """Yield whether a share that moved from one printed value to another moved by per cent, where it says so."""
    for sentence, index, change in changes(facts):
        pair = values_of(facts, sentence, index) if change.unit == "%" else None
        if pair is None or pair[1].unit != "%":
            continue
        earlier, later = pair
        points = leads(earlier, later, change, relative=False) and not rounds_to(earlier, later, change)
        if points or abs(later.value - earlier.value) == change.value:
            said = {"change": change.text, "earlier": earlier.text, "later": later.text}
            yield Found(change.start, change.end, said)
        else:
            yield HOLDS


@rule("change-of-share-in-percent")
def change_of_share_in_percent(facts: Facts) -> Iterator[Relation]:
    """Yield the changes of a share that are told in per cent: 提高9% of 95% can mean two things."""
    for sentence, index, change in changes(facts):
        level = sentence[index - 1]
        if not index or change.unit != "%" or level.unit != "%" or not level.is_level:
            continue
        if is_silent(facts.text, sentence, index - 1, index) and values_of(facts, sentence, index) is None:
            yield Found(change.start, change.end, {"change": change.text, "level": level.text})
