"""Tell whether tracked changes of a .doc take away the marks that end its paragraphs, so that paragraphs join."""

from collections.abc import Iterator
from struct import unpack_from

PAGES = 0xFA  # in the head of a Word document: where the table of the pages of character properties stands, its length
PAGE = 512
DELETED = 0x0800  # sprmCFRMarkDel
SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes of an operand, by the upper three bits of its code


def loses_marks(word: bytes, table: bytes) -> bool:
    """Whether a deleted run of a Word document, `table` being its table stream, has the end of a paragraph in it."""
    return any(has_mark(word[start:end]) for start, end, properties in runs(word, table) if is_deleted(properties))


def has_mark(text: bytes) -> bool:
    """Whether the bytes of a run, of one or of two a character, hold the mark of a paragraph; 不 has its byte too."""
    return text.endswith(b"\r") or any(text[place : place + 2] == b"\r\0" for place in range(0, len(text), 2))


def runs(word: bytes, table: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the runs that have properties of their own: where their text begins and ends, and those properties.

    What points beyond the bytes is passed over.
    """
    if len(word) < PAGES + 8:
        return
    start, length = unpack_from("<II", word, PAGES)
    numbers = table[start : start + length]
    count = max(len(numbers) - 4, 0) // 8
    for place in range(4 * (count + 1), 8 * count + 4, 4):
        (number,) = unpack_from("<I", numbers, place)
        page = word[number * PAGE : (number + 1) * PAGE]
        if len(page) == PAGE:
            yield from runs_of(page)


def runs_of(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    count = min(page[-1], (PAGE - 5) // 5)
    ends = unpack_from(f"<{count + 1}I", page)
    for number, place in enumerate(page[4 * (count + 1) : 5 * count + 4]):
        if place:
            length = page[place * 2]
            yield ends[number], ends[number + 1], page[place * 2 + 1 : place * 2 + 1 + length]


def is_deleted(properties: bytes) -> bool:
    """Whether a tracked change takes a run away."""
    place = 0
    while place + 3 <= len(properties):
        (code,) = unpack_from("<H", properties, place)
        if code == DELETED:
            return properties[place + 2] == 1
        place += 2 + SIZES.get(code >> 13, properties[place + 2] + 1)
    return False
