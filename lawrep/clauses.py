"""Say which words speak of each quantity: those of its clause, before and after it, or those that it shares."""

import re
from typing import NamedTuple

from lawrep.grammar import CLAUSE_END, LIST
from lawrep.quantities import Quantity

REACH = 120  # characters on to where the clause of a quantity is looked for to end
SHIFT_REACH = 8  # characters between two numbers of one clause

# What stands between two numbers that share the words before the first: 64场1118人, 由89%提高到95%.
SHIFT = re.compile(
    r"[ 、和及与,，]*(?:共|计|共计)?"
    r"|\ ?[,，]?(?:提[高升]|上升|增[长加]|扩[大充展]|下降|降低|减少|压[缩减]|缩[短减]|调整|[扩升增降减变])[到至为成]了?"
)
SEPARATOR = re.compile("[、和及与]")
DISTRIBUTED = re.compile("(?:各自)?分别(?:为|是|有|达到|达|占|计|共)?[ 约近超]{0,2}")
COMMA = re.compile("、")
ITEMS = re.compile("、|以及|和|及|与|或")
LIGHT = re.compile(  # 对12家企业, 组织120名干部: no words yet of what is counted
    "(?:组织|安排|选派|选送|派出|抽调|邀请|动员|发动|推荐|分配给"
    '|[ 其中共有对为向给由从在将把已约达各全的“”"()、和及与])*'
)


class Clause(NamedTuple):
    """The words of a quantity: `[start, stop)` before it and `[after, end)` behind it, offsets into the text."""

    start: int
    stop: int
    after: int
    end: int
    limit: int  # where the clause itself ends
    whole: tuple[int, int] | None  # of one item of a list, whose words are these: the words of all items


def find_clauses(text: str, quantities: list[Quantity]) -> list[Clause]:
    """Return the clause of each of the `quantities` of a normalised `text`."""
    clauses: list[Clause] = []
    items: list[tuple[int, int]] = []  # those still to be given out of A、B和C分别为3份、5次和2场
    whole: tuple[int, int] | None = None
    starts = [*(quantity.start for quantity in quantities[1:]), len(text) + 1][: len(quantities)]
    previous = -SHIFT_REACH - 1
    for index, (quantity, following) in enumerate(zip(quantities, starts, strict=True)):
        begin, start, end = quantity.clause, quantity.start, quantity.end
        stop = start
        if items:
            begin, stop = items.pop(0)
        elif start - previous <= SHIFT_REACH and clauses and SHIFT.fullmatch(text, previous, start):
            begin, stop = clauses[-1][:2]
            whole = clauses[-1].whole
        else:
            whole = None
            if (
                clauses and clauses[-1].end > begin
            ):  # 处理7起行政复议、3起行政诉讼: its words begin behind those of the last
                begin = min(clauses[-1].end + 1, start)
            if "分别" in text[begin:start]:
                items = distribute(text, begin, quantities, index)
                if items:
                    whole = (begin, start)
                    begin, stop = items.pop(0)
        boundary = CLAUSE_END.search(text, end, end + REACH)
        limit = boundary.start() if boundary else min(end + REACH, len(text))
        last = limit
        if following < limit:
            separator = SEPARATOR.search(text, end, following)
            if separator:
                last = separator.start()
            elif not LIGHT.fullmatch(text, begin, stop):
                last = end
            else:
                last = following
        clauses.append(Clause(begin, stop, end, last, limit, whole))
        previous = end
    return clauses


def distribute(text: str, begin: int, quantities: list[Quantity], index: int) -> list[tuple[int, int]]:
    """Return the words of each quantity of a list that 分别 gives out, or nothing where their numbers differ."""
    start = quantities[index].start
    sign = text.rfind("分别", begin, start)
    if not DISTRIBUTED.fullmatch(text, sign, start):
        return []
    count = 1
    while index + count < len(quantities) and LIST.fullmatch(
        text, quantities[index + count - 1].end, quantities[index + count].start
    ):
        count += 1
    pieces = split(text, begin, sign, COMMA)
    if len(pieces) == count - 1:
        last_start, last_stop = pieces.pop()
        pieces += split(text, last_start, last_stop, ITEMS)
    if len(pieces) < count:
        pieces = split(text, begin, sign, ITEMS)
    return pieces if len(pieces) == count > 1 else []


def split(text: str, start: int, stop: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return the spans between the separators in `[start, stop)`."""
    pieces = []
    for match in separator.finditer(text, start, stop):
        pieces.append((start, match.start()))
        start = match.end()
    return [*pieces, (start, stop)]
