"""The outline of a report as a tree, with how many figures and findings stand in each section and below it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lawrep.page.layout import Head


@dataclass
class Node:
    """A section and those below it; without an id, what stands before the first heading."""

    id: str
    marker: str
    title: str
    level: int
    anchor: str
    figures: int = 0
    findings: int = 0
    children: list["Node"] = field(default_factory=list)


def outline_of(fields: dict[str, Any], heads: Sequence[Head], found: Sequence[str | None]) -> list[Node]:
    """Return the sections of the first level; `found` are the sections of the findings.

    What stands before the first heading is a section where there is a figure or finding in it.
    """
    anchors = {head.id for head in heads}
    top = Node("", "", "", 1, "text")
    nodes: dict[str | None, Node] = {None: top}
    roots: list[Node] = []
    for section in fields["sections"]:
        id_ = section["id"]
        anchor = f"s{id_}" if id_ in anchors else "text"
        node = nodes[id_] = Node(id_, section["marker"], section["title"], section["level"], anchor)
        above = nodes.get(section["parent"], top)
        (roots if above is top else above.children).append(node)
    for indicator in fields["indicators"]:
        for node in lineage(indicator["section"], nodes):
            node.figures += 1
    for place in found:
        for node in lineage(place, nodes):
            node.findings += 1
    return [top, *roots] if top.figures or top.findings else roots


def lineage(section: str | None, nodes: dict[str | None, Node]) -> list[Node]:
    """Return the node of a section and those above it."""
    found = []
    while section is not None and section in nodes:
        found.append(nodes[section])
        section = section.rpartition(".")[0] or None
    return found or [nodes[None]]
