"""Keeping and destroying: reasons to keep, requests to destroy, and what was destroyed (W04)."""

from typing import Annotated

from fastapi import Path
from pydantic import Field

from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    BsnVeld,
    Datum,
    GemeentecodeVeld,
    Invoer,
    Keuze,
    Model,
    Moment,
    Reeks,
    Toelichting,
    Uitvoer,
    Uuid,
)
from app.api.kader.rest.router import Router
from app.api.voorbeelden import (
    AGB,
    BEWAARREDEN,
    BSN,
    CLIENT,
    GEMEENTE,
    MEDEWERKER,
    MELDING,
    VERNIETIGING,
    VERNIETIGINGSVERZOEK,
)
from app.domain.bewaren import (
    Bewaarreden,
    Grond,
    Vernietiging,
    Vernietigingsverzoek,
    Verzoekbesluit,
    Verzoekstatus,
    Weigergrond,
    weigergrond_van,
)
from app.processen import aanbiederdossiers, vernietigen

router = Router(
    "",
    tag="Bewaren en vernietigen",
    scope="bewaren",
    uitleg="Waarom een zaak langer blijft, wat een cliënt vraagt te vernietigen, en wat is vernietigd; bij "
    "een aanbieder hetzelfde van een persoon.",
)


EINDE = (
    "De reden geldt tot en met de dag ervoor; wat was vastgelegd blijft te lezen. Kan vanaf vandaag, en "
    "alleen eerder dan zij al eindigt: leg een nieuwe reden vast om langer te bewaren, of om te verbeteren "
    "wat er verkeerd staat."
)
VerzoekId = Annotated[
    Uuid, Path(alias="verzoekId", description="Het id van het verzoek.", examples=[VERNIETIGINGSVERZOEK])
]


RedenId = Annotated[Uuid, Path(alias="redenId", description="Het id van de reden.", examples=[BEWAARREDEN])]


class _Bewaarreden(Model):
    """Until when a case is kept longer."""

    tot: Datum = Field(
        alias="einddatum", description="De laatste dag waarop de reden geldt.", examples=["2042-12-31"]
    )


class BewaarredenIn(_Bewaarreden, Invoer):
    """Why a case is kept longer."""

    reden: Toelichting = Field(examples=["Er loopt hoger beroep tegen het besluit."])


class _Beeindiging(Model):
    """From when a reason to keep does not hold any more, and why."""

    vanaf: Datum = Field(
        description="De eerste dag waarop de reden niet meer geldt.", examples=["2041-06-01"]
    )


class BeeindigingIn(_Beeindiging, Invoer):
    """That a reason to keep ends."""

    reden: Toelichting = Field(examples=["Het hoger beroep is ingetrokken."])


class BeeindigingUit(_Beeindiging, Uitvoer):
    """That a reason to keep ends, and who says so."""

    reden: str = Field(examples=["Het hoger beroep is ingetrokken."])
    door: str = Field(examples=[MEDEWERKER])
    op: Moment = Field(alias="vastgelegdOp", examples=["2041-05-20T13:40:00Z"])


class _Vastgelegd(_Bewaarreden, Uitvoer):
    """Why something is kept longer, until when, and who says so."""

    id: Uuid = Field(examples=[BEWAARREDEN])
    reden: str = Field(examples=["Er loopt hoger beroep tegen het besluit."])
    door: str = Field(examples=[MEDEWERKER])
    op: Moment = Field(alias="vastgelegdOp", examples=["2041-02-01T09:15:00Z"])
    geldt_tot: Datum = Field(
        description="De laatste dag waarop de reden geldt, met wat in `beeindigingen` staat.",
        examples=["2041-05-31"],
    )
    beeindigingen: Reeks[BeeindigingUit] = Field(
        description="Elke keer dat iemand de reden eerder liet eindigen, de eerste vooraan."
    )


class BewaarredenUit(_Vastgelegd):
    """Why a case is kept longer, until when, and who says so."""

    melding_id: Uuid = Field(examples=[MELDING])


class _VoorGemeente(Model):
    """In which exchange a provider keeps a person."""

    gemeente: GemeentecodeVeld = Field(
        description="De gemeente waarvoor de aanbieder deze persoon ondersteunde.", examples=[GEMEENTE]
    )


class PersoonIn(_VoorGemeente, Invoer):
    """Whom a provider means."""

    bsn: BsnVeld = Field(description="Wordt niet bewaard; wel een hash met sleutel.", examples=[BSN])


class PersoonsbewaarredenIn(_Bewaarreden, PersoonIn):
    """Why a provider keeps a person longer."""

    reden: Toelichting = Field(examples=["Er loopt een klacht."])


class PersoonsbewaarredenUit(_Vastgelegd, _VoorGemeente):
    """Why a provider keeps a person longer, until when, and who says so."""


class _Vernietigingsverzoek(Model):
    """When a client asked for destruction."""

    ontvangen_op: Datum = Field(alias="ontvangstdatum", examples=["2026-03-02"])


class VernietigingsverzoekIn(_Vernietigingsverzoek, Invoer):
    """That a client asks for destruction."""


class PersoonsverzoekIn(_Vernietigingsverzoek, PersoonIn):
    """That a person asks a provider for destruction."""


class _Beslissing(Model):
    """On which ground a request is refused."""

    weigergrond: Keuze[Weigergrond] | None = Field(
        None,
        description="Alleen bij weigeren. Dat kan als bewaren van aanmerkelijk belang is voor "
        "een ander, of als de wet zich tegen vernietiging verzet (Wmo 2015 artikel 5.3.5).",
        examples=["belang_van_ander"],
    )


class BeslissingIn(_Beslissing, Invoer):
    """What is decided on a request."""

    besluit: Keuze[Verzoekbesluit] = Field(
        description="`inwilligen`: alles gaat weg bij de eerstvolgende vernietiging, als daar dan nog niets "
        "aan in de weg staat, en wat weg is komt niet terug. `weigeren`: het blijft; noem de weigergrond.",
        examples=["weigeren"],
    )
    motivering: Toelichting = Field(examples=["De aanbieder heeft nog een rekening openstaan."])


class BeslissingUit(_Beslissing, Uitvoer):
    """What was decided on a request, and by whom."""

    motivering: str = Field(examples=["De aanbieder heeft nog een rekening openstaan."])
    door: str = Field(examples=[MEDEWERKER])
    op: Moment = Field(alias="beslistOp", examples=["2026-03-09T10:00:00Z"])


class NietUitgevoerdUit(Uitvoer):
    """That what was granted could not be destroyed, or not all of it."""

    op: Moment = Field(alias="vastgesteldOp", examples=["2026-04-01T02:00:00Z"])
    redenen: Reeks[str] = Field(
        description="Wat zich tegen vernietiging verzette.",
        examples=[["Nadat het verzoek was ingewilligd, is er iets vastgelegd of gewijzigd."]],
    )
    beslissing: BeslissingUit = Field(description="Waarmee het was ingewilligd.")


class _Aangenomen(_Vernietigingsverzoek, Uitvoer):
    """A request, and what became of it."""

    id: Uuid = Field(examples=[VERNIETIGINGSVERZOEK])
    uiterlijk: Datum = Field(
        alias="uiterlijkeDatum",
        description="De laatste dag waarop de gegevens weg moeten zijn, als het verzoek wordt ingewilligd.",
        examples=["2026-06-02"],
    )
    status: Keuze[Verzoekstatus] = Field(examples=["afgewezen"])
    beslissing: BeslissingUit | None = None
    niet_uitgevoerd: Reeks[NietUitgevoerdUit] = Field(
        description="Elke keer dat het was ingewilligd en de vernietiging niet alles kon wegnemen. Het "
        "verzoek is dan weer `open`: beslis opnieuw.",
    )


class VernietigingsverzoekUit(_Aangenomen):
    """A request of a client, and what became of it."""

    client_id: Uuid = Field(examples=[CLIENT])


class PersoonsverzoekUit(_Aangenomen, _VoorGemeente):
    """A request of a person to a provider, and what became of it."""


class TellingUit(Uitvoer):
    """How many of one kind went."""

    soort: str = Field(
        description="Met `(losgelaten)` wat de gemeente deelde en houdt, en de aanbieder niet meer ziet.",
        examples=["besluit"],
    )
    aantal: int = Field(examples=[2])


class VernietigingUit(Uitvoer):
    """That data were destroyed."""

    id: Uuid = Field(examples=[VERNIETIGING])
    aanbieder: AgbVeld | None = Field(
        None, description="De aanbieder die het bewaarde; leeg als de gemeente het bewaarde.", examples=[AGB]
    )
    grond: Keuze[Grond] = Field(examples=["termijn"])
    op: Moment = Field(alias="vernietigdOp", examples=["2041-04-01T02:00:00Z"])
    door: str = Field(description="Wie de vernietiging liet draaien.", examples=["beheer"])
    zaken: Reeks[Uuid] = Field(description="De meldingen waarvan alles weg is.", examples=[[MELDING]])
    aantallen: Reeks[TellingUit]


@router.post(
    "/meldingen/{id}/bewaarredenen",
    response_model=BewaarredenUit,
    status_code=201,
    summary="Leg vast waarom een zaak langer wordt bewaard",
)
def leg_bewaarreden_vast(id: Uuid, invoer: BewaarredenIn, handeling: DeHandeling) -> Bewaarreden:
    return vernietigen.leg_bewaarreden_vast(handeling, id, invoer.reden, invoer.tot)


@router.post(
    "/meldingen/{id}/bewaarredenen/{redenId}/beeindigingen",
    response_model=BewaarredenUit,
    summary="Beëindig een reden om een zaak langer te bewaren",
    description=EINDE,
)
def beeindig_bewaarreden(
    id: Uuid, reden_id: RedenId, invoer: BeeindigingIn, handeling: DeHandeling
) -> Bewaarreden:
    return vernietigen.beeindig_bewaarreden(handeling, id, reden_id, invoer.vanaf, invoer.reden)


@router.get(
    "/meldingen/{id}/bewaarredenen",
    response_model=list[BewaarredenUit],
    summary="Toon waarom een zaak langer wordt bewaard",
)
def lijst_bewaarredenen(id: Uuid, handeling: DeHandeling, blad: HetBlad) -> tuple[Bewaarreden, ...]:
    return blad.toon(vernietigen.lijst_bewaarredenen(handeling, blad.limiet, blad.cursor, id))


@router.post(
    "/clienten/{id}/vernietigingsverzoeken",
    response_model=VernietigingsverzoekUit,
    status_code=201,
    summary="Neem een verzoek van een cliënt om vernietiging aan",
)
def neem_vernietigingsverzoek_aan(
    id: Uuid, invoer: VernietigingsverzoekIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Vernietigingsverzoek:
    return antwoord.aangemaakt(vernietigen.neem_verzoek_aan(handeling, id, invoer.ontvangen_op))


@router.get(
    "/clienten/{id}/vernietigingsverzoeken",
    response_model=list[VernietigingsverzoekUit],
    summary="Toon de verzoeken van een cliënt om vernietiging",
)
def lijst_vernietigingsverzoeken(
    id: Uuid, handeling: DeHandeling, blad: HetBlad
) -> tuple[Vernietigingsverzoek, ...]:
    return blad.toon(vernietigen.lijst_verzoeken(handeling, blad.limiet, blad.cursor, id))


@router.get(
    "/clienten/{id}/vernietigingsverzoeken/{verzoekId}",
    response_model=VernietigingsverzoekUit,
    summary="Lees een verzoek om vernietiging",
)
def lees_vernietigingsverzoek(
    id: Uuid, verzoek_id: VerzoekId, handeling: DeHandeling, antwoord: HetAntwoord
) -> Vernietigingsverzoek:
    return antwoord.met_etag(vernietigen.haal_verzoek(handeling, id, verzoek_id))


@router.post(
    "/clienten/{id}/vernietigingsverzoeken/{verzoekId}/beslissingen",
    response_model=VernietigingsverzoekUit,
    summary="Beslis op een verzoek om vernietiging",
    description="Wat is ingewilligd, gaat weg bij de eerstvolgende vernietiging. Kwam er daarna iets bij, "
    "dan blijft dat; het verzoek is dan weer `open`, met de reden in `nietUitgevoerd`. Inwilligen kan niet "
    "zolang in een zaak nog iets loopt of er een reden is vastgelegd om te bewaren.",
)
def beslis_op_vernietigingsverzoek(
    id: Uuid,
    verzoek_id: VerzoekId,
    revisie: IfMatch,
    invoer: BeslissingIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Vernietigingsverzoek:
    return antwoord.met_etag(
        vernietigen.beslis_op_verzoek(
            handeling,
            id,
            verzoek_id,
            revisie,
            invoer.motivering,
            weigergrond_van(invoer.besluit, invoer.weigergrond),
        )
    )


@router.post(
    "/bewaarredenen",
    response_model=PersoonsbewaarredenUit,
    status_code=201,
    summary="Leg vast waarom u van een persoon langer bewaart",
    description="Voor een aanbieder. Het Bsn staat in de inhoud, omdat adressen in logbestanden "
    "terechtkomen.",
)
def leg_persoonsbewaarreden_vast(invoer: PersoonsbewaarredenIn, handeling: DeHandeling) -> Bewaarreden:
    return aanbiederdossiers.leg_bewaarreden_vast(
        handeling, invoer.gemeente, invoer.bsn, invoer.reden, invoer.tot
    )


@router.post(
    "/bewaarredenen/{id}/beeindigingen",
    response_model=PersoonsbewaarredenUit,
    summary="Beëindig een reden om van een persoon langer te bewaren",
    description=EINDE,
)
def beeindig_persoonsbewaarreden(id: Uuid, invoer: BeeindigingIn, handeling: DeHandeling) -> Bewaarreden:
    return aanbiederdossiers.beeindig_bewaarreden(handeling, id, invoer.vanaf, invoer.reden)


@router.get(
    "/bewaarredenen",
    response_model=list[PersoonsbewaarredenUit],
    summary="Toon waarom u langer bewaart",
)
def lijst_persoonsbewaarredenen(handeling: DeHandeling, blad: HetBlad) -> tuple[Bewaarreden, ...]:
    return blad.toon(aanbiederdossiers.lijst_bewaarredenen(handeling, blad.limiet, blad.cursor))


@router.post(
    "/vernietigingsverzoeken",
    response_model=PersoonsverzoekUit,
    status_code=201,
    summary="Neem een verzoek van een persoon om vernietiging aan",
    description="Voor een aanbieder. Het gaat over alles wat u van deze persoon bewaart in het verkeer met "
    "deze gemeente. Wat de gemeente met u deelde, zoals het ondersteuningsplan, de toewijzing en de wmo301 "
    "die zij hier maakte, bewaart zij; u ziet het na de vernietiging niet meer. Stuurt zij daarna weer een "
    "wmo301, dan ziet u die. Het Bsn staat in de inhoud, omdat adressen in logbestanden terechtkomen.",
)
def neem_persoonsverzoek_aan(
    invoer: PersoonsverzoekIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Vernietigingsverzoek:
    return antwoord.aangemaakt(
        aanbiederdossiers.neem_verzoek_aan(handeling, invoer.gemeente, invoer.bsn, invoer.ontvangen_op)
    )


@router.get(
    "/vernietigingsverzoeken",
    response_model=list[PersoonsverzoekUit],
    summary="Toon de verzoeken om vernietiging die bij u zijn gedaan",
    description="Voor een aanbieder. Van wie een verzoek is, staat er niet bij; `POST /exporten` geeft met "
    "een Bsn de verzoeken van die persoon.",
)
def lijst_persoonsverzoeken(handeling: DeHandeling, blad: HetBlad) -> tuple[Vernietigingsverzoek, ...]:
    return blad.toon(aanbiederdossiers.lijst_verzoeken(handeling, blad.limiet, blad.cursor))


@router.get(
    "/vernietigingsverzoeken/{id}",
    response_model=PersoonsverzoekUit,
    summary="Lees een verzoek om vernietiging dat bij u is gedaan",
)
def lees_persoonsverzoek(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Vernietigingsverzoek:
    return antwoord.met_etag(aanbiederdossiers.haal_verzoek(handeling, id))


@router.post(
    "/vernietigingsverzoeken/{id}/beslissingen",
    response_model=PersoonsverzoekUit,
    summary="Beslis op een verzoek om vernietiging dat bij u is gedaan",
    description="Wat is ingewilligd, gaat weg bij de eerstvolgende vernietiging, als er daarna niets bij "
    "kwam. Anders blijft alles, en is het verzoek weer `open`, met de reden in `nietUitgevoerd`. Inwilligen "
    "kan niet zolang een toewijzing loopt, een plan onderweg is, een verzoek of bericht op antwoord wacht, "
    "of er een reden is vastgelegd om te bewaren.",
)
def beslis_op_persoonsverzoek(
    id: Uuid, revisie: IfMatch, invoer: BeslissingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Vernietigingsverzoek:
    return antwoord.met_etag(
        aanbiederdossiers.beslis_op_verzoek(
            handeling, id, revisie, invoer.motivering, weigergrond_van(invoer.besluit, invoer.weigergrond)
        )
    )


@router.get(
    "/vernietigingen",
    response_model=list[VernietigingUit],
    summary="Toon wat is vernietigd van wat u bewaarde",
)
def lijst_vernietigingen(handeling: DeHandeling, blad: HetBlad) -> tuple[Vernietiging, ...]:
    """The records of destruction, the oldest first."""
    return blad.toon(vernietigen.lijst_vernietigingen(handeling, blad.limiet, blad.cursor))
