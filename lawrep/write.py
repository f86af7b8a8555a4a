"""Write documents as JSON: exact numbers, stable bytes."""

from typing import Any

import msgspec

ENCODER = msgspec.json.Encoder(decimal_format="number")  # exact: 98.61, and never 98.60999


def encode(fields: dict[str, Any], *, text: bool = True, indent: int | None = None) -> bytes:
    """Return the JSON of a document that is plain data, as `pipeline.describe` makes it."""
    if not text:
        fields = {key: value for key, value in fields.items() if key != "text"}
    data = ENCODER.encode(fields)
    return data if indent is None else msgspec.json.format(data, indent=indent)
