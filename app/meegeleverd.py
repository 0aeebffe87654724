"""Where the folders are that come with the program, and are no part of its code."""

from pathlib import Path

_PAKKET = Path(__file__).resolve().parent


def meegeleverde_map(naam: str) -> Path:
    """Folder `schemas`, `migrations` or `statisch`: in the installed package, in a checkout beside it."""
    ingebouwd = _PAKKET / naam
    return ingebouwd if ingebouwd.is_dir() else _PAKKET.parent / naam
