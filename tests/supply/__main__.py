"""Build lawrep and try it where it is not: `python -m tests.supply [all | matrix | lowest | compiled]`.

- matrix: sdist and wheel; on each Python that is here an environment with the wheel, and what a user does in it; the
  same bytes on all of them, and from the lawrep of this environment, which is compiled where it was installed so; types
- lowest: the lowest versions that pyproject.toml allows, on the oldest Python: the same bytes, and a part of the tests
- compiled: a compiled wheel, built from the sdist (minutes), against the other
- all: matrix and lowest
"""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.supply.journey import has_namespaces
from tests.supply.pythons import VERSIONS
from tests.supply.running import Row, StepError
from tests.supply.trials import Supply

JOBS = 2  # environments at once


def attempt(name: str, trial: Callable[[], Row | list[Row]]) -> list[Row]:
    """Return the rows of a trial, or one that says why it failed."""
    try:
        rows = trial()
    except StepError as error:
        return [Row(name, "FAILED", str(error), False)]
    return [rows] if isinstance(rows, Row) else rows


def matrix(supply: Supply) -> Iterator[Row]:
    """Yield the rows of the files, of every Python, and of this environment."""
    for trial in supply.try_files():
        yield from attempt("-", trial)
    with ThreadPoolExecutor(JOBS) as pool:
        core = pool.submit(attempt, "this", supply.try_core)  # the slowest: pip itself installs
        for rows in pool.map(lambda version: attempt(version, lambda: supply.try_python(version)), VERSIONS):
            yield from rows
        yield from core.result()
    yield from attempt("this", supply.try_this)


def lowest(supply: Supply) -> Iterator[Row]:
    """Yield the rows of the lowest versions."""
    try:
        for trial in supply.try_lowest():
            yield from attempt("lowest", trial)
    except StepError as error:
        yield Row("lowest", "FAILED", str(error), False)


def compiled(supply: Supply) -> Iterator[Row]:
    """Yield the rows of the wheel that is compiled, beside one that is not."""
    yield from attempt(VERSIONS[-1], lambda: supply.try_python(VERSIONS[-1]))
    yield from attempt("compiled", supply.try_compiled)


def main(what: str = "all") -> int:
    """Print the table; return 1 where anything failed."""
    trials = {"matrix": (matrix,), "lowest": (lowest,), "compiled": (compiled,), "all": (matrix, lowest)}
    if what not in trials:
        sys.stderr.write(f"{what}: choose one of {', '.join(trials)}\n")
        return 2
    closed = "no network, read-only, in a namespace" if has_namespaces() else "no network, as Python sees it"
    sys.stdout.write(f"closed in: {closed}\n")
    failed = 0
    with TemporaryDirectory(prefix="lawrep-supply-") as folder:
        supply = Supply(Path(folder))
        for trial in trials[what]:
            for python, name, result, passed in trial(supply):
                sys.stdout.write(f"{python:<14} {name:<26} {result}\n")
                sys.stdout.flush()
                failed += passed is False
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
