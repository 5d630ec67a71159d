"""Which of the readers that evalkit brings takes a file."""

import pytest

from evalkit.documents.readers import builtin_readers


def takers(name: str, data: bytes) -> list[str]:
    return [reader.name for reader in reversed(builtin_readers()) if reader.accepts(name, data)]


@pytest.mark.parametrize("name", ["a.CSV", "a.tsv"])
def test_the_suffix_makes_a_text_a_table(name: str) -> None:
    assert takers(name, "甲,1\n".encode()) == ["csv", "text"]


@pytest.mark.parametrize("name", ["a.MD", "a.markdown", "a.mkd"])
def test_the_suffix_makes_a_text_markdown(name: str) -> None:
    assert takers(name, "支出".encode()) == ["markdown", "text"]


def test_a_text_without_such_a_suffix_is_a_plain_one() -> None:
    assert takers("a.txt", "甲,1\n".encode()) == ["text"]


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.txt"])
def test_what_is_no_text_is_none_by_its_suffix(name: str) -> None:
    assert takers(name, b"PK\x03\x04\x00") == []
    assert takers(name, b"%PDF-1.7") == ["pdf"]
