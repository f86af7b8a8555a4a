"""The corpus that the benchmark grows, and the measuring around it; how long anything takes is not tested."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from lawrep.pipeline import describe
from lawrep.reader import decode
from tests.benchmarks import stages
from tests.benchmarks.corpus import Grown, grow, names, plant
from tests.benchmarks.corpus.figures import vary_figures
from tests.benchmarks.corpus.files import FORMS, draw_form
from tests.benchmarks.corpus.layout import BREAKS, INDENTS, SCHEMES, SIGNS, draw_style
from tests.benchmarks.processes import run
from tests.benchmarks.scale import Corpus, grown
from tests.conftest import ROOT

SEED = 5
REPORTS = 24
HASH = "import hashlib, tests.benchmarks.corpus as c; print(hashlib.sha256(c.grow(3, 5).data).hexdigest())"
ALLOCATE = "import time; held = bytearray(40 << 20); time.sleep(0.4)"


@cache
def corpus() -> tuple[Grown, ...]:
    return tuple(grow(number, SEED) for number in range(REPORTS))


@cache
def documents() -> tuple[dict[str, Any], ...]:
    return tuple(describe(decode(report.data, report.name)) for report in corpus())


def sources() -> Iterator[Random]:
    return (Random(number) for number in range(400))  # noqa: S311 - no secret


@pytest.mark.parametrize("salt", ["1", "2"])
def test_the_same_seed_grows_the_same_bytes_in_every_process(salt: str) -> None:
    env = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": salt}
    told = subprocess.run([sys.executable, "-c", HASH], env=env, capture_output=True, text=True, check=True).stdout
    assert told.strip() == hashlib.sha256(corpus()[3].data).hexdigest()


def test_another_seed_grows_other_reports() -> None:
    assert not {report.data for report in corpus()} & {grow(number, SEED + 1).data for number in range(4)}


def test_no_two_reports_are_equal() -> None:
    assert len({report.data for report in corpus()}) == REPORTS
    assert len({report.name for report in corpus()}) == REPORTS
    assert len({document["text"] for document in documents()}) == REPORTS


def test_every_style_and_form_occurs() -> None:
    styles = [draw_style(random) for random in sources()]
    assert {style.markers for style in styles} == set(SCHEMES)
    assert {style.breaks for style in styles} == set(BREAKS)
    assert {style.signs for style in styles} == set(SIGNS)
    assert {style.indent for style in styles} == set(INDENTS)
    for attribute in ("ends", "is_spaced", "has_wide_digits", "is_traditional"):
        assert len({getattr(style, attribute) for style in styles}) == 2, attribute
    assert len({style.page for style in styles}) > 2
    assert {draw_form(random) for random in sources()} == set(FORMS)


def test_the_reports_have_the_lengths_of_reports() -> None:
    lengths = [len(document["text"]) for document in documents()]
    assert min(lengths) > 2_500
    assert max(lengths) < 40_000
    assert max(lengths) > 4 * min(lengths)


def test_their_headings_are_found() -> None:
    for report, document in zip(corpus(), documents(), strict=True):
        planted = sum(block.level > 0 for block in report.blocks)
        least = 0.5 if report.style.breaks == "one line" else 0.85  # where 首先 stands amid a line it may be no heading
        assert least * planted <= len(document["sections"]) <= 1.1 * planted, report.name


def test_their_figures_are_found_as_densely_as_in_reports() -> None:
    for report, document in zip(corpus(), documents(), strict=True):
        assert 30 < len(document["text"]) / len(document["indicators"]) < 200, report.name


def test_their_words_and_values_are_not_the_same_again_and_again() -> None:
    figures = [figure for document in documents() for figure in document["indicators"]]
    assert len({figure["text"] for figure in figures}) > 0.5 * len(figures)
    assert len({figure["label"] for figure in figures}) > 0.5 * len(figures)
    assert len({figure["code"] for figure in figures}) > 100


def test_what_adds_up_still_adds_up() -> None:
    said = vary_figures("受理86件,审结81件,其中维持52件,撤销29件", next(sources()), 2023, factor=7)
    assert said == "受理602件,审结567件,其中维持364件,撤销203件"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“12345”热线办理3件", "“12345”热线办理6件"),
        ("2021年建成1,306个,2022年建成12.5公里", "2019年建成2,612个,2020年建成25.0公里"),
        ("第3批“1+24”体系,12·4前后", "第3批“1+24”体系,12·4前后"),
    ],
)
def test_what_is_no_figure_stays(text: str, said: str) -> None:
    assert vary_figures(text, next(sources()), 2020, factor=2) == said


def test_a_corpus_is_grown_once(tmp_path: Path) -> None:
    made = grown(tmp_path, 3, SEED)
    assert names(tmp_path) == [report.name for report in corpus()[:3]]
    assert made == Corpus(3, SEED, sum(len(report.data) for report in corpus()[:3]), made.characters)
    (tmp_path / names(tmp_path)[0]).unlink()
    assert grown(tmp_path, 3, SEED) == made  # it is not grown again
    with pytest.raises(SystemExit, match="holds something else"):
        grown(tmp_path, 4, SEED)


def test_the_stages_are_the_whole(tmp_path: Path) -> None:
    list(plant(tmp_path, 2, SEED))
    shares = stages.measure([tmp_path / name for name in names(tmp_path)])
    assert {*stages.STEPS.values(), stages.WORDS, "read", "write", "file", "identify"} == set(shares.stages)
    assert shares.characters == sum(len(document["text"]) for document in documents()[:2])
    assert shares.jieba > 0


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from /proc")
def test_the_memory_of_a_process_and_of_those_it_starts_is_seen() -> None:
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {json.dumps(ALLOCATE)}])"
    seen = run([sys.executable, "-c", start])
    assert seen.worker is not None
    assert seen.worker.resident > 40 > seen.parent.resident
    assert seen.whole > 40


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        run([sys.executable, "-c", "raise SystemExit(1)"])
