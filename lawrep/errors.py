"""What can go wrong, in the words that a user reads."""


class LawrepError(Exception):
    """The base of every error that lawrep raises on purpose; its text is fit to show to a user."""


class ReadError(LawrepError):
    """An input that cannot be read as a report: missing, empty, damaged, locked, no report."""


class TableError(LawrepError):
    """A data file of the package, or of the user, that does not say what it should."""


class NumeralError(LawrepError, ValueError):
    """A text that is no numeral."""


class OutputError(LawrepError):
    """An output that cannot be written."""


class FullError(OutputError):
    """There is no room left for an output, nor for any other there."""


class FaultError(LawrepError):
    """A fault of lawrep's own, which an input brought out."""

    @classmethod
    def of(cls, source: str, error: Exception) -> "FaultError":
        """Return what to say of an `error` that nobody raised on purpose."""
        return cls(f"{source}: {type(error).__name__}: {error}; this is a fault in lawrep, please report it")


class UsageError(LawrepError):
    """A command whose parts do not fit together: two inputs for one output, say."""
