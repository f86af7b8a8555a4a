"""A terminal for the tests of what is shown there."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import BASE, CRASH, LAWREP

NOTHING: Mapping[str, str] = {}
COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # bold, dim and the like as well


def on_terminal(
    place: Path, *arguments: str, size: tuple[int, int] = (80, 100), code: int = 0, env: Mapping[str, str] = NOTHING
) -> str:
    """What `lawrep ARGUMENTS` prints on a terminal of so many columns and lines; its exit code must be `code`."""
    leader, follower = pty.openpty()
    columns, lines = size
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = subprocess.Popen(
        [*LAWREP, *arguments],
        cwd=place,
        env={**BASE, "TERM": "xterm-256color", **env},
        stdin=follower,
        stdout=follower,
        stderr=subprocess.PIPE,
    )
    os.close(follower)
    printed = b""
    try:
        while data := os.read(leader, 1 << 16):
            printed += data
    except OSError:  # how a terminal ends on Linux
        pass
    os.close(leader)
    _, said = process.communicate(timeout=60)
    assert not CRASH.search(said), said.decode(errors="replace")
    assert process.returncode == code, said.decode(errors="replace")
    return printed.decode().replace("\r\n", "\n")


def plain(shown: str) -> str:
    """What is shown without its colours."""
    return COLOURS.sub("", shown)
