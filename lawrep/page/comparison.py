"""The page of two reports side by side: what went up and down, what is gone and new, what became of the plans."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, get_args

from lawrep.catalogue import groups
from lawrep.compared import Change, Compared, Comparison, Evidence, Goal, Said
from lawrep.page.charts import Chart, Series, Slot, chart_of
from lawrep.page.figures import exact, in_words
from lawrep.page.frame import page
from lawrep.page.report.table import in_bounds
from lawrep.page.wording import Say, words_of
from lawrep.panel.cells import Cell
from lawrep.rules.words import alike
from lawrep.tables import load

STYLES = ("base.css", "overview.css", "charts.css", "comparison.css")
ARROWS = {"up": "↑", "down": "↓", "same": "=", "unsure": "?", "gone": "−", "new": "+"}
SPAN = 110  # pixels of the longer of two bars
MOST = 6  # figures behind a value that are quoted
SHARE = "%"
MINUS = "−"


class Quote(NamedTuple):
    """A sentence behind a value, parted at the figure; `heading` is what it stands under."""

    before: str
    figure: str
    after: str
    heading: str


class Side(NamedTuple):
    """What one report says: the value in words, all that it can mean, and the sentences behind it."""

    words: str
    range: str
    is_told: bool
    quotes: tuple[Quote, ...]


class Line(NamedTuple):
    """A line of the tables: of an indicator, of one of its figures by what is counted, or of a figure without code."""

    name: str
    code: str
    is_part: bool
    is_planned: bool
    change: str  # up, down, same, unsure, gone, new; of a plan its outcome
    sign: str
    verdict: str
    difference: str
    percent: str
    earlier: Side
    later: Side
    chart: Chart | None


class Group(NamedTuple):
    """The lines of a first-level group of the catalogue."""

    name: str
    lines: tuple[Line, ...]


def comparison_page(comparison: Comparison, language: str = "zh") -> str:
    """Return the page of two documents compared."""
    return page(
        "comparison.html",
        language=language,
        styles=STYLES,
        scripts=("overview.js", "comparison.js"),
        **Tables(comparison, language).fields(),
    )


class Tables:
    """A comparison as the tables of its page, in a language."""

    def __init__(self, comparison: Comparison, language: str) -> None:
        self.of = comparison
        self.language = language
        self.say: Say = words_of(language)
        self.tell: Say = {key: words[language] for key, words in load("comparison").items()}

    def fields(self) -> dict[str, object]:
        """Return what the template shows."""
        of = self.of
        counts = Counter(each.change for each in of.indicators if each.label is None)
        return {
            "tell": self.tell,
            "earlier": of.earlier,
            "later": of.later,
            "heads": self.heads(),
            "title": self.title(),
            "notes": [self.note(note.about, note.earlier, note.later) for note in of.notes],
            "changes": [(each, ARROWS[each], counts[each]) for each in get_args(Change) if counts[each]],
            "groups": self.grouped(of.indicators, map(self.change, of.indicators)),
            "goals": self.grouped(of.goals, map(self.goal, of.goals)),
            "others": [
                (key, [self.change(each) for each in found])
                for key, found in (
                    ("uncoded", of.uncoded),
                    ("only_earlier", of.only_earlier),
                    ("only_later", of.only_later),
                )
                if found
            ],
            "growth_figures": of.growth_figures,
        }

    def heads(self) -> tuple[str, str]:
        """Return what the two reports are called at the head of a column: by their years, where these differ."""
        years = self.of.earlier.year, self.of.later.year
        if None in years or years[0] == years[1]:
            return self.tell["column_earlier"], self.tell["column_later"]
        return self.say["in_year"].format(years[0]), self.say["in_year"].format(years[1])

    def title(self) -> str:
        """Return what the page is called."""
        organ = self.of.later.organ or self.of.earlier.organ or ""
        return self.say["comparison_title"].format(organ=organ, earlier=self.heads()[0], later=self.heads()[1]).strip()

    def note(self, about: str, earlier: object, later: object) -> str:
        """Return in words what is doubtful about the pair."""
        return self.tell[f"note_{about}"].format(earlier=earlier, later=later)

    def grouped(self, found: Sequence[Compared | Goal], lines: Iterable[Line]) -> list[Group]:
        """Return the lines by the group of what they are of, in the order in which the groups come."""
        known = groups()
        heading = "name" if self.language == "zh" else "english"
        parts: dict[str, list[Line]] = {}
        for each, line in zip(found, lines, strict=True):
            parts.setdefault(each.group or "", []).append(line)
        return [
            Group(known[group][heading] if group in known else group or self.tell["table_uncoded"], tuple(part))
            for group, part in parts.items()
        ]

    def change(self, each: Compared) -> Line:
        """Return the line of what is compared."""
        line = self.line(each, each.change, each.earlier, each.later)
        return line._replace(
            sign=ARROWS[each.change],
            verdict=self.tell[f"change_{each.change}"],
            difference=self.difference(each.difference, each.earlier, each.later),
            percent=f"{signed(each.percent)}%" if each.percent else "",
            is_planned=each.status == "planned",
        )

    def goal(self, each: Goal) -> Line:
        """Return the line of a plan and what became of it."""
        line = self.line(each, each.outcome, each.planned, each.achieved)
        return line._replace(verdict=self.tell[f"outcome_{each.outcome}"])

    def line(self, each: Compared | Goal, change: str, earlier: Said, later: Said) -> Line:
        """Return what the lines of all tables have in common."""
        name = (each.name if self.language == "zh" else each.english) or each.code or ""
        return Line(
            name=each.label if each.label is not None else name,
            code=each.code or "",
            is_part=each.code is not None and each.label is not None,
            is_planned=False,
            change=change,
            sign="",
            verdict="",
            difference="",
            percent="",
            earlier=self.side(earlier, unsure=change == "unsure"),
            later=self.side(later, unsure=change == "unsure"),
            chart=self.chart(each.kind, earlier, later),
        )

    def side(self, said: Said, *, unsure: bool) -> Side:
        """Return what one report says; where the change is unsure, also all that its number can mean."""
        shown = unsure and said.value is not None and said.end_of_range is None
        bounds = in_bounds(said.interval, self.say) if shown else ""
        quotes = tuple(quote_of(each) for each in said.evidence[:MOST] if each.sentence)
        return Side(self.in_words(said), bounds, said.is_told, quotes)

    def in_words(self, said: Said) -> str:
        """Return a value in full, several values, or why there is none."""
        if said.value is not None:
            if said.end_of_range is not None:
                return f"{exact(said.value)}–{exact(said.end_of_range)}{said.unit or ''}"
            return in_words(said.value, said.unit, said.bound, self.say)
        if said.values and said.unit is None:  # units differ: as they are printed
            return " / ".join(dict.fromkeys(each.text for each in said.evidence))
        if said.values:
            return " / ".join(exact(value) for value in said.values) + (said.unit or "")
        return self.tell[f"state_{said.state}"]

    def difference(self, more: Decimal | None, earlier: Said, later: Said) -> str:
        """Return by how much the later value is more, about if one of the two is not exact; nothing for no change."""
        if not more:
            return ""
        unit = later.unit or earlier.unit or ""
        printed = signed(more) + (self.tell["points"] if unit == SHARE else unit)
        is_exact = earlier.bound == later.bound == "exact"
        return printed if is_exact else self.say["bound_about"].format(printed)

    def chart(self, kind: str, earlier: Said, later: Said) -> Chart | None:
        """Return the two values as bars, where they count the same and there is something to see."""
        told = [said for said in (earlier, later) if said.is_told]
        units = [said.unit for said in told]
        if None in units or not alike(units[0] or "", units[-1] or ""):
            return None
        if any(value < 0 for said in told for value in said.values) or not any(any(said.values) for said in told):
            return None
        heads = self.heads()
        slots = tuple(Slot(head, head, cell_of(said)) for head, said in zip(heads, (earlier, later), strict=True))
        return chart_of(Series(self.say["comparison_bars"], units[-1] or "", kind, slots), SPAN, self.say)


def cell_of(said: Said) -> Cell:
    """Return what a document says as a chart takes it."""
    number = said.value, said.unit, said.bound, said.low, said.high
    return Cell("", said.state, *number, note=said.note, values=said.values)


def quote_of(evidence: Evidence) -> Quote:
    """Return a sentence parted at its figure; it is not parted where that stands in it more than once."""
    sentence = evidence.sentence or ""
    heading = evidence.section_path or ""
    if sentence.count(evidence.text) != 1:
        return Quote(sentence, "", "", heading)
    before, figure, after = sentence.partition(evidence.text)
    return Quote(before, figure, after, heading)


def signed(value: Decimal) -> str:
    """Return a number with its sign.

    >>> signed(Decimal("-1234.50")), signed(Decimal(3))
    ('−1,234.5', '+3')
    """
    return f"{MINUS if value < 0 else '+'}{exact(abs(value))}"
