"""The words that the pages say themselves, in one language."""

from collections.abc import Mapping
from functools import cache

from lawrep.tables import load

Say = Mapping[str, str]


@cache
def words_of(language: str) -> Say:
    """Return the words of `data/page.toml` by their keys.

    >>> words_of("en")["outline"]
    'Outline'
    """
    return {key: words[language] for key, words in load("page").items()}
