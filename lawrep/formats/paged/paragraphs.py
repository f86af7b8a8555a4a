"""Lines of text to paragraphs, by what the lines show of how they were set."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from lawrep.formats.paged.placed import Line, is_wide, width_of
from lawrep.formats.paged.ruling import Row
from lawrep.formats.paged.scans import Scan
from lawrep.formats.reading import Piece

SLACK = 0.6  # em that a full line may lack beyond the word that did not fit
SAME_EDGE = 0.6  # em
INDENT = 1.3  # em
SAME_SIZE = 1.12
WIDER = 1.35  # of the usual distance between lines: a larger one parts paragraphs
TITLE = 1.08
MANY = 0.15  # of the lines of a document end at its right margin
FEW = 8  # lines that tell no margin
EXCEPTIONS = 0.05  # of the lines of a document that sets no paragraphs off may begin with an indent
RAGGED = 3.0  # em that a line of running text may lack

OPENING, CLOSING = "（《“‘【〔(\\[「『\"'", "，。、；：？！）》”’】〕%…—,.;:)\\]」』\"'"
WORD = rf"(?:[A-Za-z0-9.,%/:~+×·\-]+|.)[{CLOSING}]*"
# A quotation mark clings to what is before and behind it.
FIRST_WORD = re.compile(rf"[{OPENING}]*{WORD}(?:(?:(?<=[“”‘’\"'])|[“‘\"'])[{OPENING}]*{WORD}){{0,8}}")
SENTENCE_END = re.compile(r"[。！？；：!?;:][”’）)」』]*$")
CLAUSE_END = re.compile(r"[，。；！？]")
HEADING = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)")
MARKER = re.compile(rf"{HEADING.pattern}|[（(]\d{{1,2}}[）)]|[①-⑳]|[一二三四五六七八九十]{{1,2}}是|[●■◆▪•·]")
LEAD = re.compile(rf"(?P<label>[一-龥]{{2,4}}[：:])?(?P<marker>{MARKER.pattern})?")  # 抄送：, 附件：1.
DOCUMENT_NUMBER = re.compile(r".*[〔\[（(]\d{4}[〕\])）]\d*号")
LEADERS = re.compile(r"(?:(?:[.．·・]\s*){3}|…\s*…\s*)\d{1,3}$")  # of a table of contents
HYPHENATED = re.compile(r"[A-Za-z]{2}-$")


class Frame(NamedTuple):
    """The margins between which text is set."""

    left: float
    right: float


class Paragraph:
    """Lines that grow into a paragraph."""

    def __init__(self, line: Line) -> None:
        self.lines = [line]

    def pieces(self, sheets: Mapping[int, int]) -> list[Piece]:
        """Return the text, each line a piece; `sheets` are the pages of the file by those of the lines."""
        pieces: list[Piece] = []
        for line in self.lines:
            if pieces:
                before, place = pieces[-1]
                kept, between = joint(before, line.text)
                pieces[-1] = (kept + between, place)
            pieces.append((line.text, {"page": sheets[line.page]}))
        return pieces


Item: TypeAlias = Line | Row | Scan
Block: TypeAlias = Paragraph | Row | Scan


def items_to_paragraphs(items: list[Item], widths: Mapping[int, float]) -> list[Block]:
    """Join lines that go on into paragraphs; a row of a table parts them, and a page without text."""
    lines = [item for item in items if isinstance(item, Line)]
    setter = Setter(lines, widths)
    blocks: list[Block] = []
    for place, item in enumerate(items):
        if not isinstance(item, Line):
            blocks.append(item)
            continue
        open_ = blocks[-1] if blocks else None
        after = items[place + 1] if place + 1 < len(items) else None
        after = after if isinstance(after, Line) else None
        if isinstance(open_, Paragraph) and setter.goes_on(open_.lines, item, after):
            open_.lines.append(item)
        else:
            blocks.append(Paragraph(item))
    return blocks


class Setter:
    """What the lines of a document say of how it was set: margins, justification, distances."""

    def __init__(self, lines: list[Line], widths: Mapping[int, float]) -> None:
        self.body = body_size(line.size for line in lines for _ in line.text)
        self.widths = {page: round(width) for page, width in widths.items()}
        sides: dict[tuple[int, int, int], list[Line]] = defaultdict(list)
        columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for line in lines:
            setting = self.setting(line)
            sides[setting].append(line)
            columns[setting[:2]].append(line)
        wholes = {column: frame_of(same, self.body) for column, same in columns.items()}
        self.frames = {
            key: frame_of(same, self.body) if len(same) >= FEW else wholes[key[:2]] for key, same in sides.items()
        }
        own = [line for line in lines if abs(line.size / self.body - 1) < 0.1]
        indents = sum(self.indent(line) >= INDENT for line in own)
        self.sets_off = indents > 2 + EXCEPTIONS * len(own)  # whether it sets paragraphs off by indents
        self.headed = sum(
            HEADING.match(after.text) is not None and not self.is_full(line, after) for line, after in pairwise(lines)
        )
        self.hanging = {
            round(self.indent(after))
            for line, after, third in zip(lines, lines[1:], lines[2:], strict=False)
            if self.begins_hanging(line, after) and abs(self.indent(third) - self.indent(after)) < SAME_EDGE / 2
        }
        self.distance = self.usual_distance(lines)

    def setting(self, line: Line) -> tuple[int, int, int]:
        """Return what the margins of a line depend on: how wide its page is, its column, and left page or right."""
        return self.widths[line.page], line.column, line.page % 2

    def frame(self, line: Line) -> Frame:
        return self.frames[self.setting(line)]

    def indent(self, line: Line) -> float:
        """Return how far a line begins from the left margin, in em."""
        return (line.x0 - self.frame(line).left) / line.size

    def room(self, line: Line) -> float:
        """Return how far a line ends from the right margin, in em."""
        return (self.frame(line).right - line.x1) / line.size

    def is_full(self, line: Line, after: Line) -> bool:
        """Whether the first word of the line after would not have fitted into a line."""
        return self.room(line) < SLACK + width_of(first_word(after.text))

    def is_nearly_full(self, line: Line, after: Line) -> bool:
        """Whether a line stops in mid-sentence, not far from the margin, and no new paragraph is set off below."""
        if not self.sets_off or self.room(line) > RAGGED or self.indent(after) >= SAME_EDGE:
            return False
        return not (SENTENCE_END.search(line.text) or is_title(line.text) or MARKER.match(after.text))

    def measure(self, line: Line) -> float:
        """Return how wide the text is set that a line is of, in em."""
        frame = self.frame(line)
        return (frame.right - frame.left) / line.size

    def is_even(self, line: Line) -> bool:
        """Whether a line ends as far from the right margin as it begins from the left one."""
        return abs(self.indent(line) - self.room(line)) < 1.6

    def is_centred(self, line: Line) -> bool:
        return self.is_even(line) and self.indent(line) > 1.5 and self.room(line) > 0.7

    def usual_distance(self, lines: list[Line]) -> float:
        """Return the usual distance, in em, from a full line to the one after that begins at the margin."""
        distances = Counter[float]()
        for line, after in pairwise(lines):
            distance = (after.baseline - line.baseline) / line.size
            if (
                line.page == after.page
                and 0 < distance < 5
                and abs(self.indent(after)) < SAME_EDGE
                and self.is_full(line, after)
            ):
                distances[round(distance, 1)] += 1
        return max(distances, key=lambda each: (distances[each], -each)) if distances else 0.0

    def goes_on(self, before: list[Line], line: Line, after: Line | None) -> bool:
        """Whether `line` goes on with the paragraph of which `before` are the lines; `after` is the next line."""
        last = before[-1]
        if LEADERS.search(last.text):
            return False
        if max(last.size, line.size) > SAME_SIZE * min(last.size, line.size):
            return False
        here = last.page == line.page and last.column == line.column
        distance = (line.baseline - last.baseline) / line.size
        large = line.size >= TITLE * self.body
        if here and self.distance and distance > WIDER * max(self.distance, 1.2) and not (large and distance < 2.4):
            return False
        if (self.is_centred(line) and self.is_centred(last)) or (large and self.is_even(last) and self.is_even(line)):
            return here and self.is_one_title(before, line)
        if not (self.is_full(last, line) or self.is_nearly_full(last, line)):
            return False
        return self.is_at_edge(before, line, after) and not self.begins_anew(last, line)

    def is_one_title(self, before: list[Line], line: Line) -> bool:
        """Whether two centred lines make one title."""
        if DOCUMENT_NUMBER.fullmatch(before[-1].text) or DOCUMENT_NUMBER.fullmatch(line.text) or line.text[0] in "（(":
            return False
        return line.size >= TITLE * self.body and not SENTENCE_END.search(before[-1].text)

    def is_at_edge(self, before: list[Line], line: Line, after: Line | None) -> bool:
        """Whether a line begins where the next one of a paragraph would: at its left edge, or behind its marker."""
        indent, first = self.indent(line), self.indent(before[0])
        if len(before) > 1:
            return abs(indent - self.indent(before[1])) < SAME_EDGE
        if first >= INDENT:
            goes_back = indent < min(first - SAME_EDGE, 0.5 * self.measure(line))
            return goes_back or hangs_behind(before[0], line, ("label", "marker"))
        if hangs_behind(before[0], line, ("label",)):
            return True
        if abs(indent - first) < SAME_EDGE or indent < SAME_EDGE:
            return True
        return self.begins_hanging(before[0], line) and (
            round(indent) in self.hanging or (after is not None and abs(self.indent(after) - indent) < SAME_EDGE / 2)
        )

    def begins_hanging(self, line: Line, after: Line) -> bool:
        """Whether a line may be the first of an item of a list, of which the others hang behind its marker."""
        return (
            self.indent(after) - self.indent(line) >= SAME_EDGE
            and MARKER.match(line.text) is not None
            and MARKER.match(after.text) is None
            and SENTENCE_END.search(line.text) is None
        )

    def begins_anew(self, last: Line, line: Line) -> bool:
        """Whether a line at the margin, below a full one, begins a paragraph of a document that sets none off."""
        if self.headed < 2 or self.sets_off:
            return False
        return SENTENCE_END.search(last.text) is not None and HEADING.match(line.text) is not None


def is_title(text: str) -> bool:
    """Whether a line is a marker and some words, and no clause of running text."""
    return MARKER.match(text) is not None and CLAUSE_END.search(text) is None


def hangs_behind(line: Line, after: Line, leads: tuple[str, ...]) -> bool:
    """Whether a line begins below the first character behind the label or marker of the line before: 抄送：, 1."""
    match = LEAD.match(line.text)
    if match is None or MARKER.match(after.text):
        return False
    shift = (after.x0 - line.x0) / line.size
    return any(match[lead] and abs(shift - width_of(line.text[: match.end(lead)])) < SAME_EDGE for lead in leads)


def frame_of(lines: list[Line], body: float) -> Frame:
    """Return the margins that lines show: the leftmost and the rightmost place at which several begin or end."""
    own = [line for line in lines if abs(line.size / body - 1) < 0.1] or lines
    if not own:
        return Frame(0.0, 0.0)
    least = max(2, round(0.03 * len(own)))
    left = supported(sorted(line.x0 for line in own), SAME_EDGE * body, least)
    return Frame(left, right_margin(own, body, least))


def right_margin(lines: list[Line], body: float, least: int) -> float:
    """Return the rightmost of the places where many lines end; a few may stick out."""
    ends = Counter(round(line.x1 / (0.5 * body)) for line in lines)
    most = max(ends.values())
    if most >= max(2, MANY * len(lines)):
        common = max(end for end, count in ends.items() if count >= max(2, most / 3))
        return max(line.x1 for line in lines if round(line.x1 / (0.5 * body)) == common)
    return -supported(sorted(-line.x1 for line in lines), SAME_EDGE * body, least)


def supported(places: list[float], near: float, least: int) -> float:
    """Return the first of sorted places beside which at least `least` stand near, else the very first."""
    for start, place in enumerate(places):
        last = start + least - 1
        if last < len(places) and places[last] - place <= near:
            return place
    return places[0]


def first_word(text: str) -> str:
    """Return what of a text cannot be parted at a line end: a word or a character, with the signs that cling to it."""
    match = FIRST_WORD.match(text)
    return match[0] if match else ""


def joint(before: str, after: str) -> tuple[str, str]:
    """Return `before` as it stands when `after` follows it, and what parts them: a space between Latin words."""
    if not before or is_wide(before[-1]) or is_wide(after[0]):
        return before, ""
    if HYPHENATED.search(before) and after[0].islower():
        return before[:-1], ""
    latin = before[-1].isalpha() or after[0].isalpha()
    return before, " " if latin and before[-1] not in "-/" and after[0] not in ",.;:)%" else ""


def body_size(sizes: Iterable[float]) -> float:
    """Return the size that most characters have."""
    counted = Counter(round(size * 2) / 2 for size in sizes)
    return max(counted, key=lambda size: (counted[size], size)) if counted else 1.0
