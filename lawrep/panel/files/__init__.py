"""Data sets as files: a module a format, told by the ending of the file's name.

    from pathlib import Path
    from lawrep.panel import files

    rows, notes = files.write(panel, Path("panel.xlsx"))

A file appears whole or not at all. `notes` says what a format could not hold as it is.
"""

import codecs
import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO, NamedTuple

from lawrep.errors import OutputError, UsageError
from lawrep.panel.files.written import Written
from lawrep.panel.table import Panel
from lawrep.whole import appearing_from_folder, writing

__all__ = ["ENCODED", "ENDINGS", "FORMATS", "STREAMED", "Format", "Written", "check", "write", "write_stream"]


class Format(NamedTuple):
    """A format of files: the module of this package that writes it, and the libraries that this needs."""

    module: str
    libraries: tuple[str, ...] = ()


FORMATS = {
    "csv": Format("delimited"),
    "tsv": Format("delimited"),
    "jsonl": Format("jsonl"),
    "xlsx": Format("xlsx", ("xlsxwriter",)),
    "parquet": Format("parquet", ("pyarrow",)),
    "sqlite": Format("lite"),
    "duckdb": Format("duck", ("duckdb", "pyarrow")),
}
ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".duckdb": "duckdb",
}
STREAMED = ("csv", "tsv", "jsonl")  # what needs no file, and can go to standard output
ENCODED = ("csv", "tsv")  # what may be in another encoding than UTF-8
UTF_8 = "utf-8"


def check(path: Path, encoding: str = UTF_8, format: str | None = None) -> str:  # noqa: A002 - as the option
    """Return the format that a data set is written in at `path`, before any work is done for it.

    Raises OutputError where the name says no format, is that of a folder or a file that is read-only, or where a
    library is not installed; UsageError where format and encoding do not go together.
    """
    if os.path.isdir(path):  # noqa: PTH112 - unlike Path.is_dir, False for a name that is too long
        raise OutputError(f"{path}: is a folder; name a file in it: {path / 'panel.csv'}")
    if format is None and path.suffix.lower() not in ENDINGS:
        raise OutputError(f"{path}: its ending says no format; end it in one of {' '.join(ENDINGS)}")
    name = format or ENDINGS[path.suffix.lower()]
    check_encoding(name, encoding)
    missing = [library for library in FORMATS[name].libraries if find_spec(library) is None]
    if missing:
        needed = " and ".join(missing)
        raise OutputError(f"{path}: {name} needs {needed}, which is not installed: pip install 'lawrep[panel]'")
    if os.path.exists(path) and not os.access(path, os.W_OK):  # noqa: PTH110
        raise OutputError(f"{path}: is read-only; name another file")
    if is_device(path) and name not in STREAMED:
        raise OutputError(f"{path}: is no file, and {name} cannot be streamed; choose one of {', '.join(STREAMED)}")
    return name


def check_encoding(format: str, encoding: str) -> None:  # noqa: A002 - as the option
    """Raise UsageError for a format or an encoding that is not known, or for two that do not go together."""
    if format not in FORMATS:
        raise UsageError(f"{format}: is no format; choose one of {', '.join(FORMATS)}")
    try:
        "".encode(encoding)  # LookupError, too, for what is a codec and encodes no text
        name = codecs.lookup(encoding).name
    except LookupError:
        raise UsageError(f"{encoding}: is no encoding; use utf-8, utf-8-sig (for Excel) or gb18030") from None
    if name != UTF_8 and format not in ENCODED:
        raise UsageError(f"{format} is always UTF-8; an encoding is for {' and '.join(ENCODED)}")


def is_device(path: Path) -> bool:
    """Whether there is something at `path` that is no file, as a pipe or /dev/stdout, and not to be replaced by one."""
    return os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113


def write(panel: Panel, path: Path, encoding: str = UTF_8, format: str | None = None) -> Written:  # noqa: A002
    """Write a data set, in the format that the ending of `path` says or in that of this name, whole or not at all.

    Raises OutputError where it cannot be written, and what `check` raises.
    """
    name = check(path, encoding, format)
    if is_device(path):
        with writing(path), open(path, "wb") as file:
            return write_stream(panel, file, name, encoding)
    with appearing_from_folder(path) as temporary:
        if name in STREAMED:
            with open(temporary, "wb") as file:
                return write_stream(panel, file, name, encoding)
        written: Written = import_module(f"{__name__}.{FORMATS[name].module}").write(panel, temporary, path)
        return written


def write_stream(panel: Panel, file: BinaryIO, format: str, encoding: str = UTF_8) -> Written:  # noqa: A002
    """Write the table of a data set as csv, tsv or jsonl, row by row as they come; the file is left open.

    Raises UsageError for another format or an encoding that does not go with it, OutputError for a text that the
    encoding has no bytes for.
    """
    check_encoding(format, encoding)
    if format not in STREAMED:
        raise UsageError(f"{format} is no format to be streamed; choose one of {', '.join(STREAMED)}")
    module = import_module(f"{__name__}.{FORMATS[format].module}")
    written: Written = module.write(panel, file, format, encoding)
    return written
