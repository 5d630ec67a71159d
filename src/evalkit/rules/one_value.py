"""Rules of one value: each builds a curve, and all the rest is derived from it."""

from collections.abc import Mapping
from decimal import Decimal

from evalkit.facts.unit import Amount, Unit
from evalkit.messages import Joined, Message, say
from evalkit.rules.curve import Bound, Curve, Piece, entry
from evalkit.rules.flaws import misvalued, uncovered
from evalkit.rules.forms import ByCurve, Form
from evalkit.rules.rule import (
    EXACT,
    Assessment,
    Direction,
    Failed,
    Fault,
    Known,
    Loss,
    Missing,
    Open,
    Rule,
    Title,
    Value,
    quantised,
)
from evalkit.rules.showing import Precise, Threshold


class OneValueRule(Rule):
    """The base of rules that look at one measure or numeric fact, named by the key ``measure``.

    A subclass says what its `curve` is, and may say in its own words how a value got its marks.
    """

    measure: str

    def needs(self) -> tuple[str, ...]:
        """Return the one id that the rule looks at."""
        return (self.measure,)

    def curve(self, marks: Decimal) -> Curve:
        """Return the curve for an indicator of `marks`."""
        raise NotImplementedError

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return what is wrong with the curve; a subclass that knows its keys says which one it is."""
        curve = self.curve(marks)
        flaws = (*misvalued(curve, marks), *uncovered(curve))
        return tuple(Fault((), flaw.message, flaw.allowed) for flaw in flaws)

    def standard(self, title: Title, value: Precise, curve: Curve) -> Message:
        """Return how `value` stands to the standard; what it gets and loses is said behind it."""
        piece = curve.piece(value.value)
        return say(
            "{title}为 {value}，{range}",
            "{title} is {value}, {range}",
            title=title,
            value=value,
            range=within(piece, value.unit),
        )

    def form(self, marks: Decimal) -> Form | None:
        """Return the curve, unless a subclass assesses in a way of its own."""
        if type(self).assess is not OneValueRule.assess:
            return None
        return ByCurve(self.measure, self.curve(marks))

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return the loss of the one value, or what it waits for."""
        known = values[self.measure]
        if isinstance(known, Value):
            return self._assessed(marks, known)
        return undecided(known, marks)

    def _assessed(self, marks: Decimal, known: Value) -> Assessment:
        if known.value is None:
            return Assessment(applicable=False, used=(known.id,), shown=known.id)
        if not isinstance(known.value, Decimal):
            return Assessment(failed=not_a_number(known))
        curve = self.curve(marks)
        gained = curve.marks(known.value)
        lost = quantised(EXACT.subtract(marks, gained))
        losses: tuple[Loss, ...] = ()
        if lost > 0:
            shown = Precise(known.value, known.unit, curve.bounds)
            reason = say(
                "{standard}，得 {gained}，扣 {lost}",
                "{standard}: {gained} awarded, {lost} lost",
                standard=self.standard(known.title, shown, curve),
                gained=Precise(gained, Unit.SCORE, (Decimal(0), marks)),
                lost=Precise(lost, Unit.SCORE, (Decimal(0), marks)),
            )
            losses = (Loss(lost, reason, remedy(curve, known.title, known.value, known.unit), (known.id,)),)
        return Assessment(losses=losses, used=(known.id,), shown=known.id)


def undecided(known: Missing | Failed, marks: Decimal) -> Assessment:
    """Return the assessment when a rule's only value is missing or could not be measured."""
    if isinstance(known, Failed):
        return Assessment(failed=known.message)
    return Assessment(opens=(Open(quantised(marks), known.facts),))


def not_a_number(known: Value) -> Message:
    """Return what is said of a value that a rule cannot reckon with."""
    return say("“{title}”不是数", "“{title}” is not a number", title=known.title)


def within(piece: Piece, unit: Unit) -> Message:
    """Return the words for the values of `piece`: 不低于 90%、不超过 100%."""
    words = []
    if piece.point is not None:
        return say("等于 {bound}", "equal to {bound}", bound=Threshold(piece.point, unit))
    if piece.lower is not None:
        words.append(_from_above(piece.lower, unit))
    if piece.upper is not None:
        words.append(_up_to(piece.upper, unit))
    return say("{words}", "{words}", words=Joined(tuple(words)))


def _from_above(bound: Bound, unit: Unit) -> Message:
    shown = Threshold(bound.value, unit)
    if bound.included:
        return say("不低于 {bound}", "not below {bound}", bound=shown)
    return say("高于 {bound}", "above {bound}", bound=shown)


def _up_to(bound: Bound, unit: Unit) -> Message:
    shown = Threshold(bound.value, unit)
    if bound.included:
        return say("不超过 {bound}", "not above {bound}", bound=shown)
    return say("低于 {bound}", "below {bound}", bound=shown)


def remedy(curve: Curve, title: Title, value: Decimal, unit: Unit) -> Message:
    """Return which values would win the marks back, the nearest step first, worked out from `curve`."""
    steps = curve.ways_up(value)
    if not steps:
        return say(
            "按该标准，{title}的任何数值都不能得更多分",
            "under this standard no {title} earns more",
            title=title,
        )
    ways = [_entered(piece, value, unit, curve.direction) for piece in steps]
    goal = say("{entry} 即可得满分", "{entry} earns full marks", entry=ways[-1])
    if len(steps) == 1:
        return say("{title}{goal}", "{title} {goal}", title=title, goal=goal)
    return say(
        "{title}{entry} 可得 {marks}，{goal}",
        "{title} {entry} earns {marks}; {goal}",
        title=title,
        entry=ways[0],
        marks=Amount(steps[0].base, Unit.SCORE),
        goal=goal,
    )


def _entered(piece: Piece, value: Decimal, unit: Unit, direction: Direction) -> Message:
    """Return the words for what leads from `value` into `piece`.

    Where a value can also be too good, both ends of the piece are named.
    """
    bound = entry(piece, value)
    if bound is None or direction is Direction.NEITHER:
        return within(piece, unit)
    if bound is piece.upper:
        return _up_to(bound, unit)
    return _from_above(bound, unit)
