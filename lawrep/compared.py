"""What two documents say of one indicator, and how the one compares with the other.

What the words of `change`, `outcome`, `state` and the notes mean stands in `data/comparison.toml`, in both languages.
"""

from dataclasses import dataclass, fields, replace
from decimal import Context, Decimal
from typing import Any, Literal

from lawrep.intervals import ENDLESS, ZERO, Interval, reaches
from lawrep.numerals import shorten
from lawrep.rules.words import HUNDREDTH, MOST_DIGITS, alike
from lawrep.terms import Kind, Status

Change = Literal["up", "down", "same", "unsure", "gone", "new"]
Outcome = Literal["met", "missed", "unsure", "untold"]
About = Literal[
    "same_report",
    "organs_differ",
    "organ_unknown",
    "regions_differ",
    "years_equal",
    "year_unknown",
    "years_apart",
    "given_in_reverse",
]
TOLD = ("given", "zero", "several")
ALL = Decimal(100)
EXACT = Context(prec=100)  # digits, more than any number that is printed


@dataclass(frozen=True, slots=True)
class Document:
    """One of the two documents: the name of its source, and what it is of."""

    name: str
    title: str | None
    organ: str | None
    region: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """What to know of the two before their figures are read; with what each says where that is what differs."""

    about: About
    earlier: str | int | None = None
    later: str | int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure behind what a document says, as it is printed and where."""

    text: str
    label: str
    section: str | None
    section_path: str | None
    sentence: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of an indicator: a cell of the panel (`panel.cells`), and the figures behind it.

    `state` is given, zero or several where it says something, else why not: not_mentioned, part_missing, unreadable.
    The number means all from `low` to `high`; either is None where there is no end. `values` are all that are given.
    """

    state: str
    value: Decimal | None = None
    unit: str | None = None
    bound: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    values: tuple[Decimal, ...] = ()
    note: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether there is a figure, or several."""
        return self.state in TOLD

    @property
    def interval(self) -> Interval:
        """All that the number can mean; the end of one that is rounded or cut off is not of it."""
        low = self.low if self.low is not None else -ENDLESS
        high = self.high if self.high is not None else ENDLESS
        cut_off = self.bound == "at_least" or (self.bound == "exact" and self.value is not None and low < self.value)
        return Interval(low, high, cut_off)

    @property
    def end_of_range(self) -> Decimal | None:
        """The upper end of a range such as 3至5次."""
        return self.high if self.bound == "exact" and self.low == self.value != self.high else None


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator in both documents, what is achieved or what is planned.

    Of a figure without a code, and of one of several of a code, `label` is what is counted, in the words of both
    reports. `difference` and `percent` are how much more the later one is, where each gives one value and both count
    the same; of a rate the difference is in points, and there is no percent. The percent has two decimals.
    """

    code: str | None
    name: str | None
    english: str | None
    group: str | None
    label: str | None
    kind: Kind
    status: Status
    earlier: Said
    later: Said
    change: Change
    difference: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Goal:
    """What was planned in the earlier document, and what the later one says was achieved.

    A count that is planned counts as met by more, and by less where it is to go down to it (压减到1000次). Of a share
    it is not known which way it should go, unless the goal is a bound, all or nothing. What is planned for each quarter
    or month (每季度不少于1次) is not told by the count of a year. It is untold where the later document says nothing.
    """

    code: str | None
    name: str | None
    english: str | None
    group: str | None
    label: str | None
    kind: Kind
    planned: Said
    achieved: Said
    outcome: Outcome
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents compared, the earlier year first.

    `indicators` are the coded ones, in the order of the catalogue; below one stand its other figures, its parts or one
    of several values, that both documents tell in the same words. `uncoded` are figures without a code that both tell
    in the same words; `only_earlier` and `only_later` those of one document, which the other may tell in other words.
    Figures that are changes themselves (同比增长5%) are left out; `growth_figures` says how many.
    """

    earlier: Document
    later: Document
    notes: tuple[Note, ...]
    indicators: tuple[Compared, ...]
    goals: tuple[Goal, ...]
    uncoded: tuple[Compared, ...]
    only_earlier: tuple[Compared, ...]
    only_later: tuple[Compared, ...]
    growth_figures: int

    def of_codes(self, codes: frozenset[str]) -> "Comparison":
        """Return only what is compared of these codes."""
        return replace(
            self,
            indicators=tuple(each for each in self.indicators if each.code in codes),
            goals=tuple(each for each in self.goals if each.code in codes),
            uncoded=(),
            only_earlier=(),
            only_later=(),
        )

    def fields(self) -> dict[str, Any]:
        """Return it by the names of its fields, which `lawrep.write.encode` writes with exact numbers."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def change_of(earlier: Said, later: Said, status: Status) -> Change:
    """Return how what the later document says compares; one of them says something.

    Of two plans that are bounds of one sort the bounds are compared: from 不少于4次 to 不少于6次 is up.
    """
    if not later.is_told:
        return "gone"
    if not earlier.is_told:
        return "new"
    more = difference(earlier, later)
    if more is None:
        return "same" if (earlier.values, earlier.unit) == (later.values, later.unit) else "unsure"
    if is_same(earlier, later):
        return "same"
    if status == "planned" and earlier.bound == later.bound and earlier.bound in ("at_least", "at_most"):
        return "up" if more > ZERO else "down"
    before, after = earlier.interval, later.interval
    if before.meets(after):
        return "unsure"
    return "up" if after.low >= before.high else "down"


def is_same(earlier: Said, later: Said) -> bool:
    """Whether two numbers are the same, and meant in the same way."""
    return (earlier.value, earlier.bound, earlier.end_of_range) == (later.value, later.bound, later.end_of_range)


def difference(earlier: Said, later: Said) -> Decimal | None:
    """Return how much more the later number is; None where there is not one number each, or they count other things."""
    if earlier.value is None or later.value is None or "several" in (earlier.state, later.state):
        return None
    if earlier.unit and later.unit and not alike(earlier.unit, later.unit):
        return None
    return EXACT.subtract(later.value, earlier.value)


def percent(earlier: Said, later: Said, kind: Kind) -> Decimal | None:
    """Return by how many per cent the later number is more, to two decimals."""
    more = difference(earlier, later)
    if more is None or kind == "rate" or not earlier.value or earlier.value < ZERO:
        return None
    share = more * ALL / earlier.value
    return share if share.adjusted() > MOST_DIGITS else shorten(share.quantize(HUNDREDTH))


def outcome_of(planned: Said, achieved: Said, kind: Kind, *, down: bool = False, each: bool = False) -> Outcome:
    """Return what became of a plan, to go `down` to so many, or of one for `each` month that are told as one."""
    if not achieved.is_told:
        return "untold"
    if difference(planned, achieved) is None:
        return "unsure"
    if is_ceiling(planned) or down:
        found = kept_below(planned, achieved)
        return "unsure" if each and found == "missed" else found
    if is_floor(planned, kind):
        found = reached(planned, achieved)
        return "unsure" if each and found == "met" else found
    return "met" if as_printed(planned).meets(as_printed(achieved)) and not each else "unsure"


def reached(planned: Said, achieved: Said) -> Outcome:
    """Return whether at least what is planned is achieved."""
    least = as_printed(planned).low
    if as_printed(achieved).low >= least:
        return "met"
    return "unsure" if reaches(achieved.interval, least) else "missed"


def kept_below(planned: Said, achieved: Said) -> Outcome:
    """Return whether at most what is planned is achieved."""
    most = as_printed(planned).high
    if as_printed(achieved).high <= most:
        return "met"
    return "unsure" if achieved.interval.low <= most else "missed"


def as_printed(said: Said) -> Interval:
    """Return what a number says to who takes it as it is printed: 95% is 95, and not 94.95 that was rounded."""
    if said.value is None or said.bound != "exact" or said.end_of_range is not None:
        return said.interval
    return Interval(said.value, said.value)


def is_floor(planned: Said, kind: Kind) -> bool:
    """Whether more than what is planned is as good: at least so many, a count, all of something."""
    is_all = planned.unit == "%" and planned.value == ALL
    return planned.bound == "at_least" or (not is_ceiling(planned) and (kind == "count" or is_all))


def is_ceiling(planned: Said) -> bool:
    """Whether less than what is planned is as good: at most so many, none."""
    return planned.bound == "at_most" or planned.value == ZERO
