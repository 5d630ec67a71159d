"""Writes a judgements file to fill in, but never over one that somebody may have filled in."""

from pathlib import Path

from evalkit.cli.streams import put
from evalkit.errors import Problem, UsageError
from evalkit.files import read_file, shown
from evalkit.messages import Lang, say


def put_template(text: str, path: Path, lang: Lang) -> None:
    """Write `text` to the file `path`.

    Raises UsageError when another text stands there already: it may be an evaluator's work.
    """
    if path.is_file() and read_file(path, UsageError).strip() not in (b"", text.strip().encode()):
        message = say(
            "文件已存在且内容不同，不予覆盖", "there is a file with other contents, which would be lost"
        )
        allowed = say("另一个文件名", "another file name")
        raise UsageError(Problem(message, where=shown(path), allowed=allowed))
    put(text, path, lang)
