"""Find what is shaped like the marker of a heading: 一、 (一) 1. ① 一是 首先, and unnumbered chapter lines."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lawrep.normalise import HAN
from lawrep.parts import part_of
from lawrep.terms import Part

HANZI = "一二三四五六七八九十"
MEMORY = 2_000  # markers as printed
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
        | [0-9]? \.[0-9]{{1,2}} [、.]? (?=\ ?(?:{HAN}|“)) (?P<number_point>)                              # 1.1
        | (?<![^\n\ ][0-9]) (?<![0-9]\ [0-9]) [0-9]? (?={HAN}|[“《]) (?P<bare>) )                       # 2加强
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


def find_markers(text: str, printed: str) -> list[Heading]:
    """Return what is shaped like a marker, but for what the characters around it show to be none."""
    candidates = []
    for match in MARKER.finditer(text):
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


@lru_cache(MEMORY)
def ordinal_of(marker: str) -> int:
    """Return the number that a marker prints: 3 for 三、, (三), 3., 1.3, ③, 三是 and 第三,."""
    first = marker[0]
    for signs in (CIRCLED, BRACKETED, HANZI_BRACKETED):
        if first in signs:
            return signs.index(first) + 1
    if first in "首其再最":
        return STEPS.get(marker[:2], 0)
    digits = marker.strip(" ()、．.,，:：第是要").rpartition(".")[2]
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)


def find_chapters(text: str) -> list[Heading]:
    """Find unnumbered chapter lines (2026年重点工作), which part a report whose chapters have no numerals."""
    return [
        Heading("chapter", 1, match.start(), match.start(), "", True, "")
        for match in CHAPTER.finditer(text)
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
