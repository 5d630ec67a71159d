"""Figures in tables: a cell is what its row's label, its column's headers and the unit above say."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from evalkit.documents.document import Evidence, Span
from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.candidates import Found, candidates_of
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.quantity import Quantity, rescaled, unit_in
from evalkit.facts.reading import CURRENT, ELSE, PREVIOUS, TOTAL, Reading, aspects_of, period_of, point_of
from evalkit.facts.sentence import legible
from evalkit.facts.shapes import MOVING, Shape
from evalkit.facts.table_above import ITEMS, Above
from evalkit.facts.table_rows import Place, is_kind_of_row, is_subtotal, is_whole, places
from evalkit.facts.table_units import unit_of
from evalkit.facts.table_words import UNKNOWN, Rows, is_strong
from evalkit.facts.unit import Unit
from evalkit.messages import say
from evalkit.patterns import when_used

_BRACKETED = re.compile(r"[（(][0-9,.]+%?[）)]")
_COUNTING = when_used("[任目务项件个总]数(?:量)?(?:[（(].{1,3}[）)])?$|^数量$")
"""A header that only says that it counts, without a side: 任务数, 事项数量."""

_STRENGTH = 30
_GUESSED = 12
"""What it costs that a table's unit is only guessed."""

_ONE_OF_SEVERAL = 16
"""What it costs that another row of the table is the whole of what this one names."""

_IMPLIED = 3
"""What it costs that a row of totals does not say of what."""

_CROSSED = 4
"""What it costs that the column names something else than the row: 在职人员 under 编制数."""

_WEAKLY = 2
"""What it costs that a word for the subject or the side of a figure often means something else."""

_LEAST_PERCENT = 2
"""A smaller bare number under a rate may be a share of one as well: 0.953 beside 95.3."""

_ACCOUNTS = "actual"
"""The side of a figure that stands in the final accounts."""

_DONE = "completed"
"""The side of a count of what was done."""


def table_candidates(table: TablePassage, rows: Rows, year: int | None, carried: str = "") -> Iterator[Found]:
    """Yield the candidates that the cells of `table` give; `rows` are those of all tables of the report.

    `carried` is the unit of money of a table right before it, which counts where it states none itself.
    Of the cells that could be one fact, those that say so less plainly than another are ruled out.
    """
    above = Above(table, rows.sayings.catalogue, carried)
    found = [
        each
        for place in places(table, rows.wanted, rows.contents)
        for each in _Cell(table, place, above, rows, year).candidates()
    ]
    found = _without_marks_of_amounts(found, rows.sayings.catalogue)
    best: dict[str, int] = {}
    for each in found:
        if each.candidate.rejected is None:
            best[each.fact] = max(best.get(each.fact, each.candidate.score), each.candidate.score)
    weaker = say("同一张表另有更明确的一格", "another cell of the table says it more plainly")
    for each in found:
        outdone = each.candidate.rejected is None and each.candidate.score < best[each.fact]
        yield evolve(each, candidate=evolve(each.candidate, rejected=weaker)) if outdone else each


def _without_marks_of_amounts(found: Sequence[Found], catalogue: Catalogue) -> list[Found]:
    """Return what was `found` without the marks in a row of amounts, which are for spending those, no total of marks."""
    units = [Unit(catalogue.definitions[each.fact].unit) for each in found]
    paid = {
        each.candidate.evidence.row for each, unit in zip(found, units, strict=True) if unit is Unit.MONEY
    }
    return [
        each
        for each, unit in zip(found, units, strict=True)
        if unit is not Unit.SCORE or each.candidate.evidence.row not in paid
    ]


class _Cell:
    """A figure of a table with what the words around it say."""

    def __init__(self, table: TablePassage, place: Place, above: Above, rows: Rows, year: int | None) -> None:
        self.table = table
        self.place = place
        self.above = above
        self.sayings = rows.sayings
        self.catalogue = rows.sayings.catalogue
        self.year = year
        row = rows[place.labels]
        self.row, self.near = row.said, row.near
        self.column = self.sayings[place.headers]
        self.words = (*self.column.words, *self.row.words)

    def candidates(self) -> Iterator[Found]:
        """Yield the candidates that the cell gives."""
        noun = self._noun()
        unit = unit_in(noun) if noun else self.place.quantity.unit
        subject, penalty = self._subject(unit)
        if subject not in self.catalogue.by_subject:
            return
        shape = _shape(self.words)
        figure = self.place.quantity
        noun = noun or self._only_noun(subject)
        quantity = self._signed(rescaled(figure, noun) if noun else figure, shape)
        if quantity is None:
            return
        aspects, strong = self._aspects(unit, subject)
        period, point = self._time(subject)
        reading = Reading(
            quantity=quantity,
            subject=subject,
            aspects=(shape.value,) if shape is not Shape.NONE else aspects,
            period=period,
            point=point,
            strength=self._strength(subject) - penalty - _WEAKLY * (bool(aspects) and not strong),
            start=quantity.start,
            explicit=True,
            planned=any(Role.PLAN in word.sense.roles for word in self.words),
            falls=any(Role.LESS in word.sense.roles for word in self.words),
            firm=not (self.catalogue.follows(subject) and self._weakly(subject)),
        )
        yield from candidates_of(reading, self.place.cell, self.catalogue, self._evidence())

    def _only_noun(self, subject: str) -> str:
        """Return in what a bare figure counts `subject`, of which there are only counts; "" for any other and for marks."""
        figure = self.place.quantity
        if figure.unit is not None or figure.noun or figure.step != 1 or self.column.marks:
            return ""
        wordings = self.catalogue.by_subject[subject]
        only = all(Unit(wording.unit) is Unit.COUNT for wording in wordings)
        return wordings[0].nouns[0] if only and wordings[0].nouns else ""

    def _strength(self, subject: str) -> int:
        part = bool(self.above.whole or self.above.sums) and subject == self.above.topic
        part = (
            part
            and not self.row.whole
            and not any(each.text in self.above.sums for each in self.place.labels)
        )
        sub = self.above.grand and any(is_subtotal(label.text) for label in self.place.labels)
        unknown = min(min(self.near.weight, self.row.weight) + self.column.weight, 6)
        return _STRENGTH - _GUESSED * self.above.guessed - _ONE_OF_SEVERAL * (part or sub) - unknown

    # ------------------------------------------------------------ of what

    def _subject(self, unit: Unit | None) -> tuple[str, int]:
        """Return what the cell is about and what speaks against it: its row, else its column, else the table."""
        row, column = self.row, self.column
        named = self.sayings.subject(self.near, unit) or self._owner()
        near, by_column = named or self._of_whole(unit), self.sayings.subject(column, unit)
        by_row = near or self.sayings.subject(row, unit)
        weight = self.near.weight if near else row.weight
        if self.place.paired or (near and not named):
            weight = 0
        if self._is_unnamed_column():
            return ELSE, 0
        if self.place.within and self._is_part_only(by_row, unit):
            return ELSE, 0
        if by_row and by_column:
            both = [by_row, by_column]
            part = next((id for id in both if self.catalogue.subjects[id].part_of in both), "")
            if not part and column.strong and self._is_allotted(by_column) and not self._is_allotted(by_row):
                return ELSE, 0
            subject = part or by_row
            crossed = _CROSSED * (by_row != by_column and not part)
            return subject, self._weakly(subject) + self._sideways() + crossed
        marks = by_column != "" and self.catalogue.counts(by_column, Unit.SCORE)
        if (weight >= UNKNOWN or marks) and not row.whole:
            return ELSE, 0
        if by_row or by_column:
            subject = by_row or by_column
            one_of_several = self.above.whole and by_row == "" and self._says_nothing()
            return subject, (
                self._weakly(subject)
                + _IMPLIED * (row.whole and not by_row)
                + _ONE_OF_SEVERAL * one_of_several
                + self._sideways()
            )
        return self._implied(unit)

    def _is_allotted(self, subject: str) -> bool:
        """Return whether facts only count what is allotted, not what there is: 编制数, under which 在职人员 is no fact."""
        facts = self.catalogue.by_subject.get(subject, ())
        return bool(facts) and all(
            Unit(each.unit) is Unit.COUNT and self.catalogue.is_budget(each.aspects) and not each.completes
            for each in facts
        )

    def _owner(self) -> str:
        """Return the subject of the side that is all the nearest label says (固定资产利用率), "" for none."""
        sides = [id for word in self.near.alone for id in word.sense.aspects]
        return next((owner for id in sides if (owner := self.catalogue.aspects[id].subject)), "")

    def _of_whole(self, unit: Unit | None) -> str:
        """Return the subject of which the nearest label is a part and only names the side: 其中：在用, 待处置资产."""
        sides = [word for word in self.near.words if word.sense.aspects and not word.sense.weak_aspect]
        if not self.place.within or not sides:
            return ""
        whole = self.sayings.subject(self.sayings[self.place.within], unit)
        if not any(self._is_side(whole, word.sense.aspects, unit) for word in sides):
            return ""
        text = legible(self.place.labels[-1].text)
        for word in reversed(self.near.words):
            text = text[: word.start] + text[word.end :]
        rest = "".join(sign for sign in text if sign.isalpha())
        return whole if any(rest in label.text for label in self.place.within) else ""

    def _is_side(self, subject: str, aspects: Sequence[str], unit: Unit | None) -> bool:
        """Return whether a fact about `subject` in `unit` is of one of the sides `aspects`."""
        return any(
            not set(aspects).isdisjoint(wording.aspects) and (unit is None or Unit(wording.unit) is unit)
            for wording in self.catalogue.by_subject.get(subject, ())
        )

    def _says_nothing(self) -> bool:
        """Return whether the row only names one of those that another sums up: 本级, 局机关."""
        row = self.row
        tells = any(word.sense.tells or word.sense.periods for word in row.words)
        return bool(self.place.labels) and not (row.whole or tells or row.years)

    def _sideways(self) -> int:
        """Return what it costs that another column sums up those of which this one is one: 小计, 行政, 事业."""
        headers = self.place.headers
        if len(headers) < 2 or is_whole(headers[-1].text):
            return 0
        said = self.sayings[headers[-1:]]
        names = any(is_strong(word) or word.sense.aspects for word in said.words)
        summed = any(is_whole(each.text) for each in self.place.beside)
        return _ONE_OF_SEVERAL * (summed and not names)

    def _is_unnamed_column(self) -> bool:
        """Return whether the header says nothing of a figure beside headers that say which amounts theirs are."""
        column, headers = self.column, self.place.headers
        tells = any(word.sense.tells or word.sense.periods for word in column.words)
        tells = tells or column.marks or column.rate or _shape(column.words) is not Shape.NONE
        if not headers or tells or column.years or is_whole(headers[-1].text) or self._row_has_side():
            return False
        if _COUNTING.search(headers[-1].text):
            return False
        beside = self.sayings[self.place.beside]
        return self.catalogue.is_level([id for word in beside.words for id in word.sense.aspects])

    def _row_has_side(self) -> bool:
        return any(word.sense.aspects and not word.sense.weak_aspect for word in self.row.words)

    def _implied(self, unit: Unit | None) -> tuple[str, int]:
        """Return what the part of the table, its corner or its title names, where the labels name nothing."""
        row = self.row
        told = (
            row.whole
            or not self.place.labels
            or any(word.sense.tells for word in row.words)
            or bool(row.years)
        )
        if not told:
            return ELSE, 0
        unlabelled = not self.place.labels
        if unlabelled and self.column.weight >= UNKNOWN:
            return ELSE, 0
        section = (self.place.section,) if self.place.section is not None else ()
        for titles in (section, _naming(self.place.corner)):
            said = self.sayings[titles]
            named = self.sayings.subject(said, unit, strong=True)
            if named and (titles is section or unit is None or self.catalogue.counts(named, unit)):
                return named, _IMPLIED
            if said.weight >= UNKNOWN and not row.whole and (unlabelled or titles is section):
                return ELSE, 0
        if row.whole and not self.above.topic and self._lists_items():
            return ELSE, 0
        topic = self.above.topic or TOTAL
        counted = (self._counted_beside() or self.above.counted) if unit in (Unit.COUNT, Unit.RATIO) else ""
        if counted and (topic == TOTAL or not self.catalogue.counts(topic, Unit.COUNT)):
            topic = counted
        return topic, _IMPLIED

    def _lists_items(self) -> bool:
        """Return whether the table lists single tasks or projects, whose sum is not the department's whole."""
        return self.above.items or any(ITEMS.search(corner.text) for corner in self.place.corner)

    def _counted_beside(self) -> str:
        """Return what the headers beside the figure's count: 计划项目数, of which 完成率 is a rate."""
        named = self.sayings.subject(self.sayings[_naming(self.place.beside)], Unit.COUNT, strong=True)
        return named if self.catalogue.counts(named, Unit.COUNT) else ""

    def _is_part_only(self, by_row: str, unit: Unit | None) -> bool:
        """Return whether a row of parts (其中) only gives some of its whole, or where it came from."""
        whole = self.sayings.subject(self.sayings[self.place.within], unit)
        wording = self.catalogue.by_subject.get(by_row, ())
        balance = bool(wording) and all(each.period in ("opening", "closing") for each in wording)
        return (by_row == whole and not self._row_has_side()) or (whole == TOTAL and balance)

    def _weakly(self, subject: str) -> int:
        return _WEAKLY * all(word.sense.weak_subject for word in self.words if subject in word.sense.items)

    def _aspects(self, unit: Unit | None, subject: str) -> tuple[tuple[str, ...], bool]:
        """Return the side that is spoken of: the row says it, but a column of accounts beats a plain budget.

        项目预算 in a column 决算数 names the project, not the side; 年度项目 in a column 完成数 likewise.
        """
        told, strong = aspects_of(self.words, self.catalogue, unit)
        column, sure = aspects_of(self.column.words, self.catalogue, unit)
        if self.catalogue.is_plain_budget(told) and _ACCOUNTS in column:
            return column, strong
        naming = [word.sense.aspects for word in self.row.words if word.sense.subjects]
        done = unit is Unit.COUNT and _DONE in column and _DONE not in told
        if sure and (done or (told in naming and self._is_side(subject, column, unit))):
            return column, strong
        return told, strong

    def _time(self, subject: str) -> tuple[str, str]:
        """Return the year that is spoken of and the time within it.

        What a row calls this year's (本年收入) is last year's in a column 上年决算. What there was at the
        beginning of the year is last year's, and what was left at the end of the last is this year's opening.
        """
        row = period_of(self.row.words, self.row.years, self.year)
        column = period_of(self.column.words, self.column.years, self.year)
        named = row == CURRENT and not self.row.years
        period = (column if named or not row else row) or row or CURRENT
        point = point_of(self.column.words) or point_of(self.row.words)
        wordings = self.catalogue.by_subject[subject]
        if any(wording.period in ("opening", "closing") for wording in wordings):
            return period, "opening" if (period, point) == (PREVIOUS, "closing") else point
        planned = any(self.catalogue.is_budget(wording.aspects) for wording in wordings)
        return PREVIOUS if point == "opening" and not planned else period, point

    # ------------------------------------------------------------ how much

    def _signed(self, quantity: Quantity, shape: Shape) -> Quantity | None:
        """Return a figure in brackets as a negative one where it is a change; None where it is none."""
        if _BRACKETED.fullmatch(self.place.cell.text) is None:
            return quantity
        return evolve(quantity, value=-abs(quantity.value)) if shape is Shape.CHANGE else None

    def _noun(self) -> str:
        """Return the unit that a bare figure's labels, headers or table give it; "" when it needs or gets none."""
        place = self.place
        if place.quantity.noun:
            return ""
        own = self.row.unit or self.column.unit
        if own:
            return own
        if self.row.marks or self.column.marks:
            return ""
        if self.row.rate or self.column.rate:
            return "" if self.above.marks or 0 < abs(place.quantity.value) < _LEAST_PERCENT else "%"
        corner = next((unit for label in place.corner if (unit := unit_of(label.text))), "")
        return corner or self.sayings.noun(self.column, self.row) or self.above.unit

    # ------------------------------------------------------------ where

    def _evidence(self) -> Evidence:
        """Return the row from its first label up to the figure."""
        text = self.table.document.text
        cell = self.place.cell.span(0, len(self.place.cell.text))
        starts = [label.span(0, 1).start for label in self.place.labels]
        line = text.rfind("\n", 0, cell.start)
        start = min((each for each in starts if each > line), default=cell.start)
        return self.table.document.evidence(Span(start, cell.end))


def _naming(headers: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Return `headers` without one that only says that the rows are items of accounts."""
    return tuple([each for each in headers if not is_kind_of_row(each.text)])


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
