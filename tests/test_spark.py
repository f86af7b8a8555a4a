"""A real Spark, with two Python workers, gives the rows that one machine gives, and no report makes it fail."""

import os
import random
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lawrep.arrow import DOCUMENTS, INDICATORS, ddl, document_batch, documents, to_document
from lawrep.arrow.streams import made_of, tasks_of
from lawrep.errors import ReadError
from lawrep.pipeline import describe
from lawrep.reader import decode
from lawrep.write import encode
from tests.compound import compound
from tests.conftest import ROOT, Command
from tests.test_arrow import REPORT, SAMPLES, SILENT, deadly, zipped

HAS_JAVA = "JAVA_HOME" in os.environ or shutil.which("java") is not None
pytestmark = [
    pytest.mark.skipif(not HAS_JAVA, reason="Spark needs Java, and there is none"),
    pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed: pip install 'lawrep[spark]'"),
    pytest.mark.xdist_group("spark"),  # one session, which takes seconds to start
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    # of pyspark 3.5
    pytest.mark.filterwarnings("ignore:distutils Version classes are deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]
SETTINGS = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",  # a quick start is worth more than a fast run
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.files.openCostInBytes": "65536",
}
SEED = 20261128
GOOD = {
    "no year.txt": SILENT.replace("2023年".encode(), b"").replace("2024年".encode(), b""),
    "镇/gbk.TXT": REPORT.decode().encode("gb18030"),
    "镇/100%25.txt": REPORT + "另查处案件12件。".encode(),
    "new\nline.txt": REPORT + "另查处案件13件。".encode(),
    "z copy.txt": (ROOT / "samples/heping-town-2024.txt").read_bytes(),  # the panel takes a report once
    "both.zip": zipped(b_txt=REPORT + "另查处案件14件。".encode(), a_txt=b" ", c_xyz=b"x"),
}
BAD = {
    "empty.txt": b"",
    "cut.docx": (ROOT / "samples/published/baihe-city-2024.docx").read_bytes()[:900],
    "locked.docx": compound({"EncryptedPackage": bytes(5000)}),
    "镇/noise.pdf": random.Random(SEED).randbytes(20_000),  # noqa: S311
    "12:30.txt": REPORT,  # which Hadoop takes for an address
}
PASSED_OVER = {"~$open.docx": b"x", ".hidden.txt": REPORT, ".trash/old.txt": REPORT, "notes.xyz": b"x"}
NOT_FETCHED = "12:30.txt: without its bytes: it could not be fetched, or has more than 256 MiB"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports, good and bad."""
    folder = tmp_path_factory.mktemp("spark") / "报 告"
    files = {f"县/{path.name}": path.read_bytes() for path in SAMPLES if path.name != "heping-town-2024.txt"}
    for name, data in {**files, "heping-town-2024.txt": GOOD["z copy.txt"], **GOOD, **BAD, **PASSED_OVER}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.chdir(tmp_path_factory.mktemp("work"))
        builder = SparkSession.builder.master("local[2]")
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


@pytest.fixture(scope="module")
def job() -> Any:
    """The job of the examples."""
    spec = spec_from_file_location("spark_job", ROOT / "examples/spark_job.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def written(spark: Any, job: Any, reports: Path) -> Path:
    """The folder that the job wrote."""
    output = reports.parent / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["spark_job.py", str(reports), str(output)])
        patch.setattr(type(spark), "stop", lambda _: None)
        job.main()
    return output


def read_back(folder: Path, schema: pa.Schema) -> list[dict[str, Any]]:
    """Return the rows of a data set that Spark wrote, with the types that they had before."""
    table = pq.read_table(folder, partitioning="hive")
    for row in table.select(["failed", "year"]).to_pylist():
        assert row["failed"] == "false" or row["year"] is None
    rows: list[dict[str, Any]] = table.select(schema.names).cast(schema).to_pylist()
    return rows


def document_row(name: str, data: bytes) -> tuple[str, dict[str, Any] | None, str | None]:
    """Return what is expected of a report."""
    if name == "12:30.txt":
        return name, None, NOT_FETCHED
    try:
        return name, describe(decode(data, name.rpartition("/")[2], name)), None
    except ReadError as error:
        return name, None, str(error)


def test_the_documents_are_those_of_one_machine(written: Path, reports: Path) -> None:
    files = {str(path.relative_to(reports)): path.read_bytes() for path in reports.rglob("*") if path.is_file()}
    del files["both.zip"]
    files |= {"both.zip/a.txt": b" ", "both.zip/b.txt": REPORT + "另查处案件14件。".encode()}
    expected = [document_row(name, data) for name, data in sorted(files.items()) if name not in PASSED_OVER]
    found = sorted(read_back(written / "documents", DOCUMENTS), key=lambda row: row["name"])
    assert found == document_batch(expected).to_pylist()
    assert {name for name, _, error in expected if error} == {*BAD, "both.zip/a.txt"}
    for row, (_, document, _) in zip(found, expected, strict=True):
        assert document is None or encode(to_document(row)) == encode(document)


def test_the_indicators_are_those_of_the_panel(written: Path, reports: Path, lawrep: Command, tmp_path: Path) -> None:
    lawrep("panel", reports, "-o", "panel.parquet", code=1)
    expected = pq.read_table(tmp_path / "panel.parquet").cast(INDICATORS).to_pylist()
    for row in expected:
        if row["state"] == "unreadable":
            row["sentence"] = row["sentence"].removeprefix(f"{reports}/")
    found = read_back(written / "indicators", INDICATORS)
    fetched = [row for row in expected if row["document"] != "12:30.txt"]
    assert in_order(row for row in found if row["document"] != "12:30.txt") == in_order(fetched)
    assert [row["sentence"] for row in found if row["document"] == "12:30.txt"] == [NOT_FETCHED]
    assert len(found) > 1000


def in_order(rows: Any) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["document"], row["start"] or 0, row["text"] or ""))


@pytest.mark.parametrize("name", ["documents", "indicators"])
def test_the_years_are_folders_and_what_failed_stands_apart(written: Path, name: str) -> None:
    found = {str(path.parent.relative_to(written / name)) for path in (written / name).rglob("*.parquet")}
    none = "year=__HIVE_DEFAULT_PARTITION__"
    years = {f"failed=false/year={year}" for year in range(2019, 2026)}
    silent = {f"failed=false/{none}"} if name == "documents" else set()  # it has no figures
    assert found == {*years, *silent, f"failed=true/{none}"}


@pytest.mark.parametrize(
    "output", ["reports", "reports/", "reports/out", "reports/documents", ".", "x/../reports", "/"]
)
def test_no_report_is_lost_where_the_output_is_their_folder(
    spark: Any, job: Any, tmp_path: Path, output: str, *, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "reports/documents/a.txt"
    report.parent.mkdir(parents=True)
    report.write_bytes(REPORT)
    monkeypatch.setattr(sys, "argv", ["spark_job.py", f"{tmp_path}/reports", os.path.join(tmp_path, output)])  # noqa: PTH118 - which keeps what is odd
    monkeypatch.setattr(type(spark), "stop", lambda _: None)
    with pytest.raises(SystemExit, match="2"):
        job.main()
    assert "reports could be lost there" in capsys.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [report]


@pytest.mark.parametrize(
    ("reports", "output"), [("a", "ab"), ("ab", "a"), ("file:///a/b", "/a/c"), ("/a/b", "/c/a/b"), ("file:/a", "a")]
)
def test_an_output_beside_the_reports_is_allowed(spark: Any, job: Any, reports: str, output: str) -> None:
    job.check_apart(spark, reports, output)


def with_worker(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the names and errors of reports, some deadly, with the process that they came to."""
    for batch in made_of(batches, partial(tasks_of, make=deadly), DOCUMENTS, 5):
        workers = pa.array([os.getpid()] * batch.num_rows, pa.int64())
        yield pa.RecordBatch.from_arrays([batch["name"], batch["error"], workers], ["name", "error", "worker"])


def test_two_workers_share_the_reports_and_a_deadly_one_costs_a_row(spark: Any) -> None:
    names = [*(f"report {number}" for number in range(30)), "die", "hang", "fail"]
    given = spark.createDataFrame([(name, REPORT) for name in names], "name string, bytes binary").repartition(2)
    rows = given.mapInArrow(with_worker, "name string, error string, worker bigint").collect()
    assert {row["name"]: row["error"] for row in rows if row["error"]} == {
        "die": "die: the process that read it was killed by SIGKILL",
        "hang": "hang: took longer than 5 seconds",
        "fail": "fail: RuntimeError: odd; this is a fault in lawrep, please report it",
    }
    assert sorted(row["name"] for row in rows) == sorted(names)
    workers = {row["worker"] for row in rows}
    assert len(workers) == 2
    assert os.getpid() not in workers


def test_the_functions_are_taken_unchanged_and_the_types_are_the_same(spark: Any) -> None:
    given = spark.createDataFrame([("a.txt", REPORT), ("b.txt", b"")], "name string, bytes binary").coalesce(1)
    made = given.mapInArrow(documents, ddl(DOCUMENTS))
    assert [row.asDict(recursive=True) for row in made.collect()] == documents(
        pa.table({"name": ["a.txt", "b.txt"], "bytes": pa.array([REPORT, b""], pa.binary())})
    ).to_pylist()
