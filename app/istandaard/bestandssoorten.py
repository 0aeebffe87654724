"""What somebody sends in place of a message, by its first bytes: what it is, and what to send instead."""

from __future__ import annotations

_UITPAKKEN = "Pak het uit en stuur de XML-bestanden."
_DOCUMENT = "Vraag uw softwareleverancier of het knooppunt om het XML-bestand van het bericht."

_SOORTEN: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"%PDF-",), f"Dit is een PDF, geen bericht. {_DOCUMENT}"),
    (
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        f"Dit is een document van Word, Excel of Outlook, geen bericht. {_DOCUMENT}",
    ),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
        f"Dit is een plaatje, geen bericht. {_DOCUMENT}",
    ),
    (
        (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ"),
        f"Dit bestand is ingepakt op een manier die hier niet wordt geopend. {_UITPAKKEN}",
    ),
    (
        (b"PK\3\4", b"PK\5\6"),
        f"Dit is een ZIP-bestand. {_UITPAKKEN}",
    ),
    ((b"{\\rtf",), f"Dit is een document, geen bericht. {_DOCUMENT}"),
    ((b"{", b"["), "Dit is JSON. Een bericht van iWmo is XML; stuur dat bestand."),
    (
        (b"<!doctype html", b"<html"),
        "Dit is een webpagina. Sla het bericht zelf op, als XML, en stuur dat bestand.",
    ),
)


def geen_xml(inhoud: bytes) -> str | None:
    """For a kind of file that is known and holds no message: a Dutch sentence for who sent it."""
    begin = inhoud[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((uitleg for tekens, uitleg in _SOORTEN if begin.startswith(_klein(tekens))), None)


def _klein(tekens: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(teken.lower() for teken in tekens)
