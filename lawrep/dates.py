"""Read a date, in Arabic or Chinese digits."""

import datetime
import re

HANZI_DIGIT = "〇○零Oo0Ο◯一二三四五六七八九"
HANZI_YEAR = f"二[〇○零Oo0Ο◯][{HANZI_DIGIT}]{{2}}"
HANZI_DATE = rf"{HANZI_YEAR} ?年 ?[一二三四五六七八九十元]{{1,3}} ?月 ?[一二三四五六七八九十]{{1,3}} ?日"
ARABIC_DATE = r"20[0-9]{2} ?[-年/.] ?[0-9]{1,2} ?[-月/.] ?[0-9]{1,2}(?: ?日)?"
DATE = rf"(?:{ARABIC_DATE}|{HANZI_DATE})"
PARTS = re.compile(" *[-年月/.日] *")
DIGITS = str.maketrans("〇○零OoΟ◯一二三四五六七八九", "0000000123456789")


def iso(date: str) -> str | None:
    """Write 2024年3月5日 or 二〇二四年三月五日 as 2024-03-05; None where there is no such day.

    >>> iso("二〇二四年三月十五日"), iso("2024/13/1")
    ('2024-03-15', None)
    """
    year, month, day = (to_number(part) for part in PARTS.split(date)[:3])
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def to_number(digits: str) -> int:
    """Return the number of Arabic or Chinese digits, 元 of 元月 being 1.

    >>> to_number("二〇二四"), to_number("三十一"), to_number("元")
    (2024, 31, 1)
    """
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.replace("元", "一").rpartition("十")
    if not ten:
        return int(ones.translate(DIGITS))
    return int(tens.translate(DIGITS) or 1) * 10 + int(ones.translate(DIGITS) or 0)
