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
from lawrep.reader import decode
from lawrep.write import encode

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
INSTALLS, TESTS, *REST = BLOCKS  # the first two are run by .ci/run, in a fresh environment
COMMANDS = [line for block in REST for line in block.splitlines() if line and not line.startswith(("#", "python"))]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the samples, and a `lawrep` of this interpreter on the PATH."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("*.json", "published"))
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


def test_every_command_of_the_readme_runs_and_prints_or_writes(place: Path) -> None:
    for command in sorted(COMMANDS, key=lambda command: "published" in command):
        if "jq" in command and shutil.which("jq") is None:
            pytest.skip("jq is not installed; .ci/run installs it")
        if "published" in command and not (place / "samples/published").exists():  # slow to read in every command
            shutil.copytree(ROOT / "samples/published", place / "samples/published")
        before = set(place.rglob("*"))
        assert shell(command, place) or set(place.rglob("*")) != before, command


def test_the_readme_has_its_two_commands_and_names_every_command() -> None:
    assert "pip install '.[all]'" in INSTALLS
    assert "pytest" in TESTS
    for name in ("extract", "text", "validate", "rules", "schema", "catalogue", "explain"):
        assert f"lawrep {name}" in README


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
    code = re.search(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert code
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(code[1], names)  # noqa: S102 - our own words
    assert "件" in capsys.readouterr().out
    for line in code[1].splitlines():
        expression, _, value = line.partition("#")
        if expression.startswith(("numerals.", "[n.")):
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


@pytest.mark.parametrize("command", ["extract", "text", "validate", "schema"])
def test_every_command_has_help(command: str) -> None:
    run = subprocess.run([sys.executable, "-m", "lawrep", command, "--help"], capture_output=True, check=True)
    assert len(run.stdout.decode()) > 100


def test_the_endings_in_the_readme_are_those_that_folders_are_searched_for() -> None:
    shown = re.search(r"files are taken that are called `([^`]*)`", README)
    assert shown
    assert tuple(shown[1].split()) == SUFFIXES
