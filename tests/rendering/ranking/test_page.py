"""The overview as a page."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from evalkit.messages import Lang
from evalkit.province.overview import Overview
from evalkit.rendering.ranking.page import overview_page


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _read(text: str) -> _Elements:
    found = _Elements()
    found.feed(text)
    return found


@pytest.mark.parametrize("lang", Lang)
def test_the_page_loads_nothing_and_runs_nothing(seen: Overview, lang: Lang) -> None:
    found = _read(overview_page(seen, lang))
    assert found.open == []
    assert not {"script", "img", "link", "iframe", "object", "b"} & set(found.names)
    assert not {
        name for name, _ in found.attributes if name in {"src", "href", "style"} or name.startswith("on")
    }


def test_the_policy_allows_its_own_style_sheet_only(seen: Overview) -> None:
    text = overview_page(seen, Lang.ZH)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text


def test_text_of_rubrics_and_reports_is_escaped_and_visible(seen: Overview) -> None:
    text = overview_page(seen, Lang.ZH)
    assert "满意度&lt;b&gt;" in text
    assert "⟨U+202E⟩统计局" in text


def test_every_picture_says_what_it_shows(seen: Overview) -> None:
    text = overview_page(seen, Lang.ZH)
    pictures = re.findall(r"<svg [^>]*>", text)
    assert len(pictures) == 10
    assert all('aria-label="' in each and 'role="img"' in each for each in pictures)


def test_the_page_is_in_the_language_asked_for(seen: Overview) -> None:
    assert '<html lang="en">' in overview_page(seen, Lang.EN)
    assert "Cloud rubric" in overview_page(seen, Lang.EN)


def test_nobody_gives_a_page_without_charts(nobody: Overview) -> None:
    assert "<svg" not in overview_page(nobody, Lang.ZH)
