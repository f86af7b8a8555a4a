"""`python -m lawrep` is `lawrep`."""

from lawrep.cli import main

main()
