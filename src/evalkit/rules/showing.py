"""Values and thresholds as a reason shows them: never so rounded that they contradict it."""

from collections.abc import Iterator
from decimal import Decimal

from evalkit.facts.unit import Amount, Unit, rounded
from evalkit.frozen import frozen
from evalkit.messages import Lang
from evalkit.rules.rule import EXACT

_MOST = 10


@frozen
class _Printed:
    """How numbers of a unit are printed: what stands around them, and how much 1 of them is worth.

    `padded` says whether their trailing zeros are printed; `places` is how many decimals are enough
    when there is no bound to tell them from, the same as of an Amount.
    """

    before: str
    worth: Decimal
    behind: str
    padded: bool = True
    places: int = 2

    @classmethod
    def of(cls, value: Decimal, unit: Unit, lang: Lang) -> "_Printed | None":
        """Return how `value` is printed; None for what is printed as it is, and for the infinite."""
        if not value.is_finite():
            return None
        if unit is Unit.RATIO:
            return cls("", Decimal("0.01"), "%")
        if unit is Unit.SCORE:
            places = 4 if abs(value) >= Decimal("0.01") else 6
            return cls("", Decimal(1), " 分" if lang is Lang.ZH else " marks", padded=False, places=places)
        if unit is not Unit.MONEY:
            return None
        if lang is Lang.EN:
            return cls("CNY ", Decimal(1), "")
        return cls("", Decimal(10_000), " 万元") if abs(value) >= 10_000 else cls("", Decimal(1), " 元")

    def number(self, value: Decimal) -> Decimal:
        """Return the number that stands for `value`."""
        return EXACT.divide(value, self.worth)

    def text(self, number: Decimal, *, padded: bool) -> str:
        """Return `number` with what stands around it, and with its trailing zeros when `padded`."""
        shown = number if padded else EXACT.normalize(number)
        return f"{self.before}{shown or abs(shown):,f}{self.behind}"


@frozen
class Threshold:
    """A bound of a rule, with no more digits than it was written with: 90%, not 90.00%."""

    value: Decimal
    unit: Unit

    def text(self, lang: Lang) -> str:
        """Return the bound with its unit."""
        printed = _Printed.of(self.value, self.unit, lang)
        if printed is None:
            return Amount(self.value, self.unit).text(lang)
        return printed.text(printed.number(self.value), padded=False)


@frozen
class Precise:
    """A value shown with enough digits to stand on the right side of every bound in `against`.

    99.998% against 100% does not read 100.00%.
    """

    value: Decimal
    unit: Unit
    against: tuple[Decimal, ...] = ()

    def text(self, lang: Lang) -> str:
        """Return the value with its unit."""
        printed = _Printed.of(self.value, self.unit, lang)
        if printed is None:
            return Amount(self.value, self.unit).text(lang)
        exact = printed.number(self.value)
        bounds = [printed.number(bound) for bound in self.against]
        shown = next(
            (each for each in _roundings(exact, printed.places) if _tells(each, exact, bounds)), exact
        )
        return printed.text(shown, padded=printed.padded)


def _roundings(number: Decimal, fewest: int) -> Iterator[Decimal]:
    for places in range(fewest, _MOST + 1):
        yield rounded(number, places)


def _tells(shown: Decimal, exact: Decimal, bounds: list[Decimal]) -> bool:
    """Return whether `shown` compares with every bound as the exact number does."""
    return all(shown.compare(bound) == exact.compare(bound) for bound in bounds)
