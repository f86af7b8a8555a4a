"""A user's program: all of the public API, with the types that a user counts on. `python user.py SAMPLE CATALOGUE`.

It is run with an installed lawrep, and checked by `mypy --strict --disallow-any-expr`: nothing that the API takes or
returns may be Any.
"""

import sys
from decimal import Decimal
from pathlib import Path

from typing_extensions import assert_type

import lawrep
from lawrep import Finding, Indicator, LawrepError, Metadata, ReadError, Report, Section, Text, catalogue, numerals
from lawrep.catalogue import Catalogue


def codes(report: Report) -> dict[str, Decimal]:
    """Return the first value of each canonical indicator of a report."""
    values: dict[str, Decimal] = {}
    for indicator in report.indicators:
        if indicator.code is not None:
            values.setdefault(indicator.code, indicator.value)
    return values


def check_types(report: Report) -> None:
    """Hold every field against the type that a user is told of."""
    assert_type(report.text, str | None)
    assert_type(report.metadata, Metadata)
    assert_type(report.metadata.year, int | None)
    assert_type(report.source.sha256, str)
    assert_type(report.sections, tuple[Section, ...])
    assert_type(report.sections[0].parent, str | None)
    assert_type(report.indicators, tuple[Indicator, ...])
    assert_type(report.indicators[0].value, Decimal)
    assert_type(report.indicators[0].value_max, Decimal | None)
    assert_type(report.findings, tuple[Finding, ...])
    assert_type([(place.start, place.end) for place in report.source_map], list[tuple[int, int]])


def main(sample: Path, own: Path) -> int:
    """Read, extract, write and read back one report; return an exit code."""
    text = assert_type(lawrep.read(sample), Text)
    report = assert_type(lawrep.extract(text), Report)
    check_types(report)
    data = assert_type(lawrep.to_json(report, text=False, indent=2), bytes)
    assert Report.model_validate_json(data).indicators == report.indicators
    entries = assert_type(catalogue.extended(own), Catalogue)
    assert len(entries.entries) > len(assert_type(catalogue.standard(), Catalogue).entries)
    assert codes(lawrep.extract(report.text or "", entries))
    assert assert_type(numerals.parse("三万四千五百"), Decimal) == 34500
    assert [found.text for found in numerals.find("共3万4000人")] == ["3万4000"]
    try:
        lawrep.read(sample.with_suffix(".gone"))
    except ReadError as error:
        base: LawrepError = error
        sys.stdout.write(f"{base}\n")
    for code, value in codes(report).items():
        sys.stdout.write(f"{code} {value}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
