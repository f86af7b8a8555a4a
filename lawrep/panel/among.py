"""The figures that 其中 says to be parts of others of their code, though other clauses, or a stop, stand between."""

import re
from collections.abc import Iterator

from lawrep.facts import FEW, Figure, Passage
from lawrep.rules.wholes import PARTS
from lawrep.rules.words import alike, is_aside

ENDS = re.compile("[。；;!?！？\n]")
GOES_ON = re.compile(r"[^。\n]*。?[ 　]*")  # from a figure to 其中: in its sentence, or at the start of the next


def among_earlier(text: str, passage: Passage) -> Iterator[tuple[Figure, Figure]]:
    """Yield each figure of a passage that stands in the clauses of 其中 with the nearest one before that it is of.

    The first of a code there is a part; a second may be of something else: 其中甲镇12件, 乙镇80件.
    """
    figures = passage.figures
    opened: int | None = None  # the place of the first figure behind 其中
    told: set[str | None] = set()  # the codes of those behind it
    for at in range(1, len(figures)):
        between = text[figures[at - 1].end : figures[at].start]
        if (told_at := opens(between)) is not None:
            opened, told = at if GOES_ON.fullmatch(between, 0, told_at) else None, set()
        elif ENDS.search(between):
            opened = None
        if opened is not None and figures[at].is_counted and figures[at].code not in told:
            whole = nearest(text, figures[max(0, opened - FEW) : opened], figures[at])
            if whole is not None:
                yield whole, figures[at]
            told.add(figures[at].code)


def opens(between: str) -> int | None:
    """Return where the last 其中 of the words between two figures stands, if the second is in its clauses."""
    found = list(PARTS.finditer(between))
    return found[-1].start() if found and not ENDS.search(between, found[-1].end()) else None


def nearest(text: str, earlier: list[Figure], part: Figure) -> Figure | None:
    """Return the last of the figures before 其中 of the code and unit of a part; it is in the last sentence of them."""
    for whole in reversed(earlier):
        if whole.sentence != earlier[-1].sentence:
            return None
        if whole.code == part.code and whole.is_level and alike(whole.unit, part.unit):
            return None if is_aside(text, whole) else whole
    return None
