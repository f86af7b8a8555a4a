"""Fuzz lawrep: python -m tests.fuzz [TARGET] [--seconds N] [--folder FOLDER] [--input FILE]."""

from pathlib import Path
from tempfile import gettempdir

import click

from tests.fuzz.campaign import fuzz

NAMES = (
    "plain", "html", "docx", "ofd", "pdf", "package", "ole", "office", "kind", "decode", "text", "repeated",
    "views", "tables", "documents",
)  # fmt: skip


@click.command()
@click.argument("name", metavar="[TARGET]", type=click.Choice(NAMES), required=False)
@click.option("--seconds", default=60, show_default=True, help="How long to fuzz.")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(gettempdir(), "lawrep-fuzz"), show_default=True)
@click.option("--input", "given", type=click.Path(exists=True, path_type=Path), help="Try this one file instead.")
def main(name: str | None, seconds: int, folder: Path, given: Path | None) -> None:
    """Fuzz TARGET; without one, list the targets with what each promises."""
    if name is None or given is not None:
        from tests.fuzz.targets import TARGETS  # what is fuzzed is imported by `fuzz`, which counts what it does
    if name is None:
        for each, target in TARGETS.items():
            click.echo(f"{each:10} {target.promise}")
    elif given is not None:
        TARGETS[name].check(given.read_bytes())
    else:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            fuzz(name, seconds, folder)
        except ImportError as error:
            raise click.ClickException(f"{error}: pip install atheris, which is for Linux and macOS") from None


if __name__ == "__main__":
    main(prog_name="python -m tests.fuzz")
