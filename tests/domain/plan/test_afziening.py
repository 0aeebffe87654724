"""The conditions of a waiver."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.domain.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.plan import afziening as stappen
from app.domain.plan.afziening import (
    AfstemmingAanbieder,
    AfstemmingClient,
    Afziening,
    BeschikbareInformatie,
    Vindplaats,
)
from tests.bouw import (
    AANBIEDER,
    CLIENT_ID,
    MELDING_ID,
    NU,
    PLAN_VAN_AANPAK_ID,
    ROERMOND,
    het_profiel,
)

MLO = het_profiel("mlo")
DAG, MORGEN = date(2026, 2, 16), date(2026, 2, 17)
GOED = Afziening(
    id=UUID(int=9),
    gemeente=ROERMOND,
    client_id=CLIENT_ID,
    melding_id=MELDING_ID,
    plan_van_aanpak_id=PLAN_VAN_AANPAK_ID,
    aanbieder=AANBIEDER,
    reden="Dezelfde hulp als vorig jaar.",
    reden_client_of_groep="Stabiele beperking",
    individuele_beoordeling="Voor deze cliënt is niets veranderd.",
    informatie=tuple(
        BeschikbareInformatie(onderdeel, Vindplaats.KLANTDOSSIER, "blad 2") for onderdeel in MLO.verplicht
    ),
    client=AfstemmingClient(DAG, "thuis besproken"),
    afstemming=AfstemmingAanbieder(DAG, "teamleider"),
    door="medewerker-1",
    op=NU,
)


def test_a_waiver_that_meets_every_condition_stands() -> None:
    assert stappen.zie_af(GOED, MLO) == GOED


@pytest.mark.parametrize(
    ("anders", "regel"),
    [
        (lambda a: replace(a, reden=" "), "M03"),
        (lambda a: replace(a, reden_client_of_groep=""), "M03"),
        (lambda a: replace(a, individuele_beoordeling=""), "M03"),
        (lambda a: replace(a, informatie=a.informatie[1:]), "M04a"),
        (lambda a: replace(a, informatie=(*a.informatie, replace(a.informatie[0], vindplaats=""))), "M04b"),
        (lambda a: replace(a, client=AfstemmingClient(DAG, " ")), "M04c"),
        (lambda a: replace(a, client=AfstemmingClient(MORGEN, "thuis")), "M04c"),
        (lambda a: replace(a, afstemming=AfstemmingAanbieder(DAG, "")), "M04d"),
        (lambda a: replace(a, afstemming=AfstemmingAanbieder(MORGEN, "teamleider")), "M04d"),
    ],
)  # fmt: skip
def test_each_condition_stands_on_its_own(anders: Callable[[Afziening], Any], regel: str) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stappen.zie_af(anders(GOED), MLO)

    assert [v.regel for v in fout.value.velden] == [regel]


def test_every_part_of_the_regions_form_is_accounted_for() -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stappen.zie_af(replace(GOED, informatie=()), MLO)

    assert len(fout.value.velden) == len(MLO.verplicht)


def test_a_region_may_know_no_waiver() -> None:
    with pytest.raises(VerkeerdeStatus):
        stappen.zie_af(GOED, het_profiel("hvb"))
