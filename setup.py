"""Compile the steps with mypyc where a C compiler is at hand; where none is, lawrep is plain Python, and slower.

An editable install, and one with LAWREP_PURE set, is plain Python, so that a change of the code is seen at once.
"""

import os
import sys

from setuptools import Extension, setup

TOPICS = ("shares", "wholes", "growth", "amounts", "numbering", "wording", "required", "damage")
STEPS = (
    *("normalise", "grammar", "numerals", "dates", "body", "regions", "organs", "metadata"),
    *("parts", "markers", "titles", "outline"),
    *("numbers", "units", "money", "bounds", "exclusions", "changes", "quantities", "clauses"),
    *(f"tabular/{step}" for step in ("grid", "measures", "cells", "heads", "captions", "columns", "forms", "counting")),
    *("status", "phrases", "labels", "cues", "codes", "indicators"),
    *(f"tabular/{step}" for step in ("figures", "rows", "sheet", "codes")),
    *("intervals", "facts", "checks"),
    *(f"rules/{topic}" for topic in ("registry", "words", "signs", "years", *TOPICS)),
)


def extensions() -> list[Extension]:
    """Return the steps as extensions; none of them where they cannot be, or should not be, compiled."""
    if os.environ.get("LAWREP_PURE") or "editable_wheel" in sys.argv:
        return []
    try:
        from mypyc.build import mypycify

        options = ["--config-file=", "--ignore-missing-imports"]
        found = mypycify([*options, *(f"lawrep/{step}.py" for step in STEPS)], opt_level="3")
    except (ImportError, SystemExit) as error:
        sys.stderr.write(f"lawrep is not compiled: {error}\n")
        return []
    for extension in found:
        extension.optional = True  # a compiler that fails, or that is not there, does not stop the install
    return list(found)


setup(ext_modules=extensions())
