"""The real command, run as a process in a folder of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Protocol

import pytest
from hypothesis import settings

from tests.browsing import browser, open_page, tabs
from tests.forked import Forked

__all__ = ["browser", "open_page", "tabs"]  # the fixtures of the pages

collect_ignore = ["supply/closed"]  # a Python that loads what is there reaches no network any more
settings.register_profile("any machine", deadline=None)  # a busy one takes its time
settings.load_profile("any machine")

ROOT = Path(__file__).parents[1]
BASE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PYTHON": sys.executable}
CRASH = re.compile(rb"Traceback|fault in lawrep")  # what no user should ever see
LAWREP = (sys.executable, "-m", "lawrep")


class Command(Protocol):
    """`lawrep ARGUMENTS`, whose exit code must be `code` if one is given, and which must never show a traceback."""

    def __call__(
        self,
        *arguments: str | bytes | Path,
        code: int | None = 0,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture(scope="session")
def forked() -> Iterator[Forked | None]:
    if sys.platform == "win32":
        yield None
        return
    process = Forked(BASE)
    yield process
    process.stop()


@pytest.fixture
def lawrep(tmp_path: Path, forked: Forked | None) -> Command:
    """`lawrep`, in a forked process; where it is given an environment, in one that is started with it."""

    def run(
        *arguments: str | bytes | Path,
        code: int | None = 0,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        if env is None and forked is not None:
            done = forked.run([*arguments], tmp_path, stdin)
        else:
            done = subprocess.run(
                [*LAWREP, *arguments],
                input=stdin,
                capture_output=True,
                cwd=tmp_path,
                env={**BASE, **(env or {})},
                timeout=60,
                check=False,
            )
        assert not CRASH.search(done.stderr), done.stderr.decode(errors="replace")
        assert code in (None, done.returncode), done.stderr.decode(errors="replace")
        return done

    return run


@pytest.fixture
def requests() -> Iterator[tuple[str, list[str]]]:
    """A web server: its address, and what it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_GET = do_HEAD = do_OPTIONS = do_POST = do_PROPFIND = do_CONNECT = do  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()
