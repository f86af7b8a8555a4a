"""Say whether all words of a denial are accounted for: by the entry that it is of, or as saying nothing.

The words of an entry are those of its cues, so that there is no second list of them.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache

from lawrep.catalogue import standard
from lawrep.cues import parse_cue
from lawrep.grammar import alternation
from lawrep.negations import ASIDE, OWN, PARTY, QUOTES, SET, WHEN, parts
from lawrep.tables import Words, load, words

MEMORY = 20_000  # wordings whose words have been looked at
HEADS = words("denials", "heads", "words")
INSIDE = (*words("denials", "inside", "words"), *HEADS)
BESIDE = words("denials", "beside", "words")
BEFORE = (*BESIDE, *HEADS, *words("denials", "within", "words"), "在", "以及", "或者", *"、和及与或")
ALSO: dict[str, list[str]] = load("denials")["also"]
AMID = re.compile(f"{WHEN}|{PARTY}|(?:{OWN})(?!$)|[{QUOTES}]")  # but not 案件的单位
AROUND = re.compile(f"{SET}|{ASIDE}")
HANDLED = frozenset((*words("synonyms", "sets", "办理"), *words("denials", "bare", "words")))  # 受理, 登记, 申请
OUTCOME = re.compile(alternation(words("labels", "outcomes", "words")))  # how a case ended


@cache
def forms_of(code: str, *, with_context: bool = True) -> Words:
    """Return the words that the cues of an entry look for; with their context, or only in the clause itself."""
    catalogue = standard()
    parsed = [word for cue in catalogue.entries[code].cues for word in parse_cue(cue, catalogue.sets)]
    signs = ("", "@") if with_context else ("",)
    return tuple(form for word in parsed if word.sign in signs for form in word.forms)


def own_words(code: str) -> Words:
    """Return the words that speak for an entry, or none where `code` is empty."""
    return (*forms_of(code), *ALSO.get(code, ())) if code else ()


class Account:
    """The words that are accounted for, by their first character, and the pattern of what else is."""

    def __init__(self, accounted: Words, pattern: re.Pattern[str]) -> None:
        self.words: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(accounted)):
            self.words[word[0]].append(word)
        self.pattern = pattern

    def holds(self, said: str) -> bool:
        """Whether words that are accounted for, one after the other, make up all that is said."""
        reached = {0}
        for at in range(len(said)):
            if at in reached:
                reached.update(at + len(word) for word in self.words.get(said[at], ()) if said.startswith(word, at))
                if match := self.pattern.match(said, at):
                    reached.add(match.end())
        return len(said) in reached


@cache
def thing_account(code: str) -> Account:
    return Account((*own_words(code), *INSIDE, *(() if code else BESIDE)), AMID)


@cache
def front_account(code: str, with_others: bool) -> Account:
    return Account((*own_words(code), *(BEFORE if with_others else HEADS)), AROUND)


@lru_cache(MEMORY)
def is_told(said: str, code: str) -> bool:
    """Whether the words for what is denied are all those of an entry, or say nothing; with no code, they are of none.

    >>> is_told("新增行政诉讼案件", "disputes.litigation_cases"), is_told("涉企行政诉讼", "disputes.litigation_cases")
    (True, False)
    """
    return thing_account(code).holds(said)


@lru_cache(MEMORY)
def is_listed(said: str, code: str) -> bool:
    """Whether words before those of denial say nothing, or of an entry, or of what is often listed with it.

    >>> is_listed("全年行政复议、行政诉讼", "disputes.litigation_cases"), is_listed("某镇", "disputes.litigation_cases")
    (True, False)
    """
    return front_account(code, with_others=True).holds(said)


@lru_cache(MEMORY)
def speaks_of(front: str, code: str) -> bool:
    """Whether the words before those of denial say nothing or of an entry only, or list it: 行政复议、行政诉讼."""
    own = front_account(code, with_others=False)
    if own.holds(front):
        return True
    topics = [front[start:end] for start, end in parts(front, 0, len(front))]
    return is_listed(front, code) and any(has_topic(topic, code) and own.holds(topic) for topic in topics)


@cache
def topics_of(code: str) -> re.Pattern[str]:
    """Return the pattern of the words of an entry that say what it is of, and not only that it is handled, or how."""
    generic = standard().lexicon.generic
    ended = OUTCOME.search(standard().entries[code].name) is not None  # of 行政复议撤销, the topic is 行政复议
    forms = (form for form in forms_of(code, with_context=ended) if form not in HANDLED)
    topics = [form for form in forms if OUTCOME.sub("", generic.sub("", form))]
    return re.compile(alternation(tuple(topics)) or "(?!)")


def has_topic(said: str, code: str) -> bool:
    """Whether the topic of an entry is named."""
    return topics_of(code).search(said) is not None
