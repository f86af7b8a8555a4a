"""What can be seen from the checkout of the wheel, of the types, and of a run without network, home or extras."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rtoml

import lawrep
from tests.supply.floors import bounds
from tests.supply.pythons import VERSIONS
from tests.supply.user import main

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lawrep"
PYPROJECT: dict[str, Any] = rtoml.load(ROOT / "pyproject.toml")
SETUPTOOLS: dict[str, Any] = PYPROJECT["tool"]["setuptools"]
EXTRAS = {  # the libraries of the extras, and the modules that need them, which are loaded when a format is met
    "lxml": ("lawrep.formats.",),
    "lxml_html_clean": ("lawrep.formats.web.",),
    "trafilatura": ("lawrep.formats.web.",),
    "doc2docx": ("lawrep.formats.office.",),
    "pypdfium2": ("lawrep.formats.paged.",),
    "duckdb": ("lawrep.panel.files.",),
    "pyarrow": ("lawrep.panel.files.", "lawrep.arrow"),
    "xlsxwriter": ("lawrep.panel.files.",),
    "jinja2": ("lawrep.page.",),
    "pyspark": (),
}
WITHOUT = """
import importlib, sys
sys.modules.update(dict.fromkeys(sys.argv[1].split(",")))  # None: as if it were not installed
for name in sys.argv[2:]:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        print(name, error.name.partition(".")[0])
"""


def modules() -> list[str]:
    """Return the names of all modules of the package but the one that runs it."""
    files = (path.relative_to(ROOT).with_suffix("") for path in PACKAGE.rglob("*.py") if path.stem != "__main__")
    return sorted(".".join(file.parts).removesuffix(".__init__") for file in files)


def test_every_package_is_in_the_wheel() -> None:
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")}
    assert set(SETUPTOOLS["packages"]) == found


def test_every_data_file_is_in_the_wheel_and_every_pattern_finds_one() -> None:
    patterns: list[str] = SETUPTOOLS["package-data"]["lawrep"]
    written = {path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    data = {path for path in written if path.suffix not in {".py", ".so"}}
    shipped = {pattern: set(PACKAGE.glob(pattern)) for pattern in patterns}
    assert all(shipped.values()), shipped
    assert data == set().union(*shipped.values())


def test_every_step_that_is_compiled_exists() -> None:
    text = (ROOT / "setup.py").read_text(encoding="utf-8")
    steps = re.findall(r'"([a-z]+)"', text[text.index("STEPS") : text.index("def extensions")])
    names = {path.stem for path in PACKAGE.rglob("*.py")}
    assert len(steps) > 30
    assert set(steps) <= names


def test_the_classifiers_name_the_pythons_that_are_tried() -> None:
    prefix = "Programming Language :: Python :: 3."
    named = [name.removeprefix(prefix) for name in PYPROJECT["project"]["classifiers"] if name.startswith(prefix)]
    assert [f"3.{name}" for name in named] == [*VERSIONS]
    assert PYPROJECT["project"]["requires-python"] == f">={VERSIONS[0]}"


def test_every_dependency_says_its_lowest_version() -> None:
    extras = [name for name in PYPROJECT["project"]["optional-dependencies"] if name != "dev"]
    assert [bound.name for bound in bounds(ROOT / "pyproject.toml", extras) if bound.floor is None] == []


def test_every_module_loads_without_the_extras_but_those_that_are_for_them() -> None:
    names = modules()
    command = [sys.executable, "-c", WITHOUT, ",".join(EXTRAS), *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    needs = dict(line.split() for line in done.stdout.splitlines())
    assert len(names) > 200
    assert 0 < len(needs) < len(names) / 3
    wrong = {name: library for name, library in needs.items() if not f"{name}.".startswith(EXTRAS[library])}
    assert wrong == {}


def test_all_names_of_the_package_are_there_and_no_others() -> None:
    for name in lawrep.__all__:
        assert getattr(lawrep, name) is not None
    assert set(lawrep.__all__) <= set(dir(lawrep))
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        getattr(lawrep, "extrakt")  # noqa: B009 - a type checker must not see it, as it would refuse it


def test_a_program_of_a_user_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ROOT / "samples/heping-town-2024.txt", ROOT / "samples/own-catalogue.toml") == 0
    said = capsys.readouterr().out.splitlines()
    assert "no such file" in said[0]
    assert len(said) > 5


def closed(command: list[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a command with no network, no home, and no terminal; what asks for the network is written to a file."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent/home",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "tests/supply/closed"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LAWREP_CLOSED": str(folder / "asked"),
    }
    return subprocess.run([sys.executable, *command], cwd=folder, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize(
    "attempt",
    [
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.gethostbyname('localhost')",
    ],
)
def test_a_closed_command_that_asks_the_network_is_seen(attempt: str, tmp_path: Path) -> None:
    assert closed(["-c", attempt], tmp_path).returncode == 1
    assert (tmp_path / "asked").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        "--version",
        "extract {samples} --jobs 2 -o out",
        "extract {samples}/published/yunling-county-2023.html",
        "validate {samples}/wanqing-county-2025.txt",
        "panel {samples}/heping-town-2024.txt {samples}/published/baihe-city-2024.docx -o panel.xlsx",
        "view {samples}/heping-town-2024.txt -o page.html",
        "schema",
    ],
)
def test_no_command_asks_the_network_or_needs_a_home(arguments: str, tmp_path: Path) -> None:
    command = ["-m", "lawrep", *arguments.format(samples=ROOT / "samples").split()]
    done = closed(command, tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert not (tmp_path / "asked").exists(), (tmp_path / "asked").read_text()
