"""Characters as the extraction reads them: one to one, so that every offset survives."""

import re
import unicodedata

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_KEPT = "，；：！？（）"
_SIGNS = {
    "－": "-",
    "−": "-",
    "–": "-",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "﹣": "-",
    "．": ".",
    "﹒": ".",
    "％": "%",
    "﹪": "%",
    "∶": ":",
    "￥": "¥",
    "\u3000": " ",
    "\xa0": " ",
}
_RADICALS = dict(
    zip(
        "⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "见角贝车长门青韦页风飞食马鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that PDF files hand out in place of the characters they look like, and Unicode does not map."""

_LOOKALIKES = (range(0x2F00, 0x2FD6), range(0xF900, 0xFAD9))
"""Radicals and compatibility characters, each of which stands for exactly one everyday character."""

INVISIBLE = frozenset("\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")
"""Characters that nobody sees, in the middle of words and numbers that were copied from web pages."""

TABLE = {code: chr(plain) for code, plain in _WIDE.items() if chr(code) not in _KEPT}
TABLE |= {ord(sign): plain for sign, plain in (_SIGNS | _RADICALS).items()}
TABLE |= {
    code: plain
    for codes in _LOOKALIKES
    for code in codes
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1
}


_UNUSUAL = re.compile(f"[{''.join(map(re.escape, map(chr, TABLE)))}]")
"""What `normal` changes. Looking for it costs a tenth of looking every sign up, as str.translate does."""


def normal(text: str) -> str:
    """Return `text` with full-width digits, letters and signs as ASCII; Chinese punctuation stays."""
    return _UNUSUAL.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    return TABLE[ord(match[0])]
