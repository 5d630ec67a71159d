"""The exact marks of one report in a single function, written for a rubric from its checked values.

Closures spend most of their time calling one another: written out, the comparisons of fifteen indicators
take less than half as long (docs/performance.md). No text of a rubric becomes code: the function
consists of the fixed phrases below, and whatever a rubric brings (bounds, marks, ids, measures) is
handed to it as values under names that are numbered.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from attrs import define, field

from evalkit.rules.curve import Piece
from evalkit.rules.forms import ByCurve, FirstKnown, PerCase, YesNo
from evalkit.rules.rule import EXACT, MARK_PLACES, quantised
from evalkit.scoring.compiled.exact import Kept, stays_within
from evalkit.scoring.compiled.lines import Line
from evalkit.scoring.compiled.nodes import Node, Sources
from evalkit.scoring.compiled.sources import Record, Source
from evalkit.scoring.ledger import difference

Odd = dict[int, Kept]
"""What is kept of the indicators, by their place, that do not apply wholly or are open."""

Run = Callable[[Record], tuple[list[Decimal], Odd]]
"""What gives the marks awarded for each indicator, and what is kept of those that are odd."""

_MOST_PIECES = 8
"""A curve of more pieces is searched, not compared piece by piece."""


def generated(lines: Sequence[Line], sources: Sources) -> Run:
    """Return the function for `lines`; it raises where only the whole scorer can say what becomes of a record."""
    writer = _Writer(lines)
    for place, line in enumerate(lines):
        writer.line(place, line, sources)
    return writer.function()


@define
class _Writer:
    """Writes the body, and keeps the values that it names."""

    lines: Sequence[Line]
    body: list[str] = field(factory=list)
    values: dict[str, Any] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        lines = self.lines

        def odd_one(place: int, record: Record, odd: Odd) -> Decimal:
            line = lines[place]
            kept = line.assess(record)
            if kept[0] != line.node.row.indicator.marks or kept[1] != kept[2]:
                odd[place] = kept
            return kept[1]

        self.values |= {"odd_one": odd_one, "Decimal": Decimal, "EXACT": EXACT, "fma": EXACT.fma}
        self.values["grain"] = Decimal(1).scaleb(-MARK_PLACES)

    def name(self, value: object) -> str:
        """Return the name under which `value` is handed to the function."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return name

    def line(self, place: int, line: Line, sources: Sources) -> None:
        """Write what gives the marks of one indicator: what its leaves keep, where all is plain."""
        leaves = [node for node in line.node.tree() if not node.below]
        slowly = f"m{place} = odd_one({place}, record, odd)"
        if not all(_is_simple(node) for node in line.node.tree()):
            self.body.append(f"    {slowly}")
            return
        parts = [f"m{place}", *(f"p{number}" for number in range(1, len(leaves)))]
        self.body.append("    try:")
        for part, leaf in zip(parts, leaves, strict=True):
            self._leaf(part, leaf, sources)
        open = " or ".join(f"{part} is None" for part in parts)
        self.body += [f"        if {open}:", f"            {slowly}"]
        if len(parts) > 1:
            self.body += ["        else:", f"            m{place} = {' + '.join(parts)}"]
        self.body += ["    except Exception:", f"        {slowly}"]

    def _leaf(self, part: str, leaf: Node, sources: Sources) -> None:
        """Write what gives the marks of one leaf under the name `part`; None where it is not plain."""
        form, marks = leaf.form, leaf.row.indicator.marks
        first = form.forms[0] if isinstance(form, FirstKnown) else form
        none = self.name(difference(marks, quantised(marks)))
        if isinstance(first, ByCurve):
            self.body += [f"        x = {self._value(sources.get(first.id))}"]
            self.body += ["        if x.__class__ is not Decimal:", f"            {part} = None"]
            for piece in _pieces(first):
                self.body.append(f"        elif {self._holds(piece)}:")
                self.body.append(f"            {part} = {self._left(piece, marks)}")
        elif isinstance(first, YesNo):
            self.body += [f"        x = {self._value(sources.get(first.id))}"]
            self.body += ["        if x is True:", f"            {part} = {self.name(marks)}"]
            if not first.only_yes:
                self.body += ["        elif x is False:", f"            {part} = {none}"]
        elif isinstance(first, PerCase):
            self.body += [f"        x = {self._value(sources.get(first.id))}"]
            self.body += ["        if x.__class__ is Decimal and x >= 0:"]
            self.body += [f"            x = (x * {self.name(first.lose)}).quantize(grain, None, EXACT)"]
            self.body += [
                f"            {part} = {self.name(marks)} - x if x < {self.name(marks)} else {none}"
            ]
        self.body += ["        else:", f"            {part} = None"]

    def _value(self, source: Source) -> str:
        if source.measure is None:
            return f"record[{self.name(source.id)}]"
        given = ", ".join(f"record[{self.name(id)}]" for id in source.measure.parameters)
        return f"{self.name(source.measure.function)}({given})"

    def _holds(self, piece: Piece) -> str:
        """Return the comparison by which a value, of which the pieces before hold nothing, lies in `piece`."""
        if piece.upper is not None:
            return f"x {'<=' if piece.upper.included else '<'} {self.name(piece.upper.value)}"
        # Said even of the last piece: what is no number lies in none.
        return f"x >= {self.name(Decimal('-Infinity') if piece.lower is None else piece.lower.value)}"

    def _left(self, piece: Piece, marks: Decimal) -> str:
        if piece.level:
            return self.name(difference(marks, max(quantised(difference(marks, piece.base)), Decimal(0))))
        return f"fma({self.name(piece.slope)}, x, {self.name(piece.base)}).quantize(grain, None, EXACT)"

    def function(self) -> Run:
        """Return the function that was written."""
        marks = ", ".join(f"m{place}" for place in range(len(self.lines)))
        source = "\n".join(["def run(record):", "    odd = {}", *self.body, f"    return [{marks}], odd"])
        exec(compile(source, "<marks of a rubric>", "exec"), self.values)  # noqa: S102  fixed phrases, see above
        run: Run = self.values["run"]
        return run


def _pieces(form: ByCurve) -> list[Piece]:
    return [each for each in form.curve.pieces if not each.empty]


def _is_simple(node: Node) -> bool:
    """Return whether the marks of a row are a sum of its parts, or those of a few comparisons."""
    marks = node.row.indicator.marks
    if node.row.indicator.modifiers or quantised(marks) != marks:
        return False
    if node.below:
        return True
    first = node.form.forms[0] if isinstance(node.form, FirstKnown) else node.form
    if isinstance(first, ByCurve):
        pieces = _pieces(first)
        return len(pieces) <= _MOST_PIECES and all(stays_within(each, marks) for each in pieces)
    return isinstance(first, PerCase | YesNo)
