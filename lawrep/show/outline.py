"""What of one document is shown, and under which heading: its figures and findings by sections, in reading order."""

from bisect import bisect_right
from collections import defaultdict
from typing import Any, Literal, NamedTuple

PRELUDE = "other"  # the part of the report that stands before the first heading


class Chosen(NamedTuple):
    """What was asked for: parts of the report, codes of the catalogue; of which none are named, all."""

    parts: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()

    def has_part(self, part: str) -> bool:
        """Whether what stands in this part of the report is shown."""
        return not self.parts or part in self.parts


class Item(NamedTuple):
    """What stands under a heading: a figure or a finding."""

    what: Literal["figure", "finding"]
    fields: dict[str, Any]


class Outline:
    """The sections of a document that are shown, with all above them, and what stands in each."""

    def __init__(self, document: dict[str, Any], findings: list[dict[str, Any]], chosen: Chosen) -> None:
        self.chosen = chosen
        self.all: list[dict[str, Any]] = document["sections"]
        self.by_id = {section["id"]: section for section in self.all}
        self.starts = [section["start"] for section in self.all]
        self.contents: dict[str | None, list[Item]] = defaultdict(list)
        self.fill(document["indicators"], findings)
        self.sections = self.find_shown()
        self.parents = {section["parent"] for section in self.sections}
        self.last = {section["parent"]: section["id"] for section in self.sections}

    def fill(self, indicators: list[dict[str, Any]], findings: list[dict[str, Any]]) -> None:
        """Put the figures and findings that are shown where they stand; a finding follows the figure that it is on."""
        figures = [each for each in indicators if self.shows(each)]
        items = [(each["end"], 0, each["section"], Item("figure", each)) for each in figures]
        ends = [each["end"] for each in figures]
        for each in findings:
            section = self.section_at(each["start"], each["end"])
            near = bisect_right(ends, each["start"])
            on_figure = near < len(figures) and figures[near]["start"] < each["end"]
            if on_figure or (not self.chosen.codes and self.chosen.has_part(self.part_of(section))):
                items.append((each["end"], 1, section, Item("finding", each)))
        for _, _, section, item in sorted(items, key=lambda item: item[:2]):
            self.contents[section].append(item)

    def shows(self, indicator: dict[str, Any]) -> bool:
        """Whether a figure is one of those that were asked for."""
        codes = self.chosen.codes
        return (not codes or indicator["code"] in codes) and self.chosen.has_part(self.part_of(indicator["section"]))

    def part_of(self, section: str | None) -> str:
        """Return the part of the report that a section belongs to."""
        return self.by_id[section]["part"] if section in self.by_id else PRELUDE

    def section_at(self, start: int, end: int) -> str | None:
        """Return the innermost section that a place stands in; None before the first, and for the whole report."""
        at = bisect_right(self.starts, start) - 1
        section = self.all[at]["id"] if at >= 0 and end else None
        while section is not None and self.by_id[section]["end"] < end:
            section = self.by_id[section]["parent"]
        return section

    def find_shown(self) -> list[dict[str, Any]]:
        """Return the sections that hold what is shown or are a part that was asked for, and those above them."""
        needed: set[str | None] = {section for section, items in self.contents.items() if items}
        shown = []
        for section in reversed(self.all):
            asked = not self.chosen.codes and self.chosen.has_part(section["part"])
            if asked or section["id"] in needed:
                needed.add(section["parent"])
                shown.append(section)
        return shown[::-1]
