"""Put one report together: its title, chapters, sections, paragraphs and tables, as blocks without any layout."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from tests.benchmarks.corpus.figures import vary_figures
from tests.benchmarks.corpus.material import material
from tests.benchmarks.corpus.voice import DOMAINS, Voice

SHORTEST, LONGEST = 3_000, 30_000  # characters
KINDS = ("情况报告", "工作情况报告", "情况的报告", "工作报告", "工作总结")
OPENINGS = (
    "现将{year}年度法治政府建设情况报告如下：",
    "现按有关规定，将本年度工作情况报告如下：",
    "{year}年，{area}紧扣年度任务清单，把依法行政贯穿各项工作，法治政府建设稳步推进。现将有关情况报告如下：",
)
ROWS = (
    *("行政检查", "行政处罚案件", "行政许可", "行政强制", "不予处罚案件", "行政复议案件", "行政应诉案件", "执法投诉"),
    *("人民调解案件", "法律援助案件", "信访事项", "普法活动", "合同审查", "规范性文件备案", "案卷评查"),
)
UNITS = ("件", "次", "起", "份", "万元", "人次")
PART_SHARE = {"achievements": 0.72, "duty": 0.08, "shortcomings": 0.08, "plan": 0.12}  # of the characters
MISSING = 0.06  # of reports, a chapter each
TABLED = 0.15  # of reports
SALUTED, SIGNED, CLOSED = 0.3, 0.8, 0.3  # of reports


class Block(NamedTuple):
    """A line of the report: `level` 0 is no heading; a heading with `text` has it on its line; cells are of a row."""

    kind: str  # title, heading, paragraph, row, signature
    text: str = ""
    level: int = 0
    ordinal: int = 0
    title: str = ""
    cells: tuple[str, ...] = ()


def compose(random: Random) -> tuple[Voice, list[Block]]:
    """Return a report's voice and its blocks."""
    voice = Voice(random)
    length = int(SHORTEST * (LONGEST / SHORTEST) ** random.random())
    name = voice.organ if random.random() < 0.8 else voice.area
    about, span = random.choice(("", "关于")), random.choice(("年", "年度"))
    blocks = [Block("title", f"{name}{about}{voice.year}{span}法治政府建设{random.choice(KINDS)}")]
    if random.random() < SALUTED:
        blocks.append(Block("paragraph", f"{voice.new_place()}市人民政府："))
    blocks.append(Block("paragraph", random.choice(OPENINGS).format(year=voice.year, area=voice.area)))
    tables = random.randint(1, 3) if random.random() < TABLED else 0
    parts = [part for part in PART_SHARE if part == "achievements" or random.random() >= MISSING]
    if random.random() < 0.2:
        parts.insert(0, parts.pop(min(1, len(parts) - 1)))
    for ordinal, part in enumerate(parts, 1):
        chapter = vary_figures(random.choice(material().chapters[part]), random, voice.year, factor=1)
        blocks.append(Block("heading", level=1, ordinal=ordinal, title=chapter))
        blocks += chapter_blocks(voice, part, int(length * PART_SHARE[part]), tables if part == "achievements" else 0)
    blocks += ending(voice)
    return voice, blocks


def ending(voice: Voice) -> Iterator[Block]:
    random = voice.random
    if random.random() < CLOSED:
        yield Block("paragraph", random.choice(("特此报告。", "专此报告。", "以上报告，如有不妥，请指正。")))
    if random.random() < SIGNED:
        yield Block("signature", voice.organ)
        yield Block("signature", f"{voice.year + 1}年{random.randint(1, 3)}月{random.randint(1, 28)}日")


def chapter_blocks(voice: Voice, part: str, length: int, tables: int) -> Iterator[Block]:
    """Yield the sections of a chapter, `length` characters in all, the `tables` after some of them."""
    made, ordinal = 0, 0
    while made < length:
        ordinal += 1
        for block in section_blocks(voice, part, ordinal, length - made):
            made += len(block.text) + len(block.title)
            yield block
        if tables and (made > length // 2 or voice.random.random() < 0.3):
            tables -= 1
            yield from table(voice)


def section_blocks(voice: Voice, part: str, ordinal: int, left: int) -> Iterator[Block]:
    """Yield one section: a paragraph on the line of its heading, paragraphs below it, or items below it."""
    random = voice.random
    title = voice.heading(material().sections[part])
    shape = random.choice(("run_in", "paragraphs", "items", "items")) if left > 400 else "run_in"
    if shape == "run_in":
        yield Block("heading", prose(voice, part), 2, ordinal, title)
        return
    yield Block("heading", "", 2, ordinal, title)
    for at in range(1, random.randint(2, 6) if shape == "items" else random.randint(2, 4)):
        if shape == "items":
            yield Block("heading", prose(voice, part), 3, at, voice.heading(material().sections[part]))
        else:
            yield Block("paragraph", prose(voice, part))


def prose(voice: Voice, part: str) -> str:
    """Return a paragraph: a run of sentences of that part, and others between that stand for themselves."""
    random = voice.random
    run = random.choice(material().runs[part])
    first = random.randint(0, len(run) - 1)
    said = [voice.paragraph(run[first : first + random.randint(1, 3)])]
    said += [voice.paragraph((random.choice(material().loose),)) for _ in range(random.randint(0, 2))]
    said += [voice.quiet_sentence() for _ in range(random.randint(1, 5))]
    random.shuffle(said)
    return "".join(said)


def table(voice: Voice) -> Iterator[Block]:
    """Yield the line above a table and its rows: a figure of the year, and how much it grew."""
    random = voice.random
    yield Block("paragraph", f"{voice.year}年{voice.area}{random.choice(DOMAINS)}主要指标")
    yield Block("row", cells=("指标", "单位", f"{voice.year}年", "同比增长(%)"))
    for name in sorted(random.sample(ROWS, random.randint(3, len(ROWS)))):
        change = f"{random.randint(-400, 600) / 10}"
        yield Block("row", cells=(name, random.choice(UNITS), f"{random.randint(10, 90000):,}", change))
