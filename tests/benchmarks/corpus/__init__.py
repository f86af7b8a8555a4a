"""A corpus of varied reports, grown from the samples: never shipped, the same bytes for the same seed."""

from tests.benchmarks.corpus.grow import Grown, grow, names, plant

__all__ = ["Grown", "grow", "names", "plant"]
