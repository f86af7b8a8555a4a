"""Put together the region that a report names: province, city, county; never from outside knowledge.

The place in the name of the body itself comes first; the levels above it are filled from the other bodies that the
page names, then from the names of documents and honours in the text (《江苏省…条例》).
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

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
PLACED = r"(?=[^\s《》“”，。、,;；0-9]{2,8}?[省市县区州旗盟])"
NAMED = tuple(re.compile(opening + PLACED) for opening in (r"《(?:20[0-9]{2}年度?)?", "“", "》[和及、]"))
GOVERNED = re.compile(rf"《(?:20[0-9]{{2}}年度?)?({'|'.join(SHORT)})(?:法治|依法|行政)")  # 《上海法治政府建设规划》
ALSO = re.compile(rf"[和、与照在扣](?={X}{{2,3}}省|{X}{{2,4}}市(?:委|年|统|的|区)|{'|'.join(sorted(FULL))})")
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


def find_region(text: str, own: Chain, level: int, bodies: Iterable[str], start: int, end: int) -> list[str]:
    """Return the places that a body of `level` whose name begins with `own` is in, as far as the report names them.

    `bodies` are other names on the page, the most telling first; the text is `[start, end)` of `text`.
    """
    places: Places = {}
    for at, name, _ in own.places:
        places.setdefault(at, name)
    for body in bodies:
        if not is_open(places, level):
            break
        add(places, find_chain(body), level, zones=body)
    if is_open(places, level):
        read_on(places, text, level, start, end)
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
    for pattern in NAMED:
        for match in pattern.finditer(text, start, end):
            add(places, find_chain(text, match.end()), level)
            if not is_open(places, level):
                return
    if PROVINCE not in places and (governed := GOVERNED.search(text, start, end)):
        places[PROVINCE] = SHORT[governed[1]]
    at = -1
    while PROVINCE not in places and (at := text.find("省《", at + 1, end)) >= 0:
        name = text[max(start, at - 3) : at]
        short = name[-2:] if name[-2:] in SHORT else name
        if short in SHORT:
            places[PROVINCE] = SHORT[short]
    for match in ALSO.finditer(text, start, min(end, start + OPENING)):
        add(places, find_chain(text, match.end()), level)
