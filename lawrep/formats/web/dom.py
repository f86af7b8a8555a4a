"""Parse a web page, and tell of its elements what a browser knows: which are blocks, which are hidden, and where."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lawrep.errors import ReadError
from lawrep.formats.extras import needing
from lawrep.formats.web.bodies import complete_tables

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_TAGS = 300_000  # a report exported from Word, each run a span, has a tenth of it
MOST_CHARACTERS = 32 << 20
EXTRA = "html"

BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section"
    " summary table tbody td tfoot th thead tr ul framed"
)
UNSEEN_TAGS = (
    "applet area audio base button canvas datalist del embed frame head iframe img input link map math meta noembed"
    " noframes noscript object option param progress rp rt script select source style svg template textarea title"
    " track video"
)
FRAME_TAGS = ("iframe", "frame")
FRAMED = "framed"  # what holds the page of a frame, in the frame
BLOCKS, UNSEEN = frozenset(BLOCK_TAGS.split()), frozenset(UNSEEN_TAGS.split())
# Word's own: hidden text, and what it keeps apart from the text
SHOWN_NOT = re.compile("display:none|mso-hide:all|mso-element:(?:header|footer|(?:footnote|endnote|comment)-list)")
INVISIBLE = re.compile(r"visibility:(?:hidden|collapse)|font-size:0(?:px|pt|em|rem|%)?(?:;|$)")
KEEPS_LINES = re.compile(r"white-space:(?:pre|break-spaces)")
DISPLAY = re.compile(r"(?:^|;)display:(?P<value>[a-z-]+)")
BLOCK_DISPLAYS = "block flex grid table list-item table-row table-cell table-caption flow-root -webkit-box"
AS_BLOCK = frozenset(BLOCK_DISPLAYS.split())
AS_INLINE = frozenset(("inline", "contents"))
# libxml2 makes a second root of what follows the end of a page; browsers go on in the body. And </br> breaks a line.
ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
BREAK = re.compile(r"</br\s*>", re.IGNORECASE)
# To libxml2 what follows these is inside them; they hold nothing.
VOID = re.compile(r"<(?P<name>embed|source|track)(?=[\s/>])[^<>]*>", re.IGNORECASE)
CROWDED = re.compile(
    r"""<[A-Za-z][^<>\s"']*(?:[\s"']+[^<>\s"']+){9000}"""
)  # attributes, each compared with all before it
# XHTML in which each tag has a prefix: <h:p>
PREFIX = re.compile(r"""xmlns:([A-Za-z][A-Za-z0-9]{0,20})\s*=\s*["']http://www\.w3\.org/1999/xhtml["']""")
HEAD = 4096  # characters in which the root declares its prefixes
BLANK = re.compile(r"\s+")
MOST_STYLE = 1000  # characters of the style of an element


def parse_page(text: str, shown: str) -> "_Element | None":
    """Return the root of a page, None where it holds no element; nothing is fetched, and no bomb goes off.

    Raises ReadError where it is larger or deeper than a page with a report is.
    """
    with needing(EXTRA, shown):
        from lxml import etree

    if text.count("<") > MOST_TAGS or len(text) > MOST_CHARACTERS or CROWDED.search(text):
        raise ReadError(
            f"{shown}: more than {MOST_TAGS:,} tags or {MOST_CHARACTERS >> 20} MiB, or thousands of attributes on an"
            " element; no report has so many"
        )
    text = VOID.sub(r"\g<0></\g<name>>", BREAK.sub("<br>", ENDS.sub("", without_prefix(text))))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParseError, ValueError):
        return None
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise ReadError(
            f"{shown}: elements nested deeper than any report's; copy its text from the browser into a file"
        )
    if root is not None:
        complete_tables(root)
    return root


def without_prefix(text: str) -> str:
    """Take the prefix off the tags of an XHTML page that gives one to each."""
    declared = PREFIX.search(text, 0, HEAD)
    return re.sub(rf"(</?){declared[1]}:", r"\1", text) if declared else text


class Look(NamedTuple):
    """What the inline style of an element tells of how it is shown."""

    hidden: bool = False  # and all that is in it
    invisible: bool = False  # but what is in it need not be
    display: str = ""
    raised: bool = False
    list_mark: bool = False  # the number that Word printed before an item
    keeps_lines: bool = False


PLAIN = Look()


def style_of(element: "_Element") -> str:
    """Return the inline style of an element, in lower case and without blanks."""
    style = element.get("style")
    return BLANK.sub("", style[:MOST_STYLE]).lower() if style else ""


def look_of(element: "_Element") -> Look:
    style = element.get("style")
    return look_of_style(style[:MOST_STYLE]) if style else PLAIN


@lru_cache(maxsize=1024)  # a page has few styles, and each many times
def look_of_style(style: str) -> Look:
    style = BLANK.sub("", style).lower()
    display = DISPLAY.search(style)
    return Look(
        hidden=SHOWN_NOT.search(style) is not None,
        invisible=INVISIBLE.search(style) is not None,
        display=display["value"] if display else "",
        raised="vertical-align:super" in style,
        list_mark="mso-list:ignore" in style,
        keeps_lines=KEEPS_LINES.search(style) is not None,
    )


def is_hidden(element: "_Element", look: Look) -> bool:
    """Whether a browser leaves out the element and all that is in it."""
    return is_switched_off(element, look) or (element.tag in UNSEEN and not is_framed(element))


def is_switched_off(element: "_Element", look: Look) -> bool:
    """Whether the page itself hides the element, until a script or a press of a key shows it."""
    return look.hidden or element.get("hidden") is not None


def is_framed(element: "_Element") -> bool:
    """Whether an element is a frame whose page was put into it."""
    return element.tag in FRAME_TAGS and len(element) == 1 and element[0].tag == FRAMED


def is_block(tag: str, look: Look) -> bool:
    """Whether a browser begins and ends a line with the element."""
    if look.display:
        return look.display in AS_BLOCK or (tag in BLOCKS and look.display not in AS_INLINE)
    return tag in BLOCKS


class Paths:
    """The XPath of each element from the root, as a browser finds it, in time that grows with the page.

    What stands in a frame has the path of the frame: no XPath leads into it.
    """

    def __init__(self) -> None:
        self.paths: dict[_Element, str] = {}
        self.framed: set[_Element] = set()

    def of(self, element: "_Element") -> str:
        """Return what `getpath` of lxml returns, with a name that holds a colon as `*`: no XPath can hold it."""
        waiting = []
        at: _Element | None = element
        while at is not None and at not in self.paths:
            waiting.append(at)
            at = at.getparent()
        for one in reversed(waiting):
            if one not in self.paths:
                self.number(one)
        return self.paths[element]

    def number(self, element: "_Element") -> None:
        """Note the paths of an element and of its brothers."""
        parent = element.getparent()
        if parent is None:
            self.paths[element] = f"/{step(element)}"
            return
        above = self.paths[parent]
        brothers = [child for child in parent if isinstance(child.tag, str)]
        if element.tag == FRAMED or parent in self.framed:
            self.framed.update(brothers)
            self.paths.update(dict.fromkeys(brothers, above))
            return
        total: dict[str, int] = {}
        for brother in brothers:
            total[brother.tag] = total.get(brother.tag, 0) + 1
        count: dict[str, int] = {}
        for at, brother in enumerate(brothers, 1):
            name = step(brother)
            count[brother.tag] = number = count.get(brother.tag, 0) + 1
            if name == "*":
                name = f"*[{at}]"
            elif total[brother.tag] > 1:
                name = f"{name}[{number}]"
            self.paths[brother] = f"{above}/{name}"


def step(element: "_Element") -> str:
    return "*" if ":" in element.tag else element.tag
