"""The page before and after a report belongs to no section, and no figure of it is a quantity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep import extract
from lawrep.body import find_body
from lawrep.normalise import normalise

REPORT = "石桥镇2023年法治政府建设情况报告\n2023年,石桥镇依法行政。\n一、主要做法\n(一)加强学习。组织学法6次。\n"
HEADS = [
    "",
    "您当前的位置:首页 > 政务公开 > 报告\n",
    "您是第 1234 位访客\n今天是2026年3月2日 星期一\n",
    "索引号:NY021/2024-00017  浏览次数:387次\n发布日期:2024-03-15\n",
    "网站支持IPv6 | 无障碍阅读\n字号:大 中 小\n访问量:3万次\n",
    "| 索引号 | 0012/2024-3 | 公开方式 | 主动公开 |\n| --- | --- | --- | --- |\n",
]
TAILS = [
    "",
    "【打印】 【关闭】\n您是第 1234 位访客\n",
    "扫一扫在手机打开当前页\n版权所有:安岭县人民政府\n",
    "主办单位:安岭县人民政府  网站标识码:3605990008\n赣ICP备14002387号-1\n访问量:3万次\n",
    "分享到:微信\n相关文档\n石桥镇2022年调解纠纷36件\n常用网站:\n",
    "上一篇:石桥镇调解纠纷36件\n下一篇:没有了\n",
    "  • 网站地图 版权声明 联系我们\n    版权所有:安岭县\n    建议使用1024×768分辨率\n",
    "相关链接:\n· 石桥镇组织培训12次  2024-01-19\n地址:石桥镇城东大道1号\n",
]
SIGNED = [
    "",
    "石桥镇人民政府\n2024年1月8日\n",
    "附件:行政执法统计表\n",
    "特此报告。\n",
    "(联系人:王安,电话:0700-5512345)\n二〇二四年一月八日\n",
]


@pytest.mark.parametrize("signature", SIGNED)
@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("head", HEADS)
def test_the_page_adds_nothing_to_a_report(head: str, tail: str, signature: str) -> None:
    report = extract(head + REPORT + signature + tail)
    assert [section.title for section in report.sections] == ["主要做法", "加强学习"]
    assert [indicator.text for indicator in report.indicators] == ["6次"]
    assert {section.end for section in report.sections} == {len(head + REPORT + signature)}


KEPT = [
    "主办法治讲座3场。",
    "分享到各村的案例3个。",
    "视频浏览次数达到3次。",
    "打印资料3份。",
    "关闭企业3家。",
    "提供技术支持3次。\n",
    "地址变更3次。",
    "来源于群众的意见3条。\n石桥镇人民政府\n",
    "时间紧、任务重,办结3件",
    "相关文件制定3件",
]


@pytest.mark.parametrize("line", KEPT)
def test_a_line_of_the_report_is_kept(line: str) -> None:
    assert [indicator.value for indicator in extract(REPORT + line).indicators] == [6, 3]


def test_short_lines_of_a_report_are_not_taken_for_its_head() -> None:
    text = "石桥镇2023年法治政府建设情况报告\n组织学法6次\n开展培训8次\n接待群众9人\n评查5卷\n来源:群众3条\n办结。\n"
    assert [indicator.value for indicator in extract(text).indicators] == [6, 8, 9, 5, 3]


def test_a_report_without_line_breaks_loses_the_page_that_follows_its_last_sentence() -> None:
    text = "石桥镇2023年法治政府建设情况报告2023年,石桥镇依法行政。一、做法。学法6次。2024年1月8日【打印】访问量:3万次"
    report = extract(text)
    assert [indicator.text for indicator in report.indicators] == ["6次"]
    assert report.sections[-1].end == text.index("【打印】")
    assert report.metadata.date == "2024-01-08"


@pytest.mark.parametrize(
    "text", ["", "\n", "打印", "索引号:1\n", "版权所有", "培训3次", "报告", "法治政府建设报告", "。\n。\n"]
)
def test_where_there_is_no_report_nothing_is_lost(text: str) -> None:
    body = find_body(text)
    assert 0 <= body.start <= body.end <= len(text)


LINES = st.sampled_from(
    [
        *"".join(HEADS + TAILS + SIGNED).splitlines(),
        *REPORT.splitlines(),
        "",
        " ",
        ">",
        "。",
        "一、",
        "2024年1月8日",
        "》和",
    ]
)


@given(st.lists(LINES, max_size=20).map("\n".join))
def test_a_body_lies_in_its_text_and_keeps_every_offset(text: str) -> None:
    body = find_body(normalise(text))
    assert 0 <= body.start <= body.end <= len(text)
    only = body.only(text)
    assert len(only) == body.end
    assert only[body.start :] == text[body.start : body.end]
    assert not only[: body.start].strip()


@given(st.text(alphabet="法治政府建设报告2024年一、(>|:：。\n 省市县《“》和关于", max_size=200))
def test_any_text_has_metadata(text: str) -> None:
    extract(text)


def test_the_pages_listed_below_a_report_are_none_of_it() -> None:
    report = "清溪镇2024年法治政府建设工作报告\n一、主要成效\n全年调解纠纷300件。\n\n清溪镇人民政府\n2025年1月10日\n"
    links = (
        "\n相关阅读：\n·全县调解纠纷900件\n热门新闻\n1. 省政府召开会议12次\n2. 全市新增律师30名\n主办：清溪镇人民政府\n"
    )
    assert [indicator.text for indicator in extract(report + links).indicators] == ["300件"]
    assert len(extract(report + links).sections) == 1


@pytest.mark.parametrize("head", ["日期 | 主题 | 参加人数（人）", "时间 | 场次（场）", "主办单位 | 参加人数（人）"])
def test_the_heads_of_a_table_at_the_end_are_of_the_report(head: str) -> None:
    row = " | ".join(["普法讲座", "民法典", "120"][-len(head.split(" | ")) :])
    text = normalise(f"{REPORT}附表\n{head}\n{row}\n{row}")
    assert find_body(text).end == len(text)


def test_a_row_of_a_table_is_no_title() -> None:
    title = find_body(normalise(f"听取法治建设汇报 | 两次\n{REPORT}")).title
    assert title is not None
    assert title.words == "石桥镇2023年法治政府建设情况报告"
