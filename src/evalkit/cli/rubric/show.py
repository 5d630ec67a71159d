"""``evalkit rubric show``: a scoring standard as a table that people read."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import Choice, no_plugin, option, output
from evalkit.cli.outcome import plugins, report_faults
from evalkit.cli.streams import put, view
from evalkit.errors import Problem, UsageError
from evalkit.facts.unit import Unit
from evalkit.measures.expression import UNITS
from evalkit.messages import Joined, Lang, Message, plain, say

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from evalkit.facts.wording import Wording
    from evalkit.rubrics.rubric import Indicator, Rubric, RubricDimension


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "显示一个评分标准：出处、等级，以及各维度、指标、分项的分值、计分规则和条款。\n"
        "--format toml 原样输出文件，可作为自己的评分标准的起点；--effective 输出与所继承的标准合并后的 TOML；"
        "--format xlsx --output FILE 写成评分表（Excel）。",
        "Show a rubric: its source, its grades, and the marks, rule and clause of every indicator and part.\n"
        "--format toml prints the file as it is, to start a rubric of your own from; --effective prints the TOML that it "
        "comes to with the rubrics that it extends; --format xlsx --output FILE writes a scoring sheet (Excel).",
    )
    name = Argument(
        "name",
        "NAME|FILE",
        say(
            "评分标准的编号（见 evalkit rubric list）或文件",
            "A rubric's id (see evalkit rubric list) or file",
        ).text(lang),
    )
    formats = ("terminal", "toml", "xlsx")
    format = option(
        lang,
        "--format",
        "|".join(formats),
        say("输出格式，默认 terminal", "The output format, terminal by default"),
        type=Choice(formats),
        default="terminal",
    )
    about_effective = say(
        "输出与所继承的标准合并后的 TOML",
        "Print the TOML that the rubric comes to with those that it extends",
    )
    effective = click.Option(["--effective"], is_flag=True, help=about_effective.text(lang))
    return Command(lang, "show", about, _show, [name, format, effective, output(lang), no_plugin(lang)])


def _show(
    lang: Lang, name: str, format: str, effective: bool, output: Path | None, blocked: tuple[str, ...]
) -> int:
    from evalkit.files import check_target
    from evalkit.journey import load
    from evalkit.offers import effective_file, find_rubric_file

    if format == "xlsx" and output is None:
        message = say("xlsx 不能写到屏幕", "xlsx cannot be written to the screen")
        allowed = say("用 --output 写入文件", "write it to a file with --output")
        raise UsageError(Problem(message, where="--format", allowed=allowed))
    with plugins(blocked, lang) as registry:
        if output is not None:
            check_target(output, [] if name in registry.rubrics else [Path(name)])
        file = find_rubric_file(name, registry)
        if format == "toml":
            put(file.data.decode("utf-8", "backslashreplace"), output, lang)
            return report_faults(registry.faults, lang)
        rubric = load(file, registry)
        if effective and format != "xlsx":
            from evalkit.rubrics.writing import rubric_toml

            put(rubric_toml(effective_file(file, registry).file.data), output, lang)
        else:
            put(_looked_at(rubric, format, output, lang), output, lang)
        return report_faults(registry.terms.faults, lang)


def _looked_at(rubric: "Rubric", format: str, output: Path | None, lang: Lang) -> str | bytes:
    if format == "xlsx":
        from evalkit.rendering.rubric_sheet import rubric_sheet

        return rubric_sheet(rubric)
    from evalkit.rendering.terminal.canvas import drawn

    return drawn(_rubric(rubric, lang), view(lang, output))


_TITLE = say("指标", "Indicator")
_MARKS = say("分值", "Marks")
_RULE = say("计分规则", "Rule")
_CLAUSE = say("条款", "Clause")
_PARTS = say("分项计分", "By parts")
_THEN = say("再按：{rule}", "then: {rule}")


def _rubric(rubric: "Rubric", lang: Lang) -> "Iterator[RenderableType]":
    from evalkit.rendering.terminal.canvas import Heading
    from evalkit.rendering.terminal.prose import prose
    from evalkit.rendering.visible import visible

    yield prose(
        (visible(rubric.title.text(lang)), "bold"), "  ", (f"{rubric.id} {visible(rubric.version)}", "dim")
    )
    yield _head(rubric, lang)
    for dimension in rubric.dimensions:
        marks = say("{marks} 分", "{marks} marks", marks=dimension.marks).text(lang)
        yield Heading(visible(dimension.title.text(lang)), f"{dimension.id} · {marks}")
        yield _dimension(dimension, lang)
    if rubric.adjustments:
        yield Heading(say("总分调整", "Adjustments of the total").text(lang))
        for each in rubric.adjustments:
            yield prose(
                visible(each.title.text(lang)), (f"  {each.id}  {visible(each.clause)}", "dim"), indent=2
            )
    yield from _of_its_own(rubric, lang)


def _of_its_own(rubric: "Rubric", lang: Lang) -> "Iterator[RenderableType]":
    """Yield the measures and facts that the rubric defines itself."""
    from evalkit.rendering.terminal.canvas import Heading
    from evalkit.rendering.terminal.prose import prose
    from evalkit.rendering.visible import visible

    if rubric.measures:
        yield Heading(say("自有测算", "Measures of its own").text(lang))
    for measure in rubric.measures:
        formula = getattr(measure.function, "text", "")
        yield prose(visible(measure.title), (f"  {measure.id}  {visible(formula)}", "dim"), indent=2)
    if rubric.facts.fact:
        yield Heading(say("自有事实", "Facts of its own").text(lang))
    for wording in rubric.facts.fact:
        unit = UNITS[Unit(wording.unit)].text(lang)
        found = visible(_found_by(rubric, wording).text(lang))
        yield prose(visible(wording.title), (f"  {wording.id}  {unit}  {found}", "dim"), indent=2)


def _found_by(rubric: "Rubric", wording: "Wording") -> Message:
    """Return how a report is read for a fact, or that it is not."""
    words = rubric.facts.subject[wording.subject].words if wording.subject in rubric.facts.subject else ()
    if words:
        return say("报告中称：{words}", "reports call it {words}", words=Joined(words))
    if wording.subject or wording.yes or wording.no or wording.labels:
        return say("从报告中读取", "read from the report")
    return say("由评价员用 --facts 补充", "supplied by an evaluator with --facts")


def _head(rubric: "Rubric", lang: Lang) -> "RenderableType":
    from evalkit.rendering.terminal.overview import labelled
    from evalkit.rendering.terminal.prose import prose
    from evalkit.rendering.visible import visible
    from evalkit.rendering.words import STANDINGS, STATEMENT_POLICIES

    grades = [
        say("{title} ≥ {lower}", "{title} ≥ {lower}", title=grade.title, lower=grade.lower).text(lang)
        for grade in rubric.grades
    ]
    rows: list[tuple[Message, str]] = [
        (say("标准性质", "Standing"), STANDINGS[rubric.standing].text(lang)),
        (say("出处", "Source"), rubric.source),
        (say("满分", "Total"), plain(rubric.total)),
        (say("等级", "Grades"), "，".join(grades) if lang is Lang.ZH else ", ".join(grades)),
        (say("文字陈述", "Statements"), STATEMENT_POLICIES[rubric.statements].text(lang)),
        (say("说明", "Note"), rubric.note),
    ]
    table = labelled()
    for label, text in rows:
        if text:
            table.add_row(prose((label.text(lang), "dim")), prose(visible(text)))
    return table


def _dimension(dimension: "RubricDimension", lang: Lang) -> "Table":
    from evalkit.rendering.terminal.canvas import listing

    table = listing(apart=2)
    table.add_column(_TITLE.text(lang), ratio=3)
    table.add_column(_MARKS.text(lang), justify="right", no_wrap=True)
    table.add_column(_RULE.text(lang), ratio=2)
    table.add_column(_CLAUSE.text(lang), ratio=5)
    for indicator in dimension.indicators:
        for row in _rows(indicator, lang, depth=0):
            table.add_row(*row)
    return table


def _rows(indicator: "Indicator", lang: Lang, depth: int) -> "Iterator[tuple[RenderableType, ...]]":
    """Yield an indicator as a row of the table, then its parts below it."""
    from evalkit.rendering.terminal.canvas import indented
    from evalkit.rendering.terminal.prose import prose
    from evalkit.rendering.visible import visible

    title = prose(visible(indicator.title.text(lang)), (f" {indicator.id}", "dim"))
    yield (
        indented(title, 2 * depth),
        plain(indicator.marks),
        prose(_rule(indicator, lang)),
        prose(visible(indicator.clause)),
    )
    for part in indicator.parts:
        yield from _rows(part, lang, depth + 1)


def _rule(indicator: "Indicator", lang: Lang) -> str:
    own = _PARTS if indicator.rule is None else indicator.rule.title
    then = [Message(_THEN.zh, _THEN.en, {"rule": rule.title}).text(lang) for rule in indicator.modifiers]
    return ("；" if lang is Lang.ZH else "; ").join([own.text(lang), *then])
