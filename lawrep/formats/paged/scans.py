"""Tell pages that hold pictures of text, and text whose characters are lost, from text."""

import unicodedata

from lawrep.errors import ReadError
from lawrep.formats.paged.placed import Sheet

FEW = 20  # characters: a page that has fewer, and a picture, is a scan with a stamp or a page number
NO_CHARACTERS = ("Co", "Cc", "Cn", "Cs")  # private use, control, unassigned, surrogate


def check_text_layer(sheets: list[Sheet], shown: str) -> None:
    """Raise ReadError where most pages are scans, where there is no text at all, or where most of it is unreadable."""
    inked = [[glyph.text for glyph in sheet.glyphs if not glyph.text.isspace()] for sheet in sheets]
    scanned = sum(sheet.pictured and len(text) < FEW for sheet, text in zip(sheets, inked, strict=True))
    written = sum(len(text) >= FEW for text in inked)
    if scanned > written or not any(inked):
        raise scan_error(len(sheets), shown)
    total = sum(map(len, inked))
    lost = sum(is_lost(text) for page in inked for text in page)
    if lost * 2 > total:
        share = round(100 * lost / total)
        reason = f"{share}% of its characters have no meaning"
        raise ReadError(f"{shown}: the text layer is damaged ({reason}); print it to PDF anew or convert by OCR")


def scan_error(pages: int, shown: str) -> ReadError:
    """Return what to say of a file without text."""
    advice = "run OCR on it first (ocrmypdf -l chi_sim in.pdf out.pdf)"
    return ReadError(f"{shown}: a scan of {pages} page{'s' * (pages != 1)} without a text layer; {advice}")


def is_lost(text: str) -> bool:
    return text[0] == "\ufffd" or unicodedata.category(text[0]) in NO_CHARACTERS
