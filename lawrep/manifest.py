"""What is known of the documents in a folder: of which input each was made, and by what; or why there is none.

A manifest has a line of JSON for each report, in the order of the documents' names. Nothing in it is believed without
looking: a document is true if its input and itself have the hashes that its line gives, and if it would be made the
same way now. So a line that a power cut has torn, or a file that somebody has changed, does no harm.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePath
from typing import NamedTuple

from lawrep.version import __version__


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
    """The lines of a manifest by their documents, the last of each, on disk once they are many."""

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
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
        self.store.execute("BEGIN")
        self.store.executemany("INSERT OR REPLACE INTO lines VALUES (?, ?, ?)", told)
        self.store.execute("COMMIT")

    def get(self, document: str, source: str | None = None) -> Entry | None:
        """Return what is known of a document, as long as it was made of a file that is called as `source` is."""
        found = self.store.execute("SELECT line FROM lines WHERE document = ?", (bytes_of(document),)).fetchone()
        line = decode(found[0]) if found else None
        if line is None or (source is not None and Path(line.source).name != Path(source).name):  # the document says it
            return None
        return line.entry

    def holding(self, output: str) -> str | None:
        """Return a document of which this is the hash."""
        found = self.store.execute("SELECT document FROM lines WHERE output = ?", (output,)).fetchone()
        return os.fsdecode(found[0]) if found else None

    def forget(self, document: str) -> None:
        """Know no more of a document."""
        self.store.execute("DELETE FROM lines WHERE document = ?", (bytes_of(document),))

    def lines(self) -> Iterator[bytes]:
        """Yield the lines in the order of their documents."""
        for (line,) in self.store.execute("SELECT line FROM lines ORDER BY document"):
            yield line

    def close(self) -> None:
        self.store.close()


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a manifest, or none where there is none."""
    try:
        with open(path, "rb") as file:
            yield from file
    except OSError:
        return


def settings_of(catalogue: str | None, *options: object) -> str:
    """Return a hash of what a document depends on besides its input.

    It is of this version of lawrep, its catalogue, rules and words, a catalogue of the user's own, and options.
    """
    digest = sha256(data_hash())
    digest.update(repr(options).encode())
    if catalogue is not None:
        digest.update(Path(catalogue).read_bytes())
    return digest.hexdigest()[:16]


@cache
def data_hash() -> bytes:
    """Return a hash of the version and of all data files of the package."""
    digest = sha256(__version__.encode())
    for name, data in sorted(contents(files("lawrep") / "data")):
        digest.update(f"{name} {len(data)} ".encode() + data)
    return digest.digest()


def contents(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from ((f"{item.name}/{name}", data) for name, data in contents(item))
        elif item.name.endswith(".toml"):
            yield item.name, item.read_bytes()
