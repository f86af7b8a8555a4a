"""The library: a report in, its models out, and their JSON."""

from lawrep.catalogue import Catalogue
from lawrep.models import Finding, Indicator, Metadata, Report, Section, Source, spans
from lawrep.pipeline import describe
from lawrep.source import Text
from lawrep.write import encode


def extract(text: str | Text, catalogue: Catalogue | None = None) -> Report:
    """Turn the text of one report into its outline and its quantities.

    `text` is a string, or what `read` returned. Never raises, whatever the characters; a string's lone surrogates
    become U+FFFD. `catalogue` is what `lawrep.catalogue.extended` made of a file of your own. Takes time linear in the
    length of the text.

    >>> report = extract("一、主要成效。全年调解纠纷954件，成功率99.7%。")
    >>> [(indicator.text, indicator.value, indicator.section) for indicator in report.indicators]
    [('954件', Decimal('954'), '1'), ('99.7%', Decimal('99.7'), '1')]
    """
    if isinstance(text, str):
        text = Text.of(text)
    elif not isinstance(text, Text):
        raise TypeError(f"a report is a string, or what lawrep.read returns, and not {type(text).__name__}")
    fields = describe(text, catalogue)
    models = {
        **fields,
        "source": Source.trusted([fields["source"]])[0],
        "metadata": Metadata.trusted([fields["metadata"]])[0],
        "sections": Section.trusted(fields["sections"]),
        "indicators": Indicator.trusted(fields["indicators"]),
        "findings": Finding.trusted(fields["findings"]),
        "source_map": spans(fields["source_map"]),
    }
    return Report.trusted([models])[0]


def to_json(report: Report, *, text: bool = True, indent: int | None = None) -> bytes:
    """Return the JSON document of `report`, in UTF-8 and without a line end; the same report gives the same bytes.

    `text=False` leaves the text out; `indent` spreads the document over lines, that many spaces a level.
    """
    fields = {
        **report.__dict__,
        "source": report.source.__dict__,
        "metadata": report.metadata.__dict__,
        "sections": [section.__dict__ for section in report.sections],
        "indicators": [indicator.__dict__ for indicator in report.indicators],
        "findings": [finding.__dict__ for finding in report.findings],
        "source_map": [span.__dict__ for span in report.source_map],
    }
    return encode(fields, text=text, indent=indent)
