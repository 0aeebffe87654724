"""A return that settled a message before its receiver came here counts; its receiver judges all the same."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.berichttaak import Taaksoort, taken_van_ontvangst
from app.domain.declaratie import EigenOordeel
from app.domain.fouten import VerkeerdeStatus
from app.domain.partijen import Rol
from app.istandaard import codec
from app.istandaard.historie import partijen_van
from app.istandaard.waarden import Geheel
from app.opslag import Databank
from app.processen.keten import declaraties, ontvangen
from tests.bouw import een_aanbieder, verwerker
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND, een_301
from tests.istandaard.regels.bouw_levering import een_305
from tests.istandaard.retouren import AF, DEELS, GOED, retour
from tests.istandaard.verkeer import declaratie, onder, toewijzing
from tests.processen.keten.test_tegenspraak import lever, staat, toegekend
from tests.processen.keten.test_volgorde import START
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel

pytestmark = pytest.mark.beide

TOEGEWEZEN = onder(een_301(*(toewijzing(n, "2026-12-31", "2026-02-27", None, None) for n in (1, 2))), "T0")
GOEDE: Any = codec.lees(
    codec.schrijf(onder(declaratie([("P1", 1, None), ("P2", 2, None)], "D1", "01"), "D1"))
)


def met_verzonnen_regel(bericht: Any) -> Any:
    """This declaration, with its last line on an allocation that nobody gave (TR304)."""
    (client,) = bericht.declaratie.clienten
    *rest, laatste = client.prestaties
    client = replace(client, prestaties=(*rest, replace(laatste, toewijzing_nummer=Geheel(987654))))
    return replace(bericht, declaratie=replace(bericht.declaratie, clienten=(client,)))


EEN = declaratie([("P1", 1, None)], "D1", "01")
VERZONNEN: Any = codec.lees(codec.schrijf(met_verzonnen_regel(GOEDE)))


def sluit_aan(databank: Databank) -> None:
    """The municipality comes to work here."""
    with databank.transactie(verwerker(ROERMOND)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AANBIEDER))


def afgewikkeld(
    databank: Databank, bericht: Any, wat: str = GOED, eerst: tuple[Any, ...] = ()
) -> Berichtontvangst:
    """A message of a provider, and a return on it that it hands over too, before its municipality works here.

    That then hands over what it allocated, these first, and the message itself.
    """
    for eerder in (TOEGEWEZEN, bericht):
        verzonden = lever(databank, AANBIEDER, codec.schrijf(eerder))
    assert verzonden.status is Ontvangststatus.VERZONDEN
    lever(databank, AANBIEDER, retour(bericht, wat, "R1"))
    sluit_aan(databank)
    for eerder in (TOEGEWEZEN, *eerst, bericht):
        lever(databank, ROERMOND, codec.schrijf(eerder))
    return staat(databank, ROERMOND, verzonden)


def taken(ontvangst: Berichtontvangst) -> list[tuple[str, Taaksoort]]:
    return [(taak.eigenaar, taak.soort) for taak in taken_van_ontvangst(ontvangst)]


TAAK = [(ROERMOND, Taaksoort.ANDERS_BEANTWOORD)]


def eigen_oordeel(databank: Databank, ontvangst: Berichtontvangst) -> EigenOordeel | None:
    """What the declaration says of it, to the provider too."""
    with handel(databank, AANBIEDER, Rol.AANBIEDER, BEGIN) as handeling:
        return declaraties.haal(handeling, ontvangst.id).eigen_oordeel


@pytest.mark.usefixtures("wijze")
def test_a_line_that_it_would_refuse_is_a_task_with_rule_and_sum(databank: Databank) -> None:
    nu = afgewikkeld(databank, VERZONNEN)
    assert (nu.status, taken(nu)) == (Ontvangststatus.GOEDGEKEURD, TAAK)
    assert toegekend(databank, ROERMOND, nu) == toegekend(databank, AANBIEDER, nu) > 0
    (bevinding,) = nu.bevindingen
    bedrag = toegekend(databank, ROERMOND, nu) // 2
    assert eigen_oordeel(databank, nu) == EigenOordeel(bedrag, 1)
    gezegd = f"zou een regel weigeren van samen € {bedrag // 100},00: P2 ({bevinding.regel})."
    assert nu.voor(ROERMOND).eigen_oordeel == f"U {gezegd}"
    assert nu.voor(AANBIEDER).eigen_oordeel == f"De ontvanger {gezegd}"


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize(("bericht", "wat"), [(GOEDE, GOED), (GOEDE, DEELS)])
def test_where_it_would_refuse_no_more_there_is_none(databank: Databank, bericht: Any, wat: str) -> None:
    nu = afgewikkeld(databank, bericht, wat)
    assert (taken(nu), nu.eigen_oordeel, nu.bevindingen) == ([], None, ())
    assert eigen_oordeel(databank, nu) is None


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("wat", [GOED, DEELS, AF])
def test_its_own_answer_ticks_it_off(databank: Databank, wat: str) -> None:
    nu = afgewikkeld(databank, VERZONNEN)
    eigen = lever(databank, ROERMOND, retour(VERZONNEN, wat, "R2"))
    later = staat(databank, ROERMOND, nu)
    assert (later.retour, taken(later), later.eigen_oordeel) == (eigen.id, [], None)
    assert eigen_oordeel(databank, nu) is None
    bedrag = 300_00
    assert toegekend(databank, ROERMOND, later) == {GOED: 2, DEELS: 1, AF: 0}[wat] * bedrag
    assert toegekend(databank, AANBIEDER, later) == toegekend(databank, ROERMOND, later)


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("eerst", ["message", "return"])
def test_the_return_that_the_other_brought_is_its_own_once_it_hands_that_over(
    databank: Databank, eerst: str
) -> None:
    antwoord = retour(VERZONNEN, GOED, "R1")
    for wie, eerder in ((AANBIEDER, codec.schrijf(TOEGEWEZEN)), (AANBIEDER, codec.schrijf(VERZONNEN))):
        lever(databank, wie, eerder)
    lever(databank, AANBIEDER, antwoord)
    sluit_aan(databank)
    lever(databank, ROERMOND, codec.schrijf(TOEGEWEZEN))
    volgorde = [codec.schrijf(VERZONNEN), antwoord]
    gekregen = {}
    for inhoud in volgorde if eerst == "message" else reversed(volgorde):
        gekregen[inhoud] = lever(databank, ROERMOND, inhoud)
    nu = staat(databank, ROERMOND, gekregen[volgorde[0]])
    assert (taken(nu), nu.eigen_oordeel, eigen_oordeel(databank, nu)) == ([], None, None)
    tweede = lever(databank, ROERMOND, retour(VERZONNEN, DEELS, "R2"))
    assert tweede.status is Ontvangststatus.NA_TE_GAAN


def test_a_person_who_says_why_ticks_it_off_and_nobody_else(databank: Databank) -> None:
    nu = afgewikkeld(databank, VERZONNEN)
    with handel(databank, AANBIEDER, Rol.AANBIEDER, BEGIN) as handeling, pytest.raises(VerkeerdeStatus):
        ontvangen.handel_af(handeling, nu.id, nu.revisie, "Het klopt.")
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as handeling:
        gedaan = ontvangen.handel_af(handeling, nu.id, nu.revisie, "Het nummer is van voor de overgang.")
    assert taken(gedaan) == []
    assert eigen_oordeel(databank, nu) is not None
    lever(databank, ROERMOND, codec.schrijf(VERZONNEN))
    assert taken(staat(databank, ROERMOND, nu)) == []


@pytest.mark.usefixtures("wijze")
def test_it_judges_what_is_left_without_the_lines_that_the_return_refuses(databank: Databank) -> None:
    lever(databank, AANBIEDER, codec.schrijf(TOEGEWEZEN))
    lever(databank, AANBIEDER, codec.schrijf(GOEDE))
    opnieuw: Any = codec.lees(
        codec.schrijf(onder(declaratie([("C1", 1, "P1"), ("P5", 1, None)], "D2", "01"), "D2"))
    )
    lever(databank, AANBIEDER, retour(GOEDE, GOED, "R0"))
    nu = afgewikkeld(databank, opnieuw, DEELS, eerst=(GOEDE,))  # the credit, and not the line anew
    assert (nu.status, taken(nu)) == (Ontvangststatus.DEELS, TAAK)
    assert [bevinding.regel for bevinding in nu.bevindingen] == ["TR389"]
    assert eigen_oordeel(databank, nu) == EigenOordeel(300_00, 1)


@pytest.mark.usefixtures("wijze")
def test_under_an_identification_that_it_had_already_it_judges_and_keeps_nothing(databank: Databank) -> None:
    for eerder in (TOEGEWEZEN, GOEDE):
        verzonden = lever(databank, AANBIEDER, codec.schrijf(eerder))
    lever(databank, AANBIEDER, retour(GOEDE, GOED, "R1"))
    sluit_aan(databank)
    andere = onder(declaratie([("P8", 1, None)], "D8", "01"), "D1")
    for eerder in (TOEGEWEZEN, andere, GOEDE):
        lever(databank, ROERMOND, codec.schrijf(eerder))
    nu = staat(databank, ROERMOND, verzonden)
    assert (nu.status, taken(nu)) == (Ontvangststatus.GOEDGEKEURD, TAAK)
    assert "TR056" in [bevinding.regel for bevinding in nu.bevindingen]
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as handeling:
        assert not handeling.opslag.keten(ROERMOND, partijen_van(GOEDE)).nagelaten(nu.id, 1)


@pytest.mark.usefixtures("wijze")
def test_a_credit_that_lapsed_is_not_refused_once_more(databank: Databank) -> None:
    crediteert = onder(declaratie([("C1", 2, "P2")], "D2", "01"), "D2")
    for eerder in (TOEGEWEZEN, VERZONNEN, crediteert):
        lever(databank, AANBIEDER, codec.schrijf(eerder))
    gelezen: Any = codec.lees(codec.schrijf(crediteert))
    nu = afgewikkeld(databank, gelezen, GOED, eerst=(VERZONNEN,))
    assert "Een credit hierin telt niet meer" in (nu.opmerking or "")
    assert (taken(nu), nu.eigen_oordeel) == ([], None)


Regel = tuple[str, int, str | None]
"""Its reference, its allocation, and the line that it takes back."""
OPNIEUW = ("P5", 1, None)


def na_eigen_antwoord(
    databank: Databank, *regels: Regel, wat: str = DEELS, later: bool = False
) -> tuple[Berichtontvangst, Berichtontvangst]:
    """A declaration of these lines that was granted here, and that return of its municipality on it.

    With `later` the month is declared again in a declaration of its own.
    """
    sluit_aan(databank)
    lever(databank, ROERMOND, codec.schrijf(TOEGEWEZEN))
    lever(databank, AANBIEDER, codec.schrijf(GOEDE))
    met: Any = codec.lees(codec.schrijf(onder(declaratie([*regels], "D2", "01"), "D2")))
    eerst = lever(databank, AANBIEDER, codec.schrijf(met))
    assert eerst.status is Ontvangststatus.GOEDGEKEURD
    if later:
        ook = onder(declaratie([OPNIEUW], "D3", "01"), "D3")
        assert lever(databank, AANBIEDER, codec.schrijf(ook)).status is Ontvangststatus.GOEDGEKEURD
    antwoord = lever(databank, ROERMOND, retour(met, wat, "R2"))
    return staat(databank, ROERMOND, eerst), staat(databank, AANBIEDER, antwoord)


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize(
    ("regels", "wat", "later", "eigen"),
    [
        ((("C1", 1, "P1"), OPNIEUW), DEELS, False, EigenOordeel(300_00, 1)),
        ((("C1", 1, "P1"),), DEELS, True, None),
        ((("C1", 1, "P1"),), AF, True, None),
    ],
    ids=["anew in it", "anew after it", "anew after what is rejected"],
)
def test_a_month_that_counts_twice_by_its_own_answer_is_a_task(
    databank: Databank,
    regels: tuple[Regel, ...],
    wat: str,
    later: bool,
    eigen: EigenOordeel | None,
) -> None:
    nu, antwoord = na_eigen_antwoord(databank, *regels, wat=wat, later=later)
    assert taken(nu) == TAAK
    gezegd = "zou een regel weigeren van samen € 300,00: P5 (TR389). "
    assert (nu.voor(ROERMOND).eigen_oordeel or "").startswith(f"U {gezegd}Een credit ")
    assert gezegd in (antwoord.opmerking or "")
    assert eigen_oordeel(databank, nu) == eigen


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize(
    ("regels", "wat"),
    [
        ((("C1", 1, "P1"),), DEELS),
        ((("C1", 1, "P1"), OPNIEUW), AF),
        ((("C1", 1, "P1"), OPNIEUW), GOED),
    ],
    ids=["not declared again", "rejected with it", "granted"],
)
def test_a_month_that_counts_once_is_none(databank: Databank, regels: tuple[Regel, ...], wat: str) -> None:
    nu, _ = na_eigen_antwoord(databank, *regels, wat=wat)
    assert (taken(nu), nu.eigen_oordeel, eigen_oordeel(databank, nu)) == ([], None, None)


@pytest.mark.usefixtures("wijze")
def test_that_it_was_to_be_handed_over_does_not_tick_it_off(databank: Databank) -> None:
    for eerder in (TOEGEWEZEN, VERZONNEN):
        verzonden = lever(databank, AANBIEDER, codec.schrijf(eerder))
    lever(databank, AANBIEDER, retour(VERZONNEN, GOED, "R1"))
    sluit_aan(databank)
    nu = staat(databank, ROERMOND, verzonden)
    assert taken(nu) == [(ROERMOND, Taaksoort.DECLARATIE_AANLEVEREN)]
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as handeling:
        ontvangen.handel_af(handeling, nu.id, nu.revisie, "Wij zoeken haar op.")
    for bericht in (TOEGEWEZEN, VERZONNEN):
        lever(databank, ROERMOND, codec.schrijf(bericht))
    assert taken(staat(databank, ROERMOND, nu)) == TAAK


@pytest.mark.parametrize(("nummer", "regels"), [(1, []), (9, ["TR019"])])
def test_the_same_holds_for_a_start(databank: Databank, nummer: int, regels: list[str]) -> None:
    nu = afgewikkeld(databank, onder(een_305(replace(START, toewijzing_nummer=Geheel(nummer))), "S1"))
    assert nu.status is Ontvangststatus.GOEDGEKEURD
    assert [bevinding.regel for bevinding in nu.bevindingen] == regels
    assert taken(nu) == (TAAK if regels else [])
    assert nu.eigen_oordeel == (f"De ontvanger zou dit bericht afkeuren: {regels[0]}." if regels else None)


@pytest.mark.parametrize("wat", [GOED, DEELS, AF])
def test_until_it_hands_the_declaration_over_that_is_a_task(databank: Databank, wat: str) -> None:
    for bericht in (TOEGEWEZEN, GOEDE):
        verzonden = lever(databank, AANBIEDER, codec.schrijf(bericht))
    assert not [taak for taak in taken(verzonden) if taak[0] == ROERMOND]
    lever(databank, AANBIEDER, retour(GOEDE, wat, "R1"))
    nu = staat(databank, AANBIEDER, verzonden)
    assert taken(nu) == ([] if wat == AF else [(ROERMOND, Taaksoort.DECLARATIE_AANLEVEREN)])
    sluit_aan(databank)
    for bericht in (TOEGEWEZEN, GOEDE):
        lever(databank, ROERMOND, codec.schrijf(bericht))
    assert taken(staat(databank, ROERMOND, verzonden)) == []


def test_a_month_that_was_declared_again_before_it_came_is_a_task(databank: Databank) -> None:
    opnieuw = declaratie([("P3", 1, None)], "D2", "01")
    for bericht in (TOEGEWEZEN, GOEDE):
        verzonden = lever(databank, AANBIEDER, codec.schrijf(bericht))
    lever(databank, AANBIEDER, retour(GOEDE, GOED, "R1"))
    sluit_aan(databank)
    for bericht in (TOEGEWEZEN, onder(opnieuw, "D2"), GOEDE):
        lever(databank, ROERMOND, codec.schrijf(bericht))
    nu = staat(databank, ROERMOND, verzonden)
    assert (taken(nu), [b.regel for b in nu.bevindingen]) == (TAAK, ["TR389"])


def test_a_declaration_that_it_would_reject_tells_its_whole_sum(databank: Databank) -> None:
    lever(databank, AANBIEDER, codec.schrijf(TOEGEWEZEN))
    verzonden = lever(databank, AANBIEDER, codec.schrijf(GOEDE))
    lever(databank, AANBIEDER, retour(GOEDE, GOED, "R1"))
    sluit_aan(databank)
    for bericht in (TOEGEWEZEN, onder(EEN, "EERDER"), GOEDE):  # its number was used (TR333)
        lever(databank, ROERMOND, codec.schrijf(bericht))
    nu = staat(databank, ROERMOND, verzonden)
    assert taken(nu) == TAAK
    assert (nu.eigen_oordeel or "").startswith(
        "De ontvanger zou deze declaratie afkeuren: TR314, TR333, TR389."
    )
    assert eigen_oordeel(databank, nu) == EigenOordeel(toegekend(databank, AANBIEDER, nu), 2)
