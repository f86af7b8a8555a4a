"""Bytes to text: one report, from a file, standard input or a string, decoded without loss."""

import hashlib
import re
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lawrep.errors import ReadError

STDIN = "-"
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe", "utf-16-le", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be", "utf-16-be"),
)
MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive (docx, xlsx, ofd)",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
}
SURROGATE = re.compile("[\ud800-\udfff]")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
FEW = 200  # a control character in so many bytes is left over from a word processor; more are no text
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
UTF8_HAN = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")
MOST = 0.8


@cache
def chinese() -> re.Pattern[str]:
    """Return the pattern of a Chinese character or sign; slow to compile, and UTF-8 needs none."""
    return re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2026\u00b7]")


class Source(NamedTuple):
    """Where a text came from: the name of its file, the digest of its bytes, and how they were decoded."""

    name: str
    sha256: str
    media_type: str
    encoding: str


class Text(NamedTuple):
    """The text of one report and where it came from."""

    text: str
    source: Source

    @classmethod
    def of(cls, text: str, name: str = "text") -> "Text":
        """Wrap a string; a lone surrogate, which no file can hold, becomes U+FFFD."""
        try:
            data = text.encode()
        except UnicodeEncodeError:
            text = SURROGATE.sub("\ufffd", text)
            data = text.encode()
        return cls(text, source_of(name, data, "utf-8"))


def read(path: str | Path) -> Text:
    """Read one report of plain text, `-` being standard input: UTF-8, GB18030 or UTF-16, with or without a BOM.

    Raises ReadError, with file, reason and byte offset, where the file is missing, unreadable, empty, binary, or
    cannot be decoded.
    """
    name = "stdin" if path == STDIN else Path(path).name
    return decode(read_bytes(path), name, name if path == STDIN else str(path))


def read_bytes(path: str | Path) -> bytes:
    """Read a file, `-` being standard input.

    Raises ReadError, with file and reason, where it is missing or cannot be read.
    """
    try:
        if path == STDIN:
            return sys.stdin.buffer.read() if sys.stdin else b""
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ReadError(f"{path}: cannot be read: {reason}") from None


def decode(data: bytes, name: str, shown: str | None = None) -> Text:
    """Decode the bytes of one report; `name` goes into its source, `shown` into the errors.

    Raises ReadError where they are empty, binary, or in no encoding that reports come in.
    """
    shown = shown or name
    if not data.strip():
        raise ReadError(f"{shown}: the file is empty")
    for magic, what in MAGIC.items():
        if data.startswith(magic):
            raise ReadError(f"{shown}: not plain text but {what}; convert it to text first")
    text, encoding = decode_bytes(data, shown)
    if not text.strip():
        raise ReadError(f"{shown}: the file is empty")
    return Text(text, source_of(name, data, encoding))


def decode_bytes(data: bytes, shown: str) -> tuple[str, str]:
    """Return the text and the encoding that its bytes are in."""
    for bom, encoding, codec in BOMS:
        if data.startswith(bom):
            return strict(data[len(bom) :], codec, shown, len(bom)), encoding
    if b"\0" in data:
        return decode_utf16(data, shown)
    if (control := CONTROL.search(data)) and len(CONTROL.findall(data)) * FEW > len(data):
        raise ReadError(
            f"{shown}: not plain text: control character 0x{data[control.start()]:02x} at byte {control.start()}"
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        offset = error.start
    if looks_like_utf8(data):
        raise ReadError(f"{shown}: damaged UTF-8 at byte {offset}; save it as UTF-8 again or mend that place")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{shown}: neither UTF-8 (byte {offset}) nor GB18030 (byte {error.start}); save it as UTF-8"
        ) from None
    if len(chinese().findall(text)) * 4 < sum(not character.isascii() for character in text) * 3:
        raise ReadError(f"{shown}: not UTF-8 (byte {offset}) and no Chinese text in GB18030; save it as UTF-8")
    return text, "gb18030"


def decode_utf16(data: bytes, shown: str) -> tuple[str, str]:
    """Decode UTF-16 without a byte-order mark; the order of its bytes is the one that makes more Chinese of them."""
    readings = []
    for encoding in ("utf-16-le", "utf-16-be"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            readings.append((len(chinese().findall(text)), text, encoding))
    count, text, encoding = max(readings, default=(0, "", ""))
    if not count or "\0" in text or count * 2 < len(text):
        raise ReadError(f"{shown}: not plain text: zero byte at byte {data.index(0)}")
    return text, encoding


def strict(data: bytes, codec: str, shown: str, skipped: int) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise ReadError(f"{shown}: damaged {codec.upper()} at byte {error.start + skipped}") from None
    if "\0" in text:
        raise ReadError(f"{shown}: not plain text: zero character at character {text.index(chr(0))}")
    return text


def looks_like_utf8(data: bytes) -> bool:
    """Whether most of the bytes beyond ASCII make Chinese characters of UTF-8: then it is damaged, and not GB18030."""
    beyond = len(BEYOND_ASCII.findall(data))
    return beyond > 0 and len(UTF8_HAN.findall(data)) * 3 >= beyond * MOST


def source_of(name: str, data: bytes, encoding: str) -> Source:
    try:  # names of files can hold bytes that are no characters
        name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        name = SURROGATE.sub("\ufffd", name)
    return Source(name, hashlib.sha256(data).hexdigest(), "text/plain", encoding)
