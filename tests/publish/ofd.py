"""Write a report as OFD (GB/T 33190): a zip of XML, a text object at its place in millimetres on an A4 page.

`publish(lines, way)` gives the bytes, and `page_texts` what stands on each page, for those who check places.
"""

import io
import random
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from tests.publish.sample import Line

WIDTH, HEIGHT = 210, 297
LEFT, TOP, BOTTOM = 28, 37, 262  # of the type area
SIZE, SMALL, LARGE = 5.6444, 3.7042, 7.7611  # 三号, 五号, 二号
LEADING = 9.8
ASCENT = 0.85  # of the size, from the top of a character to its base line
LINE_CHARACTERS = 27
INDENT = 2  # characters
TITLE_CHARACTERS = 20
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
RUN = re.compile(r"[0-9.,%]+|[^0-9.,%]+")
NO_LINE_START = frozenset("，。、；：！？）》”’」％%,.;:!?)")
SEED = 33190


@dataclass(frozen=True)
class Way:
    """How the text of a page is cut into objects."""

    unit: str  # an object a "line", a "run" of digits or of other signs, or a "character"
    shuffled: bool = False  # whether the objects stand in the order of reading
    head: bool = False  # whether each page has a running head and its number
    template: bool = False  # whether the running head stands on a template page
    scaled: bool = False  # whether a transformation gives the size, the font's own being 1
    ragged: bool = False  # whether the lines of a paragraph end where their text does, or at the margin
    version: str = "1.0"


WAYS = {
    "lines": Way("line", head=True),
    "runs": Way("run", scaled=True, ragged=True),
    "characters": Way("character", shuffled=True),
    "template": Way("run", head=True, template=True, shuffled=True, version="1.1"),
}


@dataclass(frozen=True)
class Printed:
    """Some text on one line: where it begins, its base line, its size, and the advance of each character."""

    text: str
    x: float
    y: float
    size: float
    stretch: float = 0.0  # added to the advance of each character

    def advances(self) -> list[float]:
        return [(self.size / 2 if character.isascii() else self.size) + self.stretch for character in self.text]

    def justified(self) -> "Printed":
        """Return this line stretched, or shrunk, to the right margin."""
        space = LEFT + LINE_CHARACTERS * SIZE - self.x - sum(self.advances())
        return replace(self, stretch=round(space / max(1, len(self.text) - 1), 4))

    def parts(self, unit: str) -> Iterator["Printed"]:
        """Yield what the objects of this line hold."""
        if unit == "line":
            yield self
            return
        pieces = list(self.text) if unit == "character" else RUN.findall(self.text)
        x = self.x
        for piece in pieces:
            part = replace(self, text=piece, x=x)
            if not piece.isspace() or unit != "character":
                yield part
            x += sum(part.advances())


@dataclass
class Page:
    printed: list[Printed] = field(default_factory=list)


def publish(lines: Sequence[Line], way: Way, running_head: str = "") -> bytes:
    """Return the .ofd of `lines`."""
    pages = set_pages(lines, way)
    ids = iter(range(10, 10**6))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("OFD.xml", root(way))
        package.writestr("Doc_0/PublicRes.xml", RESOURCES)
        references = []
        for number, page in enumerate(pages):
            name = f"Pages/Page_{number}/Content.xml"
            references.append(f'<ofd:Page ID="{next(ids)}" BaseLoc="{name}"/>')
            package.writestr(f"Doc_0/{name}", content(page, way, number + 1, running_head, ids))
        if way.template:
            head = [Printed(running_head, LEFT, 25, SMALL)]
            package.writestr("Doc_0/Tpls/Tpl_0/Content.xml", page_xml(objects(head, way, ids), "", "Background", ids))
        package.writestr("Doc_0/Document.xml", document(references, way, next(ids)))
    return stream.getvalue()


def page_texts(lines: Sequence[Line], way: Way) -> list[str]:
    """Return the text of the report on each page, without blanks."""
    return ["".join("".join(line.text.split()) for line in page.printed) for page in set_pages(lines, way)]


def set_pages(lines: Sequence[Line], way: Way) -> list[Page]:
    """Set `lines` in type, page by page."""
    pages = [Page()]
    y = float(TOP)
    for row in rows(lines, way):
        if y > BOTTOM:
            pages.append(Page())
            y = TOP
        pages[-1].printed += [replace(printed, y=round(y, 3)) for printed in row]
        y += LEADING
    return pages


def rows(lines: Sequence[Line], way: Way) -> Iterator[list[Printed]]:
    """Yield what stands on each line of the pages, its height yet to be given."""
    for line in lines:
        if line.cells:
            step = (WIDTH - 2 * LEFT) / len(line.cells)
            yield [Printed(text, LEFT + step * column, 0, SMALL) for column, text in enumerate(line.cells) if text]
        elif line.is_title:
            yield from ([printed] for printed in centred(line.text))
        else:
            full = [Printed(part, LEFT, 0, SIZE) for part in broken(line.text)]
            full[0] = replace(full[0], x=LEFT + INDENT * SIZE)
            last = full.pop()
            yield from ([printed if way.ragged else printed.justified()] for printed in full)
            yield [last]


def centred(title: str) -> Iterator[Printed]:
    """Yield the lines of a title: two where it is long."""
    half = len(title) if len(title) <= TITLE_CHARACTERS else len(title) // 2
    for part in filter(None, (title[:half], title[half:])):
        width = sum(Printed(part, 0, 0, LARGE).advances())
        yield Printed(part, (WIDTH - width) / 2, 0, LARGE)


def broken(text: str) -> Iterator[str]:
    """Yield the lines of a paragraph: full, but that no sign of punctuation begins one."""
    start, room = 0, float(LINE_CHARACTERS - INDENT)
    for at, character in enumerate(text):
        width = 0.5 if character.isascii() else 1
        if room < width and character not in NO_LINE_START and not (character.isascii() and text[at - 1].isascii()):
            yield text[start:at]
            start, room = at, float(LINE_CHARACTERS)
        room -= width
    yield text[start:]


def content(page: Page, way: Way, number: int, running_head: str, ids: Iterator[int]) -> str:
    printed = list(page.printed)
    if way.head:
        if not way.template:
            printed.insert(0, Printed(running_head, LEFT, 25, SMALL))
        printed.append(Printed(f"— {number} —", WIDTH / 2 - 8, 275, SMALL))
    parts = [part for line in printed for part in line.parts(way.unit)]
    if way.shuffled:
        random.Random(SEED + number).shuffle(parts)  # noqa: S311  a fixed order
    template = '<ofd:Template TemplateID="3" ZOrder="Background"/>' if way.template else ""
    return page_xml(objects(parts, way, ids), template, "Body", ids)


def page_xml(body: str, template: str, layer: str, ids: Iterator[int]) -> str:
    rule = (
        f'<ofd:PathObject ID="{next(ids)}" Boundary="{LEFT} 28 154 1" LineWidth="0.35">'
        "<ofd:AbbreviatedData>M 0 0 L 154 0</ofd:AbbreviatedData></ofd:PathObject>"
    )
    return (
        f"{XML}<ofd:Page {NAMESPACE}><ofd:Area><ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:Area>"
        f'{template}<ofd:Content><ofd:Layer ID="{next(ids)}" Type="{layer}">{rule}{body}</ofd:Layer></ofd:Content>'
        "</ofd:Page>"
    )


def objects(parts: Sequence[Printed], way: Way, ids: Iterator[int]) -> str:
    return "".join(text_object(part, way, next(ids)) for part in parts)


def text_object(part: Printed, way: Way, number: int) -> str:
    """Return the text object of `part`: its boundary on the page, its base line and advances within the boundary."""
    unit = 1 / part.size if way.scaled else 1  # millimetres in the space of the object
    advances = [advance * unit for advance in part.advances()]
    width = sum(part.advances())
    box = f"{part.x:.3f} {part.y - part.size * ASCENT:.3f} {width:.3f} {part.size:.3f}"
    matrix = f' CTM="{part.size:.4f} 0 0 {part.size:.4f} 0 0"' if way.scaled else ""
    delta = f' DeltaX="{deltas(advances[:-1])}"' if len(advances) > 1 else ""
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{box}"{matrix} Font="2" Size="{part.size * unit:.4f}">'
        f'<ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="{part.size * ASCENT * unit:.4f}"{delta}>'
        f"{escape(part.text)}</ofd:TextCode></ofd:TextObject>"
    )


def deltas(advances: Sequence[float]) -> str:
    """Return advances as DeltaX; of equal ones, `g` tells how many they are: g 27 5.6444."""
    groups: list[tuple[float, int]] = []
    for advance in advances:
        if groups and groups[-1][0] == advance:
            groups[-1] = advance, groups[-1][1] + 1
        else:
            groups.append((advance, 1))
    return " ".join(
        f"g {count} {advance:.4f}" if count > 2 else " ".join([f"{advance:.4f}"] * count) for advance, count in groups
    )


def root(way: Way) -> str:
    return (
        f'{XML}<ofd:OFD {NAMESPACE} DocType="OFD" Version="{way.version}"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>0c2b7b8f6d1e4b0f9a3c5d7e9f1a2b3c</ofd:DocID><ofd:CreationDate>2026-03-02</ofd:CreationDate>"
        "<ofd:Creator>排版软件</ofd:Creator></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )


RESOURCES = (
    f'{XML}<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts>'
    '<ofd:Font ID="2" FontName="仿宋_GB2312" FamilyName="仿宋_GB2312"/></ofd:Fonts></ofd:Res>'
)


def document(references: Sequence[str], way: Way, last: int) -> str:
    template = '<ofd:TemplatePage ID="3" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if way.template else ""
    return (
        f"{XML}<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>{last}</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{template}</ofd:CommonData>"
        f"<ofd:Pages>{''.join(references)}</ofd:Pages></ofd:Document>"
    )
