"""The speed of one process on few texts: against jieba's segmentation, as a command, and on ever longer texts.

Each figure is the best of several runs, in this one process, so that ratios hold on a noisy machine.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import gettempdir

import jieba

from lawrep import extract, phrases, read, to_json
from lawrep.catalogue import standard
from lawrep.pipeline import describe
from lawrep.source import Text
from lawrep.write import encode
from tests.benchmarks.installed import what_is_measured

ROUNDS = 15
PIECES = ("1", "一", "一、", "(一)", "1.", "一是", "1,", "万", "〇", " ", "金额一万", "1一(是、万")


def main(folder: Path) -> None:
    """Measure the reports (.txt) of a folder."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise SystemExit(f"{folder}: no reports (.txt) there; `scale` measures many, which it grows")
    texts = [read(path).text for path in paths]
    characters = sum(map(len, texts))
    print(f"{len(texts)} reports, {characters:,} characters, from {folder}; {what_is_measured()}\n")
    against_jieba(texts)
    as_command(paths[0])
    on_longer_texts(texts[0])


def against_jieba(texts: list[str]) -> None:
    jieba.setLogLevel(60)
    jieba.lcut("起步")
    ours = best(lambda: [encode(describe(Text.of(text))) for text in texts], 40)
    models = best(lambda: [to_json(extract(text)) for text in texts], 40)
    theirs = best(lambda: [jieba.lcut(text) for text in texts])
    cold = best(lambda: [forget() and encode(describe(Text.of(text))) for text in texts])
    ours = min(ours, best(lambda: [encode(describe(Text.of(text))) for text in texts], 40))
    each = 1000 / len(texts)
    rate = sum(map(len, texts)) / ours / 1e6
    print(f"extraction, JSON written {ours * each:9.2f} ms a report, {rate:.1f} million characters/s")
    print(f"the same with models     {models * each:9.2f} ms a report")
    print(f"met for the first time   {cold * each:9.2f} ms a report")
    print(f"jieba.lcut               {theirs * each:9.2f} ms a report")
    others = f"with models {theirs / models:.1f}, first time {theirs / cold:.1f}"
    print(f"times as fast as jieba   {theirs / ours:9.1f} ({others})\n")


def as_command(path: Path) -> None:
    python = sys.executable
    imports = run([python, "-c", "import click, pydantic, regex, rich"]) if has_regex() else None
    one = run([python, "-m", "lawrep", "extract", str(path.resolve())])
    help_ = run([python, "-m", "lawrep", "--help"])
    click = run([python, "-c", "import click"])
    beside = f", {one / imports:.2f} times importing click, pydantic, regex, rich" if imports else ""
    print(f"lawrep extract one.txt   {one * 1000:9.0f} ms{beside}")
    print(f"lawrep --help            {help_ * 1000:9.0f} ms, {help_ / click:.2f} times importing click\n")


def on_longer_texts(text: str) -> None:
    short, long = best(lambda: extract(text)), best(lambda: extract(text * 100), 3)
    print(f"a text 100 times as long {long / short:9.1f} times the time")
    for piece in PIECES:
        million = piece * (1_000_000 // len(piece))
        print(f"a million of {piece!r:12}{best(lambda m=million: extract(m), 1):9.2f} s")  # type: ignore[misc]


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the seconds of the quickest of several runs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def run(command: Sequence[str]) -> float:
    """Return the seconds that a process takes, started outside the checkout."""
    return best(lambda: subprocess.run(command, check=True, capture_output=True, cwd=gettempdir()))


def forget() -> bool:
    """Forget the clauses that have been read, so that each is met for the first time; say that it is done."""
    lexicon = standard().lexicon
    lexicon.read.clear()
    for rules in lexicon.rules.values():
        rules.known.clear()
    phrases.phrase.cache_clear()
    return True


def has_regex() -> bool:
    return not subprocess.run([sys.executable, "-c", "import regex"], check=False, capture_output=True).returncode
