"""Read what stands above a table: the matter of it, and its units."""

import re
from typing import NamedTuple

from lawrep.grammar import alternation
from lawrep.quantities import find_quantities
from lawrep.tables import words
from lawrep.tabular.forms import is_line
from lawrep.tabular.heads import without_marker
from lawrep.tabular.measures import Measure, measure_of

CAPTION = 60  # characters of the line above a table that belongs to it
LINES = 3  # above a table: its title, who filled it in, its unit
TITLE_ENDS = words("grid", "caption", "alone")
CONTENTS = frozenset(words("grid", "caption", "contents"))
UNIT_LINE = re.compile(r"单位 ?[:：] ?([^()\n|]+)")
OTHER_LINE = re.compile("[，,；;！？!?]|(?:报告|总结|通知|公告)$")
UNIT_SPLIT = re.compile("[、,，/和及 ]+")
TOPIC_OPENS = re.compile(
    r" *(?:\(.*\)|附?表 ?[0-9一二三四五六七八九十]*[-0-9]*[:：、.]? ?|20[0-9]{2}年度?|"
    rf"{alternation(words('grid', 'caption', 'openings'))})*"
)
TOPIC_ENDS = re.compile(rf"(?:{alternation(words('grid', 'caption', 'ends'))}|[:：。,，()（） ])+$")


class Caption(NamedTuple):
    """What the lines above a table say: the matter, where it is printed, and the units."""

    topic: str
    span: tuple[int, int]
    measures: tuple[Measure, ...]
    contents: bool  # it is a table of contents

    @property
    def title(self) -> str:
        """The matter, where the line is a caption: no sentence that tells of numbers, and no title of a report."""
        is_title = not (OTHER_LINE.search(self.topic) or find_quantities(self.topic))
        return self.topic if is_title else ""


def read_caption(text: str, start: int) -> Caption:
    """Return what the few lines above a table say of it."""
    topic, span, contents = "", (start, start), False
    measures: tuple[Measure, ...] = ()
    stop = start
    for _ in range(LINES):
        while stop > 0 and text[stop - 1] in " \n\r\u3000":
            stop -= 1
        begin = text.rfind("\n", max(0, stop - CAPTION), stop) + 1
        if not begin or "|" in text[begin:stop]:
            begin = begin or (0 if stop <= CAPTION else stop)
        line = text[begin:stop].strip()
        if not line or "|" in line:
            break
        measures = measures or units_in(line)
        contents = contents or line in CONTENTS
        if not topic and "。" not in line and not is_line(line):
            topic, span = topic_of(line), (begin, stop)
        if topic and measures:
            break
        stop = begin
    return Caption(topic, span, measures, contents)


def units_in(line: str) -> tuple[Measure, ...]:
    """Return the units that a line gives: 单位:件、万元."""
    found = UNIT_LINE.search(line)
    if found is None:
        return ()
    measures = [measure_of(word) for word in UNIT_SPLIT.split(found[1].strip()) if word]
    return tuple([measure for measure in measures if measure is not None])


def is_title(said: str) -> bool:
    """Whether a cell with nothing beside it has the words of a title: 行政复议案件办理情况."""
    return said.endswith(TITLE_ENDS)


def topic_of(line: str) -> str:
    """Return the matter of a table by its caption.

    >>> topic_of("表1 2023年全县行政复议案件办理情况表(单位:件)")
    '行政复议案件'
    """
    line = UNIT_LINE.sub("", line)
    opening = TOPIC_OPENS.match(line)
    line = line[opening.end() :] if opening else line
    line = without_marker(line)
    return TOPIC_ENDS.sub("", line)
