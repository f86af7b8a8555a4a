"""Read the head of a column or row: what is counted, in which unit, when, and whether it is a change or a target."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from lawrep.grammar import alternation
from lawrep.tables import words
from lawrep.tabular.measures import Measure, counted_in, measure_of, measures_of

Way = Literal["", "up", "down", "either"]
BRIEF = 4  # characters
MEMORY = 20_000  # heads
SKIPPED = frozenset(words("grid", "heads", "skipped", "words"))
SKIPPED_ENDS = words("grid", "heads", "skipped", "ends")
ASIDE, ASIDE_ENDS = frozenset(words("grid", "heads", "aside", "words")), words("grid", "heads", "aside", "ends")
VERDICTS = frozenset(words("grid", "cell", "verdict", "words"))
FIRST_ENDS = words("grid", "heads", "first", "ends")
NOTHING = frozenset(words("grid", "heads", "nothing", "words"))
NOTHING_ENDS = words("grid", "heads", "nothing", "ends")
ONE_MORE = words("grid", "heads", "nothing", "one")  # heads whose last character says nothing
UNIT_HEADS = frozenset(words("grid", "heads", "units", "words"))
PLANNED = re.compile(rf"(?:{alternation(words('grid', 'heads', 'planned', 'words'))})$")
PROGRESS = frozenset(words("grid", "heads", "progress", "words"))
CARRIED = alternation(words("grid", "heads", "when", "carried"))  # 上年结转 and 结转下年度 are of this year
WHEN = re.compile(rf"(?<!{CARRIED})(?:{alternation(words('grid', 'heads', 'when', 'words'))})(?!{CARRIED})")
NOT_CHANGE = re.compile(alternation(words("grid", "heads", "change", "not")))
RISES, FALLS = (re.compile(alternation(words("grid", "heads", "change", way))) for way in ("up", "down"))
COMPARES = re.compile(alternation(words("grid", "heads", "change", "words")))
PERCENT_ALONE = frozenset(words("grid", "heads", "change", "percent"))
RATES = words("grid", "heads", "change", "rate")
CHANGE_WORDS = re.compile(
    alternation(*(words("grid", "heads", "change", name) for name in ("words", "up", "down"))) + r"|20[0-9]{2}年度?"
)
CHANGE_REST = frozenset("".join(words("grid", "heads", "change", "nothing")))
GLUED, KEPT = words("grid", "glued", "words"), words("grid", "glued", "kept")
COUNTABLE, NOT_COUNTABLE = words("grid", "countable", "ends"), words("grid", "countable", "not")
MONEY_ALONE, SHARE_ALONE = (frozenset(words("grid", each, "alone")) for each in ("money", "share"))
SUMS, SHARE = words("grid", "money", "sums"), words("grid", "share", "words")
MONEY = SUMS + words("grid", "money", "words")
OUTER, OUTER_ENDS = frozenset(words("grid", "heads", "outer", "words")), words("grid", "heads", "outer", "ends")
SHARES = words("grid", "share", "parts")
ORGANS = words("grid", "organs", "ends")

MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十0-9]{1,2}\)[、.]?"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})*[.、)](?![0-9])|[①-⑳]) *"
)
SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")  # 合 计
PART = re.compile(r"其中[:：]? *")
DATE = re.compile(r"(?:(?:19|20)[0-9]{2} ?[年./-])?[0-9]{1,2} ?[月./-] ?[0-9]{1,2}日?")
OTHERS = ("其他", "其它")
PROSE = re.compile("[。；;！!？?]|[,，].{6}")
BRACKET = re.compile(r" *\(((?:[^()]|\([^()]*\))*)\) *")
BRACKETS = str.maketrans("【】[]〔〕", "()()()")
APART = re.compile(r".*[^ ][^ 0-9] ([^ ]+)")  # 行政处罚 件, but neither 单 位 nor 2025 年
YEAR = re.compile(  # 2023年  截至2023年12月31日
    r"(?:截[至止]到?)?((?:19|20)[0-9]{2}) ?(?:年(?:[底末]|(?:12月)?[底末]|12月31日|度|(?! ?[0-9]{1,2} ?月))|$)"
)
WHOLE_YEAR = re.compile(r"(?<![0-9])(?:0?1月?[-—~至到]12|一至十二)月份?")
PERIOD = re.compile(  # 一季度  上半年  1-6月  3月, but not 3月12日
    r"第?[一二三四1-4]季度|[上下]半年|前?[一二三1-3]季度|[一二三四五六七八九十]{1,2}月份?"
    r"|(?<![0-9])1?[0-9](?:月?[-—~至到]1?[0-9])?月(?:份|(?! ?[0-9]))"
)
GLUE = re.compile(r"[/:：,，、·] ?([^/:：,，、·]+)$")
OWN_YEAR = re.compile("^(?:本年度|本年|今年以来|今年|当年|全年|年内)(?=..)")
EDGES = " :：/、,，-—_*"


class Head(NamedTuple):
    """What one head says, or several that stand above or beside each other."""

    words: str  # what is counted
    measure: Measure | None
    when: str  # a year, or a part of one
    change: Way
    rate: bool  # a change that is a rate by its name
    planned: bool
    skipped: bool  # its numbers measure nothing
    countable: bool
    part: bool  # of what the row before it counts
    counted_in: Measure | None  # the unit that its classifier gives: 件数
    several: tuple[Measure, ...]  # the units of cells with as many numbers: 场次/人次


NO_HEAD = Head("", None, "", "", False, False, False, False, False, None, ())


def plain(said: str) -> str:
    """Return a head without the blanks between its characters: 合 计."""
    return SPACED.sub("", said)


def is_aside(said: str) -> bool:
    """Whether a column is of words that say nothing of what the numbers beside them count."""
    return said in ASIDE or said.endswith(ASIDE_ENDS) or said.startswith("是否")


def is_verdict(said: str) -> bool:
    """Whether a cell says yes or no."""
    return said in VERDICTS


def is_unit_head(said: str) -> bool:
    return said in UNIT_HEADS


def opens_header(said: str) -> bool:
    """Whether a cell is the first of a row of heads."""
    return said.endswith(FIRST_ENDS) or BRACKET.sub("", said).endswith(FIRST_ENDS)


def says_header(said: str) -> bool:
    """Whether a cell can only be a head: it has a unit in brackets, is a year, or says nothing of itself."""
    head = read_head(said)
    return (
        head.measure is not None
        or head.change != ""
        or head.planned
        or bool(head.when)
        or not head.words
        or said in SKIPPED
        or said in ASIDE
        or said.endswith(COUNTABLE)
    )


def is_organ(said: str) -> bool:
    return len(said) > 2 and said.endswith(ORGANS)


@lru_cache(MEMORY)
def read_head(said: str) -> Head:
    """Read one head.

    >>> head = read_head("2022年罚没金额(万元)")
    >>> head.words, head.measure.unit.name, head.measure.scale, head.when
    ('罚没金额', '元', Decimal('10000'), '2022年')
    """
    measure, core = take_unit_apart(without_marker(said))
    core = plain(core)
    part = PART.match(core)
    core = without_marker(core[part.end() :]) if part else core
    several: tuple[Measure, ...] = ()
    if measure is None:
        several, core = take_several(without_remarks(core))
    if measure is None and not several:
        measure, core = take_measure(core)
    if DATE.fullmatch(core):
        core = ""
    skipped = core in SKIPPED or core.endswith(SKIPPED_ENDS)
    countable = core.endswith(COUNTABLE) and not core.endswith(NOT_COUNTABLE)
    change, rate, when, counted = change_in(core), False, "", None
    if change:
        rate = any(word in core for word in RATES)
        core = CHANGE_WORDS.sub("", core)
        core = core if set(core) - CHANGE_REST else ""
    else:
        when, core = take_time(core)
        counted = counted_in(core)
    planned = None if of_progress(core) else PLANNED.search(core)
    if planned and core not in NOTHING:
        core = core[: planned.start()]
    words, is_planned, is_part = without_nothing(core.strip(EDGES)), planned is not None, part is not None
    return Head(words, measure, when, change, rate, is_planned, skipped, countable, is_part, counted, several)


def without_remarks(core: str) -> str:
    """Cut the brackets from a head that hold a sentence: how the numbers under it hang together."""
    if "(" not in core:
        return core
    return BRACKET.sub(lambda bracket: "" if PROSE.search(bracket[1]) else bracket[0], core)


def take_unit_apart(core: str) -> tuple[Measure | None, str]:
    """Return the unit behind a blank at the end of a head, and the head without it: 行政处罚 件."""
    apart = APART.fullmatch(core)
    measure = measure_of(apart[1]) if apart else None
    return (measure, core[: apart.start(1)].rstrip()) if apart and measure else (None, core)


def take_several(core: str) -> tuple[tuple[Measure, ...], str]:
    """Return the units side by side in the brackets of a head, or that are all of it, and the head without them."""
    for bracket in BRACKET.finditer(core.translate(BRACKETS)):
        if found := measures_of(bracket[1]):
            return found, core[: bracket.start()] + core[bracket.end() :]
    found = measures_of(core)
    return (found, "") if found else ((), core)


def take_measure(core: str) -> tuple[Measure | None, str]:
    """Return the unit of a head, in brackets, behind a sign, or at its end, and the head without it."""
    for bracket in BRACKET.finditer(core.translate(BRACKETS)):
        found = measure_of(bracket[1].lstrip("±+-/ "))
        if found is not None:
            return found, core[: bracket.start()] + core[bracket.end() :]
    if (glue := GLUE.search(core)) and (found := measure_of(glue[1])):
        return found, core[: glue.start()]
    return ending(core)


def take_time(core: str) -> tuple[str, str]:
    """Return the year, or the part of one, that a head names, and the head without it."""
    core = WHOLE_YEAR.sub("", core)
    for pattern in (YEAR, PERIOD, WHEN):
        if found := pattern.search(core):
            when = f"{found[1]}年" if pattern is YEAR else found[0]
            return when, (core[: found.start()] + core[found.end() :]).replace("()", "")
    return "", core


def without_marker(core: str) -> str:
    marker = MARKER.match(core)
    return core[marker.end() :] if marker else core


def ending(core: str) -> tuple[Measure | None, str]:
    """Return the unit that a head ends in without brackets, and what stands before it: 金额万元, 占比%, 参训人次."""
    for word in GLUED:
        if core.endswith(word) and len(core) > len(word):
            return measure_of(word), core[: -len(word)].rstrip("±+-(（ ")
    if core.endswith(KEPT):
        word = next(word for word in KEPT if core.endswith(word))
        return measure_of(word), "" if core == word else core
    return None, core


def change_in(core: str) -> Way:
    """Return which way the numbers under a head go, if they are changes: 同比增长, 增减, 降幅."""
    plain = NOT_CHANGE.sub("", core)
    compares = COMPARES.search(plain)
    rises, falls = RISES.search(plain), FALLS.search(plain)
    if not (compares or rises or falls):
        return ""
    if compares is None:
        rest = CHANGE_WORDS.sub("", plain)
        if set(rest) - CHANGE_REST:  # 压减审批事项, 提升工程
            return ""
    if falls and not rises:
        return "down"
    return "up" if rises and not falls else "either"


def without_nothing(core: str) -> str:
    """Cut what says nothing from a head: 案件数 is 案件, 调解案件数量 is 调解案件."""
    if core in NOTHING:
        return ""
    core = OWN_YEAR.sub("", core, count=1)
    if core in NOTHING:
        return ""
    if core.endswith(ONE_MORE):
        return core[:-1]
    for end in NOTHING_ENDS:
        if core.endswith(end) and len(core) - len(end) > 1:
            return core[: -len(end)].removesuffix("的")
    return core


def merged(heads: list[Head]) -> Head:
    """Return what several heads say together, the outer first; of each thing the innermost that says it counts."""
    if len(heads) == 1:
        return heads[0]
    result = NO_HEAD
    for head in reversed(heads):
        result = Head(
            joined(head.words if result is NO_HEAD else without_kind(head.words), result.words),
            result.measure or head.measure,
            result.when or head.when,
            result.change or head.change,
            result.rate or head.rate,
            result.planned or head.planned,
            result.skipped or head.skipped,
            result.countable if result is not NO_HEAD else head.countable,
            result.part or head.part,
            result.counted_in or (head.counted_in if is_countable(result.words) else None),
            result.several or head.several,
        )
    return result


def without_kind(core: str) -> str:
    """Cut from a head what says that the heads under it are the kinds of it: 行政处罚种类."""
    if core in OUTER:
        return ""
    end = next((end for end in OUTER_ENDS if core.endswith(end) and len(core) > len(end) + 1), "")
    return core.removesuffix(end)


def joined(first: str, second: str) -> str:
    """Join what two heads say, and what both say once.

    >>> joined("行政处罚", "案件"), joined("行政处罚", "处罚案件"), joined("行政处罚案件", "案件")
    ('行政处罚案件', '行政处罚案件', '行政处罚案件')
    """
    if not first or first in second:
        return second
    if second in first and not second.startswith(OTHERS):
        return first
    for length in range(min(len(first), len(second)) - 1, 1, -1):
        if first.endswith(second[:length]):
            return first + second[length:]
    return first + second


def label_of(row: str, column: str) -> str:
    """Return what a number counts by the words of its row and its column, an organ first.

    >>> label_of("行政处罚案件", "市公安局"), label_of("信访满意率", "比例"), label_of("罚没收入", "金额")
    ('市公安局行政处罚案件', '信访满意率', '罚没收入')
    """
    if (column in SHARE_ALONE and of_share(row)) or (column in MONEY_ALONE and of_money(row)):
        return row
    return joined(column, row) if is_organ(column) and not is_organ(row) else joined(row, column)


def is_brief(row: str, column: str) -> bool:
    """Whether the words of row and column, organs left out, may need the matter of the table to say what is counted."""
    return all(len(said) <= BRIEF or is_organ(said) for said in (row, column))


def of_money(said: str) -> bool:
    return said.endswith(MONEY)


def of_sums(said: str) -> bool:
    """Whether a head is of sums of money, and of no acts that are counted: 罚没金额, but not 罚款."""
    return said.endswith(SUMS)


def is_countable(said: str) -> bool:
    """Whether a head can be of things that are counted."""
    return not said.endswith((*NOT_COUNTABLE, *MONEY, *SHARE))


def of_parts(said: str) -> bool:
    """Whether a head is of the shares of a whole, and no rate: 占比."""
    return said.endswith(SHARES)


def of_progress(said: str) -> bool:
    """Whether a head is of how much of a target was met."""
    return said in PROGRESS


def of_share(said: str) -> bool:
    return said.endswith(SHARE)
