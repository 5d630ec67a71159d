"""What a remedy tells people to do, taken from its own words, so that it can be done.

``“三公”经费控制率不超过 100% 可得 2 分，低于 90% 即可得满分`` are two ways: a value up to 100 % that earns 2
marks, and one below 90 % that earns all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice

from attrs import define, evolve, field

from evalkit.facts.fact import FactValue
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.rules.rule import Known, Value
from evalkit.testing.alternatives import alternatives

_PROMISE = re.compile(
    r"(?:可得 (?P<marks>[\d,.]{1,40}) 分|，?(?P<full>即可得满分)|(?P<none>即不扣这项分|即不扣分))(?:[，、；]|$)"
)
_BOUND = re.compile(
    r"[、，]?(?P<word>不低于|高于|不超过|低于|等于|达到|为) ?"
    r"(?:(?P<number>-?[\d,]{1,40}(?:\.\d{1,40})?) ?(?P<unit>%|万元|亿元|元|分)?|(?P<other>[^、，]+?))(?=[、，]|$)"
)
_SHARE = re.compile(r"(?P<whole>.+)的 (?P<share>[\d,]{1,40}(?:\.\d{1,40})?)%$")
_DONE = re.compile(r"做到“(?P<title>.+)”并在报告中说明$")
_OPENING = "任选其一："
_WORTH = {"%": Decimal("0.01"), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_BESIDE = Decimal("1E-12")
"""How far behind a bound that is not included a value is put."""
_UPPER = ("不超过", "低于")
_EXACT = ("等于", "达到", "为")
_MOST_WAYS = 64
"""How many of the ways that words leave are looked at for one that can be gone."""
_Bound = tuple[str, Decimal]
"""A bound: its word and its number."""
_CONTRARY = {"低于": "不低于", "不低于": "低于", "高于": "不超过", "不超过": "高于"}
_ANSWERS = {"：是": True, "：否": False}
_OTHER = "其他"
"""A text that is none of those that a rule names."""


class NotUnderstoodError(Exception):
    """Words of a remedy that name no value."""


@frozen
class Way:
    """One way to win marks back: the values after it, and what it promises.

    `marks` are those that it earns, None for all of them. With `only` none are lost any more through
    that value, whatever others lose.
    """

    values: Mapping[str, Known]
    marks: Decimal | None = None
    only: str | None = None


def ways(remedy: str, values: Mapping[str, Known]) -> Iterator[Way]:
    """Yield the ways that `remedy` (in Chinese) names for `values`; those in other words are left out."""
    text = remedy.removeprefix(_OPENING)
    start, about = 0, next(iter(values), "") if len(values) == 1 else ""
    for match in _PROMISE.finditer(text):
        asked = text[start : match.start()].strip().lstrip("，、；")
        start = match.end()
        try:
            wanted = _wanted(asked, about, values)
        except NotUnderstoodError:
            continue
        about = list(wanted)[-1]
        done = dict(values) | {id: _with(values[id], value) for id, value in wanted.items()}
        marks = None if match["marks"] is None else Decimal(match["marks"].replace(",", ""))
        yield Way(done, marks, about if match["none"] else None)


def _with(known: Known, value: FactValue) -> Known:
    return evolve(known, value=value) if isinstance(known, Value) else known


def _wanted(asked: str, about: str, values: Mapping[str, Known]) -> dict[str, FactValue]:
    """Return the values that are asked for, by id; what leaves its subject out speaks of `about`.

    Where the words leave several ways, they are those of the first in which nothing contradicts itself.
    """
    for way in islice(alternatives(asked), _MOST_WAYS):
        wish = _Wish(values)
        for words, contrary in way:
            wish.take(words, about, contrary=contrary)
        found = wish.granted()
        if found is not None:
            return found
    raise NotUnderstoodError


@define
class _Wish:
    """What one way asks of each value: answers, texts, and bounds of numbers."""

    values: Mapping[str, Known]
    answers: dict[str, set[bool]] = field(factory=dict)
    texts: dict[str, list[list[str]]] = field(factory=dict)
    refused: dict[str, set[str]] = field(factory=dict)
    bounds: dict[str, list[_Bound]] = field(factory=dict)

    def take(self, words: str, about: str, *, contrary: bool) -> None:
        """Note one thing that is asked for."""
        stated = _DONE.fullmatch(words)
        if stated is not None:
            self.answers.setdefault(_named(stated["title"], self.values, whole=True), set()).add(True)
            return
        id = _named(words, self.values) or about
        known = self.values.get(id)
        if not isinstance(known, Value):
            raise NotUnderstoodError
        rest = words.removeprefix(known.title.zh)
        if known.unit is Unit.YES_NO and rest in _ANSWERS:
            self.answers.setdefault(id, set()).add(_ANSWERS[rest] is not contrary)
        elif known.unit is Unit.TEXT and contrary:
            self.refused.setdefault(id, set()).update(rest.removeprefix("为").split("或"))
        elif known.unit is Unit.TEXT:
            self.texts.setdefault(id, []).append(rest.removeprefix("为").split("或"))
        else:
            self.bounds.setdefault(id, []).extend(_bounds(rest, self.values, contrary=contrary))

    def granted(self) -> dict[str, FactValue] | None:
        """Return a value for all that is asked for, None when it cannot all be had."""
        found: dict[str, FactValue] = {}
        for id, answers in self.answers.items():
            if len(answers) > 1:
                return None
            found[id] = next(iter(answers))
        for id in {**self.texts, **self.refused}:
            first, *others = self.texts.get(id, [[_OTHER]])
            refused = self.refused.get(id, set())
            left = (text for text in first if text not in refused and all(text in each for each in others))
            text = next(left, None)
            if text is None:
                return None
            found[id] = text
        for id, bounds in self.bounds.items():
            number = _within(bounds)
            if number is None:
                return None
            found[id] = number
        return found


def _named(text: str, values: Mapping[str, Known], *, whole: bool = False) -> str:
    """Return the value with the longest title that `text` begins with (or is), "" for none."""
    named = [
        id
        for id, known in values.items()
        if (text == known.title.zh if whole else text.startswith(known.title.zh))
    ]
    if whole and not named:
        raise NotUnderstoodError
    return max(named, key=lambda each: len(values[each].title.zh), default="")


def _within(bounds: Sequence[_Bound]) -> Decimal | None:
    """Return a number that keeps within all of `bounds`, in the middle where it has two; None when none does."""
    lower = [value + _BESIDE if word == "高于" else value for word, value in bounds if word not in _UPPER]
    upper = [value - _BESIDE if word == "低于" else value for word, value in bounds if word in _UPPER]
    upper += [value for word, value in bounds if word in _EXACT]
    if lower and upper and max(lower) > min(upper):
        return None
    ends = [*([max(lower)] if lower else []), *([min(upper)] if upper else [])]
    return sum(ends, Decimal(0)) / len(ends)


def _bounds(words: str, values: Mapping[str, Known], *, contrary: bool) -> list[_Bound]:
    """Return the bounds that `words` name, or what lies beyond the only one."""
    at, bounds = 0, list[_Bound]()
    while at < len(words):
        match = _BOUND.match(words, at)
        if match is None or (contrary and bounds):
            raise NotUnderstoodError
        word = _CONTRARY.get(match["word"], "高于") if contrary else match["word"]
        bounds.append((word, _amount(match, values)))
        at = match.end()
    if not bounds:
        raise NotUnderstoodError
    return bounds


def _amount(bound: re.Match[str], values: Mapping[str, Known]) -> Decimal:
    if bound["number"] is not None:
        return Decimal(bound["number"].replace(",", "")) * _WORTH.get(bound["unit"] or "", Decimal(1))
    share = _SHARE.fullmatch(bound["other"])
    title = bound["other"] if share is None else share["whole"]
    whole = values[_named(title, values, whole=True)]
    if not isinstance(whole, Value) or not isinstance(whole.value, Decimal):
        raise NotUnderstoodError
    part = Decimal(100) if share is None else Decimal(share["share"].replace(",", ""))
    return whole.value * part / 100
