"""What anybody may look up: the rules of the standard, its code lists, and what is wrong with a message."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from app.domain.fouten import NietGevonden, OngeldigeInvoer, Veldfout
from app.domain.partijen import Rol
from app.domain.waarden import Gemeentecode
from app.istandaard import codelijsten
from app.istandaard.codelijsten import Code, Codelijst, gemeentelijst
from app.istandaard.controle import Controle, controleer
from app.istandaard.regels import Kennis, Vandaag
from app.istandaard.regels.register import Registerregel, register
from app.processen.handeling import GEMEENTE, Raadpleging, voor


@voor(*GEMEENTE, Rol.AANBIEDER)
def valideer(raadpleging: Raadpleging, bericht: bytes) -> Controle:
    """Check any message of iWmo 3.2 on its own; nothing of it is kept."""
    return controleer_voor_ieder(bericht, raadpleging.vandaag, raadpleging.schemas)


def controleer_voor_ieder(bericht: bytes, dag: date, schemas: Path) -> Controle:
    """The same for whoever has the message, with what everybody may know on this day."""
    # How large a message may be is a setting of the server, and has been held to by now.
    return controleer(bericht, openbare_kennis(dag), schemas, maximum=len(bericht))


def kost_hoogstens(grootte: int) -> float:
    """Seconds of processor time that the dearest message of so many bytes takes (`benchmarks.vijandig`).

    Faults against the schema can cost 5 seconds for each MB. Above 256 kB a message is counted before it is
    read, and then takes at most 2 seconds and, as a wmo323, a sixteenth of a second for each MB. Judged in a
    chain it takes no more.
    """
    mb = grootte / 2**20
    return min(5 * mb, 2 + mb / 16)


def openbare_kennis(dag: date) -> Kennis:
    """What everybody may know on this day: the municipalities, but no products and prices."""
    return Kennis(vandaag=Vandaag(dag), gemeenten=gemeentelijst(), productlijst=None)


def regels(bericht: str | None) -> tuple[Registerregel, ...]:
    """Every rule of the standard, or those that hold for one message such as wmo301."""
    return tuple(regel for regel in register() if bericht is None or bericht in regel.berichten)


def regel(code: str) -> Registerregel:
    """One rule."""
    for regel in register():
        if regel.code == code:
            return regel
    raise NietGevonden("Deze regel komt niet voor in iWmo 3.2.")


def lijsten() -> tuple[Codelijst, ...]:
    """Every code list, by id."""
    return codelijsten.codelijsten()


def lijst(id_: str) -> Codelijst:
    """One code list."""
    return codelijsten.codelijst(id_)


def retourcodes(codes: Collection[str]) -> tuple[Code, ...]:
    """What these return codes mean (WJ001)."""
    bekend = codelijsten.codelijst("WJ001").codes
    return tuple(bekend.get(code) or Code(code, "Deze code staat niet in WJ001.") for code in codes)


def vereis_gemeente(gemeente: Gemeentecode) -> None:
    """Refuse a code of no municipality, of now or before (CBS, TR378)."""
    if gemeente not in gemeentelijst().codelijst.codes:
        fout = Veldfout("gemeente", "Dit is geen code van een gemeente (CBS).", "TR378")
        raise OngeldigeInvoer("Deze gemeente bestaat niet.", fout)
