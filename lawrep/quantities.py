"""Find every quantity: value, unit, kind, bound, and whether it is a change.

`find_quantities` runs one scan for numbers (`grammar.TOKEN`), reads each with what stands around it, joins those that
belong together (`3-5次`, `6、8和10次`) and keeps what measures something. What a quantity is, and every field, is
defined in the labelling guide; the words are in `data/units.toml`, `bounds.toml`, `changes.toml`, `exclusions.toml`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from re import Match

from lawrep.errors import NumeralError
from lawrep.grammar import ADJACENT, AFTER, CLAUSE, LIST, RANGE, TOKEN, one_of
from lawrep.models import Bound, Change, Kind
from lawrep.numerals import parse, shorten
from lawrep.tables import Unit, units, words

UNITS = units()
PERCENT = Unit("%", "rate")
MONEY = Unit("元", "amount")
NOTHING = Unit("", "count")
TIMES = {"年", "个月", "天", "小时", "分钟", "周", "个小时", "个星期", "世纪", "个世纪"}

ATTACHED = {word: bound for bound in ("at_least", "at_most", "about") for word in words("bounds", "attached", bound)}
ATTACHED_WORDS = tuple(sorted(ATTACHED, key=len, reverse=True))
ATTACHED_LAST = {word[-1] for word in ATTACHED}
NO_MARKER = words("bounds", "not", "words")
APART = words("bounds", "apart", "at_least")
FAR = {"at_least": words("bounds", "apart", "far_at_least"), "at_most": words("bounds", "apart", "far_at_most")}
AFTER_BOUND = {word: bound for bound in ("at_least", "at_most", "about") for word in words("bounds", "after", bound)}
AFTER_FIRST = {word[0] for word in AFTER_BOUND}
MORE_BOUND = {"余": "at_least", "多": "at_least", "+": "at_least", "来": "about", "几": "about"}

IDIOMS: dict[str, tuple[str, ...]] = {}
for idiom in words("exclusions", "idioms", "words"):
    IDIOMS[idiom[0]] = (*IDIOMS.get(idiom[0], ()), idiom)
CHROME = words("exclusions", "before", "chrome")
OWN_BACK = words("exclusions", "before", "own")
BACK = words("exclusions", "before", "back")
NOT_BACK = words("exclusions", "before", "not_back")
ONE_BACK = words("exclusions", "before", "one")
ONE_COUNTS = words("exclusions", "before", "one_counts")
OWN = words("exclusions", "own", "words")
CLASS = words("exclusions", "followers", "class")

WAYS: tuple[Change, ...] = ("up", "down")
CHANGE_WORDS = {way: words("changes", way, "words") for way in WAYS}
CHANGE_COMPARED = {way: words("changes", way, "compared") for way in WAYS}
CHANGE_OBJECT = {way: words("changes", way, "object") for way in WAYS}
CHANGE_RATE_OBJECT = {way: CHANGE_OBJECT[way] + words("changes", way, "rate_object") for way in WAYS}
CHANGE_NOUNS = {
    way: tuple(
        noun + link
        for noun in words("changes", way, "nouns")
        for link in ("", *words("changes", "between", "after_noun"), *words("changes", "between", "words"))
    )
    for way in WAYS
}
CHANGE_NAMES = words("changes", "names", "words")
COMPARED = words("changes", "compared", "words")
BETWEEN = words("changes", "between", "words")
LEVEL = words("changes", "between", "level")
MONEY_NOUNS = words("money", "words")

STOPS = frozenset(",，。；;、：:)）\n!！?？")
JOINERS = frozenset("-._·/×*+:#=^~")
DATE_FOLLOWERS = frozenset("年月日号时点")
GAP = 4  # characters that can stand between two numbers that belong together


@dataclass(slots=True)
class Number:
    """A number in the text with its unit and bounds, on the way to being a quantity or none."""

    start: int  # of the numeral; of the marker before it once that is found
    end: int  # of the numeral with 余 多 and scale
    tail: int  # of the unit and what belongs to it
    value: Decimal
    style: str  # arabic, hanzi or vague
    more: str = ""
    scaled: bool = False  # it has a 万 or 亿 of its own
    unit: Unit | None = None
    value_max: Decimal | None = None
    bound: Bound | None = None
    change: Change | None = None
    counts: bool = False  # it measures something
    marked: bool = False  # a marker stands before it
    ordinal: bool = False  # 第 stands before it
    glued: bool = False  # a sign joins it to what is before: the 24 of 1+24


@dataclass(slots=True)
class Quantity:
    """A quantity at `[start, end)` of the text; `value` is in base units of `unit`."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: Kind
    bound: Bound
    change: Change | None
    clause: int  # where its clause starts


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities of a normalised `text`, in reading order and without overlap; linear in its length."""
    numbers = join(text, [number for match in TOKEN.finditer(text) if match.lastgroup and (number := read(text, match))])
    return list(complete(text, numbers))


def read(text: str, match: Match[str]) -> Number | None:
    """Read the number that `match` found, with its unit, the words of its bound, and whether it counts."""
    try:
        number = read_numeral(text, match)
    except NumeralError:
        return None
    if number.unit is None:
        read_unit(text, number)
    read_marker(text, number)
    read_after(text, number)
    before = text[number.start - 2 : number.start]
    number.glued = len(before) == 2 and before[1] in JOINERS and before[0].isalnum() and before[0].isascii()
    number.counts = counts(text, number)
    return number


def read_numeral(text: str, match: Match[str]) -> Number:
    """Read digits, scale, 余 and 分之; raises NumeralError where the characters make no number."""
    style = match.lastgroup or ""
    start, end = match.span()
    scale, more, late, part = (match[name] for name in GROUPS[style])
    if part:
        return read_fraction(text, start, end, style, part)
    digits = text[start : end - len(more or "") - len(late or "")]
    number = Number(start, end, end, Decimal(0), style)
    if style == "vague":
        digits = digits[1:]
        number.bound = "at_least" if text[start] == "上" else "about"
    elif style == "arabic" and not scale and digits.isdecimal():
        number.value = Decimal(digits)
        digits = ""
    if style == "hanzi" and (pair := ADJACENT.search(digits)):
        head, tail = digits[: pair.start()], digits[pair.end() :]
        number.value = parse(head + pair[0][0] + tail)
        number.value_max = parse(head + pair[0][1] + tail)
    elif digits:
        number.value = parse(digits)
    if late:
        number.value *= parse(late)
    if more:
        number.more = more.strip()
        number.bound = MORE_BOUND[number.more]
    number.scaled = bool(scale or late) or style != "arabic" and number.value >= 10000
    return number


def read_fraction(text: str, start: int, end: int, style: str, part: str) -> Number:
    """Read 百分之九十五 as 95, 千分之三 as 0.3, 三分之一 as 33.33: a fraction is a percentage, to two decimals if need be."""
    whole = parse(text[start : end - len(part)])
    share = parse(part.strip().removeprefix("分之").strip())
    if not whole:
        raise NumeralError(part)
    value = share * 100 / whole
    if value.as_tuple().exponent < -4:
        value = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Number(start, end, end, shorten(value), style, unit=PERCENT)


def read_unit(text: str, number: Number) -> None:
    """Take the longest unit that stands after the number and fits what stands around both."""
    at = number.end
    while text[at : at + 1] == " ":
        at += 1
    if text.startswith("个多", at) and number.value < 100:  # 两个多月: the 多 stands inside the unit
        unit = next((unit for unit in UNITS["个"] if text.startswith(unit.word[1:], at + 2) and len(unit.word) > 1), None)
        if unit:
            number.unit, number.tail, number.bound = unit, at + len(unit.word) + 1, "at_least"
            return
    for unit in UNITS.get(text[at : at + 1], ()):
        if text.startswith(unit.word, at) and fits(unit, text, number, at + len(unit.word)):
            number.unit = unit
            number.tail = at + len(unit.word)
            if unit.word == "成":
                read_tenths(text, number)
            else:
                read_compound(text, number, unit)
            return
    number.tail = number.end
    if number.style == "arabic" and (word := unlisted(text, at)):
        number.unit = Unit(word, "count")
        number.tail = at + len(word)


def unlisted(text: str, at: int) -> str:
    """The classifier that no list has, known by its place: 24沓, 36校次, but not 2024年 or 12号."""
    classifier = text[at : at + 1]
    if not "一" <= classifier <= "龥" or classifier in NO_CLASSIFIER:
        return ""
    if text[at + 1 : at + 2] == "次" and text[at + 2 : at + 3] not in AFTER_TIMES:
        return classifier + "次"
    return classifier if text[at + 1 : at + 2] in STOPS else ""


def read_compound(text: str, number: Number, unit: Unit) -> None:
    """Extend a unit by 次 (头次) or by what it is taken per (公里/平方公里, 人/百亿元)."""
    at = number.tail
    if text[at : at + 1] == "次" and unit.kind == "count" and text[at + 1 : at + 2] not in AFTER_TIMES:
        number.tail = at + 1
    elif text[at : at + 1] == "/" and (per := PER.match(text, at)):
        number.tail = per.end()
    else:
        return
    number.unit = unit._replace(word=text[at - len(unit.word) : number.tail])


def read_tenths(text: str, number: Number) -> None:
    """Read 九成 as 90 and 九成五 as 95 percent."""
    number.unit = PERCENT
    number.value *= 10
    if number.value_max is not None:
        number.value_max *= 10
    after = text[number.tail : number.tail + 1]
    if after in TENTHS:
        number.value += TENTHS[after]
        number.tail += 1


def fits(unit: Unit, text: str, number: Number, end: int) -> bool:
    """Whether the words around `number` let `unit` be its unit: 24小时不间断 is the name of a service."""
    if unit.not_after and text.startswith(unit.not_after, end):
        return False
    if number.style != "arabic" and unit.hanzi_not_after and text.startswith(unit.hanzi_not_after, end):
        return False
    if unit.word in ("年", "度", "年度") and number.style == "arabic" and YEAR.fullmatch(text, number.start, number.end):
        return False
    if unit.latin and text[end : end + 1].isalnum() and text[end : end + 1].isascii():
        return False
    if unit.not_before and text.endswith(unit.not_before, 0, number.start):
        word = next(word for word in unit.not_before if text.endswith(word, 0, number.start))
        if not text.endswith(unit.before, 0, number.start - len(word)):
            return False
    if unit.word in TIMES and "圈" in text[end : end + 12].split("，")[0]:
        return False
    return not (unit.before or unit.after) or bool(
        number.more or text.endswith(unit.before, 0, number.start) or text.startswith(unit.after, end)
    )


def read_marker(text: str, number: Number) -> None:
    """Take the marker that stands right before the number into it: 超过2000人, 近 百家."""
    at = number.start
    while text[at - 1 : at] == " ":
        at -= 1
    if text[at - 1 : at] in ATTACHED_LAST and not text.endswith(NO_MARKER, 0, at):
        for word in ATTACHED_WORDS:
            if text.endswith(word, 0, at):
                number.start = at - len(word)
                number.marked = True
                number.bound = number.bound or ATTACHED[word]
                return
    if text.endswith(APART, 0, at) and not text.endswith(NO_MARKER, 0, at):
        number.marked = True
        number.bound = number.bound or "at_least"


def read_after(text: str, number: Number) -> None:
    """Take 以上, 左右 and their like into the quantity, and 多 or 余 after a unit of time."""
    unit = number.unit
    if unit and text[number.tail : number.tail + 1] in MORE_AFTER and unit.kind in ("measure", "rate"):
        number.bound = number.bound or "at_least"
        number.tail += 1
    if text[number.tail : number.tail + 1] in AFTER_FIRST and (found := AFTER.match(text, number.tail)):
        word = found[0].strip()
        if word == "上下" and text[found.end() : found.end() + 1] in "游级班联":
            return
        number.bound = AFTER_BOUND[word] if number.bound in (None, "about") else number.bound
        if word != "内":
            number.tail = found.end()


def counts(text: str, number: Number) -> bool:
    """Whether the number, read alone, measures something."""
    start, tail, unit = number.start, number.tail, number.unit
    before = text[start - 1 : start]
    if before == "第" or text[start - 2 : start] == "第 ":
        number.ordinal = True
        return False
    if before.isascii() and before.isalpha():
        return False
    if text[tail : tail + 1] == "级" or before in ":：" and text.endswith(CHROME, 0, start):
        return False
    if unit is None:
        return counts_bare(text, number)
    if unit.place and number.style != "arabic":
        return False
    if number.style == "hanzi" and unit is not PERCENT:
        return counts_hanzi(text, number, unit)
    return not (text.startswith("方面", tail) and text.endswith(OWN_BACK, 0, start))


def counts_bare(text: str, number: Number) -> bool:
    """Whether a number without unit counts: 2.5万余群众 does, 12345热线 does not."""
    after = text[number.tail : number.tail + 1]
    if after.isascii() and after.isalpha() or text.startswith(CLASS, number.tail):
        return False
    if number.style == "hanzi":
        return number.more in ("余", "多") and number.value >= 10
    if number.scaled or number.more:
        return True
    return after in STOPS and text.endswith(REACHES, 0, number.start)


def counts_hanzi(text: str, number: Number, unit: Unit) -> bool:
    """Whether a number in Chinese digits counts: 两件文件 does; 一个平台, 三个清楚 and 四个意识 do not."""
    start, tail = number.start, number.tail
    if is_idiom(text, start) or text.endswith(NEGATED, 0, start):
        return False
    ends = text[tail : tail + 1] in STOPS
    digits = text[start : number.end]
    if digits == "二" or digits.strip("壹贰叁肆伍陆柒捌玖") == "":
        return False
    if not number.bound and digits.strip("十百千万亿") == "" and digits != "十":
        return False
    if number.value == 1:
        return unit.kind != "measure" and counts_one(text, number, unit, ends)
    if unit.kind != "count":
        return ends or number.value >= 10 or len(unit.word) > 1 or unit.word not in WEAK
    if unit.word in ("期", "届"):
        return False
    if text.endswith(BACK, 0, start) and not text.endswith(NOT_BACK, 0, start):
        return False
    return ends or not text.startswith(OWN, tail)


def counts_one(text: str, number: Number, unit: Unit, ends: bool) -> bool:
    """Whether 一 counts: 其中一家, and after its noun 受理复议一件; not 一个平台, and not 在一起."""
    start = number.start
    if number.marked or text.endswith(ONE_COUNTS, 0, start) or unit.word == "番":
        return True
    if not ends or text[start - 1 : start] in STOPS or text[start - 2 : start - 1] == "一":
        return False
    if unit.word == "起":
        return text.endswith(CASES, 0, start)
    return not text.endswith(ONE_BACK, 0, start)


def is_idiom(text: str, start: int) -> bool:
    """Whether the numeral at `start` begins an idiom or is its second half: 三番五次."""
    return any(
        text.startswith(IDIOMS.get(text[at : at + 1], ()), at) for at in (start, start - 2) if at >= 0
    ) if text[start] in IDIOM_DIGITS else False


def join(text: str, numbers: list[Number]) -> list[Number]:
    """Make one of the two ends of a range, and give the items of a list the unit that stands after the last."""
    joined: list[Number] = []
    for number in reversed(numbers):
        after = joined[-1] if joined else None
        if after is None or after.start - number.tail > GAP:
            if after and is_list_of_counts(text, number, after):
                number.counts = True
            joined.append(number)
            continue
        between = text[number.tail : after.start]
        if RANGE.fullmatch(between):
            if number.ordinal or (number.unit is None and not number.counts and not after.counts):
                after.counts = False
            elif is_range(number, after):
                joined[-1] = merge(number, after)
                continue
        if number.unit is None and after.counts and after.unit and LIST.fullmatch(between):
            share(text, number, after)
        joined.append(number)
    joined.reverse()
    return joined


def is_list_of_counts(text: str, number: Number, after: Number) -> bool:
    """Whether 一个 starts a list of counts: 一个总方案,24个子方案."""
    return (
        number.style == "hanzi"
        and number.unit is not None
        and number.value == 1
        and after.counts
        and after.unit is not None
        and after.start - number.tail <= 14
        and text[after.start - 1] in ",，、和及"
        and text[number.start - 1 : number.start] not in "每任同各某"
    )


def is_range(low: Number, high: Number) -> bool:
    """Whether 3 and 5次 make 3-5次."""
    if not high.counts or low.value_max is not None or (low.unit and low.unit != high.unit):
        return False
    return low.counts or low.unit is None


def merge(low: Number, high: Number) -> Number:
    value = low.value
    if high.scaled and not low.scaled and low.unit is None and high.value >= 10000:
        value *= scale_of(high)
    low.value, low.value_max = value, high.value
    low.unit, low.tail, low.bound, low.counts = high.unit, high.tail, high.bound or low.bound, value < high.value
    return low


def scale_of(number: Number) -> Decimal:
    return Decimal(10**8) if number.value >= 10**8 else Decimal(10**4)


def share(text: str, number: Number, after: Number) -> None:
    """Give an item of a list the unit of the item after it, unless it is an ordinal or part of a code."""
    number.unit = after.unit
    number.counts = counts(text, number)
    if number.counts and after.scaled and not number.scaled and number.style == "arabic":
        number.value *= scale_of(after)


def complete(text: str, numbers: Iterable[Number]) -> Iterator[Quantity]:
    """Settle what depends on the clause: money without 元, a bound told from afar, a change, what a list shares."""
    last: Quantity | None = None
    for number in numbers:
        if not number.counts or number.glued:
            continue
        floor = last.end if last else 0
        clause = CLAUSE.match(text, max(floor, number.start - 80), number.start)
        begin = clause.end() if clause else max(floor, number.start - 80)
        before = text[begin : number.start]
        unit = number.unit or (MONEY if is_money(text, before, number) else NOTHING)
        listed = last is not None and LIST.fullmatch(text, last.end, number.start) is not None
        bound = number.bound or far_bound(before)
        change = change_of(before, unit)
        if listed and last is not None:
            change = change or last.change
            if bound is None and last.bound in ("at_least", "at_most") and text[last.start] not in "0123456789":
                bound = last.bound
        last = Quantity(
            number.start, number.tail, shorten(number.value), number.value_max, unit.word, unit.kind,
            bound or "exact", change, begin,
        )
        yield last


def is_money(text: str, before: str, number: Number) -> bool:
    """Whether a bare 万 or 亿 is an amount of money: 标的额超过86.5万."""
    at = number.tail
    while text[at : at + 1] == " ":
        at += 1
    return number.scaled and text[at : at + 1] in STOPS and any(noun in before for noun in MONEY_NOUNS)


def far_bound(before: str) -> Bound | None:
    if "少" in before or "低于" in before:
        if any(word in before for word in FAR["at_least"]):
            return "at_least"
    if "多" in before and any(word in before for word in FAR["at_most"]):
        return "at_most"
    return None


def change_of(before: str, unit: Unit) -> Change | None:
    """Whether the number is a change: its clause ends in 增长, or holds 增加 and the thing that grew."""
    stem = before.rstrip()
    for way, nouns in CHANGE_NOUNS.items():
        if stem.endswith(nouns):
            return way
    while stem.endswith(BETWEEN):
        stem = stem[: -next(len(word) for word in BETWEEN if stem.endswith(word))].rstrip()
    if stem.endswith(LEVEL) or any(name in stem for name in CHANGE_NAMES):
        return None
    compared = any(word in stem for word in COMPARED)
    for way in WAYS:
        if stem.endswith(CHANGE_WORDS[way]) or (compared and stem.endswith(CHANGE_COMPARED[way])):
            return way
    for way in WAYS:
        objects = CHANGE_RATE_OBJECT[way] if unit.kind == "rate" else CHANGE_OBJECT[way]
        if any(word in stem for word in objects):
            return way
    return None


GROUPS = {
    "arabic": ("scale", "more", "late", "part"),
    "hanzi": ("later", "some", "later", "share"),
    "vague": ("vaguely", "vaguely", "no", "no"),
}
NEGATED = ("无", "没有", "未", "不")
MORE_AFTER = ("多", "余")
TENTHS = {"半": 5} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
YEAR = re.compile("(?:19|20)[0-9]{2}")
PER = re.compile(rf"/(?:[百千万亿]*(?:{one_of(words('units', 'measure', 'words'), words('units', 'count', 'words'), words('units', 'amount', 'words'))}))")
IDIOM_DIGITS = frozenset(IDIOMS) | frozenset("一二两三四五六七八九十百千万")
NO_CLASSIFIER = frozenset("年月日号时点级版型线届楼路前后内外中上下里间以及和与或的地得等达为是有均至到从在对按向比较余多来几名位区市省县乡镇村国省州旗盟街社起成分度周秒天次代流师团营连排院校系科处局厅部委办所站组条款项目章节字集")
AFTER_TIMES = frozenset("数序产性日会全级生贷品大重要元年")
REACHES = ("达", "达到", "至", "到", "为", "突破", "超", "超过", "约", "近")
CASES = ("案", "案件", "诉讼", "复议", "纠纷", "事故", "事件", "官司", "矛盾", "申请", "信访", "投诉")
WEAK = frozenset("里方分度伏元尺寸斤丈瓦兆牛石担升克两")
