"""One run of `lawrep validate`: documents in, their faults, what the rules find in each and over the years, counts."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from lawrep.checks import check
from lawrep.documents import documents_of
from lawrep.errors import FaultError, LawrepError
from lawrep.findings import LEVEL_NAMES, LEVELS
from lawrep.pipeline import facts_of
from lawrep.rules.years import Year, year_of
from lawrep.series import compare
from lawrep.settings import Settings
from lawrep.validate import Fault, find_faults


class Validated(NamedTuple):
    """One document: its faults; if there are none what the rules found in its report, and what they looked at.

    Where the document was written without its text, the findings are those that it holds. `year` is what is kept of the
    report to compare it with other years.
    """

    name: str
    faults: list[Fault]
    findings: list[dict[str, Any]]
    relations: dict[str, int]
    held: list[dict[str, Any]]  # the relations that hold by figures that can be named
    text: str | None
    year: Year | None


def validate_input(source: str, wanted: frozenset[str] | None = None, language: str = "en") -> Iterator[Validated]:
    """Yield the documents of an input: a .json, the lines of a .jsonl, a report, which is extracted first.

    `-` is a document on standard input; `wanted` are the rules to run, by default all. Raises ReadError where the input
    cannot be read.
    """
    for name, data in documents_of(source):
        faults = find_faults(data)
        yield Validated(name, faults, [], {}, [], None, None) if faults else run_rules(name, data, wanted, language)


class Run:
    """One run over many documents: what was asked for, what was counted, and what is kept to compare years."""

    def __init__(self, chosen: Settings) -> None:
        self.chosen = chosen
        self.years: list[Year] = []
        self.documents_seen = self.faulty = self.unread = self.checked = self.held = 0
        self.levels: Counter[str] = Counter()

    def documents(self, source: str) -> Iterator[Validated]:
        """Yield the documents of an input, as `validate_input` does, and count them."""
        documents = validate_input(source, self.chosen.wanted, self.chosen.language)
        while True:
            try:
                document = next(documents, None)
            except LawrepError:
                raise
            except Exception as error:
                raise FaultError.of(source, error) from error
            if document is None:
                return
            self.documents_seen += 1
            self.faulty += bool(document.faults)
            self.unread += not document.faults and document.text is None
            self.count(document)
            if document.year is not None:
                self.years.append(document.year)
            yield document

    def across(self) -> Iterator[Validated]:
        """Yield what comes of comparing the years of each organ, as documents of their own."""
        for name, findings, relations in compare(self.years, self.chosen.wanted, self.chosen.language):
            document = Validated(name, [], findings, relations, [], None, None)
            self.count(document)
            yield document

    def count(self, document: Validated) -> None:
        """Count what was found."""
        self.levels.update(finding["severity"] for finding in document.findings)
        self.checked += sum(document.relations.values())
        broken = sum(finding["rule"] in document.relations for finding in document.findings)
        self.held += sum(document.relations.values()) - broken

    @property
    def failed(self) -> bool:
        """Whether something was found that fails."""
        return bool(self.faulty or self.levels["error"] or (self.chosen.strict and self.levels["warning"]))

    def summary(self) -> dict[str, int]:
        """Return the counts as plain data."""
        return {
            "documents": self.documents_seen,
            "faulty": self.faulty,
            "without_text": self.unread,
            **{level: self.levels[level] for level in LEVELS},
            "relations_checked": self.checked,
            "relations_held": self.held,
        }

    def in_words(self, failures: int) -> str:
        """Return the counts as a sentence."""
        chinese = self.chosen.language == "zh"
        counts = [(self.faulty, "with faults", "份有格式错误")]
        counts += [(self.levels[level], level, f"个{LEVEL_NAMES[level]}") for level in LEVELS]
        counts += [
            (self.unread, "not checked, without text", "份没有正文,未检查"),
            (failures, "could not be read", "份无法读取"),
        ]
        if chinese:
            found = "，".join(f"{count}{what}" for count, _, what in counts if count) or "未发现问题"
            return f"共检查{self.documents_seen}份：{found}；核对{self.checked}处关系，{self.held}处相符"
        found = ", ".join(f"{count} {what}{'s' * (count > 1 and what in LEVELS)}" for count, what, _ in counts if count)
        relations = (
            f"{self.checked} relation{'s' * (self.checked > 1)} checked, {self.held} hold"
            if self.checked
            else "no relations to check"
        )
        return f"{self.documents_seen} checked: {found or 'nothing found'}; {relations}"


def run_rules(name: str, data: bytes | str, wanted: frozenset[str] | None, language: str) -> Validated:
    """Return what the rules find in a document without fault."""
    document = json.loads(data, parse_float=Decimal)
    if document.get("text") is None:
        findings = [finding for finding in document["findings"] if wanted is None or finding["rule"] in wanted]
        return Validated(name, [], findings, {}, [], None, None)
    facts = facts_of(document)
    checked = check(facts, wanted, language)
    return Validated(
        name, [], checked.findings, checked.relations, checked.held, document["text"], year_of(name, facts)
    )
