"""A sample as those see it who publish it: its title, its lines and their numerals, the page around the report."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"
TITLES = re.compile(
    r"[^。]*?(?:法治政府建设|法治政府建设工作|法治政府建設)(?:工作)?(?:情况|情況)?的?(?:报告|報告|总结)"
)
# The lines that the report begins with, below its title, and ends with; the others are of the page.
EXTENT = {
    "baihe-city-2024": ("白政〔2025〕11号", "二〇二五年三月十日"),
    "chenxi-county-2019": ("2019年恰逢建县60周年", "2020年1月19日"),
    "dongping-district-2020": ("雲汀市人民政府:", "2021年2月26日"),
    "heping-town-2024": ("青岫县人民政府：", "二〇二四年十二月二十六日"),
    "linhai-development-zone-2021": ("2021 年 ， 霖海", "2022 年 1 月 18 日"),
    "nanyuan-bureau-2023": ("目　录", "3.织密安全防护网。"),
    "qingshi-street-2022": ("青石街道2022年度", "青石街道2022年度"),  # all on one line, the title fused to the text
    "wanqing-county-2025": ("霁州市人民政府：", "2026年1月15日"),
    "yunling-county-2023": ("云政发〔2024〕5号", "2024年3月14日"),
}

HANZI = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# The numerals that open a paragraph, from the outermost level to the innermost: before, number, after.
MARKERS = {
    "chapter": re.compile(rf"()([{HANZI}]{{1,3}})(、)"),
    "part": re.compile(rf"([（(])([{HANZI}]{{1,3}})([）)])(?!至)"),
    "item": re.compile(r"()(\d{1,2})([.、](?!\d)|(?=[^\W\d_])(?![个户年月日件]))"),
    "point": re.compile(r"([（(])(\d{1,2})([）)])"),
    "detail": re.compile(rf"()([{CIRCLED}])()"),
    "clause": re.compile(rf"()([{HANZI}])(是)"),
}
LEVELS = tuple(MARKERS)
RULE = re.compile(r"[|\s:-]+")  # the line below the head of a Markdown table
CONTENTS = "……"  # in a line of a table of contents, whose numerals are typed


@dataclass(frozen=True)
class Marker:
    """The numeral that a line begins with: （十二） is of the level `part`, its ordinal 12, its form two brackets."""

    level: str
    ordinal: int
    form: tuple[str, str]


@dataclass(frozen=True)
class Line:
    """A paragraph without the blanks around it, or a row of a table, whose text is what a reader sees of it."""

    text: str
    cells: tuple[str, ...] = ()
    marker: Marker | None = None
    rest: str = ""  # the text behind the marker
    is_title: bool = False


@dataclass(frozen=True)
class Sample:
    """The lines of a sample: what its page prints before the report, the report below its title, what follows it."""

    name: str
    title: str
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    tail: tuple[Line, ...]

    @property
    def report(self) -> tuple[Line, ...]:
        """The report as a file of its own."""
        is_fused = self.body[0].text.startswith(self.title)
        return self.body if is_fused else (Line(self.title, rest=self.title, is_title=True), *self.body)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All that the page prints."""
        return (*self.head, *self.body, *self.tail)


def tables_apart(lines: Iterable[Line]) -> list[list[Line]]:
    """Return `lines` in groups: the rows of a table, or the paragraphs up to the next table."""
    return [list(group) for _, group in groupby(lines, key=lambda line: bool(line.cells))]


def load_samples() -> dict[str, Sample]:
    return {name: load_sample(name) for name in EXTENT}


def load_sample(name: str) -> Sample:
    """Take apart the sample of this name."""
    raw = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    texts = [line.strip() for line in raw.splitlines() if line.strip() and not RULE.fullmatch(line)]
    first, last = EXTENT[name]
    start = next(at for at in range(len(texts)) if texts[at].startswith(first) and is_below_title(texts, at))
    end = max(at for at in range(len(texts)) if texts[at].startswith(last)) + 1
    titles = [match[0] for text in texts[: start + 1] if (match := TITLES.match(text))]
    title = titles[-1]
    lines = [parse_line(text, title) for text in texts]
    return Sample(name, title, tuple(lines[:start]), tuple(lines[start:end]), tuple(lines[end:]))


def is_below_title(texts: list[str], at: int) -> bool:
    """Whether the title was printed before line `at`, or opens it."""
    return any(TITLES.match(text) for text in texts[: at + 1])


def parse_line(text: str, title: str) -> Line:
    if " | " in text:
        cells = tuple(cell.strip() for cell in text.strip("|").split("|"))
        return Line(" | ".join(cells), cells)
    if text == title:
        return Line(text, rest=text, is_title=True)
    if CONTENTS not in text:
        for level, pattern in MARKERS.items():
            if match := pattern.match(text):
                marker = Marker(level, ordinal_of(match[2]), (match[1], match[3]))
                return Line(text, marker=marker, rest=text[match.end() :])
    return Line(text, rest=text)


def ordinal_of(numeral: str) -> int:
    """Return the number that a numeral below a hundred stands for."""
    if numeral.isascii():
        return int(numeral)
    if numeral in CIRCLED:
        return CIRCLED.index(numeral) + 1
    tens, ten, ones = numeral.rpartition("十")
    return (digit_of(tens) or 1) * 10 + digit_of(ones) if ten else digit_of(ones)


def digit_of(numeral: str) -> int:
    return HANZI.index(numeral) + 1 if numeral else 0
