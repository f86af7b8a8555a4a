"""Errors to plant: each takes a sound text and a random source, and returns the text with one error of its kind.

A planter changes what stands in the text where it can, and else adds a sentence with the error at the end of a random
paragraph. None of its wordings stands in the examples of the rules.
"""

import random
import re
from collections.abc import Callable

Planter = Callable[[str, random.Random], str | None]
PLANTERS: dict[str, Planter] = {}
HEADING = re.compile(
    r"^ *(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]{1,2}[.、])", re.MULTILINE
)
LONG = 60
HEAD = 400  # characters of the page before a report


def planter(rule: str) -> Callable[[Planter], Planter]:
    def register(plant: Planter) -> Planter:
        PLANTERS[rule] = plant
        return plant

    return register


def body_lines(text: str) -> list[tuple[int, int]]:
    """Return the long lines that end as sentences do."""
    return [match.span() for match in re.finditer(r"[^\n]+[。]", text) if len(match[0]) >= LONG]


def add(text: str, sentence: str, source: random.Random) -> str | None:
    """Put a sentence at the end of a random paragraph."""
    lines = body_lines(text)
    if not lines:
        return None
    _, end = source.choice(lines)
    return text[:end] + sentence + text[end:]


def templates(*wordings: str) -> Callable[[dict[str, object], str, random.Random], str | None]:
    def plant(fields: dict[str, object], text: str, source: random.Random) -> str | None:
        return add(text, source.choice(wordings).format_map(fields), source)

    return plant


@planter("share-above-100")
def share_above_100(text: str, source: random.Random) -> str | None:
    shares = list(re.finditer(r"(?<=率)(达|为|达到)?([0-9.]+)(?=%)", text))
    if shares:
        share = source.choice(shares)
        return f"{text[: share.start(2)]}{source.randint(101, 190)}{text[share.end(2) :]}"
    return add(text, f"群众来信按期回复率{source.randint(101, 190)}%。", source)


@planter("rate-matches-counts")
def rate_matches_counts(text: str, source: random.Random) -> str | None:
    whole = source.randint(210, 3900)
    part = whole - source.randint(1, whole // 9)
    rate = round(part * 100 / whole + source.choice((-1, 1)) * source.uniform(1.5, 6), 1)
    rate = min(rate, 99.9) if abs(min(rate, 99.9) - part * 100 / whole) > 1 else round(part * 100 / whole - 3, 1)
    wordings = templates(
        "全年受理群众投诉举报{whole}件，办结{part}件，办结率{rate}%。",
        "各级调解组织共调处民间纠纷{whole}起，调解成功{part}起，成功率达{rate}%。",
        "发现问题线索{whole}个，完成整改{part}个，整改率为{rate}%。",
        "组织{whole}人参加执法资格考试，{part}人考试合格，合格率{rate}%。",
        "{whole}件行政应诉案件中，负责人出庭{part}件，出庭率{rate}%。",
    )
    return wordings({"whole": whole, "part": part, "rate": rate}, text, source)


@planter("share-of-whole-number")
def share_of_whole_number(text: str, source: random.Random) -> str | None:
    whole = source.randint(7, 29)
    rate = round((source.randint(1, whole - 1) + source.uniform(0.3, 0.7)) * 100 / whole, 1)
    wordings = templates(
        "随机抽查执法案卷{whole}份，合格率{rate}%。",
        "共有{whole}人参加任前法律考试，通过率为{rate}%。",
        "收到政府信息公开申请{whole}件，依法答复率{rate}%。",
    )
    return wordings({"whole": whole, "rate": rate}, text, source)


@planter("part-above-whole")
def part_above_whole(text: str, source: random.Random) -> str | None:
    whole = source.randint(20, 900)
    wordings = templates(
        "全年新发生民事纠纷{whole}起，其中物业类{part}起。",
        "共排查出风险点{whole}个，其中高风险{part}个。",
        "受理调解申请{whole}件，调解成功{part}件。",
        "立案查处{whole}件，其中农业领域{part}件、水务领域2件。",
    )
    return wordings({"whole": whole, "part": whole + source.randint(1, whole)}, text, source)


@planter("parts-make-whole")
def parts_make_whole(text: str, source: random.Random) -> str | None:
    one, two, three = (source.randint(3, 90) for _ in range(3))
    total = one + two + three + source.choice((-2, -1, 1, 2, 5, 10))
    wordings = templates(
        "清理合同{total}份，其中继续履行{one}份、变更{two}份，其余{three}份终止。",
        "开展宣讲{one}场、讲座{two}场、展演{three}场，合计{total}场。",
        "收到来件{total}件，分别为咨询{one}件、求助{two}件、投诉{three}件。",
    )
    return wordings({"total": total, "one": one, "two": two, "three": three}, text, source)


@planter("share-of-total")
def share_of_total(text: str, source: random.Random) -> str | None:
    whole = source.randint(40, 400)
    part = source.randint(5, whole // 2)
    rate = round(part * 100 / whole + source.choice((-1, 1)) * source.uniform(2, 4), 1)
    wordings = templates(
        "全年登记信访事项{whole}件，其中初次来访{part}件，占{rate}%。",
        "办理公证{whole}件，其中涉外{part}件，占比{rate}%。",
    )
    return wordings({"whole": whole, "part": part, "rate": rate}, text, source)


@planter("growth-matches-values")
def growth_matches_values(text: str, source: random.Random) -> str | None:
    before = source.randint(150, 900)
    after = before + source.randint(10, before)
    rate = round((after / before - 1) * 100 + source.choice((-1, 1)) * source.uniform(4, 9), 1)
    wordings = templates(
        "公证业务量由{before}件增加到{after}件，增长{rate}%。",
        "去年办理法律援助{before}件，今年办理{after}件，同比增长{rate}%。",
        "全年开展巡回宣讲{after}场，较上年的{before}场增长{rate}%。",
    )
    return wordings({"before": before, "after": after, "rate": abs(rate)}, text, source)


@planter("growth-from-whole-number")
def growth_from_whole_number(text: str, source: random.Random) -> str | None:
    count = source.randint(5, 12)
    possible = [(count / base - 1) * 100 for base in range(1, 60)]
    rate = next(
        each
        for each in (round(source.uniform(12, 95), 1) for _ in range(900))
        if min(abs(each - one) for one in possible) > 1.5
    )
    wordings = templates("办理国家赔偿案件{count}件，同比增长{rate}%。", "组织听证{count}场，比上年增长{rate}%。")
    return wordings({"count": count, "rate": rate}, text, source)


@planter("points-of-count")
def points_of_count(text: str, source: random.Random) -> str | None:
    wordings = templates(
        "全年出动执法人员{count}人次，同比上升{points}个百分点。", "办理仲裁案件{count}件，较上年下降{points}个百分点。"
    )
    return wordings({"count": source.randint(1000, 9000), "points": source.randint(2, 30)}, text, source)


@planter("percent-for-points")
def percent_for_points(text: str, source: random.Random) -> str | None:
    before = source.randint(40, 80)
    moved = source.randint(5, 15)
    wordings = templates(
        "公众安全感由{before}%提升到{after}%，提升{moved}%。", "线上办理率由{before}%上升至{after}%，上升{moved}%。"
    )
    return wordings({"before": before, "after": before + moved, "moved": moved}, text, source)


@planter("turns-below-people")
def turns_below_people(text: str, source: random.Random) -> str | None:
    many = source.randint(30, 90)
    wordings = templates("举办执法业务培训{many}期{few}人次。", "开展法治讲座{many}场，参加人员{few}人次。")
    return wordings({"many": many, "few": source.randint(5, many - 10)}, text, source)


@planter("amount-per-case")
def amount_per_case(text: str, source: random.Random) -> str | None:
    wordings = templates("立案查处{cases}起，罚款{fine}元。", "办结行政处罚案件{cases}件，罚没{huge}亿元。")
    fields = {"cases": source.randint(80, 400), "fine": source.randint(30, 900), "huge": source.randint(200, 900)}
    return wordings(dict(fields), text, source)


@planter("same-figure-twice")
def same_figure_twice(text: str, source: random.Random) -> str | None:
    first = source.randint(310, 900)
    lines = body_lines(text)
    if len(lines) < 2:
        return None
    (_, one), (_, two) = sorted(source.sample(lines, 2))
    sentence = "一年来共发放普法宣传资料{}份。"
    return text[:one] + sentence.format(first) + text[one:two] + sentence.format(first + 17) + text[two:]


@planter("announced-items")
def announced_items(text: str, source: random.Random) -> str | None:
    wordings = templates(
        "当前还存在以下{wrong}点不足：一是力量不够均衡。二是方法不够多样。三是评价不够科学。",
        "今后重点抓好{wrong}项工作：一是建强队伍。二是优化流程。三是强化评价。",
        "重点从{wrong}个方面发力，一是补齐制度。二是盯紧执行。三是严格考评。",
    )
    return wordings({"wrong": source.choice("两四五六")}, text, source)


def numbered(text: str, source: random.Random) -> tuple[re.Match[str], re.Match[str], re.Match[str]] | None:
    """Return three markers of one kind, a random 一, 二, 三 in a row."""
    for opening, closing in source.sample([("", "、"), ("（", "）"), ("(", ")")], 3):
        runs = []
        for first in re.finditer(rf"^ *{re.escape(opening)}一{re.escape(closing)}", text, re.MULTILINE):
            second = re.compile(rf"^ *{re.escape(opening)}二{re.escape(closing)}", re.MULTILINE).search(
                text, first.end()
            )
            third = second and re.compile(rf"^ *{re.escape(opening)}三{re.escape(closing)}", re.MULTILINE).search(
                text, second.end()
            )
            again = re.compile(rf"^ *{re.escape(opening)}一{re.escape(closing)}", re.MULTILINE).search(
                text, first.end()
            )
            dotted = "……" in text[first.end() : first.end() + LONG]  # a table of contents
            if second and third and not dotted and not (again and again.start() < third.start()):
                runs.append((first, second, third))
        if runs:
            return source.choice(runs)
    return None


@planter("numbering-gap")
def numbering_gap(text: str, source: random.Random) -> str | None:
    run = numbered(text, source)
    return run and text[: run[1].start()] + run[1][0].replace("二", "四") + text[run[1].end() :]


@planter("numbering-repeat")
def numbering_repeat(text: str, source: random.Random) -> str | None:
    run = numbered(text, source)
    return run and text[: run[2].start()] + run[2][0].replace("三", "二") + text[run[2].end() :]


@planter("numbering-order")
def numbering_order(text: str, source: random.Random) -> str | None:
    run = numbered(text, source)
    if run is None:
        return None
    _, second, third = run
    between = text[second.end() : third.start()]
    return (
        text[: second.start()]
        + second[0].replace("二", "三")
        + between
        + third[0].replace("三", "二")
        + text[third.end() :]
    )


@planter("enumeration-of-one")
def enumeration_of_one(text: str, source: random.Random) -> str | None:
    plain = [span for span in body_lines(text) if not re.search("[一二]是", text[slice(*span)])]
    if not plain:
        return None
    _, end = source.choice(plain)
    return f"{text[:end]}主要采取以下做法：一是加强会商研判，压实各方责任。{text[end:]}"


@planter("heading-without-text")
def heading_without_text(text: str, source: random.Random) -> str | None:
    run = numbered(text, source)
    if run is None:
        return None
    title_end = text.find("\n", run[1].end())
    title = text[run[1].end() : title_end]
    if title_end < 0 or title_end > run[2].start() or len(title) > 36 or "。" in title or "；" in title:
        return None
    return text[:title_end] + "\n" + text[run[2].start() :]


@planter("unbalanced-sign")
def unbalanced_sign(text: str, source: random.Random) -> str | None:
    signs = [match.start() for match in re.finditer("[《》“”]", text)]
    if not signs:
        return add(text, "落实《行政复议法。", source)
    at = source.choice(signs)
    return text[:at] + text[at + 1 :]


@planter("placeholder")
def placeholder(text: str, source: random.Random) -> str | None:
    sign = source.choice(("×", "××", "XX", "**", "＊＊", "X", "__"))
    return add(text, f"全年召开联席会议{sign}次，走访企业{sign}家。", source)


@planter("starred-digits")
def starred_digits(text: str, source: random.Random) -> str | None:
    counts = list(re.finditer(r"(?<![0-9.])[0-9]{2,4}(?=[件人次份场起条])", text))
    if not counts:
        return None
    count = source.choice(counts)
    return text[: count.start() + 1] + "*" * (len(count[0]) - 1) + text[count.end() :]


@planter("term-slip")
def term_slip(text: str, source: random.Random) -> str | None:
    slips = [
        ("法治政府", "法制政府"),
        ("行政复议", "行政复义"),
        ("规范性文件", "规犯性文件"),
        ("营商环境", "营商坏境"),
        ("出庭应诉", "出廷应诉"),
    ]
    known = [(term, slip) for term, slip in slips if term in text[HEAD:]]
    if not known:
        return None
    term, slip = source.choice(known)
    at = source.choice([match.start() for match in re.finditer(term, text) if match.start() >= HEAD])
    return text[:at] + slip + text[at + len(term) :]


@planter("paragraph-twice")
def paragraph_twice(text: str, source: random.Random) -> str | None:
    lines = body_lines(text)
    if not lines:
        return None
    start, end = source.choice(lines)
    _, other = source.choice(lines)
    return text[:other] + "\n" + text[start:end] + text[other:]


@planter("mojibake")
def mojibake(text: str, source: random.Random) -> str | None:
    wrong = source.choice(
        (
            "法治建设".encode().decode("latin-1"),
            "法治建设".encode("gbk").decode("latin-1"),
            "推进法治".encode().decode("gbk", "ignore"),
            "锟斤拷",
        )
    )
    return add(text, f"持续推进{wrong}工作。", source)


@planter("replacement-character")
def replacement_character(text: str, source: random.Random) -> str | None:
    start, end = source.choice(body_lines(text) or [(0, 0)])
    at = source.randrange(start + 5, end - 5) if end else 0
    return text[:at] + "\ufffd" + text[at + 1 :] if end else None


@planter("lost-dash")
def lost_dash(text: str, source: random.Random) -> str | None:
    plan = source.choice(("20212025年", "20162020年", "20242026年"))
    return add(text, f"落实《县域法治建设规划（{plan}）》。", source)


@planter("text-cut-off")
def text_cut_off(text: str, source: random.Random) -> str | None:
    start, end = (body_lines(text) or [(0, 0)])[-1]
    return text[: source.randrange(start + 45, end - 8)] if end - start > LONG else None


@planter("page-in-body")
def page_in_body(text: str, source: random.Random) -> str | None:
    words = source.choice(("打印本页 关闭窗口", "上一篇：关于召开会议的通知", "您所在的位置：首页 > 政务公开"))
    lines = body_lines(text)[1:-1]
    if not lines:
        return None
    _, end = source.choice(lines)
    return text[:end] + "\n" + words + text[end:]


@planter("years-differ")
def years_differ(text: str, source: random.Random) -> str | None:
    years = re.findall(r"20[0-9]{2}(?=年)", text[:200])
    chapters = list(re.finditer(r"^ *[一二三四五六]、[^\n。…]*?(20[0-9]{2})年[^\n。…]{0,30}$", text, re.MULTILINE))
    if not years or not chapters:
        return None
    chapter = source.choice(chapters)
    return text[: chapter.start(1)] + str(int(chapter[1]) - 2) + text[chapter.end(1) :]


@planter("published-late")
def published_late(text: str, source: random.Random) -> str | None:
    match = re.search(r"(?<=发布)(?:时间|日期)[:： ]*20[0-9]{2}[-/年.](0?[1-3])(?=[-/月.])", text[:HEAD])
    return match and text[: match.start(1)] + source.choice(("05", "06", "09", "11")) + text[match.end(1) :]


@planter("signed-before-year-end")
def signed_before_year_end(text: str, source: random.Random) -> str | None:
    match = re.search(r"(20[0-9]{2})年[0-9]{1,2}月[0-9]{1,2}日\s*$", text)
    title = re.search(r"(20[0-9]{2})年度?[^\n]{0,20}法治政府", text[:HEAD])
    if not match or not title:
        return None
    return f"{text[: match.start()]}{title[1]}年{source.randint(6, 11)}月{source.randint(1, 28)}日\n"


@planter("part-missing")
def part_missing(text: str, source: random.Random) -> str | None:
    chapters = list(re.finditer(r"^ *[一二三四五六]、[^\n。…]{4,40}$", text, re.MULTILINE))
    wanted = source.choice(("职责", "不足|问题|短板|薄弱"))
    for at, chapter in enumerate(chapters):
        if re.search(wanted, chapter[0]) and at + 1 < len(chapters):
            rest = text[: chapter.start()] + text[chapters[at + 1].start() :]
            told = "第一责任人|主要负责人|主要领导|一把手" if wanted == "职责" else "不足|问题|短板|薄弱|差距|有待"
            return None if re.search(told, rest) else rest  # it is told elsewhere
    return None


@planter("part-without-substance")
def part_without_substance(text: str, source: random.Random) -> str | None:
    chapters = list(re.finditer(r"^ *[一二三四五六]、[^\n。…]{4,40}$", text, re.MULTILINE))
    for at, chapter in enumerate(chapters):
        if re.search("职责情况|不足|工作安排|工作打算", chapter[0]) and at + 1 < len(chapters):
            said = source.choice(("相关情况总体良好。", "按要求认真落实了各项工作。"))
            return f"{text[: chapter.end()]}\n{said}\n{text[chapters[at + 1].start() :]}"
    return None
