"""Show why each quantity has its code: which entry won, by which words, and which came next."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from lawrep.catalogue import Catalogue
from lawrep.codes import Candidate, Weighed
from lawrep.pipeline import describe
from lawrep.reader import Text


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
    document = describe(text, catalogue, weighed)
    return [Explanation(*pair) for pair in zip(document["indicators"], weighed, strict=True)]


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
