"""Show why each quantity has its code: which entry won, by which words, and which came next."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from lawrep.catalogue import Catalogue
from lawrep.codes import NOWHERE, Evidence, Identifier
from lawrep.cues import ENOUGH, Cue, Rules, lacking_of
from lawrep.entries import Entry
from lawrep.pipeline import describe
from lawrep.source import Text


class Candidate(NamedTuple):
    """An entry that a quantity may be a case of, by its best cue; the worthiest wins."""

    worth: float
    cue: Cue
    evidence: tuple[Evidence, ...]


class Weighed(NamedTuple):
    """What was weighed for one quantity: the candidates; where there is none, those that came near, and why not."""

    candidates: list[Candidate]
    misses: list[tuple[Entry, str]]


class Explanation(NamedTuple):
    """A quantity, as `describe` gives it, and what was weighed to identify it."""

    indicator: dict[str, Any]
    weighed: Weighed

    @property
    def candidates(self) -> list[Candidate]:
        """The entries that it may be a case of, the worthiest first; none where it goes on with a figure before it."""
        return self.weighed.candidates


def explain(text: Text, catalogue: Catalogue | None = None) -> list[Explanation]:
    """Return why each quantity of `text` has the code that it has, in reading order."""
    weighed: list[Weighed] = []
    document = describe(text, catalogue, lambda identifier: weighed.append(weigh(identifier)))
    return [Explanation(*pair) for pair in zip(document["indicators"], weighed, strict=True)]


def weigh(identifier: Identifier) -> Weighed:
    """Return every entry that the quantity in hand may be a case of, the worthiest first, or why some are not."""
    near = identifier.near()
    found: list[Candidate] = []
    rules = identifier.rules()
    if rules is not None:
        found = candidates(identifier, rules, near)
        if not found and not identifier.quantity.change and not identifier.is_speaking():
            for said, enough in identifier.said_elsewhere():
                found = [each for each in candidates(identifier, rules, said + near) if each.worth > enough]
                if found:
                    break
    return Weighed(found, [] if found else misses(identifier, near))


def candidates(identifier: Identifier, rules: Rules, near: tuple[int, ...]) -> list[Candidate]:
    """Return the candidates that the forms `near` point to, each entry by its best cue."""
    own, cues = rules.fitting(near)
    identifier.found = {}
    best: dict[str, Candidate] = {}
    for worth, cue in cues:
        total = worth + identifier.gain(cue, lacking_of(cue, own))
        if total > ENOUGH and (cue.entry.id not in best or total > best[cue.entry.id].worth):
            places = tuple(each for each in evidence(identifier, cue, own) if each != NOWHERE[1])
            best[cue.entry.id] = Candidate(total, cue, places)
    return sorted(best.values(), key=lambda candidate: (-candidate.worth, candidate.cue.number))


def evidence(identifier: Identifier, cue: Cue, own: int) -> Iterator[Evidence]:
    """Yield where each word of a cue stands: its longest form in the clause, or the nearest before or above it."""
    clause = identifier.clause
    for word in cue.words:
        places = [
            (len(form), at + floor, at + floor + len(form))
            for floor, stop in ((clause.start, clause.stop), (clause.after, clause.end))
            for form in identifier.lexicon.words[word]
            if (at := identifier.text[floor:stop].find(form)) >= 0
        ]
        if own >> word & 1 and places:
            yield Evidence(*max(places)[1:], "clause")
        else:
            yield identifier.look_back(word)[1]


def misses(identifier: Identifier, near: tuple[int, ...]) -> list[tuple[Entry, str]]:
    """Return the entries whose words the clause has, and why it is none of theirs all the same."""
    quantity, index = identifier.quantity, identifier.lexicon.lookup
    own = index.own(near)
    found: dict[str, tuple[Entry, str]] = {}
    for form in near:
        for fits, need, excluded, cue in index.cues.get(form, ()):
            if need & own != need or cue.context & ~own:
                continue
            entry = cue.entry
            if (quantity.kind, quantity.unit) not in fits:
                found[entry.id] = entry, f"it is a {entry.kind} in {' '.join(entry.unit)}"
            elif excluded & own:
                found[entry.id] = entry, f"excluded by {word_said(identifier, excluded & own)}"
    return list(found.values())


def word_said(identifier: Identifier, words: int) -> str:
    """Return the first form of the `words`, given as bits, that the clause has."""
    said = identifier.said()
    numbers = (word for word in range(words.bit_length()) if words >> word & 1)
    forms = (form for word in numbers for form in identifier.lexicon.words[word] if form in said)
    return next(forms, "a word of the clause")


def as_lines(explanation: Explanation, text: str) -> Iterator[str]:
    """Yield an explanation for people: the quantity, the entry that won and by what, and the next one."""
    indicator, weighed = explanation
    yield f"{indicator['start']}-{indicator['end']}  {indicator['text']}  {indicator['label']}"
    code = indicator["code"]
    if not weighed.candidates and code:
        yield f"    {code}  goes on with a figure before it in the sentence"
    elif not weighed.candidates:
        yield "    no entry fits"
        for entry, reason in weighed.misses[:2]:
            yield f"        not {entry.id}  {entry.name}: {reason}"
    for rank, candidate in enumerate(weighed.candidates[:2]):
        entry = candidate.cue.entry
        words = ", ".join(f"{text[start:end]} ({place})" for start, end, place in candidate.evidence)
        then = "then " if rank else ""
        yield f"    {then}{entry.id}  {entry.name}  worth {candidate.worth:.1f}"
        yield f"        {' ' * len(then)}by {candidate.cue.text}:  {words}"


def as_json(explanation: Explanation, text: str) -> dict[str, Any]:
    """Return an explanation as plain data."""
    indicator, weighed = explanation
    return {
        **{key: indicator[key] for key in ("text", "start", "end", "label", "code")},
        "candidates": [
            {
                "code": candidate.cue.entry.id,
                "worth": round(candidate.worth, 2),
                "cue": candidate.cue.text,
                "words": [
                    {"text": text[start:end], "start": start, "end": end, "place": place}
                    for start, end, place in candidate.evidence
                ],
            }
            for candidate in weighed.candidates
        ],
        "misses": [{"code": entry.id, "reason": reason} for entry, reason in weighed.misses],
    }
