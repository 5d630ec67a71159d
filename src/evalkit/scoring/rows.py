"""Rows of a rubric, each with what it takes over from the row above it."""

from collections.abc import Iterator
from functools import cached_property

from evalkit.frozen import frozen
from evalkit.rubrics.rubric import Indicator, NoRate, Rubric, RubricDimension, Statements
from evalkit.rules.rule import Rule

JUDGEMENT = "judgement:"
"""What the id of something missing begins with when a judgement would settle it."""

MODIFIER = "then"
"""The item by which a judgement names an indicator's modifier; further ones are then2, then3 …"""


@frozen
class Row:
    """An indicator, a part of one or an item of a checklist, in its place.

    `path` leads from the indicator's id to the row's own; `clause`, `statements`, `no_rate` and
    `passages` are the row's own or, where it has none, those of the row above.
    """

    indicator: Indicator
    path: tuple[str, ...]
    clause: str
    statements: Statements
    no_rate: NoRate
    passages: tuple[str, ...]

    @cached_property
    def address(self) -> str:
        """Return ``INDICATOR[.PART]``, the name of the row in judgements and in what is missing."""
        return ".".join(self.path)

    @cached_property
    def part(self) -> str | None:
        """Return the address within the indicator; None for the indicator itself."""
        return ".".join(self.path[1:]) or None

    @cached_property
    def judgement(self) -> str:
        """Return the id of the judgement that would settle the row."""
        return JUDGEMENT + self.address

    def modifiers(self) -> Iterator[tuple[str, Rule]]:
        """Yield the rules that act on what remains, each with its address."""
        for number, rule in enumerate(self.indicator.modifiers, start=1):
            yield f"{self.address}.{MODIFIER}{number if number > 1 else ''}", rule

    def parts(self) -> tuple["Row", ...]:
        """Return the parts of the row, in order; none for a plain one."""
        return self._parts

    @cached_property
    def _parts(self) -> tuple["Row", ...]:
        return tuple(self._below(part) for part in self.indicator.parts)

    def _below(self, part: Indicator) -> "Row":
        return Row(
            indicator=part,
            path=(*self.path, part.id),
            clause=part.clause or self.clause,
            statements=part.statements or self.statements,
            no_rate=self.no_rate if part.no_rate is NoRate.NOT_APPLICABLE else part.no_rate,
            passages=part.passages or self.passages,
        )

    def tree(self) -> Iterator["Row"]:
        """Yield the row and all rows below it."""
        yield self
        for part in self.parts():
            yield from part.tree()

    def rules(self) -> Iterator[Rule]:
        """Yield the row's own rule and its modifiers, not those of its parts."""
        if self.indicator.rule is not None:
            yield self.indicator.rule
        yield from self.indicator.modifiers


def rows_of(dimension: RubricDimension, statements: Statements) -> tuple[Row, ...]:
    """Return the indicators of `dimension` as rows, with `statements` for those that say nothing of it."""
    return tuple(
        Row(
            indicator=indicator,
            path=(indicator.id,),
            clause=indicator.clause,
            statements=indicator.statements or statements,
            no_rate=indicator.no_rate,
            passages=indicator.passages,
        )
        for indicator in dimension.indicators
    )


def all_rows(rubric: Rubric) -> Iterator[Row]:
    """Yield every row of `rubric`, parts included."""
    for dimension in rubric.dimensions:
        for row in rows_of(dimension, rubric.statements):
            yield from row.tree()
