"""The pages of a PDF as PDFium sees them: their characters, ruling lines and pictures."""

import ctypes
import math
from importlib import import_module

from lawrep.errors import ReadError
from lawrep.formats.paged.placed import Glyph, Rule, Sheet, is_wide
from lawrep.formats.paged.ruling import points_to_rules

pdfium = import_module("pypdfium2_raw.bindings")  # the helpers of pypdfium2 take longer to import, and none is used

MOST_PAGES = 1_000
MOST_CHARACTERS = 1_000_000
MOST_OBJECTS = 4_000  # of one page that are looked at for ruling lines; a page with more is a drawing
MOST_RULES = 2_000
PICTURE = 0.4  # of a page: a larger picture may be a scan of it
PASSWORD = 4  # FPDF_ERR_PASSWORD
SECURITY = 5
HYPHEN = 0xFFFE  # what PDFium makes of a hyphen at the end of a line
ASIDE = frozenset((0, 0x0A, 0x0D))


def load_sheets(data: bytes, shown: str) -> list[Sheet]:
    """Return the pages of a PDF with their characters and ruling lines."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        if error in (PASSWORD, SECURITY):
            raise ReadError(f"{shown}: locked by a password; open it and save it without one")
        raise ReadError(f"{shown}: damaged: not a PDF that can be opened; fetch it again")
    try:
        return load_pages(document, shown)
    finally:
        pdfium.FPDF_CloseDocument(document)


def load_pages(document: object, shown: str) -> list[Sheet]:
    count = pdfium.FPDF_GetPageCount(document)
    if count > MOST_PAGES:
        raise ReadError(f"{shown}: {count:,} pages; no report has so many")
    sheets = []
    characters = 0
    for number in range(1, count + 1):
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            raise ReadError(f"{shown}: damaged: page {number} of {count} cannot be opened; fetch it again")
        try:
            sheet = load_sheet(page, number)
        finally:
            pdfium.FPDF_ClosePage(page)
        characters += len(sheet.glyphs)
        if characters > MOST_CHARACTERS:
            raise ReadError(f"{shown}: more than {MOST_CHARACTERS:,} characters; no report has so many")
        sheets.append(sheet)
    if not sheets:
        raise ReadError(f"{shown}: damaged: it has no page; fetch it again")
    return sheets


def load_sheet(page: object, number: int) -> Sheet:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    text = pdfium.FPDFText_LoadPage(page)
    glyphs = load_glyphs(text) if text else []
    if text:
        pdfium.FPDFText_ClosePage(text)
    # What is cropped off is of another page, or is not meant to be seen.
    seen = [glyph for glyph in glyphs if box.left <= glyph.x <= box.right and box.bottom <= -glyph.y <= box.top]
    rules, pictured = load_drawing(page)
    return Sheet(number, seen, rules, pictured, box.right - box.left, box.top - box.bottom)


def load_glyphs(text: object) -> list[Glyph]:
    """Return the characters of a page; y grows upwards in a PDF, and downwards here."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    to_x, to_y, to_box, to_matrix = (ctypes.byref(each) for each in (x, y, box, matrix))
    glyphs = []
    for index in range(min(pdfium.FPDFText_CountChars(text), MOST_CHARACTERS + 1)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in ASIDE or (code in (0x20, 0x2D) and pdfium.FPDFText_IsGenerated(text, index) == 1):
            if code or pdfium.FPDFText_IsGenerated(text, index) == 1:
                continue
            code = 0xFFFD
        if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
            code = 0xFFFD  # what PDFium gives is the number of a glyph
        character = "-" if code in (HYPHEN, 2) else chr(code)
        pdfium.FPDFText_GetCharOrigin(text, index, to_x, to_y)
        pdfium.FPDFText_GetLooseCharBox(text, index, to_box)
        pdfium.FPDFText_GetMatrix(text, index, to_matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(c, d)
        if not (0 < size < 1e5 and abs(x.value) < 1e6 and abs(y.value) < 1e6):
            continue
        if b == 0 and a > 0:
            angle, advance = 0.0, box.right - x.value
        else:
            along = math.hypot(a, b) or 1.0
            angle = -math.degrees(math.atan2(b, a))
            corners = [(cx, cy) for cx in (box.left, box.right) for cy in (box.bottom, box.top)]
            advance = max(((cx - x.value) * a + (cy - y.value) * b) / along for cx, cy in corners)
        # Fonts without widths give the box of the ink.
        width = max(advance, size) if is_wide(character) else max(advance, 0.0)
        glyphs.append(Glyph(character, x.value, -y.value, width, size, angle))
    return glyphs


def load_drawing(page: object) -> tuple[list[Rule], bool]:
    """Return the ruling lines of a page, and whether a picture covers it."""
    area = abs(pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)) or 1.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    rules: list[Rule] = []
    pictures = 0.0
    count = pdfium.FPDFPage_CountObjects(page)
    looked = 0
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        looked += 1
        if looked > MOST_OBJECTS:
            return [], pictures >= PICTURE * area
        if kind == pdfium.FPDF_PAGEOBJ_PATH and len(rules) <= MOST_RULES:
            rules += path_to_rules(item)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) and pdfium.FPDFPageObj_GetBounds(
            item, left, bottom, right, top
        ):
            pictures += abs((right.value - left.value) * (top.value - bottom.value))
    return (rules if len(rules) <= MOST_RULES else []), pictures >= PICTURE * area


def path_to_rules(item: object) -> list[Rule]:
    """Return the upright and the level lines of a path; a thin rectangle is one."""
    x, y = ctypes.c_float(), ctypes.c_float()
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    rules: list[Rule] = []
    points: list[tuple[float, float]] = []
    count = min(pdfium.FPDFPath_CountSegments(item), 4 * MOST_RULES)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            -(matrix.b * x.value + matrix.d * y.value + matrix.f),
        )
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            rules += points_to_rules(points)
            points = [point]
        else:
            points.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != point:
                points.append(points[0])
    return rules + points_to_rules(points)
