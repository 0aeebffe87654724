"""Additional products over HTTP: outside the resultaatgebieden, price times quantity (H10 to H12)."""

from app.domain.partijen import Rol
from tests.api.verhaal import Aanbieder, Gemeente, Json, plan_pad
from tests.documenten.lezen import tekst


def met_vervoer(heusden: Gemeente, linde: Aanbieder) -> tuple[Json, Json]:
    """A plan van aanpak, and the plan for it that was adopted, with two rides a week."""
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
    return zaak, linde.rond_af(plan)


def test_client_and_provider_see_price_times_quantity_in_plan_and_decision(
    heusden: Gemeente, linde: Aanbieder
) -> None:
    zaak, plan = met_vervoer(heusden, linde)
    besluit = heusden.beslis(zaak)

    in_plan = tekst(linde.probeer("GET", f"{plan_pad(plan)}/document").content)
    assert "2 ritten per week € 12,50 per rit € 25,00 per week" in in_plan
    document = heusden.probeer("GET", f"/besluiten/{besluit['id']}/document", rol=Rol.BESLUIT).content
    assert "€ 25,00 per week (€ 12,50 per rit)" in tekst(document)

    bedrag = {"regel": 2, "tarief": 1250, "bedrag": 2500, "frequentie": "2"}
    voorstel = heusden.doe("POST", "/besluiten/voorstellen", {"planVanAanpakId": zaak["id"]})
    assert voorstel["bedragen"] == [bedrag]
    assert heusden.lees(f"/besluiten/{besluit['id']}/gevolgen")["bedragen"] == [bedrag]


def test_a_line_for_an_additional_product_is_written_by_hand_without_resultaatgebied(
    heusden: Gemeente, linde: Aanbieder
) -> None:
    zaak, _ = met_vervoer(heusden, linde)
    voorstel = heusden.doe("POST", "/besluiten/voorstellen", {"planVanAanpakId": zaak["id"]})
    regels = [{veld: regel[veld] for veld in regel if veld != "nummer"} for regel in voorstel["regels"]]
    besluit = heusden.beslis(zaak, regels=regels)
    assert besluit["regels"] == voorstel["regels"]
    assert "resultaatgebied" not in besluit["regels"][1]


def test_the_letter_has_the_name_and_the_tariff_that_hold_on_the_day(
    heusden: Gemeente, linde: Aanbieder
) -> None:
    zaak, plan = met_vervoer(heusden, linde)
    (contract,) = [c for c in heusden.lees("/contracten") if c["code"] == "08V01"]
    for vanaf, tarief in (("2026-04-01", 1300), ("2026-04-02", 9900)):
        nieuw = {"vanaf": vanaf, "tarief": tarief, "reden": "Indexering."}
        heusden.stap(f"/contracten/{contract['id']}", "/tarieven", nieuw, rol=Rol.ADMINISTRATIE)
    naam = {
        "omschrijving": "Ritten",
        "eenheden": ["84", "82"],
        "vanaf": heusden.over(days=1),
        "reden": "Nieuwe naam.",
    }
    heusden.stap("/producten/08/08V01", "", naam, methode="PUT", rol=Rol.ADMINISTRATIE)
    assert zaak["termijn"]["begindatum"] == "2026-04-01"

    besluit = heusden.beslis(zaak)
    brief = tekst(heusden.probeer("GET", f"/besluiten/{besluit['id']}/document", rol=Rol.BESLUIT).content)
    assert "€ 26,00 per week (€ 13,00 per rit)" in brief
    assert "Ritten" not in brief
    assert "€ 13,00 per rit" in tekst(linde.probeer("GET", f"{plan_pad(plan)}/document").content)
