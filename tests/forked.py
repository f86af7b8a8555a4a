"""`lawrep` in a process of its own, forked from one that has loaded it, which takes half a second each time.

The forked process has the arguments, the folder and the standard streams of the command, which are files and no pipes,
and ends as it would. What is imported when it is needed is there already: what depends on that is tried by a command
that is started, as is one that is given an environment.
"""

import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile

LONGEST = 1 << 16  # bytes of a request
PATIENCE = 60  # seconds


class Forked:
    """A process that has loaded lawrep, and from which commands are forked, one at a time."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.start()

    def start(self) -> None:
        self.socket, theirs = socket.socketpair()
        self.socket.settimeout(PATIENCE)
        command = [sys.executable, "-m", "tests.forked", str(theirs.fileno())]
        self.process = subprocess.Popen(command, env=self.env, pass_fds=[theirs.fileno()], start_new_session=True)
        theirs.close()

    def run(
        self, arguments: list[str | bytes | Path], folder: Path, stdin: bytes
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run `lawrep ARGUMENTS` in a folder."""
        with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
            given.write(stdin)
            given.seek(0)
            asked = [os.fsdecode(each) for each in (folder, *arguments)]
            files = [given.fileno(), out.fileno(), err.fileno()]
            socket.send_fds(self.socket, [json.dumps(asked).encode()], files)
            try:
                code = json.loads(self.socket.recv(LONGEST))
            except TimeoutError:
                self.stop()
                self.start()
                raise
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(arguments, code, out.read(), err.read())

    def stop(self) -> None:
        """End the process and the command that was forked from it."""
        self.socket.close()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def serve(asking: socket.socket) -> bool:
    """Fork a process for each command that is asked for; return True in one of those, and False when all is done."""
    while True:
        asked, files, *_ = socket.recv_fds(asking, LONGEST, 3)
        if not asked:
            return False
        child = os.fork()
        if not child:
            for stream, file in enumerate(files):
                os.dup2(file, stream)
                os.close(file)
            folder, *arguments = json.loads(asked)
            os.chdir(folder)
            sys.argv[1:] = arguments
            return True
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        asking.send(json.dumps(os.waitstatus_to_exitcode(status)).encode())


def load() -> None:
    """Load what most commands need, and compile their patterns."""
    import lawrep.cli  # noqa: F401
    from lawrep.documents import checked
    from lawrep.pipeline import describe
    from lawrep.source import Text
    from lawrep.write import encode

    checked("a.json", encode(describe(Text.of("调解纠纷3件。"))))


if __name__ == "__main__":
    load()
    with socket.socket(fileno=int(sys.argv[1])) as asking:
        is_command = serve(asking)
    if is_command:
        runpy.run_module("lawrep", run_name="__main__", alter_sys=True)
