"""What was reported of start and stop of an allocation: in which message, and what became of it (OP033)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.dossier import Partijen, Toewijzingsleutel
from app.domain.keten.historie import Vraag, van_toewijzing
from app.domain.keten.levering import Start, Stop
from app.domain.partijen import Rol
from app.domain.waarden import Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.wmo305 import Wmo305
from app.istandaard.berichten.wmo307 import Wmo307
from app.istandaard.codelijsten import Code
from app.istandaard.leveringen import EERSTE, VERWIJDEREN, meldingen
from app.istandaard.regels import berichtsoort
from app.istandaard.retour import code_van, codes_in
from app.opslag.bladzijde import Bladzijde
from app.processen import naslaan
from app.processen.handeling import GEMEENTE, Handeling, voor

SOORTEN = (code_van(Wmo305), code_van(Wmo307))


@dataclass(frozen=True, slots=True)
class Levermelding:
    """A start or stop as it was reported, or the deletion of one."""

    begin: date
    eind: date | None
    """Of a stop."""
    reden: str | None
    """RedenBeeindiging of a stop."""
    verwijderd: bool


@dataclass(frozen=True, slots=True)
class Leverbericht:
    """A message with reports on one allocation, and what became of it."""

    ontvangst_id: UUID
    berichtsoort: str
    identificatie: str
    ontvangen_op: datetime
    status: Ontvangststatus
    meldingen: tuple[Levermelding, ...]
    redenen: tuple[Code, ...]
    """The return codes with which it was rejected."""


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    handeling: Handeling, nummer: int, gemeente: Gemeentecode | None, limiet: int, cursor: str | None
) -> Bladzijde[Leverbericht]:
    """The messages with reports on one allocation, accepted or not; a provider names who gave the number.

    A page looks at so many messages about the client, of which some may be about other allocations.
    """
    toewijzing = handeling.opslag.toewijzingen.haal(nummer, gemeente=gemeente)
    sleutel = Toewijzingsleutel(toewijzing.gemeente, nummer)
    tussen = Partijen(toewijzing.gemeente, toewijzing.aanbieder)
    van_gemeente = handeling.opslag.keten(toewijzing.gemeente, tussen)
    bekend = van_gemeente.haal(Vraag(frozenset({van_toewijzing(sleutel)}))).op_nummer(sleutel)
    if bekend is None:  # no message about it was judged
        return Bladzijde((), None)
    berichten = handeling.opslag.ontvangsten.over(bekend.client, tussen, SOORTEN, limiet, cursor)
    gelezen = (_leverbericht(handeling, ontvangst, nummer) for ontvangst in berichten.rijen)
    return Bladzijde(tuple(bericht for bericht in gelezen if bericht.meldingen), berichten.volgende)


def _leverbericht(handeling: Handeling, ontvangst: Berichtontvangst, nummer: int) -> Leverbericht:
    bericht: Any = codec.lees(ontvangst.xml, handeling.schemas)
    gemeld = (
        _levermelding(melding, verwijderd=status == VERWIJDEREN)
        for status in (VERWIJDEREN, EERSTE)
        for klasse, melding in meldingen(bericht.client, status)
        if klasse.toewijzing_nummer == nummer
    )
    codes = (bevinding.retourcode for bevinding in ontvangst.bevindingen if bevinding.retourcode)
    if ontvangst.retour is not None:  # it was judged elsewhere; its receiver may have destroyed the return
        retour = handeling.opslag.ontvangsten.vind(ontvangst.retour)
        gelezen = () if retour is None else codes_in(codec.lees(retour.xml, handeling.schemas))
        codes = (code for _, code in gelezen)
    afgekeurd = ontvangst.status is Ontvangststatus.AFGEKEURD
    return Leverbericht(
        ontvangst.id,
        berichtsoort(bericht),
        ontvangst.identificatie,
        ontvangst.ontvangen_op,
        ontvangst.status,
        tuple(gemeld),
        naslaan.retourcodes(dict.fromkeys(codes)) if afgekeurd else (),
    )


def _levermelding(melding: Start | Stop, *, verwijderd: bool) -> Levermelding:
    if isinstance(melding, Start):
        return Levermelding(melding.begindatum, None, None, verwijderd)
    return Levermelding(melding.start.begindatum, melding.einddatum, melding.reden, verwijderd)
