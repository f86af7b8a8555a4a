"""What each stage takes of the whole, on reports that this process has not met; and jieba on the same texts."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jieba

from lawrep import pipeline, reader
from lawrep.catalogue import standard
from lawrep.clauses import find_clauses
from lawrep.labels import Labeller
from lawrep.markers import Heading
from lawrep.quantities import Quantity
from lawrep.status import Context
from lawrep.tabular.sheet import Sheet
from lawrep.whole import write_whole
from lawrep.write import encode

# The steps as the pipeline calls them, and the stage that each is of.
STEPS = {
    "normalise": "normalise",
    "with_line_ends": "normalise",
    "find_body": "body",
    "read_sheet": "tables",
    "find_headings": "outline",
    "section_of": "outline",
    "mask_markers": "quantities",
    "find_quantities": "quantities",
    "find_metadata": "metadata",
    "Identifier": "identify",
    "Facts": "check",
    "check": "check",
}
INDICATORS = "find_indicators"
WORDS = "clauses, status and labels"
JIEBA_SHARE = 4  # of so many reports one is segmented


@dataclass(frozen=True)
class Shares:
    """The seconds of each stage over some reports, those of all of it, and of jieba for as many."""

    reports: int
    characters: int
    stages: dict[str, float]
    jieba: float

    @property
    def whole(self) -> float:
        return sum(self.stages.values())


class Clock:
    """Adds up the seconds of the stages."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def on(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[stage] += time.perf_counter() - start

    def around(self, stage: str, step: Callable[..., Any]) -> Callable[..., Any]:
        """Return the step, with what it takes added to a stage."""

        def clocked(*arguments: Any) -> Any:
            with self.on(stage):
                return step(*arguments)

        return clocked

    def around_indicators(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """Return the step that finds the indicators, with its time parted between the words and the codes.

        Its parts cannot be clocked from outside, being compiled. The words are looked at before it, when they are new,
        and once more after it, as it did itself, when they are known.
        """

        def clocked(*arguments: Any) -> Any:
            text, printed, headings, quantities, year, _, sheet = arguments
            words = text, printed, headings, quantities, year, sheet
            with self.on(WORDS):
                look_at_words(*words)
            with self.on("identify"):
                found = step(*arguments)
            start = time.perf_counter()
            look_at_words(*words)
            self.seconds["identify"] -= time.perf_counter() - start
            return found

        return clocked


def look_at_words(  # noqa: PLR0917 - as the step that it repeats
    text: str, printed: str, headings: list[Heading], quantities: list[Quantity], year: int | None, sheet: Sheet
) -> None:
    """Do all of `find_indicators` but for the codes and the tables."""
    context, labeller = Context(text, year), Labeller(sheet.parted(printed))
    upcoming = iter(headings)
    section, following = None, next(upcoming, None)
    for quantity, clause in zip(quantities, find_clauses(text, quantities), strict=True):
        while following is not None and following.start <= quantity.start:
            section, following = following, next(upcoming, None)
        context.status(quantity, clause.limit, section)
        labeller.label(quantity, clause.limit)


@contextmanager
def clocked(clock: Clock) -> Iterator[None]:
    """Let the pipeline call its steps with clocks around them."""
    own = {name: getattr(pipeline, name) for name in (*STEPS, INDICATORS)}
    for name, stage in STEPS.items():
        setattr(pipeline, name, clock.around(stage, own[name]))
    setattr(pipeline, INDICATORS, clock.around_indicators(own[INDICATORS]))
    try:
        yield
    finally:
        for name, step in own.items():
            setattr(pipeline, name, step)


def measure(paths: list[Path]) -> Shares:
    """Extract the reports one after another, as `lawrep extract FOLDER -o OUT` does, and segment some of them."""
    standard().lexicon  # noqa: B018 - made ready before, as it is for all the reports of a run
    jieba.setLogLevel(60)
    jieba.lcut("起步")
    clock, characters, segmented = Clock(), 0, 0
    with TemporaryDirectory() as folder, clocked(clock):
        for number, path in enumerate(paths):
            with clock.on("read"):
                text = reader.read(path)
            document = pipeline.describe(text)
            with clock.on("write"):
                data = encode(document, indent=2)
            with clock.on("file"):
                write_whole(Path(folder, f"{number}.json"), [data])
            characters += len(text.text)
            if number % JIEBA_SHARE == 0:
                segmented += len(text.text)
                with clock.on("jieba"):
                    jieba.lcut(text.text)
    theirs = clock.seconds.pop("jieba") * characters / segmented
    return Shares(len(paths), characters, dict(clock.seconds), theirs)
