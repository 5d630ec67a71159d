"""The rows of a scoring sheet written as the TOML of a rubric, with what is left to do as comments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import plain
from evalkit.quoting import quoted
from evalkit.rubrics.drafts.overall import Overall
from evalkit.rubrics.drafts.sheet import ON_TOP, Sheet, SheetRow
from evalkit.rubrics.drafts.standards import Understood, in_tiers, plain_text, understood
from evalkit.rules.judgement import Judgement

_QUOTES = str.maketrans("", "", "“”\"'‘’《》（）()")
_EACH = re.compile(r"(加|扣|减)(\d+(?:\.\d+)?)分")
_MOST = re.compile(r"(?:最多|最高|不超过|上限|累计)[^;；。\d]{0,6}(\d+(?:\.\d+)?)分")
_NO_STANDARD = "（评分表没有写评分标准）"


@frozen
class Known:
    """What a title may mean here: measures and dimensions by their titles, and the unit of each measure."""

    measures: Mapping[str, str]
    dimensions: Mapping[str, str]
    units: Mapping[str, Unit]

    @classmethod
    def of(
        cls, measures: Mapping[str, str], dimensions: Mapping[str, str], units: Mapping[str, Unit]
    ) -> "Known":
        """Return it for titles by id."""
        return cls(
            {_same(title): id for id, title in measures.items()},
            {_same(title): id for id, title in dimensions.items()},
            units,
        )

    @property
    def ratios(self) -> dict[str, str]:
        """Return the ids of all ratios by their titles."""
        return {title: id for title, id in self.measures.items() if title and self.units[id] is Unit.RATIO}

    def rate(self, title: str) -> str | None:
        """Return the measure or ratio of that title, None when there is none."""
        id = self.measures.get(_same(title))
        return id if id is not None and self.units[id] is Unit.RATIO else None


@frozen
class Draft:
    """The text of a rubric, how many indicators became rules and judgements, and how many adjustments it has."""

    text: str
    rules: int
    judged: int
    adjustments: int = 0


def draft(sheet: Sheet, id: str, title: str, source: str, known: Known) -> Draft:
    """Return the draft of the rubric `id` called `title` that the `sheet` of the file `source` says."""
    rows = sheet.rows
    own = [row for row in rows if not _is_on_top(row)]
    read = [_understood(row, known) for row in own]
    ids = _Ids()
    lines = list(_head(id, title, source, sum((row.marks for row in own), Decimal(0))))
    both = list(zip(own, read, strict=True))
    for number, (name, found) in enumerate(groupby(both, key=lambda each: _dimension(each[0])), 1):
        members = list(found)
        lines += _dimension_lines(number, name, members, known, ids)
    for number, row in enumerate((row for row in rows if _is_on_top(row)), 1):
        lines += _adjustment(f"adjustment_{number}", row)
    for said in sheet.overall:
        lines += _limit(ids.new("cap" if said.at_most is not None else "veto"), said)
    adjustments = len(rows) - len(own) + len(sheet.overall)
    judged = sum(each.rule == Judgement.name for each in read)
    return Draft("\n".join(lines) + "\n", len(read) - judged, judged, adjustments)


def _understood(row: SheetRow, known: Known) -> Understood:
    if row.tiers:
        return in_tiers(row.tiers, row.marks)
    return understood(row.standard or row.meaning, row.marks, known.rate(row.title), known.ratios)


def _with_marks(row: SheetRow) -> str:
    """Return the standard of `row` with its marks, which it leaves to the column beside it."""
    return f"{row.standard or row.meaning}（最多 {plain(row.marks)} 分）"


def _is_on_top(row: SheetRow) -> bool:
    """Return whether `row` gives marks on top of the total, or takes them from it."""
    return any(ON_TOP.search(name) for name in (*row.levels, row.title)) and bool(_EACH.search(_said(row)))


def _said(row: SheetRow) -> str:
    return plain_text(row.standard or row.meaning)


def _adjustment(id: str, row: SheetRow) -> Iterator[str]:
    each = _EACH.search(_said(row))
    most = _MOST.search(_said(row))
    kind = "bonus" if each and each[1] == "加" else "penalty"
    yield ""
    yield "[[adjustment]]"
    yield f"kind = {quoted(kind)}"
    yield f"id = {quoted(id)}"
    yield f"title = {quoted(row.title)}"
    yield f"clause = {quoted(row.standard or row.meaning if most else _with_marks(row))}"
    if each:
        yield f"# 待办：每项{each[1]} {each[2]} 分，由评价人员评定；报告中有计数的事实时写 rests_on 和 each = {each[2]}"
    yield f"at_most = {most[1] if most else plain(row.marks)}"


def _limit(id: str, said: Overall) -> Iterator[str]:
    """Yield a veto or a cap; whether it applies nobody but an evaluator can say."""
    yield ""
    yield "[[adjustment]]"
    yield f"kind = {quoted(said.kind.value)}"
    yield f"id = {quoted(id)}"
    yield f"title = {quoted(said.title)}"
    yield f"clause = {quoted(said.clause)}"
    yield "# 待办：是否发生由评价人员认定；报告中有“是否”类事实时写 rests_on"
    if said.at_most is not None:
        yield f"at_most = {plain(said.at_most)}"


class _Ids:
    """Ids that are given once each."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, wanted: str) -> str:
        """Return `wanted`, or with a number behind it when it is taken."""
        id, number = wanted, 2
        while id in self._given:
            id, number = f"{wanted}_{number}", number + 1
        self._given.add(id)
        return id


def _same(title: str) -> str:
    return title.translate(_QUOTES).strip()


def _dimension(row: SheetRow) -> str:
    return row.levels[0] if row.levels and row.levels[0] else "全部指标"


def _head(id: str, title: str, source: str, total: Decimal) -> Iterator[str]:
    yield "# 由评分表起草。核对每一项，然后：evalkit rubric lint 本文件"
    yield "[rubric]"
    yield f"id = {quoted(id)}"
    yield f"title = {quoted(title)}"
    yield 'version = "0.1.0"'
    yield f"source = {quoted(f'由评分表“{source}”起草，待核对出处')}"
    yield 'standing = "reconstructed"'
    yield f"total = {plain(total)}"


def _dimension_lines(
    number: int, title: str, rows: Sequence[tuple[SheetRow, Understood]], known: Known, ids: _Ids
) -> Iterator[str]:
    yield ""
    yield "[[dimension]]"
    yield f"id = {quoted(ids.new(known.dimensions.get(_same(title), f'dimension_{number}')))}"
    yield f"title = {quoted(title)}"
    yield f"marks = {plain(sum((row.marks for row, _ in rows), Decimal(0)))}"
    for place, (row, read) in enumerate(rows, 1):
        wanted = known.rate(row.title) or f"indicator_{number}_{place}"
        yield from _indicator(ids.new(wanted), row, read)


def _indicator(id: str, row: SheetRow, read: Understood) -> Iterator[str]:
    yield ""
    yield "[[dimension.indicator]]"
    yield f"id = {quoted(id)}"
    if len(row.levels) > 1 and row.levels[1]:
        yield f"group = {quoted(row.levels[1])}"
    yield f"title = {quoted(row.title)}"
    yield f"marks = {plain(row.marks)}"
    yield f"clause = {quoted(row.standard or row.meaning or _NO_STANDARD)}"
    for note in read.notes:
        yield f"# 待办：{note}"
    yield f"rule = {quoted(read.rule)}"
    for key, value in read.keys:
        yield f"{key} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[\n" + "".join(f"  {_value(inner)},\n" for inner in value) + "]"
    return quoted(str(value))
