"""What the labels and headers of a table say: their words, years and units."""

import re
from collections.abc import Sequence

from attrs import frozen

from evalkit.documents.passage import Passage
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Token
from evalkit.facts.quantity import scan
from evalkit.facts.sentence import is_year, legible
from evalkit.facts.table_rows import is_calendar, is_whole
from evalkit.facts.table_units import unit_of

_RATE = re.compile(r"率|比例|进度|%|满意度|比重|占比")
MARKS = re.compile(r"满分|分值|权重|得分|评分|自评|扣分")
"""The words by which a header says that it is of marks."""


@frozen
class Said:
    """What the labels of a cell say: their words, their years, and how much of them nobody knows.

    `alone` are the words that are all of a label; `unit` is that which the last one gives, "" for none;
    `whole`, `marks` and `rate` tell of any of them that it sums up, that it counts marks and that it is
    a ratio.
    """

    words: tuple[Token, ...]
    alone: tuple[Token, ...]
    years: tuple[int, ...]
    weight: int
    unit: str
    whole: bool
    marks: bool
    rate: bool

    @classmethod
    def by(cls, labels: Sequence[Passage], catalogue: Catalogue) -> "Said":
        """Return what `labels` say."""
        words: list[Token] = []
        alone: list[Token] = []
        years: list[int] = []
        weight = 0
        for label in labels:
            text = legible(label.text)
            found = catalogue.lexicon.tokens(text)
            dates = [each for each in scan(text) if is_calendar(each)]
            spans = [(each.start, each.end) for each in found] + [(each.start, each.end) for each in dates]
            covered = {place for start, end in spans for place in range(start, end)}
            words += found
            alone += [word for word in found if word.end - word.start == len(text)]
            years += [int(each.value) for each in dates if is_year(each)]
            weight += sum(1 for place, sign in enumerate(text) if sign.isalpha() and place not in covered)
        return cls(
            words=tuple(words),
            alone=tuple(alone),
            years=tuple(years),
            weight=weight,
            unit=next((unit for label in reversed(labels) if (unit := unit_of(label))), ""),
            whole=any(is_whole(label.text) for label in labels),
            marks=any(MARKS.search(label.text) for label in labels),
            rate=any(_RATE.search(label.text) for label in labels),
        )


class Sayings(dict[tuple[Passage, ...], Said]):
    """What labels say, worked out once: a row's labels and a column's headers stand by many figures."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.catalogue = catalogue

    def __missing__(self, labels: tuple[Passage, ...]) -> Said:
        said = self[labels] = Said.by(labels, self.catalogue)
        return said
