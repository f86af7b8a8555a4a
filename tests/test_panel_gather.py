"""The documents of one run: each once, the one with its text rather, and nothing that fails is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lawrep.inputs import Job, Outcome
from lawrep.panel.gather import MOST, Gathering, digests_of
from lawrep.write import encode
from tests.panels import OUTLINE, document, of_rows

SAID = OUTLINE.format("调解纠纷954件。", "抓好落实。")
Place = Callable[[dict[str, Any]], Path]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Write files by name: a text as a report, a document as one, bytes as they are."""

    def write(files: dict[str, Any]) -> Path:
        for name, held in files.items():
            data = held if isinstance(held, bytes) else held.encode() if isinstance(held, str) else encode(held)
            (tmp_path / name).write_bytes(data)
        return tmp_path

    return write


def without_text(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != "text"}


def gathered(folder: Path, *names: str) -> tuple[Gathering, list[str], list[str]]:
    """Return a run over files, the names of the documents that were passed on, and what was said."""
    said: list[str] = []
    jobs = [Job(str(folder / name)) for name in names]
    run = Gathering(said.append, jobs, str(folder))
    outcomes = (digests_of(job, str(folder)) for job in jobs)
    return run, [digest.document for digest in run.digests(outcomes)], said


def test_a_report_and_its_document_are_one(place: Place) -> None:
    folder = place({"a.txt": SAID, "a.json": document(SAID)})
    run, names, said = gathered(folder, "a.json", "a.txt")
    assert (names, said, run.twice, run.seen) == (["a.json"], [], 1, 1)


def test_the_one_with_its_text_is_taken(place: Place) -> None:
    folder = place(
        {"a.txt": SAID, "a.json": without_text(document(SAID)), "b.json": without_text(document(SAID + "。"))}
    )
    run, names, said = gathered(folder, "a.json", "b.json", "a.txt")
    assert (names, said) == (["a.txt", "b.json"], [])
    assert [note.partition(":")[0] for note in run.notes()] == ["1 given twice, and taken once", "1 without their text"]
    _, names, _ = gathered(folder, "a.txt", "a.json")
    assert names == ["a.txt"]
    run, names, _ = gathered(folder, "a.json", "b.json")
    assert names == ["a.json", "b.json"]
    assert [note.partition(":")[0] for note in run.notes()] == ["2 without their text"]


def test_what_is_given_three_times_is_taken_once(place: Place) -> None:
    folder = place({"a.txt": SAID, "a.json": without_text(document(SAID))})
    run, names, _ = gathered(folder, "a.json", "a.txt", "a.txt", "a.json")
    assert (names, run.twice) == (["a.txt"], 3)


def test_one_report_that_was_extracted_in_two_ways_is_said(place: Place) -> None:
    older = document(SAID)
    older["indicators"] = older["indicators"][:0]
    run, names, said = gathered(place({"a.txt": SAID, "a.json": older}), "a.json", "a.txt")
    assert (names, run.twice) == (["a.json", "a.txt"], 0)
    assert said == ["a.json and a.txt are of one report, and differ: both are taken"]


def test_several_documents_of_a_file_have_its_name_and_a_number(place: Place) -> None:
    lines = encode(document(SAID)) + b"\n{}\n" + encode(document(SAID + "。"))
    run, names, [said] = gathered(place({"all.jsonl": lines}), "all.jsonl")
    assert names == ["all.jsonl:1", "all.jsonl:2", "all.jsonl:3"]
    assert "no valid document" in said
    assert run.failures == [said]


def test_what_cannot_be_read_is_said_and_passed_on(place: Place) -> None:
    folder = place({"a.txt": b"", "b.json": b"{"})
    run, names, said = gathered(folder, "a.txt", "b.json", "c.txt")
    assert names == ["a.txt", "b.json", "c.txt"]
    assert len(said) == len(run.failures) == 3


def test_an_input_that_failed_as_a_whole_is_passed_on() -> None:
    run = Gathering(lambda _: None, [], None)
    [digest] = run.digests([Outcome(Job("empty"), error="empty: no reports in this folder")])
    assert (digest.document, digest.error) == ("empty", "empty: no reports in this folder")


def test_what_is_passed_over_is_said_and_is_no_document() -> None:
    said: list[str] = []
    run = Gathering(said.append, [], None)
    assert list(run.digests([Outcome(Job("reports"), note="reports: 1 file passed over")])) == []
    assert (said, run.failures, run.seen) == (["reports: 1 file passed over"], [], 0)


def test_organs_with_several_documents_of_a_year_are_named(place: Place) -> None:
    files = {"a.txt": SAID, "b.txt": SAID + "。", "c.txt": SAID.replace("2023", "2022")}
    run, _, _ = gathered(place(files), *files)
    assert list(run.doubles()) == ["青禾县 2023: 2 documents, a.txt, b.txt"]


def test_only_so_many_are_named() -> None:
    run = Gathering(lambda _: None, [], None)
    run.heads = [of_rows(name=f"{copy}{at}", year=1950 + at) for at in range(MOST + 5) for copy in "ab"]
    lines = list(run.doubles())
    assert len(lines) == MOST + 1
    assert lines[-1] == "and 5 more organs and years with several documents"
