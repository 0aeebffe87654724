"""A party that works here answers one that does not: a second answer that says otherwise is not sent."""

from typing import Any

import pytest

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.fouten import VerkeerdeStatus
from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.historie import ontvanger_en_afzender
from app.istandaard.regels import berichtsoort
from app.istandaard.voorbeeldjaar.bouw import AANBIEDER, bestanden
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.opslag import Databank
from app.processen.keten import ontvangen
from tests.istandaard.retouren import AF, DEELS, GOED, retour
from tests.processen.keten.test_tegenspraak import SOORTEN, bewaard, lever, staat
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel

pytestmark = pytest.mark.beide


def bij_ontvanger(soort: str, databank: Databank) -> tuple[str, Any, Berichtontvangst]:
    """The year until the first message of this kind, with an installation for its receiver alone."""
    inhouden = [inhoud for _, inhoud in bestanden(jaar()).values()]
    gelezen: list[Any] = [codec.lees(inhoud) for inhoud in inhouden]
    plek = next(n for n, bericht in enumerate(gelezen) if berichtsoort(bericht) == soort)
    wie, _ = ontvanger_en_afzender(gelezen[plek])
    ontvangst = [lever(databank, wie, inhoud) for inhoud in inhouden[: plek + 1]][-1]
    assert ontvangst.status is Ontvangststatus.GOEDGEKEURD, ontvangst.bevindingen
    return wie, gelezen[plek], ontvangst


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_second_one_that_says_otherwise_is_not_sent(databank: Databank, soort: str) -> None:
    wie, bericht, ontvangst = bij_ontvanger(soort, databank)
    uit = lever(databank, wie, retour(bericht, GOED, "R1"))
    assert (uit.status, uit.antwoord_op) == (Ontvangststatus.VERZONDEN, ontvangst.id)
    stand, kan_blijven = staat(databank, wie, ontvangst), bewaard(databank)
    assert stand.retour == uit.id
    anders = lever(databank, wie, retour(bericht, AF, "R2"))
    assert anders.status is Ontvangststatus.AFGEKEURD
    assert "Stuur dit bericht niet" in (anders.opmerking or "")
    assert (staat(databank, wie, ontvangst), bewaard(databank)) == (stand, kan_blijven)


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("wat", [AF, DEELS])
def test_one_that_contradicts_what_was_answered_here_is_not_sent(databank: Databank, wat: str) -> None:
    wie, bericht, ontvangst = bij_ontvanger("wmo323", databank)
    kan_blijven = bewaard(databank)
    assert lever(databank, wie, retour(bericht, wat, "R1")).status is Ontvangststatus.AFGEKEURD
    assert (staat(databank, wie, ontvangst).retour, bewaard(databank)) == (None, kan_blijven)


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("soort", SOORTEN)
@pytest.mark.parametrize("eerst", ["sender", "receiver"])
def test_who_handed_over_itself_what_it_answers_works_here(
    databank: Databank, soort: str, eerst: str
) -> None:
    """Though no municipality has it among its providers."""
    for _, inhoud in bestanden(jaar()).values():
        bericht: Any = codec.lees(inhoud)
        partijen = ontvanger_en_afzender(bericht)
        laatste = [lever(databank, wie, inhoud) for wie in partijen[:: 1 if eerst == "receiver" else -1]][-1]
        if berichtsoort(bericht) == soort:
            break
    ontvanger, afzender = partijen
    weg = lever(databank, afzender, retour(bericht, AF, "R1"))
    eigen = lever(databank, ontvanger, retour(bericht, AF, "R1"))
    assert eigen.id == weg.id
    nu = staat(databank, afzender, laatste)
    assert (nu.status, nu.retour) == (Ontvangststatus.AFGEKEURD, eigen.id)
    assert not {wie for wie, bron in bewaard(databank) if bron == laatste.id}


def test_nothing_answers_an_answer_so_there_is_nothing_to_tick_off(databank: Databank) -> None:
    wie, bericht, _ = bij_ontvanger("wmo305", databank)
    uit = lever(databank, wie, retour(bericht, GOED, "R1"))
    with handel(databank, wie, Rol.ADMINISTRATIE, BEGIN) as handeling, pytest.raises(VerkeerdeStatus):
        ontvangen.handel_af(handeling, uit.id, uit.revisie, "Gebeld.")


def test_a_late_return_that_rejects_tells_with_its_message_what_rests_on_that(databank: Databank) -> None:
    inhouden = [inhoud for _, inhoud in bestanden(jaar()).values()][:12]
    start = next(inhoud for inhoud in inhouden if berichtsoort(codec.lees(inhoud)) == "wmo305")
    verzonden = {inhoud: lever(databank, AANBIEDER, inhoud) for inhoud in inhouden}[start]
    assert verzonden.status is Ontvangststatus.VERZONDEN
    antwoord = lever(databank, AANBIEDER, retour(codec.lees(start), AF, "R1"))
    rust = (
        "Hierop rust: wmo323 JAAR0003, wmo323 JAAR0007, wmo323 JAAR0009, wmo307 JAAR0010, wmo323 JAAR0011 "
        "en nog 1. Zoek uit of dat nog klopt."
    )
    assert (antwoord.status, antwoord.opmerking) == (Ontvangststatus.NA_TE_GAAN, rust)
    weg = staat(databank, AANBIEDER, verzonden)
    assert weg.status is Ontvangststatus.AFGEKEURD
    assert (weg.opmerking or "").startswith("De ontvanger keurt dit bericht af: Header 0001")
    assert (weg.opmerking or "").endswith(rust)
