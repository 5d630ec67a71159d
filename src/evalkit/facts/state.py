"""What has been said so far in a passage."""

from collections import deque

from attrs import Factory

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.reading import CURRENT, ELSE, Reading
from evalkit.facts.sentence import Segment
from evalkit.facts.shapes import Shape
from evalkit.facts.unit import Unit
from evalkit.frozen import define

NAMED, CARRIED, SECTION, UNSAID = 20, 12, 8, 3
"""How plainly the subject is said: in the sentence, before it, in a heading, not at all."""

_REMEMBERED = 12
"""How many counts words of completion can repeat: 重点工作 9 项，民生实事 2 项，均已完成."""

_FIRST = ("一是", "其一", "首先")
_FURTHER = (
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "七是",
    "八是",
    "九是",
    "十是",
    "其二",
    "其三",
    "其四",
    "其次",
    "再次",
    "最后",
)
"""What opens the items of a list of sentences."""

Side = tuple[str, ...]


@define
class State:
    """What is spoken of when a segment begins.

    `topic` is what the next sentence speaks of; `own` says that this passage itself has named it.
    `point` is the time of the year that a clause has set (截至年底，…). `part`: what follows are parts
    of what was said (其中, or in parentheses). `place` is where this sentence names the subject, None
    where it does not. `announced`: the clause before has said what
    side comes next (预算执行率偏低，仅为 86%). `excepted`: not quite all are spoken of. `listed` is what was spoken
    of before a list of sentences (一是…。二是…。), with whether it was the passage's own.
    """

    subject: str
    said: int
    topic: str
    own: bool = False
    place: int | None = None
    part: bool = False
    period: str = CURRENT
    point: str = ""
    aspects: Side = ()
    shape: Shape = Shape.NONE
    falls: bool = False
    planned: bool = False
    excepted: bool = False
    announced: bool = False
    listed: tuple[str, bool] | None = None

    def begin_item(self, part: Segment) -> None:
        """Where `part` begins another item of a list of sentences, speak of what was spoken of before the first."""
        if part.begins(*_FIRST):
            self.listed = self.topic, self.own
        elif self.listed is not None and part.begins(*_FURTHER):
            self.topic, self.own = self.listed


def _counts() -> deque[Reading]:
    return deque(maxlen=_REMEMBERED)


@define
class Memory:
    """What earlier segments leave behind for later ones.

    `last` is the subject and side of the sentence's last level, by unit; `levels` the last side of
    each subject; `budgets` whether this sentence gave a subject a budget (True), an amount spent (False), or
    both; `paired` the amount spent of each that one sentence gave both. `counted` are the counts of this sentence, `before` of the one before; `amount` is the last
    amount of money. `aside` is the side that stood in parentheses, `zero` what
    the clause before said there was nothing of, `formula` what a = works out. Of what is `finished` words
    have said that all is done. `opened` is the first side of the rates of the subject spoken of,
    `sided` the side that a clause says of all that follows (支出进度方面，…), even of the next sentence where it stood alone, `titled` (支付进度率。6月底…); `alike` the side or the year that is said to be the same before an amount is given.
    `nobodys` are the sides on which, and the nouns in which, the sentence has counted what is nobody's; it `strays` when it has
    given an amount of that.
    `against` is the side of rates of the last change, if that was one from a budget.
    """

    last: dict[Unit, tuple[str, Side]] = Factory(dict)
    levels: dict[tuple[str, Unit], Side] = Factory(dict)
    budgets: dict[str, set[bool]] = Factory(dict)
    paired: dict[str, Side] = Factory(dict)
    counted: deque[Reading] = Factory(_counts)
    before: deque[Reading] = Factory(_counts)
    amount: Reading | None = None
    aside: Side = ()
    zero: tuple[str, ...] = ()
    formula: tuple[str, Side] | None = None
    finished: set[str] = Factory(set)
    nobodys: set[str] = Factory(set)
    strays: bool = False
    alike: tuple[Side, str] | None = None
    against: Side = ()
    sided: Side = ()
    titled: bool = False
    opened: tuple[str, Side] | None = None

    def start_sentence(self) -> None:
        """Forget what only the sentence before could go on with."""
        self.last.clear()
        self.budgets.clear()
        self.nobodys.clear()
        self.strays = False
        self.zero = ()
        self.opened = self.alike = None
        self.against = ()
        if not self.titled:
            self.sided = ()
        self.titled = False
        self.before, self.counted = self.counted or self.before, _counts()

    def keep(self, reading: Reading, shape: Shape, catalogue: Catalogue) -> None:
        """Remember `reading` for what is said after it."""
        self.zero = ()
        unit = reading.quantity.unit
        if not catalogue.by_subject.get(reading.subject):
            self._stray(reading)
        if unit is None or reading.subject == ELSE or shape is not Shape.NONE:
            return
        if unit is Unit.COUNT:
            self.counted.append(reading)
        if unit is Unit.RATIO and (self.opened is None or self.opened[0] != reading.subject):
            self.opened = (reading.subject, reading.aspects)
        if unit is Unit.MONEY:
            self.amount = reading
            self.budgets.setdefault(reading.subject, set()).add(catalogue.is_budget(reading.aspects))
        sided = unit is Unit.RATIO or catalogue.has_sides(reading.subject)
        if sided and (catalogue.is_level(reading.aspects) or unit is Unit.RATIO):
            self._pair(reading, catalogue)
            self.last[unit] = (reading.subject, reading.aspects)
            if reading.period == CURRENT:
                self.levels[reading.subject, unit] = reading.aspects

    def _stray(self, reading: Reading) -> None:
        """Remember what no fact is about."""
        if reading.quantity.unit is Unit.COUNT and reading.subject == ELSE:
            self.nobodys.update((*reading.aspects, reading.quantity.noun))
        elif reading.quantity.unit is Unit.MONEY:
            self.strays = True

    def _pair(self, reading: Reading, catalogue: Catalogue) -> None:
        """Remember what was spent of a subject that one sentence gives a budget as well."""
        subject, aspects = reading.subject, reading.aspects
        if reading.quantity.unit is not Unit.MONEY or not aspects:
            return
        before, side = self.last.get(Unit.MONEY, ("", ()))
        budget = catalogue.is_budget(aspects)
        if before == subject and side and catalogue.is_budget(side) is not budget:
            self.paired[subject] = side if budget else aspects
        elif before != subject:
            self.paired.pop(subject, None)

    def level(self, subjects: tuple[str, ...], unit: Unit) -> Side:
        """Return the last side of the first of `subjects` that was given one, () for none.

        Where a sentence gave both a budget and what was spent of it, that is what was spent.
        """
        for id in subjects:
            side = self.levels.get((id, unit))
            if side:
                return self.paired.get(id, side) if unit is Unit.MONEY else side
        return ()
