"""Tables of cases, one a line, that anyone can extend without Python."""

from pathlib import Path


def load(name: str) -> list[list[str]]:
    """Return the rows of `NAME.tsv`, comments and blank lines left out."""
    lines = (Path(__file__).parent / f"{name}.tsv").read_bytes().decode().split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
