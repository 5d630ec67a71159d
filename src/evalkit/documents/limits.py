"""How much of a file evalkit is willing to read; beyond that it is refused with one line."""

MAX_FILE_BYTES = 64 * 1024 * 1024
"""The largest file, as it lies on the disk."""

MAX_TEXT_BYTES = 16 * 1024 * 1024
"""The largest plain text."""

MAX_LINES = 500_000
"""How many lines a plain text may have."""

MAX_UNPACKED_BYTES = 64 * 1024 * 1024
"""The largest part of a packed file (DOCX) when unpacked."""

MAX_MARKUP = 2_000_000
"""How many tags and attributes one part of a packed file may have: each costs memory beyond its length."""

MAX_MEMBERS = 4096
"""How many parts a packed file may have."""

MAX_NESTING = 40
"""How deep tables may stand inside tables."""

MAX_COLUMNS = 512
"""How many columns a table may have; Word itself stops at 63."""

MAX_TABLE_CELLS = 1_000_000
"""How many cells the tables of one document may have, merged ones counted at every place they cover."""
