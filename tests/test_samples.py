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


def test_there_are_nine_samples_of_the_length_of_reports() -> None:
    assert len(SAMPLES) == 9
    assert all(1500 <= len(read(path).text) <= 5000 for path in SAMPLES)


if __name__ == "__main__":
    for sample in SAMPLES:
        sample.with_suffix(".json").write_bytes(document(sample))
