"""Writes the table of limits in reading.md from the code: ``python docs/limits.py``."""

from pathlib import Path

from attrs import fields

from evalkit.documents.limits import Limits

PAGE = Path(__file__).with_name("reading.md")
BEGIN = "<!-- limits: written by `python docs/limits.py` -->\n"
END = "<!-- end of limits -->\n"


def written(page: str) -> str:
    """Return `page` with the limits as the code now has them."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    rows = "".join(
        f"| `{each.name}` | {each.default:,} | {each.metadata['about']} |\n" for each in fields(Limits)
    )
    return f"{before}{BEGIN}\n| limit | default | what it bounds |\n|---|--:|---|\n{rows}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
