"""Which side of its subject a quantity is: what its words say, or what went before."""

from collections.abc import Sequence

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.quantity import Quantity
from evalkit.facts.reading import OF_BUDGET, Setting, aspects_of, point_of
from evalkit.facts.sentence import Segment
from evalkit.facts.shapes import Shape
from evalkit.facts.shortfalls import UNFINISHED
from evalkit.facts.state import Memory, Side, State
from evalkit.facts.turned import is_budget_behind
from evalkit.facts.unit import Unit

_STRONG, _WEAK, _TAKEN = 15, 8, 6
"""How plainly the side is said: by a word of its own, by a weak one, by what went before."""

_INITIAL, _ADJUSTED = "initial", "adjusted"

_ADJUSTMENT = "adjustment_rate"
"""The side of a change from one budget to the other."""

_PLANNED = "planned"
_COMPARING = frozenset("比较")
_REST, _PART, _INTO = "rest", "part", "into"
"""The sides of what remains, of single things, and of what is spent on something: they set a subject apart, or make it another."""


def side_of(
    part: Segment,
    quantity: Quantity,
    shape: Shape,
    named: bool,
    state: State,
    memory: Memory,
    setting: Setting,
    catalogue: Catalogue,
) -> tuple[Side, int]:
    """Return the side that `part` speaks of, and how plainly it says so.

    `named` says that its own words name the subject.
    """
    if shape is not Shape.NONE:
        return _shaped(part, quantity, shape, state, memory, catalogue), _STRONG
    aspects, strong = (
        aspects_of(_own_words(part, catalogue), catalogue, quantity.unit) if part.sided else ((), False)
    )
    if quantity.unit is Unit.COUNT and (not aspects or _REST in aspects):
        aspects, strong = _side_behind(part, catalogue, bool(aspects)) or (aspects, strong)
    if quantity.unit is Unit.MONEY and (not aspects or _REST in aspects):
        aspects, strong = _what_behind(part, state, catalogue) or (aspects, strong)
    plainness = _STRONG if strong else _WEAK if aspects else 0
    if not strong and (planned := _planned_with_income(part, quantity, aspects, memory, catalogue)):
        return planned, _WEAK
    if not strong and (not aspects or _ends_a_noun(part, quantity, state, memory, catalogue)):
        taken = _taken(part, quantity, named, state, memory, setting, catalogue)
        aspects, plainness = (taken, _TAKEN) if taken else (aspects, plainness)
    if quantity.unit is Unit.RATIO and catalogue.is_budget(aspects):
        return (OF_BUDGET,), plainness
    return aspects, plainness


def _shaped(
    part: Segment, quantity: Quantity, shape: Shape, state: State, memory: Memory, catalogue: Catalogue
) -> Side:
    """Return the side of a change, a share or a target."""
    if shape is Shape.SHARE:
        return _share_of(part, state, memory, catalogue) or (shape.value,)
    if shape is Shape.CHANGE:
        against = _against(part, state, catalogue)
        memory.against = against or (memory.against if _only_goes_on(part, state) else ())
        if memory.against and quantity.unit is Unit.RATIO:
            return memory.against
    return (shape.value,)


def _planned_with_income(
    part: Segment, quantity: Quantity, aspects: Side, memory: Memory, catalogue: Catalogue
) -> Side:
    """Return the budget of which a bare 支出 is the other half: 年初预算收入 9 万元、支出 9 万元."""
    amount = memory.amount
    if amount is None or not catalogue.is_budget(amount.aspects):
        return ()
    contrary = any(amount.subject in catalogue.never_of(each) for each in aspects)
    paired = part.listed or quantity.value == amount.quantity.value
    return amount.aspects if contrary and paired and len(part.sided) == 1 else ()


def _share_of(part: Segment, state: State, memory: Memory, catalogue: Catalogue) -> Side:
    """Return the side of a share that directly follows an amount, () where it says of what else it is one.

    A part that is open about its whole stays its side (其中在用 38 万元，占 95%); what was spent of a
    budget in the same sentence is a share of that budget (预算 40 万元，实际支出 38 万元，占 95%).
    """
    named = {id for word in part.naming for id in word.sense.subjects}
    if named - {state.subject} or part.sided or part.unknown or state.shape is not Shape.NONE:
        return ()
    last, _ = memory.last.get(Unit.MONEY, ("", ()))
    amount = memory.amount
    if amount is None or amount.subject != state.subject or amount.aspects != state.aspects:
        return ()
    if any(id in catalogue.aspects and catalogue.aspects[id].open for id in state.aspects):
        return (Shape.SHARE.value, *state.aspects)
    spent = memory.paired.get(state.subject)
    return (OF_BUDGET,) if last == state.subject and not named and spent == state.aspects else ()


def spoken_side(subject: str, memory: Memory, setting: Setting, catalogue: Catalogue) -> Side:
    """Return on which side money was last spoken of: in this sentence, or of the wholes of `subject`."""
    taken = memory.last.get(Unit.MONEY)
    if taken is not None:
        return taken[1]
    return memory.level(catalogue.chain(subject), Unit.MONEY) or setting.aspects


def _side_behind(part: Segment, catalogue: Catalogue, rest: bool) -> tuple[Side, bool] | None:
    """Return what the words behind a count say of it (11 个按时完成), None when they say nothing.

    That all are done (9 项均已完成) is said of the whole, unless these are the `rest`; that they are
    not is said of the rest too (仍有 2 项未完成).
    """
    if part.runs_on:
        return None
    first = next((word for word in part.behind if word.sense.aspects), None)
    unfinished = first is not None and UNFINISHED in first.sense.aspects
    if not unfinished and any(Role.ALL in word.sense.roles for word in part.behind) is not rest:
        return None
    aspects, strong = aspects_of([first] if first else [], catalogue, Unit.COUNT)
    return (aspects, strong) if strong else None


def _what_behind(part: Segment, state: State, catalogue: Catalogue) -> tuple[Side, bool] | None:
    """Return the side that words behind an amount name, or that a subject there leaves open.

    其余 8 万元均在用, 其余 5 万元为公用经费, 控制在 9 万元的预算内.
    """
    if part.runs_on:
        return None
    told = [word for word in part.behind if word.sense.tells]
    if is_budget_behind(part, catalogue):
        return told[0].sense.aspects, True
    if told and told[0].sense.subjects and any(_REST in word.sense.aspects for word in part.sided):
        return (), False
    sides = {side for each in catalogue.by_subject.get(state.subject, ()) for side in each.aspects}
    opening = (
        word.sense.aspects
        for word in told
        if any(
            id in sides and catalogue.aspects[id].open for id in word.sense.aspects if id in catalogue.aspects
        )
    )
    side = next(opening, ())
    return (side, True) if side else None


def _against(part: Segment, state: State, catalogue: Catalogue) -> Side:
    """Return the side of a rate of change from a budget, () of one from a year.

    From the initial budget to the adjusted one it is the adjustment (调整后预算比年初增加 8%), from a budget to what was spent of
    it (较预算数下降 9%, 比预算 5 万元少 9%) nobody's.
    """
    if part.opener == "" and part.start and _is_silent(part) and catalogue.is_budget(state.aspects):
        return (_PART,)
    told = {id for word in part.sided for id in word.sense.aspects}
    if _INITIAL in told and (_ADJUSTED in told or _ADJUSTED in state.aspects):
        return (_ADJUSTMENT,)
    budgets = [word for word in part.sided if catalogue.is_budget(word.sense.aspects)]
    dated = part.timed or part.dated
    return (_PART,) if budgets and not dated and part.sign_at(budgets[-1]) in _COMPARING else ()


def _only_goes_on(part: Segment, state: State) -> bool:
    """Return whether a change is only the one before in other words: 比年初预算增加 1 万元，增幅 12.5%."""
    return _is_silent(part) and state.aspects == (Shape.CHANGE.value,)


def _is_silent(part: Segment) -> bool:
    """Return whether `part` says neither whose its quantity is nor on which side or when."""
    return not (part.sided or part.timed or part.dated or part.naming)


def _ends_a_noun(
    part: Segment, quantity: Quantity, state: State, memory: Memory, catalogue: Catalogue
) -> bool:
    """Return whether 支出 only ends the name of a part of a budget: 其中人员经费支出 9 万元."""
    taken = memory.last.get(Unit.MONEY)
    budget = taken is not None and catalogue.is_budget(taken[1])
    named = bool(part.naming or part.weight)
    return quantity.unit is Unit.MONEY and state.part and budget and named


def _taken(
    part: Segment,
    quantity: Quantity,
    named: bool,
    state: State,
    memory: Memory,
    setting: Setting,
    catalogue: Catalogue,
) -> Side:
    """Return the side taken over from the same sentence, from the whole, or from the heading."""
    unit = quantity.unit
    if part.opener == "）" and memory.aside and catalogue.is_plain_budget(state.aspects):
        return memory.aside
    silent = not part.naming and not part.sided
    if part.opener == "" or (
        silent and (part.listed or (state.announced and quantity.unit is not Unit.COUNT))
    ):
        return state.aspects
    if unit is Unit.SCORE:
        return ()
    if unit is None or unit is Unit.COUNT:
        return state.aspects if part.listed and not (named and catalogue.excludes(state.aspects)) else ()
    if unit is Unit.RATIO and part.opener == "：" and state.announced:
        return state.aspects
    compared = part.compared or (part.opener == "（" and (part.timed or part.dated))
    if silent and compared and unit is Unit.MONEY and state.subject in memory.paired:
        return memory.paired[state.subject]
    goes_by = unit is Unit.RATIO and named and _goes_by(memory.opened, state.subject, catalogue)
    last = memory.opened if goes_by else memory.last.get(unit)
    if last is not None and _INITIAL in last[1] and point_of(part.timed) == "closing":
        return ()
    if last is not None and (not last[0] or catalogue.common(last[0], state.subject)):
        return _begun_again(part, quantity, named, last, state, memory, catalogue) or last[1]
    if unit is Unit.RATIO:
        return _rate_side(part, named, state, memory, catalogue)
    wholes = catalogue.chain(state.subject)[1 if named else 0 :]
    return memory.level(wholes, unit) or setting.aspects or _sum_of_spent(part, state, memory, catalogue)


def _begun_again(
    part: Segment,
    quantity: Quantity,
    named: bool,
    last: tuple[str, Side],
    state: State,
    memory: Memory,
    catalogue: Catalogue,
) -> Side:
    """Return what was spent, where the next of a list begins like the one before: 甲 3 万元，预算 5 万元；乙 7 万元."""
    subject, side = last
    again = named and part.opener == "；" and quantity.unit is Unit.MONEY and subject != state.subject
    return memory.paired.get(subject, ()) if again and catalogue.is_budget(side) else ()


def _sum_of_spent(part: Segment, state: State, memory: Memory, catalogue: Catalogue) -> Side:
    """Return what was spent for the sum of parts that speak of no side: 货物 3 万元、服务 5 万元，合计 8 万元."""
    amount = memory.amount if Role.SUM in part.roles and not part.naming else None
    plain = amount is not None and not amount.aspects and catalogue.whole(amount.subject) == state.subject
    return ("actual",) if plain else ()


def _goes_by(opened: tuple[str, Side] | None, subject: str, catalogue: Catalogue) -> bool:
    """Return whether `subject` is the next of a list, whose first rate is on the same side as that of the last.

    一季度支出进度 22%，执行率 88%；二季度 49%，执行率 98%.
    """
    return opened is not None and opened[0] != subject and catalogue.common(opened[0], subject) != ""


def _rate_side(part: Segment, named: bool, state: State, memory: Memory, catalogue: Catalogue) -> Side:
    """Return the side that the sentence sets for all its rates, or that stood in front of parentheses."""
    if named and _is_side_of(state.subject, memory.sided, catalogue):
        return memory.sided
    return state.aspects if part.opener == "）" and catalogue.is_level(state.aspects) else ()


def _is_side_of(subject: str, side: Side, catalogue: Catalogue) -> bool:
    """Return whether a rate of a part of something, such as a quarter, is on `side`."""
    facts = catalogue.by_subject.get(subject, ()) if side and catalogue.whole(subject) else ()
    return any(Unit(each.unit) is Unit.RATIO and not set(side).isdisjoint(each.aspects) for each in facts)


def _own_words(part: Segment, catalogue: Catalogue) -> Sequence[Token]:
    """Return the words of `part` without those before its subject that are not about it: 另有编外人员.

    Of examples (接待检查、验收等 9 批) and of guests (接待上级检查 9 批) it is none of the single things,
    nor of what it is listed for (列入督查的重点工作 9 项).
    """
    subject = part.naming[-1].start if part.naming else part.start
    listed = next((word.end for word in part.sided if _PLANNED in word.sense.aspects), part.end)
    if part.naming and (part.exemplified or _has_guests(part, catalogue)):
        return [word for word in part.sided if word.start >= subject and _PART not in word.sense.aspects]
    if all(word.start >= subject or not _sets_apart(word) for word in part.sided):
        return part.sided
    words = (word.start for word in part.told if word.start < subject and not word.sense.fills)
    unknown = (start for start, _ in part.unknown if start < subject)
    last = max((*words, *unknown), default=part.start)
    return [
        word
        for word in part.told
        if word.start >= subject
        or not _sets_apart(word)
        or (_PART in word.sense.aspects and word.end > last and not listed < word.start)
    ]


def _has_guests(part: Segment, catalogue: Catalogue) -> bool:
    """Return whether what stands behind the subject of a count only says whom it receives."""
    counted = part.quantity is not None and part.quantity.unit is Unit.COUNT
    return counted and any(catalogue.subjects[id].guests for id in part.naming[-1].sense.subjects)


def _sets_apart(word: Token) -> bool:
    """Return whether `word` may only set the subject apart from others.

    Of a part it speaks unless other words stand between the two.
    """
    return not {_PART, _REST, _INTO}.isdisjoint(word.sense.aspects)
