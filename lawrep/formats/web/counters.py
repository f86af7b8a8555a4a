"""The numbers that a browser prints before the items of a list, and that stand nowhere in the page."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from lawrep.formats.web.dom import style_of

if TYPE_CHECKING:
    from lxml.etree import _Element

DIGITS = "零一二三四五六七八九"
FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "十", "百", "千")
FORMAL_PLACES = ("", "拾", "佰", "仟")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
STYLE = re.compile(r"(?:^|;)list-style(?:-type)?:(?P<value>[^;]*)")
QUOTED = re.compile("""^(?:'([^']*)'|"([^"]*)")""")
WHOLE = re.compile(r"\s*([+-]?[0-9]{1,9})")
# an item that prints its own number needs none: 一、 (一) 1. ① 第一
OWN = re.compile(
    r"[（(〔\[第]?\s*(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,3})\s*(?:[、.．，,）)〕\]]|是|条|章)|[①-⑳]|[•·●■◆]"
)


def hanzi(number: int, digits: str = DIGITS, places: tuple[str, ...] = PLACES) -> str:
    """Write a number below ten thousand as a Chinese list counts.

    >>> [hanzi(number) for number in (1, 10, 12, 20, 105, 110)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十']
    """
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + places[place]
        gap = not digit
    return text[1:] if digits == DIGITS and 10 <= number < 20 else text


def alphabetic(number: int, letters: str) -> str:
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, len(letters))
        text = letters[rest] + text
    return text


def roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


LATIN = "abcdefghijklmnopqrstuvwxyz"
WRITERS: dict[str, tuple[int, str, Callable[[int], str]]] = {  # up to which number, what follows it, how it is written
    "decimal-leading-zero": (10**9, ". ", lambda number: f"{number:02}"),
    "lower-alpha": (10**9, ". ", lambda number: alphabetic(number, LATIN)),
    "lower-latin": (10**9, ". ", lambda number: alphabetic(number, LATIN)),
    "upper-alpha": (10**9, ". ", lambda number: alphabetic(number, LATIN.upper())),
    "upper-latin": (10**9, ". ", lambda number: alphabetic(number, LATIN.upper())),
    "lower-roman": (3999, ". ", roman),
    "upper-roman": (3999, ". ", lambda number: roman(number).upper()),
    "cjk-decimal": (10**9, "、", lambda number: "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))),
    "cjk-earthly-branch": (12, "、", lambda number: BRANCHES[number - 1]),
    "cjk-heavenly-stem": (10, "、", lambda number: STEMS[number - 1]),
    "simp-chinese-formal": (9999, "、", lambda number: hanzi(number, FORMAL_DIGITS, FORMAL_PLACES)),
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "japanese-informal"), (9999, "、", hanzi)
    ),
}
NO_NUMBER = frozenset(("none", "disc", "circle", "square", "disclosure-open", "disclosure-closed"))
STYLE_NAMES = sorted((*WRITERS, *NO_NUMBER, "decimal"), key=len, reverse=True)


def marker(number: int, kind: str) -> str:
    """Return what a browser prints before an item.

    >>> marker(3, "cjk-ideographic"), marker(3, "decimal"), marker(28, "lower-alpha"), marker(0, "lower-roman")
    ('三、', '3. ', 'ab. ', '0. ')
    """
    if quoted := QUOTED.match(kind):
        return quoted[1] or quoted[2] or ""
    if kind in NO_NUMBER:
        return ""
    most, after, write = WRITERS.get(kind, (0, ". ", str))
    return f"{write(number)}{after}" if 0 < number <= most else f"{number}{after}"


class Numbering:
    """Counts the items of one list, if it is one that is counted."""

    def __init__(self, element: "_Element", plain: bool) -> None:
        self.ordered = element.tag == "ol"
        self.kind = kind_of(element) or ("none" if plain or not self.ordered else "decimal")
        self.step = -1 if self.ordered and element.get("reversed") is not None else 1
        start = whole(element.get("start"))
        if start is None:
            start = 1 if self.step > 0 else sum(child.tag == "li" for child in element)
        self.next = start
        self.printed: bool | None = None  # whether the items print their own numbers; the first tells

    def item(self, element: "_Element") -> str:
        """Return what is printed before the next item."""
        value = whole(element.get("value"))
        number = self.next if value is None else value
        self.next = number + self.step
        return marker(number, kind_of(element) or self.kind)

    def before(self, text: str, mark: str) -> str:
        """Return `text`, the first of an item, with its number before it, unless the items print their own."""
        if self.printed is None:
            self.printed = OWN.match(text) is not None
        return text if self.printed else mark + text


def kind_of(element: "_Element") -> str | None:
    """Return the style of numbers that an `ol`, `ul` or `li` asks for."""
    if (style := style_of(element)) and (found := STYLE.search(style)):
        value = found["value"]
        if QUOTED.match(value):
            return value
        for name in STYLE_NAMES:
            if value.startswith(name):  # list-style: decimal inside
                return name
    return TYPES.get((element.get("type") or "").strip()) if element.tag != "ul" else None


def whole(text: str | None) -> int | None:
    found = WHOLE.match(text) if text else None
    return int(found[1]) if found else None
