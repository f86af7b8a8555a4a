"""Tell the rows of a form that hold no figures: who filled it in, and the numbers of its columns."""

import re

from lawrep.grammar import alternation
from lawrep.tables import words
from lawrep.tabular.cells import Value
from lawrep.tabular.grid import Cell
from lawrep.tabular.heads import BRACKET, plain

LABELS = words("grid", "form", "words")
LABEL = re.compile(rf"(?:{alternation(LABELS)}) ?(?:\([^()]*\))? ?")
LETTERS = frozenset(words("grid", "form", "letters"))
NUMBERED = re.compile("([0-9]{1,2})(?: ?= ?[0-9 ()+*/÷x×-]+)?")  # 3=1+2


def is_label(said: str) -> bool:
    """Whether a cell names what the one beside it says of the form: 填表人."""
    return LABEL.fullmatch(said.rstrip(": ")) is not None


def is_line(said: str) -> bool:
    """Whether words say of the form who filled it in, or when: 填表人:某某."""
    match = LABEL.match(said)
    return match is not None and said[match.end() : match.end() + 1] == ":"


def is_form_row(row: list[Cell], values: list[Value | None]) -> bool:
    """Whether a row says who filled the form in, when, and where that one is reached."""
    said = [(plain(cell.words), value) for cell, value in zip(row, values, strict=True) if cell.words]
    if not said or not LABEL.match(said[0][0]):
        return False
    if all(":" in words for words, _ in said):
        return is_line(said[0][0])
    names, things = said[::2], said[1::2]
    return (
        len(names) == len(things)
        and all(is_label(words) for words, _ in names)
        and not any(is_label(words) or BRACKET.search(words) or (value and value.unit) for words, value in things)
    )


def is_numbering(row: list[Cell], values: list[Value | None]) -> bool:
    """Whether a row numbers the columns: 甲 | 乙 | 1 | 2 | 3=1+2."""
    said = [cell.words for cell in row if cell.words]
    if len(said) < 3 or said[0] not in LETTERS or any(value and value.unit for value in values):
        return False
    numbers = [NUMBERED.fullmatch(words) for words in said if words not in LETTERS]
    return [match and int(match[1]) for match in numbers] == list(range(1, len(numbers) + 1))
