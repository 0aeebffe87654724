"""The worklist of a municipality and of a provider (H20, H32)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.domain.berichttaak import (
    OVER_MAANDEN,
    Berichttaak,
    Berichtwerk,
    Bewaardetaak,
    Taakafhandeling,
    Taaksoort,
    berichtwerk,
    vereis_af_te_handelen,
)
from app.domain.fouten import Veldfout
from app.domain.keten.dossier import Toewijzingsleutel
from app.domain.keten.historie import Geleverd, geleverd_op
from app.domain.partijen import Client, Naam, Rol
from app.domain.plan import delen
from app.domain.toewijzing.clientgegevens import zonder_berichten
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.wachten import Wachtend, wachtend
from app.domain.waarden import Gemeentecode
from app.domain.werkstand import ALLE, Werkvraag, Zaaksoort
from app.domain.werkvoorraad import (
    NIETS,
    Aanbiedernaam,
    Werkregel,
    herstel,
    kan_bericht_volgen,
    open_aanbieders,
    planregel,
    wacht,
    werkregel,
)
from app.domain.zaak import Zaak
from app.opslag.bladzijde import Bladzijde
from app.processen.berichten import clientbevindingen
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.keten.herroepen import MEESTE_MAANDEN
from app.processen.leveren import keten_met
from app.processen.omzetproef import Omzetlijn, Omzetproducten, beproef, producten_van
from app.processen.toewijzen import lees_lijnen

EERST_UITVOEREN = "Voer eerst uit wat over deze ondersteuning is besloten, of trek dat in."
"""Of an omzetting that will have nothing left to do once a decision that was taken is carried out."""


@voor(*GEMEENTE)
def lees_werkvoorraad(
    handeling: Handeling, limiet: int, cursor: str | None, vraag: Werkvraag = ALLE, *, mijn: bool = False
) -> Bladzijde[Werkregel]:
    """The open cases of the municipality that are asked for, what ends first before the rest.

    `mijn` asks for those that the caller handles.
    """
    if mijn:
        vraag = replace(vraag, behandelaar=handeling.beller.medewerker)
    bladzijde = handeling.opslag.lijsten.open_zaken(limiet, cursor, vraag)
    return Bladzijde(tuple(_regels(handeling, bladzijde.rijen)), bladzijde.volgende)


def _regels(handeling: Handeling, rijen: tuple[tuple[Zaak, Zaaksoort], ...]) -> Iterator[Werkregel]:
    opslag, zaken = handeling.opslag, [zaak for zaak, _ in rijen]
    lijnen = lees_lijnen(handeling, {zaak.melding.client_id for zaak in zaken if wacht(zaak)})
    clienten = opslag.clienten.per_id({zaak.melding.client_id for zaak in zaken})
    wachten = dict(_wachtend(handeling, lijnen, clienten))
    aanbieders = opslag.aanbieders.namen({agb for zaak in zaken for agb in open_aanbieders(zaak)})
    for zaak, soort in rijen:
        client = clienten[zaak.melding.client_id]
        regel = werkregel(
            zaak,
            handeling.rekenwijze,
            handeling.vandaag,
            wachten.get(client.id, NIETS),
            geblokkeerd=client.berichtenverkeer_geblokkeerd,
            bevindingen=_bevindingen(handeling, zaak, client),
        )
        yield replace(
            regel,
            soort=soort,
            naam=client.naam,
            aanbieders=tuple(Aanbiedernaam(agb, aanbieders[agb]) for agb in sorted(open_aanbieders(zaak))),
        )


def _bevindingen(handeling: Handeling, zaak: Zaak, client: Client) -> tuple[Veldfout, ...]:
    """What of the client stands in the way of a wmo301, where one may go out and that can be mended."""
    if zonder_berichten(client) is not None or not kan_bericht_volgen(zaak, handeling.vandaag):
        return ()
    return clientbevindingen(handeling, client)


def _wachtend(
    handeling: Handeling, lijnen: Mapping[UUID, Clientlijn], clienten: Mapping[UUID, Client]
) -> Iterator[tuple[UUID, Wachtend]]:
    """What waits to be carried out for each of these clients, and what that asks."""
    producten: dict[UUID, Omzetproducten] = {}
    for client_id, lijn in lijnen.items():
        wacht = wachtend(lijn, handeling.vandaag)
        vragen = dict(wacht.vragen)
        beletselen: dict[UUID, tuple[str, ...]] = {}
        toe_te_wijzen = [besluit.id for besluit in lijn.besluiten if besluit.toe_te_wijzen]
        if toe_te_wijzen:
            beletselen = dict.fromkeys(toe_te_wijzen, _clientbeletselen(handeling, clienten[client_id]))
        kenmerken = {besluit.id: besluit.kenmerk for besluit in lijn.besluiten}
        totalen: dict[UUID, tuple[tuple[str, int], ...]] = {}
        for omzetting in lijn.wachtend:
            blijft = ((kenmerken[stuk.besluit], stuk.regel) for stuk in lijn.achterblijvend(omzetting))
            totalen[omzetting.id] = tuple(dict.fromkeys(blijft))
            naam = omzetting.omzetting_id
            if naam not in producten:
                producten[naam] = producten_van(handeling, omzetting)
            proef = beproef(handeling, Omzetlijn(omzetting, lijn), producten[naam])
            if totalen[omzetting.id] and not proef.gaat_over:
                continue
            vragen[omzetting.id] = tuple(vraag for stap in proef.stappen for vraag in stap.vragen)
            houdt_tegen = tuple(f"{b.wat} ({b.regel})" for b in proef.beletselen if b.houdt_tegen)
            beletselen[omzetting.id] = houdt_tegen if proef.gaat_over else (EERST_UITVOEREN,)
        yield client_id, replace(wacht, vragen=vragen, beletselen=beletselen, totalen=totalen)


def _clientbeletselen(handeling: Handeling, client: Client) -> tuple[str, ...]:
    """What of the client stands in the way of a wmo301, of which the letter is out already."""
    belet = zonder_berichten(client)
    if belet is not None:
        return (belet.melding,)
    bevindingen = clientbevindingen(handeling, client)
    return (herstel(bevindingen),) if bevindingen else ()


@voor(Rol.AANBIEDER)
def lees_eigen_plannen(
    handeling: Handeling, limiet: int, cursor: str | None, *, sinds: datetime | None = None
) -> Bladzijde[Werkregel]:
    """The plans on which the provider has to act, the oldest first; with `sinds` what changed since then."""
    bladzijde = handeling.opslag.ondersteuningsplannen.lopende(limiet, cursor, sinds=sinds)
    met_inzage = [plan for plan in bladzijde.rijen if delen.heeft_inzage(plan)]
    namen = _namen(handeling, {plan.id: (plan.gemeente, plan.client_id) for plan in met_inzage})
    regels = (
        replace(planregel(plan, handeling.rekenwijze, handeling.vandaag), naam=namen.get(plan.id))
        for plan in bladzijde.rijen
    )
    return Bladzijde(tuple(regels), bladzijde.volgende)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_berichttaken(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    soort: Taaksoort | None = None,
    *,
    afgehandeld: bool = False,
) -> Bladzijde[Berichtwerk]:
    """What the caller has to do about its messages, or did of that; what waits longest first."""
    kalender, vandaag = handeling.kalender, handeling.vandaag
    bladzijde = handeling.opslag.berichttaken.bladzijde(
        limiet, cursor, soort, kalender, vandaag, afgehandeld=afgehandeld
    )
    return Bladzijde(_werk(handeling, bladzijde.rijen), bladzijde.volgende)


@voor(Rol.ADMINISTRATIE, Rol.AANBIEDER)
def handel_taak_af(handeling: Handeling, taak_id: UUID, gedaan: str) -> Berichtwerk:
    """Record that the caller did what a task about an allocation or a request asks, and what."""
    bewaard = handeling.opslag.berichttaken.haal(taak_id)
    vereis_af_te_handelen(bewaard)
    afhandeling = Taakafhandeling(handeling.nu, handeling.beller.medewerker, gedaan)
    handeling.opslag.berichttaken.handel_af(bewaard, afhandeling)
    (werk,) = _werk(handeling, (replace(bewaard, afhandeling=afhandeling),))
    return werk


def _werk(handeling: Handeling, taken: tuple[Bewaardetaak, ...]) -> tuple[Berichtwerk, ...]:
    """As the worklist shows them. A wmo301 says who the client is, to its provider too."""
    namen = _namen(
        handeling,
        {
            bewaard.client_id: (bewaard.taak.van_gemeente, bewaard.client_id)
            for bewaard in taken
            if bewaard.client_id is not None and bewaard.taak.van_gemeente is not None
        },
    )
    return tuple(
        berichtwerk(
            bewaard,
            handeling.kalender,
            namen.get(bewaard.client_id) if bewaard.client_id else None,
            _maanden(handeling, bewaard.taak),
        )
        for bewaard in taken
    )


def _maanden(handeling: Handeling, taak: Berichttaak) -> str | None:
    """The months of the calling provider that a task is about, and why they were left out, in Dutch."""
    if taak.soort not in OVER_MAANDEN or not taak.merk:
        return None
    assert taak.gemeente is not None  # it is about an allocation
    assert taak.nummer is not None
    sleutel = Toewijzingsleutel(taak.gemeente, taak.nummer)
    bij = keten_met(handeling, taak.gemeente)
    gehouden: Sequence[Geleverd] = bij.bladzijde(geleverd_op(sleutel), MEESTE_MAANDEN).rijen
    gevonden = []
    for geleverd in sorted(gehouden, key=lambda geleverd: geleverd.maand):
        maand, overslag = f"{geleverd.maand:%m-%Y}", geleverd.overslag
        if taak.soort is Taaksoort.DECLARATIE_AFGEKEURD and geleverd.afgekeurd:
            gevonden.append(maand)
        elif taak.soort is Taaksoort.DECLARATIE_OVERGESLAGEN and overslag is not None:
            gevonden.append(f"{maand} ({' '.join(overslag.redenen)})")
        else:
            continue
        bij.noteer("lezen", geleverd)
    return f"Maanden: {', '.join(gevonden)}."


def _namen(handeling: Handeling, wie: Mapping[UUID, tuple[Gemeentecode, UUID]]) -> dict[UUID, Naam]:
    """By what is asked the name of the client of this municipality; a query a municipality."""
    namen: dict[UUID, Naam] = {}
    for gemeente in sorted({gemeente for gemeente, _ in wie.values()}):
        eigen = {waarvan: client_id for waarvan, (van, client_id) in wie.items() if van == gemeente}
        clienten = handeling.opslag.als_gemeente(gemeente).clienten.per_id(set(eigen.values()))
        namen |= {waarvan: clienten[client_id].naam for waarvan, client_id in eigen.items()}
    return namen
