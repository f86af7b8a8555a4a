"""Tell what has been achieved from what is planned."""

import re

from lawrep.models import Part, Status
from lawrep.tables import words


def any_of(*path: str) -> str:
    return "|".join(map(re.escape, words("status", *path)))


PLANNED = re.compile(any_of("planned", "words") + "|到(?:“?十[四五六七]五”?末|20[0-9]{2}年(?=[^已]*$))")
PERIOD = words("status", "required", "period")
REQUIRED = words("status", "required", "bound")
DONE = words("status", "required", "done")
COMPARED = "".join(f"(?<!{re.escape(word)})" for word in words("status", "cited", "compared"))
CITED = re.compile(f"{COMPARED}(?:{any_of('cited', 'words')})")


def status_of(sentence: str, clause: str, part: Part | None) -> Status:
    """Return the status of a number after `sentence` and, nearer, `clause`, in a section that belongs to `part`."""
    if part == "plan" or PLANNED.search(sentence):
        return "achieved" if CITED.search(clause) else "planned"
    if any(word in clause for word in REQUIRED) and any(word in clause for word in PERIOD):
        return "achieved" if any(word in clause for word in DONE) else "planned"
    return "achieved"
