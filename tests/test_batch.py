"""What is read and where it goes; nothing is overwritten, lost or half written."""

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from lawrep.batch import FEW, Options, extract, processes_for, run
from lawrep.documents import load
from lawrep.errors import OutputError, UsageError
from lawrep.inputs import Job, Outcome, Shard, find_jobs, survey
from lawrep.page.report.page import report_page
from lawrep.pipeline import describe
from lawrep.pool import CHUNK
from lawrep.reader import read
from lawrep.whole import write_whole
from lawrep.write import encode
from tests.conftest import BASE

REPORT = "一、主要成效。全年调解纠纷954件，成功率99.7%。\n"
TREE = ("a.txt", "b.TXT", "c.md", ".d.txt", "city/a.txt", "city/e.f.txt", "city/.git/g.txt", "city/a/h.txt", "z/i.csv")

EXTRACT = partial(extract, options=Options())


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a tree of reports and other files."""
    monkeypatch.chdir(tmp_path)
    for name in TREE:
        path = tmp_path / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT, encoding="utf-8")
    return tmp_path


def jobs(*inputs: str, output: str | None = "out") -> list[tuple[str, str | None]]:
    found = find_jobs(inputs, (".txt",), Path(output) if output else None)
    return [(job.source, str(job.target) if job.target else None) for job in found if isinstance(job, Job)]


def errors(*inputs: str) -> list[str | None]:
    return [item.error for item in find_jobs(inputs, (".txt",), None) if isinstance(item, Outcome) and not item.note]


def notes(*inputs: str) -> list[str | None]:
    return [item.note for item in find_jobs(inputs, (".txt",), None) if isinstance(item, Outcome)]


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_searched_in_order_without_what_is_hidden() -> None:
    assert jobs("reports") == [
        ("reports/a.txt", "out/a.json"),
        ("reports/b.TXT", "out/b.json"),
        ("reports/city/a/h.txt", "out/city/a/h.json"),
        ("reports/city/a.txt", "out/city/a.json"),
        ("reports/city/e.f.txt", "out/city/e.f.json"),
    ]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("a.txt", "out/a.json"),
        ("reports/city/a.txt", "out/a.json"),
        ("a.2023.txt", "out/a.2023.json"),
        ("a", "out/a.json"),
        ("海安街道", "out/海安街道.json"),
        ("-", "out/stdin.json"),
        ("./-", "out/-.json"),
        ("reports/.d.txt", "out/.d.json"),  # hidden, but asked for
        ("reports/c.md", "out/c.json"),
    ],
)
def test_a_given_file_goes_to_its_name_in_the_output(name: str, target: str) -> None:
    assert jobs(name) == [(name, target)]


def test_inputs_keep_their_order_and_without_output_go_nowhere() -> None:
    assert jobs("x.txt", "reports/city/a", "-", output=None) == [
        ("x.txt", None),
        ("reports/city/a/h.txt", None),
        ("-", None),
    ]


@pytest.mark.parametrize("folder", [".", "./", "reports/.."])
def test_the_folder_itself_is_no_part_of_the_output(folder: str, place: Path) -> None:
    assert ("out/reports/a.json") in [target for _, target in jobs(folder)]
    assert len(jobs(folder)) == len(jobs("reports"))


def test_a_hidden_folder_is_searched_when_it_is_given() -> None:
    assert jobs("reports/city/.git") == [("reports/city/.git/g.txt", "out/g.json")]


def test_a_folder_without_reports_is_an_error() -> None:
    assert jobs("reports/z") == []
    assert errors("reports/z", "reports") == ["reports/z: no reports in this folder (.txt)"]


def test_links_to_folders_are_not_followed_and_links_to_files_are(place: Path) -> None:
    (place / "links").mkdir()
    (place / "links" / "round").symlink_to(place)
    (place / "links" / "one.txt").symlink_to(place / "reports" / "a.txt")
    assert jobs("links") == [("links/one.txt", "out/one.json")]


def test_a_folder_named_like_a_report_is_a_folder(place: Path) -> None:
    (place / "reports" / "z" / "x.txt").mkdir()
    (place / "reports" / "z" / "x.txt" / "y.txt").touch()
    assert jobs("reports/z") == [("reports/z/x.txt/y.txt", "out/x.txt/y.json")]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_searched_is_an_error(place: Path) -> None:
    (place / "reports" / "z").chmod(0)
    assert errors("reports") == ["reports/z: cannot be searched: Permission denied"]
    assert len(jobs("reports")) == 5
    (place / "reports" / "z").chmod(0o755)


@pytest.mark.parametrize(
    "inputs",
    [
        ("reports/a.txt", "reports/city/a.txt"),
        ("reports", "reports/city"),
        ("reports", "a.txt"),
        ("a.txt", "A.TXT"),
        ("a.txt", "a.md"),
        ("-", "stdin.txt"),
    ],
)
def test_two_inputs_for_one_output_are_refused(inputs: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as caught:
        survey(lambda: found(inputs, Path("out")))
    assert "would both be written to out/" in str(caught.value)


@pytest.mark.parametrize(
    "inputs", [("reports/a.txt", "reports/a.txt"), ("reports", "reports/"), ("reports", "reports/a.txt"), ("-", "-")]
)
def test_the_same_input_twice_is_refused(inputs: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match=r" is given twice$"):
        survey(lambda: found(inputs, Path("out")))


def test_a_folder_does_not_clash_with_itself() -> None:
    survey(lambda: found(("reports",), Path("out")))


def test_an_input_without_a_name_is_refused() -> None:
    with pytest.raises(UsageError, match="no name"):
        jobs("reports", "")


@pytest.mark.parametrize(
    "names",
    [("city/x.txt", "City/x.txt"), ("b.zip", "b/x.txt"), ("x.html.txt", "x.html", "x.txt")],
)
def test_a_folder_whose_files_would_be_written_to_one_is_refused(names: tuple[str, ...], place: Path) -> None:
    for name in names:
        path = place / "odd" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".zip"):
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("x.txt", REPORT)
        else:
            path.write_text(REPORT, encoding="utf-8")
    with pytest.raises(UsageError, match="would both be written to out/"):
        survey(lambda: find_jobs(["odd"], (".txt", ".html", ".zip"), Path("out")))


def test_a_survey_counts_the_jobs_and_keeps_what_is_to_be_said() -> None:
    number, others = survey(lambda: find_jobs(["reports", "reports/z"], (".txt",), Path("out")))
    assert number == 5
    assert [other.note or other.error for other in others] == [
        "reports: 2 files passed over, not called as reports are: 1 .csv, 1 .md",
        "reports/z: no reports in this folder (.txt)",
    ]


@pytest.mark.parametrize("of", [1, 2, 5])
def test_shares_are_all_of_it_and_none_twice(of: int) -> None:
    shares = [list(find_jobs(["reports"], (".txt",), Path("out"), Shard(number, of))) for number in range(1, of + 1)]
    taken = [job for share in shares for job in share if isinstance(job, Job)]
    assert sorted(taken) == sorted(found(["reports"], Path("out")))


def test_the_share_of_a_report_does_not_depend_on_the_others_nor_on_where_it_goes(place: Path) -> None:
    before = {str(place / name): Shard(1, 3).takes(name) for name in TREE}
    assert before == {str(place / name): Shard(1, 3).takes(name) for name in reversed(TREE)}
    assert len(set(before.values())) == 2


def test_inputs_that_go_into_one_file_do_not_clash() -> None:
    inputs = ("reports/a.txt", "reports/city/a.txt", "reports")
    assert survey(lambda: find_jobs(inputs, (".txt",), Path("out"), apart=True))[0] == 7


def test_nothing_clashes_on_standard_output() -> None:
    survey(lambda: found(("reports/a.txt", "reports/city/a.txt"), None))


def found(inputs: Iterable[str], output: Path | None) -> list[Job]:
    return [job for job in find_jobs(inputs, (".txt",), output) if isinstance(job, Job)]


def test_a_file_is_written_with_the_folders_above_it(place: Path) -> None:
    write_whole(place / "out" / "city" / "a.json", [b"{}"])
    assert (place / "out" / "city" / "a.json").read_bytes() == b"{}"
    assert left(place / "out" / "city") == ["a.json"]


def test_a_file_that_is_there_is_replaced(place: Path) -> None:
    (place / "a.json").write_bytes(b"old and longer")
    write_whole(place / "a.json", [b"new"])
    assert (place / "a.json").read_bytes() == b"new"


def test_a_file_can_be_read_by_all_that_the_umask_lets(place: Path) -> None:
    (place / "touched").touch()
    write_whole(place / "a.json", [b"{}"])
    assert (place / "a.json").stat().st_mode == (place / "touched").stat().st_mode


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, OSError(28, "No space left on device")])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    place: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    (place / "out").mkdir()
    (place / "out" / "a.json").write_bytes(b"old")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises((KeyboardInterrupt, SystemExit, OutputError)):
        write_whole(place / "out" / "a.json", [b"new"])
    assert left(place / "out") == ["a.json"]
    assert (place / "out" / "a.json").read_bytes() == b"old"


def test_two_writers_with_one_process_number_do_not_meet(place: Path) -> None:
    """On a cluster each container has its process 7, and all share the folder."""
    code = (
        "import os, pathlib; os.getpid = lambda: 7; pathlib.Path.replace = lambda self, target: print(self.name)\n"
        "from lawrep.whole import write_whole; write_whole(pathlib.Path('a.json'), [b''])"
    )
    first, second = (subprocess.check_output([sys.executable, "-c", code], env=BASE) for _ in range(2))
    assert first != second


def test_where_a_folder_stands_nothing_is_written(place: Path) -> None:
    (place / "out" / "a.json").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"out/a\.json: cannot be written: Is a directory; that is a folder"):
        write_whole(place / "out" / "a.json", [b"{}"])
    assert left(place / "out") == ["a.json"]


def test_below_a_file_nothing_is_written(place: Path) -> None:
    (place / "out").write_bytes(b"")
    with pytest.raises(OutputError, match=r"out/a\.json: cannot be written: "):
        write_whole(place / "out" / "a.json", [b"{}"])
    assert (place / "out").read_bytes() == b""


def test_a_name_as_long_as_names_can_be_is_written(place: Path) -> None:
    name = "关于法治政府建设情况的报告" * 6 + "2023年度.json"
    assert 244 < len(name.encode()) <= 255
    write_whole(place / name, [b"{}"])


def test_a_job_gives_the_document_or_writes_it(place: Path) -> None:
    document = encode(describe(read("reports/a.txt")), text=False, indent=2) + b"\n"
    options = Options(text=False, indent=2)
    assert extract(Job("reports/a.txt"), options).made == document
    written = extract(Job("reports/a.txt", place / "a.json"), options)
    assert written.made is None
    assert written.entry
    assert written.entry.output == sha256(document).hexdigest()
    assert (place / "a.json").read_bytes() == document


def test_a_job_that_fails_says_why_and_writes_nothing(place: Path) -> None:
    outcome = extract(Job("no.txt", place / "no.json"), Options())
    assert outcome.error == "no.txt: no such file"
    assert not (place / "no.json").exists()


@pytest.mark.parametrize("processes", [0, 1, 2])
def test_outcomes_come_in_the_order_of_the_jobs(processes: int) -> None:
    work = [Job("reports/a.txt"), Job("no.txt"), *[Job("reports/city/a.txt")] * 2 * CHUNK]
    outcomes = list(run(work, EXTRACT, processes))
    assert [outcome.job for outcome in outcomes] == work
    assert [index for index, outcome in enumerate(outcomes) if outcome.error] == [1]
    assert all((outcome.made is None) == (outcome.error is not None) for outcome in outcomes)


def extract_or_die(job: Job) -> Outcome:
    if job.source == "killer.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return EXTRACT(job)


def test_a_report_that_kills_its_process_is_named_and_the_others_are_done() -> None:
    work = [Job("reports/a.txt")] * 2 * CHUNK + [Job("killer.txt")] + [Job("reports/a.txt")] * 4 * CHUNK
    outcomes = list(run(work, extract_or_die, 2))
    failed = [index for index, outcome in enumerate(outcomes) if outcome.error]
    assert [outcome.job for outcome in outcomes] == work
    assert failed == [2 * CHUNK]
    assert outcomes[2 * CHUNK].error == "killer.txt: the process that read it was killed by SIGKILL"


@pytest.mark.parametrize(
    ("reports", "asked", "processes"),
    [
        (1, None, 0),
        (2, None, 1),
        (FEW - 1, None, 1),
        (0, None, 0),
        (0, 4, 0),
        (1, 4, 1),
        (3, 2, 2),
        (3, 4, 3),
        (FEW, 1, 1),
    ],
)
def test_as_many_processes_as_asked_but_none_idle(reports: int, asked: int | None, processes: int) -> None:
    assert processes_for(reports, asked, ["reports"]) == processes


def test_standard_input_is_read_by_the_first_process() -> None:
    assert processes_for(FEW, 4, ["-", "reports"]) == 0


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system does not say which cores are ours")
def test_many_reports_use_all_cores_that_are_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 2, 3})
    assert processes_for(FEW, None) == 3


def test_files_of_one_stem_in_a_folder_keep_their_endings(place: Path) -> None:
    for name in ("x.html", "x.PDF", "X.docx", "y.pdf", "z/x.pdf"):
        (place / "mixed" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "mixed" / name).write_bytes(b"")
    found = find_jobs(["mixed"], (".html", ".pdf", ".docx"), Path("out"))
    assert [str(job.target) for job in found if isinstance(job, Job)] == [
        "out/X.docx.json",
        "out/x.PDF.json",
        "out/x.html.json",
        "out/y.json",
        "out/z/x.json",
    ]


def test_a_pipe_in_a_folder_is_passed_over(place: Path) -> None:
    (place / "pipes").mkdir()
    os.mkfifo(place / "pipes" / "a.txt")
    (place / "pipes" / "b.txt").write_text(REPORT, encoding="utf-8")
    assert jobs("pipes") == [("pipes/b.txt", "out/b.json")]


def test_what_is_passed_over_in_a_folder_is_said() -> None:
    assert notes("reports") == ["reports: 2 files passed over, not called as reports are: 1 .csv, 1 .md"]
    assert notes("reports/city", "reports/z/i.csv") == []


def test_what_lawrep_writes_beside_reports_is_passed_over_in_silence(place: Path) -> None:
    for name in ("a.json", "all.jsonl", "lawrep.toml", "~$a.docx", ".DS_Store"):
        (place / "reports/city" / name).write_bytes(b"")
    assert notes("reports/city") == []


def test_what_is_passed_over_in_an_archive_is_said(place: Path) -> None:
    with zipfile.ZipFile("reports.zip", "w") as archive:
        for name in ("a.txt", "b.rar", "c/d.xls", "c/e", "__MACOSX/a.jpg"):
            archive.writestr(name, REPORT)
    said = ["reports.zip: 3 files passed over, not called as reports are: 1 .rar, 1 .xls, 1 without ending"]
    assert notes("reports.zip") == said


def test_the_pages_that_lawrep_made_are_no_reports(place: Path) -> None:
    [loaded] = load("reports/city/a.txt")
    assert loaded.fields is not None
    (place / "pages").mkdir()
    (place / "pages/own.html").write_text(report_page("a", loaded.fields), encoding="utf-8")
    (place / "pages/other.html").write_text(f"<html><body><p>{REPORT}", encoding="utf-8")
    found = find_jobs(["pages"], (".html",), None)
    assert [item.job.source if isinstance(item, Outcome) else item.source for item in found] == ["pages/other.html"]
