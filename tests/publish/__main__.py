"""Write the samples that the README reads in other formats: `python -m tests.publish`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.publish.press import EDITIONS, Press
from tests.publish.sample import SAMPLES

SHELF = {
    "baihe-city-2024.docx": ("word", "styled"),
    "yunling-county-2023.html": ("web", "jcms"),
    "dongping-district-2020.pdf": ("pdf", "LibreOffice"),
    "wanqing-county-2025.ofd": ("ofd", "lines"),
}


def main() -> None:
    wanted = {
        name: next(e for e in EDITIONS if (e.sample, e.format, e.way) == (name.partition(".")[0], *way))
        for name, way in SHELF.items()
    }
    with TemporaryDirectory() as folder:
        press = Press(Path(folder), [edition for edition in wanted.values() if edition.tool])
        for name, edition in wanted.items():
            (SAMPLES / "published" / name).write_bytes(press.print(edition))
        press.close()


if __name__ == "__main__":
    main()
