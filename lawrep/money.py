"""Read what is peculiar to money: 元 left out, 角 and 分, 块 and 毛."""

import re
from decimal import Decimal

from lawrep.grammar import ANY_HANZI, STOPS, line_before
from lawrep.numbers import ONE, Number
from lawrep.numerals import parse_normalised as parse
from lawrep.numerals import shorten
from lawrep.tables import Unit, words

YUAN = Unit("元", "amount", name="元")
NOUNS = words("money", "words")
COINED = frozenset({"元", "块", "毛"})  # units that coins can follow, or that are coins
TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
COIN = rf"[0-9{ANY_HANZI}]{{1,2}}"
COINS = re.compile(  # 六角  六毛五分  零五分  the 5 of 12块5
    rf"(?:(?P<tenths>{COIN})[角毛](?:零?(?P<cents>{COIN})分)?|零?(?P<hundredths>{COIN})分"
    rf"|(?<=块)(?P<loose>{COIN})(?![0-9{ANY_HANZI}个件家名人条项]))钱?"
)
CENTS = re.compile(rf"(?:(?P<cents>{COIN})分)?钱?")
PRICES = re.compile("[价费钱卖付花款罚]|押金|损失")
NEAR = 12  # characters before a price in which a word of money stands


def read_coins(text: str, number: Number, word: str) -> None:
    """Read 五元六角, 12块5 and 8毛 as amounts of 元; 块 alone counts slabs unless money is spoken of before it."""
    if word == "毛":
        number.value *= TENTH
        coins = CENTS.match(text, number.tail)
    else:
        coins = COINS.match(text, number.tail)
        if not coins and (word == "元" or not PRICES.search(line_before(text, number.start, NEAR))):
            return
    for name, digits in (coins.groupdict() if coins else {}).items():
        if digits:
            number.value += parse(digits) * (TENTH if name in ("tenths", "loose") else HUNDREDTH)
    number.value = shorten(number.value)
    number.tail = coins.end() if coins else number.tail
    number.unit = YUAN
    number.scale = ONE if coins else number.scale


def is_money(text: str, before: str, number: Number) -> bool:
    """Whether a bare 万 or 亿 after the clause `before` is an amount of money: 标的额超过86.5万."""
    at = number.tail
    while text[at : at + 1] == " ":
        at += 1
    return number.scaled and text[at : at + 1] in STOPS and any(noun in before for noun in NOUNS)
