"""Additional products over HTTP: outside the resultaatgebieden, price times quantity (H10 to H12)."""

from app.domain.partijen import Rol
from tests.api.verhaal import Aanbieder, Gemeente, plan_pad
from tests.documenten.lezen import tekst


def test_client_and_provider_see_price_times_quantity_in_plan_and_decision(
    heusden: Gemeente, linde: Aanbieder
) -> None:
    (rit,) = [p for p in heusden.profiel["aanvullendeProducten"] if p["code"] == "08V01"]
    heusden.contracteer_product(rit)
    zaak = heusden.open_zaak()
    plan = heusden.vraag_plan(zaak)
    vervoer = {
        "product": {"categorie": rit["categorie"], "code": rit["code"]},
        "aantal": 2,
        "eenheid": rit["eenheid"],
        "frequentie": "2",
        "begindatum": zaak["termijn"]["begindatum"],
        "einddatum": zaak["termijn"]["einddatum"],
        "toelichting": "Vervoer naar de dagbesteding.",
    }
    linde.maak_plan(plan, aanvullend=[vervoer])
    heusden.beoordeel(plan)
    linde.rond_af(plan)
    besluit = heusden.beslis(zaak)

    in_plan = tekst(linde.probeer("GET", f"{plan_pad(plan)}/document").content)
    assert "2 keer per week € 12,50 per keer € 25,00 per week" in in_plan
    document = heusden.probeer("GET", f"/besluiten/{besluit['id']}/document", rol=Rol.BESLUIT).content
    assert "€ 25,00 per week (€ 12,50 per keer)" in tekst(document)
