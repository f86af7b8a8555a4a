"""The names in the XML of a Word document, and how to walk it: what wraps text without being text is looked through."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# What stands around text and is not seen: content controls, links, marks of what was inserted.
WRAPPER_NAMES = "sdt sdtContent customXml smartTag hyperlink fldSimple ins moveTo dir bdo"
WRAPPERS = frozenset(W + name for name in WRAPPER_NAMES.split())
ALTERNATIVES = MC + "AlternateContent"
OFF = frozenset(("0", "false", "off"))
INTEGER = re.compile(r"\s*([+-]?[0-9]{1,9})\s*")


def value(parent: "_Element | None", name: str) -> str | None:
    """Return the `w:val` of a child, or None where the child or its value is missing."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val")


def integer(text: str | None) -> int | None:
    """Return the whole number that an attribute holds; None where it holds none."""
    match = INTEGER.fullmatch(text or "")
    return int(match[1]) if match else None


def switch(parent: "_Element | None", name: str) -> bool | None:
    """Return whether a property is on or off; None where it is not stated."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val", "1").lower() not in OFF


def unwrapped(parent: "_Element", wanted: frozenset[str]) -> Iterator["_Element"]:
    """Yield what is `wanted` inside `parent`, in order, through wrappers; of two alternatives only one.

    What is neither wanted nor a wrapper, such as deleted text, is passed over with all that is in it.
    """
    stack = [iter(parent)]
    while stack:
        for child in stack[-1]:
            tag = child.tag
            if tag in wanted:
                yield child
            elif tag in WRAPPERS:
                stack.append(iter(child))
                break
            elif tag == ALTERNATIVES:
                stack.append(iter(chosen(child)))
                break
        else:
            stack.pop()


def chosen(alternatives: "_Element") -> "_Element":
    """Return the first of several ways to show the same thing, or the first that has text if one has."""
    ways = [child for child in alternatives if child.tag in (MC + "Choice", MC + "Fallback")]
    for way in ways:
        if next(way.iter(W + "t"), None) is not None:
            return way
    return ways[0] if ways else alternatives


def text_boxes(drawing: "_Element") -> Iterator["_Element"]:
    """Yield the contents of the text boxes in a drawing, in order; those inside others are left to them."""
    stack = [iter((drawing,))]
    while stack:
        for child in stack[-1]:
            if child.tag == W + "txbxContent":
                yield child
            else:
                stack.append(iter(chosen(child) if child.tag == ALTERNATIVES else child))
                break
        else:
            stack.pop()
