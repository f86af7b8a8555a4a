"""Give the tables of a parsed page the bodies and rows that a browser makes where the source has none."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_NESTED = 40  # tables in tables; all that stands in one is gone over once more for it
PARTS = frozenset(("thead", "tbody", "tfoot"))
CELLS = frozenset(("td", "th"))
OWN = PARTS | {"caption", "colgroup", "col"}  # what stands in a table itself, and ends a body that was not begun


def complete_tables(root: "_Element") -> None:
    """Give each table the shape that it has in a browser: cells in rows, rows in bodies, and no form around either."""
    for table in list(tables_of(root)):
        empty_forms(table)
        put_rows_in_bodies(table)
        for part in table:
            if part.tag in PARTS:
                empty_forms(part)
                put_cells_in_rows(part)
                for row in part.iterchildren("tr"):
                    empty_forms(row)


def tables_of(root: "_Element") -> Iterator["_Element"]:
    from lxml.etree import iterwalk

    depth = 0
    for event, table in iterwalk(root, events=("start", "end"), tag="table"):
        depth += 1 if event == "start" else -1
        if event == "start" and depth <= MOST_NESTED:
            yield table


def put_rows_in_bodies(table: "_Element") -> None:
    """Put rows, and cells without a row, in a body that goes on until another part of the table begins."""
    body: _Element | None = None
    for child in list(table):
        if child.tag in OWN:
            body = None
        elif body is None and (child.tag == "tr" or child.tag in CELLS):
            body = wrap(child, "tbody")
        elif body is not None:
            body.append(child)


def put_cells_in_rows(part: "_Element") -> None:
    row: _Element | None = None
    for child in list(part):
        if child.tag == "tr":
            row = None
        elif row is None and child.tag in CELLS:
            row = wrap(child, "tr")
        elif row is not None:
            row.append(child)


def wrap(element: "_Element", tag: str) -> "_Element":
    """Put an element, with the text behind it, into a new one."""
    around = element.makeelement(tag)
    element.addprevious(around)
    around.append(element)
    return around


def empty_forms(parent: "_Element") -> None:
    """Put what stands in a form behind it, where a form cannot hold it: between a table and its cells."""
    for form in list(parent.iterchildren("form")):
        for child in reversed(form):
            form.addnext(child)
