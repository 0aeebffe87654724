"""Who acts for a client signs for the client and is named in the letters (Wmo 1.1.1 lid 2, M08)."""

import pytest

from app.domain.partijen import Hoedanigheid
from tests.api.verhaal import Aanbieder, Gemeente, Json, fouten, plan_pad, tot_vastgesteld
from tests.documenten.lezen import tekst

MENTOR = {"naam": "J. de Vries", "hoedanigheid": "mentor"}


def akkoord(gemeente: Gemeente, linde: Aanbieder, zaak: Json) -> Json:
    plan = gemeente.vraag_plan(zaak)
    linde.maak_plan(plan)
    gemeente.beoordeel(plan)
    return plan


def document(kant: Gemeente | Aanbieder, pad: str) -> str:
    return tekst(kant.probeer("GET", f"{pad}/document").content)


def test_a_representative_signs_for_the_client_and_is_named_in_plan_and_decision(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    client = roermond.leg_client_vast(vertegenwoordiger=MENTOR)
    zaak = roermond.open_zaak(client)
    plan = akkoord(roermond, linde, zaak)

    linde.onderteken(plan, "client", vertegenwoordiger=MENTOR)
    linde.onderteken(plan, "aanbieder")
    assert linde.stel_vast(plan)["ondertekeningen"][0]["vertegenwoordiger"] == MENTOR

    assert "vertegenwoordigd door J. de Vries, mentor" in document(linde, plan_pad(plan))
    besluit = roermond.beslis(zaak)
    assert "vertegenwoordigd door J. de Vries, mentor" in document(roermond, f"/besluiten/{besluit['id']}")


def test_a_representative_signs_the_plan_van_aanpak_and_is_named_under_it(
    heusden: Gemeente, linde: Aanbieder
) -> None:
    """Where that plan is the decision (H28), the client reads there who signed."""
    zaak = heusden.open_zaak(heusden.leg_client_vast(vertegenwoordiger=MENTOR))

    getekend = heusden.onderteken_plan_van_aanpak(zaak, vertegenwoordiger=MENTOR)

    assert getekend["vertegenwoordiger"] == MENTOR
    tot_vastgesteld(heusden, linde, zaak)
    besluit = heusden.beslis(zaak)
    assert besluit["vorm"] == "plan_van_aanpak_met_plan"
    assert "J. de Vries, mentor, ondertekende dit plan van aanpak namens u op" in document(
        heusden, f"/besluiten/{besluit['id']}"
    )


@pytest.mark.parametrize("hoedanigheid", Hoedanigheid)
def test_each_whom_the_law_names_can_act_for_the_client(
    roermond: Gemeente, hoedanigheid: Hoedanigheid
) -> None:
    namens = MENTOR | {"hoedanigheid": hoedanigheid}

    assert roermond.leg_client_vast(vertegenwoordiger=namens)["vertegenwoordiger"] == namens


def test_nobody_signs_so_for_the_provider(roermond: Gemeente, linde: Aanbieder) -> None:
    plan = akkoord(roermond, linde, roermond.open_zaak())
    handtekening = {
        "versie": 1,
        "door": "aanbieder",
        "datum": linde.over(),
        "wijze": "Digitaal",
        "vertegenwoordiger": MENTOR,
    }

    antwoord = linde.probeer_stap(plan_pad(plan), "/ondertekeningen", handtekening)

    assert fouten(antwoord) == {("vertegenwoordiger", "M08")}
