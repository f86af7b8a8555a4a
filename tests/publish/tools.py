"""The programs that publish: LibreOffice, Chromium; and those that look at what was published: poppler."""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PDFTOTEXT = shutil.which("pdftotext")
PATIENCE = 180  # seconds
CHROMIUM_ALONE = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def convert(inputs: Sequence[Path], target: str, folder: Path, outputs: Sequence[Path]) -> None:
    """Convert `inputs` to `target` (docx, doc, pdf) in `folder`, by one LibreOffice with a profile of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run([SOFFICE or "soffice", profile, "--headless", "--convert-to", target, "--outdir", folder, *inputs], outputs)


def run(command: Sequence[str | Path], outputs: Iterable[Path]) -> None:
    """Run a program, and see that it wrote what it should."""
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    for output in outputs:
        assert output.is_file(), f"{output.name} was not written: {done.stderr.decode(errors='replace')[-2000:]}"


def print_page(page: Path, output: Path, *options: str) -> None:
    """Print the web page `page` to the PDF `output`, as Chromium does."""
    profile = output.with_suffix(".profile")
    command = [
        CHROMIUM or "chromium",
        *CHROMIUM_ALONE,
        f"--user-data-dir={profile}",
        *options,
        f"--print-to-pdf={output}",
        page.as_uri(),
    ]
    run(command, [output])


# easyofd logs every object that it writes, warns of its own imports, and leaves files in the folder where it runs.
EASYOFD = """
import os, sys, tempfile, warnings
warnings.simplefilter("ignore")
from pathlib import Path
from easyofd import OFD
for source, output in zip(sys.argv[1::2], sys.argv[2::2]):
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path(output).write_bytes(OFD().pdf2ofd(Path(source).read_bytes(), optional_text=True))
        os.chdir("/")
"""


def convert_to_ofd(outputs: Mapping[Path, Path]) -> None:
    """Convert PDFs to OFD by easyofd, whose units and namespace are its own."""
    paths = [str(path) for pair in outputs.items() for path in pair]
    run([sys.executable, "-c", EASYOFD, *paths], outputs.values())


def pages_of(pdf: Path) -> list[str]:
    """Return the text of each page of `pdf` as poppler reads it, in the order in which it is drawn."""
    done = subprocess.run(
        [PDFTOTEXT or "pdftotext", "-raw", "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True, timeout=PATIENCE
    )
    return done.stdout.decode().split("\f")[:-1]
