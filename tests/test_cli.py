"""The command as its users meet it: a process with arguments, streams, an exit code, and signals."""

import errno
import json
import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from lawrep.cli import program
from lawrep.formats.kinds import SUFFIXES
from lawrep.inputs import MANIFEST
from lawrep.pipeline import describe
from lawrep.pool import CHUNK
from lawrep.reader import decode, read
from lawrep.validate import find_faults
from lawrep.version import __version__
from lawrep.write import encode
from tests.conftest import BASE, CRASH, LAWREP, Command

REPORT = "一、主要成效。全年调解纠纷954件，成功率99.7%，投入12.5万元。\n"
LONG = "一、主要成效\n" + "全年调解纠纷954件，成功率99.7%，投入12.5万元。\n" * 40
COMMANDS = sorted(program.commands)
LOCALES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},  # names of files are ASCII, too
    {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "gbk"},
    {"PYTHONIOENCODING": "latin-1"},
]

in_every_locale = pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: " ".join(locale.values()))


@pytest.fixture(autouse=True)
def place(tmp_path: Path) -> Path:
    """The folder that the commands run in, with two reports and a tree of three."""
    for name in ("a.txt", "海安.txt", "reports/one.txt", "reports/city/two.txt", "reports/city/.three.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n{REPORT}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def shell(place: Path) -> Callable[[str], subprocess.CompletedProcess[bytes]]:
    """Run a line of shell, in which `lawrep` is the command under test."""

    def run(line: str) -> subprocess.CompletedProcess[bytes]:
        script = f'lawrep() {{ "$PYTHON" -m lawrep "$@"; }}; {line}'
        return subprocess.run(["bash", "-c", script], cwd=place, env=BASE, capture_output=True, timeout=60, check=False)

    return run


Shell = Callable[[str], subprocess.CompletedProcess[bytes]]


def document(path: Path, indent: int | None = None) -> bytes:
    return encode(describe(read(path)), indent=indent) + b"\n"


def names(data: bytes) -> list[str]:
    """The names of the reports in the lines of `data`, each of which must be a document."""
    return [json.loads(line)["source"]["name"] for line in data.splitlines()]


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder; what the manifest tells of them has tests of its own."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in files.items() if not name.endswith(MANIFEST)}


def test_a_report_is_one_document_and_nothing_else(lawrep: Command, place: Path) -> None:
    done = lawrep("extract", "a.txt")
    assert done.stdout == document(place / "a.txt", indent=2)
    assert done.stderr == b""


def test_several_reports_are_several_documents_in_their_order(lawrep: Command, place: Path) -> None:
    done = lawrep("extract", "海安.txt", "a.txt")
    assert done.stdout == document(place / "海安.txt", indent=2) + document(place / "a.txt", indent=2)


def test_a_folder_is_searched_for_reports_that_are_not_hidden(lawrep: Command) -> None:
    assert names(lawrep("extract", "reports", "--format", "jsonl").stdout) == ["two.txt", "one.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_standard_input_is_a_report(lawrep: Command, encoding: str) -> None:
    data = REPORT.encode(encoding)
    done = lawrep("extract", "-", stdin=data)
    assert done.stdout == encode(describe(decode(data, "stdin")), indent=2) + b"\n"


def test_standard_input_stands_among_other_inputs(lawrep: Command) -> None:
    done = lawrep("extract", "a.txt", "-", "reports", "--format", "jsonl", stdin=REPORT.encode())
    assert names(done.stdout) == ["a.txt", "stdin", "two.txt", "one.txt"]


def test_standard_input_is_read_whatever_the_number_of_processes(lawrep: Command) -> None:
    lawrep("extract", "a.txt", "-", "--jobs", "2", stdin=REPORT.encode())


def test_an_output_folder_keeps_the_folders_of_the_input(lawrep: Command, place: Path) -> None:
    done = lawrep("extract", "reports", "a.txt", "-", "-o", "new/out", stdin=REPORT.encode())
    assert (done.stdout, done.stderr) == (b"", b"")
    assert sorted(tree(place / "new" / "out")) == ["a.json", "city/two.json", "one.json", "stdin.json"]
    assert (place / "new/out/city/two.json").read_bytes() == document(place / "reports/city/two.txt", indent=2)


def test_an_output_folder_is_written_into_again(lawrep: Command, place: Path) -> None:
    (place / "out").mkdir()
    (place / "out" / "a.json").write_bytes(b"old")
    (place / "out" / "b.json").write_bytes(b"kept")
    lawrep("extract", "a.txt", "-o", "out")
    assert tree(place / "out") == {"a.json": document(place / "a.txt", indent=2), "b.json": b"kept"}


@pytest.mark.parametrize(
    ("options", "indent"),
    [((), 2), (("--indent", "0"), None), (("--indent", "1"), 1), (("--indent", "4"), 4), (("--format", "jsonl"), None)],
)
def test_a_document_is_laid_out_as_asked(
    lawrep: Command, place: Path, options: tuple[str, ...], indent: int | None
) -> None:
    assert lawrep("extract", "a.txt", *options).stdout == document(place / "a.txt", indent)


def test_the_text_is_left_out_on_request(lawrep: Command, place: Path) -> None:
    fields = json.loads(document(place / "a.txt"))
    assert fields.pop("text")
    assert json.loads(lawrep("extract", "a.txt", "--no-text").stdout) == fields


def test_one_process_and_two_write_the_same_bytes(lawrep: Command, place: Path) -> None:
    """More reports than wait at a time, two of them bad: documents, errors and their order are the same."""
    make_reports(place / "many", 150)
    (place / "many" / "n070.txt").write_bytes(b"")
    (place / "many" / "n099.txt").write_bytes(b"GIF89a")
    one, two = (lawrep("extract", "many", "--format", "jsonl", "--jobs", jobs, code=1) for jobs in ("1", "2"))
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)
    assert names(one.stdout) == [f"n{number:03}.txt" for number in range(150) if number not in {70, 99}]
    assert one.stderr.count(b"\n") == 2
    for jobs in ("1", "2"):
        lawrep("extract", "many", "-o", f"out{jobs}", "--jobs", jobs, code=1)
    assert tree(place / "out1") == tree(place / "out2")
    assert len(tree(place / "out1")) == 148


def make_reports(folder: Path, number: int) -> None:
    folder.mkdir()
    for index in range(number):
        text = f"一、主要成效。全年调解纠纷{index}件，成功率99.7%。\n" * (1 + index % 7)
        (folder / f"n{index:03}.txt").write_text(text, encoding="utf-8")


BAD: list[tuple[str, bytes | None, str]] = [
    # name, content, what is said of it
    ("missing.txt", None, "no such file"),
    ("empty.txt", b"", "the file is empty"),
    ("blank.txt", b"\xef\xbb\xbf \r\n", "the file is empty"),
    ("word.txt", b"PK\x03\x04 ", "damaged, or cut short: File is not a zip file; fetch it again"),
    ("binary.txt", "调解".encode() + b"\x00\x01\x02", "not plain text: zero byte at byte 6"),
    ("control.txt", "调解".encode() + b"\x01", "not plain text: control character 0x01 at byte 6"),
    (
        "damaged.txt",
        "调解纠纷".encode() + b"\xff",
        "damaged UTF-8 at byte 12; save it as UTF-8 again or mend that place",
    ),
    ("neither.txt", b"\xb5\xf7\xff", "neither UTF-8 (byte 0) nor GB18030 (byte 2); save it as UTF-8"),
    ("bom.txt", b"\xff\xfe\x00", "damaged UTF-16-LE at byte 2"),
]


def test_a_bad_input_is_one_line_with_its_reason_and_stops_nothing(lawrep: Command, place: Path) -> None:
    for name, content, _ in BAD:
        if content is not None:
            (place / name).write_bytes(content)
    (place / "loop.txt").symlink_to("loop.txt")
    (place / "folder.txt").mkdir()
    inputs = ["a.txt", *(name for name, _, _ in BAD), "loop.txt", "folder.txt", "海安.txt"]
    done = lawrep("extract", *inputs, "-o", "out", code=1)
    assert sorted(done.stderr.decode().splitlines()) == sorted(
        [
            *(f"lawrep: {name}: {reason}" for name, _, reason in BAD),
            f"lawrep: loop.txt: cannot be read: {os.strerror(errno.ELOOP)}",
            f"lawrep: folder.txt: no reports in this folder ({' '.join(SUFFIXES)})",
        ]
    )
    assert sorted(tree(place / "out")) == ["a.json", "海安.json"]
    assert names(lawrep("extract", *inputs, "--format", "jsonl", code=1).stdout) == ["a.txt", "海安.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_may_not_be_read_is_named(lawrep: Command, place: Path) -> None:
    (place / "a.txt").chmod(0)
    done = lawrep("extract", "a.txt", "海安.txt", "--format", "jsonl", code=1)
    assert done.stderr == b"lawrep: a.txt: cannot be read: Permission denied\n"
    assert names(done.stdout) == ["海安.txt"]


def test_inputs_that_all_fail_leave_no_documents(lawrep: Command, place: Path) -> None:
    assert lawrep("extract", "no.txt", code=1).stdout == b""
    lawrep("extract", "no.txt", "-o", "out", code=1)
    assert tree(place / "out") == {}


def test_a_clash_is_wrong_usage_before_anything_is_written(lawrep: Command, place: Path) -> None:
    (place / "reports" / "a.txt").write_text(REPORT)
    done = lawrep("extract", "海安.txt", "a.txt", "reports/a.txt", "-o", "out", code=2)
    assert b"a.txt and reports/a.txt would both be written to out/a.json; give a folder that holds both" in done.stderr
    assert done.stdout == b""
    assert not (place / "out").exists()


def test_an_output_folder_that_is_a_file_is_wrong_usage_and_stays(lawrep: Command, place: Path) -> None:
    (place / "out").write_bytes(b"mine")
    assert b"out is a file" in lawrep("extract", "a.txt", "-o", "out", code=2).stderr
    assert (place / "out").read_bytes() == b"mine"


def test_an_output_folder_named_like_a_document_is_wrong_usage_unless_it_is_there(lawrep: Command, place: Path) -> None:
    lawrep("extract", "a.txt", "-o", "a.json", code=2)
    assert not (place / "a.json").exists()
    (place / "a.json").mkdir()
    lawrep("extract", "a.txt", "-o", "a.json")
    assert sorted(tree(place / "a.json")) == ["a.json"]


def test_a_folder_of_the_output_that_is_a_file_is_an_error_and_stops_nothing(lawrep: Command, place: Path) -> None:
    (place / "out").mkdir()
    (place / "out" / "city").write_bytes(b"mine")
    done = lawrep("extract", "reports", "-o", "out", code=1)
    assert re.fullmatch(rb"lawrep: out/city/two\.json: cannot be written: [^\n]+\n", done.stderr)
    assert sorted(tree(place / "out")) == ["city", "one.json"]


def test_the_same_report_twice_is_wrong_usage_for_a_folder_only(lawrep: Command) -> None:
    assert b"a.txt is given twice" in lawrep("extract", "a.txt", "a.txt", "-o", "out", code=2).stderr
    assert names(lawrep("extract", "a.txt", "a.txt", "--format", "jsonl").stdout) == ["a.txt", "a.txt"]


USAGE = [
    ((), "Usage:"),
    (("extract",), "Missing argument 'PATH...'"),
    (("validate",), "Missing argument 'PATH...'"),
    (("extrakt", "a.txt"), "No such command 'extrakt'"),
    (("extract", "a.txt", "--jbos", "2"), "No such option"),
    (("extract", "a.txt", "--jobs", "0"), "'--jobs': 0 is not in the range"),
    (("extract", "a.txt", "--jobs", "two"), "'--jobs': 'two' is not a valid integer"),
    (("extract", "a.txt", "--indent", "-1"), "'--indent': -1 is not in the range"),
    (("extract", "a.txt", "--format", "csv"), "'--format': 'csv' is not one of"),
    (("extract", "a.txt", "-o"), "'-o' requires an argument"),
    (("extract", "a.txt", "--format", "jsonl", "-o", "out"), "or to -o FILE.jsonl, a line a document"),
    (("extract", "a.txt", "--format", "jsonl", "--indent", "2"), "each document is a line: leave it out"),
    (("extract", "a.txt", "-o", "out.jsonl", "--indent", "2"), "each document is a line: leave it out"),
    (
        ("extract", "a.txt", "-o", "a.txt"),
        "-o wants a folder, and a.txt is a file: name a folder, FILE.jsonl or FILE.parquet",
    ),
    (("extract", "a.txt", "-o", "out.ndjson"), "out.ndjson: is out.jsonl meant?"),
    (("extract", "a.txt", "-o", "out.csv"), "out.csv is called as a file is: name a folder, FILE.jsonl"),
    (("extract", "a.txt", "-o", "out.parquett"), "out.parquett: is out.parquet meant?"),
    (("extract", "a.txt", "-o", "/dev/stdout"), "-o wants a folder, and /dev/stdout is a file"),
    (("extract", "a.txt", "--timeout", "1m"), "'1m' is not a valid number of seconds"),
    (("extract", "a.txt", "--timeout", "nan"), "'nan' is no number of seconds"),
    (("extract", "a.txt", "--resume"), "--resume goes on with what is in -o, which is not given"),
    (("extract", "a.txt", "--shard", "0/3"), "'0/3' is no share: 3/16 is the third of sixteen"),
    (("extract", "a.txt", "--shard", "4/3"), "'4/3' is no share"),
    (("extract", "a.txt", "--shard", "3"), "'3' is no share"),
    (("extract", "a.txt", "--timeout", "0"), "'--timeout': 0.0 is not in the range"),
    (("schema", "a.txt"), "unexpected extra argument"),
]


@pytest.mark.parametrize(("arguments", "message"), USAGE, ids=[" ".join(arguments) or "none" for arguments, _ in USAGE])
def test_wrong_usage_says_what_is_wrong_and_does_nothing(
    lawrep: Command, place: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = lawrep(*arguments, code=2)
    assert message in done.stderr.decode()
    assert done.stdout == b""
    assert not (place / "out").exists()


def test_a_traceback_is_shown_with_debug_only(shell: Shell) -> None:
    wrong = "extract a.txt --format jsonl -o out"
    assert b"Traceback" not in shell(f"lawrep {wrong}").stderr
    assert b"Traceback" in shell(f"lawrep --debug {wrong}").stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_a_command_says_what_it_does(lawrep: Command, command: str, option: str) -> None:
    done = lawrep(command, option)
    what = (program.commands[command].help or "").splitlines()[0]
    assert len(what) > 20
    assert what in done.stdout.decode()
    assert done.stderr == b""


def test_the_help_names_each_command_and_the_exit_codes(lawrep: Command) -> None:
    shown = lawrep("--help").stdout.decode()
    for command in COMMANDS:
        assert re.search(rf"^  {command}  +[A-Z]", shown, re.MULTILINE)
    assert "Exit codes: 0 all good; 1 an input failed or is not valid; 2 wrong usage." in shown


@pytest.mark.parametrize("arguments", [(), ("extract",)], ids=["lawrep", "extract"])
def test_the_examples_in_the_help_keep_their_lines(lawrep: Command, arguments: tuple[str, ...]) -> None:
    shown = lawrep(*arguments, "--help").stdout.decode()
    assert "\\b" not in shown
    assert re.search(r"^  lawrep extract report\.txt", shown, re.MULTILINE)


def test_the_version_is_told(lawrep: Command) -> None:
    assert lawrep("--version").stdout.decode() == f"lawrep, version {__version__}\n"


@in_every_locale
def test_documents_are_the_same_in_every_locale(lawrep: Command, place: Path, locale: dict[str, str]) -> None:
    done = lawrep("extract", "a.txt", "no.txt", "-o", "out", code=1, env=locale)
    assert done.stderr == b"lawrep: no.txt: no such file\n"
    assert tree(place / "out") == {"a.json": document(place / "a.txt", indent=2)}
    assert lawrep("extract", "a.txt", env=locale).stdout == document(place / "a.txt", indent=2)


@in_every_locale
def test_the_name_of_a_report_is_the_same_in_every_locale(lawrep: Command, place: Path, locale: dict[str, str]) -> None:
    lawrep("extract", "海安.txt", "-o", "out", env=locale)
    assert tree(place / "out") == {"海安.json": document(place / "海安.txt", indent=2)}


@in_every_locale
def test_faults_are_shown_in_every_locale(lawrep: Command, place: Path, locale: dict[str, str]) -> None:
    (place / "bad.json").write_bytes(b'{"lawrep": 1}')
    assert b"bad.json:source: Field required" in lawrep("validate", "bad.json", code=1, env=locale).stdout


@in_every_locale
def test_help_is_shown_in_every_locale(lawrep: Command, locale: dict[str, str]) -> None:
    assert b"extract" in lawrep("--help", env=locale).stdout


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_the_schema_is_utf_8_in_every_locale(lawrep: Command, encoding: str) -> None:
    assert "万" in lawrep("schema", env={"PYTHONIOENCODING": encoding}).stdout.decode("utf-8")


@pytest.mark.parametrize("encoding", ["gbk", "latin-1"])
def test_a_fault_that_the_console_cannot_show_does_not_crash(lawrep: Command, place: Path, encoding: str) -> None:
    fields = json.loads(document(place / "a.txt"))
    fields["indicators"][0]["text"] = "95😀件"
    (place / "bad.json").write_text(json.dumps(fields))
    done = lawrep("validate", "bad.json", code=1, env={"PYTHONIOENCODING": encoding})
    assert b"bad.json:indicators[0].text: " in done.stdout


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "xterm-256color"}], ids=str)
def test_no_escape_codes_go_where_there_is_no_terminal(
    lawrep: Command, place: Path, environment: dict[str, str]
) -> None:
    (place / "bad.json").write_bytes(b'{"lawrep": 1}')
    for command in ("extract", "validate"):
        done = lawrep(command, "bad.json", "a.txt", "no.txt", code=1, env=environment)
        assert b"\x1b" not in done.stdout + done.stderr


def on_terminal(place: Path, *arguments: str, **environment: str) -> str:
    """What the command prints on standard output where that is a terminal."""
    leader, follower = pty.openpty()
    env = {**BASE, "TERM": "xterm-256color", **environment}
    subprocess.run(
        [*LAWREP, *arguments], cwd=place, env=env, stdout=follower, stderr=subprocess.DEVNULL, timeout=60, check=False
    )
    os.close(follower)
    printed = b"".join(read_all(leader))
    os.close(leader)
    return printed.decode()


def read_all(descriptor: int) -> Iterator[bytes]:
    try:
        while data := os.read(descriptor, 1 << 16):
            yield data
    except OSError:  # how a terminal ends on Linux
        return


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_shows_a_table_with_colour_unless_that_is_not_wanted(
    place: Path, environment: dict[str, str], coloured: bool
) -> None:
    (place / "bad.json").write_bytes(b'{"lawrep": 1}')
    shown = on_terminal(place, "validate", "bad.json", **environment)
    assert "Field required" in shown
    assert bool(re.search(r"\x1b\[[0-9;]*3[0-7]m", shown)) == coloured


def test_a_document_on_a_terminal_is_only_the_document(place: Path) -> None:
    shown = on_terminal(place, "extract", "a.txt", "海安.txt")
    expected = document(place / "a.txt", indent=2) + document(place / "海安.txt", indent=2)
    assert shown.replace("\r\n", "\n") == expected.decode()


CLOSED = ["extract a.txt", "extract many --format jsonl --jobs 2", "validate bad.json", "schema", "--help", "--version"]


@pytest.mark.parametrize("arguments", CLOSED)
def test_a_closed_pipe_ends_it_quietly(place: Path, arguments: str) -> None:
    make_reports(place / "many", 70)
    (place / "bad.json").write_bytes(b"{}")
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [*LAWREP, *arguments.split()],
            cwd=place,
            env=BASE,
            stdout=closed,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.stderr == b""
    assert done.returncode in {0, 1}


def test_a_reader_that_has_enough_gets_what_it_wants(shell: Shell, place: Path) -> None:
    (place / "long.txt").write_text(LONG)
    done = shell("lawrep extract long.txt long.txt long.txt | head -c 10")
    assert (done.stdout, done.stderr, done.returncode) == (b'{\n  "lawre', b"", 0)


LONG_NAME = '"$(printf %5000s)"'
REFUSED = [
    # what is run, and what its one line says
    ("extract - <&-", "stdin: "),
    ("extract a.txt >&-", "standard output: is closed"),
    ("validate bad.json >&-", "standard output: is closed"),
    ("extract a.txt > /dev/full", "standard output: cannot be written: No space left on device"),
    ("validate bad.json > /dev/full", "standard output: cannot be written: No space left on device"),
    ("schema > /dev/full", "standard output: cannot be written: No space left on device"),
    ("--help > /dev/full", "standard output: cannot be written: No space left on device"),
    (f"extract {LONG_NAME}", "cannot be read: File name too long"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED, ids=[arguments for arguments, _ in REFUSED])
def test_what_the_system_refuses_is_an_error_of_one_line(shell: Shell, place: Path, arguments: str, said: str) -> None:
    (place / "bad.json").write_bytes(b"{}")
    done = shell(f"lawrep {arguments}")
    assert re.fullmatch(r"[^\n]+\n", done.stderr.decode())
    assert said in done.stderr.decode()
    assert not CRASH.search(done.stderr)
    assert done.returncode == 1


def test_an_output_folder_with_too_long_a_name_is_not_taken_for_standard_output(shell: Shell) -> None:
    done = shell(f"lawrep extract a.txt -o {LONG_NAME}")
    assert done.returncode
    assert b"standard output" not in done.stderr


def test_a_name_that_is_not_utf_8_stops_nothing(shell: Shell, place: Path) -> None:
    (place / os.fsdecode(b"\xff.txt")).write_text(REPORT)
    done = shell("lawrep extract $'\\xff.txt' a.txt --format jsonl")
    assert names(done.stdout) == ["\ufffd.txt", "a.txt"]
    assert done.stderr == b""


@pytest.mark.parametrize("arguments", ["extract a.txt 海安.txt --format jsonl", "validate a.txt 海安.txt"])
def test_without_standard_error_the_work_is_done_all_the_same(shell: Shell, arguments: str) -> None:
    done, quiet = shell(f"lawrep {arguments}"), shell(f"lawrep {arguments} 2>&-")
    assert (quiet.stdout, quiet.returncode) == (done.stdout, 0)


@contextmanager
def started(place: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command as the leader of a process group, as a shell does; in the end none of it is left."""
    ours = signal.signal(signal.SIGINT, signal.default_int_handler)  # who is in the background would hand on SIG_IGN
    process = subprocess.Popen(
        [*LAWREP, *arguments],
        cwd=place,
        env=BASE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        signal.signal(signal.SIGINT, ours)


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def link_reports(place: Path, number: int) -> None:
    (place / "long.txt").write_text(LONG, encoding="utf-8")
    (place / "many").mkdir()
    for index in range(number):
        (place / "many" / f"n{index:03}.txt").hardlink_to(place / "long.txt")


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_whole_files_only(place: Path, sent: signal.Signals, jobs: str) -> None:
    link_reports(place, 900)
    out = place / "out"
    with started(place, "extract", "many", "-o", "out", "--jobs", jobs) as process:
        wait_until(lambda: out.is_dir() and len(list(out.iterdir())) > 20)
        process.send_signal(sent)
        _, errors = process.communicate(timeout=30)
    written = tree(out)
    assert process.returncode == 128 + sent
    assert b"Traceback" not in errors
    assert 20 <= len(written) < 900
    assert {Path(name).suffix for name in written} == {".json"}
    for name, data in written.items():
        assert (name, find_faults(data)) == (name, [])


def children(process: subprocess.Popen[bytes]) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


@pytest.fixture
def stuck(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run with two processes: one waits for a report that does not come, the other has done all the rest."""
    if not Path("/proc/self/task").exists():
        pytest.skip("the processes of another are seen in /proc only")
    link_reports(place, 40)
    os.mkfifo(place / "never.txt")
    out = place / "out"
    with started(place, "extract", "never.txt", "many", "-o", "out", "--jobs", "2") as process:
        # the first chunk holds never.txt, and the others of that chunk wait behind it
        wait_until(lambda: out.is_dir() and len(list(out.glob("n*.json"))) == 40 - (CHUNK - 1))
        yield process


@pytest.mark.parametrize(
    "sent",
    [
        signal.SIGINT,
        signal.SIGTERM,
    ],
)
def test_a_signal_to_every_process_shows_no_traceback(
    stuck: subprocess.Popen[bytes], place: Path, sent: signal.Signals
) -> None:
    """Ctrl-C goes to the whole group."""
    os.killpg(stuck.pid, sent)
    release(place / "never.txt")
    _, errors = stuck.communicate(timeout=30)
    assert stuck.returncode == 128 + sent
    assert b"Traceback" not in errors
    assert all(name.endswith(".json") for name in tree(place / "out"))


def release(fifo: Path) -> None:
    """Let a process that waits for the fifo go on; it finds it empty."""
    try:
        os.close(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:  # nobody waits
        return


def test_what_a_killed_process_was_doing_is_done_by_another(place: Path) -> None:
    link_reports(place, 900)
    out = place / "out"
    with started(place, "extract", "many", "-o", "out", "--jobs", "2") as process:
        wait_until(lambda: out.is_dir() and len(list(out.iterdir())) > 20)
        os.kill(children(process)[0], signal.SIGKILL)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, b"")
    assert sum(name.endswith(".json") for name in tree(out)) == 900  # the killed one may leave its .part
