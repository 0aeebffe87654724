from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import event

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import Besluit
from app.domain.document import Document
from app.domain.melding import Melding
from app.domain.onderzoek import Onderzoek
from app.domain.partijen import Aanbieder, Client, Contract, Product
from app.domain.plan.afziening import Afziening
from app.domain.plan.ondersteuningsplan import Beoordeling, Ondersteuningsplan, Planstatus, Planversie
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.rapportage import Rapportage
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsbericht
from app.domain.waarden import Gemeentecode
from app.opslag import Databank, Opslag
from tests.opslag import bouw


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
    toewijzing: Toewijzing
    bericht: Toewijzingsbericht
    rapportage: Rapportage
    document: Document


def leg_zaak_vast(opslag: Opslag, gemeente: Gemeentecode = bouw.ROERMOND) -> Zaak:
    client = opslag.clienten.bewaar(bouw.client(gemeente))
    aanbieder = opslag.aanbieders.bewaar(bouw.aanbieder(gemeente))
    product = opslag.producten.bewaar(bouw.product(gemeente))
    contract = opslag.contracten.bewaar(bouw.contract(gemeente))
    melding = opslag.meldingen.bewaar(bouw.melding(client))
    onderzoek = opslag.onderzoeken.bewaar(bouw.onderzoek(melding))
    basis = opslag.plannen_van_aanpak.bewaar(bouw.plan_van_aanpak(onderzoek))
    plan = opslag.ondersteuningsplannen.bewaar(
        bouw.plan(basis, Planstatus.UITGEVRAAGD, Planstatus.INGEDIEND, Planstatus.AKKOORD)
    )
    planversie = opslag.planversies.bewaar(bouw.planversie(plan))
    beoordeling = opslag.beoordelingen.bewaar(bouw.beoordeling(plan))
    afziening = opslag.afzieningen.bewaar(bouw.afziening(basis))
    aanvraag = opslag.aanvragen.bewaar(bouw.aanvraag(melding))
    besluit = opslag.besluiten.bewaar(bouw.besluit(melding))
    toewijzing = opslag.toewijzingen.bewaar(bouw.toewijzing(besluit))
    bericht = opslag.berichten.bewaar(bouw.bericht(toewijzing))
    rapportage = opslag.rapportages.bewaar(bouw.rapportage(plan))
    document = opslag.documenten.bewaar(bouw.document(plan))
    return Zaak(
        client=client,
        aanbieder=aanbieder,
        product=product,
        contract=contract,
        melding=melding,
        onderzoek=onderzoek,
        plan_van_aanpak=basis,
        plan=plan,
        planversie=planversie,
        beoordeling=beoordeling,
        afziening=afziening,
        aanvraag=aanvraag,
        besluit=besluit,
        toewijzing=toewijzing,
        bericht=bericht,
        rapportage=rapportage,
        document=document,
    )


@pytest.fixture
def zaak(databank: Databank) -> Zaak:
    with databank.transactie(bouw.verwerker()) as opslag:
        return leg_zaak_vast(opslag)


@contextmanager
def tel_opdrachten(databank: Databank) -> Iterator[list[str]]:
    """The statements that reach the database."""
    opdrachten: list[str] = []

    def onthoud(*args: object) -> None:
        opdrachten.append(str(args[2]))

    event.listen(databank._motor, "before_cursor_execute", onthoud)
    yield opdrachten
    event.remove(databank._motor, "before_cursor_execute", onthoud)
