"""Which canonical indicator a quantity is a case of: a table of sentences, and properties of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep import extract
from lawrep.catalogue import standard
from lawrep.cues import parse_cue
from lawrep.entries import read_example
from lawrep.trial import identify
from tests.cases import load

CATALOGUE = standard()
KNOWN = {None, *CATALOGUE.entries}
CASES = [(heading, sentence, *code) for heading, sentence, *code in load("codes")]
NAMES = [f"{case[0]} > {case[1]}" if case[0] else case[1] for case in CASES]
EXAMPLES = [
    read_example(example)
    for entry in CATALOGUE.entries.values()
    for example in (*entry.examples, *entry.counter_examples)
]
SENTENCES = [example.text for example in EXAMPLES if not example.heading]

CUES = sorted(
    {
        word.forms[0]
        for entry in CATALOGUE.entries.values()
        for cue in entry.cues
        for word in parse_cue(cue, CATALOGUE.sets)
    }
)
UNITS = sorted({unit for entry in CATALOGUE.entries.values() for unit in entry.unit} | {"个百分点", "艘", ""})
NUMBERS = ["3", "15", "320余", "1.2万", "两", "98.5", "百分之九十", "近百", "3至5", "１２"]
SIGNS = [*"、，。；：！（）“”《》 \n由", "其中", "其余", "分别为", "同比增长", "提高到", "一是", "(一)", "一、", "1、"]
WORDS = st.one_of(
    st.sampled_from(CUES),
    st.sampled_from(SIGNS),
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from(UNITS)).map("".join),
)
TEXTS = st.lists(WORDS, max_size=40).map("".join)


def codes_of(text: str) -> list[str | None]:
    return [indicator.code for indicator in extract(text).indicators]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_sentence_has_its_code(case: tuple[str, ...]) -> None:
    heading, sentence, *code = case
    example = f"{heading} > {sentence}" if heading else sentence
    assert identify(CATALOGUE, example) == (True, code[0] if code else None)


def test_there_are_cases_enough_of_entries_and_of_none() -> None:
    codes = [case[2] for case in CASES if len(case) > 2]
    assert len(CASES) >= 350
    assert len(CASES) - len(codes) >= 60
    assert len(set(codes)) >= 140
    assert set(codes) <= KNOWN


def test_no_case_stands_twice_or_in_the_catalogue() -> None:
    sentences = {read_example(name).text for name in NAMES}
    assert len(set(NAMES)) == len(NAMES)
    assert sentences & {example.text for example in EXAMPLES} == set()


@given(TEXTS)
def test_codes_are_known_ids_or_none(text: str) -> None:
    """And of the kind of the quantity; only a change has that of what changed."""
    indicators = extract(text).indicators
    assert {indicator.code for indicator in indicators} <= KNOWN
    for indicator in indicators:
        if indicator.code and not indicator.change:
            assert CATALOGUE.entries[indicator.code].kind == indicator.kind


@given(TEXTS)
def test_the_same_text_twice_has_the_same_codes(text: str) -> None:
    assert codes_of(text) == codes_of(text)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_a_paragraph_does_not_depend_on_the_others(sentences: list[str]) -> None:
    together = codes_of("\n".join(sentences))
    assert together == [code for sentence in sentences for code in codes_of(sentence)]


def test_what_was_read_before_changes_nothing() -> None:
    """Clauses are remembered; a list of reports gives the same codes in either order."""
    texts = [*SENTENCES[:400], *(case[1].replace("[", "").replace("]", "") for case in CASES)]
    forth = [codes_of(text) for text in texts]
    back = [codes_of(text) for text in reversed(texts)]
    assert forth == back[::-1]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("全年调解纠纷120件，同比增长8%。", ["disputes.mediated", "disputes.mediated"]),
        ("全年调解纠纷120件。\n同比增长8%。", ["disputes.mediated", None]),
        ("全年调解纠纷120件，其中涉企12件，其余108件。", ["disputes.mediated"] * 3),
        ("全年调解纠纷120件。修剪树木3件。", ["disputes.mediated", None]),
        ("败诉率由5%降至3.5%。", ["disputes.lost_case_rate"] * 2),
        (
            "排查矛盾纠纷、开展普法宣传分别为36次和28场。",
            ["disputes.screenings", "publicity.events"],
        ),
        ("(一)行政复议\n全年受理36件。\n(二)绿化\n全年受理36件。", ["disputes.reconsideration_cases", None]),
    ],
    ids=["change", "change alone", "parts", "another sentence", "from and to", "shared out", "headings"],
)
def test_what_goes_on_with_the_figure_before(text: str, codes: list[str | None]) -> None:
    assert codes_of(text) == codes


@pytest.mark.parametrize("piece", ["调解纠纷", "{调解}", "行政复议、", "《宪法》", "其中", "3件调解", "法治3次，"])
def test_a_long_text_of_cues_is_done(piece: str) -> None:
    """Time is linear: what is not would run for minutes here."""
    text = piece * (60_000 // len(piece)) + "3件。"
    assert set(codes_of(text)) <= KNOWN
