"""Who signed the judgements stands on a scorecard in every format, and whether anything has changed since."""

import io
import json
from datetime import datetime, timedelta, timezone

import docx
import pytest
from attrs import evolve

from evalkit.messages import Lang
from evalkit.rendering import json as as_json
from evalkit.rendering import markdown, terminal, word_report
from evalkit.rendering.renderer import View
from evalkit.rendering.review import page
from evalkit.scoring.scorecard import Scorecard, SignOff

AT = datetime(2031, 3, 5, 16, 20, tzinfo=timezone(timedelta(hours=8)))


def in_word(card: Scorecard, lang: Lang) -> str:
    """The paragraphs of the Word report."""
    document = docx.Document(io.BytesIO(word_report.render(card, View(lang))))
    return "\n".join(each.text for each in document.paragraphs)


@pytest.mark.parametrize(
    ("lang", "changed", "said"),
    [
        (Lang.ZH, False, "评价员*甲于 2031-03-05 16:20:00+08:00 签字"),
        (Lang.ZH, True, "评价员*甲于 2031-03-05 16:20:00+08:00 签字；此后有改动"),
        (Lang.EN, True, "by 评价员*甲, 2031-03-05 16:20:00+08:00; changed since"),
    ],
)
def test_a_signature_is_told_in_words(card: Scorecard, lang: Lang, changed: bool, said: str) -> None:
    signed = evolve(card, signed=SignOff("评价员*甲", AT, "ef", changed))
    label = "评定" if lang is Lang.ZH else "Signed off"
    written = markdown.render(signed, View(lang)).splitlines()
    assert any(label in line and said in line.replace("\\", "") for line in written)
    assert said in terminal.render(signed, View(lang, 100))
    assert said in in_word(signed, lang)
    assert said in page.render(signed, View(lang))


def test_a_scorecard_that_nobody_signed_says_nothing(card: Scorecard) -> None:
    written = (
        markdown.render(card, View()),
        terminal.render(card, View()),
        in_word(card, Lang.ZH),
        page.render(card, View()),
    )
    assert [each for each in written if "签字" in each] == []
    assert json.loads(as_json.render(card, View()))["signed"] is None


def test_a_signature_is_data_in_json(card: Scorecard) -> None:
    signed = evolve(card, signed=SignOff("评价员甲", AT, "ef" * 32, changed_since=True))
    assert json.loads(as_json.render(signed, View()))["signed"] == {
        "by": "评价员甲",
        "at": "2031-03-05T16:20:00+08:00",
        "digest": "ef" * 32,
        "changed_since": True,
    }
