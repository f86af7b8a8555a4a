"""The command line: arguments in, steps called, documents out. It decides nothing.

A module a command. Only click is imported by them; each command imports what it needs, so that `--help` is as quick as
click itself.
"""

from lawrep.cli.group import main, program

__all__ = ["main", "program"]
