"""lawrep turns the annual rule-of-law reports of Chinese governments into data that can be trusted.

>>> import lawrep
>>> report = lawrep.extract("一、主要成效。全年调解纠纷954件。")
>>> report.indicators[0].value
Decimal('954')

`extract`, `read`, `to_json`, `Report` and `LawrepError` are the library; `lawrep.numerals` is of use by itself. They
are loaded when first asked for, since the command's `--help` needs none of them.
"""

from typing import TYPE_CHECKING, Any

from lawrep.version import __version__

if TYPE_CHECKING:
    from lawrep.errors import LawrepError
    from lawrep.library import extract, to_json
    from lawrep.models import Report
    from lawrep.reader import read
    from lawrep.source import Text

__all__ = ["LawrepError", "Report", "Text", "__version__", "extract", "read", "to_json"]
HOME = {
    "LawrepError": "errors",
    "Report": "models",
    "extract": "library",
    "read": "reader",
    "Text": "source",
    "to_json": "library",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in HOME:
        raise AttributeError(f"module 'lawrep' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"lawrep.{HOME[name]}"), name)
    return value
