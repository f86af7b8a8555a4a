"""What a cell of Excel can hold and show."""

import re
from decimal import Decimal

from lawrep.panel.files.decimals import places

MOST_TEXT = 32_767  # UTF-16 units of a cell
MOST_PLACES = 30  # that a number format may have
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
UNKNOWN, MORE = "\ufffd", "…"


def clean(text: str) -> str:
    r"""Return a text with nothing in it that a workbook cannot hold.

    XlsxWriter takes a text from <r> to </r> for its own XML, so that one has a blank before it.

    >>> clean("调解\x0b12件"), clean("<r>12件</r>")
    ('调解�12件', ' <r>12件</r>')
    """
    text = ILLEGAL.sub(UNKNOWN, text)
    return f" {text}" if text.startswith("<r>") and text.endswith("</r>") else text


def cut(text: str, most: int = MOST_TEXT) -> str:
    """Return as much of a text as a cell holds, or as so many UTF-16 units.

    >>> len(cut("法" * 40_000)), cut("调解12件")
    (32767, '调解12件')
    """
    if len(text) <= most // 2:
        return text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * most else units[: 2 * (most - 1)].decode("utf-16-le", "ignore") + MORE


def number_format(value: Decimal) -> str:
    """Return the format that shows a number with the places that it has.

    >>> number_format(Decimal(12000)), number_format(Decimal("99.7"))
    ('#,##0', '#,##0.0')
    """
    shown = min(places(value), MOST_PLACES)
    return "#,##0" + ("." + "0" * shown if shown else "")


def width_of(text: str) -> int:
    """Return how wide a text is, in digits; its longest line, and a Chinese character is two.

    >>> width_of("调解12件")
    8
    """
    return max((len(line) + sum(character > "\u2e7f" for character in line) for line in text.split("\n")), default=0)
