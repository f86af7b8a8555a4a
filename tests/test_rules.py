"""The rules: each passes its own examples, says what it says in both languages, and leaves sound text alone."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep.checks import check
from lawrep.cues import MEMORY, Fit, Memory
from lawrep.facts import Facts
from lawrep.pipeline import describe, facts_of
from lawrep.reader import read
from lawrep.rulebook import Rule, rules, unmarked
from lawrep.rules import CHECKS, COMPARING
from lawrep.rules.numbering import shape_of
from lawrep.rules.signs import slips
from lawrep.rules.years import ACROSS, year_of
from lawrep.series import compare
from lawrep.settings import names
from lawrep.source import Place, Text
from lawrep.tables import load
from tests import cases

RULES = list(rules().values())
OWN = [rule for rule in RULES if not rule.across]
YEARLY = [rule for rule in RULES if rule.across]
SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
FIELD = re.compile(r"\{(\w+)\}")


def facts(text: str) -> Facts:
    return facts_of(describe(Text.of(text)))


def around(text: str, at: int) -> tuple[Place, ...]:
    """Return the places of a text at which a page without text was passed over."""
    spans = ((0, at), (at, at), (at, len(text)))
    return tuple(Place(start=start, end=end, page=page) for page, (start, end) in enumerate(spans, 1))


def found(text: str, rule: Rule) -> list[dict[str, Any]]:
    return [finding for finding in check(facts(text)).findings if finding["rule"] == rule.name]


def found_across(texts: list[str], rule: Rule) -> list[dict[str, Any]]:
    years = [year_of(f"{index}.txt", facts(text)) for index, text in enumerate(texts)]
    compared = compare(year for year in years if year is not None)
    return [finding for one in compared for finding in one.findings if finding["rule"] == rule.name]


of_rules = pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])


@of_rules
def test_a_rule_is_written_down_in_full(rule: Rule) -> None:
    assert rule.name in (ACROSS if rule.across else CHECKS)
    assert rule.level in ("error", "warning", "info")
    assert rule.why.endswith(".")
    assert rule.why_zh.endswith("。")
    assert len(rule.fires) >= 1
    assert len(rule.silent) >= 1
    english, chinese = set(FIELD.findall(rule.message)), set(FIELD.findall(rule.message_zh))
    assert {name.removesuffix("_zh") for name in chinese} == english


def test_every_rule_has_its_function_and_every_function_its_rule() -> None:
    assert {rule.name for rule in OWN} == CHECKS.keys()
    assert {rule.name for rule in YEARLY} == ACROSS.keys()
    assert CHECKS.keys() >= COMPARING


@pytest.mark.parametrize(("rule", "example"), [(rule, text) for rule in OWN for text in rule.fires])
def test_a_rule_finds_what_its_example_marks(rule: Rule, example: str) -> None:
    text, start, end = unmarked(example)
    here = facts_of(describe(Text.of(text)._replace(places=around(text, start) if start == end else ())))
    [finding] = check(here, {rule.name}).findings
    assert (finding["start"], finding["end"]) == (start, end)
    assert "{" not in finding["message"]
    [chinese] = check(here, {rule.name}, "zh").findings
    assert re.search("[一-龥]", chinese["message"])
    assert chinese["message"] != finding["message"]


@pytest.mark.parametrize(("rule", "example"), [(rule, text) for rule in OWN for text in rule.silent])
def test_a_rule_is_silent_where_its_example_says(rule: Rule, example: str) -> None:
    assert found(example, rule) == []


@pytest.mark.parametrize(("rule", "example"), [(rule, pair) for rule in YEARLY for pair in rule.fires])
def test_a_rule_across_years_finds_what_its_example_marks(rule: Rule, example: list[str]) -> None:
    later, start, end = unmarked(example[1])
    [finding] = found_across([example[0], later], rule)
    assert (finding["start"], finding["end"]) == (start, end)
    line = later[:start].count("\n") + 1
    assert (finding["line"], finding["column"]) == (line, start - later.rfind("\n", 0, start))


@pytest.mark.parametrize(("rule", "example"), [(rule, pair) for rule in YEARLY for pair in rule.silent])
def test_a_rule_across_years_is_silent_where_its_example_says(rule: Rule, example: list[str]) -> None:
    assert found_across(example, rule) == []


SEEDED = cases.load("contradictions")
SOUND = cases.load("sound")


@pytest.mark.parametrize(("text", "wanted"), SEEDED, ids=[case[0][:24] for case in SEEDED])
def test_a_contradiction_is_found(text: str, wanted: str) -> None:
    assert wanted in {finding["rule"] for finding in check(facts(text.replace("\\n", "\n"))).findings}


@pytest.mark.parametrize(("text", "why"), SOUND, ids=[case[0][:24] for case in SOUND])
def test_sound_text_is_left_alone(text: str, why: str) -> None:
    """It looks like a contradiction, and is none: the second column says why."""
    findings = [each for each in check(facts(text.replace("\\n", "\n"))).findings if each["severity"] != "info"]
    assert findings == [], why


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_the_findings_of_a_document_are_those_of_its_report(path: Path) -> None:
    """As written to JSON and read again: whole numbers have become integers on the way."""
    document = describe(read(path))
    again = json.loads(json.dumps(document, default=float, ensure_ascii=False))
    assert check(facts_of(again)).findings == document["findings"]


FRAGMENTS = [
    *(
        "受理",
        "调解",
        "成功",
        "办结",
        "其中",
        "合计",
        "同比增长",
        "由",
        "增至",
        "成功率",
        "满意率",
        "占",
        "罚款",
        "开展培训",
        "参加",
        "去年",
        "下降",
    ),
    *(
        "不足20件",
        "约1件",
        "0件",
        "120件",
        "2.8万余件",
        "近五百人次",
        "十余场",
        "三至五次",
        "上百人",
        "数十起",
        "半年",
        "1人",
    ),
    *("99.7%", "0%", "不到3成", "三分之一", "0.5个百分点", "2倍", "5万元", "4000亿元", "0元"),
    *(
        "，",
        "。",
        "、",
        "（",
        "）",
        "\n",
        "一、",
        "一是",
        "二是",
        "第一，",
        "其一，",
        "两个方面：",
        "2023年",
        "“",
        "《",
        "×",
        "*",
    ),
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_no_text_brings_a_rule_down(text: str) -> None:
    for finding in check(facts(text)).findings:
        assert 0 <= finding["start"] <= finding["end"] <= len(text)
        assert finding["message"]


def test_a_relation_that_holds_is_counted() -> None:
    checked = check(facts("调解各类纠纷954件,调解成功951件,成功率99.7%。"))
    assert checked.findings == []
    assert checked.relations == {"part-above-whole": 1, "rate-matches-counts": 1}
    assert [(held["rule"], held["pair"]) for held in checked.held] == [("rate-matches-counts", "951件 of 954件")]


def test_pages_without_text_are_named_those_in_succession_together() -> None:
    text = "成效明显，纠纷减少。\n抓好落实。"
    spans = ((0, 0, 1), (0, 10, 2), (10, 10, 3), (10, 10, 4), (11, 16, 5))
    places = tuple(Place(start=start, end=end, page=page) for start, end, page in spans)
    findings = check(facts_of(describe(Text.of(text)._replace(places=places))), {"page-without-text"}).findings
    assert [(each["start"], each["end"], each["message"].partition(",")[0]) for each in findings] == [
        (0, 0, "nothing was read from page 1"),
        (10, 10, "nothing was read from page 3-4"),
    ]


def test_only_the_rules_that_are_wanted_run() -> None:
    text = "全年开展执法检查×次,办结率109%。"
    assert {finding["rule"] for finding in check(facts(text)).findings} == {"placeholder", "share-above-100"}
    assert [finding["rule"] for finding in check(facts(text), {"placeholder"}).findings] == ["placeholder"]


def test_topics_name_their_rules() -> None:
    assert names(["damage,term-slip"], "") == {rule.name for rule in RULES if rule.topic == "damage"} | {"term-slip"}


def test_misprints_of_fixed_terms_are_no_terms() -> None:
    table = load("terms")
    assert not {*table["terms"], *table["right"]} & slips().keys()
    assert all(len(slip) == len(term) for slip, term in slips().items())


def test_the_characters_of_text_in_a_wrong_encoding_are_those_that_the_encodings_make() -> None:
    table = load("damage")["gbk"]
    lead, trail = range(0xE4, 0xEA), range(0x80, 0xC0)
    first = {bytes([one, two]).decode("gbk", "ignore") for one in lead for two in trail}
    second = {bytes([two, one]).decode("gbk", "ignore") for one in lead for two in trail}
    assert set(table["first"][0]) == {character for character in first if len(character) == 1}
    assert set(table["second"][0]) == {character for character in second if len(character) == 1}


def test_a_step_in_traditional_script_has_its_number() -> None:
    assert shape_of("最後") == shape_of("最后")


def test_what_is_learned_of_clauses_is_forgotten_in_time() -> None:
    memory = Memory()
    known: dict[tuple[int, ...], Fit] = {(number,): Fit(None, 0.0, ()) for number in range(3)}
    memory.known.append(known)
    for _ in range(MEMORY):
        memory.make_room()
    assert len(known) == 3
    memory.make_room()
    assert known == {}
    assert memory.size == 1
