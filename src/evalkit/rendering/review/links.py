"""Links from the scorecard to the sentences that it cites."""

from collections.abc import Mapping, Sequence

from attrs import evolve

from evalkit.documents.document import Evidence
from evalkit.frozen import frozen
from evalkit.rendering.contents import shortened
from evalkit.rendering.html import Child, Markup, element
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.review.marking import Marked

_READ = 2000
"""How much of a quote is looked at: of hundreds that span a whole report each, the page would be too large."""


@frozen
class Links:
    """Where on the page the places of the report stand; `moved` says where a quote stands instead."""

    where: Places
    marked: Mapping[str, Marked]
    drawn: frozenset[int]
    moved: Mapping[Evidence, Evidence]

    def to(self, evidence: Sequence[Evidence], *children: Child) -> Markup:
        """Return `children` as a link to the first place of `evidence` that is on the page, else as they are."""
        for one in evidence:
            found = self._numbers(one)
            if found is not None:
                return element("a", *children, href=f"#m{found[0]}", data_to=found[1])
        return element("span", *children)

    def quotes(self, evidence: Sequence[Evidence]) -> Markup | None:
        """Return the quotes, each with its place and leading there; None where there are none.

        A very long one ends early: the whole of it stands in the text.
        """
        if not evidence:
            return None
        rows = (
            element(
                "li",
                self.to([one], f"「{shortened(_begun(one), self.where.lang)}」"),
                element("span", self.where.one(one), class_="soft"),
            )
            for one in outermost(evidence)
        )
        return element("ul", *rows, class_="quotes")

    def _numbers(self, evidence: Evidence) -> tuple[int, int] | None:
        """Return the first and the last highlight of a quote, None where it is not on the page."""
        place = self.moved.get(evidence, evidence)
        marked = self.marked.get(place.document)
        if marked is None or not place.quote or marked.document.text[place.start : place.end] != place.quote:
            return None
        numbers = marked.numbers(place.start, place.end)
        first = next((number for number in numbers if number in self.drawn), None)
        last = next((number for number in reversed(numbers) if number in self.drawn), None)
        return None if first is None or last is None else (first, last)


def _begun(evidence: Evidence) -> Evidence:
    return evidence if len(evidence.quote) <= _READ else evolve(evidence, quote=evidence.quote[:_READ])
