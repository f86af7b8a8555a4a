"""The documents of many inputs as digests, made in the processes that read them; each is taken once."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from lawrep.batch import attempt
from lawrep.documents import load
from lawrep.inputs import Job, Outcome
from lawrep.panel.cells import organ_years
from lawrep.panel.rows import Digest, digest, unreadable
from lawrep.write import encode

DOCUMENTS = (".json", ".jsonl")
CONTENT = ("metadata", "sections", "indicators")  # what makes two documents of one report the same
MOST = 20  # lines on organs of which several documents are given
Key = tuple[str, str]


class Read(NamedTuple):
    """A document that was read, or could not be: `key` is its report and its content, None of one that was not."""

    digest: Digest
    key: Key | None = None
    has_text: bool = False


def digests_of(job: Job, folder: str | None) -> Outcome:
    """Return what was read of an input: of each of its documents, which are called by their place below `folder`."""
    return attempt(job, partial(read_all, folder=folder))


def read_all(job: Job, folder: str | None) -> list[Read]:
    """Return what was read of the documents of an input."""
    return [read(below(name, folder), fields, error) for name, fields, error in load(job.source)]


def read(name: str, fields: dict[str, Any] | None, error: str | None) -> Read:
    if fields is None:
        return Read(unreadable(name, error or ""))
    content = sha256(encode({key: fields[key] for key in CONTENT})).hexdigest()
    return Read(digest(name, fields), (fields["source"]["sha256"], content), fields.get("text") is not None)


def below(name: str, folder: str | None) -> str:
    """Return the name of a document without that of the one folder that was given."""
    return name if folder is None else name.removeprefix(f"{Path(folder)}{os.sep}")


class Gathering:
    """The documents of one run: each is passed on once, and what is to be said of them is kept.

    A document without its text waits for its report, if there are reports among the inputs: that has the sentences.
    """

    def __init__(self, say: Callable[[str], None], work: Iterable[Job], folder: str | None) -> None:
        self.say = say
        self.folder = folder
        self.waits = any(not job.source.lower().endswith(DOCUMENTS) for job in work)
        self.waiting: dict[Key, Digest] = {}
        self.known: set[Key] = set()
        self.names: dict[str, str] = {}  # of the first document of each report
        self.failures: list[str] = []
        self.heads: list[Digest] = []  # all that was passed on, without its rows
        self.twice = self.textless = 0

    @property
    def seen(self) -> int:
        """How many documents were passed on."""
        return len(self.heads)

    def digests(self, outcomes: Iterable[Outcome]) -> Iterator[Digest]:
        """Yield the digests of what was read, in order; at the end those without text whose report was not given."""
        for outcome in outcomes:
            if outcome.note is not None:
                self.say(outcome.note)
            for each in self.found(outcome):
                if self.is_new(each):
                    yield self.passed(each.digest)
        for told in self.waiting.values():
            self.textless += 1
            yield self.passed(told)

    def found(self, outcome: Outcome) -> list[Read]:
        """Return the documents of an outcome; none of one that only has something to be said."""
        if outcome.error is not None:
            return [Read(unreadable(below(outcome.job.source, self.folder), outcome.error))]
        made: list[Read] | None = outcome.made
        return made or []

    def passed(self, told: Digest) -> Digest:
        self.heads.append(told._replace(rows=()))
        return told

    def is_new(self, each: Read) -> bool:
        """Whether a document is to be passed on now: it is given for the first time, and has no cause to wait."""
        if each.key is None:
            self.failures.append(each.digest.error or "")
            self.say(each.digest.error or "")
            return True
        if each.key in self.known:
            self.twice += 1
            return each.has_text and self.waiting.pop(each.key, None) is not None
        self.known.add(each.key)
        name = each.digest.document
        first = self.names.setdefault(each.key[0], name)
        if first != name:
            self.say(f"{first} and {name} are of one report, and differ: both are taken")
        if each.has_text:
            return True
        if self.waits:
            self.waiting[each.key] = each.digest
            return False
        self.textless += 1
        return True

    def notes(self) -> Iterator[str]:
        """Yield what is to be said of the documents together."""
        if self.twice:
            yield f"{self.twice} given twice, and taken once"
        if self.textless:
            lost = "no sentences, no part is told from its whole, nor what there was none of"
            yield f"{self.textless} without their text: {lost}"

    def doubles(self) -> Iterator[str]:
        """Yield a line for each organ and year that several documents are of."""
        groups = [group for group in organ_years(self.heads) if len(group.digests) > 1]
        for group in groups[:MOST]:
            names = ", ".join(digest.document for digest in group.digests)
            yield f"{group.organ} {group.year}: {len(group.digests)} documents, {names}"
        if len(groups) > MOST:
            yield f"and {len(groups) - MOST} more organs and years with several documents"
