"""Read a file in a process of its own, within bounds of time and memory."""

import json
import os
import sys
from pathlib import Path

from lawrep.errors import ReadError
from lawrep.formats.paged.child import MEMORY
from lawrep.formats.reading import Reading

SECONDS = 20  # of work; a report of twenty pages needs less than one
PATIENCE = 60  # seconds that may pass, if other processes have the processor
CHILD = "import sys; from lawrep.formats.paged.child import main; main(*sys.argv[1:])"
HOME = str(Path(__file__).parents[3])  # where lawrep is, be it on the path or not


def run_isolated(module: str, data: bytes, shown: str, seconds: int = SECONDS) -> Reading:
    """Call `read_here(data, shown)` of a module in another process, and return what it returns.

    Raises ReadError where it does, and where it dies or exceeds the bounds.
    """
    import subprocess

    # It has the path of this process, which `site` took its time to find, and not the folder that it runs in.
    path = os.pathsep.join([*(folder or str(Path.cwd()) for folder in sys.path), HOME])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-S", "-c", CHILD, module, str(seconds)]
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
        raise ReadError(f"{shown}: takes more than {PATIENCE} s to read; save it anew, as .docx or text") from None
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
