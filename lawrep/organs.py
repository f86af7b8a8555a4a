"""Find the body whose year a report tells of, by the name that the report gives it."""

import re

from lawrep.body import any_of
from lawrep.dates import HANZI_YEAR
from lawrep.normalise import HAN
from lawrep.regions import COUNTY, TOWN, Chain, drop_zone, find_chain
from lawrep.tables import words

ENDS = words("metadata", "organ", "ends")
NOT_NAMES = words("metadata", "organ", "not_names")
FIRST = f"(?:{any_of('organ', 'opens')})?"
OPENS = re.compile(rf"(?:【[^】]{{1,12}}】)?{FIRST} *(?:(?:20[0-9]{{2}}|{HANZI_YEAR}) ?(?:年度?|度))? *{FIRST}")
FOLLOWS = re.compile(rf"(?:{any_of('organ', 'follows')})(?!治.委|治.办)(?<!人民政府工作)|20[0-9]{{2}}|{HANZI_YEAR}年")
COMMITTEE = "全面依法治"  # 中共安岭县委全面依法治县委员会办公室
TOWN_NAME = re.compile(rf"{HAN}{{1,12}}(?:{any_of('organ', 'towns')})")
TOWN_END = re.compile(rf"(?:{any_of('organ', 'towns')})(?:{any_of('organ', 'town_bodies')})*\Z")
ABOVE = words("metadata", "organ", "above")
NAME = rf"{HAN}{{2,24}}?(?:{any_of('organ', 'ends')})"
PRESENTS = re.compile(rf"现[将把](?P<organ>{NAME})(?:20[0-9]{{2}}|本?年度|法治|推进|依法|贯彻|上年|一年)")
SUBJECT = re.compile(rf"(?:^|[,，。\n]) *(?P<organ>{NAME})(?={any_of('organ', 'does')})")
OPENING = 400  # characters in which the text says who speaks


def in_title(title: str) -> str | None:
    """Return the body that a normalised title names.

    >>> in_title("2024年度石桥街道法治政府建设情况报告"), in_title("2024年法治政府建设情况报告")
    ('石桥街道', None)
    """
    opening = OPENS.match(title)
    start = opening.end() if opening else 0
    masked = title.replace(COMMITTEE, "中" * len(COMMITTEE))
    follows = FOLLOWS.search(masked, start)
    name = title[start : follows.start() if follows else len(title)].strip()
    return name if is_name(name) else None


def is_name(name: str) -> bool:
    return 2 <= len(name) <= 50 and name.endswith(ENDS) and not name.startswith(NOT_NAMES)


def in_opening(text: str, start: int, end: int) -> str | None:
    """Return the body that the opening of the report `[start, end)` names: 石桥镇 of 石桥镇坚持依法行政."""
    stop = min(end, start + OPENING)
    for pattern in (PRESENTS, SUBJECT):
        for match in pattern.finditer(text, start, stop):
            if is_name(match["organ"]):
                return match["organ"]
    return None


def split_place(name: str) -> tuple[Chain, int]:
    """Return the places before a street's or town's own name, and where that begins; of other bodies, their place.

    >>> split_place("海安市海安街道")[1], split_place("安岭市水利局")[1]
    (3, 0)
    """
    chain = find_chain(name, next((len(word) for word in ABOVE if name.startswith(word)), 0))
    if not TOWN_END.search(name):
        return drop_zone(chain, name), 0
    places = chain.places
    while places and not TOWN_NAME.match(name, places[-1][2]):
        places = places[:-1]
    return Chain(places), places[-1][2] if places else 0


def level_of(name: str, own: Chain) -> int:
    """Return the level of the body: that of its place; a street or town is below a county."""
    if not name or TOWN_END.search(name):
        return TOWN
    zone = len(find_chain(name).places) > len(own.places)
    return COUNTY if zone else own.places[-1][0] if own.places else TOWN
