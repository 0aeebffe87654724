"""Waiving a plan: a reason, four conditions, and the trail of the alignment (M02 to M06)."""

from typing import Any

import pytest

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


def test_the_trail_shows_the_alignment(roermond: Gemeente, zaak: Json) -> None:
    afziening = roermond.zie_af(zaak)
    notitie = roermond.rapporteer(zaak["meldingId"], soort="afstemming", afzieningId=afziening["id"])

    spoor = roermond.lees(f"/afzieningen/{afziening['id']}")

    assert spoor == {"afziening": afziening, "rapportages": [notitie]}
    assert spoor["afziening"]["aanbieder"] == AGB
