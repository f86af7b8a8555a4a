"""The order of the steps: read, outline, quantify, place and label."""

from lawrep.indicators import find_indicators
from lawrep.metadata import find_metadata
from lawrep.models import Report
from lawrep.normalise import normalise
from lawrep.outline import find_headings
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
    return Report.model_validate(
        {
            "lawrep": __version__,
            "source": text.source,
            "metadata": find_metadata(normal, printed, headings),
            "sections": [heading.section() for heading in headings],
            "indicators": find_indicators(normal, printed, headings, find_quantities(normal)),
            "findings": (),
            "text": printed,
        }
    )
