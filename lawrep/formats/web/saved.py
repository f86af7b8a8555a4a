"""Take the page out of what it was saved in: an HTTP response as `curl -i` prints it, or an MHTML file."""

import re
import zlib
from email.message import Message
from email.parser import BytesParser, HeaderParser
from typing import NamedTuple

from lawrep.errors import ReadError

HEAD = 1 << 16  # bytes that the header block of a response has at most
MOST_HEADS = 10  # responses that one file holds: those that redirect are printed before the one with the page
MOST_BYTES = 64 << 20  # of a page, unpacked
MOST_PARTS = 5000  # of an MHTML file, each with its own header
MOST_NESTED = 20
STATUS = re.compile(rb"HTTP/[0-9.]+ +([0-9]{3})([^\r\n]*)\r?\n")
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
MIME_HEADER = re.compile(rb"\A\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)
UNPACK = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


class Saved(NamedTuple):
    """The bytes of a page, the charset that it was sent with, and its own address."""

    data: bytes
    charset: str | None = None
    url: str | None = None


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
    charset = encoding = None
    for _ in range(MOST_HEADS):
        status = STATUS.match(data)
        if status is None:
            break
        end = BLANK_LINE.search(data, 0, HEAD)
        if end is None:
            raise ReadError(f"{shown}: an HTTP header and no page behind it; fetch it again")
        header = HeaderParser().parsestr(data[status.end() : end.end()].decode("latin-1"))
        charset, encoding = header.get_content_charset(), str(header.get("Content-Encoding", "")).strip().lower()
        if status[1] >= b"400":
            said = (status[1] + status[2]).decode("latin-1").strip()
            raise ReadError(f"{shown}: the server answered {said} and not with the page; save it from the browser")
        data = data[end.end() :]
    return Saved(unpack(data, encoding or "", shown), charset)


def unpack(data: bytes, encoding: str, shown: str) -> bytes:
    """Return what a server sent packed; most tools have unpacked it before they save it."""
    if encoding not in UNPACK or b"<" in data[:64].lstrip()[:1]:
        return data
    unpacker = zlib.decompressobj(UNPACK[encoding])
    try:
        page = unpacker.decompress(data, MOST_BYTES)
    except zlib.error as error:
        raise ReadError(f"{shown}: damaged: {encoding}: {error}; fetch it again") from None
    if unpacker.unconsumed_tail:
        raise ReadError(f"{shown}: unpacks to more than {MOST_BYTES >> 20} MiB; no report is so large")
    return page


def mhtml(data: bytes, shown: str) -> Saved:
    """Return the main page of an MHTML file: its first part that is HTML."""
    if data.count(b"\n--") > MOST_PARTS or data.lower().count(b"multipart/") > MOST_NESTED:
        raise ReadError(f"{shown}: more than {MOST_PARTS} parts, or parts in parts; no report has so many")
    whole = BytesParser().parsebytes(data.lstrip())
    for part in whole.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return Saved(page, part.get_content_charset(), address(whole, part))
    raise ReadError(f"{shown}: an MHTML file without a page in it; save it again from the browser")


def address(whole: Message, part: Message) -> str | None:
    for said in (whole.get("Snapshot-Content-Location"), part.get("Content-Location"), whole.get("Content-Location")):
        if said and str(said).strip().startswith(("http://", "https://")):
            return str(said).strip()
    return None
