"""The sentence that a figure stands in, as evidence: a stretch of the text as it was read."""

import re
from bisect import bisect_right

from lawrep.grammar import CLAUSE_END

STOP = re.compile(r"[。！？!?\r\n]")
LONGEST = 400  # characters of a sentence; a text without stops is cut at the ends of clauses


class Sentences:
    """The sentences of one text, whose headings begin with these markers, by where they start."""

    def __init__(self, text: str, markers: dict[int, str]) -> None:
        self.text = text
        self.markers = markers
        self.stops = [match.start() for match in STOP.finditer(text)]

    def around(self, start: int, end: int) -> str:
        r"""Return the sentence of `text[start:end]`, its stop included; of one of many characters those around it.

        >>> Sentences("一、成效\n（一）调解。全年调解12件，均办结。另有3件。", {0: "一、", 5: "（一）"}).around(13, 16)
        '全年调解12件，均办结。'
        """
        before, after = bisect_right(self.stops, start - 1), bisect_right(self.stops, end - 1)
        begin = self.stops[before - 1] + 1 if before else 0
        stop = self.stops[after] if after < len(self.stops) else len(self.text)
        if stop < len(self.text) and self.text[stop] not in "\r\n":
            stop += 1
        if stop - begin > LONGEST:
            begin, stop = self.clipped(begin, stop, start, end)
        begin += len(self.text[begin:start]) - len(self.text[begin:start].lstrip())
        begin += len(marker) if begin + len(marker := self.markers.get(begin, "")) <= start else 0
        return self.text[begin:stop].strip()

    def clipped(self, begin: int, stop: int, start: int, end: int) -> tuple[int, int]:
        """Return as many of the clauses from `begin` to `stop` as there is room for around `[start, end)`."""
        room = max(0, LONGEST - (end - start)) // 2
        if start - begin > room:
            floor = start - room
            clause = CLAUSE_END.search(self.text, floor, start)
            begin = clause.end() if clause else floor
        if stop - end > room:
            ends = [match.end() for match in CLAUSE_END.finditer(self.text, end, end + room)]
            stop = ends[-1] if ends else end + room
        return begin, stop
