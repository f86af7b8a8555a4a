"""The findings of a report as the page shows them: numbered, flagged where they stand, and listed."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from lawrep.checks import check
from lawrep.findings import Places
from lawrep.page.report.marks import Flag
from lawrep.page.wording import Say
from lawrep.pipeline import facts_of
from lawrep.terms import Severity

AROUND = 60  # characters of what a finding is about that are quoted
ENDS = "。；，、：）！？"  # which end a clause
CUT = "…"


class Remark(NamedTuple):
    """A finding: its number, how bad it is, what it says, and the words that it is about with those around them."""

    number: int
    rule: str
    level: Severity
    sign: str
    message: str
    before: str
    quoted: str
    after: str
    section: str | None
    start: int
    end: int

    @property
    def is_placed(self) -> bool:
        """Whether it is about a place in the text, and not the whole of it."""
        return self.end > 0


def remarks_of(fields: dict[str, Any], language: str, say: Say) -> list[Remark]:
    """Return the findings of a document in a language: its own in English, those of a new run in Chinese."""
    findings = check(facts_of(fields), None, language).findings if language == "zh" else fields["findings"]
    places = Places(fields["text"])
    starts = [section["start"] for section in fields["sections"]]
    remarks = []
    for number, finding in enumerate(findings, 1):
        start, end, level = finding["start"], finding["end"], finding["severity"]
        place = places.of(start, min(end, start + AROUND))
        at = bisect_right(starts, start) - 1
        remarks.append(
            Remark(
                number,
                finding["rule"],
                level,
                f"{say[f'sign_{level}']}{number}",
                finding["message"],
                opening(fields["text"], start, place.before),
                place.quoted,
                closing(fields["text"], end, place.after) if end <= start + AROUND else CUT,
                fields["sections"][at]["id"] if at >= 0 and end > 0 else None,
                start,
                end,
            )
        )
    return remarks


def opening(text: str, start: int, before: str) -> str:
    """Return the words before `start`, told as cut off where neither line nor clause begins with them.

    >>> opening("全年调解。成功率99%", 8, "。成功率"), opening("全年调解", 2, "年")
    ('成功率', '…年')
    """
    words = before.lstrip(ENDS)
    at = start - len(before)
    is_whole = words != before or at == 0 or text[at - 1].isspace()
    return words if is_whole else CUT + words


def closing(text: str, end: int, after: str) -> str:
    """Return the words behind `end`, told as cut off where neither line nor clause ends with them.

    >>> closing("罚款36万元。", 5, "。"), closing("比上年1,000件", 0, "比上年1,0")
    ('。', '比上年1,0…')
    """
    rest = text[end + len(after) : end + len(after) + 1]
    is_whole = not rest or rest.isspace() or after.endswith(tuple(ENDS))
    return after if is_whole else after + CUT


def flags_of(remarks: Sequence[Remark], say: Say) -> list[Flag]:
    """Return the flags of the findings that are about a place in the text."""
    return [
        Flag(each.number, each.start, each.end, each.level, each.sign, f"{say[f'level_{each.level}']} {each.message}")
        for each in remarks
        if each.is_placed
    ]
