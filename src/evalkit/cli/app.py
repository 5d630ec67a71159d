"""The command line from its arguments to its exit code: whatever happens, no traceback."""

import os
from collections.abc import Mapping, Sequence

import click

from evalkit import __version__
from evalkit.cli.command import CommandGroup
from evalkit.cli.outcome import BUG, DONE, INTERRUPTED, PLUGIN_FAILED, WRONG_INPUT
from evalkit.cli.streams import BROKEN_PIPE, complain, prepare_streams
from evalkit.cli.usage import told
from evalkit.errors import InputError, PluginError, Problem, UsageError
from evalkit.messages import Lang, say


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    prepare_streams()
    lang = Lang.ZH
    try:
        lang = language(arguments, os.environ)
        code = _command(lang).main(list(arguments), prog_name="evalkit", standalone_mode=False)
    except (InputError, click.ClickException) as error:
        complain(told(error, lang))
        return WRONG_INPUT
    except PluginError as error:
        complain(error.text(lang))
        return PLUGIN_FAILED
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except SystemExit:
        return BROKEN_PIPE  # click leaves like this, and with 1, when a help page loses its reader
    except Exception as error:
        if os.environ.get("EVALKIT_DEBUG"):
            raise
        complain(_bug(error).text(lang))
        return BUG
    return int(code or DONE)


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Return the language to speak: that of ``--lang``, else of EVALKIT_LANG, else Chinese.

    It is looked for before anything is parsed, so that usage errors are in the right language.
    Raises UsageError when it is not one that evalkit speaks.
    """
    origin, wanted = "EVALKIT_LANG", environment.get("EVALKIT_LANG") or Lang.ZH.value
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and index + 1 < len(arguments):
            origin, wanted = "--lang", arguments[index + 1]
        elif argument.startswith("--lang="):
            origin, wanted = "--lang", argument.removeprefix("--lang=")
    try:
        return Lang(wanted)
    except ValueError:
        message = say(
            "{origin}：没有语言“{wanted}”", "{origin}: no language {wanted}", origin=origin, wanted=wanted
        )
        allowed = say("{names}", "{names}", names="、".join(lang.value for lang in Lang))
        raise UsageError(Problem(message, allowed=allowed)) from None


def _command(lang: Lang) -> click.Command:
    return CommandGroup(
        lang,
        "evalkit",
        say(
            "按评分标准给部门绩效报告评分：每扣一分，都说明理由、条款和出处。",
            "Score departments' performance reports against a rubric: with the reason, the clause and "
            "the place in the report for every mark lost.",
        ),
        {
            "score": say("给一份报告评分", "Score a report"),
            "batch": say("给许多份报告评分", "Score many reports"),
            "facts": say("列出报告中的事实及其出处", "List the facts of a report and where they stand"),
            "audit": say("检查报告的自相矛盾之处", "Find where a report contradicts itself"),
            "review": say(
                "在浏览器里复核：评判、更正、签字",
                "Review a report in the browser: judge, correct, sign",
            ),
            "annotate": say(
                "给 Word 报告加批注：扣分和疑点批在原句上",
                "Comment on a Word report: deductions and findings on their sentences",
            ),
            "compare": say(
                "对比两张评分卡，说明总分为何变化", "Compare two scorecards, and say what moved the total"
            ),
            "rank": say(
                "给许多部门排名，说明哪些名次站得住", "Rank many departments, and say which ranks hold"
            ),
            "simulate": say("试算评分标准改动的影响", "Work out what a changed rubric would do"),
            "trend": say("对比一个部门的各年度", "Compare the years of one department"),
            "agreement": say(
                "比较多位评价员的评判有多一致", "Say how far evaluators agree who judged the same reports"
            ),
            "export": say("把结果库导出为表格文件", "Export a results database as tables"),
            "demo": say("给自带的示例报告评分", "Score the example report that comes with evalkit"),
            "rubric": say("查看和检查评分标准", "Look at rubrics and check them"),
            "plugin": say("查看插件", "Look at plugins"),
            "schema": say("输出数据格式的 JSON Schema", "Print the JSON Schema of a format"),
        },
        package="evalkit.cli",
        version=__version__,
    )


def _bug(error: Exception) -> Problem:
    detail = f"{type(error).__name__}: {error}"
    message = say(
        "evalkit {version} 自身出错，请报告此问题（设 EVALKIT_DEBUG=1 可显示详情）：{detail}",
        "a bug in evalkit {version}, please report it (EVALKIT_DEBUG=1 shows more): {detail}",
        version=__version__,
        detail=detail,
    )
    return Problem(message)
