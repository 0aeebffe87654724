from datetime import date

import pytest

from app.domain.keten.dossier import (
    BekendeToewijzing,
    BekendVerzoek,
    Clientsleutel,
    Dossier,
    Toewijzingsleutel,
    Verzoeksleutel,
    Verzoeksoort,
    Verzoekstand,
)
from app.domain.waarden import AgbCode, Gemeentecode

ROERMOND, AANBIEDER = Gemeentecode("0957"), AgbCode("42420001")
CLIENT = Clientsleutel("sleutel van 999900006")


def dossier(**velden) -> Dossier:
    return Dossier(clientsleutel=lambda bsn: Clientsleutel(f"sleutel van {bsn}"), **velden)


def verzoek(stand: Verzoekstand = Verzoekstand.OPEN) -> BekendVerzoek:
    return BekendVerzoek(Verzoeksoort.TOEWIJZING, CLIENT, (date(2026, 4, 1),), stand)


def toewijzing(**velden) -> BekendeToewijzing:
    vast = {"categorie": "02", "productcode": "02A03", "ingangsdatum": date(2026, 4, 1)}
    return BekendeToewijzing(client=CLIENT, aanbieder=AANBIEDER, **(vast | velden))


def test_the_open_requests_of_a_client_are_found_by_the_key_of_the_client():
    met_verzoek = dossier(verzoeken={Verzoeksleutel(ROERMOND, AANBIEDER, "A1"): verzoek()})
    assert met_verzoek.open_verzoeken("0957", "42420001", "999900006") == {"A1": Verzoeksoort.TOEWIJZING}
    assert met_verzoek.open_verzoeken("0957", "42420001", "999911120") == {}


@pytest.mark.parametrize("stand", [Verzoekstand.AFGEWEZEN, Verzoekstand.TOEGEWEZEN])
def test_a_request_that_was_granted_or_refused_is_no_longer_open(stand):
    met_verzoek = dossier(verzoeken={Verzoeksleutel(ROERMOND, AANBIEDER, "A1"): verzoek(stand)})
    assert met_verzoek.open_verzoeken("0957", "42420001", "999900006") == {}


def test_the_allocations_of_a_client_are_those_of_this_municipality_at_this_provider():
    van_roermond = dossier(toewijzingen={Toewijzingsleutel(ROERMOND, 7): toewijzing()})
    assert van_roermond.toewijzingen_van("0957", "42420001", "999900006") == {7: toewijzing()}
    assert van_roermond.toewijzingen_van("0855", "42420001", "999900006") == {}
    assert van_roermond.toewijzingen_van("0957", "42420002", "999900006") == {}
    assert van_roermond.toewijzingen_van("0957", "42420001", "999911120") == {}


def test_an_allocation_is_current_up_to_and_including_its_last_day_and_before_its_first():
    tot_juli = toewijzing(einddatum=date(2026, 6, 30))
    assert tot_juli.loopt(date(2026, 1, 1))
    assert tot_juli.loopt(date(2026, 6, 30))
    assert not tot_juli.loopt(date(2026, 7, 1))
    assert toewijzing().loopt(date(2126, 1, 1))


def test_a_deleted_allocation_is_never_current():
    assert not toewijzing(einddatum=date(2026, 4, 1), verwijderd=True).loopt(date(2026, 1, 1))


def test_versions_of_one_allocation_differ_in_end_extent_and_budget_only():
    assert toewijzing().is_dezelfde(toewijzing(einddatum=date(2026, 6, 30), budget=100_00))
    assert not toewijzing().is_dezelfde(toewijzing(ingangsdatum=date(2026, 4, 2)))
    assert not toewijzing().is_dezelfde(toewijzing(productcode="02A04"))
