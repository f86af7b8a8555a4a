"""The words that a full-text index has to hold, so that one that looks for words between blanks finds Chinese.

A run of characters between punctuation has no blanks. All that could be a word is therefore put into the index: every
stretch of one to four characters, where a number or a Latin word counts as one.
"""

import re

LONGEST = 4  # characters of what can be looked for as one word
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
IN_NUMBERS = ".,%"
BLANK = re.compile(rf"(?<=[{HAN}])\s+|\s+(?=[{HAN}])")  # 调 解, 受理 12 件: blanks that part no words
UNIT = rf"[{HAN}]|[^\W_{HAN}]+(?:[.,][0-9]+)*|%"
RUN = re.compile(rf"(?:{UNIT})+")
UNITS = re.compile(UNIT)
HAN_ONLY = re.compile(rf"[{HAN}]+")


def ngrams(text: str) -> str:
    """Return all that can be looked for in a text, with blanks between.

    >>> ngrams("调解纠纷，12345热线")
    '调 解 纠 纷 调解 解纠 纠纷 调解纠 解纠纷 调解纠纷 12345 热 线 12345热 热线 12345热线'
    """
    found: list[str] = []
    for run in RUN.findall(BLANK.sub("", text)):
        units = run if HAN_ONLY.fullmatch(run) else UNITS.findall(run)
        found += units
        longer = units
        for length in range(1, LONGEST):
            longer = list(map(str.__add__, longer, units[length:]))
            found += longer
    return " ".join(found)
