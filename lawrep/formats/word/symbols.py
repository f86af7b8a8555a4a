"""The signs of symbol fonts that are characters of a text: circled digits, mathematics, the boxes that are ticked."""

import re

SYMBOL_FONTS = frozenset(("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol", "marlett", "mt extra"))
PRIVATE = re.compile("[\uf000-\uf0ff]")  # where Word keeps the signs of such a font, in their order
PRIVATE_START = 0xF000
CIRCLED, FILLED = "①②③④⑤⑥⑦⑧⑨⑩", "❶❷❸❹❺❻❼❽❾❿"
AS_ELSEWHERE = "0123456789%+-./():;,<=>[]|{}&!"  # what the font Symbol draws as any other font


def row(start: int, signs: str) -> dict[int, str]:
    return dict(enumerate(signs, start))


FONT_SIGNS = {
    "wingdings": row(0x6E, "■□") | {0x71: "□", 0xA8: "□"} | row(0x81, CIRCLED) | row(0x8C, FILLED) | row(0xFB, "✗✓☒☑"),
    "wingdings 2": row(0x4F, "✗✓☒☑☒☒") | {0xA3: "□"} | row(0x6A, CIRCLED) | row(0x75, FILLED),
    "symbol": {ord(sign): sign for sign in AS_ELSEWHERE}
    | {0x57: "Ω", 0x61: "α", 0x62: "β", 0x6D: "μ", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷"}
    | {0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xE5: "∑"},
}


def sign(font: str, number: int) -> str:
    """Return the character at a place of a font; the pictures of symbol fonts are left out.

    >>> sign("Wingdings 2", 0xF052), sign("Symbol", 0xB3), sign("宋体", 0x2103), sign("Wingdings", 0x4A)
    ('☑', '≥', '℃', '')
    """
    if PRIVATE_START <= number <= PRIVATE_START + 0xFF:
        number -= PRIVATE_START
    if font.lower() in SYMBOL_FONTS:
        return FONT_SIGNS.get(font.lower(), {}).get(number, "")
    return "" if number < 0x20 or 0xD800 <= number < 0xE000 or number > 0x10FFFF else chr(number)


def in_font(text: str, font: str) -> str:
    """Return a text as it is seen in a symbol font: R is ☑ in Wingdings 2; what is no sign of the font stays.

    >>> in_font("R", "Wingdings 2"), in_font("12件", "Wingdings 2"), in_font("g", "")
    ('☑', '12件', 'g')
    """
    signs = FONT_SIGNS.get(font.lower()) if font else None
    if signs:
        text = "".join(signs.get(ord(char) & 0xFF, char) if is_of_font(char) else char for char in text)
    return PRIVATE.sub("", text)


def is_of_font(char: str) -> bool:
    return ord(char) < 0x100 or PRIVATE.match(char) is not None
