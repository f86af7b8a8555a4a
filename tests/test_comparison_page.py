"""The page of two reports side by side, as a browser shows it."""

from typing import TYPE_CHECKING, Any

import pytest

from lawrep.comparison import compare
from lawrep.page.comparison import comparison_page
from lawrep.pipeline import describe
from lawrep.source import Text

if TYPE_CHECKING:
    from tests.browsing import Open

pytestmark = pytest.mark.xdist_group("browser")

HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(2)</script>'&{{7*7}}"
EARLIER = (
    "全年调解纠纷120件，调解成功率98.5%，挽回损失1012.36万元。开展普法宣传12场。受理行政复议案件1.2万件。设立调解组织30个。"
    "\n二、2024年工作安排\n全年开展普法宣传不少于15场。"
)
LATER = (
    "全年调解纠纷150件，调解成功率98.1%，挽回损失800万元。开展普法宣传12场。受理行政复议案件12050件。"
    "法律咨询接待群众600人次。"
)


def document(year: int, text: str, **more: str | None) -> dict[str, Any]:
    fields = describe(Text.of(f"一、主要举措和成效\n(一)化解矛盾纠纷。{text}"))
    fields["metadata"] |= {"organ": "禾坪镇", "year": year, "title": f"禾坪镇{year}年法治政府建设情况报告", **more}
    return fields


def made(language: str = "zh", earlier: str = EARLIER, later: str = LATER, **more: str | None) -> str:
    return comparison_page(compare(document(2023, earlier, **more), document(2024, later, **more)), language)


def row(page: Any, code: str, at: int = 0) -> list[str]:
    """What the line of an indicator says: both values, the change, the percent."""
    line = page.locator(f"tr.line:has(code:text-is('{code}'))").nth(at)
    return [" ".join(line.locator(f"td.{name}").nth(nth).inner_text().split()) for name, nth in CELLS]


CELLS = (("value", 0), ("value", 1), ("change", 0), ("percent", 0))


def test_the_lines_say_what_went_up_and_down_and_by_how_much(open_page: "Open") -> None:
    page = open_page(made()).page
    assert page.title() == page.locator("h1").inner_text() == "禾坪镇 2023年与2024年比较"
    assert row(page, "disputes.mediated") == ["120件", "150件", "↑ +30件 上升", "+25%"]
    assert row(page, "disputes.mediation_success_rate") == ["98.5%", "98.1%", "↓ −0.4个百分点 下降", ""]
    assert row(page, "publicity.events") == ["12场", "12场", "= 持平", ""]


def test_what_is_gone_and_new_and_unsure_is_told(open_page: "Open") -> None:
    page = open_page(made()).page
    changes = {each: page.locator(f"tr.line.{each}").count() for each in ("gone", "new", "unsure", "same")}
    assert changes["gone"] >= 1
    assert changes["new"] >= 1
    assert changes["unsure"] >= 1
    assert row(page, "disputes.mediation_organisations")[:3] == ["30个", "未提及", "− 不再出现"]
    unsure = page.locator("tr.line.unsure").first
    assert unsure.locator("td.value small").first.inner_text() == "≥ 11,500，< 13,000"
    assert "难以判断" in unsure.inner_text()


def test_two_bars_are_as_long_as_the_two_values(open_page: "Open") -> None:
    page = open_page(made()).page
    bars = page.locator("tr.line:has(code:text-is('disputes.mediated')) .bar")
    lengths = bars.evaluate_all("bars => bars.map(bar => bar.getBBox().width)")
    assert lengths[0] / lengths[1] == pytest.approx(120 / 150, abs=0.003)


def test_a_line_opens_to_the_sentences_behind_it(open_page: "Open") -> None:
    page = open_page(made()).page
    line = page.locator("tr.line:has(code:text-is('disputes.mediated'))")
    assert not line.locator("dd").first.is_visible()
    line.locator("summary").click()
    assert line.locator("mark").all_inner_texts() == ["120件", "150件"]
    assert "全年调解纠纷120件" in line.locator("dd").first.inner_text()
    assert line.locator("dt").all_inner_texts() == ["2023年", "2024年"]


def test_plans_are_told_with_what_became_of_them(open_page: "Open") -> None:
    page = open_page(made()).page
    goals = page.locator("section[aria-labelledby=title-goals] tr.line")
    assert goals.count() == 1
    assert "不少于 15场" in goals.inner_text()
    assert goals.locator(".change").inner_text() == "未完成"


def test_lines_are_filtered_by_change_and_words(open_page: "Open") -> None:
    page = open_page(made()).page
    lines = "section[aria-labelledby=title-indicators] tr.line"
    total = page.locator(lines).count()
    page.locator("input[value=down]").check()
    shown = [each.get_attribute("data-change") for each in page.locator(lines).all() if each.is_visible()]
    assert set(shown) == {"down"}
    page.locator("input[value=up]").check()
    assert (
        page.locator("#shown").inner_text().startswith(f"显示{sum(e.is_visible() for e in page.locator(lines).all())}")
    )
    page.locator("input[value=down]").uncheck()
    page.locator("input[value=up]").uncheck()
    assert sum(each.is_visible() for each in page.locator(lines).all()) == total
    page.keyboard.press("/")
    page.keyboard.type("mediated")
    assert sum(each.is_visible() for each in page.locator(lines).all()) == 1
    page.locator("#find").fill("无此指标")
    assert page.locator("#none").is_visible()


def test_what_the_reports_say_is_shown_and_never_run(open_page: "Open") -> None:
    text = f"全年调解{HOSTILE}纠纷120件。"
    html = made(earlier=text, later=text.replace("120", "150"), organ=HOSTILE, title=HOSTILE, region=HOSTILE)
    page = open_page(html).page
    assert page.locator("img, iframe, body script:not(:last-of-type)").count() == 0
    assert page.locator("h1").inner_text().startswith(HOSTILE)
    for each in page.locator("details").all():
        each.evaluate("each => each.open = true")
    assert HOSTILE in page.locator("main").inner_text()


def test_doubts_about_the_pair_are_told(open_page: "Open") -> None:
    page = open_page(comparison_page(compare(document(2021, EARLIER), document(2024, LATER)), "zh")).page
    assert "年度不相邻" in page.locator(".doubt").inner_text()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(1280, 900), (390, 844), (320, 700)])
def test_nothing_reaches_beyond_the_side_of_the_page(open_page: "Open", language: str, size: tuple[int, int]) -> None:
    page = open_page(made(language), size=size).page
    for each in page.locator("details").all():
        each.evaluate("each => each.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    words = "".join(page.locator("h1, h2, thead, label, dt, .note, output, .change").all_inner_texts())
    assert "{" not in words


def test_two_reports_with_nothing_in_them_are_a_page_that_says_so(open_page: "Open") -> None:
    page = open_page(made(earlier="化解纠纷。", later="化解纠纷。")).page
    assert page.locator(".note").inner_text() == "没有可比较的数据。"


def test_without_a_script_all_lines_are_there(open_page: "Open") -> None:
    page = open_page(made(), script=False).page
    assert page.locator("tr.line").first.is_visible()
    assert not page.locator("#controls").is_visible()
    assert page.locator(".counts li").first.is_visible()
