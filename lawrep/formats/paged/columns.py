"""Pages of two columns: the left one is read first."""

from typing import NamedTuple

from lawrep.formats.paged.placed import Line, Segment

FEWEST = 6  # lines side by side show columns
SHARE = 0.7  # of the lines from the first to the last of them
NARROWEST = 10  # em: what is narrower is a cell


class Gutter(NamedTuple):
    """The blank between two columns."""

    left: float
    right: float


def split_columns(pages: dict[int, list[Line]]) -> list[Line]:
    """Return lines in reading order: where a page clearly has two columns, these one after the other."""
    gutters = {number: gutter for number, lines in pages.items() if (gutter := find_gutter(lines))}
    ordered: list[Line] = []
    for number, lines in pages.items():
        # A page with few lines may still go on with the columns of another.
        candidates = [gutters[number]] if number in gutters else list(gutters.values())[:1]
        ordered += next((split for gutter in candidates if (split := split_at(lines, gutter))), lines)
    return ordered


def find_gutter(lines: list[Line]) -> Gutter | None:
    """Return what parts the columns of a page, None where it has none."""
    pairs = [line for line in lines if len(line.segments) == 2 and all(is_text(part, line) for part in line.segments)]
    if len(pairs) < FEWEST:
        return None
    gutter = Gutter(max(line.segments[0].x1 for line in pairs), min(line.segments[1].x0 for line in pairs))
    if gutter.left >= gutter.right:
        return None
    band = band_of(lines, gutter)
    return gutter if len(pairs) >= SHARE * len(band) else None


def split_at(lines: list[Line], gutter: Gutter) -> list[Line]:
    """Return lines with those beside the gutter one column after the other; none where there are none."""
    band = band_of(lines, gutter)
    if not any(len(line.segments) == 2 for line in band):
        return []
    start = next(place for place, line in enumerate(lines) if line is band[0])
    left = [half(line, part, 1) for line in band for part in line.segments if part.x1 <= gutter.left + line.size]
    right = [half(line, part, 2) for line in band for part in line.segments if part.x1 > gutter.left + line.size]
    return [*lines[:start], *left, *right, *lines[start + len(band) :]]


def band_of(lines: list[Line], gutter: Gutter) -> list[Line]:
    """Return the longest succession of lines that leave the gutter blank, begun and ended by two columns' lines."""
    longest: list[Line] = []
    band: list[Line] = []
    for line in [*lines, None]:
        if line is not None and is_beside(line, gutter) and (band or len(line.segments) == 2):
            band.append(line)
            continue
        while band and len(band[-1].segments) != 2:
            band.pop()
        longest, band = max(longest, band, key=len), []
    return longest


def is_beside(line: Line, gutter: Gutter) -> bool:
    middle = (gutter.left + gutter.right) / 2
    return all(part.x1 <= middle or part.x0 >= middle for part in line.segments) and len(line.segments) <= 2


def is_text(part: Segment, line: Line) -> bool:
    return part.x1 - part.x0 >= NARROWEST * line.size


def half(line: Line, part: Segment, column: int) -> Line:
    return line._replace(text=part.text, x0=part.x0, x1=part.x1, segments=(part,), column=column)
