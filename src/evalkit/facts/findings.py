"""How a report speaks against itself, in words: one finding a contradiction."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from attrs import evolve

from evalkit.documents.document import Evidence
from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.digits import is_malformed_whole, is_number, may_be_malformed
from evalkit.facts.fact import Basis, FactDefinition, Finding, FindingKind
from evalkit.facts.quantity import malformed
from evalkit.facts.relations import AtMost, Change, Full, Ratio, Reading, Readings, Relation, Sum
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Joined, Lang, Message, Readable, plain, say

Definitions = Mapping[str, FactDefinition]

_NOTE = re.compile(r"（[^（）]*）$")
_TEN_THOUSAND = Decimal(10_000)
_FINEST = 12


def short_title(id: str, definitions: Definitions) -> str:
    """Return the title of the fact `id` without the note in brackets at its end."""
    definition = definitions.get(id)
    return id if definition is None else _NOTE.sub("", definition.title)


@frozen
class Printed:
    """A number with the precision it was printed with: 93.00% is not 93%."""

    value: Decimal
    unit: Unit
    step: Decimal = Decimal(0)
    approximate: bool = False
    supplied: bool = False

    def text(self, lang: Lang) -> str:
        """Return the number as a report prints it."""
        words = self._amount(lang)
        if self.approximate:
            words = f"约 {words}" if lang is Lang.ZH else f"about {words}"
        if self.supplied:
            words += "（补充数据）" if lang is Lang.ZH else " (supplied)"
        return words

    def _amount(self, lang: Lang) -> str:
        if self.unit is Unit.RATIO:
            return f"{_digits(self.value, self.step, Decimal('0.01'))}%"
        if self.unit is Unit.MONEY:
            if lang is Lang.EN:
                return f"CNY {_digits(self.value, self.step, Decimal(1))}"
            exact = not self.step and abs(self.value) >= _TEN_THOUSAND and not self.value % 100
            if self.step >= 100 or exact:
                return f"{_digits(self.value, self.step, _TEN_THOUSAND)} 万元"
            return f"{_digits(self.value, self.step, Decimal(1))} 元"
        if self.unit is Unit.SCORE:
            return f"{plain(self.value)} 分" if lang is Lang.ZH else f"{plain(self.value)} marks"
        return f"{_digits(self.value, self.step, Decimal(1))}"


def _digits(value: Decimal, step: Decimal, unit: Decimal) -> str:
    """Return `value` in `unit` with as many decimals as `step` has; all of them when it is 0."""
    if not step:
        return f"{Decimal(plain(value / unit)):,f}"
    places = max(0, -(step / unit).adjusted())
    return f"{(value / unit).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"


@frozen
class _Terms:
    """Several terms of a sum with plus signs between them."""

    pieces: tuple[Readable, ...]

    def text(self, lang: Lang) -> str:
        return " + ".join(piece.text(lang) for piece in self.pieces)


@frozen
class _Named:
    """A fact's title with its value."""

    title: str
    value: Readable

    def text(self, lang: Lang) -> str:
        return f"{self.title} {self.value.text(lang)}"


@frozen
class _YesNo:
    """A statement's value in words."""

    value: bool

    def text(self, lang: Lang) -> str:
        if lang is Lang.ZH:
            return "是" if self.value else "否"
        return "yes" if self.value else "no"


@frozen
class _Quoted:
    """A text as printed."""

    value: str

    def text(self, lang: Lang) -> str:
        return f"“{self.value}”" if lang is Lang.ZH else f'"{self.value}"'


def shown(reading: Reading) -> Readable:
    """Return the value of `reading` as it can be read."""
    if isinstance(reading.value, bool):
        return _YesNo(reading.value)
    if isinstance(reading.value, str):
        return _Quoted(reading.value)
    return Printed(
        reading.value,
        reading.unit,
        reading.step,
        approximate=reading.approximate,
        supplied=reading.basis is Basis.SUPPLIED,
    )


def _exactly(readings: Readings) -> Readings:
    """Return `readings` as if nothing had been rounded."""
    return {id: evolve(each, step=Decimal(0), approximate=False) for id, each in readings.items()}


def _computed(value: Decimal, unlike: Reading, steps: Iterable[Decimal] = ()) -> Printed:
    """Return `value` with as many decimals as tell it from the claim `unlike`."""
    step = min((step for step in (unlike.step, *steps) if step), default=Decimal(0))
    claim = Printed(unlike.value if isinstance(unlike.value, Decimal) else Decimal(0), unlike.unit, step)
    figure = Printed(value, unlike.unit, step)
    for _ in range(_FINEST):
        if not step or figure.text(Lang.ZH) != claim.text(Lang.ZH):
            break
        step /= 10
        claim, figure = Printed(claim.value, claim.unit, step), Printed(value, claim.unit, step)
    return figure


def relation_finding(relation: Relation, readings: Readings, definitions: Definitions) -> Finding:
    """Return the finding that says how `readings` contradict `relation`."""
    match relation:
        case Sum():
            kind, message = FindingKind.SUM, _sum_message(relation, readings, definitions)
            facts: tuple[str, ...] = (relation.total, *relation.present(readings))
        case AtMost():
            kind, message = FindingKind.SUM, _at_most_message(relation, readings, definitions)
            facts = relation.facts
        case Full():
            kind, message = FindingKind.CONFLICT, _full_message(relation, readings, definitions)
            facts = relation.facts
        case Ratio() | Change():
            kind, message = FindingKind.RATIO, _rate_message(relation, readings, definitions)
            facts = relation.facts
    return Finding(kind, facts, message, _evidence(readings[id] for id in facts))


def _evidence(readings: Iterable[Reading]) -> tuple[Evidence, ...]:
    """Return the evidence of `readings`, each place once."""
    return tuple(dict.fromkeys(place for reading in readings for place in reading.evidence))


def _named(id: str, readings: Readings, definitions: Definitions) -> _Named:
    return _Named(short_title(id, definitions), shown(readings[id]))


def _sum_message(relation: Sum, readings: Readings, definitions: Definitions) -> Message:
    present = relation.present(readings)
    figures = [value for id in present if isinstance(value := readings[id].value, Decimal)]
    values = {
        "total": _named(relation.total, readings, definitions),
        "terms": _Terms(tuple(_named(id, readings, definitions) for id in present)),
        "sum": _computed(
            sum(figures, Decimal(0)), readings[relation.total], (readings[id].step for id in present)
        ),
    }
    computed = relation.computed(readings)
    if computed is not None and computed.high.is_finite():
        return say(
            "{total} 与各组成部分之和不符：{terms} = {sum}",
            "{total} is not the sum of its parts: {terms} = {sum}",
            **values,
        )
    return say(
        "{total} 小于已列出的组成部分之和：{terms} = {sum}",
        "{total} is less than the parts that are given: {terms} = {sum}",
        **values,
    )


def _at_most_message(relation: AtMost, readings: Readings, definitions: Definitions) -> Message:
    return say(
        "{part} 大于 {whole}",
        "{part} exceeds {whole}",
        part=_named(relation.part, readings, definitions),
        whole=_named(relation.whole, readings, definitions),
    )


def _full_message(relation: Full, readings: Readings, definitions: Definitions) -> Message:
    if readings[relation.statement].value is False:
        return say(
            "报告称并非“{statement}”，而{rate}",
            'the report denies "{statement}", but {rate}',
            statement=short_title(relation.statement, definitions),
            rate=_named(relation.rate, readings, definitions),
        )
    return say(
        "报告称“{statement}”，而{rate}",
        'the report states "{statement}", but {rate}',
        statement=short_title(relation.statement, definitions),
        rate=_named(relation.rate, readings, definitions),
    )


def _rate_message(relation: Ratio | Change, readings: Readings, definitions: Definitions) -> Message:
    computed = relation.computed(_exactly(readings))
    if computed is None:
        raise ValueError(f"{relation.rate} cannot be worked out")
    values: dict[str, object] = {
        "rate": _named(relation.rate, readings, definitions),
        "result": _computed(computed.low, readings[relation.rate]),
    }
    if isinstance(relation, Change):
        values |= {
            "now": _named(relation.now, readings, definitions),
            "before": _named(relation.before, readings, definitions),
        }
        return (
            say(
                "{rate} 与 |{now} − {before}| ÷ 后者 = {result} 不符",
                "{rate} does not agree with |{now} − {before}| ÷ the latter = {result}",
                **values,
            )
            if relation.absolute
            else say(
                "{rate} 与（{now} − {before}）÷ 后者 = {result} 不符",
                "{rate} does not agree with ({now} − {before}) ÷ the latter = {result}",
                **values,
            )
        )
    scale = Printed(relation.scale, Unit.RATIO)
    values["numerator"] = _named(relation.numerator, readings, definitions)
    if not relation.denominator:
        values["denominator"] = scale
    elif relation.scale == 1:
        values["denominator"] = _named(relation.denominator, readings, definitions)
    else:
        below = _named(relation.denominator, readings, definitions)
        values["denominator"] = say("（{below} × {scale}）", "({below} × {scale})", below=below, scale=scale)
    return say(
        "{rate} 与 {numerator} ÷ {denominator} = {result} 不符",
        "{rate} does not agree with {numerator} ÷ {denominator} = {result}",
        **values,
    )


def conflict_finding(
    id: str, chosen: Reading, others: Sequence[Reading], reason: Message, definitions: Definitions
) -> Finding:
    """Return the finding that a fact is given as `chosen` here and as `others` there."""
    message = say(
        "{title}一处为 {chosen}，别处为 {others}；{reason}",
        "{title} is {chosen} here and {others} there; {reason}",
        title=short_title(id, definitions),
        chosen=shown(chosen),
        others=Joined(tuple(shown(other) for other in others)),
        reason=reason,
    )
    return Finding(FindingKind.CONFLICT, (id,), message, _evidence((chosen, *others)))


def lack_finding(ids: Sequence[str], lack: Reading, readings: Readings, definitions: Definitions) -> Finding:
    """Return the finding that the facts `ids` leave no room for the `lack` that is counted elsewhere."""
    message = say(
        "{claims}，而别处称有 {lack} 未完成",
        "{claims}, but elsewhere {lack} are said not to be done",
        claims=Joined(tuple(_named(id, readings, definitions) for id in ids)),
        lack=shown(lack),
    )
    evidence = _evidence((*(readings[id] for id in ids), lack))
    return Finding(FindingKind.CONFLICT, tuple(ids), message, evidence)


def supported_reason(
    chosen: Reading, relations: Sequence[Relation], id: str, definitions: Definitions
) -> Message:
    """Return the words for a choice that `relations` with other facts support."""
    facts = dict.fromkeys(
        short_title(other, definitions) for relation in relations for other in relation.facts if other != id
    )
    return say(
        "采用 {chosen}，因其与{facts}相符",
        "{chosen} is used, because it agrees with {facts}",
        chosen=shown(chosen),
        facts=Joined(tuple(facts)),
    )


def clearer_reason(chosen: Reading) -> Message:
    """Return the words for a choice by section and wording."""
    return say(
        "采用 {chosen}，因其所在章节和表述更明确",
        "{chosen} is used, because its section and wording are the clearer ones",
        chosen=shown(chosen),
    )


def first_reason(chosen: Reading) -> Message:
    """Return the words for a choice by nothing but the order of the text."""
    return say(
        "各处依据相当，采用在前的 {chosen}",
        "nothing speaks for either, so {chosen}, the first, is used",
        chosen=shown(chosen),
    )


def malformed_findings(read: Iterable[Passage | TablePassage]) -> tuple[Finding, ...]:
    """Return a finding for each number in the passages of a report that is no number, such as 1.234.56."""
    found: dict[tuple[str, int, int], Finding] = {}
    for passage, is_cell in _texts(read):
        if not may_be_malformed(passage.text) or (is_cell and is_number(passage.text)):
            continue
        whole = is_cell and is_malformed_whole(passage.text)
        for start, end in ((0, len(passage.text)),) if whole else malformed(passage.text):
            evidence = passage.evidence(start, end)
            message = say(
                "“{number}”不是规范的数字，无法采用",
                '"{number}" is not a well-formed number and cannot be used',
                number=passage.text[start:end],
            )
            key = (evidence.document, evidence.start, evidence.end)
            found[key] = Finding(FindingKind.MALFORMED, (), message, (evidence,))
    return tuple(found.values())


def _texts(read: Iterable[Passage | TablePassage]) -> Iterable[tuple[Passage, bool]]:
    """Yield each passage, and whether it is a table's cell."""
    for each in read:
        if isinstance(each, TablePassage):
            for cell in each.cells:
                yield cell, True
        else:
            yield each, False
