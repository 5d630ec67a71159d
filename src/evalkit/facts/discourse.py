"""What a quantity is about: taken from the words before it, and from what was said before that.

A clause leaves out what the one before has said: “三公”经费预算 18 万元，实际支出 14 万元，控制率 77%.
Subject and level (budget, final account) are carried on; a change, a share or a rate is not.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from evalkit.documents.passage import Passage
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.quantity import Quantity, scan
from evalkit.facts.sentence import Segment, segments
from evalkit.facts.unit import Unit

CURRENT, PREVIOUS, OTHER = "current", "previous", "other"
TOTAL = "total"
ELSE = ""
"""The subject of what no fact is about."""


@frozen
class Reading:
    """A quantity of a passage with what it is about.

    `period` is the year that is spoken of, `point` (opening or closing) the time within it, "" when
    none is said. `strength` sums up how plainly it is said (higher is plainer); `near` is the offset
    from which the words that say it stand before the quantity.
    """

    quantity: Quantity
    subject: str
    aspect: str
    period: str
    point: str
    strength: int
    near: int
    planned: bool = False
    explicit: bool = False
    distributed: bool = False


@frozen
class _State:
    subject: str = ""
    said: bool = False
    level: str = ""
    local: str = ""
    period: str = CURRENT
    planned: bool = False


def readings(passage: Passage, catalogue: Catalogue, year: int | None, topic: str) -> Iterator[Reading]:
    """Yield what every quantity of `passage` is about; `topic` is the subject of its section, maybe ""."""
    quantities = scan(passage.text)
    if not quantities:
        return
    talk = _Talk(catalogue, year, topic)
    for span in passage.sentences():
        yield from talk.sentence(list(segments(passage.text, span, quantities, catalogue.lexicon)))


class _Talk:
    """What has been said so far in one passage."""

    def __init__(self, catalogue: Catalogue, year: int | None, topic: str) -> None:
        self.catalogue = catalogue
        self.year = year
        self.topic = topic
        self.state = _State()

    def sentence(self, parts: Sequence[Segment]) -> Iterator[Reading]:
        self.state = _State(subject=self.topic or TOTAL, level=self.state.level)
        stack: list[_State] = []
        shared = _Shared.of(parts)
        for part in parts:
            while len(stack) < part.depth:
                stack.append(self.state)
            while len(stack) > max(part.depth, 0):
                self.state = evolve(stack.pop(), level=self.state.level)
            if part.fresh:
                self.state = evolve(self.state, period=CURRENT, local="")
            reading = self._read(part, shared)
            if reading is not None:
                yield reading

    def _read(self, part: Segment, shared: "_Shared") -> Reading | None:
        state = self._heard(part)
        quantity = part.quantity
        if quantity is None:
            self.state = evolve(state, local="")
            return None
        share = shared.take(part)
        subject, aspect = state.subject, state.local or state.level
        explicit = state.said
        if share is not None:
            subject = share.subject or subject
            aspect = share.aspect or aspect
            explicit = True
        if quantity.unit in (Unit.MONEY, Unit.RATIO) and _speaks_of_else(
            part, share is not None, self._strict(subject)
        ):
            subject = ELSE
        self.state = evolve(state, subject=subject)
        if not self.topic and subject not in (ELSE, TOTAL):
            self.topic = subject
        elif not self.topic and subject == TOTAL and state.level:
            self.topic = TOTAL
        return Reading(
            quantity=quantity,
            subject=subject,
            aspect=aspect,
            period=state.period,
            point=_point(part),
            strength=_strength(part, share is not None),
            near=part.start,
            planned=state.planned,
            explicit=explicit,
            distributed=share is not None,
        )

    def _strict(self, subject: str) -> bool:
        words = self.catalogue.subjects.get(subject)
        return words is not None and words.strict

    def _heard(self, part: Segment) -> _State:
        """Return the state after the words of `part`."""
        state = self.state
        subject = self._subject(part)
        if part.listed and state.local:
            local = state.local
        else:
            local = ""
        aspect = _said(part.tokens, Role.ASPECT)
        own = ""
        if aspect:
            words = self.catalogue.aspects[aspect]
            own = words.subject
            if words.level:
                state = evolve(state, level=aspect)
                local = ""
            else:
                local = aspect
        if subject:
            state = evolve(state, subject=subject, said=True)
        elif own:
            state = evolve(state, subject=own, said=True)
        elif not part.listed:
            state = evolve(state, said=False)
        planned = state.planned or any(token.has(Role.PLAN) for token in part.tokens)
        return evolve(state, local=local, period=self._period(part, state.period), planned=planned)

    def _subject(self, part: Segment) -> str:
        found = _said(part.tokens, Role.SUBJECT)
        if not found and part.quantity is not None and part.quantity.unit is Unit.COUNT:
            found = _said(part.after, Role.SUBJECT)
        return found

    def _period(self, part: Segment, before: str) -> str:
        period = CURRENT if part.fresh else before
        if self.year is not None:
            for year in part.years:
                period = CURRENT if year == self.year else PREVIOUS if year == self.year - 1 else OTHER
        said = [id for token in part.tokens for id in token.ids(Role.PERIOD) if id in (CURRENT, PREVIOUS)]
        return said[-1] if said else period


def _point(part: Segment) -> str:
    """Return whether the words of `part` speak of the beginning or the end of the year."""
    said = [id for token in part.tokens for id in token.ids(Role.PERIOD) if id in ("opening", "closing")]
    return said[-1] if said else ""


def _said(tokens: Sequence[Token], role: Role) -> str:
    """Return what `tokens` say in `role`: the last strong word, else the last weak one, else ""."""
    strong = [token.ids(role)[0] for token in tokens if token.has(role) and not token.weak(role)]
    weak = [token.ids(role)[0] for token in tokens if token.has(role) and token.weak(role)]
    return strong[-1] if strong else weak[-1] if weak else ""


def _speaks_of_else(part: Segment, shared: bool, strict: bool) -> bool:
    """Return whether words that nobody knows make the quantity another thing's."""
    if shared:
        return False
    has_subject = any(token.has(Role.SUBJECT) for token in part.tokens)
    if not has_subject:
        return part.lead + part.trail >= 2
    return (strict and part.glued >= 2) or part.trail >= 4


def _strength(part: Segment, shared: bool) -> int:
    subject = any(token.has(Role.SUBJECT) for token in part.tokens) or shared
    aspect = [token for token in part.tokens if token.has(Role.ASPECT)]
    strong = any(not token.weak(Role.ASPECT) for token in aspect)
    return 20 * subject + (15 if strong else 8 if aspect else 0) - 2 * min(part.lead + part.trail, 8)


@frozen
class _Share:
    subject: str = ""
    aspect: str = ""


class _Shared:
    """The lists that 分别为, 各为 or 依次 hands out, item by item."""

    def __init__(self, parts: Sequence[Segment]) -> None:
        self.handed: Mapping[int, _Share] = dict(self._hand_out(parts))

    @classmethod
    def of(cls, parts: Sequence[Segment]) -> "_Shared":
        """Return the lists of one sentence."""
        return cls(parts)

    def take(self, part: Segment) -> _Share | None:
        """Return what was handed to the quantity of `part`, None when nothing was."""
        return self.handed.get(part.end)

    def _hand_out(self, parts: Sequence[Segment]) -> Iterator[tuple[int, _Share]]:
        items: list[_Share] = []
        index = 0
        while index < len(parts):
            part = parts[index]
            found = _items(part.tokens)
            if len(found) >= 2:
                items = found
            marked = any(token.has(Role.EACH) for token in part.tokens)
            if marked and part.quantity is not None and len(items) >= 2:
                run = [part]
                while index + len(run) < len(parts) and parts[index + len(run)].listed:
                    run.append(parts[index + len(run)])
                if len(run) == len(items) and all(each.quantity is not None for each in run):
                    yield from ((each.end, item) for each, item in zip(run, items, strict=True))
                    index += len(run)
                    continue
            index += 1


def _items(tokens: Sequence[Token]) -> list[_Share]:
    """Return the subjects that are listed before 分别, each once."""
    subjects = [id for token in tokens for id in token.items(Role.SUBJECT)[:1]]
    found = list(dict.fromkeys(subjects))
    return [_Share(subject=subject) for subject in found]
