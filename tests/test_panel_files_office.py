"""Files in a real spreadsheet, LibreOffice: the Chinese is right, numbers are numbers, and nothing is computed."""

import csv
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lawrep.panel import files
from tests.test_panel_files import LONG, ROWS, long_panel
from tests.test_panel_files_xlsx import HOSTILE, with_texts

SPREADSHEET = shutil.which("localc")
pytestmark = [
    pytest.mark.skipif(SPREADSHEET is None, reason="LibreOffice Calc is not installed"),
    pytest.mark.xdist_group("spreadsheet"),
]
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", '=cmd|"/C calc"!A0')
# Comma or tab; quotation marks; UTF-8; from row 1; a quoted cell may be a number; numbers are detected; formulas are
# computed, which is not what it does by itself.
IMPORT = "Text - txt - csv (StarCalc):{},34,UTF-8,1,,0,false,true,false,false,false,-1,true"
EXPORT = "csv:Text - txt - csv (StarCalc):44,34,UTF-8,1,,0,false,true,false,false,false,-1"
COMMA, TAB = 44, 9


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


def convert(path: Path, profile: Path, *arguments: str) -> Path:
    """Let LibreOffice open a file and save it anew, and return the folder of what it saved."""
    assert SPREADSHEET is not None
    folder = path.parent / "saved"
    settings = f"-env:UserInstallation={profile.as_uri()}"
    command = [SPREADSHEET, settings, "--headless", *arguments, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def opened(path: Path, profile: Path, delimiter: int) -> Worksheet:
    """Return the sheet that a delimited file becomes."""
    asked = f"--infilter={IMPORT.format(delimiter)}"
    saved = convert(path, profile, asked, "--convert-to", "xlsx:Calc MS Excel 2007 XML")
    page = openpyxl.load_workbook(saved / f"{path.stem}.xlsx").active
    assert isinstance(page, Worksheet)
    return page


@pytest.mark.parametrize(("name", "delimiter"), [("csv", COMMA), ("tsv", TAB)])
def test_a_delimited_file_opens_with_chinese_and_numbers_and_computes_nothing(
    name: str, delimiter: int, tmp_path: Path, profile: Path
) -> None:
    rows = [*ROWS[:4], *((*ROWS[0][:5], text, *ROWS[0][6:]) for text in FORMULAS)]
    path = tmp_path / f"panel.{name}"
    files.write(long_panel(rows), path, encoding="utf-8-sig")
    page = opened(path, profile, delimiter)
    assert [cell.value for cell in page[1]] == [column.name for column in LONG]
    assert not [cell.value for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    for row, cells in zip(rows, page.iter_rows(min_row=2), strict=True):
        assert (cells[0].value, cells[1].value, cells[8].value) == (row[0], row[1], row[8])
        assert (cells[2].value, cells[6].value) == (row[2], float(row[6]))


def test_without_the_apostrophe_it_would_compute(tmp_path: Path, profile: Path) -> None:
    (tmp_path / "bare.csv").write_text("\n".join(f'"{text}"' for text in FORMULAS[:1]), encoding="utf-8-sig")
    page = opened(tmp_path / "bare.csv", profile, COMMA)
    assert page["A1"].data_type == "f"


def test_a_workbook_opens_with_all_its_sheets_and_computes_nothing(tmp_path: Path, profile: Path) -> None:
    files.write(with_texts(HOSTILE), tmp_path / "panel.xlsx")
    folder = convert(tmp_path / "panel.xlsx", profile, "--convert-to", EXPORT)
    assert sorted(path.name for path in folder.iterdir()) == [
        "panel-codebook.csv",
        "panel-evidence.csv",
        "panel-panel.csv",
    ]
    with open(folder / "panel-panel.csv", encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == [column.name for column in LONG]
    assert [row[5].strip() for row in rows] == [text.strip() for text in HOSTILE]
