"""The formulas of a Word document on one line: a fraction is 915/954, and not 915954."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from lawrep.formats.word.xml import M, W

if TYPE_CHECKING:
    from lxml.etree import _Element

UNSEEN = frozenset((W + "del", W + "moveFrom", W + "rPr"))
COMPOUND = re.compile(r"[+\-−±×÷*/·= ]")  # what is not one number or name


class Part(NamedTuple):
    """Some characters of a formula, and whether they stand above its line."""

    text: str
    raised: bool = False


def formula(element: "_Element") -> Iterator[Part]:
    """Yield the text of a formula, or of a part of it, in the order in which it is read aloud."""
    if element.tag == M + "t":
        yield Part(element.text or "")
    elif (shape := SHAPES.get(element.tag)) is not None:
        yield from shape(element)
    elif element.tag not in UNSEEN and not str(element.tag).endswith("Pr"):
        for child in element:
            yield from formula(child)


def child(element: "_Element", name: str) -> list[Part]:
    return [part for found in element.iterchildren(M + name) for part in formula(found)]


def single(parts: list[Part]) -> list[Part]:
    """Return parts that are read as one thing: in brackets, where they are several."""
    text = "".join(part.text for part in parts)
    return [Part("("), *parts, Part(")")] if COMPOUND.search(text.strip("-−")) else parts


def fraction(element: "_Element") -> Iterator[Part]:
    yield from single(child(element, "num"))
    yield Part("/")
    yield from single(child(element, "den"))


def root(element: "_Element") -> Iterator[Part]:
    yield Part("√")
    yield from single(child(element, "e"))


def power(element: "_Element") -> Iterator[Part]:
    yield from child(element, "e")
    yield from child(element, "sub")
    yield from (Part(part.text, raised=True) for part in child(element, "sup"))


def brackets(element: "_Element") -> Iterator[Part]:
    yield Part(stated(element, "dPr", "begChr", "("))
    for number, inside in enumerate(element.iterchildren(M + "e")):
        if number:
            yield Part(stated(element, "dPr", "sepChr", "|"))
        yield from formula(inside)
    yield Part(stated(element, "dPr", "endChr", ")"))


def operator(element: "_Element") -> Iterator[Part]:
    """Yield a sum or an integral: its sign, its bounds in brackets, and what it is of."""
    yield Part(stated(element, "naryPr", "chr", "∫"))
    bounds = [bound for name in ("sub", "sup") if (bound := child(element, name))]
    for number, bound in enumerate(bounds):
        yield Part(", " if number else "(")
        yield from bound
    if bounds:
        yield Part(")")
    yield from child(element, "e")


def stated(element: "_Element", properties: str, name: str, default: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(M + "val", "")


SHAPES: dict[object, Callable[["_Element"], Iterator[Part]]] = {
    M + "f": fraction,
    M + "rad": root,
    M + "sSup": power,
    M + "sSubSup": power,
    M + "d": brackets,
    M + "nary": operator,
}
