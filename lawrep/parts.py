"""Tell which part of the report a chapter is, by the wording of its heading."""

import re
from functools import lru_cache

from lawrep.tables import load, words
from lawrep.terms import Part

ORDER: tuple[Part, ...] = ("duty", "shortcomings", "plan", "achievements")
CUES = {part: words("parts", part, "words") for part in ORDER}
ENDS = {part: tuple(load("parts")[part].get("ends", ())) for part in ORDER}
UNLESS = {part: tuple(load("parts")[part].get("unless", ())) for part in ORDER}
MEMORY = 2_000  # headings: chapters are called alike, and what is called otherwise comes once
TURN = re.compile("|".join(map(re.escape, words("parts", "turn", "words"))))


@lru_cache(MEMORY)
def part_of(title: str) -> Part:
    """Return the part of the report that a heading worded `title` opens.

    >>> part_of("存在的不足和原因"), part_of("主要举措和成效"), part_of("下一步打算")
    ('shortcomings', 'achievements', 'plan')
    """
    return next((part for part in ORDER if has_cue(title, part)), "other")


def has_cue(title: str, part: Part) -> bool:
    if any(word in title for word in UNLESS[part]):
        return False
    if any(cue in title for cue in CUES[part]):
        return True
    return title.endswith(ENDS[part]) and not any(comma in title for comma in ",，")


def opens_plan(title: str, year: str, first_year: str) -> bool:
    """Whether a later chapter about a later year tells of the plan: 2023年的工作举措 after 2022年的工作举措."""
    return year > first_year > "" and not has_cue(title, "duty") and not has_cue(title, "shortcomings")


@lru_cache(MEMORY)
def turns(title: str) -> bool:
    """Whether a chapter tells first of what is lacking, and then of what will be done."""
    return has_cue(title, "shortcomings") and has_cue(title, "plan")
