"""Check documents against the schema and against what must hold between their parts, and name every fault.

A fault is the path of what is wrong (`indicators[3].end`) and a sentence. What must hold besides the schema is checked
on every item that the schema finds nothing wrong with, so that one run names all faults.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import ValidationError

from lawrep.bounds import AFTER_BOUND, ATTACHED, VAGUE
from lawrep.models import WHERE, Finding, Indicator, Model, Report, Section, Span
from lawrep.normalise import normalise
from lawrep.numbers import MORE_BOUND
from lawrep.numerals import EXACT, find
from lawrep.quantities import find_quantities
from lawrep.tables import words

RATE_UNITS = frozenset(words("units", "rate", "words")) - {"成"}
MONEY_UNITS = words("units", "amount", "words") + words("units", "amount", "latin")
# What stands around a bare number: 约, 余, 以上.
MARKS = re.compile("|".join(map(re.escape, (*ATTACHED, *AFTER_BOUND, *VAGUE, *MORE_BOUND))))
CLIP = 40  # characters of a text that is quoted
# The scale that a number shares stands behind the next one (3、5万元), or in the head of its column.
SHARED_SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "千亿": 11, "万亿": 12}
BEFORE, BEHIND = 4000, 40  # characters of the text in which it may stand

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=Model)


class Fault(NamedTuple):
    """What is wrong in a document, and where: `path` is empty where it is the document itself."""

    path: str
    message: str


def find_faults(data: bytes | str) -> list[Fault]:
    """Return every fault of one JSON document; an empty list says that it is valid."""
    if not data.strip():
        return [Fault("", "the file is empty")]
    try:
        document = json.loads(data, parse_float=Decimal, object_pairs_hook=no_key_twice)
    except UnicodeDecodeError as error:
        return [Fault("", f"not UTF-8 at byte {error.start}")]
    except json.JSONDecodeError as error:
        return [Fault("", f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}")]
    except RecursionError:
        return [Fault("", "not a document: nested too deep")]
    except (ValueError, ArithmeticError) as error:  # a number of thousands of digits, or an exponent of twenty
        return [Fault("", f"not a document: {error}")]
    if not isinstance(document, dict):
        return [Fault("", "not a document: should be a JSON object")]
    errors = schema_errors(data)
    if any(not error["loc"] for error in errors):  # not even JSON for the schema: a lone surrogate, say
        return [Fault("", error["msg"]) for error in errors]
    wrong = {error["loc"][:2] for error in errors}
    sections = valid_items(document, "sections", Section, wrong)
    indicators = valid_items(document, "indicators", Indicator, wrong)
    findings = valid_items(document, "findings", Finding, wrong)
    raw_ids = (item.get("id") for item in raw_items(document, "sections") if isinstance(item, dict))
    unsure: set[Any] = {id_ for id_ in raw_ids if isinstance(id_, str)}
    unsure -= {section.id for section in sections.values()}  # what refers to a faulty section has no fault itself
    text = document.get("text")
    text = text if isinstance(text, str) else None
    return [
        *(Fault(path_of(error["loc"]), error["msg"]) for error in errors),
        *check_sections(sections, text, unsure),
        *check_indicators(indicators, sections, text, unsure),
        *(fault for index, item in findings.items() for fault in check_span(f"findings[{index}]", item, text)),
        *check_places(document, wrong, text),
    ]


def no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return fields


def schema_errors(data: bytes | str) -> list["ErrorDetails"]:
    try:
        Report.model_validate_json(data, strict=True)
    except ValidationError as error:
        return error.errors(include_url=False, include_context=False)
    return []


def path_of(location: tuple[int | str, ...]) -> str:
    """Write `("indicators", 3, "end")` as `indicators[3].end`."""
    path = ""
    for step in location:
        if step in WHERE.values():  # which of the kinds of span it was taken for: no step of the document
            continue
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def valid_items(document: dict[str, Any], name: str, model: type[M], wrong: set[Any]) -> dict[int, M]:
    """Return the items of a list that the schema finds nothing `wrong` with, by their index."""
    valid = {}
    for index, item in enumerate(raw_items(document, name)):
        if (name, index) not in wrong:
            valid[index] = model.model_validate(item, strict=True)
    return valid


def raw_items(document: dict[str, Any], name: str) -> list[Any]:
    items = document.get(name)
    return items if isinstance(items, list) else []


def check_span(path: str, item: Section | Indicator | Finding | Span, text: str | None) -> Iterator[Fault]:
    if item.end < item.start:
        yield Fault(f"{path}.end", f"{item.end} is before the start, {item.start}")
    elif text is not None and item.end > len(text):
        yield Fault(f"{path}.end", f"{item.end} is beyond the text, which has {len(text)} characters")


def check_places(document: dict[str, Any], wrong: set[Any], text: str | None) -> Iterator[Fault]:
    """Check that the places of a text stand within it, in order and without overlap."""
    last = 0
    for index, item in enumerate(raw_items(document, "source_map")):
        if ("source_map", index) in wrong:
            continue
        span = Span(start=item["start"], end=item["end"])
        path = f"source_map[{index}]"
        yield from check_span(path, span, text)
        if span.start < last:
            yield Fault(f"{path}.start", f"{span.start} is before the end of the place before it, {last}")
        last = max(last, span.end)


def check_sections(sections: dict[int, Section], text: str | None, unsure: set[Any]) -> Iterator[Fault]:
    """Ids once, parents before children and around them, the marker where the section starts."""
    seen: dict[str, Section] = {}
    last_start = -1
    for index, section in sections.items():
        path = f"sections[{index}]"
        yield from check_span(path, section, text)
        if section.id in seen:
            yield Fault(f"{path}.id", f"{section.id} is the id of an earlier section too")
        if section.start < last_start:
            yield Fault(f"{path}.start", f"{section.start} is before the start of the section before it, {last_start}")
        if section.level != section.id.count(".") + 1:
            yield Fault(f"{path}.level", f"{section.level} does not agree with the id, {section.id}")
        if section.parent != (section.id.rpartition(".")[0] or None):
            yield Fault(f"{path}.parent", f"{section.parent!r} does not agree with the id, {section.id}")
        elif section.parent is not None and section.parent not in unsure:
            yield from check_parent(path, section, seen.get(section.parent))
        if text is not None and not text.startswith(section.marker, section.start):
            yield Fault(f"{path}.start", f"the text does not hold the marker {section.marker!r} at {section.start}")
        elif text is not None and section.title not in text[section.start : section.end]:
            yield Fault(f"{path}.title", f"the text does not hold the title {section.title[:CLIP]!r} there")
        last_start = section.start
        seen[section.id] = section


def check_parent(path: str, section: Section, parent: Section | None) -> Iterator[Fault]:
    if parent is None:
        yield Fault(f"{path}.parent", f"there is no section {section.parent} before it")
    elif not parent.start <= section.start <= section.end <= parent.end:
        yield Fault(
            f"{path}.end", f"{section.start} to {section.end} is not within its parent, {parent.start} to {parent.end}"
        )


def check_indicators(
    indicators: dict[int, Indicator], sections: dict[int, Section], text: str | None, unsure: set[Any]
) -> Iterator[Fault]:
    """Spans in order that hold their text, in a section that holds them; units and values that agree with the text."""
    by_id = {section.id: section for section in sections.values()}
    last_end = 0
    for index, indicator in indicators.items():
        path = f"indicators[{index}]"
        yield from check_span(path, indicator, text)
        if indicator.start < last_end:
            yield Fault(f"{path}.start", f"{indicator.start} is before the end of the indicator before it, {last_end}")
        last_end = max(last_end, indicator.end)
        yield from check_text(path, indicator, text)
        if indicator.section not in unsure:
            yield from check_section(path, indicator, by_id)
        yield from check_unit(path, indicator)
        yield from check_value(path, indicator, text)


def check_text(path: str, indicator: Indicator, text: str | None) -> Iterator[Fault]:
    if text is not None and text[indicator.start : indicator.end] != indicator.text:
        held = text[indicator.start : indicator.end][:CLIP]
        yield Fault(f"{path}.text", f"{indicator.text[:CLIP]!r} is not what the text holds there, {held!r}")
    elif len(indicator.text) != indicator.end - indicator.start:
        yield Fault(
            f"{path}.end", f"{indicator.end - indicator.start} characters, but the text has {len(indicator.text)}"
        )


def check_section(path: str, indicator: Indicator, by_id: dict[str, Section]) -> Iterator[Fault]:
    """Check that the section is the innermost that holds the indicator."""
    if indicator.section is None:
        if holder := next((each for each in by_id.values() if each.start <= indicator.start < each.end), None):
            yield Fault(f"{path}.section", f"null, but section {holder.id} holds {indicator.start}")
        return
    section = by_id.get(indicator.section)
    if section is None:
        yield Fault(f"{path}.section", f"there is no section {indicator.section}")
    elif not section.start <= indicator.start <= indicator.end <= section.end:
        yield Fault(f"{path}.section", f"section {section.id} does not hold {indicator.start} to {indicator.end}")
    elif (child := f"{section.id}.1") in by_id and by_id[child].start <= indicator.start:
        yield Fault(f"{path}.section", f"section {section.id} has a section of its own that holds {indicator.start}")


def check_unit(path: str, indicator: Indicator) -> Iterator[Fault]:
    if (indicator.kind == "rate") != (indicator.unit in RATE_UNITS) or (indicator.kind == "amount") != (
        indicator.unit.partition("/")[0] in MONEY_UNITS
    ):
        yield Fault(f"{path}.unit", f"{indicator.unit!r} does not go with the kind {indicator.kind}")


def check_value(path: str, indicator: Indicator, text: str | None) -> Iterator[Fault]:
    """Check that the value is what its text says when it is read again, alone."""
    if indicator.value_max is not None and indicator.value_max <= indicator.value:
        yield Fault(f"{path}.value_max", f"{indicator.value_max} is not above the value, {indicator.value}")
    said = (indicator.value, indicator.value_max)
    printed = read_again(indicator.text, [1])
    if printed and said not in printed and said not in read_again(indicator.text, scales_near(indicator, text)):
        yield Fault(f"{path}.value", f"{indicator.value} is not what {indicator.text!r} says, {printed[0][0]}")
    elif not printed:
        yield Fault(f"{path}.text", f"{indicator.text!r} holds no number")


def scales_near(indicator: Indicator, text: str | None) -> list[int]:
    """Return the scales that an indicator without one may share: those that are printed near, if the text is there."""
    near = text and normalise(text[max(indicator.start - BEFORE, 0) : indicator.end + BEHIND], traditional=True)
    return [10**power for scale, power in SHARED_SCALES.items() if near is None or scale in near]


def read_again(text: str, shared: list[int]) -> list[tuple[Decimal, Decimal | None]]:
    """Return what a quantity's text can say: as a quantity, or as a number of one of the `shared` scales."""
    with localcontext(EXACT):
        return read_exactly(normalise(text, traditional=True), shared)


def read_exactly(normal: str, shared: list[int]) -> list[tuple[Decimal, Decimal | None]]:
    if quantities := find_quantities(normal):
        scales = shared if not quantities[0].unit else [1]
        return [(quantity.value * scale, quantity.value_max) for quantity in quantities for scale in scales]
    numerals = list(find(normal))
    bare = numerals and not MARKS.sub("", normal.replace(numerals[0].text, "", 1)).strip()
    return [(numerals[0].value * scale, None) for scale in (shared if bare else [1])] if numerals else []
