"""Tell the pages into which a report is cut, of which a site shows one and switches the others off."""

import re
from typing import TYPE_CHECKING

from lawrep.formats.web.dom import BLANK
from lawrep.tables import words

if TYPE_CHECKING:
    from lxml.etree import _Element

LEAST = 100  # characters of a page
# a heading that has others before it
NUMBERED = re.compile(
    r"(?:^|[\n\u3000])[ \t\u3000]*([一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.、])"
)
DIGITS = re.compile(r"[0-9]+")


def goes_on(element: "_Element") -> bool:
    """Whether an element that is switched off goes on with the text of the one before it.

    Both are then called alike, and its first heading is not the first of a text: 二、 or （三）.
    """
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    if before is None or not called(element) or called(before) != called(element):
        return False
    text = "\n".join(map(str, element.itertext()))
    heading = NUMBERED.search(text)
    if heading is None or heading[1] in words("web", "pages", "first"):
        return False
    return len(BLANK.sub("", text)) >= LEAST


def called(element: "_Element") -> str:
    """Return what an element is called, the numbers in it left out: page1 and page2 are alike."""
    name = element.get("id") or element.get("class") or ""
    return f"{element.tag} {DIGITS.sub('', name)}" if name else ""
