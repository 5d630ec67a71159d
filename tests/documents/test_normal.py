"""Characters are read one to one, so that no offset moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.normal import INVISIBLE, TABLE, normal


@given(st.text())
def test_the_length_stays(text: str) -> None:
    assert len(normal(text)) == len(text)
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("１，２３４．５０％", "1，234.50%"),
        ("ＡＢｃ－＋／", "ABc-+/"),
        ("（一）甲；乙：丙！丁？", "（一）甲；乙：丙！丁？"),
        ("“三公”、《办法》。", "“三公”、《办法》。"),
        ("12﹪", "12%"),
        ("−5–6‑7", "-5-6-7"),
        ("a\u3000b\xa0c", "a b c"),
        ("⼈⼤⽉⻚⻓", "人大月页长"),
        ("㎡①½", "㎡①½"),
    ],
)
def test_what_a_person_reads(printed: str, read: str) -> None:
    assert normal(printed) == read


def test_the_table_maps_single_characters() -> None:
    assert all(len(plain) == 1 for plain in TABLE.values())
    assert not {chr(code) for code in TABLE} & INVISIBLE
