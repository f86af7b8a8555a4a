"""Say which extra of lawrep installs what a format needs."""

from collections.abc import Iterator
from contextlib import contextmanager

from lawrep.errors import ReadError


@contextmanager
def needing(extra: str, shown: str) -> Iterator[None]:
    """Turn the import of a library that is not installed into a ReadError that says how to install it."""
    try:
        yield
    except ImportError as error:
        what = f"{shown}: is read by {error.name}, which is not installed"
        raise ReadError(f"{what}: pip install 'lawrep[{extra}]'") from None
