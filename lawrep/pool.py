"""Work shared among processes: its results in order, and an item that kills its process, or hangs, costs itself alone.

A worker has one chunk of items at a time and answers item by item, so that it is known over which one it died. It is
bounded by the kernel's own clock, which ends it whatever it is doing; and where its parent ends, so does it.
"""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.util import Finalize
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from lawrep.errors import LawrepError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

CHUNK = 16  # items at most that a worker is given at a time
BEAT = 0.1  # seconds that a chunk is to take: long beside handing it over, short for those who wait for the last
AHEAD = 8  # chunks for each worker that may wait for an earlier one, which bounds the memory
TRIES = 2  # times that an item is begun: its process may have been killed for another's sake
PATIENCE = 5  # seconds that an idle worker has to end
LULL = 0.5  # seconds without any result after which is looked for processes that have died
GUARD = "; a script that starts processes does so below `if __name__ == '__main__':`, and is a file"
OVER = "was killed by SIGALRM"

T = TypeVar("T")
R = TypeVar("R")


class StartError(LawrepError):
    """Processes cannot be started here."""


class Chunk(Generic[T, R]):
    """Some items that follow each other, and the results of those that are done."""

    def __init__(self, items: list[T]) -> None:
        self.items = items
        self.results: deque[R] = deque()  # that nobody has asked for yet
        self.done = 0
        self.began = monotonic()
        self.tries = 0  # of the first item that is not done

    @property
    def is_done(self) -> bool:
        return self.done == len(self.items)

    def take(self, result: R) -> None:
        """Keep the result of the next item."""
        self.results.append(result)
        self.done += 1
        self.tries = 0


class Worker(Generic[T, R]):
    """A process, the pipe to it, and another that tells it only that this one lives; `chunk` is what it is at."""

    def __init__(self, process: "BaseProcess", pipe: "Connection[Any, Any]", lifeline: "Connection[Any, Any]") -> None:
        self.process = process
        self.pipe = pipe
        self.lifeline = lifeline
        self.chunk: Chunk[T, R] | None = None
        self.is_ready = False

    def give(self, chunk: Chunk[T, R]) -> None:
        """Let it do what is left of a chunk; that it has died meanwhile is seen when it does not answer."""
        self.chunk = chunk
        chunk.tries += 1
        with suppress(OSError):
            self.pipe.send(chunk.items[chunk.done :])

    def end(self) -> str:
        """End the process, with all that it started, and return how it ended."""
        self.pipe.close()
        if self.chunk is None:
            self.process.join(PATIENCE)
        if self.process.pid:
            with suppress(OSError, AttributeError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.lifeline.close()
        return ended(self.process.exitcode or 0)


class Pool(Generic[T, R]):
    """Processes that each do `do` with one item after the other; a context manager, which ends them.

    `lost` gives the result of an item over which its process died, and is told why. `seconds` are what an item may
    take, where the system has an alarm clock (Windows has none). `method` is how processes start: by default "fork" on
    Linux, as long as this process has no other thread, and else "spawn", for which `do` is pickled, as items and
    results are in any case; `map` raises StartError where they cannot start. `do` handles what goes wrong: an exception
    of its own ends its process. `chunk` items at most are handed to a process at a time, fewer where each takes long.
    """

    def __init__(
        self,
        do: Callable[[T], R],
        processes: int,
        lost: Callable[[T, str], R],
        *,
        seconds: float | None = None,
        method: str | None = None,
        chunk: int = CHUNK,
    ) -> None:
        self.do = do
        self.processes = processes
        self.lost = lost
        self.seconds = seconds
        self.method = method
        self.chunk = chunk
        self.size = 1  # of the next chunk
        self.workers: list[Worker[T, R]] = []
        self.interrupted: deque[Chunk[T, R]] = deque()
        self.stillborn = 0  # processes in a row that could not start
        Finalize(self, end_all, (self.workers,), exitpriority=1)  # or this process would wait for them for ever

    def __enter__(self) -> "Pool[T, R]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; what they are at is given up."""
        self.interrupted.clear()
        end_all(self.workers)

    def map(self, items: Iterable[T], *, ordered: bool = True) -> Iterator[R]:
        """Yield the result of each item, in their order, as soon as it and those before it are there.

        Items are asked for as they are needed, and few wait in memory, however many there are. So an item that takes
        long holds up the others in the end; where results need not be `ordered`, it does not.
        """
        source = iter(items)
        waiting: deque[Chunk[T, R]] = deque()
        self.hand_out(source, waiting)
        while any(worker.chunk for worker in self.workers):
            self.attend()
            self.hand_out(source, waiting)
            for chunk in list(waiting):
                while chunk.results:
                    yield chunk.results.popleft()
                if chunk.is_done:
                    waiting.remove(chunk)
                elif ordered:
                    break
            self.hand_out(source, waiting)  # for which there was no room before

    def hand_out(self, source: Iterator[T], waiting: deque[Chunk[T, R]]) -> None:
        """Give a chunk to each process that has none, as long as there are any."""
        while self.has_idle() and (chunk := self.next_chunk(source, waiting)):
            idle = next((worker for worker in self.workers if worker.chunk is None), None)
            (idle or self.start()).give(chunk)

    def has_idle(self) -> bool:
        return len(self.workers) < self.processes or any(worker.chunk is None for worker in self.workers)

    def next_chunk(self, source: Iterator[T], waiting: deque[Chunk[T, R]]) -> Chunk[T, R] | None:
        """Return what a process died over, or else the next items, which are then `waiting`; None: not now."""
        if self.interrupted:
            return self.interrupted.popleft()
        if len(waiting) >= AHEAD * self.processes:
            return None
        chunk = Chunk[T, R](list(islice(source, self.size)))
        if not chunk.items:
            return None
        waiting.append(chunk)
        return chunk

    def attend(self) -> None:
        """Wait for results, and take those that have come; a process that has died is replaced."""
        busy = {worker.pipe: worker for worker in self.workers if worker.chunk}
        ready = wait(list(busy), LULL)
        for pipe, worker in busy.items():
            assert worker.chunk is not None
            if pipe in ready:
                self.receive(worker, worker.chunk)
            elif not ready and not worker.process.is_alive() and not pipe.poll():  # a child of its own keeps it open
                self.bury(worker, worker.chunk)

    def receive(self, worker: Worker[T, R], chunk: Chunk[T, R]) -> None:
        """Take a result from a process, or its end."""
        try:
            result = worker.pipe.recv()
            if worker.is_ready:
                chunk.take(result)
            else:
                self.stillborn = 0
                worker.is_ready = True
                chunk.began = monotonic()
        except (EOFError, OSError):
            self.bury(worker, chunk)
            return
        if chunk.is_done:
            worker.chunk = None
            seconds = (monotonic() - chunk.began) / len(chunk.items)
            self.size = max(1, min(self.chunk, round(BEAT / max(seconds, BEAT / CHUNK))))

    def bury(self, worker: Worker[T, R], chunk: Chunk[T, R]) -> None:
        """Go on without a process that has died; the item that it was at is tried once more, unless time ran out."""
        self.workers.remove(worker)
        why = worker.end()
        if not worker.is_ready:
            self.stillborn += 1
            chunk.tries -= 1
            if self.stillborn > TRIES:
                raise StartError(f"a process {why} before it could do anything{GUARD}")
        elif why == OVER or chunk.tries >= TRIES:
            said = f"took longer than {self.seconds:g} seconds" if why == OVER else f"the process that read it {why}"
            chunk.take(self.lost(chunk.items[chunk.done], said))
        if not chunk.is_done:
            self.interrupted.append(chunk)

    def start(self) -> Worker[T, R]:
        """Start a process."""
        context = get_context(self.method or default_method())
        ours, theirs = context.Pipe()
        watched, lifeline = context.Pipe(duplex=False)
        copied = [ours, lifeline, *(end for worker in self.workers for end in (worker.pipe, worker.lifeline))]
        if context.get_start_method() != "fork":
            copied.clear()
        process = context.Process(target=work, args=(theirs, watched, copied, self.do, self.seconds), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        watched.close()
        worker = Worker[T, R](process, ours, lifeline)
        self.workers.append(worker)
        return worker


def end_all(workers: list[Worker[Any, Any]]) -> None:
    while workers:
        workers.pop().end()


def default_method() -> str:
    """Return how processes start: a fork takes no time, but is safe only on Linux and without other threads."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def ended(code: int) -> str:
    """Say how a process ended, by its exit code.

    >>> ended(-11), ended(3)
    ('was killed by SIGSEGV', 'ended with exit code 3')
    """
    if code >= 0:
        return f"ended with exit code {code}"
    with suppress(ValueError):
        return f"was killed by {signal.Signals(-code).name}"
    return f"was killed by signal {-code}"


def work(
    pipe: "Connection[Any, Any]",
    lifeline: "Connection[Any, Any]",
    copied: "list[Connection[Any, Any]]",
    do: Callable[[T], R],
    seconds: float | None,
) -> None:
    """Do what the first process asks for, until it asks no more, or is no more.

    Ctrl-C and SIGTERM are its business. A session of its own lets it end this process with all that this one started.
    Its own ends of pipes, which a fork has `copied`, are closed: they would keep the pipes open when it is no more.
    """
    for end in copied:
        end.close()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    end_with(lifeline)
    with suppress(EOFError, OSError):
        pipe.send(None)  # it has started
        while True:
            for item in pipe.recv():
                set_alarm(seconds)
                result = do(item)
                set_alarm(None)
                pipe.send(result)


def end_with(lifeline: "Connection[Any, Any]") -> None:
    """Let the system end this process, and what it starts, as soon as the other end of a pipe is gone."""
    if sys.platform != "linux":  # where it ends once its item is done
        return
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline.fileno(), fcntl.F_SETOWN, -os.getpgrp())
    fcntl.fcntl(lifeline.fileno(), fcntl.F_SETFL, fcntl.fcntl(lifeline.fileno(), fcntl.F_GETFL) | os.O_ASYNC)


def set_alarm(seconds: float | None) -> None:
    """Let the system end this process after so many seconds, or let it be."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds or 0)
