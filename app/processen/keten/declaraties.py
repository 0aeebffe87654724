"""Declarations as both parties see them: what was asked, what was granted, and why a line was refused."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from app.domain import berichtontvangst
from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.declaratie import Antwoord, Declaratie, EigenOordeel
from app.domain.keten.declaratie import Prestatie
from app.domain.keten.dossier import Clientsleutel, Declaratiesleutel, Partijen, Toewijzingsleutel
from app.domain.keten.historie import (
    Declaratieregel,
    Sleutel,
    Weigering,
    geweigerd_na,
    geweigerd_op,
    prestaties_op,
    van_declaratie,
    van_referentie,
    vervallen_in,
)
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import IN_ORDE
from app.istandaard.codelijsten import Code
from app.istandaard.declaraties import met_teken, totaal_met_teken
from app.istandaard.dubbel import dubbel_na
from app.istandaard.gevolg import aaneen, referenties_in
from app.istandaard.historie import partijen_van
from app.istandaard.retour import keurt_geheel_af
from app.istandaard.strenger import Strenger
from app.istandaard.vervallen_credits import (
    credit_vervallen,
    credits_op_geweigerd,
    laat_credits_vervallen_bij,
)
from app.istandaard.xml import OngeldigBericht
from app.opslag.bladzijde import Bladzijde
from app.processen import naslaan
from app.processen.handeling import GEMEENTE, Handeling, voor


class Regelstand(StrEnum):
    """What became of a line."""

    OPEN = "open"
    """The declaration is not answered yet."""
    TOEGEKEND = "toegekend"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Regel:
    """A line of a declaration, and what became of it."""

    declaratie_id: UUID
    identificatie: str
    """Of the wmo323 that it came with."""
    client_id: UUID | None
    """The client, where the municipality has one with this Bsn."""
    prestatie: Prestatie
    stand: Regelstand
    redenen: tuple[Code, ...]
    """The return codes of a line that was refused; none where they were not kept yet."""


def leg_vast(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Wmo323) -> None:
    """Keep what a declaration that came in asks in all."""
    tussen, declaratie = partijen_van(bericht), bericht.declaratie
    handeling.opslag.declaraties.leg_vast(
        Declaratie(
            id=ontvangst.id,
            gemeente=Gemeentecode(tussen.gemeente),
            aanbieder=AgbCode(tussen.aanbieder),
            identificatie=ontvangst.identificatie,
            nummer=declaratie.declaratie_nummer,
            begin=declaratie.declaratie_periode.begindatum.dag_of_grens,
            eind=declaratie.declaratie_periode.einddatum.dag_of_grens,
            regels=sum(len(client.prestaties) for client in declaratie.clienten),
            ingediend=totaal_met_teken(declaratie.totaal_ingediend_bedrag),
        )
    )


def beantwoord(handeling: Handeling, declaratie_id: UUID, antwoord: Wmo325) -> str | None:
    """Keep what this answer says of the declaration; of one from before they were kept there is nothing.

    What it grants of credits that lapsed before does not count. Gives that, in Dutch.
    """
    declaratie = handeling.opslag.declaraties.met_ids([declaratie_id]).get(declaratie_id)
    if declaratie is None:
        return None
    nu, geweigerd = _antwoord(declaratie, antwoord), referenties_in(antwoord)
    vervallen = (
        {} if keurt_geheel_af(antwoord) else _vervallen(handeling, partijen_van(antwoord), declaratie_id)
    )
    weg = [vondst for referentie, vondst in vervallen.items() if referentie not in geweigerd]
    bedrag = sum(weigering.prestatie.bedrag for _, weigering in weg)
    nu = replace(
        nu,
        toegekend=nu.toegekend - bedrag,
        geweigerd=nu.geweigerd + bedrag,
        geweigerde_regels=nu.geweigerde_regels + len(weg),
    )
    handeling.opslag.declaraties.beantwoord(declaratie_id, nu)
    return _gezegd(handeling, {retour for retour, _ in weg}) if weg else None


def zet_eigen_oordeel(handeling: Handeling, ontvangst_id: UUID, strenger: Strenger | None) -> None:
    """Keep what the municipality would have refused of the declaration with this message, if it is one."""
    eigen = None if strenger is None else EigenOordeel(strenger.bedrag, strenger.regels)
    handeling.opslag.declaraties.zet_eigen_oordeel(ontvangst_id, eigen)


def zeg_wat_dubbel_telt(
    handeling: Handeling, op: Berichtontvangst, antwoord: Wmo325
) -> tuple[Berichtontvangst, str | None]:
    """A declaration of which its own municipality refuses credits after all, with what counts twice by that.

    That was granted, and nothing takes it back: it is a task of the municipality. Gives also what, in Dutch.
    """
    tussen = partijen_van(antwoord)
    geweigerd = _lees(handeling, op) if keurt_geheel_af(antwoord) else antwoord
    dubbel = (
        None if geweigerd is None else dubbel_na(handeling.opslag.keten(tussen.gemeente, tussen), geweigerd)
    )
    if dubbel is None:
        return op, None
    hierin = dubbel.in_bericht(op.id)
    eigen = EigenOordeel(sum(regel.bedrag for regel in hierin), len(hierin)) if hierin else None
    handeling.opslag.declaraties.zet_eigen_oordeel(op.id, eigen)
    return berichtontvangst.zet_eigen_oordeel(op, dubbel.tekst), dubbel.tekst


def laat_credits_vervallen(handeling: Handeling, op: Berichtontvangst, retour: UUID, bericht: Wmo325) -> None:
    """A credit that was granted on a line that this answer `op` a declaration refuses, counts no more.

    Neither party has it left to balance, so the sum of its declaration does without; its message says so. Who
    kept it before the declaration with that line finds it by the line.
    """
    tussen, identificatie = partijen_van(bericht), bericht.header.declaratie_identificatie.identificatie
    geweigerd = _referenties(handeling, op) if keurt_geheel_af(bericht) else referenties_in(bericht)
    credits: dict[UUID, dict[str, UUID]] = {}
    van_beide = [handeling.opslag.keten(wie, tussen) for wie in tussen]
    for van, referentie in credits_op_geweigerd(van_beide, bericht, geweigerd):
        credits.setdefault(cast(UUID, van), {})[referentie] = retour
    ontvangsten = handeling.opslag.ontvangsten
    for van, referenties in credits.items():
        bij_beide = [laat_credits_vervallen_bij(bij, tussen, van, referenties) for bij in van_beide]
        # What one of both knew as refused was not granted any more.
        weg = {naam: bedrag for bij in bij_beide for naam, bedrag in bij.items() if bedrag is not None}
        for naam in [naam for bij in bij_beide for naam, bedrag in bij.items() if bedrag is None]:
            weg.pop(naam, None)
        if not weg:
            continue
        handeling.opslag.declaraties.laat_vervallen(van, sum(weg.values()), len(weg))
        declaratie = ontvangsten.vind(van)
        if declaratie is not None:
            opmerking = aaneen(declaratie.opmerking, credit_vervallen(identificatie))
            ontvangsten.bewaar(replace(declaratie, opmerking=opmerking))


def neem_vervallen_over(handeling: Handeling, tussen: Partijen, wie: str, declaratie_id: UUID) -> None:
    """Who comes to remember a declaration now does so without the credits in it that lapsed before."""
    vervallen = _vervallen(handeling, tussen, declaratie_id)
    referenties = {referentie: retour for referentie, (retour, _) in vervallen.items()}
    if referenties:
        laat_credits_vervallen_bij(handeling.opslag.keten(wie, tussen), tussen, declaratie_id, referenties)


def vervallen_credits(handeling: Handeling, tussen: Partijen, declaratie_id: UUID) -> frozenset[str]:
    """The references of the credits in this declaration that lapsed before."""
    return frozenset(_vervallen(handeling, tussen, declaratie_id))


def _vervallen(
    handeling: Handeling, tussen: Partijen, declaratie_id: UUID
) -> dict[str, tuple[UUID, Weigering]]:
    """By their reference the credits in this declaration that lapsed, each with the answer that says so."""
    vondsten = (
        vondst
        for wie in tussen
        for vondst in handeling.opslag.keten(wie, tussen).vind((vervallen_in(declaratie_id),))
    )
    return {
        weigering.prestatie.referentie: (retour, weigering)
        for retour, weigering in vondsten
        if isinstance(weigering, Weigering)
    }


def _gezegd(handeling: Handeling, retouren: Collection[UUID]) -> str | None:
    """In Dutch, that credits do not count, as these answers refuse their lines."""
    ontvangsten = handeling.opslag.ontvangsten
    op = {retour.antwoord_op for retour in ontvangsten.met_ids(retouren) if retour.antwoord_op is not None}
    namen = sorted(naam for _, naam in ontvangsten.kenmerken(op).values())
    return aaneen(*map(credit_vervallen, namen))


def _referenties(handeling: Handeling, declaratie: Berichtontvangst) -> frozenset[str]:
    """Of the lines of a declaration, as far as they were not destroyed."""
    bericht = _lees(handeling, declaratie)
    return frozenset() if bericht is None else referenties_in(bericht)


def _lees(handeling: Handeling, declaratie: Berichtontvangst) -> Wmo323 | None:
    """The declaration; None where all of it was destroyed."""
    try:
        return cast(Wmo323, codec.lees(declaratie.xml, handeling.schemas))
    except OngeldigBericht:
        return None


def _antwoord(declaratie: Declaratie, bericht: Wmo325) -> Antwoord:
    eigen, inhoud = bericht.header.bericht_identificatie, bericht.declaratie_antwoord
    kop = eigen.identificatie, eigen.dagtekening.dag_of_grens
    if inhoud is None or keurt_geheel_af(bericht):
        codes = (*bericht.header.retour_codes, *(() if inhoud is None else inhoud.retour_codes))
        redenen = tuple(dict.fromkeys(code for code in codes if code != IN_ORDE))
        return Antwoord(*kop, 0, declaratie.ingediend, declaratie.regels, redenen)
    regels = [met_teken(p.ingediend_bedrag) for client in inhoud.clienten for p in client.prestaties]
    geweigerd = sum(regels)
    # From its lines, as history has it: no rule says that its own totals are those of the declaration.
    return Antwoord(*kop, declaratie.ingediend - geweigerd, geweigerd, len(regels))


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    gemeente: Gemeentecode | None,
    aanbieder: AgbCode | None,
    *,
    sinds: datetime | None = None,
) -> Bladzijde[Declaratie]:
    """Declarations that a municipality received, or that a provider sent; oldest first."""
    return handeling.opslag.declaraties.bladzijde(
        limiet, cursor, gemeente=gemeente, aanbieder=aanbieder, sinds=sinds
    )


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal(handeling: Handeling, declaratie_id: UUID) -> Declaratie:
    """One declaration."""
    return handeling.opslag.declaraties.haal(declaratie_id)


@voor(*GEMEENTE, Rol.AANBIEDER)
def regels(handeling: Handeling, declaratie_id: UUID, limiet: int, cursor: str | None) -> Bladzijde[Regel]:
    """The lines of one declaration, in its order; of one that counts as not sent there are none (OP286)."""
    return bladzijde(handeling, haal(handeling, declaratie_id), limiet, cursor)


def bladzijde(
    handeling: Handeling, declaratie: Declaratie, limiet: int, cursor: str | None
) -> Bladzijde[Regel]:
    """The lines of this declaration, each with its client; whom they are about finds that in the record."""
    if declaratie.status is Ontvangststatus.AFGEKEURD:  # its identification may have been used again
        return Bladzijde((), None)
    tussen = Partijen(declaratie.gemeente, declaratie.aanbieder)
    sleutel = van_declaratie(
        Declaratiesleutel(declaratie.gemeente, declaratie.aanbieder, declaratie.identificatie)
    )
    gevonden = _regels(handeling, tussen, (sleutel,), limiet, cursor)
    ontvangsten, keten = handeling.opslag.ontvangsten, handeling.opslag.keten(handeling.beller.code, tussen)
    bsns = {keten.clientsleutel(bsn): bsn for bsn in ontvangsten.bsns_van([declaratie.id])[declaratie.id]}
    # Whom the municipality destroyed the declaration does not name any more; the provider keeps its lines.
    genoemd = {bsns[client] for client, _ in gevonden.rijen if client in bsns}
    ontvangsten.noteer("lezen", declaratie.id, declaratie.gemeente, genoemd)
    ids = ontvangsten.clienten(declaratie.gemeente, genoemd)
    regels = (replace(regel, client_id=ids.get(bsns.get(client, ""))) for client, regel in gevonden.rijen)
    return Bladzijde(tuple(regels), gevonden.volgende)


@voor(*GEMEENTE, Rol.AANBIEDER)
def op_toewijzing(
    handeling: Handeling, nummer: int, gemeente: Gemeentecode | None, limiet: int, cursor: str | None
) -> Bladzijde[Regel]:
    """The lines on one allocation, in the order in which they came; a provider names who gave the number."""
    toewijzing = handeling.opslag.toewijzingen.haal(nummer, gemeente=gemeente)
    sleutel = Toewijzingsleutel(toewijzing.gemeente, nummer)
    tussen = Partijen(toewijzing.gemeente, toewijzing.aanbieder)
    sleutels = prestaties_op(sleutel), geweigerd_op(sleutel)
    gevonden = _regels(handeling, tussen, sleutels, limiet, cursor)
    regels = (replace(regel, client_id=toewijzing.client_id) for _, regel in gevonden.rijen)
    return Bladzijde(tuple(regels), gevonden.volgende)


def _regels(
    handeling: Handeling, tussen: Partijen, sleutels: Collection[Sleutel], limiet: int, cursor: str | None
) -> Bladzijde[tuple[Clientsleutel, Regel]]:
    """The lines that are found by these keys, as the caller keeps them, and what became of each."""
    keten = handeling.opslag.keten(handeling.beller.code, tussen)
    gevonden = keten.vondsten(sleutels, limiet, cursor)
    regels = [(van, regel) for van, regel in gevonden.rijen if isinstance(regel, Declaratieregel)]
    referenties = {van_referentie(tussen, regel.prestatie.referentie) for _, regel in regels}
    # A wmo325 that its provider hands over leaves a refusal with that one alone, and lowers what is paid.
    van_aanbieder = handeling.opslag.keten(tussen.aanbieder, tussen)
    geweigerd = geweigerd_na(van_aanbieder.vind(referenties)) | geweigerd_na(keten.vind(referenties))
    open_ = handeling.opslag.ontvangsten.onbeantwoord({van for van, _ in regels})

    def beoordeeld(van: UUID, regel: Declaratieregel) -> Regel:
        stand = Regelstand.OPEN if van in open_ else Regelstand.TOEGEKEND
        if not regel.toegekend or (van, regel.prestatie) in geweigerd:
            stand = Regelstand.GEWEIGERD
        redenen = naslaan.retourcodes(geweigerd.get((van, regel.prestatie), regel.codes))
        return Regel(van, regel.declaratie.identificatie, None, regel.prestatie, stand, redenen)

    return Bladzijde(
        tuple((regel.client, beoordeeld(van, regel)) for van, regel in regels), gevonden.volgende
    )
