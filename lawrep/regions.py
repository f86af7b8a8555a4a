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
FULL = "|".join(sorted(SHORT.values()))
X = "[^\\s!-~，。、；：“”《》（）…—·省市县区盟旗局厅委院的与及在了第年为是等]"  # a character of a name
NAMES = rf"""
    (?P<province> {FULL} | {X}{{2,3}}?省 )?
    (?P<city> {X}{{2,5}}?(?:市|地区|盟) | {X}{{2,10}}?自治州 )?
    (?P<county> {X}{{1,10}}?(?:自治县|自治旗|县|区|旗) | 市[中南北]区 | {X}{{2,5}}?市 )?
"""
CHAIN = re.compile(NAMES, re.VERBOSE)
NOT_STARTS = words("regions", "places", "not_starts")
NOT_ENDS = words("regions", "places", "not_ends")
ZONES = words("regions", "places", "zones")
GOES_ON = words("regions", "places", "goes_on")
STATE = ("人民政府", "政府", "管委会", "管理委员会")  # what shows that a zone has a body of its own

# The names in the text: of a document, an honour, or the second of two.
NAMED = re.compile(
    r"(?:《(?:20[0-9]{2}年度?)?|“|》[和及、])"
    rf"(?=(?P<name>[^\n《》“”，。、,;；0-9]{{2,9}}?[省市县区州旗盟]|{'|'.join(SHORT)}))"
)
ALSO = re.compile(rf"[和、与照在扣](?={X}{{2,3}}省|{X}{{2,4}}市(?:委|年|统|的|区)|{FULL})")
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
    match = CHAIN.match(name, start)
    places: list[tuple[int, str, int]] = []
    if match is None:
        return Chain(())
    for level, group in enumerate(("province", "city", "county")):
        place = match[group]
        if place is None:
            continue
        if not is_place(place) or name.startswith(GOES_ON, match.end(group) - 1):
            break
        end = match.end(group)
        if not places and place[:2] in SHORT and len(place) > 4 and "自治" not in place:
            places.append((PROVINCE, SHORT[place[:2]], match.start(group) + 2))  # 重庆两江新区
            place = place[2:]
        places.append((PROVINCE if place in MUNICIPALITIES else level, place, end))
    return Chain(tuple(places))


def is_place(name: str) -> bool:
    """Whether what ends like a place is one: 安岭市, but not 文明城市."""
    if name.startswith("市") and name[2:] == "区":
        return True
    return not name.endswith(NOT_ENDS) and not name.startswith(NOT_STARTS)


def is_zone(name: str) -> bool:
    return name.endswith(ZONES)


def drop_zone(chain: Chain, name: str) -> Chain:
    """Leave out a zone that has no government: 羊山新区, but not that of 浦东新区人民政府."""
    if chain.places and is_zone(chain.places[-1][1]) and not name.startswith(("人民政府", "政府"), chain.end):
        return Chain(chain.places[:-1])
    return chain


def find_region(text: str, own: Chain, level: int, bodies: Iterable[str], start: int, end: int) -> str | None:
    """Return the region of a body of `level` whose name begins with `own`, as far as the report names it.

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
    ordered = [places[at] for at in sorted(places)]
    return "".join(ordered) or None


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
    for match in NAMED.finditer(text, start, end):
        at, name = match.start("name"), match["name"]
        if name in SHORT:
            if PROVINCE not in places and text.startswith(("法治", "依法", "行政", "市", "省"), match.end("name")):
                places[PROVINCE] = SHORT[name]
        else:
            add(places, find_chain(text, at), level)
        if not is_open(places, level):
            return
    at = -1
    while PROVINCE not in places and (at := text.find("省《", at + 1, end)) >= 0:
        name = text[max(start, at - 3) : at]
        short = name[-2:] if name[-2:] in SHORT else name
        if short in SHORT:
            places[PROVINCE] = SHORT[short]
    for match in ALSO.finditer(text, start, min(end, start + OPENING)):
        add(places, find_chain(text, match.end()), level)
