"""Say which canonical indicator each quantity is a case of; in doubt none.

The words of its clause decide first, then those of its sentence and paragraph, then the headings above it. Of several
entries that fit, the one wins whose cue accounts for most of what is said.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from operator import or_
from typing import NamedTuple

from lawrep.clauses import Clause
from lawrep.cues import CHANGE, ENOUGH, FOLLOWING_WORTH, NUMBER, SENTENCE_WORTH, Cue, Fit, Form, Lexicon, Rules
from lawrep.grammar import STOPS
from lawrep.markers import Heading
from lawrep.quantities import Quantity

# What a word is worth that stands before the clause: less, the further away; SENTENCE_WORTH right before it.
SENTENCE_LOSS = 0.01  # a character
PARAGRAPH_WORTH, PARAGRAPH_LOSS = 0.5, 0.002
LEAST_WORTH = 0.2
HEADING_WORTH, ABOVE_WORTH = 1.6, 0.7  # of the heading that it stands under, and of those above that one
# What is taken off a cue that looks back, for each character of the clause that it leaves unsaid.
UNSAID_LOSS, UNSAID_MOST, UNSAID_FREE = 0.2, 2.5, 3
TITLE_ALONE = 1.0  # how much more a cue must be worth where only the heading says anything

REACH = 120  # characters back from the first clause of a paragraph that are searched
BACK = 300  # characters back to where a sentence is looked for to begin
PARAGRAPH_BACK = 150  # characters back to where a word of the paragraph still bears on a number
SILENT = 2  # characters that a clause may have and still say nothing
SPEAKING = 24  # characters of a clause that surely says something
SENTENCE = re.compile(r".*[。！？!?\n]", re.DOTALL)
PARTS = ("其中", "其余", "另有")
QUIET = STOPS | frozenset(" 、和及与(0123456789")  # what can follow a number that is not followed by what it counts


class Evidence(NamedTuple):
    """A word of a cue at `[start, end)` of the text, in the clause, sentence, paragraph, heading or above that."""

    start: int
    end: int
    place: str


class Candidate(NamedTuple):
    """An entry that a quantity may be a case of, by its best cue; the worthiest wins."""

    worth: float
    cue: Cue
    evidence: tuple[Evidence, ...]


class Identifier:
    """What one text says around its quantities; asked for each of them in reading order."""

    def __init__(self, text: str, headings: list[Heading], quantities: list[Quantity], lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.headings = {heading.id: heading for heading in headings}
        self.quantities = quantities
        self.starts = [quantity.start for quantity in quantities]
        self.titles: dict[str, int] = {}  # the words of each heading
        self.above: dict[str, int] = {}  # and of each with those above it
        self.paragraph = self.paragraph_end = -1
        self.base = 0  # offset of what is searched of the paragraph
        self.titled = False  # it holds the title of a document
        self.forms: list[Form] = []  # found there, by their ends; offsets from `base`
        self.ends: list[int] = []
        self.said: list[int] = []  # the words up to each of the forms
        self.before = -1  # the last form before the clause
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
        else:
            self.counted.add(code)
            self.subset = False
        self.last, self.last_code = quantity, code
        self.counted_in[quantity.unit] = quantity.end, code
        return code

    def take_up(self, quantity: Quantity, clause: Clause, section: Heading | None) -> None:
        """Take up the next quantity; where it is the first of its paragraph, search that for words."""
        self.quantity, self.clause, self.section = quantity, clause, section
        start = quantity.start
        if start < self.paragraph_end:
            return
        text = self.text
        self.paragraph = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        self.paragraph_end = end = end if end >= 0 else len(text)
        last = self.quantities[bisect_left(self.starts, end) - 1]
        self.base = max(self.paragraph, clause.start - REACH)
        searched = text[self.base : min(end, last.end + REACH)]
        self.titled = "《" in searched
        self.forms = self.lexicon.search(searched)
        self.ends = [end for _, _, end in self.forms]
        self.said = []
        self.counted = set()

    def rules(self) -> Rules | None:
        quantity = self.quantity
        if quantity.change and quantity.unit == CHANGE:
            return self.lexicon.changes
        return self.lexicon.rules.get((quantity.kind, quantity.unit))

    def near(self) -> tuple[int, ...]:
        """Return the forms in the clause, by their numbers, with NUMBER between those before and after the number."""
        clause, base, ends = self.clause, self.base, self.ends
        start = bisect_right(ends, clause.start - base)
        self.before = start - 1
        forms = self.forms[start : bisect_right(ends, clause.stop - base, start)]
        if self.titled:
            forms = self.untitled(forms, clause.start)
        near = [form for form, _, _ in forms]
        if clause.end > clause.after:
            after = bisect_right(ends, clause.after - base, start)
            near.append(NUMBER)
            near += [form for form, _, _ in self.forms[after : bisect_right(ends, clause.end - base, after)]]
        return tuple(near)

    def untitled(self, forms: list[Form], start: int) -> list[Form]:
        """Leave out the forms in the title of a document, which is not what is counted: 学习《行政复议法》."""
        text, base = self.text, self.base
        return [
            form for form in forms if text.rfind("《", start, form[1] + base) <= text.rfind("》", start, form[1] + base)
        ]

    def settle(self, fit: Fit) -> Cue | None:
        """Return the best cue, with those that need to be said before or above the clause."""
        known = fit.own | self.said_before() | self.said_above()
        best, winner = fit.worth, fit.cue
        for most, worth, cue in fit.open:
            if most <= best:
                break
            if cue.context & known == cue.context and (worth := worth + self.gain(cue, fit.own)) > best:
                best, winner = worth, cue
        return winner

    def gain(self, cue: Cue, own: int) -> float:
        """Return what a cue is worth more than by the words in its clause."""
        gain = 0.0
        if cue.after:
            if cue.after.isdisjoint(self.counted):
                return -UNSAID_MOST * len(cue.words) - SENTENCE_WORTH
            gain += FOLLOWING_WORTH
        if cue.context & ~own:
            gain += sum(self.look_back(bit)[0] for bit in cue.words if not bit & own)
            unsaid = self.unsaid(cue.own | cue.context) - UNSAID_FREE
            if unsaid > 0:
                gain -= min(UNSAID_MOST, unsaid * UNSAID_LOSS)
        return gain

    def look_back(self, bit: int) -> tuple[float, Evidence]:
        """Return what a word is worth that stands before the clause, or above it, and where it is worth most."""
        clause, base, forms, bits = self.clause, self.base, self.forms, self.lexicon.bits
        best = -UNSAID_MOST, Evidence(clause.start, clause.start, "nowhere")
        floor = max(self.paragraph, self.section.body if self.section else 0, clause.start - BACK) - base
        for index in range(self.before, -1, -1):
            form, start, end = forms[index]
            if end <= floor:
                break
            if bits[form] & bit:
                distance = clause.start - base - end
                if start + base >= self.sentence_start():
                    worth = max(LEAST_WORTH, SENTENCE_WORTH - distance * SENTENCE_LOSS)
                    return worth, Evidence(start + base, end + base, "sentence")
                if distance < PARAGRAPH_BACK:
                    best = PARAGRAPH_WORTH - distance * PARAGRAPH_LOSS, Evidence(start + base, end + base, "paragraph")
                break
        for heading in self.lineage():
            if self.said_in(heading) & bit:
                own = heading is self.section
                worth = HEADING_WORTH if own else ABOVE_WORTH
                if worth > best[0]:
                    best = worth, Evidence(heading.body, heading.title_end, "heading" if own else "heading above")
                break
        return best

    def said_before(self) -> int:
        """Return the words that the paragraph has said before the clause."""
        if self.before < 0:
            return 0
        if not self.said:
            bits = self.lexicon.bits
            self.said = list(accumulate((bits[form] for form, _, _ in self.forms), or_))
        return self.said[self.before]

    def said_above(self) -> int:
        """Return the words of the heading of the section and of those above it."""
        section = self.section
        if section is None:
            return 0
        said = self.above.get(section.id)
        if said is None:
            said = 0
            for heading in self.lineage():
                said |= self.said_in(heading)
            self.above[section.id] = said
        return said

    def said_in(self, heading: Heading) -> int:
        said = self.titles.get(heading.id)
        if said is None:
            said = 0
            for form in self.title_forms(heading):
                said |= self.lexicon.bits[form]
            self.titles[heading.id] = said
        return said

    def title_forms(self, heading: Heading) -> tuple[int, ...]:
        return tuple([form for form, _, _ in self.lexicon.search(self.text[heading.body : heading.title_end])])

    def lineage(self) -> Iterator[Heading]:
        """Yield the heading of the section, and those above it."""
        heading = self.section
        while heading is not None:
            yield heading
            heading = self.headings.get(heading.parent) if heading.parent else None

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
        base, ends = self.base, self.ends
        if self.clause.whole:
            start, stop = self.clause.whole
        else:
            start, stop = max(self.sentence_start(), self.last.end if self.last else 0), self.clause.start
        forms = self.forms[bisect_right(ends, start - base) : bisect_right(ends, stop - base)]
        if self.titled:
            forms = self.untitled(forms, start)
        if forms:
            yield tuple([form for form, _, _ in forms]), ENOUGH
        if self.section is not None and self.continued() is None:
            yield self.title_forms(self.section), ENOUGH + TITLE_ALONE

    def continued(self) -> str | None:
        """Return the code of what was counted before, where the clause goes on with it.

        A change is one of the last figure (同比增长5%); a part is one of the last of its unit (其中涉企12件, 其余9件),
        and so is each further part; and a clause that says nothing adds to it (全镇现有52名).
        """
        quantity, last = self.quantity, self.last
        if last is None:
            return None
        if quantity.change:
            return self.last_code if last.end >= self.sentence_start() else None
        end, code = self.counted_in.get(quantity.unit, (-1, None))
        if code is None or end < self.sentence_start():
            return None
        if self.text.startswith(PARTS, self.clause.start) or (self.subset and last.unit == quantity.unit):
            self.subset = True
            return code
        return code if last.unit == quantity.unit and not self.is_speaking() else None

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

    def unsaid(self, words: int) -> int:
        """Return how many characters of the clause neither the `words` nor those that say nothing account for."""
        clause = self.clause
        said = self.without(words, clause.start, clause.stop)
        if clause.end > clause.after:
            said += self.without(words, clause.after, clause.end)
        return len(self.lexicon.generic.sub("", said))

    def without(self, words: int, start: int, stop: int) -> str:
        """Return the text from `start` to `stop`, with a space for each character of the `words`."""
        bits, shift = self.lexicon.bits, self.base - start
        said = self.text[start:stop]
        first = bisect_right(self.ends, start - self.base)
        for form, begin, end in self.forms[first : bisect_right(self.ends, stop - self.base, first)]:
            if bits[form] & words and begin + shift >= 0:
                said = said[: begin + shift] + " " * (end - begin) + said[end + shift :]
        return said

    def candidates(self, quantity: Quantity, clause: Clause, section: Heading | None) -> list[Candidate]:
        """Return every entry that `quantity` may be a case of, the worthiest first; to be asked before `code`."""
        self.take_up(quantity, clause, section)
        rules = self.rules()
        if rules is None:
            return []
        near = self.near()
        found = self.weighed(rules, near)
        if not found and not quantity.change and not self.is_speaking():
            for said, enough in self.said_elsewhere():
                found = [candidate for candidate in self.weighed(rules, said + near) if candidate.worth >= enough]
                if found:
                    break
        return found

    def weighed(self, rules: Rules, near: tuple[int, ...]) -> list[Candidate]:
        """Return the candidates that the forms `near` point to, each entry by its best cue."""
        own, cues = rules.fitting(near)
        known = own | self.said_before() | self.said_above()
        best: dict[str, Candidate] = {}
        for worth, cue in cues:
            if cue.context & known == cue.context:
                total = worth + self.gain(cue, own)
                if total >= ENOUGH and (cue.entry.id not in best or total > best[cue.entry.id].worth):
                    best[cue.entry.id] = Candidate(total, cue, tuple(self.evidence(cue, own)))
        return sorted(best.values(), key=lambda candidate: (-candidate.worth, candidate.cue.number))

    def evidence(self, cue: Cue, own: int) -> Iterator[Evidence]:
        """Yield where each word of a cue stands: its longest form in the clause, or the nearest before or above it."""
        clause, base, bits = self.clause, self.base, self.lexicon.bits
        for bit in cue.words:
            spans = [
                (end - start, start + base, end + base)
                for form, start, end in self.forms
                if bits[form] & bit
                and (clause.start <= start + base <= clause.stop or clause.after <= start + base < clause.end)
            ]
            if bit & own and spans:
                yield Evidence(*max(spans)[1:], "clause")
            else:
                yield self.look_back(bit)[1]
