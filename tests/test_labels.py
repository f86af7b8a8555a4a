"""What is counted, in the words of the report: one table of sentences, and the examples of the word lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep import extract
from lawrep.phrases import VERBS, any_of, noun_after, phrase, verbs_of
from lawrep.tables import load
from tests.cases import load as load_cases

CASES = load_cases("labels")
TABLES = load("labels")
LISTS = {name: table for name, table in TABLES.items() if "words" in table} | {
    f"verbs.{name}": table for name, table in TABLES["verbs"].items()
}
EXAMPLES = [(name, *example) for name, table in LISTS.items() for example in table["examples"]]
HOSTILE = ["开展", "等", "、", "共", "的", "《", "(", "组织、", "全年", "对", "提高到", "分别"]


def labels_of(sentence: str) -> list[str]:
    return [indicator.label for indicator in extract(sentence).indicators]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[sentence for sentence, _ in CASES])
def test_the_label_says_what_is_counted(sentence: str, expected: str) -> None:
    assert labels_of(sentence) == expected.split(" ; ")


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize(("name", "sentence", "label"), EXAMPLES, ids=[f"{name}-{text}" for name, text, _ in EXAMPLES])
def test_every_example_of_a_word_list_gets_its_label(name: str, sentence: str, label: str) -> None:
    assert labels_of(sentence + "。")[-1] == label


@pytest.mark.parametrize("name", LISTS)
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    words = LISTS[name]["words"]
    assert sorted(set(words)) == sorted(words)
    assert len(LISTS[name]["examples"]) >= 1


def test_every_verb_has_two_characters_and_one_list() -> None:
    verbs = TABLES["verbs"]
    assert {len(word) for word in VERBS} == {2}
    assert not set(verbs["opening"]["words"]) & set(verbs["deeds"]["words"])
    assert set(verbs["led"]["words"]) <= set(verbs["opening"]["words"])


@pytest.mark.parametrize("verb", TABLES["verbs"]["opening"]["words"])
def test_every_opening_verb_opens_a_label(verb: str) -> None:
    assert phrase(f"镇里会同有关部门共{verb}某某事项") == f"{verb}某某事项"


@pytest.mark.parametrize("word", TABLES["front"]["words"])
def test_what_opens_a_clause_is_cut(word: str) -> None:
    assert phrase(f"{word}发放图书") == "发放图书"


@pytest.mark.parametrize("word", TABLES["back"]["words"])
def test_what_ends_a_clause_is_cut(word: str) -> None:
    assert phrase(f"水费{word}") == "水费"


@pytest.mark.parametrize(
    ("after", "noun"),
    [
        ("应急物资,", "应急物资"),
        ("村(居)法律顾问,", "村(居)法律顾问"),
        ("以上,", ""),
        ("降至12件,", ""),
        ("、讲座", ""),
        ("的历史问题,", "历史问题"),
        ("干部按月督导,", "干部"),
        ("队员通过考试并取得证件,", "队员取得证件"),
    ],
)
def test_the_noun_after_the_number(after: str, noun: str) -> None:
    assert noun_after(after, 0, len(after)) == noun


def test_a_verb_alone_is_told_from_one_with_an_object() -> None:
    assert [verbs_of(label) for label in ("办结", "已办结", "办结案件", "调解员", "案件")] == [2, 3, 2, 0, 0]


def test_any_of_prefers_the_longest() -> None:
    assert any_of(["全", "全年", "全年度", "共"]) == "全(?:年度|年|)|共"


@given(st.text("开展全年共等、的对(《”“)分别为,。3件率已\n ", max_size=40))
def test_a_label_is_made_of_the_characters_of_the_report(text: str) -> None:
    for label in labels_of(text):
        assert set(label) <= set(text)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_words_take_long(piece: str) -> None:
    """Time is linear: what is not would run for minutes here."""
    sentence = piece * 30 + "3件,"
    text = sentence * (100_000 // len(sentence))
    assert extract(text).text == text
