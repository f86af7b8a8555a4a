"""lawrep turns the annual rule-of-law reports of Chinese governments into data that can be trusted.

>>> import lawrep
>>> report = lawrep.extract("一、主要成效。全年调解纠纷954件。")
>>> report.indicators[0].value
Decimal('954')

`extract`, `read`, `to_json`, what they take and return, and `LawrepError` are the library; `lawrep.catalogue` holds the
canonical indicators, and `lawrep.numerals` is of use by itself. They are loaded when first asked for, since the
command's `--help` needs none of them.
"""

from typing import TYPE_CHECKING

from lawrep.version import __version__

__all__ = [
    "Finding",
    "Indicator",
    "LawrepError",
    "Metadata",
    "ReadError",
    "Report",
    "Section",
    "Text",
    "__version__",
    "catalogue",
    "extract",
    "numerals",
    "read",
    "to_json",
]

if TYPE_CHECKING:  # a __getattr__ that type checkers saw would let them take every name for one of ours
    from lawrep import catalogue, numerals
    from lawrep.errors import LawrepError, ReadError
    from lawrep.library import extract, to_json
    from lawrep.models import Finding, Indicator, Metadata, Report, Section
    from lawrep.reader import read
    from lawrep.source import Text
else:
    MODULES = ("catalogue", "numerals")
    HOME = {
        "Finding": "models",
        "Indicator": "models",
        "LawrepError": "errors",
        "Metadata": "models",
        "ReadError": "errors",
        "Report": "models",
        "Section": "models",
        "Text": "source",
        "extract": "library",
        "read": "reader",
        "to_json": "library",
    }

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in MODULES:
            return import_module(f"lawrep.{name}")
        if name not in HOME:
            raise AttributeError(f"module 'lawrep' has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"lawrep.{HOME[name]}"), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
