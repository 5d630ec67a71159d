"""What a judgements file says it is about."""

import pytest

from evalkit.errors import JudgementError, TomlError
from evalkit.messages import Lang
from evalkit.scoring.subject import Subject, subject


def test_it_is_read_without_a_look_at_anything_else() -> None:
    text = '[judgements]\nreport = "1f"\nrubric = "small"\nby = 7\n\n[whatever]\n'
    assert subject(text.encode(), "j.toml") == Subject("1f", "small")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "judgements = 1",
        "[judgements]\nreport = 'a'",
        "[judgements]\nreport = 1\nrubric = 'b'",
        "[judgements]\nreport = ''\nrubric = 'b'",
    ],
)
def test_a_file_that_does_not_say_so_is_refused(text: str) -> None:
    with pytest.raises(JudgementError) as refused:
        subject(text.encode(), "j.toml")
    line = "j.toml: 没有写明评判的是哪份报告、按哪个评分标准（可用：[judgements] 中的 report 和 rubric）"
    assert refused.value.text(Lang.ZH) == line


def test_what_is_not_toml_is_refused() -> None:
    with pytest.raises(TomlError, match=r"j\.toml:1:"):
        subject(b"[judgements", "j.toml")
