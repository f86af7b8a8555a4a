"""The line of one figure and of one finding: in parts that are folded for a terminal, or all on one line for a pipe."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.text import Text

from lawrep.catalogue import standard
from lawrep.findings import LEVEL_NAMES
from lawrep.show.findings import STYLES
from lawrep.show.safe import safe
from lawrep.show.words import COLOURS, QUIET, Words, adds, in_words, named

GAP = "  "
HANG = "    "
FIGURE, LABEL = 14, 22  # cells at most that are kept free, so that what stands below each other is aligned
SIGNS = {"error": "!!", "warning": "!", "info": "?"}


class Columns(NamedTuple):
    """How many cells the figures of a section and their labels have, so that they stand below each other."""

    figure: int
    label: int

    @classmethod
    def of(cls, figures: Sequence[dict[str, Any]]) -> "Columns":
        """Return what the figures need; those that need more than there is room for stand out."""
        return cls(
            widest((each["text"] for each in figures), FIGURE), widest((each["label"] for each in figures), LABEL)
        )


def widest(texts: Iterable[str], most: int) -> int:
    """Return how many cells the widest of the texts has that has no more than `most`."""
    return max((size for size in map(cell_len, map(safe, texts)) if size <= most), default=0)


def padded(text: Text, cells: int) -> Text:
    """Return a text with spaces behind it, so that it has that many cells at least."""
    return text.append(" " * max(0, cells - text.cell_len))


def figure_parts(indicator: dict[str, Any], columns: Columns, words: Words, language: str) -> Iterator[Text]:
    """Yield the figure with the letter of its kind, its label, its code or name, and what it says in words."""
    colour = COLOURS[indicator["kind"]]
    planned = indicator["status"] == "planned"
    sign = words[f"letter_{indicator['kind']}"] + (">" if planned else " ")
    printed = padded(Text(safe(indicator["text"]), f"bold {colour}"), columns.figure)
    yield Text.assemble((sign, colour), printed)
    yield padded(Text(safe(indicator["label"])), columns.label)
    if indicator["code"]:
        yield Text(named(indicator["code"], language), QUIET)
    said = in_words(indicator, words)
    if adds(said, indicator["text"]):
        yield Text(f"= {said}" if indicator["bound"] == "exact" and not indicator["change"] else said)
    if planned:
        yield Text(words["status_planned"], "italic")


def figure_line(indicator: dict[str, Any], words: Words, name: str | None) -> str:
    """Return all that there is to know of a figure; `name` is that of its document, where several are shown."""
    entry = standard().entries.get(indicator["code"])
    letter = words[f"letter_{indicator['kind']}"]
    parts = (
        f"{letter} {indicator['text']}",
        indicator["label"],
        indicator["code"],
        entry and entry.name,
        in_words(indicator, words),
        indicator["status"] == "planned" and words["status_planned"],
        indicator["section"] and f"§{indicator['section']}",
        name,
    )
    return GAP.join(safe(part) for part in parts if part)


def finding_parts(finding: dict[str, Any], language: str) -> Iterator[Text]:
    """Yield the sign of a finding with its level, its message, and its rule."""
    level = finding["severity"]
    shown = LEVEL_NAMES[level] if language == "zh" else level
    yield Text(f"{SIGNS[level]} {shown}", STYLES[level])
    yield Text(safe(finding["message"]))
    yield Text(safe(finding["rule"]), QUIET)


def flow(parts: Iterable[Text], console: Console, width: int) -> Iterator[Text]:
    """Yield lines of at most `width` cells that hold the parts one after the other; what does not fit is folded."""
    line = Text()
    for part in parts:
        for piece in part.wrap(console, width - len(HANG)) if part.cell_len > width - len(HANG) else [part]:
            if line and line.cell_len + len(GAP) + cell_len(piece.plain.rstrip()) > width:
                line.rstrip()
                yield line
                line = Text(HANG)
            elif line:
                line.append(GAP)
            line.append_text(piece)
    line.rstrip()
    yield line


def coloured(shown: Iterable[RenderableType], console: Console) -> Iterator[str]:
    """Yield lines with the codes of their colours, as far as the terminal has them and NO_COLOR lets it."""
    for each in shown:
        with console.capture() as capture:
            console.print(each, soft_wrap=isinstance(each, Text))
        yield from capture.get().removesuffix("\n").split("\n")
