"""One value of a rubric set anew."""

from decimal import Decimal
from typing import Any

import pytest

from evalkit.errors import UsageError
from evalkit.messages import Lang
from evalkit.rubrics.setting import Setting, grid, read_setting, value_of, with_setting
from evalkit.toml import parse


def _set(small: str, text: str) -> dict[str, Any]:
    return with_setting(parse(small.encode(), "small.toml").data, read_setting(text))


def _refused(small: str, text: str) -> str:
    with pytest.raises(UsageError) as refused:
        _set(small, text)
    return refused.value.text(Lang.EN)


def test_a_value_is_set_by_the_place_of_its_row_or_by_its_id(small: str) -> None:
    first = _set(small, "travel.bands.0.below=85%")
    assert first["dimension"][0]["indicator"][0]["bands"][0] == {"below": "85%", "marks": 3}
    by_id = _set(small, "petitions.items.answered.marks = 2")
    assert by_id["dimension"][0]["indicator"][1]["items"][1]["marks"] == 2


def test_what_is_no_indicator_is_set_too(small: str) -> None:
    assert _set(small, "rubric.statements=confirm")["rubric"]["statements"] == "confirm"
    assert _set(small, "grade.0.from=8.5")["grade"][0]["from"] == Decimal("8.5")
    assert _set(small, "grade.差.from=1")["grade"][1]["from"] == 1
    assert _set(small, "economy.title=节约")["dimension"][0]["title"] == "节约"


def test_the_name_of_a_table_tells_rows_of_one_id_apart(small: str) -> None:
    file = small + '[[measure]]\nid = "travel"\ntitle = "差旅"\nformula = "1"\n'
    found = _set(file, "measure.travel.formula=2 + 3")
    assert (found["measure"][0]["formula"], "formula" in found["dimension"][0]["indicator"][0]) == (
        "2 + 3",
        False,
    )
    assert _set(file, "travel.marks=1")["dimension"][0]["indicator"][0]["marks"] == 1
    assert _set(file, "dimension.economy.marks=1")["dimension"][0]["marks"] == 1


def test_a_row_of_an_array_is_set_as_a_whole(small: str) -> None:
    found = _set(small, "travel.bands.2={ marks = 1 }")
    assert found["dimension"][0]["indicator"][0]["bands"][2] == {"marks": 1}


def test_the_tables_themselves_stay_as_they_are(small: str) -> None:
    data = parse(small.encode(), "small.toml").data
    with_setting(data, read_setting("travel.marks=1"))
    assert data == parse(small.encode(), "small.toml").data


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("0.5", Decimal("0.5")), ("85%", "85%"), ("true", True), ('"3"', "3"), ("confirm", "confirm"),
     ("[]", []), ("1\n[rubric]", "1\n[rubric]"), ("", "")],
)  # fmt: skip
def test_a_value_is_what_toml_says_or_a_text(text: str, value: object) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("travel", "--set: “travel” sets nothing (allowed: indicator.field=value, as in cars.bands.0.below=85%)"),
        ("travel..x=1", "--set: “travel..x=1” sets nothing (allowed: indicator.field=value, as in cars.bands.0.below=85%)"),
        ("trave.marks=1", "--set trave.marks: there is no trave; did you mean “travel”? (allowed: travel, petitions, "),
        ("travel=1", "--set travel: the field is missing (allowed: id, title, marks, clause, rule, measure, bands)"),
        ("travel.band.0.below=1", "--set travel.band.0.below: there is no band; did you mean “bands”? (allowed: id, "),
        ("travel.bands.3.below=1", "--set travel.bands.3.below: there is no row 3 (allowed: 0, 1, 2)"),
        ("travel.bands.-1.below=1", "--set travel.bands.-1.below: there is no row -1 (allowed: 0, 1, 2)"),
        ("travel.marks.x=1", "--set travel.marks.x: there is nothing inside marks"),
    ],
)  # fmt: skip
def test_a_place_that_is_not_there_is_one_line_with_those_that_are(small: str, text: str, line: str) -> None:
    assert _refused(small, text).startswith(line)


def test_a_grid_goes_from_one_value_to_the_other_in_steps() -> None:
    found = grid(read_setting("travel.bands.0.below=80%:90%:5%"))
    assert found == tuple(Setting("travel.bands.0.below", value) for value in ("80%", "85%", "90%"))
    backwards = grid(read_setting("travel.marks=1:0.5:-0.25"))
    assert backwards is not None
    assert [each.value for each in backwards] == ["1", "0.75", "0.5"]


def test_what_is_no_grid_is_a_single_value() -> None:
    assert grid(read_setting("travel.clause=一:二:三")) is None
    assert grid(read_setting("travel.marks=3")) is None


@pytest.mark.parametrize("value", ["80%:95:1%", "1:2:0", "2:1:1", "0:1:0.000001", "1:2:-1"])
def test_a_grid_without_an_end_is_one_line(value: str) -> None:
    with pytest.raises(UsageError) as refused:
        grid(read_setting(f"travel.marks={value}"))
    assert refused.value.text(Lang.ZH) == (
        f"--set travel.marks: “{value}”不是可走完的一列值（可用：起:止:步长，单位一致，至多 201 个值，如 80%:95%:1%）"
    )
