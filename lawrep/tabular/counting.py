"""Say in which unit the numbers of a table are: that of the cell, its heads, its row, the caption, or a sum."""

import re

from lawrep.grammar import alternation
from lawrep.numbers import ONE, PERCENT
from lawrep.tables import Unit, words
from lawrep.tabular.captions import Caption
from lawrep.tabular.cells import Value
from lawrep.tabular.columns import Column
from lawrep.tabular.grid import Cell
from lawrep.tabular.heads import PERCENT_ALONE, Head, is_countable, of_money, of_share, of_sums, plain
from lawrep.tabular.measures import Measure, measure_of

NO_UNIT = Unit("", "count")
TOTALS = words("grid", "heads", "totals", "words")
TOTAL_HEAD = re.compile(rf"(?:{alternation(TOTALS)}) *(?:\([^()]*\))?$")
CHANGED_BY = words("grid", "heads", "change", "counted")


def is_total(said: str) -> bool:
    return plain(said).endswith(TOTALS)


class Counting:
    """In which units the numbers are that stand under one set of heads."""

    def __init__(  # noqa: PLR0917 - what is known of the rows
        self,
        rows: list[list[Cell]],
        values: list[list[Value | None]],
        columns: list[Column],
        caption: Caption,
        unit_columns: list[int],
        silent: set[int],
    ) -> None:
        self.rows, self.values, self.columns, self.caption = rows, values, columns, caption
        self.unit_columns, self.silent = unit_columns, silent
        self.has_sums = any(of_sums(column.head.words) for column in columns)
        self.has_rates = any(is_rate(column.head) for column in columns)
        self.lent = self.find_lent()
        self.are_counts = self.find_counts()

    def measure(
        self, row: list[Cell], at: int, value: Value, own: Head, *, is_change: bool, base: Measure | None
    ) -> Measure | None:
        """Return the unit of a number: its own, that of its heads, of the table; None where none is sure."""
        if value.unit is not None:
            return Measure(value.unit, ONE)
        column = self.columns[at].head
        if value.among > 1:
            several = column.several or own.several
            return several[value.order] if len(several) == value.among else None
        if is_change:
            head = column if column.change else own
            if head.measure is not None or head.rate:
                return head.measure or Measure(PERCENT, ONE)
            if not (column.change and (self.has_rates or self.columns[at].words.endswith(CHANGED_BY))):
                return self.unit_of_base(at, value, base)  # 5 more, or 5%
        if column.measure is not None:
            return column.measure
        beside = [each for each in self.unit_columns if each < at] or self.unit_columns
        if beside and (found := measure_of(row[beside[-1]].words)) is not None:
            return found
        implied = self.implied_unit(value, own, column)
        if own.measure or self.lent.get(at) or implied:
            return own.measure or self.lent.get(at) or implied
        return self.unit_above(at, own) or self.no_unit(value, own, column)

    def unit_of_base(self, at: int, value: Value, base: Measure | None) -> Measure | None:
        """Return the unit of a count for how many more or fewer there are: +12 and -3 under 增减, but not 5.2 or 5.

        Where the column has decimals or percents all in it may be shares.
        """
        column = self.columns[at]
        if base is None or base.unit.kind not in ("count", "") or value.change is None:
            return None
        if not column.head.change or column.words in PERCENT_ALONE:
            return None
        column_values = [values[at] for values in self.values]
        return None if any(each and may_be_share(each) for each in column_values) else base

    def implied_unit(self, value: Value, own: Head, column: Head) -> Measure | None:
        """Return the unit that the classifier of a head gives, 件数, with the scale that the caption has for it."""
        said = column.words or own.words
        implied = column.counted_in or (None if self.kind_of(said) else own.counted_in)
        if implied is None or not (is_whole(value) or value.scaled):
            return None
        return next((each for each in self.caption.measures if each.unit == implied.unit), implied)

    def unit_above(self, at: int, own: Head) -> Measure | None:
        """Return the unit that the caption gives, where it is plain which of them is meant."""
        measures = self.caption.measures
        column = self.columns[at]
        said = column.head.words or own.words
        kind = self.kind_of(said)
        kinds = (kind,) if kind else ("count", "measure")
        fitting = [each for each in measures if each.unit.kind in kinds]
        if len(fitting) > 1:  # 件、人次: 案件, 受援人次
            ends = plain(column.words if column.head.words else said)
            fitting = [each for each in fitting if ends.endswith((each.unit.word, f"{each.unit.word}数"))]
        if not fitting and not kind and len(measures) == 1 and measures[0].unit.kind == "amount":
            fitting = list(measures) if of_money(own.words) or of_money(self.caption.topic) else []
        return fitting[0] if len(fitting) == 1 else None

    def kind_of(self, said: str) -> str:
        """Return which kind the numbers under a head are: of money, or shares; 罚款 can be counted, or paid."""
        if of_share(said):
            return "rate"
        if of_sums(said):
            return "amount"
        paid = not self.has_sums and any(each.unit.kind == "amount" for each in self.caption.measures)
        return "amount" if paid and of_money(said) else ""

    def no_unit(self, value: Value, own: Head, column: Head) -> Measure | None:
        """Return no unit for what is counted though none is printed: 受理案件数 | 66."""
        doubtful = any(each.unit.kind == "count" for each in self.caption.measures)
        if not is_whole(value) or doubtful or not is_countable(column.words or own.words):
            return None
        countable = column.countable or (own.countable and is_countable(column.words))
        return Measure(NO_UNIT, ONE) if countable or self.are_counts else None

    def find_lent(self) -> dict[int, Measure]:
        """Return the units of columns without one, by the column that sums them up: 警告 | 罚款 | 合计(宗)."""
        lent: dict[int, Measure] = {}
        for at, column in enumerate(self.columns):
            measure = column.head.measure
            if measure is None or measure.unit.kind != "count" or column.head.change:
                continue
            if TOTAL_HEAD.search(column.words):
                parts = self.parts_beside(at, -1)
            elif not self.adds_up(at, parts := self.parts_beside(at, 1)):
                continue
            lent.update(dict.fromkeys(parts, measure))
        return lent

    def parts_beside(self, at: int, step: int) -> list[int]:
        """Return the columns beside `at`, without a gap, whose numbers are whole and have no unit."""
        found: list[int] = []
        at += step
        while 0 <= at < len(self.columns) and self.is_bare(at):
            found.append(at)
            at += step
        return found

    def is_bare(self, at: int) -> bool:
        head = self.columns[at].head
        if not head.words or head.measure or head.change or at in self.silent or of_sums(head.words):
            return False
        values = [values[at] for values in self.values if values[at] is not None]
        return bool(values) and not of_share(head.words) and all(value and is_whole(value) for value in values)

    def adds_up(self, at: int, parts: list[int]) -> bool:
        """Whether in each row the numbers of the `parts` are together that of the column `at`."""
        rows = [values for values in self.values if values[at] is not None]
        return len(parts) > 1 and bool(rows) and all(sum_of(row, parts) == sum_of(row, [at]) for row in rows)

    def find_counts(self) -> bool:
        """Whether all are counts though no unit is printed: whole numbers, and some are the sums of the others."""
        if self.caption.measures or self.unit_columns or of_money(self.caption.topic):
            return False
        shown = [at for at in range(len(self.columns)) if at not in self.silent]
        if any(self.columns[at].head.measure or not is_countable(self.columns[at].head.words) for at in shown):
            return False
        said = [self.columns[at].words for at in shown]
        for row, values in zip(self.rows, self.values, strict=True):
            for at in shown:
                value = values[at]
                if value is None:
                    said.append(row[at].words)
                elif not is_whole(value):
                    return False
        return any(is_total(each) for each in said) and all(is_countable(each) for each in said)


def is_rate(head: Head) -> bool:
    """Whether the numbers under a head are changes in percent."""
    return head.change != "" and (head.rate or (head.measure is not None and head.measure.unit.kind == "rate"))


def is_whole(value: Value) -> bool:
    """Whether a number without a unit can be a count."""
    return not (value.unit or value.scaled or value.among > 1) and value.value >= 0 and not value.value % 1


def may_be_share(value: Value) -> bool:
    return bool(value.value % 1) or (value.unit is not None and value.unit.kind == "rate")


def sum_of(values: list[Value | None], columns: list[int]) -> int:
    return sum(int(value.value) for at in columns if (value := values[at]) is not None)
