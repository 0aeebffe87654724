"""Clienten: the persons that a municipality supports, and who saw their data (W06)."""

from typing import Annotated
from uuid import uuid4

from pydantic import Field

from app.api.delen import PeriodeIn, PeriodeUit, VertegenwoordigingIn, VertegenwoordigingUit
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    Achternaam,
    AgbVeld,
    BsnVeld,
    Datum,
    Emailadres,
    Invoer,
    Kenmerk,
    Keuze,
    Model,
    Moment,
    Reeks,
    Rij,
    Tekst,
    Toelichting,
    Uitvoer,
    Uuid,
    code_van,
    voorbeeld,
)
from app.api.kader.rest.probleem import FoutInVeld
from app.api.kader.rest.router import Router
from app.api.voorbeelden import AGB, BSN, CLIENT, GEMEENTE, MEDEWERKER, PLAN
from app.domain.partijen import Client, Identificatiewijze
from app.domain.plan.delen import Deling
from app.domain.plan.ondersteuningsplan import Brondocument
from app.opslag import Verwerking
from app.processen import clienten
from app.processen.clienten import Clientinzage

router = Router(
    "/clienten",
    tag="Cliënten",
    scope="clienten",
    uitleg="De mensen die de gemeente ondersteunt, wie hun gegevens zag en wat met wie is gedeeld.",
)


TELEFOONNUMMER = r"^(\+[1-9][0-9]{4,16}|[0-9]{1,15})$"


class _Naam(Model):
    """Name of a person."""

    achternaam: Achternaam = Field(
        description="Een punt als er geen achternaam bekend is, zoals in de BRP.", examples=["Jansen"]
    )
    voorvoegsel: Tekst | None = Field(None, max_length=10, examples=["van der"])
    voornamen: Tekst | None = Field(None, examples=["Maria Johanna"])
    voorletters: str | None = Field(None, pattern="^[a-zA-ZÀ-ỳ]{1,6}$", examples=["MJ"])
    partner_achternaam: Achternaam | None = Field(None, examples=["Peeters"])
    partner_voorvoegsel: Tekst | None = Field(None, max_length=10, examples=["de"])
    naamgebruik: str = Field(
        "1", pattern="^[1-6]$", description="Code van COD700: 1 is eigen naam.", examples=["1"]
    )


class NaamIn(_Naam, Invoer):
    """Name of a person."""


class NaamUit(_Naam, Uitvoer):
    """Name of a person."""


class _Geboortedatum(Model):
    """Date of birth, and which part of it is known."""

    datum: Datum = Field(examples=["1948-05-17"])
    gebruik: str | None = Field(
        None,
        pattern="^[1-3]$",
        description="Code van COD170 als de datum niet helemaal bekend is: 1 dag, 2 dag en maand, 3 geheel.",
        examples=["1"],
    )


class GeboortedatumIn(_Geboortedatum, Invoer):
    """Date of birth, and which part of it is known."""


class GeboortedatumUit(_Geboortedatum, Uitvoer):
    """Date of birth, and which part of it is known."""


Telefoonnummer = Annotated[str, Field(pattern=TELEFOONNUMMER)]


EMAILADRES = Field(None, max_length=80, examples=["m.jansen@example.nl"])


class _Contact(Model):
    """Address and other ways to reach somebody."""

    soort: str = Field(
        pattern="^0[1-4]$", description="Code van COD757: 01 is het BRP-adres.", examples=["01"]
    )
    straatnaam: Tekst | None = Field(None, max_length=24, examples=["Markt"])
    huisnummer: int | None = Field(None, ge=0, le=99_999, examples=[12])
    huisletter: str | None = Field(None, pattern="^[A-Za-z]$", examples=["a"])
    huisnummer_toevoeging: Tekst | None = Field(None, max_length=4, examples=["bis"])
    aanduiding_woonadres: str | None = Field(
        None, pattern="^(AB|BY|TO|WW)$", description="BY is bij, TO is tegenover.", examples=["BY"]
    )
    postcode: Tekst | None = Field(
        None,
        max_length=8,
        description="In Nederland vier cijfers en twee letters, zonder spatie.",
        examples=["6041EM"],
    )
    plaatsnaam: Tekst | None = Field(None, max_length=80, examples=["Roermond"])
    landcode: str | None = Field(
        None, pattern="^[A-Z]{2}$", description="Twee letters (ISO 3166-1).", examples=["NL"]
    )
    organisatie: Tekst | None = Field(None, max_length=35, examples=["Bewindvoering Zuid"])
    telefoonnummers: Rij[Telefoonnummer] = Field(
        (),
        max_length=10,
        description="Cijfers; van een ander land met een plus en het landnummer. De eerste twee gaan mee in "
        "een bericht.",
        examples=[["0475123456", "+3242223344"]],
    )
    emailadres: Tekst | None = EMAILADRES


class ContactIn(_Contact, Invoer):
    """Address and other ways to reach somebody."""

    emailadres: Emailadres | None = EMAILADRES
    periode: PeriodeIn | None = None


class ContactUit(_Contact, Uitvoer):
    """Address and other ways to reach somebody."""

    periode: PeriodeUit | None = None


SOORT_RELATIE = "Code van COD472: 16 is zoon of dochter."


class _Relatie(Model):
    """Somebody in the client's life."""

    nummer: Kenmerk = Field(description="Uniek per cliënt.", examples=["1"])
    volgorde: int | None = Field(None, ge=0, le=99, examples=[1])
    geslacht: str | None = Field(
        None, pattern="^[012]$", description="Code van COD046: 0 onbekend, 1 man, 2 vrouw.", examples=["2"]
    )


class RelatieIn(_Relatie, Invoer):
    """Somebody in the client's life."""

    soort: Annotated[str, *code_van("COD472")] = Field(description=SOORT_RELATIE, examples=["16"])
    naam: NaamIn
    contact: ContactIn
    geboortedatum: GeboortedatumIn | None = None


class RelatieUit(_Relatie, Uitvoer):
    """Somebody in the client's life."""

    soort: str = Field(description=SOORT_RELATIE, examples=["16"])
    naam: NaamUit
    contact: ContactUit
    geboortedatum: GeboortedatumUit | None = None


class _Identificatie(Model):
    """When and how identity and Bsn were established."""

    op: Datum = Field(alias="datum", examples=["2026-03-02"])
    wijze: Keuze[Identificatiewijze] = Field(
        description="identiteitsbewijs: de cliënt liet het zien; basisregistratie: in de BRP of het "
        "nummerregister nagezien; andere_gebruiker: overgenomen van wie het zelf moest vaststellen.",
        examples=["identiteitsbewijs"],
    )


class IdentificatieIn(_Identificatie, Invoer):
    """When and how identity and Bsn were established."""

    toelichting: Toelichting | None = Field(
        None,
        description="Verplicht zonder Bsn, en bij anders.",
        examples=["Nog niet ingeschreven in de BRP; paspoort gezien."],
    )


class IdentificatieUit(_Identificatie, Uitvoer):
    """When and how identity and Bsn were established."""

    toelichting: str | None = Field(None, examples=["Nog niet ingeschreven in de BRP; paspoort gezien."])


class _Client(Model):
    """What the municipality holds of a person."""

    bsn: BsnVeld | None = Field(
        None,
        description="Alleen in de inhoud van een bericht, nooit in een adres. Wie er geen heeft, kan ook "
        "cliënt zijn (Wmo 5.2.9); dan is er geen wmo301.",
        examples=[BSN],
    )
    geslacht: str = Field(
        pattern="^[012]$", description="Code van COD046: 0 onbekend, 1 man, 2 vrouw.", examples=["2"]
    )
    communicatie_vorm: str | None = Field(
        None, pattern="^[1-3]$", description="Code van COD747: 1 is een tolk.", examples=["1"]
    )
    communicatie_taal: Tekst | None = Field(None, max_length=25, examples=["Pools"])
    juridische_status: str | None = Field(
        None, pattern="^(0[1-5]|1[12])$", description="Code van WJ232.", examples=["01"]
    )
    wettelijke_vertegenwoordiging: str | None = Field(
        None, pattern="^(0[6-9]|10)$", description="Code van WJ003.", examples=["06"]
    )
    berichtenverkeer_geblokkeerd: bool = Field(
        False,
        description="Geen berichten over deze cliënt, omdat doorgeven gevaar oplevert.",
        examples=[False],
    )


class ClientIn(_Client, Invoer):
    """What the municipality holds of a person."""

    # No postcode: the linter of the API Design Rules takes each key that contains "post" for an operation.
    model_config = voorbeeld(
        {
            "bsn": BSN,
            "identificatie": {"datum": "2026-03-02", "wijze": "identiteitsbewijs"},
            "geslacht": "2",
            "naam": {"achternaam": "Jansen", "voorletters": "MJ"},
            "geboortedatum": {"datum": "1948-05-17"},
            "contacten": [
                {
                    "soort": "01",
                    "straatnaam": "Markt",
                    "huisnummer": 12,
                    "plaatsnaam": "Roermond",
                    "landcode": "NL",
                    "telefoonnummers": ["0475123456"],
                }
            ],
        }
    )

    naam: NaamIn
    geboortedatum: GeboortedatumIn
    identificatie: IdentificatieIn | None = Field(
        None, description="Hoe identiteit en Bsn zijn vastgesteld; nodig voor een besluit."
    )
    contacten: Rij[ContactIn] = Field(min_length=1)
    relaties: Rij[RelatieIn] = ()
    vertegenwoordiger: VertegenwoordigingIn | None = Field(
        None, description="Wie namens de cliënt handelt (Wmo 1.1.1 lid 2); staat in elke brief."
    )


class ClientUit(_Client, Uitvoer):
    """What the municipality holds of a person."""

    id: Uuid = Field(examples=[CLIENT])
    naam: NaamUit
    geboortedatum: GeboortedatumUit
    identificatie: IdentificatieUit | None = None
    contacten: Reeks[ContactUit]
    relaties: Reeks[RelatieUit]
    vertegenwoordiger: VertegenwoordigingUit | None = None


class ClientinzageUit(ClientUit):
    """What the municipality holds of a person, with what stands in the way of a message."""

    bevindingen: list[FoutInVeld] | None = Field(
        None,
        description="Wat er nog ontbreekt, waarom deze gegevens (nog) niet in een wmo301 kunnen staan, en "
        "wat er niet in meegaat. Bij het vastleggen ook wie er al is en dezelfde persoon kan zijn. "
        "Ontbreekt als er niets te melden is. Herstel dit voordat er een besluit is.",
    )


class ZoekopdrachtIn(Invoer):
    """Whom somebody looks for."""

    bsn: BsnVeld = Field(examples=[BSN])


class NaamzoekopdrachtIn(Invoer):
    """Whom somebody looks for without knowing the Bsn."""

    achternaam: Achternaam = Field(
        description="Die van de cliënt zelf of van de partner; hoofdletters, accenten, tussenvoegsels en "
        "leestekens tellen niet.",
        examples=["Jansen"],
    )
    geboortedatum: Datum = Field(
        description="Wie maar voor een deel bekend is wanneer hij is geboren, wordt op dat deel gevonden.",
        examples=["1948-05-17"],
    )


class VerwerkingUit(Uitvoer):
    """One act on the data of a person."""

    moment: Moment = Field(examples=["2026-03-02T09:00:00Z"])
    activiteit: str = Field(description="De bewerking van deze API.", examples=["lees_client"])
    partij: str = Field(examples=["gemeente"])
    code: str = Field(description="Gemeentecode of AGB-code van de organisatie.", examples=[GEMEENTE])
    medewerker: str = Field(examples=[MEDEWERKER])
    rol: str = Field(examples=["toegang"])
    systeem: str = Field(examples=["zaaksysteem"])
    actie: str = Field(description="lezen, maken of wijzigen.", examples=["lezen"])
    object_soort: str = Field(examples=["client"])
    object_id: str = Field(examples=[CLIENT])
    trace_id: str = Field(
        description="Kenmerk van het verzoek.", examples=["4bf92f3577b34da6a3ce929d0e0e4736"]
    )


class DelingUit(Uitvoer):
    """One choice on one document part."""

    plan_id: Uuid = Field(examples=[PLAN])
    aanbieder: AgbVeld = Field(examples=[AGB])
    document: Keuze[Brondocument] = Field(examples=["vraaganalyse"])
    onderdeel: str = Field(examples=["huishouden"])
    gedeeld: bool = Field(examples=[True])
    doel: str = Field(examples=["De aanbieder moet weten wat de cliënt nog zelf kan."])
    client_wil_delen: bool | None = Field(
        None, description="Alleen waar de regio toestemming vraagt.", examples=[True]
    )
    motivering: str = Field(examples=["Nodig om de hulp te plannen."])
    verzonden_op: Moment = Field(examples=["2026-03-10T09:00:00Z"])
    kanaal: str = Field(examples=["zorgmail"])
    beeindigd_op: Moment | None = Field(
        None,
        description="Wanneer de inzage eindigde, omdat de uitvraag is geweigerd of ingetrokken.",
        examples=["2026-03-12T09:00:00Z"],
    )


@router.post("", response_model=ClientinzageUit, status_code=201, summary="Leg een cliënt vast")
def leg_client_vast(invoer: ClientIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Clientinzage:
    return antwoord.aangemaakt(
        clienten.leg_client_vast(handeling, invoer.als(Client, id=uuid4(), gemeente=handeling.gemeente))
    )


@router.get("", response_model=list[ClientUit], summary="Toon de cliënten van de gemeente")
def lijst_clienten(
    handeling: DeHandeling, blad: HetBlad, gewijzigd_sinds: GewijzigdSinds = None
) -> tuple[Client, ...]:
    return blad.toon(clienten.lijst(handeling, blad.limiet, blad.cursor, sinds=gewijzigd_sinds))


@router.post(
    "/zoekopdrachten",
    response_model=ClientinzageUit,
    summary="Zoek een cliënt op Bsn",
    description="Het Bsn staat in de inhoud, omdat adressen in logbestanden terechtkomen.",
)
def zoek_client(invoer: ZoekopdrachtIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Clientinzage:
    return antwoord.met_etag(clienten.zoek_client(handeling, invoer.bsn))


@router.post(
    "/naamzoekopdrachten",
    response_model=Annotated[list[ClientUit], Field(max_length=clienten.MEESTE)],
    summary="Zoek cliënten op naam en geboortedatum",
    description="Voor wie het Bsn niet bij de hand heeft, of zoekt wie er geen heeft. Zijn het er meer dan "
    f"{clienten.MEESTE}, dan worden ze niet getoond. Van ieder die is gevonden, staat dit in het logboek.",
)
def zoek_client_op_naam(invoer: NaamzoekopdrachtIn, handeling: DeHandeling) -> tuple[Client, ...]:
    return clienten.zoek_client_op_naam(handeling, invoer.achternaam, invoer.geboortedatum)


@router.get("/{id:id}", response_model=ClientinzageUit, summary="Lees een cliënt")
def lees_client(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Clientinzage:
    return antwoord.met_etag(clienten.haal_client(handeling, id))


@router.put("/{id:id}", response_model=ClientinzageUit, summary="Wijzig een cliënt")
def wijzig_client(
    id: Uuid, revisie: IfMatch, invoer: ClientIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Clientinzage:
    """Replace the data of a client."""
    return antwoord.met_etag(
        clienten.wijzig_client(
            handeling, invoer.als(Client, id=id, gemeente=handeling.gemeente, revisie=revisie)
        )
    )


@router.get(
    "/{id}/verwerkingen",
    response_model=list[VerwerkingUit],
    summary="Toon wie wat met de gegevens van een cliënt deed",
)
def lijst_verwerkingen(id: Uuid, handeling: DeHandeling, blad: HetBlad) -> tuple[Verwerking, ...]:
    return blad.toon(clienten.lees_verwerkingen(handeling, id, blad.limiet, blad.cursor))


@router.get(
    "/{id}/delingen",
    response_model=list[DelingUit],
    summary="Toon wat van een cliënt met wie is gedeeld, wanneer en waarom",
)
def lijst_delingen(id: Uuid, handeling: DeHandeling) -> tuple[Deling, ...]:
    return clienten.lees_delingen(handeling, id)
