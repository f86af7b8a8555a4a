"""Read what a report says of itself: title, year reported on, dates. The plain rules; doubt is null."""

import datetime
import re
from typing import Any

from lawrep.markers import Heading

TAIL = 400  # characters in which a report is signed and dated
HEAD = 1500  # characters in which a title and the page's own dates stand
KINDS = "法治政府建设|依法行政|法治建设|政府工作"
TITLE = re.compile(
    rf"^(?P<label>(?: *(?:标 *题|名 *称|文件名称) *[:：])?)(?P<title>[^\n。;；|>:：]{{0,60}}(?:{KINDS})"
    r"[^\n。;；|>]{0,40}(?:报告|总结|汇报|情况))(?P<rest>[ 0-9:：/年月日()-]{0,30})$",
    re.MULTILINE,
)
ORGAN_LINE = re.compile(  # the first line of a title that is printed on two
    r"(?:^|\n) *(?P<organ>[^\n。;；|>:： ]{2,40}"
    r"(?:政府|局|厅|委|委员会|办事处|办公室|管委会|街道|镇|乡|县|区|市|院|队)) *\n *$"
)
YEAR = re.compile(r"(20(?<![0-9]20)[0-9]{2}) ?[年度]")
HANZI_YEAR = "二[〇○零][〇○零一二三四五六七八九]{2}"
HANZI_DATE = rf"{HANZI_YEAR}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日"
ARABIC_DATE = r"20[0-9]{2} ?[-年/.] ?[0-9]{1,2} ?[-月/.] ?[0-9]{1,2}(?: ?日)?"
DATE = re.compile(rf"{ARABIC_DATE}|{HANZI_DATE}")
AFTER_LABEL = rf"[ \]】:：|]{{0,6}}(?P<date>{ARABIC_DATE}|{HANZI_DATE})"
PUBLISHED = re.compile(rf"(?:发布时间|发布日期|公开日期|公布日期|发布于|发布){AFTER_LABEL}")
DATED = re.compile(rf"(?:时间|日期)(?<!成文..)(?<!生成..)(?<!制发..)(?<!发文..)(?<!废止..){AFTER_LABEL}")
MADE = re.compile(rf"(?:成文日期|成文时间|生成日期|制发日期|发文日期){AFTER_LABEL}")
SIGNED = re.compile(rf"^ *(?P<date>{ARABIC_DATE}|{HANZI_DATE}) *$", re.MULTILINE)
LAST = re.compile(rf"(?<![0-9至到])(?P<date>{ARABIC_DATE}|{HANZI_DATE})\s*$")
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def find_metadata(text: str, printed: str, headings: list[Heading]) -> dict[str, Any]:
    """Return the fields of `models.Metadata` that a normalised `text` tells; `printed` is the text as read."""
    opening = headings[0].start if headings else len(text)
    head = text[: min(opening, HEAD)]
    title = TITLE.search(head)
    return {
        "title": find_title(head, printed, title) if title else None,
        "organ": None,
        "region": None,
        "year": find_year(text, title, opening),
        "date": find_signed(text, headings) or find_date(MADE, head),
        "published": find_published(head, title),
        "index_number": None,
        "document_number": None,
    }


def find_title(head: str, printed: str, title: re.Match[str]) -> str:
    """Return the title as printed; one that is printed on two lines is put together."""
    words = printed[title.start("title") : title.end("title")].strip()
    above = ORGAN_LINE.search(head, 0, title.start("title"))
    if above and words.startswith(("20", "关于", "法治", "依法", "政府", "２０")):
        return printed[above.start("organ") : above.end("organ")].strip() + words
    return words


def find_year(text: str, title: re.Match[str] | None, opening: int) -> int | None:
    """Return the year in the title, else the first year of the running text."""
    if title and (year := YEAR.search(title["title"])):
        return int(year[1])
    year = YEAR.search(text, title.end() if title else 0, opening + 2000)
    return int(year[1]) if year else None


def find_signed(text: str, headings: list[Heading]) -> str | None:
    """Return the last date on a line of its own after the last heading, or the one that the text ends in."""
    start = max(headings[-1].start if headings else 0, len(text) - TAIL)
    dates = [match["date"] for match in SIGNED.finditer(text, start)]
    if not dates and (last := LAST.search(text, max(0, len(text) - 30))):
        dates = [last["date"]]
    return iso(dates[-1]) if dates else None


def find_published(head: str, title: re.Match[str] | None) -> str | None:
    """Return the date that the page gives for publication, be it right after the title."""
    beside = DATE.search(title["rest"]) if title else None
    return find_date(PUBLISHED, head) or find_date(DATED, head) or (iso(beside[0]) if beside else None)


def find_date(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return iso(match["date"]) if match else None


def iso(date: str) -> str | None:
    """Write 2024年3月5日 or 二〇二四年三月五日 as 2024-03-05; None where there is no such day.

    >>> iso("二〇二四年三月十五日"), iso("2024/13/1")
    ('2024-03-15', None)
    """
    year, month, day = (to_number(part) for part in re.split("[-年月/.日]", date.replace(" ", ""))[:3])
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def to_number(digits: str) -> int:
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return int(digits.translate(DIGITS))
    return int(tens.translate(DIGITS) or 1) * 10 + int(ones.translate(DIGITS) or 0)
