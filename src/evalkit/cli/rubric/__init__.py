"""``evalkit rubric``: the scoring standards there are, one of them in full, and what is wrong with one."""

import click

from evalkit.cli.command import CommandGroup
from evalkit.messages import Lang, say


def build(lang: Lang) -> click.Command:
    """Return the group of commands."""
    return CommandGroup(
        lang,
        "rubric",
        say("查看和检查评分标准。", "Look at rubrics and check them."),
        {
            "list": say("列出可用的评分标准", "List the rubrics there are"),
            "show": say("显示一个评分标准的全部指标", "Show all indicators of a rubric"),
            "lint": say(
                "检查评分标准文件，一次列出全部问题", "Check rubric files and list all problems at once"
            ),
            "test": say("运行评分标准的示例", "Run the examples of a rubric"),
            "import": say("由现成的评分表起草评分标准", "Draft a rubric from a scoring sheet"),
            "diff": say(
                "比较两个评分标准，以及对各部门得分的影响",
                "Compare two rubrics, and what they do to departments' scores",
            ),
        },
        package=__name__,
    )
