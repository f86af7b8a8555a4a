"""Say what a quantity counts, in the words of its clause."""

import re

LEAD = re.compile(r"^(?:其中|目前|现|今年|全年|截至目前|累计|共计|总计|共有|共|已|达|达到|为|有|分别|约|近|超)+")
TAIL = re.compile(r"(?:了|共计|累计|总计|合计|共|达到|达|已达|高达|约|近|为|有|分别为|超过|突破|至|到)+$")
STOP = re.compile(r"[,，。;；、:：!！?？\n]|[0-9]|$")


def label_of(before: str, after: str) -> str:
    """Return the words of the clause before the number, or where there are none, after it.

    >>> label_of("共组织执法检查", ",约谈企业"), label_of("共有", "行政执法人员顺利通过考试。")
    ('组织执法检查', '行政执法人员顺利通过考试')
    """
    label = TAIL.sub("", LEAD.sub("", before.strip()))
    if len(label) > 1:
        return label
    return (label + after[: STOP.search(after).start()]).strip()  # type: ignore[union-attr]
