"""The rows of a rubric made ready: their forms, in the tree that parts and modifiers make of them."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from attrs import field

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure
from evalkit.rubrics.rubric import NoRate
from evalkit.rules.forms import ByCurve, FirstCase, FirstKnown, Form, PerCase, Waits, ids_of
from evalkit.rules.judgement import Judgement
from evalkit.rules.rule import EXACT, Rule
from evalkit.scoring.assessing import needs_of
from evalkit.scoring.compiled.exact import DOES_NOT_APPLY, Assess, Kept, assessing
from evalkit.scoring.compiled.sources import IrregularError, Record, Source
from evalkit.scoring.ledger import ZERO, difference
from evalkit.scoring.rows import Row

_add = EXACT.add

_MOST_CURVES = 256
"""How many marks left a modifier keeps the tables for; they are worked out anew beyond that."""


@frozen(eq=False)
class Sources:
    """All values that a rubric can look at, by id."""

    measures: Mapping[str, Measure]
    units: Mapping[str, Unit]
    _known: dict[str, Source] = field(factory=dict, init=False)

    def get(self, id: str) -> Source:
        """Return where the value `id` comes from."""
        found = self._known.get(id)
        if found is None:
            measure = self.measures.get(id)
            unit = self.units.get(id) if measure is None else measure.unit
            found = self._known[id] = Source(id, measure, unit)
        return found

    def form_of(self, rule: Rule, marks: Decimal) -> Form | None:
        """Return the form of `rule` for an indicator of `marks`; None when only the whole scorer can assess it."""
        try:
            form = rule.form(marks)
            if form is not None and set(ids_of(form)) <= set(rule.needs()) and self._agree(form):
                return form
        except Exception:  # noqa: BLE001  a plugin's fault must cost its own indicators only
            return None
        return None

    def _agree(self, form: Form) -> bool:
        """Return whether all that `form` compares with one another is in one unit."""
        if not isinstance(form, FirstCase):
            return True
        pairs = [(self.get(each.id).unit, self.get(each.of).unit) for each in form.cases if each.of]
        return all(one is other for one, other in pairs)


@frozen(eq=False)
class Node:
    """One row: by its `form`, or by the nodes `below` it, then by the rules that act on what remains.

    `form` is None for a row of parts, and for one that only the whole scorer can assess.
    """

    row: Row
    form: Form | None
    below: tuple["Node", ...]
    ids: tuple[str, ...]

    @classmethod
    def of(cls, row: Row, sources: Sources) -> "Node":
        """Return `row` made ready."""
        own = row.indicator.rule or Judgement()
        return cls(
            row,
            None if row.indicator.parts else sources.form_of(own, row.indicator.marks),
            tuple(cls.of(part, sources) for part in row.parts()),
            tuple(dict.fromkeys(id for rule in row.rules() for id in needs_of(rule))),
        )

    @property
    def regular(self) -> bool:
        """Return whether the row and all below it have forms."""
        return self.form is not None or (bool(self.below) and all(each.regular for each in self.below))

    @property
    def no_rate(self) -> Kept:
        """Return what becomes of the row where there is no rate."""
        full = self.row.indicator.marks
        return (full, full, full) if self.row.no_rate is NoRate.FULL else DOES_NOT_APPLY

    def tree(self) -> Iterator["Node"]:
        """Yield the node and all below it."""
        yield self
        for each in self.below:
            yield from each.tree()

    @property
    def may_not_apply(self) -> bool:
        """Return whether the row, while all of it is open, may turn out not to apply."""
        waits = isinstance(self.form, Waits) or self.row.no_rate is NoRate.FULL
        return not waits and not self.below

    def exact(self, sources: Sources, *, rescales: bool) -> Assess:
        """Return what gives what is kept of a record; it raises where only the whole scorer can say."""
        if not self.regular:
            return _irregular
        if self.form is not None:
            readers = {id: sources.get(id).reader() for id in ids_of(self.form)}
            assess = assessing(self.form, self.row.indicator.marks, self.no_rate, readers)
        else:
            parts = [each.exact(sources, rescales=rescales) for each in self.below]
            assess = partial(_composite, parts)
        if not self.row.indicator.modifiers:
            return assess
        if rescales:
            assess = self._applying(assess, sources)
        for rule in self.row.indicator.modifiers:
            assess = _modified(assess, rule, sources)
        return assess

    def _applying(self, assess: Assess, sources: Sources) -> Assess:
        """Return `assess`, refusing records of which part may not apply: that bears no loss yet."""
        doubtful = [
            each.exact(sources, rescales=True)
            for each in self.tree()
            if each is not self and each.may_not_apply
        ] or ([assess] if self.may_not_apply else [])

        def applying(record: Record) -> Kept:
            for each in doubtful:
                marks, low, high = each(record)
                if not low and high == marks:
                    raise IrregularError
            return assess(record)

        return applying


def _composite(parts: list[Assess], record: Record) -> Kept:
    return together([assess(record) for assess in parts])


def _irregular(record: Record) -> Kept:
    raise IrregularError


def together(kept: list[Kept]) -> Kept:
    """Return what several rows keep together."""
    marks = low = high = ZERO
    for each in kept:
        marks = _add(marks, each[0])
        low = _add(low, each[1])
        high = _add(high, each[2])
    return (marks, low, high)


def _modified(before: Assess, rule: Rule, sources: Sources) -> Assess:
    """Return what gives what is kept after `rule` has acted on what `before` leaves."""
    left_of: dict[Decimal, Assess] = {}

    def assess(record: Record) -> Kept:
        marks, low, high = before(record)
        if not high:
            return (marks, low, high)
        own = left_of.get(high) or _acting(rule, high, sources)
        if len(left_of) < _MOST_CURVES:
            left_of[high] = own
        applies, least, most = own(record)
        if not applies:
            return (marks, low, high)
        lost, open = difference(high, most), difference(most, least)
        return (marks, max(difference(difference(low, lost), open), ZERO), most)

    return assess


def _acting(rule: Rule, high: Decimal, sources: Sources) -> Callable[[Record], Kept]:
    form = sources.form_of(rule, high)
    if not isinstance(form, ByCurve | PerCase | FirstKnown | Waits):
        return _irregular
    readers = {id: sources.get(id).reader() for id in ids_of(form)}
    return assessing(form, high, DOES_NOT_APPLY, readers)
