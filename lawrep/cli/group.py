"""The group of all commands: what they have in common, and what becomes of what goes wrong."""

import signal
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import click

from lawrep.cli.catalogue import catalogue
from lawrep.cli.diff import diff
from lawrep.cli.explain import explain
from lawrep.cli.extract import extract
from lawrep.cli.panel import panel
from lawrep.cli.show import show
from lawrep.cli.terminal import leave, tell, unwritten
from lawrep.cli.text import schema, text
from lawrep.cli.validate import list_rules, validate
from lawrep.cli.view import view
from lawrep.errors import LawrepError, UsageError
from lawrep.version import __version__

if TYPE_CHECKING:
    from types import FrameType

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
INTERRUPTED = 130


class Program(click.Group):
    """The group of commands, which turns what goes wrong into a line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that lawrep raises on purpose becomes a line, without traceback."""
        debug = ctx.params.get("debug")
        try:
            return super().invoke(ctx)
        except UsageError as error:
            if debug:
                raise
            raise click.UsageError(str(error)) from error
        except LawrepError as error:
            if debug:
                raise
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # before click sees it, which would exit with 1
            leave(0)
        except OSError as error:
            if debug:
                raise
            raise click.ClickException(unwritten(error)) from error
        except Exception as error:
            if debug or isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort):
                raise
            message = (
                f"{type(error).__name__}: {error}; this is a fault in lawrep; `lawrep --debug COMMAND` shows it in full"
            )
            raise click.ClickException(message) from error


@click.group(cls=Program, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="lawrep")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
def program(debug: bool) -> None:
    """Turn the annual rule-of-law reports (法治政府建设情况报告) of Chinese governments into data.

    \b
    lawrep extract report.txt               one JSON document to standard output
    lawrep extract reports/ -o out/         one NAME.json a report
    lawrep text report.docx                 the text that is read
    lawrep extract reports/ --format jsonl  one document a line
    lawrep validate report.txt              what is missing, and what contradicts itself
    lawrep view report.txt -o page.html     a page to look at, of one report or of many
    lawrep show report.txt                  the same in the terminal
    lawrep panel out/ -o panel.xlsx         a data set: CSV, Excel, Parquet, SQLite, DuckDB
    lawrep diff 2023.json 2024.json         two years of one organ side by side
    lawrep rules                            what validate checks
    lawrep explain report.txt               why each quantity has its code
    lawrep catalogue                        the canonical indicators

    Exit codes: 0 all good; 1 an input failed or is not valid; 2 wrong usage.
    """


for command in (extract, text, validate, list_rules, schema, explain, catalogue, panel, show, diff, view):
    program.add_command(command)


def stop(signum: int, _frame: "FrameType | None") -> None:
    """Leave as on Ctrl-C, so that what is half written is cleared away."""
    sys.exit(128 + signum)


def main() -> None:
    """Run the command line; a closed pipe ends it quietly, Ctrl-C with exit code 130."""
    signal.signal(signal.SIGTERM, stop)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console that has no such character shows its code
    try:
        program.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        leave(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("lawrep: interrupted", err=True)
        leave(INTERRUPTED)
    except BrokenPipeError:
        leave(0)
    except OSError as error:  # of the help itself
        tell(f"Error: {unwritten(error)}")
        leave(1)
