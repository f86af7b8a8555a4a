"""What the rules look at: a report's text, its outline, and its figures by the passages that they stand in."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from lawrep.grammar import CLAUSE, CLAUSE_END
from lawrep.intervals import Interval, read_interval
from lawrep.source import Place
from lawrep.terms import Bound, Change

T = TypeVar("T")

SENTENCE_END = re.compile(r"[。！？!?\n]")
LINE_END = re.compile("\n")
EACH = re.compile("每|平均|[人户案件]均")
COUNTED = ("count", "amount")
FEW = 12  # figures around one that can belong with it: what keeps the rules linear
SAID = 160  # characters back to where the words of a sentence bear on a figure
REACH = 60  # characters that a clause is looked for in, before and behind a figure


class Figure:
    """An indicator as the rules read it, with the words of its clause that are its own."""

    def __init__(self, fields: dict[str, Any], text: str, previous: int, following: int) -> None:
        self.start: int = fields["start"]
        self.end: int = fields["end"]
        self.text = text[self.start : self.end]
        self.value: Decimal = fields["value"]
        self.value_max: Decimal | None = fields["value_max"]
        self.unit: str = fields["unit"]
        self.kind: str = fields["kind"]
        self.bound: Bound = fields["bound"]
        self.change: Change | None = fields["change"]
        self.planned: bool = fields["status"] != "achieved"
        self.label: str = fields["label"]
        self.code: str | None = fields["code"]
        self.is_level = self.change is None  # it says how many there are, or shall be, and not how many more
        begin = max(previous, self.start - REACH)
        cut = CLAUSE.match(text, begin, self.start)
        self.before = text[cut.end() if cut else begin : self.start].lstrip()
        limit = min(following, self.end + REACH)
        stop = CLAUSE_END.search(text, self.end, limit)
        self.after = text[self.end : stop.start() if stop else limit]
        # It counts things, or money, that there are or shall be: no change, average or nought.
        self.is_counted = self.is_level and self.kind in COUNTED and EACH.search(self.before) is None and self.value > 0
        self.sentence = -1  # where its sentence starts; the passage sets it
        self.known: Interval | None = None

    @property
    def interval(self) -> Interval:
        """All that the figure can mean."""
        if self.known is None:
            self.known = read_interval(self.text, self.value, self.value_max, self.bound, self.kind)
        return self.known

    @property
    def is_count(self) -> bool:
        """Whether it counts things that there are or shall be, an average among them."""
        return self.kind == "count" and self.is_level and self.value > 0

    @property
    def since(self) -> int:
        """Where the words begin that bear on the figure: with its sentence, or not so far back."""
        return max(self.sentence, self.start - SAID)

    @property
    def is_exact(self) -> bool:
        """Whether it is a whole number that is counted out."""
        return self.bound == "exact" and self.value_max is None and self.interval.low == self.interval.high


class Passage:
    """A paragraph, or as much of one as stands under one heading: `[start, end)` of the text, with its figures."""

    def __init__(self, text: str, start: int, end: int, figures: list[Figure]) -> None:
        self.start, self.end = start, end
        self.figures = figures
        sentence, at = start, start
        for figure in figures:
            for match in SENTENCE_END.finditer(text, at, figure.start):
                sentence = match.end()
            figure.sentence = sentence
            at = figure.start

    def sentences(self) -> list[list[Figure]]:
        """Return the figures, those of a sentence together."""
        groups: list[list[Figure]] = []
        for figure in self.figures:
            if groups and groups[-1][0].sentence == figure.sentence:
                groups[-1].append(figure)
            else:
                groups.append([figure])
        return groups


class Facts:
    """One document, made ready for the rules.

    `text` is normalised, blank before the report and at its end cut off; `printed` is as it was read.
    """

    def __init__(self, document: dict[str, Any], text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.printed: str = document["text"]
        self.metadata: dict[str, Any] = document["metadata"]
        self.sections: list[dict[str, Any]] = document["sections"]
        self.places: Sequence[Place] = document.get("source_map", ())
        self.kept: dict[str, Any] = {}  # what several rules ask for, by the function that makes it
        self.passages = find_passages(text, document["indicators"])
        self.sentences = [group for passage in self.passages for group in passage.sentences()]


def once(make: Callable[[Facts], T]) -> Callable[[Facts], T]:
    """Let what a function makes of the facts be made once for all the rules that ask for it."""
    name = make.__module__ + make.__name__

    def kept(facts: Facts) -> T:
        if name not in facts.kept:
            facts.kept[name] = make(facts)
        made: T = facts.kept[name]
        return made

    return kept


def line_starts(text: str) -> list[int]:
    """Return where the lines of a text start."""
    return [0, *(match.end() for match in LINE_END.finditer(text))]


@once
def lines(facts: Facts) -> list[tuple[int, str]]:
    """Return the lines of the report that are not empty, and where each starts."""
    found = []
    start = facts.start
    for line in facts.text[start:].split("\n"):
        if line:
            found.append((start, line))
        start += len(line) + 1
    return found


def find_passages(text: str, indicators: list[dict[str, Any]]) -> list[Passage]:
    """Return the passages that hold figures, in reading order."""
    passages: list[Passage] = []
    group: list[Figure] = []
    section: str | None = None
    line = stop = previous = 0
    count = len(indicators)
    for index, fields in enumerate(indicators):
        start: int = fields["start"]
        if start >= stop or fields["section"] != section:
            if group:
                passages.append(Passage(text, line, stop, group))
                group = []
            if start >= stop:
                line = text.rfind("\n", 0, start) + 1
                stop = text.find("\n", start)
                stop = stop if stop >= 0 else len(text)
            section = fields["section"]
        following: int = indicators[index + 1]["start"] if index + 1 < count else len(text)
        group.append(Figure(fields, text, previous, following))
        previous = fields["end"]
    if group:
        passages.append(Passage(text, line, stop, group))
    return passages
