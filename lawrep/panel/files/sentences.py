"""The sentences of a data set, each once, with numbers by which rows refer to them."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, NamedTuple

from lawrep.panel.table import Column

RECENT = 64  # documents whose sentences are remembered: the rows of one stand together, or nearly so
SENTENCE, DOCUMENT = "sentence", "document"


class Found(NamedTuple):
    """The sentence of a row: its number, from 1, and whether it has not been met before."""

    number: int
    is_new: bool


class Sentences:
    """Numbers the distinct sentences of rows with these columns, of which `kept` are told of a sentence.

    Its memory does not grow with the number of documents.
    """

    def __init__(self, columns: Iterable[Column], kept: Iterable[str]) -> None:
        names = [column.name for column in columns]
        self.kept = tuple(name for name in kept if name in names)
        self.places = [names.index(name) for name in self.kept]
        self.sentence = names.index(SENTENCE)
        self.document = names.index(DOCUMENT)
        self.recent: OrderedDict[str | None, dict[tuple[Any, ...], int]] = OrderedDict()
        self.count = 0

    def find(self, values: tuple[Any, ...]) -> Found | None:
        """Return the sentence of a row; None where it has none."""
        if values[self.sentence] is None:
            return None
        known = self.known_of(values[self.document])
        key = self.told(values)
        if key in known:
            return Found(known[key], is_new=False)
        self.count += 1
        known[key] = self.count
        return Found(self.count, is_new=True)

    def told(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return what is kept of the sentence of a row."""
        return tuple([values[place] for place in self.places])

    def known_of(self, document: str | None) -> dict[tuple[Any, ...], int]:
        """Return the sentences of a document that are known; those of the document that was met first are forgotten."""
        if document not in self.recent:
            self.recent[document] = {}
            if len(self.recent) > RECENT:
                self.recent.popitem(last=False)
        return self.recent[document]
