"""Speed, measured by hand: `python -m tests.benchmarks [FOLDER]`. No test depends on a time."""
