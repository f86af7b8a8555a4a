"""The styles of a Word document: what a paragraph or a run takes from its style and from those it is based on."""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lawrep.formats.word.xml import W, integer, switch, value

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_CHAIN = 20  # Word itself allows eleven


class Style(NamedTuple):
    """What one style states itself; None where it states nothing."""

    id: str
    name: str
    base: str | None
    num_id: str | None
    level: int | None
    hidden: bool | None
    raised: bool | None
    leader: bool | None


class Styles:
    """The styles by their ids, and what they come to with those they are based on."""

    def __init__(self, root: "_Element | None") -> None:
        self.by_id: dict[str, Style] = {}
        self.default: str | None = None
        for element in () if root is None else root.iterchildren(W + "style"):
            style = style_of(element)
            self.by_id.setdefault(style.id, style)
            if element.get(W + "type") == "paragraph" and element.get(W + "default", "0").lower() in (
                "1",
                "true",
                "on",
            ):
                self.default = self.default or style.id
        self.chain = cache(self._chain)

    def _chain(self, style_id: str | None) -> tuple[Style, ...]:
        """Return a style and those it is based on, nearest first; a circle ends where it would close."""
        found: dict[str, Style] = {}
        while style_id in self.by_id and style_id not in found and len(found) < LONGEST_CHAIN:
            style = found[style_id] = self.by_id[style_id]
            style_id = style.base
        return tuple(found.values())

    def hidden(self, style_id: str | None) -> bool:
        return next((style.hidden for style in self.chain(style_id) if style.hidden is not None), False)

    def raised(self, style_id: str | None) -> bool:
        return next((style.raised for style in self.chain(style_id) if style.raised is not None), False)

    def leader(self, style_id: str | None) -> bool:
        """Whether a tab of this style is drawn as dots, as in a table of contents."""
        return any(style.leader or style.name.startswith("toc ") for style in self.chain(style_id))


def style_of(element: "_Element") -> Style:
    properties, run = element.find(W + "pPr"), element.find(W + "rPr")
    numbering = None if properties is None else properties.find(W + "numPr")
    return Style(
        element.get(W + "styleId", ""),
        (value(element, "name") or "").lower(),
        value(element, "basedOn"),
        value(numbering, "numId"),
        integer(value(numbering, "ilvl")),
        switch(run, "vanish"),
        raised(run),
        leader(properties) or None,
    )


def raised(run: "_Element | None") -> bool | None:
    """Return whether the properties of a run raise it; None where they do not say."""
    align = value(run, "vertAlign")
    return None if align is None else align == "superscript"


def leader(properties: "_Element | None") -> bool:
    """Whether the properties of a paragraph have a tab that is drawn as dots."""
    tabs = None if properties is None else properties.find(W + "tabs")
    return tabs is not None and any(tab.get(W + "leader", "none") not in ("none", "") for tab in tabs)
