"""The index of several reports: a table that leads to the page of each, and the charts of what they say."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from lawrep.page.charts import LYING, Chart, Series, Slot, chart_of
from lawrep.page.frame import page
from lawrep.page.index.gallery import Group, gallery
from lawrep.page.index.spots import Entry
from lawrep.page.wording import Say, words_of
from lawrep.panel.cells import Cell

STYLES = ("base.css", "overview.css", "charts.css", "index.css")
PLACELESS = "\U0010ffff"  # sorts behind all regions


class Line(NamedTuple):
    """A line of the table of reports."""

    document: str
    organ: str
    region: str
    year: int | None
    title: str
    figures: int
    coded: int
    errors: int
    warnings: int
    href: str | None
    error: str | None


def index_page(entries: Sequence[Entry], language: str = "zh") -> str:
    """Return the index page of documents, some of which could perhaps not be read.

    The same entries give the same page, whatever their order.
    """
    say = words_of(language)
    entries = sorted(entries, key=order_of)
    groups = gallery(entries, language, say)
    lines = [line_of(entry) for entry in entries]
    return page(
        "index.html",
        language=language,
        styles=STYLES,
        scripts=("overview.js", "index.js"),
        lines=lines,
        years=sorted({line.year for line in lines if line.year is not None}, reverse=True),
        groups=groups,
        legend=legend(say),
        **facts(lines, groups),
    )


def order_of(entry: Entry) -> tuple[bool, str, str, int, str]:
    """Return what the table is sorted by: region, organ and year; what could not be read comes last."""
    digest = entry.digest
    unread = digest.error is not None
    return unread, digest.region or PLACELESS, digest.organ or PLACELESS, digest.year or 0, digest.document


def line_of(entry: Entry) -> Line:
    """Return the line of a document."""
    digest = entry.digest
    starts = set(entry.starts)
    return Line(
        digest.document,
        digest.organ or "",
        digest.region or "",
        digest.year,
        digest.title or "",
        len(entry.starts),
        sum(row["code"] is not None and row["start"] in starts for row in digest.rows),
        entry.levels.get("error", 0),
        entry.levels.get("warning", 0),
        entry.href,
        digest.error,
    )


def facts(lines: Sequence[Line], groups: Sequence[Group]) -> dict[str, Any]:
    """Return what the head of the page says, and which controls there are."""
    read = [line for line in lines if line.error is None]
    cards = [card for group in groups for card in group.cards]
    chart_years = {plot.year for card in cards for plot in card.across_places}
    over_years, across_places = any(card.over_years for card in cards), any(card.across_places for card in cards)
    return {
        "reports": len(read),
        "unread": len(lines) - len(read),
        "undated": sum(line.year is None for line in read),
        "organs": len({(line.region, line.organ) for line in read if line.organ}),
        "cards": len(cards),
        "chart_years": sorted((year for year in chart_years if year is not None), reverse=True),
        "over_years": over_years,
        "across_places": across_places,
        "view": "years" if over_years and (are_series(read) or not across_places) else "places",
    }


def are_series(lines: Sequence[Line]) -> bool:
    """Whether most organs have reports of several years, so that the charts over the years say most."""
    years: dict[tuple[str, str], set[int]] = {}
    for line in lines:
        if line.organ and line.year is not None:
            years.setdefault((line.region, line.organ), set()).add(line.year)
    return sum(len(each) > 1 for each in years.values()) * 2 >= len(years) > 0


def legend(say: Say) -> Chart:
    """Return a chart that shows what the signs of the charts mean."""
    value, more = Decimal(60), Decimal(80)
    cells = {
        "exact": Cell("", "given", value, "", "exact", value, value, values=(value,)),
        "at_least": Cell("", "given", value, "", "at_least", value, None, values=(value,)),
        "at_most": Cell("", "given", value, "", "at_most", Decimal(0), value, values=(value,)),
        "about": Cell("", "given", value, "", "about", Decimal(40), more, values=(value,)),
        "zero": Cell("", "zero", Decimal(0), "", "exact", values=(Decimal(0),)),
        "several": Cell("", "several", unit="", values=(Decimal(30), value, more)),
        "not_mentioned": Cell("", "not_mentioned"),
        "part_missing": Cell("", "part_missing"),
        "unreadable": Cell("", "unreadable"),
    }
    slots = tuple(Slot(say[f"legend_{name}"], say[f"legend_{name}"], cell) for name, cell in cells.items())
    return chart_of(Series(say["legend"], "", "count", slots), LYING, say)
