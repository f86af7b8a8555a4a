"""What reports are grown from: the headings, sentences and page lines of the samples, the examples of the catalogue."""

import json
import re
from dataclasses import dataclass
from functools import cache

from lawrep.catalogue import standard
from lawrep.entries import BRACKETS
from lawrep.normalise import normalise
from lawrep.tables import load
from tests.publish.sample import SAMPLES, load_sample

SOURCES = (  # the samples in simplified script
    "baihe-city-2024",
    "chenxi-county-2019",
    "heping-town-2024",
    "linhai-development-zone-2021",
    "nanyuan-bureau-2023",
    "qingshi-street-2022",
    "wanqing-county-2025",
    "yunling-county-2023",
)
PARTS = ("achievements", "duty", "shortcomings", "plan")
BLANK = re.compile(r"\s+")
SENTENCE_END = re.compile("[。!！?？]")
LINE_OF_TABLE = re.compile(r"[^\n]*\|[^\n]*")
MARKERS_INSIDE = re.compile("[①②③④⑤⑥⑦⑧⑨]|[一二三四五]是|第[一二三四五],|首先|其次|再次|最后")
SHORTEST, LONGEST = 10, 200  # characters of a sentence
LONGEST_HEADING = 40
CLAUSE_END = re.compile("[,;:]")
FIGURE = re.compile("[0-9一二两三四五六七八九十百千万]")
QUIET = 6  # characters at least of a clause
Run = tuple[str, ...]  # sentences that stand together, without their full stops: their figures may add up


@dataclass(frozen=True)
class Material:
    """Titles of chapters and sections, and runs of sentences, by the part of a report; loose sentences; page lines."""

    chapters: dict[str, tuple[str, ...]]
    sections: dict[str, tuple[str, ...]]
    runs: dict[str, tuple[Run, ...]]
    loose: tuple[str, ...]  # each with a figure that no other has to agree with
    quiet: tuple[str, ...]  # clauses without a figure
    heads: tuple[tuple[str, ...], ...]  # the lines of a page before the report
    tails: tuple[tuple[str, ...], ...]  # and after it
    synonyms: dict[str, tuple[str, ...]]


@cache
def material() -> Material:
    """Take the samples and the catalogue apart; done once."""
    chapters: dict[str, list[str]] = {part: [] for part in PARTS}
    sections: dict[str, list[str]] = {part: [] for part in PARTS}
    runs: dict[str, list[Run]] = {part: [] for part in PARTS}
    for name in SOURCES:
        text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
        outline = json.loads((SAMPLES / f"{name}.json").read_bytes())["sections"]
        parents = {section["parent"] for section in outline}
        for section in outline:
            part, title = section["part"], plain(section["title"])
            if part not in PARTS:
                continue
            if 2 < len(title) <= LONGEST_HEADING:
                (chapters if section["level"] == 1 else sections)[part].append(title)
            if section["id"] not in parents and (run := sentences(body_of(section, text))):
                runs[part].append(run)
    pages = [load_sample(name) for name in SOURCES]
    return Material(
        frozen(chapters),
        frozen(sections),
        {part: tuple(found) for part, found in runs.items()},
        (loose := loose_sentences()),
        quiet_clauses([*loose, *(sentence for run in runs["achievements"] for sentence in run)]),
        tuple(tuple(line.text for line in page.head if not line.is_title) for page in pages),
        tuple(tuple(line.text for line in page.tail) for page in pages),
        synonyms(),
    )


def frozen(titles: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {part: tuple(dict.fromkeys(found)) for part, found in titles.items()}


def body_of(section: dict[str, str | int], text: str) -> str:
    """Return what stands in a section below its title."""
    start, end, title = int(section["start"]), int(section["end"]), str(section["title"])
    return text[text.index(title, start) + len(title) : end]


def plain(text: str) -> str:
    """Return `text` with half-width signs but for commas, and without blanks."""
    return BLANK.sub("", normalise(text)).replace("，", ",")


def sentences(body: str) -> Run:
    """Return the whole sentences of a section, as prose: no tables, no markers within."""
    found = SENTENCE_END.split(plain(LINE_OF_TABLE.sub("", body)))[:-1]
    found = [MARKERS_INSIDE.sub("", sentence).strip(":;,") for sentence in found]
    return tuple(sentence for sentence in found if SHORTEST <= len(sentence) <= LONGEST)


def loose_sentences() -> tuple[str, ...]:
    """Return the examples of the catalogue, without their headings and brackets."""
    examples = [
        example
        for entry in standard().entries.values()
        for example in (*entry.examples, *entry.counter_examples)
        if BRACKETS.search(example)
    ]
    texts = [plain(BRACKETS.sub(r"\1", example.rpartition(" > ")[2])).strip("。;,") for example in examples]
    return tuple(dict.fromkeys(text for text in texts if SHORTEST <= len(text) <= LONGEST))


def quiet_clauses(texts: list[str]) -> tuple[str, ...]:
    """Return the clauses that say nothing of a number."""
    clauses = [clause for text in texts for clause in CLAUSE_END.split(text) if not FIGURE.search(clause)]
    return tuple(dict.fromkeys(clause for clause in clauses if len(clause) >= QUIET and clause.isalpha()))


def synonyms() -> dict[str, tuple[str, ...]]:
    """Return the words that may stand for each other, by each of them."""
    found: dict[str, tuple[str, ...]] = {}
    for words in load("synonyms")["sets"].values():
        alike = tuple(word for word in words if len(word) > 1 and word.isalpha())
        for word in alike:
            found.setdefault(word, alike)
    return found
