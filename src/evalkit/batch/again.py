"""Finding out quickly that nothing is due, without loading a plugin or a rubric.

A batch notes by which rubric files it scored, and what they were. As long as these and everything else are
what they were, the keys of all reports can be told; if none is due, that is all there is to do.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from evalkit.batch.due import Due
from evalkit.batch.judging import JudgementFiles
from evalkit.batch.records import DATABASE, Records
from evalkit.batch.settings import Settings, environment
from evalkit.batch.summary import Summary
from evalkit.batch.work import Report, key_of
from evalkit.errors import InputError
from evalkit.files import read_file, write_file
from evalkit.frozen import frozen

NOTE = ".evalkit-batch.json"
"""The file in the output folder that holds the notes."""

_MOST = 20
"""How many notes are kept, the latest ones: one for each rubric, or way of scoring, that the folder is used for."""


@frozen
class Note:
    """What a batch found out: the digest of all that scorecards depend on, the ids of the rubrics, their files.

    `files` are those of the rubrics and of all that they extend, with their digests.
    """

    identity: str
    rubrics: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


def unchanged(
    reports: Sequence[Report], settings: Settings, judgements: JudgementFiles, folder: Path
) -> Summary | None:
    """Return what became of `reports` when none of them is due, None when one is or nobody can tell."""
    note = _noted(settings, folder)
    if note is None or not (folder / DATABASE).is_file() or not _are_there(note.files):
        return None
    with closing(Records(folder, note.rubrics)) as records:
        looking = Due(note.identity, settings, judgements, records, Summary(len(reports)))
        if any(looking.job(report) is not None or looking.unread for report in reports):
            return None
        looking.summary.others = len(records.others(report.name for report in reports))
    return looking.summary


def remember(settings: Settings, folder: Path, note: Note) -> None:
    """Keep `note` for the next time; raises UsageError when it cannot be written."""
    notes = _notes(folder)
    key = _key(settings)
    kept = {name: each for name, each in notes.items() if name != key}
    latest = list(kept.items())[-(_MOST - 1) :]
    written = {"identity": note.identity, "rubrics": note.rubrics, "files": note.files}
    text = json.dumps({**dict(latest), key: written}, ensure_ascii=True, indent=1)
    write_file(folder / NOTE, f"{text}\n".encode())


def _key(settings: Settings) -> str:
    """Return under which key a note is kept: by what was asked for, wherever that was."""
    rubric = settings.rubric or ""
    return key_of([environment(settings), rubric, str(Path(rubric).absolute())])


def _are_there(files: Sequence[tuple[str, str]]) -> bool:
    """Return whether files are what they were; one that cannot be read is not."""
    try:
        return all(hashlib.sha256(read_file(Path(path))).hexdigest() == sha256 for path, sha256 in files)
    except InputError:
        return False


def _noted(settings: Settings, folder: Path) -> Note | None:
    found = _notes(folder).get(_key(settings))
    try:
        return (
            None if found is None else Note(found["identity"], tuple(found["rubrics"]), tuple(found["files"]))
        )
    except (KeyError, TypeError):
        return None


def _notes(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads(read_file(folder / NOTE))
    except (InputError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
