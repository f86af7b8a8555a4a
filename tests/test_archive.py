"""A zip archive is read as a folder of reports."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from lawrep import extract, read
from lawrep.errors import ReadError
from lawrep.formats import archive as archives
from lawrep.formats import package
from tests.conftest import Command

REPORT = "石桥镇2024年法治政府建设情况报告\n一、主要成效。全年调解纠纷954件。\n"


def archive(path: Path, *members: tuple[str, bytes], gbk: bool = False) -> Path:
    """Write an archive; `gbk` names its members as the Windows of most offices does."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members:
            out.writestr("x" * len(name.encode("gbk")) if gbk else name, content)
    if gbk:  # zipfile marks a name beyond ASCII as UTF-8, which this one shall not be
        [(name, _)] = members
        path.write_bytes(path.read_bytes().replace(b"x" * len(name.encode("gbk")), name.encode("gbk")))
    return path


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    members = ("a.txt", "county/b.txt", "__MACOSX/._a.txt", ".hidden.txt", "county/~$b.docx", "readme.md", "county/")
    return archive(tmp_path / "reports.zip", *((name, REPORT.encode()) for name in members))


def test_each_report_of_an_archive_gives_a_document_in_a_folder_of_its_name(
    reports: Path, lawrep: Command, tmp_path: Path
) -> None:
    lawrep("extract", "reports.zip", "-o", "out")
    assert sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "out").rglob("*.json")) == [
        "out/reports/a.json",
        "out/reports/county/b.json",
    ]


def test_an_archive_in_a_folder_is_looked_into_too(reports: Path, lawrep: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    reports.rename(tmp_path / "in" / "2024.zip")
    (tmp_path / "in" / "c.txt").write_text(REPORT, encoding="utf-8")
    done = lawrep("extract", "in", "--format", "jsonl")
    assert [json.loads(line)["source"]["name"] for line in done.stdout.splitlines()] == ["a.txt", "b.txt", "c.txt"]


def test_a_report_in_an_archive_is_named_through_it(reports: Path, lawrep: Command) -> None:
    assert lawrep("text", "reports.zip/county/b.txt").stdout.decode() == REPORT
    assert read(reports / "a.txt").text == REPORT
    with pytest.raises(ReadError, match=r"reports\.zip/no\.txt: "):
        read(reports / "no.txt")


def test_an_archive_of_several_is_no_single_report(reports: Path) -> None:
    with pytest.raises(ReadError, match=r"a zip archive of 2 reports; name one: .*reports\.zip/a\.txt"):
        read(reports)


def test_an_archive_of_one_report_is_that_report(tmp_path: Path) -> None:
    path = archive(tmp_path / "one.zip", ("石桥镇.txt", REPORT.encode()))
    assert read(path).source.name == "石桥镇.txt"


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "一.zip", ("石桥镇.txt", REPORT.encode()), gbk=True)
    assert b"\xca\xaf\xc7\xc5" in path.read_bytes()
    assert [*archives.Archive(path.read_bytes(), "一.zip").reports] == ["石桥镇.txt"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../a.txt", "a.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("C:\\reports\\a.txt", "reports/a.txt"),
        ("county/../a.txt", "county/a.txt"),
        ("./a.txt", "a.txt"),
    ],
)
def test_no_member_stands_outside_the_archive(name: str, kept: str, tmp_path: Path, lawrep: Command) -> None:
    archive(tmp_path / "in.zip", (name, REPORT.encode()))
    lawrep("extract", "in.zip", "-o", "out/deep/er")
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.json")] == [
        f"out/deep/er/in/{kept.replace('.txt', '.json')}"
    ]


def test_a_bad_member_stops_no_other(tmp_path: Path, lawrep: Command) -> None:
    archive(tmp_path / "in.zip", ("a.txt", b"GIF89a"), ("b.txt", REPORT.encode()))
    done = lawrep("extract", "in.zip", "--format", "jsonl", code=1)
    assert done.stderr.decode() == "lawrep: in.zip/a.txt: no report but a picture; read it by OCR first\n"
    assert len(done.stdout.splitlines()) == 1


def test_an_archive_without_reports_or_damaged_is_named(tmp_path: Path, lawrep: Command) -> None:
    archive(tmp_path / "none.zip", ("a.csv", b"1"))
    (tmp_path / "cut.zip").write_bytes((tmp_path / "none.zip").read_bytes()[:40])
    done = lawrep("extract", "none.zip", "cut.zip", code=1)
    assert "none.zip: no reports in this archive" in done.stderr.decode()
    assert "cut.zip: damaged, or cut short" in done.stderr.decode()


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1 << 20)
    path = archive(tmp_path / "bomb.zip", ("a.txt", bytes(2 << 20)))
    with pytest.raises(ReadError, match="unpacks to more than 1 MiB"):
        read(path)


def test_a_member_locked_by_a_password_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "locked.zip", ("a.txt", REPORT.encode()))
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ReadError, match="locked by a password"):
        read(path)


def test_two_members_of_one_name_are_an_error() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        out.writestr("a.txt", REPORT)
        out.writestr("../a.txt", REPORT)
    with pytest.raises(ReadError, match=r"two members are called a\.txt"):
        archives.Archive(buffer.getvalue(), "x.zip")


def test_what_is_read_from_an_archive_is_what_is_read_from_the_file(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT.encode())
    assert extract(read(reports / "a.txt")) == extract(read(tmp_path / "a.txt"))


def test_an_archive_of_another_name_is_read_too(reports: Path, lawrep: Command, tmp_path: Path) -> None:
    reports.rename(tmp_path / "reports.docx")
    done = lawrep("extract", "reports.docx", "--format", "jsonl")
    assert [json.loads(line)["source"]["name"] for line in done.stdout.splitlines()] == ["a.txt", "b.txt"]


def test_an_archive_in_an_archive_is_named_and_not_passed_over(reports: Path, lawrep: Command, tmp_path: Path) -> None:
    archive(tmp_path / "in.zip", ("a.txt", REPORT.encode()), ("county.zip", reports.read_bytes()))
    done = lawrep("extract", "in.zip", "--format", "jsonl", code=1)
    assert done.stderr.decode() == "lawrep: in.zip/county.zip: an archive in an archive; unpack the outer one first\n"
    assert len(done.stdout.splitlines()) == 1


def test_a_report_that_is_not_in_an_archive_is_said_to_be_missing(reports: Path, lawrep: Command) -> None:
    done = lawrep("text", "reports.zip/no.txt", code=1)
    assert done.stderr.decode() == "Error: reports.zip/no.txt: no such report in reports.zip\n"
