"""Run a command as a process: its wall and CPU seconds, and the memory of it and of each of its children."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

PAUSE = 0.1  # seconds between two looks at the memory
MIB = 1024  # kB, of which /proc speaks
FIELDS = ("Rss", "Pss")


@dataclass(frozen=True)
class Memory:
    """The most that a process held, in MiB: all its pages, and with those that it shares counted in shares."""

    resident: float = 0
    proportional: float = 0

    def at_least(self, other: "Memory") -> "Memory":
        return Memory(max(self.resident, other.resident), max(self.proportional, other.proportional))


@dataclass(frozen=True)
class Run:
    """What a command took: `parent` is its first process, `worker` the largest of those that it started, if any."""

    wall: float
    cpu: float
    parent: Memory
    worker: Memory | None
    whole: float  # MiB of all its processes together, shared pages once


def run(command: Sequence[str]) -> Run:
    """Run a command outside the checkout and watch it.

    Raises CalledProcessError where it fails.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=gettempdir(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watch = Watch(process.pid)
    _, errors = process.communicate()
    wall = time.perf_counter() - start
    watch.stop()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=errors)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    workers = [memory for pid, memory in watch.most.items() if pid != process.pid]
    worker = None
    for memory in workers:
        worker = memory.at_least(worker or Memory())
    return Run(wall, cpu, watch.most.get(process.pid, Memory()), worker, watch.whole)


class Watch:
    """A thread that looks at the memory of a process and of its children until it is stopped."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.most: dict[int, Memory] = {}
        self.whole = 0.0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self) -> None:
        while not self.ended.wait(PAUSE):
            now = {pid: memory for pid in (self.pid, *children_of(self.pid)) if (memory := memory_of(pid))}
            for pid, memory in now.items():
                self.most[pid] = memory.at_least(self.most.get(pid, Memory()))
            self.whole = max(self.whole, sum(memory.proportional for memory in now.values()))

    def stop(self) -> None:
        self.ended.set()
        self.thread.join()


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they did."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    children = [int(child) for child in told.split()]
    return children + [other for child in children for other in children_of(child)]


def memory_of(pid: int) -> Memory | None:
    """Return what a process holds now, or None where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    sizes = {name: int(rest.split()[0]) / MIB for name, _, rest in (line.partition(":") for line in lines[1:])}
    return Memory(*(sizes.get(field, 0) for field in FIELDS)) if sizes else None


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))
