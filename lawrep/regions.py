"""Put together the region that a report names: province, city, county; never from outside knowledge.

The place in the name of the body itself comes first; the levels above it are filled from the other bodies that the
page names, then from the names of documents and honours in the text (《江苏省…条例》).
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from lawrep.body import Body
from lawrep.tables import load, words

Places = dict[int, str]
PROVINCE, CITY, COUNTY, TOWN = range(4)  # the levels

SHORT = {short: short + suffix for suffix, names in load("regions")["provinces"].items() for short in names}
MUNICIPALITIES = frozenset(short + "市" for short in load("regions")["provinces"]["市"])
FULL = frozenset(SHORT.values())
X = "[^\\s!-~，。、；：“”《》（）…—·省市县区盟旗局厅委院的与及在了第年为是等]"  # a character of a name
PLACE = re.compile(rf"市[中南北]区|{X}{{1,10}}?(?:[省市县区盟旗]|自治州)")
LEVELS = {"省": PROVINCE, "市": CITY, "州": CITY, "盟": CITY, "县": COUNTY, "区": COUNTY, "旗": COUNTY}
LENGTHS = {"省": (3, 4), "市": (3, 6), "州": (5, 13), "盟": (3, 6), "县": (2, 12), "区": (2, 12), "旗": (3, 8)}
NOT_STARTS = frozenset(words("regions", "places", "not_starts"))
NOT_ENDS = frozenset(words("regions", "places", "not_ends"))
ZONES = words("regions", "places", "zones")
GOES_ON = words("regions", "places", "goes_on")
STATE = ("人民政府", "政府", "管委会", "管理委员会")  # what shows that a zone has a body of its own

# The names in the text: of a document, an honour, or the second of two. One sign a pattern, which the engine skips to.
NO_PLACE = "(?!法治|行政|关于|中华|中共|民法|宪法|党政|习近)"  # how most documents begin
PLACED = rf"(?={NO_PLACE}[^\s《》“”，。、,;；0-9]{{2,6}}?[省市县区州旗盟])"
AND = re.compile("》[和及、]" + PLACED)
NAMED = re.compile(rf"《(?:20[0-9]{{2}}年度?)?(?:{PLACED}|(?=[^\s》]{{2}}法治))")
HONOUR = re.compile("“" + PLACED)
BEFORE = frozenset("和、与及照在扣《“")  # before a province in running text
OPENING = 500  # characters in which the text itself says under whom it works


class Chain(NamedTuple):
    """The places that a name begins with, outermost first, and where they end."""

    places: tuple[tuple[int, str, int], ...]  # level, name, end

    @property
    def end(self) -> int:
        return self.places[-1][2] if self.places else 0


def find_chain(name: str, start: int = 0) -> Chain:
    """Return the places that stand at `start`: 浙江省, 杭州市 and 拱墅区 of 浙江省杭州市拱墅区人民政府.

    >>> find_chain("云南省安岭市水利局").places
    ((0, '云南省', 3), (1, '安岭市', 6))
    """
    places: list[tuple[int, str, int]] = []
    while match := PLACE.match(name, start):
        place, end = match[0], match.end()
        if not is_place(place) or name.startswith(GOES_ON, end - 1):
            break
        short = place[:2]
        if not places and short in SHORT and len(place) > 4 and place not in FULL and "自治" not in place:
            places.append((PROVINCE, SHORT[short], start + 2))  # 重庆两江新区
            place = place[2:]
        level = PROVINCE if place in FULL else LEVELS[place[-1]]
        if places and level <= places[-1][0]:
            if place[-1] != "市" or places[-1][0] != CITY:
                break
            level = COUNTY  # a city within a city
        places.append((level, place, end))
        start = end
    return Chain(tuple(places))


@lru_cache(1024)  # the same few names come again and again
def is_place(name: str) -> bool:
    """Whether what ends like a place is one: 安岭市, but not 文明城市."""
    least, most = LENGTHS[name[-1]]
    if not least <= len(name) <= most:
        return False
    if name.startswith("市") and name[2:] == "区":
        return True
    if name[:1] in NOT_STARTS or name[:2] in NOT_STARTS or name[:3] in NOT_STARTS:
        return False
    return name[-2:] not in NOT_ENDS and name[-3:] not in NOT_ENDS


def is_zone(name: str) -> bool:
    return name.endswith(ZONES)


def drop_zone(chain: Chain, name: str) -> Chain:
    """Leave out a zone that has no government: 羊山新区, but not that of 浦东新区人民政府."""
    if chain.places and is_zone(chain.places[-1][1]) and not name.startswith(("人民政府", "政府"), chain.end):
        return Chain(chain.places[:-1])
    return chain


def find_region(text: str, own: Chain, level: int, names: Iterable[str], body: Body) -> list[str]:
    """Return the places that a body of `level` whose name begins with `own` is in, as far as the report names them.

    `names` are those of other bodies on the page, the most telling first.
    """
    places: Places = {}
    for at, name, _ in own.places:
        places.setdefault(at, name)
    for other in names:
        if not is_open(places, level):
            break
        add(places, find_chain(other), level, zones=other)
    if is_open(places, level):
        read_on(places, text, level, body.start, body.end)
    return [places[at] for at in sorted(places)]


def is_open(places: Places, level: int) -> bool:
    """Whether a level above that of the body is not yet known."""
    if level == PROVINCE:
        return False
    if PROVINCE not in places or (level > COUNTY and COUNTY not in places):
        return True
    return level > CITY and CITY not in places and places[PROVINCE] not in MUNICIPALITIES


def add(places: Places, chain: Chain, level: int, zones: str = "") -> None:
    """Fill the levels above `level` that are not known from `chain`."""
    for at, name, end in chain.places:
        if at >= level or name in places.values():
            continue
        if is_zone(name) and not zones.startswith(STATE, end):
            continue
        if at == CITY and places.get(PROVINCE) in MUNICIPALITIES:
            continue
        own = places.get(at)
        if own is None:
            places[at] = name
        elif at == CITY and level == TOWN and COUNTY not in places:
            places[CITY], places[COUNTY] = name, own  # a city within a city: 南通市, 海安市


def read_on(places: Places, text: str, level: int, start: int, end: int) -> None:
    """Fill what is not known from the places that the text names, until all is."""
    opening = min(end, start + OPENING)
    for match in AND.finditer(text, start, opening):
        add_named(places, text, match.end(), level)
    for match in NAMED.finditer(text, start, end):
        add_named(places, text, match.end(), level)
        if not is_open(places, level):
            return
    if CITY in places and COUNTY not in places and level == TOWN:
        for match in HONOUR.finditer(text, start, end):
            add_named(places, text, match.end(), level)
    if PROVINCE not in places:
        read_province(places, text, level, start, opening)
    at = start
    while PROVINCE not in places and (at := text.find("省《", at + 1, end)) >= 0:
        for begin in (at - 2, at - 3):
            if text[begin:at] in SHORT:
                places[PROVINCE] = SHORT[text[begin:at]]


def add_named(places: Places, text: str, at: int, level: int) -> None:
    """Fill from the places that stand at `at`, and from the next of two: 沧澜省、泽阳市."""
    chain = find_chain(text, at)
    if not chain.places and PROVINCE not in places and text.startswith("法治", at + 2):
        short = text[at : at + 2]
        places.update({PROVINCE: SHORT[short]} if short in SHORT else {})  # a province without 省
    add(places, chain, level)
    if chain.places and text.startswith("、", chain.end):
        add(places, find_chain(text, chain.end + 1), level)


def read_province(places: Places, text: str, level: int, start: int, end: int) -> None:
    """Fill the province, and what follows it, from the opening `[start, end)`: 紧扣云溪省梧江市…."""
    at = start
    while PROVINCE not in places and (at := text.find("省", at + 1, end)) >= 0:
        for begin in (at - 2, at - 3):
            if begin >= start and (text[begin:at] in SHORT or text[begin - 1 : begin] in BEFORE):
                add_named(places, text, begin, level)
