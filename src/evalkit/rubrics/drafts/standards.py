"""The text of a standard becomes a rule where it is plain what it says; otherwise a judgement."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from attrs import evolve, field

from evalkit.documents.normal import normal
from evalkit.frozen import frozen
from evalkit.rubrics.drafts.limits import MOST, excess, shortfall
from evalkit.rubrics.drafts.shapes import Shape, balance, linear, penalty, quotient, tiers, tiers_of
from evalkit.rubrics.drafts.steps import GAINED, N, Written, conditions_of, written_bands
from evalkit.rules.all_or_nothing import AllOrNothing
from evalkit.rules.bands import Band, Bands
from evalkit.rules.better_of import BetterOf
from evalkit.rules.checklist import Checklist, ChecklistItem
from evalkit.rules.judgement import Judgement
from evalkit.rules.proportional import Proportional
from evalkit.rules.rule import Rule
from evalkit.rules.violations import Violations

_CASES = r"(?:项|处|次|例|起|个|笔|条|件|份|人次|人)"
_VIOLATION = re.compile(
    rf"每(?!高|低|超|增|降|减|上)[^,，;；。%]{{0,12}}?(?:一|1)?{_CASES}[^,，;；。%]{{0,16}}?扣{N}分"
)
_GIVEN = re.compile(rf"(?<![扣\d.]){N}分")
_PROPORTIONAL = re.compile(
    r"按(?:照)?(?:实际)?(?:完成|执行|达标)?[率比]?比?例(?:计算?|得|给|折算)*得?分|(?:得分|分)\s*=\s*[^;；。]{0,20}[率度]\s*[×xX*]|[率度]\s*[×xX*]\s*(?:分值|权重|\d)"
)
_ITEM = re.compile(
    rf"(?:[①-⑳]|[(（]\d{{1,2}}[)）]|(?<!\d)\d{{1,2}}[.、)](?!\d))\s*(?P<title>[^①-⑳;；。]{{2,60}}?)[,，:：(（]?(?:得|计|记)?{N}分[)）]?"
)


_EITHER = re.compile("或者|[,;。]或|,?或(?=[^,;。]{2,20}(?:不超过|不低于|达到|低于|高于|超过|≤|≥))")
_SIDES = frozenset(
    {
        "all_or_nothing",
        "bands",
        "linear",
        "per_excess",
        "per_shortfall",
        "proportional",
        "reverse_proportional",
    }
)
"""The rules that a side of `better_of` may have and a standard may come to."""


@frozen
class Understood:
    """What a standard came to: the rule's name, its keys as TOML writes them, and what to look at again.

    `notes` are in Chinese, for the draft's reader.
    """

    rule: str
    keys: tuple[tuple[str, object], ...] = ()
    notes: tuple[str, ...] = field(default=())


JUDGED = Understood(
    Judgement.name, notes=("由评价人员评定：写 passages（报告中相关段落的词），或改用一种计分规则",)
)
"""What a standard comes to that is not understood."""


def understood(
    standard: str, marks: Decimal, measure: str | None, ratios: Mapping[str, str] | None = None
) -> Understood:
    """Return the rule that `standard` says for an indicator of `marks`.

    `measure` is the id of what the indicator measures, None when nobody knows; without it a standard
    of rates becomes a judgement. `ratios` are the ids of all ratios by their titles, as far as a
    standard may name them. A rule is returned only when it holds for `marks`.
    """
    text = plain_text(standard)
    either = _either(text, marks, ratios or {})
    if either is not None:
        return either
    beyond = penalty(text, measure)
    if beyond is not None:
        rest = _read(beyond.rest, marks, measure)
        if rest is None or beyond.rule.check(marks):
            return JUDGED
        then: list[object] = [dict(beyond.keys)]
        return evolve(rest, keys=(*rest.keys, ("then", then)))
    found = _read(text, marks, measure)
    if found is not None:
        return found
    return JUDGED if measure is not None else _without_measure(text, marks)


def _without_measure(text: str, marks: Decimal) -> Understood:
    """Return the judgement of a standard of rates, with what it would come to if a measure were known."""
    rule = _read(text, marks, "measure")
    if rule is not None:
        told = f"标准可写成 {rule.rule}，但没有对应的测算：补 measure 后改写为计分规则"
    elif "%" in text:
        told = "标准按比率计分，但没有对应的测算：补 measure 后改写为计分规则"
    else:
        return JUDGED
    return evolve(JUDGED, notes=(told, *JUDGED.notes))


def _read(text: str, marks: Decimal, measure: str | None) -> Understood | None:
    return next((found for read in _READINGS if (found := read(text, marks, measure)) is not None), None)


def in_tiers(tiers: Sequence[tuple[str, Decimal]], marks: Decimal) -> Understood:
    """Return the judgement by `tiers`, each with its marks."""
    found = tiers_of(tiers, marks)
    return JUDGED if found is None else _of_shape(found, marks) or JUDGED


def _either(text: str, marks: Decimal, ratios: Mapping[str, str]) -> Understood | None:
    """Read two standards of which the better one counts; each names the ratio that it is about."""
    halves = _EITHER.split(text, maxsplit=1)
    if len(halves) != 2:
        return None
    sides: list[object] = []
    for half in halves:
        named = max((title for title in ratios if title in half), key=len, default=None)
        if named is None:
            return None
        whole = half if _nothing_else(half) else f"{half},否则不得分"
        found = _read(whole.replace(named, ""), marks, ratios[named])
        if found is None or found.rule not in _SIDES:
            return None
        sides.append({"rule": found.rule, **dict(found.keys)})
    return Understood(BetterOf.name, (("sides", sides),), ("择优：任一项达到即可，核对两项的标准",))


def plain_text(standard: str) -> str:
    """Return a standard as it is looked at: digits, signs and brackets alike, without white space."""
    # Spaces around numbers (扣 1 分) and line breaks inside a cell say nothing in Chinese.
    return "".join(normal(standard).replace("（", "(").replace("）", ")").split())


_Reading = Callable[[str, Decimal, str | None], Understood | None]


def _bands(text: str, marks: Decimal, measure: str | None) -> Understood | None:
    found = None if measure is None else written_bands(text, marks)
    if measure is None or found is None:
        return None
    return _sound(
        bands_of(found, measure),
        marks,
        (("measure", measure), ("bands", [{**keys} for keys in found.bands])),
        "核对每一档的界限是否含端点",
    )


def bands_of(written: Written, measure: str) -> Bands:
    """Return the rule of the bands that a text says."""
    return Bands(measure, tuple(_as_band(keys) for keys in written.bands))


def _as_band(keys: Mapping[str, object]) -> Band:
    shares = {
        "from_" if key == "from" else key: value if isinstance(value, Decimal) else _share(str(value)[:-1])
        for key, value in keys.items()
    }
    return Band(**shares)


def _in_proportion(text: str, marks: Decimal, measure: str | None) -> Understood | None:
    if measure is None or _PROPORTIONAL.search(text) is None:
        return None
    if any(not worth and "%" in condition for condition, worth in conditions_of(text, marks)):
        return None  # Where a bound takes everything, the proportion does not hold below it.
    return _sound(Proportional(measure), marks, (("measure", measure),))


def _whole(text: str, marks: Decimal, measure: str | None) -> Understood | None:
    """Read a limit that earns everything, and nothing beyond it."""
    limit = MOST.search(text)
    gives = [match for match in GAINED.finditer(text) if match[1] or match[2]]
    if measure is None or limit is None or len(gives) != 1 or not _nothing_else(text):
        return None
    most = limit[1] or limit[2]
    return _sound(AllOrNothing(measure, to=_share(most)), marks, (("measure", measure), ("to", f"{most}%")))


def _nothing_else(text: str) -> bool:
    return any(match[3] for match in GAINED.finditer(text))


def _cases(text: str, marks: Decimal, measure: str | None) -> Understood | None:
    found = _VIOLATION.search(text)
    if found is None or any(Decimal(worth) != marks for worth in _GIVEN.findall(text)):
        return None  # What gives marks in pieces besides takes cases off of what is left of them.
    note = "次数由评价人员填写；报告中有计数的事实时写 count"
    return _sound(Violations(Decimal(found[1])), marks, (("lose", Decimal(found[1])),), note)


def _points(text: str, marks: Decimal, measure: str | None) -> Understood | None:
    items = [(match["title"].strip(" ,，:："), Decimal(match[2])) for match in _ITEM.finditer(text)]
    if len(items) < 2 or sum(worth for _, worth in items) != marks:
        return None
    entries = [(f"item_{number}", title, worth) for number, (title, worth) in enumerate(items, 1)]
    rule = Checklist(tuple(ChecklistItem(id, title, worth) for id, title, worth in entries))
    written: list[object] = [{"id": id, "title": title, "marks": worth} for id, title, worth in entries]
    return _sound(rule, marks, (("items", written),), "各要点由评价人员评定；报告中有相应事实时写 any")


def _by_shape(read: Callable[[str, Decimal, str | None], Shape | None]) -> _Reading:
    def reading(text: str, marks: Decimal, measure: str | None) -> Understood | None:
        found = read(text, marks, measure)
        return None if found is None else _of_shape(found, marks)

    return reading


def _of_shape(shape: Shape, marks: Decimal) -> Understood | None:
    return _sound(shape.rule, marks, shape.keys, shape.note)


_READINGS: Sequence[_Reading] = (
    _by_shape(excess),
    _by_shape(shortfall),
    _by_shape(quotient),
    _by_shape(linear),
    _by_shape(balance),
    _whole,
    _bands,
    _in_proportion,
    _points,
    _cases,
    _by_shape(tiers),
)
"""The readings in the order in which they are tried: what says more comes first."""


def _sound(rule: Rule, marks: Decimal, keys: Sequence[tuple[str, object]], *notes: str) -> Understood | None:
    """Return what was understood when the rule holds for `marks`; None when it contradicts itself."""
    return None if rule.check(marks) else Understood(rule.name, tuple(keys), notes)


def _share(percent: str) -> Decimal:
    return Decimal(percent).scaleb(-2)
