"""Where the rules are written down: each is a small pure function from the facts of a report to relations.

A relation is something that was compared: None where it holds, or Held where it names the figures that fit, else
Found. So that silence means something, a rule that compares yields a relation for whatever it compared.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lawrep.facts import Facts


class Found(NamedTuple):
    """What does not add up at `[start, end)` of the text; `words` fill in the rule's message."""

    start: int
    end: int
    words: dict[str, str]


class Held(NamedTuple):
    """A relation that holds for the figure at `[start, end)`, by the figures that `pair` names: 951件 of 954件."""

    start: int
    end: int
    pair: str


Relation = Found | Held | None
HOLDS: Relation = None
Check = Callable[[Facts], Iterator[Relation]]
CHECKS: dict[str, Check] = {}  # by the id of the rule, which `data/rules` says the rest of
COMPARING: set[str] = set()  # the rules that compare, and say of what they compared that it holds


def rule(name: str) -> Callable[[Check], Check]:
    """Register a function as the rule called `name`, which yields what it finds."""

    def register(check: Check) -> Check:
        CHECKS[name] = check
        return check

    return register


def relation(name: str) -> Callable[[Check], Check]:
    """Register a function as the rule called `name`, which yields a relation for whatever it compares."""
    COMPARING.add(name)
    return rule(name)
