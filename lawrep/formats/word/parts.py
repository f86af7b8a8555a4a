"""Find the parts of a Word document in its package: the main one, and its styles, numbering and notes."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lawrep.errors import ReadError
from lawrep.formats.package import Package, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

# The namespaces of strict OOXML are read as those of the transitional kind, which all but nobody leaves.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
MAIN_TYPES = ("wordprocessingml.document.main+xml", "ms-word.document", "wordprocessingml.template", "ms-word.template")
CONVENTION = "word/document.xml"


class WordParts:
    """The parts of a Word document, each found where the package says, or else where most writers put it."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = self.find_main()
        self.related = self.relations(self.main)

    def find_main(self) -> str:
        """Return the name of the main part.

        Raises ReadError where the package holds no Word document.
        """
        for kind, target in self.relations("").items():
            if kind == "officeDocument" and target in self.package:
                return target
        for name in (*self.typed_as_main(), CONVENTION):
            if name in self.package:
                return name
        raise ReadError(
            f"{self.package.shown}: a zip archive without a Word document in it; unpack it, or save it as docx"
        )

    def typed_as_main(self) -> list[str]:
        """Return the parts whose content type is that of a document."""
        with suppress(ReadError):
            overrides = self.parse("[Content_Types].xml").iter("{*}Override")
            return [
                override.get("PartName", "")
                for override in overrides
                if any(kind in override.get("ContentType", "") for kind in MAIN_TYPES)
            ]
        return []

    def relations(self, part: str) -> dict[str, str]:
        """Return what a part relates to inside the package: the last word of each type, and its target's name."""
        found: dict[str, str] = {}
        for relation, target in self.inside(part):
            found.setdefault(relation.get("Type", "").rpartition("/")[2], target)
        return found

    def target(self, identifier: str) -> str | None:
        """Return the name of what the document relates to by an `r:id`; None where that is nothing in the package."""
        named = (target for relation, target in self.inside(self.main) if relation.get("Id") == identifier)
        return next(named, None)

    def inside(self, part: str) -> "Iterator[tuple[_Element, str]]":
        """Yield the relations of a part to others in the package, and the names of those."""
        folder, name = posixpath.split(part)
        with suppress(ReadError):
            for relation in self.parse(posixpath.join(folder, "_rels", f"{name}.rels")).iter("{*}Relationship"):
                if relation.get("TargetMode", "") != "External":
                    target = unquote(relation.get("Target", "")).replace("\\", "/")
                    yield relation, posixpath.normpath(posixpath.join("/", folder, target)).strip("/")

    def document(self) -> "_Element":
        """Return the root of the main part."""
        return self.parse(self.main)

    def optional(self, kind: str) -> "_Element | None":
        """Return the root of a part that the document relates to, or None where there is none."""
        beside = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        for name in dict.fromkeys((self.related.get(kind, beside), beside)):
            if name in self.package:
                return self.parse(name)
        return None

    def parse(self, name: str) -> "_Element":
        data = self.package.read(name)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = DECLARATION.sub("", data.decode("utf-16", "replace"), count=1).encode("utf-8", "replace")
        for strict, transitional in STRICT:
            data = data.replace(strict, transitional)
        return parse_xml(data, f"{self.package.shown}: {name}")
