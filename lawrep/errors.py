"""What can go wrong, in the words that a user reads."""


class LawrepError(Exception):
    """The base of every error that lawrep raises on purpose; its text is fit to show to a user."""


class ReadError(LawrepError):
    """An input that cannot be read as a report: missing, empty, binary, undecodable."""


class TableError(LawrepError):
    """A data file of the package, or of the user, that does not say what it should."""


class NumeralError(LawrepError, ValueError):
    """A text that is no numeral."""


class OutputError(LawrepError):
    """An output that cannot be written."""


class UsageError(LawrepError):
    """A command whose parts do not fit together: two inputs for one output, say."""
