"""Runs in a hostile world: whatever happens, what stands in the output is whole, valid and true; and a run goes on.

The measure of each case is an undisturbed run of the same reports: what a disturbed one leaves is some of its bytes,
and what the next one with --resume ends with is all of them, the manifest included, and nothing besides.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lawrep.inputs import MANIFEST
from lawrep.manifest import decode
from lawrep.runs import JOURNAL, LOCK, PREFIX, Run
from lawrep.validate import find_faults
from tests.conftest import BASE, CRASH, LAWREP, Command

REPORT = "柳溪镇2023年法治政府建设情况报告\n一、主要成效。全年调解纠纷{}件，成功率99.7%。\n"
COUNT = 32
BAD = 7  # the number of a report that is empty
OUTPUTS = ["out", "out.jsonl", "out.parquet"]
SIZE = 96  # KiB of a disk that is soon full
OURS = (sys.platform == "linux") and os.geteuid() == 0

linux = pytest.mark.skipif(sys.platform != "linux", reason="signals, locks and names as Linux has them")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder to work in, with some folders of reports, one of them empty."""
    for number in range(COUNT):
        write(tmp_path / "reports" / str(number % 3) / f"{number}.txt", number)
    (tmp_path / "reports" / str(BAD % 3) / f"{BAD}.txt").write_bytes(b"")
    return tmp_path


def write(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT.format(number + 100), encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def result(place: Path, output: str) -> dict[str, bytes]:
    """Return what a run has left, a folder or a file with its manifest, and what is hidden beside it."""
    found = tree(place / output) if (place / output).is_dir() else {}
    for path in place.iterdir():
        if path.is_file() and path.name.removeprefix(output) in {"", f".{MANIFEST}"}:
            found[path.name.removeprefix(output)] = path.read_bytes()
        elif path.name.startswith(f".{output}."):
            found |= {f"{path.name}/{name}": data for name, data in tree(path).items()}
    return found


Undisturbed = Callable[..., dict[str, bytes]]


@pytest.fixture
def undisturbed(lawrep: Command, place: Path) -> Undisturbed:
    """What a run of the reports, as they are now, ends with that nobody disturbs."""

    def run(output: str, *more: str, code: int = 1) -> dict[str, bytes]:
        read = tree(place / "reports") if not more else {}
        key = (Path(output).suffix, tuple(sorted(read.items())))
        if key not in known or more:
            other = f"undisturbed{Path(output).suffix}"
            lawrep("extract", "reports", "-o", other, *more, code=code)
            known[key] = result(place, other)
            remove(place, other)
        return known[key]

    return run


known: dict[object, dict[str, bytes]] = {}  # a run of the same reports ends with the same bytes, wherever it is


def remove(place: Path, output: str) -> None:
    shutil.rmtree(place / output) if (place / output).is_dir() else (place / output).unlink()
    (place / f"{output}.{MANIFEST}").unlink(missing_ok=True)


def put(place: Path, output: str, found: dict[str, bytes]) -> None:
    """Put what a run ended with where it would be."""
    for name, data in found.items():
        path = place / output / name if output == "out" else place / f"{output}{name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def start(place: Path, *arguments: str | Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*LAWREP, "extract", *arguments],
        cwd=place,
        env=BASE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def check_ended(run: "subprocess.Popen[bytes]", *codes: int) -> bytes:
    said = run.communicate(timeout=60)[1]
    assert not CRASH.search(said), said.decode(errors="replace")
    assert run.returncode in codes, said.decode(errors="replace")
    return said


def is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in Path(name).parts)


def assert_true(found: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    """What stands in an output is whole, valid, and what an undisturbed run writes."""
    for name, data in found.items():
        if is_hidden(name):
            continue
        if name.endswith(MANIFEST):
            assert set(data.splitlines(keepends=True)) <= set(wanted[name].splitlines(keepends=True))
        else:
            assert data == wanted[name]
            assert not name.endswith(".json") or not find_faults(data)


def workers_of(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def documents_in(place: Path) -> int:
    return sum(1 for path in place.rglob("*.json") if path.name[0].isdigit())


# --- ended at any moment


@linux
@pytest.mark.parametrize(
    ("output", "number"),
    [
        ("out", signal.SIGINT),
        ("out", signal.SIGTERM),
        ("out", signal.SIGKILL),
        ("out.jsonl", signal.SIGINT),
        ("out.jsonl", signal.SIGKILL),
        ("out.parquet", signal.SIGKILL),
    ],
)
def test_a_run_that_is_ended_goes_on(
    lawrep: Command, place: Path, undisturbed: Undisturbed, output: str, number: signal.Signals
) -> None:
    wanted = undisturbed(output)
    seeds = random.Random(f"{output} {number}")  # noqa: S311
    run = start(place, "reports", "-o", output, "--jobs", "2")
    moment = seeds.randrange(COUNT - 4)
    wait_until(lambda: documents_in(place) >= moment and bool(workers_of(run.pid)))
    workers = workers_of(run.pid)
    run.send_signal(number)
    check_ended(run, 1, -number, 128 + number)
    wait_until(lambda: not any(map(is_alive, workers)))
    assert_true(result(place, output), wanted)
    lawrep("extract", "reports", "-o", output, "--resume", code=1)
    assert result(place, output) == wanted


@linux
@pytest.mark.parametrize("output", ["out", "out.jsonl"])
def test_a_run_whose_worker_is_killed_ends_as_any(place: Path, undisturbed: Undisturbed, output: str) -> None:
    wanted = undisturbed(output)
    run = start(place, "reports", "-o", output, "--jobs", "2")
    wait_until(lambda: documents_in(place) >= COUNT // 3)
    for worker in workers_of(run.pid)[:1]:
        os.kill(worker, signal.SIGKILL)
    check_ended(run, 1)
    assert result(place, output) == wanted


SLOW = """
import sys, time
from lawrep import batch
from lawrep.cli import main
make = batch.document_of
def slowly(source, data, options):
    if source.endswith("9.txt"):
        time.sleep(50)
    return make(source, data, options)
batch.document_of = slowly
main()
"""


@linux
@pytest.mark.parametrize("output", ["out", "out.jsonl"])
def test_no_worker_outlives_a_run_that_is_killed(
    lawrep: Command, place: Path, undisturbed: Undisturbed, output: str
) -> None:
    """Nor holds up the run that goes on, which it would lock out of what was left."""
    wanted = undisturbed(output)
    run = subprocess.Popen(
        [sys.executable, "-c", SLOW, "extract", "reports", "-o", output, "--jobs", "2"], cwd=place, env=BASE
    )
    wait_until(lambda: documents_in(place) >= 3)
    workers = workers_of(run.pid)
    run.kill()
    run.wait()
    lawrep("extract", "reports", "-o", output, "--resume", code=1)
    assert not any(map(is_alive, workers))
    assert result(place, output) == wanted


# --- the disk


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """Mount a disk of its own on a folder."""
    folder.mkdir(exist_ok=True)
    if (
        not OURS
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize(("output", "jobs"), [("out", "2"), ("out.jsonl", "1"), ("out.parquet", "2")])
def test_a_full_disk_ends_a_run_which_goes_on_once_there_is_room(
    lawrep: Command, place: Path, undisturbed: Undisturbed, output: str, jobs: str
) -> None:
    wanted = undisturbed(output)
    disk = place / "disk"
    with mounted(disk, f"size={SIZE}k"):
        for _ in range(2):
            said = lawrep("extract", "reports", "-o", f"disk/{output}", "--resume", "--jobs", jobs, code=1).stderr
            assert b"o space left on" in said
            assert_true(result(disk, output), wanted)
        subprocess.run(["mount", "-o", "remount,size=16m", disk], check=True)
        lawrep("extract", "reports", "-o", f"disk/{output}", "--resume", code=1)
        assert result(disk, output) == wanted


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_last_file_does_not_fit(lawrep: Command, place: Path, undisturbed: Undisturbed, output: str) -> None:
    """There is room for each document, but not for the journal, the manifest, or the file of all."""
    wanted = undisturbed(output)
    disk = place / "disk"
    with mounted(disk, "size=16m"):
        lawrep("extract", "reports/0", "-o", f"disk/{output}", "--shard", "1/1")
        used = sum(-(-len(data) // 4096) * 4 for data in result(disk, output).values())
        shutil.rmtree(disk / output, ignore_errors=True)
        for size in range(used + 4, used + 40, 24):
            subprocess.run(["mount", "-o", f"remount,size={size}k", disk], check=True)
            done = subprocess.run(
                [*LAWREP, "extract", "reports", "-o", f"disk/{output}", "--resume"],
                cwd=place, env=BASE, capture_output=True, check=False,
            )  # fmt: skip
            assert done.returncode == 1
            assert not CRASH.search(done.stderr), done.stderr.decode()
            assert_true({n: d for n, d in result(disk, output).items() if n.endswith(".json")}, wanted)
        subprocess.run(["mount", "-o", "remount,size=16m", disk], check=True)
        lawrep("extract", "reports", "-o", f"disk/{output}", "--resume", code=1)
        assert result(disk, output) == wanted


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_disk_that_is_read_only(lawrep: Command, place: Path, output: str) -> None:
    with mounted(place / "disk", "ro"):
        said = lawrep("extract", "reports", "-o", f"disk/{output}", code=1).stderr
        advice = "name a place that can be written to"
        assert said == f"Error: disk/{output}: cannot be written: Read-only file system; {advice}\n".encode()


# --- the reports


VANISHING = """
import os, sys
from lawrep import inputs
from lawrep.cli import main
survey = inputs.survey
def surveyed(find):
    found = survey(find)
    os.unlink("reports/0/9.txt")
    os.rename("reports/2", "reports/gone")
    return found
inputs.survey = surveyed
main()
"""


@pytest.mark.parametrize("output", OUTPUTS)
def test_reports_that_vanish_after_they_were_counted(place: Path, undisturbed: Undisturbed, output: str) -> None:
    run = [sys.executable, "-c", VANISHING, "extract", "reports", "-o", output]
    done = subprocess.run(run, cwd=place, env=BASE, capture_output=True, check=False)
    assert done.returncode == 1
    assert not CRASH.search(done.stderr), done.stderr.decode()
    assert result(place, output) == undisturbed(output)


def test_a_report_that_is_read_no_more_has_no_document(lawrep: Command, place: Path, undisturbed: Undisturbed) -> None:
    lawrep("extract", "reports", "-o", "out", code=1)
    (place / "reports/0/0.txt").write_bytes(b"")
    lawrep("extract", "reports", "-o", "out", "--resume", code=1)
    assert result(place, "out") == undisturbed("out")


@linux
@pytest.mark.parametrize("output", OUTPUTS)
def test_names_that_no_one_would_give(lawrep: Command, place: Path, undisturbed: Undisturbed, output: str) -> None:
    folder = os.fsencode(place / "reports")
    for name in (
        b"a\nb.txt",
        b"\xff\xfe.txt",
        b" .txt",
        b"\x1b[31m.txt",
        b"{}.txt",
        b"a\\u0000.txt",
        b"n" * 250 + b".txt",
    ):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:  # noqa: PTH118
            file.write(REPORT.format(5))
    os.makedirs(os.path.join(folder, b"\xfd\n" + "长".encode() * 60))  # noqa: PTH103, PTH118
    wanted = undisturbed(output)
    lawrep("extract", "reports", "-o", output, code=1)
    lawrep("extract", "reports", "-o", output, "--resume", code=1)
    assert result(place, output) == wanted
    manifest = wanted[MANIFEST if output == "out" else f".{MANIFEST}"]
    lines = [decode(line) for line in manifest.splitlines(keepends=True)]
    assert {"reports/a\nb.txt", os.fsdecode(b"reports/\xff\xfe.txt")} <= {line.source for line in lines if line}
    assert len(lines) == COUNT + 7


def test_inputs_with_names_that_no_folder_can_have(lawrep: Command, place: Path) -> None:
    """One file of several inputs keeps the documents of each apart, in a folder called as the input."""
    long = "县" * 80
    write(place / long / "a.txt", 1)
    os.rename(place / "reports/0", os.fsencode(place) + b"/\xff")  # noqa: PTH104
    inputs = (long, os.fsdecode(b"\xff"), ".", f"../{place.name}")
    lawrep("extract", *inputs, "-o", "all.jsonl", code=1)
    apart = len(list((place / long).iterdir())) + len(os.listdir(os.fsencode(place) + b"/\xff"))  # noqa: PTH208
    assert len((place / "all.jsonl").read_bytes().splitlines()) == apart + 2 * COUNT  # with one more, and without BAD


@linux
def test_links_that_lead_round_and_round(lawrep: Command, place: Path, undisturbed: Undisturbed) -> None:
    reports = place / "reports"
    (reports / "self.txt").symlink_to("self.txt")
    (reports / "up").symlink_to("..")
    (reports / "0" / "up.txt").symlink_to("..")
    (reports / "there.txt").symlink_to("here.txt")
    (reports / "here.txt").symlink_to("there.txt")
    os.mkfifo(reports / "pipe.txt")
    (reports / "pipe2.txt").symlink_to("pipe.txt")
    wanted = undisturbed("out")
    assert sum(name.endswith(".json") for name in wanted) == COUNT - 1
    said = lawrep("extract", "reports", "-o", "out", code=1).stderr.decode()
    assert said.count("symbolic links") == 3


def test_folders_in_folders_in_folders(lawrep: Command, place: Path) -> None:
    """More of them than calls fit into each other."""
    shutil.rmtree(place / "reports")
    write(place / "reports" / "a.txt", 1)
    write(place / "z.txt", 1)
    deep, top = "a/" * 1200, os.getcwd()  # noqa: PTH109
    try:
        os.chdir(place / "reports")
        for _ in range(1200):
            os.mkdir("a")  # noqa: PTH102
            os.chdir("a")
        shutil.copy(place / "z.txt", "z.txt")
    finally:
        os.chdir(top)
    lawrep("extract", "reports", "-o", "out")
    assert os.path.isfile(f"{place}/out/{deep}z.json")  # noqa: PTH113
    assert os.path.isfile(f"{place}/out/a.json")  # noqa: PTH113
    subprocess.run(["rm", "-rf", place / "reports", place / "out"], check=True)  # which pytest could not


@linux
def test_a_report_that_grows_while_it_is_read(lawrep: Command, place: Path, undisturbed: Undisturbed) -> None:
    path = place / "reports/0/0.txt"
    grow = f"while sleep .01; do echo 全年调解纠纷12件。 >> {path}; done"
    with subprocess.Popen(["sh", "-c", grow]) as growing:
        lawrep("extract", "reports", "-o", "out", code=1)
        lawrep("extract", "reports", "-o", "out", "--resume", code=1)
        growing.kill()
    assert not find_faults((place / "out/0/0.json").read_bytes())
    lawrep("extract", "reports", "-o", "out", "--resume", code=1)
    assert result(place, "out") == undisturbed("out")


@pytest.mark.parametrize("output", ["reports", "reports/0/out"])
def test_an_output_among_the_reports(lawrep: Command, place: Path, undisturbed: Undisturbed, output: str) -> None:
    before = tree(place / "reports")
    wanted = undisturbed("out")
    for more in ([], ["--resume"]):
        lawrep("extract", "reports", "-o", output, *more, code=1)
        found = {name: data for name, data in result(place, output).items() if name not in before}
        assert found == wanted


# --- several runs at once


@pytest.mark.parametrize("shards", [2, 4])
def test_shares_at_once_make_one_whole(place: Path, undisturbed: Undisturbed, shards: int) -> None:
    wanted = undisturbed("out")
    runs = [start(place, "reports", "-o", "out", "--shard", f"{n}/{shards}") for n in range(1, shards + 1)]
    for run in runs:
        check_ended(run, 0, 1)
    assert result(place, "out") == wanted


@pytest.mark.parametrize("count", [2, 4])
def test_the_same_run_several_times_at_once(place: Path, undisturbed: Undisturbed, count: int) -> None:
    wanted = undisturbed("out")
    for run in [start(place, "reports", "-o", "out", *["--resume"] * (n % 2)) for n in range(count)]:
        check_ended(run, 1)
    assert result(place, "out") == wanted


def test_different_reports_into_one_folder_at_once(lawrep: Command, place: Path) -> None:
    runs = [start(place, f"reports/{n}", "-o", "out") for n in range(3)]
    for run in runs:
        check_ended(run, 0, 1)
    found = result(place, "out")
    lawrep("extract", "reports/0", "reports/1", "reports/2", "-o", "fresh", code=1)
    assert found == result(place, "fresh")


def test_runs_with_different_options_at_once(lawrep: Command, place: Path, undisturbed: Undisturbed) -> None:
    """Each document is of one of them, whole; and a run that goes on makes them all of one."""
    wanted = {option: undisturbed("out", *option) for option in ((), ("--no-text",), ("--indent", "0"))}
    for run in [start(place, "reports", "-o", "out", *option) for option in wanted]:
        check_ended(run, 1)
    for name, data in result(place, "out").items():
        if not name.endswith(MANIFEST):
            assert data in [each[name] for each in wanted.values()]
    for option, each in wanted.items():
        lawrep("extract", "reports", "-o", "out", "--resume", *option, code=1)
        assert result(place, "out") == each


@linux
def test_one_file_is_written_by_one_run_at_a_time(lawrep: Command, place: Path, undisturbed: Undisturbed) -> None:
    wanted = undisturbed("out.jsonl")
    first = subprocess.Popen([sys.executable, "-c", SLOW, "extract", "reports", "-o", "out.jsonl"], cwd=place, env=BASE)
    wait_until(lambda: documents_in(place) > 0)
    said = lawrep("extract", "reports", "-o", "out.jsonl", "--resume", code=1).stderr
    assert said == b"Error: out.jsonl: another lawrep is writing it; wait for it, or name another file\n"
    first.kill()
    first.wait()
    lawrep("extract", "reports", "-o", "out.jsonl", "--resume", code=1)
    assert result(place, "out.jsonl") == wanted


# --- what was left behind, and lies


def go_on(place: Path) -> None:
    """Begin and end a run that makes nothing, so that it only takes over what it finds."""
    with Run(place / "out"):
        pass


def test_a_journal_that_is_torn_anywhere(lawrep: Command, place: Path) -> None:
    """What is left of it stands in the manifest, line by line, and no line is joined to another."""
    lawrep("extract", "reports", "-o", "out", code=1)
    manifest = place / "out" / MANIFEST
    lines = manifest.read_bytes().splitlines(keepends=True)[:3]
    workshop = place / "out" / f"{PREFIX}killed"
    whole = len(lines[0])
    for cut in (*range(0, whole - 2, 29), whole - 2, whole - 1, whole):
        for end in (b"", b"\0" * 99, b"\xff\n{}\n[]\n\n1\n", lines[2]):
            manifest.write_bytes(lines[1])
            workshop.mkdir()
            (workshop / LOCK).touch()
            (workshop / JOURNAL).write_bytes(lines[0][:cut] + end)
            go_on(place)
            found = manifest.read_bytes().splitlines(keepends=True)
            assert set(found) <= set(lines)
            assert lines[1] in found
            assert (lines[0] in found) == (cut == len(lines[0]) or (cut == len(lines[0]) - 1 and not end))
    assert not list((place / "out").glob(".*"))


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing in it": lambda data: b"",  # noqa: ARG005
    "nulls": lambda data: b"\0" * len(data),
    "half of it": lambda data: data[: len(data) // 2],
    "no last line end": lambda data: data[:-1],
    "other hashes": lambda data: data.replace(b'sha256": "', b'sha256": "0'),
    "no hashes": lambda data: data.replace(b"_sha256", b""),
    "other settings": lambda data: data.replace(b'"settings": "', b'"settings": "0'),
    "of other reports": lambda data: data.replace(b".txt", b".pdf"),
    "another's too": lambda data: data + b'{"document": "../evil.json", "source": "", "error": null}\n',
    "backwards": lambda data: b"".join(reversed(data.splitlines(keepends=True))),
    "deep": lambda data: b"\xff" + b"[" * 100_000 + b"\n" + data,
    "above": lambda data: data.replace(b'"document": "', b'"document": "../../../evil/'),
    "elsewhere": lambda data: data.replace(b'"document": "', b'"document": "%s/evil/' % os.fsencode(Path.cwd())),
    "null in a name": lambda data: data.replace(b'"document": "', b'"document": "\\u0000'),
    "half a sign in a name": lambda data: data.replace(b'"document": "', b'"document": "\\ud800'),
}


@pytest.mark.parametrize(
    ("damage", "output"),
    [
        *((damage, ("out", "out.jsonl")[number % 2]) for number, damage in enumerate(DAMAGES)),
        ("above", "out.parquet"),
        ("elsewhere", "out.jsonl"),
    ],
)
def test_a_manifest_that_lies(  # noqa: PLR0917
    lawrep: Command,
    place: Path,
    undisturbed: Undisturbed,
    monkeypatch: pytest.MonkeyPatch,
    output: str,
    damage: str,
) -> None:
    """It costs the work of making anew what it does not tell the truth of, and nothing else is written or removed."""
    monkeypatch.chdir(place)
    wanted = undisturbed(output)
    put(place, output, wanted)
    manifest = place / (f"out/{MANIFEST}" if output == "out" else f"{output}.{MANIFEST}")
    manifest.write_bytes(DAMAGES[damage](manifest.read_bytes()))
    before = [sorted(path.name for path in folder.iterdir()) for folder in (place, place.parent)]
    lawrep("extract", "reports", "-o", output, "--resume", code=1)
    assert result(place, output) == wanted
    assert before == [sorted(path.name for path in folder.iterdir()) for folder in (place, place.parent)]


def test_a_file_of_that_name_that_is_no_such_file(lawrep: Command, place: Path, undisturbed: Undisturbed) -> None:
    """Other columns in Parquet, other lines in JSONL: nothing is known from them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"place": ["柳溪镇"]}), place / "out.parquet")
    (place / "out.jsonl").write_bytes(b"\0" * 5000 + b"\n{}\n[]\n")
    for output in OUTPUTS[1:]:
        lawrep("extract", "reports", "-o", output, "--resume", code=1)
        assert result(place, output) == undisturbed(output)


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_report_of_another_name_with_the_same_bytes(
    lawrep: Command, place: Path, undisturbed: Undisturbed, output: str
) -> None:
    """Its document stands in the place of the other's, but says what its source is called."""
    put(place, output, undisturbed(output))
    (place / "reports/0/0.txt").rename(place / "reports/0/0.TXT")
    lawrep("extract", "reports", "-o", output, "--resume", code=1)
    assert result(place, output) == undisturbed(output)


@pytest.mark.parametrize("kind", ["above", "elsewhere"])
def test_what_a_manifest_says_of_other_places_is_not_believed(kind: str) -> None:
    names = {"above": "a/../../b.json", "elsewhere": "/b.json"}
    line = {"document": names[kind], "source": "b", "sha256": "", "document_sha256": "", "settings": "", "error": None}
    assert decode(json.dumps(line).encode()) is None
    assert decode(json.dumps({**line, "document": "a/b.json"}).encode()) is not None
