"""Two documents compared, in a terminal: the indicators by groups, what became of the plans, and the other figures.

Up and down have no colours of their own: which of them is good is not known.
"""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lawrep.catalogue import groups
from lawrep.compared import Change, Compared, Comparison, Document, Goal, Said
from lawrep.show.grids import Row, grid
from lawrep.show.lines import GAP
from lawrep.show.safe import safe
from lawrep.show.words import QUIET, SIGNS, named, number, scaled, words_in

ARROWS = {"up": "↑", "down": "↓", "same": "=", "unsure": "?", "gone": "-", "new": "+"}
SHARE = "%"


def shown(comparison: Comparison, language: str, width: int, *, everything: bool) -> Iterator[RenderableType]:
    """Yield what is shown, one below the other; figures without a code that are the same only with `everything`."""
    words, rows = words_in(language), Rows(language)
    changes = words["field_indicator"], words["column_earlier"], words["column_later"], words["column_change"], "%"
    goals = words["field_indicator"], *(words[f"column_{key}"] for key in ("planned", "achieved", "outcome"))
    uncoded = [each for each in comparison.uncoded if everything or each.change != "same"]
    tables = (
        ("indicators", changes, [rows.change(each) for each in comparison.indicators]),
        ("goals", goals, [rows.goal(each) for each in comparison.goals]),
        ("uncoded", changes, [rows.change(each) for each in uncoded]),
        ("only_earlier", (), [rows.alone(each, each.earlier) for each in comparison.only_earlier]),
        ("only_later", (), [rows.alone(each, each.later) for each in comparison.only_later]),
    )
    yield from head(comparison, language)
    for name, titles, found in tables:
        if found:
            yield Text()
            yield Text(words[f"table_{name}"], "bold underline")
            yield from grid(titles, found, width)
    hidden = [Padding(Text(line, QUIET), 0) for line in left_out(comparison, language, everything)]
    if hidden:
        yield Text()
        yield from hidden


def head(comparison: Comparison, language: str) -> Iterator[RenderableType]:
    """Yield what the two documents are of, what is doubtful about the pair, and how many indicators changed how."""
    words = words_in(language)
    table = Table.grid(padding=(0, 2, 0, 0))
    for least in (7, 4, None, None, None):
        table.add_column(no_wrap=True, overflow="ellipsis", min_width=least)
    for key in ("earlier", "later"):
        of: Document = getattr(comparison, key)
        cells = (of.year, of.title or words["untitled"], of.organ, of.name)
        table.add_row(Text(words[f"column_{key}"], QUIET), *(Text(safe(str(cell or ""))) for cell in cells))
    yield table
    for note in notes(comparison, language):
        yield Padding(Text(f"! {note}", "bold"), 0)
    changes = Counter(each.change for each in comparison.indicators if each.label is None)
    counts = (f"{ARROWS[each]} {words[f'change_{each}']} {changes[each]}" for each in get_args(Change) if changes[each])
    yield Text(GAP.join(counts) or words["nothing"])


def notes(comparison: Comparison, language: str) -> Iterator[str]:
    """Yield what is doubtful about the pair, in words."""
    words = words_in(language)
    for note in comparison.notes:
        said = {key: safe(str(value)) for key, value in (("earlier", note.earlier), ("later", note.later))}
        yield words[f"note_{note.about}"].format(**said)


def left_out(comparison: Comparison, language: str, everything: bool) -> Iterator[str]:
    """Yield what is not shown, and how much of it there is."""
    words = words_in(language)
    same = 0 if everything else sum(each.change == "same" for each in comparison.uncoded)
    for key, count in (("hidden_same", same), ("growth_left_out", comparison.growth_figures)):
        if count:
            yield words[key].format(count)


class Rows:
    """What is compared as rows of tables, in a language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = words_in(language)

    def change(self, each: Compared) -> Row:
        """Return the row of an indicator, or of a figure: what both documents say, and how it changed."""
        quiet = QUIET if each.change == "unsure" else "bold"
        percent = Text(f"{each.percent:+.1f}%" if each.percent else "", quiet)
        values = self.value(each.earlier), self.value(each.later)
        return Row(self.group(each.group), (self.subject(each), *values, self.difference(each), percent))

    def goal(self, each: Goal) -> Row:
        """Return the row of what was planned: the plan, what was achieved, and whether it was met."""
        outcome = Text(self.words[f"outcome_{each.outcome}"], "bold" if each.outcome in ("met", "missed") else QUIET)
        values = self.value(each.planned), self.value(each.achieved)
        return Row(self.group(each.group), (self.subject(each), *values, outcome))

    def alone(self, each: Compared, said: Said) -> Row:
        """Return the row of a figure that one document alone tells in these words."""
        return Row(None, (self.subject(each), self.value(said)))

    def group(self, group: str | None) -> str | None:
        """Return what a group of the catalogue is called."""
        known = groups().get(group or "")
        return known["name" if self.language == "zh" else "english"] if known else group and safe(group)

    def subject(self, each: Compared | Goal) -> Text:
        """Return what is compared: an indicator, below it one of its figures by what is counted, or another figure."""
        if each.code is not None and each.label is None:
            name = Text(named(each.code, self.language))
        else:
            name = Text("  ·" if each.code else "").append(safe(each.label or self.words["uncoded"]))
        is_plan = isinstance(each, Compared) and each.status == "planned"
        return name.append(f" ({self.words['status_planned']})", "italic") if is_plan else name

    def value(self, said: Said) -> Text:
        """Return what a document says of an indicator; quietly where it says nothing."""
        return Text(number(said, self.words), "" if said.is_told else QUIET)

    def difference(self, each: Compared) -> Text:
        """Return how an indicator changed: an arrow and by how much, or in words why that is not known."""
        if not each.difference:
            return Text(f"{ARROWS[each.change]} {self.words[f'change_{each.change}']}", QUIET)
        unit = each.later.unit or each.earlier.unit or ""
        more = scaled(each.difference, self.words["points"] if unit == SHARE else unit)
        about = "" if each.earlier.bound == each.later.bound == "exact" else SIGNS["about"]
        sign = "+" if each.difference > 0 else ""
        return Text(f"{ARROWS[each.change]} {about}{sign}{more}", QUIET if each.change == "unsure" else "bold")
