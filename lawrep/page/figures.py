"""How a page prints a value: short where there is little room, in full where it is pointed at."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

Scales = Sequence[tuple[Decimal, str]]  # what a value is divided by, and the word for it, the largest first

ROOM = Decimal(10_000)  # below it a value is short enough as it is
ENDLESS = Decimal(10) ** 16  # from here on no word is short enough
ONE, TEN, HUNDRED = Decimal(1), Decimal(10), Decimal(100)
CENT = Decimal("0.01")
SIGNS = ("%", "‰")  # units that stand at the number, however short


def scales_of(words: str) -> Scales:
    """Read the words for powers of ten: `4万 8亿`.

    >>> scales_of("4万 8亿")[0]
    (Decimal('100000000'), '亿')
    """
    pairs = [(Decimal(10) ** int(word[0]), word[1:]) for word in words.split()]
    return sorted(pairs, reverse=True)


def exact(value: Decimal) -> str:
    """Return a value with all its digits.

    >>> exact(Decimal("10123600.50"))
    '10,123,600.5'
    """
    return plain(value, f"{value:,f}")


def compact(value: Decimal, scales: Scales) -> str:
    """Return a value to three digits, four before 万; one below 10,000 to its hundredths.

    >>> [compact(Decimal(each), scales_of("4万 8亿")) for each in ("3456", "12000", "10123600", "99996000", "99.70")]
    ['3,456', '1.2万', '1012万', '1亿', '99.7']
    """
    size = abs(value)
    if size >= ENDLESS:
        return f"{value:.2e}"
    for scale, word in scales:
        scaled = significant(value / scale)
        if size >= ROOM and (size >= scale or abs(scaled) >= ONE):
            return plain(scaled, f"{scaled:f}") + word
    return exact(round(value, 2))


def significant(value: Decimal) -> Decimal:
    """Return a value with three digits, or with all those before the point."""
    size = abs(value)
    return value.quantize(CENT if size < TEN else Decimal("0.1") if size < HUNDRED else ONE)


def plain(value: Decimal, printed: str) -> str:
    """Return what is printed of a value without noughts at its end that say nothing."""
    return printed.rstrip("0").rstrip(".") if value != value.to_integral_value() or "." in printed else printed


def with_sign(printed: str, unit: str | None) -> str:
    """Return a printed value with its unit, where that is a sign that belongs to the number."""
    return f"{printed}{unit}" if unit in SIGNS else printed


def in_words(value: Decimal, unit: str | None, bound: str | None, say: Mapping[str, str]) -> str:
    """Return a value in full, with its unit and how it is meant: 不少于12,000件."""
    return say[f"bound_{bound or 'exact'}"].format(f"{exact(value)}{unit or ''}")
