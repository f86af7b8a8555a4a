"""Find the report among the blocks of a web page: by the names of content containers, else by where its text stands."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from lawrep.formats.web.dom import BLANK
from lawrep.formats.web.lines import HEADING, NO_WORD, is_of_page, weight
from lawrep.formats.web.render import Block, Span
from lawrep.tables import load

if TYPE_CHECKING:
    from lxml.etree import _Element

NEARLY_ALL = 0.95  # of the running text: so much the element must hold that is taken for one around it
ENOUGH = 0.5  # of the running text of the page: a named container that holds less is a summary, or a widget
MOST_LOST = 300  # characters of running text that may stand outside it, in any case
A_COPY = 0.3  # and an element that is looked at as a copy of another holds as much
A_PIECE = 0.03  # of it: a container that holds less is no piece of the article
WIDGET = 300  # characters of a part of the page inside the article, at most
WIDGET_SHARE = 0.05  # of its running text
AROUND_SHARE = 0.2  # and of a head, foot or menu of the page, where all the page is read
MOST_COMPARED = 1 << 31  # characters that are compared at most, which takes a second
MEMORY = 4_000  # names of classes whose kind is kept
WORD = re.compile(r"[a-z]+[0-9]*|[A-Z]+(?![a-z])[0-9]*|[A-Z][a-z]*[0-9]*|[0-9]+")

ARTICLE, CHROME, AROUND, OTHERS = "article", "chrome", "around", "others"


class Names:
    """What the ids, classes, tags and comments of a page tell of its parts: the words of `data/web.toml`."""

    def __init__(self) -> None:
        article, chrome = load("web")["article"], load("web")["chrome"]
        self.ids = frozenset(word.lower() for word in article["ids"])
        self.classes = frozenset(article["classes"])
        self.tags = {**dict.fromkeys(chrome["tags"], AROUND), **dict.fromkeys(article["tags"], ARTICLE)}
        self.words = {
            **dict.fromkeys(chrome["around"], AROUND),
            **dict.fromkeys(chrome["words"], CHROME),
            **dict.fromkeys(chrome["others"], OTHERS),
        }
        self.begins, self.ends = tuple(article["begins"]), tuple(article["ends"])
        self.known: dict[str, str] = {}  # a page has few names, and each many times

    def of(self, element: "_Element") -> str:
        kind = self.tags.get(element.tag, "")
        if kind == ARTICLE or (element.get("itemprop") or "").lower() == "articlebody":
            return ARTICLE
        name = element.get("id")
        if name and name.lower() in self.ids:
            return ARTICLE
        if classes := element.get("class"):
            found = self.known.get(classes)
            if found is None:
                if len(self.known) >= MEMORY:
                    self.known.clear()
                found = self.known[classes] = self.of_classes(classes)
            if found:
                return found
        return kind or (self.of_words(name) if name else "")

    def of_classes(self, classes: str) -> str:
        if not self.classes.isdisjoint(classes.lower().split()):
            return ARTICLE
        return self.of_words(classes)

    def of_words(self, name: str) -> str:
        kinds = {self.words.get(word.lower(), "") for word in WORD.findall(name[:200])}
        return next((kind for kind in (OTHERS, CHROME, AROUND) if kind in kinds), "")

    def of_comment(self, text: str) -> str:
        text = text.strip()
        if len(text) > 100:
            return ""
        if any(word in text for word in self.ends):
            return f"/{ARTICLE}"
        return ARTICLE if any(word in text for word in self.begins) else ""


@cache
def names() -> Names:
    return Names()


class Found(NamedTuple):
    """The blocks `[start, end)` of a page that hold its report, and those of them that are of the page."""

    start: int
    end: int
    without: frozenset[int] = frozenset()

    def kept(self) -> Iterator[int]:
        return (at for at in range(self.start, self.end) if at not in self.without)


class Weights:
    """How much running text any run of blocks holds: characters outside links, of lines that hold a clause.

    Of a page without any clause, a letter with a table, all lines outside links count. What is in `ignored` never does.
    """

    def __init__(self, blocks: Sequence[Block], ignored: Iterable[int] = ()) -> None:
        self.ignored = frozenset(ignored)
        weighed = list(map(weight, blocks))
        self.clauses = sum(weighed)
        if not self.clauses:
            weighed = [max(len(block.text) - block.linked, 0) for block in blocks]
        for at in self.ignored:
            weighed[at] = 0
        self.sums = [0, *accumulate(weighed)]

    def of(self, span: Span | Found) -> int:
        return self.sums[span.end] - self.sums[span.start]

    @property
    def total(self) -> int:
        return self.sums[-1]


def in_container(blocks: Sequence[Block], spans: Sequence[Span], weights: Weights) -> Found | None:
    """Return what the named containers hold of the report: one of them, or the pieces in several."""
    least = max(weights.total * A_PIECE, 1)
    containers = [span for span in spans if span.kind == ARTICLE and weights.of(span) >= least]
    if copies := find_copies(containers, blocks, weights):
        weights = Weights(blocks, weights.ignored.union(*(range(span.start, span.end) for span in copies)))
        containers = [span for span in containers if weights.of(span) >= least]
    pieces = outermost(containers)
    whole = sum(map(weights.of, pieces))
    if not pieces or whole < weights.total * ENOUGH:
        return None
    most = max(pieces, key=weights.of)
    if weights.of(most) < whole * NEARLY_ALL:
        alike = [piece for piece in pieces if name_of(piece) == name_of(most)]
        if len(alike) > 1:
            return Found(alike[0].start, alike[-1].end)
    inside = [span for span in containers if most.start <= span.start and span.end <= most.end]
    return tightest(inside, weights, weights.of(most))


def name_of(span: Span) -> str | None:
    return span.element.get("class") or span.element.tag if span.element is not None else None


def outermost(spans: Sequence[Span]) -> list[Span]:
    """Return the spans that are in no other, in order."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def find_copies(spans: Sequence[Span], blocks: Sequence[Block], weights: Weights) -> list[Span]:
    """Return the spans that say again what one before them says: a page for telephones, or for the printer."""
    first: dict[int, Span] = {}
    copies: list[Span] = []
    seen = set()
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if (span.start, span.end) in seen or (copies and span.end <= copies[-1].end):
            continue
        seen.add((span.start, span.end))
        before = first.setdefault(weights.of(span), span)
        if before.end <= span.start and words_of(before, blocks) == words_of(span, blocks):
            copies.append(span)
    return copies


def words_of(span: Span, blocks: Sequence[Block]) -> str:
    return BLANK.sub("", "".join(block.text for block in blocks[span.start : span.end]))


def tightest(spans: Sequence[Span], weights: Weights, most: int) -> Found:
    """Return the smallest of the spans, one of which holds all of `most`, that holds nearly all of it."""
    least = max(most * NEARLY_ALL, most - MOST_LOST)
    best = min((span for span in spans if weights.of(span) >= least), key=lambda span: span.end - span.start)
    return Found(best.start, best.end)


def by_text(blocks: Sequence[Block], spans: Sequence[Span], weights: Weights, text: str) -> Found | None:
    """Return the smallest element that holds nearly all the blocks of `text`, which a main-text extractor returned."""
    text = BLANK.sub("", text)
    running = [at for at in range(len(blocks)) if weights.sums[at + 1] > weights.sums[at]]
    if len(running) * len(text) > MOST_COMPARED:
        return None
    others = (at for at in running if BLANK.sub("", blocks[at].text) not in text)
    ours = Weights(blocks, weights.ignored.union(others))
    return tightest(spans, ours, ours.total) if ours.total >= weights.total * ENOUGH else None


def without_widgets(found: Found, blocks: Sequence[Block], spans: Sequence[Span], weights: Weights) -> Found:
    """Leave out what shares, prints and lists other pages among the text: named so, short, and without a sentence."""
    most = weights.of(found) * WIDGET_SHARE
    without = set(found.without)
    for span in spans:
        if span.kind != CHROME or not (found.start <= span.start and span.end <= found.end):
            continue
        texts = [block.text for block in blocks[span.start : span.end]]
        if weights.of(span) <= most and sum(map(len, texts)) <= WIDGET and not any(map(HEADING.match, texts)):
            without.update(range(span.start, span.end))
    return found._replace(without=frozenset(without))


def find_around(blocks: Sequence[Block], spans: Sequence[Span], weights: Weights) -> frozenset[int]:
    """Return the blocks of head, foot and menus, where nothing shows the article: named so, and with little text."""
    most = weights.total * AROUND_SHARE
    named = (span for span in spans if span.kind in (AROUND, CHROME) and weights.of(span) <= most)
    around = [span for span in outermost(list(named)) if is_around(blocks[span.start : span.end])]
    found = frozenset(at for span in around for at in range(span.start, span.end))
    return found if len(found) < len(blocks) else frozenset()


def find_others(blocks: Sequence[Block], spans: Sequence[Span]) -> frozenset[int]:
    """Return the blocks of comments, and of what opens over the page. What has a heading is no such part."""
    found: set[int] = set()
    for span in outermost([span for span in spans if span.kind == OTHERS]):
        if not any(HEADING.match(block.text) for block in blocks[span.start : span.end]):
            found.update(range(span.start, span.end))
    return frozenset(found if len(found) < len(blocks) else ())


def is_around(blocks: Sequence[Block]) -> bool:
    """Whether links and lines of the page make up what is named as its head, foot or menu: names alone can err."""
    if any(HEADING.match(block.text) for block in blocks):
        return False
    own = sum(len(block.text) for block in blocks if not is_of_page(block))
    return own <= sum(len(block.text) for block in blocks) * 0.5


def above_title(blocks: Sequence[Block], title: str) -> frozenset[int]:
    """Return the blocks above the title that the page declares, where the most of its text stands below."""
    wanted = squeezed(title)
    for at, block in enumerate(blocks if wanted else ()):
        if block.linked <= len(block.text) / 2 and squeezed(block.text) == wanted:
            above, below = Weights(blocks[:at]), Weights(blocks[at:])
            return frozenset(range(at)) if above.clauses < below.clauses / 2 else frozenset()
    return frozenset()


def squeezed(text: str) -> str:
    return NO_WORD.sub("", text)


def find_repeated(blocks: Sequence[Block], spans: Sequence[Span], weights: Weights) -> frozenset[int]:
    """Return the blocks of an element that says again what one before it says, where it is most of the page."""
    least = max(weights.total * A_COPY, 1)
    copies = find_copies([span for span in spans if weights.of(span) >= least], blocks, weights)
    return frozenset(at for span in copies for at in range(span.start, span.end))


def outside(around: frozenset[int], blocks: Sequence[Block], spans: Sequence[Span]) -> Found:
    """Return the smallest element that holds nearly all running text of the page outside `around`."""
    ours = Weights(blocks, around)
    return tightest(spans, ours, ours.total)._replace(without=around)
