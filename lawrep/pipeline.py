"""The order of the steps: read, outline, quantify, place and label."""

from lawrep.indicators import find_indicators
from lawrep.metadata import find_metadata
from lawrep.models import Indicator, Metadata, Report, Section
from lawrep.normalise import normalise
from lawrep.outline import find_headings, section_of
from lawrep.quantities import find_quantities
from lawrep.read import Text
from lawrep.version import __version__


def extract(text: str | Text) -> Report:
    """Turn the text of one report into its outline and its quantities."""
    if isinstance(text, str):
        text = Text.of(text)
    printed = text.text
    normal = normalise(printed)
    headings = find_headings(normal, printed)
    return Report.trusted(
        {
            "lawrep": __version__,
            "source": text.source,
            "metadata": Metadata(**find_metadata(normal, printed, headings)),
            "sections": tuple([Section.trusted(section_of(heading)) for heading in headings]),
            "indicators": tuple([Indicator.trusted(f) for f in find_indicators(normal, printed, headings, find_quantities(normal))]),
            "findings": (),
            "text": printed,
        }
    )
