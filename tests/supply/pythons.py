"""The interpreters that this machine has, and environments made of them."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.supply.running import StepError, run

VERSIONS = ("3.10", "3.11", "3.12", "3.13")  # those that lawrep is for, as its classifiers say
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
TRIED = f"this one, python3.x on the PATH, {PYENV}"
TOOLS = ("uv", "build", "twine", "mypy>=1.13")


def candidates(version: str) -> Iterator[Path]:
    """Yield where an interpreter of a version may be."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        yield Path(sys.executable)
    if found := shutil.which(f"python{version}"):
        yield Path(found)
    yield from sorted(PYENV.glob(f"{version}.*/bin/python"), key=numbers, reverse=True)


def numbers(path: Path) -> list[int]:
    """Return the numbers in a path, by which 3.10.13 comes after 3.10.9."""
    return [int(number) for number in re.findall(r"\d+", str(path))]


def find_python(version: str) -> Path | None:
    """Return an interpreter of a version, such as 3.12, or None; a shim that starts another one is none."""
    probe = "import sys; raise SystemExit(f'{sys.version_info[0]}.{sys.version_info[1]}' != sys.argv[1])"
    for path in candidates(version):
        try:
            run([path, "-c", probe, version])
        except (OSError, StepError):
            continue
        return path
    return None


class Environment(NamedTuple):
    """A virtual environment in a folder."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def lawrep(self) -> Path:
        return self.folder / "bin" / "lawrep"


class Tools(NamedTuple):
    """An environment with uv, which makes others in seconds, and with what builds and checks files."""

    environment: Environment

    @property
    def python(self) -> Path:
        return self.environment.python

    def installed(self, folder: Path, python: Path, wanted: Sequence[str | Path]) -> Environment:
        """Make an environment of an interpreter, install what is `wanted`, and check that its parts fit together."""
        uv = self.environment.folder / "bin" / "uv"
        run([uv, "venv", "-q", "--no-python-downloads", "--python", python, folder])
        environment = Environment(folder)
        run([uv, "pip", "install", "-q", "--python", environment.python, *wanted])
        run([uv, "pip", "check", "-q", "--python", environment.python])
        return environment


def tools(folder: Path) -> Tools:
    """Make the environment of the tools; all of them come from the package index by pip."""
    run([sys.executable, "-m", "venv", folder])
    run([folder / "bin" / "python", "-m", "pip", "install", "-q", *TOOLS])
    return Tools(Environment(folder))
