"""The research: who took part, and a written outcome with identity checked (W01)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain import onderzoek as stappen
from app.domain.fouten import OngeldigeInvoer, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.melding import Melding
from app.domain.onderzoek import Afronding, Betrokkene, Betrokkenheid, Onderdeel, Onderzoek
from tests.bouw import CLIENT_ID, MELDING_ID, ONDERZOEK_ID, ROERMOND

DAG, LATER = date(2026, 2, 2), date(2026, 2, 3)
MELDING = Melding(MELDING_ID, ROERMOND, CLIENT_ID, DAG, "Het huishouden lukt niet.")
ALLEN = tuple(Betrokkenheid(wie, betrokken=True) for wie in Betrokkene)
AFRONDING = Afronding(
    LATER, identiteit_vastgesteld=True, uitkomst="Hulp is nodig.", uitkomst_verstrekt_op=LATER
)


def lopend(*betrokkenen: Betrokkenheid) -> Onderzoek:
    return stappen.werk_bij(stappen.start(ONDERZOEK_ID, MELDING, DAG), betrokkenen, ())


def velden(fout: pytest.ExceptionInfo[VoorwaardeNietVervuld]) -> list[str]:
    return [v.veld for v in fout.value.velden]


def test_it_is_about_the_client_who_made_the_melding() -> None:
    onderzoek = stappen.start(UUID(int=9), MELDING, LATER)
    assert (onderzoek.client_id, onderzoek.melding_id) == (CLIENT_ID, MELDING_ID)


def test_it_does_not_start_before_the_melding() -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stappen.start(ONDERZOEK_ID, MELDING, date(2026, 2, 1))
    assert velden(fout) == ["startdatum"]


def test_a_part_is_shared_by_its_code_and_so_has_one_of_its_own() -> None:
    dubbel = tuple(Onderdeel("wonen", titel, "…") for titel in ("Wonen", "Nog eens wonen"))
    with pytest.raises(OngeldigeInvoer) as fout:
        stappen.werk_bij(lopend(), ALLEN, dubbel)
    assert [v.veld for v in fout.value.velden] == ["onderdelen[0].code", "onderdelen[1].code"]


def test_it_is_closed_with_everybody_heard() -> None:
    assert stappen.rond_af(lopend(*ALLEN), AFRONDING).afronding == AFRONDING


@pytest.mark.parametrize("toelichting", [None, " "])
def test_who_was_not_heard_has_a_reason(toelichting: str | None) -> None:
    zonder = (*ALLEN[:2], Betrokkenheid(Betrokkene.MANTELZORGER, False, toelichting))
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stappen.rond_af(lopend(*zonder), AFRONDING)
    assert velden(fout) == ["betrokkenen"]
    assert "mantelzorger" in fout.value.velden[0].melding


def test_somebody_may_be_missing_with_a_reason() -> None:
    met_reden = (*ALLEN[:2], Betrokkenheid(Betrokkene.MANTELZORGER, False, "Die is er niet."))
    assert stappen.rond_af(lopend(*met_reden), AFRONDING).afronding


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"identiteit_vastgesteld": False}, "identiteitVastgesteld"),
        ({"op": date(2026, 2, 1)}, "datum"),
        ({"uitkomst_verstrekt_op": DAG}, "datum"),
    ],
)
def test_what_the_outcome_lacks_is_named(anders: dict[str, object], veld: str) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stappen.rond_af(lopend(*ALLEN), replace(AFRONDING, **anders))  # type: ignore[arg-type]
    assert velden(fout) == [veld]


def test_once_closed_it_changes_no_more() -> None:
    klaar = stappen.rond_af(lopend(*ALLEN), AFRONDING)
    with pytest.raises(VerkeerdeStatus):
        stappen.werk_bij(klaar, ALLEN, ())
    with pytest.raises(VerkeerdeStatus):
        stappen.rond_af(klaar, AFRONDING)
