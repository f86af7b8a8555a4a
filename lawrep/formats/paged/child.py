"""The process in which a file is read by itself; it imports no more than reading it takes."""

import json
import sys
from contextlib import suppress
from importlib import import_module

from lawrep.errors import ReadError

MEMORY = 1 << 30  # bytes


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
