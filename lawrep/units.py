"""Read the unit of a number: a listed one, a compound, or a classifier that no list has, known by its place."""

import re
from decimal import Decimal

from lawrep.grammar import CLAUSE_END, STOPS, line_before, past_blanks, per
from lawrep.money import COINED, read_coins
from lawrep.numbers import PERCENT, Number
from lawrep.numerals import HANZI_DIGIT, HANZI_SCALE, shorten
from lawrep.tables import YEARLIKE, Unit, units
from lawrep.terms import Kind

UNITS = units()
YEAR = re.compile("(?:19|20)[0-9]{2}")
NEAR = 12  # characters in which a word stands near a number
TIMES = frozenset({"年", "个月", "天", "小时", "分钟", "周", "个小时", "个星期"})
HALF = Decimal("0.5")
HOURS = tuple(unit for unit in UNITS["小"].longer if unit.word == "小时")
SHARES = frozenset("近超约逾占过足到达")  # before a share: 近三成本地企业
TENTHS = {"半": 5} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
NO_CLASSIFIER = frozenset(  # characters that follow a number and are no classifier: dates, ranks, function words
    "年月日号时点级版型线届楼路强前后内外中上下里间以及和与或的地得等达为是有均至从到在对按向比较余多来几名位区市省县乡镇村国"
    "州旗盟街社起成分度周秒天次代流师团营连排院校系科处局厅部委办所站组条款项目章节字集"
)
NUMERALS = frozenset(HANZI_DIGIT + HANZI_SCALE)
EITHER = re.compile(rf"\((?:[{''.join(sorted(first for first in UNITS if first > '一'))}]次?、?){{1,3}}\)")
# What may go on a unit of each kind: no share is taken by 次, and no money, which is taken per something alone.
COMPOUNDS: dict[Kind, tuple[str, ...]] = {
    "count": ("次", "/", "("),
    "measure": ("次", "/", "("),
    "amount": ("/",),
    "rate": (),
}
AFTER_TIMES = frozenset("数序产性日会全级生贷品大重要元年")  # 二次产业, 一次性: what makes 次 part of another word


def read_unit(text: str, number: Number) -> None:
    """Give `number` the longest unit that stands after it and fits what stands around both."""
    at = number.end
    first = text[at : at + 1]
    while first == " ":
        at += 1
        first = text[at : at + 1]
    unit = find_unit(text, number, at, first)
    if unit is None:
        number.tail = number.end
        if number.style == "arabic" and (word := find_unlisted(text, at)):
            number.unit = Unit(word, "count", name=word)
            number.tail = at + len(word)
        return
    number.unit = unit
    number.tail = at + len(unit.word)
    follower = text[number.tail : number.tail + 1]
    if unit.word == "成":
        read_tenths(text, number)
    elif follower in COMPOUNDS[unit.kind]:
        read_compound(text, number, unit)
    elif unit.word == "个" and follower in ("多", "半"):
        read_inside(text, number, follower)
    elif follower == "半" and unit.kind in ("measure", "rate"):
        number.value += HALF
        number.tail += 1
    elif unit.word in COINED:
        read_coins(text, number, unit.word)


def find_unit(text: str, number: Number, at: int, first: str) -> Unit | None:
    group = UNITS.get(first)
    if group is None:
        return None
    single = group.single
    if text[at + 1 : at + 2] in group.seconds:
        for unit in group.longer:
            if text.startswith(unit.word, at):
                return unit if fits(unit, text, number, at + len(unit.word)) else None
    if single is None:
        return None
    guarded = single.guarded_arabic if number.style == "arabic" else single.guarded or single.latin
    return single if not guarded or fits(single, text, number, at + 1) else None


def fits(unit: Unit, text: str, number: Number, end: int) -> bool:
    """Whether the words around `number` let `unit` be its unit: 24小时不间断 is the name of a service."""
    start = number.start
    if unit.latin and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
        return False
    if not unit.guarded:
        return True
    if (
        unit.not_after
        and text.startswith(unit.not_after, end)
        and not (unit.word == "成" and text[start - 1] in SHARES)
    ):
        return False
    if number.style != "arabic":
        if unit.hanzi_not_after and text.startswith(unit.hanzi_not_after, end):
            return False
    elif unit.word in YEARLIKE and YEAR.fullmatch(text, start, number.end):
        return False
    return not unit.placed or (fits_before(unit, text, number) and not is_circle(unit, text, end))


def fits_before(unit: Unit, text: str, number: Number) -> bool:
    """Whether the words before `number` let `unit` be its unit: 近三年 is a period, 历时近三年 is a measure."""
    start = past_blanks(text, number.start)
    if unit.not_before and text.endswith(unit.not_before, 0, start):
        word = next(word for word in unit.not_before if text.endswith(word, 0, start))
        if not text.endswith(unit.before, 0, start - len(word)):
            return False
    if unit.not_near and any(word in line_before(text, start, NEAR) for word in unit.not_near):
        return False
    if not (unit.before or unit.after) or number.more or number.value % 1:
        return True
    return text.endswith(unit.before, 0, start) or text.startswith(unit.after, number.end + len(unit.word))


def is_circle(unit: Unit, text: str, end: int) -> bool:
    """Whether a time is the name of a circle: 15分钟政务服务生活圈."""
    return unit.word in TIMES and "圈" in CLAUSE_END.split(text[end : end + NEAR], maxsplit=1)[0]


def read_tenths(text: str, number: Number) -> None:
    """Read 九成 as 90 and 九成五 as 95 percent."""
    number.unit = PERCENT
    number.value = shorten(number.value * 10)
    if number.value_max is not None:
        number.value_max *= 10
    after = text[number.tail : number.tail + 1]
    if after in TENTHS and text[number.tail + 1 : number.tail + 2] != "是":
        number.value += TENTHS[after]
        number.tail += 1


def read_compound(text: str, number: Number, unit: Unit) -> None:
    """Extend a unit by 次 (头次), by its alternative (册(份)) or by what it is taken per (公里/平方公里, 人/百亿元)."""
    at = number.tail
    if text[at] == "/":
        if not (divisor := per().match(text, at)):
            return
        number.tail = divisor.end()
    elif text[at] == "(":
        if not (either := EITHER.match(text, at)):
            return
        number.tail = either.end()
    elif unit.word not in TIMES and text[at + 1 : at + 2] not in AFTER_TIMES:
        number.tail = at + 1
    else:
        return
    word = text[at - len(unit.word) : number.tail]
    number.unit = unit._replace(word=word, name=word)


def read_inside(text: str, number: Number, word: str) -> None:
    """Read 两个多月 and 三个半小时, where 多 or 半 stands inside the unit."""
    at = number.tail + 1
    for unit in (*UNITS["个"].longer, *HOURS):
        rest = unit.word.removeprefix("个")
        if text.startswith(rest, at):
            number.unit = unit
            number.tail = at + len(rest)
            if word == "多":
                number.bound = "at_least"
            else:
                number.value += HALF
            return


def find_unlisted(text: str, at: int) -> str:
    """Return the classifier that no list has, known by its place: 24沓, 36校次, but not 12号; else nothing."""
    classifier = text[at : at + 1]
    if not "一" <= classifier <= "龥" or classifier in NO_CLASSIFIER or classifier in NUMERALS:
        return ""
    if text[at + 1 : at + 2] == "次" and text[at + 2 : at + 3] not in AFTER_TIMES:
        return classifier + "次"
    return classifier if text[at + 1 : at + 2] in STOPS else ""
