"""Words are found where they stand, the longest first, with every meaning they have."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.lexicon import Lexicon, Meaning, Role, Sense, Token

SUBJECT = Meaning(Role.SUBJECT, "fountain")
WEAK = Meaning(Role.SUBJECT, "garden", weak=True)
ASPECT = Meaning(Role.ASPECT, "actual")
LISTED = Meaning(Role.SUBJECT, "bench", listed=True)
LEXICON = Lexicon.of(
    [
        ("喷泉经费", SUBJECT),
        ("喷泉", WEAK),
        ("经费", ASPECT),
        ("经费", SUBJECT),
        ("座", LISTED),
        ("座", LISTED),
    ]
)


def found(text: str) -> list[tuple[int, int]]:
    return [(token.start, token.end) for token in LEXICON.tokens(text)]


def test_the_longest_word_counts() -> None:
    assert found("喷泉经费和喷泉") == [(0, 4), (5, 7)]
    assert found("喷泉的经费") == [(0, 2), (3, 5)]


def test_words_of_one_character_are_found() -> None:
    assert found("三座喷泉") == [(1, 2), (2, 4)]


def test_a_text_without_words_has_no_tokens() -> None:
    assert found("") == []
    assert found("湖滨步道") == []


def test_a_word_may_have_several_meanings_each_once() -> None:
    assert LEXICON.words["经费"].meanings == (ASPECT, SUBJECT)
    assert LEXICON.words["座"].meanings == (LISTED,)


def test_a_token_says_what_it_stands_for() -> None:
    token = Token(0, 2, Sense.of((ASPECT, SUBJECT)))
    assert token.sense.subjects == ("fountain",)
    assert token.sense.aspects == ("actual",)
    assert token.has(Role.ASPECT) and not token.has(Role.EACH)
    assert not token.sense.weak_subject
    assert Sense.of((WEAK,)).weak_subject


def test_a_listed_meaning_counts_only_as_an_item() -> None:
    token = Token(0, 1, Sense.of((LISTED,)))
    assert token.sense.subjects == ()
    assert not token.has(Role.SUBJECT)
    assert token.sense.items == ("bench",)


@given(st.text("喷泉经费座和", max_size=30))
def test_tokens_stand_in_order_and_are_words(text: str) -> None:
    tokens = LEXICON.tokens(text)
    for token in tokens:
        assert text[token.start : token.end] in LEXICON.words
    for before, after in pairwise(tokens):
        assert before.end <= after.start
