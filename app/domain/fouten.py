"""What cannot go on. A broken rule of content is a finding (a value), never one of these.

Errors know no HTTP; the API maps each class to a status. Every message is Dutch, meant for the
user, and never repeats personal data.

    WmoFout
    ├─ OngeldigeInvoer: the request itself; a message of iWmo by app.istandaard.xml
    ├─ NietGevonden
    ├─ GeenToegang: who calls may not do it
    ├─ VerkeerdeStatus: not now
    ├─ VoorwaardeNietVervuld: not before a requirement is met
    ├─ VerouderdeRevisie: somebody else was first
    ├─ BestaatAl
    └─ of the storage (app.opslag.fouten), of the exchange (app.api.kader.fouten)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Veldfout:
    """One thing wrong with the input: where (path in the request), what, and against which rule."""

    veld: str
    melding: str
    regel: str | None = None


class WmoFout(Exception):
    """Base of all errors of this program. `soort` names the error type for machines."""

    soort: ClassVar[str] = "fout"
    titel: ClassVar[str] = "Er is iets misgegaan"

    def __init__(self, melding: str, *velden: Veldfout) -> None:
        """Keep the Dutch sentence for the user and the fields it concerns."""
        super().__init__(melding)
        self.melding = melding
        self.velden = velden


class OngeldigeInvoer(WmoFout):
    """The request itself is wrong; all faults are given at once."""

    soort = "ongeldige-invoer"
    titel = "De invoer klopt niet"


class NietGevonden(WmoFout):
    """It does not exist, or the caller may not know that it does."""

    soort = "niet-gevonden"
    titel = "Niet gevonden"

    def __init__(self, melding: str, *velden: Veldfout, gezocht: object = None) -> None:
        """Keep also the id or code that was looked for: a field of the request may have named it."""
        super().__init__(melding, *velden)
        self.gezocht = gezocht


class GeenToegang(WmoFout):
    """The caller is known, but may not do this."""

    soort = "geen-toegang"
    titel = "U mag dit niet doen"


class VerkeerdeStatus(WmoFout):
    """The step does not fit the state of the process (for instance: submitting a plan never asked for)."""

    soort = "verkeerde-status"
    titel = "Deze stap past niet bij de stand van het proces"


def geen_overgang(wat: str, van: str, naar: str, mogelijk: Iterable[str]) -> VerkeerdeStatus:
    """The error for a state that cannot be reached from here, with the states that can."""
    verder = ", ".join(sorted(mogelijk))
    slot = f"Wel mogelijk: {verder}." if verder else "Dit is het einde; er is geen volgende status."
    return VerkeerdeStatus(f"{wat} met de status {van} kan niet naar {naar}. {slot}")


class VoorwaardeNietVervuld(WmoFout):
    """A requirement of law or region stands in the way of this step; `velden` names each one."""

    soort = "voorwaarde-niet-vervuld"
    titel = "Aan een voorwaarde is niet voldaan"


class VerouderdeRevisie(WmoFout):
    """Somebody else changed it since the caller read it."""

    soort = "verouderde-revisie"
    titel = "Intussen gewijzigd"


def verouderd() -> VerouderdeRevisie:
    """What a caller reads whose version is not the last one."""
    return VerouderdeRevisie("Dit is intussen gewijzigd. Haal het opnieuw op en probeer het nog eens.")


class BestaatAl(WmoFout):
    """There can be only one of these, and it is there already."""

    soort = "bestaat-al"
    titel = "Bestaat al"
