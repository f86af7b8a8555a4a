"""Read what a report says of itself: title, body, region, year reported on, dates, numbers. Doubt is null."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from lawrep.body import NUMBER, TITLE, YEAR, Body
from lawrep.dates import DATE, HANZI_YEAR, iso, to_number
from lawrep.markers import Heading
from lawrep.normalise import HAN, normalise
from lawrep.organs import in_opening, in_title, is_name, level_of, split_place
from lawrep.regions import find_region
from lawrep.source import MIDDLE, NOTHING
from lawrep.tables import load

Labels = dict[str, str]
TAIL = 400  # characters in which a report is signed and dated
READ = 2000  # characters of the report in which its year is named
NAME_LINE = 80  # characters in which the name of who signs stands before the date
SIGNED_LEAST, SIGNED_LINE = 8, 100  # characters of a line that is signed or dated
LETTER_HEAD = 80  # characters in which a letter says whom it is to
SITE_LINE = 40  # characters of a line that names whose page it is
FRONT = 200  # characters in which the labels stand where nothing parts the page from the report

NAMES = {label: name for name, labels in load("metadata")["labels"].items() for label in labels}
LABEL = re.compile("|".join(" *".join(label) for label in sorted(NAMES, key=len, reverse=True)))
BETWEEN = r"[\s\]】)\[【|:：]{0,16}"  # what may stand between a label and its value
VALUES = {
    "index_number": re.compile(rf"{BETWEEN}(?=[^\s|]*[0-9])([^\s|:：\[\]【】,，。;；]{{4,60}}(?: ?/ ?[0-9-]+)?)"),
    "document_number": re.compile(rf"{BETWEEN}({NUMBER.pattern})"),
    "date": re.compile(rf"{BETWEEN}({DATE})"),
    "published": re.compile(rf"{BETWEEN}({DATE})"),
    "publisher": re.compile(rf"{BETWEEN}({HAN}{{4,40}})"),
}
NUMBER_LINE = re.compile(rf"\n *({NUMBER.pattern}) *(?:签发人[^\n]*)?(?=\n|$)")
DATE_LINE = re.compile(rf"\n *(?P<open>\()? *(?P<date>{DATE})\)?(?P<clock> +[0-9]{{1,2}}:[0-9]{{2}}[^\n]*)? *(?=\n|$)")
SIGNED = re.compile(rf"(?P<date>{DATE}) *\Z")
LAST = re.compile(rf"(?<![0-9至到])(?P<date>{DATE})(?:印发)?\s*\Z")
MONTH = re.compile(rf"\n *(?:20[0-9]{{2}}|{HANZI_YEAR}) ?年 ?[0-9一二三四五六七八九十]{{1,2}} ?月\s*\Z")
DAY_ENDS = ("日", "印发", *"0123456789")
LETTER = re.compile(rf"\s*({HAN}{{2,24}}(?:政府|委|局|厅|会))[:：]")
BYLINE = re.compile(rf"\s*(?:\([^\n)]{{1,20}}\)\s*)?({HAN}{{3,30}}) *\n")  # below the title
STATE = re.compile("人民政府|管理委员会|管委会")
ANY_DATE = re.compile(DATE)
PRESENTED = re.compile(r"现[将把就][^\n。,，0-9]{0,30}(20[0-9]{2}) ?年")
NOT_REPORTED = frozenset("-—~～至到自从(〔[")  # before a year that is none of the report's own: 2021-2025年


def find_metadata(  # noqa: PLR0917 - one step takes what the steps before it found
    text: str,
    printed: str,
    body: Body,
    headings: list[Heading],
    beside: str = "",
    declared: Mapping[str, str] = NOTHING,
) -> dict[str, Any]:
    """Return the fields of `models.Metadata` that a normalised `text` tells; `printed` is the text as read.

    Where the text does not tell, what its page prints `beside` it does, and then what the file has `declared`.
    """
    page = normalise(beside)
    labels = dict(declared) | labels_of_page(page, beside) | labels_around(text, printed, body)
    title = declared_title(declared) if body.title is None else ""
    signature, signed = find_signature(text, body)
    made, published = dates_beside(text, body)
    name = find_name(text, body, title, signature, labels) or ""
    own, at = split_place(name)
    level = level_of(name, own)
    others = chain(names_beside(text, body, name, signature, labels), names_of_site(page))
    region = find_region(text, own, level, others, body)
    return {
        "title": body.title.printed(printed) if body.title else title or None,
        "organ": as_printed(name[at:], text, printed) or None,
        "region": "".join(as_printed(place, text, printed) for place in region) or None,
        "year": find_year(text, body, title, headings),
        "date": signed or labels.get("date") or made,
        "published": labels.get("published") or published,
        "index_number": labels.get("index_number"),
        "document_number": labels.get("document_number") or find_number(text, printed, body),
    }


def declared_title(declared: Mapping[str, str]) -> str:
    """Return the title that a file declares, where it is that of a report by its words, or nothing."""
    title = declared.get("title", "")
    match = TITLE.search(normalise(title))
    return title[match.start("title") : match.end("title")].strip() if match else ""


def labels_of_page(page: str, beside: str) -> Labels:
    """Return what a page gives beside its labels above the report or, where it gives nothing there, below."""
    middle = page.find(MIDDLE)
    spans = ((0, middle), (middle, len(page))) if middle >= 0 else ((0, len(page)),)
    return find_labels(page, beside, spans)


def labels_around(text: str, printed: str, body: Body) -> Labels:
    """Return what the page gives beside its labels before the report or, where it gives nothing there, after it."""
    return find_labels(text, printed, ((0, body.start or FRONT), (body.end, len(text))))


def find_labels(text: str, printed: str, spans: Iterable[tuple[int, int]]) -> Labels:
    """Return what stands beside the labels, in the first span with any; numbers as printed and dates in ISO form.

    Of several labels of one field the first counts.
    """
    labels: Labels = {}
    for start, end in spans:
        if labels:
            break
        for match in LABEL.finditer(text, start, end):
            name = NAMES[match[0].replace(" ", "")]
            if name in labels or name not in VALUES or is_han(text[match.start() - 1 : match.start()]):
                continue
            value = VALUES[name].match(text, match.end(), end)
            if value is None:
                continue
            found = iso(value[1]) if name in ("date", "published") else printed[value.start(1) : value.end(1)]
            if found:
                labels[name] = found
    return labels


def is_han(character: str) -> bool:
    return "一" <= character <= "龥"


def find_signature(text: str, body: Body) -> tuple[str | None, str | None]:
    """Return who signed the report, and the last date on a line of its own or at the very end, in ISO form."""
    floor = max(body.start, body.end - TAIL)
    end = body.end
    while end > floor:
        start = max(text.rfind("\n", floor, end) + 1, floor)
        if SIGNED_LEAST <= end - start <= SIGNED_LINE and (signed := SIGNED.search(text, start, end)):
            name = text[start : signed.start()].strip()
            if not name or is_name(name):
                return last_name(text, floor, signed.start()), iso(signed["date"])
        end = start - 1
    ends_in_day = text[max(floor, body.end - 30) : body.end].rstrip().endswith(DAY_ENDS)
    if ends_in_day and (last := LAST.search(text, max(floor, body.end - 30), body.end)):
        return last_name(text, floor, last.start()), iso(last["date"])
    month = MONTH.search(text, max(floor, body.end - 30), body.end)
    return last_name(text, floor, month.start() if month else body.end), None


def last_name(text: str, start: int, end: int) -> str | None:
    """Return the name that `[start, end)` ends in, on a line of its own or after the last sentence."""
    line = text[max(start, end - NAME_LINE) : end].rstrip()
    name = line[max(line.rfind("\n"), line.rfind("。")) + 1 :].strip()
    return name if is_name(name) else None


def dates_beside(text: str, body: Body) -> tuple[str | None, str | None]:
    """Return the dates that stand without a label below the title: made, as (2024年3月5日), and published."""
    made = published = None
    if body.title is None:
        return None, None
    if beside := ANY_DATE.search(body.title.rest):
        published = iso(beside[0])
    if body.start - body.title.end < SIGNED_LEAST:
        return None, published
    for match in DATE_LINE.finditer(text, body.title.end, body.start):
        if "年" not in match["date"] or match["clock"]:
            published = published or iso(match["date"])
        else:
            made = made or iso(match["date"])
    return made, published


def find_name(text: str, body: Body, title: str, signature: str | None, labels: Labels) -> str | None:
    """Return the full name of the body whose year it is, from title, signature, page or opening, in this order.

    A `title` that only the file declares comes after the signature: it may be that of another page.
    """
    if body.title and (name := in_title(body.title.words)):
        return name
    if signature:
        return signature
    if title and (name := in_title(normalise(title))):
        return name
    publisher = labels.get("publisher", "")
    if is_name(publisher) and publisher[0] not in "省市县区局厅":
        return publisher
    if body.title and (byline := BYLINE.match(text, body.start, body.start + LETTER_HEAD)) and is_name(byline[1]):
        return byline[1]
    return in_opening(text, body.start, body.end)


def names_beside(text: str, body: Body, name: str, signature: str | None, labels: Labels) -> Iterator[str]:
    """Yield the names of other bodies, the most telling first: who signs, who is written to, who publishes."""
    if signature and signature != name:
        yield signature
    if letter := LETTER.match(text, body.start, body.start + LETTER_HEAD):
        yield letter[1]
    if publisher := labels.get("publisher"):
        yield publisher
    yield from states_in(text, 0, body.start)
    yield from states_in(text, body.end, len(text))


def names_of_site(page: str) -> Iterator[str]:
    """Yield the names of bodies of the state in the lines of a page that may tell whose it is, not in titles on it."""
    for line in page.split("\n"):
        if len(line) <= SITE_LINE and "关于" not in line:
            yield from states_in(line, 0, len(line))


def states_in(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the names of bodies of the state in `[start, end)` of a page."""
    for match in STATE.finditer(text, start, end):
        at = match.start()
        while at > start and is_han(text[at - 1]):
            at -= 1
        yield text[at : match.end()]


def find_year(text: str, body: Body, title: str, headings: list[Heading]) -> int | None:
    """Return the year in the title, else the one the text presents, else the first of the text before its plan.

    A `title` that only the file declares comes after what the text presents.
    """
    if body.title and (match := YEAR.search(body.title.words)):
        return to_number(match[1] or match[2])
    plan = next((heading.start for heading in headings if heading.part == "plan"), body.end)
    end = min(plan, body.start + READ)
    if presented := PRESENTED.search(text, body.start, end):
        return int(presented[1])
    if match := YEAR.search(normalise(title)):
        return to_number(match[1] or match[2])
    for match in YEAR.finditer(text, body.start, end):
        before = text[match.start() - 1 : match.start()]
        if "|" in line_around(text, match.start()):  # 2022年 | 2023年 are heads of a table
            continue
        if before not in NOT_REPORTED or (before == "(" and text.startswith(")", match.end())):  # (2023年度)
            return to_number(match[1] or match[2])
    return None


def line_around(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def find_number(text: str, printed: str, body: Body) -> str | None:
    """Return the number of the document that stands on a line of its own before the report."""
    if "号" not in text[: body.start]:
        return None
    match = NUMBER_LINE.search(text, 0, body.start) or NUMBER.match(text, 0, body.start)
    return printed[match.start(match.re.groups) : match.end(match.re.groups)] if match else None


def as_printed(name: str, text: str, printed: str) -> str:
    """Return `name` as it is printed where it first stands; a name that is put together, as it is."""
    if text == printed:
        return name
    at = text.find(name)
    return printed[at : at + len(name)] if at >= 0 else name
