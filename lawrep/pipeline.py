"""The order of the steps: read, part from the page, outline, quantify, identify, check. The only module to know it.

It hands on plain data. The models of `models` are for those who use the library; building them, and loading what
builds them, takes longer than all the steps.
"""

from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

from lawrep.body import find_body
from lawrep.catalogue import Catalogue, standard
from lawrep.checks import check
from lawrep.codes import Identifier
from lawrep.facts import Facts
from lawrep.indicators import find_indicators
from lawrep.metadata import find_metadata
from lawrep.normalise import normalise, with_line_ends
from lawrep.numerals import EXACT
from lawrep.outline import find_headings, mask_markers, section_of
from lawrep.quantities import find_quantities
from lawrep.source import Text
from lawrep.tabular.sheet import read_sheet
from lawrep.version import __version__


def describe(
    text: Text, catalogue: Catalogue | None = None, watch: Callable[[Identifier], None] | None = None
) -> dict[str, Any]:
    """Return the document of `text` as plain data: the fields of a `Report`, and of what it holds, as dicts.

    The indicators are those of `catalogue`, by default the package's own. `watch` is called before each is identified,
    with what identifies it.
    """
    with localcontext(EXACT):  # as a number may have more digits than Decimal's own 28
        return describe_exactly(text, catalogue or standard(), watch)


def describe_exactly(text: Text, catalogue: Catalogue, watch: Callable[[Identifier], None] | None) -> dict[str, Any]:
    """Do the work of `describe` where no digit is lost."""
    printed = with_line_ends(text.text)
    normal = normalise(printed)
    body = find_body(normal)
    report = body.only(normal)
    sheet = read_sheet(report, printed, body.start)
    prose, told = sheet.prose(report), sheet.told(report)
    headings = find_headings(prose, printed)
    quantities = find_quantities(mask_markers(sheet.parted(prose), headings))
    report = sheet.parted(report)
    metadata = find_metadata(normal, printed, body, headings, text.beside, text.declared)
    identifier = Identifier(report, headings, catalogue.lexicon, watch)
    document: dict[str, Any] = {
        "lawrep": __version__,
        "source": text.source._asdict(),
        "metadata": metadata,
        "sections": [section_of(heading) for heading in headings],
        "indicators": find_indicators(report, printed, headings, quantities, metadata["year"], identifier, sheet),
        "findings": [],
        "source_map": text.places,
        "text": text.text,
    }
    document["findings"] = check(Facts(document, told, body.start)).findings
    return document


def facts_of(document: dict[str, Any]) -> Facts:
    """Return the facts of a document that was written before, with its text."""
    in_decimals(document)
    printed = with_line_ends(document["text"])
    normal = normalise(printed)
    body = find_body(normal)
    report = body.only(normal)
    return Facts(document, read_sheet(report, printed, body.start).told(report), body.start)


def in_decimals(document: dict[str, Any]) -> dict[str, Any]:
    """Make decimals of the whole numbers in a document that was parsed."""
    for indicator in document["indicators"]:
        indicator["value"] = Decimal(indicator["value"])
        if indicator["value_max"] is not None:
            indicator["value_max"] = Decimal(indicator["value_max"])
    return document
