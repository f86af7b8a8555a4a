"""Every kind of data set: what is read back by the tools that people use is what was written, or no file is there."""

import csv
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from lawrep.errors import OutputError, UsageError
from lawrep.panel import files
from lawrep.panel.table import Column, Panel, Record, Table
from tests.conftest import BASE, ROOT

LONG = (
    Column("document", "text", "Name of the document.", "文档名称。"),
    Column("organ", "text", "Whose year it tells of.", "报告机关。"),
    Column("year", "integer", "The year reported on.", "报告年度。"),
    Column("section_path", "text", "The headings above the figure.", "各级标题。"),
    Column("code", "text", 'Id of the "indicator"; its\nsecond line.', "指标代码，'引号'。"),
    Column("label", "text", "What is counted.", "统计对象。"),
    Column("value", "decimal", "The number.", "数值。"),
    Column("unit", "text", "The classifier.", "量词。"),
    Column("sentence", "text", "The sentence that it stands in.", "所在句子。"),
)
ONE = "全年调解各类纠纷954件，成功率99.7%。"
TWO = "罚没款项1012.36万元；行政复议决定书送达12 份。"
HEAD = ("河口县报告.txt", "河口县人民政府", 2023)
ROWS = (
    (*HEAD, "二、 > （一）", "disputes.mediated", "调解各类纠纷", Decimal(954), "件", ONE),
    (*HEAD, "二、 > （一）", "disputes.success_rate", "成功率", Decimal("99.70"), "%", ONE),
    (*HEAD, "二、 > （二）", "enforcement.fines", "罚没款项", Decimal("10123600"), "元", TWO),
    (*HEAD, "二、 > （二）", None, "送达决定书", Decimal("1.2E+1"), "份", TWO),
    (*HEAD, None, "disputes.appeals", None, None, None, None),
    ("青石镇.txt", None, None, None, "disputes.mediated", '=cmd|"calc"!A1', Decimal("-0.5"), "", ONE),
)
WIDE = (
    Column("region", "text", "The place.", "地区。"),
    Column("organ", "text", "The organ.", "机关。"),
    Column("year", "integer", "The year.", "年度。"),
    Column("documents", "text", "Its documents.", "文档。"),
    Column("disputes.mediated", "decimal", "Disputes mediated. In 件.", "调解纠纷数（件）。"),
    Column("disputes.mediated.note", "text", "A note.", "备注。"),
    Column("enforcement.fines", "decimal", "Fines. In 元.", "罚没金额（元）。"),
    Column("enforcement.fines.note", "text", "A note.", "备注。"),
)
WIDE_ROWS = (
    (("青江市", HEAD[1], 2023, HEAD[0], Decimal(954), "", None, "several: 1; 2"), {"disputes.mediated": 0}),
    (("青江市", "青石镇", 2023, "青石镇.txt", None, "not_mentioned", Decimal("0.5"), None), {"enforcement.fines": 3}),
)
FORMATS = tuple(files.FORMATS)


def long_panel(rows: Iterable[tuple[Any, ...]] = ROWS) -> Panel:
    return Panel(Table("panel", LONG, (Record(row) for row in rows)), book(LONG))


def wide_panel() -> Panel:
    rows = [Record(values, evidence) for values, evidence in WIDE_ROWS]
    evidence = [Record(ROWS[place]) for place in (0, 1, 2, 3)]
    return Panel(Table("panel", WIDE, iter(rows)), book(WIDE), evidence, LONG)


def book(columns: Iterable[Column]) -> Table:
    of_book = (Column("name", "text", "The column.", "列名。"), Column("meaning", "text", "What it means.", "含义。"))
    return Table("codebook", of_book, (Record((column.name, column.meaning)) for column in columns))


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def read_delimited(path: Path) -> list[tuple[Any, ...]]:
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
        return [tuple(number(row[name]) if name == "value" else row[name] for name in row) for row in reader]


def read_jsonl(path: Path) -> list[tuple[Any, ...]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [tuple(json.loads(line, parse_float=Decimal).values()) for line in lines]


def read_xlsx(path: Path) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)["panel"].iter_rows(min_row=2, values_only=True))


def read_parquet(path: Path) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in pq.read_table(path).to_pylist()]


def read_duckdb(path: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as database:
        return database.execute("SELECT * FROM panel").fetchall()


def read_sqlite(path: Path) -> list[tuple[Any, ...]]:
    return query(path, "SELECT * FROM panel_sentences")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


READERS: dict[str, Callable[[Path], list[tuple[Any, ...]]]] = {
    "csv": read_delimited,
    "tsv": read_delimited,
    "jsonl": read_jsonl,
    "xlsx": read_xlsx,
    "parquet": read_parquet,
    "duckdb": read_duckdb,
    "sqlite": read_sqlite,
}


def alike(value: Any) -> Any:
    """What is the same in all formats: some have no empty text, some no decimals, and a formula is guarded."""
    if value in {None, ""}:
        return None
    if isinstance(value, str):
        return int(value) if value.isdigit() else value.removeprefix("'")
    return Decimal(str(value))


def seen(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(map(alike, row)) for row in rows]


def test_there_is_a_reader_for_every_format() -> None:
    assert set(READERS) == set(FORMATS) == set(files.ENDINGS.values())


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_read_back_is_what_was_written(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"panel.{name}"
    assert files.write(long_panel(), path) == (len(ROWS), ())
    assert seen(READERS[name](path)) == seen(ROWS)
    assert names_in(tmp_path) == [path.name]


@pytest.mark.parametrize("ending", files.ENDINGS)
def test_the_ending_says_the_format_in_small_letters_or_capitals(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"面板{ending.upper()}"
    files.write(long_panel(), path)
    magic = {"xlsx": b"PK", "parquet": b"PAR1", "sqlite": b"SQLite", "jsonl": b'{"document"'}
    head = magic.get(files.ENDINGS[ending], b"document")
    assert path.read_bytes()[:16].startswith(head) or path.read_bytes()[8:12] == b"DUCK"


def test_a_format_that_is_named_counts_more_than_the_ending(tmp_path: Path) -> None:
    files.write(long_panel(), tmp_path / "panel.txt", format="jsonl")
    assert seen(read_jsonl(tmp_path / "panel.txt")) == seen(ROWS)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "duckdb"])  # which draws an id for each file
@pytest.mark.parametrize("make", [long_panel, wide_panel])
def test_the_same_rows_give_the_same_bytes(name: str, make: Callable[[], Panel], tmp_path: Path) -> None:
    once, again = tmp_path / "a" / f"panel.{name}", tmp_path / "b" / f"panel.{name}"
    files.write(make(), once)
    files.write(make(), again)
    assert once.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_a_panel_without_rows_is_a_file_with_columns(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"panel.{name}"
    assert files.write(long_panel(()), path).rows == 0
    assert READERS[name](path) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_codebook_can_stand_alone(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"book.{name}"
    assert files.write(Panel(book(LONG), Table("", (), ())), path).rows == len(LONG)
    assert path.stat().st_size


@pytest.mark.parametrize("name", ["csv", "tsv", "jsonl", "parquet"])
def test_a_format_of_one_table_says_where_the_sentences_of_a_wide_panel_are(name: str, tmp_path: Path) -> None:
    rows, notes = files.write(wide_panel(), tmp_path / f"panel.{name}")
    assert rows == len(WIDE_ROWS)
    assert len(notes) == 1
    assert notes[0].startswith(f"{name} holds one table")


def interrupted() -> Iterator[tuple[Any, ...]]:
    yield from ROWS * 1000
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_interrupted_leaves_the_old_file_and_nothing_else(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"panel.{name}"
    path.write_bytes(b"of last year")
    with pytest.raises(KeyboardInterrupt):
        files.write(long_panel(interrupted()), path)
    assert path.read_bytes() == b"of last year"
    assert names_in(tmp_path) == [path.name]


FULL_DISK = """
import resource, sys
from pathlib import Path
from lawrep.errors import OutputError
from lawrep.panel import files
from tests.test_panel_files import ROWS, long_panel

path = Path(sys.argv[1])
files.write(long_panel(), path.with_name("warm" + path.suffix))
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    files.write(long_panel((f"{place}", *row[1:]) for place, row in enumerate(ROWS * 2000)), path)
except OutputError as error:
    print(error)
"""


@pytest.mark.parametrize("name", FORMATS)
def test_a_disk_that_is_full_is_an_error_and_leaves_the_old_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"panel.{name}"
    path.write_bytes(b"of last year")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, env=BASE, cwd=ROOT, check=True, timeout=60
    )
    assert done.stdout.decode().startswith(f"{path}: cannot be written: "), done.stderr.decode()
    assert ".part" not in done.stdout.decode()
    assert b"Traceback" not in done.stderr
    assert path.read_bytes() == b"of last year"
    assert names_in(tmp_path) == [path.name, f"warm.{name}"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_folder_on_the_way_that_is_a_file_is_an_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match=r"panel\.\w+: cannot be written: .*no folder"):
        files.write(long_panel(), tmp_path / "out" / "below" / f"panel.{name}")


def test_folders_are_made_and_the_mode_of_a_file_that_is_replaced_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "一" / "二" / "panel.csv"
    files.write(long_panel(), path)
    path.chmod(0o600)
    files.write(long_panel(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_who_reads_the_old_file_reads_on(tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    path.write_bytes(b"of last year")
    with open(path, "rb") as old:
        files.write(long_panel(), path)
        assert old.read() == b"of last year"


def test_a_link_goes_on_pointing_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "panel.csv").symlink_to(tmp_path / "kept" / "2023.csv")
    files.write(long_panel(), tmp_path / "panel.csv")
    assert (tmp_path / "panel.csv").is_symlink()
    assert seen(read_delimited(tmp_path / "kept" / "2023.csv")) == seen(ROWS)


REFUSED: list[tuple[str, dict[str, str], type[Exception], str]] = [
    # the path, what else is given, the error and what it says
    ("panel.xls", {}, OutputError, r"panel\.xls: its ending says no format; end it in one of \.csv .* \.duckdb"),
    ("panel", {}, OutputError, "end it in one of"),
    ("folder", {}, OutputError, r"folder: is a folder; name a file in it: .*panel\.csv"),
    ("folder", {"format": "csv"}, OutputError, "is a folder"),
    ("panel.csv", {"format": "xls"}, UsageError, "xls: is no format; choose one of csv, "),
    ("panel.csv", {"encoding": "utf-9"}, UsageError, "utf-9: is no encoding; use utf-8, "),
    ("panel.csv", {"encoding": "base64"}, UsageError, "base64: is no encoding"),
    ("panel.xlsx", {"encoding": "utf-8-sig"}, UsageError, "xlsx is always UTF-8; an encoding is for csv and tsv"),
    ("panel.jsonl", {"encoding": "gb18030"}, UsageError, "jsonl is always UTF-8"),
    ("a" * 300 + ".csv", {}, OutputError, "too long; give it a shorter name"),
]


@pytest.mark.parametrize(("name", "given", "error", "message"), REFUSED)
def test_what_cannot_be_written_is_refused(
    name: str, given: dict[str, str], error: type[Exception], message: str, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(error, match=message):
        files.write(long_panel(), tmp_path / name, **given)
    assert names_in(tmp_path) == ["folder"]


@pytest.mark.parametrize(
    ("name", "library"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow"), ("duckdb", "duckdb"), ("duckdb", "pyarrow")]
)
def test_a_library_that_is_not_installed_is_named_before_any_work(
    name: str, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(OutputError, match=rf"{name} needs {library}, which .*: pip install 'lawrep\[panel\]'"):
        files.check(tmp_path / f"panel.{name}")


def test_a_file_that_is_read_only_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "panel.csv").write_bytes(b"kept")
    monkeypatch.setattr(os, "access", lambda *_: False)  # to root nothing is read-only
    with pytest.raises(OutputError, match="is read-only; name another file"):
        files.write(long_panel(), tmp_path / "panel.csv")
    assert (tmp_path / "panel.csv").read_bytes() == b"kept"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "panel.csv"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    files.write(long_panel(), pipe)
    assert pipe.is_fifo()
    reader.join(timeout=30)
    assert read[0].startswith(b"document,")


def test_a_pipe_takes_no_database(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "panel.db")
    with pytest.raises(OutputError, match=r"panel\.db: is no file, and sqlite cannot be streamed; .* csv, tsv, jsonl"):
        files.write(long_panel(), tmp_path / "panel.db")
    assert (tmp_path / "panel.db").is_fifo()


def test_a_full_device_is_an_error() -> None:
    assert files.is_device(Path("/dev/full"))  # or root would put a file in its place
    with pytest.raises(OutputError, match="/dev/full: cannot be written: No space left on device; free some space"):
        files.write(long_panel(), Path("/dev/full"), format="csv")


@pytest.mark.parametrize("name", files.STREAMED)
def test_a_stream_gets_what_a_file_would_and_stays_open(name: str, tmp_path: Path) -> None:
    stream = BytesIO()
    assert files.write_stream(long_panel(), stream, name).rows == len(ROWS)
    files.write(long_panel(), tmp_path / f"panel.{name}")
    assert stream.getvalue() == (tmp_path / f"panel.{name}").read_bytes()


def test_a_database_is_no_stream() -> None:
    with pytest.raises(UsageError, match="duckdb is no format to be streamed; choose one of csv, tsv, jsonl"):
        files.write_stream(long_panel(), BytesIO(), "duckdb")


def test_memory_does_not_grow_with_the_rows_of_a_stream(tmp_path: Path) -> None:
    files.write(long_panel(), tmp_path / "panel.csv")  # what is loaded, is
    tracemalloc.start()
    files.write(long_panel(row for _ in range(2000) for row in ROWS), tmp_path / "panel.csv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000 < (tmp_path / "panel.csv").stat().st_size
