"""The pictures of the documentation: there, small, of the page's language, and made by one command."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SHOWN = re.compile(r"!\[([^\]]+)\]\(([^)]+\.png)\)")
PAGES = {
    "en": [ROOT / "docs" / "looking.md", ROOT / "README.md"],
    "zh": [ROOT / "docs" / "looking.zh.md", ROOT / "README.zh.md"],
}
MOST = 150_000


def shown(page: Path) -> list[Path]:
    """Return the pictures that a page shows; each says in words what is on it."""
    found = SHOWN.findall(page.read_text("utf-8"))
    assert all(len(words) > 5 for words, _ in found)
    return [(page.parent / place).resolve() for _, place in found]


@pytest.mark.parametrize("lang", PAGES)
def test_a_page_shows_pictures_of_its_own_language(lang: str) -> None:
    tour, readme = PAGES[lang]
    assert {path.parent for path in shown(tour)} == {PICTURES / lang}
    assert {path.parent for path in shown(readme)} == {PICTURES / lang}
    assert all(path.is_file() for path in (*shown(tour), *shown(readme)))


def test_both_pages_show_every_picture_there_is() -> None:
    names = {lang: {path.name for path in (PICTURES / lang).iterdir()} for lang in PAGES}
    assert names["en"] == names["zh"]
    for lang, (tour, _) in PAGES.items():
        assert {path.name for path in shown(tour)} == names[lang]


def test_pictures_are_small() -> None:
    sizes = {path: path.stat().st_size for path in PICTURES.rglob("*.png")}
    assert [path for path, size in sizes.items() if size > MOST] == []


def test_the_command_that_makes_them_knows_each_by_name() -> None:
    script = (ROOT / "tools" / "pictures.py").read_text("utf-8")
    made = set(re.findall(r'^    "([a-z-]+)": \w+,$', script, re.MULTILINE))
    assert made == {path.stem for path in (PICTURES / "en").iterdir()}
