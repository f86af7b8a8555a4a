"""Grow reports, each from the seed and its own number, so that a smaller corpus is the beginning of a larger one."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.benchmarks.corpus.compose import Block, compose
from tests.benchmarks.corpus.files import Form, Page, draw_form, to_bytes
from tests.benchmarks.corpus.layout import Style, draw_style, lay_out

A_FOLDER = 1_000  # reports
CHUNK = 50


@dataclass(frozen=True)
class Grown:
    """A report that was grown: where it goes, its bytes, and what it was grown as."""

    name: str
    data: bytes
    form: Form
    style: Style
    blocks: tuple[Block, ...]
    characters: int


class Planted(NamedTuple):
    """A report that stands in a folder: its name, its bytes and its characters."""

    name: str
    size: int
    characters: int


def grow(number: int, seed: int) -> Grown:
    """Return the report of this `number`."""
    random = Random(f"lawrep {seed} {number}")  # noqa: S311 - a corpus, no secret
    style, form = draw_style(random), draw_form(random)
    voice, blocks = compose(random)
    lines = lay_out(voice, blocks, style)
    if style.breaks == "blank lines":
        lines = [piece for line in lines for piece in (line, "")]
    data = to_bytes(lines, form, Page(blocks[0].text, voice.organ), style.ends)
    name = f"{number // A_FOLDER:03}/{number:06}-{voice.area}{voice.year}{form[0]}"
    return Grown(name, data, form, style, tuple(blocks), sum(map(len, lines)))


def names(folder: Path) -> list[str]:
    """Return the reports in a folder, relative to it and sorted."""
    return sorted(str(path.relative_to(folder)) for path in folder.glob("*/*.*"))


def plant(folder: Path, reports: int, seed: int) -> Iterator[Planted]:
    """Write `reports` reports below `folder`, on all cores; yield each that is written, in order."""
    for number in range(0, reports, A_FOLDER):
        (folder / f"{number // A_FOLDER:03}").mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(partial(write, folder=folder, seed=seed), range(reports), chunksize=CHUNK)


def write(number: int, folder: Path, seed: int) -> Planted:
    grown = grow(number, seed)
    (folder / grown.name).write_bytes(grown.data)
    return Planted(grown.name, len(grown.data), grown.characters)
