"""The one scan that finds every number and says what it is shaped like.

The standard library's `re` is used here and not `regex`: on this scan it is three times as fast. Nothing here can
fail after it has consumed a run of digits, and no repetition is nested, so that the scan stays linear.
"""

import re
from functools import cache

from lawrep.numerals import ARABIC, HANZI_DIGIT, HANZI_SCALE
from lawrep.tables import units, words

ANY_HANZI = HANZI_DIGIT + HANZI_SCALE
UNIT_FIRST = frozenset(units())

SCALE = r"(?:百(?!分)|[万亿]|千(?![米克瓦伏卡帕焦赫分]))+"  # 万  千万  but 5千瓦
MORE = r"(?:\ ?[余多]|来|几|\ ?\+(?![0-9A-Za-z+]))"  # 100余家  十几个  10万+
SHARE = rf"\ ?分之\ ?(?:{ARABIC}|[{ANY_HANZI}]+(?:点[{HANZI_DIGIT}]+)?)"  # 百分之九十八点六
QUOTED = r"[^“”「」『』。;；！？\n]{0,24}"  # the name of a scheme, and no sentence that is cited
FINANCIAL = "壹贰叁肆伍陆柒捌玖"  # alone they are mostly parts of words: 队伍, 陆地
MONTH_DAY = r"\ ?[0-9]{1,2}\ ?月(?:\ ?[0-9]{1,2}\ ?日)?"

# The first character stands alone so that the engine can skip to it; look-behinds then choose the alternative.
# A number is a match whose last group is `plain`, `arabic` or `hanzi`; every other match is passed over.
TOKEN = re.compile(
    rf"""
    [0-9{ANY_HANZI}《“「『"]
    (?:
      (?<=[{ANY_HANZI}]) (?<![{ANY_HANZI}0-9][{ANY_HANZI}]) (?<![进统]一)
      (?: (?<![{FINANCIAL}]) | (?=[拾佰仟万亿整元]) )
      [{ANY_HANZI}]* (?: 点 [{HANZI_DIGIT}]+ [{HANZI_SCALE}]* )?                       # 三百二十  十五点八万
      (?: (?P<some> {MORE} ) (?P<later> [百千万亿]+ )? )?                               # 十余万
      (?: (?P<ratio> {SHARE} )
        | (?= \ ?[{re.escape("".join(sorted(UNIT_FIRST)))}] | [、和至到~-][{ANY_HANZI}0-9] )
        | (?<=[余多]) | (?<=[百千万亿]) (?=[,，。;；]|以上|左右|以下|以内) | (?=个半) )
      (?P<hanzi>)
    | (?<=[12]) (?<![0-9.][12]) (?:(?<=1)9|(?<=2)0) [0-9]{{2}} \ ?年 (?:[度代]|{MONTH_DAY})?  # 2024年3月27日
    | (?<=[0-9])
      (?: [0-9]{{0,2}} (?:[,，][0-9]{{3}})+ (?![0-9]) | [0-9]* ) (?:\.[0-9]+)?        # 1,500  99.7
      (?: (?![ 百千万亿余多来几+/分]) (?P<plain>) |
      (?P<over> /[0-9]{{1,4}} (?![0-9/.-]) )?                                         # 1/10
      (?P<scale> \ {{0,3}}{SCALE} (?: {ARABIC} {SCALE} )* (?:{ARABIC})? )?                  # 3万4000  129.9 万
      (?: (?P<more> {MORE} ) (?P<late> [百千万亿]+ (?![米克瓦伏]) )? )?                # 10余万
      (?P<share> {SHARE} )?
      (?P<arabic>) )
    | (?<=《) [^《》\n]{{0,100}} 》                                                    # 《信访工作条例》
    | (?<=[“「『]) {QUOTED} [”」』]                                                    # “1+23”
    | (?<=") [^",，。;；！？\n]{{0,24}} "
    )
    """,
    re.VERBOSE,
)
SCALE_GROUPS = [TOKEN.groupindex[name] for name in ("scale", "more", "late", "share", "over")]
HANZI_GROUPS = [TOKEN.groupindex[name] for name in ("some", "later", "ratio")]

ADJACENT = re.compile("一两|一二|二三|两三|三四|四五|五六|六七|七八|八九|三五")  # 三四十起 is 30 to 40
RANGE = re.compile(r"\ ?(?:-{1,2}|—{1,2}|~|至|到)\ ?")  # 3-5次  三至五次  3~5万元
LIST = re.compile(r"\ ?(?:[、和及与或]|以及)\ ?")  # 6、8和10次

STOPS = frozenset(",，。;；、：:)）\n!！?？") | {""}  # what ends a clause, the end of the text included
CLAUSE = re.compile(r".*[,，。;；:：！!？?\n]", re.DOTALL)  # greedy: ends where the last clause of a stretch begins
CLAUSE_END = re.compile(r"[,，。;；:：！!？?\n]")


def alternation(*lists: tuple[str, ...]) -> str:
    """Return a pattern for any of the words, longest first."""
    every = {word for some in lists for word in some}
    return "|".join(re.escape(word) for word in sorted(every, key=lambda word: (-len(word), word)))


def past_blanks(text: str, start: int) -> int:
    """Return where the words end that stand before `start`, past the blanks that some offices print before numbers.

    >>> past_blanks("连续  5 年", 4)
    2
    """
    while text[start - 1 : start] == " ":
        start -= 1
    return start


def line_before(text: str, start: int, reach: int) -> str:
    r"""Return what stands before `start` in its line, as far back as `reach`.

    >>> line_before("排名第一。\n全县3位", 8, 12)
    '全县'
    """
    return text[max(start - reach, text.rfind("\n", 0, start) + 1, 0) : start]


@cache
def per() -> re.Pattern[str]:
    """Return the pattern of what a unit is counted per (公里/平方公里, 人/百亿元); few reports need it."""
    kinds = (words("units", kind, "words") for kind in ("measure", "count", "amount"))
    return re.compile(rf"/[百千万亿]*(?:{alternation(*kinds)})")
