"""Write documents as JSON: exact numbers, stable bytes."""

from typing import Any

import msgspec

from lawrep.models import Report

ENCODER = msgspec.json.Encoder(decimal_format="number")  # exact: 98.61, and never 98.60999


def to_json(report: Report, *, text: bool = True, indent: int | None = None) -> bytes:
    """Return the JSON document of `report`, in UTF-8 and without a line end; the same report gives the same bytes.

    `text=False` leaves the text out; `indent` spreads the document over lines, that many spaces a level.
    """
    fields = {
        **report.__dict__,
        "source": report.source.__dict__,
        "metadata": report.metadata.__dict__,
        "sections": [section.__dict__ for section in report.sections],
        "indicators": [indicator.__dict__ for indicator in report.indicators],
        "findings": [finding.__dict__ for finding in report.findings],
    }
    return encode(fields, text=text, indent=indent)


def encode(fields: dict[str, Any], *, text: bool = True, indent: int | None = None) -> bytes:
    """Return the JSON of a document that is plain data, as `pipeline.describe` makes it."""
    if not text:
        fields = {key: value for key, value in fields.items() if key != "text"}
    data = ENCODER.encode(fields)
    return data if indent is None else msgspec.json.format(data, indent=indent)
