"""Try a catalogue on its own examples."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lawrep.catalogue import Catalogue
from lawrep.entries import Entry, read_example
from lawrep.pipeline import describe
from lawrep.source import Text


class Failure(NamedTuple):
    """An example that is not as it should be; `code` is what its quantity was taken for."""

    entry: Entry
    example: str
    wanted: bool  # whether it should be a case of the entry
    code: str | None
    found: bool  # whether the quantity in brackets is one at all

    def __str__(self) -> str:
        if not self.found:
            what = "what is in brackets is no quantity"
        elif self.wanted:
            what = f"is taken for {self.code or 'none'}"
        else:
            what = "is taken for it, and should not be"
        return f"{self.entry.source}: {self.entry.id}: {self.example}: {what}"


def failures(catalogue: Catalogue, entries: Iterable[Entry]) -> Iterator[Failure]:
    """Yield each example of the `entries` that is not taken for its entry, and each counter-example that is."""
    for entry in entries:
        for wanted, examples in ((True, entry.examples), (False, entry.counter_examples)):
            for text in examples:
                found, code = identify(catalogue, text)
                if not found or (code == entry.id) != wanted:
                    yield Failure(entry, text, wanted, code, found)


def identify(catalogue: Catalogue, example: str) -> tuple[bool, str | None]:
    """Return whether the bracketed text of an example is a quantity, and its code."""
    heading, sentence, start, end = read_example(example)
    above = f"(一){heading}\n" if heading else ""
    document = describe(Text.of(above + sentence), catalogue)
    span = len(above) + start, len(above) + end
    for indicator in document["indicators"]:
        if (indicator["start"], indicator["end"]) == span:
            return True, indicator["code"]
    return False, None
