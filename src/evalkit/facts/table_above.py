"""What stands above a whole table, and which of its rows sum up the others."""

import re
from collections.abc import Sequence

from attrs import frozen

from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.candidates import topic_of
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.quantity import scan
from evalkit.facts.sentence import legible
from evalkit.facts.table_rows import is_subtotal, is_whole
from evalkit.facts.table_units import unit_above
from evalkit.facts.table_words import MARKS, is_strong
from evalkit.facts.unit import Unit

ITEMS = re.compile("(?:任务|项目|专项|工程|子项)(?:名称|内容|明细|资金|任务|清单)")
"""What the title or the corner of a table says that lists single tasks, projects or works."""

_SUM = ("合计", "总计", "共计")
_ROWS_ABOVE = 3


@frozen
class Above:
    """What stands above a whole table: the unit of its money, its subject, "" for none.

    `guessed`: nobody states the unit; it is the one in which the paragraph before gives its amounts.
    `marks`: the table gives marks, so that a bare number under a rate is none.
    `items`: its title says that it lists tasks or projects.
    `whole`: one of its rows is the whole of the others; `grand`: one that is more than a subtotal; `sums`
    are the labels of those that name what they sum up, which is what the table is about (信访合计).
    """

    unit: str
    guessed: bool
    topic: str
    marks: bool
    items: bool
    whole: bool
    grand: bool
    sums: frozenset[str] = frozenset()

    @classmethod
    def of(cls, table: TablePassage, catalogue: Catalogue, carried: str) -> "Above":
        """Return what stands above `table`."""
        cells = [cell for row in table.rows[:_ROWS_ABOVE] for cell in row if cell is not None]
        titles = [each for each in (table.title, table.caption) if each is not None]
        told = unit_above(table) or carried
        nouns = {each.noun for cell in titles for each in scan(cell.text) if each.unit is Unit.MONEY}
        guessed = not told and len(nouns) == 1
        labels = {cell.text for row in table.rows for cell in row if cell is not None}
        wholes = [text for text in labels if is_whole(text)]
        topic = _first_subject(titles, catalogue) or topic_of(table.headings, catalogue)
        return cls(
            unit=nouns.pop() if guessed else told,
            guessed=guessed,
            topic=topic,
            marks=any(MARKS.search(cell.text) for cell in cells),
            items=any(ITEMS.search(cell.text) for cell in titles),
            whole=bool(wholes),
            grand=any(not is_subtotal(text) for text in wholes),
            sums=frozenset(
                text for text in labels if text.endswith(_SUM) and _named(text, catalogue) == topic
            ),
        )


def _first_subject(titles: Sequence[Passage], catalogue: Catalogue) -> str:
    """Return what the paragraphs before a table speak of first, "" when they name nothing."""
    return next((subject for cell in titles if (subject := _named(cell.text, catalogue))), "")


def _named(text: str, catalogue: Catalogue) -> str:
    words = catalogue.lexicon.tokens(legible(text))
    return next((word.sense.subjects[0] for word in words if is_strong(word)), "")
