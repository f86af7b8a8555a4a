"""The wide form: a row an organ and year, two columns an indicator, and the rows of the long form behind the cells."""

from collections.abc import Iterable
from typing import Any

from lawrep.catalogue import standard
from lawrep.panel.cells import candidates, cells_of, organ_years
from lawrep.panel.choice import Choice, catalogue_order
from lawrep.panel.rows import LONG, Digest, Row, columns_of
from lawrep.panel.table import Column, Record, Table

NOTE = ".note"
JOINED = "; "


def wide(digests: Iterable[Digest], choice: Choice, merge: str) -> tuple[Table, list[Record]]:
    """Return the wide table of documents, and the rows behind its cells, those of a cell next to each other."""
    chosen = [choice.of(digest) for digest in digests]
    codes = choice.known_codes() if choice.codes is not None else occurring(chosen)
    records: list[Record] = []
    evidence: list[Record] = []
    for group in organ_years(chosen):
        documents = JOINED.join(digest.document for digest in group.digests)
        values: list[Any] = [group.region, group.organ, group.year, documents]
        first: dict[str, int] = {}
        for code, cell in cells_of(group.digests, codes, merge, choice.status).items():
            values += [cell.value, cell.note]
            if cell.evidence:
                first[code if cell.value is not None else code + NOTE] = len(evidence)
            evidence += [long_record(row) for row in cell.evidence]
        records.append(Record(tuple(values), first))
    return Table("panel", (*columns_of("wide"), *code_columns(codes, choice)), records), evidence


def occurring(digests: Iterable[Digest]) -> list[str]:
    """Return the codes that documents give a level of, in the order of the catalogue; those of one's own come last."""
    rows: dict[str, list[Row]] = {}
    for digest in digests:
        for row in digest.rows:
            if row["code"] is not None:
                rows.setdefault(row["code"], []).append(row)
    found = {code for code, told in rows.items() if candidates(code, told)}
    return [*(code for code in catalogue_order() if code in found), *sorted(found.difference(catalogue_order()))]


def code_columns(codes: Iterable[str], choice: Choice) -> list[Column]:
    """Return the columns of codes: the value, and what there is to say of it."""
    columns = []
    for code in codes:
        meaning, meaning_zh = meanings_of(code, choice)
        columns.append(Column(code, "decimal", meaning, meaning_zh))
        columns.append(Column(code + NOTE, "text", f"What there is to say of {code}.", f"{code}的备注。"))
    return columns


def meanings_of(code: str, choice: Choice) -> tuple[str, str]:
    """Return what the column of a code means, and in which unit it is, in both languages."""
    entry = standard().entries.get(code)
    if entry is None:
        return f"Indicator {code} of a catalogue of your own.", f"自定义指标{code}。"
    unit = choice.amount_unit if entry.kind == "amount" else entry.unit[0]
    return f"{entry.measures} In {unit}.", f"{entry.name}（{unit}）。"


def long_record(row: Row) -> Record:
    """Return a row of the long form as a record."""
    return Record(tuple([row[column.name] for column in LONG]))
