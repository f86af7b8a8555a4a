"""Excel workbooks, as openpyxl and pandas see them: typed cells, links both ways, and nothing that is computed."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.escape import unescape

from lawrep.errors import OutputError
from lawrep.panel import files
from lawrep.panel.files import sheet
from lawrep.panel.table import Column, Panel, Table
from tests.test_panel_files import HEAD, LONG, ONE, ROWS, TWO, WIDE, WIDE_ROWS, long_panel, names_in, wide_panel

PLACES = {column.name: place for place, column in enumerate(LONG, 1)}
HOSTILE = (
    '=cmd|"/C calc"!A0',
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "{=1}",
    "http://example.org/",
    "mailto:a@b.cn",
    "internal:panel!A1",
    "external:c:\\a.xlsx",
    "<r>12件</r>",
    "</t></is></c><c><f>1+1</f></c>",
    "<script>alert(1)</script>",
    '"><img onerror=alert(1)>',
    "&lt;&amp;",
    "_x0041_",
    "2023-01-01",
    "1.10",
    "TRUE",
    "#N/A",
    " blank before and after ",
    "一\n二\t三",
    "𠮷",
)


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    files.write(long_panel(), tmp_path / "panel.xlsx")
    return openpyxl.load_workbook(tmp_path / "panel.xlsx")


@pytest.fixture
def wide_book(tmp_path: Path) -> Workbook:
    files.write(wide_panel(), tmp_path / "wide.xlsx")
    return openpyxl.load_workbook(tmp_path / "wide.xlsx")


def with_texts(texts: Iterable[str]) -> Panel:
    return long_panel((text, *ROWS[0][1:5], text, Decimal(1), text, text) for text in texts)


def led_to(book: Workbook, cell: Any) -> Any:
    """Return the cell that another leads to."""
    name, _, place = cell.hyperlink.location.rpartition("!")
    return book[name.strip("'")][place]


def told_of(cell: Any) -> Any:
    return cell.comment.text


def formulas(book: Workbook) -> list[Any]:
    return [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_sheets_are_the_panel_its_evidence_and_the_codebook(book: Workbook, wide_book: Workbook) -> None:
    assert book.sheetnames == wide_book.sheetnames == ["panel", "evidence", "codebook"]
    assert [cell.value for cell in book["panel"][1]] == [column.name for column in LONG]
    assert [cell.value for cell in wide_book["panel"][1]] == [column.name for column in WIDE]
    names = list(book["codebook"].iter_rows(min_row=2, max_col=1, values_only=True))
    assert names == [(column.name,) for column in LONG]


def test_the_head_stays_in_sight_and_filters_and_says_what_a_column_means(book: Workbook, wide_book: Workbook) -> None:
    for page in (*book, *wide_book):
        assert page.freeze_panes in {"A2", "E2"}
        assert page.auto_filter.ref == page.dimensions
        assert page["A1"].font.bold
    assert wide_book["panel"].freeze_panes == "E2"
    assert told_of(book["panel"].cell(1, PLACES["label"])) == "统计对象。\nWhat is counted."
    assert told_of(wide_book["panel"]["G1"]) == "罚没金额（元）。\nFines. In 元."


def test_a_number_is_shown_with_the_places_that_it_has(book: Workbook) -> None:
    shown = [(cell.value, cell.number_format) for cell in book["panel"]["G"][1:]]
    assert shown == [
        (954, "#,##0"),
        (99.7, "#,##0.00"),
        (10123600, "#,##0"),
        (12, "#,##0"),
        (None, "General"),
        (-0.5, "#,##0.0"),
    ]
    year = book["panel"].cell(2, PLACES["year"])
    assert (year.value, year.number_format, year.data_type) == (2023, "0", "n")


def test_columns_are_as_wide_as_chinese_needs(book: Workbook) -> None:
    groups: Any = book["panel"].column_dimensions.values()  # of neighbours that are as wide as each other
    widths = [group.width for group in groups for _ in range(group.min, group.max + 1)]
    assert len(widths) == len(LONG)
    assert widths[PLACES["organ"] - 1] == pytest.approx(2 * len(HEAD[1]) + 2, abs=1)
    assert widths[PLACES["sentence"] - 1] > 2 * len(ONE) - 20
    assert max(widths) < 62


def test_a_value_leads_to_its_sentence_and_the_sentence_back(book: Workbook) -> None:
    values = book["panel"]["G"][1:]
    assert [cell.hyperlink and led_to(book, cell).value for cell in values] == [ONE, ONE, TWO, TWO, None, ONE]
    assert values[0].hyperlink.tooltip == ONE
    evidence = list(book["evidence"].iter_rows(min_row=2))
    assert [[cell.value for cell in row] for row in evidence] == [
        [2, HEAD[0], "二、 > （一）", ONE],
        [4, HEAD[0], "二、 > （二）", TWO],
        [7, "青石镇.txt", None, ONE],
    ]
    assert [led_to(book, row[0]).coordinate for row in evidence] == ["G2", "G4", "G7"]


def test_a_sentence_without_a_value_is_led_to_all_the_same(tmp_path: Path) -> None:
    row = (*ROWS[0][:6], None, None, ONE)
    files.write(long_panel([row]), tmp_path / "panel.xlsx")
    book = openpyxl.load_workbook(tmp_path / "panel.xlsx")
    cell = book["panel"].cell(2, PLACES["sentence"])
    assert led_to(book, cell).value == cell.value == ONE
    assert led_to(book, book["evidence"]["A2"]).coordinate == cell.coordinate


def test_a_cell_of_a_wide_panel_leads_to_the_first_figure_behind_it(wide_book: Workbook) -> None:
    panel, evidence = wide_book["panel"], wide_book["evidence"]
    assert [[cell.value for cell in row] for row in panel.iter_rows(min_row=2)] == [
        [value or None for value in values] for values, _ in WIDE_ROWS
    ]
    assert led_to(wide_book, panel["E2"]).coordinate == "J2"
    assert led_to(wide_book, panel["G3"]).coordinate == "J5"
    assert [cell.value for cell in evidence["J"][1:]] == [ONE, ONE, TWO, TWO]
    assert [led_to(wide_book, cell).coordinate for cell in evidence["A"][1:]] == ["E2", "E2", "E2", "G3"]
    assert [cell.value for cell in evidence["A"][1:]] == [2, 2, 2, 3]


def test_no_text_is_more_than_a_text(tmp_path: Path) -> None:
    files.write(with_texts(HOSTILE), tmp_path / "panel.xlsx")
    book = openpyxl.load_workbook(tmp_path / "panel.xlsx")
    assert not formulas(book)
    for cell, text in zip(book["panel"]["F"][1:], HOSTILE, strict=True):
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        assert unescape(cell.value).strip() == text.strip()
    links = [cell.hyperlink for page in book for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert links
    assert all(re.fullmatch(r"'(panel|evidence)'![A-Z]+[0-9]+", link.location or "") for link in links)
    assert all(link.target is None for link in links)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@<>&_x\0\x0b\r\n "), min_size=1))
)
def test_any_text_is_read_back_but_for_what_xml_cannot_hold(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "panel.xlsx"
    files.write(with_texts(texts), path)
    book = openpyxl.load_workbook(path)
    assert not formulas(book)
    for cell, text in zip(book["panel"]["F"][1:], texts, strict=True):
        assert cell.data_type == "s"
        assert (
            line_ends(unescape(cell.value)).strip()
            == line_ends(re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)).strip()
        )


def line_ends(text: str) -> str:
    return re.sub("\r\n?", "\n", text)


def test_the_whole_of_it_is_sound_xml_with_texts_and_numbers_alone(tmp_path: Path) -> None:
    files.write(with_texts(HOSTILE), tmp_path / "panel.xlsx")
    with ZipFile(tmp_path / "panel.xlsx") as archive:
        pages = [archive.read(name) for name in archive.namelist() if "/sheet" in name and name.endswith(".xml")]
    assert len(pages) == 3
    for page in pages:
        tags = {element.tag.partition("}")[2] for element in ET.fromstring(page).iter()}  # noqa: S314 - our own
        assert not tags & {"f", "r", "dataValidation", "oleObject", "control"}


def test_what_has_more_than_fifteen_digits_is_text_with_all_of_them(tmp_path: Path) -> None:
    values = ["1234567890123456", "0.1234567890123456", "123456789012345", "1E+20", "0.000000000000000123"]
    path = tmp_path / "panel.xlsx"
    notes = files.write(long_panel((*ROWS[0][:6], Decimal(value), "件", ONE) for value in values), path).notes
    shown = [(cell.value, cell.data_type) for cell in openpyxl.load_workbook(path)["panel"]["G"][1:]]
    assert shown == [
        ("1234567890123456", "s"),
        ("0.1234567890123456", "s"),
        (123456789012345, "n"),
        (10**20, "n"),
        (1.23e-16, "n"),
    ]
    named = "1234567890123456 (value, row 2), 0.1234567890123456 (value, row 3)"
    assert notes == (f"sheet panel: text and no number, since Excel keeps 15 digits: {named}",)


@settings(max_examples=25, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=1))
def test_a_number_of_fifteen_digits_comes_back_with_all_of_them(
    tmp_path_factory: pytest.TempPathFactory, value: Decimal
) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "panel.xlsx"
    files.write(long_panel([(*ROWS[0][:6], value, "件", ONE)]), path)
    assert Decimal(str(openpyxl.load_workbook(path)["panel"]["G2"].value)) == value


def test_a_text_that_is_too_long_is_cut_and_named(tmp_path: Path) -> None:
    path = tmp_path / "panel.xlsx"
    rows = [(*ROWS[0][:8], text) for text in ("法" * 32_767, "法" * 32_768, "𠮷" * 20_000)]
    notes = files.write(long_panel(rows), path).notes
    kept, *cut = [cell.value for cell in openpyxl.load_workbook(path)["panel"]["I"][1:]]
    assert kept == "法" * 32_767
    assert cut == ["法" * 32_766 + "…", "𠮷" * 16_383 + "…"]
    assert notes[0] == "sheet panel: cut, since a cell has 32,767 characters: sentence in row 3, sentence in row 4"


def test_more_rows_than_a_sheet_has_are_an_error_before_a_file_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 4)
    without = Table("", (), ())
    files.write(Panel(long_panel(ROWS[:3]).table, without), tmp_path / "three.xlsx")
    with pytest.raises(OutputError, match=r"four\.xlsx: a sheet of Excel has 3 rows at most, .*; write \.csv, "):
        files.write(Panel(long_panel(ROWS[:4]).table, without), tmp_path / "four.xlsx")
    assert names_in(tmp_path) == ["three.xlsx"]


def test_more_columns_than_a_sheet_has_are_an_error(tmp_path: Path) -> None:
    columns = tuple(Column(f"c{place}", "text", "", "") for place in range(16_385))
    with pytest.raises(OutputError, match="a sheet of Excel has 16,384 columns at most"):
        files.write(Panel(Table("panel", columns, ()), Table("", (), ())), tmp_path / "panel.xlsx")
    assert not names_in(tmp_path)


def test_cells_beyond_the_links_that_a_sheet_may_have_are_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST_LINKS", 2)
    notes = files.write(long_panel(), tmp_path / "panel.xlsx").notes
    values = openpyxl.load_workbook(tmp_path / "panel.xlsx")["panel"]["G"][1:]
    assert [bool(cell.hyperlink) for cell in values] == [True, True, False, False, False, False]
    assert [cell.font.underline for cell in values] == ["single", "single", None, None, None, None]
    assert [cell.value for cell in values] == [954, 99.7, 10123600, 12, None, -0.5]
    assert notes == (
        "sheet panel: 3 cells have no link; Excel allows 2 a sheet",
        "sheet evidence: 1 cells have no link; Excel allows 2 a sheet",
    )


def test_there_is_no_clock_in_it(tmp_path: Path) -> None:
    files.write(long_panel(), tmp_path / "panel.xlsx")
    properties = openpyxl.load_workbook(tmp_path / "panel.xlsx").properties
    assert properties.created == properties.modified == datetime(1980, 1, 1)
    with ZipFile(tmp_path / "panel.xlsx") as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}


def test_pandas_reads_the_same_columns_and_types(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    files.write(long_panel(), tmp_path / "panel.xlsx")
    frame = pandas.read_excel(tmp_path / "panel.xlsx")
    assert list(frame.columns) == [column.name for column in LONG]
    assert frame["value"].dtype == "float64"
    assert frame["value"].tolist()[:4] == [954, 99.7, 10123600, 12]
