"""The text of one paragraph of a Word document as a reader sees it: its runs, fields, symbols and raised signs."""

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from lawrep.formats.word.equations import stands_for
from lawrep.formats.word.formulas import formula
from lawrep.formats.word.styles import Styles, leader, raised
from lawrep.formats.word.symbols import SYMBOL_FONTS, in_font, sign
from lawrep.formats.word.xml import SPACE, M, W, integer, switch, text_boxes, unwrapped, value

if TYPE_CHECKING:
    from lxml.etree import _Element

RUNS = frozenset((W + "r", M + "oMath", M + "oMathPara"))
DRAWINGS = frozenset(W + name for name in ("drawing", "pict", "object"))
NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
RUBY = W + "ruby"
FIELD = W + "fldChar"
INSTRUCTION = W + "instrText"
SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "br": "\n", W + "noBreakHyphen": "-"}
TEXT, SYMBOL = W + "t", W + "sym"
CONTENT = frozenset((TEXT, SYMBOL, FIELD, INSTRUCTION, RUBY, *SIGNS, *NOTES, *DRAWINGS))

HEXADECIMAL = re.compile("[0-9a-fA-F]{1,5}")
POWERS = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
UNIT = re.compile("(?:[A-Za-zμ]|米|公里)$")
TEN = re.compile("(?<![0-9.])10$")
EXPONENT = re.compile("[+-−]?[0-9n]{1,3}")
REFERENCE = re.compile(r"[\[［【〔(（]?\s*(?:[0-9]{1,3}|[①-⑳*※#†‡])(?:\s*[,，、\-–—~]\s*[0-9]{1,3})*\s*[\]］】〕)）]?")
PAGE = re.compile(r"[ \t]*\t[ \t]*(?=[0-9IVXivx]{1,5}\s*$)")
DOTS = "……"


class Height(Enum):
    """Where a run stands: on the line, somewhat above it, or where references to notes stand."""

    LINE = 0
    LIFTED = 1
    RAISED = 2


class Line(NamedTuple):
    """A paragraph: its text, and what hangs on it: its text boxes, and the notes it refers to."""

    text: str
    boxes: "list[_Element]"
    notes: list[tuple[str, str]]


class Field:
    """A complex field that has begun; what it holds is seen only behind its separator."""

    def __init__(self) -> None:
        self.shown = False
        self.instruction: list[str] = []

    def stands_for(self) -> str:
        """Return what a field prints that has no result: the character that it encloses in a circle."""
        return "" if self.shown else stands_for("".join(self.instruction))


class Runs:
    """Reads paragraphs one after another: a field may reach over several of them."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.fields: list[Field] = []
        self.unseen = 0  # how many of the fields are still before their separator
        self.hidden_by_style = False
        self.font = ""  # of the run under way, if it is a symbol font
        self.clear()

    def clear(self) -> None:
        self.parts: list[str] = []
        self.above: list[str] = []  # raised text that is not yet judged
        self.height = Height.LINE  # of that text
        self.boxes: list[_Element] = []
        self.notes: list[tuple[str, str]] = []

    def read(self, paragraph: "_Element") -> Line:
        """Return the text of a paragraph, without its number."""
        self.clear()
        properties = paragraph.find(W + "pPr")
        style_id = value(properties, "pStyle") or self.styles.default
        self.hidden_by_style = self.styles.hidden(style_id)
        for run in unwrapped(paragraph, RUNS):
            if run.tag != W + "r":
                self.add_formula(run)
            elif len(run):
                self.add_run(run)
        if self.unseen:  # an instruction ends with its paragraph at the latest
            self.fields = [field for field in self.fields if field.shown]
            self.unseen = 0
        self.settle()
        text = "".join(self.parts)
        if "\t" in text and (leader(properties) or self.styles.leader(style_id)):
            text = PAGE.sub(DOTS, text)
        return Line(text, self.boxes, self.notes)

    def add_run(self, run: "_Element") -> None:
        properties = run.find(W + "rPr")
        seen = not self.is_hidden(properties)
        height = Height.LINE if properties is None else self.height_of(properties)
        self.font = font_of(properties)
        for element in unwrapped(run, CONTENT):
            self.add_content(element, seen=seen, height=height)

    def is_hidden(self, properties: "_Element | None") -> bool:
        stated = switch(properties, "vanish")
        if stated is not None:
            return stated
        return self.hidden_by_style or self.styles.hidden(value(properties, "rStyle"))

    def height_of(self, properties: "_Element") -> Height:
        stated = raised(properties)
        if self.styles.raised(value(properties, "rStyle")) if stated is None else stated:
            return Height.RAISED
        return Height.LIFTED if (integer(value(properties, "position")) or 0) > 0 else Height.LINE

    def add_content(self, element: "_Element", *, seen: bool, height: Height) -> None:
        if element.tag == FIELD:
            self.add_field(element.get(W + "fldCharType"), seen=seen)
        elif element.tag == INSTRUCTION:
            if self.fields and not self.fields[-1].shown:
                self.fields[-1].instruction.append(element.text or "")
        elif seen and not self.unseen:
            if element.tag in NOTES:
                self.notes.append((NOTES[element.tag], element.get(W + "id", "")))
            elif element.tag in DRAWINGS:
                self.boxes += text_boxes(element)
            else:
                self.add(characters(element, self.font), height)

    def add_field(self, kind: str | None, *, seen: bool) -> None:
        if kind == "begin":
            self.fields.append(Field())
            self.unseen += 1
        elif kind == "separate" and self.fields:
            self.unseen -= not self.fields[-1].shown
            self.fields[-1].shown = True
        elif kind == "end" and self.fields:
            field = self.fields.pop()
            self.unseen -= not field.shown
            if seen and not self.unseen:
                self.add(field.stands_for())

    def add_formula(self, element: "_Element") -> None:
        for text, above in formula(element):
            self.add(text, Height.LIFTED if above else Height.LINE)

    def add(self, text: str, height: Height = Height.LINE) -> None:
        if text and height != self.height:
            self.settle()
            self.height = height
        if text:
            (self.parts if height is Height.LINE else self.above).append(text)

    def settle(self) -> None:
        """Judge the raised text that has ended."""
        if self.above:
            before = "".join(self.parts[-3:])[-8:]
            self.parts.append(settled("".join(self.above), before, self.height))
            self.above.clear()


def settled(text: str, before: str, height: Height = Height.RAISED) -> str:
    """Return what raised `text` is read as behind `before`: a power stays as such, a reference to a note goes.

    >>> settled("2", "12m"), settled("4", "×10"), settled("[1]", "调解"), settled("3", "复议"), settled("TM", "案云")
    ('²', '⁴', '', '', 'TM')
    """
    bare = text.strip()
    if (bare in ("2", "3") and UNIT.search(before)) or (EXPONENT.fullmatch(bare) and TEN.search(before)):
        return bare.translate(POWERS)
    is_reference = height is Height.RAISED and before.strip() and REFERENCE.fullmatch(bare)
    return "" if is_reference else text


def font_of(properties: "_Element | None") -> str:
    """Return the symbol font that a run is set in, or nothing."""
    fonts = None if properties is None else properties.find(W + "rFonts")
    font = "" if fonts is None else fonts.get(W + "ascii", fonts.get(W + "hAnsi", ""))
    return font if font.lower() in SYMBOL_FONTS else ""


def characters(element: "_Element", font: str = "") -> str:
    """Return what an element of a run prints; `font` is that of the run, if it is a symbol font."""
    if element.tag == TEXT:
        return text_of(element, font)
    if element.tag == SYMBOL:
        return symbol(element)
    if element.tag == RUBY:
        return "".join(text_of(text) for base in element.iterchildren(W + "rubyBase") for text in base.iter(TEXT))
    return SIGNS[element.tag]


def text_of(element: "_Element", font: str = "") -> str:
    """Return the text of `w:t`; blanks at its ends count only where it says so, and no line end does."""
    text = element.text or ""
    if element.get(SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return in_font(text.replace("\n", " "), font)


def symbol(element: "_Element") -> str:
    """Return the character that `w:sym` stands for."""
    code = element.get(W + "char", "")
    return sign(element.get(W + "font", ""), int(code, 16)) if HEXADECIMAL.fullmatch(code) else ""
