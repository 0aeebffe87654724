"""How a plan goes on with which the municipality does not agree (M15, M20, H18), and a mistake put right."""

from typing import Any

import pytest

from tests.api.conftest import Klok
from tests.api.verhaal import AGB, Aanbieder, Gemeente, Json, fouten, plan_pad


def afgekeurd(gemeente: Gemeente, aanbieder: Aanbieder, klok: Klok) -> tuple[Json, Json]:
    """The plan van aanpak, and the complete plan with which the municipality does not agree."""
    zaak = gemeente.open_zaak()
    plan = gemeente.vraag_plan(zaak)
    aanbieder.maak_plan(plan)
    klok.verzet(hours=1)
    gemeente.beoordeel(plan, oordeel="niet_akkoord", motivering="Een uur per week is genoeg.")
    klok.verzet(hours=1)
    return zaak, gemeente.lees_plan(plan)


def anders(gemeente: Gemeente, zaak: Json) -> list[Json]:
    """The lines of the plan, with half the time and the grounds for that."""
    voorstel = gemeente.doe("POST", "/besluiten/voorstellen", {"planVanAanpakId": zaak["id"]})
    (regel,) = voorstel["regels"]
    del regel["nummer"]
    regel["omvang"]["volume"] //= 2
    return [regel | {"afwijkingVanPlan": "Een uur per week is genoeg."}]


def taken(kant: Gemeente) -> list[str]:
    return [taak for regel in kant.lees("/werkvoorraad") for taak in regel["taken"]]


def test_the_provider_sees_that_the_municipality_does_not_agree_and_why(
    roermond: Gemeente, linde: Aanbieder, klok: Klok
) -> None:
    _, plan = afgekeurd(roermond, linde, klok)

    gezien = linde.lees_plan(plan)
    assert gezien["status"] == "niet_akkoord"
    assert gezien["overgangen"][-1]["reden"] == "Een uur per week is genoeg."
    assert [p["id"] for p in linde.lees("/ondersteuningsplannen?status=niet_akkoord")] == [plan["id"]]


def test_the_municipality_decides_otherwise_than_a_plan_that_is_signed(
    roermond: Gemeente, linde: Aanbieder, klok: Klok
) -> None:
    zaak, plan = afgekeurd(roermond, linde, klok)
    besluit = roermond.ontwerp_besluit(zaak, regels=anders(roermond, zaak))
    assert besluit["planversies"] == [{"planId": plan["id"], "versie": 1}]

    antwoord = roermond.probeer_te_besluiten(besluit)
    assert fouten(antwoord) == {("planversies[0]", "M08, M09")}

    linde.onderteken(plan, "client")
    linde.onderteken(plan, "aanbieder")
    assert roermond.maak_bekend(roermond.neem_besluit(besluit))["uitkomst"] == "toegekend"
    assert roermond.wijs_toe(besluit)["toewijzingen"]


def test_what_the_decision_changes_in_such_a_plan_has_its_grounds(
    roermond: Gemeente, linde: Aanbieder, klok: Klok
) -> None:
    zaak, _ = afgekeurd(roermond, linde, klok)
    (regel,) = anders(roermond, zaak)
    del regel["afwijkingVanPlan"]

    antwoord = roermond.probeer_te_besluiten(roermond.ontwerp_besluit(zaak, regels=[regel]))

    assert ("regels[0].afwijkingVanPlan", "M15") in fouten(antwoord)


def test_where_the_plan_becomes_part_of_the_decision_it_is_adopted_first(
    heusden: Gemeente, linde: Aanbieder, klok: Klok
) -> None:
    zaak, plan = afgekeurd(heusden, linde, klok)
    verwijzing = {"planId": plan["id"], "versie": 1}

    antwoord = heusden.probeer_te_besluiten(heusden.ontwerp_besluit(zaak, planversies=[verwijzing]))

    assert ("planversies[0]", "H26") in fouten(antwoord)
    assert heusden.leg_terug(plan)["status"] == "teruggelegd"


@pytest.mark.parametrize("stap", ["/intrekkingen", "/beoordelingen"])
def test_no_verdict_is_taken_back_once_a_decision_rests_on_the_plan(
    roermond: Gemeente, linde: Aanbieder, klok: Klok, stap: str
) -> None:
    zaak, plan = afgekeurd(roermond, linde, klok)
    linde.onderteken(plan, "client")
    linde.onderteken(plan, "aanbieder")
    roermond.neem_besluit(roermond.ontwerp_besluit(zaak, regels=anders(roermond, zaak)))

    inhoud = {"reden": "Toch niet."} if stap == "/intrekkingen" else roermond.beoordeling(plan)
    antwoord = roermond.probeer_stap(plan_pad(plan), stap, inhoud)

    assert antwoord.status_code == 409
    assert roermond.lees_plan(plan)["status"] == "niet_akkoord"


def test_the_municipality_may_come_back_on_its_verdict(
    roermond: Gemeente, linde: Aanbieder, klok: Klok
) -> None:
    _, plan = afgekeurd(roermond, linde, klok)

    roermond.beoordeel(plan)

    assert roermond.lees_plan(plan)["status"] == "akkoord"


def test_a_plan_is_asked_anew_of_the_same_provider_and_the_decision_rests_on_that_one(
    roermond: Gemeente, linde: Aanbieder, klok: Klok
) -> None:
    zaak, oud = afgekeurd(roermond, linde, klok)
    (taak,) = [t for t in taken(roermond) if t.startswith("Niet akkoord")]
    assert taak == (
        f"Niet akkoord met versie 1 van aanbieder {AGB}: beslis anders dan het plan, vraag een nieuw plan of "
        "trek het in."
    )

    nieuw = roermond.vraag_plan(zaak)
    assert taak not in taken(roermond)
    linde.maak_plan(nieuw)
    roermond.beoordeel(nieuw)
    linde.rond_af(nieuw)

    assert roermond.ontwerp_besluit(zaak)["planversies"] == [{"planId": nieuw["id"], "versie": 1}]
    assert roermond.trek_in(oud)["status"] == "ingetrokken"
    assert linde.probeer("GET", f"{plan_pad(oud)}/versies").status_code == 409


def ingediend(gemeente: Gemeente, aanbieder: Aanbieder) -> Json:
    plan = gemeente.vraag_plan(gemeente.open_zaak())
    aanbieder.maak_plan(plan)
    return plan


def dien_opnieuw_in(aanbieder: Aanbieder, plan: Json, **anders: Any) -> Any:
    aanbieder.vul_in(plan, inzet=[aanbieder.inzet(plan, omvang={"aantal": 3, "eenheid": "uren"})])
    indiening = {"formulierVersie": plan["formulierVersie"], "gerichtAan": "medewerker-1"} | anders
    return aanbieder.probeer_stap(plan_pad(plan), "/indieningen", indiening)


def test_a_provider_puts_a_mistake_right_while_nobody_assessed_it(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    plan = ingediend(roermond, linde)

    assert fouten(dien_opnieuw_in(linde, plan)) == {("correctie", "M20")}
    assert dien_opnieuw_in(linde, plan, correctie="Een uur te weinig.").status_code == 201

    eerste, tweede = roermond.lees(f"{plan_pad(plan)}/versies")
    assert [v["inhoud"]["inzet"][0]["omvang"]["aantal"] for v in (eerste, tweede)] == [2, 3]
    assert roermond.lees_plan(plan)["overgangen"][-1]["reden"] == "Een uur te weinig."
    assert (
        roermond.probeer_stap(
            plan_pad(plan), "/beoordelingen", roermond.beoordeling(plan, versie=1)
        ).status_code
        == 409
    )


@pytest.mark.parametrize("oordeel", ["akkoord", "niet_akkoord"])
def test_what_was_assessed_is_the_providers_no_more(
    roermond: Gemeente, linde: Aanbieder, oordeel: str
) -> None:
    plan = ingediend(roermond, linde)
    roermond.beoordeel(plan, oordeel=oordeel)

    antwoord = linde.probeer_stap(plan_pad(plan), "/invulling", linde.invulling(plan), methode="PUT")

    assert antwoord.status_code == 409
