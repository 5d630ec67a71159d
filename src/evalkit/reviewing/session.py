"""A review that is going on: the report is read once, every change is scored and saved as it is made."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from threading import RLock

from attrs import define, evolve, field

from evalkit import journey
from evalkit.errors import EvalkitError, FactsError, InputError, JudgementError, Problem, UsageError
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.fact import FactSheet
from evalkit.facts.sheet_file import supplied
from evalkit.files import read_file, remove_file, shown, sync_folder, write_file
from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.registry import Registry
from evalkit.reviewing import saving
from evalkit.reviewing.changes import Change, Judge, Withdraw, key_of
from evalkit.reviewing.history import (
    FACTS,
    JUDGEMENTS,
    Step,
    append,
    digest,
    edit_between,
    read_history,
    undoable,
)
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.scoring.judgements import Judgements, load_judgements
from evalkit.scoring.scorecard import Scorecard
from evalkit.scoring.signing import digest_of

SIGNED = "signed"
"""What is changed by signing, beside judgements and facts."""


class Stale(EvalkitError):
    """Somebody else has changed the very same thing since; nothing was changed."""


@frozen
class Files:
    """Where a review is saved; neither file need exist. `history` is what was done, line by line."""

    judgements: Path
    facts: Path

    @property
    def history(self) -> Path:
        """Return where the history is: beside the judgements."""
        return self.judgements.with_name(f"{self.judgements.name}.history.jsonl")


@frozen
class Stand:
    """Where a review stands: both files, None for one that is not there, and what they come to."""

    judgements: bytes | None
    facts: bytes | None
    sheet: FactSheet
    judged: Judgements | None
    card: Scorecard


@frozen
class Now:
    """A review as it is at one moment: where it stands, and what may be done next.

    `revision` grows with every change; `problems` are those of files that another program left unusable.
    """

    stand: Stand
    revision: int
    can_undo: bool
    problems: tuple[Problem, ...]


@define
class Review:
    """A review of one report. Every method may be called from any thread.

    `clock` tells the time of a change. What another program did to the files is noticed and taken over, and
    where that is not possible nothing is changed until they are put right.
    """

    ready: journey.Prepared
    registry: Registry
    files: Files
    statements: Statements | None = None
    clock: Callable[[], datetime] = lambda: datetime.now().astimezone()
    _revision: int = field(default=1, init=False)
    _problems: tuple[Problem, ...] = field(default=(), init=False)
    _stand: Stand = field(init=False)
    _undoable: list[Step] = field(init=False)
    _changed: dict[str, int] = field(init=False, factory=dict)
    _lock: RLock = field(init=False, factory=RLock)

    @_stand.default
    def _first(self) -> Stand:
        return self._made(*self._read())

    @_undoable.default
    def _history(self) -> list[Step]:
        return list(undoable(read_history(self.files.history), self._digests(self._stand)))

    @property
    def rubric(self) -> Rubric:
        """Return the rubric that the report is scored by."""
        return self.ready.standard.rubric

    @property
    def catalogue(self) -> Catalogue:
        """Return the facts that can be corrected."""
        return journey.catalogue_of(self.rubric, self.registry)

    def now(self) -> Now:
        """Return the review as it is now, with what other programs did to the files."""
        with self._lock:
            self._refresh()
            return Now(self._stand, self._revision, bool(self._undoable), self._problems)

    @property
    def scorecard(self) -> Scorecard:
        """Return the scorecard as it is now."""
        return self.now().stand.card

    def apply(self, change: Change, revision: int) -> None:
        """Make a change and save it, decided by somebody who saw the review at `revision`.

        Raises Stale when the same thing has been changed since, and InputError, with the words of the
        loaders, for what is not allowed; then nothing is changed.
        """
        with self._lock:
            self._may_change()
            key = key_of(change)
            if self._changed.get(key, 0) > revision:
                raise Stale(key)
            file = JUDGEMENTS if isinstance(change, Judge | Withdraw) else FACTS
            self._settle(file, self._step(change), type(change).__name__.lower(), key, change.by)

    def undo(self, by: str, revision: int) -> None:
        """Take back the last change, who made it and when included.

        Raises Stale when there has been another change since `revision`, and UsageError when nothing is left.
        """
        with self._lock:
            self._may_change()
            if revision != self._revision:
                raise Stale
            if not self._undoable:
                raise UsageError(Problem(say("没有可以撤销的改动", "there is nothing to undo")))
            last = self._undoable[-1]
            data = self._stand.judgements if last.file == JUDGEMENTS else self._stand.facts
            text = last.edit.undo((data or b"").decode())
            before = None if last.before is None else text.encode("utf-8", "replace")
            if digest(before) != last.before:
                message = say(
                    "修改记录被改动过，不能据此撤销", "the history was changed: nothing can be undone by it"
                )
                raise UsageError(Problem(message, where=shown(self.files.history)))
            self._settle(last.file, self._with(last.file, before), last.kind, last.key, by, undone=True)

    def sign_off(self, by: str, revision: int) -> None:
        """Sign the judgements as they stand; a later change shows as one.

        Raises Stale when there has been another change since `revision`, and InputError when nobody signs.
        """
        with self._lock:
            self._may_change()
            if revision != self._revision:
                raise Stale
            if not by:
                raise UsageError(Problem(say("没有写由谁签字", "who signed is not said")))
            now = self._stand
            signed = digest_of(now.card, now.sheet, {} if now.judged is None else now.judged.entries)
            data = saving.signed(self._judgements(), shown(self.files.judgements), by, self.clock(), signed)
            self._settle(JUDGEMENTS, self._with(JUDGEMENTS, data), "sign_off", SIGNED, by)

    # ------------------------------------------------------------ from one stand to the next

    def _step(self, change: Change) -> Stand:
        """Return the stand after `change`; raises InputError when it is not allowed."""
        at = self.clock()
        if isinstance(change, Judge | Withdraw):
            name = shown(self.files.judgements)
            return self._tried(JUDGEMENTS, saving.judged(self._judgements(), name, change, at))
        if not change.by:
            raise UsageError(Problem(say("没有写由谁更正", "who corrected is not said")))
        facts = saving.corrected(self._stand.facts, shown(self.files.facts), change, at)
        return self._tried(FACTS, facts)

    def _tried(self, file: str, data: bytes) -> Stand:
        """Return the stand with `data`; its problems are told without their places in a file that nobody has seen."""
        try:
            return self._with(file, data)
        except InputError as error:
            found = (evolve(each, where="", line=None, column=None, path="") for each in error.problems)
            raise type(error)(found) from None

    def _judgements(self) -> bytes:
        """Return the judgements file, a new one where there is none."""
        empty = saving.new_judgements(self.ready.found.sha256, self.rubric.id)
        return empty if self._stand.judgements is None else self._stand.judgements

    def _with(self, file: str, data: bytes | None) -> Stand:
        now = self._stand
        return self._made(data, now.facts) if file == JUDGEMENTS else self._made(now.judgements, data)

    def _made(self, judgements: bytes | None, facts: bytes | None) -> Stand:
        """Return what both files come to; raises InputError with every problem of either."""
        sheet, judged = self.ready.found, None
        if facts is not None:
            sheet = supplied(sheet, facts, shown(self.files.facts), self.catalogue)
        if judgements is not None:
            name = shown(self.files.judgements)
            judged = load_judgements(judgements, name, self.rubric, sheet.sha256)
        card = journey.score_sheet(
            sheet,
            self.rubric,
            self.registry,
            faults=self.ready.faults,
            judgements=judged,
            statements=self.statements,
        )
        return Stand(judgements, facts, sheet, judged, card)

    def _settle(self, file: str, after: Stand, kind: str, key: str, by: str, *, undone: bool = False) -> None:
        """Save `after`, which is on the disk when this returns: first the history, then `file`."""
        before = self._stand
        is_facts = file == FACTS
        old, new = (before.facts, after.facts) if is_facts else (before.judgements, after.judgements)
        step = Step(
            file=file,
            kind=kind,
            key=key,
            by=by,
            at=self.clock().isoformat(timespec="seconds"),
            before=digest(old),
            after=digest(new),
            edit=edit_between(old, new),
            was=_said(before, key),
            now=_said(after, key),
            undone=undone,
        )
        append(self.files.history, step)
        _save(self.files.facts if is_facts else self.files.judgements, new)
        self._stand = after
        if undone:
            self._undoable.pop()
        else:
            self._undoable.append(step)
        self._revision += 1
        self._changed[key] = self._revision

    # ------------------------------------------------------------ what other programs do to the files

    def _read(self) -> tuple[bytes | None, bytes | None]:
        return _contents(self.files.judgements, JudgementError), _contents(self.files.facts, FactsError)

    def _refresh(self) -> None:
        """Take over what another program did to the files; say what is wrong with it where it cannot be."""
        try:
            found = self._read()
            if found == (self._stand.judgements, self._stand.facts):
                self._problems = ()
                return
            after = self._made(*found)
        except InputError as error:
            self._problems = error.problems
            return
        before, self._stand, self._problems = self._stand, after, ()
        self._revision += 1
        for key in _differing(before, after):
            self._changed[key] = self._revision
        self._undoable = self._history()

    def _may_change(self) -> None:
        """Raise what is wrong with the files now, so that what somebody is writing is never overwritten."""
        self._refresh()
        if self._problems:
            raise InputError(self._problems)

    @staticmethod
    def _digests(stand: Stand) -> Mapping[str, str | None]:
        return {JUDGEMENTS: digest(stand.judgements), FACTS: digest(stand.facts)}


def _contents(path: Path, error: type[InputError]) -> bytes | None:
    return read_file(path, error) if path.exists() else None


def _save(path: Path, data: bytes | None) -> None:
    """Write a file, or remove it; it is so on the disk when this returns."""
    if data is None:
        remove_file(path)
    else:
        write_file(path, data)
    sync_folder(path.resolve().parent)


def _said(stand: Stand, key: str) -> Mapping[str, str] | None:
    """Return what the files say of what `key` names."""
    kind, _, name = key.partition(":")
    if kind == "judgement":
        return saving.judgement_in(stand.judgements, "", name)
    if kind == "fact":
        return saving.correction_in(stand.facts, "", name)
    signed = stand.card.signed
    return None if signed is None else {"by": signed.by, "at": signed.at.isoformat(), "digest": signed.digest}


def _differing(before: Stand, after: Stand) -> set[str]:
    """Return the keys of what is judged or supplied otherwise in one stand than in the other."""
    old, new = ({} if each.judged is None else each.judged.entries for each in (before, after))
    addresses = {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}
    mine, theirs = before.sheet.facts, after.sheet.facts
    facts = {id for id in mine.keys() | theirs.keys() if mine.get(id) != theirs.get(id)}
    return {f"judgement:{each}" for each in addresses} | {f"fact:{each}" for each in facts}
