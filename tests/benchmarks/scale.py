"""How fast a folder of many varied reports is read: one process and all cores, memory, resume, each stage.

The commands are measured as real processes, the two of a pair by turns, since the machine may be busy with other work;
each figure is that of the quickest round, with the CPU seconds beside it.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import stages
from tests.benchmarks.corpus import names, plant
from tests.benchmarks.installed import what_is_measured
from tests.benchmarks.processes import Memory, Run, cores, run

ABOUT = ".corpus.json"  # in the folder of a corpus: what it was grown from
WRONG_USAGE = 2  # the exit code of a command that does not know an option
EXTRACT = (sys.executable, "-m", "lawrep", "extract")


@dataclass(frozen=True)
class Corpus:
    """A corpus that was grown: from what, and how large it is."""

    reports: int
    seed: int
    size: int = 0  # bytes
    characters: int = 0

    def of(self, run: Run) -> str:
        """Say how fast a run over it was."""
        rate, megabytes, characters = (
            self.reports / run.wall,
            self.size / run.wall / 1e6,
            self.characters / run.wall / 1e6,
        )
        return (
            f"{rate:9.1f} reports/s {megabytes:7.2f} MB/s {characters:6.2f} million characters/s"
            f"   {run.wall:.1f} s, CPU {run.cpu:.1f} s"
        )


def main(arguments: Sequence[str]) -> None:
    """Grow the corpus, unless the folder holds it, and print what is measured."""
    asked = read_arguments(arguments)
    with folder_of(asked.folder) as folder:
        corpus = grown(folder, asked.reports, asked.seed)
        size = f"{corpus.size / 1e6:.1f} MB, {corpus.characters:,} characters"
        print(f"{corpus.reports:,} reports, {size}, seed {corpus.seed}")
        print(f"{what_is_measured()}; {cores()} cores\n", flush=True)
        with TemporaryDirectory(dir=folder.parent) as output:
            measure_commands(folder, Path(output), corpus, asked.rounds)
        measure_stages(folder, asked.sample)


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.benchmarks scale", description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the corpus is, or is to be; else it is temporary")
    parser.add_argument("--rounds", type=int, default=2, help="of each command")
    parser.add_argument("--sample", type=int, default=400, help="reports whose stages are measured")
    return parser.parse_args(arguments)


@contextmanager
def folder_of(asked: Path | None) -> Iterator[Path]:
    """Give the folder of the corpus; one that is not asked for is removed in the end."""
    if asked is not None:
        yield asked.resolve()
        return
    with TemporaryDirectory() as folder:
        yield Path(folder, "reports")


def grown(folder: Path, reports: int, seed: int) -> Corpus:
    """Return the corpus in `folder`, which is grown where it is not there yet."""
    about = folder / ABOUT
    if about.exists():
        corpus = Corpus(**json.loads(about.read_bytes()))
        if (corpus.reports, corpus.seed) == (reports, seed):
            return corpus
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder}: holds something else than {reports} reports of seed {seed}; give an empty folder")
    size = characters = 0
    for one in plant(folder, reports, seed):
        size += one.size
        characters += one.characters
    corpus = Corpus(reports, seed, size, characters)
    about.write_text(json.dumps(asdict(corpus)), encoding="utf-8")
    return corpus


def measure_commands(folder: Path, output: Path, corpus: Corpus, rounds: int) -> None:
    """Print the rates of one process, of all cores, of a resumed run, and into a single file."""
    documents = output / "documents"
    one: list[Run] = []
    every: list[Run] = []
    for _ in range(rounds):
        for runs, jobs in ((one, 1), (every, cores())):
            shutil.rmtree(documents, ignore_errors=True)
            runs.append(run([*EXTRACT, str(folder), "-o", str(documents), "--jobs", str(jobs)]))
    single, together = quickest(one), quickest(every)
    print(f"one process        {corpus.of(single)}")
    print(f"{cores()} processes        {corpus.of(together)}")
    print(f"ratio              {single.wall / together.wall:9.2f}")
    print(f"memory, one        {told(single)}")
    print(f"memory, {cores()}          {told(together)}", flush=True)
    whole = [*EXTRACT, str(folder), "--jobs", str(cores()), "-o"]
    attempt("resumed, all done", [*whole, str(documents), "--resume"], corpus, rounds)
    for name in ("reports.jsonl", "reports.parquet"):
        attempt(name, [*whole, str(output / name)], corpus, rounds)


def attempt(what: str, command: Sequence[str], corpus: Corpus, rounds: int) -> None:
    """Print the rate of a command, or that this lawrep does not know it."""
    try:
        quick = quickest([run(command) for _ in range(rounds)])
    except subprocess.CalledProcessError as error:
        if error.returncode != WRONG_USAGE:
            raise
        print(f"{what:18}   not known to this lawrep")
        return
    print(f"{what:18} {corpus.of(quick)}")
    print(f"                   {told(quick)}", flush=True)


def quickest(runs: list[Run]) -> Run:
    return min(runs, key=lambda run: run.wall)


def told(run: Run) -> str:
    """Say how much memory a run took."""

    def pages(memory: Memory) -> str:
        return f"{memory.resident:.0f} MiB (shared pages counted in shares: {memory.proportional:.0f})"

    worker = f", a worker {pages(run.worker)}" if run.worker else ""
    return f"parent {pages(run.parent)}{worker}; all together {run.whole:.0f} MiB"


def measure_stages(folder: Path, sample: int) -> None:
    """Print the share of each stage on some of the reports, spread over all, and jieba beside it."""
    found = names(folder)
    step = max(1, len(found) // sample)
    shares = stages.measure([folder / name for name in found[::step]])
    print(f"\nof {shares.reports} reports in one process, {shares.whole / shares.reports * 1000:.2f} ms each:")
    for stage, seconds in sorted(shares.stages.items(), key=lambda item: -item[1]):
        print(f"  {stage:28}{seconds / shares.whole:7.1%} {seconds / shares.reports * 1000:8.2f} ms")
    times = shares.jieba / shares.whole
    print(f"jieba.lcut                    {shares.jieba / shares.reports * 1000:14.2f} ms, {times:.1f} times all of it")
