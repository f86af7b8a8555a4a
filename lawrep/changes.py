"""Tell a number that is itself a change (增长5%) from the level that was reached (提高到83%)."""

from lawrep.grammar import alternation
from lawrep.tables import words
from lawrep.terms import Change

WAYS: tuple[Change, ...] = ("down", "up")  # in this order: 负增长 ends in 增长
BETWEEN = words("changes", "between", "words")
LEVEL = words("changes", "between", "level")
WORDS = {way: words("changes", way, "words") for way in WAYS}
COMPARED_WORDS = {way: words("changes", way, "compared") for way in WAYS}
OBJECT = {way: words("changes", way, "object") for way in WAYS}
RATE_OBJECT = {way: OBJECT[way] + words("changes", way, "rate_object") for way in WAYS}
NOUNS = {
    way: tuple(
        noun + link
        for noun in words("changes", way, "nouns")
        for link in ("", *words("changes", "between", "after_noun"), *BETWEEN)
    )
    for way in WAYS
}
COMPARED = words("changes", "compared", "words")
IMPROVE = words("changes", "improve", "words")
NAMES = words("changes", "names", "words")
CHANGES = alternation(*(WORDS[way] + COMPARED_WORDS[way] + RATE_OBJECT[way] + NOUNS[way] for way in WAYS))


def change_of(before: str, kind: str) -> tuple[Change | None, bool]:
    """Return the change that a number of `kind` is after the clause `before`, and whether it came with an object.

    >>> change_of("行政诉讼败诉率同比下降", "rate"), change_of("新增专职调解员", "count"), change_of("提高到", "rate")
    (('down', False), ('up', True), (None, False))
    """
    stem = before.rstrip()
    for name in NAMES:
        if name in stem:
            stem = stem.replace(name, "")
    for way in WAYS:
        if stem.endswith(NOUNS[way]):
            return way, False
    return change_right_before(stem, kind) or change_with_object(stem, kind)


def change_right_before(stem: str, kind: str) -> tuple[Change, bool] | None:
    compared = any(word in stem for word in COMPARED)
    while True:
        for way in WAYS:
            if stem.endswith(WORDS[way]) and not (kind == "count" and stem.endswith(IMPROVE)):
                return way, stem.endswith(OBJECT[way])
            if compared and stem.endswith(COMPARED_WORDS[way]):
                return way, False
        if not stem.endswith(BETWEEN):
            return None
        stem = stem[: -next(len(word) for word in BETWEEN if stem.endswith(word))].rstrip()


def change_with_object(stem: str, kind: str) -> tuple[Change | None, bool]:
    """Look for a change word before an object, which reaches to the next 、 and no further than 达 or 的."""
    stem = stem.rpartition("、")[2]
    if not stem.endswith(LEVEL):
        for way in WAYS:
            for word in (RATE_OBJECT if kind == "rate" else OBJECT)[way]:
                _, found, rest = stem.partition(word)
                if found and "的" not in rest and "达" not in rest:
                    return way, True
    return None, False
