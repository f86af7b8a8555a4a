"""What the tests of the panel make: digests of invented reports, and rows without a report."""

from decimal import Decimal
from typing import Any

from lawrep.panel.rows import LONG, Digest, Row, digest
from lawrep.pipeline import describe
from lawrep.reader import decode

OUTLINE = (
    "青禾县2023年法治政府建设情况报告\n一、主要举措和成效\n（一）全面履职。{}\n"
    "二、存在的不足和原因\n因人手不足，执法力量薄弱。\n三、2024年工作安排\n{}\n"
)
CODE = "disputes.mediated"


def document(text: str) -> dict[str, Any]:
    """Return the document of a text, as plain data."""
    return describe(decode(text.encode(), "report.txt"))


def told(sentences: str, plan: str = "抓好落实。", name: str = "report.txt") -> Digest:
    """Return the digest of a report that says `sentences` of the year, and `plan` of the next."""
    return digest(name, document(OUTLINE.format(sentences, plan)))


def row(value: str | int, unit: str = "件", at: int = 0, **fields: Any) -> Row:
    """Return a row of the long form that gives a value; all but what is said is as of a plain count."""
    number = Decimal(value)
    plain: dict[str, Any] = {
        "document": "a",
        "section": "1.1",
        "part": "achievements",
        "code": CODE,
        "value": number,
        "unit": unit,
        "bound": "exact",
        "low": number,
        "high": number,
        "kind": "count",
        "status": "achieved",
        "state": "zero" if number == 0 else "given",
        "text": f"{value}{unit}",
        "start": at,
        "end": at + 2,
    }
    return dict.fromkeys((column.name for column in LONG), None) | plain | fields


def of_rows(*rows: Row, name: str = "a", **fields: Any) -> Digest:
    """Return a digest of 青禾县 in 2023 with these rows, which stand one after the other."""
    placed = tuple(each | {"document": name, "start": at * 10, "end": at * 10 + 2} for at, each in enumerate(rows))
    plain = Digest(
        name, "青禾县", "青禾县", 2023, None, frozenset({"achievements", "shortcomings", "plan"}), False, placed
    )
    return plain._replace(**fields)
