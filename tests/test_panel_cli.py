"""`lawrep panel` as its users meet it: a process with arguments, streams and an exit code."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from lawrep.catalogue import standard
from lawrep.cli import panel, program
from lawrep.panel import files
from lawrep.panel.merging import MERGES
from lawrep.panel.rows import LONG
from lawrep.write import encode
from tests.conftest import Command
from tests.panels import CODE, OUTLINE, document

SAID = OUTLINE.format("调解纠纷954件，其中涉企12件，罚没金额1012.36万元。", "调解纠纷1000件以上。")
LATER = SAID.replace("2023", "2025").replace("2024", "2026").replace("954件", "870件")
FINES = "enforcement.fines"


class Done(NamedTuple):
    """What a command printed."""

    stdout: bytes
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with two reports, and the document of one of them without its text."""
    folder = tmp_path / "reports"
    (folder / "county").mkdir(parents=True)
    (folder / "county/a.txt").write_text(SAID, encoding="utf-8")
    (folder / "b.txt").write_text(LATER, encoding="utf-8")
    (folder / "b.json").write_bytes(encode(document(LATER), text=False))
    return folder


@pytest.fixture
def run(reports: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run `lawrep panel` in this process, which takes a tenth of the time that one of its own does."""
    monkeypatch.chdir(reports.parent)

    def call(*arguments: str, code: int = 0) -> Done:
        left: object = 0
        try:
            program.main(["panel", *arguments], standalone_mode=False)
        except SystemExit as error:
            left = error.code
        out, err = capfdbinary.readouterr()
        assert left == code, err.decode()
        return Done(out, err.decode())

    return call


def table(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))


def test_a_folder_becomes_a_table_on_standard_output(lawrep: Command, reports: Path) -> None:
    done = lawrep("panel", "reports")
    rows = table(done.stdout)
    assert list(rows[0]) == [column.name for column in LONG]
    assert [(row["document"], row["value"], row["code"], row["role"]) for row in rows[:2]] == [
        ("b.txt", "870", CODE, "total"),
        ("b.txt", "12", CODE, "part"),
    ]
    assert rows[-1]["document"] == "county/a.txt"
    assert rows[-1]["sentence"] == "调解纠纷1000件以上。"
    assert done.stderr.decode() == "lawrep: 1 given twice, and taken once\n"


def test_what_cannot_be_read_is_named_and_has_a_row(lawrep: Command, reports: Path) -> None:
    (reports / "empty.txt").write_bytes(b"")
    done = lawrep("panel", "reports", code=1)
    [row] = [row for row in table(done.stdout) if row["state"] == "unreadable"]
    assert (row["document"], row["code"]) == ("empty.txt", "")
    assert row["sentence"] in done.stderr.decode()


def test_a_document_and_its_report_from_standard_input_are_the_same(lawrep: Command) -> None:
    first = lawrep("panel", "-", stdin=SAID.encode())
    fields = document(SAID)
    fields["source"]["name"] = "stdin"
    assert table(first.stdout)[0]["document"] == "stdin"
    assert lawrep("panel", "-", stdin=encode(fields)).stdout == first.stdout


@pytest.mark.parametrize("form", [(), ("--wide",)], ids=["long", "wide"])
def test_the_number_of_processes_changes_nothing(lawrep: Command, run: Run, reports: Path, form: tuple[str]) -> None:
    for at in range(40):
        (reports / f"{at}.txt").write_text(SAID.replace("954", str(1000 + at)), encoding="utf-8")
    one, three = run("reports", *form), lawrep("panel", "reports", *form, "--jobs", "3")
    assert one.stdout == three.stdout
    assert one.stderr == three.stderr.decode()


def test_the_wide_form_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    codes = f"{CODE},{FINES}"
    done = run("reports", "-o", "panel.tsv", "--wide", "--codes", codes, "--amount-unit", "万元")
    rows = table((tmp_path / "panel.tsv").read_bytes(), "\t")
    shown = ("organ", "year", CODE, f"{CODE}.note", FINES, "documents")
    assert done.stdout == b""
    assert [tuple(row[name] for name in shown) for row in rows] == [
        ("青禾县", "2023", "954", "total", "1012.36", "county/a.txt"),
        ("青禾县", "2025", "870", "total", "1012.36", "b.txt"),
    ]


def test_a_format_that_holds_the_cells_alone_says_so(run: Run) -> None:
    assert "the sentences behind its cells are in .xlsx" in run("reports", "--wide", "-o", "panel.csv").stderr


def test_what_is_planned_is_asked_for(run: Run) -> None:
    rows = table(run("reports", "--wide", "--status", "planned").stdout)
    assert [(row[CODE], row[f"{CODE}.note"]) for row in rows] == [("1000", "at_least"), ("1000", "at_least")]
    rows = table(run("reports", "--status", "planned", "--kind", "count").stdout)
    assert [row["value"] for row in rows] == ["1000", "1000"]


def test_what_could_not_be_read_stands_last_in_the_wide_form(run: Run, reports: Path) -> None:
    (reports / "empty.txt").write_bytes(b"")
    rows = table(run("reports", "--wide", "--codes", CODE, code=1).stdout)
    assert (rows[-1]["documents"], rows[-1][f"{CODE}.note"]) == ("empty.txt", "unreadable")


def test_the_others_are_done_when_a_folder_is_empty(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    done = run("nothing", "reports/b.txt", code=1)
    assert [row["document"] for row in table(done.stdout)][:2] == ["nothing", "reports/b.txt"]


@pytest.mark.parametrize("inputs", [("nowhere",), ("nothing",), ("reports/county/empty.txt",)])
def test_where_nothing_could_be_read_nothing_is_written(
    run: Run, reports: Path, tmp_path: Path, inputs: tuple[str, ...]
) -> None:
    (tmp_path / "nothing").mkdir()
    (reports / "county/empty.txt").write_bytes(b"")
    (tmp_path / "panel.csv").write_text("of before", encoding="utf-8")
    assert inputs[0] in run(*inputs, "-o", "panel.csv", code=1).stderr
    assert (tmp_path / "panel.csv").read_text(encoding="utf-8") == "of before"
    assert run(*inputs, code=1).stdout == b""


def test_a_document_without_a_row_is_not_lost_silently(run: Run, reports: Path) -> None:
    (reports / "words.txt").write_text(OUTLINE.format("加强学习。", "抓好落实。"), encoding="utf-8")
    said = "1 without a row, for they give none of these figures (--balanced has rows): words.txt"
    assert said in run("reports").stderr
    assert "without a row" not in run("reports", "--balanced", "--codes", CODE).stderr
    assert "3 without a row" in run("reports", "--codes", "emergency").stderr
    assert "words.txt" in run("reports", "--wide").stdout.decode()


def test_a_folder_that_holds_other_files_is_read(run: Run, reports: Path) -> None:
    before = run("reports").stdout
    (reports / "README.md").write_text("about them", encoding="utf-8")
    done = run("reports")
    assert done.stdout == before
    assert "1 .md" in done.stderr


def test_organs_with_several_documents_are_named(run: Run, reports: Path) -> None:
    (reports / "c.txt").write_text(SAID.replace("954", "955"), encoding="utf-8")
    done = run("reports", "--wide", "--codes", CODE)
    assert "lawrep: 青禾县 2023: 2 documents, c.txt, county/a.txt\n" in done.stderr
    assert table(done.stdout)[0][f"{CODE}.note"] == "several: 955; 954"


def test_a_balanced_panel_is_full(run: Run) -> None:
    rows = table(run("reports", "--balanced", "--codes", f"{CODE},disputes.lost_case_rate,emergency").stdout)
    missing = [row["state"] for row in rows if row["document"] == "b.txt" and not row["value"]]
    assert missing == ["not_mentioned"] * 6


def test_formats_and_encodings_are_as_asked(run: Run, tmp_path: Path) -> None:
    run("reports", "-o", "panel.csv", "--encoding", "utf-8-sig")
    assert (tmp_path / "panel.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not run("reports").stdout.startswith(b"\xef\xbb\xbf")
    lines = run("reports", "--format", "jsonl").stdout.splitlines()
    assert json.loads(lines[0])["value"] == 870
    assert b"\t" in run("reports", "--format", "tsv").stdout
    run("reports", "-o", "panel.data", "--format", "csv")
    assert table((tmp_path / "panel.data").read_bytes())


def test_the_codebook_is_written_alone(run: Run, tmp_path: Path) -> None:
    rows = table(run("--codebook").stdout)
    assert {row["name"] for row in rows if row["about"] == "indicator"} == set(standard().entries)
    run("--codebook", "--wide", "--codes", "emergency", "-o", "book.csv")
    rows = table((tmp_path / "book.csv").read_bytes())
    assert {row["name"].partition(".")[0] for row in rows if row["about"] == "indicator"} == {"emergency"}


USES = [
    ((), "no PATH is given"),
    (("reports", "--codebook"), "--codebook takes no PATH"),
    (("reports", "--codes", "dispute"), "is disputes meant?"),
    (("reports", "--codes", "xyz"), "there are leadership, services, "),
    (("reports", "--kind", "rates"), "is rate meant?"),
    (("reports", "--kind", "xyz"), "there are count, rate, amount, measure"),
    (("reports/b.txt", "-o", "reports/b.txt", "--format", "csv"), "reports/b.txt is an input"),
    (("reports", "-o", "reports/county/../b.txt", "--format", "csv"), "reports/b.txt is an input"),
    (("reports", "-o", "reports/panel.jsonl"), "would be read as a report the next time"),
    (("reports", "--merge", "first"), "--merge goes with --wide"),
    (("reports", "--wide", "--balanced"), "--balanced is for the long form"),
    (("reports", "--wide", "--status", "all"), "--wide is of one status"),
    (("reports", "-o", "panel.doc"), "the ending says no format"),
    (("reports", "-o", "panel"), "the ending says no format"),
    (("reports", "-o", "."), "is a folder"),
    (("reports", "--format", "xlsx"), "needs -o FILE"),
    (("reports", "-o", "panel.jsonl", "--encoding", "utf-8-sig"), "an encoding is for csv and tsv"),
    (("reports", "--amount-unit", "千元"), "千元"),
]


@pytest.mark.parametrize(("arguments", "message"), USES)
def test_wrong_usage_is_told_before_anything_is_read(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(program, ["panel", *arguments])
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["reports"]


def test_what_the_command_offers_is_what_there_is() -> None:
    assert sorted(panel.FORMATS) == sorted(files.FORMATS)
    assert panel.STREAMED == files.STREAMED
    assert set(panel.MERGES) == set(MERGES)
