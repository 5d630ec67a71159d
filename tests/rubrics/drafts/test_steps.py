"""Steps of a standard, as scoring sheets word them, become bands."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evalkit.documents.normal import normal
from evalkit.rubrics.drafts.steps import written_bands


def bands(text: str, marks: int = 10) -> list[str] | None:
    plain = normal(text).replace("（", "(").replace("）", ")")
    found = written_bands(plain, Decimal(marks))
    return (
        None
        if found is None
        else [" ".join(f"{key} {value}" for key, value in band.items()) for band in found.bands]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "控制率低于90%的，得10分；90%-100%的，得6分；超过100%的，不得分。",
            ["below 90% marks 10", "to 100% marks 6", "marks 0"],
        ),
        (
            "≥95%得满分；90%（含）-95%得8分；80%（含）-90%得5分；80%以下不得分。",
            ["from 95% marks 10", "from 90% marks 8", "from 80% marks 5", "marks 0"],
        ),
        ("９５％以上得10分，其余不得分。", ["from 95% marks 10", "marks 0"]),
        ("大于95%得10分；80%-95%（含）得5分；其余不得分", ["above 95% marks 10", "from 80% marks 5", "marks 0"]),
        (
            "调整率=0，得10分；0-10%（含），得6分；10%-20%（含），得3分；大于20%不得分。",
            ["to 0% marks 10", "to 10% marks 6", "to 20% marks 3", "marks 0"],
        ),
        ("不超过100%得10分，否则不得分", ["to 100% marks 10", "marks 0"]),
        ("95.5%及以上计10分、90%至95.5%计4分、不足90%计0分", ["from 95.5% marks 10", "from 90% marks 4", "marks 0"]),
        ("90%（含）以上得10分，90%以下不得分", ["from 90% marks 10", "marks 0"]),
    ],
)  # fmt: skip
def test_steps_as_sheets_word_them(text: str, expected: list[str]) -> None:
    assert bands(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "酌情得10分",
        "95%以上得10分",
        "95%以上得10分；80%-90%得5分；其余不得分",  # a gap from 90 % to 95 %
        "完成得10分，基本完成得5分",
    ],
)
def test_what_leaves_something_open_is_no_list_of_steps(text: str) -> None:
    assert bands(text) is None


@given(
    st.lists(st.integers(1, 150), min_size=2, max_size=5, unique=True).map(sorted),
    st.lists(st.booleans(), min_size=5, max_size=5),
    st.booleans(),
)
def test_every_list_of_steps_is_read_back(edges: list[int], included: list[bool], rising: bool) -> None:
    """`included` says of each edge whether it belongs to the step below it."""
    assume(len(edges) >= 2)
    steps = [f"{'不超过' if included[0] else '低于'}{edges[0]}%得0分"]
    for place in range(1, len(edges)):
        low = "（不含）" if included[place - 1] else "（含）"
        high = "（含）" if included[place] else "（不含）"
        steps.append(f"{edges[place - 1]}%{low}-{edges[place]}%{high}得{place}分")
    last = len(edges)
    steps.append(f"{'超过' if included[last - 1] else '不低于'}{edges[-1]}%得{last}分")
    words = {True: ("to", "below"), False: ("from", "above")}[rising]
    if rising:
        expected = [
            f"{words[0] if included[place] else words[1]} {edge}% marks {place}"
            for place, edge in enumerate(edges)
        ]
        assert bands("；".join(steps)) == [*expected, f"marks {last}"]
    else:
        expected = [
            f"{words[1] if included[place] else words[0]} {edges[place]}% marks {place + 1}"
            for place in reversed(range(last))
        ]
        assert bands("；".join(steps[::-1])) == [*expected, "marks 0"]
