"""Say which canonical indicator a number of a table is a case of: by its heads, its caption, the headings above."""

from lawrep.codes import NOWHERE, Evidence, Identifier
from lawrep.cues import NUMBER, SENTENCE_WORTH, Cue
from lawrep.markers import Heading
from lawrep.tables import Words
from lawrep.tabular.figures import Figure


class CellIdentifier(Identifier):
    """What the tables of one text say around their numbers; it shares nothing with what the prose has counted."""

    def __init__(self, prose: Identifier) -> None:
        super().__init__(prose.text, [], prose.lexicon, prose.watch)
        self.headings = prose.headings
        self.figure: Figure
        self.heads = ""  # what is searched for words

    def code_of(self, figure: Figure, section: Heading | None) -> str | None:
        """Return the id of the entry that `figure` is a case of, or None."""
        if self.paragraph != figure.table:
            self.paragraph, self.counted = figure.table, set()
        self.quantity, self.clause, self.section = figure.quantity, figure.clause, section
        self.figure, self.heads = figure, figure.words or figure.topic or figure.printed
        if self.watch is not None:
            self.watch(self)
        if figure.progress:
            return None
        if figure.quantity.change and figure.base is not None:
            return figure.base.code
        cue = self.best()
        if cue is None and figure.brief and figure.topic:
            self.heads = figure.topic + figure.words
            cue = self.best()
        if cue is None:
            return figure.base.code if figure.base is not None else None
        self.counted.add(cue.entry.id)
        return cue.entry.id

    def best(self) -> Cue | None:
        """Return the cue that what the heads say points to."""
        rules = self.rules()
        if rules is None:
            return None
        near = self.near()
        fit = rules.known.get(near) or rules.learn(near)
        return self.settle(fit) if fit.open else fit.cue

    def near(self) -> tuple[int, ...]:
        """Return the forms in the heads, by their numbers."""
        forms = self.lexicon.read.get(self.heads)
        return (*(self.lexicon.forms_in(self.heads) if forms is None else forms), NUMBER)

    def look_before(self, forms: Words) -> tuple[float, Evidence]:
        """Return what a word is worth that stands in the caption."""
        start, end = self.figure.caption
        for form in forms:
            at = self.text.find(form, start, end)
            if at >= 0:
                return SENTENCE_WORTH, Evidence(at, at + len(form), "sentence")
        return NOWHERE

    def said(self) -> str:
        """Return the words of the heads."""
        return self.heads

    def is_speaking(self) -> bool:
        """Whether the heads say what is counted: nothing else is asked."""
        return True
