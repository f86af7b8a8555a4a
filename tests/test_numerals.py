from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep import extract
from lawrep.errors import NumeralError
from lawrep.numerals import LONGEST, find, parse, spell
from tests import cases

CASES = cases.load("numerals")
WHOLE = st.integers(-(10**16) + 1, 10**16 - 1)
DECIMALS = st.decimals(min_value=0, max_value=10**9, places=4)


@pytest.mark.parametrize(("text", "value"), [case for case in CASES if case[1] != "!"])
def test_a_numeral_has_its_value(text: str, value: str) -> None:
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize("text", [text for text, value in CASES if value == "!"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(NumeralError):
        parse(text)


@given(WHOLE)
def test_a_spelt_number_reads_as_itself(value: int) -> None:
    assert parse(spell(value)) == value
    assert parse(spell(value, financial=True)) == value


@given(DECIMALS)
def test_a_spelt_decimal_reads_as_itself(value: Decimal) -> None:
    assert parse(spell(value)) == value


@given(st.integers(0, 10**15))
def test_arabic_digits_and_thousands_separators_agree(value: int) -> None:
    assert parse(f"{value:,}") == parse(str(value)) == value


@given(st.integers(1, 9999), st.sampled_from(["万", "亿", "万亿"]))
def test_a_scale_multiplies(value: int, scale: str) -> None:
    assert parse(f"{value}{scale}") == value * {"万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]


@given(st.text(alphabet="零一二两三十百千万亿点0123456789,. 壹拾負", max_size=40))
def test_every_find_is_a_numeral_where_it_says(text: str) -> None:
    for numeral in find(text):
        assert text[numeral.start : numeral.end] == numeral.text
        assert parse(numeral.text) == numeral.value


def test_values_have_no_exponent() -> None:
    assert [str(parse(text)) for text in ("1亿2千万", "1.50", "三万", "100")] == ["120000000", "1.5", "30000", "100"]


@given(st.integers(10**30, 10**50), st.sampled_from(["万", "亿"]))
def test_no_digit_is_rounded_away(value: int, scale: str) -> None:
    assert parse(f"{value}{scale}") == Decimal(value * {"万": 10**4, "亿": 10**8}[scale])
    [indicator] = extract(f"共{value}{scale}元。").indicators
    assert indicator.value == parse(f"{value}{scale}")


def test_a_serial_number_is_no_numeral() -> None:
    with pytest.raises(NumeralError, match="too long"):
        parse("1" * (LONGEST + 1))


def test_beyond_ten_quadrillion_usage_differs() -> None:
    with pytest.raises(NumeralError, match="no agreed way"):
        spell(10**16)
