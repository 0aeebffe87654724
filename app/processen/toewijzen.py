"""An announced decision becomes allocations, with a wmo301 for each provider concerned (M16 to M18)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from app.domain.besluit.besluit import Besluit
from app.domain.besluit.stappen import vereis_uitvoerbaar
from app.domain.eisen import vervult
from app.domain.fouten import VoorwaardeNietVervuld
from app.domain.keten.dossier import Partijen, Toewijzingsleutel
from app.domain.keten.historie import Vraag, prestaties_op
from app.domain.partijen import Client, Rol
from app.domain.toewijzing.berichtinhoud import leverbaar
from app.domain.toewijzing.clientlijn import Clientlijn, maak_lijn
from app.domain.toewijzing.gelijkheid import Ongelijkheid, ongelijkheden
from app.domain.toewijzing.proef import beproef
from app.domain.toewijzing.tijdlijn import Gebeurtenis, Stuk, geldend
from app.domain.toewijzing.toewijzing import Afspraak, Toewijzing, Toewijzingsbericht
from app.domain.toewijzing.uitvoeren import (
    Draagregel,
    Omstandigheden,
    Stap,
    draagregels,
    stappen,
    vereis_geregeld,
    voer_uit,
    voltooi,
)
from app.domain.verzoek.toekenning import met_referentie, vereis_toekenbaar
from app.domain.waarden import AgbCode, Gemeentecode, Periode
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Toewijzingrij
from app.processen import berichten, toekennen
from app.processen.handeling import GEMEENTE, Handeling, voor


@dataclass(frozen=True, slots=True)
class Aanbiederafspraak:
    """What was agreed with one provider."""

    aanbieder: AgbCode
    op: date
    met: str
    inhoud: str


@dataclass(frozen=True, slots=True)
class Toewijsgegevens:
    """What a caller gives to have a decision carried out."""

    besluit_id: UUID
    afspraken: tuple[Aanbiederafspraak, ...] = ()
    verzoek_ids: tuple[UUID, ...] = ()
    """The requests of providers that the decision grants."""


@dataclass(frozen=True, slots=True)
class Geregeld:
    """What was settled with providers, for what they must agree to first."""

    afspraken: tuple[Aanbiederafspraak, ...] = ()


@dataclass(frozen=True, slots=True)
class Uitvoering:
    """Which allocations were made or changed, and the messages that tell so."""

    toewijzingen: tuple[Toewijzing, ...]
    berichten: tuple[Toewijzingsbericht, ...]


@dataclass(frozen=True, slots=True)
class Toewijzingsinzage:
    """An allocation, and whether the provider may deliver and invoice on it (M17)."""

    toewijzing: Toewijzing
    leverbaar_op: date
    """The day that was asked for: else today, or the first day of what has yet to begin."""
    leverbaar: bool
    berichten: tuple[UUID, ...]
    """The messages that carried it."""
    regels: tuple[Draagregel, ...]
    """The lines of decisions that it rests on, over its life."""

    @property
    def revisie(self) -> int:
        """Number of the last change of the allocation."""
        return self.toewijzing.revisie


@dataclass(frozen=True, slots=True)
class Stand:
    """What holds by decision, what is allocated, and what a correction would change (M18)."""

    geldend: tuple[Stuk, ...]
    toewijzingen: tuple[Toewijzing, ...]
    ongelijkheden: tuple[Ongelijkheid, ...]
    stappen: tuple[Stap, ...] = field(default=())


@vervult("M16", "M17", "M18")
@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def wijs_toe(handeling: Handeling, gegevens: Toewijsgegevens) -> Uitvoering:
    """Carry out a decision, whole and once: every number that it makes, changes or ends, and the messages.

    Requests of providers that it grants end with it; it must allocate what they ask (OP348).
    """
    client = handeling.opslag.clienten.haal_vergrendeld_van(gegevens.besluit_id)
    toekenningen = toekennen.lees_toekenningen(handeling, gegevens.verzoek_ids, client.id)
    lijn = lees_lijn(handeling, client.id)
    besluiten = {besluit.id: besluit for besluit in lijn.besluiten}
    besluit = besluiten[gegevens.besluit_id]
    vereis_uitvoerbaar(besluit, None if besluit.wijzigt is None else besluiten[besluit.wijzigt])
    berichten.vereis_berichtenverkeer(client)
    vereis_mogelijk(besluit, lijn, handeling.vandaag)
    for toekenning in toekenningen:
        vereis_toekenbaar(toekenning, lijn, besluit, handeling.vandaag)
    na = lijn.met(besluit)
    gewijzigd = voer_uit(
        lijn.uitgevoerd(), na, lijn.nummers, omstandigheden(handeling, gegevens.afspraken), besluit
    )
    for toekenning in toekenningen:
        gewijzigd = met_referentie(gewijzigd, toekenning)
    handeling.opslag.besluiten.bewaar(replace(besluit, uitgevoerd_op=handeling.nu))
    return bewaar(handeling, client, lijn, na, gewijzigd, besluit)


def lees_lijn(handeling: Handeling, client_id: UUID) -> Clientlijn:
    """Everything on one client that decides what is allocated."""
    opslag = handeling.opslag
    toewijzingen = opslag.toewijzingen.van_client(client_id)
    return maak_lijn(
        opslag.besluiten.van_client(client_id),
        opslag.feiten.van_client(client_id),
        toewijzingen,
        opslag.clientomzettingen.van_client(client_id),
        opslag.berichten.koppen_van_client(client_id) if toewijzingen else (),
        _gedeclareerd(handeling, toewijzingen),
    )


def lees_lijnen(handeling: Handeling, client_ids: Collection[UUID]) -> dict[UUID, Clientlijn]:
    """The same of each of these clients, in as many queries as of one, and one for each provider."""
    if not client_ids:
        return {}
    opslag = handeling.opslag
    besluiten = opslag.besluiten.van_clienten(client_ids)
    feiten = opslag.feiten.van_clienten(client_ids)
    toewijzingen = opslag.toewijzingen.van_clienten(client_ids)
    omzettingen = opslag.clientomzettingen.van_clienten(client_ids)
    koppen = opslag.berichten.koppen_van_clienten(client_ids)
    gedeclareerd = _gedeclareerd(handeling, (t for eigen in toewijzingen.values() for t in eigen))
    lijnen: dict[UUID, Clientlijn] = {}
    for id in client_ids:
        nummers = {toewijzing.nummer for toewijzing in toewijzingen[id]}
        eigen = tuple(kop for kop in koppen if any(nummer in nummers for nummer, _ in kop.versies))
        lijnen[id] = maak_lijn(
            besluiten[id], feiten[id], toewijzingen[id], omzettingen[id], eigen, gedeclareerd
        )
    return lijnen


def _gedeclareerd(handeling: Handeling, toewijzingen: Iterable[Toewijzing]) -> dict[int, date]:
    """Until when each number was declared, by the granted lines of each wmo323 (TR385, UP031)."""
    per_aanbieder: dict[Partijen, list[Toewijzingsleutel]] = {}
    for t in toewijzingen:
        tussen = Partijen(t.gemeente, t.aanbieder)
        per_aanbieder.setdefault(tussen, []).append(Toewijzingsleutel(t.gemeente, t.nummer))
    dagen: dict[int, date | None] = {}
    for tussen, sleutels in per_aanbieder.items():
        vraag = Vraag(frozenset(map(prestaties_op, sleutels)))
        dossier = handeling.opslag.keten(tussen.gemeente, tussen).haal(vraag)
        dagen |= {sleutel.nummer: dossier.gedeclareerd_tot(sleutel) for sleutel in sleutels}
    return {nummer: dag for nummer, dag in dagen.items() if dag is not None}


def vereis_mogelijk(besluit: Besluit, lijn: Clientlijn, vandaag: date) -> None:
    """Refuse a decision that can never be carried out beside all that was taken; raises by line."""
    dag = vandaag if besluit.bekendmaking is None else besluit.bekendmaking.op
    fouten = beproef(besluit, lijn.genomen(besluit), dag)
    if fouten:
        raise VoorwaardeNietVervuld("Dit besluit is zo niet uit te voeren.", *fouten)


def omstandigheden(handeling: Handeling, afspraken: Collection[Aanbiederafspraak]) -> Omstandigheden:
    """The circumstances of a change made now, with what was agreed on before it."""
    handeling.vereis_gebeurd({f"afspraken[{i}].datum": a.op for i, a in enumerate(afspraken)})
    return Omstandigheden(
        nu=handeling.nu,
        vandaag=handeling.vandaag,
        nieuwe_nummers=lambda aantal: handeling.opslag.nummering.blok("toewijzing", aantal),
        afspraken={a.aanbieder: Afspraak(a.op, a.met, a.inhoud) for a in afspraken},
    )


def bewaar(
    handeling: Handeling,
    client: Client,
    lijn: Clientlijn,
    gebeurtenissen: Sequence[Gebeurtenis],
    gewijzigd: Sequence[Toewijzing],
    besluit: Besluit | None = None,
) -> Uitvoering:
    """Keep the allocations, and tell every provider concerned: no end and no change without a 301 (OP258).

    `lijn` is the client as it is stored until now.

    The provider of a client whom messages would endanger is told outside them (OP003), and gets the 301 with
    what holds by then as soon as messages are allowed again.
    """
    bewaard = tuple(handeling.opslag.toewijzingen.bewaar(toewijzing) for toewijzing in gewijzigd)
    stand = {t.nummer: t for t in lijn.toewijzingen} | {t.nummer: t for t in bewaard}
    regels = draagregels(geldend(gebeurtenissen), stand.values())
    handeling.opslag.draagregels.leg_vast(regels)
    laat_los(handeling, client.id, lijn)
    if client.berichtenverkeer_geblokkeerd:
        return Uitvoering(bewaard, ())
    aanbieders = dict.fromkeys(toewijzing.aanbieder for toewijzing in bewaard)
    plek = berichten.plek_van(besluit, regels)
    gemaakt = (
        berichten.stel_op(
            handeling,
            client,
            aanbieder,
            [toewijzing for toewijzing in stand.values() if toewijzing.aanbieder == aanbieder],
            lijn.berichten_aan(aanbieder),
            plek,
        )
        for aanbieder in aanbieders
    )
    return Uitvoering(bewaard, tuple(bericht for bericht in gemaakt if bericht is not None))


def laat_los(handeling: Handeling, client_id: UUID, lijn: Clientlijn) -> None:
    """After a step: let no omzetting wait that has nothing left to do or ask. `lijn` is from before it."""
    if not lijn.wachtend:
        return
    nu = lees_lijn(handeling, client_id)
    klaar = (omzetting for omzetting in nu.wachtend if not nu.heeft_nog(omzetting))
    handeling.opslag.clientomzettingen.laat_los(*klaar)


@vervult("M18")
@voor(*GEMEENTE)
def lees_stand(handeling: Handeling, client_id: UUID) -> Stand:
    """What holds and what is allocated to one client, and what a correction would change; nothing is kept."""
    handeling.opslag.clienten.haal(client_id)
    return _stand(handeling, lees_lijn(handeling, client_id))


def _stand(handeling: Handeling, lijn: Clientlijn) -> Stand:
    gebeurtenissen = lijn.uitgevoerd()
    stukken = geldend(gebeurtenissen)
    return Stand(
        stukken,
        lijn.toewijzingen,
        ongelijkheden(stukken, lijn.toewijzingen),
        stappen(gebeurtenissen, lijn.nummers, handeling.vandaag),
    )


@vervult("M18")
@voor(Rol.ADMINISTRATIE)
def corrigeer(handeling: Handeling, client_id: UUID, geregeld: Geregeld) -> Uitvoering:
    """Make the allocations of a client equal again to what was decided; only after data drifted apart."""
    client = handeling.opslag.clienten.haal_vergrendeld(client_id)
    lijn = lees_lijn(handeling, client_id)
    na = lijn.uitgevoerd()
    bij = omstandigheden(handeling, geregeld.afspraken)
    te_doen = stappen(na, lijn.nummers, bij.vandaag)
    if not te_doen:
        raise VoorwaardeNietVervuld(
            "Er is niets te corrigeren: de toewijzingen zijn gelijk aan de besluiten."
        )
    vereis_geregeld(te_doen, bij.afspraken)
    return bewaar(handeling, client, lijn, na, tuple(voltooi(te_doen, na, bij, None)))


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal(
    handeling: Handeling, nummer: int, gemeente: Gemeentecode | None, dag: date | None
) -> Toewijzingsinzage:
    """One allocation; a provider names the municipality that gave the number out.

    A provider sees it as from the first wmo301 that it has: of what it destroyed it reads no version.
    """
    toewijzing = handeling.opslag.toewijzingen.haal(nummer, gemeente=gemeente)
    koppen = handeling.opslag.berichten.koppen_met(toewijzing)
    if koppen and handeling.beller.rol is Rol.AANBIEDER:
        toewijzing = toewijzing.sinds(min(versie for kop in koppen for _, versie in kop.versies))
    op = dag or max(handeling.vandaag, toewijzing.actueel.periode.begin)
    return Toewijzingsinzage(
        toewijzing,
        op,
        leverbaar(toewijzing, koppen, op),
        tuple(kop.id for kop in koppen),
        handeling.opslag.draagregels.van(toewijzing),
    )


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    client_id: UUID | None,
    aanbieder: AgbCode | None,
    *,
    eindigt: Periode | None = None,
    sinds: datetime | None = None,
) -> Bladzijde[Toewijzingrij]:
    """Allocations, oldest first; those that end in a period in the order of their last days."""
    return handeling.opslag.lijsten.toewijzingen(
        limiet, cursor, client_id=client_id, aanbieder=aanbieder, eindigt=eindigt, sinds=sinds
    )
