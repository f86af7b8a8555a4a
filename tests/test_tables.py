"""The data files test themselves: every word of theirs is found, and belongs where it stands."""

import pytest

from lawrep import extract
from lawrep.errors import TableError
from lawrep.normalise import NARROW, TELLING, TRADITIONAL, WIDE
from lawrep.parts import ORDER, TURN, part_of
from lawrep.tables import load, units, words

UNITS = [
    (kind, word, table.get("same", {}).get(word, word))
    for kind, table in load("units").items()
    for word in table["words"] + table.get("latin", [])
    if word not in ("成", "毛")  # a tenth, which is a rate in %, and a tenth of a 元
]


@pytest.mark.parametrize(("kind", "word", "name"), UNITS, ids=[word for _, word, _ in UNITS])
def test_every_unit_is_found(kind: str, word: str, name: str) -> None:
    before = "历时" if word in ("年",) else "拘留" if word == "日" else "共"
    [indicator] = extract(f"{before}3{word}。").indicators
    assert (str(indicator.value), indicator.unit) == ("3", name)
    assert indicator.kind == {"place": "count"}.get(kind, kind)


def test_no_unit_stands_in_two_lists() -> None:
    every = [word for _, word, _ in UNITS]
    assert sorted(set(every)) == sorted(every)


def test_two_hundred_units_and_more_are_known() -> None:
    assert sum(bool(group.single) + len(group.longer) for group in units().values()) > 400


def test_every_unit_with_a_rule_is_a_unit() -> None:
    known = {word for _, word, _ in UNITS} | {"成"}
    assert set(load("exclusions")["unit"]) <= known


@pytest.mark.parametrize("idiom", [word for word in words("exclusions", "idioms", "words") if word not in ("十分",)])
def test_no_idiom_holds_a_quantity(idiom: str) -> None:
    assert extract(f"工作中坚持{idiom}，成效明显。").indicators == ()


@pytest.mark.parametrize("bound", ["at_least", "at_most", "about"])
@pytest.mark.parametrize("place", ["attached", "after"])
def test_every_word_of_a_bound_tells_it(place: str, bound: str) -> None:
    for word in words("bounds", place, bound):
        sentence = f"培训{word}300人。" if place == "attached" else f"培训300人{word}。"
        [indicator] = extract(sentence).indicators
        assert indicator.bound == bound, sentence
        assert (word in indicator.text) == (word != "内"), sentence


@pytest.mark.parametrize("word", words("bounds", "not", "words"))
def test_a_word_that_ends_like_a_marker_is_none(word: str) -> None:
    [indicator] = extract(f"全年{word}3000万元。").indicators
    assert (indicator.text, indicator.bound) == ("3000万元", "exact")


@pytest.mark.parametrize("way", ["up", "down"])
def test_every_word_of_change_tells_it(way: str) -> None:
    for word in words("changes", way, "words") + words("changes", way, "nouns"):
        [indicator] = extract(f"办结率同比{word}5%。").indicators
        assert indicator.change == way, word


@pytest.mark.parametrize("word", ["提高", "下降", "压缩", "增加", "减少"])
@pytest.mark.parametrize("level", ["到", "至", "为"])
def test_a_level_that_was_reached_is_no_change(word: str, level: str) -> None:
    [indicator] = extract(f"办结率{word}{level}85%。").indicators
    assert indicator.change is None


@pytest.mark.parametrize("part", ORDER)
def test_every_example_of_a_part_is_of_it(part: str) -> None:
    for example in load("parts")[part]["examples"]:
        assert part_of(example) == part


def test_the_turn_to_the_plan_is_found_in_its_examples() -> None:
    assert all(TURN.search(example) for example in load("parts")["turn"]["examples"])


@pytest.mark.parametrize("word", words("status", "planned", "words"))
def test_every_cue_of_a_plan_makes_it_one(word: str) -> None:
    [indicator] = extract(f"{word}案件30件。").indicators
    assert indicator.status == "planned"


@pytest.mark.parametrize("noun", words("money", "words"))
def test_a_bare_amount_after_a_noun_of_money_is_in_yuan(noun: str) -> None:
    [indicator] = extract(f"{noun}达86.5万。").indicators
    assert (str(indicator.value), indicator.unit, indicator.kind) == ("865000", "元", "amount")


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(TableError, match=r"units\.toml: rate must be a list of words"):
        words("units", "rate")


def test_every_character_is_brought_to_one_character() -> None:
    assert len(WIDE) == len(NARROW)
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in TRADITIONAL.split())
    assert set(TELLING) <= {pair[0] for pair in TRADITIONAL.split()}
