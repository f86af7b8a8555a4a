"""Options that several commands have."""

from typing import Any

import click

own_catalogue = click.option(
    "--catalogue", metavar="FILE", help="Add the indicators of a TOML file, or replace those of the same id."
)


class Language(click.Choice):  # type: ignore[type-arg]
    """A language, also as a locale names it: zh_CN.UTF-8."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the language's two letters."""
        return super().convert(str(value)[:2].lower(), param, ctx)


in_language = click.option(
    "--lang",
    type=Language(["en", "zh"]),
    envvar="LAWREP_LANG",
    help="Language of the messages.  [env: LAWREP_LANG; default: en]",
)
