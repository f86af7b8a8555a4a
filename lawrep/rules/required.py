"""What the regulation asks of a report, and whether its years agree.

法治政府建设与责任落实督察工作规定 (2019), article 24: the report of a year tells of the main measures and results, of
shortcomings and their causes, of how the heads of party and government did their duty as first person responsible, and
of the main plans for the next year; it is made public before 1 April.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from lawrep.facts import Facts, lines, once
from lawrep.grammar import alternation
from lawrep.markers import RUN_IN
from lawrep.parts import has_cue, part_of
from lawrep.rules.numbering import shape_of, title_end
from lawrep.rules.registry import HOLDS, Found, Relation, relation, rule
from lawrep.tables import load, words

SINCE = 2019  # the year of the regulation
KIND = re.compile(alternation(words("required", "report", "kinds")))
OPENING = 600  # characters in which a report without title says what it is
LEAST = 30  # characters that a part needs to say something
YEAR = re.compile("(?<![0-9])20[0-9]{2}(?= ?年)")
CAUSE = re.compile(alternation(words("required", "causes", "words")) + r"|(?<=[。，,；;：:\n ])因(?!此|而|地|人|材|时)")
NAMES = {part: (fields["english"], fields["name"]) for part, fields in load("required")["parts"].items()}
TOLD = {
    part: re.compile(
        f"(?:{alternation(words('required', 'parts', part, 'words'))})"
        + (
            f"[^。；！？!?\n]{{0,24}}(?:{alternation(words('required', 'parts', part, 'with'))})"
            if "with" in fields
            else ""
        )
    )
    for part, fields in load("required")["parts"].items()
}
SHORT, LINE = 4, 60  # characters of a line that can be a heading
FIGURELESS = 45  # characters that a part without a figure needs; shortcomings seldom have one
PLANNED = alternation(words("required", "parts", "plan", "with"))
PLANS = re.compile(alternation(words("required", "headings", "plans")))
TOLD_OF = re.compile(alternation(words("required", "headings", "told")))
OPENING_YEAR = re.compile(r"\s*(?P<year>20[0-9]{2}) ?年度?[,，]")
# A line that is the heading of a chapter: 一、2023年主要举措和成效, 第四部分 2024年重点安排.
CHAPTER_LINE = re.compile(
    r" *(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,2}(?:部分|章) ?|[(][一二三四五六七八九十]{1,2}[)])?"
    r"[^。；;，,、:：!！?？|>…\n]{4,40}(?<![0-9.·])"
)


@once
def is_report(facts: Facts) -> bool:
    """Whether a document says that it is such a report, whose year the regulation applies to."""
    year = facts.metadata["year"]
    if year is not None and year < SINCE:
        return False
    chapters = sum(section["level"] == 1 for section in facts.sections)
    title = facts.metadata["title"]
    if title is not None:
        return chapters > 0 and KIND.search(title) is not None
    told = KIND.search(facts.text, facts.start, facts.start + OPENING) is not None
    return (
        told
        and chapters > 1
        and any(section["part"] in NAMES for section in facts.sections)
        and len(facts.text) > OPENING
    )


class Chapter(NamedTuple):
    """A heading, numbered or not, that opens a part; its text is `[body, end)`."""

    part: str
    start: int
    body: int
    end: int


@once
def chapters(facts: Facts) -> list[Chapter]:
    """Return the chapters that open a part: of the first level, lines that look like one, and sections on a duty."""
    text = facts.text
    opened: dict[int, tuple[str, int]] = {}
    bounds = [len(text)]
    for section in facts.sections:
        if section["level"] == 1 and shape_of(section["marker"])[0] not in RUN_IN:
            opened[section["start"]] = section["part"], title_end(facts, section)
            bounds.append(section["start"])
    for start, line in chapter_lines(facts):
        part = part_of(line.strip())
        if part in ("duty", "shortcomings", "plan"):
            opened.setdefault(start, (part, start + len(line)))
            bounds.append(start)
    ends = {section["start"]: section["end"] for section in facts.sections}
    bounds.sort()
    found = []
    for start, (told, body) in sorted(opened.items()):
        end = bounds[bisect_right(bounds, start)]
        found.append(Chapter(told, start, body, min(end, ends.get(start, end))))
    return found


@once
def chapter_lines(facts: Facts) -> list[tuple[int, str]]:
    """Return the lines that look like the heading of a chapter, and where they start."""
    return [
        (start, line)
        for start, line in lines(facts)
        if SHORT <= len(line) <= LINE and CHAPTER_LINE.fullmatch(line) is not None
    ]


def part_text(facts: Facts, part: str) -> str:
    """Return the text of a part, without the titles of its chapters."""
    return "".join(facts.text[each.body : each.end] for each in chapters(facts) if each.part == part).strip()


def place(facts: Facts) -> tuple[int, int]:
    """Return where a document as a whole is shown: its title, or its first line."""
    title = facts.metadata["title"]
    start = facts.printed.find(title) if title else -1
    if start >= 0:
        return start, start + len(title)
    start = len(facts.printed) - len(facts.printed.lstrip())
    end = facts.printed.find("\n", start)
    return start, end if end >= 0 else len(facts.printed)


@relation("part-missing")
def part_missing(facts: Facts) -> Iterator[Relation]:
    """Yield whether each part stands in the report, as a chapter or as a section or sentences of another."""
    if not is_report(facts):
        return
    opened = {chapter.part for chapter in chapters(facts)}
    titles = [section["title"] for section in facts.sections if section["level"] <= 2]
    for part, (english, name) in NAMES.items():
        if part in opened or any(has_cue(title, part) for title in titles) or tells(facts, part):
            yield HOLDS
        else:
            yield Found(*place(facts), {"part": english, "part_zh": name})


def tells(facts: Facts, part: str) -> bool:
    """Whether sentences of another part tell of this one; those that tell of the plan stand in the second half."""
    middle = facts.start + (len(facts.text) - facts.start) // 2
    if TOLD[part].search(facts.text, middle if part == "plan" else facts.start):
        return True
    year = facts.metadata["year"]
    if part != "plan" or year is None:
        return False
    return re.search(rf"{year + 1}年[^。；！？!?\n0-9]{{0,24}}(?:{PLANNED})", facts.text[middle:]) is not None


@rule("part-without-substance")
def part_without_substance(facts: Facts) -> Iterator[Relation]:
    """Yield the parts that have a chapter which says little more than its heading."""
    if not is_report(facts):
        return
    seen: set[str] = set()
    for chapter in chapters(facts):
        if chapter.part not in NAMES or chapter.part in seen:
            continue
        seen.add(chapter.part)
        told = any(chapter.body <= each.start < chapter.end for passage in facts.passages for each in passage.figures)
        if len(part_text(facts, chapter.part)) < (LEAST if told or chapter.part == "shortcomings" else FIGURELESS):
            english, name = NAMES[chapter.part]
            yield Found(chapter.start, chapter.body, {"part": english, "part_zh": name})


@rule("shortcomings-without-cause")
def shortcomings_without_cause(facts: Facts) -> Iterator[Relation]:
    """Yield the part on shortcomings where no word in it says why they are there."""
    if not is_report(facts):
        return
    chapter = next((each for each in chapters(facts) if each.part == "shortcomings"), None)
    text = part_text(facts, "shortcomings")
    if chapter is not None and len(text) >= LEAST and CAUSE.search(text) is None:
        yield Found(chapter.start, chapter.body, {})


@relation("published-late")
def published_late(facts: Facts) -> Iterator[Relation]:
    """Yield whether the report was made public before 1 April of the next year, where the day is known."""
    year = facts.metadata["year"]
    published = facts.metadata["published"]
    day = published or facts.metadata["date"]
    if year is None or day is None or not is_report(facts):
        return
    if day < f"{year + 1}-04-01":
        yield HOLDS
    else:
        yield Found(
            *place(facts),
            {
                "how": "made public" if published else "signed",
                "how_zh": "公开" if published else "落款",
                "day": day,
                "due": f"{year + 1}-03-31",
            },
        )


@relation("signed-before-year-end")
def signed_before_year_end(facts: Facts) -> Iterator[Relation]:
    """Yield whether the report was signed after the year that it tells of had ended."""
    year, day = facts.metadata["year"], facts.metadata["date"]
    if year is None or day is None or not is_report(facts) or int(day[:4]) < year:
        return
    if day < f"{year}-12-01":
        yield Found(*place(facts), {"day": day, "year": str(year)})
    else:
        yield HOLDS


@rule("signed-in-december")
def signed_in_december(facts: Facts) -> Iterator[Relation]:
    """Yield a report that was signed in the last month of its year, before the figures of the year were there."""
    year, day = facts.metadata["year"], facts.metadata["date"]
    if year is not None and day is not None and f"{year}-12-01" <= day < f"{year}-12-31" and is_report(facts):
        yield Found(*place(facts), {"day": day, "year": str(year)})


@relation("years-differ")
def years_differ(facts: Facts) -> Iterator[Relation]:
    """Yield whether the years of the title, the headings, the opening and the signature agree."""
    year = facts.metadata["year"]
    if year is None or not KIND.search(facts.metadata["title"] or facts.text[facts.start : facts.start + OPENING]):
        return
    parts = {section["start"]: section["part"] for section in facts.sections}
    first = True
    for start, line in chapter_lines(facts):
        yield from heading_year(start, line, year, parts.get(start, part_of(line.strip())), first=first)
        first = False
    yield from opening_year(facts, year)
    day = facts.metadata["date"]
    if day is not None:
        signed = int(day[:4])
        if year <= signed <= year + 1:
            yield HOLDS
        else:
            wanted = f"{year} or {year + 1}", f"{year}或{year + 1}年"
            said = {
                "place": f"the signature, {day}",
                "place_zh": f"落款日期{day}",
                "wanted": wanted[0],
                "wanted_zh": wanted[1],
            }
            yield Found(*place(facts), said)


def heading_year(start: int, line: str, year: int, part: str, *, first: bool) -> Iterator[Relation]:
    """Yield whether the year in a chapter's line is that of the report, or of the plan the next."""
    years = list(YEAR.finditer(line))
    if len(years) != 1:
        return
    said = int(years[0][0])
    if part == "plan" and PLANS.search(line) and not TOLD_OF.search(line):
        right: tuple[int, ...] = (year + 1,)
    else:
        right = (year,) if first else (year, year + 1)
    if said in right:
        yield HOLDS
    else:
        start += years[0].start()
        yield Found(start, start + 5, year_words("the heading", "标题", said, right[0]))


def year_words(place: str, place_zh: str, said: int, wanted: int) -> dict[str, str]:
    """Return the words of the message on a year that is not the one wanted."""
    return {
        "place": f"{place}, {said}",
        "place_zh": f"{place_zh}中的{said}年",
        "wanted": str(wanted),
        "wanted_zh": f"{wanted}年",
    }


def opening_year(facts: Facts, year: int) -> Iterator[Relation]:
    """Yield whether the paragraph that opens the report begins with its year, or names it."""
    start, line = next(((start, line) for start, line in lines(facts) if line.strip()), (facts.start, ""))
    match = OPENING_YEAR.match(line)
    if match is None or f"{year}年" in line[match.end() :]:
        return
    said = int(match["year"])
    if said == year:
        yield HOLDS
    else:
        yield Found(start + match.start("year"), start + match.end(), year_words("the opening", "开头", said, year))
