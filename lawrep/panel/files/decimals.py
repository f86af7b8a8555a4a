"""Exact numbers where a format has floating-point ones only."""

from decimal import Decimal

FLOAT_DIGITS = 15  # that every binary floating-point number keeps (IEEE 754 double, DBL_DIG)


def plain(value: Decimal) -> str:
    """Return all digits of a number, without an exponent.

    >>> plain(Decimal("1.5E+3")), plain(Decimal("99.70")), plain(Decimal("1E-7"))
    ('1500', '99.70', '0.0000001')
    """
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def places(value: Decimal) -> int:
    """Return how many digits are printed after the point.

    >>> places(Decimal("99.70")), places(Decimal("1E+3"))
    (2, 0)
    """
    return max(0, -exponent_of(value))


def exponent_of(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), "a number of a report is finite"
    return exponent


def significant(value: Decimal) -> int:
    """Return how many digits stand between the first and the last that is not zero.

    >>> significant(Decimal("0.00120")), significant(Decimal("12000")), significant(Decimal(0))
    (2, 2, 0)
    """
    return len("".join(map(str, value.as_tuple().digits)).strip("0"))


def fits_float(value: Decimal) -> bool:
    """Whether a floating-point number holds the value so that its digits can be had back."""
    return significant(value) <= FLOAT_DIGITS
