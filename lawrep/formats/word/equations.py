r"""What a field prints that has no result: 带圈字符 is EQ \o\ac(○,21), 拼音指南 is EQ \o(\s\up 9(yì),邑)."""

import re
from collections.abc import Callable

from lawrep.formats.word.symbols import sign

LONGEST = 2000  # characters of an instruction
DEEPEST = 20
CIRCLED = {
    str(number): chr(code)
    for first, code_of_first, count in ((1, 0x2460, 20), (21, 0x3251, 15), (36, 0x32B1, 15))
    for number, code in zip(range(first, first + count), range(code_of_first, code_of_first + count), strict=True)
}
CIRCLES = frozenset("○〇◯Oo")
SEPARATORS = frozenset(",，;")
FORMAT = re.compile(r'\\\*\s*(?:"[^"]*"|\S+)')  # \* jc0 \* "Font:宋体" \* hps21: how it looks
SWITCH = re.compile(r"\\([a-z])\s*((?:\\(?:[lrb]c\s*\\.|[a-z]{2}(?:\s*[0-9.]+)?)\s*)*)\(", re.IGNORECASE)
BRACKET = re.compile(r"\\([lrb])c\s*\\(.)", re.IGNORECASE)
PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "（": "）", "【": "】"}
COMPOUND = re.compile(r"[+\-−±×÷*/ ]")
SYMBOL = re.compile(r"\s*SYMBOL\s+(0x[0-9a-f]{1,6}|[0-9]{1,7})\b", re.IGNORECASE)
FONT = re.compile(r'\\f\s*(?:"([^"]*)"|(\S+))', re.IGNORECASE)
EQUATION = re.compile(r"\s*EQ\b", re.IGNORECASE)


def stands_for(instruction: str) -> str:
    r"""Return what a field of this instruction prints where it has no result.

    >>> stands_for(r"EQ \o\ac(○,12)"), stands_for(r"eq \f(3,4)"), stands_for("SYMBOL 254 \\f Wingdings")
    ('⑫', '3/4', '☑')
    """
    if match := SYMBOL.match(instruction):
        font = FONT.search(instruction)
        return sign((font[1] or font[2]) if font else "", int(match[1], 0))
    if match := EQUATION.match(instruction):
        return Equation(FORMAT.sub("", instruction[match.end() : LONGEST])).text()
    return ""


class Equation:
    """The text of an EQ field under reading."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.place = 0

    def text(self) -> str:
        return self.run(0).strip()

    def run(self, depth: int) -> str:
        """Read on to the end of an argument, or of all."""
        text = ""
        while self.place < len(self.code):
            char = self.code[self.place]
            switch = SWITCH.match(self.code, self.place) if char == "\\" else None
            if switch is not None:
                self.place = switch.end()
                if depth < DEEPEST:  # of what is deeper, only the words are kept
                    text += written(switch[1].lower(), switch[2], self.arguments(depth))
                continue
            if depth and (char == ")" or char in SEPARATORS):
                break
            self.place += 1
            if char == "\\":  # the next sign is meant as such
                char = self.code[self.place : self.place + 1]
                self.place += 1
            text += char
        return text

    def arguments(self, depth: int) -> list[str]:
        """Read the arguments of a switch, its bracket having been opened, to the one that closes it."""
        found = [self.run(depth + 1).strip()]
        while self.code[self.place : self.place + 1] in SEPARATORS:
            self.place += 1
            found.append(self.run(depth + 1).strip())
        self.place += 1
        return found


def written(switch: str, options: str, arguments: list[str]) -> str:
    """Return on one line what a switch makes of its arguments."""
    if switch == "b":
        return bracketed(arguments, options)
    return SWITCHES.get(switch, "".join)(arguments)


def overstruck(arguments: list[str]) -> str:
    """Return what is read of signs printed one upon another: what stands in the circle, the word below its sounds."""
    text = arguments[-1]
    if len(arguments) > 1 and not any(char.isalnum() for char in text) and arguments[0][:1].isalnum():
        text = arguments[0]
    return CIRCLED.get(text, text) if arguments[0] in CIRCLES else text


def bracketed(arguments: list[str], options: str) -> str:
    signs = dict(BRACKET.findall(options))
    left = signs.get("b") or signs.get("l") or ("" if signs else "(")
    right = PAIRS.get(signs.get("b", ""), signs.get("b")) or signs.get("r") or ("" if signs else ")")
    return left + "".join(arguments) + right


def single(text: str) -> str:
    return f"({text})" if COMPOUND.search(text.strip("-−")) else text


SWITCHES: dict[str, Callable[[list[str]], str]] = {
    "o": overstruck,
    "f": lambda arguments: "/".join(map(single, arguments)),
    "r": lambda arguments: "√" + single(arguments[-1]),
    "l": ",".join,
    "a": " ".join,
    "d": lambda _: "",
}
