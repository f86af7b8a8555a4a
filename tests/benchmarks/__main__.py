"""How fast lawrep is.

    python -m tests.benchmarks [FOLDER]     on few texts: beside jieba, as a process, on ever longer texts
    python -m tests.benchmarks scale        on a grown corpus of 10,000 reports: see --help

FOLDER holds reports (.txt); the samples are the default. The installed lawrep is measured; the checkout where none is.
"""

import sys
from pathlib import Path

from tests.benchmarks.installed import ROOT, prefer_installed


def main() -> None:
    prefer_installed()
    if sys.argv[1:2] == ["scale"]:
        from tests.benchmarks.scale import main as measure_scale

        measure_scale(sys.argv[2:])
    else:
        from tests.benchmarks.speed import main as measure_speed

        measure_speed(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "samples")


if __name__ == "__main__":
    main()
