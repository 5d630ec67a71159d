"""What two rubrics differ in."""

from decimal import Decimal

from evalkit.messages import Lang
from evalkit.rubrics.difference import Change, FieldChange, differences
from evalkit.toml import parse


def _lines(before: str, after: str) -> list[str]:
    found = differences(parse(before.encode(), "a.toml"), parse(after.encode(), "b.toml"))
    return [
        f"{each.change.value} {each.kind.text(Lang.EN)} {'.'.join(each.place)} "
        + " ".join(f"{one.key}:{one.before}>{one.after}" for one in each.fields)
        for each in found
    ]


def test_a_rubric_does_not_differ_from_itself(small: str) -> None:
    assert _lines(small, small) == []


def test_fields_are_compared_key_by_key(small: str) -> None:
    after = small.replace('version = "1.0.0"', 'version = "1.1.0"').replace(
        "低于 90% 得 3 分，超过 100% 不得分。", "新的条款。"
    )
    assert _lines(small, after) == [
        'changed rubric district version:"1.0.0">"1.1.0"',
        'changed indicator economy.travel clause:"低于 90% 得 3 分，超过 100% 不得分。">"新的条款。"',
    ]


def test_rows_are_told_apart_by_id_wherever_they_stand(small: str) -> None:
    after = small.replace('id = "visited", title = "回访"', 'id = "thanked", title = "致谢"')
    assert _lines(small, after) == [
        "removed item economy.petitions.visited ",
        "added item economy.petitions.thanked ",
    ]


def test_grades_and_adjustments_are_rows_too(small: str) -> None:
    after = small.replace('title = "优"\nfrom = 9', 'title = "优"\nfrom = 8').replace(
        'id = "slow"', 'id = "late"'
    )
    assert _lines(small, after) == [
        "changed grade 优 from:9>8",
        "removed adjustment slow ",
        "added adjustment late ",
    ]


def test_marks_stand_beside_each_row(small: str) -> None:
    after = small.replace('marks = 3\nclause = "低于', 'marks = 4\nclause = "低于').replace(
        "total = 10", "total = 11"
    )
    head, row = differences(parse(small.encode(), "a"), parse(after.encode(), "b"))
    assert [str(head.marks_before), str(head.marks_after)] == ["10", "11"]
    assert [str(row.marks_before), str(row.marks_after)] == ["3", "4"]
    assert row.fields == (FieldChange("marks", "3", "4"),)
    assert row.change is Change.CHANGED
    assert row.marks_after == Decimal(4)
