"""What is tried with the files that were built: on each Python, here, with the lowest dependencies, compiled."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.supply import building
from tests.supply.building import Built
from tests.supply.floors import TRIED as EXTRAS
from tests.supply.floors import bounds, constraints
from tests.supply.journey import ROOT, Journey
from tests.supply.pythons import TRIED, VERSIONS, Environment, Tools, find_python, tools
from tests.supply.running import Row, StepError, run

USER = Path(__file__).with_name("user.py")
STRICT = (
    "--strict",
    "--disallow-any-expr",
    "--disallow-any-explicit",
    "--disallow-any-unimported",
    "--warn-unreachable",
)
TESTS = (  # those that touch every dependency, and start few processes
    *(
        "catalogue",
        "charts",
        "ofd",
        "page",
        "panel_build",
        "pdf",
        "quantities",
        "samples",
        "show",
        "tables",
        "validate",
    ),
    *("panel_files", "panel_files_text", "panel_files_typed", "panel_files_xlsx", "web", "word", "write"),
)
BESIDE = ("tests", "samples", "README.md", "pyproject.toml")  # what the tests need besides the installed package
WHERE = "import lawrep.codes as step; print(step.__file__)"


def kind_of(step: Path) -> str:
    """Return what an installed lawrep is, by the file of one of its steps."""
    if step.is_relative_to(ROOT / "lawrep"):
        return "checkout"
    return "plain" if step.suffix == ".py" else "compiled"


class Supply:
    """What is built and tried in a folder of scratch; `digests` are those of the first journey, for the others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tools: Tools = tools(folder / "tools")
        self.built: Built = building.build(self.tools, folder)
        self.digests: dict[str, str] = {}

    def try_files(self) -> Iterator[Callable[[], Row]]:
        """Yield the checks of the two files."""
        yield lambda: building.check_sdist(self.built.sdist)
        yield lambda: building.check_wheel(self.built.wheel)
        yield lambda: building.check_metadata(self.tools, self.built)

    def try_python(self, version: str) -> list[Row]:
        """Install the wheel with all extras on one Python, and do there what a user does."""
        python = find_python(version)
        if python is None:
            return [Row(version, "SKIPPED", f"no Python {version} here; tried {TRIED}", None)]
        environment = self.tools.installed(self.folder / version, python, [f"{self.built.wheel}[all]"])
        return [self.travel(version, environment), self.use(version, environment)]

    def travel(self, name: str, environment: Environment) -> Row:
        """Take the journey in an environment; its bytes must be those of the first."""
        folder = self.folder / f"journey-{name}"
        folder.mkdir()
        journey = Journey(environment, folder)
        digests = journey.take()
        first = self.digests or digests
        self.digests = first
        if other := [what for what, digest in digests.items() if first[what] != digest]:
            raise StepError(f"other bytes than on the first Python: {'; '.join(other)}")
        return Row(
            name, "every command, closed in", f"{len(digests)} outputs the same, {journey.rows()} rows of Parquet"
        )

    def use(self, name: str, environment: Environment) -> Row:
        """Run a user's program, away from the checkout, and check its types against what is installed."""
        program = shutil.copy(USER, self.folder / f"user-{name}.py")
        samples = ROOT / "samples"
        alone = {"PATH": os.environ["PATH"]}
        inputs = (samples / "heping-town-2024.txt", samples / "own-catalogue.toml")
        run([environment.python, program, *inputs], cwd=self.folder, env=alone)
        against = f"--python-executable={environment.python}"
        mypy: list[str | Path] = [self.tools.python, "-m", "mypy", *STRICT, "--config-file=", against]
        run([*mypy, "--cache-dir", self.folder / f"mypy-{name}", program], cwd=self.folder, env=alone)
        return Row(name, "a user's program", "runs, and mypy --strict --disallow-any-expr passes it")

    def try_this(self) -> list[Row]:
        """Compare the lawrep of this very environment, where it is installed."""
        this = Environment(Path(sys.prefix))
        if not this.lawrep.exists():
            return [Row("this", "SKIPPED", f"no lawrep in {this.folder}", None)]
        kind = kind_of(Path(run([this.python, "-I", "-c", WHERE], cwd=self.folder).decode().strip()))
        return [self.travel(kind, this), self.use(kind, this)]

    def try_core(self) -> Row:
        """Install the wheel without extras, by pip itself: text is read, and a format names what it needs."""
        folder = self.folder / "core"
        run([sys.executable, "-m", "venv", folder])
        environment = Environment(folder)
        pip: list[str | Path] = [environment.python, "-m", "pip"]
        run([*pip, "install", "-q", self.built.wheel])
        run([*pip, "check"])
        samples = ROOT / "samples"
        run([environment.lawrep, "extract", samples / "heping-town-2024.txt"], cwd=self.folder)
        need = "import lawrep, sys; lawrep.read(sys.argv[1])"
        for name, extra in (("baihe-city-2024.docx", "docx"), ("dongping-district-2020.pdf", "pdf")):
            try:
                run([environment.python, "-I", "-c", need, samples / "published" / name], cwd=self.folder)
            except StepError as error:
                if f"lawrep[{extra}]" in str(error):
                    continue
            raise StepError(f"{name} does not ask for lawrep[{extra}]")
        return Row("this", "pip install, no extras", "reads text, and says which extra reads the rest")

    def try_lowest(self) -> Iterator[Callable[[], Row]]:
        """Yield the trials with the lowest versions of all dependencies, on the oldest Python that is here."""
        version, python = next((version, found) for version in VERSIONS if (found := find_python(version)))
        lines = constraints(bounds(ROOT / "pyproject.toml"))
        file = self.folder / "lowest.txt"
        file.write_text("\n".join(lines))
        wanted: list[str | Path] = ["-c", file, f"{self.built.wheel}[{','.join(EXTRAS)}]"]
        environment = self.tools.installed(self.folder / "lowest", python, wanted)
        yield lambda: self.travel(f"{version} lowest", environment)
        yield lambda: self.test(f"{version} lowest", environment, len(lines))

    def test(self, name: str, environment: Environment, bounded: int) -> Row:
        """Run a part of the tests on what is installed, apart from the checkout."""
        apart = self.folder / "apart"
        apart.mkdir()
        for part in BESIDE:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, apart / part)
        names = [f"tests/test_{part}.py" for part in TESTS]
        pytest: list[str | Path] = [
            environment.python,
            "-m",
            "pytest",
            "-q",
            "-n",
            "auto",
            "-p",
            "no:cacheprovider",
            "--tb=short",
            *names,
        ]
        said = run(pytest, cwd=apart).decode().splitlines()
        return Row(name, f"{bounded} dependencies", said[-1].strip("= "))

    def try_compiled(self) -> list[Row]:
        """Build a compiled wheel from the sdist, on this Python, and do with it what a user does."""
        built = building.build(self.tools, self.folder / "compiling", pure=False)
        if "none-any" in built.wheel.name:
            raise StepError(f"{built.wheel.name} is not compiled: is there a C compiler?")
        wanted = [f"{built.wheel}[all]"]
        environment = self.tools.installed(self.folder / "compiled", Path(sys.executable), wanted)
        return [
            building.check_wheel(built.wheel),
            self.travel("compiled", environment),
            self.use("compiled", environment),
        ]
