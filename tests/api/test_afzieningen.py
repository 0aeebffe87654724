"""Waiving a plan: a reason, four conditions, and the trail of the alignment (M02 to M06)."""

from typing import Any

import pytest

from app.domain.partijen import Rol
from tests.api.verhaal import AGB, Gemeente, Json, fouten, regels


@pytest.fixture
def zaak(roermond: Gemeente) -> Json:
    return roermond.open_zaak()


def test_a_waiver_that_meets_every_condition_is_recorded(roermond: Gemeente, zaak: Json) -> None:
    afziening = roermond.zie_af(zaak)

    assert afziening["meldingId"] == zaak["meldingId"]
    assert roermond.lees(f"/afzieningen?meldingId={zaak['meldingId']}") == [afziening]


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"reden": None}, ("reden", "M03")),
        ({"redenClientOfGroep": None}, ("redenClientOfGroep", "M03")),
        ({"individueleBeoordeling": None}, ("individueleBeoordeling", "M03")),
        ({"informatie": []}, ("informatie", "M04a")),
        ({"informatie": None}, ("informatie", "M04a")),
        ({"client": None}, ("client", "M04c")),
        ({"client": {"datum": "2026-03-02"}}, ("client.wijze", "M04c")),
        ({"afstemming": None}, ("afstemming", "M04d")),
        ({"afstemming": {"datum": "2026-03-02"}}, ("afstemming.met", "M04d")),
    ],
)
def test_a_condition_that_is_not_met_is_named(
    roermond: Gemeente, zaak: Json, anders: Json, verwacht: tuple[str, str]
) -> None:
    inhoud = {n: w for n, w in roermond.afziening(zaak, **anders).items() if w is not None}

    antwoord = roermond.probeer("POST", "/afzieningen", inhoud)

    assert (antwoord.status_code, fouten(antwoord)) == (409, {verwacht})


@pytest.mark.parametrize(("veld", "regel"), [("client", "M04c"), ("afstemming", "M04d")])
def test_alignment_is_beforehand(roermond: Gemeente, zaak: Json, veld: str, regel: str) -> None:
    inhoud = roermond.afziening(zaak)
    inhoud[veld]["datum"] = roermond.over(days=1)

    antwoord = roermond.probeer("POST", "/afzieningen", inhoud)

    assert (antwoord.status_code, fouten(antwoord)) == (409, {(f"{veld}.datum", regel)})


def test_an_older_plan_van_aanpak_is_not_waived(roermond: Gemeente, zaak: Json) -> None:
    roermond.herzie_plan_van_aanpak(zaak)

    assert roermond.probeer("POST", "/afzieningen", roermond.afziening(zaak)).status_code == 409


def test_the_information_has_its_place_in_a_document(roermond: Gemeente, zaak: Json) -> None:
    inhoud = roermond.afziening(zaak)
    del inhoud["informatie"][0]["vindplaats"]

    antwoord = roermond.probeer("POST", "/afzieningen", inhoud)

    assert (antwoord.status_code, fouten(antwoord)) == (409, {("informatie[0].vindplaats", "M04b")})


def test_only_file_and_report_count_as_documents(roermond: Gemeente, zaak: Json) -> None:
    inhoud = roermond.afziening(zaak)
    inhoud["informatie"][0]["document"] = "telefoonnotitie"

    antwoord = roermond.probeer("POST", "/afzieningen", inhoud)

    assert (antwoord.status_code, fouten(antwoord)) == (400, {("informatie[0].document", None)})


def test_all_missing_conditions_are_named_at_once(roermond: Gemeente, zaak: Json) -> None:
    inhoud: dict[str, Any] = roermond.afziening(zaak, informatie=[])
    del inhoud["reden"]
    inhoud["afstemming"] = {"datum": "2026-03-02"}

    assert regels(roermond.probeer("POST", "/afzieningen", inhoud)) == {"M03", "M04a", "M04d"}


def test_a_region_may_know_no_waiver(heusden: Gemeente) -> None:
    antwoord = heusden.probeer("POST", "/afzieningen", heusden.afziening(heusden.open_zaak()))

    assert antwoord.status_code == 409


def test_not_while_a_plan_is_being_asked_for(roermond: Gemeente, zaak: Json) -> None:
    roermond.vraag_plan(zaak)

    assert roermond.probeer("POST", "/afzieningen", roermond.afziening(zaak)).status_code == 409


def test_only_the_toegang_waives(roermond: Gemeente, zaak: Json) -> None:
    inhoud = roermond.afziening(zaak)

    assert roermond.probeer("POST", "/afzieningen", inhoud, rol=Rol.ADMINISTRATIE).status_code == 403


def test_the_trail_shows_the_alignment(roermond: Gemeente, zaak: Json) -> None:
    afziening = roermond.zie_af(zaak)
    notitie = roermond.rapporteer(zaak["meldingId"], soort="afstemming", afzieningId=afziening["id"])

    spoor = roermond.lees(f"/afzieningen/{afziening['id']}")

    assert spoor == {"afziening": afziening, "rapportages": [notitie]}
    assert spoor["afziening"]["aanbieder"] == AGB


def test_another_municipality_does_not_see_it(roermond: Gemeente, heusden: Gemeente, zaak: Json) -> None:
    afziening = roermond.zie_af(zaak)

    assert heusden.probeer("GET", f"/afzieningen/{afziening['id']}").status_code == 404
