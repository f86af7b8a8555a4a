"""Drive a target by atheris: findings are kept, once each, and the fuzzing goes on."""

import hashlib
import os
import random
import re
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

LONGEST = 1 << 16  # bytes of an input
SECONDS_A_BYTE = 2e-4  # more than a target's own: twenty times what a report takes when all it does is counted
HANG = 60  # seconds after which libFuzzer ends it
EVERY = 60  # seconds between two lines of the log
DIGITS = re.compile("[0-9]+")


class SlowError(AssertionError):
    """An input that takes more than its time."""


class Findings:
    """The inputs that broke a promise, one for each place where it was broken, in a folder."""

    def __init__(self, name: str, check: Callable[[bytes], None], folder: Path, seconds: float) -> None:
        self.name, self.check, self.folder, self.seconds = name, check, folder, seconds
        self.seen: set[str] = set()
        self.runs = 0
        self.began = self.told = time.monotonic()

    def try_one(self, data: bytes) -> None:
        """Check an input; keep it if it breaks the promise in a way that is new."""
        start = time.process_time()
        try:
            self.check(data)
            taken = time.process_time() - start
            if taken > self.seconds + SECONDS_A_BYTE * len(data):
                raise SlowError(f"{taken:.1f} s for {len(data)} bytes")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            self.keep(data, error)
        self.runs += 1
        if time.monotonic() - self.told > EVERY:
            self.tell()

    def keep(self, data: bytes, error: Exception) -> None:
        place = place_of(error)
        if place in self.seen:
            return
        self.seen.add(place)
        path = self.folder / f"{self.name}-{hashlib.sha256(data).hexdigest()[:12]}"
        path.write_bytes(data)
        said = "".join(traceback.format_exception(error)[-8:])
        sys.stderr.write(f"\n{said}\n{place}\nreproduce: python -m tests.fuzz {self.name} --input {path}\n")

    def tell(self) -> None:
        self.told = time.monotonic()
        seconds = self.told - self.began
        sys.stderr.write(f"{self.name}: {self.runs} runs in {seconds:.0f} s, {len(self.seen)} findings\n")


def place_of(error: Exception) -> str:
    """Return what tells one finding from another: its kind, and the last line of lawrep's own that it came through."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if f"{os.sep}lawrep{os.sep}" in frame.filename
    ]
    last = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    said = DIGITS.sub("", str(error).partition("\n")[0])[:40]
    return f"{type(error).__name__} at {last.filename}:{last.lineno}: {said}"


def fuzz(name: str, seconds: int, folder: Path) -> None:
    """Fuzz a target for so many seconds, keep what it finds in `folder`; ends this process.

    Raises ImportError where there is no atheris.
    """
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["lawrep"]):
        from tests.fuzz import corpus
        from tests.fuzz.targets import TARGETS

        target = TARGETS[name]
        findings = Findings(name, target.check, folder, target.seconds)
        begin, words = folder / f"{name}.corpus", folder / "words.dict"
        begin.mkdir(parents=True, exist_ok=True)
        words.write_text(corpus.dictionary())
        for data in target.seeds():
            (begin / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
            findings.try_one(data)  # which imports all that it needs
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={HANG}",
        f"-dict={words}",
        "-rss_limit_mb=4096",
    ]
    options += [f"-artifact_prefix={folder}{os.sep}{name}-", "-print_final_stats=1", "-verbosity=0", "-len_control=0"]
    changed = {"custom_mutator": by_characters} if target.is_text else {}
    atheris.Setup([sys.argv[0], *options, str(begin)], findings.try_one, **changed)
    atheris.Fuzz()


def by_characters(data: bytes, most: int, seed: int) -> bytes:
    """Change a text as a text, and one time in eight a byte of it."""
    from tests.fuzz.changes import change

    source = random.Random(seed)  # noqa: S311 - no secret
    if data and source.random() < 0.125:
        at = source.randrange(len(data))
        return data[:at] + bytes([source.randrange(256)]) + data[at + 1 :]
    text = data.decode("utf-8", "surrogateescape")
    return change(text, source).encode("utf-8", "replace" if source.random() < 0.5 else "surrogatepass")[:most]
