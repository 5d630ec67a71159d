"""What a rule comes to in marks, as data that can be run on one report and on a table of reports.

A rule's `assess` says everything, with reasons. Its form says the marks alone: of which values they
depend, and how. The same form is run exactly on one report and column by column on a table, so that
nobody writes a rule twice. A rule without a form is assessed report by report.
"""

from collections.abc import Iterator
from decimal import Decimal

from attrs import field

from evalkit.frozen import frozen
from evalkit.rules.curve import Curve


@frozen
class ByCurve:
    """The marks of `curve` at the number `id`.

    While the number is missing `open` marks are open, None for all of them.
    """

    id: str
    curve: Curve
    open: Decimal | None = None


@frozen
class PerCase:
    """`lose` marks for each of the number `id`, down to 0; negative numbers lose nothing."""

    id: str
    lose: Decimal


@frozen
class YesNo:
    """All marks when the yes/no value `id` is true, none when it is false.

    One that `only_yes` decides nothing when it is false.
    """

    id: str
    only_yes: bool = False


Single = ByCurve | PerCase | YesNo
"""A form of one value."""


@frozen
class FirstKnown:
    """The form of the first value that there is; while none is, all marks are open."""

    forms: tuple[Single, ...]


@frozen
class Shares:
    """An equal share of the marks × ``min(value ÷ full_at, 1)`` for each number; a missing one's is open."""

    ids: tuple[str, ...]
    full_at: Decimal


@frozen
class Best:
    """The best of several curves; while a number is missing, what it could win back is open."""

    forms: tuple[ByCurve, ...]


@frozen
class Branch:
    """A case of `FirstCase`: `marks`, where the number `id` keeps to all `limits`.

    `limits` are numbers under the keys ``equals``, ``from``, ``above``, ``to`` and ``below``; with `of`
    they are parts of that number. Without `id` the case always holds.
    """

    marks: Decimal
    id: str = ""
    of: str = ""
    limits: dict[str, Decimal] = field(factory=dict)


@frozen
class FirstCase:
    """The marks of the first case that holds; the last one always does."""

    cases: tuple[Branch, ...]


@frozen
class Waits:
    """All marks are open until an evaluator decides."""


Form = Single | FirstKnown | Shares | Best | FirstCase | Waits


def ids_of(form: Form) -> Iterator[str]:
    """Yield the ids of the values that `form` looks at, some more than once."""
    match form:
        case ByCurve(id=id) | PerCase(id=id) | YesNo(id=id):
            yield id
        case FirstKnown(forms=forms) | Best(forms=forms):
            yield from (each.id for each in forms)
        case Shares(ids=ids):
            yield from ids
        case FirstCase(cases=cases):
            yield from (id for each in cases for id in (each.id, each.of) if id)
        case Waits():
            return
