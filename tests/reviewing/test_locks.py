"""One review at a time has a file."""

import errno
from pathlib import Path

import pytest

from evalkit.errors import UsageError
from evalkit.messages import Lang
from evalkit.reviewing import locks
from evalkit.reviewing.locks import locked


def test_a_file_that_a_review_has_is_not_had_by_another(tmp_path: Path) -> None:
    path = tmp_path / "j.toml"
    (tmp_path / "link.toml").symlink_to(path)
    with locked(path):
        for other in (path, tmp_path / "link.toml"):
            with pytest.raises(UsageError) as error, locked(other):
                pass
            assert error.value.text(Lang.ZH) == (
                f"{other}: 另一个 evalkit review 正开着这个文件（可用：先结束它（Ctrl-C））"
            )
    with locked(path):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["link.toml"]


def test_a_lock_that_somebody_left_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / ".j.toml.lock").write_bytes(b"")
    with locked(tmp_path / "j.toml"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / ".j.toml.lock").mkdir()
    with pytest.raises(UsageError) as error, locked(tmp_path / "j.toml"):
        pass
    told = error.value.text(Lang.ZH)
    assert told.startswith(f"{tmp_path / 'j.toml'}: 不能在此保存：")
    assert told.endswith("（可用：用 --judgements 和 --facts 指定可写的位置）")


def test_a_file_system_without_locks_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def take(file: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locks, "_take", take)
    with locked(tmp_path / "j.toml"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_goes_with_what_ended_in_between(tmp_path: Path) -> None:
    path = tmp_path / "j.toml"
    with pytest.raises(RuntimeError), locked(path):
        raise RuntimeError
    with locked(path):
        pass
