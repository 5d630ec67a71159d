"""What stands above a whole table, and which of its rows sum up the others."""

from collections.abc import Sequence
from functools import cached_property

from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.candidates import topic_of
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.quantity import scan
from evalkit.facts.sentence import legible
from evalkit.facts.table_rows import is_kind_of_row, is_subtotal, is_whole
from evalkit.facts.table_units import unit_above
from evalkit.facts.table_words import MARKS, is_strong
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.patterns import when_used

ITEMS = when_used("(?:任务|项目|专项|工程|子项)(?:名称|内容|明细|资金|任务|清单)")
"""What the title or the corner of a table says that lists single tasks, projects or works."""

_SUM = ("合计", "总计", "共计")
_ROWS_ABOVE = 3
_LONGEST_LABEL = 20


@frozen(eq=False)
class Above:
    """What stands above a whole table, looked for when the first figure of a row that is known asks for it.

    `carried` is the unit of money of a table right before it.
    """

    _table: TablePassage
    _catalogue: Catalogue
    _carried: str

    @cached_property
    def _titles(self) -> tuple[Passage, ...]:
        return tuple(each for each in (self._table.title, self._table.caption) if each is not None)

    @cached_property
    def _unit(self) -> tuple[str, bool]:
        told = unit_above(self._table) or self._carried
        if told:
            return told, False
        nouns = {each.noun for cell in self._titles for each in scan(cell.text) if each.unit is Unit.MONEY}
        return (nouns.pop(), True) if len(nouns) == 1 else ("", False)

    @property
    def unit(self) -> str:
        """The unit of its money, "" for none."""
        return self._unit[0]

    @property
    def guessed(self) -> bool:
        """Whether nobody states the unit; it is the one in which the paragraph before gives its amounts."""
        return self._unit[1]

    @cached_property
    def topic(self) -> str:
        """Its subject, "" for none."""
        return _first_subject(self._titles, self._catalogue) or topic_of(
            self._table.headings, self._catalogue
        )

    @cached_property
    def marks(self) -> bool:
        """Whether it gives marks, so that a bare number under a rate is none."""
        cells = [cell for row in self._table.rows[:_ROWS_ABOVE] for cell in row if cell is not None]
        return any(MARKS.search(cell.text) for cell in cells)

    @cached_property
    def items(self) -> bool:
        """Whether its title says that it lists tasks or projects."""
        return any(ITEMS.search(cell.text) for cell in self._titles)

    @cached_property
    def _labels(self) -> frozenset[str]:
        return frozenset(cell.text for row in self._table.rows for cell in row if cell is not None)

    @cached_property
    def _wholes(self) -> tuple[str, ...]:
        return tuple(text for text in self._labels if is_whole(text))

    @property
    def whole(self) -> bool:
        """Whether one of its rows is the whole of the others."""
        return bool(self._wholes)

    @cached_property
    def grand(self) -> bool:
        """Whether one of its rows is more than a subtotal."""
        return any(not is_subtotal(text) for text in self._wholes)

    @cached_property
    def sums(self) -> frozenset[str]:
        """The labels of rows that name what they sum up, which is what the table is about: 信访合计."""
        summing = (text for text in self._labels if text.endswith(_SUM))
        return frozenset(text for text in summing if _named(text, self._catalogue) == self.topic)

    @cached_property
    def counted(self) -> str:
        """The only thing that its labels name which facts count, and no amount; "" for none or several."""
        short = (
            label for label in self._labels if len(label) <= _LONGEST_LABEL and not is_kind_of_row(label)
        )
        subjects = {_named(label, self._catalogue) for label in short}
        counted = [each for each in subjects if each and _is_counted(each, self._catalogue)]
        return counted[0] if len(counted) == 1 else ""


def _first_subject(titles: Sequence[Passage], catalogue: Catalogue) -> str:
    """Return what the paragraphs before a table speak of first, "" when they name nothing."""
    return next((subject for cell in titles if (subject := _named(cell.text, catalogue))), "")


def _is_counted(subject: str, catalogue: Catalogue) -> bool:
    return catalogue.counts(subject, Unit.COUNT) and not catalogue.counts(subject, Unit.MONEY)


def _named(text: str, catalogue: Catalogue) -> str:
    words = catalogue.lexicon.tokens(legible(text))
    return next((word.sense.subjects[0] for word in words if is_strong(word)), "")
