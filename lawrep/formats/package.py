"""Open what is a zip of XML (docx, ofd), within bounds: no bomb, no entity, nothing from outside."""

import re
import zipfile
import zlib
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lawrep.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_SAID = 200  # characters of a name or a reason in an error
MOST_MEMBERS = 20_000
MOST_BYTES = 64 << 20  # of one member, unpacked
MOST_READ = 256 << 20  # of all members that are read to make one report
MOST_TAGS = 1_000_000  # a report of a hundred pages has a fifth of it
ENCRYPTED = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others are met in no document, and unpack to more, or slower
IN_DIRECTORY = b"PK\x01\x02"  # before each member in the directory of an archive
DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
LIKE_ASCII = re.compile(r"(?i)utf-?8|utf-?16(?:le|be)?|us-ascii|gb.*|big5.*|iso-8859-.*|windows-.*|cp12.*")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # which no name holds but to deceive
TOO_MUCH = re.compile(
    "XML_PARSE_HUGE|[Aa]mplification|[Ee]xcessive|[Ll]imit exceeded|reference loop"
)  # what libxml2 says of a bomb
# What the standard library raises over a damaged archive.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Directory(BytesIO):
    """The bytes of an archive, which do not give out a directory of more members than an archive of reports has."""

    def __init__(self, data: bytes, shown: str) -> None:
        super().__init__(data)
        self.shown = shown

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        if data.count(IN_DIRECTORY) > MOST_MEMBERS:
            raise ReadError(f"{self.shown}: more than {MOST_MEMBERS:,} members; no report has so many")
        return data


class Package:
    """The members of a zip archive, unpacked one by one when asked for.

    Raises ReadError where the archive is damaged, locked by a password, or unpacks to more than any report does.
    """

    def __init__(self, data: bytes, shown: str) -> None:
        self.shown = shown
        self.bytes = self.tags = 0  # that were read
        try:
            self.archive = zipfile.ZipFile(Directory(data, shown))
            self.members = {info.filename: info for info in self.archive.infolist() if is_file(info)}
        except BROKEN as error:
            raise ReadError(f"{shown}: damaged, or cut short: {in_line(error)}; fetch it again") from None

    @cached_property
    def lower(self) -> dict[str, str]:
        """The names of the members by what they are in lower case: writers do not agree with themselves."""
        return {name.strip("/").lower(): name for name in self.members}

    def __contains__(self, name: str) -> bool:
        return name.strip("/").lower() in self.lower

    def read(self, name: str) -> bytes:
        """Return the bytes of a member; the name is taken without regard to case, or to a slash before it."""
        found = self.lower.get(name.strip("/").lower())
        if found is None:
            raise ReadError(f"{self.shown}: damaged: {in_line(name)} is missing in it; fetch it again")
        data = self.unpack(found)
        self.bytes += len(data)
        self.tags += data.count(b"<")
        if self.bytes > MOST_READ or self.tags > MOST_TAGS:
            raise ReadError(
                f"{self.shown}: unpacks to more than {MOST_READ >> 20} MiB or {MOST_TAGS:,} tags; no report is so large"
            )
        return data

    def unpack(self, name: str) -> bytes:
        """Return the bytes of the member of exactly this name."""
        info = self.members[name]
        if info.flag_bits & ENCRYPTED:
            raise ReadError(f"{self.shown}: locked by a password; open it and save it without one")
        if info.compress_type not in METHODS:
            raise ReadError(
                f"{self.shown}: {in_line(name)} is packed in an unusual way; unpack it and pack it again as a plain zip"
            )
        try:
            with self.archive.open(info) as member:
                data = member.read(min(info.file_size, MOST_BYTES) + 1)  # what is longer than it says is damaged
        except BROKEN as error:
            raise ReadError(
                f"{self.shown}: damaged, or cut short: {in_line(name)}: {in_line(error)}; fetch it again"
            ) from None
        if len(data) > MOST_BYTES:
            raise ReadError(
                f"{self.shown}: {in_line(name)} unpacks to more than {MOST_BYTES >> 20} MiB; no report is so large"
            )
        return data

    def xml(self, name: str) -> "_Element":
        """Return the root element of a member that is XML."""
        return parse_xml(self.read(name), f"{self.shown}: {in_line(name)}")


def is_file(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a file, and has a name."""
    return bool(info.filename) and not info.is_dir()


def in_line(words: object) -> str:
    """Return what is said of a damaged file, which may hold anything, in one short line without control characters."""
    return " ".join(CONTROL.sub(" ", str(words)).split())[:MOST_SAID]


def parse_xml(data: bytes, shown: str) -> "_Element":
    """Parse XML without entities, without a network and within bounds.

    Raises ReadError where it is not well-formed, declares a document type, or is larger or deeper than a report is.
    """
    from lxml import etree

    declared = DECLARED.match(data[:200])
    if declared and not LIKE_ASCII.fullmatch(declared[1].decode("latin-1")):
        raise ReadError(
            f"{shown}: in the encoding {declared[1].decode('latin-1')!r}, which no report is in; save it anew"
        )
    if data.count(b"<") > MOST_TAGS:
        raise ReadError(f"{shown}: more than {MOST_TAGS:,} tags; no report has so many")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True, remove_comments=True
    )
    try:
        root: Any = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if TOO_MUCH.search(str(error)):
            raise ReadError(f"{shown}: made to harm: longer, or nested deeper, than any report is") from None
        reason = in_line(error).removesuffix(" (<string>, line 1)")
        raise ReadError(f"{shown}: damaged: not XML: {reason}; fetch it again") from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"{shown}: declares a document type, which no report does")
    return root  # type: ignore[no-any-return]
