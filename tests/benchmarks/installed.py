"""Measure the installed lawrep, which is compiled, and the checkout where none is installed."""

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def prefer_installed() -> None:
    """Let `import lawrep` find what is installed before the checkout; called before lawrep is imported."""
    checkout = sys.path[:]
    sys.path[:] = [folder for folder in sys.path if Path(folder).resolve() != ROOT]
    if importlib.util.find_spec("lawrep") is None:
        sys.path[:] = checkout


def what_is_measured() -> str:
    """Return where lawrep is, and whether it is compiled."""
    from lawrep import codes

    compiled = "plain Python" if str(codes.__file__).endswith(".py") else "compiled"
    return f"{Path(codes.__file__).parent}, {compiled}"
