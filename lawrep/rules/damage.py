"""Damage: what was lost or mixed in on the way from the office to the file."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter

from lawrep.facts import Facts, lines
from lawrep.grammar import alternation
from lawrep.rules.numbering import title_end
from lawrep.rules.registry import Found, Relation, rule
from lawrep.rules.signs import BLANKS, odd_signs, of_kind
from lawrep.tables import words

# What the bytes of UTF-8 become when read as Latin-1 (æ³•) and as GBK (娉曟), those of GBK when read as Latin-1 (·¨ÖÎ),
# GBK read as UTF-8 (锟斤拷), characters of no public code, lost ones (??), and what a web page writes for a character.
MOJIBAKE = re.compile(
    r"(?:[ÂÃâãäåæçèéï][\u0080-\u00bf‘’“”•–—˜™š›œžŸ€‚ƒ„…†‡ˆ‰Š‹Œ]{1,2})+"
    r"|[\u00a1-\u00af\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u00ff][\u00a1-\u00ff]{2,}"
    r"|[\ue000-\uf8ff]+"
    r"|(?:&(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,6});)+|\\u[0-9a-fA-F]{4}"
)
LOST = re.compile("\ufffd+")
YEARS = re.compile(r"(20[0-9]{2})(?<![0-9.-]....) {0,2}[?？]?(20[0-9]{2})(?= ?年|\)|规划|纲要)")
HOURS = re.compile(r":[0-9]{3,4}:[0-9]{2}(?![0-9:])")
MONTHS = re.compile(r"月(?:(?<=[1-9]1[0-2]月)(?<![0-9.]....)|(?<=[0-9]月)[1-9]月(?![0-9]{1,2}日))")
MOST_YEARS = 20
SHOWN = 20  # characters of what cannot be read
STRAY = 10  # of so many paragraphs one may lack its full stop; where more do, it is the habit of the office
HEAD = 600  # characters in which a title that stands twice is looked for
PAGE_LABEL = alternation(words("metadata", "chrome", "labels"), words("metadata", "chrome", "links"))
PAGE_OPENING = alternation(words("metadata", "chrome", "opening"), words("damage", "page", "words"))
PAGE_LINE = re.compile(rf" *(?:(?:{PAGE_LABEL})[ \]】)]*[:：|>]|{PAGE_OPENING})[^。；;]*")
ENDS = tuple("。！？!?…”』」》)】;；:：")
CUT = (*words("damage", "cut", "words"), ",", "，", "、")  # how a line ends that goes on
DATED = re.compile(
    r"[0-9〇○零一二三四五六七八九十]+ ?年 ?[0-9一二三四五六七八九十]+ ?月 ?[0-9一二三四五六七八九十]+ ?日[)）]?$"
)
SIGNATURE = 30  # characters of the lines that close a report
TAIL = 10  # characters that a finding on an end shows
RUNNING = 40  # characters of a line that is a sentence


@cache
def garbled() -> re.Pattern[str]:
    """Return the pattern of UTF-8 that was read as GBK, looked for where a character stands that it often makes."""
    first, second = words("damage", "gbk", "first")[0], words("damage", "gbk", "second")[0]
    return re.compile(f"(?:[{first}][{second}])+")


@rule("mojibake")
def mojibake(facts: Facts) -> Iterator[Relation]:
    """Yield the places where characters were read in the wrong encoding."""
    found = [(start, end) for start, end, _ in of_kind(facts, "mojibake")]
    if not odd_signs(facts) <= BLANKS:
        found += [match.span() for match in MOJIBAKE.finditer(facts.text, facts.start)]
    for start, _, _ in of_kind(facts, "garbled"):
        match = garbled().match(facts.text, start)
        if match is not None and (not found or match.start() >= found[-1][1]):
            found.append(match.span())
    for start, end in sorted(found):
        yield Found(start, end, {"text": facts.text[start:end][:SHOWN]})


@rule("replacement-character")
def replacement_character(facts: Facts) -> Iterator[Relation]:
    """Yield the places where a character was lost."""
    if "\ufffd" in odd_signs(facts):
        for match in LOST.finditer(facts.text, facts.start):
            yield Found(match.start(), match.end(), {})


@rule("lost-dash")
def lost_dash(facts: Facts) -> Iterator[Relation]:
    """Yield the years, months and hours that ran into each other: 纲要(20212025年), 112月, 9:0017:00."""
    text = facts.text
    for match in YEARS.finditer(text, facts.start):
        if int(match[1]) < int(match[2]) <= int(match[1]) + MOST_YEARS:
            yield Found(match.start(), match.end(), {"text": match[0]})
    for pattern, before in ((HOURS, 2), (MONTHS, 3)):
        for match in pattern.finditer(text, facts.start):
            start = match.start()
            while start > match.start() - before and text[start - 1].isdecimal():
                start -= 1
            yield Found(start, match.end(), {"text": text[start : match.end()]})


@rule("text-cut-off")
def text_cut_off(facts: Facts) -> Iterator[Relation]:
    """Yield the end of a report whose last sentence has none."""
    for start, line in reversed(lines(facts)):
        said = line.rstrip()
        if len(said) > SIGNATURE or said.endswith(ENDS) or said.endswith(CUT):
            if not (said.endswith(ENDS) or DATED.search(said[-SIGNATURE:]) or is_title(facts, start, len(said))):
                end = start + len(said)
                begin = max(start, end - TAIL)
                yield Found(begin, end, {"text": facts.text[begin:end]})
            return


def is_title(facts: Facts, start: int, length: int) -> bool:
    """Whether a line is a heading and no more."""
    return any(each["start"] == start and title_end(facts, each) >= start + length for each in facts.sections)


@rule("sentence-without-end")
def sentence_without_end(facts: Facts) -> Iterator[Relation]:
    """Yield the long paragraphs that do not end as a sentence does, where the others do."""
    titles = {section["start"]: title_end(facts, section) for section in facts.sections}
    ends: list[int] = []
    long = 0
    for start, line in lines(facts)[:-1]:
        said = line.rstrip()
        if len(said.lstrip()) > RUNNING:
            long += 1
            if said[-1] not in ENDS and titles.get(start + len(line) - len(line.lstrip()), 0) < start + len(said) - 1:
                ends.append(start + len(said))
    if len(ends) <= max(1, long // STRAY):
        for end in ends:
            yield Found(end - TAIL, end, {"text": facts.text[end - TAIL : end]})


@rule("page-without-text")
def page_without_text(facts: Facts) -> Iterator[Relation]:
    """Yield where pages were passed over that are pictures without text: those in succession together."""
    empty = (place for place in facts.places if "page" in place and place["start"] == place["end"])
    for at, places in groupby(empty, key=itemgetter("start")):
        pages = [place["page"] for place in places]
        yield Found(at, at, {"pages": f"{pages[0]}-{pages[-1]}" if len(pages) > 1 else str(pages[0])})


@rule("title-twice")
def title_twice(facts: Facts) -> Iterator[Relation]:
    """Yield a title that stands twice."""
    title = facts.metadata["title"]
    if title:
        first = facts.printed.find(title)
        second = facts.printed.find(title, first + len(title), first + HEAD) if first >= 0 else -1
        if second >= 0 and facts.printed[second - 1] not in "《“":
            yield Found(second, second + len(title), {"title": title})


@rule("page-in-body")
def page_in_body(facts: Facts) -> Iterator[Relation]:
    """Yield what belongs to the page and stands in the report: 打印本页, 版权所有."""
    found = of_kind(facts, "page")
    for start, end, _ in found:
        if start >= facts.start:
            yield Found(start, end, {"text": facts.text[start:end]})
    starts = [start for start, _, _ in found]
    for start, line in lines(facts):
        if len(line) <= RUNNING and PAGE_LINE.fullmatch(line):
            at = bisect_left(starts, start)
            if at == len(starts) or starts[at] >= start + len(line):
                yield Found(start, start + len(line), {"text": line.strip()})
