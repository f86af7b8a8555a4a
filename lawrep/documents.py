"""The documents of an input: those of a .json or .jsonl, or that of a report, which is extracted on the way."""

import json
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from lawrep.errors import LawrepError
from lawrep.pipeline import describe, in_decimals
from lawrep.reader import STDIN, decode, read, read_bytes
from lawrep.source import Text
from lawrep.write import encode

BOM = b"\xef\xbb\xbf"
SPACE = re.compile(r"\s*")


class Loaded(NamedTuple):
    """One document as plain data, its numbers decimals, as `pipeline.describe` gives it; or why there is none."""

    name: str
    fields: dict[str, Any] | None
    error: str | None = None


def load(source: str) -> Iterator[Loaded]:
    """Yield the documents of an input, each checked against the schema; one of several is called FILE:NUMBER.

    A document with a fault, or an input that cannot be read, is yielded with its error; it stops no other.
    """
    try:
        for name, found in contents_of(source):
            yield Loaded(name, describe(found)) if isinstance(found, Text) else checked(name, found)
    except LawrepError as error:
        yield Loaded(source, None, str(error))


def checked(name: str, data: bytes | str) -> Loaded:
    """Return the document that JSON holds, or the first of its faults."""
    from lawrep.validate import find_faults  # noqa: PLC0415 - the models are slow to load, and reports need none

    faults = find_faults(data)
    if not faults:
        return Loaded(name, in_decimals(json.loads(data, parse_float=Decimal)))
    path, message = faults[0]
    where = f"{path}: " if path else ""
    more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
    return Loaded(name, None, f"{name}: no valid document: {where}{message}{more}; `lawrep validate` names all")


def documents_of(source: str) -> Iterator[tuple[str, bytes | str]]:
    """Yield the name and the JSON of each document of an input, a report being extracted."""
    for name, found in contents_of(source):
        yield name, encode(describe(found)) if isinstance(found, Text) else found


def contents_of(source: str) -> Iterator[tuple[str, Text | bytes | str]]:
    """Yield the name of each document of an input, and its JSON; what is neither .json nor .jsonl is a report."""
    kind = os.path.splitext(source)[1].lower()  # noqa: PTH122 - a name may be longer than a path can be
    data = read_bytes(source) if kind in (".json", ".jsonl") or source == STDIN else b""
    name = "stdin" if source == STDIN else source
    if source == STDIN and data.strip() and not is_json(data):
        yield name, decode(data, name)
    elif kind == ".jsonl":
        if not data.strip():
            yield source, b""
        for number, line in enumerate(data.splitlines(), 1):
            if line.strip():
                yield f"{source}:{number}", line
    elif kind == ".json" or source == STDIN:
        documents = split_documents(data.removeprefix(BOM))
        for number, document in enumerate(documents, 1):
            yield f"{name}:{number}" if len(documents) > 1 else name, document
    else:
        yield source, read(source)


def is_json(data: bytes) -> bool:
    """Whether bytes begin as a JSON document does; so does RTF, but for its next character."""
    start = data.removeprefix(BOM).lstrip()
    return start.startswith(b"{") and not start.startswith(b"{\\rtf")


def split_documents(data: bytes) -> list[bytes | str]:
    """Return the documents that follow each other in `data`, as `lawrep extract` prints several; or all as one."""
    documents: list[bytes | str] = []
    decoder = json.JSONDecoder()
    try:
        text = data.decode().strip()
        start = 0
        while start < len(text):
            _, end = decoder.raw_decode(text, start)
            documents.append(text[start:end])
            space = SPACE.match(text, end)
            start = space.end() if space else end
    except (ValueError, RecursionError):  # which find_faults names
        return [data]
    return documents or [data]
