"""Put what stands in the frames of a page into it: from `srcdoc`, and from the other pages of an MHTML file."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lawrep.formats.web.dom import FRAME_TAGS, FRAMED, MOST_CHARACTERS, parse_page

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_FRAMES, MOST_DEEP = 50, 3


def put_in_frames(root: "_Element", pages: Mapping[str, str], base: str | None, shown: str) -> None:
    """Give each frame of a page a child with the body of its own page; `pages` holds those saved with it, by address.

    Raises ReadError where one is larger or deeper than a page with a report is.
    """
    frames, characters = 0, 0
    waiting = [(root, 0)]
    while waiting:
        page, depth = waiting.pop()
        for frame in list(page.iter(*FRAME_TAGS)):
            text = page_of(frame, pages, base)
            frames, characters = frames + bool(text), characters + len(text)
            if not text or frames > MOST_FRAMES or characters > MOST_CHARACTERS:
                continue
            if (inside := put_in(frame, text, shown)) is not None and depth + 1 < MOST_DEEP:
                waiting.append((inside, depth + 1))


def page_of(frame: "_Element", pages: Mapping[str, str], base: str | None) -> str:
    """Return the page that a frame shows, "" where the file does not hold it."""
    source = (frame.get("src") or "").strip()
    if srcdoc := frame.get("srcdoc"):
        return srcdoc
    try:
        return pages.get(source) or pages.get(urljoin(base or "", source), "")
    except ValueError:  # no address
        return ""


def put_in(frame: "_Element", text: str, shown: str) -> "_Element | None":
    inner = parse_page(text, shown)
    body = inner.find("body") if inner is not None else None
    if body is None:
        return None
    for child in list(frame):
        frame.remove(child)
    frame.text = None
    inside = frame.makeelement(FRAMED)
    inside.append(body)
    frame.append(inside)
    return inside
