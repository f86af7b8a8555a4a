"""One report as it was read: its text, where it came from, and where each part of it stands in the original."""

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple, TypedDict

SURROGATE = re.compile("[\ud800-\udfff]")
NOTES = ("脚注：", "尾注：")  # the lines below which the notes of a document stand, after its text
MIDDLE = "\n\n"  # stands for the report in what its page prints around it
NOTHING: Mapping[str, str] = {}  # never changed; a mapping proxy could not be pickled


class Place(TypedDict, total=False):
    """Where the characters `[start, end)` of a text stand in the original, by one of the other three."""

    start: int
    end: int
    page: int  # of a PDF or OFD, the first being 1
    paragraph: int  # of a Word document, those of tables and text boxes included, the first being 1
    path: str  # of the element of a web page, an XPath from its root


class Source(NamedTuple):
    """Where a text came from: the name of its file, the digest of its bytes, their format, and their encoding."""

    name: str
    sha256: str
    media_type: str
    encoding: str | None

    @classmethod
    def of(cls, name: str, data: bytes, media_type: str, encoding: str | None) -> "Source":
        """Describe a file by its name and its bytes; what the name of a file can hold and no text can is replaced."""
        try:
            name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        except UnicodeEncodeError:
            name = SURROGATE.sub("\ufffd", name)
        return cls(name, hashlib.sha256(data).hexdigest(), media_type, encoding)


class Text(NamedTuple):
    """The text of one report and where it came from.

    `places` says where its parts stand in an original that is no plain text, in reading order and without overlap; an
    empty one is of a page that is a picture without text.
    `beside` is what a web page prints around the report, and `declared` what the file states of itself; both tell of
    title, dates and numbers, and neither is part of the text.
    """

    text: str
    source: Source
    places: tuple[Place, ...] = ()
    beside: str = ""
    declared: Mapping[str, str] = NOTHING

    @classmethod
    def of(cls, text: str, name: str = "text") -> "Text":
        """Wrap a string; a lone surrogate, which no file can hold, becomes U+FFFD."""
        try:
            data = text.encode()
        except UnicodeEncodeError:
            text = SURROGATE.sub("\ufffd", text)
            data = text.encode()
        return cls(text, Source.of(name, data, "text/plain", "utf-8"))
