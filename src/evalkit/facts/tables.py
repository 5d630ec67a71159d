"""Figures in tables: a cell is what its row's label, its column's headers and the unit above say."""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from evalkit.documents.document import Evidence, Span
from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.candidates import Found, candidates_of, topic_of
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.nouns import KINDS, MONEY, PERIODS
from evalkit.facts.quantity import Quantity, rescaled, scan
from evalkit.facts.reading import CURRENT, ELSE, TOTAL, Reading, aspects_of, period_of, point_of
from evalkit.facts.sentence import is_year, legible
from evalkit.facts.shapes import MOVING, Shape
from evalkit.facts.unit import Unit

_UNIT = re.compile(r"(?:单位|金额单位|计量单位)[：:为]?(?:人民币)?[（(]?(?P<unit>万元|亿元|千元|百万元|元)")
_UNIT_IN_LABEL = re.compile(
    r"[（(/／](?:单位[：:])?(?P<unit>万元|亿元|千元|百万元|元|%|人次|人|辆|台|个|项|批次|批|名|件|分)[）)]?"
)
_WHOLE = re.compile(r"(?:本年|年度|支出|收支|部门|金额|资金)?(?:合计|总计|总额|总分|总数|小计)(?:数|分)?")
_RATE = re.compile(r"率|比例|进度|%|满意度")
_MARKS = re.compile(r"满分|分值|权重|得分|评分|自评|扣分")
_STRENGTH = 30
_GUESSED = 12
"""What it costs that a table's unit is only guessed."""

_UNKNOWN = 2
"""So many characters that nobody knows make a row another thing's."""

_ONE_OF_SEVERAL = 16
"""What it costs that another row of the table is the whole of what this one names."""

Row = Sequence[Passage | None]


@frozen
class _Said:
    """What the labels of a cell say: their words, their years, and how much of them nobody knows."""

    words: tuple[Token, ...]
    years: tuple[int, ...]
    weight: int
    whole: bool

    @classmethod
    def by(cls, labels: Sequence[Passage], catalogue: Catalogue) -> "_Said":
        """Return what `labels` say."""
        words: list[Token] = []
        years: list[int] = []
        weight = 0
        for label in labels:
            text = legible(label.text)
            found = catalogue.lexicon.tokens(text)
            dates = [each for each in scan(text) if is_year(each) or each.noun in PERIODS]
            spans = [(each.start, each.end) for each in found] + [(each.start, each.end) for each in dates]
            covered = {place for start, end in spans for place in range(start, end)}
            words += found
            years += [int(each.value) for each in dates if is_year(each)]
            weight += sum(1 for place, sign in enumerate(text) if sign.isalpha() and place not in covered)
        whole = any(_WHOLE.fullmatch(legible(label.text)) for label in labels)
        return cls(tuple(words), tuple(years), weight, whole)


def table_candidates(table: TablePassage, catalogue: Catalogue, year: int | None) -> Iterator[Found]:
    """Yield the candidates that the cells of `table` give."""
    above = _Above.of(table, catalogue)
    head: list[Row] = []
    headed = False
    for row in table.rows:
        if not any(cell is not None and _figure(cell) is not None for cell in row):
            head = head if not headed else []
            head.append(row)
            headed = False
            continue
        headed = True
        for column, cell in enumerate(row):
            if cell is None or cell in row[:column]:
                continue
            quantity = _figure(cell)
            if quantity is not None:
                labels, headers = _labels(row, column), _headers(head, column)
                place = _Place(table, cell, labels, headers)
                yield from place.read(quantity, above, catalogue, year)


def _labels(row: Row, column: int) -> tuple[Passage, ...]:
    """Return the labels of a cell: the nearest cells of words that stand together left of it in its row."""
    labels: list[Passage] = []
    for cell in reversed(row[:column]):
        words = cell is not None and cell.text and _figure(cell) is None
        if cell is not None and words and cell not in labels:
            labels.append(cell)
        elif labels and not words:
            break
    return tuple(reversed(labels))


def _headers(rows: Sequence[Row], column: int) -> tuple[Passage, ...]:
    cells = [row[column] for row in rows if column < len(row)]
    return tuple(dict.fromkeys(cell for cell in cells if cell is not None and cell.text))


def _figure(cell: Passage) -> Quantity | None:
    """Return the one figure that fills a cell; None for words, several figures or a year."""
    found = [quantity for quantity in scan(cell.text) if quantity.noun not in PERIODS]
    if len(found) != 1 or found[0].start > 1 or found[0].end < len(cell.text) - 1:
        return None
    return found[0]


@frozen
class _Above:
    """What stands above a whole table: the unit of its money, its subject, "" for none.

    `guessed`: nobody states the unit; it is the one in which the paragraph before gives its amounts.
    `marks`: the table gives marks, so that a bare number under a rate is none.
    `whole`: one of its rows is the whole of the others.
    """

    unit: str
    guessed: bool
    topic: str
    marks: bool
    whole: bool

    @classmethod
    def of(cls, table: TablePassage, catalogue: Catalogue) -> "_Above":
        """Return what stands above `table`."""
        cells = [cell for row in table.rows[:3] for cell in row if cell is not None]
        caption = [table.caption] if table.caption is not None else []
        told = next((match["unit"] for cell in (*caption, *cells) if (match := _UNIT.search(cell.text))), "")
        told = told or next((unit for cell in caption if (unit := _unit_of(cell)) in MONEY), "")
        nouns = {each.noun for cell in caption for each in scan(cell.text) if each.unit is Unit.MONEY}
        guessed = not told and len(nouns) == 1
        return cls(
            unit=nouns.pop() if guessed else told,
            guessed=guessed,
            topic=_first_subject(caption, catalogue) or topic_of(table.headings, catalogue),
            marks=any(_MARKS.search(cell.text) for cell in cells),
            whole=any(cell is not None and _WHOLE.fullmatch(cell.text) for row in table.rows for cell in row),
        )


def _first_subject(caption: Sequence[Passage], catalogue: Catalogue) -> str:
    """Return what the paragraph before a table speaks of first, "" when it names nothing."""
    words = (word for cell in caption for word in catalogue.lexicon.tokens(legible(cell.text)))
    named = (word.sense.subjects[0] for word in words if _is_strong(word))
    return next(named, "")


def _is_strong(word: Token) -> bool:
    return bool(word.sense.subjects) and not word.sense.weak_subject


@frozen(eq=False)
class _Place:
    """A cell with the labels of its row and the headers of its column."""

    table: TablePassage
    cell: Passage
    labels: tuple[Passage, ...]
    headers: tuple[Passage, ...]

    def read(
        self, quantity: Quantity, above: _Above, catalogue: Catalogue, year: int | None
    ) -> Iterator[Found]:
        """Yield the candidates that the cell gives."""
        row, column = _Said.by(self.labels, catalogue), _Said.by(self.headers, catalogue)
        words = (*column.words, *row.words)
        found = self._with_unit(quantity, above, words, catalogue)
        subject = self._subject(row, column, found.unit, above.topic, catalogue)
        aspects, _ = aspects_of(words, catalogue, found.unit)
        shape = _shape(words)
        reading = Reading(
            quantity=found,
            subject=subject,
            aspects=(shape.value,) if shape is not Shape.NONE else aspects,
            period=period_of(words, (*column.years, *row.years), year) or CURRENT,
            point=point_of(words),
            strength=_STRENGTH
            - _GUESSED * above.guessed
            - _ONE_OF_SEVERAL * (above.whole and not row.whole and subject == above.topic)
            - min(row.weight + column.weight, 6),
            start=quantity.start,
            explicit=True,
            planned=any(Role.PLAN in word.sense.roles for word in words),
            falls=any(Role.LESS in word.sense.roles for word in words),
        )
        yield from candidates_of(reading, self.cell, catalogue, self._evidence())

    def _subject(self, row: _Said, column: _Said, unit: Unit | None, topic: str, catalogue: Catalogue) -> str:
        """Return what the cell is about: what its row names, else its column, else the whole table."""
        by_row = _named(row.words, unit, catalogue)
        by_column = _named(column.words, unit, catalogue)
        if by_row and by_column:
            parts = [by_row, by_column]
            return next((id for id in parts if catalogue.subjects[id].part_of in parts), by_row)
        marks = by_column != "" and catalogue.counts(by_column, Unit.SCORE)
        if (row.weight >= _UNKNOWN or marks) and not row.whole:
            return ELSE
        if by_row or by_column:
            return by_row or by_column
        told = row.whole or not self.labels or any(word.sense.tells for word in row.words) or row.years
        return (topic or TOTAL) if told else ELSE

    def _with_unit(
        self, quantity: Quantity, above: _Above, words: Sequence[Token], catalogue: Catalogue
    ) -> Quantity:
        """Return a bare figure with the unit that its labels, or the table, give it."""
        if quantity.noun:
            return quantity
        labels = (*reversed(self.labels), *self.headers)
        own = next((unit for label in labels if (unit := _unit_of(label))), "")
        if own:
            return rescaled(quantity, own)
        if any(_RATE.search(label.text) for label in labels):
            return quantity if above.marks else rescaled(quantity, "%")
        counted = _counted(words, catalogue)
        if counted:
            return rescaled(quantity, counted)
        return rescaled(quantity, above.unit) if above.unit else quantity

    def _evidence(self) -> Evidence:
        """Return the row from its first label up to the figure."""
        text = self.table.document.text
        cell = self.cell.span(0, len(self.cell.text))
        starts = [label.span(0, 1).start for label in self.labels]
        line = text.rfind("\n", 0, cell.start)
        start = min((each for each in starts if each > line), default=cell.start)
        return self.table.document.evidence(Span(start, cell.end))


def _unit_of(label: Passage) -> str:
    """Return the unit that a label states (决算数（万元）), or that it is itself (万元), "" for none."""
    if label.text in KINDS and label.text not in PERIODS:
        return label.text
    match = _UNIT_IN_LABEL.search(label.text)
    return match["unit"] if match else ""


def _named(words: Sequence[Token], unit: Unit | None, catalogue: Catalogue) -> str:
    """Return the subject that `words` name: one with facts in `unit`, the whole budget after all others.

    Items of lists count where nothing else is named.
    """
    proper = any(word.sense.subjects for word in words)
    ranked = [
        (
            not (unit is None or catalogue.counts(id, unit)),
            catalogue.subjects[id].yields,
            word.sense.weak_subject,
            -place,
            id,
        )
        for place, word in enumerate(words)
        for id in (word.sense.subjects if proper else _listed(word))
    ]
    return min(ranked)[-1] if ranked else ""


def _listed(word: Token) -> tuple[str, ...]:
    """Return the item of a list that a word of a label names: a table is a list."""
    items = word.sense.items
    return items if len(items) == 1 else ()


def _counted(words: Sequence[Token], catalogue: Catalogue) -> str:
    """Return the noun of what is counted where the labels name nothing but counts, else ""."""
    strong = [word for word in words if not word.sense.weak_subject]
    named = [id for word in strong for id in word.sense.subjects]
    named = named or [id for word in words for id in word.sense.subjects]
    wordings = [wording for id in named for wording in catalogue.by_subject.get(id, ())]
    if wordings and all(Unit(wording.unit) is Unit.COUNT for wording in wordings):
        return next((noun for wording in wordings for noun in wording.nouns), "")
    return ""


def _shape(words: Sequence[Token]) -> Shape:
    """Return what the labels make of a figure: a change, a share or a target."""
    for word in words:
        if word.end - word.start > 1 or Role.SHARE in word.sense.roles:
            if Role.TARGET in word.sense.roles:
                return Shape.TARGET
            if word.has(*MOVING):
                return Shape.CHANGE
            if Role.SHARE in word.sense.roles:
                return Shape.SHARE
    return Shape.NONE
