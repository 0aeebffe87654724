"""Stored cases: everything about one client, and what a decision rests on."""

from dataclasses import dataclass, fields
from typing import Any
from uuid import uuid4

from app.domain.berichtontvangst import Berichtontvangst, Indiener, Ontvangststatus
from app.domain.besluit.aanvraag import Aanvraag, Opschorting, Verlenging
from app.domain.besluit.besluit import Bekendmaking, Besluit
from app.domain.bezwaar.bezwaar import Bezwaar, Horen, Uitstel, Uitstelgrond
from app.domain.briefgegevens import Briefgegevens
from app.domain.document import Document
from app.domain.feit import Feit
from app.domain.keten.dossier import Betrokkenen, Partijen, Verzoeksoort, Verzoekstand
from app.domain.keten.historie import Levermelding
from app.domain.keten.levering import Start
from app.domain.melding import Melding
from app.domain.omzetting import Clientomzetting, Omzetting
from app.domain.onderzoek import Onderzoek
from app.domain.ontvangst import Intrekking
from app.domain.partijen import Aanbieder, Client, Contract, Partij, Product, Rol
from app.domain.plan.afziening import Afziening, BeschikbareInformatie, Vindplaats
from app.domain.plan.ondersteuningsplan import (
    Beoordeling,
    Ondersteuningsplan,
    Planstatus,
    Planversie,
    Productkeuze,
)
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.profielen.regioprofiel import Formulieronderdeel
from app.domain.rapportage import Rapportage
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsbericht
from app.domain.toewijzing.uitvoeren import Draagregel
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.domain.waarden import Gemeentecode
from app.domain.zaak import Zaak as Zaakbeeld
from app.opslag import Databank, Opslag
from tests.bouw.basis import (
    AANBIEDER,
    BEGIN,
    BSN,
    JAAR,
    NU,
    ROERMOND,
    TWEEDE_AANBIEDER,
    VANDAAG,
    maak,
    verwerker,
)
from tests.bouw.besluit import een_aanvraag, een_bekendgemaakt_besluit, een_bezwaar, een_onderbouwing
from tests.bouw.partijen import (
    HUISHOUDEN,
    briefgegevens,
    een_aanbieder,
    een_client,
    een_contract,
    een_product,
)
from tests.bouw.plan import (
    een_afziening,
    een_beoordeling,
    een_document,
    een_melding,
    een_ondersteuningsplan,
    een_onderzoek,
    een_plan_van_aanpak,
    een_planversie,
    een_rapportage,
    een_toetsbevinding,
    het_profiel,
    na,
)
from tests.bouw.toewijzing import een_bericht, een_feit, een_omzetting, een_toewijzing


@dataclass(frozen=True)
class Zaak:
    """Everything there is about one client, as it was stored."""

    client: Client
    aanbieder: Aanbieder
    product: Product
    contract: Contract
    melding: Melding
    onderzoek: Onderzoek
    plan_van_aanpak: PlanVanAanpak
    plan: Ondersteuningsplan
    planversie: Planversie
    beoordeling: Beoordeling
    afziening: Afziening
    aanvraag: Aanvraag
    besluit: Besluit
    bezwaar: Bezwaar
    toewijzing: Toewijzing
    draagregel: Draagregel
    feit: Feit
    omzetting: Omzetting
    clientomzetting: Clientomzetting
    bericht: Toewijzingsbericht
    rapportage: Rapportage
    document: Document
    briefgegevens: Briefgegevens
    ontvangst: Berichtontvangst


def een_open_zaak(**anders: Any) -> Zaakbeeld:
    """A case as its clocks and the worklist see it: a melding, and of the rest what the test names."""
    leeg: dict[str, Any] = {veld.name: () for veld in fields(Zaakbeeld) if veld.name != "melding"}
    return Zaakbeeld(**leeg | {"melding": een_melding()} | anders)


def leg_historie_vast(opslag: Opslag, client: Client) -> None:
    """That a provider reported a start for this client, in the history of the municipality."""
    keten = opslag.keten(client.gemeente, Partijen(client.gemeente, AANBIEDER))
    keten.vergrendel()
    van = Betrokkenen(client.gemeente, AANBIEDER, keten.clientsleutel(client.bsn.cijfers))
    keten.leg_vast(uuid4(), (Levermelding(van, Start(1, "01", "01H01", BEGIN)),))


def een_ontvangst(gemeente: Gemeentecode = ROERMOND, **anders: Any) -> Berichtontvangst:
    """A message about the client of the case, not judged yet."""
    return maak(
        Berichtontvangst,
        anders,
        id=uuid4(),
        eigenaar=gemeente,
        afzender=AANBIEDER,
        code="418",
        berichtsoort="wmo305",
        identificatie="305-1",
        xml=f"<Bsn>{BSN.cijfers}</Bsn>".encode(),
        indiener=Indiener(Partij.GEMEENTE, gemeente, "medewerker-1", Rol.ADMINISTRATIE, "zaaksysteem"),
        status=Ontvangststatus.ONTVANGEN,
        ontvangen_op=NU,
    )


def een_verzoek(gemeente: Gemeentecode = ROERMOND, **anders: Any) -> BewaardVerzoek:
    """A request that was granted, as the municipality keeps it."""
    return maak(
        BewaardVerzoek,
        anders,
        id=uuid4(),
        eigenaar=gemeente,
        gemeente=gemeente,
        aanbieder=AANBIEDER,
        referentie="A1",
        soort=Verzoeksoort.TOEWIJZING,
        dagtekening=BEGIN,
        ontvangen_op=NU,
        stand=Verzoekstand.TOEGEWEZEN,
    )


def leg_zaak_vast(opslag: Opslag, gemeente: Gemeentecode = ROERMOND) -> Zaak:
    """One of everything, under ids of its own, so that a database can hold several."""
    client = opslag.clienten.bewaar(een_client(id=uuid4(), gemeente=gemeente))
    ontvangst = opslag.ontvangsten.bewaar(een_ontvangst(gemeente, bsns=(BSN.cijfers,)))
    aanbieder = opslag.aanbieders.bewaar(een_aanbieder(gemeente=gemeente))
    product = opslag.producten.bewaar(een_product(gemeente=gemeente))
    contract = opslag.contracten.bewaar(een_contract(id=uuid4(), gemeente=gemeente, periode=JAAR))
    van_client = {"gemeente": gemeente, "client_id": client.id}
    melding = opslag.meldingen.bewaar(een_melding(id=uuid4(), **van_client))
    van_melding = van_client | {"melding_id": melding.id}
    onderzoek = opslag.onderzoeken.bewaar(een_onderzoek(id=uuid4(), **van_melding))
    plan_van_aanpak = opslag.plannen_van_aanpak.bewaar(
        een_plan_van_aanpak(id=uuid4(), **van_melding, onderzoek_id=onderzoek.id)
    )
    plan = opslag.ondersteuningsplannen.bewaar(
        een_ondersteuningsplan(
            id=uuid4(),
            **van_melding,
            plan_van_aanpak_id=plan_van_aanpak.id,
            **na(Planstatus.UITGEVRAAGD, Planstatus.INGEDIEND, Planstatus.AKKOORD),
        )
    )
    planversie = opslag.planversies.bewaar(een_planversie(plan_id=plan.id))
    beoordeling = opslag.beoordelingen.bewaar(
        een_beoordeling(id=uuid4(), **van_client, plan_id=plan.id, bevindingen=(een_toetsbevinding(),))
    )
    informatie = BeschikbareInformatie(Formulieronderdeel.RESULTATEN, Vindplaats.KLANTDOSSIER, "p. 3")
    afziening = opslag.afzieningen.bewaar(
        een_afziening(
            id=uuid4(), **van_melding, plan_van_aanpak_id=plan_van_aanpak.id, informatie=(informatie,)
        )
    )
    aanvraag = opslag.aanvragen.bewaar(
        een_aanvraag(
            id=uuid4(),
            **van_melding,
            opschortingen=(Opschorting(VANDAAG, "aanvulling", VANDAAG),),
            verlengingen=(Verlenging(VANDAAG, VANDAAG, "ziekte"),),
        )
    )
    besluit = opslag.besluiten.bewaar(
        een_bekendgemaakt_besluit(
            id=uuid4(),
            **van_melding,
            aanvraag_id=aanvraag.id,
            plan_van_aanpak_id=None,
            planversies=(),
            bekendmaking=Bekendmaking(VANDAAG, "post"),
        )
    )
    bezwaar = opslag.bezwaren.bewaar(
        een_bezwaar(
            id=uuid4(),
            **van_melding,
            besluit_id=besluit.id,
            opschortingen=(Opschorting(VANDAAG, "gronden", VANDAAG),),
            horen=Horen(VANDAAG, "verslag"),
            uitstellen=(Uitstel(Uitstelgrond.VERDAGING, VANDAAG, VANDAAG),),
            intrekking=Intrekking(VANDAAG, "opgelost", "m", NU),
        )
    )
    toewijzing = opslag.toewijzingen.bewaar(een_toewijzing(besluit))
    draagregel = Draagregel(besluit.id, besluit.regels[0].nummer, toewijzing.nummer)
    opslag.draagregels.leg_vast([draagregel])
    feit = opslag.feiten.bewaar(een_feit(id=uuid4(), **van_client))
    omzetting = opslag.omzettingen.bewaar(een_omzetting(id=uuid4(), gemeente=gemeente))
    clientomzetting = opslag.clientomzettingen.bewaar(omzetting.bij(client.id, uuid4(), NU, "medewerker-3"))
    bericht = opslag.berichten.bewaar(
        een_bericht(
            toewijzing,
            id=uuid4(),
            **van_client,
            xml=f"<Bsn>{BSN.cijfers}</Bsn>".encode(),
        )
    )
    rapportage = opslag.rapportages.bewaar(een_rapportage(id=uuid4(), **van_melding, plan_id=plan.id))
    document = opslag.documenten.bewaar(een_document(id=uuid4(), **van_client, verwijst_naar=plan.id))
    return Zaak(
        client=client,
        aanbieder=aanbieder,
        product=product,
        contract=contract,
        melding=melding,
        onderzoek=onderzoek,
        plan_van_aanpak=plan_van_aanpak,
        plan=plan,
        planversie=planversie,
        beoordeling=beoordeling,
        afziening=afziening,
        aanvraag=aanvraag,
        besluit=besluit,
        bezwaar=bezwaar,
        toewijzing=toewijzing,
        draagregel=draagregel,
        feit=feit,
        omzetting=omzetting,
        clientomzetting=clientomzetting,
        bericht=bericht,
        rapportage=rapportage,
        document=document,
        briefgegevens=opslag.briefgegevens.bewaar(briefgegevens(gemeente=gemeente)),
        ontvangst=ontvangst,
    )


def leg_grond_vast(
    databank: Databank, client: Client | None = None, gemeente: Gemeentecode = ROERMOND, regio: str = "mlo"
) -> None:
    """Everything that a decision on the default plan rests on, with a second provider and product."""
    van = {"gemeente": gemeente}
    grond = een_onderbouwing(profiel=het_profiel(regio), **van)
    with databank.transactie(verwerker(gemeente)) as opslag:
        opslag.clienten.bewaar(client or een_client(**van))
        opslag.briefgegevens.bewaar(briefgegevens(**van))
        for code in ("01H01", "01H02"):
            opslag.producten.bewaar(een_product(Productkeuze(HUISHOUDEN.categorie, code), **van))
        for agb in (AANBIEDER, TWEEDE_AANBIEDER):
            opslag.aanbieders.bewaar(een_aanbieder(agb=agb, **van))
            for code in ("01H01", "01H02"):
                contract = een_contract(
                    Productkeuze(HUISHOUDEN.categorie, code), id=uuid4(), aanbieder=agb, **van
                )
                opslag.contracten.bewaar(contract)
        opslag.meldingen.bewaar(een_melding(spoed=True, **van))
        opslag.onderzoeken.bewaar(een_onderzoek(**van))
        opslag.plannen_van_aanpak.bewaar(een_plan_van_aanpak(**van))
        opslag.ondersteuningsplannen.bewaar(grond.plan)
        opslag.planversies.bewaar(grond.versie)
        opslag.aanvragen.bewaar(een_aanvraag(**van))
