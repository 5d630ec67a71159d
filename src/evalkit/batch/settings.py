"""How the reports of a batch are scored."""

from attrs import frozen

from evalkit.documents.limits import DEFAULT, Limits
from evalkit.messages import Lang
from evalkit.rubrics.rubric import Statements


@frozen
class Settings:
    """How the reports of a batch are scored: by the rubric of that name or file, chosen for each when None."""

    rubric: str | None = None
    statements: Statements | None = None
    limits: Limits = DEFAULT
    blocked: tuple[str, ...] = ()
    lang: Lang = Lang.ZH
