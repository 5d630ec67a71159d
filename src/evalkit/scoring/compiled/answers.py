"""All indicators of yes/no facts together: their marks times one or nothing, in one multiplication."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import isfinite

import numpy as np

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.rules.forms import FirstKnown, YesNo
from evalkit.scoring.compiled.columns import Chunk
from evalkit.scoring.compiled.lines import Line
from evalkit.scoring.compiled.nodes import Node, Sources
from evalkit.scoring.compiled.vector import Floats


@frozen(eq=False)
class Answers:
    """The indicators at `places` of a rubric, by the yes/no `facts` that decide them wherever they are given.

    An indicator of parts stands there once for each; `marks` are those of each place, one below the other.
    """

    places: tuple[int, ...]
    facts: tuple[str, ...]
    marks: Floats

    @classmethod
    def of(cls, lines: Sequence[Line], sources: Sources) -> "Answers | None":
        """Return those of `lines` that yes/no facts decide; None where it would not pay."""
        found = [
            (place, fact, marks)
            for place, line in enumerate(lines)
            if not line.awaiting
            for fact, marks in _decided(line.node, sources) or ()
        ]
        if len(found) < 2:
            return None
        places, facts, marks = zip(*found, strict=True)
        return cls(places, facts, np.array([float(each) for each in marks])[:, None])

    def left(self, chunk: Chunk) -> Floats | None:
        """Return what is left at each place, a row each; None where a fact is missing."""
        columns = chunk.table.columns
        values: Floats = np.array([columns[fact] for fact in self.facts])
        if not isfinite(np.add.reduce(values, axis=None)):
            return None
        values *= self.marks
        return values


def _decided(node: Node, sources: Sources) -> list[tuple[str, Decimal]] | None:
    """Return the facts that decide a row and its parts, each with its marks; None where something else does."""
    found = [_deciding(each, sources) for each in _leaves(node)]
    return None if None in found else [each for each in found if each is not None]


def _leaves(node: Node) -> Iterator[Node]:
    if not node.below or node.row.indicator.modifiers:
        yield node
        return
    for each in node.below:
        yield from _leaves(each)


def _deciding(node: Node, sources: Sources) -> tuple[str, Decimal] | None:
    """Return the fact that decides a row wherever it is given."""
    form = node.form.forms[0] if isinstance(node.form, FirstKnown) else node.form
    if not isinstance(form, YesNo) or form.only_yes or node.row.indicator.modifiers:
        return None
    source = sources.get(form.id)
    is_fact = source.measure is None and source.unit is Unit.YES_NO
    return (form.id, node.row.indicator.marks) if is_fact else None
