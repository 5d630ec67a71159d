"""What is looked at: a rubric that loads, its file, and what its rules can rest on."""

from collections.abc import Iterator, Mapping

from attrs import field

from evalkit.facts.unit import Unit
from evalkit.facts.wording import Wording
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure
from evalkit.rubrics.place import Place, indicators, parts
from evalkit.rubrics.rubric import Indicator, Rubric


@frozen
class Subject:
    """A rubric and the top of its file.

    `measures` are all there are, the rubric's own among them; `wordings` say how each fact is
    worded, and are empty when nobody knows.
    """

    rubric: Rubric
    top: Place
    measures: Mapping[str, Measure]
    wordings: Mapping[str, Wording] = field(factory=dict)

    def rows(self) -> Iterator[tuple[Indicator, Place]]:
        """Yield every indicator, part and item of a checklist with the table that it was read from."""
        rows = [indicator for dimension in self.rubric.dimensions for indicator in dimension.indicators]
        for row, place in zip(rows, indicators(self.top), strict=True):
            yield from _tree(row, place)

    def unit(self, id: str) -> Unit | None:
        """Return the unit of a measure or a fact, None when nobody knows it."""
        if id in self.measures:
            return self.measures[id].unit
        return Unit(self.wordings[id].unit) if id in self.wordings else None


def _tree(row: Indicator, place: Place) -> Iterator[tuple[Indicator, Place]]:
    yield row, place
    for part, below in zip(row.parts, parts(place), strict=True):
        yield from _tree(part, below)
