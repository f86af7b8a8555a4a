"""What a project asks of `lawrep validate`: the options of the command line, or its lawrep.toml."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from lawrep.errors import TableError, UsageError
from lawrep.rulebook import rules
from lawrep.tables import parse_toml

NAME = "lawrep.toml"
LANGUAGES = ("en", "zh")
KEYS: dict[str, Any] = {"select": list, "ignore": list, "strict": bool, "lang": str}


class Settings(NamedTuple):
    """Which rules run, whether a warning fails, and the language of the messages."""

    wanted: frozenset[str]
    strict: bool
    language: str


def settings(select: Iterable[str], ignore: Iterable[str], strict: bool, language: str | None) -> Settings:
    """Return the settings of the command line, over those of the nearest lawrep.toml: what is selected here runs.

    Raises UsageError for a rule that does not exist, TableError for a file that does not say what it should.
    """
    file, given = nearest()
    table = given.get("validate", {})
    asked = names(select, "--select")
    selected = asked or names(table.get("select", ()), f"{file}: select") or frozenset(rules())
    ignored = names(ignore, "--ignore")
    if not asked:
        ignored |= names(table.get("ignore", ()), f"{file}: ignore")
    if not selected - ignored:
        raise UsageError("no rule is left to run: every one that is selected is ignored as well")
    chosen = language or table.get("lang") or LANGUAGES[0]
    return Settings(selected - ignored, strict or table.get("strict", False), chosen)


def nearest() -> tuple[str, dict[str, Any]]:
    """Return the lawrep.toml of this folder, or of the nearest above it, and what it says."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        file = folder / NAME
        if file.is_file():
            try:
                text = file.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise TableError(f"{file}: cannot be read: {error}") from None
            table = parse_toml(text, str(file))
            check(table, str(file))
            return str(file), table
    return NAME, {}


def check(table: dict[str, Any], file: str) -> None:
    """Raise TableError for what a lawrep.toml should not say."""
    for key, value in table.items():
        if key != "validate" or not isinstance(value, dict):
            raise TableError(f"{file}: {key}: is unknown; the settings stand under [validate]")
    for key, value in table.get("validate", {}).items():
        kind = KEYS.get(key)
        if kind is None:
            raise TableError(f"{file}: validate.{key}: is unknown; there are {', '.join(KEYS)}")
        if not isinstance(value, kind) or (kind is list and not all(isinstance(name, str) for name in value)):
            wanted = {list: "a list of rules or topics", bool: "true or false", str: "a text"}[kind]
            raise TableError(f"{file}: validate.{key}: must be {wanted}, and not {value!r}")
    language = table.get("validate", {}).get("lang", LANGUAGES[0])
    if language not in LANGUAGES:
        raise TableError(f"{file}: validate.lang: must be one of {', '.join(LANGUAGES)}, and not {language!r}")


def names(given: Iterable[str], where: str) -> frozenset[str]:
    """Return the rules that are meant by names of rules and topics, several with commas between them."""
    book = rules()
    topics = {rule.topic for rule in book.values()}
    found: set[str] = set()
    for name in filter(None, (part.strip() for text in given for part in text.split(","))):
        if name in book:
            found.add(name)
        elif name in topics:
            found.update(rule.name for rule in book.values() if rule.topic == name)
        else:
            raise unknown(name, where)
    return frozenset(found)


def unknown(name: str, where: str) -> UsageError:
    """Return the error for a rule that does not exist, with the nearest that does."""
    import difflib  # only for an error

    book = rules()
    near = difflib.get_close_matches(name, [*book, *{rule.topic for rule in book.values()}], 1)
    hint = f"; is {near[0]} meant?" if near else "; `lawrep rules` lists them"
    return UsageError(f"{where}: no rule or topic is called {name!r}{hint}")
