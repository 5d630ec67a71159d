"""What a quantity is about: taken from the words before it, and from what was said before that.

A clause leaves out what the one before has said: “三公”经费预算 18 万元，实际支出 14 万元，控制率 77%.
A part that is named without a side of its own (其中公务接待费 3 万元) takes the side of its whole. When
a sentence ends, what follows speaks of the whole of the parts that were named. Words that nobody
knows before a quantity (老旧管网改造预算) make it another thing's.
"""

from collections import deque
from collections.abc import Iterator, Mapping

from attrs import evolve

from evalkit.facts.alike import equal, equally
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.cutting import segments
from evalkit.facts.full_marks import full_marks
from evalkit.facts.given_units import with_given_units
from evalkit.facts.handing import NOTHING_HANDED, Handed, hand_out
from evalkit.facts.lexicon import NOTHING, Role
from evalkit.facts.moving import ARRIVED, arrives, is_only_counted, sets_out_last_year, side_reached
from evalkit.facts.naming import (
    implied,
    is_topic,
    named,
    subject_in,
)
from evalkit.facts.others import is_moved, speaks_of_else
from evalkit.facts.plainness import UNASKED, plainness_of
from evalkit.facts.quantity import Quantity, scan
from evalkit.facts.reading import (
    CURRENT,
    ELSE,
    PREVIOUS,
    TOTAL,
    Reading,
    Setting,
    aspects_of,
    period_of,
    point_of,
)
from evalkit.facts.sentence import Segment, is_date, legible
from evalkit.facts.shapes import MOVING, Shape, shape_of
from evalkit.facts.siding import side_of, spoken_side
from evalkit.facts.state import CARRIED, NAMED, SECTION, UNSAID, Memory, Side, State
from evalkit.facts.subsets import (
    are_all_peoples,
    goes_on_with_else,
    is_rest,
    is_score_of_else,
    is_subset,
    point_left,
)
from evalkit.facts.summing import added_up
from evalkit.facts.turned import inverted, is_budget_behind, opens_parts, serves_rate, side_before, twins
from evalkit.facts.unit import Unit
from evalkit.facts.unsaid import (
    COMPLETING,
    as_money,
    carried_over,
    done_in_time,
    is_cause,
    nothing,
    planned_of,
    repetitions,
    still_nothing,
    whole_amount,
)

_AMOUNTS = (Unit.MONEY, Unit.RATIO)


class Talk:
    """Follows one passage from segment to segment.

    `before` is the talk before it in the same section: what only compares goes on with its topic.
    Most passages give no figure and state no zero. They are followed only when the next one asks for
    their topic, which is seldom.
    """

    def __init__(
        self, text: str, catalogue: Catalogue, setting: Setting, before: "Talk | None" = None
    ) -> None:
        self._text = legible(text)
        self._catalogue = catalogue
        self._setting = setting
        self._before = before
        self._found = with_given_units(self._text, scan(self._text))
        self._parts: tuple[Segment, ...] | None = None
        self._inverted: Mapping[int, Handed] = {}
        self._handed: Mapping[int, Handed] = {}
        self._memory = Memory()
        self._followed = False
        self._after: Segment | None = None
        self._departed: Reading | None = None
        said = SECTION if setting.topic else UNSAID
        self._state = State(setting.topic, said, setting.topic, planned=setting.planned)

    @property
    def topic(self) -> str:
        """The subject that the passage was about in the end, "" when it named none."""
        if not self._followed:
            deque(self._follow(), maxlen=0)
        return self._state.topic if self._state.own and self._state.topic != ELSE else ""

    def readings(self) -> Iterator[Reading]:
        """Yield what each quantity is about, and each zero, equality and completion that words state."""
        if self._parts is None:
            self.cut()
        if self._parts:
            yield from self._follow()
        self._before = None  # else every passage would keep all those before it

    def cut(self) -> None:
        """Cut the passage into segments if it gives a figure or states a zero.

        Many passages cut one after the other take less time than each right before it is followed.
        """
        figures = not all(map(is_date, self._found))
        tells = figures or self._catalogue.lexicon.nothing.search(self._text)
        self._parts = segments(self._text, self._catalogue.lexicon, self._found) if tells else ()

    def _follow(self) -> Iterator[Reading]:
        self._followed = True
        parts = self._parts or segments(self._text, self._catalogue.lexicon, self._found)
        self._inverted = inverted(parts, self._catalogue)
        self._handed = {
            **added_up(parts, self._catalogue),
            **full_marks(parts),
            **self._inverted,
            **hand_out(parts, self._catalogue, self._setting.year),
        }
        stack: list[tuple[State, dict[Unit, tuple[str, Side]]]] = []
        for index, part in enumerate(parts):
            self._after = parts[index + 1] if index + 1 < len(parts) else None
            if index and part.opener == "" and part.quantity is None and self._is_told(parts[index - 1]):
                continue
            while len(stack) < part.depth:
                stack.append((evolve(self._state), dict(self._memory.last)))
                self._state.part = True
            while len(stack) > part.depth:
                self._state, self._memory.last = stack.pop()
                self._state.shape = Shape.NONE
            if part.fresh:
                self._start(part, stack[-1][0] if stack else None)
            self._state.planned = self._state.planned or Role.PLAN in part.roles
            self._state.excepted = self._state.excepted or Role.EXCEPT in part.roles
            if part.quantity is None:
                yield from self._clause(part)
            elif not part.reckoned:
                reading = self._quantity(part, as_money(part.quantity, part))
                yield reading
                if Role.ALL in part.roles:
                    yield from twins(part, reading, self._catalogue)
                    yield from equally(part, reading, self._memory)
                if reading.subject != ELSE and reading.aspects and self._memory.counted:
                    yield from done_in_time(reading, self._memory.counted)
                    yield from planned_of(reading, self._memory.counted)

    def _is_told(self, part: Segment) -> bool:
        """Return whether the words behind its quantity, which say what that is, say nothing more."""
        return part.end in self._inverted or is_budget_behind(part, self._catalogue)

    # ------------------------------------------------------------ sentences and clauses

    def _start(self, part: Segment, outer: State | None) -> None:
        """Begin a sentence, or a part of one that ； has closed: it speaks of the topic again.

        Within parentheses it speaks again of what they stand behind.
        """
        self._memory.formula = None
        if outer is not None:
            self._state = evolve(outer, part=True, aspects=(), shape=Shape.NONE)
            return
        state = self._state
        state.begin_item(part)
        state.subject = state.topic
        state.place = None
        state.said = CARRIED if state.own else SECTION if state.topic else UNSAID
        state.part = False
        state.period = CURRENT
        state.point = ""
        state.aspects = ()
        state.shape = Shape.NONE
        if part.opener != "；":
            self._memory.start_sentence()
            state.planned = self._setting.planned
            state.excepted = False

    def _clause(self, part: Segment) -> Iterator[Reading]:
        """Read a clause that has no quantity, or has none any more."""
        state, memory = self._state, self._memory
        roles = part.roles
        if not part.told:
            return self._pass_over(part, ())
        if Role.ALL in roles and (parts := tuple(whole_amount(part, memory.amount, self._catalogue))):
            yield from parts
            return self._pass_over(part, ())
        if part.timed and memory.amount is not None:
            yield from carried_over(part, memory.amount)
        if not state.excepted and not roles.isdisjoint(COMPLETING):
            strong = [word for word in part.told if not word.sense.weak_subject]
            about = subject_in(strong, None, state, self._catalogue)
            for each in repetitions(part, memory.counted or memory.before, about):
                memory.finished.add(each.subject)
                yield each
        subject = named(part, None, state, self._catalogue)
        zeros: tuple[Reading, ...] = ()
        if not roles.isdisjoint(NOTHING):
            side = spoken_side(subject or state.subject, memory, self._setting, self._catalogue)
            zeros = nothing(part, self._catalogue, side, self._setting.year) or tuple(
                still_nothing(part, state, memory, self._catalogue)
            )
        if zeros:
            memory.zero = tuple(dict.fromkeys(zero.subject for zero in zeros))
            yield from (evolve(zero, planned=state.planned) for zero in zeros)
        elif Role.SAME in roles:
            yield from equal(part, subject, state, memory, self._catalogue, self._setting.year)
            if memory.alike is not None:
                self._take_up(part, subject)
        else:
            self._take_up(part, subject)

    def _take_up(self, part: Segment, subject: str) -> None:
        """Go on with what a clause without a quantity names."""
        state = self._state
        aspects = aspects_of(part.sided, self._catalogue)[0] if part.sided else ()
        known = (subject or aspects) and is_topic(part) and not is_cause(part)
        if subject and known:
            self._move_to(subject, part.start)
        if aspects and known:
            state.aspects = self._memory.sided = aspects
            self._memory.titled = part.fresh and part.closer == "。"
            state.announced = True
            if self._catalogue.is_level(aspects):
                self._memory.last[Unit.MONEY] = (state.subject, aspects)
        self._pass_over(part, aspects)

    def _pass_over(self, part: Segment, aspects: Side) -> None:
        """Keep what even a clause leaves behind that names nothing: its place, its sign and its year."""
        state = self._state
        if part.depth:
            self._memory.aside = aspects
        works_out = part.closer == "=" or (part.closer == "：" and self._catalogue.excludes(aspects))
        if works_out and self._memory.formula is None:
            change = (Shape.CHANGE.value,) if part.has(*MOVING) else aspects
            self._memory.formula = (self._catalogue.subject_of(aspects) or state.subject, change)
        state.part = state.part or Role.AMONG in part.roles
        period = self._period(part)
        if period and not part.compared:
            state.period = period
        if not part.naming:
            state.point = point_of(part.timed) or state.point

    def _move_to(self, subject: str, place: int) -> None:
        """Make `subject` what is spoken of, and the whole of the parts named so far the topic."""
        state = self._state
        topic = subject
        if state.own and state.topic != ELSE:
            common = self._catalogue.common(state.topic, subject)
            topic = common or (state.topic if state.part else subject)
        state.subject, state.topic, state.own = subject, topic, True
        state.said, state.place = NAMED, place

    # ------------------------------------------------------------ a quantity

    def _quantity(self, part: Segment, quantity: Quantity) -> Reading:
        handed = self._handed.get(part.end, NOTHING_HANDED)
        if part.opener == "=":
            self._work_out(part)
        before = self._state.subject if self._state.said == NAMED else ""
        so_far = (self._state.shape, self._state.falls)
        shape, falls = shape_of(part, quantity, self._catalogue, so_far, before)
        departed = self._departed
        arrived = departed if departed is not None and arrives(part, departed) else None
        if arrived is None:
            own, lost = self._find_subject(part, quantity, shape, handed)
        else:
            shape, falls = Shape.NONE, False
            self._state.period = CURRENT
            own, lost = False, self._state.subject == ELSE
        aspects, plainness = side_of(
            part, quantity, shape, own, self._state, self._memory, self._setting, self._catalogue
        )
        if arrived is not None:
            aspects, plainness = side_reached(part, arrived, self._catalogue), ARRIVED
        elif quantity.unit is Unit.MONEY and self._after is not None:
            aspects = side_before(aspects, self._after, self._catalogue)
        state = self._state
        if handed.times != 1:
            quantity = evolve(quantity, value=quantity.value * handed.times)
        subject = ELSE if lost else state.subject or TOTAL
        plainly = UNASKED
        if subject != ELSE or Role.ALL in part.roles:  # behind 均 it may be said of several
            around = (part, self._after, quantity, handed, plainness, own, lost, before)
            plainly = plainness_of(*around, state, self._memory, self._catalogue)
        reading = Reading(
            quantity=quantity,
            subject=subject,
            aspects=handed.aspects or aspects,
            period=handed.period or self._period(part) or state.period,
            point=point_of(part.timed)
            or state.point
            or point_left(part, subject, self._memory, self._catalogue),
            strength=plainly.strength,
            start=plainly.start,
            explicit=plainly.explicit,
            planned=state.planned,
            falls=falls,
            handed=handed.gives,
            firm=plainly.firm,
        )
        return self._kept(part, reading, shape, lost)

    def _kept(self, part: Segment, reading: Reading, shape: Shape, lost: bool) -> Reading:
        """Return `reading` as `part` leaves it, and let what follows carry on from it."""
        state = self._state
        if part.leaves:
            if sets_out_last_year(part, self._after, reading, self._catalogue):
                reading = evolve(reading, period=PREVIOUS)
            elif not lost:
                reading = evolve(reading, subject=ELSE)
        if shape is Shape.NONE and not part.compared:
            state.period = reading.period
        state.aspects = reading.aspects
        state.shape, state.falls = shape, reading.falls
        state.announced = False
        if not serves_rate(reading.quantity, self._after):
            self._memory.keep(reading, shape, self._catalogue)
        self._departed = reading if part.sets_out else None
        return reading

    def _work_out(self, part: Segment) -> None:
        """Behind =, speak of what the formula works out: 控制率=实际支出 8 万元÷预算 9 万元=88.89%."""
        formula = self._memory.formula
        if formula is not None and not part.naming and not part.sided:
            state = self._state
            state.subject, state.aspects = formula
            state.said, state.announced = NAMED, True

    def _find_subject(
        self, part: Segment, quantity: Quantity, shape: Shape, handed: Handed
    ) -> tuple[bool, bool]:
        """Speak of whose `quantity` is; return whether `part` itself names it, and whether it is nobody's."""
        state, catalogue = self._state, self._catalogue
        subject = (
            handed.subject
            or named(part, quantity, state, catalogue, shape)
            or implied(part, quantity, state, self._memory, catalogue)
        )
        if state.part and not subject and opens_parts(part, self._after, state.topic, catalogue):
            subject = state.topic
        state.part = state.part or Role.AMONG in part.roles
        subset = is_subset(part, quantity, subject, state, self._memory, catalogue)
        peoples = self._after is not None and are_all_peoples(part, self._after)
        if subject and peoples:
            self._move_to(subject, part.start)
        lost = (
            subset or peoples or handed.nobody or is_score_of_else(quantity, state, self._memory, catalogue)
        )
        lost = lost or (not handed.gives and speaks_of_else(part, quantity, subject, state, catalogue, shape))
        moving = shape is Shape.CHANGE and quantity.unit is Unit.MONEY
        lost = lost or (moving and is_moved(part, subject, catalogue))
        if (
            lost
            and not (subset or peoples or (not subject and is_rest(part, quantity)))
            and shape is Shape.NONE
            and goes_on_with_else(part, quantity, subject, state, catalogue)
        ):
            self._lose(quantity, bool(subject), part.listed)
        elif subject and not lost:
            self._move_to(subject, part.start)
        elif state.subject == "" and quantity.unit in _AMOUNTS:
            before = self._before if shape is Shape.CHANGE else None
            whole = (before.topic if before is not None else "") or TOTAL
            state.subject = state.topic = whole
            state.own = True
        elif not subject and not lost and quantity.unit in _AMOUNTS and shape is Shape.NONE:
            if is_only_counted(state, part, catalogue):
                self._move_to(TOTAL, part.start)
            if quantity.unit is Unit.MONEY:
                state.subject = catalogue.with_money(state.subject)
        return bool(subject) and not lost, lost

    def _lose(self, quantity: Quantity, named: bool, listed: bool) -> None:
        """Speak of something else until the sentence ends, or, for an amount at its beginning, beyond."""
        if quantity.unit is None and not quantity.noun:
            return
        state = self._state
        beyond = quantity.unit is Unit.MONEY and not (named or listed or state.part or state.said == NAMED)
        state.subject, state.said = ELSE, NAMED
        if beyond:
            state.topic, state.own = ELSE, True

    def _period(self, part: Segment) -> str:
        """Return the year that `part` itself speaks of, "" when it does not say."""
        if not part.timed and not part.dated:
            return ""
        return period_of(part.timed, part.years, self._setting.year)
