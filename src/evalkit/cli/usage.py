"""What somebody typed wrong, as one line in his language."""

from difflib import get_close_matches

import click

from evalkit.errors import InputError, Problem, UsageError
from evalkit.messages import Joined, Lang, Message, say


def told(error: InputError | click.ClickException, lang: Lang) -> str:
    """Return `error` as the lines that are shown."""
    return error.text(lang) if isinstance(error, InputError) else _problem(error).text(lang)


def _problem(error: click.ClickException) -> Problem:
    """Return one of click's complaints, which are English only, as a problem of ours."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    match error:
        case click.NoSuchOption():
            return unknown(say("选项", "option"), error.option_name, _options(context))
        case click.BadOptionUsage() if "does not take a value" in error.message:
            message = say(
                "选项 {option} 不带值", "the option {option} takes no value", option=error.option_name
            )
        case click.BadOptionUsage():
            message = say(
                "选项 {option} 后面缺少值", "the option {option} needs a value", option=error.option_name
            )
        case click.MissingParameter(param=click.Parameter() as parameter) if context is not None:
            name = parameter.make_metavar(context)
            message = say("缺少 {name}", "missing {name}", name=name)
        case _:
            detail = error.format_message()
            return Problem(say("用法不对：{detail}", "{detail}", detail=detail))
    return Problem(message, allowed=None if context is None else usage(context))


def usage(context: click.Context) -> Message:
    """Return how the command of `context` is called."""
    pieces = " ".join(context.command.collect_usage_pieces(context))
    return say("{path} {pieces}", "{path} {pieces}", path=context.command_path, pieces=pieces)


def unknown(what: Message, name: str, known: list[str]) -> Problem:
    """Return that there is no `what` of that name, and which was meant or what there is."""
    near = get_close_matches(name, known, n=1)
    question = say("，是不是 {near}？", "; did you mean {near}?", near=near[0]) if near else ""
    message = say(
        "没有{what} {name}{question}", "no {what} {name}{question}", what=what, name=name, question=question
    )
    return Problem(message, allowed=say("{known}", "{known}", known=Joined(tuple(known))))


def extra(arguments: list[str], context: click.Context) -> UsageError:
    """Return that there are more arguments than the command takes."""
    message = say(
        "多余的参数 {arguments}", "unexpected arguments: {arguments}", arguments=Joined(tuple(arguments))
    )
    return UsageError(Problem(message, allowed=usage(context)))


def _options(context: click.Context | None) -> list[str]:
    if context is None:
        return []
    return [
        name
        for parameter in context.command.get_params(context)
        for name in parameter.opts
        if name[:1] == "-" and not getattr(parameter, "hidden", False)
    ]
