"""Find where a text says in words that there was none of something, and which words say of what: 未发生…, 无一…, …为零.

Whether that is so sure, and so much of the thing, that it is a figure is not said here: `denials` judges it.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lawrep.grammar import alternation
from lawrep.tables import words

Span = tuple[int, int]
Sort = Literal["none", "zero", "events", "receipts", "acts", "outcomes"]
SORTS: tuple[Sort, ...] = ("none", "zero", "events", "receipts", "acts", "outcomes")
REACH = 48  # characters that a clause has at most before and after the words of denial


def any_of(*path: str) -> str:
    return alternation(words("denials", *path))


QUOTES = "“”\"'‘’ "
UNITS = any_of("one", "units")
FIRST = re.compile(
    f"[0{''.join({word[0] for name in ('negators', 'none', 'zero') for word in words('denials', name, 'words')})}]"
)
OPENING = frozenset('“"‘')
NUMBER = r"(?:[0-9]+|[一二三四五六七八九十百]+|两)"
NEGATION = re.compile(
    rf"""
    (?: (?:{any_of("negators", "words")}) (?P<verb>
            (?P<events>{any_of("verbs", "events", "words")})
          | (?P<receipts>{any_of("verbs", "receipts", "words")})
          | (?P<acts>{any_of("verbs", "acts", "words")})
          | (?P<outcomes>{any_of("verbs", "outcomes", "words")}|(?={any_of("verbs", "outcomes", "alone")})) )
      | (?P<none>{any_of("none", "words")})
      | (?P<zero>{any_of("zero", "words")}|(?<![0-9.,])0(?![0-9.,%])) (?P<quote>[”"’])? )
    (?P<one> (?(zero)|(?:{any_of("one", "words")})*) )
    (?P<unit> (?<=[一零〇○”"’]) (?:{UNITS}) | (?<=[无有])人(?![大民员力才为机]) )?
    (?! [未无零没] )                                      # so that a row of them is passed over at once
    """,
    re.VERBOSE,
)
# What ends a clause; what stands behind a bracket goes on with what stands before it, and is not read.
OPENS = re.compile(r"[,，。;；:：！!？?\n(（|]")
CLOSES = re.compile(r"[,，。;；:：！!？?\n)）|]")
ASIDE_SIGNS = ("|", "| ", "(", "（")
COLONS = (":", "：")
CONJUNCTION = re.compile("以及|或者|并且|而且|[、和及与或且也并]")  # before a further denial in the clause
# Between the things that one denial denies; what only looks like it is passed over.
JOINT = re.compile(rf"{any_of('unparted', 'words')}|(?P<joint>以及|或者|[、和及与或])")

DATE = r"20[0-9]{2} ?年"
WHEN = (
    rf"截[至止](?:{DATE}|到)?(?:12 ?月(?:[底末]|31 ?日)|年?[底末])|{DATE}(?:度内?|以来|全年|内|[底末])?|截[至止]{DATE}"
    rf"|{any_of('when', 'words')}|(?:连续|近|过去|成立|组建)?(?:{NUMBER}个?|多)年(?:来|以来)?|自[^,，。]{{2,14}}以来"
)
OWN = f"(?:{any_of('who', 'heads')})(?:{any_of('who', 'bodies')})"
WHO = f"{OWN}|{any_of('who', 'words')}"
PARTY = rf"(?:以(?:{WHO})?为|(?:{WHO})?作为)(?:被告|被申请人|被复议机关)的?"
SET = rf"{NUMBER}余?(?:{UNITS})"  # 5件
# What may stand before what is denied, and says nothing of it; behind it, how much there is of it may.
ASIDE = f"{WHEN}|{PARTY}|{WHO}|{any_of('manner', 'words')}|[{QUOTES}]"
FRONT = re.compile(f"(?:{ASIDE}|{SET})*")
BACK = re.compile(rf"(?:{ASIDE}|{SET}|{any_of('amount', 'words')})+$")
TAIL = re.compile(rf"(?:{any_of('tails', 'words')}|{WHEN}|{any_of('manner', 'words')}|[{QUOTES}])+$")
DONE = re.compile(rf"[”\"]?(?:{any_of('verbs', 'events', 'words')}|{any_of('bare', 'words')})?[”\"]?")  # 零发生, 零申请
BARE = frozenset(("", *words("denials", "bare", "words")))


class Negation(NamedTuple):
    """Words of denial at `[start, end)`, with their verb, in the clause `[begin, limit)`."""

    sort: Sort
    start: int
    end: int
    begin: int
    limit: int
    verb: int  # where the verb begins, or `end`
    unit: str
    is_one: bool  # not one of some: 无一
    things: tuple[Span, ...]  # what is denied, each of them
    stop: int  # where the words of denial end that stand behind what they deny (案件为零), or -1


def find_negations(text: str) -> Iterator[list[Negation]]:
    """Yield what denies something in a normalised `text`, that of one clause together; linear in its length."""
    clause: list[Negation] = []
    clause_limit = last = 0
    matches = list(matches_in(text))
    for index, match in enumerate(matches):
        start, end = match.span()
        begin, limit = clause_start(text, start), clause_end(text, end)
        if begin < 0 or limit < 0 or is_aside(text, begin, limit):
            continue
        if start >= clause_limit:
            if clause:
                yield clause
            clause = []
        elif (joint := last_of(CONJUNCTION, text, last, start)) is not None:
            begin = joint.end()
        else:  # it is part of what the denial before it denies
            continue
        clause_limit, last = limit, end
        limit = end if text[end : end + 1] == "、" and not match["verb"] else limit  # 败诉率为零、出庭率达标
        following = matches[index + 1].start() if index + 1 < len(matches) else limit
        if following < limit and (joint := last_of(CONJUNCTION, text, end, following)) is not None:
            limit = joint.start()
        clause.append(read(text, match, begin, limit))
    if clause:
        yield clause


def matches_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of denial; most characters cannot begin one, and are passed over at once."""
    end = 0
    for first in FIRST.finditer(text):
        if first.start() >= end and (match := NEGATION.match(text, first.start())):
            end = match.end()
            yield match


def clause_start(text: str, end: int) -> int:
    """Return where the clause before `end` begins, or -1 where that is too far off."""
    floor = max(0, end - REACH)
    boundary = last_of(OPENS, text, floor, end)
    return boundary.end() if boundary else -1 if floor else 0


def clause_end(text: str, start: int) -> int:
    """Return where the clause behind `start` ends, or -1 where that is too far off."""
    boundary = CLOSES.search(text, start, start + REACH)
    return boundary.start() if boundary else len(text) if start + REACH >= len(text) else -1


def is_aside(text: str, begin: int, limit: int) -> bool:
    """Whether a clause is in brackets, or a cell of a table: 无败诉案件 | 5分 is what is asked for."""
    return text.endswith(ASIDE_SIGNS, max(begin - 2, 0), begin) or text.startswith(("|", ")", "）"), limit)


def last_of(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last match in a short stretch."""
    return next(reversed(list(pattern.finditer(text, start, end))), None)


def read(text: str, match: re.Match[str], begin: int, limit: int) -> Negation:
    """Return what one match says in its clause."""
    start, end = match.span()
    if match["quote"] and start > begin and text[start - 1] in OPENING:  # “零”败诉
        start -= 1
    sort = next(name for name in SORTS if match[name] is not None)
    tail = TAIL.search(text, end, limit)
    first, last, stop = end, tail.start() if tail else limit, -1
    if (bare := text[end:last].strip(QUOTES)) in BARE:
        subject = subject_of(text, begin, start, end == limit)
        if subject[0] < subject[1] or not bare:
            done = DONE.match(text, end, limit)
            (first, last), stop = subject, done.end() if done else end
    trim = trimmed if stop < 0 else without_amount
    things = tuple(trim(text, *span) for span in parts(text, first, last))
    is_one = sort == "outcomes" or (sort == "none" and "一" in match["one"])
    verb = match.start("verb") if match["verb"] else end
    return Negation(sort, start, end, begin, limit, verb, match["unit"] or "", is_one, things, stop)


def subject_of(text: str, begin: int, end: int, is_last: bool) -> Span:
    """Return what stands before words of denial, which nothing follows if they are the last, without when and who."""
    if is_last and begin == end and text[end - 1 : end] in COLONS:  # 行政诉讼案件:无
        end -= 1
        begin = max(clause_start(text, end), 0)
    front = FRONT.match(text, begin, end)
    return front.end() if front else begin, end


def parts(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where each thing of a list stands."""
    for match in JOINT.finditer(text, start, end):
        if match["joint"]:
            yield start, match.start()
            start = match.end()
    yield start, end


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a stretch without the quotation marks around it."""
    while start < end and text[start] in QUOTES:
        start += 1
    while start < end and text[end - 1] in QUOTES:
        end -= 1
    return start, end


def without_amount(text: str, start: int, end: int) -> Span:
    """Return a stretch without what leads on to the words of denial behind it: 案件数均为."""
    back = BACK.search(text, start, end)
    return start, back.start() if back else end
