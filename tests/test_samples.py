"""The samples: reports about invented places, each with the document that it must give.

`python -m tests.test_samples` writes the documents anew after a change that is meant; look at the difference.
"""

from pathlib import Path

import pytest

from lawrep import extract, read, to_json
from lawrep.validate import find_faults

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))


def document(path: Path) -> bytes:
    return to_json(extract(read(path)), text=False, indent=1) + b"\n"


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_gives_its_document(path: Path) -> None:
    assert document(path).decode() == path.with_suffix(".json").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_the_document_of_a_sample_is_valid(path: Path) -> None:
    assert find_faults(to_json(extract(read(path)))) == []


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_says_the_same_whatever_its_line_ends(path: Path, ends: str) -> None:
    report = extract(path.read_text(encoding="utf-8"))
    other = extract(path.read_text(encoding="utf-8").replace("\n", ends))
    assert other.metadata == report.metadata
    assert [section.title for section in other.sections] == [section.title for section in report.sections]
    assert [finding.rule for finding in other.findings] == [finding.rule for finding in report.findings]
    for one, indicator in zip(other.indicators, report.indicators, strict=True):
        assert other.text is not None
        assert other.text[one.start : one.end] == one.text == indicator.text
        assert one.model_copy(update={"start": indicator.start, "end": indicator.end}) == indicator


def test_there_are_nine_samples_of_the_length_of_reports() -> None:
    assert len(SAMPLES) == 9
    assert all(1500 <= len(read(path).text) <= 5000 for path in SAMPLES)


if __name__ == "__main__":
    for sample in SAMPLES:
        sample.with_suffix(".json").write_bytes(document(sample))
