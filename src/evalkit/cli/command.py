"""Commands that load when they are called, and speak the user's language."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from evalkit.cli.help import paragraph, two_columns
from evalkit.cli.streams import width
from evalkit.cli.usage import extra, unknown, usage
from evalkit.errors import UsageError
from evalkit.messages import Lang, Message, say

_HELP_WIDTH = 100
_GIVEN = "evalkit.cli.given"


def given_arguments() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that name the command that is running, and the arguments it was given, as they were."""
    context = click.get_current_context()
    return tuple(context.command_path.split()[1:]), context.meta[_GIVEN]


class Argument(click.Argument):
    """A positional argument with words of its own in the help page."""

    def __init__(self, name: str, metavar: str, about: str, **settings: Any) -> None:
        super().__init__([name], metavar=metavar, **settings)
        self.about = about


class Command(click.Command):
    """One command: its callback is given `lang` besides its own parameters, and returns the exit code."""

    def __init__(
        self,
        lang: Lang,
        name: str,
        about: Message,
        callback: Callable[..., int] | None,
        params: Sequence[click.Parameter],
    ) -> None:
        super().__init__(
            name,
            callback=callback,
            params=[*params, _lang_option(lang)],
            options_metavar=_OPTIONS_METAVAR.text(lang),
            context_settings={"allow_extra_args": True},
        )
        self.lang = lang
        self.about = about

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; raises UsageError for those that the command does not take."""
        ctx.meta[_GIVEN] = tuple(args)
        rest = super().parse_args(ctx, args)
        if rest:
            raise extra(rest, ctx)
        ctx.params["lang"] = self.lang
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, described in the user's language."""
        return _described(super().get_help_option(ctx), self.lang)

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page."""
        arguments = [(p.metavar or "", p.about) for p in self.params if isinstance(p, Argument)]
        return _page(self.lang, ctx, self.about, [(_ARGUMENTS, arguments), (_OPTIONS, _options(self, ctx))])


class CommandGroup(click.Group):
    """Commands by name, each in a module of that name below `package`, imported when it is called.

    A command called like a word of Python (import) is in a module with an underscore behind it.

    `commands` holds what the overview says of each.
    """

    def __init__(
        self,
        lang: Lang,
        name: str,
        about: Message,
        overview: Mapping[str, Message],
        package: str,
        version: str | None = None,
    ) -> None:
        super().__init__(
            name,
            params=[_lang_option(lang), *([] if version is None else [_version_option(lang, version)])],
            invoke_without_command=True,
            options_metavar=_OPTIONS_METAVAR.text(lang),
            subcommand_metavar=_COMMAND_METAVAR.text(lang),
        )
        self.callback = self._show_help
        self.lang = lang
        self.about = about
        self._overview = overview
        self._package = package

    @staticmethod
    def _show_help(**_: object) -> int:
        context = click.get_current_context()
        if context.invoked_subcommand is None:
            click.echo(context.get_help())
        return 0

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the overview."""
        return list(self._overview)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, None when there is none."""
        if cmd_name not in self._overview:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        build: Callable[[Lang], click.Command] = import_module(f"{self._package}.{module}").build
        return build(self.lang)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that `args` begin with; raises UsageError when there is none."""
        if args[0] not in self._overview:
            raise UsageError(unknown(say("命令", "command"), args[0], list(self._overview)))
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, described in the user's language."""
        return _described(super().get_help_option(ctx), self.lang)

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page."""
        commands = [(name, about.text(self.lang)) for name, about in self._overview.items()]
        return _page(self.lang, ctx, self.about, [(_COMMANDS, commands), (_OPTIONS, _options(self, ctx))])


_OPTIONS_METAVAR = say("[选项]", "[OPTIONS]")
_COMMAND_METAVAR = say("命令 …", "COMMAND …")
_USAGE = say("用法：{usage}", "Usage: {usage}")
_ARGUMENTS = say("参数", "Arguments")
_OPTIONS = say("选项", "Options")
_COMMANDS = say("命令", "Commands")


def _page(
    lang: Lang, ctx: click.Context, about: Message, sections: Sequence[tuple[Message, list[tuple[str, str]]]]
) -> str:
    columns = min(width(), _HELP_WIDTH)
    head = Message(_USAGE.zh, _USAGE.en, {"usage": usage(ctx)}).text(lang)
    blocks = [head, *(paragraph(text, columns) for text in about.text(lang).split("\n"))]
    blocks += [f"{title.text(lang)}\n{two_columns(rows, columns)}" for title, rows in sections if rows]
    return "\n\n".join(blocks)


def _options(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    options = (each for each in command.get_params(ctx) if isinstance(each, click.Option))
    records = [option.get_help_record(ctx) for option in options]
    return [record for record in records if record is not None]


def _described(option: click.Option | None, lang: Lang) -> click.Option | None:
    if option is not None:
        option.help = say("显示本帮助", "Show this page").text(lang)
    return option


def _lang_option(lang: Lang) -> click.Option:
    """Return ``--lang``, which was obeyed before anything was parsed."""
    about = say(
        "输出的语言，默认中文；也可设环境变量 EVALKIT_LANG",
        "The language of the output, Chinese by default; EVALKIT_LANG sets it too",
    )
    return click.Option(["--lang"], metavar="zh|en", help=about.text(lang), expose_value=False)


def _version_option(lang: Lang, version: str) -> click.Option:
    def show(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value:
            click.echo(f"evalkit {version}")
            ctx.exit()

    about = say("显示版本", "Show the version").text(lang)
    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=about
    )
