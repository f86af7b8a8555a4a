"""`lawrep show`: what a person sees in a terminal, and what a pipe gets."""

import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from lawrep.cli.pager import show_lines
from lawrep.pipeline import describe
from lawrep.show.outline import Chosen
from lawrep.show.report import View, shown
from lawrep.source import Text
from lawrep.write import encode
from tests.conftest import BASE, Command
from tests.screens import COLOURS, on_terminal, plain

REPORT = """青禾县2023年法治政府建设情况报告
一、主要成效
(一)化解纠纷。全年调解纠纷1.2万余件，成功率99.7%，同比提高0.5个百分点，挽回损失1012.36万元。建成小广场3至5处。
(二)普法。开展法治讲座12场，扎实推进法制政府建设，改造步道2.5公里。
二、党政主要负责人履行第一责任人职责情况
研究法治建设议题12次。
三、存在的不足和原因
由于编制紧张，基层执法队伍力量薄弱。
四、2024年工作安排
每季度开展学法不少于1次，调解纠纷成功率达到98%以上。
"""
LONG = "一、主要成效\n" + "全年调解纠纷954件，成功率99.7%，投入12.5万元。\n" * 40
PIPED = """青禾县2023年法治政府建设情况报告
青禾县  2023  a.txt
headings 6  figures 10  C: counts 5  R: rates 3  A: amounts 1  M: measures 1  >: planned 2  findings 4
一、主要成效  achievements
  (一)化解纠纷
    C 1.2万余件  调解纠纷  disputes.mediated  调解纠纷件数  at least 12000件  §1.1
    R 99.7%  调解成功率  disputes.mediation_success_rate  调解成功率  99.7%  §1.1
    R 0.5个百分点  调解成功率同比提高  disputes.mediation_success_rate  调解成功率  up 0.5个百分点  §1.1
    A 1012.36万元  挽回损失  disputes.mediation_amount  调解涉及金额  10123600元  §1.1
    C 3至5处  建成小广场  3 to 5处  §1.1
  (二)普法
    C 12场  开展法治讲座  leadership.lectures  领导干部法治讲座次数  12场  §1.2
    ! warning  法制政府建设 should be 法治政府建设  term-slip
    M 2.5公里  改造步道  2.5公里  §1.2
二、党政主要负责人履行第一责任人职责情况  duty
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "long.txt").write_text(LONG, encoding="utf-8")
    return tmp_path


def document(text: str = REPORT) -> dict[str, Any]:
    return describe(Text.of(text, "a.txt"))


def screen(columns: int = 120, **options: Any) -> Console:
    return Console(width=columns, force_terminal=True, color_system="256", highlight=False, **options)


def piped(text: str = REPORT, **view: Any) -> list[str]:
    return shown("a.txt", document(text), View(**view))


def seen(text: str = REPORT, columns: int = 120, **view: Any) -> list[str]:
    return [plain(line) for line in shown("a.txt", document(text), View(console=screen(columns), **view))]


def lines(data: bytes) -> list[str]:
    return data.decode().splitlines()


def test_a_pipe_gets_the_outline_and_a_line_a_figure() -> None:
    assert "\n".join(piped()).startswith(PIPED)


def test_words_are_chinese_on_request() -> None:
    found = piped(language="zh")
    assert "    数 1.2万余件  调解纠纷  disputes.mediated  调解纠纷件数  不少于 12000件  §1.1" in found
    assert "    ! 警告  “法制政府建设”应为“法治政府建设”  term-slip" in found


@pytest.mark.parametrize(
    ("parts", "codes", "figures", "headings"),
    [
        (["plan"], [], ["不少于1次", "98%以上"], 1),
        (["duty", "plan"], [], ["12次", "不少于1次", "98%以上"], 2),
        (["shortcomings"], [], [], 1),
        ([], ["disputes.mediated"], ["1.2万余件"], 2),
        ([], ["disputes.mediated", "leadership.lectures"], ["1.2万余件", "12场"], 3),
        (["plan"], ["disputes.mediation_success_rate"], ["98%以上"], 1),
        ([], ["rules.local_regulations"], [], 0),
    ],
    ids=str,
)
def test_what_is_asked_for_is_shown_with_the_headings_above_it(
    parts: list[str], codes: list[str], figures: list[str], headings: int
) -> None:
    found = piped(chosen=Chosen(frozenset(parts), frozenset(codes)))[3:]
    assert {line.split("  ")[0][2:] for line in map(str.strip, found) if "  §" in line} == set(figures)
    assert sum(bool(re.match(r" *([一二三四]、|\()", line)) for line in found) == headings
    assert found == ["Nothing in it is what was asked for."] or headings


def test_what_stands_before_the_first_heading_is_of_no_part() -> None:
    text = "全年调解纠纷954件。\n一、主要成效\n开展法治讲座12场。\n"
    assert "954件" in "".join(piped(text, chosen=Chosen(frozenset({"other"}))))
    assert "954件" not in "".join(piped(text, chosen=Chosen(frozenset({"achievements"}))))


def test_findings_stay_with_what_is_shown() -> None:
    text = "一、主要成效\n全年办结工单4386件，办结率109%。推进法制政府建设。\n"
    rate = next(each["code"] for each in document(text)["indicators"] if each["text"] == "109%")
    some = "".join(piped(text, chosen=Chosen(codes=frozenset({rate}))))
    assert "share-above-100" in some  # it is on a figure that is shown
    assert "term-slip" not in some
    assert "term-slip" in "".join(piped(text, chosen=Chosen(frozenset({"achievements"}))))
    assert "term-slip" not in "".join(piped(text, chosen=Chosen(frozenset({"plan"}))))


def test_a_document_without_its_text_keeps_its_findings() -> None:
    short = document()
    del short["text"]
    assert any("法制政府建设 should be" in line for line in shown("a", short, View(language="zh")))


@pytest.mark.parametrize("columns", [30, 40, 80, 120])
def test_a_terminal_shows_a_tree_that_fits_it(columns: int) -> None:
    found = seen(columns=columns)
    assert max(map(cell_len, found)) <= columns
    assert any(line.startswith("├─ (一)化解纠纷") for line in found)
    assert any(line.startswith("└─ (二)普法") for line in found)
    words = re.sub("[ │]+", "" if columns < 80 else " ", " ".join(found))
    for text in ("1.2万余件", "disputes.mediation_success_rate", "at least 12000件", "= 10123600元", "planned"):
        assert (text.replace(" ", "") if columns < 80 else text) in words


def test_a_title_stands_above_its_figures_and_a_blank_line_above_a_chapter() -> None:
    found = seen()
    at = found.index("├─ (一)化解纠纷")
    assert found[at - 2 : at] == ["", "一、主要成效  achievements"]
    assert found[at + 1].startswith("│     C 1.2万余件")


def test_figures_stand_below_each_other() -> None:
    labels = [
        match for line in seen() if (match := re.search("(?<=  )(调解纠纷|调解成功率|挽回损失|建成小广场)", line))
    ]
    assert len({cell_len(match.string[: match.start()]) for match in labels[:5]}) == 1


def test_a_long_title_is_shortened_on_a_terminal_and_whole_in_a_pipe() -> None:
    title = "推进" + "依法行政" * 40
    text = f"一、{title}\n全年调解纠纷954件。\n"
    [line] = [line for line in seen(text) if line.startswith("一、推进")]
    assert re.search("政 ?…  achievements$", line)
    assert cell_len(line) in (119, 120)
    assert title in "".join(piped(text))


KINDS = {"1.2万余件": "38;5;32", "99.7%": "38;5;28", "1012.36万元": "38;5;130", "2.5公里": "38;5;98"}


def test_each_kind_has_a_colour_unless_none_is_wanted() -> None:
    coloured = "\n".join(shown("a.txt", document(), View(console=screen())))
    for text, colour in KINDS.items():
        assert re.search(rf"\x1b\[1;{colour}m{re.escape(text)}", coloured), text
    without = "\n".join(shown("a.txt", document(), View(console=screen(no_color=True))))
    assert "38;5" not in without
    assert plain(without) == plain(coloured)


def test_planned_figures_are_marked() -> None:
    [line] = [line for line in seen() if "不少于1次" in line]
    assert line.lstrip().startswith("C>不少于1次")
    assert line.endswith("  planned")


def test_a_deep_outline_is_not_pushed_off_the_screen() -> None:
    deep = document("一、主要成效\n全年调解纠纷954件。\n")
    [first], start = deep["sections"], deep["sections"][0]["start"]
    for level in range(2, 60):
        parent = deep["sections"][-1]["id"]
        deep["sections"].append({**first, "id": f"{parent}.1", "parent": parent, "level": level, "start": start})
    deep["indicators"][0]["section"] = deep["sections"][-1]["id"]
    found = [plain(line) for line in shown("a", deep, View(console=screen(60)))]
    assert max(map(cell_len, found)) <= 60


def test_the_command_shows_reports_documents_and_folders(lawrep: Command, place: Path) -> None:
    (place / "out").mkdir()
    (place / "out" / "a.json").write_bytes(encode(document()))
    (place / "bad.json").write_text('{"lawrep": 1}')
    done = lawrep("show", "no.txt", "-", "bad.json", "out", code=1, stdin=LONG.encode())
    found = lines(done.stdout)
    assert "    C 1.2万余件  调解纠纷  disputes.mediated  调解纠纷件数  at least 12000件  §1.1  out/a.json" in found
    assert sum(line.endswith("  stdin") and "954件" in line for line in found) == 40
    assert b"\x1b" not in done.stdout + done.stderr
    said = [line.partition(": ")[2].partition(":")[0] for line in lines(done.stderr)]
    assert said == ["no.txt", "bad.json"]


def test_documents_of_one_file_have_its_name_and_number(lawrep: Command, place: Path) -> None:
    (place / "all.jsonl").write_bytes((encode(document()) + b"\n") * 2)
    done = lawrep("show", "all.jsonl", "--code", "disputes.mediated", env={"LAWREP_LANG": "zh", "COLUMNS": "40"})
    found = lines(done.stdout)
    assert [line.rpartition("  ")[2] for line in found if "2023年度" in line] == ["all.jsonl:1", "all.jsonl:2"]
    assert "    数 1.2万余件  调解纠纷  disputes.mediated  调解纠纷件数  不少于 12000件  §1.1" in found


def test_a_code_that_does_not_exist_is_wrong_usage(lawrep: Command) -> None:
    assert b"is disputes.mediated meant?" in lawrep("show", "a.txt", "--code", "disputes.mediate", code=2).stderr


def test_a_closed_pipe_ends_it_quietly(place: Path) -> None:
    line = f'"$PYTHON" -m lawrep show {"long.txt " * 9} | head -n 1'
    done = subprocess.run(["bash", "-c", line], cwd=place, env=BASE, capture_output=True, timeout=60, check=False)
    assert done.stderr == b""
    assert len(lines(done.stdout)) == 1


PAGER = "sh -c 'printenv LESS > flags; cat > paged'"


def test_what_is_longer_than_the_screen_goes_through_the_pager(place: Path) -> None:
    """As git does it: what less is told is the user's own, or else that of git."""
    on_screen = on_terminal(place, "show", "long.txt", "no.txt", size=(80, 50), env={"PAGER": PAGER}, code=1)
    assert on_screen == ""
    assert (place / "flags").read_text() == "-FRX\n"
    paged = (place / "paged").read_text()
    assert plain(paged).count("C 954件") == 40
    assert COLOURS.search(paged)


@pytest.mark.parametrize(
    ("count", "paged", "environment", "is_paged"),
    [
        (20, None, {"PAGER": PAGER}, True),
        (19, None, {"PAGER": PAGER}, False),
        (40, False, {"PAGER": PAGER}, False),
        (1, True, {"PAGER": PAGER, "LESS": "-R"}, True),
        (40, True, {"PAGER": ""}, False),
        (40, None, {"PAGER": "no-such-pager"}, False),
        (40, None, {"PAGER": "'left open"}, False),
    ],
    ids=str,
)
def test_whether_there_is_a_pager_is_said_by_option_and_environment(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    count: int,
    paged: bool | None,
    environment: dict[str, str],
    is_paged: bool,
) -> None:
    monkeypatch.chdir(place)
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    show_lines(iter(["\x1b[1m调解\x1b[0m"] * count), 20, paged=paged)
    printed = (place / "paged").read_text() if is_paged else capsys.readouterr().out
    assert printed == "\x1b[1m调解\x1b[0m\n" * count
    assert (place / "paged").exists() == is_paged
    assert not is_paged or (place / "flags").read_text().strip() == environment.get("LESS", "-FRX")


def test_a_pager_that_is_left_early_is_no_failure_and_hides_none(place: Path) -> None:
    (place / "many.txt").write_text("一、主要成效\n" + "全年调解纠纷954件。\n" * 3000)
    found = on_terminal(place, "show", "no.txt", "many.txt", size=(80, 20), env={"PAGER": "head -n 1"}, code=1)
    assert plain(found) == "A report without a title\n"


HOSTILE = "\x1b[2J\x1b]0;title\x07[red]红[/]\x9b31m\x08\u202e倒\u2066\ttab\x7f"


def hostile_document() -> dict[str, Any]:
    """A document that is valid, and says what a terminal would obey wherever it can."""
    document = describe(Text.of(f"一、主要{HOSTILE}成效\n全年调解纠纷954{HOSTILE[:3]}件，调解纠纷1001件。\n", "a.txt"))
    document["metadata"] |= {"title": HOSTILE, "organ": HOSTILE, "region": HOSTILE}
    for indicator in document["indicators"]:
        indicator |= {"label": HOSTILE, "code": HOSTILE}
    document["findings"] = [{"rule": HOSTILE, "severity": "error", "message": HOSTILE, "start": 0, "end": 2}]
    return document


@pytest.mark.parametrize("console", [None, screen(200)], ids=["pipe", "terminal"])
def test_nothing_in_a_report_acts_on_the_terminal(console: Console | None) -> None:
    found = "\n".join(map(plain, shown("\x1b[31m.txt", hostile_document(), View(console=console, names=True))))
    acting = {each for each in found if unicodedata.category(each) in ("Cc", "Cf") and each != "\n"}
    assert acting == set()
    assert "[red]红[/]" in found
    for escaped in (r"\x1b[2J", r"\x9b31m", r"\x1b[31m.txt"):
        assert escaped in found


def test_the_hostile_document_is_one_that_lawrep_takes(lawrep: Command, place: Path) -> None:
    (place / "a.json").write_bytes(encode(hostile_document()))
    assert b"[red]" in lawrep("show", "a.json").stdout
