"""The data set of many documents, in the long form or the wide one, with its codebook."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lawrep.catalogue import standard
from lawrep.panel.cells import why_not
from lawrep.panel.choice import Choice
from lawrep.panel.codebook import LONG_SETS, WIDE_SETS, Own, codebook
from lawrep.panel.rows import LONG, Digest, Row, columns_of, name_of
from lawrep.panel.table import Column, Panel, Record, Table
from lawrep.panel.wide import code_columns, long_record, wide

NAME, EVIDENCE = "panel", "evidence"


def build_long(digests: Iterable[Digest], choice: Choice, *, balanced: bool = False) -> Panel:
    """Return the panel with a row an indicator, whose rows are made as they are asked for.

    With `balanced` there is also a row for each document and chosen indicator that is not given. A document that could
    not be read has one row in any case.
    """
    own: dict[str, Own] = {}
    table = Table(NAME, LONG, long_rows(digests, choice, own, balanced=balanced))
    return Panel(table, codebook({NAME: LONG}, choice.known_codes(), LONG_SETS, own))


def long_rows(digests: Iterable[Digest], choice: Choice, own: dict[str, Own], *, balanced: bool) -> Iterator[Record]:
    """Yield the rows of the long form, and keep in `own` what indicators of one's own are met."""
    codes = choice.known_codes() if balanced else []
    entries = standard().entries
    for digest in digests:
        chosen = choice.of(digest)
        for row in chosen.rows:
            if row["code"] is not None and row["code"] not in entries:
                own.setdefault(row["code"], Own(row["kind"], row["unit"]))
            yield long_record(row)
        if digest.error is not None and not codes:
            yield long_record(missing_row(digest, None, "unreadable", None))
        yield from missing(chosen, codes, "planned" if choice.status == "planned" else "achieved")


def missing(digest: Digest, codes: Sequence[str], status: str) -> Iterator[Record]:
    """Yield a row for each code of which a document says nothing with this status, with the reason."""
    told = {row["code"] for row in digest.rows if row["status"] == status}
    for code in codes:
        if code not in told:
            yield long_record(missing_row(digest, code, why_not(code, [digest], status), status))


def missing_row(digest: Digest, code: str | None, state: str, status: str | None) -> Row:
    """Return the row of what a document does not give; its sentence is why the document could not be read."""
    known: dict[str, Any] = {key: getattr(digest, key) for key in ("document", "organ", "region", "year")}
    known |= {"code": code, "name": name_of(code), "state": state, "status": status, "sentence": digest.error}
    return dict.fromkeys((column.name for column in LONG), None) | known


def build_wide(digests: Iterable[Digest], choice: Choice, merge: str) -> Panel:
    """Return the panel with a row an organ and year, and the rows of the long form behind its cells."""
    table, evidence = wide(digests, choice, merge)
    shown = {column.name for column in table.columns}
    codes = [code for code in choice.known_codes() if code in shown]
    return Panel(table, wide_book(table.columns, codes), evidence, LONG)


def wide_book(columns: Iterable[Column], codes: Iterable[str]) -> Table:
    """Return the codebook of a wide panel."""
    return codebook({NAME: columns, EVIDENCE: LONG}, codes, (*WIDE_SETS, *LONG_SETS))


def book_alone(choice: Choice, *, is_wide: bool) -> Panel:
    """Return the codebook of a panel that is not made, of all that is chosen, as a panel that is nothing else."""
    codes = choice.known_codes()
    columns = (*columns_of("wide"), *code_columns(codes, choice))
    book = wide_book(columns, codes) if is_wide else codebook({NAME: LONG}, codes, LONG_SETS)
    return Panel(book, Table("", (), ()))
