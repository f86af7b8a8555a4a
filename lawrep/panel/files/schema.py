"""The tables, views and queries of a SQLite file; the comments in a statement stay in the file, for people to read."""

from collections.abc import Sequence

from lawrep.panel.files.ngrams import IN_NUMBERS
from lawrep.panel.files.sentences import SENTENCE
from lawrep.panel.table import Column, Type

TYPES: dict[Type, str] = {"text": "TEXT", "integer": "INTEGER", "decimal": "NUMERIC"}
SENTENCE_ID = "sentence_id"
INDEXED = ("code", SENTENCE_ID)  # columns of figures
GROWN, USUAL = 64 << 20, 1 << 20  # bytes of an index in memory; with the usual 1 MB it takes twice as long to make

BEGIN = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
"""
SENTENCES = f"""
CREATE TABLE sentences ( -- those that figures stand in, each of a document once
  id INTEGER PRIMARY KEY,
  document TEXT,
  section_path TEXT,
  sentence TEXT
);
CREATE VIRTUAL TABLE sentences_fts USING fts5( -- finds words of up to four characters; see search_examples
  document UNINDEXED, section_path UNINDEXED, sentence, -- it is fed with stretches of the sentences: never 'rebuild' it
  content='sentences', content_rowid='id', columnsize=0, detail=none, tokenize="unicode61 tokenchars '{IN_NUMBERS}'"
);
CREATE TABLE search_examples (
  meaning TEXT,
  meaning_zh TEXT,
  query TEXT
);
INSERT INTO sentences_fts (sentences_fts, rank) VALUES ('hashsize', {GROWN});
"""  # noqa: S608 - constants
FOUND = "SELECT organ, year, label, value, unit, sentence FROM search WHERE words MATCH"
EXAMPLES = (
    (
        "Figures in whose sentence a word of up to four characters stands.",
        "句中含某词（至多四字）的数据。",
        f"{FOUND} '人民调解'",
    ),
    (
        "Several words; a longer word is looked for as several.",
        "含多个词；四字以上的词拆开查。",
        f"{FOUND} '行政复议 决定书'",
    ),
    ("One word or another, and not a third.", "含二者之一，不含第三个词。", f"{FOUND} '(调解 OR 和解) NOT 诉讼'"),
    ("A number or a share, in quotation marks.", "数字、百分比加引号。", f"""{FOUND} '"99.7%"'"""),
    ("Sentences alone.", "只查句子。", "SELECT document, section_path, sentence FROM sentences_fts ('调解')"),
    (
        "Any string, with its punctuation.",
        "任意字符串，可含标点。",
        "SELECT document, section_path, sentence FROM sentences WHERE sentence LIKE '%行政复议决定书%'",
    ),
)


def create(table: str, columns: Sequence[Column]) -> str:
    """Return the statement for a table; each column has its meaning beside it."""
    commas = "," * (len(columns) - 1) + " "
    lines = [
        f"  {quoted(column.name)} {TYPES[column.type]}{comma} -- {one_line(column)}"
        for comma, column in zip(commas, columns, strict=True)
    ]
    return f"CREATE TABLE {quoted(table)} (\n" + "\n".join(lines) + "\n);\n"


def one_line(column: Column) -> str:
    return " ".join(f"{column.meaning} {column.meaning_zh}".split())


def create_figures(table: str, columns: Sequence[Column]) -> str:
    """Return the statements for a table of figures, which refer to their sentences, and for its indexes."""
    own = [
        Column(SENTENCE_ID, "integer", "sentences.id", "") if column.name == SENTENCE else column for column in columns
    ]
    indexes = [
        f"CREATE INDEX {quoted(f'{table}_{column.name}')} ON {quoted(table)} ({quoted(column.name)});\n"
        for column in own
        if column.name in INDEXED
    ]
    return create(table, own) + "".join(indexes)


def views_of(table: str, columns: Sequence[Column]) -> str:
    """Return the statements for the views of figures with their sentences, whole and for a search."""
    names = ", ".join(
        f"s.{quoted(SENTENCE)}" if column.name == SENTENCE else f"f.{quoted(column.name)}" for column in columns
    )
    joined = f"FROM {quoted(table)} f {{}} sentences s ON s.id = f.{SENTENCE_ID}"
    return (
        f"CREATE VIEW {quoted(f'{table}_sentences')} AS\n"
        f"  SELECT {names}\n  {joined.format('LEFT JOIN')};\n"
        "CREATE VIEW search AS -- WHERE words MATCH '调解'; see search_examples\n"
        f"  SELECT {names}, i.sentences_fts AS words\n  {joined.format('JOIN')}"
        " JOIN sentences_fts i ON i.rowid = s.id;\n"
        f"INSERT INTO sentences_fts (sentences_fts, rank) VALUES ('hashsize', {USUAL});\n"
    )


def quoted(name: str) -> str:
    """Return a name for SQL: those of codes hold dots."""
    return '"' + name.replace('"', '""') + '"'
