"""What lawrep writes: one `Report` a document, as frozen pydantic models whose schema is the JSON's.

Offsets are Unicode code points into `Report.text`, half-open. Values are exact decimals in base units (万 and 亿
multiplied out); in JSON they are plain numbers.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from lawrep.source import Place
from lawrep.terms import Bound, Change, Kind, Part, Severity, Status


def to_plain(value: Decimal) -> int | float:
    """Return what pydantic's own JSON shows; `lawrep.to_json` writes every digit."""
    return int(value) if value == value.to_integral_value() else float(value)


def real_day(value: str) -> str:
    """Refuse a day that does not exist."""
    try:
        date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day", "Input should be a day that exists") from None
    return value


def from_number(value: object) -> object:
    """Take a JSON number as the decimal that is printed, and nothing that is no number."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal):
        return value
    raise PydanticCustomError("number", "Input should be a number")


Offset = Annotated[int, Field(ge=0, description="Offset into text, in Unicode code points.")]
Number = Annotated[
    Decimal,
    BeforeValidator(from_number),
    PlainSerializer(to_plain, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
Date = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(real_day)]


class Model(BaseModel):
    """Frozen and strict: an unknown field or a value of another type is an error."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def trusted(cls, rows: Iterable[dict[str, Any]]) -> tuple[Self, ...]:
        """Make a model of each of the `rows` without checking them, in a third of the time that checking takes.

        For the steps only, whose output the tests check in full; input from outside goes through `model_validate`.
        """
        new, put = cls.__new__, object.__setattr__  # frozen models refuse their own
        names = set(cls.model_fields)
        models = []
        for fields in rows:
            model = new(cls)
            put(model, "__dict__", fields)
            put(model, "__pydantic_fields_set__", names)
            put(model, "__pydantic_extra__", None)
            put(model, "__pydantic_private__", None)
            models.append(model)
        return tuple(models)


class Source(Model):
    """The input that a report was read from."""

    name: str = Field(description="File name, without its folder.")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="Of the bytes that were read.")
    media_type: str = Field(description="Of the content, whatever the name: text/plain, text/html, application/pdf.")
    encoding: str | None = Field(
        description="How the bytes were decoded: utf-8, utf-8-sig, gb18030, utf-16-le, …; null where they are no text."
    )


class Metadata(Model):
    """What the report says of itself; null where it does not say."""

    title: str | None
    organ: str | None = Field(description="The body whose year the report tells of.")
    region: str | None
    year: int | None = Field(ge=1949, le=2100, description="The year reported on.")
    date: Date | None = Field(description="The day the report is signed or made.")
    published: Date | None = Field(description="The day the page gives for publication.")
    index_number: str | None
    document_number: str | None


class Section(Model):
    """A heading and all that stands under it: from its marker to the next heading at its level or above."""

    id: str = Field(pattern=r"^[1-9]\d*(\.[1-9]\d*)*$", description="Counts the headings, not the printed numerals.")
    parent: str | None
    level: int = Field(ge=1)
    marker: str = Field(min_length=1)
    title: str
    part: Part
    start: Offset
    end: Offset


class Indicator(Model):
    """A quantity with its evidence: `text[start:end]` is what is printed, `value` what it says in base units."""

    text: str = Field(min_length=1)
    start: Offset
    end: Offset
    value: Number
    value_max: Number | None = Field(description="The upper end of a range.")
    unit: str = Field(description="Without 万 and 亿; empty where none is printed; money always 元 or the currency.")
    kind: Kind
    bound: Bound
    change: Change | None = Field(description="Where the number is itself the change.")
    status: Status
    label: str = Field(description="What is counted, in the words of the report.")
    code: str | None = Field(description="Id of the canonical indicator.")
    section: str | None = Field(description="Id of the section that it stands in; null before the first heading.")


class Finding(Model):
    """Something in a report that does not add up."""

    rule: str
    severity: Severity
    message: str
    start: Offset
    end: Offset


class Span(Model):
    """The characters `[start, end)` of the text."""

    start: Offset
    end: Offset


class PageSpan(Span):
    """What stands on one page of a PDF or OFD."""

    page: int = Field(ge=1)


class ParagraphSpan(Span):
    """What is one paragraph of a Word document."""

    paragraph: int = Field(ge=1, description="Counts all paragraphs of the body, those in tables and text boxes too.")


class ElementSpan(Span):
    """What is one element of a web page."""

    path: str = Field(description="XPath of the element from the root of the page.")


WHERE = {"page": "PageSpan", "paragraph": "ParagraphSpan", "path": "ElementSpan"}


def kind_of_span(value: Any) -> str | None:
    """Return which of the spans a place is, by the field that it has besides `start` and `end`."""
    fields = value if isinstance(value, dict) else getattr(value, "__dict__", {})
    return next((kind for field, kind in WHERE.items() if field in fields), None)


SourceSpan = Annotated[
    Annotated[PageSpan, Tag("PageSpan")]
    | Annotated[ParagraphSpan, Tag("ParagraphSpan")]
    | Annotated[ElementSpan, Tag("ElementSpan")],
    Discriminator(
        kind_of_span,
        custom_error_type="place",
        custom_error_message="Input should have one of page, paragraph and path",
    ),
]


class Report(Model):
    """One report: its outline, its quantities, and what was found wrong."""

    lawrep: str = Field(description="The version that wrote the document.")
    source: Source
    metadata: Metadata
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]
    findings: tuple[Finding, ...]
    source_map: tuple[SourceSpan, ...] = Field(
        (), description="Where the text stands in the original; empty where that is plain text."
    )
    text: str | None = Field(None, description="The report as it was read; left out on request.")


def spans(places: Iterable[Place]) -> tuple[SourceSpan, ...]:
    """Make the model of each place that a reader gave."""
    models: list[SourceSpan] = []
    for place in places:
        model = PageSpan if "page" in place else ParagraphSpan if "paragraph" in place else ElementSpan
        models += model.trusted([dict(place)])
    return tuple(models)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a document."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Report.model_json_schema()}
