from app.domain.plan.ondersteuningsplan import Planstatus
from app.domain.plan.stappen import achterhaal
from tests.bouw import NU, een_ondersteuningsplan, het_profiel, na
from tests.domain.toetsen.proef import gevonden


def test_a_plan_that_answers_an_older_plan_van_aanpak_is_found(regio: str) -> None:
    plan = een_ondersteuningsplan(het_profiel(regio), **na(Planstatus.UITGEVRAAGD, Planstatus.INGEDIEND))

    assert gevonden("plan_van_aanpak_vernieuwd", regio, plan=achterhaal(plan, NU)) == ["planVanAanpakId"]
    assert gevonden("plan_van_aanpak_vernieuwd", regio, plan=plan) == []
