"""Old Word files, WPS, RTF and ODT: converted where LibreOffice is installed, one clear line where it is not."""

import hashlib
import os
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as WordDocument

from evalkit.documents.kinds import Kind, kind_of
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.word import office
from evalkit.documents.word.office import read_office
from evalkit.errors import DocumentError
from evalkit.messages import Lang

_Saved = Callable[..., bytes]

_ALLOWED = "（可用：在 Word 或 WPS 中另存为 .docx）"
_RTF = (
    rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}\f0 \u25903?\u20986?12\u19975?\u20803?\u12290?\par}"
)

needs_libreoffice = pytest.mark.needs("soffice")
needs_scripts = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")


def _refusal(data: bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(DocumentError) as caught:
        read_office("报告.doc", data, limits)
    line = caught.value.text(Lang.ZH)
    assert line.startswith("报告.doc: ") and line.endswith(_ALLOWED) and "\n" not in line
    return line.removeprefix("报告.doc: ").removesuffix(_ALLOWED)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that puts a shell script in the place of LibreOffice."""

    def put(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(office, "_program", lambda: str(program))

    return put


# ---------------------------------------------------------------- with LibreOffice


@needs_libreoffice
def test_rtf_is_read_and_keeps_its_own_name_and_digest() -> None:
    document = read_office("报告.rtf", _RTF, DEFAULT)
    assert document.text == "支出12万元。\n"
    assert (document.name, document.sha256) == ("报告.rtf", hashlib.sha256(_RTF).hexdigest())


@needs_libreoffice
@pytest.mark.parametrize(("format", "kind"), [("doc", Kind.DOC), ("odt", Kind.ODT)])
def test_a_word_file_saved_in_another_format_reads_the_same(
    saved: _Saved, tmp_path: Path, format: str, kind: Kind
) -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph("一、支出情况")
        table = document.add_table(2, 2)
        for at, text in enumerate(("项目", "决算", "基本支出", "12.5")):
            table.cell(at // 2, at % 2).text = text
        document.add_paragraph("完毕。")

    (tmp_path / "a.docx").write_bytes(saved(fill))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", format, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True)
    data = (tmp_path / f"a.{format}").read_bytes()
    assert kind_of(data) is kind
    document = read_office("a.wps", data, DEFAULT)
    assert document.text.rstrip("\n") == "一、支出情况\n项目\t决算\n基本支出\t12.5\n完毕。"


@needs_libreoffice
def test_what_libreoffice_cannot_read_is_refused_with_one_line() -> None:
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000
    assert kind_of(broken) is Kind.OLE
    assert _refusal(broken) == "LibreOffice 无法转换这份文件，可能已损坏或设有密码"


# ---------------------------------------------------------------- without it, and with one that misbehaves


def test_without_libreoffice_one_line_says_what_the_file_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_program", lambda: None)
    assert _refusal(_RTF) == "这是一份 RTF 文件，需要安装 LibreOffice 才能读取"


@needs_scripts
def test_a_conversion_that_takes_too_long_is_ended_with_all_it_started(
    stand_in: Callable[[str], None], tmp_path: Path
) -> None:
    stand_in(f"sh -c 'sleep 2; touch {tmp_path}/alive' & sleep 60")
    assert _refusal(_RTF, Limits(converter_seconds=1)) == "LibreOffice 转换超过 1 秒，已中止"
    time.sleep(1.5)
    assert not (tmp_path / "alive").exists()


@needs_scripts
def test_a_conversion_without_a_result_is_refused(stand_in: Callable[[str], None]) -> None:
    stand_in("exit 1")
    assert _refusal(_RTF) == "LibreOffice 无法转换这份文件，可能已损坏或设有密码"


@needs_scripts
def test_a_result_beyond_the_limit_is_refused(stand_in: Callable[[str], None]) -> None:
    stand_in(
        'while [ "$1" != --outdir ]; do shift; done; mkdir "$2"; head -c 5000 /dev/zero > "$2/report.docx"'
    )
    assert _refusal(_RTF, Limits(file_bytes=4000)) == "LibreOffice 无法转换这份文件，可能已损坏或设有密码"


@needs_scripts
def test_libreoffice_gets_a_profile_without_macros_and_only_what_it_needs(
    stand_in: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN_OF_SOMEBODY", "x")
    stand_in(
        f"env > {tmp_path}/env; cat profile/user/registrymodifications.xcu > {tmp_path}/settings; ls > {tmp_path}/files"
    )
    _refusal(_RTF)
    assert "TOKEN_OF_SOMEBODY" not in (tmp_path / "env").read_text()
    assert "MacroSecurityLevel" in (tmp_path / "settings").read_text()
    assert (tmp_path / "files").read_text().split() == ["profile", "report.rtf"]
