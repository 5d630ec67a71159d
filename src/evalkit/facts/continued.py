"""Tables that go on in a next one without headers: on the next page, or in the next part of a form."""

from collections.abc import Iterable

from attrs import evolve

from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.table_cells import Contents
from evalkit.facts.table_rows import is_bare_year
from evalkit.patterns import when_used

_NARROWEST = 3
"""How many columns a table has that can go on: of two, any list of labels and figures has as many."""

_LONGEST_MARK = 12
_GOES_ON = when_used(
    "[（(【]?(?:接?上表)?续(?:上|前)?(?:页|表)?[0-9一二三四五六七八九十]{0,3}(?:[）)】]|[：:])?"
)
"""What stands between two parts of a table: 续表, （续上表）, 续表2：."""


def continued(read: Iterable[Passage | TablePassage]) -> list[Passage | TablePassage]:
    """Return what was `read`, each table as one with those right behind it that go on with it.

    Such a one has as many columns and begins with figures, not with headers, nor with labels where figures stood. Only 续表 may stand between.
    """
    contents = Contents()
    found: list[Passage | TablePassage] = []
    parts: list[TablePassage] = []
    between: list[Passage] = []
    for each in read:
        if isinstance(each, TablePassage) and parts and _goes_on(parts[-1], each, contents):
            parts.append(each)
            between.clear()
        elif parts and isinstance(each, Passage) and _says_so(each) and not between:
            between.append(each)
        else:
            found += [*_joined(parts), *between]
            between.clear()
            parts = [each] if isinstance(each, TablePassage) else []
            found += [] if parts else [each]
    return [*found, *_joined(parts), *between]


def _says_so(passage: Passage) -> bool:
    return len(passage.text) <= _LONGEST_MARK and _GOES_ON.fullmatch(passage.text) is not None


def _goes_on(table: TablePassage, after: TablePassage, contents: Contents) -> bool:
    """Return whether `after` begins with a row of figures that stand below the columns of `table`."""
    width = _width(table)
    if table.document is not after.document or width < _NARROWEST or width != _width(after):
        return False
    first = [contents[cell.text] for cell in after.filled[0]]
    figures = [each for content in first if content.fills for each in content.figures]
    if all(map(is_bare_year, figures)) or not any(content.words for content in first):
        return False
    last, begin = table.rows[-1], after.rows[0]
    filled = [column for column, cell in enumerate(last) if cell is not None and contents[cell.text].fills]
    labelled = [
        column
        for column in filled
        if column < len(begin) and (cell := begin[column]) is not None and contents[cell.text].words
    ]
    return not labelled or len(labelled) * 2 < len(filled)


def _width(table: TablePassage) -> int:
    return max(map(len, table.rows), default=0)


def _joined(parts: list[TablePassage]) -> list[TablePassage]:
    if len(parts) < 2:
        return parts
    rows = tuple([row for part in parts for row in part.rows])
    note = next((part.note for part in reversed(parts) if part.note is not None), None)
    return [evolve(parts[0], rows=rows, note=note)]
