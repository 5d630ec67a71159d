"""Catalogues are put together, and broken ones are refused with their owner's name."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from evalkit.errors import CatalogueError
from evalkit.facts.catalogue import Catalogue, load_catalogue
from evalkit.facts.lexicon import Role
from evalkit.facts.reading import OF_BUDGET
from evalkit.facts.shapes import Shape
from evalkit.facts.unit import Unit

VOCABULARY = Path(__file__).parents[3] / "shared" / "facts.toml"

SHAPED = {OF_BUDGET, *(shape.value for shape in Shape)}
"""Aspects that the shape of a sentence gives, not a word."""

LAKE = """
[[fact]]
id = "lake_cost"
unit = "money"
title = "湖泊治理费"
subject = "lake"
aspects = ["actual"]

[subject.lake]
words = ["湖泊治理费"]
strict = true

[aspect.actual]
words = ["实际花费"]
level = true

[words]
each = ["分别为"]
problems = ["存在问题"]
"""

Load = Callable[..., Catalogue]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def loaded(*texts: str, partial: bool = False) -> Catalogue:
        sources = []
        for number, text in enumerate(texts):
            path = tmp_path / f"facts{number}.toml"
            path.write_text(text, "utf-8")
            sources.append((f"owner{number}", path))
        return load_catalogue(sources, partial=partial)

    return loaded


def test_a_catalogue_defines_facts_and_their_words(load: Load) -> None:
    catalogue = load(LAKE)
    definition = catalogue.definitions["lake_cost"]
    assert (definition.title, definition.unit, definition.owner) == ("湖泊治理费", Unit.MONEY, "owner0")
    assert catalogue.problem_headings == ("存在问题",)
    assert [wording.id for wording in catalogue.by_subject["lake"]] == ["lake_cost"]
    (token,) = catalogue.lexicon.tokens("分别为")
    assert token.has(Role.EACH)


def test_a_further_catalogue_adds_words_and_settings(load: Load) -> None:
    catalogue = load(LAKE, '[subject.lake]\nwords = ["治湖费"]\nweak = ["湖"]\n')
    assert catalogue.subjects["lake"].words == ("湖泊治理费", "治湖费")
    assert catalogue.subjects["lake"].weak == ("湖",)
    assert catalogue.subjects["lake"].strict


def test_a_fact_is_defined_once(load: Load) -> None:
    with pytest.raises(CatalogueError, match=r"owner1.*lake_cost.*owner0"):
        load(LAKE, '[[fact]]\nid = "lake_cost"\nunit = "money"\ntitle = "湖"\n')


def test_a_subject_without_words_is_refused(load: Load) -> None:
    with pytest.raises(CatalogueError, match=r"owner0.*pond"):
        load('[[fact]]\nid = "a"\nunit = "money"\ntitle = "塘"\nsubject = "pond"\n')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[fact]\n", "facts0.toml"),
        ('[[fact]]\nid = "a"\nunit = "miles"\ntitle = "路"\n', "unit"),
        ('[[fact]]\nid = "a"\nunit = "money"\n', "title"),
        ('[[fact]]\nid = "a"\nunit = "money"\ntitle = "a"\ncolour = 1\n', "colour"),
    ],
)
def test_a_broken_catalogue_is_refused_with_its_place(load: Load, text: str, said: str) -> None:
    with pytest.raises(CatalogueError, match="owner0") as refused:
        load(text)
    assert said in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="nobody"):
        load_catalogue([("nobody", tmp_path / "facts.toml")])


def test_relations_of_unknown_facts_are_refused_unless_the_catalogue_is_partial(load: Load) -> None:
    relation = '[[at_most]]\npart = "lake_cost"\nwhole = "river_cost"\n'
    with pytest.raises(CatalogueError, match="river_cost"):
        load(LAKE, relation)
    assert load(LAKE, relation, partial=True).relations == ()


def test_every_aspect_and_subject_that_a_wording_names_has_words(catalogue: Catalogue) -> None:
    for wording in catalogue.wordings.values():
        assert set(wording.aspects) <= {*catalogue.aspects, *SHAPED}, wording.id
        assert not wording.completes or wording.completes in catalogue.definitions


def test_no_catalogue_says_a_word_twice(catalogue: Catalogue) -> None:
    for words in (*catalogue.subjects.values(), *catalogue.aspects.values()):
        assert not set(words.words) & set(words.weak)


@pytest.mark.skipif(not VOCABULARY.exists(), reason="the vocabulary is not here")
def test_the_whole_vocabulary_is_defined(catalogue: Catalogue) -> None:
    vocabulary = tomllib.loads(VOCABULARY.read_text("utf-8"))
    defined = {
        id: {"unit": definition.unit.value, "title": definition.title}
        for id, definition in catalogue.definitions.items()
    }
    assert {id: defined.get(id) for id in vocabulary} == vocabulary
