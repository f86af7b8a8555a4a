"""The README is true: its commands run, its document is the one that is written, its Python does what it says."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lawrep.formats.kinds import SUFFIXES
from lawrep.pipeline import describe
from lawrep.reader import decode, read
from lawrep.write import encode

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
INSTALLS, TESTS, *REST = BLOCKS  # the first two are run by .ci/run, in a fresh environment
ELSEWHERE = ("#", "python", ". .venv", "pip")  # the tests' own environment stands for what these install or start
USED = [[line for line in block.splitlines() if line and not line.startswith(ELSEWHERE)] for block in REST]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder as the first command of the README leaves it, with a `lawrep` of this interpreter on the PATH."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("*.json", "published"))
    for sample in (tmp_path / "samples").rglob("*.txt"):
        target = tmp_path / "out" / sample.relative_to(tmp_path / "samples").with_suffix(".json")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(encode(describe(read(sample)), indent=2))
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "lawrep"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lawrep "$@"\n')
    script.chmod(0o755)
    return tmp_path


def shell(command: str, place: Path) -> str:
    environment = {**os.environ, "PATH": f"{place / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(["bash", "-ec", command], cwd=place, env=environment, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return (run.stdout + run.stderr).decode()


def stamps(place: Path) -> dict[Path, int]:
    """Return when each file was written."""
    return {path: path.stat().st_mtime_ns for path in place.rglob("*")}


@pytest.mark.parametrize("commands", [pytest.param(block, id=block[0]) for block in USED if block])
def test_every_command_of_the_readme_runs_and_prints_or_writes(commands: list[str], place: Path) -> None:
    for command in sorted(commands, key=lambda command: "published" in command):
        if "jq" in command and shutil.which("jq") is None:
            pytest.skip("jq is not installed; .ci/run installs it")
        if "published" in command and not (place / "samples/published").exists():  # slow to read in every command
            shutil.copytree(ROOT / "samples/published", place / "samples/published")
        before = stamps(place)
        assert shell(command, place) or stamps(place) != before, command


def test_the_readme_has_its_two_commands_and_names_every_command() -> None:
    assert "pip install '.[all]'" in INSTALLS
    assert "pytest" in TESTS
    for name in (
        "extract",
        "text",
        "validate",
        "rules",
        "schema",
        "catalogue",
        "explain",
        "panel",
        "view",
        "show",
        "diff",
    ):
        assert f"lawrep {name}" in README


def test_the_chinese_part_installs_as_the_first_command_does() -> None:
    """That one is run in a fresh environment; this one says the same a line each, for Windows too."""
    chinese = [
        block.replace("   ", "") for block in re.findall(r"^   ```(?:sh|bat)\n(.*?)^   ```", README, re.M | re.S)
    ]
    assert [block.splitlines() for block in chinese] == [
        ["python -m venv .venv", r".venv\Scripts\activate", 'pip install ".[all]"'],
        ["python3 -m venv .venv", ". .venv/bin/activate", 'pip install ".[all]"'],
    ]
    assert "python3 -m venv .venv && .venv/bin/pip install '.[all]'" in INSTALLS


def test_the_findings_in_the_readme_are_those_that_are_shown(place: Path) -> None:
    said = "调解各类纠纷954件，调解成功915件，成功率99.7%。\n"
    said += "不足主要表现在两个方面：一是学习不深。二是执法不严。三是普法不实。\n"
    (place / "report.txt").write_text(said, encoding="utf-8")
    shown = re.search(r"^```text\n\$ (lawrep validate report.txt)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert shown
    assert shell(shown[1], place) == shown[2]


def test_the_document_in_the_readme_is_the_one_that_is_written() -> None:
    shown = re.search(r"^```json\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert shown
    text = json.loads(shown[1])["text"]
    assert f"`{text.splitlines()[0]}` + line end + `{text.splitlines()[1]}`" in README
    assert encode(describe(decode(text.encode(), "report.txt")), indent=2).decode() + "\n" == shown[1]


def test_the_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL))
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - our own words
    assert "件" in capsys.readouterr().out
    for line in code.splitlines():
        expression, _, value = line.partition("#")
        if expression.startswith(("numerals.", "[n.", "indicators(")) and value:
            assert repr(eval(expression, names)) == value.strip(), line  # noqa: S307 - our own words


def test_the_picture_in_the_readme_is_what_is_found() -> None:
    text = (
        "一、主要举措和成效\n(一)依法化解矛盾纠纷。全年调解纠纷1.2万余件，成功率99.7%，同比提高0.5个百分点，"
        "挽回损失1012.36万元。\n二、2025年工作安排\n每季度开展学法不少于1次。"
    )
    document = describe(decode(text.encode(), "report.txt"))
    for indicator in document["indicators"]:
        words = (indicator["text"], str(indicator["value"]), indicator["unit"], indicator["bound"])
        assert re.search(r" +".join(map(re.escape, words)), README), words


@pytest.mark.parametrize("command", ["extract", "text", "validate", "schema", "panel", "view", "show", "diff"])
def test_every_command_has_help(command: str) -> None:
    run = subprocess.run([sys.executable, "-m", "lawrep", command, "--help"], capture_output=True, check=True)
    assert len(run.stdout.decode()) > 100


def test_the_endings_in_the_readme_are_those_that_folders_are_searched_for() -> None:
    shown = re.search(r"files are taken that are called `([^`]*)`", README)
    assert shown
    assert tuple(shown[1].split()) == SUFFIXES
