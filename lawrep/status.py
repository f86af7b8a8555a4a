"""Tell what has been achieved from what is planned."""

import re

from lawrep.markers import Heading
from lawrep.quantities import Quantity
from lawrep.tables import words
from lawrep.terms import Status


def any_of(*path: str) -> str:
    return "|".join(map(re.escape, words("status", *path)))


# Nothing but words, so that the engine can skip to their first characters; what must stand around each is looked at
# when one is found.
CUE = re.compile(
    f"{any_of('planned', 'words')}|{any_of('planned', 'opening')}|{any_of('planned', 'heads')}|到20|到十|到“十"
)
OPENING = frozenset(words("status", "planned", "opening"))
HEADS = frozenset(words("status", "planned", "heads"))
VERB = re.compile(f"(?:20[0-9]{{2}} ?年)?(?!{any_of('planned', 'not_verbs')})(?:{any_of('planned', 'verbs')})")
NOT_BEFORE = words("status", "planned", "not_before")
CLAUSE_OPENS = frozenset("。；;，,：:、 \n") | {""}
BY_YEAR = re.compile("到20([0-9]{2})年")
BY_PLAN = re.compile("到“?十[四五六七]五”?末")
GREW = frozenset("加高长降升少缩扩")  # before 到2023年: from one year to another
REQUIRED = re.compile(any_of("required", "bound"))
PERIOD = re.compile(any_of("required", "period"))
DONE = re.compile(any_of("required", "done"))
COMPARED = "".join(f"(?<!{re.escape(word)})" for word in words("status", "cited", "compared"))
CITED = re.compile(f"{COMPARED}(?:{any_of('cited', 'words')})")
PAST = words("status", "past", "openings")
PARAGRAPH = 5000  # characters that a paragraph has at most
REACH = 300  # characters back to where the sentence of a quantity is looked for
SENTENCE_START = re.compile(r".*[。！？!?;；\n]", re.DOTALL)
SENTENCE_END = re.compile(r"[。！？!?;；\n]")
TARGETS = re.compile(any_of("planned", "lists"))  # what holds for a list beyond its semicolons


class Context:
    """Where in its sentence, paragraph and part each quantity of one text stands, asked for in reading order."""

    def __init__(self, text: str, year: int | None) -> None:
        self.text = text
        self.year = year  # the year reported on
        self.read_to = 0  # how far the sentence of the last quantity has been read
        self.sentence_end = -1
        self.planned = False  # that sentence has said that it speaks of what is to be done
        self.targets = False  # and that a list of targets follows

    def status(self, quantity: Quantity, clause_end: int, section: Heading | None) -> Status:
        """Return the status of `quantity`, whose clause ends at `clause_end`, in `section`."""
        text, start, clause = self.text, quantity.start, quantity.clause
        if start > self.sentence_end:
            self.enter_sentence(start)
        in_plan = section is not None and (section.part == "plan" or -1 < section.turn < start)
        if (in_plan and not self.opens_with_past(start)) or self.is_planned(start):
            return "achieved" if CITED.search(text, clause, clause_end) else "planned"
        if quantity.bound != "exact" and REQUIRED.search(text, clause, clause_end):
            required = PERIOD.search(text, clause, clause_end) and not DONE.search(text, clause, clause_end)
            return "planned" if required else "achieved"
        return "achieved"

    def enter_sentence(self, start: int) -> None:
        floor = max(0, self.sentence_end, start - REACH)
        opening = SENTENCE_START.match(self.text, floor, start)
        self.read_to = opening.end() if opening else floor
        end = SENTENCE_END.search(self.text, start)
        self.sentence_end = end.start() if end else len(self.text)
        if self.planned and opening and self.text[opening.end() - 1] in ";；":
            self.planned = self.targets
        else:
            self.planned = self.targets = False

    def is_planned(self, start: int) -> bool:
        """Whether the sentence has spoken, before `start`, of what is to be done: 力争完成, 下一步, 到2030年."""
        if not self.planned:
            cue = CUE.search(self.text, self.read_to, start)
            while cue is not None and not self.is_cue(cue[0], *cue.span()):
                cue = CUE.search(self.text, cue.end(), start)
            if cue is not None:
                self.planned = True
                self.targets = TARGETS.search(self.text, self.read_to, start) is not None
            self.read_to = start
        return self.planned

    def is_cue(self, word: str, start: int, end: int) -> bool:
        """Whether what stands around a word of intent makes it one: 计划完成, but neither 年度计划 nor 计划完成率."""
        text = self.text
        before = text[start - 1 : start]
        if word in OPENING:
            return before in CLAUSE_OPENS
        if word in HEADS:
            return VERB.match(text, end) is not None and not text.endswith(NOT_BEFORE, 0, start)
        if word == "到20":
            year = BY_YEAR.match(text, start)
            return year is not None and before not in GREW and self.year is not None and 2000 + int(year[1]) > self.year
        return not word.startswith("到") or BY_PLAN.match(text, start) is not None

    def opens_with_past(self, start: int) -> bool:
        """Whether the paragraph opens like an account of what was: 五年来,我们."""
        begin = self.text.rfind("\n", max(0, start - PARAGRAPH), start) + 1
        while self.text[begin : begin + 1] == " ":
            begin += 1
        return self.text.startswith(PAST, begin)
