"""`lawrep diff`: two reports side by side, in a terminal, in a pipe, in files."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console

from lawrep.cli import program
from lawrep.comparison import Comparison, compare
from lawrep.pipeline import describe
from lawrep.show.comparison import shown
from lawrep.show.grids import fit
from lawrep.show.lines import coloured
from lawrep.show.tabbed import COLUMNS, tabbed
from lawrep.source import Text
from lawrep.write import encode
from tests.conftest import Command
from tests.screens import on_terminal, plain

REPORT = """青禾县{year}年法治政府建设情况报告
一、主要成效
(一)化解纠纷。全年调解纠纷{mediated}件，成功率{rate}，同比提高0.5个百分点，挽回损失{saved}。{more}
(二)普法。建成示范小广场{squares}处，修缮长廊3座。
二、{next}年工作安排
调解纠纷不少于{goal}件，成功率达到100%。
"""
EARLIER = REPORT.format(
    year=2022, next=2023, mediated=954, rate="98.1%", saved="1012.36万元", squares=12, goal=1000, more="整修步道2条。"
)
LATER = REPORT.format(
    year=2023,
    next=2024,
    mediated=1001,
    rate="99.7%",
    saved="900余万元",
    squares=15,
    goal=1100,
    more="研究法治建设议题12次。",
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "2022.txt").write_text(EARLIER, encoding="utf-8")
    (tmp_path / "2023.txt").write_text(LATER, encoding="utf-8")
    return tmp_path


def document(text: str, name: str) -> dict[str, Any]:
    return describe(Text.of(text, name))


def pair() -> tuple[dict[str, Any], dict[str, Any]]:
    return document(EARLIER, "2022.txt"), document(LATER, "2023.txt")


def seen(language: str = "en", columns: int = 100, **options: Any) -> list[str]:
    """What a terminal without colours shows."""
    console = Console(width=columns, force_terminal=True, color_system=None, highlight=False)
    found = shown(compare(*pair()), language, columns, **{"everything": False, **options})
    return [plain(line).rstrip() for line in coloured(found, console)]


def cells(line: str) -> list[str]:
    return [cell for cell in line.split("  ") if cell]


SHOWN = """\
Earlier | 2022 | 青禾县2022年法治政府建设情况报告 | 青禾县 | 2022.txt
Later | 2023 | 青禾县2023年法治政府建设情况报告 | 青禾县 | 2023.txt
↑ up 3 | ↓ down 1 | = same 1 | + new 1

Indicators
Indicator | Earlier | Later | Change | %
Leadership
leadership.agenda_meetings | not mentioned | 12次 | + new
Prevention and settlement of disputes
disputes.mediated | 954件 | 1001件 | ↑ +47件 | +4.9%
disputes.mediated (planned) | ≥1000件 | ≥1100件 | ↑ ≈+100件 | +10.0%
disputes.mediation_success_rate | 98.1% | 99.7% | ↑ +1.6 points
disputes.mediation_success_rate (planned) | 100% | 100% | = same
disputes.mediation_amount | 1012.36万元 | ≥900万元 | ↓ ≈-112.36万元 | -11.1%

What became of the plans
Indicator | Planned | Achieved | Outcome
Prevention and settlement of disputes
disputes.mediated | ≥1000件 | 1001件 | met
disputes.mediation_success_rate | 100% | 99.7% | missed

Other figures, told in the same words
Indicator | Earlier | Later | Change | %
建成示范小广场 | 12处 | 15处 | ↑ +3处 | +25.0%

Other figures of the earlier report only
整修步道 | 2条

Other figures, the same in both, not listed: 1 (--all lists them).
Figures that are changes themselves (同比增长5%), not compared: 2.
"""


def test_the_tables_of_a_terminal() -> None:
    cells = [" | ".join(cell.strip() for cell in re.split("   *", line)) for line in seen()]
    assert "\n".join(cells) + "\n" == SHOWN


def test_the_tables_are_chinese_on_request() -> None:
    found = "\n".join(seen("zh"))
    for text in ("社会矛盾纠纷行政预防调处化解体系", "调解成功率 (计划)", "↑ +1.6个百分点", "未完成", "未提及"):
        assert text in found


def test_what_is_the_same_is_listed_with_all() -> None:
    assert not any(line.startswith("修缮长廊") for line in seen())
    assert any(re.fullmatch("修缮长廊 +3座 +3座 +.*same", line) for line in seen(everything=True))


@pytest.mark.parametrize("columns", [50, 80, 120])
def test_the_tables_fit_the_terminal(columns: int) -> None:
    assert max(map(cell_len, seen(columns=columns))) <= columns


@pytest.mark.parametrize("width", range(60, 120, 7))
def test_columns_keep_what_they_need_where_there_is_room(width: int) -> None:
    widths = fit([40, 18, 18, 12, 7], width)
    assert sum(widths) + 8 <= max(width, 5 * 8 + 8)
    assert widths[4] == 7


def test_values_of_several_stand_side_by_side_and_their_labels_below() -> None:
    made = compare(
        document("一、主要成效\n调解物业纠纷30件。调解劳动纠纷50件。\n", "a"),
        document("一、主要成效\n调解物业纠纷36件。调解劳动纠纷45件。\n", "b"),
    )
    console = Console(width=90, color_system=None)
    found = "\n".join(coloured(shown(made, "en", 90, everything=False), console))
    assert re.search("disputes.mediated +30件 / 50件 +36件 / 45件 +\\? unsure", found)
    assert re.search("  ·调解物业纠纷 +30件 +36件 +↑ \\+6件", found)


def test_values_of_several_units_keep_their_own() -> None:
    made = compare(
        document("一、主要成效\n调解纠纷30件。\n", "a"),
        document("一、主要成效\n调解纠纷36件。调解邻里争议4起。\n", "b"),
    )
    console = Console(width=90, color_system=None)
    assert re.search("30件 +36件 / 4起", "\n".join(coloured(shown(made, "en", 90, everything=False), console)))
    [whole] = [each for each in rows(tabbed(made, everything=True)) if each["what"] == "indicator"]
    assert (whole["earlier"], whole["later"], whole["unit"]) == ("30", "36; 4", "")


def rows(lines: Iterable[str]) -> list[dict[str, str]]:
    head, *found = [line.split("\t") for line in lines]
    assert head == list(COLUMNS)
    assert all(len(cells) == len(COLUMNS) for cells in found)
    return [dict(zip(head, cells, strict=True)) for cells in found]


def test_a_pipe_gets_lines_that_always_have_the_same_columns(lawrep: Command, place: Path) -> None:
    done = lawrep("diff", "2022.txt", "2023.txt")
    found = rows(done.stdout.decode().splitlines())
    assert [each["what"] for each in found] == ["indicator"] * 6 + ["goal"] * 2 + ["uncoded", "only_earlier"]
    assert found[1] == {
        "what": "indicator",
        "status": "achieved",
        "code": "disputes.mediated",
        "name": "调解纠纷件数",
        "label": "",
        "change": "up",
        "earlier": "954",
        "later": "1001",
        "unit": "件",
        "difference": "47",
        "percent": "4.93",
        "earlier_state": "given",
        "later_state": "given",
        "earlier_text": "954件",
        "later_text": "1001件",
    }
    assert [(each["what"], each["change"]) for each in found if each["status"] == "planned"][-2:] == [
        ("goal", "met"),
        ("goal", "missed"),
    ]
    assert done.stderr.decode().splitlines() == [f"lawrep: {line}" for line in SHOWN.splitlines()[-2:]]
    assert len(rows(lawrep("diff", "2022.txt", "2023.txt", "--all").stdout.decode().splitlines())) == len(found) + 1


def test_json_holds_all_with_exact_numbers_and_sentences(lawrep: Command, place: Path) -> None:
    (place / "2022.json").write_bytes(encode(document(EARLIER, "2022.txt")))
    made = lawrep("diff", "2022.json", "-", "--format", "json", stdin=LATER.encode()).stdout
    found = json.loads(made, parse_float=Decimal)
    assert list(found) == ["lawrep", *(each.name for each in fields(Comparison))]
    saved = next(each for each in found["indicators"] if each["code"] == "disputes.mediation_amount")
    assert (saved["earlier"]["value"], saved["difference"], saved["percent"]) == (10123600, -1123600, Decimal("-11.1"))
    rate = next(each for each in found["indicators"] if each["code"] == "disputes.mediation_success_rate")
    assert (rate["earlier"]["value"], rate["difference"]) == (Decimal("98.1"), Decimal("1.6"))
    [evidence] = rate["later"]["evidence"]
    assert evidence["text"] == "99.7%"
    assert evidence["sentence"].startswith("全年调解纠纷1001件")
    assert found["later"] == {
        "name": "stdin",
        "title": "青禾县2023年法治政府建设情况报告",
        "organ": "青禾县",
        "region": "青禾县",
        "year": 2023,
    }
    assert len(found["uncoded"]) == 2


def test_the_ending_of_the_file_is_the_format(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    for name in ("a.json", "a.txt", "a.tsv"):
        done = CliRunner().invoke(program, ["diff", "2023.txt", "2022.txt", "-o", f"new/{name}"])
        assert (done.exit_code, done.stdout) == (0, "")
        assert "the earlier year is put first" in done.stderr
    assert json.loads((place / "new/a.json").read_text())["notes"][0]["about"] == "given_in_reverse"
    assert len(rows((place / "new/a.tsv").read_text().splitlines())) == 10
    table = (place / "new/a.txt").read_text()
    assert re.search("disputes.mediated +954件 +1001件 +↑ \\+47件", table)
    assert "\x1b" not in table
    assert not re.search(" $", table, re.MULTILINE)
    assert sorted(path.name for path in (place / "new").iterdir()) == ["a.json", "a.tsv", "a.txt"]


def test_a_page_is_written(lawrep: Command, place: Path) -> None:
    done = lawrep("diff", "2022.txt", "2023.txt", "-o", "a.html")
    page = (place / "a.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "调解成功率" in page
    assert "not compared: 2" in done.stderr.decode()
    assert lawrep("diff", "2022.txt", "2023.txt", "--format", "html", "--lang", "zh").stdout.decode() == page


@pytest.mark.parametrize("way", ["json", "text"])
def test_only_the_codes_that_are_asked_for(place: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.chdir(place)
    arguments = ["diff", "2022.txt", "2023.txt", "--code", "disputes.mediated", "--format", way]
    done = CliRunner().invoke(program, arguments).stdout
    if way == "json":
        found = json.loads(done)
        assert {each["code"] for key in ("indicators", "goals") for each in found[key]} == {"disputes.mediated"}
        assert found["uncoded"] == found["only_earlier"] == found["only_later"] == []
    else:
        assert {each["code"] for each in rows(done.splitlines())} == {"disputes.mediated"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["2022.txt"], 2, "Missing argument 'LATER'"),
        (["2022.txt", "2023.txt", "2022.txt"], 2, "unexpected extra argument"),
        (["-", "-"], 2, "only one of the two can be standard input"),
        (["2022.txt", "no.txt"], 1, "no.txt: no such file"),
        (["2022.txt", "bad.json"], 1, "bad.json: no valid document"),
        (["2022.txt", "two.jsonl"], 1, "two.jsonl: holds several documents, and two are compared"),
        (["2022.txt", "two.json"], 1, "two.json: holds several documents, and two are compared"),
        (["2022.txt", "."], 1, ".: "),
        (["2022.txt", "2023.txt", "-o", "a.csv"], 2, "-o wants a file that ends in .txt, .tsv, .json, .html"),
        (["2022.txt", "2023.txt", "-o", "."], 2, "-o wants a file that ends in"),
        (["2022.txt", "2023.txt", "-o", "a.json", "--format", "html"], 2, "leave one of them out"),
        (["2022.txt", "2023.txt", "--code", "disputes.mediate"], 2, "is disputes.mediated meant?"),
        (["2022.txt", "2023.txt", "-o", "2022.txt/a.json"], 1, "2022.txt/a.json: cannot be written"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said(
    place: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, said: str
) -> None:
    one = encode(document(EARLIER, "2022.txt"))
    (place / "bad.json").write_text('{"lawrep": 1}')
    (place / "two.jsonl").write_bytes(one + b"\n" + one)
    (place / "two.json").write_bytes(encode(document(EARLIER, "2022.txt"), indent=2) * 2)
    monkeypatch.chdir(place)
    done = CliRunner().invoke(program, ["diff", *arguments])
    assert said in done.stderr
    assert done.exit_code == code
    assert done.stdout == ""


def test_a_page_is_not_for_a_terminal(place: Path) -> None:
    assert on_terminal(place, "diff", "2022.txt", "2023.txt", "--format", "html", code=2) == ""


def test_a_terminal_gets_the_tables(place: Path) -> None:
    found = on_terminal(place, "diff", "2022.txt", "2023.txt")
    assert re.search("disputes.mediated +954件 +1001件 +↑ \\+47件 +\\+4.9%", plain(found))
    up, down = (re.search(rf"\x1b\[([0-9;]*)m{arrow} ", found) for arrow in "↑↓")
    assert up
    assert down
    assert up[1] == down[1]  # which of them is good is not known
    assert "38;5" not in on_terminal(place, "diff", "2022.txt", "2023.txt", env={"NO_COLOR": "1"})


HOSTILE = "\x1b[2J\x1b]0;title\x07[red]红[/]\x9b31m\u202e倒\u2066\ttab\x7f\n"


@pytest.mark.parametrize("way", ["terminal", "pipe"])
def test_nothing_in_a_report_acts_on_the_terminal(way: str) -> None:
    both = pair()
    for each, organ in zip(both, (HOSTILE, f"{HOSTILE}another"), strict=True):
        each["metadata"] |= {"title": HOSTILE, "organ": organ, "region": organ}
        for indicator in each["indicators"]:
            indicator.update(label=HOSTILE + indicator["label"], code=HOSTILE if indicator["code"] else None)
    made = compare(*both)
    console = Console(width=150, force_terminal=True, color_system="256", highlight=False)
    found = (
        "".join(tabbed(made, everything=True)).replace("\t", "")
        if way == "pipe"
        else plain("".join(coloured(shown(made, "en", 150, everything=True), console)))
    )
    assert {each for each in found if unicodedata.category(each) in ("Cc", "Cf")} == set()
    assert "[red]红[/]" in found
    assert r"\x1b[2J" in found
