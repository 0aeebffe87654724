"""What happened in a case, as its clocks need it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import Bekendmaking, Besluitsoort, Besluitstatus
from app.domain.partijen import Overgang
from app.domain.plan.ondersteuningsplan import Planstatus, Termijnmelding, Uitvraag, Verzending
from app.domain.zaak import gebeurtenissen
from tests.bouw import (
    CLIENT_ID,
    MELDING_ID,
    NU,
    PLAN_ID,
    ROERMOND,
    een_besluit,
    een_ondersteuningsplan,
    een_open_zaak,
)

DAG = date(2026, 2, 16)
VERZONDEN = Uitvraag((), Verzending("api", "41410001", NU, afgeleverd_op=NU))


def bekend(dag: int, **anders: Any) -> Any:
    bekendmaking = Bekendmaking(date(2026, 3, dag), "post")
    return een_besluit(**{"status": Besluitstatus.BEKENDGEMAAKT, "bekendmaking": bekendmaking} | anders)


def test_the_first_announcement_ends_the_case_and_an_urgent_one_does_not() -> None:
    besluiten = (bekend(2, soort=Besluitsoort.SPOED), bekend(20), bekend(10))
    wat = gebeurtenissen(een_open_zaak(besluiten=besluiten))
    assert (wat.tijdelijk_besluit, wat.bekendgemaakt) == (date(2026, 3, 2), date(2026, 3, 10))


def test_a_withdrawn_announcement_ends_nothing() -> None:
    ingetrokken = bekend(10, status=Besluitstatus.INGETROKKEN)
    assert gebeurtenissen(een_open_zaak(besluiten=(ingetrokken,))).bekendgemaakt is None


def test_a_second_aanvraag_does_not_renew_the_term_of_the_first() -> None:
    aanvragen = tuple(
        Aanvraag(UUID(int=nummer), ROERMOND, CLIENT_ID, MELDING_ID, DAG + timedelta(nummer))
        for nummer in (1, 2)
    )
    assert gebeurtenissen(een_open_zaak(aanvragen=aanvragen)).aanvraag == DAG + timedelta(1)
    beantwoord = bekend(10, aanvraag_id=UUID(int=1))
    assert gebeurtenissen(
        een_open_zaak(aanvragen=aanvragen, besluiten=(beantwoord,))
    ).aanvraag == DAG + timedelta(2)


@pytest.mark.parametrize("status", [Planstatus.CONCEPT, Planstatus.GEWEIGERD, Planstatus.INGETROKKEN])
def test_a_plan_that_nobody_works_on_has_no_clock(status: Planstatus) -> None:
    plan = een_ondersteuningsplan(status=status, uitvraag=VERZONDEN)
    assert gebeurtenissen(een_open_zaak(ondersteuningsplannen=(plan,))).plannen == ()


@pytest.mark.parametrize(
    ("status", "ingediend"), [(Planstatus.INGEDIEND, DAG + timedelta(1)), (Planstatus.TERUGGELEGD, None)]
)
def test_a_plan_is_there_with_its_last_submission_until_it_is_laid_back(
    status: Planstatus, ingediend: date | None
) -> None:
    stappen = ("ingediend", "teruggelegd", "ingediend", "ingediend")  # the last one corrects a mistake
    overgangen = tuple(
        Overgang(naar, NU + timedelta(dagen), "m") for naar, dagen in zip(stappen, (0, 0, 1, 2), strict=True)
    )
    plan = een_ondersteuningsplan(status=status, uitvraag=VERZONDEN, overgangen=overgangen)
    (wat,) = gebeurtenissen(een_open_zaak(ondersteuningsplannen=(plan,))).plannen
    assert (wat.plan, wat.afgeleverd, wat.ingediend) == (PLAN_ID, DAG, ingediend)


def test_the_last_notice_says_when_the_plan_is_expected() -> None:
    meldingen = tuple(Termijnmelding(NU, date(2026, 3, dag), "Ziekte.") for dag in (1, 8))
    plan = een_ondersteuningsplan(
        status=Planstatus.UITGEVRAAGD, uitvraag=VERZONDEN, termijnmeldingen=meldingen
    )
    (wat,) = gebeurtenissen(een_open_zaak(ondersteuningsplannen=(plan,))).plannen
    assert wat.verwacht == date(2026, 3, 8)
