"""Reports read in a process of their own, so that one which kills or holds up its process costs a row, and no job.

A process takes long to start. It is therefore kept for the next batches, and serves one stream of them at a time: as
many are started as streams are open at once, in threads or one within the other.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing import current_process

from lawrep.arrow.extraction import Task, do, lost
from lawrep.errors import UsageError
from lawrep.pool import Pool

Reader = Pool[Task, bytes]
DAEMONIC = (
    "reports are read in processes of their own, which a daemonic process cannot start; for Dask's distributed workers:"
    ' dask.config.set({"distributed.worker.daemon": False})'
)

idle: dict[tuple[int, float], deque[Reader]] = {}  # by the process that started them, and the seconds they give


def isolated(tasks: Iterable[Task], seconds: float) -> Iterator[bytes]:
    """Yield what `do` makes of each task, in order, or what `lost` makes of one that ends its process or its time."""
    kept = kept_for(seconds)
    try:
        reader = kept.pop()
    except IndexError:
        # a fork would keep the sockets of Spark open; reports are large, and a chunk of them is copied whole
        reader = Reader(do, 1, lost, seconds=seconds, method="spawn", chunk=1)
    try:
        yield from reader.map(tasks)
    except BaseException:  # GeneratorExit too: it is at work on what nobody will ask for
        reader.close()
        raise
    kept.append(reader)


def kept_for(seconds: float) -> deque[Reader]:
    """Return the readers that this process keeps; one that was forked has none of its own yet.

    Raises UsageError in a process that may not start others.
    """
    if current_process().daemon:
        raise UsageError(DAEMONIC)
    return idle.setdefault((os.getpid(), seconds), deque())
