"""What tables yield: a file of tables as offices print them, and properties of any table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep import extract, to_json
from lawrep.explain import explain
from lawrep.models import Indicator
from lawrep.normalise import normalise
from lawrep.source import Text
from lawrep.tabular.cells import read_value
from lawrep.tabular.grid import find_tables, parted
from lawrep.tabular.heads import read_head
from lawrep.validate import find_faults

TABLES = Path(__file__).parent / "cases" / "tables.txt"
ANY = "*"
PIECES = [
    *("指标", "数量", "单位", "件", "万元", "行政处罚案件(件)", "罚没金额(万元)", "2022年", "2023", "同比增长(%)"),
    *("合计", "—", "/", "无", "12", "1,204", "98.6%", "约1.2", "3000余", "↓5.2%", "-3.1", "+4", "三", "两件"),
    *("近百家", "九成", "3万", "12件，增长5%", "200件（含3件）", "一、行政复议", "其中：涉企", "市公安局"),
    *("2023-12-01", "第1名", "目标值", "占比%", "全年举办培训12期，培训500人次。", "单位：件、万元", "三分之一"),
    *(
        "填表人：某某",
        "填报单位",
        "甲",
        "乙",
        "计量单位",
        "万元",
        "合计(宗)",
        "一、行政许可",
        "是",
        "√",
        "2081",
        "36/4,200",
    ),
    *("3场、500人次", "件数", "人数", "场次/人次", "增减", "-12"),
    *("3至5件", "3-5", "5人以上案件", "１２", "約3萬", "1 204", "", "  ", "1.", "①", "|---|---|"),
]
PARTS = [" | ", "|", "\t", "｜", "\n", "\n", "，", "。\n"]
ANY_TABLE = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(PARTS)).map("".join), max_size=40).map("".join)


def cases() -> Iterator[tuple[str, str, list[str]]]:
    """Yield each table of the file with its name and what it must yield."""
    for block in TABLES.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, *lines = block.rstrip("\n").split("\n")
        table = [line.replace("⇥", "\t") for line in lines if not line.startswith("= ")]
        yield name, "\n".join(table).strip("\n"), [line[2:] for line in lines if line.startswith("= ")]


CASES = list(cases())


def show(indicator: Indicator) -> list[str]:
    """Return an indicator as the file of tables has it."""
    more = [
        indicator.bound if indicator.bound != "exact" else "",
        indicator.change or "",
        indicator.status if indicator.status != "achieved" else "",
    ]
    return [
        indicator.text,
        f"{indicator.value} {indicator.unit or '-'} {indicator.kind}",
        indicator.label,
        indicator.code or "-",
        *filter(None, [" ".join(filter(None, more))]),
    ]


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_table_has_its_indicators(name: str, text: str, expected: list[str]) -> None:
    wanted = [line.split(" : ") for line in expected]
    found = [show(indicator) for indicator in extract(text).indicators]
    for one, other in zip(wanted, found, strict=False):
        one[:] = [own if said == ANY else said for said, own in zip(one, other, strict=False)] + one[len(other) :]
    assert found == wanted


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_table_is_valid_and_breaks_no_rule_of_figures(name: str, text: str, expected: list[str]) -> None:
    report = extract(text)
    assert find_faults(to_json(report)) == []
    figures = {(each.start, each.end) for each in report.indicators}
    assert [finding for finding in report.findings if (finding.start, finding.end) in figures] == []


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_each_figure_of_a_table_is_explained(name: str, text: str, expected: list[str]) -> None:
    assert [each.indicator["text"] for each in explain(Text.of(text))] == [line.split(" : ")[0] for line in expected]


@given(ANY_TABLE)
def test_whatever_the_table_the_document_is_valid(text: str) -> None:
    report = extract(text)
    assert find_faults(to_json(report)) == []


@given(ANY_TABLE)
def test_parting_moves_no_character(text: str) -> None:
    normal = normalise(text)
    tables = find_tables(normal, text, 0)
    apart = parted(normal, tables)
    assert len(apart) == len(text)
    for cell in (cell for table in tables for row in table.rows for cell in row):
        assert apart[cell.start : cell.end] == cell.words == normal[cell.start : cell.end]


BEFORE = "一、行政复议\n全年受理行政复议案件120件，其中涉企30件，同比增长5%。\n"
AFTER = "\n其余90件均已办结，调解成功率98%。\n二、行政执法\n作出行政处罚决定60件，罚没12万元。"


@pytest.mark.parametrize("table", ["指标 | 数量\n人民调解案件(件) | 7", "法律援助 | 12件 | 公证 | 30件"])
def test_the_prose_around_a_table_keeps_what_it_has_without(table: str) -> None:
    def prose(text: str) -> list[tuple[str, str, str | None, str | None]]:
        return [(each.text, each.label, each.code, each.section) for each in extract(text).indicators]

    found = prose(BEFORE + table + AFTER)
    without = prose(BEFORE + AFTER.lstrip("\n"))
    assert [each for each in found if each in without] == without
    assert len(found) > len(without)


def test_a_text_without_tables_is_left_as_it_is() -> None:
    text = "一、\t总体情况\n(一)\t培训12次。\n\t全年调解案件12件。\n● \t普法。"
    assert find_tables(normalise(text), text, 0) == []
    assert parted(text, []) is text


NO_TABLES = [  # prose that holds bars or tabs, and the same without
    ("推进“双随机|一公开”监管，开展抽查36次。", "推进“双随机、一公开”监管，开展抽查36次。"),
    ("推进“双随机｜一公开”监管，开展抽查36次。", "推进“双随机、一公开”监管，开展抽查36次。"),
    ("首页 | 新闻 | 公开\n全年办理行政处罚案件70件。", "全年办理行政处罚案件70件。"),
    ("全年办理行政处罚案件70件。\n云陵县司法局\t\t2025年1月20日", "全年办理行政处罚案件70件。\n云陵县司法局"),
    ("全年办理行政处罚案件70件。\n\t\t\t云陵县人民政府", "全年办理行政处罚案件70件。\n云陵县人民政府"),
    ("打印 | 关闭 | 分享到：微信\n全年办理行政处罚案件70件。", "全年办理行政处罚案件70件。"),
    ("（联系人：张某\t联系电话：0599-6123456）\n全年调解案件70件。", "全年调解案件70件。"),
    ("目录\n行政执法\t1\n行政复议\t12\n\n全年调解案件70件。", "全年调解案件70件。"),
    ("\t全年办理行政处罚案件70件，\t罚没金额3.5万元。", "全年办理行政处罚案件70件，罚没金额3.5万元。"),
]


@pytest.mark.parametrize(("text", "plain"), NO_TABLES)
def test_bars_and_tabs_in_prose_are_no_table(text: str, plain: str) -> None:
    def figures(said: str) -> list[list[str]]:
        return [show(indicator) for indicator in extract(f"一、行政执法\n{said}").indicators]

    assert figures(text) == figures(plain) != []


NO_NUMBERS = [
    *("2023年", "2023-12-01", "2023年12月", "12月", "三日"),
    *("第3名", "0512-8223344", "13812345678", "007", "3-5", "1+2", "张三", "—", ""),
    *("8 642", "8 642件", "36/约4,200", "3场、5场"),
]


@pytest.mark.parametrize("said", NO_NUMBERS)
def test_what_is_no_number(said: str) -> None:
    assert read_value(said) is None


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("36/4,200", [36, 4200]),
        ("3场、500人次", [3, 500]),
        ("12场600人次", [12, 600]),
        ("312件,同比增长5%", [312]),
        ("200件（含网上办理150件）", [200]),
    ],
)
def test_a_cell_with_several_numbers(said: str, values: list[int]) -> None:
    first = read_value(said)
    assert first is not None
    assert [int(each.value) for each in (first, *first.further)] == values


@pytest.mark.parametrize(
    ("said", "words", "unit", "scale"),
    [
        ("罚没金额(万元)", "罚没金额", "元", 10000),
        ("罚没金额(单位:亿元)", "罚没金额", "元", 10**8),
        ("罚没金额,万元", "罚没金额", "元", 10000),
        ("罚没金额/元", "罚没金额", "元", 1),
        ("案件数(件)", "案件", "件", 1),
        ("受众(万人次)", "受众", "人次", 10000),
        ("办结率%", "办结率", "%", 1),
        ("床位(张)", "床位", "张", 1),
        ("社区(村)", "社区(村)", None, None),
        ("行政许可", "行政许可", None, None),
        ("法治讲座【场】", "法治讲座", "场", 1),
        ("行政处罚 件", "行政处罚", "件", 1),
        ("单 位", "", None, None),
        ("截至2024年12月底罚没金额(万元)", "罚没金额", "元", 10000),
        ("撤销许可的数量", "撤销许可", None, None),
        ("部分公开(区分处理的,只计这一情形,不计其他情形)", "部分公开", None, None),
        ("1-12月累计", "", None, None),
        ("上年结转案件(件)", "上年结转案件", "件", 1),
    ],
)
def test_a_head_gives_its_unit(said: str, words: str, unit: str | None, scale: int | None) -> None:
    head = read_head(said)
    assert head.words == words
    measure = head.measure
    assert (measure.unit.name if measure else None, measure.scale if measure else None) == (unit, scale)


HOSTILE = [
    *("|", "1|", "| 1 |\n", "1\t", "a | 1\n", "a\t1\n\n", "单位：件 | ", "合 计 | 1 | ", "(|", "2023 | "),
    *("指标 | 数量\n", " \n|"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_thirty_thousand_characters_of_cells_are_done(piece: str) -> None:
    """Not timed: what is not linear would run for minutes here, and be seen."""
    text = piece * (30_000 // len(piece))
    assert extract(text).text == text
