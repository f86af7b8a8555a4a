"""Write reports: the JSON of one document, and files that appear whole or not at all."""

import msgspec

from lawrep.models import Report

ENCODER = msgspec.json.Encoder(decimal_format="number")  # exact: 98.61 and never 98.60999


def to_json(report: Report, *, text: bool = True, indent: int | None = None) -> str:
    """Return the JSON document of `report`, without a line end; the same report always gives the same characters.

    `text=False` leaves the text out; `indent` spreads the document over lines, that many spaces a level.
    """
    document = {
        **report.__dict__,
        "source": report.source.__dict__,
        "metadata": report.metadata.__dict__,
        "sections": [section.__dict__ for section in report.sections],
        "indicators": [indicator.__dict__ for indicator in report.indicators],
        "findings": [finding.__dict__ for finding in report.findings],
    }
    if not text:
        del document["text"]
    data = ENCODER.encode(document)
    if indent is not None:
        data = msgspec.json.format(data, indent=indent)
    return data.decode()
