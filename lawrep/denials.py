"""Find what a report says there was none of: 未发生行政诉讼案件, 无一败诉, 败诉案件为零. It is a zero, and no silence.

The catalogue says what is denied, as it does for a figure. A wrong zero costs far more than a missing one, so that a
denial counts only where all words of its clause are accounted for, by the entry or by the lists of `data/denials.toml`,
and where no word of its sentence makes it a wish, or a denial for some, for a time, or of what was named before it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from lawrep.body import Title, find_body
from lawrep.catalogue import standard
from lawrep.clauses import Clause
from lawrep.codes import Identifier
from lawrep.coverage import OUTCOME, has_topic, is_listed, is_told, speaks_of
from lawrep.cues import lacking_of
from lawrep.entries import Entry
from lawrep.grammar import alternation
from lawrep.markers import Heading
from lawrep.metadata import find_year
from lawrep.negations import BACK, FRONT, QUOTES, Negation, Span, find_negations
from lawrep.normalise import normalise, with_line_ends
from lawrep.organs import in_title, split_place
from lawrep.outline import find_turn
from lawrep.parts import turns
from lawrep.phrases import phrase
from lawrep.quantities import Quantity, find_quantities
from lawrep.scopes import Scope
from lawrep.status import Context
from lawrep.tables import load, words
from lawrep.terms import Kind

NOUGHT = Decimal(0)
SHORT = 4  # characters of what a zero is of, in a list: 安全生产零事故、信访零非访
SLOGANS = frozenset(words("denials", "slogans", "words"))
LEAST_NAME = 3  # characters of an organ's name
BUREAUS = tuple("局委办厅处队院站所")  # what such a name ends with, where that of the place may be left out
NOUNS = words("denials", "nouns", "words")
RELATIVE = re.compile("[的被因]")
NARROWER = words("denials", "narrower", "words")
NARROWER_OF: dict[str, list[str]] = load("denials")["narrower_of"]
CODES = {sort: frozenset(codes) for sort, codes in load("denials")["codes"].items()}
WHOLE: dict[str, list[list[str]]] = load("denials")["whole"]


class Denial(NamedTuple):
    """A denial at `[start, end)` of a document's text; `unit` is the entry's first, `section` the id of its section."""

    start: int
    end: int
    text: str
    unit: str
    label: str
    code: str
    section: str | None


class Thing(NamedTuple):
    """One of the things that a negation denies, with its entry where all its words speak for it."""

    start: int
    end: int
    words: str
    entry: Entry | None
    is_plain: bool  # all its words, and those before the words of denial, are accounted for


class Named(NamedTuple):
    """What is denied of one entry."""

    start: int
    end: int
    words: str
    entry: Entry


def find_denials(text: str, sections: list[dict[str, Any]]) -> list[Denial]:
    """Return what a document's `text` denies, in reading order; `sections` are those of the document.

    Of several things that one negation denies, each is a denial that holds the words of the negation.
    """
    return list(Reader(text, sections).denials())


class Reader:
    """One text, read for what it denies."""

    def __init__(self, text: str, sections: list[dict[str, Any]]) -> None:
        self.printed = text
        lines = with_line_ends(text)
        normal = normalise(lines)
        self.body = find_body(normal)
        report = self.body.only(normal)
        self.headings = headings_of(report, lines, sections)
        self.starts = [heading.start for heading in self.headings]
        self.text = without_organ(without_markers(report, self.headings), self.body.title)
        self.identifier = Identifier(self.text, self.headings, standard().lexicon)
        self.context = Context(self.text, None)

    def denials(self) -> Iterator[Denial]:
        """Yield the denials of the text."""
        for clause in find_negations(self.text):
            section = self.section_at(clause[0].start)
            things = [self.things(negation, section) for negation in clause]
            if not any(things) or not self.is_sound(clause, things):
                continue
            scope = Scope(self.text, clause[0].begin)
            for negation, denied in zip(clause, things, strict=True):
                if denied and self.is_fact(negation, scope, section):
                    for thing in denied:
                        if self.is_whole(thing, negation, scope, section):
                            yield self.denial(thing, negation, section)

    def section_at(self, at: int) -> Heading | None:
        """Return the innermost section that holds an offset."""
        index = bisect_right(self.starts, at) - 1
        return self.headings[index] if index >= 0 and at < self.headings[index].end else None

    def is_sound(self, clause: list[Negation], things: list[list[Named]]) -> bool:
        """Whether all of a clause that denies several things is accounted for: not 争创零上访、零事故村."""
        if len(clause) == 1:
            return True
        others = [negation for negation, denied in zip(clause, things, strict=True) if not denied]
        return all(self.is_beside(other, led=bool(things[0])) for other in others)

    def is_beside(self, negation: Negation, *, led: bool) -> bool:
        """Whether a negation of what has no code may stand in a list with one of what has: 零败诉、零差错."""
        front = self.text[negation.begin : negation.start]
        said = self.text[negation.end : negation.limit].rstrip(QUOTES)
        if not is_listed(front, "") and not (led and negation.sort == "zero" and len(front) <= SHORT):
            return False
        return said in SLOGANS or said.endswith(NOUNS)

    def things(self, negation: Negation, section: Heading | None) -> list[Named]:
        """Return what is denied of each entry, but for that of which the words of another thing may hold too."""
        things = [self.thing(negation, span, section) for span in negation.things]
        plain = next((at for at, thing in enumerate(things) if not thing.is_plain), len(things))
        if plain < len(things):  # 信访案件、群体性事件: each has a noun of its own
            if not all(thing.words.endswith(NOUNS) and not RELATIVE.search(thing.words) for thing in things[plain:]):
                return []
            things = [thing for thing in things[:plain] if thing.words.endswith(NOUNS)]
        return joined(without_shared(things))

    def thing(self, negation: Negation, span: Span, section: Heading | None) -> Thing:
        """Return one thing that is denied, and its entry where all its words speak for it."""
        said = self.text[slice(*span)]
        if not said:
            return Thing(*span, said, None, is_plain=True)
        front = "" if negation.stop >= 0 else self.text[negation.begin : negation.start]
        for clause in self.clauses(negation, span):
            entry = self.entry(negation, span, clause, section)
            if entry is None or entry.id not in CODES[negation.sort] or said.endswith("的"):
                continue
            if is_told(said, entry.id) and speaks_of(front, entry.id) and not is_less(negation, front, said, entry):
                return Thing(*span, said, entry, is_plain=True)
        return Thing(*span, said, None, not said.endswith("的") and is_told(said, "") and is_listed(front, ""))

    def clauses(self, negation: Negation, span: Span) -> Iterator[Clause]:
        """Yield the words that may say what a thing is: of a list, each has the verb, or the topic, of the first."""
        begin, start, verb, after, limit = negation.begin, negation.start, negation.verb, negation.end, negation.limit
        first = negation.things[0]
        end = limit if span == negation.things[-1] else span[1]  # 无规范性文件出台
        if negation.stop >= 0:
            yield Clause(*span, after, negation.stop, limit, None)
        elif span == first:
            yield Clause(begin, start, verb, end, limit, None)
        else:
            before = (verb, after) if verb < after else (begin, start)
            yield Clause(*before, span[0], end, limit, None)
            if topic := OUTCOME.search(self.text, *first):  # 行政复议被撤销、变更
                before = (first[0], topic.start()) if topic.start() > first[0] else (begin, start)
                yield Clause(*before, span[0], end, limit, None)
            yield Clause(*first, span[0], end, limit, None)  # 行政复议意见书、建议书

    def entry(self, negation: Negation, span: Span, clause: Clause, section: Heading | None) -> Entry | None:
        """Return the entry that the words of a thing, of its clause, sentence or heading point to."""
        identifier = self.identifier
        identifier.take_up(nought(negation, rate=self.text.endswith("率", *span)), clause, section)
        rules = identifier.rules()
        if rules is None:
            return None
        near = identifier.near()
        fit = rules.known.get(near) or rules.learn(near)
        cue = identifier.settle(fit)
        if cue is None:
            return None
        if fit.cue is not None and fit.cue.entry is cue.entry:
            return cue.entry
        places = {identifier.look_back(word)[1].place for word in lacking_of(cue, rules.index.own(near))}
        ended = OUTCOME.search(self.text, *span) is not None
        return cue.entry if places <= ({"sentence"} if ended else {"sentence", "heading"}) else None

    def is_fact(self, negation: Negation, scope: Scope, section: Heading | None) -> bool:
        """Whether it is said of the whole year and of all that the report is about, and no wish."""
        if self.context.status(nought(negation), negation.limit, section) == "planned" or scope.is_wish(negation):
            return False
        if negation.sort == "acts" and section is not None and section.part == "shortcomings":
            return False  # of whom is mostly said some sentences before
        if scope.is_of_some(negation) or scope.is_of_part_of_year(negation):
            return False
        year = scope.year(negation)
        return year is None or self.year in (year, None)

    @cached_property
    def year(self) -> int | None:
        """The year that the report is on."""
        return find_year(self.text, self.body, "", self.headings)

    def is_whole(self, thing: Named, negation: Negation, scope: Scope, section: Heading | None) -> bool:
        """Whether all that the entry counts is denied, and no figure says so already."""
        code = thing.entry.id
        said = self.text[negation.begin : negation.start] + thing.words
        if not all(any(word in said for word in group) for group in WHOLE.get(code, ())):
            return False
        if self.holds_figure(*span_of(thing, negation)):
            return False
        if scope.is_within(code) or scope.is_of_one_case(negation, code):
            return False
        if not scope.is_among(negation, thing.words, code):
            return True
        by_heading = section is not None and has_topic(section.title, code)
        return by_heading and scope.says_nothing(negation, self.identifier.lexicon)

    def holds_figure(self, start: int, end: int) -> bool:
        """Whether a figure of the report stands in a stretch."""
        at = bisect_left(self.figures, end, key=attrgetter("start"))
        return at > 0 and self.figures[at - 1].end > start

    @cached_property
    def figures(self) -> list[Quantity]:
        """The figures of the report."""
        return find_quantities(self.text)

    def denial(self, thing: Named, negation: Negation, section: Heading | None) -> Denial:
        """Return the denial of a thing."""
        start, end = span_of(thing, negation)
        entry, label = thing.entry, self.label(thing, negation)
        return Denial(
            start, end, self.printed[start:end], entry.unit[0], label, entry.id, section.id if section else None
        )

    def label(self, thing: Named, negation: Negation) -> str:
        """Return what is denied, in the words of the report."""
        said = FRONT.sub("", self.printed[thing.start : thing.end], count=1).removeprefix("被")
        if negation.stop >= 0:
            return phrase(said)
        if negation.sort in ("receipts", "acts"):
            return phrase(self.printed[negation.verb : negation.end] + said)
        front = self.printed[negation.begin : negation.start]
        if has_topic(thing.words, thing.entry.id) or not has_topic(front, thing.entry.id):
            return said
        return BACK.sub("", FRONT.sub("", front, count=1)).removesuffix("案件") + said


def nought(negation: Negation, *, rate: bool = False) -> Quantity:
    """Return the figure that a negation stands for."""
    kind: Kind = "rate" if rate else "count"
    unit = "%" if rate else negation.unit
    return Quantity(negation.start, negation.end, NOUGHT, None, unit, kind, "exact", None, negation.begin)


def is_less(negation: Negation, front: str, said: str, entry: Entry) -> bool:
    """Whether what is said is less than what an entry counts: 越级上访, 信访零登记."""
    if any(word in front + said and word not in entry.name for word in NARROWER):
        return True
    if negation.sort == "zero" and negation.stop < 0 and not (has_topic(said, entry.id) or OUTCOME.search(said)):
        return True
    return any(word in said for word in NARROWER_OF.get(entry.id, ()))


def span_of(thing: Named, negation: Negation) -> Span:
    """Return where the denial of a thing stands: the thing and the words that deny it."""
    return (thing.start, negation.stop) if negation.stop >= 0 else (negation.start, thing.end)


def without_shared(things: list[Thing]) -> list[Thing]:
    """Leave out the things of which the outcome of another may be told: of 行政复议、行政诉讼败诉案件 the first."""
    ended = [OUTCOME.search(thing.words) is not None for thing in things]
    if True not in ended:
        return things
    first = ended.index(True)
    apart = all(thing.words.endswith(NOUNS) for thing in things[: first + 1])  # 行政复议案件和败诉案件
    return [thing for at, thing in enumerate(things) if ended[at] or (apart and at < first)]


def joined(things: list[Thing]) -> list[Named]:
    """Make one of the things that are of one entry: 代表建议和政协提案."""
    named: dict[str, Named] = {}
    for start, end, said, entry, _ in things:
        if entry is not None:
            last = named.get(entry.id)
            begin, before = (last.start, last.words) if last else (start, "")
            named[entry.id] = Named(begin, end, before + said, entry)
    return list(named.values())


def without_markers(text: str, headings: list[Heading]) -> str:
    """Return a text with the markers of its headings blanked out: 一是零败诉."""
    pieces, at = [], 0
    for heading in headings:
        pieces += [text[at : heading.start], " " * (min(heading.body, len(text)) - heading.start)]
        at = heading.body
    return "".join([*pieces, text[at:]])


def without_organ(text: str, title: Title | None) -> str:
    """Return a text with the name of the organ, as its title has it, blanked out wherever it stands."""
    name = in_title(title.words) if title else None
    if not name:
        return text
    places, at = split_place(name)
    names = [name, name[at:]]
    if places.places and name.endswith(BUREAUS):  # 临江市水务局 is 市水务局, too
        end = places.places[-1][2]
        names += [name[end - 1 :], name[end:]]
    names += [each.removesuffix("人民政府").removesuffix("办事处") for each in names]
    every = alternation(tuple(each for each in names if len(each) >= LEAST_NAME))
    return re.sub(every, lambda match: " " * len(match[0]), text)


def headings_of(text: str, printed: str, sections: list[dict[str, Any]]) -> list[Heading]:
    """Return the headings that a document's sections open, as `outline` gave them."""
    headings = [heading_of(printed, section) for section in sections]
    turn = -1
    for at, heading in enumerate(headings):
        if heading.level == 1:
            turn = find_turn(text, headings, at) if turns(heading.title) else -1
        heading.turn = turn
    return headings


def heading_of(printed: str, section: dict[str, Any]) -> Heading:
    start, end, marker, title = (section[key] for key in ("start", "end", "marker", "title"))
    body = max(printed.find(title, start + len(marker), end), start + len(marker))
    heading = Heading("", 0, start, body, marker, at_line=False, before="")
    heading.level, heading.title, heading.title_end, heading.end = section["level"], title, body + len(title), end
    heading.id, heading.parent, heading.part = section["id"], section["parent"], section["part"]
    return heading
