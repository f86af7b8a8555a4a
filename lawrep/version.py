"""The version, by itself so that the command can print it without loading anything else."""

__version__ = "0.1.0"
