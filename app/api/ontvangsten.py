"""Ontvangsten: messages of iWmo that come in, what becomes of each, and the answer to it."""

from typing import Annotated

from fastapi import Body, Query
from pydantic import Field, computed_field

from app.api.kader.beurt import AANLEVERING
from app.api.kader.rest.antwoorden import Xml
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling, DeInzage, DeRaadpleging, DeStap
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import Invoer, Keuze, Moment, Reeks, Toelichting, Uitvoer, Uuid
from app.api.kader.rest.router import Router
from app.api.validaties import VOORBEELD, WAAROM_NIET, BevindingUit
from app.api.voorbeelden import AGB, BERICHT, GEMEENTE, MEDEWERKER, ONTVANGST
from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.istandaard.controle import waarom_in_keten
from app.opslag.lijsten import Ontvangstrij
from app.processen.keten import ontvangen

router = Router("/berichten/ontvangsten", tag="Berichten", scope="berichten")


class BerichtontvangstrijUit(Uitvoer):
    """A message that came in, in a list."""

    id: Uuid = Field(examples=[ONTVANGST])
    eigenaar: str = Field(
        description="De ontvanger, die het beoordeelt. Is het aan de deur geweigerd: wie het aanleverde.",
        examples=[GEMEENTE],
    )
    afzender: str = Field(
        description="De afzender. Is het aan de deur geweigerd: wie het aanleverde.", examples=[AGB]
    )
    code: str = Field(description="BerichtCode; leeg als het aan de deur is geweigerd.", examples=["418"])
    identificatie: str = Field(
        description="Van het bericht, of van het retourbericht; leeg als het aan de deur is geweigerd.",
        examples=["305-0017"],
    )
    status: Keuze[Ontvangststatus] = Field(
        description="Ontvangen: bewaard en nog niet beoordeeld. Verzonden: het retourbericht geeft de "
        "uitkomst. Na te gaan en geweigerd: er volgt geen retourbericht; `opmerking` zegt wat u doet.",
        examples=["goedgekeurd"],
    )
    ontvangen_op: Moment = Field(examples=["2026-03-18T09:30:00Z"])


class AfhandelingIn(Invoer):
    """What somebody did about a message."""

    gedaan: Toelichting = Field(
        description="Wat u deed: met wie u sprak en wat u afsprak. Noem geen cliënt.",
        examples=["De aanbieder stuurt de start opnieuw, met de juiste begindatum."],
    )


class AfhandelingUit(Uitvoer):
    """That somebody did what a message asks of a person."""

    partij: str = Field(description="Van wie de medewerker is.", examples=[GEMEENTE])
    status: Keuze[Ontvangststatus] = Field(
        description="De status waarmee het bericht erom vroeg.", examples=["na_te_gaan"]
    )
    op: Moment = Field(examples=["2026-03-19T08:15:00Z"])
    door: str = Field(examples=[MEDEWERKER])
    gedaan: str = Field(examples=["De aanbieder stuurt de start opnieuw, met de juiste begindatum."])


class BerichtontvangstUit(BerichtontvangstrijUit):
    """A message that came in, and what became of it."""

    berichtsoort: str | None = Field(None, examples=["wmo305"])
    aangeleverd_door: str = Field(
        description="Wie het hier aanleverde: de ontvanger, die het elders kreeg, of de afzender zelf. "
        "Alleen in het tweede geval staat vast dat de afzender het stuurde.",
        examples=[GEMEENTE],
    )
    bevindingen: list[BevindingUit] = Field(
        description="De eerste duizend; zijn er meer, dan zegt een laatste bevinding hoeveel."
    )
    niet_gecontroleerd: Reeks[str] = Field(
        description="Regels die met wat hier bekend is niet te controleren zijn.", examples=[["TR346"]]
    )
    soort_antwoord: str | None = Field(None, description="Het antwoord erop.", examples=["wmo306"])
    retour: Uuid | None = Field(
        None,
        description="De ontvangst van het retourbericht dat telt: het eerste dat op dit bericht is "
        "aangeleverd. Kent dat toe wat hier is geweigerd, dan blijft het geweigerd, en telt pas een "
        "retourbericht dat dat ook zegt.",
        examples=[ONTVANGST],
    )
    antwoord_op: Uuid | None = Field(
        None,
        description="Van een retourbericht: de ontvangst of de eigen wmo301 waarop het antwoord geeft.",
        examples=[BERICHT],
    )
    opmerking: str | None = Field(
        None,
        description="Wat iemand moet weten of doen.",
        examples=["Op dit bericht is al eerder zo geantwoord."],
    )
    eigen_oordeel: str | None = Field(
        None,
        description="Wat de ontvanger zou weigeren, als een retourbericht dit al goedkeurde voordat hij hier "
        "werkte. Dat retourbericht telt (IV028), tot hij zelf antwoordt. Ook wat dubbel telt doordat zijn "
        "eigen retourbericht een credit weigert en hetzelfde opnieuw is toegekend.",
        examples=["U zou een regel weigeren van samen € 34,00: P-0017 (TR389)."],
    )
    afhandelingen: Reeks[AfhandelingUit] = Field(description="Wat uw medewerkers erover vastlegden.")

    @computed_field(  # type: ignore[prop-decorator]
        description=WAAROM_NIET.description, examples=WAAROM_NIET.examples
    )
    @property
    def waarom_niet(self) -> dict[str, str]:
        return waarom_in_keten(self.berichtsoort or "", self.niet_gecontroleerd)


@router.post(
    "",
    response_model=BerichtontvangstUit,
    status_code=201,
    summary="Lever een bericht van iWmo aan en krijg het antwoord erop",
    description="U levert een bericht aan dat u hebt ontvangen, of een eigen bericht aan een ontvanger die "
    "hier is aangesloten. Eerst wordt het bewaard zoals het is, dan beoordeeld en beantwoord. Dezelfde "
    "bytes krijgen hetzelfde antwoord en tellen een keer. Een eigen bericht aan een ontvanger die hier niet "
    "is aangesloten telt als verzonden, tot u het retourbericht aanlevert. Antwoordt de ontvanger hier, dan "
    "is een retourbericht van hem dat u aanlevert en dat iets anders zegt na te gaan; alleen hij wijzigt "
    "zijn antwoord. Met 202 is het bewaard en wordt het daarna beoordeeld, zoals een declaratie van meer dan "
    "1.000 regels of een antwoord dat er zoveel terugstuurt; lees later wat ervan werd.",
    responses={202: {"model": BerichtontvangstUit}},
)
def ontvang_bericht(
    bericht: Annotated[bytes, Body(media_type="application/xml", examples=[VOORBEELD])],
    raadpleging: DeRaadpleging,
    stap: DeStap,
    antwoord: HetAntwoord,
) -> Berichtontvangst:
    """Keep a message, judge it and answer it."""
    with AANLEVERING.beurt(raadpleging.beller.code, len(bericht)):
        ontvangst = antwoord.aangemaakt(ontvangen.ontvang(raadpleging, stap, bericht))
    return antwoord.tenzij(ontvangst, ontvangst.status is not Ontvangststatus.ONTVANGEN, 202)


@router.get("", response_model=list[BerichtontvangstrijUit], summary="Toon de berichten die binnenkwamen")
def lijst_ontvangsten(
    handeling: DeHandeling,
    blad: HetBlad,
    status: Annotated[
        Ontvangststatus | None, Query(description="Alleen met deze status.", examples=["afgekeurd"])
    ] = None,
    verzonden: Annotated[
        bool,
        Query(
            description="Niet wat u ontving, maar wat anderen van u kregen; ook wat een ontvanger hier zelf "
            "aanleverde als bericht van u (`aangeleverdDoor` op het bericht).",
            examples=[False],
        ),
    ] = False,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Ontvangstrij, ...]:
    return blad.toon(
        ontvangen.lijst(handeling, blad.limiet, blad.cursor, status, verzonden, sinds=gewijzigd_sinds)
    )


@router.get(
    "/{id}", response_model=BerichtontvangstUit, summary="Lees wat er van een ontvangen bericht is geworden"
)
def lees_ontvangst(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Berichtontvangst:
    return antwoord.met_etag(ontvangen.haal(handeling, id))


@router.get("/{id}/xml", response_class=Xml, summary="Haal een ontvangen bericht op zoals het binnenkwam")
def lees_ontvangst_xml(id: Uuid, handeling: DeInzage) -> Xml:
    return Xml(ontvangen.haal_xml(handeling, id))


@router.get("/{id}/antwoord", response_class=Xml, summary="Haal het antwoord op een ontvangen bericht op")
def lees_ontvangst_antwoord(id: Uuid, handeling: DeInzage) -> Xml:
    return Xml(ontvangen.haal_antwoord(handeling, id))


@router.post(
    "/{id}/afhandelingen",
    response_model=BerichtontvangstUit,
    summary="Leg vast dat u deed wat een bericht van u vraagt",
    description="Van een bericht dat is na te gaan of is geweigerd de ontvanger; van een bericht waarop het "
    "antwoord uitblijft de afzender; van een bericht dat hij anders beoordeelt dan het antwoord dat telt "
    "(`eigenOordeel`) de ontvanger. Het staat dan niet meer op de werkvoorraad.",
)
def handel_ontvangst_af(
    id: Uuid, revisie: IfMatch, invoer: AfhandelingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Berichtontvangst:
    return antwoord.met_etag(ontvangen.handel_af(handeling, id, revisie, invoer.gedaan))
