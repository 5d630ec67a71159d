"""Old Word files, WPS files, RTF and ODT as documents, by way of LibreOffice where it is installed."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from attrs import evolve

from evalkit.documents.document import Document
from evalkit.documents.kinds import Kind, kind_of
from evalkit.documents.limits import Limits
from evalkit.documents.word.docx import read_docx
from evalkit.errors import DocumentError, Problem
from evalkit.messages import Message, say

_PROGRAMS = ("soffice", "libreoffice")
_ELSEWHERE = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
)
_SUFFIXES = {Kind.DOC: ".doc", Kind.RTF: ".rtf", Kind.ODT: ".odt", Kind.WORD_XML: ".xml"}
_ALLOWED = say("在 Word 或 WPS 中另存为 .docx", "the file saved as .docx in Word or WPS")

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
</item>
</oor:items>
"""
"""Settings of the profile that a conversion gets: no macros, no active content, no way to the network."""


def read_office(name: str, data: bytes, limits: Limits) -> Document:
    """Return the file `data` as the document that its conversion to .docx gives.

    The document keeps the name and the digest of the file as handed in. Raises DocumentError when
    LibreOffice is missing, cannot convert the file, or does not end within the limit.
    """
    kind = kind_of(data) or Kind.DOC
    program = _program()
    if program is None:
        message = say(
            "这是{kind}，需要安装 LibreOffice 才能读取",
            "this is {kind}; LibreOffice must be installed to read it",
            kind=kind.title,
        )
        raise _refused(name, message)
    with tempfile.TemporaryDirectory(prefix="evalkit-", ignore_cleanup_errors=True) as folder:
        converted = _converted(program, Path(folder), name, data, kind, limits)
    return evolve(read_docx(name, converted, limits), sha256=hashlib.sha256(data).hexdigest())


def _program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    found = next((path for each in _PROGRAMS if (path := shutil.which(each))), None)
    return found or next((str(path) for path in _ELSEWHERE if path.is_file()), None)


def _refused(name: str, message: Message) -> DocumentError:
    return DocumentError(Problem(message, where=name, allowed=_ALLOWED))


def _converted(program: str, folder: Path, name: str, data: bytes, kind: Kind, limits: Limits) -> bytes:
    """Return `data` as a Word file; what LibreOffice leaves behind lies in `folder`."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    # A name of our own: one that begins with a dash would be an option.
    source = folder / f"report{_SUFFIXES.get(kind, '.doc')}"
    source.write_bytes(data)
    target = folder / "out"
    _run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(source)),
        ],
        folder,
        name,
        limits.converter_seconds,
    )
    result = target / "report.docx"
    failed = _refused(
        name,
        say(
            "LibreOffice 无法转换这份文件，可能已损坏或设有密码",
            "LibreOffice cannot convert this file: it may be broken or have a password",
        ),
    )
    try:
        if result.stat().st_size > limits.file_bytes:
            raise failed
        return result.read_bytes()
    except OSError:
        raise failed from None


def _run(command: list[str], folder: Path, name: str, seconds: int) -> None:
    """Run LibreOffice; what it says goes nowhere. Raises DocumentError when it takes too long."""
    environment = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LANG") if key in os.environ}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(  # noqa: S603 - the program is LibreOffice, its arguments are ours
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        message = say(
            "LibreOffice 转换超过 {seconds} 秒，已中止",
            "LibreOffice took more than {seconds} seconds and was stopped",
            seconds=seconds,
        )
        raise _refused(name, message) from None
    finally:
        _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice and all that it started."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
