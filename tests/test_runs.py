"""A run into a folder or one file: what it knows, leaves alone and makes anew, and how it goes on when broken off."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep.catalogue import extended, standard
from lawrep.inputs import MANIFEST
from lawrep.manifest import Entry, Ledger, Line, decode, settings_of
from lawrep.runs import Run, seize
from lawrep.together import ENDINGS, manifest_of
from tests.conftest import BASE, ROOT, Command

REPORT = "河口镇2024年度法治政府建设情况报告\n一、主要成效。全年调解纠纷{}件，成功率99.7%。\n"
SHARED = Path("/dev/shm")  # noqa: S108 - memory that looks like a disk
NUMBER = 7
BAD = "f.txt"  # in each folder of reports, and empty
HASH = "0" * 64
OWN = '[sets]\n"纠纷" = ["口角"]\n'

names = st.text(st.characters(exclude_characters="\x00/", codec="utf-8"), min_size=1).filter(lambda name: name != "..")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a folder of reports, one of them empty."""
    monkeypatch.chdir(tmp_path)
    for number in range(NUMBER):
        path = tmp_path / "reports" / ("city" if number % 2 else ".") / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT.format(number + 100), encoding="utf-8")
    (tmp_path / "reports" / BAD).touch()
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("[0-9].json")}


def made_anew(lawrep: Command, place: Path, *options: str, code: int = 1) -> set[str]:
    """Return which documents a run that goes on writes."""
    before = times(place / "out")
    lawrep("extract", "reports", "-o", "out", "--resume", *options, code=code)
    after = times(place / "out")
    return {name for name, time in after.items() if time != before.get(name)}


@pytest.mark.parametrize(
    "line",
    [
        Line("a.json", "reports/a.txt", Entry(HASH, HASH, "s"), None),
        Line("a.json", "reports/a.txt", None, "reports/a.txt: the file is empty"),
        Line("名\n字.json", "\udcff.txt", None, "\udcff.txt: the file is empty"),
    ],
)
def test_a_line_says_what_was_written(line: Line) -> None:
    assert decode(line.encode()) == line
    assert line.encode().count(b"\n") == 1
    line.encode().decode()  # UTF-8 whatever the name


@given(names, names, st.text(st.characters(codec="utf-8")))
def test_any_name_comes_back(document: str, source: str, error: str) -> None:
    line = Line(document, source, None, error)
    assert decode(line.encode()) == line


@given(st.integers(0, 400), st.binary(max_size=30))
def test_a_torn_line_says_nothing_and_harms_nothing(length: int, garbage: bytes) -> None:
    whole = Line("a.json", "a.txt", Entry(HASH, HASH, "s"), None).encode()
    torn = Line("b.json", "b.txt", Entry(HASH, HASH, "s"), None).encode()[:-1][:length]
    ledger = Ledger([whole, torn[:-1] + garbage.replace(b"\n", b"")])
    assert ledger.get("a.json", "a.txt") == Entry(HASH, HASH, "s")
    ledger.close()


def test_a_ledger_keeps_the_last_line_of_a_document_in_the_order_of_documents() -> None:
    told = [Line(name, "x.txt", Entry(HASH, name * 3, "s"), None).encode() for name in ("b", "a", "c")]
    ledger = Ledger([*told, Line("b", "y.txt", None, "gone").encode()])
    assert [json.loads(line)["document"] for line in ledger.lines()] == ["a", "b", "c"]
    assert ledger.get("b", "y.txt") is None
    assert ledger.get("a", "other.txt") is None
    assert ledger.get("a", "folder/x.txt")
    assert ledger.holding("ccc") == "c"
    assert ledger.holding("bbb") is None
    ledger.close()


def test_settings_change_with_the_options_and_with_the_catalogue(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    before = settings_of(extended(own), True, None)
    assert settings_of(extended(own), True, None) == before
    others = [settings_of(standard(), True, None), settings_of(extended(own), False, None)]
    own.write_text(OWN.replace("口角", "吵架"), encoding="utf-8")
    assert len({before, *others, settings_of(extended(own), True, None)}) == 4


def test_the_manifest_tells_what_became_of_each_report(lawrep: Command, place: Path) -> None:
    lawrep("extract", "reports", "-o", "out", code=1)
    told = lines_of(place / "out" / MANIFEST)
    assert [line["document"] for line in told] == sorted(line["document"] for line in told)
    assert len(told) == NUMBER + 1
    for line in told:
        source = place / line["source"]
        if source.name == BAD:
            assert (line["status"], line["error"]) == ("failed", f"reports/{BAD}: the file is empty")
            assert not (place / "out" / line["document"]).exists()
        else:
            assert (line["status"], line["error"]) == ("done", None)
            assert line["sha256"] == sha256(source.read_bytes()).hexdigest()
            assert line["document_sha256"] == sha256((place / "out" / line["document"]).read_bytes()).hexdigest()
    assert not [path for path in (place / "out").iterdir() if path.name.startswith(".")]


def test_what_is_still_true_is_left_alone(lawrep: Command, place: Path) -> None:
    lawrep("extract", "reports", "-o", "out", code=1)
    before = tree(place / "out")
    assert made_anew(lawrep, place) == set()
    assert tree(place / "out") == before


def test_without_resume_all_is_made_anew(lawrep: Command, place: Path) -> None:
    lawrep("extract", "reports", "-o", "out", code=1)
    before = times(place / "out")
    lawrep("extract", "reports", "-o", "out", code=1)
    assert all(time != before[name] for name, time in times(place / "out").items())


def change_input(place: Path) -> None:
    (place / "reports" / "2.txt").write_text(REPORT.format(999), encoding="utf-8")


def change_document(place: Path) -> None:
    path = place / "out" / "2.json"
    path.write_bytes(path.read_bytes().replace(b"102", b"103"))


def empty_document(place: Path) -> None:
    (place / "out" / "2.json").write_bytes(b"")


def remove_document(place: Path) -> None:
    (place / "out" / "2.json").unlink()


def spoil_line(place: Path) -> None:
    path = place / "out" / MANIFEST
    path.write_bytes(
        b"".join(b"\x00" * 50 + b"\n" if b'"2.json"' in line else line for line in path.read_bytes().splitlines(True))
    )


@pytest.mark.parametrize("change", [change_input, change_document, empty_document, remove_document, spoil_line])
def test_what_is_no_longer_true_is_made_anew_and_nothing_else(
    lawrep: Command, place: Path, change: Callable[[Path], None]
) -> None:
    lawrep("extract", "reports", "-o", "out", code=1)
    change(place)
    assert made_anew(lawrep, place) == {"2.json"}
    lawrep("extract", "reports", "-o", "fresh", code=1)
    assert tree(place / "out") == tree(place / "fresh")


@pytest.mark.parametrize("options", [("--no-text",), ("--indent", "0"), ("--catalogue", "own.toml")])
def test_with_other_settings_all_is_made_anew(lawrep: Command, place: Path, options: tuple[str, ...]) -> None:
    (place / "own.toml").write_text(OWN, encoding="utf-8")
    lawrep("extract", "reports", "-o", "out", code=1)
    assert len(made_anew(lawrep, place, *options)) == NUMBER
    assert made_anew(lawrep, place, *options) == set()


def test_a_report_that_can_be_read_at_last_is_made(lawrep: Command, place: Path) -> None:
    lawrep("extract", "reports", "-o", "out", code=1)
    (place / "reports" / BAD).write_text(REPORT.format(5), encoding="utf-8")
    assert made_anew(lawrep, place, code=0) == set()
    assert (place / "out" / "f.json").exists()
    assert all(line["error"] is None for line in lines_of(place / "out" / MANIFEST))


@pytest.mark.parametrize("options", [(), ("--resume",)])
def test_a_report_that_is_another_now_and_cannot_be_read_leaves_no_document(
    lawrep: Command, place: Path, options: tuple[str, ...]
) -> None:
    lawrep("extract", "reports", "-o", "out", code=1)
    (place / "reports" / "2.txt").write_bytes(b"")
    lawrep("extract", "reports", "-o", "out", *options, code=1)
    assert not (place / "out" / "2.json").exists()


def test_what_lawrep_did_not_write_stays_where_a_report_cannot_be_read(lawrep: Command, place: Path) -> None:
    (place / "reports" / "f.json").write_text("{}")
    lawrep("extract", "reports", "-o", "reports", code=1)
    assert (place / "reports" / "f.json").read_text() == "{}"


def test_a_report_that_only_cannot_be_read_here_keeps_its_document(lawrep: Command, place: Path) -> None:
    """As where a library is missing, or the disk with the reports is away."""
    lawrep("extract", "reports", "-o", "out", code=1)
    (place / "reports" / "2.txt").unlink()
    (place / "reports" / "2.txt").symlink_to("nowhere")
    lawrep("extract", "reports", "-o", "out", "--resume", code=1)
    assert (place / "out" / "2.json").exists()


def test_what_is_called_as_a_workshop_is_and_is_none_stays(lawrep: Command, place: Path) -> None:
    for name in (".lawrep-notes", ".lawrep-run-notes"):
        (place / "out" / name).mkdir(parents=True)
        (place / "out" / name / "mine").touch()
    (place / "out" / ".lawrep-run-file").touch()
    lawrep("extract", "reports", "-o", "out", code=1)
    assert len([path for path in (place / "out").rglob("*") if path.name in ("mine", ".lawrep-run-file")]) == 3


def test_an_archive_that_cannot_be_opened_is_in_the_manifest(lawrep: Command, place: Path) -> None:
    (place / "reports" / "bad.zip").write_bytes(b"PK\x03\x04 and no more")
    lawrep("extract", "reports", "-o", "out", code=1)
    [line] = [line for line in lines_of(place / "out" / MANIFEST) if line["document"] == "bad.json"]
    assert line["status"] == "failed"
    assert "bad.zip" in line["error"]


@pytest.mark.skipif(not SHARED.is_dir() or SHARED.stat().st_dev == ROOT.stat().st_dev, reason="there is no other disk")
def test_a_folder_of_the_output_may_be_on_another_disk(lawrep: Command, place: Path) -> None:
    (place / "out").mkdir()
    with TemporaryDirectory(dir=SHARED) as other:
        (place / "out" / "city").symlink_to(other)
        lawrep("extract", "reports", "-o", "out", code=1)
        assert sorted(path.name for path in Path(other).iterdir()) == ["1.json", "3.json", "5.json"]


@pytest.mark.parametrize("command", ["extract reports/0.txt", "extract reports/0.txt -o out"])
def test_a_single_report_is_timed_where_that_is_asked_for(place: Path, command: str) -> None:
    code = SLOW.format(act="time.sleep(60)").replace("3.txt", "0.txt")
    done = subprocess.run(
        [sys.executable, "-c", code, *command.split(), "--timeout", "0.5"],
        capture_output=True,
        env=BASE,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    assert b"took longer than 0.5 seconds" in done.stderr


def test_the_document_of_a_report_that_is_gone_stays_and_so_does_what_is_known_of_it(
    lawrep: Command, place: Path
) -> None:
    lawrep("extract", "reports", "-o", "out", code=1)
    before = tree(place / "out")
    (place / "reports" / "2.txt").unlink()
    assert made_anew(lawrep, place) == set()
    assert tree(place / "out") == before


def test_another_run_into_the_folder_forgets_nothing(lawrep: Command, place: Path) -> None:
    lawrep("extract", "reports", "-o", "out", code=1)
    shutil.copytree(place / "reports", place / "more" / "county")
    lawrep("extract", "more", "-o", "out", code=1)
    assert len(lines_of(place / "out" / MANIFEST)) == 2 * (NUMBER + 1)
    assert made_anew(lawrep, place) == set()


def test_shares_make_together_what_one_run_makes(lawrep: Command, place: Path) -> None:
    lawrep("extract", "reports", "-o", "whole", code=1)
    for number in range(1, 4):
        lawrep("extract", "reports", "-o", "out", "--shard", f"{number}/3", code=None)
    assert tree(place / "out") == tree(place / "whole")


def test_a_manifest_is_no_document_and_no_report(lawrep: Command, place: Path) -> None:
    lawrep("extract", "reports", "-o", "out", code=1)
    assert MANIFEST not in lawrep("validate", "out", "--format", "json", code=None).stdout.decode()
    lawrep("panel", "out", "-o", "panel.csv")
    lawrep("extract", "out", "-o", "again", code=1)
    assert [line["error"] for line in lines_of(place / "again" / MANIFEST)] == []


def test_a_run_that_was_killed_is_taken_over(lawrep: Command, place: Path) -> None:
    """Half of its documents stand, its workshop too, with a file half written and a journal whose last line is torn."""
    lawrep("extract", "reports", "-o", "whole", code=1)
    lawrep("extract", "reports", "-o", "out", code=1)
    workshop = place / "out" / ".lawrep-run-killed"
    workshop.mkdir()
    (workshop / "lock").touch()
    journal = (place / "out" / MANIFEST).read_bytes()
    (workshop / "journal.jsonl").write_bytes(journal[: len(journal) // 2])
    (workshop / "x.part").write_bytes(b"{")
    (place / "out" / MANIFEST).unlink()
    kept = {json.loads(line)["document"] for line in journal[: len(journal) // 2].splitlines()[:-1]}
    assert len(kept) > 2
    anew = made_anew(lawrep, place)
    assert anew == {f"{number}.json" for number in range(NUMBER)} - {Path(name).name for name in kept}
    assert tree(place / "out") == tree(place / "whole")


def test_a_run_that_goes_on_elsewhere_is_left_alone(lawrep: Command, place: Path) -> None:
    with Run(place / "out") as run:
        with pytest.raises(BlockingIOError):
            seize(run.workshop)
        lawrep("extract", "reports", "-o", "out", code=1)
        assert run.workshop.exists()
    assert not run.workshop.exists()
    assert len(lines_of(place / "out" / MANIFEST)) == NUMBER + 1


SLOW = """
import sys, time
from lawrep import batch, cli
make = batch.document_of
def document_of(source, data, options):
    if "3.txt" in source:
        {act}
    return make(source, data, options)
batch.document_of = document_of
sys.argv[0] = "lawrep"
cli.main()
"""


@pytest.mark.parametrize(
    ("act", "why"),
    [
        ("time.sleep(60)", "took longer than 0.5 seconds"),
        ("import os; os.kill(os.getpid(), 9)", "the process that read it was killed by SIGKILL"),
        ("raise MemoryError", "MemoryError"),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_report_that_hangs_or_kills_costs_itself_alone(
    lawrep: Command, place: Path, act: str, why: str, jobs: str
) -> None:
    lawrep("extract", "reports", "-o", "whole", code=1)
    command = [sys.executable, "-c", SLOW.format(act=act), "extract", "reports", "-o", "out"]
    done = subprocess.run([*command, "--jobs", jobs, "--timeout", "0.5"], capture_output=True, env=BASE, check=False)
    assert done.returncode == 1
    assert f"reports/city/3.txt: {why}" in done.stderr.decode()
    assert not (place / "out" / "city" / "3.json").exists()
    lawrep("extract", "reports", "-o", "out", "--resume", code=1)
    assert tree(place / "out") == tree(place / "whole")


@pytest.mark.parametrize("ending", ENDINGS)
def test_one_file_has_the_documents_of_many(lawrep: Command, place: Path, ending: str) -> None:
    lawrep("extract", "reports", "-o", "out", "--indent", "0", code=1)
    lawrep("extract", "reports", "-o", f"all{ending}", code=1)
    documents = documents_of(place / f"all{ending}")
    assert sorted(documents) == sorted(data for name, data in tree(place / "out").items() if name != MANIFEST)
    assert [json.loads(data)["source"]["name"][0] for data in documents] == [*"0246", *"135"]
    assert {path.name for path in place.iterdir()} == {"reports", "out", f"all{ending}", f"all{ending}.{MANIFEST}"}
    assert len(lines_of(manifest_of(place / f"all{ending}"))) == NUMBER + 1


def documents_of(path: Path) -> list[bytes]:
    """Return the documents in a file, by other means than lawrep goes on by."""
    if path.suffix == ".jsonl":
        return path.read_bytes().splitlines(True)
    import pyarrow.parquet as pq

    from lawrep.arrow import to_document
    from lawrep.write import encode

    return [encode(to_document(row)) + b"\n" for row in pq.read_table(path).to_pylist() if row["error"] is None]


def test_a_report_that_failed_has_a_row_in_parquet(lawrep: Command, place: Path) -> None:
    import pyarrow.parquet as pq

    lawrep("extract", "reports", "-o", "all.parquet", code=1)
    rows = {row["name"]: row for row in pq.read_table(place / "all.parquet").to_pylist()}
    assert rows[f"reports/{BAD}"]["error"] == f"reports/{BAD}: the file is empty"
    assert rows["reports/2.txt"]["indicators"][0]["value"] == Decimal(102)
    assert len(rows) == NUMBER + 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_one_file_goes_on_from_itself(lawrep: Command, place: Path, ending: str) -> None:
    """A report was added, one changed, one removed: what is still true comes back out of the file."""
    lawrep("extract", "reports", "-o", f"all{ending}", code=1)
    change_input(place)
    (place / "reports" / "0.txt").unlink()
    (place / "reports" / "9.txt").write_text(REPORT.format(9), encoding="utf-8")
    counted = subprocess.run(
        [sys.executable, "-c", COUNTING, "extract", "reports", "-o", f"all{ending}", "--resume", "--jobs", "1"],
        capture_output=True,
        env=BASE,
        check=False,
    )
    assert sorted(counted.stdout.split()) == [b"reports/2.txt", b"reports/9.txt", b"reports/f.txt"]
    lawrep("extract", "reports", "-o", f"fresh{ending}", code=1)
    assert (place / f"all{ending}").read_bytes() == (place / f"fresh{ending}").read_bytes()
    assert manifest_of(place / f"all{ending}").read_bytes() == manifest_of(place / f"fresh{ending}").read_bytes()


COUNTING = """
import sys
from lawrep import batch, cli
make = batch.document_of
def document_of(source, data, options):
    print(source, flush=True)
    return make(source, data, options)
batch.document_of = document_of
sys.argv[0] = "lawrep"
cli.main()
"""


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_share_has_a_file_of_its_own(lawrep: Command, place: Path, ending: str) -> None:
    for number in (1, 2):
        lawrep("extract", "reports", "-o", f"all{ending}", "--shard", f"{number}/2", code=None)
    lawrep("extract", "reports", "-o", f"whole{ending}", code=1)
    parts = [place / f"all-{number}-of-2{ending}" for number in (1, 2)]
    assert all(documents_of(part) for part in parts)
    assert sorted(chain.from_iterable(map(documents_of, parts))) == sorted(documents_of(place / f"whole{ending}"))


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_share_without_reports_has_an_empty_file(lawrep: Command, place: Path, ending: str) -> None:
    for number in range(1, 6):
        lawrep("extract", "reports/0.txt", "-o", f"all{ending}", "--shard", f"{number}/5")
    parts = list(place.glob(f"all-*-of-5{ending}"))
    assert len(parts) == 5
    assert sorted(len(documents_of(part)) for part in parts) == [*[0] * 4, 1]


@pytest.mark.parametrize("ending", ENDINGS)
def test_inputs_of_one_name_go_into_one_file(lawrep: Command, place: Path, ending: str) -> None:
    lawrep("extract", "reports/city", "reports/city/1.txt", "reports/0.txt", "-o", f"all{ending}")
    assert len(documents_of(place / f"all{ending}")) == 5


@pytest.mark.parametrize("ending", ENDINGS)
def test_two_runs_into_one_file_are_refused(lawrep: Command, place: Path, ending: str) -> None:
    folder = place / f".all{ending}.lawrep"
    folder.mkdir()
    hold = seize(folder)
    assert hold is not None
    done = lawrep("extract", "reports", "-o", f"all{ending}", code=1)
    assert f"all{ending}: another lawrep is writing it" in done.stderr.decode()
    os.close(hold)
    lawrep("extract", "reports", "-o", f"all{ending}", code=1)


@pytest.mark.parametrize("ending", ENDINGS)
def test_where_no_report_can_be_read_there_is_no_file(lawrep: Command, place: Path, ending: str) -> None:
    lawrep("extract", f"reports/{BAD}", "-o", f"all{ending}", code=1)
    assert not (place / f"all{ending}").exists()
