"""Word's automatic numbering: 一、 (一) 1. as Word prints them, which the text of a document does not hold."""

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lawrep.formats.word.counting import numeral
from lawrep.formats.word.styles import Styles
from lawrep.formats.word.xml import W, integer, switch, value

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
LONGEST = 100  # characters of a level's text; Word prints no more than 31
LONGEST_LINK = 10  # steps from one numbering style to the next
NUMBER = re.compile(r"%([1-9])")
HAN = re.compile("[\u3400-\u9fff]")
PRIVATE = re.compile("[\ue000-\uf8ff]")  # the signs of symbol fonts

CLOSED = frozenset("、)）】〕〗》.．:：①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑")
RUN_IN = frozenset("是要来")  # 一是
BARE = re.compile("[0-9.]*[0-9]")  # 1, 1.1
OPENS_TITLE = re.compile("[\u3400-\u9fff“《「『]")


class Level(NamedTuple):
    """One level of a list: where it starts, how its number is written, and what stands after that."""

    start: int = 1
    style: str = "decimal"
    custom: str = ""
    text: str = ""
    after: str = "tab"
    restart: int | None = None
    legal: bool = False
    hidden: bool = False
    linked: str | None = None  # the style whose paragraphs are numbered at this level


class NumberedList(NamedTuple):
    """A `w:num`: its levels, the key of the count that it shares with others, and where it starts that count anew."""

    key: str
    levels: dict[int, Level]
    anew: dict[int, int]


class Marker(NamedTuple):
    """The number of a paragraph as it is printed, and what stands after it: tab, space or nothing."""

    text: str
    after: str


class Numbering:
    """The lists of a document, and which of them a paragraph belongs to."""

    def __init__(self, root: "_Element | None", styles: Styles) -> None:
        self.styles = styles
        self.abstract: dict[str, _Element] = {}
        self.nums: dict[str, _Element] = {}
        self.defines: dict[str, str] = {}  # a numbering style, by the list that defines it
        for element in () if root is None else root.iterchildren(W + "abstractNum", W + "num"):
            if element.tag == W + "num":
                self.nums.setdefault(element.get(W + "numId", ""), element)
            else:
                abstract_id = element.get(W + "abstractNumId", "")
                self.abstract.setdefault(abstract_id, element)
                self.defines.setdefault(value(element, "styleLink") or "", abstract_id)
        self.list = cache(self._list)
        self.levels_of = cache(self._levels_of)
        self.of_style = cache(self._of_style)

    def of_paragraph(self, properties: "_Element | None", style_id: str | None) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph; None where it has no number.

        The list and the level are each taken from the nearest that states one: the paragraph, its style, those that it
        is based on.
        """
        direct = None if properties is None else properties.find(W + "numPr")
        num_id, level = self.of_style(style_id)
        if direct is not None:
            stated, direct_level = value(direct, "numId"), integer(value(direct, "ilvl"))
            num_id = num_id if stated is None else stated.strip()
            level = level if direct_level is None else direct_level
        if not num_id or self.list(num_id) is None:
            return None
        return num_id, min(max(level or 0, 0), LEVELS - 1)

    def _of_style(self, style_id: str | None) -> tuple[str | None, int | None]:
        chain = self.styles.chain(style_id)
        num_id = next((style.num_id.strip() for style in chain if style.num_id is not None), None)
        numbered = self.list(num_id) if num_id else None
        linked = {level.linked: ilvl for ilvl, level in numbered.levels.items()} if numbered else {}
        for style in chain:
            if style.id in linked:
                return num_id, linked[style.id]
            if style.level is not None:
                return num_id, style.level
        return num_id, None

    def _list(self, num_id: str) -> NumberedList | None:
        """Return the list that `w:num` stands for, its overrides applied; 0 and what is not defined stand for none."""
        num = self.nums.get(num_id)
        abstract_id = self.abstract_of(num_id)
        if num is None or abstract_id is None or integer(num_id) == 0:
            return None
        levels, anew = dict(self.levels_of(abstract_id)), {}
        for override in num.iterchildren(W + "lvlOverride"):
            ilvl = integer(override.get(W + "ilvl"))
            if ilvl is None or not 0 <= ilvl < LEVELS:
                continue
            if (element := override.find(W + "lvl")) is not None:
                levels[ilvl] = level_of(element)
            if (start := integer(value(override, "startOverride"))) is not None:
                anew[ilvl] = start
        return NumberedList(abstract_id, levels, anew)

    def abstract_of(self, num_id: str | None) -> str | None:
        """Return the definition of a list, following links to numbering styles."""
        for _ in range(LONGEST_LINK):
            num = self.nums.get(num_id or "")
            abstract_id = (value(num, "abstractNumId") or "").strip()
            if abstract_id not in self.abstract:
                return None
            style_id = value(self.abstract[abstract_id], "numStyleLink")
            if style_id is None:
                return abstract_id
            if style_id in self.defines:
                return self.defines[style_id]
            num_id = next((style.num_id for style in self.styles.chain(style_id) if style.num_id), None)
        return None

    def _levels_of(self, abstract_id: str) -> dict[int, Level]:
        levels: dict[int, Level] = {}
        for element in self.abstract[abstract_id].iterchildren(W + "lvl"):
            ilvl = integer(element.get(W + "ilvl"))
            if ilvl is not None and 0 <= ilvl < LEVELS:
                levels.setdefault(ilvl, level_of(element))
        return levels


def level_of(element: "_Element") -> Level:
    style = next(element.iter(W + "numFmt"), None)  # Word puts a custom one into an AlternateContent
    text = element.find(W + "lvlText")
    start = integer(value(element, "start"))
    return Level(
        start=1 if start is None else start,  # the standard says 0, but no writer that omits it means that
        style="decimal" if style is None else style.get(W + "val", "decimal"),
        custom="" if style is None else style.get(W + "format", ""),
        text="" if text is None else text.get(W + "val", "")[:LONGEST],
        after=value(element, "suff") or "tab",
        restart=integer(value(element, "lvlRestart")),
        legal=switch(element, "isLgl") or False,
        hidden=switch(element.find(W + "rPr"), "vanish") or False,
        linked=value(element, "pStyle"),
    )


class Counters:
    """The counts of the lists in one run of text, which is the body, its text boxes, or the notes.

    The lists of one definition share one count, as in Word; `w:startOverride` starts it anew where its list is first
    used at that level.
    """

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def next(self, num_id: str, ilvl: int) -> Marker | None:
        """Count one paragraph of a list and return its number; None where nothing is printed."""
        numbered = self.numbering.list(num_id)
        if numbered is None or ilvl not in numbered.levels:
            return None
        counts = self.counts.setdefault(numbered.key, {})
        if ilvl in numbered.anew and (num_id, ilvl) not in self.begun:
            counts.pop(ilvl, None)
        self.begun.add((num_id, ilvl))
        for upper in range(ilvl):
            counts.setdefault(upper, start_of(numbered, upper))  # a level that is skipped counts as begun
        counts[ilvl] = counts[ilvl] + 1 if ilvl in counts else start_of(numbered, ilvl)
        for deeper in [deeper for deeper in counts if deeper > ilvl]:
            if restarts(numbered.levels.get(deeper), deeper, ilvl):
                del counts[deeper]
        level = numbered.levels[ilvl]
        text = "" if level.hidden else printed(numbered.levels, ilvl, counts)
        return Marker(text, level.after) if text else None


def start_of(numbered: NumberedList, ilvl: int) -> int:
    return numbered.anew.get(ilvl, numbered.levels.get(ilvl, Level()).start)


def restarts(level: Level | None, ilvl: int, used: int) -> bool:
    """Whether a level starts again after one above it was used; `w:lvlRestart` names the lowest that makes it."""
    if level is None or level.restart is None or level.restart > ilvl:
        return True
    return used < level.restart


def printed(levels: dict[int, Level], ilvl: int, counts: dict[int, int]) -> str:
    """Return the number of a level with those above it that its text names, or nothing for a bullet."""
    level = levels[ilvl]
    if level.style == "bullet":
        return level.text.strip() if HAN.search(level.text) else ""
    named = [int(digit) - 1 for digit in NUMBER.findall(level.text)]
    if any(other > ilvl for other in named):  # Word leaves out the whole of it
        return ""

    def count(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        how = levels.get(other, Level())
        return numeral(counts[other], "decimal" if level.legal and how.style != "bullet" else how.style, how.custom)

    return PRIVATE.sub("", NUMBER.sub(count, level.text)).strip()


def joined(marker: Marker, text: str) -> str:
    """Return a number and the text behind it, with as little between them as tells them apart.

    A tab after 一、 or (一) is no more than its distance; after 1. it is needed only where a digit follows.

    >>> [joined(Marker(number, "tab"), "总则") for number in ("一、", "1.", "1.1", "第一章")]
    ['一、总则', '1.总则', '1.1总则', '第一章 总则']
    >>> joined(Marker("1.", "tab"), "12月底前完成")
    '1. 12月底前完成'
    """
    last, first = marker.text[-1], text[:1]
    if not first:
        return marker.text
    if first.isdecimal() and (last in ".．" or last.isdecimal()):
        return f"{marker.text} {text}"
    if marker.after == "nothing" or last in CLOSED or last in RUN_IN:
        return marker.text + text
    if BARE.fullmatch(marker.text) and OPENS_TITLE.match(first):
        return marker.text + text
    return f"{marker.text} {text}"
