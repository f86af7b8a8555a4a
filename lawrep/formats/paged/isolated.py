"""Read a file in a process of its own, within bounds of time and memory."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from lawrep.errors import ReadError
from lawrep.formats.reading import Reading

SECONDS = 20  # of work; a report of twenty pages needs less than one
PATIENCE = 60  # seconds that may pass, if other processes have the processor
MEMORY = 1 << 30  # bytes
CHILD = "import sys; from lawrep.formats.paged.isolated import main; main(*sys.argv[1:])"


def run_isolated(module: str, data: bytes, shown: str, seconds: int = SECONDS) -> Reading:
    """Call `read_here(data, shown)` of a module in another process, and return what it returns.

    Raises ReadError where it does, and where it dies or exceeds the bounds.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
    command = [sys.executable, "-c", CHILD, module, str(seconds)]
    try:
        done = subprocess.run(  # noqa: S603 - its own interpreter, and no word of the input
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadError(f"{shown}: takes more than {PATIENCE} s to read; print it to PDF anew") from None
    try:
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except ValueError:
        answer = {}
    if error := answer.get("error"):
        raise ReadError(f"{shown}{error}")
    if "text" not in answer:
        raise ReadError(
            f"{shown}: damaged, or made to harm: it takes more than {seconds} s or {MEMORY >> 30} GiB to read"
        )
    return Reading(answer["text"], tuple(answer["places"]))


def main(module: str, seconds: str) -> None:
    """Read a file from standard input; write its text, or what is wrong with it, to standard output."""
    bound(int(seconds))
    try:
        reading = import_module(module).read_here(sys.stdin.buffer.read(), "")
        answer = {"text": reading.text, "places": reading.places}
    except ReadError as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))


def bound(seconds: int) -> None:
    """Bound the time and memory of this process, where the system can; no core is dumped."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
