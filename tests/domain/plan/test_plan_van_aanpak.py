"""The plan van aanpak: results of the region, settled with the client, in versions (M13, W02)."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.domain.fouten import OngeldigeInvoer, VerkeerdeStatus
from app.domain.onderzoek import Afronding, Onderwerp, Verantwoording, vul_aan
from app.domain.plan import plan_van_aanpak as stappen
from app.domain.plan.plan_van_aanpak import Bespreking, Clientondertekening, Planinhoud, PlanVanAanpak
from tests.bouw import TERMIJN, een_onderzoek, een_onderzoekspunt, een_resultaat, het_profiel

DAG, LATER = date(2026, 2, 2), date(2026, 2, 9)
MLO = het_profiel("mlo")
AFGEROND = een_onderzoek(gestart_op=DAG, afronding=Afronding(DAG, True, "Hulp is nodig.", DAG))
ID, VOLGENDE = UUID(int=40), UUID(int=41)


def inhoud(*resultaten: Any, op: date = DAG) -> Planinhoud:
    return Planinhoud(resultaten, TERMIJN, Bespreking(op, "gesprek"))


def eerste() -> PlanVanAanpak:
    return stappen.stel_op(ID, AFGEROND, inhoud(een_resultaat()), MLO)


def test_it_follows_from_a_finished_research() -> None:
    lopend = een_onderzoek(afronding=None)
    with pytest.raises(VerkeerdeStatus):
        stappen.stel_op(ID, lopend, inhoud(een_resultaat()), MLO)
    assert eerste().onderzoek_id == AFGEROND.id


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"resultaatgebied": "tuin"}, "resultaten[1].resultaatgebied"),
        ({"verwachte_intensiteit": "zwaar"}, "resultaten[1].verwachteIntensiteit"),
    ],
)
def test_a_result_fits_the_region(anders: dict[str, str], veld: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        stappen.stel_op(ID, AFGEROND, inhoud(een_resultaat(), een_resultaat("R2", **anders)), MLO)
    assert [v.veld for v in fout.value.velden] == [veld]


def test_each_result_has_a_code_of_its_own() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        stappen.stel_op(ID, AFGEROND, inhoud(een_resultaat(), een_resultaat()), MLO)
    assert [v.veld for v in fout.value.velden] == ["resultaten[0].code", "resultaten[1].code"]


def test_there_is_a_result_to_reach() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        stappen.stel_op(ID, AFGEROND, inhoud(), MLO)
    assert [v.veld for v in fout.value.velden] == ["resultaten"]


def test_a_next_version_names_the_one_before_it_and_is_signed_again() -> None:
    getekend = stappen.onderteken(eerste(), Clientondertekening(LATER))
    volgende = stappen.herzie(getekend, VOLGENDE, AFGEROND, inhoud(een_resultaat("R2"), op=LATER), MLO)
    assert (volgende.volgnummer, volgende.vervangt) == (2, ID)
    assert volgende.ondertekend_door_client_op is None
    assert [r.code for r in volgende.resultaten] == ["R2"]


def test_each_version_holds_what_the_research_had_found() -> None:
    punt, later = een_onderzoekspunt(Onderwerp.EIGEN_KRACHT), een_onderzoekspunt(Onderwerp.BIJDRAGE)
    eerst = replace(AFGEROND, verantwoording=Verantwoording((punt,)))
    plan = stappen.stel_op(ID, eerst, inhoud(een_resultaat()), MLO)
    aangevuld = vul_aan(eerst, Verantwoording((later,)))

    volgende = stappen.herzie(plan, VOLGENDE, aangevuld, inhoud(een_resultaat(), op=LATER), MLO)

    assert (plan.onderzocht, volgende.onderzocht) == ((punt,), (punt, later))


def test_a_next_version_is_talked_over_with_the_client_again() -> None:
    besproken = stappen.stel_op(ID, AFGEROND, inhoud(een_resultaat(), op=LATER), MLO)
    with pytest.raises(VerkeerdeStatus):
        stappen.herzie(besproken, VOLGENDE, AFGEROND, inhoud(een_resultaat("R2"), op=DAG), MLO)


def test_the_client_signs_once_and_not_before_the_talk() -> None:
    with pytest.raises(VerkeerdeStatus):
        stappen.onderteken(eerste(), Clientondertekening(date(2026, 2, 1)))
    getekend = stappen.onderteken(eerste(), Clientondertekening(DAG))
    with pytest.raises(VerkeerdeStatus):
        stappen.onderteken(getekend, Clientondertekening(LATER))
