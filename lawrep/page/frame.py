"""The frame of every page: one file, nothing loaded from elsewhere, and a policy that keeps it so.

The policy (Content Security Policy Level 3, W3C) allows the page's own style and script by their digests and nothing
else. So no element has a style attribute, and no text of a report, however it is written, can run.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lawrep.errors import OutputError
from lawrep.page.wording import words_of
from lawrep.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

LANGUAGES = ("zh", "en")
HERE = "lawrep.page"


def page(template: str, *, language: str, styles: tuple[str, ...], scripts: tuple[str, ...] = (), **fields: Any) -> str:
    """Return a page made of a template, with these assets inside; all `fields` are escaped.

    `say` in a template holds the words of `data/page.toml` in the language. Raises OutputError without jinja2.
    """
    style, script = joined(styles), joined(scripts)
    rules = ["default-src 'none'", f"style-src '{digest(style)}'", "base-uri 'none'", "form-action 'none'"]
    if script:
        rules.insert(1, f"script-src '{digest(script)}'")
    return (
        environment()
        .get_template(template)
        .render(
            **fields,
            language=language,
            policy="; ".join(rules),
            say=words_of(language),
            script=script,
            style=style,
            version=__version__,
        )
    )


@cache
def environment() -> "Environment":
    """Return where the templates stand; everything that they show is escaped, and a field they lack is an error."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        message = f"a page is made with {error.name}, which is not installed: pip install 'lawrep[view]'"
        raise OutputError(message) from None
    return Environment(
        loader=PackageLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def joined(assets: tuple[str, ...]) -> str:
    """Return the assets as one, as the page holds them."""
    return "\n".join((files(HERE) / "assets" / asset).read_text(encoding="utf-8") for asset in assets)


@cache
def digest(content: str) -> str:
    """Return the digest by which a policy allows an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
