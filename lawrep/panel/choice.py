"""What of the documents goes into a panel: which indicators, of which status and kind, and money in which unit."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from lawrep.catalogue import by_groups, group_of, groups, standard
from lawrep.entries import KINDS
from lawrep.errors import UsageError
from lawrep.numerals import EXACT, shorten
from lawrep.panel.rows import Digest, Row

STATUSES = ("achieved", "planned", "all")
LISTED = "lawrep catalogue"
YUAN = "元"
AMOUNT_UNITS = {YUAN: 0, "万元": 4, "亿元": 8}  # and how many digits they have more than 元
NUMBERS = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen; `codes` in the order of the catalogue, None for all, and figures without a code too."""

    codes: tuple[str, ...] | None = None
    status: str = "all"
    kinds: frozenset[str] | None = None
    amount_unit: str = YUAN

    def takes(self, row: Row) -> bool:
        """Whether a row of an indicator is chosen."""
        return (
            (self.codes is None or row["code"] in self.codes)
            and self.status in ("all", row["status"])
            and (self.kinds is None or row["kind"] in self.kinds)
        )

    def of(self, digest: Digest) -> Digest:
        """Return what is chosen of a document."""
        return digest._replace(rows=tuple(self.in_unit(row) for row in digest.rows if self.takes(row)))

    def known_codes(self) -> list[str]:
        """Return the codes of the catalogue that are chosen, in its order."""
        codes = catalogue_order() if self.codes is None else self.codes
        entries = standard().entries
        return [code for code in codes if self.kinds is None or entries[code].kind in self.kinds]

    def in_unit(self, row: Row) -> Row:
        """Return a row with its money in the unit that is asked for; only what is in 元 is converted."""
        if self.amount_unit == YUAN or row["unit"] != YUAN:
            return row
        return {**row, **{key: self.converted(row[key]) for key in NUMBERS}, "unit": self.amount_unit}

    def converted(self, number: Decimal | None) -> Decimal | None:
        """Return an amount of 元 in the unit that is asked for, to the last digit.

        >>> Choice(amount_unit="万元").converted(Decimal(10123600))
        Decimal('1012.36')
        """
        return None if number is None else shorten(EXACT.scaleb(number, -AMOUNT_UNITS[self.amount_unit]))


@cache
def catalogue_order() -> tuple[str, ...]:
    """Return the codes of the catalogue of the package, by its groups."""
    return tuple(entry.id for _, entry in by_groups(standard().entries.values()))


def choose_codes(given: Iterable[str], option: str = "--codes") -> tuple[str, ...] | None:
    """Return the codes that are meant by ids, beginnings of ids and first-level groups; None where nothing is given.

    `disputes` are the ids that begin so; a first-level group that no id begins with is all that belongs to it. Raises
    UsageError for a name that is none of these.

    >>> choose_codes(["emergency.plans,functions"])[:2]
    ('services.items', 'services.online_rate')
    """
    names = [name for text in given for part in text.split(",") if (name := part.strip())]
    if not names:
        return None
    chosen = {code for name in names for code in codes_named(name, option)}
    return tuple(code for code in catalogue_order() if code in chosen)


def codes_named(name: str, option: str) -> list[str]:
    codes = catalogue_order()
    found = (
        [code for code in codes if code == name]
        or [code for code in codes if code.startswith(f"{name}.")]
        or [code for code in codes if group_of(code) == name]
    )
    if not found:
        begun = {code.partition(".")[0]: 0 for code in codes}
        raise unknown(
            option, name, [*codes, *begun, *groups()], f"there are {', '.join(begun)}; `{LISTED}` lists all ids"
        )
    return found


def choose_kinds(given: Iterable[str]) -> frozenset[str] | None:
    """Return the kinds that are named, several with commas between them; None where nothing is given."""
    names = [name for text in given for part in text.split(",") if (name := part.strip())]
    for name in names:
        if name not in KINDS:
            raise unknown("--kind", name, KINDS, f"there are {', '.join(KINDS)}")
    return frozenset(names) or None


def unknown(option: str, name: str, known: Iterable[str], otherwise: str) -> UsageError:
    """Return the error for a name that does not exist, with the nearest that does; where none is near, `otherwise`."""
    near = difflib.get_close_matches(name, list(known), 1, 0.4)
    return UsageError(f"{option}: there is no {name!r}; {f'is {near[0]} meant?' if near else otherwise}")
