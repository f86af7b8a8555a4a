"""Lay the blocks of a report out as offices do: their numerals, signs, spaces and breaks, the page around them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from lawrep.normalise import TRADITIONAL
from tests.benchmarks.corpus.compose import Block
from tests.benchmarks.corpus.figures import in_hanzi, vary_figures
from tests.benchmarks.corpus.material import material
from tests.benchmarks.corpus.voice import Voice, stems

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
STEPS = ("首先", "其次", "再次", "最后")
MARKERS: dict[str, Callable[[int], str]] = {
    "一、": lambda number: f"{in_hanzi(number)}、",
    "(一)": lambda number: f"({in_hanzi(number)})",
    "1、": lambda number: f"{number}、",
    "1.": lambda number: f"{number}.",
    "(1)": lambda number: f"({number})",
    "①": lambda number: CIRCLED[number - 1] if number <= len(CIRCLED) else f"({number})",
    "一是": lambda number: f"{in_hanzi(number)}是",
    "第一,": lambda number: f"第{in_hanzi(number)},",
    "首先": lambda number: STEPS[number - 1] if number <= len(STEPS) else f"第{in_hanzi(number)},",
}
SCHEMES = (
    ("一、", "(一)", "1."),
    ("一、", "(一)", "1、"),
    ("一、", "(一)", "一是"),
    ("一、", "1、", "(1)"),
    ("一、", "1.", "①"),
    ("一、", "(一)", "第一,"),
    ("一、", "(一)", "首先"),
)
BREAKS = (*("lines",) * 4, *("blank lines",) * 3, "semicolons", "wrapped", "one line")
SIGNS = (*("wide",) * 4, "narrow", "mixed")
INDENTS = ("", "", "\u3000\u3000", "    ", "\u3000\u3000\u3000\u3000")
TO_WIDE = str.maketrans(",;:()", "，；：（）")
TO_NARROW = str.maketrans("，；：（）", ",;:()")
WIDE_DIGITS = str.maketrans("0123456789%.", "０１２３４５６７８９％．")
TO_TRADITIONAL = {ord(pair[1]): pair[0] for pair in TRADITIONAL.split()}
COMMA_IN_NUMBER = re.compile("(?<=[0-9])，(?=[0-9]{3})")
NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])([0-9][0-9.,]*)(?=[\u4e00-\u9fff%])")


@dataclass(frozen=True)
class Style:
    """How one report is laid out."""

    markers: tuple[str, str, str]
    breaks: str
    signs: str
    indent: str
    ends: str  # of lines
    is_spaced: bool
    has_wide_digits: bool
    is_traditional: bool
    page: int | None  # whose page lines are around it


def draw_style(random: Random) -> Style:
    """Return one of the styles, the common ones more often."""
    return Style(
        markers=random.choice(SCHEMES),
        breaks=random.choice(BREAKS),
        signs=random.choice(SIGNS),
        indent=random.choice(INDENTS),
        ends="\r\n" if random.random() < 0.15 else "\n",
        is_spaced=random.random() < 0.12,
        has_wide_digits=random.random() < 0.03,
        is_traditional=random.random() < 0.03,
        page=random.randrange(len(material().heads)) if random.random() < 0.5 else None,
    )


def lay_out(voice: Voice, blocks: list[Block], style: Style) -> list[str]:
    """Return the lines of the report, with those of the page before and after it."""
    random = voice.random
    lines = [line_of(block, style, random) for block in blocks]
    if style.breaks == "one line":
        lines = ["".join(line.strip() for line in lines)]
    elif style.breaks == "semicolons":
        lines = [piece for line in lines for piece in broken_at_semicolons(line, style.indent)]
    elif style.breaks == "wrapped":
        lines = [piece for line in lines for piece in wrapped(line, random.randint(30, 60))]
    if style.page is not None:
        lines = [*page(voice, material().heads[style.page]), *lines, *page(voice, material().tails[style.page])]
    if style.is_traditional:
        lines = [line.translate(TO_TRADITIONAL) for line in lines]
    return lines


def line_of(block: Block, style: Style, random: Random) -> str:
    """Return a block as one line."""
    if block.kind == "row":
        return " | ".join(block.cells)
    if block.kind == "title":
        return block.text
    if block.kind == "signature":
        return "\u3000" * 20 + block.text
    text = block.text
    if block.level:
        scheme = style.markers[block.level - 1]
        text = MARKERS[scheme](block.ordinal) + block.title + ("。" if text and block.title else "") + text
    return style.indent + signed(text, style, random)


def signed(text: str, style: Style, random: Random) -> str:
    """Return a text with the signs, spaces and digits of the style."""
    is_wide = style.signs == "wide" or (style.signs == "mixed" and random.random() < 0.5)
    text = COMMA_IN_NUMBER.sub(",", text.translate(TO_WIDE)) if is_wide else text.translate(TO_NARROW)
    if style.is_spaced:
        text = NUMBER.sub(r" \1 ", text)
    return text.translate(WIDE_DIGITS) if style.has_wide_digits else text


def broken_at_semicolons(line: str, indent: str) -> list[str]:
    return re.sub("([；;])", rf"\1\n{indent}", line).split("\n")


def wrapped(line: str, width: int) -> list[str]:
    return [line[at : at + width] for at in range(0, max(len(line), 1), width)]


def page(voice: Voice, lines: tuple[str, ...]) -> list[str]:
    """Return the lines of a page, of this office and its year."""
    random = voice.random
    told = [stems().sub(lambda match: voice.places[match[0]], line) for line in lines]
    return [vary_figures(line, random, voice.year + 1, factor=1) for line in told]
