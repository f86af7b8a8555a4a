"""Read the directory of an OLE compound file (.doc, .wps, .xls, .msg), and streams of it, whatever the bytes are.

What is damaged or cut short gives less, and never an error: who asks for a stream compares what came with its size.
"""

from collections.abc import Iterator
from functools import cached_property
from struct import unpack_from
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = 512
SECTOR_SHIFTS = (9, 12)
IN_HEADER = 109  # sectors of the allocation table that the header itself lists
ENTRY = 128
MOST_ENTRIES = 65_536  # a report has a dozen, one with a thousand pictures in it some thousands
PIECE = 64  # bytes of a stream too small for sectors of its own
STREAM, ROOT = 2, 5


class Entry(NamedTuple):
    """A stream or a folder: its name, its neighbours in the tree of names, and where its bytes begin."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int

    @classmethod
    def at(cls, directory: bytes, offset: int) -> "Entry":
        length, kind, left, right, child = unpack_from("<HBxIII", directory, offset + 64)
        start, size = unpack_from("<II", directory, offset + 116)
        name = directory[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        return cls(name, kind, left, right, child, start, size)


class Compound:
    """An OLE compound file: the names at its root, and the bytes of its streams."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        if not data.startswith(MAGIC) or len(data) < HEADER:
            self.data = b""
            return
        (shift,) = unpack_from("<H", data, 30)
        self.sector = 1 << (shift if shift in SECTOR_SHIFTS else SECTOR_SHIFTS[0])

    @cached_property
    def names(self) -> dict[str, Entry]:
        """The streams and folders at the root by their names in lower case; Word and WPS do not agree on it."""
        return {entry.name.lower(): entry for entry in self.entries()}

    def entries(self) -> Iterator[Entry]:
        directory = self.directory
        count = len(directory) // ENTRY
        seen = set()
        waiting = [self.root.child] if self.root else []
        while waiting:
            index = waiting.pop()
            if index >= count or index in seen:
                continue
            seen.add(index)
            entry = Entry.at(directory, index * ENTRY)
            waiting += [entry.left, entry.right]
            yield entry

    @cached_property
    def directory(self) -> bytes:
        if not self.data:
            return b""
        (first,) = unpack_from("<I", self.data, 48)
        return self.gather(first, MOST_ENTRIES * ENTRY)

    @cached_property
    def root(self) -> Entry | None:
        return Entry.at(self.directory, 0) if len(self.directory) >= ENTRY else None

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream, or as many of them as there are."""
        entry = self.names.get(name.lower())
        if entry is None or entry.kind != STREAM:
            return b""
        (least,) = unpack_from("<I", self.data, 56)
        return self.gather(entry.start, entry.size) if entry.size >= least else self.gather_small(entry)

    def whole(self, name: str) -> bool:
        """Whether all bytes of a stream are there."""
        entry = self.names.get(name.lower())
        return entry is not None and len(self.read(name)) == entry.size

    def gather(self, first: int, most: int) -> bytes:
        """Return up to `most` bytes of the chain of sectors that begins with `first`."""
        parts, left = [], most
        for number in self.chain(first):
            start = (number + 1) * self.sector
            part = self.data[start : start + min(self.sector, left)]
            parts.append(part)
            left -= len(part)
            if left <= 0 or not part:
                break
        return b"".join(parts)

    def gather_small(self, entry: Entry) -> bytes:
        """Return the bytes of a stream too small for sectors of its own: it stands in the root's, piece by piece."""
        (first,) = unpack_from("<I", self.data, 60)
        table = self.gather(first, len(self.data))
        store = self.gather(self.root.start, self.root.size) if self.root else b""
        parts: list[bytes] = []
        number = entry.start
        pieces = -(-min(entry.size, len(store)) // PIECE)  # a ring ends after one round
        while len(parts) < pieces and number * 4 + 4 <= len(table):
            parts.append(store[number * PIECE : (number + 1) * PIECE])
            (number,) = unpack_from("<I", table, number * 4)
        return b"".join(parts)[: entry.size]

    def chain(self, first: int) -> Iterator[int]:
        """Yield the numbers of the sectors that follow one another from `first` on; a ring ends after one round."""
        number, per = first, self.sector // 4
        for _ in range(len(self.data) // self.sector + 1):
            block = number // per
            if (number + 1) * self.sector >= len(self.data) or block >= len(self.table):
                return
            yield number
            place = (self.table[block] + 1) * self.sector + number % per * 4
            if place + 4 > len(self.data):
                return
            (number,) = unpack_from("<I", self.data, place)

    @cached_property
    def table(self) -> list[int]:
        """The sectors that the allocation table stands in: the first in the header, the others in a chain of lists."""
        sectors = list(unpack_from(f"<{IN_HEADER}I", self.data, HEADER - IN_HEADER * 4))
        (more,) = unpack_from("<I", self.data, 68)
        per = self.sector // 4
        for _ in range(len(self.data) // (self.sector * per * (per - 1)) + 1):  # as many lists as the file can need
            place = (more + 1) * self.sector
            if place + self.sector > len(self.data):
                break
            *listed, more = unpack_from(f"<{per}I", self.data, place)
            sectors += listed
        return sectors


def ole_streams(data: bytes) -> set[str]:
    """Return the names of what stands at the root of an OLE file; those of embedded documents are not among them.

    >>> ole_streams(b"no OLE file")
    set()
    """
    return {entry.name for entry in Compound(data).names.values()}
