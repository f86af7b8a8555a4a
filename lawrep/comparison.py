"""Compare two documents of one organ: what went up and down, what is gone and new, which plans were kept.

A figure is compared as the interval of what it can mean (`intervals`): it went up or down only where the two cannot
meet. What is achieved and what is planned is compared apart, and what was planned then with what is achieved now.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lawrep.aims import goes_down
from lawrep.catalogue import group_of, standard
from lawrep.compared import (
    Compared,
    Comparison,
    Document,
    Evidence,
    Goal,
    Note,
    Said,
    change_of,
    difference,
    outcome_of,
    percent,
)
from lawrep.panel.cells import Cell, cells_of
from lawrep.panel.choice import catalogue_order
from lawrep.panel.rows import Digest, Row, digest
from lawrep.panel.values import distinct
from lawrep.rules.words import families
from lawrep.series import PLACES, organ_of, same_place
from lawrep.terms import Kind, Status

__all__ = ["Compared", "Comparison", "Document", "Evidence", "Goal", "Note", "Said", "compare"]

UNTOLD = Said("not_mentioned")
STATUSES: tuple[Status, ...] = ("achieved", "planned")


class Key(NamedTuple):
    """By what a figure of one document is known in the other, besides its code."""

    label: str
    unit: str
    kind: Kind
    each: bool  # so many for each month, village or person


class What(NamedTuple):
    """What is compared: an indicator of the catalogue, one of its figures by what is counted, or a figure without."""

    code: str | None
    label: str | None
    kind: Kind

    def fields(self) -> dict[str, Any]:
        """Return it with its names and its group; a code of a user's own catalogue has no names."""
        entry = standard().entries.get(self.code) if self.code is not None else None
        return {
            **self._asdict(),
            "name": entry.name if entry else None,
            "english": entry.english if entry else None,
            "group": group_of(self.code) if self.code is not None else None,
        }


Figures = dict[tuple[str | None, Status], dict[Key, list[Row]]]  # of one document, by code and status


def compare(earlier: dict[str, Any], later: dict[str, Any]) -> Comparison:
    """Compare two documents, the fields of a `Report` as plain data with decimals.

    Where both say their year and the first is the later one, they are compared the other way round, and a note says so.
    """
    before, after = earlier["metadata"]["year"], later["metadata"]["year"]
    turned = before is not None and after is not None and before > after
    if turned:
        earlier, later = later, earlier
    notes = [Note("given_in_reverse")] * turned + list(notes_on(earlier, later))
    sides = Side(earlier), Side(later)
    codes = in_order({code for side in sides for code, _ in side.figures if code is not None})
    for side in sides:
        side.merge(codes)
    follows = None in (before, after) or abs(after - before) == 1
    return Comparison(
        earlier=sides[0].document,
        later=sides[1].document,
        notes=tuple(notes),
        indicators=tuple(compare_coded(codes, *sides)),
        goals=tuple(find_goals(codes, *sides)) if follows else (),
        uncoded=tuple(pair for status in STATUSES for pair in by_label(None, status, *sides)),
        only_earlier=tuple(only_in(sides[0], sides[1], earlier=True)),
        only_later=tuple(only_in(sides[1], sides[0], earlier=False)),
        growth_figures=sides[0].growth_figures + sides[1].growth_figures,
    )


def notes_on(earlier: dict[str, Any], later: dict[str, Any]) -> Iterator[Note]:
    """Yield what makes it doubtful to compare two documents."""
    before, after = earlier["metadata"], later["metadata"]
    if earlier["source"]["sha256"] == later["source"]["sha256"]:
        yield Note("same_report")
    if before["organ"] is None or after["organ"] is None:
        yield Note("organ_unknown", before["organ"], after["organ"])
    elif not is_one_organ(before["organ"], after["organ"]):
        yield Note("organs_differ", before["organ"], after["organ"])
    if not same_place(before["region"], after["region"]):
        yield Note("regions_differ", before["region"], after["region"])
    if before["year"] is None or after["year"] is None:
        yield Note("year_unknown", before["year"], after["year"])
    elif before["year"] == after["year"]:
        yield Note("years_equal", before["year"], after["year"])
    elif before["year"] + 1 != after["year"]:
        yield Note("years_apart", before["year"], after["year"])


def is_one_organ(first: str, second: str) -> bool:
    """Whether two names can be of one organ, one of them with the places above it.

    The user says that they are to be compared, so a short name is enough, unlike in `series`.

    >>> is_one_organ("青禾县人民政府", "云山省青禾县"), is_one_organ("青禾县", "青禾县司法局")
    (True, False)
    """
    short, long = sorted((organ_of(first, ()), organ_of(second, ())), key=len)
    return long == short or (long.endswith(short) and long.removesuffix(short).endswith(PLACES))


class Side:
    """One of the two documents: its figures by code and label, and its cells by code."""

    def __init__(self, fields: dict[str, Any]) -> None:
        name, of = fields["source"]["name"], fields["metadata"]
        self.document = Document(name, of["title"], of["organ"], of["region"], of["year"])
        self.text: str = fields.get("text") or ""
        self.digest: Digest = digest(name, fields)
        self.figures: Figures = defaultdict(lambda: defaultdict(list))
        self.growth_figures = 0
        self.cells: dict[Status, dict[str, Said]] = {}
        for row in self.digest.rows:
            if row["change"] is not None:
                self.growth_figures += 1
            elif row["code"] is None or row["role"] != "former":
                self.figures[row["code"], row["status"]][key_of(row)].append(row)

    def merge(self, codes: Sequence[str]) -> None:
        """Make the cells of these codes."""
        for status in STATUSES:
            cells = cells_of([self.digest], codes, status=status)
            self.cells[status] = {code: said_in(cells[code]) for code in codes}

    def goes_down(self, planned: Said) -> bool:
        """Whether the report plans to go down to what it says; without its text that is not known."""
        return any(goes_down(self.text, figure.start) for figure in planned.evidence)

    def told(self, code: str | None, status: Status) -> dict[Key, list[Row]]:
        """Return the figures of a code by what is counted, but for those of which that is not known."""
        return {key: rows for key, rows in self.figures.get((code, status), {}).items() if key.label}


def key_of(row: Row) -> Key:
    """Return by what the figure of a row is known; units that count the same are one."""
    unit: str = row["unit"]
    return Key(row["label"], families().get(unit, unit), row["kind"], row["role"] == "each")


def in_order(codes: set[str]) -> list[str]:
    """Return codes in the order of the catalogue; those of a user's own come last."""
    known = [code for code in catalogue_order() if code in codes]
    return known + sorted(codes.difference(known))


def said_in(cell: Cell) -> Said:
    """Return what a cell of a panel says."""
    return Said(
        state=cell.state,
        value=cell.value,
        unit=cell.unit,
        bound=cell.bound,
        low=cell.low,
        high=cell.high,
        values=cell.values,
        note=cell.note,
        evidence=tuple(map(as_evidence, cell.evidence)),
    )


def said_by(rows: Sequence[Row]) -> Said:
    """Return what the figures of one label say: one value, or several."""
    values = distinct(rows)
    evidence = tuple(map(as_evidence, rows))
    given = tuple(dict.fromkeys(value.value for value in values))
    if len(values) > 1:
        return Said("several", unit=values[0].unit, values=given, evidence=evidence)
    number = {key: values[0].row[key] for key in ("state", "value", "unit", "bound", "low", "high")}
    return Said(**number, values=given, evidence=evidence)


def as_evidence(row: Row) -> Evidence:
    """Return the figure of a row of a panel as evidence."""
    return Evidence(**{key: row[key] for key in Evidence.__slots__})


def compare_coded(codes: Sequence[str], earlier: Side, later: Side) -> Iterator[Compared]:
    """Yield the indicators that either document tells of, and below each its other figures that both tell alike."""
    for code in codes:
        for status in STATUSES:
            before, after = earlier.cells[status][code], later.cells[status][code]
            if before.is_told or after.is_told:
                whole = compared(What(code, None, kind_of(code, status, earlier, later)), status, before, after)
                yield whole
                yield from (each for each in by_label(code, status, earlier, later) if not says_the_same(each, whole))


def says_the_same(part: Compared, whole: Compared) -> bool:
    """Whether a figure says no more than its indicator does: it is the only one, or the total."""
    return (part.earlier.values, part.later.values) == (whole.earlier.values, whole.later.values)


def by_label(code: str | None, status: Status, earlier: Side, later: Side) -> Iterator[Compared]:
    """Yield the figures of a code that both documents tell in the same words."""
    before, after = earlier.told(code, status), later.told(code, status)
    for key in before:
        if key in after:
            yield compared(What(code, key.label, key.kind), status, said_by(before[key]), said_by(after[key]))


def only_in(side: Side, other: Side, *, earlier: bool) -> Iterator[Compared]:
    """Yield the figures without a code of one document that the other does not tell in the same words."""
    for status in STATUSES:
        known = other.told(None, status)
        for key, rows in side.figures.get((None, status), {}).items():
            if key not in known:
                pair = (said_by(rows), UNTOLD) if earlier else (UNTOLD, said_by(rows))
                yield compared(What(None, key.label, key.kind), status, *pair)


def compared(what: What, status: Status, earlier: Said, later: Said) -> Compared:
    """Return how an indicator compares, of which one document says something at least."""
    return Compared(
        **what.fields(),
        status=status,
        earlier=earlier,
        later=later,
        change=change_of(earlier, later, status),
        difference=difference(earlier, later),
        percent=percent(earlier, later, what.kind),
    )


def find_goals(codes: Sequence[str], earlier: Side, later: Side) -> Iterator[Goal]:
    """Yield what the earlier document plans, with what the later one says of it."""
    for code in codes:
        planned, achieved = earlier.cells["planned"][code], later.cells["achieved"][code]
        if planned.is_told:
            what = What(code, None, kind_of(code, "planned", earlier))
            yield goal(what, planned, achieved, down=earlier.goes_down(planned))
        yield from goals_for_each(code, earlier, later)
    before, after = earlier.told(None, "planned"), later.told(None, "achieved")
    for key in before:
        if key in after:
            planned = said_by(before[key])
            yield goal(What(None, key.label, key.kind), planned, said_by(after[key]), down=earlier.goes_down(planned))


def goals_for_each(code: str, earlier: Side, later: Side) -> Iterator[Goal]:
    """Yield what is planned for each quarter or village, with what is achieved for each, or else in all."""
    alike = later.told(code, "achieved")
    for key, rows in earlier.told(code, "planned").items():
        if key.each:
            planned = said_by(rows)
            achieved = said_by(alike[key]) if key in alike else later.cells["achieved"][code]
            what = What(code, key.label, key.kind)
            yield goal(what, planned, achieved, down=earlier.goes_down(planned), each=key not in alike)


def goal(what: What, planned: Said, achieved: Said, *, down: bool, each: bool = False) -> Goal:
    """Return what became of what was planned."""
    return Goal(
        **what.fields(),
        planned=planned,
        achieved=achieved,
        outcome=outcome_of(planned, achieved, what.kind, down=down, each=each),
        difference=difference(planned, achieved),
    )


def kind_of(code: str, status: Status, *sides: Side) -> Kind:
    """Return what kind of number a code has, of which one of the documents tells."""
    return next(key.kind for side in sides for key in side.figures.get((code, status), ()))
