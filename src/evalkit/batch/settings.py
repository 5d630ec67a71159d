"""How the reports of a batch are scored, and what else a scorecard depends on."""

import shutil
from importlib.util import find_spec

from evalkit import __version__
from evalkit.batch.work import key_of
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.frozen import frozen
from evalkit.locking import installed
from evalkit.messages import Lang


@frozen
class Settings:
    """How the reports of a batch are scored: by the rubric of that name or file, chosen for each when None.

    `statements` is ``accepted``, ``confirm``, or None for the rubric's own choice.
    """

    rubric: str | None = None
    statements: str | None = None
    limits: Limits = DEFAULT
    blocked: tuple[str, ...] = ()
    lang: Lang = Lang.ZH


def environment(settings: Settings) -> str:
    """Return the digest of all that a scorecard depends on but report, rubric and judgements.

    That is evalkit's version, the plugins with their contents, the settings, and whether the programs are there
    that some formats need. No plugin is imported for it.
    """
    plugins = [
        f"{each.name} {each.distribution} {each.version} {each.sha256}"
        for each in installed()
        if each.name not in settings.blocked
    ]
    programs = [str(shutil.which("soffice") is not None), str(find_spec("rapidocr") is not None)]
    chosen = [repr(settings.statements), repr(settings.limits), settings.lang.value]
    return key_of([__version__, *programs, *chosen, *plugins])
