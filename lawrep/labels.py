"""Say what each quantity of a text counts: in the words of its clause, and of the sentence so far where they lack."""

import re
from typing import Literal

from lawrep.grammar import alternation
from lawrep.phrases import VERBS, has_subject, noun_after, phrase, trim, verbs_of
from lawrep.quantities import Quantity
from lawrep.tables import words
from lawrep.terms import Kind

SUCCEED = ("调解", "调处", "化解")  # what is successful, and neither the receiving nor the hearing of a case
JOINTS = frozenset("、和与")
SEPARATORS = JOINTS | {"", "及", "以及"}  # all that stands between the numbers of 3份、5次和2场
SENTENCE_END = re.compile("[。\n]")
RESPECTIVELY = re.compile("分别[为是有达]?到?$")
ITEMS = re.compile("[、和]|及(?![时格])")
HEADS = words("labels", "heads", "words")
RATE = re.compile("(?:[^的]{0,3}|(?:按[时期]|及时|群众|网友|综合|一次性)[^的]{2,4})[率度]")  # 办结率  群众满意率
DEPENDENT = re.compile(alternation(words("labels", "dependent", "words")))
PASSING = words("labels", "passing", "words")
OUTCOME = re.compile(f"(?:{alternation(words('labels', 'outcomes', 'words'))})(?!案)")
CHANGED = re.compile(alternation(words("labels", "changed", "words")))
TOPIC = re.compile(f".*({alternation(words('labels', 'topics', 'words'))})", re.DOTALL)
CLAUSE = re.compile(".*[,，;；:：。\n]", re.DOTALL)
CLAUSE_ENDS = " \u3000\n,，;；:："
CASES = ("案件", "申请")  # 行政复议案件, of which 行政复议维持 is an outcome
Lack = Literal["rate", "outcome", "dependent", "verb"]
RATE_LAST = frozenset("率度")
TELLING = frozenset(word[0] for part in ("dependent", "outcomes") for word in words("labels", part, "words"))
NO_TOPIC = frozenset("因经")  # open a reason: 因申请人撤回而终止
UNTOLD = NO_TOPIC | {word[0] for word in words("labels", "outcomes", "words")}
NO_NOUN = frozenset(",，。;；、：:()（）!！?？\n和及与以")  # what stands after a number that no noun follows
REACH = 120  # characters back to where a sentence is looked for to begin
SHORT = 7  # characters of a label that may lack what it is of
COUNTED = ("count", "amount")
PART = ("其中", "（其中", "(其中")
LONGEST = 12  # characters of what was counted that are repeated
TERSE = 6  # the same, where nothing was counted in the sentence before
TOPIC_LENGTH = 8  # characters of what a rate is of, at most
GAP = 14  # characters between two numbers among which a new topic can stand


def lack_of(own: str) -> Lack | None:
    """Return as what the words of a clause say too little: as a rate, an outcome, a dependent or a verb alone."""
    if own[-1] in RATE_LAST:
        return None if not RATE.fullmatch(own) else "outcome" if OUTCOME.match(own) else "rate"
    if own[0] in TELLING:
        if OUTCOME.match(own):
            return "outcome"
        if DEPENDENT.match(own):
            return "dependent"
    return "verb" if own[-2:] in VERBS and verbs_of(own) == len(own) else None


def join(own: str, counted: str, need: Lack) -> str:
    """Put what was counted where it belongs: 办结案件, but 案件已办结 and 案件办结率."""
    return own + counted if need == "verb" and own[0] != "已" else counted + own


class Labeller:
    """What has been counted so far in one text, asked for the label of each quantity in reading order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = 0  # where the last quantity ends
        self.last = ""  # its label,
        self.given = ""  # the same, of a change too,
        self.own = ""  # and as much of it as its own clause said
        self.before = ""  # what stood before it in its clause
        self.kind: Kind = "count"
        self.verb = ""  # the verb, and
        self.counted = ""  # the object, of the last label in this sentence that had one
        self.sentence_end = 0
        self.items: list[str] = []  # what is still to be given of a list: 资料、咨询、讲座分别为3份、5次和2场

    def label(self, quantity: Quantity, clause_end: int) -> str:
        """Return the label of `quantity`, whose clause ends at `clause_end`."""
        text, start = self.text, quantity.start
        before = text[quantity.clause : start].strip()
        end = quantity.end
        noun = "" if end >= clause_end or text[end] in NO_NOUN else noun_after(text, end, clause_end)
        related = start < self.sentence_end
        if related:
            self.remember()
        else:
            self.enter_sentence(end)
        if self.items or "分别" in before or (related and (before[:1] in JOINTS or before[-1:] in JOINTS)):
            own = self.item(before, noun, quantity, related)
        else:
            own = phrase(before, noun)
        label = own
        if related:
            if quantity.change or len(own) <= SHORT:
                label = self.related(own, quantity)
        elif len(own) <= TERSE:
            label = own = self.introduced(own, quantity.clause)
        self.end, self.given = end, label
        if quantity.change is None:
            self.last, self.own, self.before, self.kind = label, own or label, before, quantity.kind
        return label

    def enter_sentence(self, end: int) -> None:
        """Forget what was counted: the sentence that goes on at `end` is another."""
        stop = SENTENCE_END.search(self.text, end)
        self.sentence_end = stop.start() if stop else len(self.text)
        self.last = self.own = self.verb = self.counted = ""

    def item(self, before: str, noun: str, quantity: Quantity, related: bool) -> str:
        """Return what the clause says of an item of a list, which has the verb of the items before it."""
        if RESPECTIVELY.search(before):
            self.items = self.listed(before, related and before.startswith("其中") and quantity.kind == "count")
            if self.items:
                return self.items.pop()
        elif self.items:
            if not noun and before in SEPARATORS:
                return self.items.pop()
            self.items = []
        if related and noun and before[-1:] in JOINTS:  # 处理7起行政复议、3起行政诉讼
            return self.verb + noun
        own = phrase(before, noun)
        carried = related and own and before[:1] in JOINTS and not verbs_of(own)
        return self.verb + own if carried else own

    def listed(self, words: str, carried: bool) -> list[str]:
        """Return the labels of the items of a list, the last first."""
        items = ITEMS.split(trim(words)) if "、" in words else []
        if items and has_subject(items[-1]):
            return []  # 县长、副县长听取汇报分别为6次、8次: both counted the same
        if items and items[-1].endswith(HEADS):
            head = items[-1][-2:]
            items = [item.removesuffix(head) + head for item in items]
        if carried:
            items = [self.verb + item for item in items]
        return [phrase(item) for item in reversed(items)]

    def related(self, own: str, quantity: Quantity) -> str:
        """Complete what the clause says by what the sentence has counted before."""
        if quantity.change:
            if not own:
                return self.given
            if CHANGED.match(own):
                return self.last + own
            return self.counted + own if RATE.match(own) and len(self.counted) <= TOPIC_LENGTH else own
        if not own:
            return self.last
        if own[0] == "占":
            return self.last + own
        if own.startswith("成功"):
            return (self.verb[-2:] if self.verb.endswith(SUCCEED) else self.counted) + own
        return self.completed(own, quantity) if self.counted and quantity.kind != "measure" else own

    def completed(self, own: str, quantity: Quantity) -> str:
        """Say what a rate, a verb alone or an outcome is of."""
        need = lack_of(own)
        if need is None:
            return own
        if need != "dependent" and quantity.start - self.end > GAP:
            topic = self.topic(self.end, quantity.clause)
            if topic:
                return join(own, topic, need)
        if need == "outcome":
            return self.counted.removesuffix(CASES[0]).removesuffix(CASES[1]) + own
        return own if need == "verb" and own.endswith("成功") else join(own, self.counted, need)

    def introduced(self, own: str, clause: int) -> str:
        """Complete what the first clause with a number says by the clauses before it."""
        need = lack_of(own) if own else "verb"
        if need is None:
            return own
        text = self.text
        floor = max(0, clause - REACH)
        if own:
            begin = max(floor, text.rfind("。", floor, clause) + 1, text.rfind("\n", floor, clause) + 1)
            return join(own, self.topic(begin, clause), need)
        earlier = text[floor:clause].rstrip(CLAUSE_ENDS)
        before = CLAUSE.match(earlier)
        return phrase(earlier[before.end() :] if before else earlier).strip()

    def topic(self, start: int, end: int) -> str:
        """Return the topic named last in a stretch of the text, or nothing."""
        topic = TOPIC.match(self.text, max(start, end - REACH), end)
        return topic[1] if topic else ""

    def remember(self) -> None:
        """Keep what the last quantity counted: this clause may not repeat it."""
        own = self.own
        if (
            self.kind not in COUNTED
            or not own
            or self.before.startswith(PART)
            or (own[0] in UNTOLD and (own[0] in NO_TOPIC or OUTCOME.match(own)))
            or own.endswith(PASSING)
            or (self.kind == "amount" and DEPENDENT.search(own))  # 涉案金额, and what follows, is of the cases
        ):
            return
        verbs = verbs_of(own)
        if (2 if verbs else 3) <= len(own) - verbs <= LONGEST:
            self.verb, self.counted = own[:verbs], own[verbs:]
        elif verbs and not own.endswith("成功"):
            self.verb = own[:verbs]
            if verbs == len(own) >= 4:
                self.counted = own
        elif verbs > 2:
            self.verb = own[:-2]
