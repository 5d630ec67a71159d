"""What was done in a review, one line of JSON each, in a file that is only ever added to.

A line is written before the file that it changes, and tells both digests of that file: whatever
breaks off between the two is told from what was done when the history is read again.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evalkit.errors import Problem, UsageError
from evalkit.files import read_file, shown, sync_folder, why
from evalkit.frozen import frozen
from evalkit.messages import say

JUDGEMENTS, FACTS = "judgements", "facts"
_FILES = (JUDGEMENTS, FACTS)


@frozen
class Edit:
    """One stretch of a text that became another: at `start`, `removed` became `inserted`."""

    start: int
    removed: str
    inserted: str

    def undo(self, text: str) -> str:
        """Return what `text` was before."""
        return text[: self.start] + self.removed + text[self.start + len(self.inserted) :]


@frozen
class Step:
    """One change of one file: `file` is ``judgements`` or ``facts``, `key` what was changed in it.

    `before` and `after` are digests of the file, None where there was none; `was` and `now` what the file
    says of it. `undone` says that it took back the step before.
    """

    file: str
    kind: str
    key: str
    by: str
    at: str
    before: str | None
    after: str | None
    edit: Edit
    was: Mapping[str, str] | None
    now: Mapping[str, str] | None
    undone: bool = False


def digest(data: bytes | None) -> str | None:
    """Return the digest of a file, None where there is none."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def edit_between(before: bytes | None, after: bytes | None) -> Edit:
    """Return how one file became the other."""
    old, new = (before or b"").decode(), (after or b"").decode()
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    return Edit(start, old[start : len(old) - end], new[start : len(new) - end])


def _common(one: str, other: str) -> int:
    """Return with how many characters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def read_history(path: Path) -> tuple[Step, ...]:
    """Return the steps in the file at `path`, in order; a line that was never finished is passed over."""
    if not path.exists():
        return ()
    lines = read_file(path, UsageError).split(b"\n")
    return tuple(step for line in lines if (step := _step(line)) is not None)


def append(path: Path, step: Step) -> None:
    """Add a line to the file at `path`, and see to it that it is on the disk.

    Raises UsageError when it cannot be written.
    """
    try:
        with path.open("a+b") as file:
            if file.tell() and not _ends_a_line(file.fileno()):
                file.write(b"\n")
            file.write(_line(step))
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)
    except OSError as error:
        message = say("记录写不进去：{why}", "cannot be written: {why}", why=why(error))
        raise UsageError(Problem(message, where=shown(path))) from None


def undoable(steps: Sequence[Step], files: Mapping[str, str | None]) -> tuple[Step, ...]:
    """Return which of `steps` can be undone, the last one last; `files` are the digests of the files now.

    What another program changed ends the history of that file: nothing before it can be undone.
    """
    stack: list[Step] = []
    left: dict[str, str | None] = {}
    for step in _carried_out(steps, files):
        if left.setdefault(step.file, step.before) != step.before:
            stack = [each for each in stack if each.file != step.file]
        left[step.file] = step.after
        if step.undone:
            last = next((each for each in reversed(stack) if each.file == step.file), None)
            stack = [each for each in stack if each is not last]
        else:
            stack.append(step)
    return tuple(step for step in stack if left[step.file] == files[step.file])


def _carried_out(steps: Sequence[Step], files: Mapping[str, str | None]) -> Sequence[Step]:
    """Return those of `steps` that came to their file, as what is found there afterwards tells."""
    found, done = dict(files), []
    for step in reversed(steps):
        if found[step.file] != step.before or step.before == step.after:
            done.append(step)
        found[step.file] = step.before
    return done[::-1]


def _ends_a_line(file: int) -> bool:
    os.lseek(file, -1, os.SEEK_END)
    return os.read(file, 1) == b"\n"


def _line(step: Step) -> bytes:
    data = {
        "at": step.at,
        "by": step.by,
        "kind": step.kind,
        "undone": step.undone,
        "file": step.file,
        "key": step.key,
        "was": None if step.was is None else dict(step.was),
        "now": None if step.now is None else dict(step.now),
        "before": step.before,
        "after": step.after,
        "edit": [step.edit.start, step.edit.removed, step.edit.inserted],
    }
    return (json.dumps(data, ensure_ascii=False) + "\n").encode()


def _step(line: bytes) -> Step | None:
    """Return the step in a line, None for a line that is none, whoever wrote it."""
    try:
        data: Any = json.loads(line)
        start, removed, inserted = data.pop("edit")
        step = Step(edit=Edit(start, removed, inserted), **data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    texts = (step.kind, step.key, step.before or "", step.after or "", removed, inserted)
    is_one = isinstance(start, int) and start >= 0 and all(isinstance(each, str) for each in texts)
    return step if is_one and step.file in _FILES else None
