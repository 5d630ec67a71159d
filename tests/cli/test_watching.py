"""What somebody sees while a scan is recognised, and how it is ended."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pypdfium2 as pdfium
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evalkit.cli.watching import watching
from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.documents.plain.text import read_text
from evalkit.documents.progress import Progress, Step
from evalkit.documents.reader import Reader
from evalkit.hookspecs import hookimpl
from evalkit.journey import read
from evalkit.messages import Lang, say
from evalkit.registry import registry_of

_WORK = say("识别“扫描件.pdf”", "recognising 扫描件.pdf")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, lang: Lang) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with watching(lang) as progress:
        for done in range(3):
            progress(Step(_WORK, done, 2))
    return stream.getvalue()


def test_steps_are_shown_in_a_terminal_and_gone_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _shown(monkeypatch, _Terminal(), Lang.ZH)
    assert [part in shown for part in ("识别“扫描件.pdf”", "0/2", "1/2", "2/2")] == [True] * 4
    assert shown.endswith("\x1b[2K")
    assert "recognising 扫描件.pdf" in _shown(monkeypatch, _Terminal(), Lang.EN)


def test_nothing_is_shown_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(monkeypatch, io.StringIO(), Lang.ZH) == ""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stream := _Terminal())
        patch.setenv("TERM", "dumb")
        with watching(Lang.ZH) as progress:
            progress(Step(_WORK, 0, 2))
    assert stream.getvalue() == ""


def test_nothing_is_drawn_before_the_first_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream := _Terminal())
    with watching(Lang.ZH):
        pass
    assert stream.getvalue() == ""


def test_a_reader_that_takes_long_tells_its_steps(tmp_path: Path) -> None:
    def watched(name: str, data: bytes, limits: Limits, progress: Progress) -> Document:
        progress(Step(_WORK, 1, 2))
        return read_text(name, data, limits)

    slow = Reader("slow", "慢件", lambda name, data: name.endswith(".slow"), read_text, watched)
    path = tmp_path / "a.slow"
    path.write_text("全年办结信访件。", "utf-8")
    steps: list[Step] = []
    plugin = SimpleNamespace(evalkit_readers=hookimpl(lambda: [slow]))
    read([path], registry_of({"slow": plugin}), progress=steps.append)
    assert steps == [Step(_WORK, 1, 2)]


# ---------------------------------------------------------------- with the extra


def _scan(pages: int) -> bytes:
    """Return a PDF whose pages are pictures of a page of text."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(595, 842))
    for line in range(30):
        canvas.drawString(72, 780 - 24 * line, f"{line}: all halls and yards were swept before the winter")
    canvas.save()
    picture = ImageReader(pdfium.PdfDocument(drawn.getvalue())[0].render(scale=2).to_pil())
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.mark.needs("rapidocr")
@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Unix and its signals")
def test_recognition_is_interrupted_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    import pty

    (tmp_path / "scan.pdf").write_bytes(_scan(20))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "evalkit", "facts", str(tmp_path / "scan.pdf")]
    env = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=theirs, env=env, start_new_session=True
    )
    seen = b""
    while b" 1/20" not in seen:
        seen += os.read(ours, 4096)
    running.send_signal(signal.SIGINT)
    out, _ = running.communicate(timeout=60)
    assert running.returncode == 130
    assert out == b""
    assert b"2/20" not in seen
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)
    os.close(ours)
    os.close(theirs)
