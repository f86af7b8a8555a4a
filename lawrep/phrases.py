"""The words of one clause that say what its number counts: the verb and the noun, in the report's own words.

Rules over lists of words, and no segmenter: to load one takes longer than all of lawrep's work on a report.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from lawrep.tables import load, words


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, those with one first character together: half the tries.

    >>> any_of(["全年", "全县", "全", "共"])
    '全(?:县|年|)|共'
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        tails.setdefault(word[0], []).append(word[1:])
    return "|".join(first + (f"(?:{'|'.join(rest)})" if len(rest) > 1 else rest[0]) for first, rest in tails.items())


OPENING = frozenset(words("labels", "verbs", "opening", "words"))
VERBS = OPENING | frozenset(words("labels", "verbs", "deeds", "words"))
BEFORE_VERB = VERBS | frozenset(words("labels", "verbs", "kept", "words"))
BEFORE_LIGHT = frozenset(words("labels", "verbs", "kept", "words")) - VERBS | {"组织"}
LED = frozenset(words("labels", "verbs", "led", "words"))
NAMES = frozenset(words("labels", "names", "words"))

# The last verb that opens an object, and is no part of a name: 调解员, 不规范, 线上线下. The characters are looked at
# first, so that the words are tried at few places.
FIRSTS, SECONDS = ("".join(sorted({word[at] for word in OPENING})) for at in (0, 1))
OPENS = re.compile(f".*(?=[{FIRSTS}][{SECONDS}])(?<![不线])(?:{any_of(OPENING)})(?!{any_of(NAMES)})")

IN_ALL = "共(?<!公共)(?![同建享治产青识商赢创性])"  # 共受理, but not 共同, 共性
AGAIN = "再(?![犯就生审保贷造制次])"  # 再压减, but not 再犯, 再就业
FRONT_WORDS = words("labels", "front", "words")
FRONT = re.compile(
    rf"(?:[、与 (（]|和(?!解)|及(?![时格早第])|内(?![部容设外涵])|{any_of(FRONT_WORDS)}|{IN_ALL}|{AGAIN}"
    "|20[0-9]{2} ?年[以来底末度]*|[把将](?!军))+"
)
FRONT_FIRST = frozenset({word[0] for word in FRONT_WORDS} | set("、与 (（和及内共再2把将"))
WHEN = f"(?:{any_of(words('labels', 'middle', 'words'))}|{IN_ALL})"
MIDDLE = re.compile(f"{WHEN}{WHEN}*(?:分别)?")  # not {WHEN}+, of which the engine does not know how it begins
BACK_WORDS = words("labels", "back", "words")
NOT_AFTER = load("labels")["back"]["not_after"]  # all of them words of one character
BACK = re.compile(  # on the words read backwards, so that all of them are taken at once
    f"(?:{any_of(word[::-1] for word in BACK_WORDS if word not in NOT_AFTER)}|"
    f"{'|'.join(f'{word}(?![{other}])' for word, other in NOT_AFTER.items())})+"
)
BACK_LAST = frozenset(word[-1] for word in BACK_WORDS)

STOPS = ",，。;；、：:()（）!！?？\n0-9"
NOUN = re.compile(  # 3681件应急物资; neither 18件以上, nor 18件降至12件, nor 18件均已办结
    rf"""
    (?! (?:提高|提升|上升|下降|减少|增加|扩大|压缩|精简|压减|调整|[降升增减扩缩涨])[到至为] )
    (?! 左右 | 以[上下内及] | [与及] )
    \ ?的?
    ((?: [^{STOPS}和均仍按累中由]
       | (?<=[理自缘事])由 | (?<=(?<![方预草提议备档立])案)由
       | 由(?=[^{STOPS}]{{2,20}}的[^{STOPS}])   # 15家由省局通报的企业
       | 累(?!计) | 中(?=[心国小层央介标共学医级型期队药])
       | [(（][^()（）\n]{{1,4}}[)）](?=[^{STOPS}])   # 社区(村)应急物资储备室
     ){{1,24}})""",
    re.VERBOSE,
)
ETC = re.compile(  # 审查城市建设、环境保护等三类合同
    "等(?![级候待额次])(?:[一二三四五六七八九十]?[大个类项]?(?:方面|领域|环节|行业|内容|部门|处|地)?的?|各?类)"
    "(?:各类|相关|有关|重点)?"
)
NOT_ETC = frozenset("平高上中初优")  # 平等
QUOTED = re.compile("《[^》]*》?|“[^”]*”?")
AS = re.compile("以.{3,}的(?=..)")  # 以本局为被申请人的行政复议案件
LIGHT = ("开展", "进行")  # verbs that say nothing: 对合同进行审查
OUTSIDE = frozenset("外接口策讲")  # 对外, 对讲机
OBJECT = 8  # characters that such an object has at most
SHORT = 12  # characters of a clause that begins with a verb and holds no other
MEMORY = 50_000  # clauses whose words are kept
ALONE = 4  # characters that do not say enough without a subject


def noun_after(text: str, start: int, end: int) -> str:
    """Return the noun that follows a number, whose unit ends at `start`, up to the `end` of its clause."""
    noun = NOUN.match(text, start, end)
    if noun is None:
        return ""
    return noun[1].strip() if "并" not in noun[1] else last_deed(noun[1].strip())


def last_deed(noun: str) -> str:
    """Leave the last of two deeds: 执法人员通过考试并取得证件 is 执法人员取得证件."""
    one, _, other = noun.partition("并")
    for at in range(1, len(one) - 1):
        if one[at : at + 2] in VERBS:
            return one[:at].removesuffix("顺利") + other
    return noun


@lru_cache(MEMORY)  # offices word the same things alike
def phrase(before: str, noun: str = "") -> str:
    """Return what is counted by a number, `before` which a clause runs, and after which a `noun` stands.

    >>> phrase("县司法局会同有关部门共开展专项检查"), phrase("储备", "应急物资"), phrase("排查道路、工地等隐患")
    ('开展专项检查', '储备应急物资', '排查隐患')
    """
    core = trim(before)
    if len(core) <= SHORT and core[:2] in OPENING and "等" not in core and "(" not in core:
        return core + noun
    core = without_subject(core)
    if "等" in core:
        core = without_list(core, noun)
    elif core[:1] == "以" and (aside := AS.match(core)):
        core = core[aside.end() :]
    start = max(verb_start(core, needs_object=not noun), 0)
    if core[:1] == "对":
        return towards(core, start) + noun
    return core[start:] + noun


def towards(core: str, start: int) -> str:
    """Return what is done to whom, the deed beginning at `start`: 对合同进行审查 is 合同审查."""
    if start > 2 and core.startswith(LIGHT, start):
        target = core[core.rfind("的", 0, start) + 1 or 1 : start]
        if len(target) <= OBJECT:
            return target + core[start + 2 :].removeprefix("了")
    return core[start or core[1:2] not in OUTSIDE :]


def trim(core: str) -> str:
    """Cut what says when, how much in all and who in general from both ends: 全年累计受理, 受理案件达."""
    if core[:1] in FRONT_FIRST and (front := FRONT.match(core)):
        core = core[front.end() :]
    if core[-1:] in BACK_LAST and (back := BACK.match(core[::-1])):
        core = core[: len(core) - back.end()]
    if core[:1] == "已" and len(core) > ALONE and verbs_of(core) < len(core):  # 已建成站点, but 已办结
        core = core[1:]
    return core


def without_subject(core: str) -> str:
    """Cut what stands before an open bracket, or before words of time and sum amid the clause."""
    if "(" in core or "（" in core:  # 建立方案体系(即一个总方案
        bracket = max(core.rfind("("), core.rfind("（"))
        if not ({")", "）"} & set(core[bracket:])):
            core = core[bracket + 1 :].removeprefix("即")
    if middle := MIDDLE.search(core, 2):
        rest = core[middle.end() :]
        core = rest if len(rest) > ALONE else core[: middle.start()] + rest
    return core


def without_list(core: str, noun: str) -> str:
    """Leave what sums a list up in place of the list: 审查城市建设、环境保护等合同 is 审查合同."""
    etc = ETC.search(core, 2)
    if etc is None or core[etc.start() - 1] in NOT_ETC:
        return core
    rest, head = core[etc.end() :], core[: etc.start()]
    if len(rest) >= ALONE and verb_start(rest) >= 0:
        return rest
    if "《" in head or "“" in head:
        head = QUOTED.sub("《", head)
    start = list_start(head)
    if not rest and not noun:
        return core[max(start, 0) : etc.start()] if head == core[: etc.start()] else core[: etc.start()]
    return head[chain_start(head, start) : start + 2] + rest if start >= 0 else rest


def list_start(head: str) -> int:
    """Return where the verb that opens a list stands, or -1: one of the opening verbs, else any."""
    other = -1
    for at in range(len(head) - 3, -1, -1):
        pair = head[at : at + 2]
        if pair in VERBS and head[at + 2] not in "、和及" and head[at - 1 : at] != "不":
            if pair in OPENING:
                return at
            other = max(at, other)
    return other


def verb_start(core: str, *, needs_object: bool = True) -> int:
    """Return where the last verb begins that opens an object, or -1; `needs_object` where none follows the number."""
    verb = OPENS.match(core)
    if verb is not None and needs_object and verb.end() == len(core):
        verb = OPENS.match(core, 0, len(core) - 1)
    if verb is None:
        return -1
    at = verb.end() - 2
    wider = core.rfind("开展", 0, at)
    if wider < 0:
        return chain_start(core, at)
    return at if core[at : at + 2] in LED else chain_start(core, wider)


def has_subject(core: str) -> bool:
    """Whether something stands before the verb of the words: 副县长听取汇报."""
    return verb_start(core) > 0


def chain_start(core: str, at: int) -> int:
    """Return where the words that belong to a verb begin: 受理、调处、化解, 主动公开, 组织开展."""
    if core.startswith(LIGHT, at):
        return at - 2 if core[at - 2 : at] in BEFORE_LIGHT else at
    while at >= 2:
        if core[at - 2 : at] in BEFORE_VERB:
            at -= 2
        elif at >= 3 and core[at - 1] in "、并和" and core[at - 3 : at - 1] in VERBS:
            at -= 3
        else:
            break
    return at


def verbs_of(label: str) -> int:
    """Return how many characters the verbs have with which a label begins: 已办结 is nothing else."""
    at = 1 if label[:1] == "已" else 0
    while (pair := label[at : at + 2]) in BEFORE_VERB and (pair in OPENING or label[at + 2 : at + 3] not in NAMES):
        at += 2
    return at
