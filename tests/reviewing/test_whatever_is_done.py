"""Whatever is done in a review: it can be undone, scores as its files do, and costs no comment."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reviewing.places import Place

from evalkit.errors import InputError
from evalkit.journey import score_report
from evalkit.reviewing.changes import Change, Correct, Judge, Restore, Withdraw
from evalkit.reviewing.session import Review


def revision(review: Review) -> int:
    """The revision that somebody sees who looks now."""
    return review.now().revision


_WHO = st.sampled_from(["评价员甲", "评价员乙"])
_WHY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(
        Judge,
        address=st.sampled_from(["petitions.content", "petitions.channel", "petitions", "files", "cars"]),
        marks=st.none() | st.sampled_from(["0", "0.5", "1", "2", "4", "-1", "x"]),
        count=st.none() | st.sampled_from(["0", "1", "3"]),
        reason=_WHY,
        by=_WHO,
    ),
    st.builds(Withdraw, st.sampled_from(["petitions.content", "petitions", "files"]), _WHO),
    st.builds(
        Correct,
        fact=st.sampled_from(["three_public_actual", "three_public_budget", "petition_channel_open"]),
        value=st.sampled_from(["17", "19.5", "true", "false", "若干"]),
        unit=st.sampled_from(["万元", "元", ""]),
        reason=_WHY,
        by=_WHO,
    ),
    st.builds(Restore, st.sampled_from(["three_public_actual", "petition_channel_open"]), _WHO),
)


def changed(review: Review, changes: list[Change | None]) -> int:
    """How many of `changes` were taken; None signs."""
    taken = 0
    for change in changes:
        try:
            if change is None:
                review.sign_off("评价员甲", revision(review))
            else:
                review.apply(change, revision(review))
            taken += 1
        except InputError:
            continue
    return taken


_FIRST = """\
# 手写的评判文件
[judgements]
report = "{report}"   # 摘要
rubric = "small"
by = "评价员丙"
at = 2031-02-01

# ──── 群众信访（满分 4 分）
[[judgement]]
indicator = "petitions"
item = "content"   # 内容完整
# marks =   0 到 1
# reason = ""

# ──── 档案
[[judgement]]
reason = '''缺
一份'''   # 见清单
count = 1
indicator = "files"
# 完
"""


@pytest.mark.parametrize("first", [None, _FIRST, _FIRST.replace("\n", "\r\n"), _FIRST.rstrip("\n")])
@settings(max_examples=15)
@given(changes=st.lists(st.none() | _CHANGES, max_size=6), restart=st.booleans())
def test_undoing_everything_gives_back_the_first_bytes_and_score(
    new_place: Callable[[], Place], first: str | None, changes: list[Change | None], restart: bool
) -> None:
    place = new_place()
    if first is not None:
        written = first.format(report=place.ready.found.sha256)
        place.files.judgements.write_bytes(written.encode())
    review = place.review()
    bytes_before, card_before = place.contents(), review.scorecard
    taken = changed(review, changes)
    if restart:
        review = place.review()
    for _ in range(taken):
        review.undo("评价员丁", revision(review))
    assert not review.now().can_undo
    assert place.contents() == bytes_before
    assert review.scorecard == card_before


@settings(max_examples=25)
@given(changes=st.lists(st.none() | _CHANGES, min_size=1, max_size=6))
def test_the_score_is_that_of_the_files(new_place: Callable[[], Place], changes: list[Change | None]) -> None:
    place = new_place()
    place.files.judgements.write_text(_FIRST.format(report=place.ready.found.sha256), "utf-8")
    review = place.review()
    changed(review, changes)
    there = score_report(
        place.folder / "report.toml",
        rubric=str(place.folder / "rubric.toml"),
        judgements=place.files.judgements,
        facts=place.files.facts if place.files.facts.exists() else None,
        registry=place.registry,
    )
    assert review.scorecard == there


@settings(max_examples=25)
@given(changes=st.lists(_CHANGES, max_size=6))
def test_every_comment_of_a_written_file_outlives_whatever_is_judged(
    new_place: Callable[[], Place], changes: list[Change | None]
) -> None:
    place = new_place()
    place.files.judgements.write_text(_FIRST.format(report=place.ready.found.sha256), "utf-8")
    changed(place.review(), changes)
    text = place.files.judgements.read_text("utf-8")
    comments = ("# 手写的评判文件", "# 摘要", "# ──── 群众信访（满分 4 分）", "# 内容完整")
    assert [
        each for each in (*comments, "# marks =   0 到 1", "# ──── 档案", "# 完") if each not in text
    ] == []
