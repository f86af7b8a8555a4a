"""What is written of each rule in `data/rules`: its level, why it is there, its messages and its examples."""

from functools import cache
from typing import Any, NamedTuple

from lawrep.errors import TableError
from lawrep.tables import DATA, parse_toml
from lawrep.terms import Severity

OPENING, CLOSING = "⟦⟧"  # around what an example finds


class Rule(NamedTuple):
    """A rule: `fires` are texts in which it finds what stands between ⟦ and ⟧, in `silent` it finds nothing.

    The examples of a rule `across` the years of one organ are pairs of texts, the earlier year first.
    """

    name: str
    topic: str  # the file that it stands in
    level: Severity
    why: str
    why_zh: str
    message: str
    message_zh: str
    fires: tuple[Any, ...]
    silent: tuple[Any, ...]
    across: bool = False

    def finding(self, start: int, end: int, words: dict[str, str], language: str = "en") -> dict[str, Any]:
        """Return the fields of `models.Finding` for what was found at `[start, end)`, the message filled in."""
        message = self.message_zh if language == "zh" else self.message
        return {
            "rule": self.name,
            "severity": self.level,
            "message": message.format_map(words),
            "start": start,
            "end": end,
        }


@cache
def rules() -> dict[str, Rule]:
    """Return all rules by name, topic by topic.

    Raises TableError for one that lacks something.
    """
    found: dict[str, Rule] = {}
    for file in sorted((DATA / "rules").glob("*.toml")):
        for name, fields in parse_toml(file.read_text(encoding="utf-8"), file.name).items():
            lists: dict[str, Any] = {key: tuple(fields.get(key, ())) for key in ("fires", "silent")}
            try:
                found[name] = Rule(name, file.stem, **{**fields, **lists})
            except TypeError as error:
                raise TableError(f"{file.name}: {name}: {error}") from None
    return found


def unmarked(example: str) -> tuple[str, int, int]:
    """Return the text of an example and where it finds something; an empty place is that of a page without text.

    >>> unmarked("办结率⟦109%⟧。")
    ('办结率109%。', 3, 7)
    """
    start, end = example.index(OPENING), example.index(CLOSING) - 1
    return example.replace(OPENING, "").replace(CLOSING, ""), start, end
