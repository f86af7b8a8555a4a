"""The order of the steps: read, outline, quantify, place and label. The only module that knows it."""

from typing import Any

from lawrep.indicators import find_indicators
from lawrep.metadata import find_metadata
from lawrep.models import Indicator, Metadata, Report, Section
from lawrep.normalise import normalise
from lawrep.outline import find_headings, section_of
from lawrep.quantities import find_quantities
from lawrep.reader import Text
from lawrep.version import __version__


def extract(text: str | Text) -> Report:
    """Turn the text of one report into its outline and its quantities.

    `text` is a string, or what `read` returned. Never raises, whatever the characters; a string's lone surrogates
    become U+FFFD. Takes time linear in the length of the text.

    >>> report = extract("一、主要成效。全年调解纠纷954件，成功率99.7%。")
    >>> [(indicator.text, indicator.value, indicator.section) for indicator in report.indicators]
    [('954件', Decimal('954'), '1'), ('99.7%', Decimal('99.7'), '1')]
    """
    if isinstance(text, str):
        text = Text.of(text)
    fields = describe(text)
    models = {
        **fields,
        "source": text.source,
        "metadata": Metadata.trusted([fields["metadata"]])[0],
        "sections": Section.trusted(fields["sections"]),
        "indicators": Indicator.trusted(fields["indicators"]),
        "findings": (),
    }
    return Report.trusted([models])[0]


def describe(text: Text) -> dict[str, Any]:
    """Return the document of `text` as plain data: the fields of a `Report`, and of what it holds, as dicts."""
    printed = text.text
    normal = normalise(printed)
    headings = find_headings(normal, printed)
    quantities = find_quantities(normal)
    return {
        "lawrep": __version__,
        "source": text.source.__dict__,
        "metadata": find_metadata(normal, printed, headings),
        "sections": [section_of(heading) for heading in headings],
        "indicators": find_indicators(normal, printed, headings, quantities),
        "findings": [],
        "text": printed,
    }
