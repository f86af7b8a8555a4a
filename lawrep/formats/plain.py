"""Bytes to text: a report of plain text, decoded without loss and without a guess."""

import re
from contextlib import suppress
from functools import cache

from lawrep.errors import ReadError
from lawrep.formats.reading import Reading

BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe", "utf-16-le", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be", "utf-16-be"),
)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
FEW = 200  # a control character in so many bytes is left over from a word processor; more are no text
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
UTF8_HAN = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")
MOST = 0.8


@cache
def chinese() -> re.Pattern[str]:
    """Return the pattern of a Chinese character or sign; slow to compile, and UTF-8 needs none."""
    return re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2026\u00b7]")


def read(data: bytes, shown: str) -> Reading:
    """Read plain text: UTF-8, GB18030 or UTF-16, with or without a byte-order mark, unchanged but for that mark."""
    text, encoding = decode_bytes(data, shown)
    return Reading(text, encoding=encoding)


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
