"""Find the headings and how they nest.

`find_headings` scans once for everything that is shaped like a marker, keeps what the sequence it stands in and the
characters around it show to be a heading, and takes the level from the nesting of this document: a kind of numeral
that is already open continues at its level, another opens one level below.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lawrep.parts import TURN, opens_plan, part_of, turns
from lawrep.terms import Part

HANZI = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
HANZI_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
STEPS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 9}

# What is shaped like a marker, by the name of its last group. The first character stands alone so that the engine
# can skip to it.
MARKER = re.compile(
    rf"""
    [{HANZI}(0-9{CIRCLED}{BRACKETED}{HANZI_BRACKETED}第首其再最]
    (?:
      (?<=[{HANZI}]) (?<![{HANZI}][{HANZI}]) [{HANZI}]{{0,2}}
      (?: 、 (?P<hanzi>) | 是 [:：]? (?P<is>) | 要 (?P<must>) | [．.] (?P<hanzi_point>) )           # 一、  一是  一要
    | (?<=[0-9]) (?<![0-9.,，][0-9])
      (?: [0-9]? (?: [、.]\ ?(?![0-9]) | [、.](?=20[0-9]{{2}}年) ) (?P<number>)                        # 1、  1.
        | [0-9]? \) (?P<number_half>)                                                                # 1)
        | [0-9]? \.[0-9]{{1,2}} [、.]? (?=\ ?[一-龥“]) (?P<number_point>)                              # 1.1
        | (?<![^\n\ ][0-9]) (?<![0-9]\ [0-9]) [0-9]? (?=[一-龥“《]) (?P<bare>) )                       # 2加强
    | (?<=\() \ ?[{HANZI}]{{1,3}}\ ?\) [、.]? (?P<hanzi_bracket>)                                    # (一)
    | (?<=\() \ ?[0-9]{{1,2}}\ ?\) [、.]? (?P<number_bracket>)                                       # (1)
    | (?<=[{CIRCLED}]) [、.]? (?P<circled>)                                                          # ①
    | (?<=[{BRACKETED}]) [、.]? (?P<number_ring>)                                                    # ⑴
    | (?<=[{HANZI_BRACKETED}]) [、.]? (?P<hanzi_ring>)                                               # ㈠
    | (?<=第) [{HANZI}]{{1,3}} [,，、:：] (?P<ordinal>)                                              # 第一,
    | (?:(?<=首)先|(?<=其)次|(?<=再)[次者]|(?<=最)后) [,，:：]? (?P<step>)                            # 首先
    )
    """,
    re.VERBOSE,
)

# Signs that count the same sequence are one kind.
SAME = {
    "hanzi_point": "hanzi",
    "hanzi_ring": "hanzi_bracket",
    "number_ring": "number_bracket",
    "number_half": "number_bracket",
    "bare": "number",
}
RUN_IN = frozenset({"is", "must", "ordinal", "step"})  # markers of running text; the others number paragraphs
LINE_ONLY = frozenset({"bare", "hanzi_point", "number_point"})  # markers only at the start of a line

# What follows a marker that is none: (一)至(三), 2件, 第一、二轮.
FOLLOWERS = {
    "hanzi_bracket": frozenset("至到项款条目、和及"),
    "number_bracket": frozenset("至到项款条目、和及"),
    "bare": frozenset("年月日号时点个项件名家次人万亿千百%起条场份户类批处期位元倍宗篇所支座余多和至"),
    "number_point": frozenset("万亿千百元倍个"),
    "ordinal": frozenset(HANZI),
    "step": frozenset("要"),
}
SUSPECT = frozenset().union(*FOLLOWERS.values(), HANZI)
NO_OPENING = frozenset("这唯统之单专进第那其每不万同")  # before 一是: 这一是, 统一是, 之一是
SENTENCE_ENDS = frozenset("。;；:：!！?？”’」)\n")
LIST_SIGNS = frozenset("、,，和及与至到") | frozenset(HANZI)
TITLE_END = re.compile(r"[。;；:：！？!?\n]")
COMMA = re.compile(r"[,，]")
LONG_TITLE = 32  # characters: a first sentence that is longer, or has two commas, is no title of an item
SPACED_TITLE = 24  # characters up to a space in a heading that runs on into its text
CONTENTS = re.compile(r"^ *目 *录 *$", re.MULTILINE)
HEAD = 3000  # characters in which a table of contents begins
PAGE_NUMBER = re.compile(r".*[.…·⋯] *[0-9]{1,3}$")
CHAPTER = re.compile(
    r"^ *(?![0-9一二三四五六七八九十(])[^\n。，；,;:：|>]{4,30}"
    r"(?:工作|任务|回顾|安排|情况|成效|打算|计划|目标|问题|不足|职责|举措|做法|成绩|原因) *$",
    re.MULTILINE,
)
NUMERALS = {numeral: number for number, numeral in enumerate(HANZI, 1)}
EDGES = " \t\u3000\u00a0\r"


@dataclass(slots=True, eq=False)
class Heading:
    """A heading, whose section is `[start, end)` of the text; its title is `[body, title_end)`."""

    kind: str
    ordinal: int
    start: int
    body: int
    marker: str
    at_line: bool
    before: str  # the character before it, on its line; "" at the start of a line
    level: int = field(init=False)
    title: str = field(init=False)
    title_end: int = field(init=False)
    end: int = field(init=False)
    id: str = field(init=False)
    parent: str | None = field(init=False)
    part: Part = field(init=False)
    turn: int = field(init=False)  # where its chapter, of two topics, turns to the plan; or -1


def find_headings(text: str, printed: str, start: int = 0) -> list[Heading]:
    """Return the headings of a normalised `text` from `start` on, in reading order; `printed` is the text as read."""
    candidates = find_markers(text, printed, start)
    if not any(candidate.kind == "hanzi" for candidate in candidates):
        candidates = sorted(candidates + find_chapters(text, start), key=lambda heading: heading.start)
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
    for heading in headings:
        if text[heading.body : heading.body + 1].isdecimal() and text[heading.start].isdecimal():
            text = text[: heading.start] + " " * (heading.body - heading.start) + text[heading.body :]
    return text


def find_markers(text: str, printed: str, start: int) -> list[Heading]:
    """Return what is shaped like a marker, but for what the characters around it show to be none."""
    candidates = []
    for match in MARKER.finditer(text, start):
        kind = match.lastgroup or ""
        begin, body = match.span()
        before = text[begin - 1 : begin]
        if before == " ":
            before = text[max(0, begin - 80) : begin].rstrip(" ")[-1:]
        at_line = before in "\n\r"
        if not at_line and (kind in LINE_ONLY or (before in "第(" and begin)):
            continue
        ordinal = ordinal_of(match[0])
        follower = text[body : body + 1]
        if follower in SUSPECT and is_misled(kind, ordinal, follower, at_line):
            continue
        if kind != "is" and not at_line and is_enclosed(text, begin, body):
            continue
        marker = printed[begin:body].strip(EDGES + ":：" if kind == "is" else EDGES)
        candidates.append(
            Heading(SAME.get(kind, kind), ordinal, begin, body, marker, at_line, "" if at_line else before)
        )
    return candidates


def is_misled(kind: str, ordinal: int, follower: str, at_line: bool) -> bool:
    """Whether what follows shows that a marker is none: (一)至(三), 2件, 一、二、三产业, 一是一、二是二."""
    if follower in FOLLOWERS.get(kind, ()):
        return not (kind == "step" and at_line)
    return kind in ("hanzi", "is") and NUMERALS.get(follower, 0) == ordinal + (kind == "hanzi")


def is_enclosed(text: str, start: int, end: int) -> bool:
    """Whether a marker stands inside a bracket or a quotation that both opens and closes around it."""
    before = text[max(0, start - 40) : start]
    for opening, closing in ("()", "“”"):
        if before.rfind(opening) > before.rfind(closing):
            depth = 1
            for character in text[end : end + 60]:
                depth += (character == opening) - (character == closing)
                if not depth:
                    return True
    return False


@cache
def ordinal_of(marker: str) -> int:
    """Return the number that a marker prints: 3 for 三、, (三), 3., 1.3, ③, 三是 and 第三,."""
    first = marker[0]
    for signs in (CIRCLED, BRACKETED, HANZI_BRACKETED):
        if first in signs:
            return signs.index(first) + 1
    if first in "首其再最":
        return STEPS[marker[:2]]
    digits = marker.strip(" ()、．.,，:：第是要").rpartition(".")[2]
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)


def find_chapters(text: str, start: int) -> list[Heading]:
    """Find unnumbered chapter lines (2026年重点工作), which part a report whose chapters have no numerals."""
    return [
        Heading("chapter", 1, match.start(), match.start(), "", True, "")
        for match in CHAPTER.finditer(text, start)
        if part_of(match[0]) != "other"
    ]


def drop_contents(text: str, candidates: list[Heading]) -> list[Heading]:
    """Leave out the lines of a table of contents: those with page numbers, and those that come again below."""
    kept = candidates
    if "…" in text or "..." in text:
        kept = [heading for heading in kept if not (heading.at_line and PAGE_NUMBER.match(line_of(text, heading)))]
    if "目录" not in text[:HEAD] and "目 " not in text[:HEAD]:
        return kept
    if contents := CONTENTS.search(text, 0, HEAD):
        listed = [heading for heading in kept if heading.at_line and heading.start > contents.end()]
        for again in listed[1:]:
            if line_of(text, again) == line_of(text, listed[0]):
                return [heading for heading in kept if not contents.end() < heading.start < again.start]
    return kept


def line_of(text: str, heading: Heading) -> str:
    end = text.find("\n", heading.body)
    return text[heading.body : end if end >= 0 else len(text)].strip()


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


def find_title_end(text: str, heading: Heading, stop: int) -> int:
    """Return where the title ends: at the first sentence end, or for an item of running text at its first comma.

    A short first sentence with text after it is the title of an item even with a comma in it.
    """
    match = TITLE_END.search(text, heading.body, stop)
    end = match.start() if match else stop
    if heading.kind in RUN_IN:
        comma = COMMA.search(text, heading.body, end)
        if comma and not is_title(text, comma.start(), heading.body, end, stop):
            return comma.start()
    elif -1 < (space := text.find(" ", heading.body + 1, end)) < heading.body + SPACED_TITLE:
        head, rest = text[heading.body : space].strip(), text[space:end].strip()
        if head and rest and not COMMA.search(head) and (COMMA.search(rest) or len(rest) > LONG_TITLE):
            return space
    return end


def is_title(text: str, comma: int, body: int, end: int, stop: int) -> bool:
    """Whether the first sentence of an item, with a comma in it, is a title: short, of two clauses, and not all."""
    if end - body > LONG_TITLE or text[end : end + 1] != "。" or COMMA.search(text, comma + 1, end):
        return False
    return end + 1 < stop and not text[end + 1 : stop].isspace()


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
            year = (YEAR.search(heading.title) or [""])[0]
            after_plan = part == "plan" and not RETROSPECT.search(heading.title)
            part = part_of(heading.title)
            if opens_plan(heading.title, year, first_year) or (after_plan and part == "achievements"):
                part = "plan"  # what follows the plan is of the plan
            first_year = first_year or year
            turn = find_turn(text, headings, index) if turns(heading.title) else -1
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


RETROSPECT = re.compile("成效|成绩|回顾|情况|总结|亮点")
YEAR = re.compile(r"20[0-9]{2}(?=年)")


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
