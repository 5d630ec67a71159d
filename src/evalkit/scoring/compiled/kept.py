"""What is kept of one indicator, or of the total, in each report of a table."""

from collections.abc import Sequence

import numpy as np
from attrs import define

from evalkit.scoring.compiled.columnar import Left
from evalkit.scoring.compiled.vector import Floats


@define(eq=False)
class KeptColumns:
    """What is kept of one indicator in each report: `low` is the lower end of the marks left, awarded.

    `full` are its marks where it applies. What is the same for all reports takes no room.
    """

    full: float
    low: Floats
    _high: Floats | None = None
    _marks: Floats | None = None

    @classmethod
    def of(cls, left: Left, full: float) -> "KeptColumns":
        """Return what is `left` in all reports of marks that are `full` where they apply."""
        return cls(
            full,
            left.low,
            None if left.open is None else left.low + left.open,
            None if left.waived is None else full - left.waived,
        )

    @property
    def high(self) -> Floats:
        """Return the upper end of the marks left."""
        return self.low if self._high is None else self._high

    @property
    def marks(self) -> Floats:
        """Return the marks that apply."""
        return np.full(len(self.low), self.full) if self._marks is None else self._marks

    @property
    def opens(self) -> bool:
        """Return whether both ends may differ."""
        return self._high is not None

    @property
    def waives(self) -> bool:
        """Return whether it may not apply somewhere."""
        return self._marks is not None

    def keep(self, here: slice, left: Left) -> None:
        """Keep what is `left` in the reports `here`, those before being there already."""
        self.low[here] = left.low
        if left.open is not None and self._high is None:
            self._high = self.low.copy()
        if self._high is not None:
            self._high[here] = left.low if left.open is None else left.low + left.open
        if left.waived is not None and self._marks is None:
            self._marks = np.full(len(self.low), self.full)
        if self._marks is not None:
            self._marks[here] = self.full if left.waived is None else self.full - left.waived

    @classmethod
    def joined(cls, parts: "Sequence[KeptColumns]", low: Floats) -> "KeptColumns":
        """Return what `parts` keep of reports that follow one another, of which `low` is there in one piece."""
        if len(parts) == 1:
            return parts[0]
        return cls(
            parts[0].full,
            low,
            np.concatenate([part.high for part in parts]) if any(part.opens for part in parts) else None,
            np.concatenate([part.marks for part in parts]) if any(part.waives for part in parts) else None,
        )
