"""Several processes: every item has its result, in order, whatever becomes of the processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawrep.pool import AHEAD, CHUNK, Pool, default_method
from tests.conftest import BASE

SECONDS = 0.3


def lost(item: str, why: str) -> str:
    return f"{item} lost: {why}"


def act(item: str) -> str:
    """Do what an item says: die, hang, end, start a child that hangs, or nothing."""
    if item.startswith("die"):
        os.kill(os.getpid(), signal.SIGKILL)
    if item.startswith("hang"):
        time.sleep(60)
    if item.startswith("deaf"):  # to its own signals, as a loop in C is
        signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGALRM})
        time.sleep(60)
    if item.startswith("end"):
        os._exit(3)
    return item.upper()


def expected(item: str) -> str:
    reasons = {
        "die": "the process that read it was killed by SIGKILL",
        "hang": "took longer than 0.3 seconds",
        "deaf": "took longer than 0.3 seconds",
        "end": "the process that read it ended with exit code 3",
    }
    return lost(item, reasons[item.split(maxsplit=1)[0]]) if item.split(maxsplit=1)[0] in reasons else item.upper()


@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, CHUNK, CHUNK + 1, 40 * CHUNK])
def test_results_come_in_the_order_of_the_items(processes: int, count: int) -> None:
    items = [f"item {number}" for number in range(count)]
    with Pool(str.upper, processes, lost) as pool:
        assert list(pool.map(items)) == [item.upper() for item in items]
        assert len(pool.workers) == min(processes, count)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("bad", ["die", "end", "hang", "deaf"])
@pytest.mark.parametrize("place", [0, 1, CHUNK - 1, CHUNK, 3 * CHUNK - 1])
def test_a_bad_item_costs_itself_alone(processes: int, bad: str, place: int) -> None:
    items = [bad if number == place else f"item {number}" for number in range(3 * CHUNK)]
    with Pool(act, processes, lost, seconds=SECONDS) as pool:
        assert list(pool.map(items)) == list(map(expected, items))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "die", "end"]), max_size=3 * CHUNK), st.integers(1, 3))
def test_any_number_of_bad_items_costs_themselves_alone(items: list[str], processes: int) -> None:
    with Pool(act, processes, lost) as pool:
        assert list(pool.map(items)) == list(map(expected, items))


def once(path: str) -> str:
    """Die the first time, as when the system kills a process for another's hunger."""
    if not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def test_an_item_whose_process_was_killed_once_is_done_again(tmp_path: Path) -> None:
    with Pool(once, 1, lost) as pool:
        assert list(pool.map([str(tmp_path / str(number)) for number in range(3)])) == ["done"] * 3


def hang_and_tell(path: str) -> str:
    with open(path, "a") as file:
        file.write("x")
    time.sleep(60)
    return "done"


def test_what_takes_too_long_is_not_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "tries"
    with Pool(hang_and_tell, 1, lost, seconds=SECONDS) as pool:
        assert list(pool.map([str(path)])) == [f"{path} lost: took longer than 0.3 seconds"]
    assert path.read_text() == "x"


def nap(item: str) -> str:
    time.sleep(0.05)
    return act(item)


def test_items_that_take_long_are_shared_by_all_processes() -> None:
    with Pool(nap, 8, lost) as pool:
        list(pool.map(["a"] * 16))
        assert len(pool.workers) == 8
        assert pool.size <= 2


def test_an_item_that_hangs_holds_up_no_other_where_the_order_does_not_matter() -> None:
    items = ["hang", *(f"item {number}" for number in range(AHEAD * CHUNK * 4))]
    with Pool(act, 2, lost, seconds=2) as pool:
        results = list(pool.map(items, ordered=False))
    assert sorted(results) == sorted([*map(str.upper, items[1:]), "hang lost: took longer than 2 seconds"])
    assert results[-1].startswith("hang")


def test_where_no_process_can_start_that_is_said(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED)
    done = subprocess.run([sys.executable, script], capture_output=True, env=BASE, timeout=60, check=False)
    assert done.returncode
    assert b"below `if __name__ == '__main__':`" in done.stderr
    assert b"lost" not in done.stdout


UNGUARDED = """
from lawrep.pool import Pool
with Pool(str.upper, 1, lambda item, why: print("lost"), method="spawn") as pool:
    print(list(pool.map(["a"])))
"""

UNFINISHED = """
from lawrep.pool import Pool
if __name__ == "__main__":
    pool = Pool(str.upper, 2, print, method="{method}")
    results = pool.map(iter("abc" * 1000))
    print(next(results))
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_program_ends_though_its_pool_is_not_closed(method: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNFINISHED.format(method=method))
    done = subprocess.run([sys.executable, script], capture_output=True, env=BASE, timeout=30, check=False)
    assert done.stdout == b"A\n"


def fork_and_hang(path: str) -> str:
    """Start a child that would live for a minute, and wait for it."""
    child = os.fork()
    if not child:
        time.sleep(60)
        os._exit(0)
    Path(path).write_text(str(child))
    os.waitpid(child, 0)
    return "done"


def test_what_a_lost_process_started_ends_with_it(tmp_path: Path) -> None:
    with Pool(fork_and_hang, 1, lost, seconds=SECONDS) as pool:
        list(pool.map([str(tmp_path / "child")]))
    assert gone(int((tmp_path / "child").read_text()))


def gone(process: int) -> bool:
    """Whether a process ends, or is a zombie that nobody has waited for, within seconds."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("processes", [1, 3])
def test_items_are_asked_for_as_they_are_needed(processes: int) -> None:
    asked = 0

    def items() -> Iterator[str]:
        nonlocal asked
        for number in range(1, 10_001):
            asked = number
            yield "x"

    with Pool(act, processes, lost) as pool:
        results = pool.map(items())
        for number, _ in enumerate(results, 1):
            assert asked <= number + (AHEAD * processes + 1) * CHUNK
            if number == 40 * CHUNK:
                break


def test_closing_ends_all_processes_be_they_idle_or_busy() -> None:
    with Pool(act, 2, lost) as pool:
        results = pool.map(["a"] * CHUNK + ["hang"] * CHUNK)
        assert next(results) == "A"
        processes = [worker.process.pid for worker in pool.workers]
    assert len(processes) == 2
    assert all(gone(process) for process in processes if process)


def test_a_pool_is_used_more_than_once() -> None:
    with Pool(act, 2, lost) as pool:
        assert list(pool.map(["a", "die"])) == ["A", expected("die")]
        assert list(pool.map(["b"])) == ["B"]


def test_processes_that_are_spawned_do_the_same() -> None:
    items = ["a", "die", "b", "hang", "c"]
    with Pool(act, 1, lost, seconds=2, method="spawn") as pool:
        assert list(pool.map(items)) == ["A", expected("die"), "B", "hang lost: took longer than 2 seconds", "C"]


def test_a_process_with_other_threads_is_not_forked() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    assert default_method() == "spawn"
    over.set()
    thread.join()
