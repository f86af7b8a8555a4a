"""Say where a character of a text stands in the original that it was read from."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from lawrep.source import Place, Text

START = itemgetter("start")


def place_at(places: Sequence[Place], offset: int) -> Place | None:
    """Return the place that holds the character at `offset`, or None: between two places, or of plain text.

    >>> place_at(({"start": 0, "end": 5, "page": 1}, {"start": 6, "end": 9, "page": 2}), 7)
    {'start': 6, 'end': 9, 'page': 2}
    """
    before = bisect_right(places, offset, key=START) - 1
    return places[before] if before >= 0 and offset < places[before]["end"] else None


def in_words(place: Place | None) -> str:
    """Return what tells a reader where to look.

    >>> in_words({"start": 0, "end": 5, "paragraph": 12})
    'paragraph 12'
    """
    if place is None:
        return ""
    if "path" in place:
        return place["path"]
    return f"page {place['page']}" if "page" in place else f"paragraph {place['paragraph']}"


def lines_with_places(text: Text) -> Iterator[tuple[str, str]]:
    """Yield each line of a text with where its first character stands."""
    start = 0
    for line in text.text.split("\n"):
        yield in_words(place_at(text.places, start)), line
        start += len(line) + 1
