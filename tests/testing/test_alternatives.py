"""Conditions in words are taken apart into the ways that they leave."""

import pytest

from evalkit.testing.alternatives import alternatives


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        ("甲：是", [[("甲：是", False)]]),
        ("甲：是，且乙低于 5", [[("甲：是", False), ("乙低于 5", False)]]),
        ("甲：是，或乙低于 5", [[("甲：是", False)], [("乙低于 5", False)]]),
        ("并非（甲：是）", [[("甲：是", True)]]),
        ("并非（甲：是，且乙（自述）低于 5）", [[("甲：是", True)], [("乙（自述）低于 5", True)]]),
        ("并非（甲：是，或乙低于 5）", [[("甲：是", True), ("乙低于 5", True)]]),
        (
            "（甲：是，或乙低于 5），且并非（丙为一）",
            [[("甲：是", False), ("丙为一", True)], [("乙低于 5", False), ("丙为一", True)]],
        ),
        ("甲（自述）低于 5", [[("甲（自述）低于 5", False)]]),
        ("（甲", [[("（甲", False)]]),
    ],
)
def test_words_are_taken_apart(words: str, ways: list[list[tuple[str, bool]]]) -> None:
    assert [list(way) for way in alternatives(words)] == ways
