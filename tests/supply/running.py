"""Commands as processes, and what came of them as rows of a table."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PATIENCE = 540  # seconds for one command; compiling is the longest


class StepError(Exception):
    """A command that did not do what it must; its text is what it said last."""


class Row(NamedTuple):
    """One line of the table: on which Python, what was tried, and what came of it; `passed` is None where skipped."""

    python: str
    what: str
    result: str
    passed: bool | None = True


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> bytes:
    """Return the standard output of a command; raises StepError where its exit code is not 0, or it takes too long."""
    words = " ".join(str(word) for word in command)
    try:
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise StepError(f"more than {PATIENCE} s for: {words}") from None
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()[-12:]
        raise StepError("\n".join([f"exit code {done.returncode} of: {words}", *said]))
    return done.stdout
