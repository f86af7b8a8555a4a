"""The page of one report in a real browser: what is marked, chosen, filtered, found, and what never happens."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lawrep.page.report.page import report_page
from tests.test_page import HOSTILE, described, figure, loaded, poisoned

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browsing import Open

pytestmark = pytest.mark.xdist_group("browser")

SAMPLES = Path(__file__).parents[1] / "samples"
DESK, TABLET, PHONE = (1280, 900), (1000, 800), (390, 844)
LONG = [f"{first}{second}" for first in "贯彻落实推进深化" for second in "部署要求任务举措"]  # each line of it differs
REPORT = "\n".join(
    [
        "海棠县2024年度法治政府建设工作报告\n\n一、主要成效",
        "(一)化解纠纷。全年调解纠纷1.2万余件，成功率99.7%，挽回损失1012.36万元。",
        "(二)严格执法。购置桌椅20把，查处案件30件，罚款45万元，办结率109%。",
        *(f"全面{words}，持续推动工作提质增效。" for words in LONG),
        "二、2025年打算",
        "(一)学法。开展学法不少于1次，培训时间40学时。",
        *(f"继续{words}，久久为功。" for words in LONG),
    ]
)


@pytest.fixture
def page(open_page: "Open") -> "Page":
    return open_page(report_page("report.txt", described(REPORT))).page


@pytest.fixture
def phone(open_page: "Open") -> "Page":
    return open_page(report_page("report.txt", described(REPORT)), size=PHONE).page


def ids(page: "Page", selector: str) -> list[str]:
    return list(page.locator(selector).evaluate_all("elements => elements.map(element => element.id)"))


def shown_rows(page: "Page") -> list[str]:
    return page.locator("#rows > tr:visible .printed").all_inner_texts()


def live_marks(page: "Page") -> list[str]:
    return page.locator("#text mark:not(.off)").all_inner_texts()


def is_within_window(page: "Page", selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    inside = box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
    return inside and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


def is_seen(page: "Page", selector: str) -> bool:
    """Whether an element stands in the window, below the bar."""
    script = """element => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= document.getElementById("bar").offsetHeight - 1 && bottom <= innerHeight;
    }"""
    return bool(page.locator(selector).evaluate(script))


# ---- The text and its marks.


@pytest.mark.parametrize("name", ["yunling-county-2023", "dongping-district-2020", "qingshi-street-2022"])
def test_the_browser_shows_the_text_and_exactly_the_quantities_as_marks(open_page: "Open", name: str) -> None:
    fields = loaded(SAMPLES / f"{name}.txt")
    page = open_page(report_page(name, fields)).page
    assert page.locator("#text").evaluate("text => text.textContent") == fields["text"]
    marks = page.locator("mark").evaluate_all(
        "marks => marks.map(({ id, textContent, dataset: d }) => [id, textContent, d.kind, d.status, d.code])"
    )
    assert marks == [
        [f"q{number}", each["text"], each["kind"], each["status"], each["code"] or ""]
        for number, each in enumerate(fields["indicators"], 1)
    ]


def test_kinds_differ_by_more_than_their_colour_and_so_do_plans_and_figures_without_a_code(page: "Page") -> None:
    styles = page.evaluate("""() => Object.fromEntries(["count", "rate", "amount", "measure"].map(kind => {
        const style = getComputedStyle(document.querySelector(`#text mark.${kind}`));
        return [kind, `${style.textDecorationStyle} ${style.textDecorationThickness}`];
    }))""")
    assert len(set(styles.values())) == 4, styles
    outline = "marks => getComputedStyle(marks).outlineStyle"
    assert page.locator("mark.planned").first.evaluate(outline) == "dashed"
    assert page.locator("mark.achieved").first.evaluate(outline) == "none"
    ground = "mark => getComputedStyle(mark).backgroundColor"
    plain = page.locator("mark.achieved.uncoded").first.evaluate(ground)
    assert page.locator("mark.achieved:not(.uncoded)").first.evaluate(ground) != plain


# ---- The card.


def test_a_card_tells_all_of_a_figure(page: "Page") -> None:
    page.locator("#q1").hover()
    card = page.locator("#card")
    card.wait_for(state="visible")
    said = dict(
        zip(card.locator("dt:visible").all_inner_texts(), card.locator("dd:visible").all_inner_texts(), strict=True)
    )
    assert card.locator(".words").inner_text() == "不少于 12,000 件"
    assert said["统计内容"] == "调解纠纷"
    assert said["指标"] == "调解纠纷件数"
    assert said["代码"] == "disputes.mediated"
    assert said["取值范围"].startswith("≥ 12,000，< ")
    assert said["状态"] == "已完成"
    assert said["所在部分"] == "(一)化解纠纷"
    page.locator(".about").hover()
    card.wait_for(state="hidden")


@pytest.mark.parametrize("size", [DESK, TABLET, PHONE])
def test_the_card_of_every_figure_and_finding_stays_within_the_window(open_page: "Open", size: tuple[int, int]) -> None:
    fields = loaded(SAMPLES / "dongping-district-2020.txt")
    page = open_page(report_page("a", fields), size=size).page
    for id_ in [*ids(page, "#text mark")[::12], *ids(page, ".flag")]:
        page.locator(f"#{id_}").evaluate("element => element.scrollIntoView({ block: 'end' })")
        page.locator(f"#{id_}").click()
        assert is_within_window(page, "#card"), id_


def test_the_keyboard_goes_from_figure_to_figure_and_escape_closes_the_card(page: "Page") -> None:
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "q1"
    page.keyboard.press("n")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "q3"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "q2"
    assert page.locator("#card").is_visible()
    assert page.locator("#q2").get_attribute("aria-describedby") == "card"
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    assert page.evaluate("document.activeElement.id") == "q2"


def test_the_tab_key_comes_to_the_figures_once_and_to_each_flag(page: "Page") -> None:
    assert ids(page, '#text mark[tabindex="0"]') == ["q1"]
    page.locator("#q4").click()
    assert ids(page, '#text mark[tabindex="0"]') == ["q4"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("flag")


def test_the_skip_link_is_the_first_stop_and_leads_to_the_text(page: "Page") -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert is_within_window(page, ".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"


# ---- Text and table.


def test_a_row_leads_to_its_mark_and_a_mark_to_its_row(page: "Page") -> None:
    number = page.locator("mark.planned").first.get_attribute("id") or ""
    row = f"r{number[1:]}"
    page.locator(f"#{row} .label").click()
    assert is_seen(page, f"#{number}")
    assert ids(page, "mark.current") == [number]
    assert ids(page, "tr.current") == [row]
    assert page.url.endswith(f"#{number}")
    page.locator("#q1").click()
    assert ids(page, "mark.current, tr.current") == ["q1", "r1"]
    assert is_seen(page, "#r1")


def test_a_mark_scrolls_the_table_to_its_row_and_not_the_page(open_page: "Open") -> None:
    page = open_page(report_page("a", loaded(SAMPLES / "chenxi-county-2019.txt"))).page
    page.locator("#q100").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.locator("#q100").click()
    assert page.evaluate("scrollY") == before
    assert is_seen(page, "#r100")


@pytest.mark.parametrize(("id_", "place"), [("q7", "q7"), ("r7", "q7"), ("f1", "f1"), ("f1-item", "f1")])
def test_an_address_with_a_place_opens_there(open_page: "Open", id_: str, place: str) -> None:
    page = open_page(report_page("a", described(REPORT)), hash=f"#{id_}").page
    assert is_seen(page, f"#{place}")
    assert page.locator("#card").is_visible()


@pytest.mark.parametrize(("hash_", "view"), [("#findings", "findings"), ("#nowhere", "figures"), ("#%", "figures")])
@pytest.mark.parametrize("size", [DESK, TABLET])
def test_an_address_with_a_pane_opens_it_and_any_other_nothing(
    open_page: "Open", size: tuple[int, int], hash_: str, view: str
) -> None:
    page = open_page(report_page("a", described(REPORT)), size=size, hash=hash_).page
    assert page.evaluate("document.body.dataset.view") == view
    assert page.locator(f"#{view}").is_visible()


def test_the_table_is_sorted_by_a_click_on_a_head(page: "Page") -> None:
    head = page.locator("th", has_text="数值")
    values = "rows => rows.map(row => Number(row.dataset.value))"
    head.locator("button").click()
    rising = page.locator("#rows > tr").evaluate_all(values)
    assert rising == sorted(rising)
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    assert page.locator("#rows > tr").evaluate_all(values) == sorted(rising, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    page.locator("th", has_text="原文").locator("button").click()
    order = ids(page, "#rows > tr")
    assert order == [f"r{number}" for number in range(1, len(order) + 1)]


# ---- Filters.


def test_a_kind_is_filtered_out_of_marks_table_and_counts_at_once(page: "Page") -> None:
    before = live_marks(page)
    page.locator('input[value="rate"]').uncheck()
    assert [text for text in before if "%" not in text] == live_marks(page) == shown_rows(page)
    assert page.locator("#shown b").inner_text() == str(len(live_marks(page)))
    count = page.locator('.outline a[data-section="1"] small').inner_text()
    assert int(count) == page.locator('#rows > tr:visible[data-section^="1"]').count()
    page.locator("#reset").click()
    assert live_marks(page) == shown_rows(page) == before


def test_status_and_code_are_filters_too(page: "Page") -> None:
    page.locator("#status").select_option("planned")
    assert live_marks(page) == shown_rows(page) == ["不少于1次", "40学时"]
    page.locator("#reset").click()
    page.locator("#code").select_option("disputes.mediated")
    assert live_marks(page) == shown_rows(page) == ["1.2万余件"]
    page.locator("#code").select_option("")
    assert set(page.locator("#text mark:not(.off)").evaluate_all("marks => marks.map(mark => mark.dataset.code)")) == {
        ""
    }


def test_what_is_filtered_out_is_no_stop_and_shows_no_card(page: "Page") -> None:
    page.locator("#status").select_option("planned")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.locator("mark.current").inner_text() == "不少于1次"
    page.keyboard.press("Escape")
    page.locator("#q1").click()
    assert page.locator("#card").is_hidden()


def test_filters_that_leave_nothing_say_so(page: "Page") -> None:
    for kind in ("count", "rate", "amount", "measure"):
        page.locator(f'input[value="{kind}"]').uncheck()
    assert page.locator("#none").is_visible()
    assert page.locator(".outline small").all_inner_texts() == [""] * page.locator(".outline small").count()
    page.locator("#reset").focus()
    page.keyboard.press("Enter")
    assert page.locator("#none").is_hidden()
    assert page.evaluate("document.activeElement.value") == "count"  # the button is gone, the focus is not


# ---- Search.


def test_search_finds_in_the_text_and_goes_round(page: "Page") -> None:
    page.keyboard.press("/")
    page.keyboard.type("久久为功")
    assert page.locator("#hits").inner_text() == "1 / 64"
    assert page.evaluate("CSS.highlights.get('hit').size") == 64
    page.keyboard.press("Shift+Enter")
    assert page.locator("#hits").inner_text() == "64 / 64"
    page.keyboard.press("Enter")
    assert page.locator("#hits").inner_text() == "1 / 64"
    page.keyboard.press("F3")
    [range_] = page.evaluate("[...CSS.highlights.get('hit-now')].map(range => range.toString())")
    assert (page.locator("#hits").inner_text(), range_) == ("2 / 64", "久久为功")
    top, height = page.evaluate("[[...CSS.highlights.get('hit-now')][0].getBoundingClientRect().top, innerHeight]")
    assert 0 < top < height
    page.keyboard.press("Escape")
    assert page.locator("#hits").inner_text() == ""
    assert page.evaluate("CSS.highlights.get('hit').size") == 0


@pytest.mark.parametrize(
    ("query", "mark"), [("调解成功率", "99.7%"), ("DISPUTES.MEDIATED", "1.2万余件"), ("调解纠纷件数", "1.2万余件")]
)
def test_search_finds_labels_names_and_codes(page: "Page", query: str, mark: str) -> None:
    page.locator("#query").fill(query)
    assert mark in page.evaluate("[...CSS.highlights.get('hit')].map(range => range.toString())")


def test_search_over_elements_and_for_nothing(page: "Page") -> None:
    page.locator("#query").fill("调解纠纷1.2万余件，成功率99.7%，")
    assert page.locator("#hits").inner_text() == "1 / 1"
    page.locator("#query").fill("没有这样的话")
    assert page.locator("#hits").inner_text() == "无结果"


def test_search_works_where_hits_cannot_be_painted(browser: "Browser", tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(report_page("a", described(REPORT)), encoding="utf-8")
    page = browser.new_page()
    page.add_init_script("delete window.Highlight;")
    page.goto(file.as_uri())
    page.locator("#query").fill("久久为功")
    assert page.evaluate("getSelection().toString()") == "久久为功"
    page.close()


# ---- Outline and findings.


def test_the_outline_counts_leads_and_follows(page: "Page") -> None:
    links = page.locator(".outline a")
    names = ["开头部分", "一、主要成效", "(一)化解纠纷", "(二)严格执法", "二、2025年打算", "(一)学法"]
    assert links.locator(".name").all_inner_texts() == names
    assert links.locator("small").all_inner_texts() == ["", "7", "3", "4", "2", "2"]
    assert links.nth(3).locator(".found.error").inner_text() == "1"
    assert page.get_by_role("link", name="(二)严格执法 问题 1 数据 4").count() == 1  # what the numbers are is read out
    links.nth(4).click()
    assert is_seen(page, links.nth(4).get_attribute("href") or "")
    current = page.locator(".outline [aria-current]", has_text="2025")
    current.wait_for()
    page.evaluate("scrollTo(0, 0)")
    current.wait_for(state="detached")


def test_a_finding_is_flagged_where_it_stands_and_linked_both_ways(page: "Page") -> None:
    flag = page.locator(".flag.error").first
    number = (flag.get_attribute("id") or "")[1:]
    assert "109%" in page.locator(f'.tint[data-findings~="{number}"]').first.inner_text()
    flag.hover()
    page.locator("#card .notes .error").wait_for(state="visible")
    flag.click()
    assert page.locator(f"#f{number}-item").is_visible()
    assert ids(page, ".flag.current, .findings li.current") == [f"f{number}", f"f{number}-item"]
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator(f"#f{number}-item a").click()
    assert is_seen(page, f"#f{number}")
    assert "超过全部" in page.locator("#card .notes").inner_text()


def test_a_figure_s_card_tells_what_was_found_in_it(page: "Page") -> None:
    page.locator("mark", has_text="109%").click()
    assert "超过全部" in page.locator("#card .notes").inner_text()


def test_levels_differ_by_their_letter(page: "Page") -> None:
    signs = page.locator(".flag").evaluate_all("flags => flags.map(flag => [flag.dataset.sign[0], flag.classList[1]])")
    names = {"error": "错", "warning": "警", "info": "示"}
    assert signs
    assert all(letter == names[level] for letter, level in signs)


def test_keys_lead_to_the_panes_and_to_their_help(page: "Page") -> None:
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.closest('.pane').id") == "findings"
    page.keyboard.press("t")
    assert page.evaluate("document.activeElement.closest('.pane').id") == "figures"
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.closest('.pane').id") == "outline"
    assert page.locator(".views [aria-current]").get_attribute("data-view") == "figures"  # it is still beside the text
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("j")
    assert page.locator("mark.current").count() == 0
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()


# ---- Sizes, colours, paper, no script.


@pytest.mark.parametrize("size", [DESK, TABLET, PHONE])
@pytest.mark.parametrize("name", ["wanqing-county-2025", "nanyuan-bureau-2023"])
def test_no_page_scrolls_sideways(open_page: "Open", size: tuple[int, int], name: str) -> None:
    page = open_page(report_page(name, loaded(SAMPLES / f"{name}.txt")), size=size).page
    for view in ("outline", "figures", "findings", "paper"):
        page.evaluate("view => document.querySelector(`.views [data-view=${view}]`).click()", view)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view


def test_a_phone_shows_one_view_at_a_time(phone: "Page") -> None:
    panes = {"paper": "#paper", "outline": "#outline", "figures": "#figures", "findings": "#findings"}
    for view in ("figures", "findings", "outline", "paper"):
        phone.locator(f".views [data-view={view}]").click()
        assert [name for name, pane in panes.items() if phone.locator(pane).is_visible()] == [view]
    phone.locator(".views [data-view=figures]").click()
    phone.locator("#r8").click()
    assert phone.locator("#paper").is_visible()
    assert is_seen(phone, "#q8")
    assert is_within_window(phone, "#card")


def test_a_phone_keeps_the_place_of_each_view(phone: "Page") -> None:
    phone.evaluate("scrollTo(0, 700)")
    phone.locator(".views [data-view=findings]").click()
    phone.locator(".views [data-view=paper]").click()
    assert phone.evaluate("scrollY") == 700


def test_only_the_last_place_that_was_led_to_flashes(phone: "Page") -> None:
    """An animation begins anew where its view is shown again."""
    for row in ("#r8", "#r2"):
        phone.locator(".views [data-view=figures]").click()
        phone.locator(row).click()
    assert ids(phone, ".flash") == ["q2"]


def test_a_low_window_is_for_the_text_and_still_holds_the_card(open_page: "Open") -> None:
    """As a page of four times its size has it (WCAG 2.2, 1.4.10)."""
    page = open_page(report_page("a", described(REPORT)), size=(320, 256)).page
    for id_ in ids(page, "#text mark"):
        page.evaluate("id => { location.hash = id; }", id_)
        page.locator(f"#{id_}.current").wait_for()
        assert is_within_window(page, "#card"), id_
    assert page.locator("#bar").evaluate("bar => bar.getBoundingClientRect().bottom < 0")


def test_dark_and_light_differ_and_both_are_readable(open_page: "Open") -> None:
    """The contrast of each kind's words on its ground is at least 4.5, as WCAG 2.2 asks for."""
    html = report_page("a", described(REPORT))
    grounds = set()
    for dark in (False, True):
        page = open_page(html, dark=dark).page
        grounds.add(page.evaluate("getComputedStyle(document.querySelector('#paper')).backgroundColor"))
        for pair in page.evaluate(COLOURS):
            assert contrast(*pair) >= 4.5, (dark, pair)
    assert len(grounds) == 2


COLOURS = """() => {
    const painted = (variable) => {
        const probe = document.body.appendChild(document.createElement("i"));
        probe.style.color = `var(--${variable})`;
        const colour = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
        probe.remove();
        return colour;
    };
    const kinds = ["count", "rate", "amount", "measure"];
    return [
        ...kinds.map((kind) => [painted("ink"), painted(`${kind}-ground`)]),
        ...kinds.map((kind) => [painted(kind), painted("ground")]),
        ...["error", "warning", "info", "quiet", "ink", "accent"].map((name) => [painted(name), painted("paper")]),
        ...["quiet", "ink", "accent"].map((name) => [painted(name), painted("ground")]),
        [painted("accent"), painted("accent-ground")],
        [painted("ink"), painted("hit")],
        [painted("ink"), painted("hit-now")],
    ];
}"""


def contrast(one: list[int], other: list[int]) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: list[int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_without_scripts_text_marks_outline_table_and_findings_are_there(open_page: "Open") -> None:
    page = open_page(report_page("a", described(REPORT)), script=False).page
    for selector in ("#text", "#outline", "#figures", "#findings"):
        assert page.locator(selector).is_visible(), selector
    assert page.locator("#query, #status, #code, #ask").evaluate_all("all => all.every(each => !each.offsetWidth)")
    assert page.locator("#q1").get_attribute("title") == "不少于 12,000 件｜调解纠纷｜调解纠纷件数"
    assert page.locator("#rows > tr").count() == page.locator("#text mark").count()


def test_on_paper_there_are_text_and_tables_and_no_controls(page: "Page") -> None:
    page.emulate_media(media="print")
    for selector in ("#text", "#figures", "#findings"):
        assert page.locator(selector).is_visible(), selector
    for selector in ("#bar", "#outline", "#card"):
        assert page.locator(selector).is_hidden(), selector
    line = page.locator("#q1").evaluate("mark => getComputedStyle(mark).textDecorationLine")
    assert line == "underline"


def test_paper_is_light_where_the_screen_is_dark(open_page: "Open") -> None:
    page = open_page(report_page("a", described(REPORT)), dark=True).page
    page.emulate_media(media="print", color_scheme="dark")
    for pair in page.evaluate(COLOURS):
        assert contrast(*pair) >= 4.5, pair


# ---- Hostile and odd documents.


@pytest.mark.parametrize("evil", HOSTILE)
def test_nothing_that_a_document_holds_runs_or_loads(open_page: "Open", evil: str) -> None:
    """That nothing was asked for, said or loaded is seen to by `open_page`."""
    fields = poisoned(evil)
    page = open_page(report_page(evil, fields, "en")).page
    assert page.locator("#text").evaluate("text => text.textContent") == fields["text"]
    assert page.locator("script").count() == 1
    assert page.locator("img, svg, iframe, object, form").count() == 0
    page.keyboard.press("j")
    assert page.locator("#card .label dd").evaluate("cell => cell.textContent") == evil
    page.locator(".flag").click()
    assert page.locator("#card .notes").evaluate("list => list.textContent").endswith(evil)
    page.locator("#query").fill(evil)
    page.locator("#code").select_option(index=2)
    assert page.locator("#text mark:not(.off)").count() == 2


def test_what_turns_the_direction_of_writing_does_not_turn_a_figure(open_page: "Open") -> None:
    page = open_page(report_page("a", described("一、成效。\u202e调解纠纷12件。"))).page
    width = """([start, end]) => {
        const range = document.createRange();
        range.setStart(document.querySelector("mark").firstChild, start);
        range.setEnd(document.querySelector("mark").firstChild, end);
        return range.getBoundingClientRect().left;
    }"""
    assert page.evaluate(width, [0, 1]) < page.evaluate(width, [1, 2]) < page.evaluate(width, [2, 3])


def test_the_policy_of_the_page_forbids_what_would_run(open_page: "Open") -> None:
    """Break in on purpose: even markup that was not escaped does nothing but be told of."""
    html = report_page("a", described(REPORT))
    broken = html.replace(
        "<article", "<script>document.title = 'broken'</script><img src='x.png' onerror='alert(1)'><article", 1
    )
    visit = open_page(broken)
    assert visit.page.title() != "broken"
    assert sum("Content Security Policy" in offence for offence in visit.offences) == 3
    assert not any(offence.startswith("dialog") for offence in visit.offences)
    visit.offences.clear()


@pytest.mark.parametrize("text", ["没有数字的一句话。", "一", "\n\n", "调解12件"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_document_with_next_to_nothing_in_it_is_a_page(open_page: "Open", text: str, size: tuple[int, int]) -> None:
    page = open_page(report_page("a", described(text)), size=size).page
    for key in ("j", "k", "t", "o", "f", "/"):
        page.keyboard.press(key)
    page.keyboard.type("x")
    assert page.locator("#text").evaluate("text => text.textContent") == text


def test_quantities_that_overlap_share_a_mark(open_page: "Open") -> None:
    fields = described("调解纠纷12件。")
    fields["indicators"] = [figure(fields["text"], word) for word in ("12件", "2件")]
    page = open_page(report_page("a", fields)).page
    assert page.locator("#text").inner_text().strip() == "调解纠纷12件。"
    page.locator("#r2").click()
    assert ids(page, "mark.current") == ["q1"]


def test_a_line_of_thirty_thousand_characters_and_two_thousand_figures(open_page: "Open") -> None:
    """It is the count of what is built and asked for that must stay small; time depends on the machine."""
    text = "一、成效。" + "办理案件12345件，" * 2000
    fields = described(text)
    assert len(fields["indicators"]) == 2000
    page = open_page(report_page("a", fields)).page
    assert page.locator("#text mark").count() == page.locator("#rows > tr").count() == 2000
    elements = page.evaluate("document.getElementsByTagName('*').length")
    assert elements < 2000 * 10
    page.evaluate(COUNT_LAYOUTS)
    page.locator("#status").select_option("planned")
    assert page.locator("#text mark:not(.off)").count() == 0
    page.locator("#reset").click()
    assert page.evaluate("layouts") < 20, "filters ask for no place of a figure"


COUNT_LAYOUTS = """() => {
    window.layouts = 0;
    for (const name of ["getBoundingClientRect", "getClientRects"]) {
        const own = Element.prototype[name];
        Element.prototype[name] = function () { layouts += 1; return own.call(this); };
    }
}"""


def test_the_script_s_work_is_the_same_wherever_a_page_is_opened(open_page: "Open") -> None:
    """What the page keeps is in its address alone: no storage, no cookie."""
    page = open_page(report_page("a", described(REPORT)), hash="#q2").page
    kept = page.evaluate(
        "JSON.stringify([document.cookie, (() => { try { return localStorage.length } catch { return 0 } })()])"
    )
    assert json.loads(kept) == ["", 0]
