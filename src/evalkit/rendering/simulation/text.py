"""A simulation as lines of text."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.cells import cell_len

from evalkit.messages import Lang, Message, say
from evalkit.province.ranking import Ends, places
from evalkit.province.simulated import Grid, Outcome, Through, Whole
from evalkit.province.stability import Stability
from evalkit.province.standing import Province
from evalkit.rendering.figures import MINUS, marks, signed
from evalkit.rendering.rubric_diff import difference_lines, effect_lines, shown
from evalkit.rendering.visible import visible
from evalkit.rubrics.difference import Difference
from evalkit.rules.rule import Title
from evalkit.scoring.effect import Effect

TOP = 20
"""How many reports are listed unless more are wanted."""

BAR = "━"
_WIDEST = 24
_OPEN_GRADE = say("未定", "open")


def outcome_text(differences: Sequence[Difference], found: Outcome, lang: Lang, top: int = TOP) -> str:
    """Return what a changed rubric does: the change, all reports together, the clauses, the `top` reports."""
    lines = [
        *(line for each in differences for line in difference_lines(each, lang)),
        "",
        *_sums(found, lang),
        *_through(found.through, lang),
        *_effects(found, lang, top),
    ]
    return "\n".join(map(shown, lines)) + "\n"


def _sums(found: Outcome, lang: Lang) -> Iterator[str]:
    values = {
        "reports": found.reports,
        "gained": found.gained,
        "lost": found.lost,
        "regraded": found.regraded,
        "reranked": found.reranked,
    }
    yield say(
        "{reports} 份报告：{gained} 份得分上升，{lost} 份下降；{regraded} 份等级改变，{reranked} 份名次改变",
        "{reports} reports: {gained} gain, {lost} lose; {regraded} change grade, {reranked} change rank",
        **values,
    ).text(lang)
    yield say(
        "平均得分：{before} → {after}",
        "mean score: {before} → {after}",
        before=_mean(found.before),
        after=_mean(found.after),
    ).text(lang)
    grades = _grades(found.before, found.after, lang)
    if grades:
        yield say("等级：{grades}", "grades: {grades}", grades=grades).text(lang)
    if found.stale:
        yield say(
            "其中 {stale} 份按现在的 evalkit 和插件得分与入库时不同：请用 evalkit batch 重新评分",
            "{stale} of them score otherwise than recorded with this evalkit and its plugins: run evalkit batch again",
            stale=found.stale,
        ).text(lang)


def _mean(whole: Whole) -> str:
    """Return the mean of both ends, once where they are the same."""
    return "–".join(dict.fromkeys(marks(each) for each in (whole.mean.low, whole.mean.high)))


def _grades(before: Whole, after: Whole, lang: Lang) -> str:
    counts = [dict(whole.grades) for whole in (before, after)]
    titles = dict.fromkeys((*counts[0], *counts[1]))
    pieces = [
        f"{_grade(title, lang)} {_both(*both)}"
        for title in titles
        if any(both := [count.get(title, 0) for count in counts])
    ]
    return ("，" if lang is Lang.ZH else ", ").join(pieces)


def _grade(title: Title | None, lang: Lang) -> str:
    return _OPEN_GRADE.text(lang) if title is None else title.text(lang)


def _both(before: int, after: int) -> str:
    return str(before) if before == after else f"{before} → {after}"


def _through(rows: Sequence[Through], lang: Lang) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield say("经由：", "through:").text(lang)
    for row in rows:
        line = say(
            "{title} {id}：{gained} 份上升，{lost} 份下降，合计 {marks} 分",
            "{title} {id}: {gained} gain, {lost} lose, {marks} marks in all",
            title=row.title,
            id=row.id,
            gained=row.gained,
            lost=row.lost,
            marks=signed(row.marks),
        )
        yield f"    {line.text(lang)}"
        yield f"        {row.clause}"


def _effects(found: Outcome, lang: Lang, top: int) -> Iterator[str]:
    effects = [each for each in found.effects if each.rows]
    if not effects:
        return
    # Those that lose most come first and those that gain most last: a list shows both ends.
    ends = effects if len(effects) <= top else _both_ends(effects, top)
    yield ""
    yield _heading(len(ends), len(effects)).text(lang)
    for each in ends:
        yield from effect_lines(each, lang)


def _both_ends(effects: Sequence[Effect], most: int) -> list[Effect]:
    return [*effects[: (most + 1) // 2], *effects[len(effects) - most // 2 :]]


def _heading(listed: int, there: int) -> Message:
    if listed == there:
        return say("得分变化的 {there} 份：", "the {there} whose marks change:", there=there)
    return say(
        "得分变化的 {there} 份中变化最大的 {listed} 份（--top 列出更多，--format json 列出全部）：",
        "the {listed} of {there} whose marks change most (--top lists more, --format json all):",
        there=there,
        listed=listed,
    )


# ---------------------------------------------------------------- a grid


def grid_text(found: Grid, lang: Lang) -> str:
    """Return a line for each value of a grid, with a bar from the least to the greatest mean score."""
    heads = [
        each.text(lang)
        for each in (
            say("取值", "value"),
            say("平均得分", "mean score"),
            say("上升", "gain"),
            say("下降", "lose"),
            say("等级改变", "regraded"),
            say("名次改变", "reranked"),
        )
    ]
    rows = [
        [
            visible(point.value),
            _mean(point.outcome.after),
            str(point.outcome.gained),
            str(point.outcome.lost),
            str(point.outcome.regraded),
            str(point.outcome.reranked),
        ]
        for point in found.points
    ]
    bars = _bars([point.outcome.after.mean.low for point in found.points])
    lines = _padded([heads, *rows])
    reports = found.points[0].outcome.reports
    title = say(
        "{reports} 份报告，{place}：", "{reports} reports, {place}:", reports=reports, place=found.place
    )
    rest = [f"    {line}  {bar}" for line, bar in zip(lines[1:], bars, strict=True)]
    return "\n".join([title.text(lang), f"    {lines[0]}", *rest, ""])


def _bars(values: Sequence[Decimal]) -> list[str]:
    """Return a bar for each value: the shortest for the least, the longest for the greatest."""
    least, span = min(values), max(values) - min(values)
    return [BAR * (1 + (int((value - least) * (_WIDEST - 1) / span) if span else 0)) for value in values]


def _padded(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows with their cells in columns, the first flush left and the others flush right."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_cells(row, widths)) for row in rows]


def _cells(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        space = " " * (width - cell_len(cell))
        yield space + cell if place else cell + space


# ---------------------------------------------------------------- other weights


def weights_text(province: Province, found: Stability, lang: Lang, top: int = TOP) -> str:
    """Return what other weights do to the order, and the `top` departments whose rank they move furthest."""
    ranks = places([Ends(each.awarded, each.low, each.high) for each in province.standings])
    order = sorted(
        range(len(ranks)), key=lambda at: (found.ranks[at].best - found.ranks[at].worst, ranks[at].rank)
    )
    firm = sum(each.worst - each.best <= found.reach() for each in found.ranks)
    lines = [
        say(
            "{reports} 份报告，各指标权重在 ±{within} 内抽取 {draws} 次（种子 {seed}）",
            "{reports} reports, every weight drawn within ±{within}, {draws} times (seed {seed})",
            reports=len(ranks),
            within=f"{found.within:.0%}",
            draws=found.draws,
            seed=found.seed,
        ),
        _tau(found),
        say(
            "{firm} 个名次稳固：十次抽取中九次变动不超过 {reach} 名",
            "{firm} ranks are firm: nine draws of ten move them by no more than {reach}",
            firm=firm,
            reach=found.reach(),
        ),
    ]
    heads = [say("部门", "department"), say("名次", "rank"), say("抽取的名次", "drawn ranks")]
    rows = [
        [
            visible(province.standings[at].department),
            str(ranks[at].rank),
            f"{found.ranks[at].best}–{found.ranks[at].worst}",
        ]
        for at in order[:top]
    ]
    table = _padded([[each.text(lang) for each in heads], *rows])
    return "\n".join([*(line.text(lang) for line in lines), "", *(f"    {line}" for line in table), ""])


def _tau(found: Stability) -> Message:
    if found.tau is None:
        return say("各部门得分相同，没有先后", "all departments have the same marks: there is no order")
    least, median, most = (f"{each:.3f}".replace("-", MINUS) for each in found.tau)
    return say(
        "与现有名次的 Kendall τ：最低 {least}，中位数 {median}，最高 {most}",
        "Kendall's τ with the order there is: {least} at least, {median} in the middle, {most} at most",
        least=least,
        median=median,
        most=most,
    )
