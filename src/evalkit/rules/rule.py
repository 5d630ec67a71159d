"""What a rule is: how values become losses, with a reason and what would win the marks back.

A rule is an attrs class whose fields are the keys of its TOML table. It never sees marks awarded:
it names what is *lost* and what is still *open*, and the scorer alone turns that into marks.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from attrs import field

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Basis, FactValue
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Lang, Message

if TYPE_CHECKING:
    from evalkit.rules.forms import Form

MARK_PLACES = 10
"""How many decimals a loss or an open amount keeps."""

EXACT = Context(prec=160, rounding=ROUND_HALF_UP, traps=[])
"""Arithmetic of marks: no number that a TOML file can hold is long enough to be rounded in it."""


_GRAIN = Decimal(1).scaleb(-MARK_PLACES)


def quantised(marks: Decimal) -> Decimal:
    """Return `marks` rounded once, half up, to MARK_PLACES decimals."""
    return marks.quantize(_GRAIN, context=EXACT)


@frozen
class Title:
    """The name of something in both languages; `en` may be empty, then the Chinese stands in."""

    zh: str
    en: str = ""

    def text(self, lang: Lang) -> str:
        """Return the title in `lang`."""
        return self.en if lang is Lang.EN and self.en else self.zh


@frozen
class Input:
    """One fact that went into a value, as the scorecard lists it."""

    fact: str
    title: str
    value: FactValue
    unit: Unit
    basis: Basis
    evidence: tuple[Evidence, ...]


@frozen
class Value:
    """The value of a measure or of a fact for one report: what a rule looks at.

    `value` is None when there is no rate (0 ÷ 0: not applicable). `basis` is the weakest input's.
    `said` is where the report states the same value itself, as far as its printed precision goes.
    """

    id: str
    title: Title
    value: FactValue | None
    unit: Unit
    basis: Basis
    inputs: tuple[Input, ...]
    said: tuple[Evidence, ...] = ()


@frozen
class Missing:
    """A measure or a fact without a value; `facts` are the ids that would give it one."""

    id: str
    title: Title
    facts: tuple[str, ...]


@frozen
class Failed:
    """A measure whose plugin broke; `message` names the plugin and the fault."""

    id: str
    title: Title
    message: Message


Known = Value | Missing | Failed


@frozen
class Loss:
    """Marks that a rule takes away: how many are due, why, and what would win them back.

    `values` are the ids of the values that the loss rests on; their evidence becomes the
    deduction's evidence.
    """

    marks: Decimal
    reason: Message
    remedy: Message
    values: tuple[str, ...] = ()


@frozen
class Open:
    """Marks that nobody can decide yet: what is missing are fact ids."""

    marks: Decimal
    missing: tuple[str, ...]


@frozen
class Assessment:
    """What a rule says about the values: losses and open marks, or that it does not apply.

    `shown` is the id of the value that the indicator is shown with, or None. `used` are the ids
    of the values that the result rests on (a checklist item uses the first that has a value).
    `failed` is set when a value that the rule needs could not be measured.
    """

    losses: tuple[Loss, ...] = ()
    opens: tuple[Open, ...] = ()
    used: tuple[str, ...] = ()
    shown: str | None = None
    applicable: bool = True
    failed: Message | None = None


class Direction(Enum):
    """Which way a value gets better, for rules of one value."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Rule:
    """The base of all rules. Subclasses are attrs-frozen classes; their fields are the TOML keys.

    `name` is what a rubric writes as ``rule = "..."``; `title` names the shape for people;
    `judged` says that only an evaluator can decide it.
    """

    name: ClassVar[str]
    title: ClassVar[Title]
    judged: ClassVar[bool] = False

    def needs(self) -> tuple[str, ...]:
        """Return the ids of the measures and facts that the rule looks at."""
        return ()

    def check(self, marks: Decimal) -> tuple["Fault", ...]:
        """Return what is wrong with the rule's own numbers for an indicator of `marks`."""
        return ()

    def assess(self, marks: Decimal, values: Mapping[str, Known]) -> Assessment:
        """Return what the rule says of `values`, which has an entry for each of `needs()`."""
        raise NotImplementedError

    def form(self, marks: Decimal) -> "Form | None":
        """Return what the rule comes to in marks, for an indicator of `marks`; None leaves it to `assess`.

        A form gives the very marks that `assess` would lose and leave open, and makes scoring many
        reports fast. It is optional.
        """
        return None


@frozen
class Fault:
    """Something wrong in a rule's own numbers: `path` leads from the rule's table to the key."""

    path: tuple[str | int, ...]
    message: Message
    allowed: Message | None = field(default=None)
