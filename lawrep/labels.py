"""Say what a quantity counts, in the words of its clause."""

import re

LEAD = re.compile(
    r"(?:[、和及与]|以及|其中|目前|今年|全年|截至目前|累计|共计|总计|共有|分别)+|共(?![同建享治产青识商赢])"
)
TAIL = ("累计", "共计", "总计", "合计", "分别", "超过", "突破", *"均已了共达到约近为有至超 、和及")
LEAD_FIRST = frozenset("、和及与以其目今全截累共总分")
STOP = re.compile(r"[,，。;；、:：()（）!！?？\n0-9]")
SHORT = 3  # characters: a verb alone, whose object stands after the number (储备3681件应急物资)
OBJECT = 12  # characters of the object that are taken


def label_of(before: str, after: str) -> str:
    """Return the words of the clause before the number; and those after it, where those before say too little.

    >>> label_of("共组织执法检查", ",约谈企业"), label_of("储备", "应急物资,")
    ('组织执法检查', '储备应急物资')
    """
    label = before.strip()
    if label[:1] in LEAD_FIRST and (lead := LEAD.match(label)):
        label = label[lead.end() :]
    while label.endswith(TAIL):
        label = label.removesuffix(next(word for word in TAIL if label.endswith(word)))
    if len(label) > SHORT:
        return label
    stop = STOP.search(after)
    return (label + after[: min(stop.start(), OBJECT) if stop else OBJECT]).strip()
