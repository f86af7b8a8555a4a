"""Open what is a zip of XML (docx, ofd), within bounds: no bomb, no entity, nothing from outside."""

import zipfile
import zlib
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lawrep.errors import ReadError
from lawrep.formats.extras import needing

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_MEMBERS = 20_000
MOST_BYTES = 64 << 20  # of one member, unpacked
MOST_TAGS = 2_000_000  # a report of a hundred pages has a tenth of it
ENCRYPTED = 0x1
# What the standard library raises over a damaged archive.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Package:
    """The members of a zip archive, unpacked one by one when asked for.

    Raises ReadError where the archive is damaged, locked by a password, or unpacks to more than any report does.
    """

    def __init__(self, data: bytes, shown: str) -> None:
        self.shown = shown
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
            self.members = {info.filename: info for info in self.archive.infolist() if not info.is_dir()}
        except BROKEN as error:
            raise ReadError(f"{shown}: damaged, or cut short: {error}; fetch it again") from None
        if len(self.members) > MOST_MEMBERS:
            raise ReadError(f"{shown}: {len(self.members)} members; no report has so many")

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
            raise ReadError(f"{self.shown}: damaged: {name} is missing in it; fetch it again")
        return self.unpack(found)

    def unpack(self, name: str) -> bytes:
        """Return the bytes of the member of exactly this name."""
        info = self.members[name]
        if info.flag_bits & ENCRYPTED:
            raise ReadError(f"{self.shown}: locked by a password; open it and save it without one")
        try:
            with self.archive.open(info) as member:
                data = member.read(MOST_BYTES + 1)
        except BROKEN as error:
            raise ReadError(f"{self.shown}: damaged, or cut short: {name}: {error}; fetch it again") from None
        if len(data) > MOST_BYTES:
            raise ReadError(f"{self.shown}: {name} unpacks to more than {MOST_BYTES >> 20} MiB; no report is so large")
        return data

    def xml(self, name: str) -> "_Element":
        """Return the root element of a member that is XML."""
        return parse_xml(self.read(name), f"{self.shown}: {name}")


def parse_xml(data: bytes, shown: str) -> "_Element":
    """Parse XML without entities, without a network and within bounds.

    Raises ReadError where it is not well-formed, declares a document type, or is larger or deeper than a report is.
    """
    with needing("docx", shown):
        from lxml import etree

    if data.count(b"<") > MOST_TAGS:
        raise ReadError(f"{shown}: more than {MOST_TAGS // 2:,} elements; no report has so many")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True, remove_comments=True
    )
    try:
        root: Any = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"{shown}: damaged: not XML: {error}; fetch it again") from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"{shown}: declares a document type, which no report does")
    return root  # type: ignore[no-any-return]
