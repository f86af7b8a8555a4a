"""Say of whom, when and of what a denial is, by the words of its sentence before it: it may be of less than all.

部分镇无信访案件, 上半年无信访案件 and 拆迁120户,无一上访 say nothing of the report's own petitions.
"""

import re
from functools import cached_property

from lawrep.coverage import OUTCOME, has_topic, is_listed
from lawrep.cues import Lexicon
from lawrep.negations import COLONS, FRONT, OWN, SET, WHEN, Negation, any_of, clause_start
from lawrep.normalise import HAN
from lawrep.tables import load, words

SENTENCE = re.compile(r".*[。！？!?\n]", re.DOTALL)
REACH = 160  # characters back to where the sentence of a denial is looked for
SILENT = 2  # characters that a stretch may have and still say nothing
PARTED = re.compile("[;；]")
CLAUSE_ENDS = re.compile("[,，;；:：]")
SOME = re.compile(f"(?<![比较与同于])(?:{any_of('some', 'words')})")
OTHER_BODY = (
    rf"(?:{HAN}{{0,3}}?(?:{any_of('others', 'places')}){HAN}|{any_of('others', 'heads')}| {{3}})"
    rf"{HAN}{{0,6}}?(?:{any_of('others', 'ends')})"
)
SUBJECT = re.compile(OWN)
BODY = re.compile(f"{any_of('others', 'ends')}|{any_of('others', 'fields')}")
OTHERS = re.compile(
    rf"(?!{any_of('others', 'not_verbs')})(?:{OTHER_BODY}|{HAN}{{1,8}}?(?:{any_of('others', 'fields')}))"
    rf"(?!{any_of('others', 'not_before')})"
)
AMONG = re.compile(any_of("among", "words"))
PART = re.compile(f"(?:{any_of('among', 'parts')})[^、]*$")
BASES = re.compile(any_of("bases", "words"))
RIVALS = re.compile(any_of("rivals", "words"))
WITHIN = words("denials", "within", "words")
WISHES = re.compile(any_of("wishes", "words"))
GOALS = re.compile(any_of("goals", "words"))
COUNTED = re.compile(f"{SET}|[0-9](?![0-9 ]*[年月日])")
ANCHOR = re.compile(f"{WHEN}|{OWN}|{any_of('anchors', 'words')}")
ANCHORED = frozenset(load("denials")["anchors"]["codes"])
CONSEQUENCES = frozenset(load("denials")["among"]["codes"])
CASE = re.compile(f"(?!{any_of('cases', 'not_words')})(?:{any_of('cases', 'words')})")
OCCASION = re.compile(
    rf"(?<![0-9])(?:[1-9]|1[01]) ?月|(?<!十)[一二三四五六七八九十]月|十一月|{any_of('occasions', 'words')}"
)
THIS_YEAR = re.compile("全年|年度|今年|年内|20[0-9]{2} ?年")
YEAR = re.compile("(?<![自从])(20[0-9]{2}) ?年(?!以来)")


class Scope:
    """The words of the sentence before a clause with denials that begins at `clause` of a text."""

    def __init__(self, text: str, clause: int) -> None:
        self.text = text
        self.clause = clause
        floor = max(0, clause - REACH)
        match = SENTENCE.match(text, floor, clause)
        self.sentence = match.end() if match else floor

    @cached_property
    def last(self) -> str:
        """The clause before."""
        end = max(self.clause - 1, 0)
        return self.text[max(clause_start(self.text, end), 0) : end].rstrip()

    def said(self, end: int) -> str:
        """Return the words of the sentence up to `end`."""
        return self.text[self.sentence : end]

    def near(self, end: int) -> str:
        """Return the words of the sentence up to `end` that no semicolon parts from the clause."""
        return PARTED.split(self.text[self.sentence : self.clause])[-1] + self.text[self.clause : end]

    def is_of_some(self, negation: Negation) -> bool:
        """Whether it is of some only, or the sentence has another subject than the report."""
        said = self.said(negation.start)
        if SOME.search(said):
            return True
        if not BODY.search(said) or SUBJECT.search(self.text, self.clause, negation.start):
            return False
        starts = [
            self.sentence,
            *(match.end() for match in CLAUSE_ENDS.finditer(self.text, self.sentence, self.clause)),
        ]
        fronts = (FRONT.match(self.text, start) for start in starts)
        return any(front is not None and OTHERS.match(self.text, front.end(), negation.start) for front in fronts)

    def is_anchored(self, negation: Negation) -> bool:
        """Whether the clause says itself of whom or when it is, or that before it says nothing else: 2023年,未制定…."""
        if ANCHOR.search(self.text, self.clause, negation.start):
            return True
        return ANCHOR.search(self.last) is not None and FRONT.fullmatch(self.last) is not None

    def is_of_part_of_year(self, negation: Negation) -> bool:
        """Whether the sentence names a month, a feast, another year or the like, and the clause not the year."""
        front = self.text[self.clause : negation.start]
        return not THIS_YEAR.search(front) and OCCASION.search(self.said(negation.start)) is not None

    def is_of_one_case(self, negation: Negation, code: str) -> bool:
        """Whether it may be of what the sentence tells of, as no word says of whom or when it is: 经教育改正,未处罚."""
        if self.is_anchored(negation):
            return False
        if CASE.match(self.last) and not has_topic(self.said(negation.begin), code):
            return True
        told = self.near(negation.start)
        return (negation.sort == "acts" or code in ANCHORED) and not (ANCHOR.search(told) and not COUNTED.search(told))

    def year(self, negation: Negation) -> int | None:
        """Return the year that the sentence names last."""
        years = YEAR.findall(self.said(negation.start))
        return int(years[-1]) if years else None

    def is_wish(self, negation: Negation) -> bool:
        """Whether it may be what is aimed at: a zero, or what stands in a list, says not that it was so."""
        said = self.said(negation.start)
        listed = self.text[self.clause - 1 : self.clause] in COLONS  # 考核指标:无败诉案件
        goal = (negation.sort == "zero" or listed) and GOALS.search(said) is not None
        return goal or WISHES.search(said) is not None

    def is_within(self, code: str) -> bool:
        """Whether the clause before says within what, and that is less than what the entry counts: 在征地方面."""
        return self.last.endswith(WITHIN) and not is_listed(self.last, code)

    def is_among(self, negation: Negation, denied: str, code: str) -> bool:
        """Whether it is of what was named before, and that may be less than what the entry counts: 处罚9件,无一败诉."""
        before = self.said(negation.begin)
        own = has_topic(denied, code)
        if not own and RIVALS.search(before):
            return True
        if (negation.is_one or not own) and (AMONG.search(before) or PART.search(self.last)):
            return True
        if has_topic(before, code) or any(word in before for word in OUTCOME.findall(denied)):
            return False
        named = own or has_topic(self.text[negation.begin : negation.start], code)
        anchored = self.is_anchored(negation)
        if COUNTED.search(self.near(negation.begin)):
            return negation.is_one or not named or (code in CONSEQUENCES and not anchored)
        return negation.is_one and not anchored and BASES.search(before) is not None

    def says_nothing(self, negation: Negation, lexicon: Lexicon) -> bool:
        """Whether the sentence does not say what it counts, so that the heading does: 全年办理12件."""
        return len(lexicon.generic.sub("", COUNTED.sub("", self.said(negation.begin)))) <= SILENT
