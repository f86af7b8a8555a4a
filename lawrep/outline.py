"""Find the headings and how they nest.

`find_headings` scans once for everything that is shaped like a marker, keeps what the sequence it stands in and the
characters around it show to be a heading, and takes the level from the nesting of this document: a kind of numeral
that is already open continues at its level, another opens one level below.
"""

import re
from dataclasses import dataclass
from typing import Any

from lawrep.models import Part
from lawrep.tables import load, words

HANZI = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
HANZI_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
STEPS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "然后": 3, "此外": 4, "最后": 9}

# What is shaped like a marker. The first character stands alone so that the engine can skip to it.
MARKER = re.compile(
    rf"""
    [{HANZI}(0-9{CIRCLED}{BRACKETED}{HANZI_BRACKETED}第首其再最]
    (?:
      (?<=[{HANZI}]) (?<![{HANZI}][{HANZI}]) [{HANZI}]{{0,2}} (?: [、．.] (?P<hanzi>) | 是 (?P<is>) )   # 一、  一是
    | (?<=\() \ ?[{HANZI}]{{1,3}}\ ?\) (?P<hanzi_bracket>)                                              # (一)
    | (?<=\() \ ?[0-9]{{1,2}}\ ?\) (?P<number_bracket>)                                                 # (1)
    | (?<=[0-9]) (?<![0-9.,，][0-9]) [0-9]? (?: [、.]\ ?(?![0-9]) | [、.](?=20[0-9]{{2}}年) ) (?P<number>)   # 1、  1.
    | (?<=[0-9]) (?<![0-9.,，][0-9]) [0-9]? \) (?P<number_half>)                                         # 1)
    | (?<=[{CIRCLED}]) [、.]? (?P<circled>)                                                              # ①
    | (?<=[{BRACKETED}]) [、.]? (?P<number_ring>)                                                        # ⑴
    | (?<=[{HANZI_BRACKETED}]) [、.]? (?P<hanzi_ring>)                                                   # ㈠
    | (?<=第) [{HANZI}]{{1,3}} [,，、:：] (?P<ordinal>)                                                  # 第一,
    | (?:(?<=首)先|(?<=其)次|(?<=再)次|(?<=最)后) [,，:：]? (?P<step>)                                    # 首先
    | (?<=[0-9]) (?<![^\n\ ][0-9]) (?<![0-9]\ [0-9]) [0-9]? (?=[一-龥“《]) (?P<bare>)                     # 2加强
    )
    """,
    re.VERBOSE,
)

# Kinds that count the same numerals in other signs are one kind.
SAME = {"hanzi_ring": "hanzi_bracket", "number_ring": "number_bracket", "bare": "number"}
RUN_IN = frozenset({"is", "ordinal", "step"})  # markers of running text; the others number paragraphs
SENTENCE_ENDS = frozenset("。;；:：!！?？”’」)）\n")
TITLE_END = re.compile(r"[。;；:：！？!?\n]|$")
COMMA = re.compile(r"[,，]")
NUMERALS = {numeral: number for number, numeral in enumerate(HANZI, 1)}


@dataclass(slots=True)
class Heading:
    """A heading at `[start, end of its section)`; `body` is where its title starts."""

    kind: str
    ordinal: int
    start: int
    body: int
    marker: str
    at_line: bool
    level: int = 0
    title: str = ""
    title_end: int = 0
    end: int = 0
    id: str = ""
    parent: str | None = None
    part: Part = "other"

    def section(self) -> dict[str, Any]:
        """Return the fields of `models.Section`."""
        return {
            "id": self.id,
            "parent": self.parent,
            "level": self.level,
            "marker": self.marker,
            "title": self.title,
            "part": self.part,
            "start": self.start,
            "end": self.end,
        }


def find_headings(text: str, printed: str) -> list[Heading]:
    """Return the headings of a normalised `text` in reading order; `printed` is the text as read, for the titles."""
    candidates = [candidate for match in MARKER.finditer(text) if (candidate := read_marker(text, printed, match))]
    headings = nest(text, candidates)
    for index, heading in enumerate(headings):
        stop = headings[index + 1].start if index + 1 < len(headings) else len(text)
        heading.title_end = find_title_end(text, heading, stop)
        heading.title = printed[heading.body : heading.title_end].strip(" \t\u3000\u00a0\r")
    number(headings, len(text))
    assign_parts(headings)
    return headings


def read_marker(text: str, printed: str, match: re.Match[str]) -> Heading | None:
    """Make a candidate of what is shaped like a marker, unless the characters around it show that it is none."""
    kind = match.lastgroup or ""
    start, body = match.span()
    before = start - 1
    while before >= 0 and text[before] in " \r":
        before -= 1
    at_line = before < 0 or text[before] == "\n"
    if kind == "bare" and not at_line:
        return None
    if kind == "hanzi" and text[body - 1] != "、" and not at_line:
        return None
    if not at_line and text[before] in "第(（" or text[body : body + 1] in FOLLOWERS.get(kind, ""):
        return None
    return Heading(SAME.get(kind, kind), ordinal_of(match[0]), start, body, printed[start:body].strip(), at_line)


FOLLOWERS = {
    "hanzi_bracket": "至到项款条目、",
    "number_bracket": "至到项款条目、",
    "bare": "年月日号时点个项件名家次人万亿千百%起条场份户类批处",
}


def ordinal_of(marker: str) -> int:
    """Return the number that a marker prints: 3 for 三、, (三), 3., ③, 三是 and 第三,."""
    first = marker[0]
    for signs in (CIRCLED, BRACKETED, HANZI_BRACKETED):
        if first in signs:
            return signs.index(first) + 1
    if first in "首其再最":
        return STEPS[marker[:2]]
    digits = marker.strip(" ()、．.,，:：第是")
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)


def nest(text: str, candidates: list[Heading]) -> list[Heading]:
    """Keep the candidates that are headings and give each its level."""
    following = next_ordinals(candidates)
    stack: list[Heading] = []
    last: dict[str, int] = {}
    headings: list[Heading] = []
    for index, heading in enumerate(candidates):
        open_at = next((depth for depth, other in enumerate(stack) if other.kind == heading.kind), None)
        expected = stack[open_at].ordinal + 1 if open_at is not None else last.get(heading.kind, 0) + 1
        if not accept(text, heading, expected, open_at is not None, following[index]):
            continue
        if open_at is not None:
            del stack[open_at:]
        elif heading.kind not in RUN_IN and heading.at_line:
            while stack and stack[-1].kind in RUN_IN:
                stack.pop()
        stack.append(heading)
        heading.level = len(stack)
        last[heading.kind] = heading.ordinal
        headings.append(heading)
    return headings


def next_ordinals(candidates: list[Heading]) -> list[int]:
    """For each candidate, the ordinal of the next one of its kind, or 0."""
    ahead: dict[str, int] = {}
    result = []
    for heading in reversed(candidates):
        result.append(ahead.get(heading.kind, 0))
        ahead[heading.kind] = heading.ordinal
    result.reverse()
    return result


def accept(text: str, heading: Heading, expected: int, is_open: bool, following: int) -> bool:
    """Whether a candidate is a heading, by where it stands and by the sequence that it opens or continues."""
    kind, ordinal = heading.kind, heading.ordinal
    if not ordinal:
        return False
    if kind == "step":
        return accept_step(text, heading, is_open, following)
    before = text[heading.start - 1 : heading.start].strip(" ")
    after_sentence = not before or before in SENTENCE_ENDS
    if kind == "ordinal":
        return (heading.at_line or after_sentence) and (ordinal == expected or following == 2 and ordinal == 1)
    if heading.at_line:
        return heading.marker[-1:] in "、.．)）是" or not heading.marker.isdecimal() or ordinal == expected
    if kind == "is":
        return accept_is(text, heading, expected, is_open, following, after_sentence)
    if after_sentence:
        return ordinal in (1, expected) or is_open
    if before in "、,，和及与至到" or before in HANZI:
        return False
    return ordinal == expected and is_open or ordinal == 1 and following == 2 and kind != "hanzi"


def accept_is(text: str, heading: Heading, expected: int, is_open: bool, following: int, after_sentence: bool) -> bool:
    """`一是` opens where `二是` follows; `二是` continues even where the punctuation before it is missing."""
    before = text[heading.start - 1]
    if heading.ordinal == 1:
        return after_sentence or following == 2 and before not in "这唯统之单专进第那其每不万同"
    if after_sentence or before in ",，、 ":
        return is_open or after_sentence
    return is_open and heading.ordinal == expected


def accept_step(text: str, heading: Heading, is_open: bool, following: int) -> bool:
    before = text[heading.start - 1 : heading.start].strip(" ")
    if not (heading.at_line or before in SENTENCE_ENDS or not before):
        return False
    return following > 1 if heading.ordinal == 1 else is_open


def find_title_end(text: str, heading: Heading, stop: int) -> int:
    """Return where the title ends: at the first sentence end, or for an item of running text at its first comma."""
    match = TITLE_END.search(text, heading.body, stop)
    end = match.start() if match else stop
    if heading.kind in RUN_IN and (comma := COMMA.search(text, heading.body, end)):
        title = text[heading.body : end]
        runs_on = end < stop and text[end] == "。" and text[end + 1 : stop].strip() != ""
        if not runs_on or len(COMMA.findall(title)) > 1 or len(title) > 32:
            return comma.start()
    return end


def number(headings: list[Heading], length: int) -> None:
    """Give each heading its id, its parent and the end of its section."""
    counts: list[int] = []
    open_headings: list[Heading] = []
    for heading in headings:
        while open_headings and open_headings[-1].level >= heading.level:
            open_headings.pop().end = heading.start
        del counts[heading.level :]
        if len(counts) < heading.level:
            counts.append(1)
        else:
            counts[-1] += 1
        heading.id = ".".join(map(str, counts))
        heading.parent = open_headings[-1].id if open_headings else None
        open_headings.append(heading)
    for heading in open_headings:
        heading.end = length


PARTS: tuple[Part, ...] = ("duty", "shortcomings", "plan", "achievements")
PART_WORDS = {part: (words("parts", part, "words"), tuple(load("parts")[part].get("unless", ()))) for part in PARTS}
YEAR = re.compile(r"20[0-9]{2}(?=年)")


def assign_parts(headings: list[Heading]) -> None:
    """Give each heading the part of the report that the wording of its level-1 heading opens."""
    first_year = 0
    part: Part = "other"
    for heading in headings:
        if heading.level == 1:
            year = int(match[0]) if (match := YEAR.search(heading.title)) else 0
            part = part_of(heading.title)
            if first_year and year > first_year and part not in ("duty", "shortcomings"):
                part = "plan"
            first_year = first_year or year
        heading.part = part


def part_of(title: str) -> Part:
    """Return the part of the report that a heading worded `title` opens."""
    for part, (cues, unless) in PART_WORDS.items():
        if any(cue in title for cue in cues) and not any(word in title for word in unless):
            return part
    return "other"
