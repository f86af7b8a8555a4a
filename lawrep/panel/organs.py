"""Which documents are of one organ: its name is told with 人民政府 or without, and its place more or less fully."""

from collections.abc import Iterable
from typing import NamedTuple

from lawrep.normalise import normalise
from lawrep.tables import words

BODIES = words("panel", "organs", "bodies", "words")


class Organ(NamedTuple):
    """An organ by the fullest of its names, and by its place where a document tells it."""

    name: str
    region: str | None


def known_organs(told: Iterable[Organ]) -> dict[Organ, Organ]:
    """Return for each organ, as documents tell it, the one that is meant; whatever the order of the documents.

    >>> full = Organ("青禾县人民政府", "白河市青禾县")
    >>> known_organs([Organ("青禾县", "青禾县"), full])[Organ("青禾县", "青禾县")] == full
    True
    """
    groups: dict[str, set[Organ]] = {}
    for organ in told:
        groups.setdefault(without_body(organ.name), set()).add(organ)
    return {organ: meant for group in groups.values() for organ, meant in by_region(group)}


def without_body(name: str) -> str:
    """Return the name of an organ without the body that it is, which a title may leave out, in simplified script.

    >>> [without_body(name) for name in ("青禾县人民政府", "石桥街道办事处", "青禾縣", "青禾县人民政府办公室")]
    ['青禾县', '石桥街道', '青禾县', '青禾县人民政府办公室']
    """
    plain = normalise(name, traditional=True)
    body = next((body for body in BODIES if plain.endswith(body) and plain != body), "")
    return plain.removesuffix(body)


def by_region(organs: set[Organ]) -> Iterable[tuple[Organ, Organ]]:
    """Yield each of the organs of one name with the one that is meant, by where these are."""
    regions = {organ.region for organ in organs}
    meant = {region: fullest(region, regions) for region in regions}
    names: dict[str | None, str] = {}
    for organ in organs:
        region = meant[organ.region]
        names[region] = max(names.get(region, ""), organ.name, key=lambda name: (len(name), name))
    for organ in organs:
        yield organ, Organ(names[meant[organ.region]], meant[organ.region])


def fullest(region: str | None, regions: set[str | None]) -> str | None:
    """Return the one region that this one can be short for, or itself: 省A市B县 for B县.

    >>> fullest("青禾县", {"青禾县", "白河市青禾县", None}), fullest(None, {"白河市", "青禾县", None})
    ('白河市青禾县', None)
    """
    named = {each for each in regions if each is not None}
    full = {each for each in named if not any(other != each and other.endswith(each) for other in named)}
    meant = [each for each in full if each.endswith(region or "")]
    return meant[0] if len(meant) == 1 else region
