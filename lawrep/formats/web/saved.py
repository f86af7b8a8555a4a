"""Take the page out of what it was saved in: an HTTP response as `curl -i` prints it, or an MHTML file."""

import re
import zlib
from collections.abc import Mapping
from email.message import Message
from email.parser import BytesParser, HeaderParser
from types import MappingProxyType
from typing import NamedTuple

from lawrep.errors import ReadError

HEAD = 1 << 16  # bytes that the header block of a response has at most
MOST_HEADS = 10  # responses that one file holds: those that redirect are printed before the one with the page
MOST_BYTES = 64 << 20  # of a page, unpacked
MOST_PARTS = 5000  # of an MHTML file, each with its own header
MOST_NESTED = 20
NESTING = re.compile(rb"multipart/|message/", re.IGNORECASE)
MOST_LETTER, MOST_LETTER_LINES = 48 << 20, 1_000_000  # bytes and lines of an MHTML file, of which most are pictures
# Email's parser goes over a header again for each of its lines and parameters.
LONG_HEADER = re.compile(
    rb"^content-[a-z-]{1,60}:(?:[^\n]{30000}|[^\n]*(?:\n[ \t][^\n]*){300})", re.MULTILINE | re.IGNORECASE
)
STATUS = re.compile(rb"HTTP/[0-9.]+ +([0-9]{3})([^\r\n]*)\r?\n")
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
MIME_HEADER = re.compile(rb"\A\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
LINE_END = re.compile(rb"\r?\n")
MARKUP = re.compile(rb"<[A-Za-z!?/]")
UNPACK = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


Part = tuple[bytes, str | None]  # a page saved with another, and the charset that it was sent with
NO_PARTS: Mapping[str, Part] = MappingProxyType({})


class Saved(NamedTuple):
    """The bytes of a page, the charset that it was sent with, its address, and the pages saved with it by theirs."""

    data: bytes
    charset: str | None = None
    url: str | None = None
    parts: Mapping[str, Part] = NO_PARTS


def unwrap(data: bytes, shown: str) -> Saved:
    """Return the page in `data`, which is all of it where nothing is around it."""
    page = Saved(data)
    if data.lstrip()[:5] == b"HTTP/":
        page = response(data.lstrip(), shown)
    if MIME_HEADER.match(page.data[:HEAD]):
        page = mhtml(page.data, shown)
    return page


def response(data: bytes, shown: str) -> Saved:
    """Return the page of an HTTP response, the last where several are printed in a row."""
    charset, encoding, transfer = None, "", ""
    for _ in range(MOST_HEADS):
        status = STATUS.match(data)
        if status is None:
            break
        end = BLANK_LINE.search(data, 0, HEAD)
        if end is None:
            raise ReadError(f"{shown}: an HTTP header and no page behind it; fetch it again")
        header = HeaderParser().parsestr(data[status.end() : end.end()].decode("latin-1"))
        charset, encoding = header.get_content_charset(), str(header.get("Content-Encoding", "")).strip().lower()
        transfer = str(header.get("Transfer-Encoding", "")).strip().lower()
        if status[1] >= b"400":
            said = (status[1] + status[2]).decode("latin-1").strip()
            raise ReadError(f"{shown}: the server answered {said} and not with the page; save it from the browser")
        data = data[end.end() :]
    if transfer.endswith("chunked"):
        data = joined(data)
    return Saved(unpack(data, encoding, shown), charset)


def joined(data: bytes) -> bytes:
    """Return what was sent in chunks without their sizes; most tools have put it together before they save it."""
    chunks: list[bytes] = []
    at = 0
    while head := CHUNK.match(data, at):
        end = head.end() + int(head[1], 16)
        if end == head.end():
            return b"".join(chunks)
        chunks.append(data[head.end() : end])
        line_end = LINE_END.match(data, end)
        if line_end is None and end < len(data):
            return data
        at = line_end.end() if line_end else end
    return b"".join(chunks) if chunks and at >= len(data) else data


def unpack(data: bytes, encoding: str, shown: str) -> bytes:
    """Return what a server sent packed; most tools have unpacked it before they save it."""
    if encoding in ("", "identity") or b"<" in data[:64].lstrip()[:1]:
        return data
    if encoding not in UNPACK:
        if MARKUP.search(data, 0, HEAD):
            return data
        raise ReadError(f"{shown}: sent packed by {encoding[:20]}; fetch it again with curl --compressed")
    unpacker = zlib.decompressobj(UNPACK[encoding])
    try:
        page = unpacker.decompress(data, MOST_BYTES)
    except zlib.error as error:
        raise ReadError(f"{shown}: damaged: {encoding}: {error}; fetch it again") from None
    if not (unpacker.eof or unpacker.unconsumed_tail):
        raise ReadError(f"{shown}: damaged: {encoding}: it is cut off; fetch it again")
    if unpacker.unconsumed_tail:
        raise ReadError(f"{shown}: unpacks to more than {MOST_BYTES >> 20} MiB; no report is so large")
    return page


def mhtml(data: bytes, shown: str) -> Saved:
    """Return the main page of an MHTML file: its first part that is HTML."""
    if data.count(b"\n--") > MOST_PARTS or len(NESTING.findall(data)) > MOST_NESTED:
        raise ReadError(f"{shown}: more than {MOST_PARTS} parts, or parts in parts; no report has so many")
    if len(data) > MOST_LETTER or data.count(b"\n") > MOST_LETTER_LINES or LONG_HEADER.search(data):
        raise ReadError(f"{shown}: larger than {MOST_LETTER >> 20} MiB, or a header longer than any; no report has it")
    whole = BytesParser().parsebytes(data.lstrip())
    page: Saved | None = None
    parts: dict[str, Part] = {}
    for part in whole.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        inside = part.get_payload(decode=True)
        if not isinstance(inside, bytes) or not inside.strip():
            continue
        if page is None:
            page = Saved(inside, part.get_content_charset(), address(whole, part), parts)
        else:
            parts.update(dict.fromkeys(addresses(part), (inside, part.get_content_charset())))
    if page is None:
        raise ReadError(f"{shown}: an MHTML file without a page in it; save it again from the browser")
    return page


def addresses(part: Message) -> list[str]:
    """Return what a frame may call a part by."""
    name = str(part.get("Content-ID") or "").strip(" <>")
    return [said for said in (f"cid:{name}" if name else "", str(part.get("Content-Location") or "").strip()) if said]


def address(whole: Message, part: Message) -> str | None:
    for said in (whole.get("Snapshot-Content-Location"), part.get("Content-Location"), whole.get("Content-Location")):
        if said and str(said).strip().startswith(("http://", "https://")):
            return str(said).strip()
    return None
