"""Where quotes stand, as people are told."""

from collections.abc import Sequence, Sized

from evalkit.documents.document import Evidence
from evalkit.frozen import frozen
from evalkit.messages import Joined, Lang, Message
from evalkit.rendering import words
from evalkit.rendering.visible import visible


@frozen
class Places:
    """How places of one report are told: by the line alone when the report is a single document."""

    lang: Lang
    alone: bool = False

    @classmethod
    def within(cls, documents: Sized, lang: Lang) -> "Places":
        """Return how places are told in a report of these documents."""
        return cls(lang, len(documents) == 1)

    def one(self, evidence: Evidence) -> str:
        """Return the place of a quote: ``document:line``, or its table or line alone; the page where there is one."""
        where = self._alone(evidence) if self.alone else self._named(evidence)
        return self._filled(words.RECOGNISED, where=where) if evidence.recognised else where

    def _alone(self, evidence: Evidence) -> str:
        if evidence.table is None:
            return line_of(evidence, self.lang)
        place = self._filled(words.IN_TABLE, table=evidence.table, row=evidence.row, column=evidence.column)
        return (
            place if evidence.page is None else self._filled(words.ON_PAGE, page=evidence.page, place=place)
        )

    def _named(self, evidence: Evidence) -> str:
        name = visible(evidence.document)
        if evidence.page is None:
            return f"{name}:{evidence.line}"
        return self._filled(words.ASIDE, where=name, place=self._alone(evidence))

    def _filled(self, sentence: Message, **values: object) -> str:
        return words.filled(sentence, **values).text(self.lang)

    def all(self, evidence: Sequence[Evidence]) -> str:
        """Return the places of several quotes, each place once."""
        if self.alone and len(evidence) > 1 and all(_is_line(one) for one in evidence):
            lines = tuple(str(line) for line in dict.fromkeys(one.line for one in evidence))
            word = words.LINES if len(lines) > 1 else words.LINE
            return words.filled(word, line=Joined(lines)).text(self.lang)
        return Joined(tuple(dict.fromkeys(self.one(one) for one in evidence))).text(self.lang)


def line_of(evidence: Evidence, lang: Lang) -> str:
    """Return the line on which a quote stands: that of its page, where there are pages."""
    if evidence.page is None:
        return words.filled(words.LINE, line=evidence.line).text(lang)
    if evidence.page_line is None:
        return words.filled(words.PAGE, page=evidence.page).text(lang)
    line = words.filled(words.LINE, line=evidence.page_line).text(lang)
    return words.filled(words.ON_PAGE, page=evidence.page, place=line).text(lang)


def _is_line(evidence: Evidence) -> bool:
    """Return whether the line says all there is to say about where a quote stands."""
    return evidence.page is None and evidence.table is None and not evidence.recognised


def outermost(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return every place once, in order, without those that lie within another one."""
    places = tuple(dict.fromkeys(evidence))
    return tuple(one for one in places if not any(_within(one, other) for other in places))


def _within(inner: Evidence, outer: Evidence) -> bool:
    same = inner.document == outer.document and inner != outer
    return same and outer.start <= inner.start and inner.end <= outer.end
