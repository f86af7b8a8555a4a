"""The catalogue: its entries pass their own examples, agree with the labelled reports, and can be added to."""

import re
from collections import Counter
from pathlib import Path

import pytest
import rtoml

from lawrep.catalogue import extended, group_of, groups, standard
from lawrep.cues import parse_cue
from lawrep.entries import Entry
from lawrep.errors import TableError
from lawrep.tables import load
from lawrep.trial import failures

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "catalogue.toml"
CATALOGUE = standard()
ENTRIES = list(CATALOGUE.entries.values())
SETS = CATALOGUE.sets
SET = re.compile(r"\{([^{}]*)\}")
SHIPS = """
[harbour.ships]
name = "进港船舶艘次"
english = "Ships"
kind = "count"
unit = ["艘次", "艘"]
measures = "Ships that came into the harbour."
cues = ["进港 船舶"]
examples = ["全年进港船舶[120艘次]。", "进港作业船舶共[35艘]。", "港区管理 > 春季进港船舶[7艘]。"]
counter_examples = ["新建渔船[3艘]。"]
"""

by_id = pytest.mark.parametrize("entry", ENTRIES, ids=[entry.id for entry in ENTRIES])


@by_id
def test_an_entry_passes_its_examples(entry: Entry) -> None:
    assert [str(failure) for failure in failures(CATALOGUE, [entry])] == []


@by_id
def test_an_entry_is_well_formed(entry: Entry) -> None:
    """Its cues and examples are each said once, and it names no set or entry that does not exist."""
    for texts in (entry.unit, entry.cues, entry.excludes, entry.after, (*entry.examples, *entry.counter_examples)):
        assert [text for text, times in Counter(texts).items() if times > 1] == []
        assert [text for text in texts if not text.strip()] == []
    assert set(entry.after) <= CATALOGUE.entries.keys() - {entry.id}
    assert set(SET.findall(" ".join((*entry.cues, *entry.excludes)))) <= SETS.keys()
    assert [cue for cue in entry.cues if not parse_cue(cue, SETS)] == []


def test_no_cue_is_another_in_a_different_order() -> None:
    twice = {}
    for entry in ENTRIES:
        counted = Counter(frozenset(cue.split()) for cue in entry.cues)
        if again := [" ".join(sorted(words)) for words, times in counted.items() if times > 1]:
            twice[entry.id] = again
    assert twice == {}


def test_no_set_has_a_word_twice() -> None:
    twice = {name: [word for word, times in Counter(words).items() if times > 1] for name, words in SETS.items()}
    assert {name: words for name, words in twice.items() if words} == {}


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_used_and_says_something(name: str) -> None:
    assert any(f"{{{name}}}" in cue for entry in ENTRIES for cue in (*entry.cues, *entry.excludes))
    assert SETS[name]
    assert [word for word in SETS[name] if not word or word != word.strip()] == []


def test_units_that_count_the_same_are_in_one_group() -> None:
    same = [unit for group in load("synonyms")["units"]["same"] for unit in group]
    assert sorted(set(same)) == sorted(same)


def test_no_two_entries_have_one_name() -> None:
    for names in ([entry.name for entry in ENTRIES], [entry.english for entry in ENTRIES]):
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_there_are_entries_enough() -> None:
    assert len(ENTRIES) >= 120


def test_an_entry_stands_in_the_file_of_its_group_and_the_files_in_order() -> None:
    assert [entry.source for entry in ENTRIES] == [f"lawrep/{entry.id.partition('.')[0]}.toml" for entry in ENTRIES]
    files = list(dict.fromkeys(entry.source for entry in ENTRIES))
    assert files == sorted(files)


def test_every_group_has_entries_and_every_entry_one_group() -> None:
    ids = [own for fields in groups().values() for own in fields["ids"]]
    assert sorted(ids) == sorted({entry.id.partition(".")[0] for entry in ENTRIES})
    assert {group_of(entry.id) for entry in ENTRIES} == groups().keys()
    assert all(fields["name"] and fields["english"] for fields in groups().values())


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled reports are not at hand")
def test_the_indicators_of_the_labelled_reports_are_unchanged() -> None:
    tables = rtoml.loads(GOLD.read_text(encoding="utf-8"))
    labelled = {f"{group}.{name}": fields for group, named in tables.items() for name, fields in named.items()}
    assert len(labelled) >= 70
    for code, fields in labelled.items():
        entry = CATALOGUE.entries[code]
        assert (entry.name, entry.kind, entry.measures) == (fields["name"], fields["kind"], fields["measures"])
        assert set(fields["unit"]) <= set(entry.unit), code


def write(folder: Path, text: str | bytes, name: str = "my.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


BROKEN: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "no TOML": ("[harbour", ("no TOML", "line 1")),
    "an entry twice": (SHIPS + SHIPS, ("no TOML", "line 12")),
    "not UTF-8": (SHIPS.encode("gb18030"), ("UTF-8", "byte 25")),
    "empty": ("", ("no entry", "[group.name]")),
    "only comments": ("# mine\n\n", ("no entry", "[group.name]")),
    "unknown key": (SHIPS.replace("cues", "ceus"), ("harbour.ships", "ceus", "cues")),
    "unlike any key": (SHIPS + "zzz = 1\n", ("harbour.ships", "zzz", "no key")),
    "missing key": (SHIPS.replace('english = "Ships"\n', ""), ("harbour.ships", "english", "missing")),
    "wrong kind": (SHIPS.replace('"count"', '"number"'), ("harbour.ships", "kind", "number", "rate", "amount")),
    "a number for a text": (SHIPS.replace('"Ships"', "3"), ("harbour.ships", "english", "text")),
    "a blank text": (SHIPS.replace('"Ships"', '" "'), ("harbour.ships", "english", "text")),
    "a text for a list": (SHIPS.replace('["艘次", "艘"]', '"艘"'), ("harbour.ships", "unit", "list")),
    "no unit": (SHIPS.replace('["艘次", "艘"]', "[]"), ("harbour.ships", "unit", "1")),
    "an empty unit": (SHIPS.replace('"艘"]', '""]'), ("harbour.ships", "unit", "empty")),
    "no cue": (SHIPS.replace('["进港 船舶"]', "[]"), ("harbour.ships", "cues", "1")),
    "too few examples": (SHIPS.replace('"进港作业船舶共[35艘]。", ', ""), ("harbour.ships", "examples", "3", "2")),
    "no counter-example": (SHIPS.replace('["新建渔船[3艘]。"]', "[]"), ("harbour.ships", "counter_examples", "none")),
    "no brackets": (SHIPS.replace("[35艘]", "35艘"), ("harbour.ships", "examples", "进港作业船舶共35艘", "[square")),
    "two brackets": (SHIPS.replace("新建", "[新建]"), ("harbour.ships", "counter_examples", "[新建]", "[square")),
    "unknown set": (SHIPS.replace("进港 船舶", "{船} 进港"), ("harbour.ships", "cues", "{船} 进港", "set")),
    "unknown set to exclude": (SHIPS + 'excludes = ["{船}"]\n', ("harbour.ships", "excludes", "{船}")),
    "only words that stand before": (SHIPS.replace("进港 船舶", "@进港 @船舶"), ("harbour.ships", "cues", "@进港")),
    "no cue at all": (SHIPS.replace("进港 船舶", "进港||船舶"), ("harbour.ships", "cues", "进港||船舶", "A|B")),
    "open brace": (SHIPS.replace("进港 船舶", "{船舶"), ("harbour.ships", "cues", "{船舶")),
    "two words to exclude": (SHIPS + 'excludes = ["渔船 新建"]\n', ("harbour.ships", "excludes", "渔船 新建")),
    "unknown after": (SHIPS + 'after = ["harbour.boats"]\n', ("harbour.ships", "after", "harbour.boats")),
    "group no table": ("harbour = 3\n", ("harbour", "[group.name]")),
    "entry no table": ("[harbour]\nships = 3\n", ("[harbour]", "ships", "[group.name]")),
    "capitals": (SHIPS.replace("harbour", "Harbour"), ("Harbour", "small letters")),
    "sets no table": ("sets = 3\n", ("sets", "lists of words")),
    "an empty set": ("[sets]\nships = []\n", ("sets", "lists of words")),
}


@pytest.mark.parametrize(("text", "parts"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_named_with_the_place(tmp_path: Path, text: str | bytes, parts: tuple[str, ...]) -> None:
    path = write(tmp_path, text)
    with pytest.raises(TableError) as caught:
        extended(path)
    said = str(caught.value)
    assert said.startswith(f"{path}: ")
    rest = said.removeprefix(str(path))
    assert [part for part in parts if part not in rest] == []
    assert "\n" not in said


@pytest.mark.parametrize(("name", "reason"), [("none.toml", "No such file"), (".", "directory")])
def test_what_is_no_file_is_named(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(TableError, match=reason) as caught:
        extended(tmp_path / name)
    assert str(caught.value).startswith(f"{tmp_path / name}: ")
