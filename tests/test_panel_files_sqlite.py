"""SQLite: tables that anyone can query, each sentence once, and a full-text index that finds Chinese words."""

import re
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawrep.panel import files
from lawrep.panel.files.ngrams import ngrams
from lawrep.panel.files.sentences import RECENT, Sentences
from lawrep.panel.table import Column, Panel, Record, Table
from tests.test_panel_files import HEAD, LONG, ONE, ROWS, TWO, WIDE, WIDE_ROWS, long_panel, names_in, query, wide_panel

CORPUS = (
    "全年人民调解组织受理纠纷954件，调解成功率99.7%。",
    "行政复议机构制发行政复议决定书12份。",
    "诉讼1,500件，和解 300 件，其中涉12345热线的有7件。",
    "使用“e法通”APP办理公证，罚没1012.36万元；",
    "𠮷林街道办事处〇二三号\n文件，規範性文件已備案。",
)
# what is looked for, and which of the sentences are found
SEARCHES = [
    ("调解", {0}),
    ("人民调解", {0}),
    ("行政 复议", {1}),
    ("行政复议 决定书", {1}),
    ("复议 调解", set()),
    ("调解 OR 复议", {0, 1}),
    ("(调解 OR 和解) NOT 诉讼", {0}),
    ("法", {3}),
    ("件", {0, 2, 4}),
    ("12345", {2}),
    ("12345热线", {2}),
    ("涉12345", {2}),
    ("和解300件", {2}),
    ('"1,500"', {2}),
    ('"99.7%"', {0}),
    ('"99.7"', {0}),
    ('"1012.36万元"', {3}),
    ("1012", set()),
    ("app", {3}),
    ("APP", {3}),
    ("e法通", {3}),
    ("通办理", set()),
    ("𠮷林", {4}),
    ("〇二三号", {4}),
    ("号文件", {4}),
    ("規範", {4}),
    ("调*", {0}),
    ("解纠", set()),
    ("受理纠纷", {0}),
]
HAN = st.text(st.sampled_from("行政复议调解〇𠮷"), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "panel.db"
    files.write(long_panel((*ROWS[0][:-1], sentence) for sentence in CORPUS), path)
    return path


@pytest.mark.parametrize(("words", "found"), SEARCHES)
def test_words_are_found_where_they_stand_and_nowhere_else(corpus: Path, words: str, found: set[int]) -> None:
    literal = words.replace("'", "''")
    matching = query(corpus, f"SELECT sentence FROM sentences_fts WHERE sentences_fts MATCH '{literal}'")  # noqa: S608
    assert matching == [(CORPUS[place],) for place in sorted(found)]
    assert query(corpus, f"SELECT sentence FROM search WHERE words MATCH '{literal}'") == matching  # noqa: S608


@settings(deadline=None, max_examples=50)
@given(st.lists(HAN, min_size=1, max_size=4), st.data())
def test_every_stretch_of_four_characters_can_be_looked_for(
    tmp_path_factory: pytest.TempPathFactory, sentences: list[str], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("sqlite") / "panel.db"
    files.write(long_panel((*ROWS[0][:-1], sentence) for sentence in sentences), path)
    word = data.draw(st.sampled_from([*sentences, "行政", "复议", "〇𠮷"]))[:4]
    found = query(path, f"SELECT sentence FROM sentences_fts ('{word}')")  # noqa: S608
    assert {sentence for (sentence,) in found} == {sentence for sentence in sentences if word in sentence}


@given(st.text())
def test_any_text_can_be_indexed(text: str) -> None:
    assert not re.search(r"\s", ngrams(text).replace(" ", ""))


def test_the_examples_in_the_file_work_and_find_something(tmp_path: Path) -> None:
    path = tmp_path / "panel.sqlite"
    files.write(long_panel((*ROWS[0][:-1], sentence) for sentence in CORPUS), path)
    examples = query(path, "SELECT * FROM search_examples")
    assert len(examples) == 6
    for meaning, meaning_zh, sql in examples:
        assert meaning.endswith(".")
        assert meaning_zh.endswith("。")
        assert query(path, sql), sql


def test_a_search_can_be_joined_counted_and_ordered(corpus: Path) -> None:
    by_code = "SELECT code, count(*), sum(value) FROM search WHERE words MATCH '件' GROUP BY code"
    assert query(corpus, by_code) == [("disputes.mediated", 3, 3 * 954)]
    ranked = "SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH '件' ORDER BY rank"
    assert sorted(query(corpus, ranked)) == [(1,), (3,), (5,)]
    within = "SELECT count(*) FROM panel WHERE sentence_id IN (SELECT rowid FROM sentences_fts ('调解 OR 公证'))"
    assert query(corpus, within) == [(2,)]


def test_a_sentence_stands_once_and_the_view_has_the_columns_of_all_formats(tmp_path: Path) -> None:
    path = tmp_path / "panel.db"
    files.write(long_panel(), path)
    assert query(path, "SELECT * FROM sentences") == [
        (1, HEAD[0], "二、 > （一）", ONE),
        (2, HEAD[0], "二、 > （二）", TWO),
        (3, "青石镇.txt", None, ONE),
    ]
    assert query(path, "SELECT sentence_id FROM panel ORDER BY rowid") == [(1,), (1,), (2,), (2,), (None,), (3,)]
    columns = query(path, "SELECT name FROM pragma_table_info('panel_sentences')")
    assert columns == [(column.name,) for column in LONG]


def test_the_sentences_of_a_wide_panel_are_those_of_its_evidence(tmp_path: Path) -> None:
    path = tmp_path / "panel.db"
    assert files.write(wide_panel(), path) == (len(WIDE_ROWS), ())
    assert query(path, 'SELECT organ, "disputes.mediated", "enforcement.fines" FROM panel') == [
        (HEAD[1], 954, None),
        ("青石镇", None, 0.5),
    ]
    assert query(path, "SELECT label FROM search WHERE words MATCH '行政复议'") == [("罚没款项",), ("送达决定书",)]
    assert len(query(path, "SELECT * FROM evidence_sentences")) == 4
    joined = """
        SELECT e.sentence FROM panel p JOIN evidence_sentences e USING (organ, year)
        WHERE p."disputes.mediated" = 954 AND e.code = 'disputes.mediated'
    """
    assert query(path, joined) == [(ONE,)]


def test_the_schema_says_what_its_columns_mean(tmp_path: Path) -> None:
    path = tmp_path / "panel.db"
    files.write(wide_panel(), path)
    [(schema,)] = query(path, "SELECT sql FROM sqlite_master WHERE name = 'panel'")
    for column in WIDE:
        assert re.search(rf'"{re.escape(column.name)}" [A-Z]+[, ] -- {column.meaning} {column.meaning_zh}\n', schema)
    assert query(path, "SELECT name FROM codebook") == [(column.name,) for column in WIDE]


def test_numbers_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "panel.db"
    files.write(long_panel(), path)
    assert query(path, "SELECT typeof(year), typeof(value), value FROM panel") == [
        ("integer", "integer", 954),
        ("integer", "real", 99.7),
        ("integer", "integer", 10123600),
        ("integer", "integer", 12),
        ("integer", "null", None),
        ("null", "real", -0.5),
    ]


# a value, what SQLite has, and whether a digit is lost
EDGES: list[tuple[str, Any, bool]] = [
    ("9223372036854775807", 9223372036854775807, False),
    ("-9223372036854775807", -9223372036854775807, False),
    ("9223372036854775808", 9.223372036854775808e18, True),
    ("1E+20", 1e20, False),
    ("123456789012345.0", 123456789012345, False),
    ("0.123456789012345", 0.123456789012345, False),
    ("0.1234567890123456", 0.1234567890123456, True),
]


@pytest.mark.parametrize(("shown", "held", "is_rounded"), EDGES)
def test_a_number_that_loses_a_digit_is_named(shown: str, held: Any, is_rounded: bool, tmp_path: Path) -> None:
    path = tmp_path / "panel.db"
    notes = files.write(long_panel([(*ROWS[0][:6], Decimal(shown), "件", ONE)]), path).notes
    [(value,)] = query(path, "SELECT value FROM panel")
    assert (value, type(value)) == (held, type(held))
    named = f"rounded, since SQLite keeps 15 digits of a number that is not whole: {shown} (value, row 1)"
    assert notes == ((named,) if is_rounded else ())


@settings(deadline=None, max_examples=50)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13, places=2))
def test_a_number_of_fifteen_digits_comes_back_with_all_of_them(
    tmp_path_factory: pytest.TempPathFactory, value: Decimal
) -> None:
    path = tmp_path_factory.mktemp("sqlite") / "panel.db"
    assert not files.write(long_panel([(*ROWS[0][:6], value, "件", ONE)]), path).notes
    [(read,)] = query(path, "SELECT value FROM panel")
    assert Decimal(str(read)) == value


HOSTILE = ["'); DROP TABLE panel; --", '"quoted"', "\0", "100%_", "NULL", ""]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_a_value_and_never_sql(text: str, tmp_path: Path) -> None:
    path = tmp_path / "panel.db"
    name = text.replace("\0", "")
    columns = (*LONG[:-1], Column(f'{name}"]', "text", f"{name}\n", name), LONG[-1])
    row = (*ROWS[0][:-1], text, text)
    files.write(Panel(Table("panel", columns, [Record(row)]), Table("", (), ())), path)
    assert query(path, "SELECT * FROM panel_sentences") == [(*ROWS[0][:6], 954, "件", text, text)]


def test_the_file_is_sound_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "panel.db"
    files.write(long_panel(ROWS * 500), path)
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert query(path, "PRAGMA foreign_key_check") == []
    assert names_in(tmp_path) == [path.name]
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert database.execute("SELECT count(*) FROM sentences").fetchone() == (3,)
    database.close()


def test_sentences_are_known_for_as_long_as_their_document_may_go_on() -> None:
    sentences = Sentences(LONG, ("document", "sentence"))
    others = [(f"{place}", *ROWS[0][1:]) for place in range(RECENT)]
    assert [sentences.find(row) for row in (ROWS[0], ROWS[2], ROWS[1])] == [(1, True), (2, True), (1, False)]
    for row in others:
        sentences.find(row)
    assert sentences.find(ROWS[0]) == (RECENT + 3, True)
