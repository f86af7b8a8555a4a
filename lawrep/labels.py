"""Say what a quantity counts, in the words of its clause."""

import re

LEAD = re.compile(r"(?:其中|目前|现|今年|全年|截至目前|累计|共计|总计|共有|共|已|达|达到|为|有|分别|约|近|超)*")
TAIL = ("了", "共计", "累计", "总计", "合计", "共", "达", "到", "约", "近", "为", "有", "分别", "至", " ")
STOP = re.compile(r"[,，。;；、:：!！?？\n0-9]")


def label_of(before: str, after: str) -> str:
    """Return the words of the clause before the number, or where there are none, after it.

    >>> label_of("共组织执法检查", ",约谈企业"), label_of("共有", "行政执法人员顺利通过考试。")
    ('组织执法检查', '行政执法人员顺利通过考试')
    """
    label = before.strip()
    while label.endswith(TAIL):
        label = label[:-1]
    if (lead := LEAD.match(label)) and lead.end():
        label = label[lead.end() :]
    if len(label) > 1:
        return label
    stop = STOP.search(after)
    return (label + after[: stop.start() if stop else None]).strip()
