"""Why a quantity has its code: what is explained is what is extracted, and the words are where it says."""

import json
from pathlib import Path

import pytest

from lawrep import extract, read
from lawrep.catalogue import extended, standard
from lawrep.explain import Explanation, as_json, as_lines, explain
from lawrep.source import Text
from tests.conftest import Command
from tests.test_catalogue import SHIPS, write
from tests.test_own_catalogue import WITH_SETS

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
PLACES = {"clause", "sentence", "paragraph", "heading", "heading above"}
SENTENCE = "全年调解矛盾纠纷954件，其中涉企12件。\n安装路灯30盏。\n"  # 954件 at 8-12, 12件 at 17-20, 30盏 at 26-29
REPORT = f"(一)行政复议\n全年受理36件。\n{SENTENCE}"

of_samples = pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])


def explained(text: str) -> list[Explanation]:
    return explain(Text.of(text))


@of_samples
def test_the_first_candidate_is_the_code(path: Path) -> None:
    """Where there is none, the quantity goes on with one of its paragraph that stands before it, or has no code."""
    text = read(path)
    explanations = explain(text)
    indicators = extract(text).indicators
    assert [each.indicator["start"] for each in explanations] == [indicator.start for indicator in indicators]
    assert [each.indicator["code"] for each in explanations] == [indicator.code for indicator in indicators]
    for index, (indicator, (candidates, _)) in enumerate(explanations):
        if candidates:
            assert candidates[0].cue.entry.id == indicator["code"]
        elif indicator["code"]:
            paragraph = text.text.rfind("\n", 0, indicator["start"])
            before = [each.indicator for each in explanations[:index] if each.indicator["start"] > paragraph]
            assert indicator["code"] in {each["code"] for each in before}


@of_samples
def test_the_candidates_are_entries_once_each_by_their_worth(path: Path) -> None:
    for _, (candidates, _) in explain(read(path)):
        codes = [candidate.cue.entry.id for candidate in candidates]
        worths = [candidate.worth for candidate in candidates]
        assert len(set(codes)) == len(codes)
        assert set(codes) <= standard().entries.keys()
        assert worths == sorted(worths, reverse=True)
        assert all(candidate.cue.text in candidate.cue.entry.cues for candidate in candidates)


@of_samples
def test_the_words_of_the_winner_stand_where_it_says(path: Path) -> None:
    text = read(path)
    for explanation in explain(text):
        data = as_json(explanation, text.text)
        for winner in data["candidates"][:1]:
            assert winner["words"]
            for word in winner["words"]:
                assert word["text"] == text.text[word["start"] : word["end"]] != ""
                assert word["place"] in PLACES
                if word["place"] != "clause":
                    assert word["end"] <= data["start"]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("全年调解纠纷120件。", "clause", ["调解", "纠纷"]),
        ("发挥检察建议作用，全年共收到36件。", "sentence", ["检察建议"]),
        ("(一)行政复议\n全年受理36件。", "heading", ["行政复议"]),
        ("一、行政复议\n(一)规范办案\n全年受理行政案件36件。", "heading above", ["行政复议"]),
    ],
)
def test_the_place_of_a_word_is_told(text: str, place: str, words: list[str]) -> None:
    [explanation] = explained(text)
    found = [
        word["text"]
        for candidate in as_json(explanation, text)["candidates"][:1]
        for word in candidate["words"]
        if word["place"] == place
    ]
    assert found == words


def test_lines_for_people_name_the_quantity_the_winner_and_the_words() -> None:
    mediated, part, lamps = [list(as_lines(each, SENTENCE)) for each in explained(SENTENCE)]
    assert mediated[0] == "8-12  954件  调解矛盾纠纷"
    assert mediated[1].startswith("    disputes.mediated  调解纠纷件数  ")
    assert "调解 (clause)" in mediated[2]
    assert part == ["17-20  12件  涉企", "    disputes.mediated  goes on with a figure before it in the sentence"]
    assert lamps[1:] == ["    no entry fits"]


@pytest.mark.parametrize("at", [8, 11])
def test_a_quantity_is_found_by_any_of_its_characters(lawrep: Command, tmp_path: Path, at: int) -> None:
    write(tmp_path, SENTENCE, "r.txt")
    lines = lawrep("explain", "r.txt", "--at", str(at)).stdout.decode().splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["8-12  954件  调解矛盾纠纷"]


@pytest.mark.parametrize("at", [7, 12])
def test_where_no_quantity_stands_it_says_so(lawrep: Command, tmp_path: Path, at: int) -> None:
    write(tmp_path, SENTENCE, "r.txt")
    done = lawrep("explain", "r.txt", "--at", str(at), code=1)
    assert done.stdout == b""
    assert done.stderr.decode() == f"Error: r.txt: no quantity stands at {at}; leave out --at to see them all\n"


def test_a_place_before_the_text_is_wrong_usage(lawrep: Command) -> None:
    assert b"--at" in lawrep("explain", "r.txt", "--at", "-1", code=2).stderr


def test_jsonl_is_a_line_a_quantity(lawrep: Command, tmp_path: Path) -> None:
    write(tmp_path, REPORT, "r.txt")
    lines = [json.loads(line) for line in lawrep("explain", "r.txt", "--format", "jsonl").stdout.splitlines()]
    assert lines == [as_json(each, REPORT) for each in explained(REPORT)]
    assert [line["code"] for line in lines] == ["disputes.reconsideration_cases", *["disputes.mediated"] * 2, None]
    assert all(set(line) == {"text", "start", "end", "label", "code", "candidates", "misses"} for line in lines)
    assert all(
        set(candidate) == {"code", "worth", "cue", "words"} for line in lines for candidate in line["candidates"]
    )


def test_standard_input_is_explained_as_a_file_is(lawrep: Command, tmp_path: Path) -> None:
    write(tmp_path, REPORT, "r.txt")
    assert lawrep("explain", "-", stdin=REPORT.encode()).stdout == lawrep("explain", "r.txt").stdout != b""


def test_a_report_without_quantities_has_nothing_to_explain(lawrep: Command) -> None:
    done = lawrep("explain", "-", stdin="今年没有数字。\n".encode())
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.parametrize(("name", "reason"), [("none.txt", "no such file"), (".", "is a folder")])
def test_what_cannot_be_read_is_named(lawrep: Command, name: str, reason: str) -> None:
    said = lawrep("explain", name, code=1).stderr.decode()
    assert said.startswith(f"Error: {name}: ")
    assert reason in said


def test_your_own_entries_explain(lawrep: Command, tmp_path: Path) -> None:
    write(tmp_path, WITH_SETS)
    text = "全年靠泊货轮12艘。\n"
    [mine] = explain(Text.of(text), extended(tmp_path / "my.toml"))
    assert [word["text"] for word in as_json(mine, text)["candidates"][0]["words"]] == ["靠泊", "货轮"]
    said = lawrep("explain", "-", "--catalogue", "my.toml", stdin=text.encode()).stdout.decode()
    assert "harbour.ships  进港船舶艘次" in said
    assert "no entry fits" in lawrep("explain", "-", stdin=text.encode()).stdout.decode()


def test_a_broken_catalogue_explains_nothing(lawrep: Command, tmp_path: Path) -> None:
    write(tmp_path, SHIPS.replace("cues", "ceus"))
    done = lawrep("explain", "-", "--catalogue", "my.toml", stdin=SENTENCE.encode(), code=1)
    assert done.stdout == b""
    assert b"my.toml: harbour.ships: ceus" in done.stderr
