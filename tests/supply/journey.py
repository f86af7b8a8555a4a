"""What a user does with an installed lawrep: every command, on the samples, and a digest of all that it writes.

It is done in an empty folder, with no network, no home, and an environment that is read-only: in a namespace of its
own where this machine allows that, else with a Python that refuses.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.supply.pythons import Environment
from tests.supply.running import StepError, run

ROOT = Path(__file__).parents[2]
MANIFEST = "lawrep-manifest.jsonl"
CLOSED = Path(__file__).parent / "closed"
READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
NAMESPACE = ("unshare", "--map-root-user", "--net", "--mount", "sh", "-c", READ_ONLY)


class Step(NamedTuple):
    """A command of lawrep: its arguments, and what it writes (None: to standard output).

    Two steps with one output leave the same bytes in it. `same` says that they are the same wherever it runs: not so
    where a library writes its own version into them.
    """

    arguments: str
    output: str | None = None
    same: bool = True


STEPS = (
    Step("--version"),
    Step("extract samples -o out", "out"),
    Step("extract samples -o out --resume", "out"),
    Step("extract samples --format jsonl --jobs 2"),
    Step("extract samples -o reports.jsonl", "reports.jsonl"),
    Step("extract samples -o reports.parquet", "reports.parquet", same=False),
    Step("text samples/published/baihe-city-2024.docx --places"),
    Step("validate samples --format json"),
    Step("validate out --format sarif"),
    Step("panel out -o panel.csv", "panel.csv"),
    Step("panel samples -o panel.parquet", "panel.parquet", same=False),
    Step("panel samples -o panel.xlsx --wide", "panel.xlsx", same=False),
    Step("panel samples -o panel.sqlite", "panel.sqlite", same=False),
    Step("panel samples -o panel.duckdb", "panel.duckdb", same=False),
    Step("view samples -o site", "site"),
    Step("show samples/heping-town-2024.txt", same=False),
    Step("diff samples/years/wanqing-county-2024.txt samples/wanqing-county-2025.txt --format json"),
    Step("catalogue --format json"),
    Step("explain samples/heping-town-2024.txt --at 319"),
    Step("schema", same=False),
)
ARROW = """
from pathlib import Path
import pyarrow as pa
from lawrep.arrow import documents, to_document
from lawrep.write import encode
from pyarrow import parquet

name = "samples/heping-town-2024.txt"
[row] = documents(pa.table({"name": [name], "bytes": [Path(name).read_bytes()]})).to_pylist()
assert row in parquet.read_table("reports.parquet").to_pylist(), "other rows than in the file"
assert encode(to_document(row), indent=2) == Path("out/heping-town-2024.json").read_bytes().rstrip(), "another document"
print(parquet.read_table("panel.parquet").num_rows)
"""  # what is written is there again, by the functions for Spark and Ray; prints how many rows the panel has


@cache
def has_namespaces() -> bool:
    """Whether a process here can have a network and a file system of its own."""
    try:
        done = subprocess.run([*NAMESPACE, os.getcwd(), "true"], capture_output=True, check=False)  # noqa: PTH109
    except OSError:
        return False
    return done.returncode == 0


def files(path: Path) -> Iterator[Path]:
    """Yield a file, or the files of a folder in a stable order."""
    if not path.is_dir():
        yield path
        return
    found = (file for file in path.rglob("*") if file.is_file())
    yield from sorted(file for file in found if not file.name.endswith(MANIFEST))  # which tells of the libraries


def digest_of(output: Path) -> str:
    """Return the digest of a file, or of all files of a folder with their names; raises StepError for an empty one."""
    digest = hashlib.sha256()
    for file in files(output):
        data = file.read_bytes()
        if not data:
            raise StepError(f"{file} is empty")
        digest.update(f"{file.relative_to(output)} {len(data)}\n".encode() + data)
    return digest.hexdigest()


class Journey:
    """The steps that an environment takes in a folder of its own."""

    def __init__(self, environment: Environment, folder: Path) -> None:
        self.environment = environment
        self.folder = folder
        self.log = folder / "asked-the-network"
        self.base = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent/home", "LC_ALL": "C.UTF-8"}
        if not has_namespaces():
            self.base |= {"PYTHONPATH": str(CLOSED), "LAWREP_CLOSED": str(self.log)}
        shutil.copytree(ROOT / "samples", folder / "samples", ignore=shutil.ignore_patterns("*.json"))

    def run(self, program: Path, *arguments: str) -> bytes:
        """Run a program of the environment, closed in."""
        closed = (*NAMESPACE, self.environment.folder) if has_namespaces() else ()
        return run([*closed, program, *arguments], cwd=self.folder, env=self.base)

    def take(self, steps: tuple[Step, ...] = STEPS) -> dict[str, str]:
        """Take each step; return the digests of what must be the same everywhere. Raises StepError."""
        digests: dict[str, str] = {}
        written: dict[str, str] = {}
        for step in steps:
            digest = self.take_one(step)
            if step.output and written.setdefault(step.output, digest) != digest:
                raise StepError(f"lawrep {step.arguments} leaves other bytes in {step.output} than before")
            if step.same:
                digests[step.arguments] = digest
        if self.log.exists():
            raise StepError(f"asked the network: {self.log.read_text(encoding='utf-8')}")
        return digests

    def take_one(self, step: Step) -> str:
        """Take a step; return the digest of what it writes or prints. Raises StepError where that is nothing."""
        printed = self.run(self.environment.lawrep, *step.arguments.split())
        if step.output:
            return digest_of(self.folder / step.output)
        if not printed:
            raise StepError(f"lawrep {step.arguments} prints nothing")
        return hashlib.sha256(printed).hexdigest()

    def rows(self) -> int:
        """Return how many rows the Parquet file of the panel has; raises StepError where lawrep.arrow finds others."""
        return int(self.run(self.environment.python, "-c", ARROW))
