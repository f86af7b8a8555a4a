"""The blocks of a report as HTML elements, whose text is that of the report, line ends included."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from lawrep.body import OPENS_SECOND
from lawrep.page.report.layout import Block, bars
from lawrep.page.report.marks import Words, printed

OPENS = [word for word in OPENS_SECOND if word != "政府"]  # which the name of an organ ends in
GOES_ON = re.compile("".join(f"(?<!{word})" for word in OPENS) + "(?:" + "|".join(OPENS) + ")")
RULE = frozenset("|-: \t")  # of which the line under the head of a Markdown table is made


def render(text: str, blocks: Sequence[Block], words: Words) -> Markup:
    """Return the elements of the blocks; joined, their text is `text`."""
    parts: list[str] = []
    at, in_table = 0, False
    for block in blocks:
        if in_table and block.kind != "row":
            parts.append("</tbody></table></div>")
        parts.append(printed(text[at : block.start]))
        if block.kind == "row" and not in_table:
            parts.append(f'<div class="sheet{" page" * block.page}" tabindex="0"><table><tbody>')
        in_table = block.kind == "row"
        parts.append(row(text, block, words) if in_table else element(text, block, words))
        at = block.end
    if in_table:
        parts.append("</tbody></table></div>")
    parts.append(printed(text[at:]))
    return Markup("".join(parts))  # noqa: S704 - all that the text holds is escaped by `printed`


def element(text: str, block: Block, words: Words) -> str:
    """Return a block that is no row of a table."""
    if block.kind == "blank":
        return words.html(block.start, block.end)
    around = " page" * block.page
    if block.kind == "heading":
        head = block.heads[0]
        tag = f"h{min(head.level + 1, 6)}"
        content = words.html(block.start, block.end)
        return f'<{tag} class="head l{head.level}{around}" id="s{escape(head.id)}">{content}</{tag}>'
    breaks = breaks_in(text, block) if block.kind == "title" else ()
    return f'<p class="{block.kind}{around}">{words.html(block.start, block.end, block.heads, breaks)}</p>'


def breaks_in(text: str, block: Block) -> Iterator[int]:
    """Yield where a long title may go on in the next line: before 关于, the year, 法治政府."""
    return (found.start() for found in GOES_ON.finditer(text, block.start, block.end))


def row(text: str, block: Block, words: Words) -> str:
    """Return a row of a table, whose bars are there and not seen."""
    if RULE.issuperset(text[block.start : block.end]):
        return f'<tr class="rule"><td>{words.html(block.start, block.end)}</td></tr>'
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in row_cells(text, block, words))}</tr>"


def row_cells(text: str, block: Block, words: Words) -> Iterator[str]:
    """Yield what stands in each cell of a row, with the bars at its edges."""
    at = block.start
    opening = ""
    for start, end in bars(text, block.start, block.end):
        bar = f'<span class="bar">{text[start:end]}</span>'
        if start == block.start and text[start] == "|":
            opening = bar
        else:
            yield opening + words.html(at, start) + bar
            opening = ""
        at = end
    if at < block.end:
        yield opening + words.html(at, block.end)
