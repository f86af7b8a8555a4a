"""What is to be said of a file that was written."""

from collections.abc import Sequence
from typing import NamedTuple

from lawrep.panel.table import Panel

NAMED = 3  # of many things in a note


class Written(NamedTuple):
    """What was written: how many rows, and what a reader of the file should be told, a sentence each."""

    rows: int
    notes: tuple[str, ...] = ()


def alone(panel: Panel, format: str) -> tuple[str, ...]:  # noqa: A002 - as the option
    """Return what to say where a format has no place for the sentences behind the cells of a wide panel."""
    if not panel.evidence_columns:
        return ()
    return (
        f"{format} holds one table: the sentences behind its cells are in .xlsx, .sqlite, .duckdb or the long form",
    )


def listed(things: Sequence[str]) -> str:
    """Return the first of some things, and how many more there are.

    >>> listed("abcde")
    'a, b, c and 2 more'
    """
    more = f" and {len(things) - NAMED} more" if len(things) > NAMED else ""
    return ", ".join(things[:NAMED]) + more
