"""What is known of the documents in a folder: of which input each was made, and by what; or why there is none.

A manifest has a line of JSON for each report, in the order of the documents' names. Nothing in it is believed without
looking: a document is true if its input and itself have the hashes that its line gives, and if it would be made the
same way now. So a line that a power cut has torn, or a file that somebody has changed, does no harm.
"""

import errno
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import NamedTuple

from lawrep.catalogue import Catalogue, standard
from lawrep.version import __version__

HASHED = (".py", ".toml")
READERS = ("lxml", "trafilatura", "pypdfium2", "msdoc2docx")


class Entry(NamedTuple):
    """What a document was made of, and how: hashes of its input, of itself, and of what else it depends on."""

    input: str
    output: str
    settings: str


class Line(NamedTuple):
    """A line of a manifest: the `document` is a path below its folder; without an `entry` there is an `error`."""

    document: str
    source: str
    entry: Entry | None
    error: str | None

    def encode(self) -> bytes:
        """Return the line as it is written, the same in every locale; bytes of a name that are no UTF-8 are escaped."""
        known = self.entry or Entry("", "", "")
        fields = {
            "document": bytes_of(self.document).decode("utf-8", "surrogateescape"),
            "source": bytes_of(self.source).decode("utf-8", "surrogateescape"),
            "status": "done" if self.entry else "failed",
            "sha256": known.input or None,
            "document_sha256": known.output or None,
            "lawrep": __version__,
            "settings": known.settings or None,
            "error": self.error and bytes_of(self.error).decode("utf-8", "surrogateescape"),
        }
        try:
            return json.dumps(fields, ensure_ascii=False).encode() + b"\n"
        except UnicodeEncodeError:
            return json.dumps(fields).encode() + b"\n"


def bytes_of(name: str) -> bytes:
    """Return the bytes of a file's name; one from an archive may hold what this locale has no bytes for."""
    try:
        return os.fsencode(name)
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogateescape")


def name_of(said: str) -> str:
    """Return the name of a file that a manifest gives, as this locale has it."""
    return os.fsdecode(said.encode("utf-8", "surrogateescape"))


def decode(data: bytes) -> Line | None:
    """Return what a line says, or None where it is no whole line of a manifest."""
    try:
        fields = json.loads(data)
        entry = Entry(fields["sha256"], fields["document_sha256"], fields["settings"])
        names = name_of(fields["document"]), name_of(fields["source"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    document = PurePath(names[0])
    if document.anchor or ".." in document.parts:  # nothing is written, or looked for, outside of the folder
        return None
    return Line(*names, entry if all(isinstance(each, str) for each in entry) else None, fields["error"])


class Ledger:
    """The lines of a manifest by their documents, the last of each, on disk once they are many.

    Its methods raise OSError where that disk, which is the one of temporary files, does not take them.
    """

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
        import sqlite3

        self.store = sqlite3.connect("", isolation_level=None)  # a file of its own, which goes with it
        self.store.execute("CREATE TABLE lines (document BLOB PRIMARY KEY, output TEXT, line BLOB)")
        self.store.execute("CREATE INDEX outputs ON lines (output)")
        self.add(lines)

    def add(self, lines: Iterable[bytes]) -> None:
        """Take the lines of a manifest, those that are whole, in place of what was known of the same documents."""
        told = (
            (bytes_of(line.document), line.entry.output if line.entry else None, data.rstrip(b"\r\n") + b"\n")
            for data in lines
            if (line := decode(data))
        )
        with storing():
            self.store.execute("BEGIN")
            self.store.executemany("INSERT OR REPLACE INTO lines VALUES (?, ?, ?)", told)
            self.store.execute("COMMIT")

    def line(self, document: str) -> Line | None:
        """Return what is said of a document."""
        found = self.rows("SELECT line FROM lines WHERE document = ?", bytes_of(document))
        return next((decode(line) for (line,) in found), None)

    def get(self, document: str, source: str) -> Entry | None:
        """Return what is known of a document, as long as it was made of a file that is called as `source` is."""
        line = self.line(document)
        return line.entry if line and Path(line.source).name == Path(source).name else None  # which the document says

    def holding(self, output: str) -> str | None:
        """Return a document of which this is the hash."""
        found = self.rows("SELECT document FROM lines WHERE output = ?", output)
        return next((os.fsdecode(document) for (document,) in found), None)

    def forget(self, document: str) -> None:
        """Know no more of a document."""
        list(self.rows("DELETE FROM lines WHERE document = ?", bytes_of(document)))

    def lines(self) -> Iterator[bytes]:
        """Yield the lines in the order of their documents."""
        for (line,) in self.rows("SELECT line FROM lines ORDER BY document"):
            yield line

    def rows(self, statement: str, *values: object) -> "Iterator[tuple[bytes]]":
        with storing():
            yield from self.store.execute(statement, values)

    def close(self) -> None:
        self.store.close()


@contextmanager
def storing() -> Iterator[None]:
    """Turn the errors of SQLite into those of the system."""
    import sqlite3

    try:
        yield
    except sqlite3.Error as error:
        number = errno.ENOSPC if "full" in str(error) else errno.EIO
        raise OSError(number, f"{error}, where temporary files are") from None


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a manifest, or none where there is none."""
    try:
        with open(path, "rb") as file:
            yield from file
    except OSError:
        return


def settings_of(catalogue: Catalogue, *options: object) -> str:
    """Return a hash of what a document depends on besides its input.

    It is of this lawrep, code, rules and words, of the libraries that read for it, of the catalogue, and of options.
    What LibreOffice is there, which converts what they cannot, it does not know.
    """
    digest = sha256(package_hash())
    digest.update(catalogue.to_toml().encode() if catalogue is not standard() else b"")
    digest.update(repr(options).encode())
    return digest.hexdigest()[:16]


@cache
def package_hash() -> bytes:
    """Return a hash of the files of the package, and of the versions of what reads for it."""
    digest = sha256()
    folder = Path(__file__).parent
    for path in sorted(path for path in folder.rglob("*") if path.suffix in HASHED):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(data)} ".encode() + data)
    for library in READERS:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)} ".encode())
    return digest.digest()
