"""The skeleton of a plugin: files that work as they are, to be changed piece by piece."""

import keyword
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from evalkit.errors import Problem, UsageError
from evalkit.files import shown, write_file
from evalkit.messages import say

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST = 40

_FILES = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "ci.yml": ".github/workflows/rubric.yml",
    "plugin.py": "src/@module@/__init__.py",
    "rules.py": "src/@module@/rules.py",
    "facts.toml": "src/@module@/facts.toml",
    "rubric.toml": "src/@module@/@id@.toml",
    "test_plugin.py": "tests/test_@key@.py",
}
"""Where each file of the template goes."""


def new_plugin(name: str, folder: Path) -> tuple[Path, ...]:
    """Write the skeleton of the plugin `name` into `folder`, which is made; return the files written.

    Raises UsageError when `name` is none that a distribution and a module can have, or when `folder`
    exists and is not empty: nothing is overwritten.
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST or keyword.iskeyword(name):
        message = say("“{name}”不能作插件名", "“{name}” cannot be the name of a plugin", name=name)
        allowed = say(
            "小写英文字母开头，只含小写英文字母、数字和“-”，如 longhua",
            "lower-case ASCII letters, digits and hyphens, a letter first, such as longhua",
        )
        raise UsageError(Problem(message, allowed=allowed))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = say("已经存在，而且不是空文件夹", "it exists and is no empty folder")
        raise UsageError(Problem(message, where=shown(folder)))
    key = name.replace("-", "_")
    words = {"name": name, "id": name, "key": key, "module": f"evalkit_{key}"}
    template = files(__package__) / "template"
    written = []
    for source, target in _FILES.items():
        path = folder / _filled(target, words)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (template / f"{source}.in").read_text("utf-8")
        write_file(path, _filled(text, words).encode())
        written.append(path)
    return tuple(written)


def _filled(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"@(\w+)@", lambda match: words[match[1]], text)
