"""Show why each quantity has its code: which entry won, by which words, and which came next."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from lawrep.catalogue import Catalogue, standard
from lawrep.clauses import Clause
from lawrep.codes import Candidate, Identifier
from lawrep.markers import Heading
from lawrep.pipeline import describe
from lawrep.quantities import Quantity
from lawrep.reader import Text


class Explanation(NamedTuple):
    """A quantity, as `describe` gives it, and the entries that it may be a case of, the worthiest first.

    Where there is none and the quantity has a code all the same, it goes on with the figure before it.
    """

    indicator: dict[str, Any]
    candidates: list[Candidate]


class Witness(Identifier):
    """An identifier that keeps what it weighed."""

    weighed_all: list[list[Candidate]]

    def code(self, quantity: Quantity, clause: Clause, section: Heading | None) -> str | None:
        """Return the code, as an identifier does."""
        self.weighed_all.append(self.candidates(quantity, clause, section))
        return super().code(quantity, clause, section)


def explain(text: Text, catalogue: Catalogue | None = None) -> list[Explanation]:
    """Return why each quantity of `text` has the code that it has, in reading order."""
    weighed: list[list[Candidate]] = []

    class Recorder(Witness):
        weighed_all = weighed

    document = describe(text, catalogue or standard(), Recorder)
    return [Explanation(*pair) for pair in zip(document["indicators"], weighed, strict=True)]


def as_lines(explanation: Explanation, text: str) -> Iterator[str]:
    """Yield an explanation for people: the quantity, the entry that won and by what, and the next one."""
    indicator, candidates = explanation
    yield f"{indicator['start']}-{indicator['end']}  {indicator['text']}  {indicator['label']}"
    code = indicator["code"]
    if not candidates:
        yield f"    {code}  goes on with the figure before it" if code else "    no entry fits"
    for rank, candidate in enumerate(candidates[:2]):
        entry = candidate.cue.entry
        words = ", ".join(f"{text[start:end]} ({place})" for start, end, place in candidate.evidence)
        then = "then " if rank else ""
        yield f"    {then}{entry.id}  {entry.name}  {candidate.worth:.1f}"
        yield f"        {' ' * len(then)}by {candidate.cue.text}:  {words}"


def as_json(explanation: Explanation, text: str) -> dict[str, Any]:
    """Return an explanation as plain data."""
    indicator, candidates = explanation
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
            for candidate in candidates
        ],
    }
