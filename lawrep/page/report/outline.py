"""The outline of a report as a tree, with how many figures and findings stand in each section and below it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lawrep.page.report.layout import Head
from lawrep.page.report.marks import LEVELS
from lawrep.page.report.remarks import Remark
from lawrep.terms import Severity


@dataclass
class Node:
    """A section and those below it, `worst` being the level of the worst finding there.

    Without an id it is what stands before the first heading.
    """

    id: str
    marker: str
    title: str
    level: int
    anchor: str
    figures: int = 0
    findings: int = 0
    worst: Severity = LEVELS[-1]
    children: list["Node"] = field(default_factory=list)


def outline_of(fields: dict[str, Any], heads: Sequence[Head], remarks: Sequence[Remark]) -> list[Node]:
    """Return the sections of the first level, with the figures and findings of a document.

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
    for remark in remarks:
        for node in lineage(remark.section, nodes):
            node.findings += 1
            node.worst = min(node.worst, remark.level, key=LEVELS.index)
    return [top, *roots] if top.figures or top.findings else roots


def lineage(section: str | None, nodes: dict[str | None, Node]) -> list[Node]:
    """Return the node of a section and those above it."""
    found = []
    while section is not None and section in nodes:
        found.append(nodes[section])
        section = section.rpartition(".")[0] or None
    return found or [nodes[None]]
