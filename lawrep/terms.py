"""The closed sets of words that a document uses; what each means is in the labelling guide and in `models`."""

from typing import Literal

Part = Literal["achievements", "duty", "shortcomings", "plan", "other"]
Kind = Literal["count", "rate", "amount", "measure"]
Bound = Literal["exact", "about", "at_least", "at_most"]
Change = Literal["up", "down"]
Status = Literal["achieved", "planned"]
Severity = Literal["error", "warning", "info"]
