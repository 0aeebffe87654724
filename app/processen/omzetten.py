"""What is bought changes, and with it the running allocations of many clients: an omzetting (W08).

It is recorded once, looked at in a proof run that changes nothing, and carried out client by client, each in
a transaction of its own: who stops halfway goes on with those that the proof run still shows.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from app.domain.document import laatste_pdf, leg_document_vast
from app.domain.eisen import vervult
from app.domain.fouten import NietGevonden, OngeldigeInvoer, Veldfout, VoorwaardeNietVervuld
from app.domain.inkoop import loopt_contract
from app.domain.omzetting import (
    Clientomzetting,
    Inkoop,
    Omzetting,
    Omzettingsoort,
    trek_in,
    vereis_lopend,
    vereis_zinvol,
)
from app.domain.partijen import Overgang, Rol
from app.domain.toewijzing.tijdlijn import gaat_over
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsbericht
from app.domain.toewijzing.uitvoeren import voer_uit
from app.domain.woorden import datum
from app.opslag.bladzijde import Bladzijde
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.omzetbrief import OMZETTING, maak_brief
from app.processen.omzetproef import (
    Beletsel,
    Omzetlijn,
    Omzetproducten,
    Omzetproef,
    beproef,
    lijn_met,
    producten_van,
)
from app.processen.toewijzen import Aanbiederafspraak, bewaar, omstandigheden

UITVOERDERS = (Rol.BESLUIT, Rol.ADMINISTRATIE)


@dataclass(frozen=True, slots=True)
class Omzetgegevens:
    """What a caller tells of an omzetting."""

    soort: Omzettingsoort
    per: date
    van: Inkoop
    naar: Inkoop
    toelichting: str


@dataclass(frozen=True, slots=True)
class Omzetopdracht:
    """For whom an omzetting is to be carried out, and what was agreed with providers."""

    client_id: UUID
    afspraken: tuple[Aanbiederafspraak, ...] = ()
    laat_wachten: bool = False
    """Whether it becomes a task in its case where it cannot be carried out yet, instead of a refusal."""


@dataclass(frozen=True, slots=True)
class Omzetuitvoering:
    """An omzetting as it was carried out for one client, or waits for that."""

    omzetting: Clientomzetting
    toewijzingen: tuple[Toewijzing, ...]
    berichten: tuple[Toewijzingsbericht, ...]
    beletselen: tuple[Beletsel, ...]
    """What stayed as it was, or asks something yet."""


@vervult("W08")
@voor(*UITVOERDERS)
def leg_vast(handeling: Handeling, gegevens: Omzetgegevens) -> Omzetting:
    """Record an omzetting; it changes nothing before it is carried out."""
    vereis_zinvol(gegevens.van, gegevens.naar)
    _vereis_bekend(handeling, van=gegevens.van, naar=gegevens.naar)
    naar = handeling.opslag.producten.haal(gegevens.naar.categorie, gegevens.naar.productcode)
    if naar.eind is not None and not naar.loopt(gegevens.per):
        raise OngeldigeInvoer(
            "Deze omzetting kan niet.",
            Veldfout("naar.productcode", f"Dit product wordt na {datum(naar.eind)} niet meer toegekend."),
        )
    _vereis_contract(handeling, gegevens.naar, gegevens.per)
    return handeling.opslag.omzettingen.bewaar(
        Omzetting(
            id=uuid4(),
            gemeente=handeling.gemeente,
            soort=gegevens.soort,
            per=gegevens.per,
            van=gegevens.van,
            naar=gegevens.naar,
            toelichting=gegevens.toelichting,
            overgangen=(Overgang("vastgelegd", handeling.nu, handeling.beller.medewerker),),
        )
    )


def _vereis_bekend(handeling: Handeling, **genoemd: Inkoop) -> None:
    """NietGevonden with each product and each provider that the municipality does not have."""
    fouten: list[Veldfout] = []
    for veld, inkoop in genoemd.items():
        product = f"{inkoop.categorie}/{inkoop.productcode}"
        try:
            handeling.opslag.producten.haal(inkoop.categorie, inkoop.productcode)
        except NietGevonden:
            melding = f"Product {product} staat niet op de productlijst van de gemeente."
            fouten.append(Veldfout(f"{veld}.productcode", melding))
        bekend = inkoop.aanbieder is None or handeling.opslag.aanbieders.namen({inkoop.aanbieder})
        if not bekend:
            melding = f"De gemeente heeft geen aanbieder {inkoop.aanbieder}."
            fouten.append(Veldfout(f"{veld}.aanbieder", melding))
    if fouten:
        raise NietGevonden("Iets wat deze omzetting noemt, is er niet.", *fouten)


@vervult("M17")
def _vereis_contract(handeling: Handeling, naar: Inkoop, per: date) -> None:
    """Refuse a provider that could never declare the support, as no line of a decision names one either."""
    if naar.aanbieder is None:
        return
    contracten = handeling.opslag.contracten.van_aanbieders({naar.aanbieder})
    if not loopt_contract(contracten, naar.aanbieder, (naar.categorie, naar.productcode), per):
        raise OngeldigeInvoer(
            "Deze omzetting kan niet.",
            Veldfout(
                "naar.aanbieder",
                f"Aanbieder {naar.aanbieder} heeft op {datum(per)} geen contract voor product "
                f"{naar.categorie}/{naar.productcode}.",
                "M17",
            ),
        )


@voor(*UITVOERDERS)
def trek_omzetting_in(handeling: Handeling, omzetting_id: UUID, revisie: int, reden: str) -> Omzetting:
    """Carry an omzetting out no further; what was carried out stays, and nothing waits for it any more."""
    omzetting = handeling.opslag.omzettingen.haal(omzetting_id, revisie)
    ingetrokken = handeling.opslag.omzettingen.bewaar(
        trek_in(omzetting, reden, handeling.beller.medewerker, handeling.nu)
    )
    wachtend = handeling.opslag.clientomzettingen.wachtend(omzetting_id)
    handeling.opslag.clientomzettingen.laat_los(*wachtend)
    return ingetrokken


@voor(*GEMEENTE)
def lijst(
    handeling: Handeling, limiet: int, cursor: str | None, *, sinds: datetime | None = None
) -> Bladzijde[Omzetting]:
    """The omzettingen of the municipality, the first recorded first."""
    return handeling.opslag.omzettingen.bladzijde(limiet, cursor, sinds=sinds)


@voor(*GEMEENTE)
def haal(handeling: Handeling, omzetting_id: UUID) -> Omzetting:
    """One omzetting."""
    return handeling.opslag.omzettingen.haal(omzetting_id)


@vervult("W08")
@voor(*UITVOERDERS)
def proefrun(
    handeling: Handeling, omzetting_id: UUID, limiet: int, cursor: str | None
) -> Bladzijde[Omzetproef]:
    """What the omzetting would do, for clients for whom it was not carried out yet; nothing is kept.

    Clients of whom nothing turns out to change are left out, so a page may hold fewer than were asked for.
    """
    omzetting = handeling.opslag.omzettingen.haal(omzetting_id)
    clienten = handeling.opslag.omzettingen.clienten(omzetting, limiet, cursor)
    producten = producten_van(handeling, omzetting)
    proeven = (
        beproef(handeling, lijn_met(handeling, omzetting, client_id), producten)
        for client_id in clienten.rijen
    )
    gevonden = tuple(proef for proef in proeven if proef.gaat_over or proef.beletselen)
    return Bladzijde(gevonden, clienten.volgende)


@voor(*GEMEENTE)
def uitvoeringen(
    handeling: Handeling, omzetting_id: UUID, limiet: int, cursor: str | None
) -> Bladzijde[Clientomzetting]:
    """For whom an omzetting was carried out, the first one first."""
    handeling.opslag.omzettingen.haal(omzetting_id)
    return handeling.opslag.clientomzettingen.uitgevoerd(omzetting_id, limiet, cursor)


@vervult("W08", "M18")
@voor(*UITVOERDERS)
def voer_omzetting_uit(
    handeling: Handeling,
    omzetting_id: UUID,
    opdracht: Omzetopdracht,
) -> Omzetuitvoering:
    """Carry an omzetting out for one client: every number it changes or makes, and the messages.

    What stands in its way, or has to be settled with a provider first, is raised as VoorwaardeNietVervuld; or
    it waits with that as a task, where the caller asks so and any support would go over or stays as a total.
    A total that stays while the rest goes over is such a task by itself: somebody has to decide on it.
    """
    omzetting = handeling.opslag.omzettingen.haal(omzetting_id)
    vereis_lopend(omzetting)
    handeling.opslag.clienten.vergrendel(opdracht.client_id)
    lijn = lijn_met(handeling, omzetting, opdracht.client_id)
    producten = producten_van(handeling, omzetting)
    proef = beproef(handeling, lijn, producten)
    try:
        gewijzigd = _gewijzigd(handeling, lijn, proef, opdracht)
    except VoorwaardeNietVervuld as fout:  # nothing was kept yet
        wachtend = _laat_wachten(handeling, lijn, producten) if opdracht.laat_wachten else None
        if wachtend is None:
            raise
        waarom = tuple(Beletsel(veld.melding, veld.regel or "W08", houdt_tegen=True) for veld in fout.velden)
        return Omzetuitvoering(wachtend, (), (), waarom)
    brief = maak_brief(handeling, lijn, producten) if proef.brief else None
    achterblijvend, eerder = lijn.achterblijvend(), lijn.eerder_gewacht()
    if eerder is not None:
        handeling.opslag.clientomzettingen.laat_los(eerder)
    gedaan = replace(lijn.omzetting, brief=proef.brief)
    if achterblijvend:
        vereis_lopend(handeling.opslag.omzettingen.haal_vergrendeld(omzetting_id))
        gedaan = replace(gedaan, deels=True, wacht_in=lijn.zaak_van(achterblijvend[0]))
    bewaard = handeling.opslag.clientomzettingen.bewaar(gedaan)
    if brief is not None:
        document = leg_document_vast(bewaard, OMZETTING, brief, op=handeling.nu, kanaal="brief")
        handeling.opslag.documenten.bewaar(document)
    client = handeling.opslag.clienten.haal(opdracht.client_id)
    uitvoering = bewaar(handeling, client, lijn.voor, lijn.na.uitgevoerd(), gewijzigd)
    return Omzetuitvoering(bewaard, uitvoering.toewijzingen, uitvoering.berichten, proef.beletselen)


def _gewijzigd(
    handeling: Handeling, lijn: Omzetlijn, proef: Omzetproef, opdracht: Omzetopdracht
) -> tuple[Toewijzing, ...]:
    if not proef.kan:
        raise VoorwaardeNietVervuld(
            "Deze omzetting is voor deze cliënt niet uit te voeren."
            if proef.beletselen
            else "Voor deze cliënt verandert deze omzetting niets.",
            *(
                Veldfout("clientId", beletsel.wat, beletsel.regel)
                for beletsel in proef.beletselen
                if beletsel.houdt_tegen or not proef.gaat_over
            ),
        )
    voor, na = lijn.voor.uitgevoerd(), lijn.na.uitgevoerd()
    return voer_uit(voor, na, lijn.voor.nummers, omstandigheden(handeling, opdracht.afspraken))


@vervult("W08", "H20")
@voor(*UITVOERDERS)
def laat_wachten(handeling: Handeling, omzetting_id: UUID, client_id: UUID) -> None:
    """Put an omzetting that could not be carried out for a client on the worklist, in the case it is about.

    Raises VerkeerdeStatus where it is withdrawn, as it may be while the clients are gone through.
    """
    handeling.opslag.clienten.vergrendel(client_id)
    omzetting = handeling.opslag.omzettingen.haal(omzetting_id)
    _laat_wachten(handeling, lijn_met(handeling, omzetting, client_id), producten_van(handeling, omzetting))


def _laat_wachten(handeling: Handeling, lijn: Omzetlijn, producten: Omzetproducten) -> Clientomzetting | None:
    """The omzetting as it waits, from now or from before; None where it has nothing to do, or it was done.

    Where nothing but a total is left, and nothing else stands in the way, it counts as carried out.
    """
    omzetting_id = lijn.omzetting.omzetting_id
    vereis_lopend(handeling.opslag.omzettingen.haal_vergrendeld(omzetting_id))
    eerder = lijn.eerder_gewacht()
    gedaan = omzetting_id in {al.omzetting_id for al in lijn.voor.omzettingen}
    over = [stuk for stuk in lijn.stukken() if gaat_over(stuk, lijn.omzetting)]
    stukken = (*over, *lijn.achterblijvend())
    if eerder is not None or gedaan or not stukken:
        return eerder
    tegen = any(b.houdt_tegen for b in beproef(handeling, lijn, producten).beletselen)
    wachtend = replace(lijn.omzetting, wacht_in=lijn.zaak_van(stukken[0]), deels=not over and not tegen)
    return handeling.opslag.clientomzettingen.bewaar(wachtend)


@voor(*GEMEENTE)
def geef_brief(handeling: Handeling, omzetting_id: UUID, uitvoering_id: UUID) -> bytes:
    """The letter as the client got it; NietGevonden where there was nothing to notice."""
    uitvoering = handeling.opslag.clientomzettingen.haal(uitvoering_id)
    brief = laatste_pdf(handeling.opslag.documenten.van(uitvoering.id), OMZETTING)
    if brief is None or uitvoering.omzetting_id != omzetting_id:
        raise NietGevonden("Bij deze uitvoering hoort geen brief: de cliënt merkt er niets van.")
    return brief
