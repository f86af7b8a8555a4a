"""Find where on its page the report begins and ends: what stands before and after belongs to no section.

The page is told from the report line by line, from the outside inwards, by how its lines begin; the first line that is
running text ends the search. In doubt a line is of the report.
"""

import re
from typing import NamedTuple

from lawrep.dates import DATE, HANZI_YEAR
from lawrep.normalise import HAN, normalise
from lawrep.source import NOTES
from lawrep.tables import load, words

Spans = tuple[tuple[int, int], ...]
HEAD = 1500  # characters in which the title stands, and after it the last line of the page
TAIL = 3000  # characters that the page takes after the report at most
LINE = 200  # characters that a line of the page has at most; a longer one is running text
BESIDE = 3  # lines of neither kind that may stand between the title and a line of the page
LINKS = 15  # and between two lines of the page after the report
SECOND_LINE = 60  # characters that each line of a title on two lines has at most
NOTES_LINES = tuple(f"\n{normalise(line)}\n" for line in NOTES)
EDGES = " -•·*|[【(▪■◆●□▶#"  # what a line of the page is set off with


def any_of(*path: str) -> str:
    return "|".join(map(re.escape, words("metadata", *path)))


def spaced(*path: str) -> str:
    """Return the words as a pattern that allows for the spaces printed between the characters: 索 引 号."""
    return "|".join(" *".join(map(re.escape, word)) for word in words("metadata", *path))


LABELS = "|".join(
    [
        *(spaced("labels", name) for name in load("metadata")["labels"]),
        spaced("chrome", "labels"),
        spaced("chrome", "links"),
    ]
)
CHROME = re.compile(rf"(?:(?:{LABELS})[ \]】)]*(?:[:：|\n ]|\Z)|{any_of('chrome', 'opening')})")
# 日期 | 主题 | 参加人数 heads a table of the report; with a figure it is of the page: 日期 | 2024-03-05.
HEAD_OF_TABLE = re.compile(rf"(?:{spaced('heads', 'of_tables')}) *\|[^0-9\n]*$", re.MULTILINE)
ANYWHERE = re.compile(any_of("chrome", "anywhere"))
LINKS_LINE = re.compile(rf"^ *[【\[]?(?:{any_of('chrome', 'links')})[】\]]? *[:：]? *$", re.MULTILINE)
NUMBER = re.compile(  # 海街办〔2024〕12号, 2024年第3号
    r"(?:[^\W\d_]{1,14} ?[〔\[(【﹝]20[0-9]{2}[〕\])】﹞]|20[0-9]{2}年) ?第? ?[0-9]{1,5} ?号"
)
DATED = 60  # characters that a line with a date or a number of a document has at most
DATED_LINE = re.compile(rf" *\(?(?:{DATE}|{NUMBER.pattern})")
MARKER = re.compile(r" *(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)|[0-9]{1,2}[、.](?![0-9]))")
FIRST_MARKER = re.compile(r"\n *(?:一、|\(一\)|1、)")

ORGAN_ENDS = words("metadata", "organ", "ends")
KIND = re.compile(any_of("title", "kinds"))
ENDS = any_of("title", "ends")
GOES_ON = rf"(?:[及和与暨]20[0-9]{{2}}年{HAN}{{0,12}}(?:{any_of('title', 'next')})|{any_of('title', 'shown')})?"
CELL = r"[^\n|>:：。;；,，]"  # a character of a title


def title_pattern(cell: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[|:：》]|  )[ \-•·*#《]*(?P<title>{cell}{{0,60}}(?:{KIND.pattern}){cell}{{0,40}}?(?:{ENDS}){GOES_ON})"
        rf"(?P<rest>[》 *]*(?:$|[|\[【(_]| ).*| *{DATE}.*)$"
    )


TITLE = title_pattern(CELL)
TITLE_IN_CELLS = title_pattern(rf"(?:{CELL}(?<! )| (?! ))")  # two spaces part the cells of a table
FUSED = re.compile(  # a title that the text follows at once
    rf" *(?P<title>[^\n|>:：。;；,， ]{{2,30}}(?:20[0-9]{{2}}|{HANZI_YEAR})年?度?(?:推进|的)?(?:{KIND.pattern})"
    r"(?:年度|工作)?(?:情况)?的?(?:报告|总结))(?=20[0-9]{2}年|今年|过去|一年来|按照|根据|现将|为|在|一、)"
)
FIRST_LINE = re.compile(r"[^\n。;；|>:：,，]{2,50}\Z")  # of a title that is printed on two
OPENS_SECOND = ("20", "关于", "法治", "依法", "政府", "推进", "二〇", "二○", "二零")
YEAR = re.compile(rf"(20(?<![0-9]20)[0-9]{{2}}) ?(?:年度|年(?! ?[0-9]{{1,2}} ?月)|度)|({HANZI_YEAR})年")


class Title(NamedTuple):
    """A title: where it is printed, on one line or two, and what stands after it on its line."""

    spans: Spans
    rest: str
    end: int
    words: str  # as normalised

    def printed(self, text: str) -> str:
        return joined(text, self.spans)


def joined(text: str, spans: Spans) -> str:
    return "".join([text[start:end].strip() for start, end in spans])


class Body(NamedTuple):
    """The report is `[start, end)` of its page; its title stands before."""

    start: int
    end: int
    title: Title | None

    def only(self, text: str) -> str:
        """Return `text` up to the end of the report, what stands before it blanked out."""
        if not self.start:
            return text[: self.end]
        return " " * (self.start - 1) + text[self.start - 1] + text[self.start : self.end]


def find_body(text: str) -> Body:
    """Return where the report stands in a normalised `text`: all of it, where nothing shows the page."""
    title = find_title(text)
    start = skip_head(text, title)
    return Body(start, find_end(text, start, before_notes(text)), title)


def before_notes(text: str) -> int:
    """Return where the footnotes begin, or the end of the text where it has none."""
    found = [at for line in NOTES_LINES if (at := text.find(line)) >= 0]
    return min(found) + 1 if found else len(text)


def find_title(text: str) -> Title | None:
    """Return the title that stands before the first heading: with a year, if there is one."""
    opening = FIRST_MARKER.search(text, 0, HEAD)
    limit = opening.start() if opening else min(len(text), HEAD)
    best: Title | None = None
    most = -1
    at = 0
    while kind := KIND.search(text, at, limit):
        start = text.rfind("\n", 0, kind.start()) + 1
        at = text.find("\n", kind.end())
        if at < 0:
            at = len(text)
        title = title_in(text, start, at)
        if title is not None:
            worth = 2 if YEAR.search(title.words) else not title.words.startswith(("法治", "依法"))
            if worth > most:
                best, most = title, worth
            if worth == 2:
                break
    return best


def title_in(text: str, start: int, end: int) -> Title | None:
    """Return the title on the line `[start, end)`, with the line above or below it where that belongs to it."""
    if end - start > LINE or text.find(">", start, end) >= 0 or "。" in text[start:end]:
        fused = FUSED.match(text, start) if not start else None
        return Title((fused.span("title"),), "", fused.end(), fused["title"].strip()) if fused else None
    line = text[start:end]
    if MARKER.match(line):
        return None
    match = (TITLE_IN_CELLS if "  " in line else TITLE).search(line)
    if match is None:
        return broken_title(text, start, end)
    if " | " in line and not (YEAR.search(match["title"]) or CHROME.match(line.lstrip(EDGES))):
        return None  # a row of a table: 听取法治建设汇报 | 两次
    begin = start + match.start("title")
    own = (begin, start + match.end("title"))
    if start and match["title"].startswith(OPENS_SECOND):
        above = text.rfind("\n", 0, start - 1) + 1
        if is_first_line(text, above, start - 1):
            spans = ((above, start - 1), own)
            return Title(spans, match["rest"], end, joined(text, spans))
    return Title((own,), match["rest"], end, match["title"].strip())


def broken_title(text: str, start: int, end: int) -> Title | None:
    """Return the title that goes on in the next line: 关于2023年度法治政府 / 建设工作情况的报告."""
    stop = text.find("\n", end + 1, end + SECOND_LINE)
    if stop < 0 or end - start > SECOND_LINE:
        return None
    spans = ((start, end), (end + 1, stop))
    said = joined(text, spans)
    if TITLE.search(text[end + 1 : stop]) or not TITLE.fullmatch(said):
        return None
    return Title(spans, "", stop, said)


def is_first_line(text: str, start: int, end: int) -> bool:
    """Whether a line is the body that a title on the next line is of."""
    line = text[start:end].strip()
    if not 2 <= len(line) <= 40 or not line.endswith(ORGAN_ENDS) or "  " in line:
        return False
    return FIRST_LINE.match(line) is not None and not is_chrome(text, start, end)


def skip_head(text: str, title: Title | None) -> int:
    """Return where the report begins: after the title, and after the last line of the page."""
    start = at = min(title.end + (text[title.end : title.end + 1] == "\n"), len(text)) if title else 0
    printed = title.words if title else None
    limit = min(len(text), at + HEAD)
    unknown = 0
    while at < limit and unknown <= BESIDE:
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
        if end > at:
            if is_head(text, at, end) or (printed and end - at < LINE and printed in text[at:end]):
                start, unknown = end + 1, 0
            elif is_running(text, at, end) or text[at:end].rstrip().endswith((":", "：")):
                break
            else:
                unknown += not text[at:end].isspace()
        at = end + 1
    return start if start < len(text) else 0


def find_end(text: str, start: int, end: int) -> int:
    """Return where the report ends: before the first of the lines of the page that follow it in `[start, end)`."""
    cut = end
    floor = max(start, end - TAIL)
    unknown = 0
    while end > floor and unknown <= LINKS:
        at = text.rfind("\n", floor, end) + 1
        if not at and floor and text[floor - 1] != "\n":
            return before_links(text, floor, find_fused(text, floor, end, cut))
        at = max(at, floor)
        if end > at:
            if is_chrome(text, at, end):
                cut, unknown = at, 0
            elif is_running(text, at, end):
                return before_links(text, floor, find_fused(text, at, end, cut))
            else:
                unknown += not text[at:end].isspace()
        end = at - 1
    return before_links(text, floor, cut)


def before_links(text: str, start: int, cut: int) -> int:
    """Return where the list of other pages begins that follows the report, or else `cut`: it holds no sentence."""
    links = LINKS_LINE.search(text, start, cut)
    return links.start() if links and "。" not in text[links.start() : cut] else cut


def find_fused(text: str, start: int, end: int, cut: int) -> int:
    """Return where the page begins in the last line of the report, after its last sentence, or else `cut`."""
    stop = text.rfind("。", start, end) + 1
    found = ANYWHERE.search(text, stop, end) if end - stop > 6 and stop else None
    return found.start() if found else cut


def is_chrome(text: str, start: int, end: int) -> bool:
    """Whether a line is of the page and not of the report."""
    if end - start > LINE * 2:
        return False
    line = text[start:end].lstrip(EDGES)
    if "。" in line:
        return ANYWHERE.search(line, 0, line.index("。")) is not None
    label = CHROME.match(line)
    if label is not None and "|" in line and HEAD_OF_TABLE.match(line):
        return False
    return label is not None or ">" in line or ANYWHERE.search(line) is not None


def is_head(text: str, start: int, end: int) -> bool:
    """Whether a line is of what stands before a report: of the page, a date, or the number of the document."""
    if end - start < DATED and DATED_LINE.match(text, start, end):
        return "。" not in text[start:end]
    return is_chrome(text, start, end)


def is_running(text: str, start: int, end: int) -> bool:
    """Whether a line is of the report beyond doubt: a heading, a sentence, a clause of a longer one."""
    if end - start > LINE or text.find("。", start, end) >= 0 or MARKER.match(text, start, end):
        return True
    return text[start:end].rstrip().endswith(("；", ";"))
