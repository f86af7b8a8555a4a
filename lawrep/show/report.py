"""One document in a terminal: its head, and its outline as a tree with the figures and findings of each section.

Into a pipe it is plain text, indented by level, and the line of a figure holds all that there is to know of it.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple, get_args

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from lawrep.checks import check
from lawrep.pipeline import facts_of
from lawrep.show.lines import GAP, Columns, coloured, figure_line, figure_parts, finding_parts, flow
from lawrep.show.outline import Chosen, Item, Outline
from lawrep.show.safe import safe
from lawrep.show.words import COLOURS, QUIET, words_in
from lawrep.terms import Kind

BRANCH, LAST, ALONG, PAST = "├─ ", "└─ ", "│  ", "   "
STEP = "  "  # a level in a pipe
DEEPEST = 8  # level that stands further in than the one above
NARROWEST = 24  # cells that the line of a figure has, however deep it stands
SHORTEST = 8  # cells that a heading has


class View(NamedTuple):
    """How documents are shown; without a console for a pipe. `names` is for several, whose figures then name theirs."""

    chosen: Chosen = Chosen()
    language: str = "en"
    console: Console | None = None
    names: bool = False


class Guides(NamedTuple):
    """What stands before the heading of a section, before what it holds, and before the headings below it."""

    heading: str
    contents: str
    below: str


def shown(name: str, document: dict[str, Any], view: View) -> list[str]:
    """Return the lines of a document, the fields of a `Report` as plain data with decimals."""
    findings = findings_in(document, view.language)
    outline = Outline(document, findings, view.chosen)
    lines = chain(head(name, document, len(findings), view), Tree(name, outline, view).lines())
    return list(coloured(lines, view.console)) if view.console else [line.plain for line in lines]


def findings_in(document: dict[str, Any], language: str) -> list[dict[str, Any]]:
    """Return the findings of a document in a language; they are written down in English, and found again in another."""
    written: list[dict[str, Any]] = document["findings"]
    if language == "en" or not written or document.get("text") is None:
        return written
    again = check(facts_of(document), {each["rule"] for each in written}, language).findings
    messages = {(each["rule"], each["start"], each["end"]): each["message"] for each in again}
    return [
        {**each, "message": messages.get((each["rule"], each["start"], each["end"]), each["message"])}
        for each in written
    ]


def head(name: str, document: dict[str, Any], findings: int, view: View) -> Iterator[Text]:
    """Yield the title, what the report is of, and what is in it."""
    title = Text(safe(document["metadata"]["title"] or words_in(view.language)["untitled"]), "bold")
    about = [Text(safe(each)) for each in (*about_report(document, view.language), name)]
    counted = list(counts(document, findings, view.language))
    if view.console is None:
        yield from (title, *(Text(GAP).join(line) for line in (about, counted)))
        return
    width = max(view.console.width, NARROWEST)
    title.truncate(width, overflow="ellipsis")
    yield title
    for line in (about, counted):
        yield from flow(line, view.console, width)


def about_report(document: dict[str, Any], language: str) -> Iterator[str]:
    """Yield whose report it is, and of when, as far as it says; an organ that is called as its region once."""
    of, words = document["metadata"], words_in(language)
    for key in ("organ", "region", "year", "date", "published"):
        if of[key] is not None and (key != "region" or of["region"] != of["organ"]):
            yield words[f"head_{key}"].format(of[key])


def counts(document: dict[str, Any], findings: int, language: str) -> Iterator[Text]:
    """Yield how many there are of what, which explains the letters and the colours as well."""
    indicators, words = document["indicators"], words_in(language)
    yield Text(words["head_sections"].format(len(document["sections"])))
    yield Text(words["head_figures"].format(len(indicators)))
    kinds = Counter(each["kind"] for each in indicators)
    for kind in get_args(Kind):
        if kinds[kind]:
            yield Text(f"{words[f'letter_{kind}']}: {words[f'kinds_{kind}']} {kinds[kind]}", COLOURS[kind])
    planned = sum(each["status"] == "planned" for each in indicators)
    for key, count in (("head_planned", planned), ("head_findings", findings)):
        if count:
            yield Text(words[key].format(count))


class Tree:
    """What of a document is shown, on the way to its lines."""

    def __init__(self, name: str, outline: Outline, view: View) -> None:
        self.name = name if view.names else None
        self.outline = outline
        self.view = view
        self.words = words_in(view.language)
        top = Guides("", "", "")
        self.guides: dict[str | None, Guides] = {None: top}
        for section in outline.sections:
            self.guides[section["id"]] = self.guides_of(section)

    def lines(self) -> Iterator[Text]:
        """Yield the lines of the sections that are shown, and before them what stands under no heading."""
        if not self.outline.sections and not self.outline.contents:
            yield Text(self.words["nothing_chosen"], QUIET)
        yield from self.contents(None)
        for section in self.outline.sections:
            if self.view.console and section["parent"] is None:
                yield Text()
            yield self.heading(section)
            yield from self.contents(section["id"])

    def guides_of(self, section: dict[str, Any]) -> Guides:
        """Return what stands before the lines of a section: the branches of a tree, or spaces into a pipe."""
        above = self.guides[section["parent"]]
        if not self.view.console:
            inside = above.below + STEP * (section["level"] <= DEEPEST)
            return Guides(above.below, inside, inside)
        is_last = self.outline.last[section["parent"]] == section["id"]
        holds = ALONG if section["id"] in self.outline.parents else PAST
        if section["parent"] is None:
            return Guides("", holds, "")
        inside = above.below + (PAST if is_last else ALONG) * (section["level"] <= DEEPEST)
        return Guides(above.below + (LAST if is_last else BRANCH), inside + holds, inside)

    def heading(self, section: dict[str, Any]) -> Text:
        """Return the line of a heading, with the part of the report where that is not the one of the heading above."""
        lead = self.guides[section["id"]].heading
        above = self.outline.by_id.get(section["parent"])
        part = "" if above and above["part"] == section["part"] else GAP + self.words[f"part_{section['part']}"]
        title = Text(safe(section["marker"] + section["title"]), "" if above else "bold")
        if self.view.console:
            room = self.view.console.width - cell_len(lead) - cell_len(part)
            title.truncate(max(room, SHORTEST), overflow="ellipsis")
        return Text.assemble((lead, QUIET), title, (part, QUIET))

    def contents(self, section: str | None) -> Iterator[Text]:
        """Yield the lines of what stands in a section."""
        items = self.outline.contents.get(section, [])
        lead = self.guides[section].contents
        if not self.view.console:
            yield from (Text(lead + self.line(item)) for item in items)
            return
        columns = Columns.of([item.fields for item in items if item.what == "figure"])
        width = max(self.view.console.width - cell_len(lead), NARROWEST)
        for item in items:
            for line in flow(self.parts(item, columns), self.view.console, width):
                yield Text.assemble((lead, QUIET), line)

    def parts(self, item: Item, columns: Columns) -> Iterator[Text]:
        """Return the parts of the line of a figure or a finding."""
        if item.what == "finding":
            return finding_parts(item.fields, self.view.language)
        return figure_parts(item.fields, columns, self.words, self.view.language)

    def line(self, item: Item) -> str:
        """Return the line of a figure or a finding in a pipe."""
        if item.what == "finding":
            return GAP.join(part.plain for part in finding_parts(item.fields, self.view.language))
        return figure_line(item.fields, self.words, self.name)
