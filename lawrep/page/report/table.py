"""The quantities of a report as the page tells of them: in its table, its cards, and the titles of its marks."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from lawrep.catalogue import group_of, groups, standard
from lawrep.intervals import ENDLESS, Interval, read_interval
from lawrep.normalise import normalise
from lawrep.page.figures import SIGNS, exact
from lawrep.page.report.marks import Mark
from lawrep.page.wording import Say

CLIP = 60  # characters of a heading that a card names


class Row(NamedTuple):
    """What the page says of one quantity."""

    number: int
    at: str  # the id of the element that it stands in
    text: str
    value: Decimal
    words: str  # its value in words: 不少于 12,000 件
    range: str
    kind: str
    status: str
    change: str
    label: str
    code: str | None
    name: str
    section: str | None
    heading: str


class Choice(NamedTuple):
    """A code that the figures can be filtered by, and how many have it."""

    code: str
    name: str
    total: int


def rows_of(fields: dict[str, Any], language: str, say: Say) -> list[Row]:
    """Return what to say of each quantity of a document."""
    sections = {section["id"]: section for section in fields["sections"]}
    return [
        Row(
            number=number,
            at=f"q{number}",
            text=indicator["text"],
            value=indicator["value"],
            words=in_words(indicator, say),
            range=in_bounds(interval_of(indicator), say),
            kind=indicator["kind"],
            status=indicator["status"],
            change=say[f"change_{indicator['change']}"] if indicator["change"] else "",
            label=indicator["label"],
            code=indicator["code"],
            name=name_of(indicator["code"], language),
            section=indicator["section"],
            heading=heading_of(sections.get(indicator["section"])),
        )
        for number, indicator in enumerate(fields["indicators"], 1)
    ]


def in_words(indicator: dict[str, Any], say: Say) -> str:
    """Return a value in full, with its unit and how it is meant: 不少于 12,000 件."""
    value, most, unit = exact(indicator["value"]), indicator["value_max"], indicator["unit"]
    if most is not None:
        value = f"{value}–{exact(most)}"
    space = "" if unit in SIGNS or not unit else " "
    return say[f"bound_{indicator['bound']}"].format(f"{value}{space}{unit}")


def interval_of(indicator: dict[str, Any]) -> Interval:
    """Return all that a quantity can mean."""
    text = normalise(indicator["text"], traditional=True)
    return read_interval(text, indicator["value"], indicator["value_max"], indicator["bound"], indicator["kind"])


def in_bounds(interval: Interval, say: Say) -> str:
    """Return an interval in signs, `≥ 12,000，< 13,000`; nothing for a single number."""
    low, high, is_open = interval
    if low == high:
        return ""
    ends = []
    if low != -ENDLESS:
        ends.append(say["range_from"].format(exact(low)))
    if high != ENDLESS:
        ends.append(say["range_below" if is_open else "range_to"].format(exact(high)))
    return say["range_both"].format(*ends) if len(ends) > 1 else "".join(ends)


def name_of(code: str | None, language: str) -> str:
    """Return what the catalogue calls a code; one of a user's own catalogue is called by itself."""
    entry = standard().entries.get(code) if code else None
    if entry is None:
        return code or ""
    return entry.name if language == "zh" else entry.english


def heading_of(section: dict[str, Any] | None) -> str:
    """Return the heading of a section, cut off where it is long."""
    words = section["marker"] + section["title"] if section else ""
    return words if len(words) <= CLIP else words[: CLIP - 1] + "…"


def marks_of(fields: dict[str, Any], rows: Sequence[Row]) -> tuple[list[Mark], list[Row]]:
    """Return the marks of the quantities, in order and apart, and the rows with where each stands.

    One that overlaps another, as in no document of lawrep's own, has no mark, and stands where that one does.
    """
    marks: list[Mark] = []
    placed: dict[int, str] = {}
    length = len(fields["text"])
    for indicator, row in sorted(zip(fields["indicators"], rows, strict=True), key=lambda pair: pair[0]["start"]):
        start, end = indicator["start"], indicator["end"]
        if marks and start < marks[-1].end:
            placed[row.number] = f"q{marks[-1].number}"
        elif 0 <= start < end <= length and fields["text"][start:end].strip():
            title = "｜".join(part for part in (row.words, row.label, row.name) if part)
            marks.append(Mark(row.number, start, end, row.kind, row.status, row.code, title))
        else:
            placed[row.number] = "text"
    return marks, [row._replace(at=placed.get(row.number, row.at)) for row in rows]


def choices_of(rows: Sequence[Row], language: str, say: Say) -> list[tuple[str, list[Choice]]]:
    """Return the codes that occur, by the groups of the catalogue in their order; a user's own come last."""
    counts: dict[str, int] = {}
    for row in rows:
        if row.code:
            counts[row.code] = counts.get(row.code, 0) + 1
    names = {group: entry["name" if language == "zh" else "english"] for group, entry in groups().items()}
    found: dict[str, list[Choice]] = {name: [] for name in (*names.values(), say["own_group"])}
    for code, count in counts.items():
        name = names.get(group_of(code), say["own_group"])
        found[name].append(Choice(code, name_of(code, language), count))
    for choices in found.values():
        choices.sort(key=lambda each: (-each.total, each.code))
    return [(name, choices) for name, choices in found.items() if choices]
