"""How the documentation is built: ``sphinx-build -W docs docs/_build``."""

from evalkit import __version__

project = "evalkit"
author = "the evalkit contributors"
copyright = "the evalkit contributors"
version = release = __version__

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "evalkit"
myst_heading_anchors = 3
