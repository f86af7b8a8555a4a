"""Reports as Arrow: nothing of a document is lost, a bad report costs one row, and the rows are those of the panel."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawrep import arrow, models
from lawrep.arrow import DOCUMENTS, INDICATORS, document_batch, documents, indicators, isolation, streams, to_document
from lawrep.arrow.extraction import Task, as_bytes, do, document_of, indicators_of_report, indicators_of_row
from lawrep.arrow.rows import split_number
from lawrep.arrow.schema import LISTS, METADATA
from lawrep.batch import SECONDS
from lawrep.errors import ReadError, UsageError
from lawrep.formats.archive import Archive
from lawrep.panel.build import build_long
from lawrep.panel.choice import Choice
from lawrep.panel.rows import digest, unreadable
from lawrep.pipeline import describe
from lawrep.reader import decode
from lawrep.write import encode
from tests.conftest import BASE, ROOT
from tests.panels import OUTLINE

SAMPLES = sorted(
    path for path in (ROOT / "samples").rglob("*") if path.suffix in (".txt", ".docx", ".pdf", ".ofd", ".html")
)
REPORT = OUTLINE.format("调解纠纷954件，罚没金额1012.36万元。", "调解纠纷1000件以上。").encode()
SILENT = OUTLINE.format("扎实推进。", "抓好落实。").encode()
# the name of a bad report, its bytes, and what its error says
BAD = [
    ("empty.txt", b"", "empty.txt: the file is empty"),
    ("county/cut.docx", (ROOT / "samples/published/baihe-city-2024.docx").read_bytes()[:900], "cut short"),
    ("picture.pdf", b"\x89PNG\r\n\x1a\n\0\0", "picture.pdf: no report but a picture"),
    ("noise.txt", bytes(range(256)), "noise.txt: "),
    ("absent.pdf", None, "absent.pdf: without its bytes"),
    ("cut.zip", b"PK\x03\x04" + bytes(60), "cut.zip: damaged"),
]
TEXTS = st.text(max_size=8)
OPTIONAL = st.none() | TEXTS
OFFSETS = st.integers(0, 2**40)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False) | st.sampled_from(
    [Decimal(printed) for printed in ("1E+30", "-0", "1.50", "1E+3", "0E-20", "1E-11", "9" * 28 + "." + "9" * 10)]
)
DAYS = st.none() | st.dates().map(lambda day: day.isoformat())
BY_TYPE = {pa.string(): OPTIONAL, pa.int64(): st.none() | OFFSETS, pa.date32(): DAYS, pa.decimal128(38, 10): NUMBERS}
PLACES: list[dict[str, st.SearchStrategy[Any]]] = [
    {"page": st.integers(1, 999)},
    {"paragraph": st.integers(1, 999)},
    {"path": TEXTS},
]


def ordered(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return dicts with these fields in this order, which is part of a document's bytes."""
    return st.tuples(*fields.values()).map(lambda values: dict(zip(fields, values, strict=True)))


def typed(types: dict[str, pa.DataType], **others: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return dicts with a value of its type, or None, for each name that is no column of Arrow's own."""
    return ordered(**{name: BY_TYPE[of] for name, of in types.items() if not name.endswith("_in_full")} | others)


def some(fields: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(fields, max_size=3)


FIELDS = {
    "lawrep": TEXTS,
    "source": ordered(name=TEXTS, sha256=TEXTS, media_type=TEXTS, encoding=OPTIONAL),
    "metadata": typed(METADATA),
    "sections": some(typed(LISTS["sections"])),
    "indicators": some(typed(LISTS["indicators"], value_max=st.none() | NUMBERS)),
    "findings": some(typed(LISTS["findings"])),
    "source_map": some(st.one_of([ordered(start=OFFSETS, end=OFFSETS, **where) for where in PLACES])),
}
ODD = ordered(**FIELDS) | ordered(**FIELDS, text=TEXTS)


def described(path: Path) -> dict[str, Any]:
    return describe(decode(path.read_bytes(), path.name))


def table(*reports: tuple[str, bytes | None]) -> pa.Table:
    return pa.table(
        {
            "name": pa.array([name for name, _ in reports], pa.string()),
            "bytes": pa.array([data for _, data in reports], pa.binary()),
        }
    )


def test_the_columns_are_the_fields_of_the_models() -> None:
    assert list(METADATA) == list(models.Metadata.model_fields)
    for name, model in (
        ("sections", models.Section),
        ("indicators", models.Indicator),
        ("findings", models.Finding),
    ):
        assert [field for field in LISTS[name] if not field.endswith("_in_full")] == list(model.model_fields)
    spans = (models.PageSpan, models.ParagraphSpan, models.ElementSpan)
    assert set(LISTS["source_map"]) == {field for model in spans for field in model.model_fields}
    source = {f"source_{name}" if name == "name" else name for name in models.Source.model_fields}
    told = {"name", "error", *source, *METADATA, *models.Report.model_fields} - {"source", "metadata"}
    assert set(DOCUMENTS.names) == told


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_byte_of_a_document_comes_back_out_of_parquet(path: Path, tmp_path: Path) -> None:
    document = described(path)
    batch = document_batch([("报告", document, None), ("bad", None, "bad: damaged")])
    batch.validate(full=True)
    pq.write_table(pa.Table.from_batches([batch]), tmp_path / "x.parquet")
    row, bad = pq.read_table(tmp_path / "x.parquet").to_pylist()
    assert encode(to_document(row)) == encode(document)
    assert row["name"] == "报告"
    assert [name for name, value in bad.items() if value is not None] == ["name", "error"]


@settings(deadline=None)
@given(st.lists(ODD | st.none(), min_size=1, max_size=4))
def test_every_byte_of_an_odd_document_comes_back(odd: list[dict[str, Any] | None]) -> None:
    batch = document_batch([(str(place), each, None if each else "why") for place, each in enumerate(odd)])
    batch.validate(full=True)
    for each, row in zip(odd, batch.to_pylist(), strict=True):
        if each is not None:
            assert encode(to_document(row)) == encode(each)
        else:
            with pytest.raises(ReadError, match=r"^why$"):
                to_document(row)


@pytest.mark.parametrize(
    ("value", "held", "in_full"),
    [
        ("954", "954", None),
        ("98.61", "98.61", None),
        ("1.50", "1.50", "1.50"),
        ("-0", "0", "-0"),
        ("1E+3", "1000", "1E+3"),
        ("1E+28", None, "1E+28"),
        ("0.00000000001", None, "1E-11"),
    ],
)
def test_a_number_is_kept_in_full_where_a_decimal_of_arrow_is_not_all_of_it(
    value: str, held: str | None, in_full: str | None
) -> None:
    assert split_number(Decimal(value)) == (held and Decimal(held), in_full)


def test_of_a_name_that_is_not_unicode_the_rest_is_kept() -> None:
    assert document_batch([("报\udcff告", None, "报\udcff告: damaged")]).to_pylist()[0]["name"] == "报\ufffd告"


def test_a_table_of_reports_gives_a_table_of_documents_in_their_order() -> None:
    reports = [(f"县/{path.name}", path.read_bytes()) for path in SAMPLES]
    made = documents(table(*reports, *((name, data) for name, data, _ in BAD)))
    assert made.schema.equals(DOCUMENTS, check_metadata=True)
    rows = made.to_pylist()
    assert [row["name"] for row in rows] == [*(name for name, _ in reports), *(name for name, _, _ in BAD)]
    for path, row in zip(SAMPLES, rows, strict=False):
        assert encode(to_document(row)) == encode(described(path))
    for row, (_, _, said) in zip(rows[len(SAMPLES) :], BAD, strict=True):
        assert said in row["error"]


def test_the_rows_of_indicators_are_those_of_the_panel() -> None:
    reports = [(path.name, path.read_bytes()) for path in SAMPLES]
    given = table(*reports, ("silent.txt", SILENT), *((name, data) for name, data, _ in BAD))
    made = indicators(given)
    read = documents(given)
    digests = [digest(path.name, described(path)) for path in SAMPLES]
    digests += [unreadable(row["name"], row["error"]) for row in read.to_pylist() if row["error"] is not None]
    assert made.schema.equals(INDICATORS, check_metadata=True)
    assert [tuple(row.values()) for row in made.to_pylist()] == [
        record.values for record in build_long(digests, Choice()).table.rows
    ]
    assert indicators(read).equals(made)


def test_batches_give_batches_as_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "SIZE", 1)
    asked: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(100):
            asked.append(number)
            yield table((f"{number}.txt", REPORT)).to_batches()[0]

    made = documents(batches())
    first = next(made)
    assert isinstance(first, pa.RecordBatch)
    assert first["name"].to_pylist() == ["0.txt"]
    assert len(asked) < 50
    assert [name for batch in made for name in batch["name"].to_pylist()] == [
        f"{number}.txt" for number in range(1, 100)
    ]


@pytest.mark.parametrize("make", [documents, indicators])
def test_of_nothing_nothing_is_made(make: Any) -> None:
    assert list(make(iter(()))) == []
    assert make(table()).num_rows == 0
    assert indicators(documents(table())).num_rows == 0


def test_columns_may_be_wider_than_they_need_be_and_more() -> None:
    plain = table(("a.txt", REPORT))
    wide = pa.table(
        {
            "size": [len(REPORT)],
            "bytes": pa.array([REPORT], pa.large_binary()),
            "name": pa.array(["a.txt"]).dictionary_encode(),
        }
    )
    assert documents(wide).equals(documents(plain))


def test_columns_that_are_not_there_are_named() -> None:
    with pytest.raises(UsageError, match=r"called name and bytes, and these are path, content"):
        documents(pa.table({"path": ["a.txt"], "content": [REPORT]}))


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return file.getvalue()


def test_an_archive_has_a_row_for_each_report() -> None:
    mixed = zipped(b_txt=REPORT, a_txt=b"", notes_xyz=b"x")
    nothing = zipped(notes_xyz=b"x")
    within = zipped(inner_zip=mixed)
    made = documents(
        table(("县/r.zip", mixed), ("n.ZIP", nothing), ("one.docx", zipped(b_txt=REPORT)), ("w.zip", within))
    )
    assert [(row["name"], row["source_name"], row["error"]) for row in made.to_pylist()] == [
        ("县/r.zip/a.txt", None, "县/r.zip/a.txt: the file is empty"),
        ("县/r.zip/b.txt", "b.txt", None),
        ("n.ZIP", None, "n.ZIP: no reports in this archive"),
        ("one.docx", "b.txt", None),
        ("w.zip/inner.zip", None, "w.zip/inner.zip: an archive in an archive; unpack the outer one first"),
    ]


def deadly(task: Task) -> pa.RecordBatch:
    """Do what the name of a report says, unless its error is known already: die, hang, fail, or be a document."""
    if task.error is None:
        if task.name == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if task.name == "hang":
            time.sleep(60)
        if task.name == "fail":
            raise RuntimeError("odd")
    return document_of(task)


def deadly_documents(batches: Any, seconds: float = 4) -> Any:
    return streams.made_of(batches, partial(streams.tasks_of, make=deadly), DOCUMENTS, seconds)


def test_a_report_that_kills_or_holds_up_its_process_costs_its_own_row() -> None:
    names = ["a", "die", "b", "hang", "fail", "c"]
    made = deadly_documents(table(*((name, REPORT) for name in names)))
    assert {row["name"]: row["error"] for row in made.to_pylist()} == {
        "a": None,
        "die": "die: the process that read it was killed by SIGKILL",
        "b": None,
        "hang": "hang: took longer than 4 seconds",
        "fail": "fail: RuntimeError: odd; this is a fault in lawrep, please report it",
        "c": None,
    }


@pytest.mark.parametrize("make", [document_of, indicators_of_report, indicators_of_row])
def test_a_fault_of_lawreps_own_is_an_error_row(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("odd")

    row = document_batch([("a", described(SAMPLES[0]), None)])
    for name in ("describe", "to_document"):
        monkeypatch.setattr(f"lawrep.arrow.extraction.{name}", fail)
    schema = DOCUMENTS if make is document_of else INDICATORS
    data = do(Task(make, "a", as_bytes(row) if make is indicators_of_row else REPORT))
    [made] = pa.ipc.read_record_batch(pa.py_buffer(data), schema).to_pylist()
    assert made["error" if make is document_of else "sentence"].startswith("a: ZeroDivisionError: odd; this is a fault")


def test_an_archive_that_brings_out_a_fault_is_an_error_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise ZeroDivisionError("odd")

    monkeypatch.setattr(Archive, "read", fail)
    [row] = documents(table(("r.zip", zipped(b_txt=REPORT)))).to_pylist()
    assert row["error"] == "r.zip: ZeroDivisionError: odd; this is a fault in lawrep, please report it"


def readers() -> list[int | None]:
    """Return the ids of the processes that are kept, of those that do what `documents` asks for by default."""
    kept = isolation.idle.get((os.getpid(), SECONDS), ())
    return [worker.process.pid for pool in kept for worker in pool.workers]


def test_a_process_is_kept_for_the_next_call() -> None:
    isolation.idle.clear()
    documents(table(("a.txt", REPORT)))
    kept = readers()
    assert len(kept) == 1
    indicators(table(("a.txt", REPORT)))
    assert readers() == kept


def test_each_open_stream_has_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "SIZE", 1)
    isolation.idle.clear()
    given = table(*[(f"{number}.txt", REPORT) for number in range(20)])
    for pair in zip(documents(iter(given.to_batches())), documents(iter(given.to_batches())), strict=True):
        assert pair[0].equals(pair[1])
    assert len(set(readers())) == 2
    made: list[pa.Table] = []
    threads = [threading.Thread(target=lambda: made.append(documents(given))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 3
    assert all(each.equals(made[0]) for each in made)
    assert len(set(readers())) == 3


def test_a_stream_that_is_given_up_ends_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "SIZE", 1)
    isolation.idle.clear()
    made = documents(iter(table(*[("a.txt", REPORT)] * 30).to_batches()))
    next(made)
    made.close()
    assert readers() == []
    assert documents(table(("a.txt", REPORT)))["error"].to_pylist() == [None]


SCRIPT = """
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
import pyarrow as pa
from lawrep.arrow import documents
from lawrep.errors import UsageError

batch = pa.record_batch({"name": ["a.txt"], "bytes": [sys.argv[-1].encode()]})

def errors(table):
    return documents(table)["error"].to_pylist()

def daemonic():
    try:
        documents(pa.Table.from_batches([batch]))
    except UsageError as error:
        print(error, flush=True)

if __name__ == "__main__":
    print(next(documents(iter([batch])))["error"].to_pylist())
    with ProcessPoolExecutor(1, get_context("spawn")) as workers:
        print(workers.submit(errors, pa.Table.from_batches([batch])).result(), flush=True)
    process = get_context("spawn").Process(target=daemonic, daemon=True)
    process.start()
    process.join()
"""


def test_a_program_and_its_processes_end_with_those_that_they_kept(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    arguments = [sys.executable, str(tmp_path / "script.py"), REPORT.decode()]
    done = subprocess.run(arguments, env=BASE, capture_output=True, timeout=60, check=True)
    assert done.stderr == b""
    assert done.stdout.decode().splitlines() == ["[None]", "[None]", isolation.DAEMONIC]


UNFINISHED = """
import sys
from itertools import repeat
import pyarrow as pa
from lawrep.arrow import documents, streams

if __name__ == "__main__":
    streams.SIZE = 1
    held = documents(repeat(pa.record_batch({"name": ["a.txt"], "bytes": [sys.argv[2].encode()]})))
    print(next(held)["error"].to_pylist(), flush=True)
    exec(sys.argv[1])
"""


@pytest.mark.parametrize(
    ("ending", "code", "said"),
    [("pass", 0, ""), ("raise SystemExit(3)", 3, ""), ("raise ValueError('mine')", 1, "ValueError: mine")],
)
def test_a_program_ends_though_it_holds_a_stream_that_goes_on(
    tmp_path: Path, ending: str, code: int, said: str
) -> None:
    (tmp_path / "script.py").write_text(UNFINISHED, encoding="utf-8")
    arguments = [sys.executable, str(tmp_path / "script.py"), ending, REPORT.decode()]
    done = subprocess.run(arguments, env=BASE, capture_output=True, timeout=60, check=False)
    assert (done.stdout.decode().strip(), done.returncode) == ("[None]", code)
    assert done.stderr.decode().strip().endswith(said)
    assert bool(said) == bool(done.stderr)


def test_the_public_names_are_there() -> None:
    assert all(getattr(arrow, name) is not None for name in arrow.__all__)
