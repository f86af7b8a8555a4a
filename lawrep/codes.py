"""Say which canonical indicator each quantity is a case of; in doubt none.

The words of its clause decide first, then those of its sentence and paragraph, then the headings above it. Of several
entries that fit, the one wins whose cue accounts for most of what is said.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lawrep.clauses import Clause
from lawrep.cues import CHANGE, CHANGES, ENOUGH, FOLLOWING_WORTH, NUMBER, SENTENCE_WORTH, Cue, Fit, Lexicon, Rules
from lawrep.grammar import STOPS
from lawrep.markers import Heading
from lawrep.quantities import Quantity
from lawrep.tables import Words

# What a word is worth that stands before the clause: less, the further away; SENTENCE_WORTH right before it.
SENTENCE_LOSS = 0.01  # a character
PARAGRAPH_WORTH, PARAGRAPH_LOSS = 0.5, 0.002
LEAST_WORTH = 0.2
HEADING_WORTH, ABOVE_WORTH = 1.6, 0.7  # of the heading that it stands under, and of those above that one
# What is taken off a cue that looks back, for each character of the clause that it leaves unsaid.
UNSAID_LOSS, UNSAID_MOST, UNSAID_FREE = 0.2, 2.5, 3
LOST = 1e6  # what is taken off a cue that does not hold
TITLE_ALONE = 1.0  # how much more a cue must be worth where only the heading says anything

BACK = 160  # characters back to where a sentence is looked for to begin, and a word of the paragraph
SILENT = 2  # characters that a clause may have and still say nothing
SPEAKING = 14  # characters of a clause that surely says something
SENTENCE = re.compile(r".*[。！？!?\n]", re.DOTALL)
PARTS = ("其中", "其余", "另有")
QUIET = STOPS | frozenset(" 、和及与(0123456789")  # what can follow a number that is not followed by what it counts


class Evidence(NamedTuple):
    """A word of a cue at `[start, end)` of the text, in the clause, sentence, paragraph, heading or above that."""

    start: int
    end: int
    place: str


NOWHERE = -LOST, Evidence(0, 0, "nowhere")


class Identifier:
    """What one text says around its quantities; asked for each of them in reading order.

    Before it says the code of a quantity it calls `watch`, where there is one, with itself.
    """

    def __init__(
        self, text: str, headings: list[Heading], lexicon: Lexicon, watch: Callable[["Identifier"], None] | None = None
    ) -> None:
        self.watch = watch
        self.text = text
        self.lexicon = lexicon
        self.headings = {heading.id: heading for heading in headings}
        self.titles: dict[str, tuple[str, list[tuple[int, int]]]] = {}  # of each section, and those above it
        self.paragraph = self.paragraph_end = -1
        self.found: dict[int, tuple[float, Evidence]] = {}  # where the words are that the clause lacks
        self.counted: set[str] = set()  # the entries counted in the paragraph
        self.counted_in: dict[str, tuple[int, str | None]] = {}  # by unit: where the last one ends, and its code
        self.subset = False  # parts of that are being counted
        self.last: Quantity | None = None
        self.last_code: str | None = None
        self.quantity: Quantity
        self.clause: Clause
        self.section: Heading | None = None

    def code(self, quantity: Quantity, clause: Clause, section: Heading | None) -> str | None:
        """Return the id of the entry that `quantity` is a case of, or None."""
        self.take_up(quantity, clause, section)
        if self.watch is not None:
            self.watch(self)
        rules = self.rules()
        code: str | None = None
        if rules is not None:
            near = self.near()
            fit = rules.known.get(near) or rules.learn(near)
            cue = self.settle(fit) if fit.open else fit.cue
            if cue is None and not quantity.change and not self.is_speaking():
                cue = self.settle_silent(rules, near)
            code = cue.entry.id if cue else None
        if code is None:
            code = self.continued()
            self.subset = self.subset or (code is not None and self.begins_a_part())
        else:
            self.counted.add(code)
            self.subset = False
        self.last, self.last_code = quantity, code
        self.counted_in[quantity.unit] = quantity.end, code
        return code

    def take_up(self, quantity: Quantity, clause: Clause, section: Heading | None) -> None:
        """Take up the next quantity."""
        self.quantity, self.clause, self.section = quantity, clause, section
        if quantity.start >= self.paragraph_end:
            text, start = self.text, quantity.start
            self.paragraph = text.rfind("\n", 0, start) + 1
            end = text.find("\n", start)
            self.paragraph_end = end if end >= 0 else len(text)
            self.counted = set()

    def rules(self) -> Rules | None:
        quantity = self.quantity
        changed = quantity.change and quantity.unit == CHANGE
        return self.lexicon.rules.get(CHANGES if changed else (quantity.kind, quantity.unit))

    def near(self) -> tuple[int, ...]:
        """Return the forms in the clause, by their numbers, with NUMBER between those before and after the number."""
        start, stop, after, end, _, _ = self.clause
        near = self.forms_in(start, stop)
        return (*near, NUMBER, *self.forms_in(after, end)) if end > after else near

    def forms_in(self, start: int, stop: int) -> tuple[int, ...]:
        """Return the forms between two offsets."""
        said = self.text[start:stop]
        forms = self.lexicon.read.get(said)
        return self.lexicon.forms_in(said) if forms is None else forms

    def settle(self, fit: Fit) -> Cue | None:
        """Return the best cue, with those that need to be said before or above the clause."""
        best, winner = fit.worth, fit.cue
        self.found = {}
        for most, worth, cue, lacking in fit.open:
            if most <= best:
                break
            total = worth + self.gain(cue, lacking, best - worth)
            if total > best:
                best, winner = total, cue
        return winner

    def gain(self, cue: Cue, lacking: tuple[int, ...], needed: float = -1e9) -> float:
        """Return what a cue is worth more than by the words in its clause; -LOST where it does not hold.

        No more of it is said than that it is not above `needed`.
        """
        gain = 0.0
        if cue.after:
            if cue.after.isdisjoint(self.counted):
                return -LOST
            gain += FOLLOWING_WORTH
        for word in lacking:
            found = self.found.get(word) or self.look_back(word)
            if found[0] < 0:
                return -LOST
            gain += found[0]
        if lacking and gain > needed:
            unsaid = self.unsaid(cue.words) - UNSAID_FREE
            if unsaid > 0:
                gain -= min(UNSAID_MOST, unsaid * UNSAID_LOSS)
        return gain

    def look_back(self, word: int) -> tuple[float, Evidence]:
        """Return what a word is worth that stands before the clause, or above it, and where it is worth most."""
        forms = self.lexicon.words[word]
        found = self.look_before(forms)
        if found[0] < HEADING_WORTH and self.section is not None:
            above = self.look_above(forms, self.section)
            if above[0] > found[0]:
                found = above
        self.found[word] = found
        return found

    def look_before(self, forms: Words) -> tuple[float, Evidence]:
        """Return what a word is worth by its last form in the sentence or paragraph before the clause."""
        section, begin = self.section, self.clause.start
        floor = max(self.paragraph, begin - BACK)
        if section is not None and section.body > floor:
            floor = min(section.body, begin)
        start, end = begin, floor
        said = self.text[floor:begin]
        for form in forms:
            if form in said:  # much quicker than to look from behind
                at = said.rfind(form) + floor
                if at + len(form) > end or (at + len(form) == end and at < start):
                    start, end = at, at + len(form)
        if end > floor:
            if start >= self.sentence_start():
                worth = SENTENCE_WORTH - (begin - end) * SENTENCE_LOSS
                return max(LEAST_WORTH, worth), Evidence(start, end, "sentence")
            return PARAGRAPH_WORTH - (begin - end) * PARAGRAPH_LOSS, Evidence(start, end, "paragraph")
        return NOWHERE

    def look_above(self, forms: Words, section: Heading) -> tuple[float, Evidence]:
        """Return what a word is worth by the nearest heading that has a form of it."""
        titles, spans = self.titles.get(section.id) or self.titles_above(section)
        first = len(titles)
        for form in forms:
            at = titles.find(form, 0, first)
            if at >= 0:
                first = at
        if first == len(titles):
            return NOWHERE
        rank = titles.count("\n", 0, first)
        if rank:
            return ABOVE_WORTH, Evidence(*spans[rank], "heading above")
        return HEADING_WORTH, Evidence(*spans[0], "heading")

    def titles_above(self, section: Heading) -> tuple[str, list[tuple[int, int]]]:
        """Return the title of a section and those above it, a line each, and where they stand."""
        lineage = []
        heading: Heading | None = section
        while heading is not None:
            lineage.append((heading.body, heading.title_end))
            heading = self.headings.get(heading.parent) if heading.parent else None
        found = self.titles[section.id] = (
            "\n".join([self.text[start:end].replace("\n", " ") for start, end in lineage]),
            lineage,
        )
        return found

    def settle_silent(self, rules: Rules, near: tuple[int, ...]) -> Cue | None:
        """Return the cue for a clause that says nothing itself, by its sentence (出台…,共计12件) or its heading."""
        for said, enough in self.said_elsewhere():
            fit = rules.known.get(said + near) or rules.learn(said + near)
            cue = self.settle(fit) if fit.open else fit.cue
            if cue is not None and (cue is not fit.cue or fit.worth >= enough):
                return cue
        return None

    def said_elsewhere(self) -> Iterator[tuple[tuple[int, ...], float]]:
        """Yield what speaks for a clause that says nothing, and how much a cue must be worth by it."""
        if self.clause.whole:
            forms = self.forms_in(*self.clause.whole)
        else:
            forms = self.forms_in(max(self.sentence_start(), self.last.end if self.last else 0), self.clause.start)
        if forms:
            yield forms, ENOUGH
        if self.section is not None and self.continued() is None:
            yield self.forms_in(self.section.body, self.section.title_end), ENOUGH + TITLE_ALONE

    def continued(self) -> str | None:
        """Return the code of what was counted before, where the clause goes on with it.

        A change that names nothing is one of the last figure (同比增长5%); a part is one of the last of its unit
        (其中涉企12件, 其余9件), and so is each further part; and a clause that says nothing adds to it (全镇现有52名).
        """
        quantity, last = self.quantity, self.last
        if last is None:
            return None
        if quantity.change:
            return self.last_code if last.end >= self.sentence_start() and not self.is_speaking() else None
        end, code = self.counted_in.get(quantity.unit, (-1, None))
        if code is None or end < self.sentence_start():
            return None
        alike = last.unit == quantity.unit
        return code if self.begins_a_part() or (alike and (self.subset or not self.is_speaking())) else None

    def begins_a_part(self) -> bool:
        """Whether the clause counts a part of what was counted before it."""
        return not self.quantity.change and self.text.startswith(PARTS, self.clause.start)

    def sentence_start(self) -> int:
        clause = self.clause
        floor = max(0, clause.start - BACK)
        match = SENTENCE.match(self.text, floor, clause.start)
        return match.end() if match else floor

    def is_speaking(self) -> bool:
        """Whether the clause says of itself what is counted, or what is counted stands right behind the number."""
        clause, end = self.clause, self.quantity.end
        if clause.end > clause.after or self.text[end : end + 1] not in QUIET or clause.stop - clause.start > SPEAKING:
            return True
        return len(self.lexicon.generic.sub("", self.text[clause.start : clause.stop])) > SILENT

    def unsaid(self, words: tuple[int, ...]) -> int:
        """Return how many characters of the clause neither the `words` nor those that say nothing account for."""
        said = self.said()
        for word in words:
            for form in self.lexicon.words[word]:
                if form in said:
                    said = said.replace(form, " ")
        return len(self.lexicon.generic.sub("", said))

    def said(self) -> str:
        """Return the words of the clause."""
        clause = self.clause
        return self.text[clause.start : clause.stop] + " " + self.text[clause.after : clause.end]
