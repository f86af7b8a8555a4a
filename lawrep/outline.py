"""Find the headings and how they nest.

Of what is shaped like a marker, `find_headings` keeps what the sequence it stands in and the characters around it show
to be a heading, and takes the level from the nesting of this document: a kind of numeral that is already open continues
at its level, another opens one level below.
"""

import re
from typing import Any

from lawrep.markers import EDGES, HANZI, RUN_IN, Heading, drop_contents, find_chapters, find_markers
from lawrep.normalise import normalise
from lawrep.parts import TURN, opens_plan, part_of, turns
from lawrep.terms import Part
from lawrep.titles import find_title_end

NO_OPENING = frozenset("这唯统之单专进第那其每不万同")  # before 一是: 这一是, 统一是, 之一是
SENTENCE_ENDS = frozenset("。;；:：!！?？”’」)\n")
LIST_SIGNS = frozenset("、,，和及与至到") | frozenset(HANZI)
RETROSPECT = re.compile("成效|成绩|回顾|情况|总结|亮点")
YEAR = re.compile(r"20[0-9]{2}(?= ?年)")


def find_headings(text: str, printed: str) -> list[Heading]:
    """Return the headings of a normalised `text`, in reading order; `printed` is the text as read."""
    candidates = find_markers(text, printed)
    if not any(candidate.kind == "hanzi" for candidate in candidates):
        candidates = sorted(candidates + find_chapters(text), key=lambda heading: heading.start)
    headings = nest(drop_contents(text, candidates))
    stop = len(text)
    for heading in reversed(headings):
        heading.title_end = find_title_end(text, heading, stop)
        heading.title = printed[heading.body : heading.title_end].strip(EDGES)
        stop = heading.start
    assign_parts(text, headings)
    headings = [heading for heading in headings if heading.kind != "chapter"]
    assign_ids(headings, len(text))
    return headings


def mask_markers(text: str, headings: list[Heading]) -> str:
    """Blank out the markers that would run into a number: the `1.` of 1.2023年办案."""
    pieces: list[str] = []
    at = 0
    for heading in headings:
        if heading.kind == "number" and text[heading.body : heading.body + 1].isdecimal():
            pieces += text[at : heading.start], " " * (heading.body - heading.start)
            at = heading.body
    return "".join((*pieces, text[at:]))


def nest(candidates: list[Heading]) -> list[Heading]:
    """Keep the candidates that are headings and give each its level."""
    following = next_ordinals(candidates)
    stack: list[Heading] = []
    depth: dict[str, int] = {}  # where each open kind stands in the stack
    last: dict[str, int] = {}
    headings: list[Heading] = []
    for heading, upcoming in zip(candidates, following, strict=True):
        kind = heading.kind
        if kind == "chapter":
            stack.clear()
            depth.clear()
            heading.level = 0
            headings.append(heading)
            continue
        open_at = depth.get(kind)
        expected = (last.get(kind, 0) if open_at is None else stack[open_at].ordinal) + 1
        if not accept(heading, expected, open_at is not None, upcoming):
            continue
        if kind == "number_point" and not continues_number(heading, stack, depth):
            continue
        if open_at is None and kind not in RUN_IN and heading.at_line:
            open_at = next((at for at, other in enumerate(stack) if other.kind in RUN_IN), None)
        if open_at is not None:
            for closed in stack[open_at:]:
                del depth[closed.kind]
            del stack[open_at:]
        depth[kind] = len(stack)
        stack.append(heading)
        heading.level = len(stack)
        last[kind] = heading.ordinal
        headings.append(heading)
    return headings


def continues_number(heading: Heading, stack: list[Heading], depth: dict[str, int]) -> bool:
    """Whether 1.2 stands under 1., unlike the date in 12.4国家宪法日."""
    return "number" in depth and heading.marker.partition(".")[0] == str(stack[depth["number"]].ordinal)


def next_ordinals(candidates: list[Heading]) -> list[int]:
    """For each candidate, the ordinal of the next one of its kind, or 0."""
    ahead: dict[str, int] = {}
    result = []
    for heading in reversed(candidates):
        result.append(ahead.get(heading.kind, 0))
        ahead[heading.kind] = heading.ordinal
    result.reverse()
    return result


def accept(heading: Heading, expected: int, is_open: bool, following: int) -> bool:
    """Whether a candidate is a heading, by where it stands and by the sequence that it opens or continues."""
    kind, ordinal, before = heading.kind, heading.ordinal, heading.before
    if not ordinal:
        return False
    begins = heading.at_line or before in SENTENCE_ENDS
    if kind == "step":
        return begins and (following > 1 if ordinal == 1 else is_open)
    if heading.marker.isdecimal():
        return is_open and ordinal == expected
    if kind == "ordinal":
        return begins and (ordinal == expected or (ordinal == 1 and following == 2))
    if kind in ("is", "must"):
        if ordinal == 1:
            return (begins and kind == "is") or (following == 2 and before not in NO_OPENING)
        return begins or (is_open and (before in ",，、" or ordinal == expected))
    if heading.at_line:
        return True
    if begins:
        return ordinal in (1, expected) or is_open
    if before in LIST_SIGNS:
        return False
    return (is_open and ordinal == expected) or (ordinal == 1 and following == 2 and kind != "hanzi")


def assign_ids(headings: list[Heading], length: int) -> None:
    """Give each heading its id, its parent and the end of its section."""
    counts = [0]
    path: list[Heading] = []
    for heading in headings:
        level = heading.level
        while len(path) >= level:
            path.pop().end = heading.start
        del counts[level:]
        counts[-1] += 1
        counts.append(0)
        if path:
            heading.parent = path[-1].id
            heading.id = f"{heading.parent}.{counts[level - 1]}"
        else:
            heading.parent = None
            heading.id = str(counts[0])
        path.append(heading)
    for heading in path:
        heading.end = length


def assign_parts(text: str, headings: list[Heading]) -> None:
    """Give each heading the part of the report that its chapter opens, by the wording of the level-1 heading.

    A chapter of two topics (存在问题和下一步打算) begins with the first; where it turns to the second, so do the
    headings from there on.
    """
    has_chapter_lines = any(heading.kind == "chapter" for heading in headings)
    first_year = ""
    part: Part = "other"
    turn = -1
    for index, heading in enumerate(headings):
        if heading.kind in RUN_IN and heading.level == 1 and not has_chapter_lines:
            part = "other"  # an item of running text is no chapter, whatever its words
        elif heading.kind == "chapter" if has_chapter_lines else heading.level == 1:
            title = normalise(heading.title, traditional=True)
            year = (YEAR.search(title) or [""])[0]
            after_plan = part == "plan" and not RETROSPECT.search(title)
            part = part_of(title)
            if opens_plan(title, year, first_year) or (after_plan and part == "achievements"):
                part = "plan"  # what follows the plan is of the plan
            first_year = first_year or year
            turn = find_turn(text, headings, index) if turns(title) else -1
        heading.part = "plan" if -1 < turn <= heading.title_end else part
        heading.turn = turn


def find_turn(text: str, headings: list[Heading], index: int) -> int:
    """Return where the chapter at `index` turns from what is lacking to what will be done, or -1."""
    chapter, after = headings[index], index + 1
    while after < len(headings) and headings[after].level > chapter.level:
        after += 1
    end = headings[after].start if after < len(headings) else len(text)
    found = TURN.search(text, chapter.title_end, end)
    return found.start() if found else -1


def section_of(heading: Heading) -> dict[str, Any]:
    """Return the fields of `models.Section`, in their order."""
    return {
        "id": heading.id,
        "parent": heading.parent,
        "level": heading.level,
        "marker": heading.marker,
        "title": heading.title,
        "part": heading.part,
        "start": heading.start,
        "end": heading.end,
    }
