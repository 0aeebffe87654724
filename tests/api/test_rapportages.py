"""The municipal report: where discussion and agreements stand, and nobody else reads them (M19, M20)."""

from tests.api.verhaal import Aanbieder, Gemeente, fouten


def test_discussion_stands_in_the_report_and_leaves_the_plan_alone(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    zaak = roermond.open_zaak()
    plan = roermond.vraag_plan(zaak)
    linde.maak_plan(plan)
    voor = roermond.lees_plan(plan)

    notitie = roermond.rapporteer(zaak["meldingId"], soort="bijstelling", planId=plan["id"])

    assert roermond.lees(f"/rapportages?planId={plan['id']}") == [notitie]
    assert roermond.lees(f"/rapportages/{notitie['id']}") == notitie
    assert roermond.lees_plan(plan) == voor


def test_the_report_is_the_municipalitys_own(roermond: Gemeente, heusden: Gemeente, linde: Aanbieder) -> None:
    notitie = roermond.rapporteer(roermond.open_zaak()["meldingId"])

    assert linde.probeer("GET", f"/rapportages/{notitie['id']}").status_code == 403
    assert heusden.probeer("GET", f"/rapportages/{notitie['id']}").status_code == 404


def test_a_note_belongs_to_the_case_of_its_plan(roermond: Gemeente) -> None:
    plan = roermond.vraag_plan(roermond.open_zaak())
    andere = roermond.neem_melding_aan()
    inhoud = {
        "meldingId": andere["id"],
        "soort": "bespreking",
        "datum": roermond.over(),
        "met": "Aanbieder",
        "tekst": "Besproken.",
        "planId": plan["id"],
    }

    antwoord = roermond.probeer("POST", "/rapportages", inhoud)

    assert (antwoord.status_code, fouten(antwoord)) == (400, {("planId", None)})
