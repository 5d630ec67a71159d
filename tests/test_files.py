"""Reads with a limit, writes that are all or nothing."""

import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from evalkit.errors import DocumentError, FactsError, InputError, UsageError
from evalkit.files import check_target, read_file, remove_file, shown, sync_folder, write_file
from evalkit.messages import Lang


def refusal(error: pytest.ExceptionInfo[InputError]) -> tuple[str, str]:
    return error.value.text(Lang.ZH), error.value.text(Lang.EN)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"a\r\nb\x00")
    assert read_file(path) == b"a\r\nb\x00"


def test_what_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    for name, zh in [
        ("gone.txt", "gone.txt: 文件不存在"),
        (".", ".: 这是文件夹，不是文件"),
        ("file/below", "file/below: 路径中有一段不是文件夹"),
        ("x" * 300, f"{'x' * 300}: 文件名太长"),
    ]:
        with pytest.raises(DocumentError) as raised:
            read_file(Path(name))
        assert refusal(raised)[0] == zh
    with pytest.raises(FactsError, match="null"):
        read_file(Path("a\0b"), FactsError)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b" " * (2 * 1024 * 1024))
    assert len(read_file(path, most=2 * 1024 * 1024)) == 2 * 1024 * 1024
    path.write_bytes(b" " * (2 * 1024 * 1024 + 1))
    with pytest.raises(DocumentError) as raised:
        read_file(path, most=2 * 1024 * 1024)
    assert refusal(raised) == (
        f"{path}: 文件超过 2,097,152 字节，不予读取",
        f"{path}: the file is larger than 2,097,152 bytes",
    )


NO_FILE = ("这是管道、套接字或设备，不是文件", "this is a pipe, a socket or a device, not a file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_nobody_waits_for_a_pipe_to_be_written_to(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    os.mkfifo(path)
    with pytest.raises(FactsError) as raised:
        read_file(path, FactsError)
    assert refusal(raised) == (f"{path}: {NO_FILE[0]}", f"{path}: {NO_FILE[1]}")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_stands_in_a_pipe_already_is_no_file_either(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    os.mkfifo(path)
    with path.open("r+b", buffering=0) as pipe:
        pipe.write(b"a")
        with pytest.raises(DocumentError) as raised:
            read_file(path)
    assert refusal(raised)[0] == f"{path}: {NO_FILE[0]}"


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no sockets among its files")
def test_a_socket_is_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("report.txt")
        with pytest.raises(DocumentError) as raised:
            read_file(Path("report.txt"))
    assert refusal(raised)[0] == f"report.txt: {NO_FILE[0]}"


@pytest.mark.parametrize("name", ["/dev/null", "/dev/zero"])
def test_a_device_is_no_file(name: str) -> None:
    if not Path(name).exists():
        pytest.skip("the system has no such device")
    with pytest.raises(DocumentError) as raised:
        read_file(Path(name))
    assert refusal(raised)[0] == f"{name}: {NO_FILE[0]}"


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="the system does not name what is open")
def test_a_file_that_is_open_already_is_read_by_the_name_of_what_is_open(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"a")
    with path.open("rb") as file:
        assert read_file(Path(f"/dev/fd/{file.fileno()}")) == b"a"


def test_a_name_is_shown_on_one_line_whatever_it_is_made_of() -> None:
    assert shown(Path("报告.txt")) == "报告.txt"
    assert shown(Path("a\nb\r.txt")) == "a\\nb\\r.txt"
    assert shown(Path("\udcff.txt")) == "\\udcff.txt"


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    path = tmp_path / "round.txt"
    path.symlink_to(path.name)
    with pytest.raises(UsageError) as raised:
        check_target(path, [])
    assert refusal(raised)[0] == f"{path}: 符号链接循环"


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    path = tmp_path / ("报" * 86)
    with pytest.raises(UsageError) as raised:
        check_target(path, [])
    assert refusal(raised)[0] == f"{path}: 文件名太长"


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "card.json", b"{}")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "card.json").stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["card.json"]


def test_an_existing_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    path.write_bytes(b"old")
    path.chmod(0o604)
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "card.json"
    target.write_bytes(b"old")
    link = tmp_path / "link.json"
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_is_no_ordinary_file_is_written_to() -> None:
    write_file(Path(os.devnull), b"nothing to see")
    assert Path(os.devnull).is_char_device()


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "card.json"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError) as raised:
        write_file(path, b"new")
    assert refusal(raised) == (f"{path}: 磁盘空间不足", f"{path}: no space left")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["card.json"]


def test_a_file_is_removed_and_may_be_gone_already(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"")
    remove_file(path)
    remove_file(path)
    assert not path.exists()
    path.mkdir()
    with pytest.raises(UsageError) as error:
        remove_file(path)
    assert error.value.text(Lang.ZH).startswith(f"{path}: ")


def test_a_folder_is_synced_where_there_is_one(tmp_path: Path) -> None:
    sync_folder(tmp_path)
    sync_folder(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_target_is_refused_before_the_work_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = Path("report.txt")
    report.touch()
    Path("link.txt").symlink_to(report)
    Path("hard.txt").hardlink_to(report)
    check_target(Path("card.txt"), [report])
    check_target(Path("card.txt"), [Path("gone.txt")])
    for name, zh in [
        ("no/card.txt", "no/card.txt: 文件夹“no”不存在，无法写入"),
        (".", ".: 这是文件夹，不能写入"),
        ("report.txt", "report.txt: 不能覆盖输入文件（可用：另一个文件名）"),
        ("link.txt", "link.txt: 不能覆盖输入文件（可用：另一个文件名）"),
        ("hard.txt", "hard.txt: 不能覆盖输入文件（可用：另一个文件名）"),
        (
            "../" + tmp_path.name + "/report.txt",
            f"../{tmp_path.name}/report.txt: 不能覆盖输入文件（可用：另一个文件名）",
        ),
    ]:
        with pytest.raises(UsageError) as raised:
            check_target(Path(name), [Path("other.txt"), report])
        assert refusal(raised)[0] == zh
