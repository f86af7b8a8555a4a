"""Two consecutive years of one organ: what grew must have grown from last year's figure, and what is copied shows."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from lawrep.facts import Facts, Figure, line_starts
from lawrep.grammar import alternation
from lawrep.intervals import ENDLESS, Interval
from lawrep.numerals import EXACT
from lawrep.rules.growth import CHANGE_WORDS, is_earlier, is_silent
from lawrep.rules.registry import HOLDS, Found, Relation
from lawrep.rules.required import place
from lawrep.rules.words import plain
from lawrep.tables import words

JUMP = 5  # times as much, or as little, as the year before
LEAST_JUMP = 20  # the larger of two counts whose jump is looked at
LEAST_REPEATED = 100  # from which a number is not the same again by chance
REUSED = 30  # per cent of the sentences
LEAST_SENTENCES = 10
LONG = 12  # characters of a sentence that is not the same again by chance
SENTENCE = re.compile(r"[^。；;！？!?\n]+")
FIGURES = re.compile("[0-9.,]+")
TOLD = re.compile(f"{CHANGE_WORDS}|{alternation(words('growth', 'jump', 'words'))}")
STANDING = re.compile(alternation(words("growth", "standing", "words")))


class Told(NamedTuple):
    """A figure of one year, as it is compared with that of the next."""

    text: str
    value: Decimal
    interval: Interval
    start: int
    end: int
    grown: tuple[str, Interval, str] | None  # the change beside it: up or down, by how many per cent, as printed
    explained: bool  # its sentence says that something changed
    standing: bool  # it counts what stays from year to year
    last: Interval | None  # the figure of the year before, where it is printed beside it


class Year(NamedTuple):
    """What is kept of a report to compare it with that of the next year."""

    name: str
    organ: str
    region: str | None
    year: int
    place: tuple[int, int]
    line_starts: tuple[int, ...]  # where the lines of its text start
    figures: dict[tuple[str, str, str], Told]  # by code, unit and label; those that are told once
    sentences: frozenset[int]  # hashes of the long ones, their figures left out


Compare = Callable[[Year, Year], Iterator[Relation]]
ACROSS: dict[str, Compare] = {}


def across(name: str) -> Callable[[Compare], Compare]:
    """Register a function as the rule called `name` that compares an earlier year with the next."""

    def register(compare: Compare) -> Compare:
        ACROSS[name] = compare
        return compare

    return register


def year_of(name: str, facts: Facts) -> Year | None:
    """Return what is kept of a report; None where it does not say whose it is, and on what year."""
    organ, year = facts.metadata["organ"], facts.metadata["year"]
    if organ is None or year is None:
        return None
    figures: dict[tuple[str, str, str], Told] = {}
    twice: set[tuple[str, str, str]] = set()
    for sentence in facts.sentences:
        for index, figure in enumerate(sentence):
            if (
                figure.code is not None
                and figure.is_level
                and not figure.planned
                and figure.kind != "measure"
                and not is_earlier(facts.text, figure)
            ):
                key = figure.code, figure.unit, figure.label
                if key in figures:
                    twice.add(key)
                figures[key] = told(facts, sentence, index)
    sentences = frozenset(
        hash(FIGURES.sub("", match[0])) for match in SENTENCE.finditer(facts.text, facts.start) if len(match[0]) >= LONG
    )
    starts = tuple(line_starts(facts.printed))
    kept = {key: figure for key, figure in figures.items() if key not in twice}
    return Year(name, organ, facts.metadata["region"], year, place(facts), starts, kept, sentences)


def told(facts: Facts, sentence: list[Figure], index: int) -> Told:
    """Return a figure with the change that is told right behind it."""
    figure = sentence[index]
    grown = None
    if index + 1 < len(sentence):
        change = sentence[index + 1]
        if (
            change.change
            and change.unit == "%"
            and figure.kind == "count"
            and is_silent(facts.text, sentence, index, index + 1)
        ):
            grown = change.change, change.interval, change.text
    end = facts.text.find("。", figure.end)
    said = facts.text[figure.sentence : end if end >= 0 else figure.end]
    standing = STANDING.search(figure.before) is not None
    last = next(
        (
            each.interval
            for each in sentence
            if each is not figure and each.unit == figure.unit and is_earlier(facts.text, each)
        ),
        None,
    )
    return Told(
        figure.text,
        figure.value,
        figure.interval,
        figure.start,
        figure.end,
        grown,
        TOLD.search(said) is not None,
        standing,
        last,
    )


def pairs(earlier: Year, later: Year) -> Iterator[tuple[Told, Told, str]]:
    """Yield the figures that both years tell in the same words, and these."""
    for key, figure in later.figures.items():
        before = earlier.figures.get(key)
        if before is not None:
            yield before, figure, key[2]


@across("base-matches-last-year")
def base_matches_last_year(earlier: Year, later: Year) -> Iterator[Relation]:
    """Yield whether the number that a growth rate implies for last year is the one that last year's report gave."""
    for before, figure, label in pairs(earlier, later):
        base = figure.last
        said = figure.text
        if base is None and figure.grown is not None:
            way, by, printed = figure.grown
            base = base_of(figure.interval, way, by)
            said = f"{figure.text} {printed}"
        if base is None:
            continue
        if base.meets(before.interval):
            yield HOLDS
        else:
            middle = plain(((base.low + base.high) / 2).to_integral_value())
            yield Found(
                figure.start,
                figure.end,
                {"label": label, "said": said, "base": middle, "before": before.text, "name": earlier.name},
            )


def base_of(level: Interval, way: str, by: Interval) -> Interval | None:
    """Return what a level can have grown from by so many per cent."""
    sign = 1 if way == "up" else -1
    if ENDLESS in (level.high, by.high) or (sign < 0 and by.high >= 100):
        return None
    rates = [1 + sign * by.low / 100, 1 + sign * by.high / 100]
    return Interval(level.low / max(rates), level.high / min(rates))


@across("value-repeated")
def value_repeated(earlier: Year, later: Year) -> Iterator[Relation]:
    """Yield whether a number of what was done in a year is another than that of the year before."""
    for before, figure, label in pairs(earlier, later):
        if (
            figure.standing
            or figure.value < LEAST_REPEATED
            or not EXACT.remainder(figure.value, 100)
            or figure.interval.low != figure.interval.high
        ):
            continue
        if before.value != figure.value:
            yield HOLDS
        else:
            yield Found(figure.start, figure.end, {"label": label, "text": figure.text, "name": earlier.name})


@across("jump-without-word")
def jump_without_word(earlier: Year, later: Year) -> Iterator[Relation]:
    """Yield whether a number that is many times that of the year before, or a fraction, is spoken of as changed."""
    for before, figure, label in pairs(earlier, later):
        low, high = sorted((before.value, figure.value))
        if high < LEAST_JUMP or low <= 0:
            continue
        if high <= low * JUMP or figure.explained:
            yield HOLDS
        else:
            words = {"label": label, "text": figure.text, "before": before.text, "name": earlier.name}
            yield Found(figure.start, figure.end, words)


@across("text-reused")
def text_reused(earlier: Year, later: Year) -> Iterator[Relation]:
    """Yield how much of the text stands in the report of the year before, figures apart."""
    if len(later.sentences) < LEAST_SENTENCES:
        return
    share = len(later.sentences & earlier.sentences) * 100 // len(later.sentences)
    if share < REUSED:
        yield HOLDS
    else:
        yield Found(*later.place, {"share": f"{share}%", "name": earlier.name})
