"""What two rubrics differ in, and what that does to departments, for people and for programs."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from evalkit.frozen import frozen
from evalkit.messages import Lang, Message, plain, say
from evalkit.rendering.figures import interval
from evalkit.rendering.visible import visible
from evalkit.rubrics.difference import Change, Difference, FieldChange
from evalkit.rules.rule import Title
from evalkit.scoring.effect import Effect, RowEffect, Standing, Won

_SIGNS = {Change.ADDED: "+", Change.REMOVED: "-", Change.CHANGED: "~"}
_ABSENT = say("（无）", "(none)")


@frozen
class Comparison:
    """Two rubrics compared: what differs, and for `reports` reports (None when there were none) what changes."""

    differences: tuple[Difference, ...]
    effects: tuple[Effect, ...] = ()
    reports: int | None = None


# ---------------------------------------------------------------- for people


def diff_text(found: Comparison, lang: Lang) -> str:
    """Return the comparison as lines of text."""
    lines = [line for each in found.differences for line in difference_lines(each, lang)]
    lines.append(_summary(found.differences).text(lang))
    if found.reports is not None:
        lines += ["", *_effects(found.effects, found.reports, lang)]
    return "\n".join(map(shown, lines)) + "\n"


def shown(line: str) -> str:
    """Return a line with its indent, and nothing in it that could steer a terminal."""
    text = line.lstrip(" ")
    return " " * (len(line) - len(text)) + visible(text)


def _summary(found: Sequence[Difference]) -> Message:
    if not found:
        return say("两个标准没有差别", "the two rubrics do not differ")
    counts = {change.value: sum(each.change is change for each in found) for change in Change}
    return say(
        "新增 {added} 处，删除 {removed} 处，修改 {changed} 处",
        "{added} added, {removed} removed, {changed} changed",
        **counts,
    )


def difference_lines(each: Difference, lang: Lang) -> Iterator[str]:
    """Yield one difference as lines: what became of a row, and what of its keys."""
    marks = _marks(each, lang)
    place = ".".join(each.place)
    title = each.title.text(lang)
    named = place if title == place else f"{title} {place}"
    yield f"{_SIGNS[each.change]} {each.kind.text(lang)} {named}{marks}"
    for one in each.fields:
        yield f"    {_field(one, lang)}"


def _marks(each: Difference, lang: Lang) -> str:
    both = [marks for marks in (each.marks_before, each.marks_after) if marks is not None]
    if not both:
        return ""
    shown = " → ".join(dict.fromkeys(plain(marks) for marks in both))
    return say("（{marks} 分）", " ({marks} marks)", marks=shown).text(lang)


def _field(one: FieldChange, lang: Lang) -> str:
    before, after = (_ABSENT.text(lang) if value is None else value for value in (one.before, one.after))
    return f"{one.key}: {before} → {after}"


def _effects(found: Sequence[Effect], reports: int, lang: Lang) -> Iterator[str]:
    yield say(
        "{reports} 份报告中有 {changed} 份的得分、等级或名次改变",
        "of {reports} reports, {changed} change score, grade or rank",
        reports=reports,
        changed=len(found),
    ).text(lang)
    for each in found:
        yield from effect_lines(each, lang)


def effect_lines(each: Effect, lang: Lang) -> Iterator[str]:
    """Yield what becomes of one report as lines, with the clauses that do it."""
    yield f"{each.name}{':' if lang is Lang.EN else '：'}{' ' * (lang is Lang.EN)}{_standings(each, lang)}"
    for row in each.rows:
        yield f"    {row.title.text(lang)} {row.id}: {_won_both(row, lang)}"
        yield f"        {row.clause}"


def _standings(each: Effect, lang: Lang) -> str:
    score = _both(_won(each.before.total, lang), _won(each.after.total, lang))
    grade = _both(_grade(each.before, lang), _grade(each.after, lang))
    rank = _both(str(each.before.rank), str(each.after.rank))
    return say(
        "得分 {score}，等级 {grade}，名次 {rank}",
        "score {score}, grade {grade}, rank {rank}",
        score=score,
        grade=grade,
        rank=rank,
    ).text(lang)


def _both(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _grade(standing: Standing, lang: Lang) -> str:
    return _ABSENT.text(lang) if standing.grade is None else standing.grade.text(lang)


def _won(won: Won, lang: Lang) -> str:
    return interval(won.low, won.low, won.high, lang)


def _won_both(row: RowEffect, lang: Lang) -> str:
    before, after = (
        _ABSENT.text(lang) if won is None else _won(won, lang) for won in (row.before, row.after)
    )
    return f"{before} → {after}"


# ---------------------------------------------------------------- for programs


def diff_json(found: Comparison, lang: Lang) -> str:
    """Return the comparison as JSON: marks are strings of exact decimals, values are TOML."""
    data: dict[str, Any] = {"differences": [difference_data(each, lang) for each in found.differences]}
    if found.reports is not None:
        data["reports"] = found.reports
        data["effects"] = [effect_data(each) for each in found.effects]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def difference_data(each: Difference, lang: Lang) -> dict[str, Any]:
    """Return one difference as data."""
    return {
        "change": each.change.value,
        "kind": each.kind.text(lang),
        "place": list(each.place),
        "title": _title(each.title),
        "marks": {"before": _number(each.marks_before), "after": _number(each.marks_after)},
        "fields": [{"key": one.key, "before": one.before, "after": one.after} for one in each.fields],
    }


def effect_data(each: Effect) -> dict[str, Any]:
    """Return what becomes of one report as data."""
    return {
        "report": each.name,
        "before": _standing_data(each.before),
        "after": _standing_data(each.after),
        "indicators": [
            {
                "id": row.id,
                "title": _title(row.title),
                "before": _won_data(row.before),
                "after": _won_data(row.after),
                "clause": row.clause,
            }
            for row in each.rows
        ],
    }


def _standing_data(standing: Standing) -> dict[str, Any]:
    grade = None if standing.grade is None else _title(standing.grade)
    return {"total": _won_data(standing.total), "grade": grade, "rank": standing.rank}


def _won_data(won: Won | None) -> dict[str, str] | None:
    return None if won is None else {"low": plain(won.low), "high": plain(won.high)}


def _title(title: Title) -> dict[str, str]:
    return {"zh": title.zh, "en": title.en}


def _number(marks: Decimal | None) -> str | None:
    return None if marks is None else plain(marks)
