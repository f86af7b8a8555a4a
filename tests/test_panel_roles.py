"""Which figures are parts, wholes or of before: by the words of a sentence, and by the heads of a table."""

import pytest

from lawrep.tables import load
from tests.panels import told

# What a report says, and of its figures that have a role the text and the role, in reading order.
CASES = [
    ("调解纠纷954件。", ""),
    ("调解纠纷954件，其中涉企12件。", "954件 total, 12件 part"),
    ("调解纠纷954件，其中涉企12件、涉农30件。", "954件 total, 12件 part, 30件 part"),
    ("受理调解案件954件（其中涉企案件12件）。", "954件 total, 12件 part"),
    ("受理调解案件954件（涉企案件12件）。", "954件 total, 12件 part"),
    ("受理调解案件954件（涉企案件1200件）。", ""),
    ("调解纠纷954件，成功率98%；其中涉企纠纷12件。", "954件 total, 12件 part"),
    ("调解纠纷954件，调解成功900件，成功率94.3%，其中涉企纠纷12件。", "954件 total, 12件 part"),
    ("调解纠纷954件。其中，涉企纠纷12件。", "954件 total, 12件 part"),
    ("调解纠纷954件。成效明显。其中，涉企纠纷12件。", ""),
    ("调解纠纷12件。其中，涉企纠纷954件。", ""),
    (
        "行政处罚案件2010件，罚没金额1980万元；其中城管领域712件，罚没金额640万元。",
        "2010件 total, 1980万元 total, 712件 part, 640万元 part",
    ),
    ("调解纠纷954件，其中涉企纠纷12件；信访案件80件，调解纠纷30件。", "954件 total, 12件 part"),
    ("清理规范性文件417件，继续有效302件、废止79件、修改36件。", "417件 total, 302件 part, 79件 part, 36件 part"),
    ("调解纠纷12件：婚姻纠纷8件、邻里纠纷4件。", "12件 total, 8件 part, 4件 part"),
    ("创建全国民主法治示范村3个、省级2个、市级1个。", ""),
    ("城管、市场监管、交通运输领域分别办理行政处罚案件100件、200件、300件。", ""),
    ("调解民间纠纷600件、行政纠纷354件，共计954件。", "600件 part, 354件 part, 954件 total"),
    ("调解民间纠纷600件、行政纠纷354件，共计955件。", ""),
    ("没收违法所得12万元，罚款30万元，罚没合计42万元。", "12万元 part, 30万元 part, 42万元 total"),
    ("没收违法所得12万元，罚款30万元，罚没合计52万元。", ""),
]
EXAMPLES = [tuple(example) for table in load("panel")["roles"].values() for example in table["examples"]]


@pytest.mark.parametrize(("said", "wanted"), [*CASES, *EXAMPLES], ids=[said for said, _ in [*CASES, *EXAMPLES]])
def test_words_tell_parts_and_wholes(said: str, wanted: str) -> None:
    rows = told(said).rows
    assert ", ".join(f"{row['text']} {row['role']}" for row in rows if row["role"]) == wanted


TABLE = """下表为办案情况。
单位：件
| 单位 | 行政处罚案件 | 行政许可案件 |
| --- | --- | --- |
| 公安局 | 120 | 30 |
| 城管局 | 80 | 20 |
| {} | 200 | 50 |
"""
TABLES = [
    ("合计", ["part", "part", "part", "part", "total", "total"]),
    ("总计", ["part", "part", "part", "part", "total", "total"]),
    ("水利局", [None] * 6),
]


@pytest.mark.parametrize(("head", "wanted"), TABLES)
def test_the_row_that_sums_a_table_up_is_the_whole_of_the_others(head: str, wanted: list[str | None]) -> None:
    rows = [row for row in told(TABLE.format(head)).rows if row["code"] is not None]
    assert [row["role"] for row in rows] == wanted
