"""Find where the title of a heading ends, and its text begins."""

import re

from lawrep.markers import RUN_IN, Heading

TITLE_END = re.compile(r"[。;；:：！？!?\n]")
COMMA = re.compile(r"[,，]")
LONG_TITLE = 32  # characters: a first sentence that is longer, or has two commas, is no title of an item
SPACED_TITLE = 24  # characters up to a space in a heading that runs on into its text


def find_title_end(text: str, heading: Heading, stop: int) -> int:
    """Return where the title ends: at the first sentence end, or for an item of running text at its first comma.

    A short first sentence with text after it is the title of an item even with a comma in it.
    """
    match = TITLE_END.search(text, heading.body, stop)
    end = match.start() if match else stop
    if heading.kind in RUN_IN:
        comma = COMMA.search(text, heading.body, end)
        if comma and not is_title(text, comma.start(), heading.body, end, stop):
            return comma.start()
    elif -1 < (space := text.find(" ", heading.body + 1, end)) < heading.body + SPACED_TITLE:
        head, rest = text[heading.body : space].strip(), text[space:end].strip()
        if head and rest and not COMMA.search(head) and (COMMA.search(rest) or len(rest) > LONG_TITLE):
            return space
    return end


def is_title(text: str, comma: int, body: int, end: int, stop: int) -> bool:
    """Whether the first sentence of an item, with a comma in it, is a title: short, of two clauses, and not all."""
    if end - body > LONG_TITLE or text[end : end + 1] != "。" or COMMA.search(text, comma + 1, end):
        return False
    return end + 1 < stop and not text[end + 1 : stop].isspace()
