"""Texts grown from bytes, so that a changed byte is another word: tables of the words that the steps know."""

import random
from functools import cache

from lawrep.tables import load
from tests.fuzz.corpus import LINES, strings, vocabulary

WIDEST = 6
NUMBERS = (
    "1", "12", "1,204", "86.5", "98.6%", "0", "-3", "+2.1", "—", "/", "2023", "2024", "3件", "1.2万元", "一", "十二",
    "3/5", "(4)", "约3", "↑5%", "10件、3万元", "1-3", "无", "100余", "×", "1 204", "3.5个百分点",
)  # fmt: skip
SUBJECTS = (
    "行政处罚案件", "行政复议", "受理行政复议案件（件）", "罚没金额(万元)", "市公安局", "石桥镇", "其中：维持",
    "调解成功率", "一、行政许可", "（二）普法", "单位：万元", "附表1 行政执法情况统计表", "2024年", "2023年度",
    "上年同期", "合计", "序号", "1",
)  # fmt: skip
SIGNS = ("", " ", "注：", "\n", "；", "表1", "（续）", "|", "\t")


@cache
def heads() -> tuple[str, ...]:
    """Return the words that stand at the head of a column, each as long as a cell may be."""
    return tuple(sorted(set(strings(load("grid")))))


def table(data: bytes) -> str:
    """Return a table: the first byte says how wide, and each two after it what stands in the next cell."""
    if not data:
        return ""
    width, opened = data[0] % WIDEST + 1, data[0] // WIDEST % len(LINES)
    cells = [cell(kind, word) for kind, word in zip(data[1::2], data[2::2], strict=False)]
    rows = [" | ".join(cells[start : start + width]) for start in range(0, len(cells), width)]
    return "\n".join((*(LINES[opened : opened + 1] if opened % 2 else ()), *rows))


def cell(kind: int, word: int) -> str:
    """Return what stands in a cell: nothing, a number, a head, a unit, both, or a subject."""
    chosen = (word + 256 * (kind // 8)).__mod__
    match kind % 8:
        case 0:
            return SIGNS[chosen(len(SIGNS))] if kind > 128 else ""
        case 1 | 2:
            return NUMBERS[chosen(len(NUMBERS))]
        case 3:
            return vocabulary()[chosen(len(vocabulary()))]
        case 4 | 5:
            return heads()[chosen(len(heads()))]
        case 6:
            return SUBJECTS[chosen(len(SUBJECTS))] + heads()[chosen(len(heads()))]
        case _:
            return SUBJECTS[chosen(len(SUBJECTS))]


def tables() -> list[bytes]:
    """Return the bytes of some tables, of three cells and more."""
    return [random.Random(seed).randbytes(1 + 2 * (3 + seed)) for seed in range(40)]  # noqa: S311 - no secret
