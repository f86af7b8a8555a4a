"""Placed characters to paragraphs: a page is drawn in text, `x, y, size, characters` a line, and read back."""

from collections.abc import Collection, Iterable

import pytest

from lawrep.formats.paged.furniture import drop_line_numbers
from lawrep.formats.paged.layout import pages_to_reading
from lawrep.formats.paged.paragraphs import joint
from lawrep.formats.paged.placed import Glyph, Page, Rule, Run, Sheet, is_wide, runs_to_lines, sheet_to_page
from lawrep.formats.reading import Reading

SIZE = 16.0
LEFT, TOP, LEADING = 80.0, 100.0, 28.0
COLUMNS = 28  # em between the margins
RIGHT = LEFT + COLUMNS * SIZE


def set_text(text: str, x: float, y: float, size: float = SIZE, page: int = 1, *, gap: float = 0.0) -> list[Run]:
    """Place the characters of a line one by one, wide ones an em, others half of it, `gap` em between them."""
    runs = []
    for character in text:
        width = size * (1.0 if is_wide(character) or character == "\u3000" else 0.5)
        runs.append(Run(character, x, x + width, y, size, page))
        x += width + gap * size
    return runs


def set_page(number: int, lines: Iterable[str], indent: bool = False, size: float = SIZE) -> list[Run]:
    """Set lines from the top of a page; ideographic spaces before a line move it, `>` puts it to the right margin."""
    runs = []
    for place, line in enumerate(lines):
        text = line.lstrip("　>")
        x = LEFT + size * (len(line) - len(text))
        if line.startswith(">"):
            x = RIGHT - sum(run.x1 - run.x0 for run in set_text(text, 0, 0))
        runs += set_text(text, x, TOP + place * LEADING, size, number)
    return runs


def read(*pages: list[Run], scanned: Collection[int] = ()) -> list[str]:
    return reading_of(*pages, scanned=scanned).text.split("\n")


def reading_of(*pages: list[Run], scanned: Collection[int] = ()) -> Reading:
    return pages_to_reading([Page(number, runs, []) for number, runs in enumerate(pages, 1)], scanned)


def one_line(runs: list[Run]) -> str:
    (line,) = runs_to_lines(runs)
    return line.text


FULL = "全市各级行政机关依法履行职责加强制度建设规范执法行为化"  # as wide as the page
assert len(FULL) == COLUMNS - 1

LINES = [
    ("wide glyphs keep no space", set_text("全市 受理 案件", 80, 100), "全市受理案件"),
    ("nor do a digit and a Chinese character", set_text("受理 1252 件", 80, 100), "受理1252件"),
    ("two Latin words keep theirs", set_text("China Law 2023", 80, 100), "China Law 2023"),
    ("several spaces are one", set_text("China    Law", 80, 100), "China Law"),
    ("justified glyphs stand apart", set_text("全市受理案件", 80, 100, gap=0.3), "全市受理案件"),
    ("a spread heading is one word", set_text("标　题", 80, 100), "标题"),
    ("and so is a longer one", set_text("工　作　报　告", 80, 100), "工作报告"),
    ("a name of two characters is one", set_text("局长张　三", 80, 100), "局长张三"),
    ("a wide gap parts two things", set_text("来源：县司法局　　阅读：24次", 80, 100), "来源：县司法局　　阅读：24次"),
    ("and a gap of one em, words", set_text("打印本页　关闭窗口", 80, 100), "打印本页　关闭窗口"),
    ("a bar keeps its spaces", set_text("首页 | 公开 > 年报", 80, 100), "首页 | 公开 > 年报"),
    ("what is printed twice is bold", set_text("标题22年", 80, 100) + set_text("标题22年", 80.4, 100), "标题22年"),
    ("any order of the characters", set_text("全市受理1252件", 80, 100)[::-1], "全市受理1252件"),
    (
        "baselines differ a little",
        set_text("全市", 80, 100) + set_text("12", 112, 101.5) + set_text("件", 128, 99),
        "全市12件",
    ),
    (
        "a raised mark is left out",
        set_text("案件", 80, 100) + set_text("[1]", 112, 93, 9) + set_text("，", 126, 100),
        "案件，",
    ),
    ("a raised power stays", set_text("12km", 80, 100) + set_text("2", 112, 94, 9), "12km2"),
    ("digits that are spread are one number", set_text("受理1252件", 80, 100, gap=0.45), "受理1252件"),
    ("a time is one", set_text("10:", 80, 100) + set_text("30开门", 80 + 24 + 5, 100), "10:30开门"),
    ("numbers far apart are two", set_text("1753.79", 80, 100) + set_text("1820.5", 140, 100), "1753.79 1820.5"),
]


@pytest.mark.parametrize(("runs", "expected"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_a_line_reads_as_it_is_seen(runs: list[Run], expected: str) -> None:
    assert one_line(runs) == expected


PARAGRAPHS: list[tuple[str, list[list[str]], list[str]]] = [
    (
        "a first line is indented",
        [["　　" + FULL[:26], FULL + "解", "矛盾纠纷。", "　　又一段。"]],
        [FULL[:26] + FULL + "解矛盾纠纷。", "又一段。"],
    ),
    (
        "a line that stops early ends its paragraph",
        [[FULL + "解", "矛盾纠纷。", FULL + "解", "社会问题。"]],
        [FULL + "解矛盾纠纷。", FULL + "解社会问题。"],
    ),
    (
        "an indented line after a full one begins the next",
        [["　　" + FULL[:26], FULL + "。", "　　一是如此，" + FULL[:20], "有效。"]],
        [FULL[:26] + FULL + "。", "一是如此，" + FULL[:20] + "有效。"],
    ),
    (
        "a number is split",
        [["　　" + FULL[:25] + "受1", "252件，" + FULL[:20] + "。"]],
        [FULL[:25] + "受1252件，" + FULL[:20] + "。"],
    ),
    (
        "a line lacks what its next word needs",
        [["　　" + FULL[:24], "2021—2025年，" + FULL[:10], "　　末。"]],
        [FULL[:24] + "2021—2025年，" + FULL[:10], "末。"],
    ),
    (
        "headings stand alone",
        [["　　一、主要做法", "　　（一）强化学习", "　　" + FULL[:26], "有效。"]],
        ["一、主要做法", "（一）强化学习", FULL[:26] + "有效。"],
    ),
    (
        "a list hangs behind its marker",
        [[f"1.{FULL}", "　" + FULL, "　" + FULL[:9] + "。", f"2.{FULL}", "　" + FULL[:5] + "。", FULL + "解", "末。"]],
        [f"1.{FULL}{FULL}{FULL[:9]}。", f"2.{FULL}{FULL[:5]}。", FULL + "解末。"],
    ),
    (
        "an item hangs behind its label and its marker, the next behind its marker alone",
        [
            ["　　" + FULL[:26], FULL + "解", FULL + "解", "末。", "　　附件：1." + FULL[:21], "　　　　　　统计表"],
            ["　　　　　2." + FULL[:22], "　　　　　　说明", "　　" + FULL[:26], FULL + "解", FULL + "解", "末。"],
        ],
        [
            FULL[:26] + (FULL + "解") * 2 + "末。",
            "附件：1." + FULL[:21] + "统计表",
            "2." + FULL[:22] + "说明",
            FULL[:26] + (FULL + "解") * 2 + "末。",
        ],
    ),
    (
        "what is sent out hangs behind its label",
        [["　　" + FULL[:26], "末。", "　抄送：" + FULL[:24], "　　　　市政协办公室。"]],
        [FULL[:26] + "末。", "抄送：" + FULL[:24] + "市政协办公室。"],
    ),
    (
        "a signature and its date at the very margin",
        [["　　" + FULL[:26], FULL[:20] + "。", ">云州市人民政府", ">二〇二四年十一月五日"]],
        [FULL[:26] + FULL[:20] + "。", "云州市人民政府", "二〇二四年十一月五日"],
    ),
    (
        "a line that is not quite full goes on where paragraphs are set off",
        [["　　" + FULL[:26], FULL[:25], FULL[:9] + "。"] + ["　　" + FULL[:26], FULL[:9] + "。"] * 3],
        [FULL[:26] + FULL[:25] + FULL[:9] + "。"] + [FULL[:26] + FULL[:9] + "。"] * 3,
    ),
    (
        "each line of a table of contents stands alone",
        [["一、主要成效" + "…" * 20 + "1", "（一）强化学习" + "深化改革" * 4 + "……1", FULL + "解", "末。"]],
        ["一、主要成效" + "…" * 20 + "1", "（一）强化学习" + "深化改革" * 4 + "……1", FULL + "解末。"],
    ),
    (
        "a heading below a full line, where only the signature is indented",
        [[FULL + "。", "（一）强化学习", "1.会前学法"] * 7 + [">云州市司　", ">政府　　　", ">2024年1月　"]],
        [FULL + "。", "（一）强化学习", "1.会前学法"] * 7 + ["云州市司", "政府", "2024年1月"],
    ),
    (
        "a signature and its date",
        [["　　" + FULL[:26], FULL[:20] + "。", ">云州市人民政府　", ">2024年1月5日　"]],
        [FULL[:26] + FULL[:20] + "。", "云州市人民政府", "2024年1月5日"],
    ),
    (
        "a sentence runs over two pages",
        [["　　" + FULL[:26], FULL + "解"], ["矛盾纠纷。", "　　又一段。", FULL[:5], FULL]],
        [FULL[:26] + FULL + "解矛盾纠纷。", "又一段。", FULL[:5], FULL],
    ),
    (
        "a paragraph begins on the next page",
        [["　　" + FULL[:26], FULL + "。"], ["　　又一段，" + FULL[:21], "有效。"]],
        [FULL[:26] + FULL + "。", "又一段，" + FULL[:21] + "有效。"],
    ),
]


@pytest.mark.parametrize(("pages", "expected"), [case[1:] for case in PARAGRAPHS], ids=[case[0] for case in PARAGRAPHS])
def test_lines_join_into_paragraphs(pages: list[list[str]], expected: list[str]) -> None:
    assert read(*[set_page(number, lines) for number, lines in enumerate(pages, 1)]) == expected


def test_a_larger_gap_parts_paragraphs_that_nothing_else_parts() -> None:
    lines = [FULL + "解", FULL + "解", FULL + "解", FULL + "。"]
    below = set_text(FULL, LEFT, TOP + 4 * LEADING + 14) + set_text("末。", LEFT, TOP + 5 * LEADING + 14)
    assert read(set_page(1, lines) + below) == ["".join(lines), FULL + "末。"]


def test_a_title_over_two_centred_lines_is_one() -> None:
    title = set_text("云州市人民政府关于2023年度法治政", 100, 60, 24) + set_text("府建设情况的报告", 208, 96, 24)
    number = set_text("云政发〔2024〕5号", 236, 130)
    body = [run._replace(baseline=run.baseline + 100) for run in set_page(1, ["　　" + FULL[:26], FULL, FULL, "末。"])]
    assert read(title + number + body)[:2] == ["云州市人民政府关于2023年度法治政府建设情况的报告", "云政发〔2024〕5号"]


def test_a_title_as_wide_as_the_page_is_one() -> None:
    title = set_text("云州市人民政府关于2023年度法治政府", LEFT, 60, 25.6) + set_text("建设情况的报告", 214, 96, 25.6)
    body = [run._replace(baseline=run.baseline + 60) for run in set_page(1, ["　　" + FULL[:26], FULL, FULL, "末。"])]
    assert read(title + body)[0] == "云州市人民政府关于2023年度法治政府建设情况的报告"


def test_each_width_of_page_has_margins_of_its_own() -> None:
    upright = ["　　" + FULL[:26], FULL + "解", "矛盾纠纷。"] * 6
    wide = [*set_text(FULL * 2, 112, TOP, page=2), *set_text("末。", LEFT, TOP + LEADING, page=2)] + [
        run._replace(baseline=run.baseline + 2 * (n + 1) * LEADING)
        for n in range(5)
        for run in set_text(FULL * 2, 112, TOP, page=2) + set_text("末。", LEFT, TOP + LEADING, page=2)
    ]
    pages = [Page(1, set_page(1, upright), [], 595.0), Page(2, wide, [], 1190.0)]
    assert pages_to_reading(pages).text.split("\n") == [FULL[:26] + FULL + "解矛盾纠纷。"] * 6 + [FULL * 2 + "末。"] * 6


def test_a_page_without_text_has_a_place_and_parts_the_sentence_around_it() -> None:
    first, third = set_page(1, ["　　" + FULL[:26], FULL + "解"]), set_page(3, ["矛盾纠纷。"])
    stamp = set_text("扫描", 300, 700, page=4)
    reading = reading_of(first, [], third, stamp, [], [], scanned={2, 4, 5})
    assert reading.text.split("\n") == [FULL[:26] + FULL + "解", "矛盾纠纷。", "扫描"]
    assert [(place["start"], place["end"], place["page"]) for place in reading.places] == [
        *((0, 54, 1), (54, 54, 2), (55, 60, 3), (61, 63, 4), (63, 63, 4), (63, 63, 5)),
    ]


def test_a_paragraph_over_two_pages_has_two_places() -> None:
    first, second = set_page(1, ["　　" + FULL[:26], FULL + "解"]), set_page(2, ["矛盾纠纷。"])
    reading = pages_to_reading([Page(1, first, []), Page(2, second, [])])
    assert reading.places == ({"start": 0, "end": 54, "page": 1}, {"start": 54, "end": 59, "page": 2})
    assert reading.text[54:] == "矛盾纠纷。"


BODY = ["　　" + FULL[:26], FULL + "解", FULL, FULL[:9] + "。"]
TEXT = FULL[:26] + FULL + "解" + FULL + FULL[:9] + "。"
NUMBERS = ["— {} —", "- {} -", "{}", "第{}页 共9页", "第 {} 页", "{}/9", "-{}-", "·{}·", "Page {} of 9"]


@pytest.mark.parametrize("form", NUMBERS)
def test_page_numbers_go(form: str) -> None:
    pages = [set_page(n, BODY) + set_text(form.format(n), 280, 780, 14, n) for n in (1, 2, 3)]
    assert read(*pages) == [TEXT] * 3


@pytest.mark.parametrize("number", ["— 一 —", "二", "第三页"])
def test_a_page_number_of_a_single_page_goes(number: str) -> None:
    assert read(set_page(1, BODY) + set_text(number, 280, 780, 14)) == [TEXT]


def test_running_heads_and_feet_go_and_the_title_stays() -> None:
    head = "云州市2023年度法治政府建设情况报告"
    title = set_text(head, 100, 90, 22)
    pages = []
    for n in (1, 2, 3):
        body = [run._replace(baseline=run.baseline + 60) for run in set_page(n, BODY)]
        furniture = set_text(head, 120, 50, 10, n) + set_text(f"云州市司法局　第{n}版", 120, 800, 10, n)
        pages.append(body + furniture + (title if n == 1 else []))
    text = read(*pages)
    assert text[0] == head
    assert text.count(head) == 1
    assert not any("司法局" in line for line in text)


def test_a_running_head_goes_whatever_it_says() -> None:
    heads = ("云州市司法局　一、主要成效", "云州市司法局　二、存在不足", "云州市司法局　三、工作安排")
    pages = [set_page(n, BODY) + set_text(head, LEFT, 50, 10, n) for n, head in enumerate(heads, 1)]
    assert read(*pages) == [TEXT] * 3


def test_small_print_that_stands_close_to_the_text_is_no_running_head() -> None:
    heads = ("一是统筹推进", "二是压实责任", "三是强化考核")
    pages = [set_page(n, BODY) + set_text(head, LEFT, TOP - 25, 10, n) for n, head in enumerate(heads, 1)]
    assert read(*pages) == [line for head in heads for line in (head, TEXT)]


def numbered(rows: Iterable[str], first: int = 1, gap: float = 0.0) -> list[Run]:
    """Set lines with a number before each, in the margin."""
    runs = []
    for n, row in enumerate(rows):
        y = TOP + n * LEADING
        runs += set_text(str(first + n), LEFT - 30, y, 10) + set_text(row, LEFT, y, gap=gap)
    return runs


def test_line_numbers_go() -> None:
    lines = [FULL + "解"] * 11 + ["末。"]
    first, second = numbered(lines), [run._replace(page=2) for run in numbered(lines, 13)]
    assert read(first, second) == [(FULL + "解") * 11 + "末。"] * 2


@pytest.mark.parametrize(
    "runs",
    [
        numbered([FULL] * 5),
        numbered([FULL[:9] + "　　　" + FULL[:3]] * 12),
        set_page(1, [f"{n * 7}件{FULL[:20]}" for n in range(1, 13)]),
        set_page(1, [f"{n}{FULL[:20]}" for n in range(1, 13)] + ["末。"] * 9),
    ],
    ids=["too few", "the numbers of rows", "figures at the margin", "some of the lines"],
)
def test_other_numbers_before_lines_stay(runs: list[Run]) -> None:
    assert drop_line_numbers(runs) == runs


def test_what_a_browser_prints_around_a_page_goes() -> None:
    head = set_text("2025/1/3 14:22", 30, 20, 8) + set_text("云州市法治政府建设报告", 200, 20, 8)
    foot = set_text("https://www.example.gov.cn/art/2024/1.html", 30, 820, 8) + set_text("1/1", 550, 820, 8)
    assert read(head + set_page(1, BODY) + foot) == [TEXT]


@pytest.mark.parametrize("head", ["云州市人民政府文件", "云州市司法局文件"])
def test_a_letterhead_goes(head: str) -> None:
    number = set_text("云政发〔2024〕5号", 236, 80)
    assert read(set_text(head, 100, 60, 36) + number + set_page(1, BODY)) == ["云政发〔2024〕5号", TEXT]


def test_a_title_is_no_letterhead() -> None:
    title = set_text("关于印发年度报告的文件", 100, 60, 24)
    assert read(title + set_page(1, BODY))[0] == "关于印发年度报告的文件"


def test_watermarks_go_be_they_askew_or_repeated() -> None:
    glyphs = [Glyph(run.text, run.x0, run.baseline, run.x1 - run.x0, run.size) for run in set_page(1, BODY)]
    askew = [Glyph(each, 200 + 30 * n, 300 - 30 * n, 40, 40, -45) for n, each in enumerate("内部资料")]
    assert pages_to_reading([sheet_to_page(Sheet(1, glyphs + askew, []))]).text.split("\n") == [TEXT]
    level = [set_page(n, BODY) + set_text("内部资料", 200, 140, 40, n) for n in (1, 2, 3)]
    assert read(*level) == [TEXT] * 3


@pytest.mark.parametrize("angle", [90.0, 180.0, 270.0])
def test_a_turned_page_is_turned_back(angle: float) -> None:
    turns = {90.0: lambda x, y: (-y, x), 180.0: lambda x, y: (-x, -y), 270.0: lambda x, y: (y, -x)}
    glyphs = []
    for run in set_page(1, BODY):
        x, y = turns[angle](run.x0, run.baseline)
        glyphs.append(Glyph(run.text, x, y, run.x1 - run.x0, run.size, angle))
    assert pages_to_reading([sheet_to_page(Sheet(1, glyphs, []))]).text.split("\n") == [TEXT]


def test_footnotes_stand_behind_the_text() -> None:
    first = set_page(1, BODY) + set_text("1", LEFT + 10 * SIZE, TOP + 3 * LEADING - 6, 8)
    first += set_text("1", LEFT, 695, 6) + set_text("数据来自统计年鉴。", LEFT + 6, 700, 10)
    second = set_page(2, BODY) + set_text("2", LEFT + 10 * SIZE, TOP + 3 * LEADING - 6, 8, 2)
    second += set_text("[2] 不含开发区，", LEFT, 690, 10, 2) + set_text("下同。", LEFT, 704, 10, 2)
    assert read(first, second) == [TEXT, TEXT, "脚注：", "数据来自统计年鉴。", "不含开发区，下同。"]


def test_small_print_without_a_mark_is_no_footnote() -> None:
    assert read(set_page(1, BODY) + set_text("注：数据未经审计。", LEFT, 700, 10))[-1] == "注：数据未经审计。"


TABLE = [("指标", "2022年", "2023年"), ("复议案件（件）", "1103", "1252"), ("罚没金额（万元）", "1753.79", "1820.5")]


def set_table(xs: Iterable[float], y: float, page: int = 1) -> list[Run]:
    rows = [zip(xs, row, strict=False) for row in TABLE]
    return [run for n, row in enumerate(rows) for x, cell in row for run in set_text(cell, x, y + n * 24, 12, page)]


def test_cells_one_under_the_other_are_rows() -> None:
    text = read(set_page(1, BODY) + set_table((90, 260, 400), 240))
    assert text[-3:] == [
        "指标 | 2022年 | 2023年",
        "复议案件（件） | 1103 | 1252",
        "罚没金额（万元） | 1753.79 | 1820.5",
    ]


def test_a_cell_goes_on_in_the_line_below() -> None:
    runs = set_table((90, 260, 400), 240) + set_text("，含上年结转的", 90, 302, 12) + set_text("约数", 400, 302, 12)
    assert read(set_page(1, BODY) + runs)[-1] == "罚没金额（万元），含上年结转的 | 1753.79 | 1820.5约数"
    below = set_text("以上数据由各单位自行填报，截至年底，未经审计。", 90, 302, 12)
    assert read(set_page(1, BODY) + set_table((90, 260, 400), 240) + below)[-2:] == [
        "罚没金额（万元） | 1753.79 | 1820.5",
        "以上数据由各单位自行填报，截至年底，未经审计。",
    ]


def test_the_head_of_a_table_that_goes_on_is_read_once() -> None:
    pages = [
        Page(n, set_table((90, 260, 400), 240, n), grid([85, 250, 390, 500], [225, 247, 271, 300])) for n in (1, 2)
    ]
    rows = ["指标 | 2022年 | 2023年", "复议案件（件） | 1103 | 1252", "罚没金额（万元） | 1753.79 | 1820.5"]
    second = pages[1].runs
    changed = [run._replace(text="9") if run.text in "0123456789" and run.baseline > 250 else run for run in second]
    text = pages_to_reading([pages[0], pages[1]._replace(runs=changed)]).text.split("\n")
    assert text == [*rows, "复议案件（件） | 9999 | 9999", "罚没金额（万元） | 9999.99 | 9999.9"]


def test_running_text_is_no_table() -> None:
    lines = ["　　全市　　受理案件，" + FULL[:12], FULL[:9] + "　　" + FULL[:9], "末。"]
    assert " | " not in "\n".join(read(set_page(1, lines)))


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    return [Rule(x, ys[0], x, ys[-1]) for x in xs] + [Rule(xs[0], y, xs[-1], y) for y in ys]


def test_ruling_lines_make_cells_whose_lines_are_joined() -> None:
    runs = (
        set_page(1, BODY)
        + set_text("罚没", 90, 250, 12)
        + set_text("金额", 90, 264, 12)
        + set_text("1753.79", 200, 257, 12)
    )
    runs += set_text("其他", 90, 290, 12)
    reading = pages_to_reading([Page(1, runs, grid([85, 180, 300], [235, 270, 300]))])
    assert reading.text.split("\n")[-2:] == ["罚没金额 | 1753.79", "其他 |"]


def test_a_merged_cell_stands_in_the_first_of_its_places() -> None:
    rules = [Rule(85, 235, 85, 300), Rule(180, 270, 180, 300), Rule(300, 235, 300, 300)]
    rules += [Rule(85, y, 300, y) for y in (235, 270, 300)]
    runs = set_text("全市案件", 150, 255, 12) + set_text("复议", 90, 290, 12) + set_text("12", 200, 290, 12)
    assert pages_to_reading([Page(1, runs, rules)]).text.split("\n") == ["全市案件 |", "复议 | 12"]


def test_a_frame_around_text_is_no_table() -> None:
    framed = pages_to_reading([Page(1, set_page(1, BODY), grid([70, 540], [70, 220]))])
    assert framed.text.split("\n") == [TEXT]


COLUMN = "全市各级行政机关依法履行职责"
OTHER = "矛盾纠纷多元化解机制不断健全"


def set_column(texts: Iterable[str], x: float, y: float, page: int = 1) -> list[Run]:
    return [run for n, text in enumerate(texts) for run in set_text(text, x, y + n * 24, 12, page)]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = [COLUMN] * 8 + ["五。"], [OTHER] * 8 + ["末。"]
    assert read(set_column(left, 80, 100) + set_column(right, 300, 100)) == ["".join(left), "".join(right)]


@pytest.mark.parametrize("shift", [3, 5, 8, 12, 40])
def test_the_lines_of_two_columns_need_not_stand_side_by_side(shift: float) -> None:
    left, right = [COLUMN] * 8 + ["五。"], [OTHER] * 8 + ["末。"]
    assert read(set_column(left, 80, 100) + set_column(right, 300, 100 + shift)) == ["".join(left), "".join(right)]


def test_what_crosses_the_columns_is_read_before_them_and_behind_them() -> None:
    above, below = set_text("云州市人民政府公报登载", 120, 60, 22), set_text("依法行政公开透明便民利民", 200, 400, 12)
    left, right = [COLUMN] * 8 + ["五。"], [OTHER] * 8 + ["末。"]
    columns = set_column(left, 80, 100) + set_column(right, 300, 105)
    assert read(above + columns + below) == [
        "云州市人民政府公报登载",
        "".join(left),
        "".join(right),
        "依法行政公开透明便民利民",
    ]


def test_a_page_with_few_lines_shares_the_columns_of_another() -> None:
    first = set_column([COLUMN] * 8, 80, 100) + set_column([OTHER] * 8, 300, 105)
    second = set_column([COLUMN, "五。", OTHER, "六。"], 80, 100, 2) + set_column([OTHER, "末。"], 300, 105, 2)
    assert read(first, second) == [COLUMN * 8 + OTHER * 8 + COLUMN + "五。", OTHER + "六。", OTHER + "末。"]


def test_a_table_stands_in_its_column() -> None:
    runs = set_column([COLUMN] * 12 + ["五。"], 80, 100) + set_column([OTHER] * 7 + ["末。"], 300, 105)
    cells = [set_text(text, x, 330, 12) for text, x in (("复议", 305), ("12", 420))]
    reading = pages_to_reading(
        [Page(1, runs + [run for cell in cells for run in cell], grid([300, 400, 460], [315, 340]))]
    )
    assert reading.text.split("\n") == [COLUMN * 12 + "五。", OTHER * 7 + "末。", "复议 | 12"]


def test_footnotes_stand_below_their_column() -> None:
    left = set_column([COLUMN] * 8, 80, 100) + set_text("1", 248, 262, 6) + set_text("五。", 80, 292, 12)
    notes = set_text("1", 80, 330, 5) + set_text("数据来自统计年鉴。", 86, 332, 9)
    runs = left + notes + set_column([OTHER] * 12 + ["末。"], 300, 105)
    assert read(runs) == [COLUMN * 8 + "五。", OTHER * 12 + "末。", "脚注：", "数据来自统计年鉴。"]


def test_two_pages_of_a_sheet_are_read_as_two() -> None:
    sheets = []
    for n in (1, 2):
        half = [run._replace(x0=run.x0 + 600, x1=run.x1 + 600) for run in set_page(n, BODY * 2)]
        numbers = set_text(f"— {2 * n - 1} —", 280, 780, 14, n) + set_text(f"— {2 * n} —", 880, 780, 14, n)
        sheets.append(set_page(n, BODY * 2) + half * (n < 2) + numbers[: None if n < 2 else 5])
    reading = reading_of(*sheets)
    assert reading.text.split("\n") == [TEXT] * 6
    assert {place["page"] for place in reading.places} == {1, 2}


JOINTS = [
    ("受理1", "252件", "受理1252件"),
    ("rule of", "law", "rule of law"),
    ("govern-", "ment", "government"),
    ("COVID-", "19", "COVID-19"),
    ("2021-", "2025年", "2021-2025年"),
    ("法治", "Law", "法治Law"),
    ("94.2", "%，", "94.2%，"),
    ("12", ".4万件", "12.4万件"),
]


@pytest.mark.parametrize(("before", "after", "joined"), JOINTS)
def test_line_ends_leave_a_space_between_latin_words_only(before: str, after: str, joined: str) -> None:
    assert "".join(joint(before, after)) + after == joined


def test_many_characters_take_linear_time() -> None:
    runs = [run for n in range(1000) for run in set_text(FULL, 80, 100 + 20 * n)]
    assert len(read(runs)) == 1
    assert one_line(set_text("字" * 20_000, 0, 0)) == "字" * 20_000
