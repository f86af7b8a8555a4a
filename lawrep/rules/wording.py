"""The wording: brackets that close, nothing left to fill in, fixed terms as they are, no paragraph twice."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lawrep.facts import Facts, lines
from lawrep.grammar import alternation
from lawrep.rules.registry import Found, Relation, rule
from lawrep.rules.signs import odd_signs, of_kind
from lawrep.tables import units

PAIRS = {")": "(", "》": "《", "”": "“", "】": "【", "〕": "〔", "」": "「", "』": "『"}
ITEM = re.compile(r"(?:^|[\n。;；,，:：、(])[ 0-9a-zA-Z一二三四五六七八九十]{1,4}$")
SPACES = 80  # at the end of a line
FURNITURE = 40  # characters of a line that is nothing but signs
LINE_ENDS = "。！？!?；;：:”》)】"
BEFORE_BLANK = frozenset("〇零一二两三四五六七八九")
FEW = frozenset("○?？")  # signs that one of alone leaves nothing blank
STARS = frozenset("*＊※")
DIGITS = re.compile("[0-9]")
ENOUGH = 60  # characters by which a longer one is known
LONG = 20  # characters of a paragraph that is not repeated by chance
MARKER = re.compile(r"^ *(?:[(]?[0-9一二三四五六七八九十]{1,3}[)、.是]+ *)*")


class Blanks(NamedTuple):
    """What was left to be filled in before a unit, by signs or by nothing at all, and digits that stars stand for."""

    signs: re.Pattern[str]
    empty: re.Pattern[str]
    starred: re.Pattern[str]


@cache
def blanks() -> Blanks:
    """Return the patterns that few reports need, and that take long to compile."""
    groups = units().values()
    known = [unit for group in groups for unit in (*([group.single] if group.single else ()), *group.longer)]
    unit = alternation(tuple([each.word for each in known if not each.latin and not each.place]))
    follows = f"(?=[万亿]?(?:{unit}|年|月|日|号|%))"
    signs = rf"[×xXＸ*＊※_＿□△○?？]{{1,12}}{follows}"
    return Blanks(
        re.compile(rf"{signs}|20(?:[0-9][XxＸ×*＊]|[XxＸ×*＊○]{{2}})(?=年)"),
        re.compile(rf"年 +月(?: *日)?|年月日|\( *\){follows}"),
        re.compile(rf"[0-9.*＊※]{{1,24}}(?=[万亿余多]*(?:{unit}|%))(?![万亿]*(?:小时|米|厘米|毫米|天))"),
    )


@rule("unbalanced-sign")
def unbalanced_sign(facts: Facts) -> Iterator[Relation]:
    """Yield each bracket and quotation mark that has no other half in its paragraph."""
    text = facts.text
    for closing, opening in PAIRS.items():
        first, *rest = text.split(opening)
        if closing in first or any(piece.count(closing) != 1 for piece in rest):
            yield from unpaired(facts, opening, closing)
    if '"' in text:
        yield from odd_quotes(facts)


def unpaired(facts: Facts, opening: str, closing: str) -> Iterator[Relation]:
    """Yield each sign of a pair that has no other half; those side by side are one finding."""
    text = facts.text
    waiting: list[int] = []
    opened: list[int] = []
    closed: list[int] = []
    for match in re.finditer(f"[{re.escape(opening + closing)}\n]", text[facts.start :]):
        sign, at = match[0], match.start() + facts.start
        if sign == "\n":
            if ends_paragraph(text, at):
                opened += waiting
                waiting = []
        elif sign == opening:
            waiting.append(at)
        elif waiting:
            waiting.pop()
        elif not (sign == ")" and ITEM.search(text[max(0, at - 6) : at])) and not is_alone(text, at):
            closed.append(at)
    for sign, places in ((opening, opened + waiting), (closing, closed)):
        yield from (Found(start, end, {"sign": sign}) for start, end in side_by_side(places))


def side_by_side(places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the characters at `places`, which ascend, joined where they touch."""
    start = end = -1
    for place in places:
        if place != end:
            if start >= 0:
                yield start, end
            start = place
        end = place + 1
    if start >= 0:
        yield start, end


def odd_quotes(facts: Facts) -> Iterator[Relation]:
    """Yield the last straight quotation mark of each paragraph that has an odd number of them."""
    for start, line in lines(facts):
        if line.count('"') % 2:
            at = start + line.rindex('"')
            yield Found(at, at + 1, {"sign": '"'})


def ends_paragraph(text: str, at: int) -> bool:
    """Whether a line break ends a paragraph, and does not stand in mid-sentence."""
    line = text[max(0, at - SPACES) : at].rstrip(" ")
    return not line or line[-1] in LINE_ENDS


def is_alone(text: str, at: int) -> bool:
    """Whether a line holds nothing but signs like the one at `at`: the end of the page's own furniture."""
    first, last = max(0, at - FURNITURE), at + FURNITURE
    start, end = text.rfind("\n", first, at), text.find("\n", at, last)
    if (start < 0 < first) or (end < 0 and last < len(text)):  # a longer line is a text, and read whole for each sign
        return False
    return not text[start + 1 : end if end >= 0 else None].strip(" 【】《》()")


@rule("placeholder")
def placeholder(facts: Facts) -> Iterator[Relation]:
    """Yield what was left to be filled in: ×次, XX年, **件."""
    text = facts.text
    if odd_signs(facts):
        for match in blanks().signs.finditer(text, facts.start):
            before = text[match.start() - 1 : match.start()]
            named = (before.isascii() and before.isalnum()) or before in BEFORE_BLANK
            if (not named or match[0].startswith("20")) and (len(match[0]) > 1 or match[0] not in FEW):
                yield Found(match.start(), match.end(), {"text": match[0]})
    for start, _, _ in of_kind(facts, "empty"):
        empty = blanks().empty.match(text, start)
        if empty is not None:
            yield Found(start, empty.end(), {"text": empty[0]})
    for start, end, _ in of_kind(facts, "blank"):
        yield Found(start, end, {"text": text[start:end]})


@rule("starred-digits")
def starred_digits(facts: Facts) -> Iterator[Relation]:
    """Yield the figures some of whose digits are stars."""
    if not STARS.isdisjoint(odd_signs(facts)):
        for match in blanks().starred.finditer(facts.text, facts.start):
            if not STARS.isdisjoint(match[0]) and DIGITS.search(match[0]):
                yield Found(match.start(), match.end(), {"text": match[0]})


@rule("term-slip")
def term_slip(facts: Facts) -> Iterator[Relation]:
    """Yield the misprints of fixed terms: 法制政府."""
    for start, end, right in of_kind(facts, "slip"):
        yield Found(start, end, {"text": facts.text[start:end], "right": right})


@rule("paragraph-twice")
def paragraph_twice(facts: Facts) -> Iterator[Relation]:
    """Yield the longer paragraphs that stand twice."""
    seen: set[str] = set()
    for start, line in lines(facts):
        if len(line) >= LONG:
            said = MARKER.sub("", line, count=1).strip()
            if len(said) >= LONG and said[:ENOUGH] in seen:
                begin = start + line.index(said)
                yield Found(begin, begin + len(said), {"text": said[:LONG]})
            seen.add(said[:ENOUGH])
