"""Numerals in Chinese text: from the characters to an exact number and back.

Reads Arabic (`1,500`, `99.7`), Chinese (`三百二十`, `〇`, `廿三`), financial (`壹佰贰拾`), traditional (`兩萬`) and
mixed numerals (`3万4000`, `十五点八万`, `1亿2千万`), half-width and full-width. A numeral says how many, and no more:
units, percent signs and words such as 余 are the business of `lawrep.quantities`.

>>> parse("1亿2千万")
Decimal('120000000')
>>> [numeral.text for numeral in find("共3万4000人，其中三百二十人")]
['3万4000', '三百二十']
>>> spell(12050)
'一万二千零五十'
"""

import re
from collections.abc import Iterator
from decimal import Context, Decimal
from typing import NamedTuple

from lawrep.errors import NumeralError
from lawrep.normalise import normalise

EXACT = Context(prec=150)  # digits enough for the longest numeral and its scale; the default of 28 would round
LONGEST = 60  # characters; what is longer is a serial number or noise, and no count of anything

DIGITS = "零一二三四五六七八九"
FINANCIAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
SCALES = {"亿": Decimal(10**8), "万": Decimal(10**4), "千": Decimal(1000), "百": Decimal(100), "十": Decimal(10)}
TO_PLAIN = str.maketrans(
    "〇○两俩仨壹贰叁肆伍陆柒捌玖弌弐弍叄拾佰仟點負兩貳參陸萬億",
    "零零二二三一二三四五六七八九一二二三十百千点负二二三六万亿",
)
TO_ARABIC = str.maketrans(DIGITS, "0123456789")

ARABIC = r"(?:[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"  # 1,500  99.7
HANZI_DIGIT = "〇○零一二两三四五六七八九壹贰叁肆伍陆柒捌玖弍俩仨廿卅卌"
HANZI_SCALE = "十百千万亿拾佰仟"
HANZI = rf"[{HANZI_DIGIT}{HANZI_SCALE}]+(?:点[{HANZI_DIGIT}]+)?[{HANZI_SCALE}]*"  # 三百二十  十五点八万
MIXED = rf"{ARABIC}(?:[十百千万亿]+(?:{ARABIC}(?:[十百千万亿]+)?)*)?"  # 3万4000  1亿2千万
SIGN = r"(?:[负-](?=[0-9零一二两三四五六七八九十百]))?"

NUMERAL = re.compile(rf"(?<![0-9.])(?:{SIGN})(?:{MIXED}|{HANZI})")
SPACES = re.compile(rf"(?<=[0-9.,点{HANZI_DIGIT}{HANZI_SCALE}]) +(?=[0-9.,点{HANZI_DIGIT}{HANZI_SCALE}])")
DIGIT_STRING = re.compile(rf"[{DIGITS}]+")
SCORE = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十"})


class Numeral(NamedTuple):
    """A numeral found in a text: `text[start:end]`, offsets in code points, and what it says."""

    text: str
    start: int
    end: int
    value: Decimal


def parse(text: str) -> Decimal:
    """Read one numeral; whole numbers come back without exponent or decimals.

    Raises NumeralError (a ValueError) where `text` is not one well-formed numeral, or is longer than 60 characters.

    >>> parse("十五点八万"), parse("１，５００"), parse("两百五"), parse("负三")
    (Decimal('158000'), Decimal('1500'), Decimal('250'), Decimal('-3'))
    """
    return parse_normalised(normalise(text, traditional=True))


def parse_normalised(text: str) -> Decimal:
    """Read one numeral of a text that is normalised already; else as `parse`."""
    if len(text) > LONGEST:
        raise NumeralError(f"{text[:20]}…: {len(text)} characters are too long for a numeral")
    plain = SPACES.sub("", text.strip()).translate(TO_PLAIN).translate(SCORE)
    negative = plain[:1] in ("负", "-")
    try:
        value = _parse_plain(plain[negative:])
    except NumeralError:
        raise NumeralError(f"{text!r} is no numeral") from None
    return shorten(value.copy_negate() if negative else value)


def find(text: str) -> Iterator[Numeral]:
    """Yield each numeral of `text` in reading order; takes time linear in its length.

    What is shaped like a numeral and is none (`万万`, 61 digits) is passed over. Every `一` counts: whether it
    measures anything is for `lawrep.extract` to say.
    """
    for match in NUMERAL.finditer(normalise(text, traditional=True)):
        start, end = match.span()
        try:
            yield Numeral(text[start:end], start, end, parse_normalised(match[0]))
        except NumeralError:
            continue


def spell(value: Decimal | int, *, financial: bool = False) -> str:
    """Write `value` in Chinese digits, as one says it; `financial` gives 壹佰贰拾 for cheques and contracts.

    Raises NumeralError from 10**16 on, where usage differs.

    >>> spell(Decimal("20.5")), spell(10), spell(1004, financial=True)
    ('二十点五', '十', '壹仟零肆')
    """
    value = Decimal(value)
    if not value.is_finite() or abs(value) >= 10**16:
        raise NumeralError(f"{value}: there is no agreed way to say numbers of 10**16 and more")
    whole, _, decimals = f"{abs(value):f}".partition(".")
    words = _spell_whole(int(whole))
    if decimals.rstrip("0"):
        words += "点" + "".join(DIGITS[int(digit)] for digit in decimals.rstrip("0"))
    if financial:
        words = words.translate(str.maketrans(DIGITS + "十百千", FINANCIAL_DIGITS + "拾佰仟"))
    elif words.startswith("一十"):
        words = words[1:]
    return ("负" if value < 0 else "") + words


def shorten(value: Decimal) -> Decimal:
    """Drop decimals that say nothing, and never leave an exponent: 1.50 becomes 1.5, 1E+4 becomes 10000."""
    if value == (whole := value.to_integral_value()):
        return Decimal(int(whole))
    return value.normalize(EXACT)


def _parse_plain(text: str) -> Decimal:
    """Read a numeral of plain digits, scales and 点; the largest scale splits it and both halves are read alike."""
    if text.isascii():
        return _parse_arabic(text)
    whole, point, decimals = text.partition("点")
    if point and DIGIT_STRING.fullmatch(decimals):
        return EXACT.add(_parse_plain(whole), Decimal(f"0.{decimals.translate(TO_ARABIC)}"))
    for scale, size in SCALES.items():
        head, found, tail = text.partition(scale)
        if found:
            if scale in tail:
                break
            times = _parse_plain(head) if head else Decimal(1)
            return EXACT.fma(times, size, _parse_tail(tail, size))
    if "，" in text:
        return _parse_arabic(text.replace("，", ","))
    if DIGIT_STRING.fullmatch(text):
        return Decimal(text.translate(TO_ARABIC))
    raise NumeralError(text)


def _parse_tail(tail: str, size: Decimal) -> Decimal:
    """Read what follows a scale: 两百五 is 250, two hundred and zero five is 两百零五."""
    if not tail:
        return Decimal(0)
    if len(tail) == 1 and tail not in SCALES:
        return _parse_plain(tail) * (size / 10 if size > 10 else 1)
    value = _parse_plain(tail.removeprefix("零") if len(tail) > 1 else tail)
    if value >= size or (tail.isascii() and "." in tail):
        raise NumeralError(tail)
    return value


def _parse_arabic(text: str) -> Decimal:
    if not ARABIC_NUMERAL.fullmatch(text):
        raise NumeralError(text)
    return Decimal(text.replace(",", ""))


ARABIC_NUMERAL = re.compile(ARABIC)


def _spell_whole(value: int) -> str:
    if value < 10:
        return DIGITS[value]
    for scale, size in SCALES.items():
        if value >= size:
            head, rest = divmod(value, int(size))
            gap = "零" if 0 < rest < size / 10 else ""
            return _spell_whole(head) + scale + gap + (_spell_whole(rest) if rest else "")
    raise AssertionError(value)
