"""Read what the scan found: the digits of each number, its scale, its 余 and 分之."""

import re
import string
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from re import Match

from lawrep.errors import NumeralError
from lawrep.grammar import ADJACENT, ANY_HANZI, HANZI_GROUPS, SCALE_GROUPS, STOPS, TOKEN, UNIT_FIRST, past_blanks
from lawrep.numerals import ARABIC, EXACT, HANZI_DIGIT, HANZI_SCALE, LONGEST, shorten, spell
from lawrep.numerals import parse_normalised as parse
from lawrep.tables import Unit, words
from lawrep.terms import Bound

PERCENT = Unit("%", "rate", name="%")
ONE = Decimal(1)
SMALL = {spell(value): Decimal(value) for value in range(100)} | {"两": Decimal(2)}
MORE_BOUND: dict[str, Bound] = {"余": "at_least", "多": "at_least", "+": "at_least", "来": "about", "几": "about"}
FINITE = 8  # characters of a percentage; longer ones are rounded to two decimals
LONGEST_PLAIN = 20  # characters; longer runs of digits are serial numbers
SIZES: dict[str | None, Decimal] = {None: ONE} | {
    space + scale: parse(scale) for scale in ("万", "亿", "万亿", "百万", "千万", "百", "千") for space in ("", " ")
}
KILO = frozenset("瓦克伏赫卡帕焦")  # units that go with 千
SCALED = Decimal(10000)
TRAILING_SCALE = re.compile("[百千万亿佰仟]+$")
FRACTION_RANGE = re.compile(rf"[至到~-](?:百分之)?({ARABIC}|[{ANY_HANZI}]+)(?![{ANY_HANZI}0-9/]|分之)")
BEFORE_BARE = frozenset(word[-1] for word in words("exclusions", "before", "reaches")) | frozenset("于足满")
LINKS = frozenset("、和及与或至到-—~以")  # between the numbers of a range or a list
LINK_SECOND = frozenset(" 及近约超-—")
DIGITS = frozenset("0123456789" + HANZI_DIGIT + HANZI_SCALE)
ODD_POINTS = frozenset("'’٫٬⁄∕﹒﹐˙\u2009\u202f")  # between digits; what they make of them differs from place to place
POINTS = ODD_POINTS | {".", ","}
USUAL_BEFORE = frozenset(string.printable) - POINTS - {"\x0b", "\x0c"} | frozenset("，：；（）！？、。“《")
MARKS = frozenset({"Mn", "Me", "Mc", "Cf", "Cc", "Cs", "Co", "Cn"})  # categories of what is no character of its own
BREAKS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85")


@dataclass(slots=True, eq=False)
class Number:
    """A number in the text, on the way to being a quantity or none."""

    start: int  # of the numeral; of the marker before it once that is found
    end: int  # of the numeral with 余, 多 and scale
    value: Decimal
    style: str  # arabic or hanzi
    more: str = ""
    scale: Decimal = ONE  # of the scale that it ends in, which a number before it may share: 3-5万元
    value_max: Decimal | None = None
    bound: Bound | None = None
    unit: Unit | None = None
    tail: int = 0  # the end of the unit and of what belongs to it
    marked: bool = False  # a marker stands before it
    ordinal: bool = False  # 第 stands before it
    glued: bool = False  # a sign joins it to what is before: the 24 of 1+24
    counts: bool = False  # it measures something

    @property
    def scaled(self) -> bool:
        """Whether it has a 万 or 亿 of its own."""
        return self.scale >= SCALED


def find_numbers(text: str) -> list[Number]:
    """Return the numbers of a normalised `text`, but for dates, quoted names and those that nothing can make count."""
    numbers = []
    for match in TOKEN.finditer(text):
        try:
            number = read_number(text, match)
        except NumeralError:  # 三百百: characters of numbers that make none
            continue
        if number is not None and not is_cut_off(text, match.start()):
            numbers.append(number)
    return numbers


def is_cut_off(text: str, start: int) -> bool:
    """Whether what stands before a number is part of it and cannot be read: digits of another script, a mark, an О.

    >>> [is_cut_off(text, text.rindex("5")) for text in ("1\u200b5件", "٣5件", "٣.5%", "О.5%", "1’500件", "、5件")]
    [True, True, True, True, True, False]
    """
    before = text[start - 1 : start]
    if not before or "\u3000" <= before <= "\u9fff" or before in USUAL_BEFORE:
        return False
    at = past_marks(text, start)
    marked = at < start
    point = text[at - 1] if at and text[at - 1] in POINTS else ""
    if point:
        marked |= past_marks(text, at - 1) < at - 1
        at = past_marks(text, at - 1)
    first = text[at - 1 : at]
    if first in DIGITS:
        return marked or point in ODD_POINTS
    if point == ".":
        return first.isdecimal() or (first.isalpha() and first < "\u2e80")
    return first.isdecimal() or (first != "" and not point and unicodedata.category(first) == "Nl")


def past_marks(text: str, at: int) -> int:
    """Return where the marks before `at` begin."""
    while at and is_mark(text[at - 1]):
        at -= 1
    return at


def is_mark(sign: str) -> bool:
    """Whether a sign is no character of its own, or one that was lost."""
    return sign == "\ufffd" or (unicodedata.category(sign) in MARKS and sign not in BREAKS)


def read_number(text: str, match: Match[str]) -> Number | None:
    style = match.lastgroup
    if style == "plain":
        return read_plain(text, *match.span())
    if style == "arabic":
        return read_arabic(text, match)
    return read_hanzi(text, match) if style == "hanzi" else None


def read_arabic(text: str, match: Match[str]) -> Number | None:
    """Read 1,500, 3万4000, 10余万, 1/10; None where it is too long to be a count.

    Raises NumeralError where the scale makes no sense.
    """
    start, end = match.span()
    if end - start > LONGEST:
        return None
    scale, more, late, share, over = match.group(*SCALE_GROUPS)
    if not (scale or more or share or over):
        return read_plain(text, start, end)
    if share:
        return read_fraction(text, start, end, share.strip().removeprefix("分之"), text[start : end - len(share)])
    if over:
        return read_fraction(text, start, end, text[start : match.start("over")], over[1:]) if not scale else None
    digits = text[start : end - len(more or "") - len(late or "")]
    size = SIZES.get(scale)
    if size is None:
        value, size = parse(digits), scale_of(scale)
    else:
        plain = digits[: len(digits) - len(scale or "")].replace(",", "").replace("，", "")
        value = shorten(EXACT.multiply(Decimal(plain), size))
    return with_more(Number(start, end, value, "arabic", scale=size), digits, more, late)


def read_plain(text: str, start: int, end: int) -> Number | None:
    """Read digits alone, where what follows may make a quantity of them and they are no serial number."""
    if end - start > LONGEST_PLAIN or not (text[end : end + 1] in UNIT_FIRST or may_count(text, start, end)):
        return None
    digits = text[start:end]
    if not digits.isdecimal():
        return Number(start, end, shorten(Decimal(digits.replace(",", "").replace("，", ""))), "arabic")
    return Number(start, end, Decimal(digits), "arabic")


def may_count(text: str, start: int, end: int) -> bool:
    """Whether what follows bare digits may make a quantity of them though no listed unit begins there."""
    follower, second = text[end : end + 1], text[end + 1 : end + 2]
    if second in STOPS or second == "次" or follower == " ":
        return True
    if follower in STOPS and text[past_blanks(text, start) - 1 : past_blanks(text, start)] in BEFORE_BARE:
        return True
    return follower in LINKS and (second.isnumeric() or second in LINK_SECOND)


def read_hanzi(text: str, match: Match[str]) -> Number | None:
    """Read 三百二十, 三四十, 百余; raise NumeralError where the characters make no number."""
    start, end = match.span()
    more, late, share = match.group(*HANZI_GROUPS)
    if text[end - 1] == "千" and end - start > 1 and text[end : end + 1] in KILO:
        end -= 1  # 一百千瓦 is a hundred 千瓦
    digits = text[start : end - len(more or "") - len(late or "") - len(share or "")]
    if digits in SMALL and not share:
        return with_more(Number(start, end, SMALL[digits], "hanzi"), digits, more, late)
    if share:
        return read_fraction(text, start, end, share.strip().removeprefix("分之"), digits)
    number = Number(start, end, ONE, "hanzi")
    if pair := ADJACENT.search(digits):
        head, tail = digits[: pair.start()], digits[pair.end() :]
        number.value_max = parse(head + pair[0][1] + tail)
        digits = head + pair[0][0] + tail
    number.value = parse(digits)
    number.scale = scale_of(digits)
    return with_more(number, digits, more, late)


def with_more(number: Number, digits: str, more: str | None, late: str | None) -> Number:
    """Add 余 or 多 and the scale after it: 10余万, 1亿3千余万."""
    if more:
        number.more = more.strip()
        number.bound = MORE_BOUND[number.more]
    if late:
        number.value = parse(digits + late)
        number.scale = scale_of(late)
    return number


def scale_of(text: str | None) -> Decimal:
    """Return the scale of 百 or more that a numeral ends in: 10000 of 3万, and of 五百万 1000000."""
    scale = TRAILING_SCALE.search(text) if text else None
    return parse(scale[0]) if scale else ONE


def read_fraction(text: str, start: int, end: int, share: str, whole: str) -> Number | None:
    """Read 百分之九十五 as 95, 千分之三 as 0.3, 三分之一 and 1/3 as 33.33: a fraction is a percentage.

    What is not a finite decimal is rounded to two decimals.
    """
    highest = None
    share = share.strip()
    if pair := ADJACENT.search(share):  # 百分之二三十
        highest = parse(share[: pair.start()] + share[pair.start() + 1 :])
        share = share[: pair.start() + 1] + share[pair.end() :]
    elif between := FRACTION_RANGE.match(text, end):  # 百分之三到五
        highest = parse(between[1])
        end = between.end()
    numerator, denominator = parse(share), parse(whole)
    if not denominator or (
        text[start].isdecimal() and "/" in text[start:end] and not is_fraction(numerator, denominator)
    ):
        return None
    value_max = percentage(highest, denominator) if highest and highest > numerator else None
    return Number(start, end, percentage(numerator, denominator), "arabic", value_max=value_max, unit=PERCENT, tail=end)


def percentage(numerator: Decimal, denominator: Decimal) -> Decimal:
    value = numerator * 100 / denominator
    if (100 * numerator) % denominator and len(str(value)) > FINITE:
        value = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return shorten(value)


def is_fraction(numerator: Decimal, denominator: Decimal) -> bool:
    """Whether a/b is a share of something: 1/3, and neither 24/7 nor 5/1."""
    return numerator < denominator and numerator == numerator.to_integral_value()
