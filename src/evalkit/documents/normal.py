"""Characters as the extraction reads them: one to one, so that every offset survives."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_KEPT = "，；：！？（）"
_SIGNS = {
    "－": "-",
    "−": "-",
    "–": "-",
    "—": "—",
    "．": ".",
    "％": "%",
    "﹪": "%",
    "\u3000": " ",
    "\xa0": " ",
}

TABLE = {code: chr(plain) for code, plain in _WIDE.items() if chr(code) not in _KEPT}
TABLE |= {ord(sign): plain for sign, plain in _SIGNS.items()}


def normal(text: str) -> str:
    """Return `text` with full-width digits, letters and signs as ASCII; Chinese punctuation stays."""
    return text.translate(TABLE)
