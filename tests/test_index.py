"""The index of several reports, as a browser shows it: table, charts, filters, links, nothing that a report can run."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pytest

from lawrep.page.index.page import index_page
from lawrep.page.index.spots import Entry
from lawrep.panel.rows import digest, unreadable
from lawrep.pipeline import describe
from lawrep.source import Text

if TYPE_CHECKING:
    from tests.browsing import Open

pytestmark = pytest.mark.xdist_group("browser")

HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(2)</script>'&{{7*7}}"


def entry(organ: str, year: int | None, text: str, *, region: str | None = "云山省白河市", **more: str | None) -> Entry:
    """The entry of a report by this organ on this year that says this."""
    fields = describe(Text.of(f"一、主要举措和成效\n(一)化解矛盾纠纷。{text}"))
    title = more.get("title", f"{organ}{year}年法治政府建设情况报告")
    fields["metadata"] |= {"organ": organ, "year": year, "region": region, "title": title}
    name = f"{organ}-{year}.txt"
    starts = tuple(each["start"] for each in fields["indicators"])
    levels = Counter(finding["severity"] for finding in fields["findings"])
    return Entry(digest(name, fields), more.get("href", f"pages/{organ}-{year}.html"), levels, starts)


def few() -> list[Entry]:
    """Three organs over three years, with gaps and bounds, and a document that could not be read."""
    return [
        entry("禾坪镇", 2022, "全年调解纠纷120件，调解成功率98%。"),
        entry("禾坪镇", 2023, "全年调解纠纷1.2万余件，调解成功率99.5%。"),
        entry("禾坪镇", 2024, "全年开展普法宣传12场。"),
        entry("云岭县", 2024, "全年调解纠纷不足60件，调解成功率97%。", region=None),
        entry("青石街道", 2022, "全年调解纠纷80件。"),
        entry("青石街道", 2024, "全年调解纠纷约90件，开展普法宣传30场。"),
        Entry(unreadable("坏.pdf", "坏.pdf: 没有文字层"), None, {}),
    ]


def many(count: int) -> list[Entry]:
    return [entry(f"{number}号镇", 2024, f"全年调解纠纷{number + 1}件。") for number in range(count)]


def texts(page: Any, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def visible(page: Any, selector: str) -> int:
    return sum(each.is_visible() for each in page.locator(selector).all())


def test_the_head_says_how_much_there_is(open_page: "Open") -> None:
    page = open_page(index_page(few())).page
    assert page.title() == "法治政府建设情况报告"
    assert texts(page, ".facts span") == ["6份报告", "3个机关", "2022–2024年", "1份无法读取"]


def test_the_same_entries_in_any_order_give_the_same_page() -> None:
    assert index_page(few()) == index_page(few()[::-1])


def test_the_table_leads_to_each_page_and_names_what_could_not_be_read(open_page: "Open") -> None:
    page = open_page(index_page(few())).page
    links = page.locator("#reports-table tbody a")
    assert links.evaluate_all("links => links.map(link => decodeURI(link.getAttribute('href')))") == [
        "pages/禾坪镇-2022.html",
        "pages/禾坪镇-2023.html",
        "pages/禾坪镇-2024.html",
        "pages/青石街道-2022.html",
        "pages/青石街道-2024.html",
        "pages/云岭县-2024.html",
    ]
    last = page.locator("#reports-table tbody tr").last
    assert last.inner_text().split() == ["坏.pdf", "坏.pdf:", "没有文字层"]


def test_the_table_counts_figures_and_findings(open_page: "Open") -> None:
    one = entry("禾坪镇", 2024, "调解纠纷120件，办结率109%。")
    page = open_page(index_page([one])).page
    cells = texts(page, "#reports-table tbody tr td.number")
    assert cells == [str(len(one.starts)), "1", str(one.levels["error"]), str(one.levels["warning"])]
    assert (len(one.starts), one.levels["error"]) == (2, 1)


def test_the_table_is_filtered_and_sorted(open_page: "Open") -> None:
    page = open_page(index_page(few())).page
    rows = "#reports-table tbody tr"
    page.keyboard.press("/")
    page.keyboard.type("青石")
    assert visible(page, rows) == 2
    assert page.locator("#reports-shown").inner_text() == "显示2份，共7份"
    page.locator("#find-report").fill("")
    page.locator("#report-year").select_option("2024")
    assert visible(page, rows) == 3
    page.locator("#report-year").select_option("")
    page.locator("#report-faulty").check()
    assert visible(page, rows) == 1
    page.locator("#report-faulty").uncheck()
    page.locator("#find-report").fill("无此机关")
    assert (visible(page, rows), visible(page, "#reports-none")) == (0, 1)
    page.locator("#find-report").fill("")
    year = page.locator("#reports-table thead button", has_text="年度")
    year.click()
    assert texts(page, f"{rows} .year") == ["2022", "2022", "2023", "2024", "2024", "2024", ""]
    year.click()
    assert texts(page, f"{rows} .year") == ["2024", "2024", "2024", "2023", "2022", "2022", ""]
    assert page.locator("thead th", has_text="年度").get_attribute("aria-sort") == "descending"


def test_a_chart_over_years_has_a_bar_or_a_gap_for_each(open_page: "Open") -> None:
    page = open_page(index_page(few())).page
    card = page.locator(".card", has_text="disputes.mediated")
    assert texts(page, ".card:has-text('disputes.mediated') .over-years figcaption") == ["禾坪镇", "青石街道"]
    bars = card.locator(".over-years a, .over-years g")
    told = bars.evaluate_all("bars => bars.map(bar => bar.querySelector('title').textContent)")
    assert told == [
        "禾坪镇 2022年：120件",
        "禾坪镇 2023年：不少于 12,000件",
        "禾坪镇 2024年：未提及",
        "青石街道 2022年：80件",
        "青石街道 2023年：无报告",
        "青石街道 2024年：约 90件",
    ]
    assert card.locator(".over-years .bar").count() == 4
    assert card.locator(".over-years .whisker").count() == 2
    assert card.locator(".over-years .dot").count() == 1


def test_bars_are_as_high_as_their_values(open_page: "Open") -> None:
    page = open_page(index_page(few())).page
    heights = (
        page.locator(".card:has-text('disputes.mediated') .over-years figure")
        .last.locator(".bar")
        .evaluate_all("bars => bars.map(bar => bar.getBBox().height)")
    )
    assert heights[0] / heights[1] == pytest.approx(80 / 90, abs=0.003)


def test_each_bar_leads_to_the_mark_of_its_figure(open_page: "Open") -> None:
    entries = few()
    page = open_page(index_page(entries)).page
    hrefs = page.locator(".card:has-text('disputes.mediated') .over-years a").evaluate_all(
        "links => links.map(link => decodeURI(link.getAttribute('href')))"
    )
    assert hrefs == [
        "pages/禾坪镇-2022.html#q1",
        "pages/禾坪镇-2023.html#q1",
        "pages/禾坪镇-2024.html",
        "pages/青石街道-2022.html#q1",
        "pages/青石街道-2024.html#q1",
    ]


def test_a_document_without_a_page_has_no_links(open_page: "Open") -> None:
    bare = [each._replace(href=None) for each in few()]
    page = open_page(index_page(bare)).page
    assert page.locator("#reports-table a, .chart a").count() == 0
    assert page.locator(".bar").count() > 0
    assert "无正文" in page.locator("#reports-table").inner_text()


def test_the_view_is_chosen_and_the_year(open_page: "Open") -> None:
    page = open_page(index_page(few())).page
    card = ".card:has-text('disputes.mediated')"
    assert (visible(page, f"{card} .over-years"), visible(page, f"{card} .across-places")) == (1, 0)
    page.locator("input[value=places]").check()
    assert (visible(page, f"{card} .over-years"), visible(page, f"{card} .across-places")) == (0, 1)
    years = page.locator(f"{card} .across-places details")
    opened = "all => all.filter(each => each.open).map(each => each.dataset.year)"
    assert years.evaluate_all(opened) == ["2024"]
    page.locator("#chart-year").select_option("2022")
    assert years.evaluate_all(opened) == ["2022"]
    names = page.locator(f"{card} details[open] .name").all_text_contents()
    assert names == ["禾坪镇", "青石街道"]


def test_charts_are_filtered_by_name_code_and_group(open_page: "Open") -> None:
    page = open_page(index_page(few())).page
    total = page.locator(".card").count()
    assert total > 2
    for words, found in (("调解成功率", 1), ("disputes.mediated", 1), ("DISPUTES 率", 1), ("没有", 0)):
        page.locator("#find-chart").fill(words)
        assert visible(page, ".card") == found, words
        assert visible(page, ".group") == found, words
    page.locator("#find-chart").fill("")
    page.locator("#chart-group").select_option("group-enforcement")
    assert visible(page, ".group") == 1
    assert page.locator("#charts-shown").inner_text() == f"显示1项，共{total}项"


def test_the_keys_go_from_bar_to_bar_and_say_what_each_is(open_page: "Open") -> None:
    page = open_page(index_page(few())).page
    chart = page.locator(".card:has-text('disputes.mediated') .over-years .chart").first
    assert chart.locator("a:not([tabindex='-1'])").count() == 1
    chart.locator("a").first.focus()
    assert page.locator("#tip").inner_text() == "禾坪镇 2022年：120件"
    page.keyboard.press("ArrowRight")
    assert page.locator("#tip").inner_text() == "禾坪镇 2023年：不少于 12,000件"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#tip").inner_text() == "禾坪镇 2022年：120件"


def test_what_a_report_says_is_shown_and_never_run(open_page: "Open") -> None:
    entries = [
        entry(HOSTILE, year, f"全年调解纠纷{year}件。", region=HOSTILE, title=HOSTILE, href="pages/a.html")
        for year in (2023, 2024)
    ]
    entries.append(Entry(unreadable(HOSTILE, HOSTILE), None, {}))
    page = open_page(index_page(entries)).page
    assert page.locator("img, iframe, body script:not(:last-of-type)").count() == 0
    assert texts(page, "#reports-table tbody a") == [HOSTILE, HOSTILE]
    assert page.locator("#reports-table .title.bad").inner_text() == HOSTILE
    assert page.locator(".over-years .chart title").first.text_content() == f"调解纠纷件数 · {HOSTILE}"
    page.locator("#find-report").fill(HOSTILE)
    page.locator(".chart a").first.hover()
    assert HOSTILE in page.locator("#tip").inner_text()


@pytest.mark.parametrize("size", [(1280, 900), (390, 844), (800, 900), (320, 700)])
@pytest.mark.parametrize("entries", [few(), many(61)], ids=["few", "many"])
def test_nothing_reaches_beyond_the_side_of_the_page(
    open_page: "Open", entries: list[Entry], size: tuple[int, int]
) -> None:
    page = open_page(index_page(entries), size=size).page
    for view in ("years", "places"):
        if page.locator(f"input[value={view}]").count():
            page.locator(f"input[value={view}]").check()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_without_a_script_all_charts_can_be_seen_and_no_control(open_page: "Open") -> None:
    page = open_page(index_page(few()), script=False).page
    assert visible(page, "input, select, button") == 0
    assert visible(page, ".over-years .chart") > 0


@pytest.mark.parametrize(("language", "words"), [("zh", "报告"), ("en", "Reports")])
def test_the_page_has_its_words_in_its_language(open_page: "Open", language: str, words: str) -> None:
    page = open_page(index_page(few(), language)).page
    assert page.locator("#reports-title").inner_text() == words
    assert page.locator("html").get_attribute("lang") == ("zh-CN" if language == "zh" else "en")
    html = page.content()
    assert "{" not in "".join(texts(page, "h1, h2, h3, h4, label, option, summary, .facts, output, figcaption"))
    assert (language == "zh") == ("调解纠纷件数" in html)


def test_where_nothing_can_be_compared_the_page_says_so(open_page: "Open") -> None:
    page = open_page(index_page([entry("禾坪镇", 2024, "调解纠纷120件。")])).page
    assert "无图可比" in page.locator("#charts").inner_text()
    assert page.locator(".chart").count() == 0


def test_a_report_without_a_year_or_an_organ_is_in_the_table(open_page: "Open") -> None:
    entries = [*few(), entry("沙河乡", None, "调解纠纷5件。")]
    page = open_page(index_page(entries)).page
    assert "1份没有年度" in page.locator("#reports").inner_text()
    assert page.locator("#reports-table tbody tr").count() == 8


def test_organs_of_one_name_are_told_apart_by_their_regions(open_page: "Open") -> None:
    entries = [
        entry("城关镇", 2024, f"调解纠纷{number}件。", region=region, href=f"{number}.html")
        for number, region in ((3, "青禾县"), (4, "云岭县"))
    ]
    entries[1] = entries[1]._replace(digest=entries[1].digest._replace(document="another.txt"))
    page = open_page(index_page(entries)).page
    assert set(page.locator(".lying .name").all_text_contents()) >= {"青禾县城关镇", "云岭县城关镇"}


def size_of(entries: Iterable[Entry]) -> int:
    return len(index_page(list(entries)).encode())


def test_the_page_grows_no_faster_than_its_table() -> None:
    """Beyond some sixty places the charts have a size of their own; only the table has a line more a report."""
    base = many(400)
    assert size_of(base) - size_of(base[:300]) < 100 * 700
