"""Text as TOML writes it, for the files that evalkit writes."""

import re


def quoted(text: str) -> str:
    """Return `text` as a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda match: f"\\u{ord(match[0]):04X}", escaped) + '"'
