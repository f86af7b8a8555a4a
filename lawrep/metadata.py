"""Read what a report says of itself: title, year reported on, dates. The plain rules; doubt is null."""

import re
from typing import Any

from lawrep.outline import Heading

HEAD = 1500  # characters before which a title and the page's own date stand
TITLE = re.compile(
    r"^[ ]*(?P<title>[^\n。;；|>]{0,60}(?:法治政府建设|依法行政|法治建设|政府工作)[^\n。;；|>]{0,40}(?:报告|总结|汇报|情况))"
    r"(?P<rest>[ 0-9:：/年月日()-]{0,30})$",
    re.MULTILINE,
)
YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}) ?(?:年|度)")
HANZI_DATE = r"二[〇○零O0]二?[〇○零一二三四五六七八九]{1,2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
DATE = rf"(?P<year>20[0-9]{{2}}) ?[-年/.] ?(?P<month>[0-9]{{1,2}}) ?[-月/.] ?(?P<day>[0-9]{{1,2}})(?: ?日)?|{HANZI_DATE}"
PUBLISHED = re.compile(rf"(?:发布时间|发布日期|发文日期|公开日期|公布日期|发布|时间|日期)[ \]】:：|]{{0,6}}(?:{DATE})")
MADE = re.compile(rf"(?:成文日期|成文时间|生成日期|制发日期)[ \]】:：|]{{0,6}}(?:{DATE})")
SIGNED = re.compile(rf"^[ ]*(?:{DATE})[ ]*$", re.MULTILINE)
DATED = re.compile(DATE)
DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


def find_metadata(text: str, printed: str, headings: list[Heading]) -> dict[str, Any]:
    """Return the fields of `models.Metadata` that a normalised `text` tells; `printed` is the text as read."""
    opening = headings[0].start if headings else len(text)
    head = text[: min(opening, HEAD)]
    title = TITLE.search(head)
    return {
        "title": printed[title.start("title") : title.end("title")].strip() if title else None,
        "organ": None,
        "region": None,
        "year": find_year(head, title, text, opening),
        "date": find_signed(text, headings) or find_date(MADE, head),
        "published": find_date(PUBLISHED, head) or (find_date(DATED, title["rest"]) if title else None),
        "index_number": None,
        "document_number": None,
    }


def find_year(head: str, title: re.Match[str] | None, text: str, opening: int) -> int | None:
    """The year in the title, else the first year of the running text or the headings."""
    if title and (year := YEAR.search(title["title"])):
        return int(year[1])
    start = title.end() if title else 0
    year = YEAR.search(text, start, opening + 2000)
    return int(year[1]) if year else None


def find_signed(text: str, headings: list[Heading]) -> str | None:
    """The date on a line of its own after the last heading."""
    start = headings[-1].start if headings else max(0, len(text) - 300)
    match = None
    for match in SIGNED.finditer(text, start):
        pass
    return iso(match) if match else None


def find_date(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return iso(match) if match else None


def iso(match: re.Match[str]) -> str | None:
    """Write a date as 2024-03-05; None where there is no such day."""
    year, month, day = match["year"], match["month"], match["day"]
    if year is None:
        found = re.search(r"(.{4})年(.{1,2})月(.{1,3})日", match[0])
        if not found:
            return None
        year = found[1].translate(DIGITS)
        month, day = (hanzi(part) for part in found.groups()[1:])
    if not (year.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return f"{year}-{int(month):02}-{int(day):02}"


def hanzi(text: str) -> str:
    tens, ten, ones = text.rpartition("十")
    return f"{tens.translate(DIGITS) or 1 if ten else ''}{ones.translate(DIGITS) or (0 if ten else '')}"
