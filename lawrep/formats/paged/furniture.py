"""Leave out what is printed around a report on its pages: page numbers, running heads, letterheads, watermarks."""

import re
from collections import Counter, defaultdict
from itertools import pairwise, takewhile
from operator import attrgetter

from lawrep.formats.paged.placed import CELL_GAP, Line, Page, Run, baseline_rows, by_page, median

EDGE_LINES = 3  # so many at the head and at the foot of a page may be furniture
SAME_HEIGHT = 4.0  # points
PAGE_NUMBERS = (
    r"[-—–－―─·~\s]*\d{1,4}[-—–－―─·~\s]*",
    r"第?\s*(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,6})\s*页[\s/,，。·|共]*(?:共?\s*(?:\d{1,4}|[一二三四五六七八九十百零〇]{1,6})\s*页)?",
    r"[-—–－―─\s]*\d{1,4}\s*/\s*\d{1,4}[-—–－―─\s]*",
    r"[-—–－―─·\s]*[一二三四五六七八九十百零〇]{1,6}[-—–－―─·\s]*",
    r"(?:Page|page|P\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?",
    r"[-—–－―─\s]*[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVXivx]{1,6}[-—–－―─\s]*",
)
PAGE_NUMBER = re.compile("|".join(f"(?:{each})" for each in PAGE_NUMBERS))
PLAIN_NUMBER = re.compile(r"\d{1,4}|[一二三四五六七八九十百零〇]{1,6}|[IVXivx]{1,6}")
BROWSER_HEAD = re.compile(
    r"\d{2,4}[/.-]\d{1,2}[/.-]\d{1,2},?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}(?!\d).*|.*\d{4}/\d{1,2}/\d{1,2},? \d{1,2}:\d{2}"
)
BROWSER_FOOT = re.compile(r"(?:https?|file)://.*|.*(?:https?|file)://\S*(?:\s*\d+/\d+)?|about:blank\s*\d+/\d+")
LETTERHEAD = re.compile(r"(?!.*(?:报告|关于|情况|印发)).{0,40}文件")
DIGITS = re.compile(r"\d+|[一二三四五六七八九十百零〇]+(?=\s*页)")
BLANKS = re.compile(r"\s+")
LARGE = 1.2  # of the size of the body: a watermark is, and so is a letterhead
FAR = 1.25  # times the usual distance of lines: what stands so far from the text is not of it
SMALLER = 0.95  # of the size of the body
MOST = 0.6  # of the pages, or of the lines
FEW = 8  # lines that are not counted in the margin
MOST_DIGITS = 4
CERTAIN = 0.9


def drop_watermarks(pages: list[Page], body: float) -> list[Page]:
    """Leave out large characters that stand at one place of most pages."""
    if len(pages) < 2:
        return pages
    seen = Counter(key for page in pages for key in {place_of(run) for run in page.runs if run.size >= LARGE * body})
    least = max(2, 0.6 * len(pages))
    repeated = {key for key, count in seen.items() if count >= least}
    if not repeated:
        return pages
    return [page._replace(runs=[run for run in page.runs if place_of(run) not in repeated]) for page in pages]


def place_of(run: Run) -> tuple[str, int, int, int]:
    return run.text, round(run.x0 / 2), round(run.baseline / 2), round(run.size)


def drop_line_numbers(runs: list[Run]) -> list[Run]:
    """Leave out the numbers that count the lines of a page in its margin."""
    rows = [sorted(row, key=attrgetter("x0")) for row in baseline_rows(run for run in runs if not run.text.isspace())]
    counted = [(number, rest) for number, rest in map(split_number, rows) if number and rest]
    if len(counted) < max(FEW, MOST * len(rows)):
        return runs
    values = [int("".join(run.text for run in number)) for number, _ in counted]
    in_margin = max(number[-1].x1 for number, _ in counted) <= min(rest[0].x0 for _, rest in counted)
    follow = sum(after == before + 1 for before, after in pairwise(values)) >= CERTAIN * (len(values) - 1)
    cells = sum(has_cells(rest) for _, rest in counted)
    if not (in_margin and follow) or cells > MOST * len(counted):
        return runs
    numbers = {id(run) for number, _ in counted for run in number}
    return [run for run in runs if id(run) not in numbers]


def split_number(row: list[Run]) -> tuple[list[Run], list[Run]]:
    """Return the digits that a line begins with, and what stands behind them."""
    digits = [*takewhile(lambda run: run.text.isascii() and run.text.isdecimal(), row)][:MOST_DIGITS]
    end = next((at for at, run in enumerate(digits) if at and run.x0 - digits[at - 1].x1 > run.size / 2), len(digits))
    return digits[:end], row[end:]


def has_cells(row: list[Run]) -> bool:
    return any(after.x0 - before.x1 >= CELL_GAP * before.size for before, after in pairwise(row))


def drop_furniture(lines: list[Line], body: float) -> list[Line]:
    """Leave out the furniture of all pages; `lines` are in reading order, `body` is the size of the text."""
    pages = {number: sorted(page, key=attrgetter("baseline")) for number, page in by_page(lines).items()}
    repeated = repeated_edges(pages)
    distance = usual_distance(pages)
    far = FAR * distance
    dropped = set(map(id, running_heads(pages, body, distance)))
    pages = {number: [line for line in page if id(line) not in dropped] for number, page in pages.items()}
    first = min(pages, default=0)
    for number, page in pages.items():
        found = furniture_at(page, BROWSER_HEAD, body, far, repeated) + furniture_at(
            page[::-1], BROWSER_FOOT, body, far, repeated
        )
        dropped.update(map(id, found))
        if number == first:
            dropped.update(map(id, letterhead([line for line in page if id(line) not in dropped], body)))
    return [line for line in lines if id(line) not in dropped]


def usual_distance(pages: dict[int, list[Line]]) -> float:
    """Return the median of the distances of lines."""
    distances = [below.baseline - above.baseline for page in pages.values() for above, below in pairwise(page)]
    return median(distances)


def running_heads(pages: dict[int, list[Line]], body: float, distance: float) -> list[Line]:
    """Return the small lines well above the text that most pages have at one height, whatever they say."""
    top = min((line.baseline for page in pages.values() for line in page if line.size >= SMALLER * body), default=0.0)
    heads: dict[int, list[Line]] = defaultdict(list)
    for page in pages.values():
        small = [line for line in page if line.size < SMALLER * body and line.baseline < top - distance]
        apart = len(small) == len(page) or (small and page[len(small)].baseline - small[-1].baseline > FAR * distance)
        for line in small if apart and len(small) <= EDGE_LINES else ():
            heads[round(line.baseline / SAME_HEIGHT)].append(line)
    least = max(2, MOST * len(pages))
    return [line for same in heads.values() if len(same) >= least for line in same]


def furniture_at(
    edge: list[Line], browser: re.Pattern[str], body: float, far: float, repeated: set[tuple[str, int]]
) -> list[Line]:
    """Return the furniture at the head of a page, or at its foot, `edge` being its lines from there inwards.

    Furniture is smaller than the text, or stands far from it, or can be nothing else.
    """
    found: list[Line] = []
    for depth, line in enumerate(edge[:EDGE_LINES]):
        number = PAGE_NUMBER.fullmatch(line.text) is not None
        printed = browser.fullmatch(line.text) is not None and line.size < body
        if not (number or printed or is_repeated(line, body, repeated)):
            break
        certain = printed or line.size < SMALLER * body or (number and not PLAIN_NUMBER.fullmatch(line.text))
        if certain or len(edge) == 1 or (len(edge) > depth + 1 and abs(edge[depth + 1].baseline - line.baseline) > far):
            found = edge[: depth + 1]
    return found


def repeated_edges(pages: dict[int, list[Line]]) -> set[tuple[str, int]]:
    """Return what stands at the head or the foot of several pages at one height, digits aside."""
    heights: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, page in pages.items():
        for line in {id(line): line for line in page[:EDGE_LINES] + page[-EDGE_LINES:]}.values():
            heights[digits_aside(line.text)].append((line.baseline, number))
    least = 2 if len(pages) < 8 else 3
    repeated = set()
    for text, places in heights.items():
        buckets: dict[int, set[int]] = defaultdict(set)
        for baseline, number in places:
            for bucket in (int(baseline // SAME_HEIGHT), int(baseline // SAME_HEIGHT) + 1):
                buckets[bucket].add(number)
        repeated |= {(text, bucket) for bucket, numbers in buckets.items() if len(numbers) >= least}
    return repeated


def digits_aside(text: str) -> str:
    return DIGITS.sub("0", BLANKS.sub("", text))


def is_repeated(line: Line, body: float, repeated: set[tuple[str, int]]) -> bool:
    key, bucket = digits_aside(line.text), int(line.baseline // SAME_HEIGHT)
    return line.size < LARGE * body and ((key, bucket) in repeated or (key, bucket + 1) in repeated)


def letterhead(page: list[Line], body: float) -> list[Line]:
    """Return the lines at the head of the first page that are the issuing office's letterhead: 某某市人民政府文件."""
    for depth, line in enumerate(page[:EDGE_LINES]):
        if line.size < LARGE * body:
            break
        if LETTERHEAD.fullmatch(BLANKS.sub("", line.text)):
            return page[: depth + 1]
    return []
