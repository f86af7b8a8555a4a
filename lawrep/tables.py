"""Load the data files: the words that the steps know, each read once, checked, and indexed for look-up."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import rtoml

from lawrep.errors import TableError
from lawrep.terms import Kind

DATA = Path(__file__).parent / "data"  # importlib.resources would take as long to load as all the tables
Words = tuple[str, ...]
YEARLIKE = ("年", "度")  # 2023年 and 2023度 are years
KINDS: dict[str, Kind] = {"rate": "rate", "amount": "amount", "measure": "measure"}  # the rest are counts


class Unit(NamedTuple):
    """A unit or classifier, and what must and must not stand around a number that has it."""

    word: str
    kind: Kind
    latin: bool = False
    place: bool = False
    before: Words = ()
    after: Words = ()
    not_before: Words = ()
    not_near: Words = ()  # in the twelve characters before
    not_after: Words = ()
    hanzi_not_after: Words = ()  # of numerals in Chinese digits only
    guarded: bool = False  # any of these words are given
    guarded_arabic: bool = False  # any are given that bear on Arabic numerals
    placed: bool = False  # any of those that stand before it, or `after`, are given
    name: str = ""  # what the document calls it: 元 for 块钱


@cache
def load(name: str) -> dict[str, Any]:
    """Parse `data/NAME.toml` of the package.

    Raises TableError, with file and line, where it is no TOML.
    """
    source = DATA / f"{name}.toml"
    return parse_toml(source.read_text(encoding="utf-8"), source.name)


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """Parse the TOML of the file called `name`; raise TableError, with the place, where it is none."""
    try:
        return rtoml.loads(text)
    except rtoml.TomlParsingError as error:
        raise TableError(f"{name}: is no TOML: {error}") from None


def words(name: str, *path: str) -> Words:
    """Return the word list at `path` of `data/NAME.toml`, longest first, so that the longest match wins."""
    value: Any = load(name)
    for key in path:
        value = value.get(key, {}) if isinstance(value, dict) else {}
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise TableError(f"{name}.toml: {'.'.join(path)} must be a list of words")
    return tuple(sorted(set(value), key=lambda word: (-len(word), word)))


class UnitsByFirst(NamedTuple):
    """The units that begin with one character, so that most look-ups need a single comparison."""

    single: Unit | None  # the unit that is this character alone
    seconds: frozenset[str]  # what a longer unit can go on with
    longer: tuple[Unit, ...]  # the longest first


@cache
def units() -> dict[str, UnitsByFirst]:
    """Return the units by their first character."""
    rules = load("exclusions")["unit"]
    index: dict[str, list[Unit]] = {}
    for kind, table in load("units").items():
        for word in table["words"] + table.get("latin", []):
            rule = {key: tuple(value) for key, value in rules.get(word, {}).items()}
            unit = Unit(
                word,
                KINDS.get(kind, "count"),
                latin=word in table.get("latin", ()),
                place=kind == "place",
                guarded=bool(rule),
                guarded_arabic=word in table.get("latin", ())
                or not rule.keys() <= {"hanzi_not_after"}
                or word in YEARLIKE,
                placed=not rule.keys() <= {"not_after", "hanzi_not_after"},
                name=table.get("same", {}).get(word, word),
                **rule,
            )
            index.setdefault(word[0], []).append(unit)
    return {first: group_units(same) for first, same in index.items()}


def group_units(same: list[Unit]) -> UnitsByFirst:
    longer = sorted((unit for unit in same if len(unit.word) > 1), key=lambda unit: -len(unit.word))
    single = next((unit for unit in same if len(unit.word) == 1), None)
    return UnitsByFirst(single, frozenset(unit.word[1] for unit in longer), tuple(longer))
