"""One document as rows of the long form: a row an indicator, with its sentence and its place."""

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple, get_args

from lawrep.catalogue import standard
from lawrep.denials import Denial, find_denials
from lawrep.facts import Facts
from lawrep.intervals import ENDLESS, read_interval
from lawrep.normalise import normalise
from lawrep.numerals import shorten
from lawrep.panel.roles import Role, find_roles
from lawrep.panel.sentences import Sentences
from lawrep.panel.table import Column, Type
from lawrep.pipeline import facts_of
from lawrep.rules.registry import HOLDS
from lawrep.rules.required import NAMES, part_missing
from lawrep.tables import load
from lawrep.terms import Bound

Row = dict[str, Any]  # what stands in each column of LONG
BLANK_PAGE = "page-without-text"  # the rule that finds one
CLIP = 40  # characters of a heading in a path
PATH = " > "


@cache
def columns_of(form: str) -> tuple[Column, ...]:
    """Return the columns of a form of the panel, as `data/panel.toml` has them."""
    types: dict[str, Type] = {name: name for name in get_args(Type)}
    return tuple(
        Column(name, types[fields["type"]], fields["meaning"], fields["meaning_zh"])
        for name, fields in load("panel")[form].items()
    )


LONG = columns_of("long")


class Digest(NamedTuple):
    """What a panel keeps of one document: what it is of, its parts, its rows; or only its name, and the error."""

    document: str
    organ: str | None
    region: str | None
    year: int | None
    title: str | None
    parts: frozenset[str]  # that its outline has, or that it tells of elsewhere
    blank_pages: bool  # whether there are pages without text among the others
    rows: tuple[Row, ...]
    error: str | None = None


def unreadable(name: str, error: str) -> Digest:
    """Return what is kept of a document that could not be read."""
    return Digest(name, None, None, None, None, frozenset(), False, (), error)


def digest(name: str, fields: dict[str, Any]) -> Digest:
    """Return what a panel keeps of the document called `name`, whose numbers are decimals."""
    about = fields["metadata"]
    facts = facts_of(fields) if fields.get("text") is not None else None
    return Digest(
        name,
        about["organ"],
        about["region"],
        about["year"],
        about["title"],
        frozenset(section["part"] for section in fields["sections"]) | told_parts(facts),
        any(finding["rule"] == BLANK_PAGE for finding in fields["findings"]),
        Rows(name, fields, find_roles(facts, fields) if facts else {}).make(),
    )


def told_parts(facts: Facts | None) -> frozenset[str]:
    """Return the parts that a report tells of, in a chapter of its own or elsewhere, if it says what it is."""
    told = list(part_missing(facts)) if facts is not None else []
    return frozenset(part for part, relation in zip(NAMES, told, strict=False) if relation is HOLDS)


class Rows:
    """One document on the way to its rows."""

    def __init__(self, name: str, fields: dict[str, Any], roles: dict[int, Role]) -> None:
        self.fields = fields
        about = fields["metadata"]
        self.of = {key: about[key] for key in ("organ", "region", "year")}
        self.document = name
        self.text: str | None = fields.get("text")
        self.sections = {section["id"]: section for section in fields["sections"]}
        self.paths: dict[str | None, str | None] = {None: None}
        markers = {section["start"]: section["marker"] for section in fields["sections"]}
        self.sentences = Sentences(self.text, markers) if self.text is not None else None
        self.roles = roles

    def make(self) -> tuple[Row, ...]:
        """Return the rows of the indicators, and of what the report says there was none of, in reading order."""
        told = [*self.fields["indicators"], *self.denials()]
        return tuple(self.row_of(each) for each in sorted(told, key=lambda each: each["start"]))

    def denials(self) -> Iterator[dict[str, Any]]:
        """Yield what the report says there was none of, but for what an indicator tells already."""
        if self.text is None:
            return
        spans = [(each["start"], each["end"]) for each in self.fields["indicators"]]
        for denial in find_denials(self.text, self.fields["sections"]):
            after = bisect_left(spans, (denial.end, 0))
            if not after or spans[after - 1][1] <= denial.start:
                yield as_indicator(denial)

    def row_of(self, indicator: dict[str, Any]) -> Row:
        """Return the row of an indicator."""
        section = self.sections.get(indicator["section"])
        start, end = indicator["start"], indicator["end"]
        low, high = interval_of(*(indicator[key] for key in ("text", "value", "value_max", "bound", "kind")))
        return {
            "document": self.document,
            **self.of,
            "section_path": self.path_to(indicator["section"]),
            "section": indicator["section"],
            "part": section["part"] if section else None,
            "code": indicator["code"],
            "name": name_of(indicator["code"]),
            "value": indicator["value"],
            "unit": indicator["unit"],
            "bound": indicator["bound"],
            "low": low,
            "high": high,
            "kind": indicator["kind"],
            "status": indicator["status"],
            "change": indicator["change"],
            "role": self.roles.get(start),
            "label": indicator["label"],
            "state": "zero" if indicator["value"] == 0 and indicator["change"] is None else "given",
            "text": indicator["text"],
            "sentence": self.sentences.around(start, end) if self.sentences else None,
            "start": start,
            "end": end,
        }

    def path_to(self, section: str | None) -> str | None:
        """Return the headings from the first level down to a section."""
        if section not in self.paths:
            fields = self.sections[section]
            above = self.path_to(fields["parent"])
            heading = clipped(fields["marker"] + fields["title"])
            self.paths[section] = heading if above is None else f"{above}{PATH}{heading}"
        return self.paths[section]


def clipped(heading: str) -> str:
    """Return a heading, cut off where it is long."""
    return heading if len(heading) <= CLIP else heading[: CLIP - 1].rstrip() + "…"


def name_of(code: str | None) -> str | None:
    """Return the Chinese name of a code; None for one that the catalogue of the package does not have."""
    entry = standard().entries.get(code) if code is not None else None
    return entry.name if entry else None


@lru_cache(maxsize=8192)
def interval_of(
    text: str, value: Decimal, value_max: Decimal | None, bound: Bound, kind: str
) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most that a quantity can mean; None where there is no end."""
    known = read_interval(normalise(text, traditional=True), value, value_max, bound, kind)
    return finite(known.low), finite(known.high)


def finite(end: Decimal) -> Decimal | None:
    return None if abs(end) == ENDLESS else shorten(end)


def as_indicator(denial: Denial) -> dict[str, Any]:
    """Return what a report says there was none of as an indicator whose value is 0."""
    return {
        **denial._asdict(),
        "value": Decimal(0),
        "value_max": None,
        "kind": standard().entries[denial.code].kind,
        "bound": "exact",
        "change": None,
        "status": "achieved",
    }
