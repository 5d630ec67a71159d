"""The tables of the results database and their columns, by name."""

from collections.abc import Mapping

Row = tuple[str | int | float | None, ...]
"""The values of one row, in the order of its table's columns in `COLUMNS`."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "rubrics": "sha256 id version title title_en standing total toml",
        "criteria": "rubric place indicator parent dimension group_title title title_en marks clause",
        "reports": "department year sha256 documents notes",
        "scorecards": "rubric rubric_id report_sha256 supplied_sha256 judgements_sha256 statements overruled "
        "evalkit plugins marks awarded low high low_exact high_exact grade grade_en possible_grades self_score "
        "from_figures from_claims from_statements from_supplied from_judgements faults",
        "dimensions": "place dimension title title_en marks awarded low high",
        "indicators": "place indicator parent marks awarded low high outcome basis measure value value_exact unit "
        "missing fault",
        "deductions": "place indicator part marks reason reason_en clause remedy remedy_en admitted evidence",
        "adjustments": "place adjustment kind title title_en low high reason reason_en clause basis",
        "facts": "place fact title unit value value_exact step_exact approximate basis evidence",
        "findings": "place kind facts message message_en evidence",
        "admissions": "place status indicators evidence",
        "plans": "place evidence",
        "self_scores": "place sheet indicator found levels title awarded awarded_exact full full_exact reason "
        "over_low over_high evidence",
        "missing": "place missing title title_en marks indicator",
        "judgements": "address marks marks_exact count reason judged_by judged_at",
    }.items()
}
"""The columns that are filled from a scorecard, by table. What joins the tables is filled when they are recorded."""

_OF_OTHERS = ("rubrics", "criteria", "reports", "scorecards")

OF_SCORECARDS = tuple(name for name in COLUMNS if name not in _OF_OTHERS)
"""The tables whose rows belong to a scorecard, each after those that it refers to."""
