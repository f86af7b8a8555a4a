"""Read the reports of a folder or an object store with Spark, and write what they say as Parquet, by year.

    spark-submit --master 'local[8]' examples/spark_job.py reports out
    spark-submit --master yarn --packages org.apache.hadoop:hadoop-aws:3.4.1 \
        examples/spark_job.py s3a://bucket/reports s3a://bucket/out

`lawrep[spark]`, and the extras of the formats that there are, must be installed where Spark's Python runs, on every
machine; PYSPARK_PYTHON names it. Java must run in a UTF-8 locale (LC_ALL=C.UTF-8), or it cannot name Chinese files.

    out/documents/failed=false/year=2023/*.parquet    a row a report: lawrep.arrow.DOCUMENTS
    out/indicators/failed=false/year=2023/*.parquet   a row an indicator: lawrep.arrow.INDICATORS
    out/*/failed=true/…                               the reports that could not be read, each with its error

The year of a report that names none is __HIVE_DEFAULT_PARTITION__, which all readers take for null. The indicators are
those of `lawrep panel reports`: of reports whose bytes are the same, the first is taken. They are made of the documents
that were written, so that nothing is read twice. Spark itself leaves out files and folders whose name begins with _.
"""

import argparse
import re
import sys
from typing import Any
from urllib.parse import unquote

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - as all who use Spark call it

from lawrep.arrow import DOCUMENTS, INDICATORS, ddl, documents, indicators
from lawrep.errors import UsageError
from lawrep.formats.kinds import LARGEST, SUFFIXES

SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "4",  # a report has 256 MiB at most, a batch of Arrow two GiB
    "spark.sql.files.openCostInBytes": "65536",  # reports are small: a task has some thousand of them, and not 32
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",  # a page may say that it is of the year 1
    "spark.sql.sources.partitionOverwriteMode": "static",  # what is left of an earlier run goes
    "spark.sql.files.ignoreMissingFiles": "true",  # they are found by `unread`, and have a row each
    "spark.sql.files.ignoreCorruptFiles": "true",
}
NO_REPORTS = r"(^|/)(\.|~\$)[^/]*$|(^|/)\.[^/]*/"  # hidden files and folders, and what Word has open
PARTITIONS = ("failed", "year")


def main() -> None:
    """Run the job that the command line asks for."""
    parser = argparse.ArgumentParser(description="Reports to Parquet, with Spark.")
    parser.add_argument("reports", help="folder of reports, or the URI of one: s3a://bucket/reports")
    parser.add_argument(
        "output", help="folder, or the URI of one, beside them, for the data sets; those in it are replaced"
    )
    arguments = parser.parse_args()
    spark = SparkSession.builder.appName("lawrep").getOrCreate()
    try:
        run(spark, arguments.reports, arguments.output)
    except UsageError as error:
        parser.error(str(error))
    finally:
        spark.stop()


def run(spark: SparkSession, reports: str, output: str) -> None:
    """Write the two data sets of a folder of reports."""
    check_apart(spark, reports, output)
    for name, value in SETTINGS.items():
        spark.conf.set(name, value)
    folder = Folder(spark, reports)
    write_documents(folder.read(), output, "overwrite")
    written = read_documents(spark, output)
    if missing := folder.unread({row["name"] for row in written.select("name").collect()}):
        write_documents(spark.createDataFrame(missing, "name string, bytes binary"), output, "append")
        written = read_documents(spark, output)
    rows = taken_once(written).select(*DOCUMENTS.names).mapInArrow(indicators, ddl(INDICATORS))
    write(rows.withColumn("failed", F.col("state") == "unreadable"), f"{output}/indicators", "overwrite")
    report(written)


def check_apart(spark: SparkSession, reports: str, output: str) -> None:
    """Raise UsageError where a folder is in the other, or is it: what is written replaces what stands there."""
    (_, source), (_, target) = qualified(spark, reports), qualified(spark, output)
    if source.startswith(target) or target.startswith(source):
        raise UsageError(f"{output}: reports could be lost there, as they are in {reports}; name a folder beside it")


def qualified(spark: SparkSession, folder: str) -> tuple[Any, str]:
    """Return the file system that a folder is in, and its whole name as Spark has it: file:/reports/."""
    context: Any = spark.sparkContext
    path = context._jvm.org.apache.hadoop.fs.Path(folder)
    system = path.getFileSystem(context._jsc.hadoopConfiguration())
    return system, system.makeQualified(path).toString().rstrip("/") + "/"


class Folder:
    """The reports below a folder, which are called by their place in it."""

    def __init__(self, spark: SparkSession, folder: str) -> None:
        context: Any = spark.sparkContext
        self.java = context._jvm
        self.system, self.root = qualified(spark, folder)
        source = spark.read.format("binaryFile").option("recursiveFileLookup", True).option("pathGlobFilter", glob())
        self.files = source.load(self.root)

    def read(self) -> DataFrame:
        """Return the reports: `name` and `bytes`. Those that are empty, too large or not to be had are left out."""
        name = F.expr(f"substring(path, {len(self.root) + 1})").alias("name")
        found = self.files.where(F.col("length") <= LARGEST).select(name, F.col("content").alias("bytes"))
        return found.where(~F.col("name").rlike(NO_REPORTS))

    def unread(self, written: set[str]) -> list[tuple[str, bytes | None]]:
        """Return the name of each report that was left out, with the bytes of an empty one, and null for another."""
        known = {file_of(name) for name in written}
        names = (unquote(path.replace(":///", ":/", 1))[len(self.root) :] for path in self.files.inputFiles())
        left = sorted(name for name in names if file_of(name) not in known and not re.search(NO_REPORTS, name))
        return [(name, b"" if self.is_empty(name) else None) for name in left]

    def is_empty(self, name: str) -> bool:
        path = self.java.org.apache.hadoop.fs.Path(self.root + name)
        return bool(self.system.exists(path) and self.system.getFileStatus(path).getLen() == 0)


def file_of(name: str) -> str:
    """Return the name of the file that a report is in: a.zip for a.zip/b.txt."""
    return re.sub(r"(?i)(\.zip)/.*", r"\1", name, flags=re.DOTALL)


def write_documents(reports: DataFrame, output: str, mode: str) -> None:
    made = reports.mapInArrow(documents, ddl(DOCUMENTS))
    write(made.withColumn("failed", F.col("error").isNotNull()), f"{output}/documents", mode)


def read_documents(spark: SparkSession, output: str) -> DataFrame:
    """Return the documents that were written; their years are as wide as before they became names of folders."""
    return spark.read.schema(f"{ddl(DOCUMENTS)}, failed boolean").parquet(f"{output}/documents")


def glob() -> str:
    """Return what matches the names of reports, in capitals or not: {*.[tT][xX][tT],…}."""
    endings = ("".join(f"[{sign}{sign.upper()}]" if sign.isalpha() else sign for sign in end) for end in SUFFIXES)
    return f"{{{','.join(f'*{ending}' for ending in endings)}}}"


def taken_once(written: DataFrame) -> DataFrame:
    """Return the documents without those of reports whose bytes are another's, in the order of their paths."""
    alike = (
        written.where("NOT failed")
        .groupBy("sha256")
        .agg(F.count("*").alias("copies"), F.min_by("name", F.split("name", "/")).alias("first"))
    )
    others = F.broadcast(alike.where("copies > 1").select("sha256", "first"))
    return written.join(others, "sha256", "left").where("first IS NULL OR first = name")


def write(rows: DataFrame, folder: str, mode: str) -> None:
    rows.write.partitionBy(*PARTITIONS).mode(mode).option("compression", "zstd").parquet(folder)


def report(written: DataFrame) -> None:
    """Say how many reports there are, and how many could not be read."""
    counts = {row["failed"]: row["count"] for row in written.groupBy("failed").count().collect()}
    sys.stderr.write(f"{sum(counts.values())} reports, of which {counts.get(True, 0)} could not be read\n")


if __name__ == "__main__":
    main()
