"""The files of a review: those that were there before, and what other programs make of them."""

import json
from datetime import date, datetime
from typing import Any

import jsonschema
from tests.reviewing.places import Place

from evalkit.journey import judgements_template
from evalkit.rendering.schemas import schema
from evalkit.reviewing.changes import Judge, Withdraw
from evalkit.toml import parse


def as_json(value: Any) -> Any:
    """What a TOML file holds, as JSON has it."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def test_a_template_is_filled_in_where_its_entries_stand(place: Place) -> None:
    review = place.review()
    template = judgements_template(review.scorecard, review.rubric)
    place.files.judgements.write_text(template, "utf-8")
    review.apply(Judge("petitions.content", "0.5", None, "缺附件", "评价员甲"), 2)
    review.apply(Judge("files", None, "1", "缺一份", "评价员甲"), 3)
    written = place.files.judgements.read_text("utf-8")
    assert written.count("[[judgement]]") == template.count("[[judgement]]")
    added = [line for line in written.splitlines() if line not in template.splitlines()]
    assert added == [
        "marks = 0.5",
        'reason = "缺附件"',
        'by = "评价员甲"',
        "at = 2031-03-01T09:30:00+08:00",
        "count = 1",
        'reason = "缺一份"',
        'by = "评价员甲"',
        "at = 2031-03-01T09:30:02+08:00",
    ]
    review.apply(Withdraw("files", "评价员甲"), 4)
    review.apply(Withdraw("petitions.content", "评价员甲"), 5)
    assert place.files.judgements.read_text("utf-8") == template


def test_what_is_written_keeps_to_the_schema_of_judgements(place: Place) -> None:
    review = place.review()
    review.apply(Judge("petitions.content", "0.5", None, "缺附件", "评价员甲"), 1)
    review.apply(Judge("files", None, "1", "缺\n一份\t“二”\\", "评价员甲"), 2)
    review.sign_off("评价员甲", 3)
    data = parse(place.files.judgements.read_bytes(), "j.toml").data
    assert data["judgement"][1]["reason"] == "缺\n一份\t“二”\\"
    jsonschema.validate(as_json(data), json.loads(schema("judgements")))
