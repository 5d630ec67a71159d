"""The indicators of a rubric made ready, each with all that can bear on it."""

from collections.abc import Collection, Iterator

from evalkit.frozen import frozen
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.scoring.compiled.exact import Assess
from evalkit.scoring.compiled.nodes import Node, Sources
from evalkit.scoring.rows import rows_of


@frozen(eq=False)
class Line:
    """One indicator made ready: `assess` gives what is kept of it for a record.

    `facts` are those that it can rest on; `awaiting` are those that leave it open when the report gives
    them by a statement.
    """

    dimension: str
    node: Node
    assess: Assess
    facts: tuple[str, ...]
    awaiting: frozenset[str]

    @property
    def id(self) -> str:
        """Return the id of the indicator."""
        return self.node.row.indicator.id

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all values that the indicator and its parts look at."""
        return tuple(dict.fromkeys(id for node in self.node.tree() for id in node.ids))

    def is_judged(self, addresses: Collection[str]) -> bool:
        """Return whether one of `addresses` is the indicator or a part of it."""
        return any(each == self.id or each.startswith(f"{self.id}.") for each in addresses)


def lines_of(
    rubric: Rubric, sources: Sources, statements: Statements | None, *, rescales: bool
) -> Iterator[Line]:
    """Yield the indicators of `rubric`; `statements` stands above what it says of them."""
    for dimension in rubric.dimensions:
        for row in rows_of(dimension, rubric.statements):
            node = Node.of(row, sources)
            yield Line(
                dimension.id,
                node,
                node.exact(sources, rescales=rescales),
                tuple(
                    dict.fromkeys(
                        fact for each in node.tree() for id in each.ids for fact in sources.get(id).facts
                    )
                ),
                frozenset(_awaiting(node, sources, statements)),
            )


def _awaiting(node: Node, sources: Sources, statements: Statements | None) -> Iterator[str]:
    for each in node.tree():
        if (statements or each.row.statements) is Statements.CONFIRM:
            yield from (fact for id in each.ids for fact in sources.get(id).facts)
