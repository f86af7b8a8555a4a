"""Change what is sound as what harms it would: cut, splice, repeat, put in odd characters, words, values and bytes."""

import random
from collections.abc import Callable
from typing import Any

from tests.fuzz import corpus

ODD = (
    *"\0\x07\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\r\t\u00a0\u3000\u200b\u200d\u200e\u200f\u202e\u2066\ufeff\ufffc\ufffd\ufffe",
    *"\u0300\u0301\u20dd\ufe0f\U000e0100\ud800\udfff\U0001f600\U00020000\U0010ffff",
    *"𝟏①٣３Ⅷ〡㈠㊀½²५О〇○ｏlI|%％‰℃㎡—–－−~～至、，,。.;；：:（）()［］[]“”‘’\"'「」《》|/\\&<>",
    "\r\n", "\n\n", " | ", "12345", "万", "亿", "余", "第", "百分之", "其中", "同比", "20.5%", "3-5", "1,234",
    "1，234", "二〇二四年",
)  # fmt: skip
MOST_TIMES = 40
DEEPER = 0.9  # how often a part is changed, and not the whole
ODD_BYTES = (
    b"",
    b"\0",
    b"\xff" * 4,
    b"<",
    b">",
    b"&#x110000;",
    b"<!--",
    b"<![CDATA[",
    b"PK\1\2",
    b"PK\5\6",
    b"}",
    b"stream",
    b"\r\n\r\n",
    b"\xef\xbb\xbf",
)
ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**30,
    0.5,
    "",
    "\ud800",
    "9" * 61,
    "١",
    [],
    {},
    [None],
    2**63,
    -0.0,
    "2024-02-30",
    "1.0.1",
    "\0",
)


def cut(text: str, source: random.Random) -> str:
    start, end = span(text, source)
    return text[:start] + text[end:]


def repeat(text: str, source: random.Random) -> str:
    start, end = span(text, source, 30)
    return text[:end] + text[start:end] * source.randint(1, MOST_TIMES) + text[end:]


def move(text: str, source: random.Random) -> str:
    start, end = span(text, source)
    rest = text[:start] + text[end:]
    at = source.randint(0, len(rest))
    return rest[:at] + text[start:end] + rest[at:]


def put_in_odd(text: str, source: random.Random) -> str:
    return put_in(text, source.choice(ODD), source)


def put_in_word(text: str, source: random.Random) -> str:
    return put_in(text, source.choice(corpus.vocabulary()), source)


def put_in_line(text: str, source: random.Random) -> str:
    return put_in(text, source.choice(corpus.LINES), source)


def put_in_number(text: str, source: random.Random) -> str:
    number = source.choice(("{}", "{}万", "{}%", "{}件", "{}、", "（{}）", "{} | ")).format(
        source.randint(0, 10 ** source.randint(1, 9))
    )
    return put_in(text, number, source)


def put_in(text: str, what: str, source: random.Random) -> str:
    at = source.randint(0, len(text))
    return text[:at] + what + text[at + source.choice((0, 0, len(what))) :]


def span(text: str, source: random.Random, most: int = 200) -> tuple[int, int]:
    start = source.randint(0, len(text))
    return start, min(len(text), start + source.randint(0, most))


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    cut, repeat, move, put_in_odd, put_in_odd, put_in_word, put_in_word, put_in_line, put_in_number,
)  # fmt: skip


def change(text: str, source: random.Random, times: int = 6) -> str:
    """Return `text` with up to `times` random changes."""
    for _ in range(source.randint(1, times)):
        text = source.choice(CHANGES)(text, source)
    return text


def change_bytes(data: bytes, source: random.Random, times: int = 6) -> bytes:
    """Return bytes with up to `times` stretches of them cut out, repeated, put elsewhere or overwritten."""
    for _ in range(source.randint(1, times)):
        start = source.randint(0, len(data))
        end = min(len(data), start + source.randint(0, 60))
        instead = source.choice((*ODD_BYTES, data[start:end] * source.randint(0, 5), bytes([source.randint(0, 255)])))
        data = data[:start] + instead + data[end:]
    return data


def change_value(document: Any, source: random.Random) -> Any:
    """Return plain data with one value in it another, left out, or there twice."""
    if isinstance(document, dict) and document and source.random() < DEEPER:
        key = source.choice(list(document))
        return {**document, key: change_value(document[key], source)}
    if isinstance(document, list) and document and source.random() < DEEPER:
        at = source.randrange(len(document))
        instead = source.choice(([], [document[at]] * 2, [change_value(document[at], source)]))
        return [*document[:at], *instead, *document[at + 1 :]]
    if isinstance(document, int) and not isinstance(document, bool) and source.random() < DEEPER:
        return document + source.choice((-1, 1, 10))
    return source.choice(ODD_VALUES)
