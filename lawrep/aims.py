"""Read what the words before a planned figure say of how it can be judged by what was achieved."""

from lawrep.tables import words

DOWN = words("aims", "down", "words")
REACH = max(map(len, DOWN)) + 2  # and spaces before the figure


def goes_down(text: str, start: int) -> bool:
    """Whether less than the figure at `start` is as good.

    >>> goes_down("行政检查压减到1000次", 7), goes_down("行政检查1000次", 4)
    (True, False)
    """
    return text[max(0, start - REACH) : start].rstrip(" \u3000").endswith(DOWN)
