"""Texts made to harm: of every plane, of digits that are none, and of one piece ten thousand times."""

import json
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner

from lawrep.documents import checked
from lawrep.errors import ReadError
from lawrep.page.report.page import report_page
from lawrep.panel.rows import digest
from lawrep.pipeline import describe
from lawrep.reader import LONGEST, decode
from lawrep.source import Text
from lawrep.validate import find_faults
from lawrep.write import encode
from tests.conftest import BASE, ROOT
from tests.fuzz import large
from tests.fuzz.promises import Shown

REPORT = "石桥镇2024年法治政府建设情况报告\n一、主要成效\n{}\n二、存在不足\n宣传不够。\n"


def described(text: str) -> dict[str, Any]:
    """Return the document of a text, which is valid and quotes the text."""
    document = describe(Text.of(text, "a.txt"))
    assert find_faults(encode(document)) == []
    return document


def figures(sentence: str) -> list[tuple[str, str]]:
    return [(each["text"], str(each["value"])) for each in described(f"全年{sentence}。")["indicators"]]


@pytest.mark.parametrize(
    "printed",
    [
        "𝟏𝟐", "①", "٣", "१२", "Ⅷ", "〡", "㊀", "㈠", "½", "3½", "2²", "1О", "1O", "l2", "1l", "I2", "二О", "〸",
        "🄂", "🔟",
        "1\u03012", "12\u0301", "1\u20dd2", "1\u200b2", "1\u200e2", "1\u202e2", "1\u00ad2", "1\ufeff2",
        "1\ufe0f2", "1\x002", "1\ue0002",
        "二\u200b十", "1\ufffd2", "𝟏2", "2𝟏", "٣1", "1٣", "1,٣00", "٣,100", "𝟏,100", "٣.1", "1٫5",
        "1٬200", "1’200", "1'200",
        "1⁄2", "1﹒5", "1\u202f200", "О.5", "9О.5", "O.5", "Ⅱ3", "9\u0301\u200b.5",
    ],
)  # fmt: skip
def test_digits_of_another_script_and_digits_with_marks_in_them_are_no_figures(printed: str) -> None:
    assert figures(f"调解纠纷{printed}件") == []
    assert figures(f"成功率{printed}%") == []


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("３", "3"),
        ("１２", "12"),
        ("1．5万", "15000"),
        ("1,200", "1200"),
        ("1，200", "1200"),
        ("⼆⼗", "20"),
        ("3萬", "30000"),
        ("〇", None),
    ],
)
def test_other_ways_to_print_the_same_digits_are_read(printed: str, value: str | None) -> None:
    assert figures(f"调解纠纷{printed}件") == ([(f"{printed}件", value)] if value else [])


@pytest.mark.parametrize(
    "before", ["\u202e", "“", "《", "、", "\u200b", "\x07", "\U0001f600", "①", "\ud800", "Ａ", "."]
)
def test_what_stands_before_a_figure_and_is_no_digit_takes_nothing_from_it(before: str) -> None:
    text = f"全年调解纠纷{before}12件。"
    assert [each["text"] for each in described(text)["indicators"]] in (["12件"], [])
    assert [each["text"] for each in described(f"全年{before}，调解纠纷12件。")["indicators"]] == ["12件"]


@pytest.mark.parametrize("digits", [28, 29, 60])
@pytest.mark.parametrize(
    "sentence",
    [
        "共{}余件",
        "约{}件",
        "由{}件上升到{}件，增长{}%",
        "受理{}件，办结5件，办结率{}%",
        "罚款{}万元，案件3件",
        "百分之{}",
        "1/{}",
        "3.{}余万件",
    ],
)
def test_no_arithmetic_gives_out_over_long_numbers(sentence: str, digits: int) -> None:
    for digit in "97一":
        document = described(REPORT.format(f"全年{sentence.replace('{}', digit * digits)}。"))
        for row in digest("a", document).rows:
            assert row["low"] is None or row["high"] is None or row["low"] <= row["high"]


def test_a_number_takes_nothing_of_the_heading_after_it() -> None:
    document = described("二、调解69168万35三、2025年工作安排3万")
    assert [each["text"] for each in document["indicators"]] == ["3万"]
    assert len(document["sections"]) == 2


def test_every_character_of_every_plane_is_described_and_shown() -> None:
    planes = "".join(map(chr, range(0x110000)))
    for start in range(0, len(planes), 50_000):
        text = planes[start : start + 50_000]
        document = described(REPORT.format(text))
        assert document["text"] == REPORT.format(text if start >= 0x10000 else Text.of(text).text)
        if start < 200_000:
            assert Shown(report_page("a", document)).text == document["text"].replace("\0", "\ufffd")


def test_lone_surrogates_in_a_document_are_a_fault_and_no_traceback() -> None:
    document = encode(describe(Text.of("调解纠纷3件。"))).decode()
    for text in ("\\ud800", "\\udfff", "\\ud800\\ud800", "a\\udc00b"):
        said = checked("a.json", document.replace("调解纠纷3件。", f"调解纠纷3件。{text}"))
        assert said.fields is None
        assert "no valid document" in (said.error or "")
    assert checked("a.json", document.replace("调解纠纷3件。", "调解纠纷3件。\ud800")).fields is None
    assert json.loads(encode(describe(Text.of("件\ud800"))))["text"] == "件\ufffd"


def test_a_text_is_read_up_to_the_longest_and_no_further() -> None:
    line = "办" * (LONGEST // 3 * 3)
    assert len(decode(line.encode(), "a").text) == len(line)
    with pytest.raises(ReadError, match="10,000,001 characters; no report has so many"):
        decode(b"a" * (LONGEST + 1), "a")


# Repeated, each piece makes one step do as much as it can; what is not linear takes minutes, not a second.
SIGNS = (
    "（", "）", "(", ")", "“", "”", "《", "》", "】", "'", '"', "，", "、", "。", "\n", "\r", " ", "\t", "|",
    "\u0301", "\u200b", "\ufffd",
    "万", "亿", "〇", "十", "%", "其中", "百分之", "不少于", "约", "余", "没有", "关于《", "<p>", "○", "×",
    "索引号：", "1万", "一", "1.1.", "1,", "1-",
)  # fmt: skip
SENTENCES = (
    "1、", "一、\n", "一是", "（一）", "第一，", "①", "1、标题\n", "一、题\n（一）题\n1、题\n", "1.2024年办案",
    "其中3件，", "分别为1件、", "由1%提高到",
    "同比增长3%，", "未发生行政诉讼案件。", "3、5万元", "2024年", "954件，成功915件，成功率95.9%。",
    "受理10件，办结9件，未办结1件。",
    "罚款3万元，案件3件，", "两个方面：", "附件1\n", "| 1 ", "件 | 1\n", "合计 | 1\n", "a | b | c\n1 | 2 | 3\n",
    "2023年 | 2024年\n", "|||||||| \n",
    "县人民政府\n", "特此报告。\n", "1/", "1\u0301",
)  # fmt: skip
ONE_AFTER_ANOTHER = """
import signal, sys
from lawrep.pipeline import describe
from lawrep.source import Text
from lawrep.write import encode

def stop(*_):
    sys.exit(f"{piece!r} takes more than {seconds} s")

pieces, length, seconds = eval(sys.stdin.read())
signal.signal(signal.SIGPROF, stop)
for piece in pieces:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    text = piece * (length // len(piece))
    encode(describe(Text.of(text)))
    encode(describe(Text.of("石桥镇2024年法治政府建设情况报告\\n一、成效\\n调解纠纷3件，" + text)))
"""
SECONDS = 8  # of a processor; what is linear takes one at most, and what takes the square of the length is stopped


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
@pytest.mark.parametrize(("pieces", "length"), [(SIGNS, 40_000), (SENTENCES, 5_000)], ids=["signs", "sentences"])
def test_whatever_is_repeated_takes_linear_time(pieces: tuple[str, ...], length: int) -> None:
    command = [sys.executable, "-c", ONE_AFTER_ANOTHER]
    given = repr((pieces, length, SECONDS)).encode()
    run = subprocess.run(command, input=given, cwd=ROOT, env=BASE, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()


@pytest.mark.parametrize("kind", [kind for kind in large.KINDS if kind != "surrogates"])
def test_a_large_text_of_any_kind_is_described(kind: str) -> None:
    text = large.KINDS[kind](10_000)
    assert 9_990 < len(text) <= 10_000
    described(text)


def test_large_texts_are_tried_by_the_commands_as_processes() -> None:
    run = CliRunner().invoke(large.main, ["figures", "nuls", "--characters", "2000"])
    assert run.exit_code == 0
    _, figures_line, nuls_line = run.output.splitlines()
    assert figures_line.count("MiB") == 2
    assert "zero byte at byte 3" in nuls_line


def test_signs_without_their_half_that_stand_side_by_side_are_one_finding() -> None:
    text = "全年）））调解“纠纷，““办结。\n"
    findings = [each for each in described(text)["findings"] if each["rule"] == "unbalanced-sign"]
    assert [text[each["start"] : each["end"]] for each in findings] == ["）））", "“", "““"]
