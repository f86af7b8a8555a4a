"""Two documents compared: tables of what must come out, and what must hold whatever they say."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawrep.comparison import Compared, Comparison, compare
from lawrep.pipeline import describe
from lawrep.source import Text

NOW, NEXT = "一、主要成效\n", "二、下一年工作安排\n"
ORGAN = "青禾县"


def document(sentences: str = "", plan: str = "", year: int | None = None, organ: str = ORGAN) -> dict[str, Any]:
    head = f"{organ}{year}年法治政府建设情况报告\n" if year else ""
    return describe(Text.of(f"{head}{NOW}{sentences}\n{NEXT}{plan}\n", "report.txt"))


def only(comparison: Comparison, code: str, status: str = "achieved", label: str | None = None) -> Compared:
    [found] = [each for each in comparison.indicators if (each.code, each.status, each.label) == (code, status, label)]
    return found


MEDIATED, RATE, LOST = "disputes.mediated", "disputes.mediation_success_rate", "disputes.litigation_lost"
TRAINED, RECONSIDERED = "enforcement.training_sessions", "disputes.reconsideration_cases"


@pytest.mark.parametrize(
    ("earlier", "later", "change", "difference", "percent"),
    [
        ("调解纠纷954件", "调解纠纷1001件", "up", "47", "4.93"),
        ("调解纠纷954件", "调解纠纷900件", "down", "-54", "-5.66"),
        ("调解纠纷954件", "调解纠纷954起", "same", "0", "0"),
        ("调解纠纷954件", "调解纠纷950余件", "unsure", "-4", "-0.42"),  # from 950 to 960
        ("调解纠纷954件", "调解纠纷960余件", "up", "6", "0.63"),
        ("调解纠纷1.2万件", "调解纠纷1.3万件", "unsure", "1000", "8.33"),  # rounded and cut off may meet
        ("调解纠纷1.2万件", "调解纠纷1.4万件", "up", "2000", "16.67"),
        ("调解纠纷1200余件", "调解纠纷1300余件", "up", "100", "8.33"),
        ("调解纠纷1200余件", "调解纠纷1300件", "up", "100", "8.33"),  # 1200余 is below 1300
        ("调解纠纷1200件", "调解纠纷1200余件", "unsure", "0", "0"),
        ("调解纠纷超过1200件", "调解纠纷1500件", "unsure", "300", "25"),  # without an upper end
        ("调解纠纷约1200件", "调解纠纷1250件", "unsure", "50", "4.17"),
        ("调解纠纷约1200件", "调解纠纷2000件", "up", "800", "66.67"),
        ("调解纠纷3至5件", "调解纠纷4件", "unsure", "1", "33.33"),
        ("调解纠纷3至5件", "调解纠纷6件", "up", "3", "100"),
        ("调解纠纷3至5件", "调解纠纷3至5件", "same", "0", "0"),
        ("调解纠纷954件", "", "gone", None, None),
        ("", "调解纠纷954件", "new", None, None),
    ],
)
def test_a_count_goes_up_or_down_only_where_that_is_sure(
    earlier: str, later: str, change: str, difference: str | None, percent: str | None
) -> None:
    found = only(compare(document(earlier), document(later)), MEDIATED)
    assert (found.change, found.difference, found.percent) == (
        change,
        difference and Decimal(difference),
        percent and Decimal(percent),
    )


@pytest.mark.parametrize(
    ("earlier", "later", "change", "points"),
    [
        ("98.1%", "99.7%", "up", "1.6"),
        ("99.7%", "99.8%", "unsure", "0.1"),  # 99.75 is rounded to the one and cut off to the other
        ("99.7%", "99.9%", "up", "0.2"),
        ("99.7%", "99%", "unsure", "-0.7"),  # 99.7 that is cut off
        ("99.7%", "98%", "down", "-1.7"),
        ("95%以上", "99.7%", "unsure", "4.7"),
        ("95%以上", "94%", "down", "-1"),
    ],
)
def test_a_rate_changes_by_points_and_not_by_per_cent(earlier: str, later: str, change: str, points: str) -> None:
    found = only(compare(*(document(f"调解纠纷成功率{rate}") for rate in (earlier, later))), RATE)
    assert (found.change, found.difference, found.percent) == (change, Decimal(points), None)


def test_a_code_with_several_values_is_unsure_and_its_equal_labels_are_compared() -> None:
    earlier = document("调解物业纠纷30件。调解劳动纠纷50件。调解医疗纠纷7件。")
    later = document("调解物业纠纷36件。调解劳动纠纷45件。")
    found = compare(earlier, later)
    whole = only(found, MEDIATED)
    assert (whole.change, whole.difference) == ("unsure", None)
    assert sorted(whole.earlier.values) == [7, 30, 50]
    assert only(found, MEDIATED, label="调解物业纠纷").change == "up"
    assert only(found, MEDIATED, label="调解劳动纠纷").change == "down"
    assert [each.label for each in found.indicators] == [None, "调解物业纠纷", "调解劳动纠纷"]


def test_the_figures_beside_a_total_are_compared_too() -> None:
    """The total stands for its code, and what was accepted and decided of it must not be lost."""
    pair = (
        document(f"新收行政复议申请{received}件，受理{accepted}件，审结{decided}件。")
        for received, accepted, decided in ((102, 95, 90), (118, 109, 102))
    )
    found = [(each.label, each.difference) for each in compare(*pair).indicators if each.code == RECONSIDERED]
    assert found == [(None, Decimal(16)), ("受理行政复议申请", Decimal(14)), ("审结行政复议申请", Decimal(12))]


def test_so_many_for_each_month_are_not_compared_with_those_of_a_year() -> None:
    found = compare(document("每月开展执法培训1期。"), document("全年开展执法培训12期。")).indicators
    assert [(each.label, each.change) for each in found if each.code == TRAINED] == [(None, "new")]


def test_several_values_that_are_all_the_same_are_the_same() -> None:
    text = "调解物业纠纷30件。调解劳动纠纷50件。"
    whole = only(compare(document(text), document(text)), MEDIATED)
    assert (whole.earlier.state, whole.change, whole.difference) == ("several", "same", None)


def test_why_something_is_gone_is_said() -> None:
    """A report may lack the figure, or the whole of the part that it would stand in."""
    earlier = document("调解纠纷954件")
    assert only(compare(earlier, document("绿化道路。")), MEDIATED).later.state == "not_mentioned"
    without = describe(Text.of("一、存在的不足和原因\n宣传不够。\n", "report.txt"))
    assert only(compare(earlier, without), MEDIATED).later.state == "part_missing"


def test_what_was_none_is_a_zero() -> None:
    found = only(compare(document("行政诉讼败诉案件3件。"), document("行政诉讼败诉案件0件。")), LOST)
    assert (found.change, found.difference, found.percent) == ("down", Decimal(-3), Decimal(-100))
    back = only(compare(document("行政诉讼败诉案件0件。"), document("行政诉讼败诉案件3件。")), LOST)
    assert (back.change, back.difference, back.percent) == ("up", Decimal(3), None)


def test_plans_are_compared_with_plans() -> None:
    earlier = document("调解纠纷954件。", "调解纠纷不少于1000件。")
    later = document("调解纠纷1100件。", "调解纠纷不少于1200件。")
    found = compare(earlier, later)
    assert only(found, MEDIATED).difference == 146
    planned = only(found, MEDIATED, "planned")
    assert (planned.earlier.value, planned.later.value) == (Decimal(1000), Decimal(1200))
    assert planned.difference == 200


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        ("不少于1000件", "不少于1200件", "up"),
        ("不少于1000件", "不少于900件", "down"),
        ("不少于1000件", "不少于1000件", "same"),
        ("不少于1000件", "不超过1200件", "unsure"),
        ("不少于1000件", "1200件", "unsure"),
        ("1000件", "1200件", "up"),
    ],
)
def test_of_plans_the_bounds_are_compared(earlier: str, later: str, change: str) -> None:
    pair = [document("", f"力争调解纠纷{plan}。") for plan in (earlier, later)]
    assert only(compare(*pair), MEDIATED, "planned").change == change


@pytest.mark.parametrize(
    ("plan", "achieved", "outcome"),
    [
        ("调解纠纷成功率不低于95%", "调解纠纷成功率96.2%", "met"),
        ("调解纠纷成功率不低于95%", "调解纠纷成功率95%", "met"),
        ("调解纠纷成功率不低于95%", "调解纠纷成功率95%以上", "met"),
        ("调解纠纷成功率不低于95%", "调解纠纷成功率94.9%", "missed"),
        ("调解纠纷成功率不低于95%", "调解纠纷成功率约95%", "unsure"),
        ("调解纠纷成功率不低于95%", "调解纠纷成功率90%以上", "unsure"),
        ("调解纠纷成功率不低于95.5%", "调解纠纷成功率95%", "unsure"),  # 95.6 that is cut off
        ("调解纠纷成功率不低于95%", "调解纠纷954件", "untold"),
        ("调解纠纷成功率达到100%", "调解纠纷成功率99.7%", "missed"),
        ("调解纠纷成功率达到100%", "调解纠纷成功率100%", "met"),
        ("调解纠纷成功率达到95%", "调解纠纷成功率98%", "unsure"),  # which way it should go is not said
        ("调解纠纷成功率达到95%", "调解纠纷成功率95.6%", "unsure"),
        ("调解纠纷成功率达到95%", "调解纠纷成功率95.0%", "met"),
        ("行政诉讼败诉率降至8%以下", "行政诉讼败诉率7.5%", "met"),
        ("行政诉讼败诉率降至8%以下", "行政诉讼败诉率8.3%", "missed"),
        ("行政诉讼败诉率控制在8%以内", "行政诉讼败诉率8%", "met"),
        ("行政诉讼败诉案件0件", "行政诉讼败诉案件3件", "missed"),
        ("行政诉讼败诉案件0件", "行政诉讼败诉案件0件", "met"),
        ("调解纠纷1000件", "调解纠纷1200件", "met"),
        ("调解纠纷1000件", "调解纠纷980件", "missed"),
        ("调解纠纷1000件左右", "调解纠纷980件", "met"),
        ("调解纠纷1000件左右", "调解纠纷800件", "missed"),
        ("调解纠纷1000余件", "调解纠纷1000件", "met"),
        ("调解纠纷3至5件", "调解纠纷3件", "met"),
        ("调解纠纷3至5件", "调解纠纷2件", "missed"),
        ("调解纠纷1000件", "调解物业纠纷30件。调解劳动纠纷50件。", "unsure"),
        ("每季度调解纠纷不少于100件", "调解纠纷300件", "unsure"),  # of four quarters
        ("每季度调解纠纷不少于100件", "调解纠纷90件", "missed"),
        ("每季度调解纠纷不少于100件", "每季度调解纠纷120件", "met"),
        ("每月开展执法培训不少于1期", "开展执法培训5期", "unsure"),  # the label is the same without 每月
        ("每季度调解纠纷成功率不低于95%", "调解纠纷成功率96%", "met"),
        ("每月行政诉讼败诉案件不超过1件", "行政诉讼败诉案件3件", "unsure"),
        ("每月行政诉讼败诉案件不超过1件", "行政诉讼败诉案件1件", "met"),
        ("行政诉讼败诉案件减少至5件", "行政诉讼败诉案件6件", "missed"),
        ("行政诉讼败诉案件减少至5件", "行政诉讼败诉案件4件", "met"),
        ("行政诉讼败诉率降至8%", "行政诉讼败诉率7%", "met"),
    ],
)
def test_what_became_of_a_plan(plan: str, achieved: str, outcome: str) -> None:
    [goal] = compare(document("", f"力争{plan}。"), document(achieved)).goals
    assert goal.outcome == outcome


def test_a_plan_without_a_code_is_known_by_its_words() -> None:
    [goal] = compare(document("", "建成示范小广场12处。"), document("建成示范小广场15处。")).goals
    assert (goal.code, goal.label, goal.outcome, goal.difference) == (None, "建成示范小广场", "met", Decimal(3))


@pytest.mark.parametrize(("years", "compared"), [((2022, 2023), True), ((2022, 2024), False), ((2023, 2023), False)])
def test_a_plan_is_for_the_year_after(years: tuple[int, int], compared: bool) -> None:
    earlier = document("", "调解纠纷不少于1000件。", years[0])
    assert bool(compare(earlier, document("调解纠纷1100件。", year=years[1])).goals) is compared


def test_figures_without_a_code_are_matched_by_their_words() -> None:
    earlier = document("建成示范小广场12处。修缮长廊3座。粉刷墙面20处。")
    later = document("建成示范小广场15处。修缮长廊3座。栽种绿植600株。")
    found = compare(earlier, later)
    assert [(each.label, each.change, each.difference) for each in found.uncoded] == [
        ("建成示范小广场", "up", Decimal(3)),
        ("修缮长廊", "same", Decimal(0)),
    ]
    assert [each.label for each in found.only_earlier] == ["粉刷墙面"]
    assert [each.label for each in found.only_later] == ["栽种绿植"]
    assert {each.change for each in found.only_earlier} == {"gone"}
    assert {each.change for each in found.only_later} == {"new"}


def test_words_that_are_told_twice_are_unsure() -> None:
    found = compare(document("建成示范小广场12处。又建成示范小广场5处。"), document("建成示范小广场15处。"))
    assert [(each.change, each.earlier.values) for each in found.uncoded] == [("unsure", (Decimal(12), Decimal(5)))]


def test_growth_is_left_out_and_counted() -> None:
    found = compare(document("调解纠纷954件，同比增长5%。"), document("调解纠纷1001件，同比增长4.9%。"))
    assert found.growth_figures == 2
    assert [each.kind for each in found.indicators] == ["count"]


@pytest.mark.parametrize(
    ("earlier", "later", "notes"),
    [
        ((2022, "青禾县"), (2023, "青禾县"), []),
        ((2022, "青禾县人民政府"), (2023, "云山省青禾县"), []),
        ((2023, "青禾县"), (2022, "青禾县"), ["given_in_reverse"]),
        ((2020, "青禾县"), (2023, "青禾县"), ["years_apart"]),
        ((2023, "青禾县"), (2023, "青禾县"), ["same_report", "years_equal"]),
        ((2022, "青禾县"), (2023, "白河市"), ["organs_differ", "regions_differ"]),
        ((None, "青禾县"), (2023, "青禾县"), ["organ_unknown", "year_unknown"]),
    ],
)
def test_what_is_doubtful_about_the_pair_is_noted(
    earlier: tuple[int | None, str], later: tuple[int | None, str], notes: list[str]
) -> None:
    pair = [document("调解纠纷954件。", year=year, organ=organ) for year, organ in (earlier, later)]
    assert [note.about for note in compare(*pair).notes] == notes


def test_the_earlier_year_comes_first_however_they_are_given() -> None:
    earlier, later = document("调解纠纷954件。", year=2022), document("调解纠纷1001件。", year=2023)
    right, turned = compare(earlier, later), compare(later, earlier)
    assert [note.about for note in turned.notes] == ["given_in_reverse"]
    assert replace(turned, notes=()) == replace(right, notes=())
    assert right.earlier.year == 2022


def test_the_order_is_that_of_the_catalogue() -> None:
    text = "调解纠纷954件。党组专题学法12次。行政诉讼败诉率3%。"
    found = [each.group for each in compare(document(text), document(text)).indicators]
    assert found == ["leadership", "disputes", "disputes"]


def test_a_code_of_ones_own_has_no_name_and_comes_last() -> None:
    earlier, later = document("泊位靠泊船舶954艘。调解纠纷3件。"), document("泊位靠泊船舶1001艘。调解纠纷3件。")
    for each in (earlier, later):
        each["indicators"][0]["code"] = "harbour.ships"
    last = compare(earlier, later).indicators[-1]
    assert (last.code, last.name, last.group, last.change) == ("harbour.ships", None, "harbour", "up")


def test_each_side_has_its_evidence() -> None:
    found = only(compare(document("调解各类纠纷954件。"), document("")), MEDIATED)
    [evidence] = found.earlier.evidence
    assert (evidence.text, evidence.label, evidence.section_path) == ("954件", "调解各类纠纷", "一、主要成效")
    assert evidence.sentence == "调解各类纠纷954件。"
    assert found.later.evidence == ()


def test_a_document_without_its_text_is_compared_too() -> None:
    earlier, later = document("调解纠纷954件。"), document("调解纠纷1001件。")
    for each in (earlier, later):
        del each["text"]
    assert only(compare(earlier, later), MEDIATED).change == "up"


NUMBERS = st.sampled_from(["3", "954", "1001", "1.2万", "1.3万余", "约50", "超过60", "12345.6万", "0", "3至5"])
SENTENCES = st.lists(
    st.builds(
        "{}{}{}。".format,
        st.sampled_from(["调解纠纷", "调解物业纠纷", "建成示范小广场", "开展普法活动", "挽回损失", "同比增长"]),
        NUMBERS,
        st.sampled_from(["件", "处", "场", "元", "%"]),
    ),
    max_size=8,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(SENTENCES, SENTENCES)
def test_a_report_does_not_differ_from_itself(sentences: str, plan: str) -> None:
    itself = document(sentences, plan)
    found = compare(itself, itself)
    assert not found.only_earlier or all(not each.label for each in found.only_earlier)
    for each in (*found.indicators, *found.uncoded):
        assert each.earlier == each.later
        assert each.change == "same"
        assert not each.difference


TURNED = {"up": "down", "down": "up", "gone": "new", "new": "gone", "same": "same", "unsure": "unsure"}


@settings(max_examples=60, deadline=None)
@given(SENTENCES, SENTENCES)
def test_turning_the_pair_negates_it(first: str, second: str) -> None:
    there = compare(document(first), document(second))
    back = compare(document(second), document(first))
    for one, other in ((there.indicators, back.indicators), (there.uncoded, back.uncoded)):
        assert sorted(map(turned, one), key=repr) == sorted(map(seen, other), key=repr)
    assert [each.label for each in there.only_earlier] == [each.label for each in back.only_later]


def turned(each: Compared) -> tuple[object, ...]:
    more = None if each.difference is None else -each.difference
    return each.code, each.label, each.status, TURNED[each.change], more, each.later.value, each.earlier.value


def seen(each: Compared) -> tuple[object, ...]:
    return each.code, each.label, each.status, each.change, each.difference, each.earlier.value, each.later.value
