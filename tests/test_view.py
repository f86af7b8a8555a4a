"""`lawrep view` as a process: pages and an index where they are asked for, whole or not at all, and links that lead."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.conftest import BASE, LAWREP, Command
from tests.screens import on_terminal

if TYPE_CHECKING:
    from playwright.sync_api import Browser


LINK = re.compile(r'<th scope="row"><a href="([^"]+)"')
LEFT_OVER = re.compile(r"\.lawrep|\.part$")


def report(organ: str, year: int, count: int) -> str:
    return (
        f"{organ}{year}年法治政府建设情况报告\n一、主要举措和成效\n"
        f"(一)化解矛盾纠纷。全年排查隐患{count + 7}处，调解纠纷{count}件。\n"
        f"二、存在的不足\n队伍力量不足。\n三、{year + 1}年工作安排\n开展普法宣传。\n"
    )


@pytest.fixture(autouse=True)
def place(tmp_path: Path) -> Path:
    """The folder that the command runs in, with reports of two organs."""
    for organ, year, count in (("禾坪镇", 2023, 12), ("禾坪镇", 2024, 15), ("云岭县", 2024, 30)):
        path = tmp_path / "reports" / f"{organ}{year}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(report(organ, year, count), encoding="utf-8")
    return tmp_path


def files(place: Path, *, but: str = "reports") -> list[str]:
    """All files below the folder, but for the inputs."""
    found = (str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())
    return sorted(path for path in found if path.split("/")[0] != but)


def links(index: Path) -> list[str]:
    return [unquote(link) for link in LINK.findall(index.read_text(encoding="utf-8"))]


def test_one_document_is_one_page(lawrep: Command, place: Path) -> None:
    one = place / "reports/禾坪镇2024.txt"
    assert lawrep("view", one, "-o", "page.html").stdout == b""
    page = (place / "page.html").read_bytes()
    assert page == lawrep("view", one).stdout
    for written in (page, lawrep("view", "-", stdin=one.read_bytes()).stdout):
        assert "调解纠纷<mark" in written.decode()
    assert files(place) == ["page.html"]


def test_a_document_and_its_report_have_the_same_page(lawrep: Command, place: Path) -> None:
    one = "reports/禾坪镇2024.txt"
    (place / "one.json").write_bytes(lawrep("extract", one).stdout)
    assert lawrep("view", "one.json").stdout == lawrep("view", one).stdout


def test_several_documents_are_an_index_and_a_folder_of_pages(lawrep: Command, place: Path) -> None:
    done = lawrep("view", "reports", "-o", "out/all.html")
    assert (done.stdout, done.stderr) == (b"", b"")
    pages = ["all/云岭县2024.html", "all/禾坪镇2023.html", "all/禾坪镇2024.html"]
    assert files(place) == ["out/all.html", *(f"out/{page}" for page in pages)]
    assert sorted(links(place / "out/all.html")) == pages


@pytest.mark.parametrize("output", ["site", "site/", "site.d/"])
def test_a_folder_gets_an_index(lawrep: Command, place: Path, output: str) -> None:
    lawrep("view", "reports", "-o", output)
    folder = output.rstrip("/")
    assert files(place)[:2] == [f"{folder}/index.html", f"{folder}/index/云岭县2024.html"]


def test_a_folder_that_is_there_gets_an_index_of_one_document(lawrep: Command, place: Path) -> None:
    (place / "site.html").mkdir()
    lawrep("view", "reports/云岭县2024.txt", "-o", "site.html")
    assert files(place) == ["site.html/index.html", "site.html/index/reports-云岭县2024.html"]


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_the_same_reports_give_the_same_files(lawrep: Command, place: Path, jobs: str) -> None:
    for number in range(40):
        (place / f"reports/{number}号镇.txt").write_text(report(f"{number}号镇", 2024, number), encoding="utf-8")
    lawrep("view", "reports", "-o", "a.html", "--jobs", "1")
    lawrep("view", "reports", "-o", "b/a.html", "--jobs", jobs)
    first = {path: (place / path).read_bytes() for path in files(place) if path.startswith("a")}
    assert len(first) == 44
    assert first == {path: (place / "b" / path).read_bytes() for path in first}


def test_the_language_is_that_of_the_option_and_never_of_the_place(lawrep: Command, place: Path) -> None:
    chinese = lawrep("view", "reports/云岭县2024.txt", env={"LAWREP_LANG": "en", "LC_ALL": "C"}).stdout
    english = lawrep("view", "reports/云岭县2024.txt", "--lang", "en").stdout
    assert (b'lang="zh-CN"' in chinese, b'lang="en"' in english) == (True, True)


def test_names_of_pages_are_safe_and_apart(lawrep: Command, place: Path) -> None:
    names = [
        "Bericht.txt",
        "bericht.txt",
        "b#1 100%?.txt",
        "x/y.txt",
        "x-y.txt",
        "con.txt",
        "a:b\n.txt",
        "é" * 80 + ".txt",
    ]
    names += ["e\u0301" * 80 + ".txt"]
    for number, name in enumerate(names):
        path = place / "odd" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report("云岭县", 2000 + number, number), encoding="utf-8")
    lawrep("view", "odd", "-o", "all.html")
    pages = [path for path in files(place, but="odd") if path.startswith("all/")]
    assert len({page.casefold() for page in pages}) == len(names)
    assert sorted(links(place / "all.html")) == sorted(pages)
    for page in pages:
        assert re.fullmatch(r'all/[^<>:"/\\|?*\x00-\x1f]{1,64}\.html', page), page
        assert len(os.fsencode(page)) < 255
    assert "all/con_.html" in pages


def test_a_report_and_its_document_are_taken_once(lawrep: Command, place: Path) -> None:
    lawrep("extract", "reports", "-o", "reports")
    lawrep("extract", "reports", "-o", "bare", "--no-text")
    lawrep("view", "reports", "bare", "-o", "all.html")
    assert len(links(place / "all.html")) == len(files(place)) - 5 == 3


@pytest.mark.parametrize("order", [("bare", "full"), ("full", "bare")])
def test_of_documents_of_one_report_that_with_its_text_has_the_page(
    lawrep: Command, place: Path, order: tuple[str, ...]
) -> None:
    lawrep("extract", "reports", "-o", "full")
    lawrep("extract", "reports", "-o", "bare", "--no-text")
    lawrep("view", *order, "-o", "all.html")
    assert len(links(place / "all.html")) == 3


def test_lines_of_documents_are_a_page_each(lawrep: Command, place: Path) -> None:
    (place / "all.jsonl").write_bytes(lawrep("extract", "reports", "--format", "jsonl").stdout)
    lawrep("view", "all.jsonl", "-o", "page.html")
    lawrep("view", "-", "-o", "stdin.html", stdin=lawrep("extract", "reports").stdout)
    assert links(place / "page.html") == [f"page/all-{number}.html" for number in (1, 2, 3)]
    assert links(place / "stdin.html") == [f"stdin/stdin-{number}.html" for number in (1, 2, 3)]


def test_what_cannot_be_read_is_named_and_listed_and_stops_nothing(lawrep: Command, place: Path) -> None:
    (place / "reports/空.txt").write_bytes(b"")
    (place / "reports/坏.json").write_text('{"lawrep": "<b>"}', encoding="utf-8")
    done = lawrep("view", "reports", "nowhere.txt", "-o", "all.html", code=1)
    told = done.stderr.decode()
    assert len(told.splitlines()) == 3
    page = (place / "all.html").read_text(encoding="utf-8")
    for name in ("空.txt", "坏.json", "nowhere.txt"):
        assert name in told
        assert f"{name}</th>" in page
    assert len(links(place / "all.html")) == 3


def test_a_document_without_its_text_is_listed_without_a_page(lawrep: Command, place: Path) -> None:
    lawrep("extract", "reports", "-o", "bare", "--no-text")
    told = lawrep("view", "bare", "-o", "all.html").stderr.decode()
    assert told.count("--no-text") == 3
    page = (place / "all.html").read_text(encoding="utf-8")
    assert (links(place / "all.html"), page.count("无正文")) == ([], 3)
    assert not (place / "all").exists()
    told = lawrep("view", "bare/云岭县2024.json", "-o", "one.html", code=1).stderr.decode()
    assert "--no-text" in told
    assert not (place / "one.html").exists()


FAILURES = [
    (("reports",), 2, "give -o PAGE.html"),
    (("reports", "-o", "page.pdf"), 2, "ends in .html, or a folder"),
    (("reports", "-o", "reports"), 2, "reports/index.html lies in reports"),
    (("reports", "-o", "reports/new/page.html"), 2, "lies in reports"),
    ((".", "-o", "page.html"), 2, "page.html lies in ."),
    (("reports", "-o", "reports.html"), 2, "is an input"),
    (("reports/a.html", "reports/云岭县2024.txt", "-o", "reports/a.html"), 2, "reports/a.html is an input"),
    (("reports/a.html", "-o", "reports/../reports/a.html"), 2, "is an input"),
    (("reports/a.html", "reports/云岭县2024.txt", "-o", "reports.htm"), 2, "is an input"),
    (("reports", "-o", "taken.html"), 1, "taken: is a file"),
    (("reports", "-o", "taken/page.html"), 1, "taken/page: cannot be written"),
    (("nowhere.txt", "-o", "page.html"), 1, "nowhere.txt"),
    (("nowhere.txt", "nor.txt", "-o", "page.html"), 1, "nor.txt"),
    (("reports/云岭县2024.txt", "-o", "taken/page.html"), 1, "taken/page.html: cannot be written"),
    (("", "-o", "page.html"), 2, "has no name"),
    ((), 2, "Missing argument"),
    (("reports", "-o", "page.html", "--lang", "fr"), 2, "--lang"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), FAILURES)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    lawrep: Command, place: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    (place / "taken").write_text("mine", encoding="utf-8")
    (place / "reports/a.html").write_text(f"<p>{report('青石街道', 2024, 3)}</p>", encoding="utf-8")
    before = {path: (place / path).read_bytes() for path in files(place, but="")}
    done = lawrep("view", *arguments, code=code)
    assert words in done.stderr.decode()
    assert done.stdout == b""
    assert {path: (place / path).read_bytes() for path in files(place, but="")} == before
    assert sorted(path.name for path in place.iterdir()) == ["reports", "taken"]


def test_a_page_that_is_there_is_replaced(lawrep: Command, place: Path) -> None:
    for _ in range(2):
        lawrep("view", "reports", "-o", "all.html")
        lawrep("view", "reports/云岭县2024.txt", "-o", "one.html")
    assert [path for path in files(place) if LEFT_OVER.search(path)] == []
    assert len(files(place)) == 5


def test_an_interrupted_run_leaves_whole_pages_and_no_index(place: Path) -> None:
    for number in range(300):
        (place / f"reports/{number}号镇.txt").write_text(report(f"{number}号镇", 2024, number), encoding="utf-8")
    process = subprocess.Popen([*LAWREP, "view", "reports", "-o", "all.html", "--jobs", "2"], cwd=place, env=BASE)
    until = time.monotonic() + 60
    while not list(place.glob("all/*.html")) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 128 + signal.SIGTERM
    left = files(place)
    assert 0 < len(left) < 300
    assert all((place / path).read_text(encoding="utf-8").endswith("</html>") for path in left)
    assert [path for path in left if LEFT_OVER.search(path) or path == "all.html"] == []


def test_a_page_is_not_poured_over_a_terminal(place: Path) -> None:
    assert on_terminal(place, "view", "reports/云岭县2024.txt", code=2) == ""


@pytest.mark.xdist_group("browser")
class TestInABrowser:
    @pytest.fixture
    def site(self, lawrep: Command, place: Path) -> Path:
        text = report("青石街道", 2024, 60).replace("调解纠纷", "化解邻里之间的矛盾纠纷")
        (place / "reports/b#1 100%?“&.txt").write_text(text, encoding="utf-8")
        lawrep("view", "reports", "-o", "the site/all.html")
        return place / "the site/all.html"

    def test_a_bar_leads_to_its_figure_in_the_page_of_its_report(self, browser: "Browser", site: Path) -> None:
        page = browser.new_page()
        page.goto(site.as_uri())
        page.locator("input[value=places]").check()
        card = page.locator(".card:has-text('disputes.mediated') details[open]")
        values = card.locator("a .value").all_text_contents()
        assert values == ["60", "30", "15"]
        for at, value in enumerate(values):
            card.locator("a").nth(at).click()
            assert page.locator("mark:target").inner_text() == f"{value}件"
            page.go_back()
        page.close()

    def test_the_table_leads_to_the_page_of_each_report(self, browser: "Browser", site: Path) -> None:
        page = browser.new_page()
        page.goto(site.as_uri())
        rows = page.locator("#reports-table tbody tr")
        for at in range(rows.count()):
            title = rows.nth(at).locator(".title").inner_text()
            rows.nth(at).locator("a").click()
            assert page.locator("h1 bdi").first.inner_text() == title
            page.go_back()
        page.close()


def test_what_is_passed_over_in_a_folder_is_said(lawrep: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text(f"一、主要成效。全年调解纠纷954件。{name}", encoding="utf-8")
    (tmp_path / "in" / "c.rar").write_bytes(b"")
    said = lawrep("view", "in", "-o", "page.html").stderr.decode()
    assert "in: 1 file passed over, not called as reports are: 1 .rar" in said


@pytest.mark.parametrize(
    ("output", "home"), [("全部 页.html", "../%E5%85%A8%E9%83%A8%20%E9%A1%B5.html"), ("site", "../index.html")]
)
def test_each_page_leads_back_to_the_index(output: str, home: str, lawrep: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text(f"一、主要成效。全年调解纠纷954件。{name}", encoding="utf-8")
    lawrep("view", "in", "-o", output)
    pages = [*tmp_path.rglob("a.txt.html"), *tmp_path.rglob("b.txt.html"), *tmp_path.rglob("[ab].html")]
    assert len(pages) == 2
    for page in pages:
        assert f'<a class="home" href="{home}"' in page.read_text(encoding="utf-8")
        assert (page.parent / unquote(home)).exists()
