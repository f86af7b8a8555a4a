"""Characters placed on a page to lines of text: by their baselines, without the blanks that only set them apart.

Lengths are in points; x grows to the right and y downwards, whatever the format has.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple
from unicodedata import east_asian_width

ONE_HEIGHT = 0.2  # em: what stands higher or lower is not set on one line
SAME_LINE = 0.5  # em: what stands higher or lower belongs to another line
CELL_GAP = 1.5  # em: a wider gap parts two things on one line, as one in running text never is
WORD_GAP = 0.2  # em: a gap so much wider than the usual one between Latin letters or digits parts two words
LONE_GAP = 0.6  # em: and where a line has no other such gap
RAISED = 0.12  # em above the baseline
SMALL = 0.86  # of the size of the line: what is raised and so small is a reference mark
SEPARATING = 0.8  # em: a wider gap in a line that is set tight parts two words, as an ideographic space does
TIGHT = 0.2  # em
SPREAD = 0.2  # em: the gaps of letters that are set apart: 报 告
EVEN = 1.6  # by so much the widest of them may exceed the narrowest
MOST_BLANKS = 4
SPREAD_MOST = 24  # characters of such a line
WIDE_SIGNS = "“”‘’…—·①②③④⑤⑥⑦⑧⑨⑩℃％"
SPACED_SIGNS = frozenset("|>/<=+&#-")  # ASCII signs that keep the blanks around them beside Chinese characters
INNER_SIGNS = frozenset(".:/")  # of numbers and times
REFERENCE = re.compile(r"[\d\[\]〔〕［］()（）*※†①-⑳]+")
UPRIGHT = 2.0  # degrees
SMALLEST = 0.5  # points: what is smaller is not meant to be seen


class Glyph(NamedTuple):
    """A character as the format places it: its origin on the baseline, its advance, its em, and where it runs to."""

    text: str
    x: float
    y: float
    width: float
    size: float
    angle: float = 0.0  # degrees, clockwise; 0 runs to the right
    word: int = 0  # those of one number, 0 aside, follow one another even where other characters overlap them


class Rule(NamedTuple):
    """A ruling line from a corner to the other; x0 <= x1, y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float


class Sheet(NamedTuple):
    """A page as the format has it."""

    number: int
    glyphs: list[Glyph]
    rules: list[Rule]
    pictured: bool = False  # a picture covers it
    width: float = 0.0
    height: float = 0.0


class Run(NamedTuple):
    """Some characters of a horizontal line."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    page: int
    word: int = 0  # as of its glyph
    lead: float | None = None  # where that word begins

    @property
    def order(self) -> tuple[float, int, float]:
        """Where it stands in the order of its line."""
        return (self.x0 if self.lead is None else self.lead), self.word, self.x0


class Page(NamedTuple):
    """A page turned so that its text is horizontal."""

    number: int
    runs: list[Run]
    rules: list[Rule]
    width: float = 0.0


class Segment(NamedTuple):
    """A part of a line that wide gaps set apart."""

    text: str
    x0: float
    x1: float


class Line(NamedTuple):
    """A line of text, of one page and one column of it (0 where it has no columns)."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    page: int
    segments: tuple[Segment, ...] = ()
    noted: bool = False  # begins with a raised mark, as a footnote does
    marks: int = 0  # raised marks in it, which are left out
    column: int = 0


def sheet_to_page(sheet: Sheet) -> Page:
    """Turn a page so that most of its text runs to the right, and leave out what runs askew, as watermarks do."""
    turns = Counter(quarter for glyph in sheet.glyphs if (quarter := quarter_turns(glyph.angle)) is not None)
    quarter = turns.most_common(1)[0][0] if turns else 0
    along_x, along_y = round(math.cos(math.pi / 2 * quarter)), round(math.sin(math.pi / 2 * quarter))

    def turned(x: float, y: float) -> tuple[float, float]:
        return x * along_x + y * along_y, y * along_x - x * along_y

    runs = []
    leads: dict[int, float] = {}
    for glyph in sheet.glyphs:
        if glyph.size >= SMALLEST and quarter_turns(glyph.angle) == quarter:
            x, y = turned(glyph.x, glyph.y)
            lead = leads.setdefault(glyph.word, x) if glyph.word else None
            runs.append(Run(glyph.text, x, x + glyph.width, y, glyph.size, sheet.number, glyph.word, lead))
    rules = []
    for rule in sheet.rules:
        (x0, y0), (x1, y1) = turned(rule.x0, rule.y0), turned(rule.x1, rule.y1)
        rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return Page(sheet.number, runs, rules, sheet.height if quarter % 2 else sheet.width)


def quarter_turns(angle: float) -> int | None:
    """Return how many quarter turns an angle is, None where it is askew."""
    quarter = round(angle / 90)
    return quarter % 4 if abs(angle - quarter * 90) <= UPRIGHT else None


def runs_to_lines(runs: Iterable[Run]) -> list[Line]:
    """Gather the characters of one page into its lines, from the top."""
    ordered = sorted((run for run in runs if run.text), key=attrgetter("baseline"))
    lines: list[list[Run]] = []
    tallest = first = 0.0
    for run in ordered:
        blank = run.text.isspace()
        if not lines or run.baseline - first > SAME_LINE * (tallest if blank else max(tallest, run.size)):
            if blank:
                continue  # a blank makes no line
            lines.append([])
            tallest, first = 0.0, run.baseline
        lines[-1].append(run)
        tallest = tallest if blank else max(tallest, run.size)
    return [line for line in map(runs_to_line, lines) if line.text]


def baseline_rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the characters of one height together, from the top."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=attrgetter("baseline")):
        if not rows or run.baseline - rows[-1][0].baseline > ONE_HEIGHT * rows[-1][0].size:
            rows.append([])
        rows[-1].append(run)
    return rows


def runs_to_line(runs: list[Run]) -> Line:
    """Make a line of the characters that stand on it."""
    inked = [run for run in runs if not run.text.isspace()]
    sizes = Counter[float]()
    for run in inked:
        sizes[round(run.size, 1)] += len(run.text)
    size = max(sizes, key=lambda each: (sizes[each], each))
    baselines = sorted(run.baseline for run in inked if abs(run.size - size) < 0.1) or [inked[0].baseline]
    baseline = baselines[len(baselines) // 2]
    kept: list[Run] = []
    marks, noted = 0, False
    for run in without_twins(sorted(runs, key=attrgetter("order"))):
        if is_reference(run, size, baseline, kept[-1].text if kept else ""):
            noted = noted or not any(not other.text.isspace() for other in kept)
            marks += 1
            if kept:
                kept[-1] = kept[-1]._replace(x1=max(kept[-1].x1, run.x1))
        else:
            kept.append(run)
    segments = tuple(runs_to_segments(kept, size))
    text = segments[0].text if segments else ""
    for before, segment in pairwise(segments):
        text += blanks_of(before, segment, size) + segment.text
    x0, x1 = (segments[0].x0, segments[-1].x1) if segments else (inked[0].x0, inked[-1].x1)
    return Line(text, x0, x1, baseline, size, runs[0].page, segments, noted, marks)


def without_twins(runs: list[Run]) -> list[Run]:
    """Leave out what is printed twice almost at one place, to look bold."""
    kept: list[Run] = []
    places: dict[tuple[str, int], float] = {}
    for run in runs:
        near = 0.5 * (run.x1 - run.x0)
        cell = round(run.x0 / near) if near > 0 else 0
        beside = (places.get((run.text, each)) for each in (cell - 1, cell, cell + 1))
        if run.text.isspace() or not any(place is not None and abs(run.x0 - place) < near for place in beside):
            kept.append(run)
            places[run.text, cell] = run.x0
    return kept


def is_reference(run: Run, size: float, baseline: float, before: str) -> bool:
    """Whether a character is the raised mark of a footnote; the 2 of km2 is none."""
    raised = run.size <= SMALL * size and baseline - run.baseline >= RAISED * size
    return raised and REFERENCE.fullmatch(run.text) is not None and not (before.isascii() and before[-1:].isalpha())


def runs_to_segments(runs: list[Run], size: float) -> list[Segment]:
    """Join characters, sorted by x0, into what wide gaps part; what is spread letter by letter is one."""
    inked = [run for run in runs if not run.text.isspace()]
    gaps = sorted(after.x0 - before.x1 for before, after in pairwise(inked))
    spread = is_spread(inked, size)
    tight = not spread and bool(gaps) and gaps[len(gaps) // 2] <= TIGHT * size
    word_gap = word_gap_of(runs, size)
    segments: list[Segment] = []
    words: list[list[str]] = []  # those of the segment that grows
    start = end = 0.0
    blank = ""
    last: Run | None = None
    for run in runs:
        if run.text.isspace():
            blank = run.text
            continue
        gap = run.x0 - last.x1 if last and not (run.word and run.word == last.word) else 0.0
        if last is None or (gap >= CELL_GAP * size and not spread):
            if words:
                segments.append(Segment(joined(words), start, end))
            words, start, end = [[]], run.x0, run.x1
        elif tight and gap >= SEPARATING * size and (is_wide(last.text[-1]) or is_wide(run.text[0])):
            words.append([])
        elif not spread:
            words[-1].append(space_between(last, run, blank, word_gap))
        words[-1].append(run.text)
        end = max(end, run.x1)
        last, blank = run, ""
    if words:
        segments.append(Segment(joined(words), start, end))
    return segments


def joined(words: list[list[str]]) -> str:
    """Join what gaps of an em part: those beside a single character only spread a name or a heading: 张　三."""
    texts = ["".join(word) for word in words]
    parts = texts[:1]
    for before, after in pairwise(texts):
        parts += ["" if min(len(before), len(after)) < 2 else "\u3000", after]
    return "".join(parts)


def is_spread(inked: list[Run], size: float) -> bool:
    """Whether the characters of a line are set apart evenly, as those of a heading are: 目　录."""
    if not 2 <= len(inked) <= SPREAD_MOST or not any(is_wide(run.text[0]) for run in inked):
        return False
    gaps = [after.x0 - before.x1 for before, after in pairwise(inked)]
    return SPREAD * size <= min(gaps) and max(gaps) <= max(EVEN * min(gaps), min(gaps) + 0.3 * size) <= 5 * size


def word_gap_of(runs: list[Run], size: float) -> float:
    """Return the gap between Latin letters or digits of a line that parts two words; writers may spread all of them."""
    pairs = (
        (before, after) for before, after in pairwise(runs) if not (is_wide(before.text[-1]) or is_wide(after.text[0]))
    )
    gaps = sorted(
        after.x0 - before.x1 for before, after in pairs if not before.text.isspace() and not after.text.isspace()
    )
    return gaps[(len(gaps) - 1) // 2] + WORD_GAP * size if len(gaps) > 1 else LONE_GAP * size


def space_between(before: Run, after: Run, blank: str, word_gap: float) -> str:
    """Return the space that a reader sees between two characters: one between Latin words, none beside Chinese ones."""
    left, right = before.text[-1], after.text[0]
    if is_wide(left) or is_wide(right):
        return " " if blank and (left in SPACED_SIGNS or right in SPACED_SIGNS) else ""
    if left in INNER_SIGNS or right in INNER_SIGNS:
        word_gap = max(word_gap, LONE_GAP * before.size)  # text that was recognised is placed by the word
    return " " if blank or after.x0 - before.x1 > word_gap else ""


def blanks_of(before: Segment, after: Segment, size: float) -> str:
    """Return the blanks that a wide gap is as wide as; one between Latin words."""
    if is_wide(before.text[-1]) or is_wide(after.text[0]):
        return "\u3000" * min(MOST_BLANKS, max(1, round((after.x0 - before.x1) / size)))
    return " "


def is_wide(character: str) -> bool:
    """Whether a character takes a whole em beside Chinese ones."""
    return character > "\u00a0" and (character in WIDE_SIGNS or east_asian_width(character) in "WF")


def width_of(text: str) -> float:
    """Return how wide a text is, in em, by rule of thumb."""
    return sum(1.0 if is_wide(character) else 0.55 for character in text)


def median(values: Iterable[float]) -> float:
    """Return the one in the middle, 0 of none; the module `statistics` takes longer to import than a page to read."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0


def by_page(lines: Iterable[Line]) -> dict[int, list[Line]]:
    """Return the lines, which are in reading order, by their page."""
    return {number: list(same) for number, same in groupby(lines, attrgetter("page"))}
