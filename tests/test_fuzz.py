"""The targets of the fuzzer under hypothesis: sound inputs changed, and texts made of the words of the data files."""

import json
import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawrep.formats.paged import pdfium
from tests.fuzz import corpus
from tests.fuzz.__main__ import main
from tests.fuzz.campaign import Findings, by_characters
from tests.fuzz.changes import ODD, change, change_bytes, change_value
from tests.fuzz.targets import TARGETS

EXAMPLES = {"repeated": 3, "decode": 25, "pdf": 15, "views": 25}
FIRST = {"repeated": 1}
MANY = 40
quick = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)

RANDOM = st.randoms(use_true_random=False)
NUMBER = (
    st.decimals(0, 10**9, places=2, allow_nan=False).map(str)
    | st.integers(0, 10**12).map(str)
    | st.sampled_from("一二三十百千万亿〇两")
)
WORD = st.sampled_from(corpus.vocabulary()) | NUMBER | st.sampled_from(ODD) | st.sampled_from(corpus.PIECES)
GRAMMAR = st.lists(WORD, min_size=1, max_size=60).map("".join)


@pytest.mark.parametrize("name", TARGETS)
def test_what_a_fuzzer_begins_with_keeps_every_promise(name: str) -> None:
    for data in TARGETS[name].seeds()[: FIRST.get(name, 6)]:
        TARGETS[name].check(data)


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_sound_and_then_changed_keeps_every_promise(name: str) -> None:
    target = TARGETS[name]
    seeds = [data for data in target.seeds() if len(data) < 20_000]

    @settings(quick, max_examples=EXAMPLES.get(name, MANY))
    @given(st.sampled_from(seeds), RANDOM)
    def changed(data: bytes, source: random.Random) -> None:
        if target.is_text:
            target.check(change(data.decode(), source).encode("utf-8", "surrogatepass"))
        else:
            target.check(change_bytes(data, source))

    changed()


@settings(quick, max_examples=MANY)
@given(GRAMMAR)
def test_what_is_made_of_words_that_the_steps_know_is_described_and_shown(text: str) -> None:
    TARGETS["views"].check(text.encode("utf-8", "surrogatepass"))


DOCUMENTS = [json.loads(data) for data in corpus.documents()[:3]]


@settings(quick, max_examples=120)
@given(st.sampled_from(DOCUMENTS), RANDOM, st.integers(1, 2))
def test_a_document_with_another_value_has_its_faults_named_or_serves(
    document: object, source: random.Random, times: int
) -> None:
    for _ in range(times):
        document = change_value(document, source)
    TARGETS["documents"].check(json.dumps(document).encode())


def test_a_finding_is_kept_once_with_how_to_reproduce_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def check(data: bytes) -> None:
        assert b"x" not in data, "an x"
        assert b"y" not in data, "a y"

    findings = Findings("plain", check, tmp_path, seconds=2)
    for data in (b"a", b"x", b"xx", b"y", b"b"):
        findings.try_one(data)
    assert findings.runs == 5
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"x", b"y"]
    said = capfd.readouterr().err
    for path in tmp_path.iterdir():
        assert f"reproduce: python -m tests.fuzz plain --input {path}\n" in said


def test_what_takes_long_is_a_finding(tmp_path: Path) -> None:
    Findings("plain", lambda _: None, tmp_path, seconds=-1).try_one(b"a")
    assert len(list(tmp_path.iterdir())) == 1


def test_the_command_lists_the_targets_and_tries_one_input(tmp_path: Path) -> None:
    listed = CliRunner().invoke(main)
    assert [line.split()[0] for line in listed.output.splitlines()] == list(TARGETS)
    (tmp_path / "a").write_text("调解纠纷3件。", encoding="utf-8")
    assert CliRunner().invoke(main, ["text", "--input", str(tmp_path / "a")]).exit_code == 0
    assert CliRunner().invoke(main, ["nothing"]).exit_code == 2


def test_a_pdf_is_closed_whether_it_can_be_read_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFium kept every document that it had opened, until there was no memory."""
    closed = []
    close = pdfium.pdfium.FPDF_CloseDocument
    monkeypatch.setattr(pdfium.pdfium, "FPDF_CloseDocument", lambda document: closed.append(close(document)))
    sound, *_ = corpus.pdf()
    TARGETS["pdf"].check(sound)
    TARGETS["pdf"].check(sound.replace(b"/Type /Page\n", b"/Type /Cage\n"))
    monkeypatch.setattr(pdfium, "MOST_CHARACTERS", 3)
    TARGETS["pdf"].check(sound)
    assert len(closed) == 3


def test_the_same_seed_makes_the_same_change() -> None:
    data = corpus.texts()[0]
    assert by_characters(data, 10**6, 7) == by_characters(data, 10**6, 7)
    assert len({by_characters(data, 10**6, seed) for seed in range(50)}) > 25
    assert len(by_characters(data, 100, 7)) <= 100


def test_the_dictionary_is_as_libfuzzer_takes_it() -> None:
    lines = corpus.dictionary().splitlines()
    assert len(lines) > 1000
    assert all(re.fullmatch(r'"(?:\\x[0-9a-f]{2})+"', line) for line in lines)
