"""Numbers as Word prints them, for each `w:numFmt`: 11 is 十一, ⑪, xi; 101 is 一百〇一, 一○一 or 一〇一."""

import re
from collections.abc import Callable
from typing import NamedTuple

MOST = 999_999  # beyond it Word prints nothing in the systems of place values
MOST_ROMAN = 32_767
MOST_LETTER = 26 * 30

ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"

# Signs for the first numbers; what comes after them is printed in Arabic digits.
SIGNS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩",  # those of GB 2312
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "ideographEnclosedCircle": "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",  # Word draws brackets, whatever the name says
    "ideographTraditional": STEMS,
    "ideographZodiac": BRANCHES,
}

# Digit by digit, zero first.
DIGITS = {
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "taiwaneseDigital": "○一二三四五六七八九",
    "koreanDigital2": "零一二三四五六七八九",
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
}

# With tens up to 99, digit by digit from 100: 九十九, 一○○.
TENS = {"chineseCounting": "○一二三四五六七八九", "taiwaneseCounting": "○一二三四五六七八九"}


class Places(NamedTuple):
    """A system of place values: its digits, the words for 10, 100 and 1,000, that for 10,000, and its habits."""

    digits: str
    tens: str
    myriad: str
    zeros: bool = True  # 一百〇一, not 百一
    ten_alone: bool = False  # 十一, not 一十一, from 10 to 19
    ones: bool = True  # 一百, not 百


PLACES = {
    "chineseCountingThousand": Places("〇一二三四五六七八九", "十百千", "万", ten_alone=True),
    "taiwaneseCountingThousand": Places("零一二三四五六七八九", "十百千", "萬", ten_alone=True),
    "chineseLegalSimplified": Places("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "萬"),
    "ideographLegalTraditional": Places("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬"),
    "japaneseCounting": Places("〇一二三四五六七八九", "十百千", "万", zeros=False, ones=False),
    "japaneseLegal": Places("〇壱弐参四伍六七八九", "拾百阡", "萬", zeros=False),
}

# What a custom format says of itself, by its beginning.
EXAMPLES = {
    "一, 十, 一○○": "chineseCounting",
    "一, 十, 一百": "chineseCountingThousand",
    "一, 一〇, 一〇〇": "ideographDigital",
    "壹, 贰, 叁": "chineseLegalSimplified",
    "壹, 貳, 參": "ideographLegalTraditional",
    "甲, 乙, 丙": "ideographTraditional",
    "子, 丑, 寅": "ideographZodiac",
    "㈠, ㈡, ㈢": "ideographEnclosedCircle",
    "①, ②, ③": "decimalEnclosedCircle",
    "⑴, ⑵, ⑶": "decimalEnclosedParen",
    "⒈, ⒉, ⒊": "decimalEnclosedFullstop",
    "１, ２, ３": "decimalFullWidth",
    "01, 02, 03": "decimalZero",
    "A, B, C": "upperLetter",
    "a, b, c": "lowerLetter",
    "I, II, III": "upperRoman",
    "i, ii, iii": "lowerRoman",
}
PADDED = re.compile(r"0{1,9}1(?![0-9])")


def numeral(number: int, style: str, custom: str = "") -> str:
    """Return `number` as Word prints it in the `w:numFmt` named `style`; `custom` is its `w:format`.

    A style that is not known is printed in Arabic digits, and so are negative numbers.

    >>> numeral(120, "chineseCountingThousand"), numeral(12, "decimalEnclosedCircle"), numeral(3, "upperRoman")
    ('一百二十', '⑫', 'III')
    """
    if style == "custom":
        padded = PADDED.match(custom)
        if padded:
            return str(number).zfill(len(padded[0]))
        style = next((name for example, name in EXAMPLES.items() if custom.startswith(example)), "decimal")
    if style in ("none", "bullet"):
        return ""
    if number < 0:
        return str(number)
    if style in SIGNS:
        return SIGNS[style][number - 1] if 0 < number <= len(SIGNS[style]) else str(number)
    if style in DIGITS:
        return digit_by_digit(number, DIGITS[style])
    if style in TENS:
        return with_tens(number, TENS[style])
    if style in PLACES:
        return with_places(number, PLACES[style])
    return OTHER.get(style, str)(number)


def digit_by_digit(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def with_tens(number: int, digits: str) -> str:
    if not 10 <= number < 100:
        return digit_by_digit(number, digits)
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + "十" + (digits[ones] if ones else "")


def with_places(number: int, places: Places) -> str:
    if number == 0:
        return places.digits[0]
    if number > MOST:
        return ""
    high, low = divmod(number, 10_000)
    text = ""
    if high:
        alone = high == 1  # 一万 even where 百 and 千 stand alone
        text = (places.digits[1] if alone else below_myriad(high, places, leading=True)) + places.myriad
        if places.zeros and low and (low < 1000 or high % 10 == 0):
            text += places.digits[0]
    text += below_myriad(low, places, leading=not high)
    return text[1:] if places.ten_alone and 10 <= number < 20 else text


def below_myriad(number: int, places: Places, *, leading: bool) -> str:
    """Return up to four digits with their places; one zero stands for all between two digits."""
    text = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            if text and places.zeros and number // 10 ** (place + 1) % 10 == 0:
                text += places.digits[0]
            alone = digit == 1 and place and not places.ones and (leading or place < 3)
            text += ("" if alone else places.digits[digit]) + (places.tens[place - 1] if place else "")
    return text


def roman(number: int) -> str:
    if not 0 < number <= MOST_ROMAN:
        return str(number)
    text = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def letter(number: int) -> str:
    """Return a letter of the alphabet, doubled after the 26th, tripled after the 52nd."""
    if not 0 < number <= MOST_LETTER:
        return str(number)
    again, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (again + 1)


def ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def stem_and_branch(number: int) -> str:
    """Return one of the sixty pairs: 甲子, 乙丑."""
    return STEMS[(number - 1) % 10] + BRANCHES[(number - 1) % 12] if 0 < number <= 60 else str(number)


OTHER: dict[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letter(number).upper(),
    "lowerLetter": letter,
    "decimalZero": lambda number: f"{number:02}",
    "hex": lambda number: f"{number:X}",
    "ordinal": ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "ideographZodiacTraditional": stem_and_branch,
}
