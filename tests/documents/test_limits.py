"""Limits: what a reader may spend on a file, in one place."""

import pytest
from attrs import fields

from evalkit.documents.limits import DEFAULT, NAMES, Limits
from evalkit.documents.plain.text import read_text
from evalkit.documents.word.docx import read_docx
from evalkit.errors import DocumentError
from evalkit.messages import Lang


def test_every_limit_says_what_it_bounds() -> None:
    assert [each.name for each in fields(Limits) if not each.metadata["about"]] == []
    assert len(NAMES) == len(set(NAMES)) == len(fields(Limits))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wrong", [0, -1, 1.5])
def test_a_limit_is_a_whole_number_of_1_or_more(name: str, wrong: float) -> None:
    with pytest.raises((TypeError, ValueError)):
        Limits(**{name: wrong})  # type: ignore[arg-type]  # what a program may get wrong


def test_a_wider_limit_lets_a_larger_file_in() -> None:
    text = "支出平稳。\n" * 20
    with pytest.raises(DocumentError) as raised:
        read_text("a.txt", text.encode(), Limits(lines=10))
    assert raised.value.text(Lang.ZH) == "a.txt: 行数太多（可用：不超过 10 行）"
    assert read_text("a.txt", text.encode(), Limits(lines=20)).text == text


def test_the_defaults_are_those_of_a_reader_that_is_given_none() -> None:
    for read in (read_text, read_docx):
        assert read.__defaults__ == (DEFAULT,)
