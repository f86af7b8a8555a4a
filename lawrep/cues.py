"""The cues of the catalogue, made ready for search: the words of all entries are found in one pass over a clause.

A cue is words with a space between; each must stand in the clause of the quantity, in any order. `{调解}` is any word
of that set in `data/synonyms.toml`, `A|B` is A or B. A word after @ may also stand before the clause: in its sentence,
its paragraph, or a heading above; a word after - must not stand in the clause.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from lawrep.entries import Entry
from lawrep.grammar import alternation
from lawrep.tables import Words

WORD = re.compile(r"[@-]?(?:\{[^{}|@\s]+\}|[^{}|@\s])+(?:\|(?:\{[^{}|@\s]+\}|[^{}|@\s])+)*")
SIGNS = "@-"
WIDE_SIGN = re.compile("[｛｝＠｜－]")
PIECE = re.compile(r"\{(?P<set>[^{}]*)\}|(?P<literal>[^{}]+)")

# Units that an entry takes beside those it lists.
ANY_COUNT = ""  # no unit is printed: 2.5万余群众
POINTS = ("个百分点", "百分点")
TURNS, PEOPLE = "人次", ("人",)  # who is counted in turns is counted in people as well
# What a word of a cue is worth: in the clause, each of its characters one; else at most this.
SENTENCE_WORTH = 2.0  # right before the clause
FOLLOWING_WORTH = 2.0  # of a cue that asks for another entry to have been counted before
# What is taken off, for each character between the number and the nearest word.
DISTANCE_LOSS, DISTANCE_MOST = 0.1, 2.0
BEHIND = 0.3  # characters that a word behind the number is further away than it is
ENOUGH = 1.2  # what a cue must be worth

NUMBER = -1  # stands for the number among the forms around it
OVERLAP = 3  # characters that two words can share: 调解 and 解决
FORMS = 2_000  # that a word can have
MEMORY = 50_000  # clauses
CHANGES = ("change", "")  # what every entry fits
CHANGE = "%"  # a change in per cent is one of a rate as well as of a count


class Word(NamedTuple):
    """One word of a cue: any of its `forms`."""

    forms: Words
    sign: str  # "@" where it may stand before the clause, "-" where it must not stand in it


@dataclass(slots=True, eq=False)
class Cue:
    """A cue of `entry`. Words are bits, so that a whole cue is looked for by one comparison."""

    number: int
    entry: Entry
    text: str
    words: tuple[int, ...]  # all that are sought, by their numbers
    own: int  # the words that must stand in the clause
    context: int  # those that must stand there or before it
    after: frozenset[str]  # the entries one of which must have been counted before


class Open(NamedTuple):
    """A cue that needs more than its clause."""

    most: float  # what it can be worth,
    worth: float  # and what it is by its clause alone
    cue: Cue
    lacking: tuple[int, ...]  # the words that must be said before or above it


class Fit(NamedTuple):
    """What the words of a clause point to."""

    cue: Cue | None  # the best of the cues that need no other word
    worth: float  # and what it is worth
    open: tuple[Open, ...]  # those that could be worth more, the most promising first


Span = tuple[int, int, float]  # of the longest form of a word in a clause, and how far the nearest is from the number
Fits = tuple[str, str]  # kind and unit
Row = tuple[frozenset[Fits], int, int, Cue]  # what the cue fits, its own words, those that must not stand there


class Index(NamedTuple):
    """The forms by their numbers, the words of each, also as bits, and the cues by a form of a word of theirs."""

    forms: list[str]
    words: list[tuple[int, ...]]
    bits: list[int]
    cues: dict[int, list[Row]]

    def own(self, near: tuple[int, ...]) -> int:
        """Return the words, as bits, that the forms `near` are forms of."""
        own = 0
        for form in near:
            if form != NUMBER:
                own |= self.bits[form]
        return own


class Memory:
    """What the rules know of the clauses that they have learned, MEMORY clauses of all kinds and units together."""

    def __init__(self) -> None:
        self.size = 0
        self.known: list[dict[tuple[int, ...], Fit]] = []  # of each of the rules

    def make_room(self) -> None:
        """Make room for one clause more; where there is none, all are forgotten."""
        if self.size >= MEMORY:
            for known in self.known:
                known.clear()
            self.size = 0
        self.size += 1


class Rules:
    """The cues that fit one kind and unit."""

    def __init__(self, index: Index, fits: Fits, memory: Memory) -> None:
        self.index = index
        self.fits = fits
        self.rows: dict[int, list[Row]] = {}  # the cues that fit, by a form of a word of theirs
        self.known: dict[tuple[int, ...], Fit] = {}
        self.memory = memory
        memory.known.append(self.known)

    def learn(self, near: tuple[int, ...]) -> Fit:
        """Return what a clause with the forms `near` points to, and keep it in `known`."""
        own, cues = self.fitting(near)
        worth, best = ENOUGH, None
        needy = []
        for value, cue in cues:
            if cue.after or cue.context & ~own:
                needy.append((value, cue))
            elif value > worth:
                worth, best = value, cue
        unsettled = []
        for value, cue in needy:
            most = value + len(cue.words) * SENTENCE_WORTH
            if most <= worth:
                continue
            lacking = lacking_of(cue, own)
            most = value + len(lacking) * SENTENCE_WORTH + (FOLLOWING_WORTH if cue.after else 0.0)
            if most > worth:
                unsettled.append(Open(most, value, cue, lacking))
        if len(unsettled) > 1:
            unsettled.sort(key=promise)
        self.memory.make_room()
        fit = self.known[near] = Fit(best, worth, tuple(unsettled))
        return fit

    def fitting(self, near: tuple[int, ...]) -> tuple[int, list[tuple[float, Cue]]]:
        """Return the words of a clause with the forms `near`, and the cues whose own words are among them, weighed."""
        own = self.index.own(near)
        cues: dict[int, Cue] = {}
        for form in near:
            rows = self.rows.get(form)
            for _, need, excluded, cue in self.rows_of(form) if rows is None else rows:
                if need & own == need and not excluded & own:
                    cues[cue.number] = cue
        if not cues:
            return own, []
        spans = self.lay_out(near, {word for cue in cues.values() for word in cue.words})
        return own, [(weigh(cues[number], spans), cues[number]) for number in sorted(cues)]

    def rows_of(self, form: int) -> list[Row]:
        """Return the cues that fit, and that are indexed by this form; found once."""
        found = self.rows[form] = [row for row in self.index.cues.get(form, ()) if self.fits in row[0]]
        return found

    def lay_out(self, near: tuple[int, ...], wanted: set[int]) -> dict[int, Span]:
        """Return where each word stands that is `wanted`, as if the clause had no characters but those of its forms."""
        placed, number = self.place(near)
        words = self.index.words
        spans: dict[int, Span] = {}
        for form, start, end in placed:
            distance = number - end if end <= number else start - number + BEHIND
            for word in words[form]:
                if word in wanted:
                    old = spans.get(word, (start, start, distance))
                    nearest = min(distance, old[2])
                    longer = end - start > old[1] - old[0]
                    spans[word] = (start, end, nearest) if longer else (old[0], old[1], nearest)
        return spans

    def place(self, near: tuple[int, ...]) -> tuple[list[tuple[int, int, int]], int]:
        """Return each form with its start and end, and where the number stands.

        They come by their ends, as they were found; one that can overlap the one before it does.
        """
        placed: list[tuple[int, int, int]] = []
        last, begin, reach, number = "", 0, 0, -1
        for form in near:
            if form == NUMBER:
                number, last, begin = reach, "", reach
                continue
            word = self.index.forms[form]
            inside = last.rfind(word)
            if inside >= 0:
                start = begin + inside
            else:
                overlap = min(len(word), len(last), OVERLAP)
                while overlap and not last.endswith(word[:overlap]):
                    overlap -= 1
                start = reach - (len(last) if last and word.endswith(last) else overlap)
                reach = start + len(word)
                last, begin = word, start
            placed.append((form, start, start + len(word)))
        return placed, reach if number < 0 else number


def promise(row: Open) -> tuple[float, int]:
    return -row.most, row.cue.number


def lacking_of(cue: Cue, own: int) -> tuple[int, ...]:
    """Return the words of a cue that a clause with the words `own` does not hold."""
    return tuple([word for word in cue.words if not own >> word & 1])


def weigh(cue: Cue, spans: dict[int, Span]) -> float:
    """Return what a cue is worth by its words in the clause: the characters they account for, less their distance."""
    nearest = DISTANCE_MOST / DISTANCE_LOSS
    held = [spans[word] for word in cue.words if word in spans]
    if len(held) > 1:
        held.sort()
    worth = reach = 0
    for start, end, distance in held:
        nearest = min(nearest, distance)
        if end > reach:
            worth += end - (start if start > reach else reach)
            reach = end
    return worth - nearest * DISTANCE_LOSS


class Lexicon(NamedTuple):
    """All that is looked for in a text, and what follows from what is found.

    Offices word the same things alike: what has been found in the words of a clause is kept, and what it points to, up
    to MEMORY clauses each.
    """

    automaton: AhoCorasick
    words: list[Words]  # the forms of each word
    lookup: Index
    rules: dict[Fits, Rules]
    generic: re.Pattern[str]  # what says nothing of what is counted
    read: dict[str, tuple[int, ...]]  # the forms in the clauses that have been read

    def forms_in(self, said: str) -> tuple[int, ...]:
        """Return the forms in what is said, but for those in the title of a document: 学习《行政复议法》."""
        found: list[tuple[int, int, int]] = self.automaton.find_matches_as_indexes(said, overlapping=True)
        if "《" in said:
            found = [form for form in found if said.rfind("《", 0, form[1]) <= said.rfind("》", 0, form[1])]
        if len(self.read) >= MEMORY:
            self.read.clear()
        forms = self.read[said] = tuple([form for form, _, _ in found])
        return forms


def parse_cue(cue: str, sets: Mapping[str, Words]) -> list[Word]:
    """Return the words of a cue.

    Raises ValueError, with what is wrong, for an unknown set or what is no cue.

    >>> parse_cue("办结{率} @信访|来访", {"率": ("率", "比例")})
    [Word(forms=('办结率', '办结比例'), sign=''), Word(forms=('信访', '来访'), sign='@')]
    """
    words = [parse_word(word, sets) for word in cue.split()]
    if all(word.sign for word in words):
        raise ValueError("a cue needs a word that stands in the clause itself, without @ or -")
    return words


def parse_word(word: str, sets: Mapping[str, Words]) -> Word:
    if not WORD.fullmatch(word) or WIDE_SIGN.search(word):
        raise ValueError(f"{word!r} is no word of a cue: write 词, {{set}}, A|B, @词 or -词, with half-width signs")
    sign = word[0] if word[0] in SIGNS else ""
    choices = word.removeprefix(sign).split("|")
    if len(choices) == 1 and "{" not in word:
        return Word((choices[0],), sign)
    forms = tuple(dict.fromkeys(islice((form for choice in choices for form in expand(choice, sets)), FORMS + 1)))
    if len(forms) > FORMS:
        raise ValueError(f"{word!r} has more than {FORMS} forms: its sets are too many or too large")
    return Word(forms, sign)


def word_of(word: str, sets: Mapping[str, Words], parsed: dict[str, Word]) -> Word:
    """Return a word of a cue that has been checked, by way of those `parsed` before."""
    found = parsed.get(word)
    if found is None:
        found = parsed[word] = parse_word(word, sets)
    return found


def expand(choice: str, sets: Mapping[str, Words]) -> Iterable[str]:
    """Yield the forms of 调解{率}: 调解率, 调解比例."""
    pieces: list[Words] = []
    for piece in PIECE.finditer(choice):
        name = piece["set"]
        if name is not None and name not in sets:
            raise ValueError(f"no set of words is called {{{name}}}")
        pieces.append((piece["literal"],) if name is None else sets[name])
    return ("".join(parts) for parts in product(*pieces))


class Vocabulary:
    """The words by their numbers, and of each form the numbers of the words that it is a form of."""

    def __init__(self) -> None:
        self.numbers: dict[Words, int] = {}
        self.forms: dict[str, list[int]] = defaultdict(list)

    def number(self, forms: Words) -> int:
        """Return the number of the word that has these `forms`."""
        number = self.numbers.get(forms)
        if number is None:
            number = self.numbers[forms] = len(self.numbers)
            for form in forms:
                self.forms[form].append(number)
        return number

    def add(self, words: Iterable[Word], sign: str) -> tuple[int, ...]:
        """Return the numbers of the words with this sign."""
        return tuple(self.number(word.forms) for word in words if word.sign == sign)


def as_bits(words: Iterable[int]) -> int:
    bits = 0
    for word in words:
        bits |= 1 << word
    return bits


def build(entries: Iterable[Entry], sets: Mapping[str, Words], same: Iterable[Words], generic: Words) -> Lexicon:
    """Make the cues of the `entries` ready for search; `same` are units that count the same."""
    vocabulary = Vocabulary()
    parsed: dict[str, Word] = {}
    alike = {unit: group for group in same for unit in group}
    placed: list[tuple[frozenset[Fits], int, Cue]] = []
    for entry in entries:
        excluded = as_bits([vocabulary.number(word_of(word, sets, parsed).forms) for word in entry.excludes])
        fits = fitting(entry, alike)
        for text in entry.cues:
            words = [word_of(word, sets, parsed) for word in text.split()]
            own, context = vocabulary.add(words, ""), vocabulary.add(words, "@")
            barred = excluded | as_bits(vocabulary.add(words, "-"))
            cue = Cue(len(placed), entry, text, own + context, as_bits(own), as_bits(context), frozenset(entry.after))
            placed.append((fits, barred, cue))
    forms = list(vocabulary.forms)
    words_of = [tuple(numbers) for numbers in vocabulary.forms.values()]
    automaton = AhoCorasick(forms, implementation=Implementation.ContiguousNFA)
    index = Index(forms, words_of, [as_bits(words) for words in words_of], by_form(placed, words_of))
    memory = Memory()
    asked = dict.fromkeys(fits for fitting, _, _ in placed for fits in fitting)
    rules = {fits: Rules(index, fits, memory) for fits in asked}
    nothing = re.compile(f"(?:{alternation(generic)})+")
    return Lexicon(automaton, list(vocabulary.numbers), index, rules, nothing, {})


def fitting(entry: Entry, alike: Mapping[str, Words]) -> frozenset[Fits]:
    """Return each kind and unit that a quantity may have that is a case of the entry, a change in per cent included."""
    units = {other for unit in entry.unit for other in alike.get(unit, (unit,))}
    if entry.kind == "count":
        units.add(ANY_COUNT)
        units.update(PEOPLE if TURNS in units else ())
    elif entry.kind == "rate":
        units.update(POINTS)
    return frozenset([CHANGES, *((entry.kind, unit) for unit in units)])


def by_form(placed: list[tuple[frozenset[Fits], int, Cue]], words_of: list[tuple[int, ...]]) -> dict[int, list[Row]]:
    """Index the cues by the forms of that of their own words which the fewest cues have."""
    uses = Counter(word for _, _, cue in placed for word in cue.words)
    forms_of: dict[int, list[int]] = defaultdict(list)
    for form, words in enumerate(words_of):
        for word in words:
            forms_of[word].append(form)
    cues: dict[int, list[Row]] = defaultdict(list)
    for fits, excluded, cue in placed:
        rarest = min((word for word in cue.words if cue.own >> word & 1), key=uses.__getitem__)
        row = (fits, cue.own, excluded, cue)
        for form in forms_of[rarest]:
            cues[form].append(row)
    return cues
