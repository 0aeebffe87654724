"""Clients as the municipality holds them: record, find, change, and who saw their data (W06)."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.feit import vereis_past_bij
from app.domain.fouten import NietGevonden, OngeldigeInvoer, Veldfout, VoorwaardeNietVervuld
from app.domain.identificatie import niet_vastgesteld, vereis_verantwoord
from app.domain.partijen import Client, Geboortedatum, Rol
from app.domain.plan import delen
from app.domain.plan.delen import Deling
from app.domain.toewijzing.bsn import onder_ander_bsn
from app.domain.toewijzing.clientgegevens import valt_weg
from app.domain.waarden import Bsn
from app.domain.zoeknaam import zoeknaam
from app.opslag import Verwerking
from app.opslag.bladzijde import Bladzijde
from app.processen import berichten
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.keten.verzoekontvangst import leg_bij_zaak
from app.processen.toewijzen import bewaar, lees_lijn, omstandigheden


@dataclass(frozen=True, slots=True)
class Clientinzage(Client):
    """A client, with what stands in the way of a message about them."""

    bevindingen: tuple[Veldfout, ...] | None = None
    """Why a wmo301 cannot hold these data, and what of them it leaves out; None where there is nothing."""


NAAM = "naam"
MEESTE = 20
"""Persons whose data one search by name shows."""
NOG_NIET = (
    "Nog niet alle cliënten zijn op naam te vinden: na een nieuwe versie duurt dat even. Probeer het later "
    "nog eens, of laat `wmo herreken` uitvoeren."
)


def _inzage(handeling: Handeling, client: Client, al_bekend: tuple[Veldfout, ...] = ()) -> Clientinzage:
    velden = {veld.name: getattr(client, veld.name) for veld in fields(Client)}
    bevindingen = (
        *niet_vastgesteld(client),
        *berichten.clientbevindingen(handeling, client),
        *valt_weg(client),
        *al_bekend,
    )
    return Clientinzage(**velden, bevindingen=bevindingen or None)


@voor(Rol.TOEGANG, Rol.ADMINISTRATIE)
def leg_client_vast(handeling: Handeling, client: Client) -> Clientinzage:
    """Record a client; one Bsn stands once in a municipality (BestaatAl).

    Who holds none can be a client too (Wmo 5.2.9 lid 6), up to the decision and its announcement.
    """
    _vereis_goed(handeling, client)
    al_bekend = tuple(_al_bekend(handeling, client))
    return _inzage(handeling, handeling.opslag.clienten.bewaar(client), al_bekend)


def _al_bekend(handeling: Handeling, client: Client) -> Iterator[Veldfout]:
    """Who can be the same person, as one of both has no Bsn; whether it is so is for who records to say."""
    clienten = handeling.opslag.clienten
    if not clienten.vindt_ieders_naam():
        yield Veldfout(
            NAAM,
            f"Of deze cliënt al bekend is onder een andere naam of zonder Bsn, is niet nagegaan. {NOG_NIET}",
        )
    gevonden = clienten.met_naam(client.naam.achternaam, client.geboortedatum, MEESTE)
    if gevonden is None:
        yield Veldfout(NAAM, f"Er zijn al meer dan {MEESTE} cliënten met deze naam en geboortedatum.")
    for ander in gevonden or ():
        if None in (client.bsn, ander.bsn):
            bsn = "zonder Bsn" if ander.bsn is None else "met Bsn"
            yield Veldfout(
                NAAM,
                f"Er is al een cliënt {bsn} met deze naam en geboortedatum: {ander.id}. Ga na of dit "
                "dezelfde persoon is.",
            )


def _vereis_goed(handeling: Handeling, client: Client) -> None:
    vastgesteld = client.identificatie
    handeling.vereis_gebeurd(
        {
            "geboortedatum.datum": client.geboortedatum.datum,
            "identificatie.datum": None if vastgesteld is None else vastgesteld.op,
        }
    )
    vereis_verantwoord(client)


@voor(*GEMEENTE)
def lijst(
    handeling: Handeling, limiet: int, cursor: str | None, *, sinds: datetime | None = None
) -> Bladzijde[Client]:
    """The clients of the municipality, the first recorded first."""
    return handeling.opslag.clienten.bladzijde(limiet, cursor, sinds=sinds)


@voor(*GEMEENTE)
def haal_client(handeling: Handeling, client_id: UUID) -> Clientinzage:
    """One client of the municipality."""
    return _inzage(handeling, handeling.opslag.clienten.haal(client_id))


@voor(*GEMEENTE)
def zoek_client(handeling: Handeling, bsn: Bsn) -> Clientinzage:
    """The client with this Bsn, found by its keyed hash; NietGevonden when there is none."""
    client = handeling.opslag.clienten.met_bsn(bsn)
    if client is None:
        raise NietGevonden("Deze gemeente kent geen cliënt met dit Bsn.")
    return _inzage(handeling, client)


@voor(*GEMEENTE)
def zoek_client_op_naam(handeling: Handeling, achternaam: str, geboortedatum: date) -> tuple[Client, ...]:
    """The clients with this surname, of their own or of a partner, and this date of birth, as far as known.

    Raises VoorwaardeNietVervuld for more than MEESTE, and while not all can be found yet.
    """
    if zoeknaam(achternaam) is None:
        raise OngeldigeInvoer(
            "Op deze naam is niemand te vinden.",
            Veldfout("achternaam", "Geef een achternaam met een letter erin."),
        )
    clienten = handeling.opslag.clienten
    if not clienten.vindt_ieders_naam():
        raise VoorwaardeNietVervuld(NOG_NIET)
    gevonden = clienten.met_naam(achternaam, Geboortedatum(geboortedatum), MEESTE)
    if gevonden is None:
        raise VoorwaardeNietVervuld(
            f"Meer dan {MEESTE} cliënten kunnen dit zijn. Zoek op Bsn.",
            Veldfout("achternaam", "Deze naam is van te veel cliënten met deze geboortedatum."),
        )
    return gevonden


@voor(Rol.TOEGANG, Rol.ADMINISTRATIE)
def wijzig_client(handeling: Handeling, client: Client) -> Clientinzage:
    """Replace the data of a client, as they came from the municipality's own record (OP039).

    With another Bsn, what providers know under the old one is deleted there, and allocated anew (TR332).
    Raises VoorwaardeNietVervuld while that of an earlier change is not approved, approved lines stand, or
    the Bsn is taken away under which something was allocated; and for a date of birth after a recorded fact.
    """
    _vereis_goed(handeling, client)
    handeling.opslag.clienten.vergrendel(client.id)
    huidig = handeling.opslag.clienten.haal(client.id, client.revisie)
    if client.geboortedatum != huidig.geboortedatum:
        vereis_past_bij(client.geboortedatum, handeling.opslag.feiten.van_client(client.id))
    if client.bsn == huidig.bsn:
        bewaard = handeling.opslag.clienten.bewaar(replace(client, eerder_bsn=huidig.eerder_bsn))
        return _inzage(handeling, bewaard)
    if huidig.eerder_bsn is not None:
        raise VoorwaardeNietVervuld(
            "Het Bsn kan nog niet weer worden gewijzigd.",
            Veldfout("bsn", "Wat onder het vorige Bsn vervalt, is nog niet overal goedgekeurd.", "TR332"),
        )
    gewijzigd = _wijzig_bsn(handeling, huidig, client)
    leg_bij_zaak(handeling, client.id)
    return _inzage(handeling, gewijzigd)


@vervult("W08")
def _wijzig_bsn(handeling: Handeling, huidig: Client, client: Client) -> Client:
    lijn = lees_lijn(handeling, client.id)
    if client.bsn is None and lijn.nummers:
        raise VoorwaardeNietVervuld(
            "Het Bsn kan niet vervallen.",
            Veldfout("bsn", "Onder dit Bsn is al toegewezen. Geef het juiste Bsn."),
        )
    gebeurtenissen = lijn.uitgevoerd()
    achter, nieuw = onder_ander_bsn(gebeurtenissen, lijn.nummers, omstandigheden(handeling, ()))
    if not achter:
        return handeling.opslag.clienten.bewaar(client)
    bewaard = handeling.opslag.clienten.bewaar(replace(client, eerder_bsn=huidig.bsn))
    for toewijzing in achter:
        handeling.opslag.toewijzingen.bewaar(toewijzing)
    if not bewaard.berichtenverkeer_geblokkeerd:
        for aanbieder in dict.fromkeys(toewijzing.aanbieder for toewijzing in achter):
            berichten.stel_verwijdering_op(handeling, bewaard, aanbieder)
    bewaar(handeling, bewaard, lees_lijn(handeling, client.id), gebeurtenissen, nieuw)
    berichten.vergeet_eerder_bsn(handeling, client.id)
    return handeling.opslag.clienten.haal(client.id)


@vervult("W06")
@voor(*GEMEENTE)
def lees_verwerkingen(
    handeling: Handeling, client_id: UUID, limiet: int, cursor: str | None
) -> Bladzijde[Verwerking]:
    """Every processing of this person's data: who, on whose behalf, what, when."""
    handeling.opslag.clienten.haal(client_id)
    return handeling.opslag.verwerkingen.van_client(client_id, limiet, cursor)


@vervult("W06")
@voor(*GEMEENTE)
def lees_delingen(handeling: Handeling, client_id: UUID) -> tuple[Deling, ...]:
    """What of this person's file was shared or not, with whom, when and why."""
    handeling.opslag.clienten.haal(client_id)
    plannen = handeling.opslag.ondersteuningsplannen.van_client(client_id)
    return tuple(deling for plan in plannen for deling in delen.delingen(plan))
