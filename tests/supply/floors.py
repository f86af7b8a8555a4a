"""The lowest versions that pyproject.toml allows, as constraints for pip."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import rtoml

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
FLOOR = re.compile(r">=\s*([0-9][0-9.]*)")
OWN = "lawrep["  # an extra that holds other extras
TRIED = ("all", "test")  # the extras whose lowest versions are tried, beside what lawrep always needs


class Bound(NamedTuple):
    """A dependency of pyproject.toml: its name, as indexes spell it, and the lowest version that is allowed."""

    name: str
    floor: str | None


def bound(requirement: str) -> Bound:
    """Take a requirement apart.

    >>> bound("XlsxWriter>=3.1")
    Bound(name='xlsxwriter', floor='3.1')
    """
    name = NAME.match(requirement)
    floor = FLOOR.search(requirement)
    if name is None:
        raise ValueError(f"no requirement: {requirement!r}")
    return Bound(re.sub(r"[-_.]+", "-", name[0]).lower(), floor[1] if floor else None)


def extras_of(table: dict[str, list[str]], extra: str) -> Iterable[str]:
    """Yield the requirements of an extra, those of the extras that it holds among them."""
    for requirement in table[extra]:
        if requirement.startswith(OWN):
            for held in requirement.removeprefix(OWN).rstrip("]").split(","):
                yield from extras_of(table, held)
        else:
            yield requirement


def bounds(pyproject: Path, extras: Iterable[str] = TRIED) -> list[Bound]:
    """Return the dependencies of a project and of its `extras`, in the order of the file."""
    project: dict[str, Any] = rtoml.load(pyproject)["project"]
    table: dict[str, list[str]] = project["optional-dependencies"]
    found = [*project["dependencies"], *(name for extra in extras for name in extras_of(table, extra))]
    return [bound(requirement) for requirement in found]


def constraints(found: Iterable[Bound]) -> list[str]:
    """Return the lowest versions, a line a dependency; of several floors of one, the highest holds.

    >>> constraints([Bound("lxml", "5"), Bound("lxml", "5.3"), Bound("jinja2", "3.1")])
    ['lxml==5.3', 'jinja2==3.1']
    """
    floors: dict[str, str] = {}
    for name, floor in found:
        if floor is not None and (name not in floors or numbers(floor) > numbers(floors[name])):
            floors[name] = floor
    return [f"{name}=={floor}" for name, floor in floors.items()]


def numbers(version: str) -> tuple[int, ...]:
    """Return a version as what it is compared by."""
    return tuple(int(part) for part in version.split("."))
