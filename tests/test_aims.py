"""What the words before a planned figure say: the examples of the list, and any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawrep.aims import DOWN, goes_down
from lawrep.pipeline import describe
from lawrep.source import Text
from lawrep.tables import load

EXAMPLES = load("aims")["down"]["examples"]


@pytest.mark.parametrize(("plan", "is_so"), EXAMPLES)
def test_the_last_figure_of_each_example_is_of_its_sort(plan: str, is_so: bool) -> None:
    figure = describe(Text.of(plan, "plan.txt"))["indicators"][-1]
    assert goes_down(plan, figure["start"]) is is_so


@given(st.text(), st.sampled_from(DOWN), st.sampled_from(["", " ", "\u3000"]))
def test_the_words_stand_directly_before_the_figure(before: str, word: str, space: str) -> None:
    text = before + word + space
    assert goes_down(text, len(text))
    assert not goes_down(f"{text}约计", len(text) + 2)
