"""The sdist and the wheel: how they are built, away from the checkout, and what they must and must not hold."""

import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from tests.supply.journey import ROOT
from tests.supply.pythons import Tools
from tests.supply.running import Row, StepError, run

LEFT = shutil.ignore_patterns(
    ".*", "build", "dist", "out", "*.egg-info", "__pycache__", "*.so"
)  # no part of the source
WHEEL_LIMIT = 2 << 20  # bytes of the wheel that is not compiled; a third of it, today
ABSENT = ("docs/",)  # pictures of the README, which the index shows from elsewhere


class Built(NamedTuple):
    """The two files."""

    sdist: Path
    wheel: Path


def build(tools: Tools, folder: Path, *, pure: bool = True) -> Built:
    """Build the sdist of a copy of the checkout, and the wheel of what the sdist holds and no more."""
    source, made = folder / "source", folder / "made"
    shutil.copytree(ROOT, source, ignore=LEFT)
    environment = {**os.environ, "LAWREP_PURE": "1" if pure else ""}
    run([tools.python, "-m", "build", "-q", "--installer", "uv", "-o", made, source], env=path_of(tools, environment))
    [sdist], [wheel] = made.glob("*.tar.gz"), made.glob("*.whl")
    return Built(sdist, wheel)


def path_of(tools: Tools, environment: dict[str, str]) -> dict[str, str]:
    """Return an environment in which the tools are on the PATH."""
    return {**environment, "PATH": f"{tools.python.parent}{os.pathsep}{environment['PATH']}"}


def tracked() -> list[str]:
    """Return the files of the checkout that git knows, or none outside of a checkout."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=False)
    return [name for name in done.stdout.decode().splitlines() if (ROOT / name).is_file()]


def check_sdist(sdist: Path) -> Row:
    """The sdist holds what the checkout does, so that who packages lawrep can run its tests."""
    if not tracked():
        return Row("-", "sdist", "SKIPPED: this is no checkout, and nothing says what belongs to it", None)
    with tarfile.open(sdist) as file:
        held = {name.partition("/")[2] for name in file.getnames()}
    wanted = [name for name in tracked() if not name.startswith((".", *ABSENT))]
    if missing := [name for name in wanted if name not in held]:
        raise StepError(f"{len(missing)} files are missing: {' '.join(missing[:8])}")
    return Row("-", f"sdist, {sdist.stat().st_size >> 10} KiB", f"holds the {len(wanted)} files of the checkout")


def check_wheel(wheel: Path) -> Row:
    """The wheel holds every file of the package, and nothing else."""
    with zipfile.ZipFile(wheel) as file:
        held = {name for name in file.namelist() if ".dist-info/" not in name}
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "lawrep").rglob("*") if is_source(path)}
    if missing := sorted(package - held):
        raise StepError(f"{len(missing)} files are missing: {' '.join(missing[:8])}")
    if alien := sorted(name for name in held - package if not name.endswith(".so")):
        raise StepError(f"{len(alien)} files are not lawrep's: {' '.join(alien[:8])}")
    size = wheel.stat().st_size
    if "none-any" in wheel.name and size > WHEEL_LIMIT:
        raise StepError(f"{size >> 10} KiB are more than {WHEEL_LIMIT >> 10}")
    return Row("-", f"wheel, {size >> 10} KiB", f"holds the {len(package)} files of the package alone")


def is_source(path: Path) -> bool:
    """Whether a path of the package is a file that somebody wrote."""
    return path.is_file() and "__pycache__" not in path.parts and path.suffix not in {".so", ".pyc"}


def check_metadata(tools: Tools, built: Built) -> Row:
    """Both files are as the package index wants them."""
    run([tools.python, "-m", "twine", "check", "--strict", *built])
    return Row("-", "twine check --strict", "passed by both")
