"""The two files of a review as they are after a change: judgements, and facts that were corrected.

Nothing is written here. What is made is text that the loaders have not seen yet.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from evalkit.errors import Problem, UsageError
from evalkit.messages import say
from evalkit.problems import short
from evalkit.quoting import quoted
from evalkit.reviewing.changes import Correct, Judge, Restore, Withdraw
from evalkit.reviewing.editing import Editor
from evalkit.toml import parse

_JUDGED = ("marks", "count", "reason", "by", "at")
_CORRECTED = ("value", "unit", "basis", "quote", "note", "by", "at")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,30})?")

_JUDGEMENTS_HEAD = """\
# 评判文件，由 evalkit review 写入，也可以手工修改。
# 用它评分：evalkit score 报告 --judgements 本文件

[judgements]
report = {report}
rubric = {rubric}
"""
_FACTS_HEAD = """\
# 更正过的事实，由 evalkit review 写入，也可以手工修改。
# 用它评分：evalkit score 报告 --facts 本文件
"""


def new_judgements(report: str, rubric: str) -> bytes:
    """Return a judgements file without judgements, about the report with the digest `report`."""
    return _JUDGEMENTS_HEAD.format(report=quoted(report), rubric=quoted(rubric)).encode()


def judged(data: bytes, name: str, change: Judge | Withdraw, at: datetime) -> bytes:
    """Return the judgements file `data` after `change`, made at `at`.

    Raises UsageError where nothing was judged that could be withdrawn, and for a file that is written
    so that it cannot be changed.
    """
    editor = Editor(parse(data, name))
    indicator, _, item = change.address.partition(".")
    rows = editor.file.data.get("judgement", [])
    place = _place(rows, {"indicator": indicator, "item": item})
    path = ("judgement", len(rows) if place is None else place)
    if isinstance(change, Withdraw):
        if place is None or not _decided(rows[place]):
            message = say("“{id}”没有评判可撤", "there is no judgement of {id}", id=short(change.address))
            raise UsageError(Problem(message))
        return _bytes(editor.cut(path, _JUDGED, whole=False), data)
    values = {
        "indicator": quoted(indicator),
        **({"item": quoted(item)} if item else {}),
        **({} if change.marks is None else {"marks": _number(change.marks)}),
        **({} if change.count is None else {"count": _number(change.count)}),
        "reason": quoted(change.reason),
        **_signed(change.by, at),
    }
    return _bytes(editor.put(path, values, _JUDGED), data)


def corrected(data: bytes | None, name: str, change: Correct | Restore, at: datetime) -> bytes:
    """Return the facts file `data`, None for a new one, after `change`, made at `at`.

    Raises UsageError where nothing was corrected that could be restored, and for a file that is written
    so that it cannot be changed.
    """
    text = _FACTS_HEAD.encode() if data is None else data
    _must_be_toml(text, name)
    editor = Editor(parse(text, name))
    rows = editor.file.data.get("fact", [])
    place = _place(rows, {"id": change.fact})
    path = ("fact", len(rows) if place is None else place)
    if isinstance(change, Restore):
        if place is None:
            message = say("“{id}”没有更正可撤", "there is no correction of {id}", id=short(change.fact))
            raise UsageError(Problem(message))
        return _bytes(editor.cut(path, _CORRECTED, whole=True), text)
    yes_no = change.value in ("true", "false")
    values = {
        "id": quoted(change.fact),
        "value": change.value if yes_no else quoted(change.value),
        **({"unit": quoted(change.unit)} if change.unit else {}),
        "basis": quoted("supplied"),
        **({"note": quoted(change.reason)} if change.reason else {}),
        **_signed(change.by, at),
    }
    return _bytes(editor.put(path, values, _CORRECTED), text)


def signed(data: bytes, name: str, by: str, at: datetime, digest: str) -> bytes:
    """Return the judgements file `data` with the signature of `by` under what `digest` is of."""
    values = {"by": quoted(by), "at": _moment(at), "digest": quoted(digest)}
    return _bytes(Editor(parse(data, name)).put(("signed",), values, tuple(values)), data)


def judgement_in(data: bytes | None, name: str, address: str) -> Mapping[str, str] | None:
    """Return what the judgements file says of `address`, as text, None where it decides nothing."""
    if data is None:
        return None
    indicator, _, item = address.partition(".")
    rows = parse(data, name).data.get("judgement", [])
    place = _place(rows, {"indicator": indicator, "item": item})
    return None if place is None or not _decided(rows[place]) else _told(rows[place], _JUDGED)


def correction_in(data: bytes | None, name: str, fact: str) -> Mapping[str, str] | None:
    """Return what the facts file says of `fact`, as text, None where it says nothing."""
    if data is None or _is_json(data):
        return None
    rows = parse(data, name).data.get("fact", [])
    place = _place(rows, {"id": fact})
    return None if place is None else _told(rows[place], _CORRECTED)


def notes_in(data: bytes | None) -> Mapping[str, str]:
    """Return why each fact of the facts file, which was loaded before, was corrected, by id; empty where not said."""
    if data is None or _is_json(data):
        return {}
    return {row["id"]: row.get("note", "") for row in parse(data, "").data.get("fact", [])}


def _told(row: Mapping[str, Any], keys: tuple[str, ...]) -> Mapping[str, str]:
    return {key: str(row[key]) for key in keys if key in row}


def _decided(row: Mapping[str, Any]) -> bool:
    return any(row.get(key) not in (None, "") for key in ("marks", "count", "reason"))


def _place(rows: Any, wanted: Mapping[str, str]) -> int | None:
    """Return which of `rows` has the keys `wanted`; an absent key is empty."""
    matching = (
        index
        for index, row in enumerate(rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and all(row.get(key, "") == value for key, value in wanted.items())
    )
    return next(matching, None)


def _must_be_toml(data: bytes, name: str) -> None:
    if _is_json(data):
        message = say("不能在 JSON 事实文件里更正", "corrections cannot be written into a facts file in JSON")
        raise UsageError(Problem(message, where=name, allowed=say("TOML 事实文件", "a facts file in TOML")))


def _is_json(data: bytes) -> bool:
    return data.lstrip()[:1] == b"{"


def _number(typed: str) -> str:
    """Return a number as it was typed; what is none becomes a string, which the loader refuses by name."""
    return typed if _NUMBER.fullmatch(typed) else quoted(typed)


def _signed(by: str, at: datetime) -> dict[str, str]:
    return {**({"by": quoted(by)} if by else {}), "at": _moment(at)}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _bytes(text: str, like: bytes) -> bytes:
    """Return `text` as a file whose lines end as those of `like` do."""
    crlf = like.count(b"\r\n")
    return (text.replace("\n", "\r\n") if crlf and crlf == like.count(b"\n") else text).encode()
