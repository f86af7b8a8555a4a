from collections.abc import Mapping
from typing import Any

import pytest

from lawrep import extract
from lawrep.body import find_body
from lawrep.metadata import find_metadata
from lawrep.pipeline import describe
from lawrep.regions import FULL, find_chain
from lawrep.source import Source, Text
from lawrep.tables import load
from tests import cases

CASES = cases.load("metadata")


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:24] for case in CASES])
def test_a_report_says_what_it_is(text: str, expected: str) -> None:
    metadata = extract(text.replace("↵", "\n").replace("→", "\t")).metadata.model_dump()
    wanted = dict(field.split("=", 1) for field in expected.split(" | "))
    assert {field: "-" if metadata[field] is None else str(metadata[field]) for field in wanted} == wanted


METADATA = [
    ("某县2023年法治政府建设情况报告\n一、成效\n", "title", "某县2023年法治政府建设情况报告"),
    ("某县人民政府\n2023年法治政府建设情况报告\n一、成效\n", "title", "某县人民政府2023年法治政府建设情况报告"),
    ("标题：某县2023年法治政府建设情况报告\n一、成效\n", "title", "某县2023年法治政府建设情况报告"),
    ("首页> 法治政府建设年度报告\n2024年，我县…\n一、成效\n", "title", None),
    ("某县2023年法治政府建设情况报告\n2024年以来\n一、成效\n", "year", 2023),
    ("2024年，我局扎实推进。\n一、成效\n", "year", 2024),
    ("某县2023年法治政府建设情况报告\n发布时间：2024-03-27 10:15\n一、成效\n", "published", "2024-03-27"),
    ("成文日期：2024年3月1日 发布日期：2024年3月5日\n一、成效\n", "published", "2024-03-05"),
    ("成文日期：2024年3月1日 发布日期：2024年3月5日\n一、成效\n", "date", "2024-03-01"),
    ("一、成效\n正文。\n某县人民政府\n二〇二四年三月十五日\n", "date", "2024-03-15"),
    ("一、成效\n正文。\n2024年13月40日\n", "date", None),
]


@pytest.mark.parametrize(("text", "field", "value"), METADATA)
def test_the_plain_rules_of_metadata(text: str, field: str, value: str | int | None) -> None:
    assert getattr(extract(text).metadata, field) == value


def test_metadata_has_every_field() -> None:
    assert set(find_metadata("", "", find_body(""), [])) == set(type(extract("").metadata).model_fields)


PRINTED = {
    "index_number": ("AL01/2024-003", "AL01/2024-003"),
    "document_number": ("安政〔2024〕3号", "安政〔2024〕3号"),
    "date": ("2024年3月5日", "2024-03-05"),
    "published": ("2024/3/5 10:15", "2024-03-05"),
}
LABELS = [(field, label) for field in PRINTED for label in load("metadata")["labels"][field]]


@pytest.mark.parametrize(("field", "label"), LABELS)
@pytest.mark.parametrize("shape", ["{}:{}", "{}： {}", "[ {} ] {}", "| {} | {} |", "- {}:\n\n  {}", "【{}】{}"])
def test_every_label_is_known_in_every_shape(field: str, label: str, shape: str) -> None:
    printed, value = PRINTED[field]
    text = "公开方式:主动公开\n" + shape.format(label, printed) + "\n安岭县2022年法治政府建设情况报告\n一、做法\n"
    assert getattr(extract(text).metadata, field) == value


@pytest.mark.parametrize("province", sorted(FULL))
def test_every_province_is_known(province: str) -> None:
    assert [name for _, name, _ in find_chain(f"{province}安岭县水利局").places] == [province, "安岭县"]


def test_there_are_thirty_one_provinces() -> None:
    assert len(FULL) == 31


OPENING = "2023年，我县依法行政。\n一、主要做法\n调解纠纷12件。\n石桥镇人民政府\n2024年1月5日"
DECLARED = [
    # what a file declares as its title, and what is taken from it where the report prints none and is signed
    ("云岭县人民政府门户网站", None),
    ("2019年政府信息公开工作年度报告", None),
    ("县政府召开法治建设推进会_云岭县人民政府", None),
    ("Microsoft Word - 文档1.doc", None),
    ("政策文件", None),
    ("石桥镇2023年法治政府建设情况报告", "石桥镇2023年法治政府建设情况报告"),
    ("石桥镇2023年法治政府建设情况报告 - 云岭县人民政府", "石桥镇2023年法治政府建设情况报告"),
]


@pytest.mark.parametrize(("declared", "title"), DECLARED)
def test_a_declared_title_counts_where_it_is_that_of_a_report(declared: str, title: str | None) -> None:
    found = metadata_of(OPENING, declared={"title": declared})
    assert (found["title"], found["organ"], found["year"]) == (title, "石桥镇人民政府", 2023)


def test_what_is_signed_and_presented_goes_over_a_declared_title() -> None:
    text = OPENING.replace("2023年，我县依法行政。", "现将我镇2023年工作情况报告如下：")
    found = metadata_of(text, declared={"title": "云岭县司法局2022年法治政府建设情况报告"})
    assert (found["organ"], found["year"]) == ("石桥镇人民政府", 2023)


ABOVE, BELOW = (
    "索引号：AB12/2024-3\n发布日期：2024-03-05",
    "成文日期：2011-02-03\n索引号：ZZ99/2011-1\n更新日期：2026-05-01",
)


def test_labels_above_a_report_go_over_those_below_it_and_the_file_comes_last() -> None:
    declared = {"published": "2025-01-01", "index_number": "FF00/2025-1"}
    both = metadata_of(OPENING, f"{ABOVE}\n\n{BELOW}", declared)
    assert (both["published"], both["index_number"], both["date"]) == ("2024-03-05", "AB12/2024-3", "2024-01-05")
    below = metadata_of(OPENING, f"\n\n{BELOW}", declared)
    assert (below["published"], below["index_number"]) == ("2026-05-01", "ZZ99/2011-1")
    alone = metadata_of(OPENING, "", declared)
    assert (alone["published"], alone["index_number"]) == ("2025-01-01", "FF00/2025-1")


@pytest.mark.parametrize(
    ("line", "region"),
    [("霁州市云岭县人民政府", "霁州市云岭县"), ("霁州市人民政府关于印发2011年计划的通知", None)],
)
def test_a_page_tells_the_region_by_whose_it_is_and_not_by_titles_on_it(line: str, region: str | None) -> None:
    assert metadata_of(OPENING, f"{line}\n\n")["region"] == region


def metadata_of(text: str, beside: str = "", declared: Mapping[str, str] | None = None) -> dict[str, Any]:
    source = Source.of("a.html", text.encode(), "text/html", "utf-8")
    found: dict[str, Any] = describe(Text(text, source, beside=beside, declared=declared or {}))["metadata"]
    return found
