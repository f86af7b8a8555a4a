"""Charts as data: what stands where, how far a bar goes, how a value that is unsure or missing is told."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep.page.charts import ARROW, CAP, Bar, Series, Slot, Whisker, axis_of, chart_of
from lawrep.page.figures import compact, scales_of
from lawrep.page.index.plots import Place, Plot, Subject, across_places, over_years, spread_over_years
from lawrep.page.index.spots import Organ, Spot, shortened, width_of
from lawrep.page.index.spreads import QUARTERS, histogram, quantile
from lawrep.page.wording import words_of
from lawrep.panel.cells import Cell

SAY = words_of("zh")
SPAN = 100
MEDIATED = Subject("disputes.mediated", "调解纠纷件数", "count")
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2)


def cell(
    value: str | None,
    bound: str = "exact",
    ends: tuple[str | None, str | None] | None = None,
    unit: str | None = "件",
    values: Sequence[str] = (),
) -> Cell:
    """A cell with a value, or with several."""
    low, high = (None if end is None else Decimal(end) for end in ends or (value, value))
    number = None if value is None else Decimal(value)
    given_ = tuple(map(Decimal, values or [value or "0"]))
    state = "several" if number is None else "given" if number else "zero"
    return Cell(MEDIATED.code, state, number, unit, bound, low, high, values=given_)


def bars(*cells: Cell | None, unit: str = "件") -> tuple[Bar, ...]:
    slots = tuple(Slot(str(number), str(number), each) for number, each in enumerate(cells))
    return chart_of(Series("", unit, "count", slots), SPAN, SAY).bars


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("0", "0"),
        ("7", "7"),
        ("3456", "3,456"),
        ("9999", "9,999"),
        ("9999.5", "9,999.5"),
        ("10000", "1万"),
        ("12000", "1.2万"),
        ("12345", "1.23万"),
        ("99996", "10万"),
        ("123456", "12.3万"),
        ("10123600", "1012万"),
        ("99999999", "1亿"),
        ("250000000", "2.5亿"),
        ("99.70", "99.7"),
        ("33.333", "33.33"),
        ("0.004", "0"),
        ("-12000", "-1.2万"),
        ("100", "100"),
        ("1E+3", "1,000"),
        ("1" + "0" * 30, "1.00e+30"),
    ],
)
def test_a_value_is_shortened_to_what_there_is_room_for(value: str, printed: str) -> None:
    assert compact(Decimal(value), scales_of(SAY["scales"])) == printed


@given(NUMBERS)
def test_a_shortened_value_is_off_by_a_two_hundredth_at_most(value: Decimal) -> None:
    printed = compact(value, scales_of(SAY["scales"])).replace(",", "")
    scale = Decimal(10) ** (8 if "亿" in printed else 4 if "万" in printed else 0)
    assert abs(Decimal(printed.rstrip("万亿")) * scale - value) <= max(value / 200, Decimal("0.005"))
    assert len(printed) <= 7


@pytest.mark.parametrize(
    ("values", "unit", "top", "step"),
    [
        (["954"], "件", 1000, 500),
        (["1"], "件", 1, 1),
        (["3"], "件", 3, 1),
        (["4"], "件", 4, 2),
        (["101"], "件", 150, 50),
        (["0"], "件", 1, 1),
        (["0.3"], "万亩", "0.3", "0.1"),
        (["99.7"], "%", 100, 50),
        (["3"], "%", 100, 50),
        (["109"], "%", 150, 50),
        (["2.5"], "倍", 3, 1),
        ([], "件", 1, 1),
    ],
)
def test_an_axis_goes_from_nought_to_a_round_value(values: list[str], unit: str, top: object, step: object) -> None:
    axis = axis_of([cell(value, unit=unit) for value in values], SPAN)
    assert (axis.top, axis.step) == (Decimal(str(top)), Decimal(str(step)))


@given(st.lists(NUMBERS, min_size=1, max_size=12), st.sampled_from(["件", "%", "元"]))
def test_a_bar_is_as_long_as_its_value_is_great(values: list[Decimal], unit: str) -> None:
    cells = [cell(str(value), unit=unit) for value in values]
    axis = axis_of(cells, SPAN)
    assert axis.top >= max(values)
    for value, bar in zip(values, bars(*cells), strict=True):
        assert bar.length is not None
        assert abs(bar.length - value * SPAN / axis.top) <= Decimal("0.05")


def test_the_axis_is_at_most_three_times_as_long_as_the_longest_bar() -> None:
    for value in range(1, 2000):
        assert axis_of([cell(str(value))], SPAN).top <= value * Decimal("2.5")


WHISKERS = [
    ("exact", ("60", "60"), None),
    ("exact", ("59.5", "61"), None),  # rounded as it is printed
    ("exact", ("60", "80"), ("60", "80", "")),  # 60至80件
    ("at_least", ("60", None), ("60", "68", "up")),
    ("at_least", ("60", "70"), ("60", "70", "up")),
    ("at_most", ("0", "60"), ("52", "60", "down")),
    ("about", ("54", "66"), ("54", "66", "")),
    ("about", ("59", "61"), ("57", "63", "")),  # no shorter than can be seen
]


@pytest.mark.parametrize(("bound", "ends", "whisker"), WHISKERS)
def test_a_whisker_says_how_far_a_value_may_be_off(
    bound: str, ends: tuple[str, str | None], whisker: tuple[str, str, str] | None
) -> None:
    drawn = bars(cell("100"), cell("60", bound, ends))[1]
    expected = whisker and Whisker(Decimal(whisker[0]), Decimal(whisker[1]), whisker[2])
    assert drawn.length == 60
    assert drawn.whisker == expected
    assert drawn.reach == (expected.end if expected else 60)


def test_the_ends_of_a_whisker_lie_within_the_axis() -> None:
    assert axis_of([cell("100", "about", ("10", "190"))], SPAN).top == 200
    assert axis_of([cell("3", ends=("3", "12"))], SPAN).top == 15
    assert axis_of([cell("100", "at_least", ("100", None))], SPAN).top == 100
    assert ARROW > CAP


GAPS = {
    "not_mentioned": "未提及",
    "part_missing": "缺此部分",
    "unreadable": "无法读取",
    "other_unit": "单位不同",
}


@pytest.mark.parametrize(("state", "words"), GAPS.items())
def test_a_gap_is_no_bar_and_says_why(state: str, words: str) -> None:
    [bar, _] = bars(Cell("disputes.mediated", state), cell("3"))
    assert (bar.state, bar.length, bar.whisker, bar.marks, bar.label) == (state, None, None, (), words)
    assert bar.title == f"0：{words}"


def test_a_slot_without_a_cell_has_no_report() -> None:
    assert bars(None)[0].state == "no_report"


def test_nought_is_a_bar_of_no_length_and_no_gap() -> None:
    [bar] = bars(cell("0"))
    assert bar.length == 0
    assert (bar.state, bar.label) == ("zero", "0")


def test_several_values_are_marks_without_a_bar() -> None:
    [bar, _] = bars(cell(None, values=["30", "10", "20"]), cell("100"))
    assert list(bar.marks) == [10, 20, 30]
    assert (bar.length, bar.label) == (None, "3个数值")
    assert bar.title == "0：报告给出多个数值 10 / 20 / 30件"


@pytest.mark.parametrize(
    ("given_", "title"),
    [
        (cell("12000", "at_least", ("12000", "13000")), "0：不少于 12,000件"),
        (cell("3", ends=("3", "5"), unit="次"), "0：3–5次"),
        (cell("97.35", "about", ("96", "98"), unit="%"), "0：约 97.35%"),
        (cell("10123600", unit="元"), "0：10,123,600元"),
    ],
)
def test_a_title_tells_the_value_in_full(given_: Cell, title: str) -> None:
    assert bars(given_)[0].title == title


# ---- plots of organs, years and places


def organ(name: str, years: dict[int, Cell]) -> Organ:
    return Organ(name, {year: Spot(year, (), {MEDIATED.code: each}) for year, each in years.items()})


def in_one_year(*cells: Cell) -> list[Place]:
    organs = [organ(f"{number}号镇", {2024: each}) for number, each in enumerate(cells)]
    return [Place(each, each.years[2024]) for each in organs]


def across(*cells: Cell, most: int = 60) -> list[Plot]:
    return list(across_places(MEDIATED, 2024, in_one_year(*cells), most, SAY))


def test_a_year_without_a_report_is_a_gap_and_all_organs_have_the_same_years() -> None:
    one = organ("禾坪镇", {2020: cell("3"), 2023: cell("5")})
    other = organ("云岭县", {2021: cell("8"), 2022: Cell("", "not_mentioned")})
    plots = list(over_years(MEDIATED, [one, other], SAY))
    names = [[bar.name for bar in plot.charts[0].bars] for plot in plots]
    states = [[bar.state for bar in plot.charts[0].bars] for plot in plots]
    assert names == [["2020", "2021", "2022", "2023"]] * 2
    assert states == [
        ["given", "no_report", "no_report", "given"],
        ["no_report", "given", "not_mentioned", "no_report"],
    ]


def test_years_far_apart_are_not_filled() -> None:
    [plot] = over_years(MEDIATED, [organ("禾坪镇", {1951: cell("3"), 2023: cell("5")})], SAY)
    assert [bar.name for bar in plot.charts[0].bars] == ["1951", "2023"]


def test_units_that_count_the_same_share_an_axis_and_others_do_not() -> None:
    same = organ("禾坪镇", {2022: cell("3", unit="件"), 2023: cell("5", unit="起")})
    apart = organ("云岭县", {2022: cell("3", unit="件"), 2023: cell("5", unit="人次"), 2024: cell("4", unit="件")})
    assert len(list(over_years(MEDIATED, [same], SAY))) == 1
    first, second = over_years(MEDIATED, [apart], SAY)
    assert (first.note, second.note) == ("件", "人次")
    assert [bar.state for bar in first.charts[0].bars] == ["given", "other_unit", "given"]
    assert [bar.state for bar in second.charts[0].bars] == ["other_unit", "given", "other_unit"]


def test_places_stand_by_their_values_and_gaps_come_last() -> None:
    [plot] = across(cell("3"), Cell("", "not_mentioned"), cell("12"), cell(None, values=["40", "2"]), cell("7"))
    assert [bar.name for bar in plot.charts[0].bars] == ["2号镇", "4号镇", "0号镇", "3号镇", "1号镇"]
    assert plot.gaps == ()


def test_places_of_another_unit_have_a_plot_of_their_own() -> None:
    first, second = across(cell("3"), cell("4"), cell("5000", unit="元"), Cell("", "not_mentioned"))
    assert [len(plot.charts[0].bars) for plot in (first, second)] == [3, 1]


@pytest.mark.parametrize(("count", "columns"), [(20, [20]), (21, [11, 10]), (60, [20, 20, 20])])
def test_many_places_stand_in_columns_with_one_axis(count: int, columns: list[int]) -> None:
    [plot] = across(*(cell(str(value)) for value in range(1, count + 1)))
    assert [len(chart.bars) for chart in plot.charts] == columns
    assert len({chart.ticks for chart in plot.charts}) == 1


def test_places_without_a_value_are_named_below_where_they_do_not_fit() -> None:
    gaps = [Cell("", "not_mentioned")] * 18 + [Cell("", "part_missing")] * 2
    [plot] = across(cell("3"), cell("4"), *gaps)
    assert [len(chart.bars) for chart in plot.charts] == [2]
    assert [(gap.words, gap.number, len(gap.slots)) for gap in plot.gaps] == [("未提及", 18, 18), ("缺此部分", 2, 2)]


def test_of_very_many_places_the_spread_is_drawn_and_the_ends_are_named() -> None:
    values = [cell(str(value)) for value in range(100)]
    [plot] = across(*values, Cell("", "not_mentioned"), cell(None, values=["3", "4"]))
    spread, ends = plot.charts
    assert sum(int(bar.label) for bar in spread.bars) == 100
    assert [bar.label for bar in ends.bars] == ["99", "98", "97", "96", "95", "4", "3", "2", "1", "0"]
    assert [(gap.words, gap.number, gap.slots) for gap in plot.gaps] == [("未提及", 1, ()), ("多个数值", 1, ())]


def test_over_years_many_organs_are_their_middle_half() -> None:
    organs = [organ(f"{number}号镇", {2022: cell(str(number)), 2023: cell(str(number * 2))}) for number in range(1, 6)]
    [plot] = spread_over_years(MEDIATED, organs, SAY)
    assert [(bar.name, bar.label) for bar in plot.charts[0].bars] == [("2022", "3"), ("2023", "6")]
    low, middle, high = plot.charts[0].bars[1].marks
    assert (low * 3, middle * 2) == (middle * 2, high * Decimal("1.5"))


@given(st.lists(NUMBERS, min_size=1, max_size=40), st.sampled_from(["件", "%"]))
def test_a_spread_counts_each_value_once_and_in_its_class(values: list[Decimal], unit: str) -> None:
    chart = histogram(Series("", unit, "count", ()), values, SPAN, SAY)
    assert sum(int(bar.label.replace(",", "")) for bar in chart.bars) == len(values)
    assert len(chart.bars) <= 15


@pytest.mark.parametrize(
    ("values", "unit", "classes"),
    [
        (["0", "3", "12"], "件", [("0", "1"), ("2–5", "1"), ("5–10", "0"), ("10–20", "1")]),
        (["5"], "件", [("5–10", "1")]),
        (["88", "99.9", "100"], "%", [("80–90%", "1"), ("90–100%", "1"), ("100%", "1")]),
        (["120"], "%", [("≥100%", "1")]),
        (["0", "0"], "件", [("0", "2")]),
    ],
)
def test_classes_are_round(values: list[str], unit: str, classes: list[tuple[str, str]]) -> None:
    chart = histogram(Series("", unit, "count", ()), list(map(Decimal, values)), SPAN, SAY)
    assert [(bar.name, bar.label) for bar in chart.bars] == classes


@given(st.lists(NUMBERS, min_size=1, max_size=40).map(sorted))
def test_quantiles_are_in_order_and_within_the_values(ordered: list[Decimal]) -> None:
    parts = [quantile(ordered, share) for share in QUARTERS]
    assert [ordered[0], *parts, ordered[-1]] == sorted([ordered[0], *parts, ordered[-1]])


@given(st.text(max_size=40), st.integers(3, 20))
def test_a_shortened_name_fits(name: str, room: int) -> None:
    assert width_of(shortened(name, room)) <= room
    assert shortened(name, room) == name or "…" in shortened(name, room)
