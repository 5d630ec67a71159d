"""``evalkit plugin new``: the skeleton of a district's own plugin."""

from pathlib import Path

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import FilePath, option
from evalkit.cli.streams import complain, put
from evalkit.messages import Lang, say


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "新建一个插件项目：继承示例标准的评分标准、自有的事实和措辞、一个测算、一种计分规则、测试和 CI 文件，"
        "生成后即可安装和通过自己的测试。",
        "Start a plugin of your own: a rubric that extends the example, facts and wordings, a measure, a rule, tests "
        "and a CI file. It installs and passes its own tests as it is.",
    )
    name = Argument(
        "name", "NAME", say("插件名，如 longhua", "The plugin's name, such as longhua").text(lang)
    )
    folder = option(
        lang,
        "--output",
        "FOLDER",
        say("新文件夹，默认 evalkit-NAME", "The new folder, evalkit-NAME by default"),
        type=FilePath(),
    )
    return Command(lang, "new", about, _new, [name, folder])


def _new(lang: Lang, name: str, output: Path | None) -> int:
    from evalkit.files import shown
    from evalkit.scaffold import new_plugin

    folder = output or Path(f"evalkit-{name}")
    written = new_plugin(name, folder)
    put("\n".join(shown(path) for path in written), None, lang)
    complain(
        say(
            "下一步：pip install -e '{folder}[test]'，然后 pytest {folder}，evalkit score 报告 --rubric {name}",
            "Next: pip install -e '{folder}[test]', then pytest {folder}, evalkit score REPORT --rubric {name}",
            folder=shown(folder),
            name=name,
        ).text(lang)
    )
    return 0
