"""Keeping and destroying: reasons to keep, requests to destroy, and the run that destroys (W04)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID, uuid4

from app.domain import bewaren
from app.domain.aanbiederdossier import grond, lopend
from app.domain.berichtontvangst import Berichtontvangst
from app.domain.bewaardezaak import bewaardezaken
from app.domain.bewaren import (
    Beslissing,
    Bewaardezaak,
    Bewaarreden,
    Vernietiging,
    Vernietigingsverzoek,
    Weigergrond,
)
from app.domain.eisen import vervult
from app.domain.fouten import NietGevonden, OngeldigeInvoer, Veldfout
from app.domain.keten.dossier import Clientsleutel, Partijen
from app.domain.partijen import Beller, Partij, Rol
from app.domain.termijnen import Kalenders
from app.domain.waarden import AgbCode, Gemeentecode, kalenderdag
from app.istandaard.vernietigd import zonder_client
from app.opslag import Databank, Opslag, Verwerker
from app.opslag.bladzijde import Bladzijde
from app.opslag.vernietiging import Dossiersleutel
from app.processen.handeling import GEMEENTE, Handeling, voor

K = TypeVar("K")
"""By what is found what may go."""

PER_KEER = 200
"""Clients that are looked up at once; each has a transaction of its own."""


@voor(Rol.TOEGANG, Rol.ADMINISTRATIE)
def leg_bewaarreden_vast(handeling: Handeling, melding_id: UUID, reden: str, tot: date) -> Bewaarreden:
    """Keep a case longer than its term, for a reason, until a day."""
    if tot < handeling.vandaag:
        raise OngeldigeInvoer(
            "De reden om te bewaren geldt nu al niet meer.",
            Veldfout("einddatum", f"Kies een dag vanaf {handeling.vandaag:%d-%m-%Y}.", "W04"),
        )
    melding = handeling.opslag.meldingen.haal(melding_id)
    return handeling.opslag.bewaarredenen.bewaar(
        Bewaarreden(
            id=uuid4(),
            gemeente=melding.gemeente,
            client_id=melding.client_id,
            melding_id=melding.id,
            reden=reden,
            tot=tot,
            door=handeling.beller.medewerker,
            op=handeling.nu,
        )
    )


@voor(*GEMEENTE)
def lijst_bewaarredenen(
    handeling: Handeling, limiet: int, cursor: str | None, melding_id: UUID
) -> Bladzijde[Bewaarreden]:
    """The reasons to keep one case, the first recorded first."""
    handeling.opslag.meldingen.haal(melding_id)
    return handeling.opslag.bewaarredenen.bladzijde(limiet, cursor, melding_id=melding_id)


@voor(Rol.TOEGANG, Rol.ADMINISTRATIE)
def neem_verzoek_aan(handeling: Handeling, client_id: UUID, ontvangen_op: date) -> Vernietigingsverzoek:
    """Record that a client asks for destruction; three months run from its day."""
    handeling.vereis_gebeurd({"ontvangstdatum": ontvangen_op})
    client = handeling.opslag.clienten.haal(client_id)
    return handeling.opslag.vernietigingsverzoeken.bewaar(
        Vernietigingsverzoek(uuid4(), client.gemeente, client.id, ontvangen_op)
    )


@voor(*GEMEENTE)
def lijst_verzoeken(
    handeling: Handeling, limiet: int, cursor: str | None, client_id: UUID
) -> Bladzijde[Vernietigingsverzoek]:
    """The requests of one client, the first recorded first."""
    handeling.opslag.clienten.haal(client_id)
    return handeling.opslag.vernietigingsverzoeken.bladzijde(limiet, cursor, client_id=client_id)


@voor(*GEMEENTE)
def haal_verzoek(
    handeling: Handeling, client_id: UUID, verzoek_id: UUID, revisie: int | None = None
) -> Vernietigingsverzoek:
    """One request of one client."""
    gevonden = handeling.opslag.vernietigingsverzoeken.haal(verzoek_id, revisie)
    if gevonden.client_id != client_id:
        raise NietGevonden("Deze cliënt heeft dit verzoek niet gedaan.")
    return gevonden


@vervult("W04")
@voor(Rol.BESLUIT)
def beslis_op_verzoek(
    handeling: Handeling,
    client_id: UUID,
    verzoek_id: UUID,
    revisie: int,
    motivering: str,
    weigergrond: Weigergrond | None,
) -> Vernietigingsverzoek:
    """Grant or refuse a request; what is granted goes with the next run, whatever its term."""
    handeling.opslag.clienten.vergrendel(client_id)
    huidig = haal_verzoek(handeling, client_id, verzoek_id, revisie)
    zaken = _zaken(handeling.opslag, client_id, handeling.vandaag, handeling.kalenders)
    beslissing = Beslissing(motivering, weigergrond, handeling.beller.medewerker, handeling.nu)
    buiten_zaken = _lopend(handeling.opslag, client_id, handeling.vandaag)
    return handeling.opslag.vernietigingsverzoeken.bewaar(
        bewaren.beslis(huidig, beslissing, zaken, handeling.vandaag, buiten_zaken)
    )


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst_vernietigingen(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Vernietiging]:
    """What was destroyed of what the caller kept, the oldest first."""
    return handeling.opslag.vernietigingen.bladzijde(limiet, cursor)


class _AlleenProef(Exception):
    """Undoes the transaction of a dry run."""


@vervult("W04")
def vernietig(
    databank: Databank,
    nu: datetime,
    door: str,
    kalenders: Kalenders,
    *,
    gemeente: Gemeentecode | None = None,
    proef: bool = False,
) -> tuple[Vernietiging, ...]:
    """Destroy what may go today; gives what went, without personal data.

    Of all municipalities and providers, or of one municipality. Each client, and of a provider each person
    in its exchange with one municipality, is one transaction with the record of the destruction in it, so
    that a run that breaks off has done whole ones and the next one goes on. A dry run (`proef`) does the same
    and undoes it.
    """
    gemeenten = databank.gemeenten() if gemeente is None else (gemeente,)
    aanbieders = databank.aanbieders() if gemeente is None else ()
    return (
        *(v for code in gemeenten for v in _vernietig_in(databank, code, nu, door, kalenders, proef)),
        *(v for code in aanbieders for v in _vernietig_bij(databank, code, nu, door, proef)),
    )


def totalen(vernietigd: Collection[Vernietiging]) -> dict[str, Counter[str]]:
    """How many records of each kind went, per municipality or provider that kept them."""
    per_eigenaar: dict[str, Counter[str]] = {}
    for vernietiging in vernietigd:
        teller = per_eigenaar.setdefault(vernietiging.eigenaar, Counter())
        teller.update({telling.soort: telling.aantal for telling in vernietiging.aantallen})
    return per_eigenaar


def _vernietig_in(
    databank: Databank,
    gemeente: Gemeentecode,
    nu: datetime,
    door: str,
    kalenders: Kalenders,
    proef: bool,
) -> Iterator[Vernietiging]:
    beller = Beller(Partij.GEMEENTE, gemeente, door, Rol.ADMINISTRATIE, "wmo vernietig")
    verwerker = Verwerker(beller, "vernietig", uuid4().hex, nu)
    yield from _een_voor_een(
        lambda na: _kandidaten(databank, verwerker, na),
        lambda client_id: _vernietig_van(databank, verwerker, client_id, kalenders, proef),
    )
    yield from _vernietig_berichten(databank, verwerker, proef)


def _vernietig_berichten(databank: Databank, verwerker: Verwerker, proef: bool) -> Iterator[Vernietiging]:
    """What came in about several persons or nobody, and on which nothing rests, by its own term."""
    vandaag, meer = kalenderdag(verwerker.nu), True
    while meer:
        vernietigd: list[Vernietiging] = []
        with suppress(_AlleenProef), databank.transactie(verwerker) as opslag:
            oud = opslag.vernietigingen.verlopen(PER_KEER)
            weg = defaultdict(list)
            for id, gemaakt, gemeente in oud:
                if bewaren.is_verlopen(kalenderdag(gemaakt), vandaag):
                    weg[gemeente].append(id)
            vernietigd = [opslag.vernietigingen.vernietig_berichten(*van) for van in weg.items()]
            meer = bool(vernietigd) and not proef
            if proef:
                raise _AlleenProef
        yield from vernietigd


def _vernietig_bij(
    databank: Databank, aanbieder: AgbCode, nu: datetime, door: str, proef: bool
) -> Iterator[Vernietiging]:
    """What a provider keeps, person by person in its exchange with each municipality."""
    beller = Beller(Partij.AANBIEDER, aanbieder, door, Rol.AANBIEDER, "wmo vernietig")
    verwerker = Verwerker(beller, "vernietig", uuid4().hex, nu)
    yield from _een_voor_een(
        lambda na: _oude_dossiers(databank, verwerker, na),
        lambda sleutel: _vernietig_dossier(databank, verwerker, sleutel, proef),
    )
    yield from _vernietig_berichten(databank, verwerker, proef)


def _een_voor_een(
    zoek: Callable[[K | None], tuple[K, ...]], vernietig: Callable[[K], Vernietiging | None]
) -> Iterator[Vernietiging]:
    """What went of all that is found, some after the last at a time."""
    na = None
    while gevonden := zoek(na):
        for sleutel in gevonden:
            vernietigd = vernietig(sleutel)
            if vernietigd is not None:
                yield vernietigd
        na = gevonden[-1]


def _oude_dossiers(
    databank: Databank, verwerker: Verwerker, na: Dossiersleutel | None
) -> tuple[Dossiersleutel, ...]:
    with databank.transactie(verwerker) as opslag:
        return opslag.vernietigingen.dossiers(PER_KEER, na)


def _vernietig_dossier(
    databank: Databank, verwerker: Verwerker, sleutel: Dossiersleutel, proef: bool
) -> Vernietiging | None:
    vernietigd, code = None, verwerker.beller.code
    with suppress(_AlleenProef), databank.transactie(verwerker) as opslag:
        opslag.keten(code, Partijen(sleutel.gemeente, code)).vergrendel()
        waarom = grond(opslag.vernietigingen.dossier(sleutel), kalenderdag(verwerker.nu))
        if waarom is not None:
            leeg = _snijd(opslag, sleutel.persoon, code)
            vernietigd = opslag.vernietigingen.vernietig_dossier(sleutel, waarom, leeg)
        if proef:
            raise _AlleenProef
    return vernietigd


def _kandidaten(databank: Databank, verwerker: Verwerker, na: UUID | None) -> tuple[UUID, ...]:
    with databank.transactie(verwerker) as opslag:
        return opslag.vernietigingen.kandidaten(PER_KEER, na)


def _vernietig_van(
    databank: Databank, verwerker: Verwerker, client_id: UUID, kalenders: Kalenders, proef: bool
) -> Vernietiging | None:
    vernietigd = None
    with suppress(_AlleenProef), databank.transactie(verwerker) as opslag:
        opslag.clienten.vergrendel(client_id)
        vernietigd = _wis(opslag, client_id, kalenderdag(verwerker.nu), kalenders)
        if proef:
            raise _AlleenProef
    return vernietigd


def _wis(opslag: Opslag, client_id: UUID, vandaag: date, kalenders: Kalenders) -> Vernietiging | None:
    weg = bewaren.te_vernietigen(
        _zaken(opslag, client_id, vandaag, kalenders),
        opslag.vernietigingen.laatst_gemaakt(client_id)[None],
        vandaag,
        bewaren.laatst_ingewilligd(opslag.vernietigingsverzoeken.van_client(client_id)),
        _lopend(opslag, client_id, vandaag),
    )
    if weg is None:
        return None
    client = opslag.clienten.haal(client_id)
    leeg: tuple[UUID, ...] = ()
    if weg.client and client.bsn is not None:
        cijfers = client.bsn.cijfers
        leeg = _snijd(opslag, opslag.ontvangsten.persoon(client.gemeente, cijfers), client.gemeente)
    return opslag.vernietigingen.vernietig(client_id, weg, leeg)


def _lopend(opslag: Opslag, client_id: UUID, vandaag: date) -> tuple[str, ...]:
    """What runs by the history of the municipality, also what was drawn up elsewhere."""
    return tuple(lopend(opslag.vernietigingen.historie(client_id), vandaag))


def _snijd(opslag: Opslag, persoon: str, eigen: str) -> tuple[UUID, ...]:
    """Take this person out of messages about several; gives those of which nothing may stay.

    What the receiver keeps of that person by a message stays until it destroys that itself.
    """
    sleutel, leeg = Clientsleutel(persoon), []
    for id in opslag.vernietigingen.gedeeld(sleutel):
        bsn = next(
            (b for b in opslag.ontvangsten.bsns(id) if opslag.ontvangsten.persoon(eigen, b) == persoon), None
        )
        if bsn is None:
            continue
        bericht = opslag.ontvangsten.haal(id)
        if _houdt_ander(opslag, bericht, bsn, eigen):
            continue
        over = tuple(ander for ander in bericht.bsns or () if ander != bsn)
        xml = zonder_client(bericht.xml, bsn)
        if not over or xml is None:
            leeg.append(id)
            continue
        antwoord = bericht.antwoord
        if antwoord is not None and bsn in antwoord:
            rest = zonder_client(antwoord.encode(), bsn)
            antwoord = None if rest is None else rest.decode()
        opslag.ontvangsten.bewaar(replace(bericht, xml=xml, antwoord=antwoord, bsns=over))
    return tuple(leeg)


def _houdt_ander(opslag: Opslag, bericht: Berichtontvangst, bsn: str, eigen: str) -> bool:
    """Whether another party, who received this message or what it answers, keeps this person by that."""
    ontvangers = [(bericht.id, bericht.eigenaar)]
    if bericht.antwoord_op is not None:
        ontvangers.append((bericht.antwoord_op, bericht.afzender))
    return any(
        opslag.vernietigingen.is_van_ander(id, Clientsleutel(opslag.ontvangsten.persoon(ander, bsn)), ander)
        for id, ander in ontvangers
        if ander != eigen
    )


def _zaken(opslag: Opslag, client_id: UUID, vandaag: date, kalenders: Kalenders) -> tuple[Bewaardezaak, ...]:
    """The cases of a client, as the rules on keeping look at them."""
    toewijzingen = opslag.toewijzingen.van_client(client_id)
    return bewaardezaken(
        zaken=opslag.lijsten.zaken_van_client(client_id),
        toewijzingen=toewijzingen,
        draagregels=opslag.draagregels.van_nummers([t.nummer for t in toewijzingen]),
        berichten=opslag.berichten.van_client(client_id),
        redenen=opslag.bewaarredenen.van_client(client_id),
        laatst_gemaakt=opslag.vernietigingen.laatst_gemaakt(client_id),
        vandaag=vandaag,
        kalenders=kalenders,
    )
