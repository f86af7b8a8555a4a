"""The canonical indicators of the package, and those of a user's own file.

The first-level groups are those of the 法治政府建设实施纲要（2021-2025年）: leadership by the party and the eight
systems; `data/groups.toml` says which ids belong to which. A user's own file has the same form as those of the package;
it adds entries, or replaces those of the same id.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from lawrep.cues import Lexicon, build, parse_cue
from lawrep.entries import Entry, is_words, read_entries, toml_line
from lawrep.errors import TableError, UsageError
from lawrep.tables import DATA, Words, load, parse_toml


@dataclass(frozen=True)
class Catalogue:
    """The entries by id, and the sets of words that their cues name."""

    entries: dict[str, Entry]
    sets: dict[str, Words]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The cues made ready for search."""
        synonyms = load("synonyms")
        same = [tuple(units) for units in synonyms["units"]["same"]]
        return build(self.entries.values(), self.sets, same, tuple(synonyms["generic"]["words"]))

    def to_toml(self) -> str:
        """Return the catalogue as a file that `extended` reads."""
        tables = (
            f"[{entry.id}]\n" + "".join(toml_line(key, value) for key, value in entry.fields().items())
            for entry in self.entries.values()
        )
        sets = "[sets]\n" + "".join(toml_line(name, list(words)) for name, words in self.sets.items())
        return "\n".join([*tables, sets])


@cache
def standard() -> Catalogue:
    """Return the catalogue of the package."""
    entries: dict[str, Entry] = {}
    for file in sorted((DATA / "catalogue").glob("*.toml")):
        source = f"lawrep/{file.name}"
        entries.update(read_entries(parse_toml(file.read_text(encoding="utf-8"), source), source))
    sets = {name: tuple(words) for name, words in load("synonyms")["sets"].items()}
    return Catalogue(entries, sets)


def extended(path: str | Path) -> Catalogue:
    """Return the catalogue with the entries and sets of words of the file at `path` added, or put in place.

    Raises TableError, which names file, entry and key, for what is not as it must be.
    """
    name = str(path)
    if not name:
        raise UsageError("the catalogue has no name: '' (an unset variable?)")
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TableError(f"{name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise TableError(f"{name}: is not UTF-8 (byte {error.start}): save it as UTF-8") from None
    tables = parse_toml(text, name)
    sets = read_sets(tables.pop("sets", {}), name)
    base = standard()
    entries = read_entries(tables, name)
    if not entries and not sets:
        raise TableError(
            f"{name}: holds no entry: write one as a table [group.name]; `lawrep catalogue --format toml` shows some"
        )
    catalogue = Catalogue({**base.entries, **entries}, {**base.sets, **sets})
    for entry in entries.values():
        check_cues(entry, catalogue)
    return catalogue


def read_sets(value: Any, source: str) -> dict[str, Words]:
    """Return the sets of words that a user's file adds."""
    if not isinstance(value, dict) or not all(is_words(words) and words for words in value.values()):
        raise TableError(f"{source}: sets: must be lists of words, by name")
    return {name: tuple(words) for name, words in value.items()}


def check_cues(entry: Entry, catalogue: Catalogue) -> None:
    """Raise TableError where a word, a set or an entry that `entry` names cannot be what it says."""
    where = f"{entry.source}: {entry.id}"
    for key, cues in (("cues", entry.cues), ("excludes", entry.excludes)):
        for cue in cues:
            try:
                words = parse_cue(cue, catalogue.sets)
            except ValueError as error:
                raise TableError(f"{where}: {key}: {cue!r}: {error}") from None
            if key == "excludes" and len(words) > 1:
                raise TableError(f"{where}: excludes: {cue!r}: is more than one word")
    for other in entry.after:
        if other not in catalogue.entries:
            raise TableError(f"{where}: after: no entry is called {other!r}")


def groups() -> dict[str, dict[str, Any]]:
    """Return the first-level groups by id, in order: their names and the beginnings of the ids that belong to them."""
    return load("groups")


def group_of(code: str) -> str:
    """Return the first-level group of an entry; that of a user's own group is its own name.

    >>> group_of("services.items"), group_of("harbour.ships")
    ('functions', 'harbour')
    """
    own = code.partition(".")[0]
    return next((group for group, fields in groups().items() if own in fields["ids"]), own)


def by_groups(entries: Iterable[Entry]) -> list[tuple[str, Entry]]:
    """Return the entries with their first-level group, in the order of the groups; a user's own groups come last."""
    order = [*groups()]

    def rank(row: tuple[str, Entry]) -> tuple[int, str]:
        return (order.index(row[0]) if row[0] in order else len(order)), row[1].id.partition(".")[0]

    return sorted(((group_of(entry.id), entry) for entry in entries), key=rank)
