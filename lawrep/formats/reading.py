"""What a format gives: the text that was read, block by block, and where each block stands in the original."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lawrep.source import NOTHING, Place

# Some characters, and where they stand: {"page": 3}, {"paragraph": 12}, {"path": "/html/body/p"}.
Piece = tuple[str, Place]

# What is not seen: zero-width spaces and joiners, soft hyphens, marks of direction, byte-order marks.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffc]")
# What is no character of a text: XML 1.0 forbids it, and fonts without a table of their characters give it.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
EDGES = " \t\r\n\u00a0\u3000\u2002\u2003\u2009"
CELL_END = " | "


class Reading(NamedTuple):
    """The text of one report as its format gives it; the fields are those of `source.Text`."""

    text: str
    places: tuple[Place, ...] = ()
    beside: str = ""
    declared: Mapping[str, str] = NOTHING
    encoding: str | None = None


class Transcript:
    """A text that grows block by block, a line each, with the place of each piece of it.

    >>> transcript = Transcript()
    >>> transcript.add(("　　全年调解纠纷954件，", {"page": 1}), ("成功915件。", {"page": 2}))
    >>> transcript.reading().text
    '全年调解纠纷954件，成功915件。'
    >>> transcript.reading().places
    ({'start': 0, 'end': 11, 'page': 1}, {'start': 11, 'end': 18, 'page': 2})
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places: list[Place] = []
        self.length = 0

    def add(self, *pieces: Piece) -> None:
        """Add a paragraph made of `pieces`; what is not seen is left out, and so is a paragraph without text.

        A line end in a piece is one that the reader sees.
        """
        self.append([(clean(text), place) for text, place in pieces], "\n")

    def add_row(self, cells: Iterable[Iterable[Piece]]) -> None:
        """Add a row of a table: its cells parted by ` | `, each on one line, and the empty ones too: columns hold."""
        pieces: list[Piece] = []
        place: Place = {}
        for number, cell in enumerate(cells):
            inside = [(clean(text).replace("\n", " "), place) for text, place in cell]
            if number:
                pieces.append((CELL_END, place))
            pieces += stripped(inside)
            place = inside[-1][1] if inside else place
        if any(text not in ("", CELL_END) for text, _ in pieces):
            self.append(pieces, "\n")

    def skip(self, place: Place) -> None:
        """Show a place whose text was not read, as of a page that is a picture: it holds no character of the text.

        >>> transcript = Transcript()
        >>> transcript.add(("一、主要成效", {"page": 1}))
        >>> transcript.skip({"page": 2})
        >>> transcript.reading().places
        ({'start': 0, 'end': 6, 'page': 1}, {'start': 6, 'end': 6, 'page': 2})
        """
        self.places.append({"start": self.length, "end": self.length, **place})

    def append(self, pieces: list[Piece], end: str) -> None:
        pieces = stripped(pieces)
        if not pieces:
            return
        if self.parts:
            self.parts.append(end)
            self.length += len(end)
        for text, place in pieces:
            self.parts.append(text)
            start, self.length = self.length, self.length + len(text)
            last = self.places[-1] if self.places else None
            here = {"start": 0, "end": 0, **place}
            if last and last["start"] < last["end"] and {**last, "start": 0, "end": 0} == here:
                last["end"] = self.length
            else:
                self.places.append({"start": start, "end": self.length, **place})

    def reading(
        self, *, encoding: str | None = None, beside: str = "", declared: Mapping[str, str] = NOTHING
    ) -> Reading:
        """Return what was added."""
        return Reading("".join(self.parts), tuple(self.places), beside, declared, encoding)


def clean(text: str) -> str:
    """Leave out of `text` what is not seen and what is no character; line ends become one sign."""
    return NO_TEXT.sub("", UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def stripped(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without the blanks at both ends, and without the empty ones."""
    start, end = 0, len(pieces)
    while start < end and not pieces[start][0].strip(EDGES):
        start += 1
    while end > start and not pieces[end - 1][0].strip(EDGES):
        end -= 1
    kept = pieces[start:end]
    if kept:
        kept[0] = kept[0][0].lstrip(EDGES), kept[0][1]
        kept[-1] = kept[-1][0].rstrip(EDGES), kept[-1][1]
    return [piece for piece in kept if piece[0]]
