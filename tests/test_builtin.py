"""What evalkit brings itself comes through the same hooks as anybody's."""

from pathlib import Path

from evalkit import View, builtin, score_report
from evalkit.contributions import HOOKS, contributions
from evalkit.documents.limits import DEFAULT


def test_what_core_gives_passes_the_same_checks() -> None:
    given = {
        name: contributions(HOOKS[name], getattr(builtin, name)()) for name in HOOKS if hasattr(builtin, name)
    }
    assert list(given) == ["evalkit_readers", "evalkit_rules", "evalkit_renderers", "evalkit_executors"]
    assert all(faults == () for _, faults in given.values())
    assert [each.name for each in given["evalkit_readers"][0]] == [
        "text",
        "markdown",
        "csv",
        "mhtml",
        "html",
        "xls",
        "ods",
        "xlsx",
        "office",
        "docx",
        "pdf",
    ]
    assert [each.name for each in given["evalkit_executors"][0]] == ["serial", "pool", "dask"]
    assert [each.name for each in given["evalkit_renderers"][0]] == [
        "terminal",
        "json",
        "markdown",
        "html",
        "docx",
        "xlsx",
        "junit",
        "sarif",
    ]


def test_plain_text_is_left_to_the_reader_of_plain_text() -> None:
    text, *others = builtin.evalkit_readers()
    assert text.accepts("a.txt", "报告".encode())
    assert not any(reader.accepts("a.txt", "报告".encode()) for reader in others)
    assert text.read("a.txt", "报告\n".encode(), DEFAULT).text == "报告\n"


def test_every_renderer_renders_in_any_view() -> None:
    card = score_report(Path(__file__).parents[1] / "examples" / "report.txt", rubric="four-e")
    for renderer in builtin.evalkit_renderers():
        assert renderer.binary is (renderer.name in {"docx", "xlsx"})
        assert renderer.suffix.startswith(".")
        assert renderer.render(card, View(width=120))
