"""The urgent route (Wmo 2.3.3, W03): for an urgent melding, for a while, and its end is a task."""

import pytest

from tests.api import spoed
from tests.api.verhaal import Aanbieder, Gemeente, Json, fouten, tot_vastgesteld

TOT, LATER = "2027-03-02", "2027-03-03"
"""A year after the first day, and a day longer."""


def regel(gemeente: Gemeente, begin: str, eind: str) -> Json:
    return spoed.regel(gemeente, periode={"begindatum": begin, "einddatum": eind})


def taken(gemeente: Gemeente) -> list[str]:
    alle = [taak for rij in gemeente.lees("/werkvoorraad") for taak in rij["taken"]]
    return [taak for taak in alle if taak.startswith("Spoedbesluit")]


def test_a_melding_that_is_not_urgent_gets_no_urgent_decision(roermond: Gemeente) -> None:
    melding = roermond.neem_melding_aan()

    antwoord = roermond.probeer_te_besluiten(spoed.ontwerp(roermond, meldingId=melding["id"]))

    assert fouten(antwoord) == {("meldingId", "W03")}


@pytest.mark.parametrize(
    ("eind", "verwacht"), [(TOT, set()), (LATER, {("regels[0].periode.einddatum", "W03")})]
)
def test_it_lasts_no_longer_than_the_region_allows(
    roermond: Gemeente, eind: str, verwacht: set[tuple[str, str]]
) -> None:
    besluit = spoed.ontwerp(roermond, regels=[regel(roermond, "2026-03-02", eind)])

    antwoord = roermond.probeer_te_besluiten(besluit)

    assert antwoord.is_success is not bool(verwacht)
    assert verwacht == (fouten(antwoord) if verwacht else set())


def test_a_second_one_does_not_begin_anew(roermond: Gemeente) -> None:
    eerste = spoed.ontwerp(roermond, regels=[regel(roermond, "2026-03-02", "2026-05-31")])
    roermond.neem_besluit(eerste)
    verder = regel(roermond, "2026-06-01", LATER)

    antwoord = roermond.probeer_te_besluiten(
        spoed.ontwerp(roermond, meldingId=eerste["meldingId"], regels=[verder])
    )

    assert fouten(antwoord) == {("regels[0].periode.einddatum", "W03")}


def test_its_end_is_a_task_until_a_regular_decision_takes_its_place(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    melding = roermond.neem_melding_aan(spoed=True)
    roermond.bevestig_melding(melding)
    besluit = spoed.ontwerp(
        roermond, meldingId=melding["id"], regels=[regel(roermond, "2026-03-02", "2026-03-31")]
    )
    roermond.wijs_toe(roermond.maak_bekend(roermond.neem_besluit(besluit)))
    assert taken(roermond) == [
        f"Spoedbesluit {besluit['kenmerk']} eindigt op 31 maart 2026: besluit vóór die dag op de aanvraag."
    ]

    zaak = roermond.maak_plan_van_aanpak(roermond.doe_onderzoek(melding))
    tot_vastgesteld(roermond, linde, zaak)
    roermond.beslis(zaak)

    assert taken(roermond) == []
