"""Figures in tables: a cell is what its row's label, its column's headers and the unit above say."""

import re
from collections.abc import Iterator, Sequence

from evalkit.documents.document import Evidence, Span
from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.candidates import Found, candidates_of, topic_of
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.discourse import Reading
from evalkit.facts.lexicon import Role
from evalkit.facts.nouns import PERIODS
from evalkit.facts.quantity import Quantity, rescaled, scan
from evalkit.facts.sentence import is_year
from evalkit.facts.spoken import CURRENT, ELSE, TOTAL, period_of, point_of, said, subject_of

_UNIT = re.compile(r"(?:单位|金额单位|计量单位)[：:为]?(?:人民币)?[（(]?(?P<unit>万元|亿元|千元|百万元|元)")
_UNIT_IN_HEADER = re.compile(r"[（(](?P<unit>万元|亿元|千元|百万元|元|%|人|辆|个|项|批次|人次|名|件)[）)]")
_WHOLE = ("合计", "总计", "总额", "部门整体")
_STRENGTH = 34
_MOST_UNKNOWN = 8
"""How many characters of a cell's labels the lexicon may not know; more speak of something else."""

_MOST_OF_A_PART = 1
"""How many unknown characters may stand beside a strict subject in its label."""

_LONGEST_TITLE = 24

Row = Sequence[Passage | None]


def table_candidates(table: TablePassage, catalogue: Catalogue, year: int | None) -> Iterator[Found]:
    """Yield the candidates that the cells of `table` give."""
    head = _header_height(table.rows)
    unit = _unit_above(table, head)
    for row in table.rows[head:]:
        labels = _labels(row)
        for column, cell in enumerate(row):
            if cell is None or column < len(labels) or cell in row[:column]:
                continue
            quantity = _figure(cell)
            if quantity is not None:
                headers = _headers(table.rows[:head], column)
                yield from _read(table, cell, quantity, (*headers, *labels), unit, catalogue, year)


def _header_height(rows: Sequence[Row]) -> int:
    """Return how many rows at the top have no figure."""
    for height, row in enumerate(rows):
        if any(cell is not None and _figure(cell) is not None for cell in row):
            return height
    return len(rows)


def _labels(row: Row) -> tuple[Passage, ...]:
    """Return the cells at the left that hold words."""
    found = []
    for cell in row:
        if cell is None or not cell.text or _figure(cell) is not None:
            break
        found.append(cell)
    return tuple(found)


def _headers(rows: Sequence[Row], column: int) -> tuple[Passage, ...]:
    cells = [row[column] for row in rows if column < len(row)]
    return tuple(dict.fromkeys(cell for cell in cells if cell is not None and cell.text))


def _figure(cell: Passage) -> Quantity | None:
    """Return the one figure that fills a cell; None for words, several figures or a year."""
    found = [quantity for quantity in scan(cell.text) if quantity.noun not in PERIODS]
    if len(found) != 1 or found[0].start > 1 or found[0].end < len(cell.text) - 1:
        return None
    return found[0]


def _unit_above(table: TablePassage, head: int) -> str:
    """Return the unit of money that the caption or the header states for the whole table, "" for none."""
    above = [table.caption] if table.caption is not None else []
    above += [cell for row in table.rows[:head] for cell in row if cell is not None]
    return next((match["unit"] for cell in above if (match := _UNIT.search(cell.text))), "")


def _read(
    table: TablePassage,
    cell: Passage,
    quantity: Quantity,
    labels: Sequence[Passage],
    unit: str,
    catalogue: Catalogue,
    year: int | None,
) -> Iterator[Found]:
    quantity = _with_unit(quantity, labels, unit)
    if not _is_clean(labels, catalogue):
        return
    tokens = [token for label in labels for token in catalogue.lexicon.tokens(label.text)]
    years = [int(found.value) for label in labels for found in scan(label.text) if is_year(found)]
    subject = subject_of(tokens, quantity, catalogue)
    if _is_of_a_part(subject, labels, catalogue):
        return
    if subject == ELSE and any(label.text in _WHOLE for label in labels):
        subject = topic_of((*table.headings, _title(table)), catalogue) or TOTAL
    reading = Reading(
        quantity=quantity,
        subject=subject,
        aspects=said(tokens, Role.ASPECT),
        period=period_of(tokens, years, year) or CURRENT,
        point=point_of(tokens),
        strength=_STRENGTH,
        near=quantity.start,
        planned=any(token.has(Role.PLAN) for token in tokens),
        explicit=subject != ELSE,
    )
    yield from candidates_of(reading, cell, catalogue, _evidence(table, cell, labels))


def _title(table: TablePassage) -> str:
    """Return the line above the table where it is short enough to be its title, else ""."""
    caption = table.caption.text if table.caption is not None else ""
    return caption if len(caption) <= _LONGEST_TITLE else ""


def _is_of_a_part(subject: str, labels: Sequence[Passage], catalogue: Catalogue) -> bool:
    """Return whether the label that names a strict subject has other words: 湖滨步道项目 is one of many."""
    words = catalogue.subjects.get(subject)
    if words is None or not words.strict:
        return False
    return any(
        subject in said(catalogue.lexicon.tokens(label.text), Role.SUBJECT)
        and _unknown(label, catalogue) > _MOST_OF_A_PART
        for label in labels
    )


def _evidence(table: TablePassage, cell: Passage, labels: Sequence[Passage]) -> Evidence:
    """Return the row from its first label up to the figure."""
    end = cell.span(0, len(cell.text)).end
    starts = [label.span(0, 1).start for label in labels]
    line = table.document.text.rfind("\n", 0, cell.span(0, 1).start)
    start = min((each for each in starts if each > line), default=cell.span(0, 1).start)
    return table.document.evidence(Span(start, end))


def _with_unit(quantity: Quantity, labels: Sequence[Passage], unit: str) -> Quantity:
    """Return a bare figure with the unit that its labels or the table give it."""
    if quantity.noun:
        return quantity
    own = next((match["unit"] for label in labels if (match := _UNIT_IN_HEADER.search(label.text))), "")
    noun = own or unit
    return rescaled(quantity, noun) if noun else quantity


def _is_clean(labels: Sequence[Passage], catalogue: Catalogue) -> bool:
    """Return whether the labels speak of little that the lexicon does not know."""
    return sum(_unknown(label, catalogue) for label in labels) <= _MOST_UNKNOWN


def _unknown(label: Passage, catalogue: Catalogue) -> int:
    covered = sum(token.end - token.start for token in catalogue.lexicon.tokens(label.text))
    return len(label.text) - covered
