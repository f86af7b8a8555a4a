"""What stands in no sound text, looked for in one pass for all rules: odd signs, and words that are always wrong."""

import re
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from lawrep.facts import Facts, once
from lawrep.tables import load, words

ODD = re.compile("[×xX*＊※_＿□△○?？\ufffd&\\\\À-ÿ\ue000-\uf8ff]")
BLANKS = frozenset("×xXＸ*＊※_＿□△○?？\ufffd")  # those that are no text in a wrong encoding
EMPTY = ("年 ", "年月日", "( ", "()")  # how it begins where nothing was filled in


@once
def odd_signs(facts: Facts) -> frozenset[str]:
    """Return the signs of the text that are seldom in a report, so that what needs one is not looked for without it."""
    return frozenset(ODD.findall(facts.text, facts.start))


@cache
def automaton() -> tuple[AhoCorasick, list[tuple[str, str]]]:
    """Return what finds the words that are always wrong, and of each its kind and what it should be."""
    found: dict[str, tuple[str, str]] = {slip: ("slip", term) for slip, term in slips().items()}
    for kind, path in (
        ("blank", ("wording", "blank", "words")),
        ("mojibake", ("damage", "mojibake", "words")),
        ("page", ("metadata", "chrome", "anywhere")),
    ):
        found.update(dict.fromkeys(words(*path), (kind, "")))
    found.update(dict.fromkeys(EMPTY, ("empty", "")))
    found.update(dict.fromkeys(words("damage", "gbk", "first")[0], ("garbled", "")))
    search = AhoCorasick([*found], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
    return search, [*found.values()]


def slips() -> dict[str, str]:
    """Return the misprints of the fixed terms, and of each the term."""
    table = load("terms")
    known = {*table["terms"], *table["right"]}
    found: dict[str, str] = {}
    for term in sorted(table["terms"], key=len):
        for at, character in enumerate(term):
            for other in table["confused"].get(character, ""):
                slip = term[:at] + other + term[at + 1 :]
                if slip not in known:
                    found.setdefault(slip, term)
    return found


@once
def wrong_words(facts: Facts) -> list[tuple[str, int, int, str]]:
    """Return the words that are always wrong: kind, start, end, and what each should be."""
    search, known = automaton()
    found = search.find_matches_as_indexes(facts.text)
    return [(known[number][0], start, end, known[number][1]) for number, start, end in found]


def of_kind(facts: Facts, kind: str) -> list[tuple[int, int, str]]:
    """Return the wrong words of one kind: start, end, and what each should be."""
    return [(start, end, right) for other, start, end, right in wrong_words(facts) if other == kind]
