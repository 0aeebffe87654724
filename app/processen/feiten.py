"""What happened to a client, recorded once and carried out per provider (W08)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from app.domain import feit as feitstappen
from app.domain.eisen import vervult
from app.domain.feit import Feit, Feitsoort, Productaanduiding
from app.domain.fouten import BestaatAl, NietGevonden, VoorwaardeNietVervuld
from app.domain.partijen import Overgang, Rol
from app.domain.toewijzing.afspraken import Vraag
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.proef import botsingen
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsbericht
from app.domain.toewijzing.uitvoeren import stappen, voer_uit
from app.domain.zaak import REDENEN
from app.processen.eindigen import trek_plannen_in
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.toewijzen import Aanbiederafspraak, Geregeld, bewaar, lees_lijn, omstandigheden


@dataclass(frozen=True, slots=True)
class Feitgegevens:
    """What a caller tells of what happened."""

    soort: Feitsoort
    op: date
    producten: tuple[Productaanduiding, ...] = ()
    afspraken: tuple[Aanbiederafspraak, ...] = ()


@dataclass(frozen=True, slots=True)
class Verplaatsing:
    """On which other day it was, why that is known now, and what was settled for it."""

    op: date
    reden: str
    afspraken: tuple[Aanbiederafspraak, ...] = ()


@dataclass(frozen=True, slots=True)
class Feituitvoering:
    """A fact, what it changed at once, and what has to be settled first with the others."""

    feit: Feit
    toewijzingen: tuple[Toewijzing, ...]
    berichten: tuple[Toewijzingsbericht, ...]
    vragen: tuple[Vraag, ...]

    @property
    def revisie(self) -> int:
        """Number of the last change of the fact."""
        return self.feit.revisie


@vervult("W08")
@voor(*GEMEENTE)
def leg_vast(handeling: Handeling, client_id: UUID, gegevens: Feitgegevens) -> Feituitvoering:
    """Record a fact, and carry it out at each provider that need not agree or credit first."""
    lijn = _lijn(handeling, client_id)
    feitstappen.vereis_dag(gegevens.soort, gegevens.op, handeling.vandaag)
    _vereis_geboren(handeling, client_id, gegevens.op)
    for ander in lijn.feiten:
        zelfde = (ander.soort, ander.producten) == (gegevens.soort, gegevens.producten)
        if zelfde and not ander.vervallen and ander.terug_per is None:
            raise BestaatAl("Dit feit is al vastgelegd. Verplaats het, of laat het vervallen.")
    feit = Feit(
        id=uuid4(),
        gemeente=handeling.gemeente,
        client_id=client_id,
        soort=gegevens.soort,
        op=gegevens.op,
        overgangen=(Overgang("vastgelegd", handeling.nu, handeling.beller.medewerker),),
        producten=gegevens.producten,
    )
    return _voer_uit(handeling, lijn, feit, gegevens.afspraken)


@vervult("W08")
@voor(*GEMEENTE)
def verplaats(
    handeling: Handeling, client_id: UUID, feit_id: UUID, revisie: int, naar: Verplaatsing
) -> Feituitvoering:
    """The fact was on another day; every provider must have agreed where the standard asks it."""
    lijn = _lijn(handeling, client_id)
    feit = haal(handeling, client_id, feit_id, revisie)
    _vereis_geboren(handeling, client_id, naar.op)
    door = handeling.beller.medewerker
    verplaatst = feitstappen.verplaats(feit, naar.op, handeling.vandaag, naar.reden, door, handeling.nu)
    return _voer_uit(handeling, lijn, verplaatst, naar.afspraken)


@vervult("W08")
@voor(*GEMEENTE)
def keer_terug(
    handeling: Handeling, client_id: UUID, feit_id: UUID, revisie: int, per: date, reden: str
) -> Feituitvoering:
    """The client is back: from that day on a new decision may grant again."""
    lijn = _lijn(handeling, client_id)
    feit = haal(handeling, client_id, feit_id, revisie)
    terug = feitstappen.keer_terug(feit, per, reden, handeling.beller.medewerker, handeling.nu)
    return _voer_uit(handeling, lijn, terug, ())


@vervult("W08")
@voor(*GEMEENTE)
def laat_vervallen(
    handeling: Handeling, client_id: UUID, feit_id: UUID, revisie: int, reden: str
) -> Feituitvoering:
    """The fact turned out not to be so: what it ended holds again."""
    lijn = _lijn(handeling, client_id)
    feit = haal(handeling, client_id, feit_id, revisie)
    vervallen = feitstappen.laat_vervallen(feit, reden, handeling.beller.medewerker, handeling.nu)
    return _voer_uit(handeling, lijn, vervallen, ())


@vervult("W08")
@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def voer_alsnog_uit(
    handeling: Handeling, client_id: UUID, feit_id: UUID, revisie: int, geregeld: Geregeld
) -> Feituitvoering:
    """Carry the fact out where it waited, now that it was settled with the provider."""
    lijn = _lijn(handeling, client_id)
    feit = haal(handeling, client_id, feit_id, revisie)
    if not feit.wacht_bij:
        raise VoorwaardeNietVervuld("Dit feit is bij elke aanbieder al uitgevoerd.")
    return _voer_uit(handeling, lijn, feit, geregeld.afspraken)


@voor(*GEMEENTE)
def lijst(handeling: Handeling, client_id: UUID) -> tuple[Feit, ...]:
    """What happened to one client, the first recorded first."""
    handeling.opslag.clienten.haal(client_id)
    return handeling.opslag.feiten.van_client(client_id)


@voor(*GEMEENTE)
def haal(handeling: Handeling, client_id: UUID, feit_id: UUID, revisie: int | None = None) -> Feit:
    """One fact of one client."""
    feit = handeling.opslag.feiten.haal(feit_id, revisie)
    if feit.client_id != client_id:
        raise NietGevonden("Van deze cliënt is dit feit niet vastgelegd.")
    return feit


def _lijn(handeling: Handeling, client_id: UUID) -> Clientlijn:
    handeling.opslag.clienten.vergrendel(client_id)
    return lees_lijn(handeling, client_id)


def _vereis_geboren(handeling: Handeling, client_id: UUID, op: date) -> None:
    feitstappen.vereis_geboren(op, handeling.opslag.clienten.haal(client_id).geboortedatum)


def _voer_uit(
    handeling: Handeling, lijn: Clientlijn, feit: Feit, afspraken: tuple[Aanbiederafspraak, ...]
) -> Feituitvoering:
    """Carry out a fact as it is now; a new one only where nothing has to be settled first."""
    nieuwe_lijn = lijn.met_feit(replace(feit, wacht_bij=frozenset()))
    fouten = tuple(botsingen(nieuwe_lijn.genomen()))
    if fouten:
        raise VoorwaardeNietVervuld(
            "Hierdoor zou ondersteuning dubbel gelden. Wijzig eerst het latere besluit.", *fouten
        )
    bij = omstandigheden(handeling, afspraken)
    alle = stappen(nieuwe_lijn.uitgevoerd(), nieuwe_lijn.nummers, bij.vandaag)
    wacht = frozenset(stap.aanbieder for stap in alle if not stap.kan(bij.afspraken))
    betrokken = {stap.nummer for stap in alle if stap.vragen}
    if feit.revisie:  # where it was carried out already, its change is not to undo that
        wacht &= feit.wacht_bij
    wachtende = (t.melding_id for t in lijn.toewijzingen if t.aanbieder in wacht and t.nummer in betrokken)
    bewaard = handeling.opslag.feiten.bewaar(replace(feit, wacht_bij=wacht, wacht_in=next(wachtende, None)))
    if bewaard.eindigt_zaken and bewaard.op <= handeling.vandaag:
        for melding in handeling.opslag.meldingen.van_client(bewaard.client_id):
            trek_plannen_in(handeling, melding.id, f"Dit plan is niet meer nodig: {REDENEN[bewaard.soort]}.")
    nieuwe_lijn = lijn.met_feit(bewaard)
    na = nieuwe_lijn.uitgevoerd()
    gewijzigd = voer_uit(lijn.uitgevoerd(), na, nieuwe_lijn.nummers, bij)
    client = handeling.opslag.clienten.haal(feit.client_id)
    uitvoering = bewaar(handeling, client, lijn, na, gewijzigd)
    vragen = tuple(vraag for stap in alle if stap.aanbieder in wacht for vraag in stap.vragen)
    return Feituitvoering(bewaard, uitvoering.toewijzingen, uitvoering.berichten, vragen)
