import pytest

from lawrep import extract
from lawrep.body import find_body
from lawrep.metadata import find_metadata
from lawrep.regions import FULL, find_chain
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
