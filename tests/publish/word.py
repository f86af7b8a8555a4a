"""Write a report as Word does: the numerals stand in numbering definitions, not in the text (python-docx).

`publish(lines, way)` gives the bytes. In every way a numeral that Word would not count to by itself, or that has
another form than the others of its level, is got by a `w:num` with a `w:startOverride`, as a typist gets it.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from tests.publish.sample import LEVELS, Line, Marker, tables_apart

LEFT_TYPED = frozenset({"clause"})  # 一是 is part of its sentence; only some offices number it
OUTLINE = frozenset(LEVELS) - LEFT_TYPED  # what one multilevel list may count; 一是 has a list of its own
UNKNOWN = -9  # a count that programs differ on, so that it is always set: of a level passed over, or restarted where it
# was begun amid (ECMA-376 17.9.26 restarts it at the w:startOverride, LibreOffice at the w:start)
NUMBER_PIECE = re.compile(r"(?<=[0-9０-９])(?=[0-9０-９.,，])")  # where a number is cut in two runs
STYLED_NUM = 1  # the w:num of the heading styles
HEADINGS = {level: f"Heading {number}" for number, level in enumerate(LEVELS, 1)}


@dataclass(frozen=True)
class Way:
    """A way to number: what the counters are shared between, when they restart, who carries the numbering."""

    formats: tuple[str, ...]  # of the levels, outermost first
    shared: bool  # one multilevel list for all levels, or a list for each
    restarting: bool = True  # whether a counter restarts below its parent by itself
    styled: bool = False  # whether the heading styles carry the numbering, or each paragraph
    numbered: frozenset[str] = OUTLINE
    suffix: str = "nothing"
    reviewed: bool = False  # with tracked changes, content controls, a header and a footer


WAYS = {
    "numbered": Way(
        (
            "chineseCountingThousand",
            "chineseCountingThousand",
            "decimal",
            "decimal",
            "decimalEnclosedCircle",
            "chineseCounting",
        ),
        shared=True,
        numbered=frozenset(LEVELS),
    ),
    "styled": Way(
        ("chineseCounting", "chineseCounting", "decimal", "decimal", "decimalEnclosedCircleChinese", "decimal"),
        shared=True,
        styled=True,
        suffix="space",
    ),
    "sections": Way(
        ("japaneseCounting", "japaneseCounting", "decimal", "decimal", "decimalEnclosedCircle", "japaneseCounting"),
        shared=False,
        restarting=False,
        numbered=frozenset(LEVELS),
        suffix="tab",
    ),
    "continued": Way(
        ("chineseCountingThousand", "chineseCounting", "decimal", "decimal", "decimalEnclosedCircle", "decimal"),
        shared=True,
        restarting=False,
        reviewed=True,
    ),
}


def publish(lines: Sequence[Line], way: Way) -> bytes:
    """Return the .docx of `lines`."""
    document = docx.Document()
    clear(document.part.numbering_part.element)
    lists = Lists(document.part.numbering_part.element, way, usual_forms(lines))
    if way.styled:
        number_styles(document, lists)
    for group in tables_apart(lines):
        if group[0].cells:
            add_table(document, group)
        else:
            for line in group:
                add_paragraph(document, line, lists)
    if way.reviewed:
        review(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def clear(element: BaseOxmlElement) -> None:
    for child in list(element):
        element.remove(child)


def usual_forms(lines: Iterable[Line]) -> dict[str, tuple[str, str]]:
    """Return the commonest form of the numerals of each level."""
    forms = dict.fromkeys(LEVELS, ("", ""))
    counts = Counter((line.marker.level, line.marker.form) for line in lines if line.marker)
    for (level, form), _ in reversed(counts.most_common()):
        forms[level] = form
    return forms


@dataclass
class Lists:
    """The numbering definitions of a document, and what Word would count to next in each."""

    element: BaseOxmlElement
    way: Way
    usual: dict[str, tuple[str, str]]
    abstracts: int = 0
    nums: dict[str, int] = field(default_factory=dict)  # the current w:num of each list, by its name
    abstract_of: dict[str, int] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)  # by list and level
    begun: dict[str, tuple[str, int]] = field(default_factory=dict)  # which level the current w:num begins, and at what
    made: int = 0

    def number(self, marker: Marker) -> tuple[int, int, bool]:
        """Return the w:num and the w:ilvl of a numeral, and whether the heading styles give both."""
        is_main = self.way.shared and marker.level in OUTLINE and marker.form == self.usual[marker.level]
        name = "main" if is_main else f"{marker.level} {marker.form}"
        depth = LEVELS.index(marker.level) if is_main else 0
        if name not in self.abstract_of:
            levels = LEVELS if is_main else (marker.level,)
            self.open(name, levels, marker)
        if marker.ordinal != self.counts.get((name, marker.level), 0) + 1:
            self.nums[name] = self.add_num(self.abstract_of[name], depth, marker.ordinal)
            self.begun[name] = (marker.level, marker.ordinal)
        self.counts[name, marker.level] = marker.ordinal
        for skipped in LEVELS[: depth if is_main else 0]:
            self.counts.setdefault((name, skipped), UNKNOWN)
        if is_main and self.way.restarting:
            for deeper in LEVELS[depth + 1 :]:
                begun, ordinal = self.begun.get(name, ("", 1))
                self.counts[name, deeper] = UNKNOWN if deeper == begun and ordinal > 1 else 0
        return self.nums[name], depth, self.way.styled and self.nums[name] == STYLED_NUM

    def open(self, name: str, levels: Sequence[str], marker: Marker) -> None:
        """Define the list `name`."""
        xml = "".join(
            self.level_xml(depth, level, marker.form if len(levels) == 1 else self.usual[level])
            for depth, level in enumerate(levels)
        )
        kind = "multilevel" if len(levels) > 1 else "singleLevel"
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.abstracts}">'
            f'<w:multiLevelType w:val="{kind}"/>{xml}</w:abstractNum>'
        )
        self.element.insert(self.abstracts, abstract)  # the definitions stand before all w:num
        self.abstract_of[name] = self.abstracts
        self.abstracts += 1
        self.nums[name] = self.add_num(self.abstract_of[name])

    def level_xml(self, depth: int, level: str, form: tuple[str, str]) -> str:
        before, after = form
        style = f'<w:pStyle w:val="Heading{depth + 1}"/>' if self.way.styled and self.abstracts == 0 else ""
        restart = '<w:lvlRestart w:val="0"/>' if not self.way.restarting and depth else ""
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{self.way.formats[LEVELS.index(level)]}"/>{restart}{style}'
            f'<w:suff w:val="{self.way.suffix}"/><w:lvlText w:val="{before}%{depth + 1}{after}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>'
        )

    def add_num(self, abstract: int, depth: int | None = None, start: int = 1) -> int:
        """Add a w:num, at `depth` starting anew with `start`, and return its id."""
        self.made += 1
        override = ""
        if depth is not None:
            override = f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        of = f'<w:abstractNumId w:val="{abstract}"/>'
        self.element.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{self.made}">{of}{override}</w:num>'))
        return self.made


def number_styles(document: Document, lists: Lists) -> None:
    """Let each heading style be based on the one above it and carry its level of the one list."""
    lists.open("main", LEVELS, Marker("chapter", 1, ("", "、")))
    above = None
    for depth, level in enumerate(LEVELS):
        style = document.styles[HEADINGS[level]]
        if above is not None:
            style.base_style = above
        above = style
        properties = style.element.get_or_add_pPr()
        for child in properties.findall(qn("w:numPr")):
            properties.remove(child)
        number = f'<w:numId w:val="{STYLED_NUM}"/>' if depth != 2 else ""  # the third takes the list from the second
        properties.insert_element_before(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/>{number}</w:numPr>'),
            "w:spacing",
            "w:outlineLvl",
        )


def add_paragraph(document: Document, line: Line, lists: Lists) -> None:
    marker = line.marker
    if marker is None or marker.level not in lists.way.numbered:
        add_runs(document.add_paragraph(style="Title" if line.is_title else None), line.text)
        return
    num, depth, is_styled = lists.number(marker)
    is_heading = lists.way.styled and marker.form == lists.usual[marker.level]
    paragraph = document.add_paragraph(style=HEADINGS[marker.level] if is_heading else None)
    if not is_styled:
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    add_runs(paragraph, line.rest)


def add_runs(paragraph: Paragraph, text: str) -> None:
    """Add `text` in runs, as an editor leaves them: cut amid numbers, some bold, with proofing marks."""
    for number, piece in enumerate(NUMBER_PIECE.split(text)):
        run = paragraph.add_run(piece)
        if number % 3 == 1:
            run.bold = True
            mark = OxmlElement("w:proofErr", {qn("w:type"): "spellStart"})
            run._r.addprevious(mark)


def add_table(document: Document, rows: Sequence[Line]) -> None:
    table = document.add_table(rows=0, cols=max(len(row.cells) for row in rows), style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row.cells, strict=False):
            cell.text = ""
            add_runs(cell.paragraphs[0], text)


WHO = 'w:author="校对" w:date="2025-01-06T09:00:00Z"'
DELETED = f'<w:del {{}} w:id="9{{}}" {WHO}><w:r><w:delText>约7500余</w:delText></w:r></w:del>'
INSERTED = f'<w:ins {{}} w:id="8{{}}" {WHO}/>'
CONTROL = "<w:sdt {}><w:sdtPr/><w:sdtContent/></w:sdt>"


def review(document: Document) -> None:
    """Mark up every fourth paragraph: a deletion, an insertion, a content control; add a header and a page number."""
    for number, paragraph in enumerate(document.paragraphs):
        runs = paragraph.runs
        if number % 4 or not runs:
            continue
        last = runs[-1]._r
        last.addprevious(parse_xml(DELETED.format(nsdecls("w"), number)))
        inserted = parse_xml(INSERTED.format(nsdecls("w"), number))
        last.addprevious(inserted)
        inserted.append(last)
        if number % 8 == 0:
            control = parse_xml(CONTROL.format(nsdecls("w")))
            paragraph._p.addprevious(control)
            control[-1].append(paragraph._p)
    section = document.sections[0]
    section.header.paragraphs[0].text = "法治政府建设年度报告 内部资料 2025年第3期"
    footer = section.footer.paragraphs[0]
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>'))
