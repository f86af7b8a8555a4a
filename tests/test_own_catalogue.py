"""A user's own catalogue: what it adds, what it puts in place, its own sets of words, and writing it out again."""

import re
from pathlib import Path

import pytest

from lawrep import extract
from lawrep.catalogue import Catalogue, extended, group_of, standard
from lawrep.trial import failures
from tests.conftest import Command
from tests.test_catalogue import SHIPS, write

MEDIATED = (
    SHIPS.replace("harbour.ships", "disputes.mediated").replace("进港船舶艘次", "船").replace("进港 船舶", "船舶")
)
SETS = '[sets]\n"进港" = ["进港", "靠泊"]\n"船舶" = ["船舶", "货轮"]\n'
WITH_SETS = SHIPS.replace("进港 船舶", "{进港} {船舶}") + SETS


def codes_of(text: str, catalogue: Catalogue | None = None) -> list[str | None]:
    return [indicator.code for indicator in extract(text, catalogue).indicators]


def test_an_entry_is_added_behind_those_of_the_package(tmp_path: Path) -> None:
    path = write(tmp_path, SHIPS)
    mine = extended(path)
    assert list(mine.entries) == [*standard().entries, "harbour.ships"]
    entry = mine.entries["harbour.ships"]
    assert (entry.source, entry.unit, entry.excludes, entry.after) == (str(path), ("艘次", "艘"), (), ())
    assert group_of(entry.id) == "harbour"
    assert list(failures(mine, [entry])) == []


def test_an_added_entry_is_used_and_the_others_stay(tmp_path: Path) -> None:
    text = "全年进港船舶120艘次，调解纠纷15件。"
    assert codes_of(text, extended(write(tmp_path, SHIPS))) == ["harbour.ships", "disputes.mediated"]
    assert codes_of(text) == [None, "disputes.mediated"]


def test_an_entry_of_the_same_id_is_put_in_place(tmp_path: Path) -> None:
    mine = extended(write(tmp_path, MEDIATED))
    assert list(mine.entries) == list(standard().entries)
    assert mine.entries["disputes.mediated"].name == "船"
    assert standard().entries["disputes.mediated"].name == "调解纠纷件数"
    assert codes_of("港区登记船舶12艘。调解纠纷15件。", mine)[0] == "disputes.mediated"
    assert codes_of("港区登记船舶12艘。调解纠纷15件。", mine)[1] != "disputes.mediated"


def test_sets_of_ones_own_are_used(tmp_path: Path) -> None:
    mine = extended(write(tmp_path, WITH_SETS))
    assert codes_of("全年靠泊货轮88艘次。", mine) == ["harbour.ships"]
    assert mine.sets["船舶"] == ("船舶", "货轮")
    assert standard().sets.keys() < mine.sets.keys()


def test_a_set_of_the_package_can_be_put_in_place(tmp_path: Path) -> None:
    mine = extended(write(tmp_path, '[sets]\n"纠纷" = ["口角"]\n'))
    assert codes_of("全年调解口角15件。", mine) == ["disputes.mediated"]
    assert standard().sets["纠纷"] != mine.sets["纠纷"]


def test_an_entry_counts_only_what_its_kind_and_units_are(tmp_path: Path) -> None:
    mine = extended(write(tmp_path, SHIPS))
    assert codes_of("全年进港船舶3次。进港船舶20万元。进港船舶7艘。", mine) == [None, None, "harbour.ships"]


def test_what_is_excluded_is_no_case(tmp_path: Path) -> None:
    mine = extended(write(tmp_path, SHIPS + 'excludes = ["渔业"]\n'))
    assert codes_of("进港船舶7艘。\n进港渔业船舶7艘。", mine) == ["harbour.ships", None]


def test_an_entry_after_another_needs_that_one_counted_first(tmp_path: Path) -> None:
    mine = extended(write(tmp_path, SHIPS + 'after = ["disputes.mediated"]\n'))
    assert codes_of("进港船舶7艘。", mine) == [None]
    assert codes_of("调解纠纷9件，进港船舶7艘。", mine) == ["disputes.mediated", "harbour.ships"]
    assert codes_of("调解纠纷9件。\n进港船舶7艘。", mine) == ["disputes.mediated", None]


def test_a_short_word_among_many_others_is_not_enough(tmp_path: Path) -> None:
    mine = extended(write(tmp_path, SHIPS.replace("进港 船舶", "船舶")))
    assert codes_of("登记船舶7艘。", mine) == ["harbour.ships"]
    assert codes_of("船舶纠纷人民调解、行政复议、行政诉讼、法律援助、法治宣传7艘。", mine) == [None]


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path) -> None:
    assert "harbour.ships" in extended(write(tmp_path, "\ufeff" + SHIPS)).entries


def test_an_example_that_fails_is_named(tmp_path: Path) -> None:
    text = SHIPS.replace("新建渔船", "进港船舶").replace("进港作业船舶共[35艘]", "码头[35艘]")
    path = write(tmp_path, text.replace("[7艘]", "[船]7艘"))
    mine = extended(path)
    said = [str(failure) for failure in failures(mine, [mine.entries["harbour.ships"]])]
    assert said == [
        f"{path}: harbour.ships: 码头[35艘]。: is taken for none",
        f"{path}: harbour.ships: 港区管理 > 春季进港船舶[船]7艘。: what is in brackets is no quantity",
        f"{path}: harbour.ships: 进港船舶[3艘]。: is taken for it, and should not be",
    ]


def same(one: Catalogue, other: Catalogue) -> bool:
    fields = [{code: entry.fields() for code, entry in each.entries.items()} for each in (one, other)]
    return fields[0] == fields[1] and list(fields[0]) == list(fields[1]) and one.sets == other.sets


@pytest.mark.parametrize("text", [None, SHIPS, MEDIATED, WITH_SETS], ids=["standard", "added", "replaced", "sets"])
def test_what_is_written_as_toml_is_read_as_the_same(tmp_path: Path, text: str | None) -> None:
    catalogue = standard() if text is None else extended(write(tmp_path, text))
    written = catalogue.to_toml()
    again = extended(write(tmp_path, written, "again.toml"))
    assert same(catalogue, again)
    assert again.to_toml() == written
    assert {entry.source for entry in again.entries.values()} == {str(tmp_path / "again.toml")}


def test_a_file_called_like_one_of_lawrep_is_tried_alone(lawrep: Command, tmp_path: Path) -> None:
    (tmp_path / "disputes.toml").write_text(SHIPS, encoding="utf-8")
    done = lawrep("catalogue", "test", "disputes.toml")
    assert re.fullmatch(rb"\d examples tried, 0 failed\n", done.stderr)
