"""A judgements file to fill in: every open indicator with its marks and the passages that bear on it.

The file is valid as it is written and judges nothing: an entry counts once its lines are
uncommented and filled in.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from evalkit.documents.document import Evidence
from evalkit.frozen import frozen
from evalkit.messages import Lang, plain
from evalkit.rubrics.rubric import Rubric
from evalkit.scoring.assessing import needs_of
from evalkit.scoring.rows import JUDGEMENT, Row, rows_of
from evalkit.scoring.scorecard import IndicatorResult, Outcome, Scorecard
from evalkit.scoring.targets import Target, judgeable, targets

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What may not stand in a comment, or would break its line."""
_LAYOUT = re.compile(r"(?P<word>(?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9]))|\s+|\*\*")
_WIDTH = 50
"""How many characters of the report stand on one line of a comment."""
_LONGEST = 600
"""How many characters of one passage are shown; the report has the rest."""

_HEADER = """\
# 评判文件：由评价员决定程序无法判定的事项。
#
# 填写方法：
#   1. 在 [judgements] 下填写评价员（by）和日期（at），去掉这两行开头的“# ”。
#   2. 在要评的每一项下，去掉 marks（或 count）和 reason 两行开头的“# ”，填上得分（或次数）和理由。
#   3. 不评的项目不必改动，仍按“待定”处理；指标和它的分项只能评其一。
#   4. 保存后运行：evalkit score 报告文件 --judgements 本文件
# marks 为所给的分数（扣分项为所扣的分数）；count 为次数，按次数乘以每次的分值计算。理由不能为空。

[judgements]
report = {report}
rubric = {rubric}
# by = "评价员姓名"
# at = 2025-01-31
"""


@frozen
class _Entry:
    """One thing to judge: what is known of it, and the passages that bear on it."""

    target: Target
    title: str
    clause: str
    missing: tuple[str, ...]
    passages: tuple[Evidence, ...] = ()


def judgements_template(scorecard: Scorecard, rubric: Rubric) -> str:
    """Return the text of a judgements file with an entry for everything open in `scorecard`.

    `rubric` is the one that the scorecard was made by.
    """
    rows = [
        (row, result)
        for dimension, scored in zip(rubric.dimensions, scorecard.dimensions, strict=True)
        for row, result in zip(rows_of(dimension, rubric.statements), scored.indicators, strict=True)
    ]
    lookup = targets(rubric)
    entries = [entry for row, result in rows for entry in _row_entries(row, result, lookup)]
    entries += _adjustment_entries(scorecard, rubric, lookup)
    titles = {item.id: item.title.text(Lang.ZH) for item in scorecard.missing}
    header = _HEADER.format(report=_string(scorecard.report.sha256), rubric=_string(scorecard.rubric.id))
    return "\n".join([header, *(_text(entry, titles) for entry in entries)])


# ---------------------------------------------------------------- what is open


def _row_entries(row: Row, result: IndicatorResult, lookup: Mapping[str, Target]) -> Iterator[_Entry]:
    if result.outcome not in (Outcome.UNDETERMINED, Outcome.ERROR):
        return
    for part, scored in zip(row.parts(), result.parts, strict=True):
        yield from _row_entries(part, scored, lookup)
    whole = not result.parts
    for address, missing in _open_modifiers(row, result):
        if address in lookup:
            yield _Entry(lookup[address], f"{row.indicator.title.zh}：后续扣分", row.clause, missing)
        else:
            whole = True
    if whole:
        missing = tuple(id for id in result.missing if id != row.judgement)
        yield _Entry(lookup[row.address], row.indicator.title.zh, row.clause, missing, result.passages)


def _open_modifiers(row: Row, result: IndicatorResult) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the modifiers that are not decided, each with the ids that it lacks."""
    of_parts = {id for part in result.parts for id in part.missing}
    modifiers = tuple(row.modifiers())
    for address, rule in modifiers:
        own = {JUDGEMENT + address, *needs_of(rule)}
        if len(modifiers) == 1 and result.parts:
            # What no part lacks, the modifier lacks: a fact that goes into a measure of its own.
            own |= set(result.missing) - of_parts
        missing = tuple(id for id in result.missing if id in own)
        if missing:
            yield address, tuple(id for id in missing if id != JUDGEMENT + address)


def _adjustment_entries(
    scorecard: Scorecard, rubric: Rubric, lookup: Mapping[str, Target]
) -> Iterator[_Entry]:
    for adjustment in judgeable(rubric):
        missing = tuple(item.id for item in scorecard.missing if item.indicator == adjustment.id)
        if missing:
            own = tuple(id for id in missing if id != JUDGEMENT + adjustment.id)
            yield _Entry(lookup[adjustment.id], adjustment.title.zh, adjustment.clause, own)


# ---------------------------------------------------------------- how it is written


def _text(entry: _Entry, titles: Mapping[str, str]) -> str:
    target = entry.target
    indicator, _, item = target.address.partition(".")
    full = "" if target.marks is None else f"，满分 {plain(target.marks)} 分"
    lines = [
        _comment(f"──── {entry.title}（{target.address}{full}）"),
        *([_comment(f"条款：{entry.clause}")] if entry.clause else []),
        *(
            [_comment("缺少：" + "、".join(titles.get(id, id) for id in entry.missing))]
            if entry.missing
            else []
        ),
        *_passage_lines(entry.passages),
        "[[judgement]]",
        f"indicator = {_string(indicator)}",
        *([f"item = {_string(item)}"] if item else []),
        *_blanks(target),
        '# reason = ""',
        "",
    ]
    return "\n".join(lines)


def _blanks(target: Target) -> Iterator[str]:
    if target.marks is not None:
        yield f"# marks =   {_comment(target.choices().text(Lang.ZH))}"
    if target.once:
        yield "# count =   # 适用填 1，不适用填 0"
    elif target.each is not None:
        instead = "或者只填" if target.marks is not None else ""
        yield f"# count =   # {instead}次数，每次 {plain(target.each)} 分"


def _passage_lines(passages: Iterable[Evidence]) -> Iterator[str]:
    for number, each in enumerate(passages):
        if number == 0:
            yield _comment("报告中的相关内容：")
        yield _comment(f"  {each.document} {_line(each)}：")
        quote = _running(each.quote)
        shown = quote if len(quote) <= _LONGEST else f"{quote[:_LONGEST]}……（全文见报告）"
        for start in range(0, len(shown), _WIDTH):
            yield _comment(f"    {shown[start : start + _WIDTH]}")


def _line(place: Evidence) -> str:
    if place.page is None or place.page_line is None:
        return f"第 {place.line} 行"
    return f"第 {place.page} 页第 {place.page_line} 行"


def _comment(text: str) -> str:
    return f"# {_UNSAFE.sub(' ', text)}"


def _running(quote: str) -> str:
    """Return `quote` as a person reads it: white space only where it divides ASCII words."""
    return _LAYOUT.sub(lambda match: " " if match["word"] else "", _UNSAFE.sub(" ", quote))


def _string(text: str) -> str:
    """Return `text` as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
