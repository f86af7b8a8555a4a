"""The rules and the catalogue as lists: by groups on a terminal, else a line each, tab-separated."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawrep.entries import Entry
    from lawrep.rulebook import Rule

Put = Callable[[bytes], None]


def show_rules(book: "list[Rule]", language: str, put: Put) -> None:
    """Print the rules by topics on a terminal, else a line a rule, tab-separated."""
    rows = [(rule.name, rule.level, rule.topic, rule.why_zh if language == "zh" else rule.why) for rule in book]
    if not (sys.stdout and sys.stdout.isatty()):
        put("".join("\t".join(row) + "\n" for row in rows).encode())
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from lawrep.show.findings import STYLES

    console = Console()
    topic = ""
    for name, level, own, why in rows:
        if own != topic:
            topic = own
            console.print(Text(f"\n{topic}", "bold underline"))
        console.print(Text.assemble((name, "cyan"), "  ", (level, STYLES[level])))
        console.print(Padding(Text(why), (0, 0, 0, 4)))


def show_catalogue(rows: "list[tuple[str, Entry]]", put: Put) -> None:
    """Print the entries by groups on a terminal, else a line an entry, tab-separated."""
    if not (sys.stdout and sys.stdout.isatty()):
        for group, entry in rows:
            line = "\t".join(
                (entry.id, group, entry.name, entry.english, entry.kind, " ".join(entry.unit), entry.measures)
            )
            put(f"{line}\n".encode())
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console()
    group = ""
    for entry_group, entry in rows:
        if entry_group != group:
            group = entry_group
            console.print(Text(f"\n{group}", "bold underline"))
        parts = (entry.id, "cyan"), f"  {entry.name}  ", (f"{entry.kind}, {' '.join(entry.unit)}", "dim")
        console.print(Text.assemble(*parts))
        console.print(Padding(Text(f"{entry.english}. {entry.measures}"), (0, 0, 0, 4)))
