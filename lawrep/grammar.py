"""The one scan that finds every number, and the small patterns that read what stands around one.

The standard library's `re` is used here and not `regex`: on this scan it is more than three times as fast. Nothing
here can fail after it has consumed a run of digits, and no repetition is nested, so that the scan stays linear.
"""

import re

from lawrep.numerals import ARABIC, HANZI_DIGIT, HANZI_SCALE
from lawrep.tables import units, words

ANY_HANZI = HANZI_DIGIT + HANZI_SCALE
UNIT_FIRST = re.escape("".join(sorted(units())))

SCALE = r"(?:[百万亿]|千(?![米克瓦伏卡帕焦赫])|(?<=[0-9])兆(?=[元]))+"  # 万  千万  but 5千瓦
MORE = r"(?:\ ?[余多]|来|几|\+(?![0-9A-Za-z+]))"  # 100余家  十几个  10万+
FRACTION = rf"\ ?分之\ ?(?:[负]?(?:{ARABIC}|[{ANY_HANZI}]+(?:点[{HANZI_DIGIT}]+)?))"  # 百分之九十八点六
ADJACENT = re.compile(
    "(?:" + "|".join(a + b for a, b in zip("一二两三四五六七八", "二三三四五六七八九", strict=True)) + "|三五)"
)

# The first character stands alone so that the engine can skip to it; look-behinds then choose the alternative.
TOKEN = re.compile(
    rf"""
    [0-9{ANY_HANZI}数几上《“「『"¥￥$]
    (?:
      (?<=《) [^《》\n]{{0,100}} 》                                    # 《信访工作条例》
    | (?<=[“「『]) [^“”「」『』。;；！？\n]{{0,24}} [”」』]                # “1+23”
    | (?<=") [^",，。;；！？\n]{{0,24}} "
    | (?<=[0-9])
      (?: [0-9]{{0,2}} (?:[,，][0-9]{{3}})+ (?![0-9]) | [0-9]* ) (?:\.[0-9]+)?   # 1,500  99.7
      (?P<scale> \ ?{SCALE} (?: {ARABIC} {SCALE} )* (?:{ARABIC})? )?            # 3万4000  129.9 万
      (?P<more> {MORE} )? (?P<late> [十百千万亿]+ (?![米克瓦伏]) )?              # 10余万
      (?P<part> {FRACTION} )?
      (?P<arabic>)
    | (?<=[{ANY_HANZI}]) (?<![{ANY_HANZI}0-9][{ANY_HANZI}])
      [{ANY_HANZI}]* (?: 点 [{HANZI_DIGIT}]+ [{HANZI_SCALE}]* )?                # 三百二十  十五点八万
      (?P<some> {MORE} )? (?P<later> [十百千万亿]+ )?
      (?: (?P<share> {FRACTION} ) | (?= \ ?[{UNIT_FIRST}] ) | (?<=[余多]) | (?= [、和至到~-][{ANY_HANZI}]) )
      (?P<hanzi>)
    | (?<=[数几上]) (?<!以上) (?<!之上) [十百千万亿]+ (?P<vaguely> {MORE} )? (?P<no> )? (?P<vague>)   # 数百  几十万  上百
    )
    """,
    re.VERBOSE,
)

RANGE = re.compile(r"\ ?(?:-{1,2}|—{1,2}|~|至|到)\ ?")  # 3-5次  三至五次  3~5万元
LIST = re.compile(r"\ ?(?:[、和及与或]|以及)\ ?")  # 6、8和10次
CLAUSE = re.compile(r".*[,，。;；:：！!？?\n]", re.DOTALL)
SENTENCE_START = re.compile(r".*[。！？!?;；\n]", re.DOTALL)
CLAUSE_END = re.compile(r"[,，。;；:：！!？?\n]|$")


def one_of(*lists: tuple[str, ...]) -> str:
    """Return an alternation of words, longest first."""
    return "|".join(re.escape(word) for word in sorted(sum(lists, ()), key=len, reverse=True))


AFTER = re.compile(rf"\ ?(?:{one_of(*(words('bounds', 'after', bound) for bound in ('at_least', 'at_most', 'about')))})")
