"""Say which extra of lawrep installs what a format needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from lawrep.errors import ReadError


def require(library: str, extra: str, shown: str) -> None:
    """Raise ReadError, which says what to install, where a library is not there."""
    if library and find_spec(library) is None:
        raise ReadError(missing(library, extra, shown))


def missing(library: str | None, extra: str, shown: str) -> str:
    return f"{shown}: is read by {library}, which is not installed: pip install 'lawrep[{extra}]'"


@contextmanager
def needing(extra: str, shown: str) -> Iterator[None]:
    """Turn the import of a library that is not installed into a ReadError that says how to install it."""
    try:
        yield
    except ImportError as error:
        raise ReadError(missing(error.name, extra, shown)) from None
