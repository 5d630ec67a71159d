"""Values and thresholds as a reason shows them: never so rounded that they contradict it."""

from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from evalkit.facts.unit import Amount, Unit, rounded
from evalkit.messages import Lang, plain

_FEWEST, _MOST = 2, 10


@frozen
class Threshold:
    """A bound of a rule, with no more digits than it was written with: 90%, not 90.00%."""

    value: Decimal
    unit: Unit

    def text(self, lang: Lang) -> str:
        """Return the bound with its unit."""
        if self.unit is Unit.RATIO and self.value.is_finite():
            return f"{plain(self.value * 100)}%"
        return Amount(self.value, self.unit).text(lang)


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
        if self.unit is not Unit.RATIO or not self.value.is_finite():
            return Amount(self.value, self.unit).text(lang)
        percent = self.value * 100
        shown = next((each for each in self._roundings(percent) if self._tells(each)), percent)
        return f"{shown:,f}%"

    def _roundings(self, percent: Decimal) -> Iterator[Decimal]:
        for places in range(_FEWEST, _MOST + 1):
            yield rounded(percent, places)

    def _tells(self, shown: Decimal) -> bool:
        """Return whether `shown` compares with every bound as the exact value does."""
        return all((shown / 100).compare(bound) == self.value.compare(bound) for bound in self.against)
