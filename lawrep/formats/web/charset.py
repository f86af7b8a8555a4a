"""Bytes of a web page to text: what it declares is a hint, what its bytes are decides."""

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from lawrep.errors import ReadError
from lawrep.formats.plain import BEYOND_ASCII, UTF8_HAN, looks_like_utf8

HEAD = 4096  # bytes in which a page declares its charset
DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,80}?encoding)\s*=\s*["']?\s*([a-z0-9_:.-]{2,20})""", re.IGNORECASE
)
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
NAMES = {"big5hkscs": "big5-hkscs"}
# of every ten characters of running Chinese, one or two are of these
COMMON = frozenset("的一是在了和有不人中大为上国家政法工作年会行实建设治执发为國會發實執設個與業對時區點縣")
SAMPLE = 20_000  # characters by which a reading is judged
UNDECODED = "\ufffd"
FEW = 3  # characters that may be damaged in any page
ONE_IN = 400  # and of a longer one, one in so many


def decode_page(data: bytes, sent: str | None, shown: str) -> tuple[str, str]:
    """Return the text of a page and the encoding that it is in; `sent` is the charset that it was sent with.

    Raises ReadError where it is in no encoding that pages come in, or too much of it is damaged.
    """
    for bom, codec in BOMS:
        if data.startswith(bom):
            return tolerant(data[len(bom) :], codec, shown)
    if b"\0" in data:
        if data.count(b"\0") * 5 > len(data):
            little = data[1::2].count(0) >= data[::2].count(0)  # the tags are ASCII: every other byte is zero
            return tolerant(data, "utf-16-le" if little else "utf-16-be", shown)
        data = data.replace(b"\0", b"")
    declared = [*filter(None, map(known, (sent, *declarations(data))))]
    with suppress(UnicodeDecodeError):
        text = data.decode("utf-8")
        # what is UTF-8 throughout and holds Chinese is nothing else, whatever it declares
        if UTF8_HAN.search(data) or not BEYOND_ASCII.search(data) or not declared:
            return text, "utf-8"
    if readings := list(strict_readings(data, [*declared, "gb18030", "big5hkscs"])):
        text, codec = max(readings, key=lambda reading: familiar(reading[0]))  # the first of equals
        return text, NAMES.get(codec, codec)
    likely = "utf-8" if looks_like_utf8(data) else next((codec for codec in declared if codec != "utf-8"), "gb18030")
    return tolerant(data, likely, shown)


def declarations(data: bytes) -> list[str]:
    """Return the charsets that a page declares, those in comments left out."""
    return [name.decode("ascii") for name in DECLARED.findall(COMMENT.sub(b"", data[:HEAD]))]


def known(name: str | None) -> str | None:
    """Return the codec of a declared charset, the widest of its family; None where it is none that Chinese is in."""
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    codec = WIDER.get(codec, codec)
    return codec if codec in ("utf-8", "gb18030", "big5hkscs") else None


def strict_readings(data: bytes, codecs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the text in each of the encodings that have no byte of it wrong."""
    for codec in dict.fromkeys(codecs):
        with suppress(UnicodeDecodeError):
            yield data.decode(codec), codec


def familiar(text: str) -> int:
    """Return how many of the commonest characters there are: few, where the bytes were read in the wrong encoding."""
    beyond = [character for character in text[: SAMPLE * 10] if character > "\x7f"][:SAMPLE]
    return sum(character in COMMON for character in beyond)


def tolerant(data: bytes, codec: str, shown: str) -> tuple[str, str]:
    """Decode bytes of which a few may be damaged; each damaged place becomes U+FFFD."""
    text = data.decode(codec, "replace")
    damaged = text.count(UNDECODED) - data.count(UNDECODED.encode(codec))
    if damaged > max(FEW, sum(not character.isascii() for character in text) // ONE_IN):
        raise ReadError(f"{shown}: {damaged} characters are damaged, or in an unknown encoding; save it again as UTF-8")
    return text, NAMES.get(codec, codec)
