"""What a municipality's letters say of the municipality itself: data that it keeps, from a day on (W07)."""

import struct
from base64 import b64decode
from binascii import Error
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.fouten import OngeldigeInvoer, Veldfout
from app.domain.waarden import Gemeentecode

GROOTSTE_LOGO = 64 * 1024
"""Bytes of a logo."""
GROOTSTE_ZIJDE = 2000
"""Pixels of a logo, either way."""

_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Ondertekenaar:
    """Who signs on behalf of the college (Awb 10:10)."""

    naam: str
    functie: str


@dataclass(frozen=True, slots=True)
class Briefgegevens:
    """What letters from a day on say; what was recorded last for the latest first day holds.

    A row never changes: who wants something else records it anew, and what held before stays known.
    """

    id: UUID
    gemeente: Gemeentecode
    vanaf: date
    adres: tuple[str, ...]
    """Where post for the municipality goes, line by line."""
    telefoon: str
    website: str
    contact: str
    """Whom a client can ask, and when."""
    bezwaaradres: tuple[str, ...]
    """Where an objection goes by post, line by line."""
    ondertekenaar: Ondertekenaar
    ondertekenaar_bezwaar: Ondertekenaar
    """Who signs the decision on an objection: in mandate not who signed what it is against (Awb 10:3)."""
    eigen_bijdrage: str
    """Whether a contribution may be due, that the CAK sets and collects it, where questions go (W11)."""
    clientondersteuning: str
    """Who gives free client support, and how to reach them (Wmo 2.2.4)."""
    reden: str
    """Why it was recorded (anew)."""
    door: str
    vastgelegd_op: datetime
    bezwaar_digitaal: str | None = None
    """Address on the web for an objection, where the municipality takes it so (Awb 2:15)."""
    bemiddeling: str | None = None
    """Who mediates, where there is somebody."""
    logo: str | None = None
    """A PNG as base64; without one the name of the municipality stands there."""

    @property
    def beeld(self) -> bytes | None:
        """The bytes of the logo."""
        return None if self.logo is None else b64decode(self.logo)


def vereis_logo(logo: str) -> None:
    """Refuse, as OngeldigeInvoer, what is not a PNG in base64 within the bounds."""
    try:
        beeld = b64decode(logo, validate=True)
    except (Error, ValueError):
        raise _verkeerd_logo("Verwacht is een PNG in base64.") from None
    if len(beeld) > GROOTSTE_LOGO:
        raise _verkeerd_logo(f"Gevonden: {len(beeld)} bytes; verwacht: hoogstens {GROOTSTE_LOGO}.")
    if not beeld.startswith(_PNG) or beeld[12:16] != b"IHDR" or len(beeld) < 24:
        raise _verkeerd_logo("Dit is geen PNG.")
    breedte, hoogte = struct.unpack_from(">LL", beeld, 16)
    if not (0 < breedte <= GROOTSTE_ZIJDE and 0 < hoogte <= GROOTSTE_ZIJDE):
        raise _verkeerd_logo(
            f"Gevonden: {breedte} bij {hoogte} beeldpunten; verwacht: hoogstens {GROOTSTE_ZIJDE} per zijde."
        )


def onbruikbaar_logo() -> OngeldigeInvoer:
    """For a PNG that turns out not to be one when a letter is made with it."""
    return _verkeerd_logo("Dit beeld is niet af te drukken; bewaar het opnieuw als PNG.")


def _verkeerd_logo(melding: str) -> OngeldigeInvoer:
    return OngeldigeInvoer("Dit logo is niet te gebruiken.", Veldfout("logo", melding))
