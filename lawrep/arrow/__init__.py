"""Reports as Apache Arrow: functions from record batches to record batches, for Spark, Ray Data, Dask, or by hand.

    import pyarrow as pa
    from lawrep.arrow import DOCUMENTS, INDICATORS, ddl, documents, indicators

    reports = pa.table({"name": ["a.txt"], "bytes": [open("a.txt", "rb").read()]})
    documents(reports)                         # a table of DOCUMENTS: a row a report, with all that was found in it
    indicators(reports)                        # a table of INDICATORS: a row an indicator, as `lawrep panel` has it
    to_document(documents(reports).to_pylist()[0])  # what `lawrep extract` writes

Spark takes them unchanged; `examples/spark_job.py` reads a folder or an object store.

    files = spark.read.format("binaryFile").load("reports").selectExpr("path AS name", "content AS bytes")
    files.mapInArrow(documents, ddl(DOCUMENTS)).write.parquet("documents")

So does Ray Data.

    files = ray.data.read_binary_files("reports", include_paths=True).rename_columns({"path": "name"})
    files.map_batches(documents, batch_format="pyarrow", batch_size=16).write_parquet("documents")

Dask takes tables, one a task. Its distributed workers need the setting "distributed.worker.daemon": False.

    tables = [dask.delayed(documents)(dask.delayed(read_table)(names)) for names in parts]  # read_table: as above
    pa.concat_tables(dask.compute(*tables))

Each report is read in a process beside the caller's, which starts by "spawn": a program that calls these functions
itself does so below `if __name__ == "__main__":`, as with all that starts processes.
"""

from lawrep.arrow.rows import document_batch, to_document
from lawrep.arrow.schema import DOCUMENTS, INDICATORS, ddl
from lawrep.arrow.streams import documents, indicators

__all__ = ["DOCUMENTS", "INDICATORS", "ddl", "document_batch", "documents", "indicators", "to_document"]
