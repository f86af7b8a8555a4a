"""A path to the text of one report: its bytes, what they are, and the format that reads them."""

import os
import sys
from importlib import import_module
from pathlib import Path

from lawrep.errors import ReadError
from lawrep.formats.extras import require
from lawrep.formats.kinds import ARCHIVE, LARGEST, PLAIN, recognise
from lawrep.formats.reading import Reading
from lawrep.source import Source, Text

STDIN = "-"
QUOTES = "“”‘’＂「」『』"
DASHES = ("—", "–", "－", "−")
LIKE = 0.85  # how near the name of another file must be to be meant
LONGEST = 10_000_000  # characters; a long report has thirty thousand


def read(path: str | Path) -> Text:
    """Read one report, `-` being standard input, in any of the formats of `lawrep.formats`, told by its content.

    A report in a zip archive is named through it: `reports.zip/a.docx`. Raises ReadError, with the file, the reason and
    what to do, where it is missing, unreadable, empty, damaged, locked, or no report.
    """
    name = "stdin" if path == STDIN else Path(path).name
    return decode(read_bytes(path), name, name if path == STDIN else str(path))


def read_bytes(path: str | Path) -> bytes:
    """Read a file, `-` being standard input.

    Raises ReadError, with file and reason, where it is missing, too large, or cannot be read.
    """
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
        else:
            with open(path, "rb") as file:
                data = file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        member = read_inside(str(path))
        if member is not None:
            return member
        found = isinstance(error, FileNotFoundError)
        reason = f"no such file{meant(str(path))}" if found else f"cannot be read: {error.strerror}"
        raise ReadError(f"{path}: {reason}") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: is a folder; name a report in it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(f"{path}: cannot be read: {reason}") from None
    if len(data) > LARGEST:
        raise ReadError(f"{path}: larger than {LARGEST >> 20} MiB; no report is so large")
    return data


def meant(path: str) -> str:
    """Return what may have been meant by the name of a file that is not there, as the end of a sentence."""
    from difflib import get_close_matches  # only for an error

    bare = path.strip().strip(QUOTES).strip()
    if path.startswith(DASHES):
        return "; an option begins with -, the short sign"
    if bare != path and any(sign in path for sign in QUOTES):
        return '; quotation marks around a name are the straight ones: "name"'
    folder, name = os.path.split(bare)
    try:
        names = os.listdir(folder or ".")  # noqa: PTH208 - the path may be no path at all
    except (OSError, ValueError):
        return ""
    near = get_close_matches(name, names, 1, LIKE)
    return f"; is {os.path.join(folder, near[0])} meant?" if near else ""  # noqa: PTH118


def read_inside(path: str) -> bytes | None:
    """Return the bytes of a report in an archive that stands on its path, whatever that is called, or None."""
    from lawrep.formats.archive import read_member

    return read_member(path.replace(os.sep, "/"))


def decode(data: bytes, name: str, shown: str | None = None) -> Text:
    """Return the text that the bytes of one report hold; `name` goes into its source, `shown` into the errors.

    Raises ReadError where they are empty, damaged, or of no format that reports come in.
    """
    shown = shown or name
    if not data.strip():
        raise ReadError(f"{shown}: the file is empty")
    kind = recognise(data, shown)
    if kind is ARCHIVE:
        return decode_member(data, shown)
    if kind is not PLAIN:
        require(kind.library, kind.extra, shown)
    reading: Reading = import_module(f"lawrep.formats.{kind.module}").read(data, shown)
    if not reading.text.strip():
        raise ReadError(f"{shown}: the file is empty" if kind is PLAIN else f"{shown}: holds no text")
    if len(reading.text) > LONGEST:
        raise ReadError(f"{shown}: {len(reading.text):,} characters; no report has so many; cut it into its reports")
    source = Source.of(name, data, kind.media_type, reading.encoding)
    return Text(reading.text, source, reading.places, reading.beside, reading.declared)


def decode_member(data: bytes, shown: str) -> Text:
    """Read the only report of an archive."""
    from lawrep.formats.archive import Archive

    archive = Archive(data, shown)
    if len(archive.reports) != 1:
        held = f"{len(archive.reports)} reports" if archive.reports else "no report"
        one = "save it as a file, and name one" if shown == "stdin" else "name one"
        name = "reports.zip" if shown == "stdin" else shown
        advice = f"; {one}: {name}/{next(iter(archive.reports))}" if archive.reports else ""
        raise ReadError(f"{shown}: a zip archive of {held}{advice}")
    [member] = archive.reports
    return decode(archive.read(member), member.rpartition("/")[2], f"{shown}/{member}")
