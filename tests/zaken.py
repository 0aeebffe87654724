"""A case as it stands when the decision is to be made: the plan is laid down, the aanvraag is there."""

from datetime import UTC, datetime

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.melding import Melding
from app.domain.onderzoek import Onderzoek
from app.domain.partijen import Aanbieder, Beller, Client, Partij, Rol
from app.domain.plan.ondersteuningsplan import Productkeuze
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag import Databank, Opslag, Verwerker
from tests.bouw import (
    AANBIEDER,
    CLIENT_ID,
    HUISHOUDEN,
    MELDING_ID,
    ONDERZOEK_ID,
    ROERMOND,
    een_plan_van_aanpak,
    een_product,
    het_profiel,
)
from tests.bouw_besluit import AANVRAAG_ID, VANDAAG, een_client, een_onderbouwing

TWEEDE_AANBIEDER = AgbCode("41410002")


def als(gemeente: Gemeentecode = ROERMOND, rol: Rol = Rol.BESLUIT) -> Beller:
    return Beller(Partij.GEMEENTE, gemeente, "medewerker-1", rol, "zaaksysteem")


def verwerker(beller: Beller | None = None, nu: datetime = datetime(2026, 2, 16, tzinfo=UTC)) -> Verwerker:
    return Verwerker(beller or als(), "testen", "4bf92f3577b34da6a3ce929d0e0e4736", nu)


def leg_zaak_vast(
    databank: Databank, client: Client | None = None, gemeente: Gemeentecode = ROERMOND, regio: str = "mlo"
) -> None:
    """Everything that a decision on the default plan rests on, with a second provider and product."""
    with databank.transactie(verwerker(als(gemeente))) as opslag:
        _vul(opslag, client or een_client(gemeente=gemeente), gemeente, regio)


def _vul(opslag: Opslag, client: Client, gemeente: Gemeentecode, regio: str) -> None:
    opslag.clienten.bewaar(client)
    for agb in (AANBIEDER, TWEEDE_AANBIEDER):
        opslag.aanbieders.bewaar(Aanbieder(agb, gemeente, "Thuiszorg Voorbeeld"))
    for code in ("01H01", "01H02"):
        opslag.producten.bewaar(een_product(Productkeuze(HUISHOUDEN.categorie, code), gemeente=gemeente))
    opslag.meldingen.bewaar(Melding(MELDING_ID, gemeente, CLIENT_ID, VANDAAG, "Het huishouden lukt niet."))
    opslag.onderzoeken.bewaar(Onderzoek(ONDERZOEK_ID, gemeente, CLIENT_ID, MELDING_ID, VANDAAG))
    opslag.plannen_van_aanpak.bewaar(een_plan_van_aanpak(gemeente=gemeente))
    grond = een_onderbouwing(profiel=het_profiel(regio), gemeente=gemeente)
    opslag.ondersteuningsplannen.bewaar(grond.plan)
    opslag.planversies.bewaar(grond.versie)
    opslag.aanvragen.bewaar(Aanvraag(AANVRAAG_ID, gemeente, CLIENT_ID, MELDING_ID, VANDAAG))
