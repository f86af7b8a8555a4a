"""Read an OFD (GB/T 33190-2016): a zip of XML, in which each page places its characters one by one."""

import math
import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lawrep.errors import ReadError
from lawrep.formats.package import Package, parse_xml
from lawrep.formats.paged.isolated import run_isolated
from lawrep.formats.paged.layout import sheets_to_reading
from lawrep.formats.paged.placed import Glyph, Rule, Sheet, is_wide
from lawrep.formats.paged.ruling import points_to_rules
from lawrep.formats.reading import Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

POINTS = 72 / 25.4  # OFD measures in millimetres
FARTHEST = 1e6  # points: what is placed beyond is on no page
MOST_PAGES = 1_000
MOST_CHARACTERS = 1_000_000
MOST_XML = 128 << 20  # bytes in all
MOST_TAGS = 2_000_000
MOST_RULES = 2_000  # of one page; a page with more is a drawing
NESTED = ("Content", "Layer", "PageBlock")
USUAL = 0.5  # em that a Latin letter or a digit is wide
WIDEST = 1.2  # em: where the next character is farther, there is a gap
PICTURE = 0.4  # of a page
A4 = (210.0, 297.0)


class Matrix(NamedTuple):
    """How an object is turned, scaled and moved: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


class PlacedContent(NamedTuple):
    """What a page, or a template of pages, holds."""

    glyphs: Sequence[Glyph] = ()
    rules: Sequence[Rule] = ()
    pictures: float = 0.0  # their area
    templates: tuple[str, ...] = ()
    size: tuple[float, float] = A4


def read(data: bytes, shown: str) -> Reading:
    """Return the text of an OFD, page furniture aside; of several documents in it, one after the other.

    Raises ReadError where it is damaged, locked, a scan, larger than a report is, or asks for more time and memory.
    """
    return run_isolated(__name__, data, shown)


def read_here(data: bytes, shown: str) -> Reading:
    """Do the work of `read` in this process, without bounds of time and memory."""
    package = Contents(data, shown)
    if "Encryptions.xml" in package:
        raise ReadError(f"{shown}: locked by a password; open it and save it without one")
    sheets: list[Sheet] = []
    for root in document_roots(package):
        sheets += Document(package, root).sheets(len(sheets))
    if not sheets:
        raise ReadError(f"{shown}: damaged: it has no page; fetch it again")
    return sheets_to_reading(sheets, shown)


class Contents(Package):
    """A package that unpacks no more in all than a report holds."""

    unpacked = tags = characters = words = 0

    def xml(self, name: str) -> "_Element":
        """Return the root element of a member."""
        data = self.read(name)
        self.unpacked += len(data)
        self.tags += data.count(b"<")
        if self.unpacked > MOST_XML or self.tags > MOST_TAGS:
            raise ReadError(f"{self.shown}: unpacks to {self.unpacked >> 20} MiB and more; no report is so large")
        return parse_xml(data, f"{self.shown}: {name}")

    def next_word(self) -> int:
        """Return a number for characters that follow one another."""
        self.words += 1
        return self.words

    def count(self, text: str) -> str:
        """Return `text`, unless too many characters have been counted."""
        self.characters += len(text)
        if self.characters > MOST_CHARACTERS:
            raise ReadError(f"{self.shown}: more than {MOST_CHARACTERS:,} characters; no report has so many")
        return text


def document_roots(package: Contents) -> list[str]:
    """Return the names of the documents in the package, each in its current version."""
    roots = []
    for body in children(package.xml("OFD.xml"), "DocBody"):
        root = text_of(body, "DocRoot")
        for versions in children(body, "Versions"):
            for version in children(versions, "Version"):
                location = attribute(version, "BaseLoc")
                if attribute(version, "Current").lower() in ("true", "1") and location:
                    location = resolve(package, "", location)
                    inner = text_of(package.xml(location), "DocRoot")
                    root = resolve(package, posixpath.dirname(location), inner) if inner else root
        if root:
            roots.append(resolve(package, "", root))
    return roots


def resolve(package: Package, folder: str, location: str) -> str:
    """Return the name of the member that `location` means in a file of `folder`; some writers count from the root."""
    location = location.strip().replace("\\", "/")
    if location.startswith("/"):
        return location.lstrip("/")
    relative = posixpath.normpath(posixpath.join(folder, location))
    return relative if relative in package else posixpath.normpath(location)


class Document:
    """One document of a package."""

    def __init__(self, package: Contents, root: str) -> None:
        self.package = package
        self.folder = posixpath.dirname(root)
        self.root = package.xml(root)
        self.contents: dict[str, PlacedContent] = {}

    @cached_property
    def templates(self) -> dict[str, str]:
        """The locations of the templates by their ids."""
        return {
            attribute(template, "ID"): attribute(template, "BaseLoc")
            for common in children(self.root, "CommonData")
            for template in children(common, "TemplatePage")
        }

    def sheets(self, before: int) -> Iterator[Sheet]:
        """Yield the pages; `before` is how many other documents have."""
        locations = [
            attribute(page, "BaseLoc") for pages in children(self.root, "Pages") for page in children(pages, "Page")
        ]
        if before + len(locations) > MOST_PAGES:
            raise ReadError(f"{self.package.shown}: {before + len(locations):,} pages; no report has so many")
        pages = [self.load(location) for location in locations]
        used = Counter(template for page in pages for template in page.templates)
        for number, page in enumerate(pages, before + 1):
            # What several pages share is their furniture.
            own = [self.load(self.templates.get(template, "")) for template in page.templates if used[template] == 1]
            contents = [page, *own]
            glyphs = [glyph for content in contents for glyph in content.glyphs]
            rules = [rule for content in contents for rule in content.rules]
            width, height = page.size
            pictured = sum(content.pictures for content in contents) >= PICTURE * width * height
            kept = rules if len(rules) <= MOST_RULES else []
            yield Sheet(number, glyphs, kept, pictured, width * POINTS, height * POINTS)

    def load(self, location: str) -> PlacedContent:
        """Return what a page or a template holds."""
        if not location:
            return PlacedContent()
        page = self.package.xml(resolve(self.package, self.folder, location))
        content = content_of(page, self.package)
        templates = tuple(attribute(template, "TemplateID") for template in children(page, "Template"))
        return content._replace(templates=templates, size=self.size(page))

    def size(self, page: "_Element") -> tuple[float, float]:
        """Return how wide and how high a page is, in millimetres."""
        areas = [*children(page, "Area")]
        areas += [area for common in children(self.root, "CommonData") for area in children(common, "PageArea")]
        for area in areas:
            box = numbers(text_of(area, "PhysicalBox"))
            if len(box) == 4 and box[2] * box[3] > 0:
                return box[2], box[3]
        return A4


def name_of(element: "_Element") -> str:
    """Return the name of an element without its namespace, which writers choose freely."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: "_Element", name: str) -> str:
    """Return an attribute; some writers begin its name with a small letter."""
    return element.get(name) or element.get(name.lower()) or ""


def children(element: "_Element", name: str) -> Iterator["_Element"]:
    return (child for child in element if name_of(child) == name)


def text_of(element: "_Element", name: str) -> str:
    return next(((child.text or "").strip() for child in children(element, name)), "")


def numbers(text: str) -> list[float]:
    """Return the numbers in a text, none where one is no number."""
    try:
        found = [float(word) for word in text.split()]
    except ValueError:
        return []
    return found if all(map(math.isfinite, found)) else []


def content_of(page: "_Element", package: Contents) -> PlacedContent:
    """Return the characters, ruling lines and pictures of a page; what is nested stands in the page's own space."""
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    pictures = 0.0
    waiting = [page]
    while waiting:
        element = waiting.pop()
        for child in element:
            name = name_of(child)
            if attribute(child, "Visible").lower() == "false":
                continue
            if name in NESTED:
                waiting.append(child)
            elif name == "TextObject":
                glyphs += text_to_glyphs(child, package)
            elif name == "PathObject" and len(rules) <= MOST_RULES:
                rules += path_to_rules(child)
            elif name == "ImageObject":
                box = numbers(attribute(child, "Boundary"))
                pictures += abs(box[2] * box[3]) if len(box) == 4 else 0.0
    return PlacedContent(glyphs, rules, pictures)


def matrix_of(element: "_Element") -> Matrix:
    """Return how the coordinates of an object become those of the page, in points."""
    ctm = numbers(attribute(element, "CTM"))
    box = numbers(attribute(element, "Boundary"))
    a, b, c, d, e, f = ctm if len(ctm) == 6 else Matrix()
    x, y = box[:2] if len(box) == 4 else (0.0, 0.0)
    return Matrix(*(POINTS * each for each in (a, b, c, d, e + x, f + y)))


def text_to_glyphs(element: "_Element", package: Contents) -> list[Glyph]:
    """Place the characters of a text object, whichever glyphs its font draws for them."""
    matrix = matrix_of(element)
    em = next(iter(numbers(attribute(element, "Size"))), 0.0)
    size, along = em * math.hypot(matrix.c, matrix.d), math.hypot(matrix.a, matrix.b)
    if not 0 < size < FARTHEST or not 0 < along < FARTHEST:
        return []
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    glyphs: list[Glyph] = []
    x = y = 0.0
    for code in children(element, "TextCode"):
        text = package.count(code.text or "")
        x = next(iter(numbers(attribute(code, "X"))), x)
        y = next(iter(numbers(attribute(code, "Y"))), y)
        rights, downs = deltas(attribute(code, "DeltaX"), len(text)), deltas(attribute(code, "DeltaY"), len(text))
        here_x, here_y = x, y
        spread = len(rights) > 2 and rights[0] > 0 and len(set(rights)) == 1  # letter by letter
        word = package.next_word()
        for place, character in enumerate(text):
            usual = em if is_wide(character) else USUAL * em
            right = rights[place] if place < len(rights) else (0.0 if downs else usual)
            width = em if is_wide(character) else right if 0 < right <= WIDEST * em or spread else usual
            at_x, at_y = matrix.apply(here_x, here_y)
            if character not in "\r\n\t" and abs(at_x) < FARTHEST and abs(at_y) < FARTHEST:
                glyphs.append(Glyph(character, at_x, at_y, width * along, size, angle, word))
            if right > WIDEST * em and not spread:
                word = package.next_word()
            here_x += right
            here_y += downs[place] if place < len(downs) else 0.0
    return glyphs


def deltas(text: str, most: int) -> list[float]:
    """Return the distances between characters, at most so many.

    >>> deltas("g 3 5.5 4", 20)
    [5.5, 5.5, 5.5, 4.0]
    """
    words = iter(text.split())
    found: list[float] = []
    try:
        for word in words:
            if len(found) >= most:
                break
            if word in ("g", "G"):
                count, distance = int(next(words)), float(next(words))
                found += [distance] * min(count, most - len(found))
            else:
                found.append(float(word))
    except (ValueError, StopIteration):
        return []
    return found if all(map(math.isfinite, found)) else []


def path_to_rules(element: "_Element") -> list[Rule]:
    """Return the upright and level lines of a path; what a curve draws is none."""
    matrix = matrix_of(element)
    rules: list[Rule] = []
    points: list[tuple[float, float]] = []
    words = text_of(element, "AbbreviatedData").split()[: 12 * MOST_RULES]
    place = 0
    while place < len(words):
        command = words[place]
        at = numbers(" ".join(words[place + 1 : place + 3])) if command in "MSL" else []
        if command in "MSL" and len(at) == 2:
            point = matrix.apply(*at)
            if command != "L":
                rules += points_to_rules(points)
                points = []
            points.append(point)
            place += 2
        elif command == "C" and points:
            points.append(points[0])
        elif command in ("B", "Q", "A"):
            rules += points_to_rules(points)
            points = []
        place += 1
    return rules + points_to_rules(points)
