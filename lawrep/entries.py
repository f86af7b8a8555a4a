"""One canonical indicator: a TOML table that says what is counted and how it is told, checked key by key."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from lawrep.errors import TableError
from lawrep.tables import Words
from lawrep.terms import Kind

KINDS: tuple[Kind, ...] = get_args(Kind)
KEYS = ("name", "english", "kind", "unit", "measures", "cues", "excludes", "after", "examples", "counter_examples")
TEXTS = frozenset({"name", "english", "measures", "kind"})
OPTIONAL = frozenset({"excludes", "after"})
LEAST = {"unit": 1, "cues": 1, "examples": 3, "counter_examples": 1}  # that an entry needs of each
ID = re.compile(r"[a-z][a-z0-9_]*")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")  # what TOML takes without quotation marks
BRACKETS = re.compile(r"\[([^\[\]]+)\]")
SHAPE = "an entry is a table [group.name], of small letters, digits and _"


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator. `source` is the file that it comes from, and the words of its cues are explained in `cues`."""

    id: str
    name: str
    english: str
    kind: Kind
    unit: Words
    measures: str
    cues: Words
    examples: Words
    counter_examples: Words
    excludes: Words = ()
    after: Words = ()
    source: str = ""

    def fields(self) -> dict[str, Any]:
        """Return what the table of the entry says, as plain data."""
        said = {key: getattr(self, key) for key in KEYS}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in said.items() if value}


class Example(NamedTuple):
    """A sentence with a quantity at `[start, end)`, under a heading or none (`""`)."""

    heading: str
    text: str
    start: int
    end: int


def read_entries(tables: dict[str, Any], source: str) -> dict[str, Entry]:
    """Return the entries of a parsed file, by id.

    Raises TableError, which names file, entry and key, for the first that is not as it must be.
    """
    entries = {}
    for group, named in tables.items():
        if not ID.fullmatch(group) or not isinstance(named, dict):
            raise TableError(f"{source}: {group}: {SHAPE}")
        for name, fields in named.items():
            where = f"{source}: {group}.{name}"
            if not isinstance(fields, dict):
                raise TableError(f"{source}: [{group}]: {SHAPE}; {name} stands in no such table")
            if not ID.fullmatch(name):
                raise TableError(f"{where}: {SHAPE}")
            check(fields, where)
            values: dict[str, Any] = {
                key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()
            }
            entries[f"{group}.{name}"] = Entry(id=f"{group}.{name}", source=source, **values)
    return entries


def check(fields: dict[str, Any], where: str) -> None:
    """Raise TableError for the first key of an entry that is unknown, missing or not as it must be."""
    for key in fields:
        if key not in KEYS:
            import difflib  # only for an error

            near = difflib.get_close_matches(key, KEYS, 1)
            raise TableError(f"{where}: {key}: is no key of an entry" + (f"; is {near[0]} meant?" if near else ""))
    for key in KEYS:
        if key in fields:
            check_value(key, fields[key], f"{where}: {key}")
        elif key not in OPTIONAL:
            raise TableError(f"{where}: {key}: is missing")


def check_value(key: str, value: Any, where: str) -> None:
    if key in TEXTS:
        if not (isinstance(value, str) and value.strip()):
            raise TableError(f"{where}: must be a text")
        if key == "kind" and value not in KINDS:
            raise TableError(f"{where}: must be one of {', '.join(KINDS)}, and not {value!r}")
        return
    if not is_words(value):
        raise TableError(f"{where}: must be a list of texts, none of them empty")
    least, given = LEAST.get(key, 0), len(set(value))
    if given < least:
        raise TableError(f"{where}: an entry needs {least} at least, and has {given or 'none'}")
    if key.endswith("examples"):
        for example in value:
            read_example(example, where)


def is_words(value: Any) -> bool:
    """Whether a value is a list of texts, none of them empty."""
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def read_example(example: str, where: str = "example") -> Example:
    """Return an example: the quantity in square brackets, a heading before ` > `.

    >>> read_example("依法化解矛盾纠纷 > 全年受理[1252件]。")
    Example(heading='依法化解矛盾纠纷', text='全年受理1252件。', start=4, end=9)
    """
    heading, arrow, sentence = example.partition(" > ")
    if not arrow:
        heading, sentence = "", example
    marks = list(BRACKETS.finditer(sentence))
    if len(marks) != 1:
        raise TableError(f"{where}: {example!r}: put the one quantity that is meant in [square brackets]")
    [mark] = marks
    text = sentence[: mark.start()] + mark[1] + sentence[mark.end() :]
    return Example(heading.strip(), text, mark.start(), mark.start() + len(mark[1]))


def toml_line(key: str, value: str | list[str]) -> str:
    r"""Return one line of TOML: a JSON string is one of TOML as well.

    >>> toml_line("单位", ["件", "起"])
    '"单位" = ["件", "起"]\n'
    """
    name = key if BARE_KEY.fullmatch(key) else quoted(key)
    return f"{name} = {quoted(value)}\n"


def quoted(value: str | list[str]) -> str:
    import json  # the start has no time for it

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
