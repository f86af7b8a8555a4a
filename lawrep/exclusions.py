"""Tell the numbers that measure something from the names, ordinals and idioms."""

import re
from string import ascii_letters

from lawrep.grammar import STOPS, line_before, past_blanks
from lawrep.numbers import PERCENT, Number
from lawrep.tables import Unit, words

IDIOMS: dict[str, tuple[str, ...]] = {}
for _idiom in words("exclusions", "idioms", "words"):
    IDIOMS[_idiom[0]] = (*IDIOMS.get(_idiom[0], ()), _idiom)
CHROME = words("exclusions", "before", "chrome")
OWN_BACK = words("exclusions", "before", "own")
BACK = words("exclusions", "before", "back")
NOT_BACK = words("exclusions", "before", "not_back")
ONE_BACK = words("exclusions", "before", "one")
ONE_END = ONE_BACK + words("exclusions", "before", "one_end") + words("exclusions", "before", "negated")
ONE_COUNTS = words("exclusions", "before", "one_counts")
CASES = words("exclusions", "before", "cases")
NEGATED = words("exclusions", "before", "negated")
REACHES = words("exclusions", "before", "reaches")
OWN = words("exclusions", "own", "words")
SLOGAN = words("exclusions", "own", "slogan")
SLOGAN_REST = 3  # characters that a slogan has after its word at most
CLASS = words("exclusions", "followers", "class")
ANNOUNCES = words("exclusions", "before", "announces")
WEAK = frozenset(words("exclusions", "weak", "words"))
ORDERED = frozenset(words("exclusions", "ordered", "words"))
JOINERS = frozenset("-._·/×*+:#=^~%&?")
BEFORE_SUSPECT = JOINERS | frozenset("第 :：" + ascii_letters)  # before a number: time to look closer
SCALE_ONLY = re.compile("[十百千万亿]+")
QUOTES = frozenset('“”"‘’「」')
MEMORY = 60  # characters in which a thing was just named
JOINING = frozenset("和与及、")
LIST_GAP = 14  # characters from 一个 to the next count of a list: 一个总方案,24个子方案


def counts(text: str, number: Number) -> bool:
    """Whether the number, taken alone, measures something; notes on the way whether it is an ordinal."""
    start, tail, unit = number.start, number.tail, number.unit
    before = text[start - 1 : start]
    if before in BEFORE_SUSPECT and not stands_free(text, number, before):
        return False
    after = text[tail : tail + 1]
    if after == "级":
        return False
    if unit is None:
        return counts_bare(text, number)
    if number.style == "arabic":
        if text.endswith(".0", start, number.end) and (unit.kind == "count" or unit.word in WEAK):
            return False  # a version: 2.0方案
        if after == "方" or unit.word == "方面":
            return not text.endswith(OWN_BACK, 0, past_blanks(text, start))
        return True
    if unit is PERCENT:
        return True
    if unit.place:
        return False
    return counts_hanzi(text, number, unit)


def stands_free(text: str, number: Number, before: str) -> bool:
    """Whether the number is no ordinal, no part of a code (1+24, ICP-05) and no figure of the page (阅读:217次)."""
    start = number.start
    if before == "第" or text[start - 2 : start] == "第 ":
        number.ordinal = True
        return False
    if before in ":：" and text.endswith(CHROME, 0, start):
        return False
    if before in JOINERS and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalnum():
        number.glued = True
    return not before.isalpha() or not before.isascii()


def counts_bare(text: str, number: Number) -> bool:
    """Whether a number without unit counts: 2.5万余群众 does, 12345热线 does not."""
    after = text[number.tail : number.tail + 2].lstrip(" ")[:1]
    if (after.isascii() and after.isalpha()) or text.startswith(CLASS, number.tail):
        return False
    if number.style == "hanzi":
        if number.more:
            return number.more in ("余", "多") and number.value >= 10
        if SCALE_ONLY.fullmatch(text, number.start, number.end) or after not in STOPS:
            return number.value >= 100 and number.bound is not None and after in STOPS
        said = number.scaled or number.bound is not None or reaches(text, number)
        return number.value >= 100 and said
    if number.scaled or number.more:
        return True
    return after in STOPS and reaches(text, number)


def reaches(text: str, number: Number) -> bool:
    """Whether what stands before the number says that something comes to it: 达到, 缩小至."""
    return text.endswith(REACHES, 0, past_blanks(text, number.start))


def counts_hanzi(text: str, number: Number, unit: Unit) -> bool:
    """Whether a number in Chinese digits counts: 两件文件 does; 一个平台, 三个清楚 and 四个意识 do not."""
    start, tail = number.start, number.tail
    digits = text[start : number.end]
    ends = text[tail : tail + 1] in STOPS
    if number.value == 1:
        return counts_one(text, number, unit, ends)
    if is_part_of_word(text, number, digits) or (not ends and number.value < 10 and unit.word in WEAK):
        return False
    if unit.kind != "count":
        return unit.kind != "amount" or number.marked or bool(number.more) or not SCALE_ONLY.fullmatch(digits)
    if unit.word in ORDERED and digits != "两" and number.value < 100:
        return False
    if points_back(text, start, tail, unit):
        return False
    if ends:
        return text[tail : tail + 1] not in (":", "：") or not text.endswith(ANNOUNCES, 0, start)
    return not text.startswith(OWN, tail) and not (unit.word == "个" and is_slogan(text, tail))


def is_slogan(text: str, tail: int) -> bool:
    """Whether what is counted is the words of a slogan: 三个到位, 五个必须, but not 三个服务站点."""
    if text[tail : tail + 1] in QUOTES:
        return True
    word = next((word for word in SLOGAN if text.startswith(word, tail)), None)
    if word is None:
        return False
    rest = text[tail + len(word) : tail + len(word) + SLOGAN_REST]
    return len(rest) < SLOGAN_REST or not STOPS.isdisjoint(rest) or not QUOTES.isdisjoint(rest)


def is_part_of_word(text: str, number: Number, digits: str) -> bool:
    """Whether the digits belong to a word: 队伍, 二次供水, 千方百计, 没有两样; or say no more than hundreds."""
    if digits in ("二", "零", "〇") or digits.strip("壹贰叁肆伍陆柒捌玖") == "":
        return True
    if not number.bound and SCALE_ONLY.fullmatch(digits) and digits != "十":
        return True
    return is_idiom(text, number.start) or text.endswith(NEGATED, 0, number.start)


def points_back(text: str, start: int, tail: int, unit: Unit) -> bool:
    """Whether the number is of things just named: 这两个平台, or after 网络平台和热线平台 simply 两个平台."""
    if text.endswith(BACK, 0, start):
        return not text.endswith(NOT_BACK, 0, start)
    if unit.word != "个":
        return False
    noun = text[tail : tail + 2]
    before = line_before(text, start, MEMORY)
    first, second = before.find(noun), before.rfind(noun)
    return -1 < first < second and not JOINING.isdisjoint(before[first + 2 : second])


def counts_one(text: str, number: Number, unit: Unit, ends: bool) -> bool:
    """Whether 一 counts: 其中一家, and after its noun 受理复议一件; not 一个平台, and not 在一起."""
    start = number.start
    if unit.word in ORDERED or unit.word == "批" or (unit.kind == "measure" and not number.marked):
        return False
    if number.marked or text.endswith(ONE_COUNTS, 0, start) or unit.word == "番":
        return True
    if unit.kind == "amount" and len(unit.word) > 1:
        return True
    if not ends or text[start - 1 : start] in STOPS or text[start - 2 : start - 1] == "一":
        return False
    if unit.word == "起":
        return text.endswith(CASES, 0, start)
    return not text.endswith(ONE_END, 0, start) and not is_idiom(text, start)


def is_idiom(text: str, start: int) -> bool:
    """Whether the numeral at `start` begins an idiom or is its second half: 三番五次."""
    return any(at >= 0 and text.startswith(IDIOMS.get(text[at], ()), at) for at in (start, start - 2))


def opens_list(text: str, number: Number, after: Number) -> bool:
    """Whether 一个 is the first of a list of counts: 一个总方案,24个子方案."""
    return (
        number.value == 1
        and number.style == "hanzi"
        and number.unit is not None
        and number.unit.kind == "count"
        and number.unit.word not in ORDERED
        and after.counts
        and after.unit is not None
        and after.start - number.tail <= LIST_GAP
        and text[after.start - 1] in ",，、和及"
        and not text.endswith(ONE_BACK, 0, number.start)
    )
