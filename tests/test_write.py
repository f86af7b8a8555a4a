"""The JSON is exact, the same every time, and what `lawrep schema` says it is."""

import json
import pickle
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

from lawrep import extract, to_json
from lawrep.models import Report, json_schema
from lawrep.pipeline import describe
from lawrep.source import Text
from lawrep.write import encode
from tests.conftest import Command
from tests.test_validate import GOOD, SCHEMA_FAULTS, TEXT, broken

FIELDS = json_schema()
SCHEMA = Draft202012Validator(FIELDS)
EXACT = [
    # what is printed, and the bytes of its value
    ("954件", "954"),
    ("1012.36万元", "10123600"),
    ("0.29亿元", "29000000"),
    ("10.00亿元", "1000000000"),
    ("100万件", "1000000"),
    ("5.0%", "5"),
    ("99.70%", "99.7"),
    ("98.61%", "98.61"),
    ("0.1%", "0.1"),
    ("0.0000001%", "1E-7"),
    ("0.12345678901234567890123万元", "1234.5678901234567890123"),
    ("12345678901.123456789亿元", "1234567890112345678.9"),
]


@pytest.mark.parametrize(("printed", "value"), EXACT)
def test_a_value_keeps_every_digit_and_whole_numbers_are_integers(printed: str, value: str) -> None:
    data = to_json(extract(f"达到{printed}。")).decode()
    assert f'"value":{value},"value_max":null,' in data


@pytest.mark.parametrize("value", ["99." + "9" * 40, "9" * 40, "1234567890123456789.0000000001", "-0.1", "0"])
def test_a_decimal_of_any_length_is_written_as_it_is(value: str) -> None:
    document = describe(Text.of("调解纠纷954件。"))
    document["indicators"][0] |= {"value": Decimal(value), "value_max": Decimal(value)}
    report = Report.model_validate(document)
    assert f'"value":{value},"value_max":{value},'.encode() in to_json(report)


def test_the_ends_of_a_range_are_exact() -> None:
    data = to_json(extract("罚款0.1-0.3万元。")).decode()
    assert '"value":1000,"value_max":3000,' in data


@pytest.mark.parametrize("indent", [None, 2])
def test_what_is_written_reads_as_the_same_numbers(indent: int | None) -> None:
    report = extract("成功率99.7%，罚款1012.36万元，调解纠纷954件。")
    read = json.loads(to_json(report, indent=indent), parse_float=Decimal, parse_int=Decimal)
    assert [item["value"] for item in read["indicators"]] == [item.value for item in report.indicators]
    assert len(read["indicators"]) == 3


def test_the_same_report_gives_the_same_bytes() -> None:
    assert to_json(extract(TEXT)) == to_json(extract(TEXT))
    assert to_json(extract(TEXT)) == encode(describe(Text.of(TEXT)))


def test_the_bytes_survive_reading_and_writing() -> None:
    data = to_json(extract(TEXT))
    assert to_json(Report.model_validate_json(data, strict=True)) == data


def test_a_report_can_be_copied_and_sent_to_another_process() -> None:
    report = extract(TEXT)
    assert to_json(report.model_copy()) == to_json(pickle.loads(pickle.dumps(report))) == to_json(report)  # noqa: S301


def test_the_json_is_utf_8_and_not_escaped() -> None:
    data = to_json(extract("全年调解纠纷954件，𠮷林路😀\u2028。"))
    assert "全年调解纠纷954件，𠮷林路😀\u2028。".encode() in data


@pytest.mark.parametrize("character", ['"', "\\", "\0", "\n", "\r", "\t", "\x1b", "\x7f", "\x85", "\ufeff", "\uffff"])
def test_any_character_survives(character: str) -> None:
    text = f"全年{character}调解纠纷954件。"
    assert json.loads(to_json(extract(text)))["text"] == text


def test_fields_stand_in_the_order_of_the_schema() -> None:
    written = json.loads(to_json(extract(TEXT)))
    definitions = FIELDS["$defs"]
    assert list(written) == list(FIELDS["properties"])
    assert list(written["source"]) == list(definitions["Source"]["properties"])
    assert list(written["metadata"]) == list(definitions["Metadata"]["properties"])
    assert list(written["sections"][0]) == list(definitions["Section"]["properties"])
    assert list(written["indicators"][0]) == list(definitions["Indicator"]["properties"])


def test_the_text_is_left_out_on_request_and_nothing_else_is() -> None:
    whole, without = (json.loads(to_json(extract(TEXT), text=text)) for text in (True, False))
    assert whole.pop("text") == TEXT
    assert without == whole


@pytest.mark.parametrize(("indent", "second"), [(1, ' "lawrep"'), (2, '  "lawrep"'), (4, '    "lawrep"')])
def test_an_indent_is_that_many_spaces_a_level(indent: int, second: str) -> None:
    data = to_json(extract(TEXT), indent=indent)
    assert data.decode().split("\n")[1].startswith(second)
    assert json.loads(data) == json.loads(to_json(extract(TEXT)))


def test_without_an_indent_a_document_is_one_line() -> None:
    assert b"\n" not in to_json(extract("一、主要成效\n二、不足\r\n"))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(FIELDS)
    assert FIELDS["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_the_command_prints_the_schema(lawrep: Command) -> None:
    assert json.loads(lawrep("schema").stdout) == FIELDS


@pytest.mark.parametrize("text", ["", TEXT, "罚款0.12345678亿元，同比下降3-5%。", "二〇二四年三月十五日\n调解999件"])
@pytest.mark.parametrize("with_text", [True, False])
def test_what_is_written_is_what_the_schema_says(text: str, with_text: bool) -> None:
    assert list(SCHEMA.iter_errors(json.loads(to_json(extract(text), text=with_text)))) == []


def test_the_good_document_is_what_the_schema_says() -> None:
    assert list(SCHEMA.iter_errors(GOOD)) == []


@pytest.mark.parametrize(("path", "value"), [row[:2] for row in SCHEMA_FAULTS], ids=[row[2] for row in SCHEMA_FAULTS])
def test_what_is_broken_is_not_what_the_schema_says(path: str, value: object) -> None:
    assert not SCHEMA.is_valid(broken({path: value}))
