"""Vary the figures of a sentence: counts times one factor, so that what adds up still does, or each by itself."""

import re
from decimal import Decimal
from random import Random

HANZI = "零一二三四五六七八九"
TENS = ("", "十", "百", "千")
NUMBER = re.compile(
    r"(?<![A-Za-z0-9.,·+×/“〔第-])"
    r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    r"(?![0-9.·+×/A-Za-z〕:”]|,[0-9]{3}|[年月日时点分岁号届批-])"
    r"(?P<share>%|‰|个?百分点)?"
    r"(?P<span>个?工作日|天|小时|学时|分钟|倍|季度)?"
)
WORDED = re.compile(
    "(?:[二三四五六七八九][百千]|[二三四五六七八九]?十)[零一二三四五六七八九十百]*(?=[余多]?[件起名人次个场份条户家亩])"
)
YEAR = re.compile("(?<![0-9])20[0-9]{2}(?=年|-20[0-9]{2}年)")
HOTLINES = frozenset({"12345", "12348", "12315", "110", "119", "12328"})
FACTORS = (*range(1, 40), 43, 47, 53, 61, 67, 71, 83, 97)


def vary_figures(text: str, random: Random, year: int, *, factor: int | None) -> str:
    """Return `text` with other figures, its years up to `year`; `factor` keeps the sums, without one each is new."""
    shares = sum(match["share"] is not None for match in NUMBER.finditer(text))
    alone = shares == 1 and len(NUMBER.findall(text)) == 1

    def other(match: re.Match[str]) -> str:
        number, share, span = match["number"], match["share"], match["span"]
        if number in HOTLINES:
            return match[0]
        if share or span:
            new = new_share(number, random) if factor is None or alone or span else number
            return new + (share or "") + (span or "")
        return times(number, factor) if factor is not None else new_count(number, random)

    text = NUMBER.sub(other, text)
    text = WORDED.sub(lambda _: in_hanzi(random.randint(11, 999)), text)
    years = [int(found) for found in YEAR.findall(text)]
    latest = max(years, default=year)
    return YEAR.sub(lambda match: str(int(match[0]) - latest + year), text) if years else text


def times(number: str, factor: int) -> str:
    """Return a number times a factor, printed as it was: with its commas, with as many decimals."""
    value = Decimal(number.replace(",", "")) * factor
    return f"{value:,}" if "," in number else str(value)


def new_count(number: str, random: Random) -> str:
    """Return a number of about as many digits, printed alike."""
    whole, _, decimals = number.replace(",", "").partition(".")
    value = random.randint(max(1, 10 ** (len(whole) - 1)), 10 ** min(len(whole) + 1, 6) - 1)
    shown = f"{value:,}" if "," in number else str(value)
    return f"{shown}.{random.randint(1, 10 ** len(decimals) - 1):0{len(decimals)}}" if decimals else shown


def new_share(number: str, random: Random) -> str:
    """Return a number below a hundred with as many decimals."""
    decimals = len(number.partition(".")[2])
    most = min(int(Decimal(number.replace(",", ""))) * 2 + 3, 99)
    shown = str(random.randint(max(1, most // 4), most))
    return f"{shown}.{random.randint(1, 10**decimals - 1):0{decimals}}" if decimals else shown


def in_hanzi(number: int) -> str:
    """Return a number below ten thousand in Chinese numerals.

    >>> in_hanzi(12), in_hanzi(208), in_hanzi(310), in_hanzi(1042)
    ('十二', '二百零八', '三百一十', '一千零四十二')
    """
    digits = [int(digit) for digit in str(number)]
    said = "".join(
        HANZI[digit] + TENS[place] if digit else HANZI[0]
        for digit, place in zip(digits, range(len(digits) - 1, -1, -1), strict=True)
    )
    said = re.sub("零+", "零", said).rstrip("零")
    return said[1:] if said.startswith("一十") else said
