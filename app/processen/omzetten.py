"""What is bought changes, and with it the running allocations of many clients: an omzetting (W08).

It is recorded once, looked at in a proof run that changes nothing, and carried out client by client, each in
a transaction of its own: who stops halfway goes on with those that the proof run still shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from app.domain.besluit.besluit import Besluit, Besluitstatus
from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout, VoorwaardeNietVervuld
from app.domain.omzetting import (
    Clientomzetting,
    Inkoop,
    Omzetting,
    Omzettingsoort,
    trek_in,
    vereis_lopend,
    vereis_zinvol,
)
from app.domain.partijen import Overgang, Product, Rol
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.proef import botsingen
from app.domain.toewijzing.tijdlijn import Stuk, geldend, volgens_besluit, wordt_omgezet
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsbericht
from app.domain.toewijzing.uitvoeren import Stap, stappen, voer_uit
from app.opslag.bladzijde import Bladzijde
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.toewijzen import Aanbiederafspraak, bewaar, laatst_gedeclareerd, lees_lijn, omstandigheden

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


@dataclass(frozen=True, slots=True)
class Beletsel:
    """What an omzetting cannot do for a client, and why."""

    wat: str
    regel: str
    """The rule or requirement that says so."""
    houdt_tegen: bool
    """Whether it stands in the way of the whole omzetting for this client; else this part stays as it is."""
    besluit: UUID | None = None
    besluitregel: int | None = None


@dataclass(frozen=True, slots=True)
class Omzetproef:
    """What an omzetting would do for one client."""

    client_id: UUID
    gaat_over: bool = False
    """Whether any support goes over; it may have yet to be allocated."""
    stappen: tuple[Stap, ...] = ()
    beletselen: tuple[Beletsel, ...] = ()

    @property
    def kan(self) -> bool:
        """Whether it can be carried out for this client, once providers agreed where that is asked."""
        return self.gaat_over and not any(b.houdt_tegen for b in self.beletselen)


@dataclass(frozen=True, slots=True)
class Omzetuitvoering:
    """An omzetting as it was carried out for one client."""

    omzetting: Clientomzetting
    toewijzingen: tuple[Toewijzing, ...]
    berichten: tuple[Toewijzingsbericht, ...]
    beletselen: tuple[Beletsel, ...]
    """What stayed as it was."""


@vervult("W08")
@voor(*UITVOERDERS)
def leg_vast(handeling: Handeling, gegevens: Omzetgegevens) -> Omzetting:
    """Record an omzetting; it changes nothing before it is carried out."""
    vereis_zinvol(gegevens.van, gegevens.naar)
    naar = handeling.opslag.producten.haal(gegevens.naar.categorie, gegevens.naar.productcode)
    if not naar.loopt(gegevens.per):
        raise OngeldigeInvoer(
            "Deze omzetting kan niet.",
            Veldfout("naar.productcode", f"Dit product wordt na {naar.eind:%d-%m-%Y} niet meer toegekend."),
        )
    for inkoop in (gegevens.van, gegevens.naar):
        if inkoop.aanbieder is not None:
            handeling.opslag.aanbieders.haal(inkoop.aanbieder)
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


@voor(*UITVOERDERS)
def trek_omzetting_in(handeling: Handeling, omzetting_id: UUID, revisie: int, reden: str) -> Omzetting:
    """Carry an omzetting out no further; what was carried out stays."""
    omzetting = handeling.opslag.omzettingen.haal(omzetting_id, revisie)
    return handeling.opslag.omzettingen.bewaar(
        trek_in(omzetting, reden, handeling.beller.medewerker, handeling.nu)
    )


@voor(*GEMEENTE)
def lijst(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Omzetting]:
    """The omzettingen of the municipality, the first recorded first."""
    return handeling.opslag.omzettingen.bladzijde(limiet, cursor)


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
    product = _product(handeling, omzetting)
    proeven = (
        _beproef(handeling, _lijn_met(handeling, omzetting, client_id), product)
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
    return handeling.opslag.clientomzettingen.bladzijde(limiet, cursor, omzetting_id=omzetting_id)


@vervult("W08", "M18")
@voor(*UITVOERDERS)
def voer_omzetting_uit(
    handeling: Handeling,
    omzetting_id: UUID,
    opdracht: Omzetopdracht,
) -> Omzetuitvoering:
    """Carry an omzetting out for one client: every number it changes or makes, and the messages."""
    omzetting = handeling.opslag.omzettingen.haal(omzetting_id)
    vereis_lopend(omzetting)
    handeling.opslag.clienten.vergrendel(opdracht.client_id)
    lijn = _lijn_met(handeling, omzetting, opdracht.client_id)
    proef = _beproef(handeling, lijn, _product(handeling, omzetting))
    if not proef.kan:
        raise VoorwaardeNietVervuld(
            "Deze omzetting is voor deze cliënt niet uit te voeren."
            if proef.beletselen
            else "Voor deze cliënt verandert deze omzetting niets.",
            *(Veldfout("clientId", beletsel.wat, beletsel.regel) for beletsel in proef.beletselen),
        )
    bewaard = handeling.opslag.clientomzettingen.bewaar(lijn.omzetting)
    voor, na = lijn.voor.uitgevoerd(), lijn.na.uitgevoerd()
    gewijzigd = voer_uit(voor, na, lijn.voor.nummers, omstandigheden(handeling, opdracht.afspraken))
    client = handeling.opslag.clienten.haal(opdracht.client_id)
    uitvoering = bewaar(handeling, client, lijn.voor, na, gewijzigd)
    return Omzetuitvoering(bewaard, uitvoering.toewijzingen, uitvoering.berichten, proef.beletselen)


@dataclass(frozen=True, slots=True)
class _Lijnen:
    """One client before and after."""

    omzetting: Clientomzetting
    voor: Clientlijn

    @property
    def na(self) -> Clientlijn:
        return self.voor.met_omzetting(self.omzetting)


def _lijn_met(handeling: Handeling, omzetting: Omzetting, client_id: UUID) -> _Lijnen:
    nieuw = omzetting.bij(client_id, uuid4(), handeling.nu, handeling.beller.medewerker)
    return _Lijnen(nieuw, lees_lijn(handeling, client_id))


def _product(handeling: Handeling, omzetting: Omzetting) -> Product:
    """What takes its place, as it holds on the day."""
    naar = omzetting.naar
    return handeling.opslag.producten.haal(naar.categorie, naar.productcode).op(omzetting.per)


def _beproef(handeling: Handeling, lijn: _Lijnen, naar: Product) -> Omzetproef:
    # What waits has yet to be allocated, and a fact that waits has not ended what is allocated.
    geldt = dict.fromkeys((*geldend(lijn.voor.genomen()), *geldend(lijn.voor.uitgevoerd())))
    stukken = [stuk for stuk in geldt if wordt_omgezet(stuk.inhoud, lijn.omzetting)]
    if not stukken:
        return Omzetproef(lijn.omzetting.client_id)
    return Omzetproef(
        lijn.omzetting.client_id,
        any(not (stuk.inhoud.totaal and stuk.loopt_over(lijn.omzetting.per)) for stuk in stukken),
        stappen(lijn.na.uitgevoerd(), lijn.voor.nummers, handeling.vandaag, laatst_gedeclareerd),
        (
            *_niet_bekendgemaakt(lijn),
            *dict.fromkeys(b for stuk in stukken for b in _onomzetbaar(stuk, lijn.omzetting, naar)),
            *_dubbel(lijn),
        ),
    )


def _niet_bekendgemaakt(lijn: _Lijnen) -> Iterator[Beletsel]:
    """A decision that was taken cannot change any more, and would be announced with what is left."""
    for besluit in lijn.voor.besluiten:
        if besluit.status is Besluitstatus.GENOMEN and _noemt(besluit, lijn.omzetting):
            yield Beletsel(
                f"Besluit {besluit.kenmerk} is genomen en noemt dit product. Maak het eerst bekend, of trek "
                "het in.",
                "W08",
                houdt_tegen=True,
                besluit=besluit.id,
            )


def _noemt(besluit: Besluit, omzetting: Clientomzetting) -> bool:
    return any(wordt_omgezet(volgens_besluit(regel), omzetting) for regel in besluit.regels)


def _onomzetbaar(stuk: Stuk, omzetting: Clientomzetting, naar: Product) -> Iterator[Beletsel]:
    omvang = stuk.inhoud.omvang
    if stuk.inhoud.totaal and stuk.loopt_over(omzetting.per):
        yield Beletsel(
            "Dit totaal of budget loopt over deze dag heen en wordt niet gesplitst. Neem een besluit.",
            "TR373",
            houdt_tegen=False,
            besluit=stuk.besluit,
            besluitregel=stuk.regel,
        )
    elif omvang is not None and omvang.eenheid not in naar.eenheden:
        yield Beletsel(
            f"Product {naar.code} wordt niet in eenheid {omvang.eenheid} toegekend. Neem een besluit.",
            "W08",
            houdt_tegen=True,
            besluit=stuk.besluit,
            besluitregel=stuk.regel,
        )


def _dubbel(lijn: _Lijnen) -> Iterator[Beletsel]:
    al_bekend = set(botsingen(lijn.voor.genomen()))
    for fout in botsingen(lijn.na.genomen()):
        if fout not in al_bekend:
            yield Beletsel(fout.melding, fout.regel or "OP259", houdt_tegen=True)
