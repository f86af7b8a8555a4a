"""The catalogue at the command line: printed, tried, and given to `extract`."""

import json
from itertools import groupby
from pathlib import Path

import pytest
import rtoml

from lawrep.catalogue import extended, group_of, standard
from lawrep.entries import KEYS
from tests.conftest import Command
from tests.test_catalogue import SHIPS, write
from tests.test_own_catalogue import WITH_SETS, same

ENTRIES = standard().entries
WRONG = SHIPS.replace("新建渔船", "进港船舶")  # its counter-example is a case of it
BROKEN = SHIPS.replace("cues", "ceus")
REPORT = "全年进港船舶120艘次，调解纠纷15件。\n"
EXAMPLES = sum(len(entry.examples) + len(entry.counter_examples) for entry in ENTRIES.values())
CODES = ["harbour.ships", "disputes.mediated"]


def codes(document: bytes) -> list[str | None]:
    return [indicator["code"] for indicator in json.loads(document)["indicators"]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder that the commands run in, with catalogues that are good, wrong and broken, and reports."""
    for name, text in {"my": SHIPS, "wrong": WRONG, "broken": BROKEN, "sets": WITH_SETS}.items():
        write(tmp_path, text, f"{name}.toml")
    for name in ("a", "b", "c"):
        (tmp_path / "reports").mkdir(exist_ok=True)
        write(tmp_path / "reports", REPORT, f"{name}.txt")
    return tmp_path


def test_the_table_is_a_line_an_entry_when_piped(lawrep: Command) -> None:
    rows = [line.split("\t") for line in lawrep("catalogue").stdout.decode().splitlines()]
    assert sorted(row[0] for row in rows) == sorted(ENTRIES)
    assert len(list(groupby(row[1] for row in rows))) == len({row[1] for row in rows})
    for code, group, name, english, kind, unit, measures in rows:
        entry = ENTRIES[code]
        assert group == group_of(code)
        assert (name, english, kind, measures) == (entry.name, entry.english, entry.kind, entry.measures)
        assert unit.split(" ") == list(entry.unit)


def test_json_has_every_field_of_every_entry(lawrep: Command) -> None:
    done = lawrep("catalogue", "--format", "json")
    entries = json.loads(done.stdout)
    assert done.stderr == b""
    assert [entry["id"] for entry in entries] == list(ENTRIES)
    for fields in entries:
        entry = ENTRIES[fields["id"]]
        assert fields == {"id": entry.id, "group": group_of(entry.id), **entry.fields()}
        assert set(KEYS) - fields.keys() <= {"excludes", "after"}


def test_toml_is_what_the_option_reads(lawrep: Command, place: Path) -> None:
    written = lawrep("catalogue", "--format", "toml").stdout
    assert rtoml.loads(written.decode())["sets"]
    assert same(extended(write(place, written, "all.toml")), standard())
    assert lawrep("catalogue", "--format", "toml", "--catalogue", "all.toml").stdout == written


@pytest.mark.parametrize("layout", ["table", "toml"])
def test_your_own_entries_are_printed_last(lawrep: Command, place: Path, layout: str) -> None:
    standard_lines = lawrep("catalogue", "--format", layout).stdout.decode()
    lines = lawrep("catalogue", "--format", layout, "--catalogue", "my.toml").stdout.decode()
    assert "harbour" not in standard_lines
    assert lines.count("进港船舶艘次") == 1
    assert lines.index("technology.enforcement_platform") < lines.index("harbour")


def test_the_catalogue_is_utf_8_in_any_locale(lawrep: Command) -> None:
    said = [lawrep("catalogue", env={"LC_ALL": "C", "PYTHONIOENCODING": name}).stdout for name in ("gbk", "ascii")]
    assert said[0] == said[1] == lawrep("catalogue").stdout


def test_an_unknown_format_is_wrong_usage(lawrep: Command) -> None:
    assert b"'table', 'json', 'toml'" in lawrep("catalogue", "--format", "xml", code=2).stderr


@pytest.mark.parametrize(
    ("files", "tried", "failed"),
    [
        ([], EXAMPLES, []),
        (["my.toml"], 4, []),
        (["my.toml", "sets.toml"], 8, []),
        (["my.toml", "wrong.toml"], 8, ["wrong.toml"]),
    ],
    ids=["standard", "good", "two", "good and wrong"],
)
def test_the_examples_are_tried(lawrep: Command, place: Path, files: list[str], tried: int, failed: list[str]) -> None:
    done = lawrep("catalogue", "test", *files, code=1 if failed else 0)
    lines = [f"{name}: harbour.ships: 进港船舶[3艘]。: is taken for it, and should not be" for name in failed]
    assert done.stdout.decode().splitlines() == lines
    assert done.stderr.decode() == f"{tried} examples tried, {len(failed)} failed\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [("broken.toml", "harbour.ships: ceus: is no key"), ("none.toml", "No such file"), ("reports", "directory")],
)
def test_what_cannot_be_tried_is_named(lawrep: Command, place: Path, name: str, said: str) -> None:
    done = lawrep("catalogue", "test", name, code=1)
    assert done.stdout == b""
    assert done.stderr.decode().startswith(f"Error: {name}: ")
    assert said in done.stderr.decode()


def test_a_broken_catalogue_is_not_printed(lawrep: Command, place: Path) -> None:
    done = lawrep("catalogue", "--catalogue", "broken.toml", code=1)
    assert done.stdout == b""
    assert b"broken.toml: harbour.ships: ceus" in done.stderr


def test_extract_uses_your_own_catalogue(lawrep: Command, place: Path) -> None:
    assert codes(lawrep("extract", "reports/a.txt", "--catalogue", "my.toml").stdout) == CODES
    assert codes(lawrep("extract", "-", "--catalogue", "my.toml", stdin=REPORT.encode()).stdout) == CODES
    assert codes(lawrep("extract", "reports/a.txt").stdout) == [None, "disputes.mediated"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_is_extracted_with_it_by_any_number_of_processes(lawrep: Command, place: Path, jobs: str) -> None:
    for number in range(40):  # several chunks, so that there are several processes
        write(place / "reports", REPORT, f"{number}.txt")
    options = ("reports", "--catalogue", "my.toml", "--jobs", jobs)
    lawrep("extract", *options, "-o", "out")
    assert len(list((place / "out").rglob("*.json"))) == 43
    assert {tuple(codes(path.read_bytes())) for path in (place / "out").rglob("*.json")} == {tuple(CODES)}
    lines = lawrep("extract", *options, "--format", "jsonl").stdout.splitlines()
    assert [codes(line) for line in lines] == [CODES] * 43


@pytest.mark.parametrize(("name", "jobs"), [("broken.toml", "1"), ("broken.toml", "2"), ("none.toml", "2")])
def test_a_broken_catalogue_stops_before_anything_is_written(
    lawrep: Command, place: Path, name: str, jobs: str
) -> None:
    options = ("reports", "--catalogue", name, "--jobs", jobs)
    done = lawrep("extract", *options, "-o", "out", code=1)
    assert done.stderr.decode().startswith(f"Error: {name}: ")
    assert len(done.stderr.splitlines()) == 1
    assert not (place / "out").exists()
    assert lawrep("extract", *options, "--format", "jsonl", code=1).stdout == b""


def test_a_document_made_with_it_is_valid(lawrep: Command, place: Path) -> None:
    lawrep("extract", "reports", "--catalogue", "my.toml", "-o", "out")
    lawrep("validate", "out")
