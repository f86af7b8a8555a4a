"""CSV, TSV and JSON Lines: exact, quoted as they must be, and no cell is a formula."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawrep.errors import OutputError
from lawrep.panel import files
from lawrep.panel.files.delimited import guarded
from lawrep.panel.table import Column, Panel, Record, Table
from tests.test_panel_files import LONG, ROWS, long_panel

COLUMNS = (
    Column("text", "text", "", ""),
    Column("integer", "integer", "", ""),
    Column("decimal", "decimal", "", ""),
)
SIGNS = "=+-@＝＋－＠"
HOSTILE = st.text(st.sampled_from([*SIGNS, *" \t\r\n\0\v\u3000\u200b\ufeff\",';|!A1法治", "\U00020000"]), max_size=12)
TEXTS = st.none() | HOSTILE | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(-1000, 1000, places=2)
RECORDS = st.lists(st.tuples(TEXTS, st.none() | st.integers(-(2**62), 2**62), st.none() | DECIMALS), max_size=4)


def written(rows: list[tuple[Any, ...]], name: str, encoding: str = "utf-8") -> bytes:
    stream = io.BytesIO()
    panel = Panel(Table("panel", COLUMNS, map(Record, rows)), Table("", (), ()))
    assert files.write_stream(panel, stream, name, encoding).rows == len(rows)
    return stream.getvalue()


def as_written(text: str) -> str:
    return re.sub("\r\n?", "\n", text.replace("\0", "\ufffd"))


@settings(deadline=None)
@given(RECORDS, st.sampled_from(["csv", "tsv"]))
def test_every_cell_is_read_back_and_none_is_a_formula(rows: list[tuple[Any, ...]], name: str) -> None:
    text = written(rows, name).decode()
    delimiter = "\t" if name == "tsv" else ","
    head, *read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    assert head == ["text", "integer", "decimal"]
    assert len(read) == len(rows)
    for (shown, integer, decimal), row in zip(read, rows, strict=True):
        assert shown in {as_written(row[0] or ""), f"'{as_written(row[0] or '')}"}
        bare = re.sub("[\\s\0-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+", "", shown)
        assert not bare.startswith(tuple(SIGNS))
        assert integer == ("" if row[1] is None else str(row[1]))
        assert (Decimal(decimal) if decimal else None) == row[2]
        assert not re.search("[eE]", decimal)


@settings(deadline=None)
@given(RECORDS)
def test_every_line_of_json_is_a_row_with_exact_numbers(rows: list[tuple[Any, ...]]) -> None:
    lines = written(rows, "jsonl").split(b"\n")
    assert lines.pop() == b""
    read = [json.loads(line, parse_float=Decimal) for line in lines]
    assert [tuple(row.values()) for row in read] == rows
    assert all(list(row) == ["text", "integer", "decimal"] for row in read)


NUMBERS = [("1E+3", "1000"), ("99.70", "99.70"), ("0.1", "0.1"), ("-5", "-5"), ("12345678901234567890.123", None)]


@pytest.mark.parametrize(("value", "shown"), NUMBERS)
@pytest.mark.parametrize("name", files.STREAMED)
def test_a_number_has_all_its_digits_no_exponent_and_no_quotation_marks(name: str, value: str, shown: str) -> None:
    line = written([("件", 7, Decimal(value))], name).decode().splitlines()[-1]
    separator = "\t" if name == "tsv" else "," if name == "csv" else ":"
    assert line.rstrip("}").endswith(f"{separator}{shown or value}")


FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r1",
    "  =1",
    "\n=1",
    "　＝1",
    "＋1",
    "－1",
    "＠A1",
    "\ufeff=1",
    "\x00=1",
]
TEXT_ALONE = ["", "1+1=2", "全年-1", "a@b.cn", "(=1)", "'=1", "“=1", "—1", "1\t", "法"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_might_compute_has_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{as_written(text)}"


@pytest.mark.parametrize("text", TEXT_ALONE)
def test_what_it_would_not_compute_is_as_it_was(text: str) -> None:
    assert guarded(text) == text


def test_the_names_of_columns_are_guarded_too() -> None:
    stream = io.BytesIO()
    files.write_stream(Panel(Table("panel", (Column("=1", "text", "", ""),), ()), Table("", (), ())), stream, "csv")
    assert stream.getvalue() == b"'=1\n"


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b""), ("utf-8-sig", b"\xef\xbb\xbf"), ("gb18030", b""), ("utf-16", b"\xff\xfe")]
)
def test_csv_comes_in_the_encoding_that_is_asked_for(encoding: str, mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    files.write(long_panel(), path, encoding=encoding)
    data = path.read_bytes()
    assert data.startswith(mark + "document".encode(encoding)[len(mark) :])
    assert data.count(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    with open(path, encoding=encoding, newline="") as file:
        assert [row[-1] for row in csv.reader(file)][1:] == [row[-1] or "" for row in ROWS]


def test_a_character_that_an_encoding_lacks_is_named_and_nothing_written(tmp_path: Path) -> None:
    rows = (*ROWS, (*ROWS[0][:-1], "𠮷某"))
    with pytest.raises(OutputError, match=r"gbk has no '𠮷', which stands in row 7; use utf-8, "):
        files.write(long_panel(rows), tmp_path / "panel.csv", encoding="gbk")
    assert not list(tmp_path.iterdir())


def test_a_line_is_ended_by_a_line_feed_alone() -> None:
    data = written([("一\r\n二\r三", 1, None)], "csv")
    assert data == 'text,integer,decimal\n"一\n二\n三",1,\n'.encode()


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_pandas_reads_the_same(name: str, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    files.write(long_panel(), tmp_path / f"panel.{name}", encoding="utf-8-sig")
    frame = pandas.read_csv(tmp_path / f"panel.{name}", sep="\t" if name == "tsv" else ",")
    assert list(frame.columns) == [column.name for column in LONG]
    assert frame["value"].sum() == pytest.approx(float(sum(row[6] or 0 for row in ROWS)))
    assert frame["sentence"].tolist()[:4] == [row[-1] for row in ROWS[:4]]
