"""The words of a report as HTML: each quantity one `<mark>`, each heading and each finding where it stands.

Headings hold marks and marks hold the tint of findings, so that whatever spans a document has, the elements nest and
every character stands there once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import escape

from lawrep.page.report.layout import Head
from lawrep.terms import Severity

# At one offset these come in this order: what closes, from the inside out, then what opens.
CLOSE_TINT, CLOSE_MARK, FLAG, CLOSE_HEAD, BREAK, OPEN_HEAD, OPEN_MARK, OPEN_TINT = range(8)
WIDEST = 300  # characters of a finding that is tinted; a longer one has its flag only, at its start
SPACES = "\u3000\u00a0 \t\r\n\f\v"
WIDE = ("\u3000", "\u00a0")  # spaces that a browser keeps at the start of a line
LEVELS: tuple[Severity, ...] = ("error", "warning", "info")


class Mark(NamedTuple):
    """A quantity that is marked at `[start, end)`; `title` is what it says without a script."""

    number: int
    start: int
    end: int
    kind: str
    status: str
    code: str | None
    title: str

    def opening(self) -> str:
        """Return its opening tag."""
        classes = f"{self.kind} {self.status}" + ("" if self.code else " uncoded")
        stop = 0 if self.number == 1 else -1  # one stop of the tab key for all; the script moves it
        return (
            f'<mark id="q{self.number}" class="{classes}" data-kind="{self.kind}" data-status="{self.status}" '
            f'data-code="{escape(self.code or "")}" tabindex="{stop}" title="{escape(self.title)}">'
        )


class Flag(NamedTuple):
    """A finding at `[start, end)`, and its flag at `at`; `sign` is its level and number, `said` what it says."""

    number: int
    start: int
    end: int
    level: Severity
    sign: str
    said: str

    @property
    def is_tinted(self) -> bool:
        """Whether the words that it is about are tinted."""
        return 0 < self.end - self.start <= WIDEST

    @property
    def at(self) -> int:
        """Where its flag stands."""
        return self.end if self.is_tinted else self.start

    def html(self) -> str:
        """Return its flag, which holds no character: what it shows is drawn by the style sheet."""
        names = f'class="flag {self.level}" id="f{self.number}" href="#f{self.number}-item"'
        return f'<a {names} data-sign="{escape(self.sign)}" aria-label="{escape(self.said)}"></a>'


Token = tuple[int, int, str]  # where a tag stands, which of those there comes first, and the tag


class Words:
    """The words of one report, asked for piece by piece in reading order."""

    def __init__(self, text: str, marks: Sequence[Mark], flags: Sequence[Flag]) -> None:
        self.text, self.marks = text, marks
        self.starts = [mark.start for mark in marks]
        self.flags = sorted(flags, key=lambda flag: flag.at)
        self.tints = sorted((flag for flag in flags if flag.is_tinted), key=lambda flag: flag.start)
        self.tint_starts = [flag.start for flag in self.tints]
        self.flagged = 0  # how many flags stand in the pieces that were asked for

    def html(self, start: int, end: int, heads: Sequence[Head] = (), breaks: Iterable[int] = ()) -> str:
        """Return `text[start:end]`, which no quantity crosses, with the `heads` in it told as such.

        At `breaks` a line may end that ends nowhere else.
        """
        marks = self.marks[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        lead, trail = self.edges(start, end, marks, heads)
        tokens = [*self.spaces(start, lead), *self.spaces(trail, end), *((at, BREAK, "<wbr>") for at in breaks)]
        for head in heads:
            names = f'class="head l{head.level}" id="s{escape(head.id)}"'
            opening = f'<strong {names} role="heading" aria-level="{head.level + 1}">'
            tokens += ((head.start, OPEN_HEAD, opening), (head.end, CLOSE_HEAD, "</strong>"))
        for mark in marks:
            tokens += ((mark.start, OPEN_MARK, mark.opening()), (mark.end, CLOSE_MARK, "</mark>"))
        cuts = {start, lead, trail, end, *(token[0] for token in tokens)}
        tokens += self.tinted(start, end, cuts)
        tokens += self.flags_up_to(end, start, marks)
        tokens.sort(key=lambda token: token[:2])
        return self.joined(start, end, tokens)

    def edges(self, start: int, end: int, marks: Sequence[Mark], heads: Sequence[Head]) -> tuple[int, int]:
        """Return where the spaces at the start of a piece end, and where those at its end begin."""
        piece = self.text[start:end]
        lead = start + len(piece) - len(piece.lstrip(SPACES))
        trail = max(lead, start + len(piece.rstrip(SPACES)))
        starts = [mark.start for mark in marks] + [head.start for head in heads]
        ends = [mark.end for mark in marks] + [head.end for head in heads]
        return min([lead, *starts]), max([trail, *ends])

    def spaces(self, start: int, end: int) -> list[Token]:
        """Return the tags around spaces that the layout puts in its own way."""
        if not any(space in self.text[start:end] for space in WIDE):
            return []
        return [(start, OPEN_HEAD, '<span class="space">'), (end, CLOSE_HEAD, "</span>")]

    def tinted(self, start: int, end: int, cuts: set[int]) -> Iterator[Token]:
        """Yield the tags around what findings are about, cut wherever another element begins or ends."""
        window = slice(bisect_right(self.tint_starts, start - WIDEST - 1), bisect_left(self.tint_starts, end))
        tints = [flag for flag in self.tints[window] if flag.end > start]
        for flag in tints:
            cuts.update((max(start, flag.start), min(end, flag.end)))
        if not tints:
            return
        for begin, stop in pairwise(sorted(cuts)):
            over = [flag for flag in tints if flag.start <= begin and stop <= flag.end]
            if over:
                level = min((flag.level for flag in over), key=LEVELS.index)
                numbers = " ".join(str(flag.number) for flag in over)
                yield begin, OPEN_TINT, f'<span class="tint {level}" data-findings="{numbers}">'
                yield stop, CLOSE_TINT, "</span>"

    def flags_up_to(self, end: int, start: int, marks: Sequence[Mark]) -> Iterator[Token]:
        """Yield the flags that stand up to `end` and were not asked for before; one within a mark stands behind it."""
        while self.flagged < len(self.flags) and self.flags[self.flagged].at <= end:
            flag = self.flags[self.flagged]
            at = max(start, flag.at)
            within = bisect_left(marks, at, key=lambda mark: mark.start) - 1
            yield max(at, marks[within].end) if within >= 0 else at, FLAG, flag.html()
            self.flagged += 1

    def joined(self, start: int, end: int, tokens: Sequence[Token]) -> str:
        """Return the text with the tags in it."""
        parts: list[str] = []
        at = start
        for offset, _, tag in tokens:
            if offset > at:
                parts.append(printed(self.text[at:offset]))
                at = offset
            parts.append(tag)
        parts.append(printed(self.text[at:end]))
        return "".join(parts)


def printed(text: str) -> str:
    """Return text escaped for HTML, in which no carriage return can stand as it is, and no NUL at all."""
    escaped = str(escape(text))
    return escaped.replace("\r", "&#13;").replace("\0", "\ufffd") if "\r" in text or "\0" in text else escaped
