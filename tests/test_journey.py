"""The four arrows in a row, as a program calls them."""

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import evolve

from evalkit import (
    DocumentError,
    InputError,
    Lang,
    Outcome,
    PluginError,
    Registry,
    Renderer,
    RubricError,
    Statements,
    UsageError,
    View,
    failures,
    find_rubric,
    hookimpl,
    load_plugins,
    read,
    read_facts,
    render,
    say,
    score_report,
    score_sheet,
)
from evalkit.facts.fact import Basis
from evalkit.registry import registry_of

EXAMPLES = Path(__file__).parents[1] / "examples"
REPORT = EXAMPLES / "report.txt"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_plugins()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(raised: pytest.ExceptionInfo[InputError]) -> str:
    return raised.value.text(Lang.ZH)


# ---------------------------------------------------------------- reading


def test_a_report_and_its_attachments_are_read_in_order(registry: Registry, desk: Path) -> None:
    (desk / "附件.txt").write_text("附件一\n\n公共自行车共1,200辆。\n", "utf-8")
    found = read([REPORT, desk / "附件.txt"], registry)
    assert [document.name for document in found.value] == ["report.txt", "附件.txt"]
    assert found.faults == ()


def test_evidence_says_which_document_it_stands_in(registry: Registry, desk: Path) -> None:
    (desk / "main.txt").write_text("云岭县水务局2031年度部门整体支出绩效自评报告\n", "utf-8")
    (desk / "staff.txt").write_text("人员情况\n\n核定编制40名，年末在职在编38人。\n", "utf-8")
    sheet = read_facts([desk / "main.txt", desk / "staff.txt"], registry).value
    assert (sheet.department, sheet.year) == ("云岭县水务局", 2031)
    fact = sheet.facts["staff_on_duty"]
    assert fact.value == 38
    assert {evidence.document for evidence in fact.evidence} == {"staff.txt"}


def test_two_files_of_one_name_are_refused(registry: Registry, desk: Path) -> None:
    (desk / "a").mkdir()
    (desk / "a" / "report.txt").write_text("另一份\n", "utf-8")
    with pytest.raises(DocumentError) as raised:
        read([REPORT, Path("a/report.txt")], registry)
    assert refusal(raised) == "a/report.txt: 与另一份文件同名，依据将无法区分"


def test_problems_name_the_path_as_it_was_given(registry: Registry, desk: Path) -> None:
    (desk / "a").mkdir()
    (desk / "a" / "blank.txt").write_text(" \n \n", "utf-8")
    with pytest.raises(DocumentError) as raised:
        read([Path("a/blank.txt")], registry)
    assert refusal(raised).startswith("a/blank.txt: ")


def test_a_facts_file_stands_for_a_report(registry: Registry) -> None:
    sheet = read_facts([EXAMPLES / "report.facts.toml"], registry).value
    assert sheet.facts["staff_quota"].value == 186
    assert sheet.department == "深圳市云岭区城市管理和综合执法局"


def test_a_facts_file_stands_alone(registry: Registry) -> None:
    with pytest.raises(UsageError, match="together with other files"):
        read_facts([REPORT, EXAMPLES / "report.facts.toml"], registry)


def test_supplied_facts_take_the_place_of_the_reports_own(registry: Registry, desk: Path) -> None:
    Path("more.toml").write_text('[[fact]]\nid = "staff_quota"\nvalue = "190"\nunit = "名"\n', "utf-8")
    sheet = read_facts([REPORT], registry, desk / "more.toml").value
    assert (sheet.facts["staff_quota"].value, sheet.facts["staff_quota"].basis) == (190, Basis.SUPPLIED)
    assert sheet.facts["staff_on_duty"].basis is Basis.FIGURE


# ---------------------------------------------------------------- scoring


def test_a_program_scores_a_report_in_one_call(registry: Registry) -> None:
    card = score_report(REPORT, registry=registry)
    assert card.rubric.id == "shenzhen-2020"
    assert card.low <= card.high <= card.marks == 100
    assert failures(card) == ()
    assert score_report(str(REPORT), rubric="shenzhen-2020", registry=registry) == card


def test_judgements_facts_and_statements_go_in_by_name(registry: Registry, desk: Path) -> None:
    Path("more.toml").write_text('[[fact]]\nid = "satisfaction_rate"\nvalue = "99%"\n', "utf-8")
    before = score_report(REPORT, registry=registry)
    judged = score_report(REPORT, judgements=EXAMPLES / "judgements.toml", registry=registry)
    assert judged.basis.judgement > 0 == before.basis.judgement
    supplied = score_report(REPORT, facts="more.toml", registry=registry)
    assert supplied.basis.supplied > 0 == before.basis.supplied
    confirmed = score_report(REPORT, statements=Statements.CONFIRM, registry=registry)
    assert confirmed.basis.statement == Decimal(0) < before.basis.statement


def test_the_choice_of_a_rubric_is_said_unless_it_was_named(registry: Registry) -> None:
    sheet = read_facts([REPORT], registry).value
    chosen = find_rubric(None, sheet, registry).value
    assert chosen.chosen is not None
    assert chosen.chosen.text(Lang.EN).endswith("(shenzhen-2020)")
    assert find_rubric("four-e", sheet, registry).value.chosen is None


def test_a_broken_rubric_is_refused_with_all_its_problems(registry: Registry, desk: Path) -> None:
    Path("bad.toml").write_text('[rubric]\nid = "bad"\n\n[[grade]]\nfrom = 90\n', "utf-8")
    with pytest.raises(RubricError) as raised:
        score_report(REPORT, rubric="bad.toml", registry=registry)
    lines = refusal(raised).splitlines()
    assert len(lines) > 3
    assert all(line.startswith("bad.toml:") for line in lines)


def test_what_went_wrong_on_the_way_is_on_the_scorecard(registry: Registry) -> None:
    sheet = read_facts([REPORT], registry).value
    rubric = find_rubric("four-e", sheet, registry).value.rubric
    fault = say("出错", "a fault")
    card = score_sheet(sheet, rubric, registry, faults=[fault])
    assert card.faults == (fault,)
    assert failures(card) == (fault,)


def test_an_indicator_in_error_is_a_failure_even_without_words(registry: Registry) -> None:
    card = score_report(REPORT, rubric="four-e", registry=registry)
    first = card.dimensions[0]
    broken = evolve(first.indicators[0], outcome=Outcome.ERROR)
    card = evolve(card, dimensions=(evolve(first, indicators=(broken, *first.indicators[1:])),))
    (failure,) = failures(card)
    assert failure.text(Lang.EN) == f"the indicator {broken.title.en} could not be worked out"


# ---------------------------------------------------------------- rendering


def test_a_scorecard_is_rendered_by_name(registry: Registry) -> None:
    card = score_report(REPORT, rubric="four-e", registry=registry)
    for format, words in [("terminal", "扣分明细"), ("markdown", "|"), ("json", '"id": "four-e"')]:
        rendered = render(card, format, View(), registry)
        assert isinstance(rendered, str)
        assert words in rendered


def test_an_unknown_format_is_refused_with_those_there_are(registry: Registry) -> None:
    card = score_report(REPORT, rubric="four-e", registry=registry)
    with pytest.raises(UsageError) as raised:
        render(card, "markdwn", View(), registry)
    assert (
        refusal(raised)
        == "没有名为“markdwn”的输出格式，是不是“markdown”？（可用：terminal、json、markdown、html、docx、xlsx、junit、sarif）"
    )


def test_a_renderer_of_bytes_gives_bytes(registry: Registry) -> None:
    card = score_report(REPORT, rubric="four-e", registry=registry)

    def extended(binary: bool) -> Registry:
        stamp = Renderer("stamp", "章", ".bin", lambda card, view: b"\x00", binary=binary)
        return registry_of({"stamps": SimpleNamespace(evalkit_renderers=hookimpl(lambda: [stamp]))})

    assert render(card, "stamp", View(), extended(binary=True)) == b"\x00"
    with pytest.raises(PluginError, match="stamps: the renderer stamp raised TypeError: bytes, not str"):
        render(card, "stamp", View(), extended(binary=False))
