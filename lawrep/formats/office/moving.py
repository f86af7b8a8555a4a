"""Blank what a converter fills in of itself: the fields for the day, the hour and the name of the file.

LibreOffice writes today's date where a document has its date as a field, as Word would show it today. That is no date
of the report, and a second reading would differ from the first.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lawrep.formats.package import Package
from lawrep.formats.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCUMENT = "word/document.xml"
FIELD = re.compile(r"\s*(?:DATE|TIME|FILENAME)\b")
SIGNS = (b"DATE", b"TIME", b"FILENAME")  # a document without them is left as it is
SIMPLE, SIGN, CODE, WORDS = W + "fldSimple", W + "fldChar", W + "instrText", W + "t"


@dataclass
class Field:
    """A field that is open: its code, and whether what it shows has begun."""

    code: str = ""
    shows: bool = False


def without_moving_fields(docx: bytes, shown: str) -> bytes:
    """Return a .docx with nothing where a field shows when, or from where, it was converted."""
    package = Package(docx, shown)
    data = package.read(DOCUMENT)
    if not any(sign in data for sign in SIGNS):
        return docx
    from lxml import etree

    root = package.xml(DOCUMENT)
    shows = list(moving(root))
    if not shows:
        return docx
    for element in shows:
        element.text = ""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in package.members:
            archive.writestr(name, etree.tostring(root) if name == DOCUMENT else package.read(name))
    return made.getvalue()


def moving(root: "_Element") -> Iterator["_Element"]:
    """Yield the elements that hold what such fields show."""
    for field in root.iter(SIMPLE):
        if FIELD.match(field.get(W + "instr", "")):
            yield from field.iter(WORDS)
    fields: list[Field] = []  # those that are open, the innermost last
    for element in root.iter(SIGN, CODE, WORDS):
        if element.tag == SIGN:
            turn(fields, element.get(W + "fldCharType", ""))
        elif element.tag == WORDS:
            if any(field.shows and FIELD.match(field.code) for field in fields):
                yield element
        elif fields and not fields[-1].shows:
            fields[-1].code += element.text or ""


def turn(fields: list[Field], sign: str) -> None:
    """Open a field, come to what the innermost shows, or close it."""
    if sign == "begin":
        fields.append(Field())
    elif fields and sign == "separate":
        fields[-1].shows = True
    elif fields and sign == "end":
        fields.pop()
