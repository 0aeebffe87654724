"""A return that came before its message counts as if it came after it, without being handed over again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.berichttaak import taken_van_ontvangst
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.historie import ontvanger_en_afzender, partijen_van
from app.istandaard.regels import berichtsoort
from app.istandaard.voorbeeldjaar.bouw import AANBIEDER, GEMEENTE, bestanden
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.opslag import Databank
from app.opslag.tabellen import ketengegeven
from app.processen.keten import ontvangen
from tests.bouw import een_aanbieder, verwerker
from tests.istandaard.retouren import AF, DEELS, GOED, op_andere_dag, retour
from tests.istandaard.verkeer import onder
from tests.processen.keten.test_tegenspraak import SOORTEN, houd_hier, lever, staat
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel

SECONDE = timedelta(seconds=1)


def eerste(soort: str) -> tuple[list[bytes], Any]:
    """What came before the first message of this kind in the year, and that message."""
    inhouden = [inhoud for _, inhoud in bestanden(jaar()).values()]
    gelezen: list[Any] = [codec.lees(inhoud) for inhoud in inhouden]
    plek = next(n for n, bericht in enumerate(gelezen) if berichtsoort(bericht) == soort)
    return inhouden[:plek], gelezen[plek]


def sluit_aan(databank: Databank) -> None:
    with databank.transactie(verwerker(GEMEENTE)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER), gemeente=Gemeentecode(GEMEENTE)))


def nagelaten(databank: Databank, ontvangst: Berichtontvangst) -> list[tuple[str, str]]:
    """What each party keeps of this message."""
    vraag = select(ketengegeven.c.eigenaar, ketengegeven.c.soort)
    with databank.motor.connect() as verbinding:
        rijen = verbinding.execute(vraag.where(ketengegeven.c.herkomst == ontvangst.id)).all()
    return sorted((rij.eigenaar, rij.soort) for rij in rijen)


@pytest.mark.beide
@pytest.mark.parametrize("soort", SOORTEN)
def test_it_settles_what_its_sender_sent_elsewhere(databank: Databank, soort: str) -> None:
    _, bericht = eerste(soort)
    _, wie = ontvanger_en_afzender(bericht)
    weg = retour(bericht, AF, "R1")
    for _ in range(2):
        vroeg = lever(databank, wie, weg)
        assert vroeg.antwoord_op is None
    verzonden = lever(databank, wie, codec.schrijf(bericht))
    assert (verzonden.status, verzonden.retour) == (Ontvangststatus.AFGEKEURD, vroeg.id)
    laat = staat(databank, wie, vroeg)
    assert (laat.status, laat.antwoord_op) == (Ontvangststatus.GOEDGEKEURD, verzonden.id)
    assert lever(databank, wie, weg) == laat
    assert not nagelaten(databank, verzonden)
    assert (vroeg.eigenaar, "Wachtend") not in nagelaten(databank, vroeg)
    assert lever(databank, wie, codec.schrijf(bericht)) == verzonden


@pytest.mark.beide
@pytest.mark.usefixtures("wijze")
def test_a_refused_line_is_refused_once_the_declaration_is_there(databank: Databank) -> None:
    eerder, bericht = eerste("wmo323")
    for inhoud in eerder:
        lever(databank, AANBIEDER, inhoud)
    vroeg = lever(databank, AANBIEDER, retour(bericht, DEELS, "R1"))
    assert vroeg.status is Ontvangststatus.GEWEIGERD  # TR337
    assert "later aangeleverd" in (vroeg.opmerking or "")
    verzonden = lever(databank, AANBIEDER, codec.schrijf(bericht))
    assert (verzonden.status, verzonden.retour) == (Ontvangststatus.DEELS, vroeg.id)
    assert (AANBIEDER, "Weigering") in nagelaten(databank, vroeg)


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("soort", ["wmo305", "wmo323"])
def test_of_two_the_first_decides_and_the_other_contradicts(databank: Databank, soort: str) -> None:
    _, bericht = eerste(soort)
    _, wie = ontvanger_en_afzender(bericht)
    goed = lever(databank, wie, retour(bericht, GOED, "R1"))
    weg = lever(databank, wie, retour(bericht, AF, "R2"), BEGIN + SECONDE)
    lever(databank, wie, goed.xml, BEGIN + 2 * SECONDE)  # it came first all the same
    verzonden = lever(databank, wie, codec.schrijf(bericht))
    assert (verzonden.status, verzonden.retour) == (Ontvangststatus.GOEDGEKEURD, goed.id)
    laat = staat(databank, wie, weg)
    assert (laat.status, laat.antwoord_op) == (Ontvangststatus.NA_TE_GAAN, verzonden.id)
    assert "iets anders dan eerder is vastgelegd: goedgekeurd" in (laat.opmerking or "")


def uitkomst(databank: Databank, wie: str, *ontvangsten: Berichtontvangst) -> list[Any]:
    """All that can be told of these, apart from when they came and under which id."""
    ids = {ontvangst.id: nummer for nummer, ontvangst in enumerate(ontvangsten)}
    nu = [staat(databank, wie, ontvangst) for ontvangst in ontvangsten]
    geteld = [
        (o.status, o.indiener.code, ids.get(o.retour), ids.get(o.antwoord_op), ids.get(o.weersproken))
        for o in nu
    ]
    gezegd = [(o.opmerking, o.soort_antwoord, [b.regel for b in o.bevindingen]) for o in nu]
    return [geteld, gezegd, [nagelaten(databank, o) for o in nu]]


@pytest.mark.parametrize("hier", [False, True], ids=["known", "here"])
@pytest.mark.parametrize("retour_van", ["sender", "receiver"])
@pytest.mark.parametrize("bericht_van", ["sender", "receiver"])
@pytest.mark.parametrize("soort", ["wmo301", "wmo305", "wmo323"])
def test_the_order_makes_no_difference_whoever_handed_over_which(
    databank: Databank, soort: str, bericht_van: str, retour_van: str, hier: bool
) -> None:
    sluit_aan(databank)
    if hier:
        houd_hier(databank)
    eerder, bericht = eerste(soort)
    for inhoud in eerder:
        lever(databank, ontvanger_en_afzender(codec.lees(inhoud))[1], inhoud)
    ontvanger, afzender = ontvanger_en_afzender(bericht)
    wie = {"sender": afzender, "receiver": ontvanger}
    uitkomsten = []
    for nummer, volgorde in enumerate((("bericht", "retour"), ("retour", "bericht"))):
        nieuw = onder(bericht, f"N{nummer}")
        if soort == "wmo323":
            eigen = replace(nieuw.declaratie, declaratie_nummer=f"N{nummer}")
            nieuw = replace(nieuw, declaratie=eigen)
        inhouden = {"bericht": codec.schrijf(nieuw), "retour": retour(nieuw, AF, f"R{nummer}")}
        van = {"bericht": wie[bericht_van], "retour": wie[retour_van]}
        geleverd = {wat: lever(databank, van[wat], inhouden[wat]) for wat in volgorde}
        uitkomsten.append(uitkomst(databank, afzender, geleverd["bericht"], geleverd["retour"]))
        for ontvangst in geleverd.values():  # both begin from the same
            with handel(databank, ontvanger, Rol.ADMINISTRATIE, BEGIN) as handeling:
                for kant in (GEMEENTE, AANBIEDER):
                    bij = handeling.opslag.keten(kant, partijen_van(bericht))
                    bij.vergrendel()
                    bij.neem_terug(ontvangst.id)
    assert uitkomsten[0] == uitkomsten[1]


@pytest.mark.parametrize(("wat", "past"), [(GOED, True), (AF, False)])
def test_an_answer_that_went_out_before_its_message_came_is_held_against_it(
    databank: Databank, wat: str, past: bool
) -> None:
    eerder, bericht = eerste("wmo305")
    for inhoud in eerder:
        lever(databank, GEMEENTE, inhoud)
    uit = lever(databank, GEMEENTE, retour(bericht, wat, "R1"))
    assert (uit.status, uit.antwoord_op) == (Ontvangststatus.VERZONDEN, None)
    gekomen = lever(databank, GEMEENTE, codec.schrijf(bericht))
    nu = staat(databank, GEMEENTE, uit)
    assert gekomen.status is Ontvangststatus.GOEDGEKEURD
    if past:
        assert (nu.status, nu.antwoord_op, gekomen.retour) == (Ontvangststatus.VERZONDEN, gekomen.id, uit.id)
    else:
        assert (nu.status, nu.antwoord_op, gekomen.retour) == (Ontvangststatus.AFGEKEURD, None, None)
        assert "zegt iets anders dan hier op dat bericht is geantwoord" in (nu.opmerking or "")


def test_one_that_comes_while_its_message_waits_to_be_judged_waits_too(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, bericht = eerste("wmo305")
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(ontvangen, "beoordeel", lambda *_, **__: None)
        verzonden = lever(databank, AANBIEDER, codec.schrijf(bericht))
    weg = lever(databank, AANBIEDER, retour(bericht, AF, "R1"))
    assert (verzonden.status, weg.antwoord_op) == (Ontvangststatus.ONTVANGEN, None)
    verzonden = lever(databank, AANBIEDER, codec.schrijf(bericht))
    assert (verzonden.status, verzonden.retour) == (Ontvangststatus.AFGEKEURD, weg.id)


@pytest.mark.beide
@pytest.mark.usefixtures("wijze")
def test_a_refused_wmo325_is_no_task_any_more_once_another_counts(databank: Databank) -> None:
    _, bericht = eerste("wmo323")
    lever(databank, AANBIEDER, codec.schrijf(bericht))
    fout = lever(databank, AANBIEDER, op_andere_dag(retour(bericht, GOED, "R1")))
    assert fout.status is Ontvangststatus.GEWEIGERD
    assert "stuurt het met een nieuwe identificatie" in (fout.opmerking or "")
    assert "later aangeleverd" not in (fout.opmerking or "")  # the declaration that it names is here
    assert taken_van_ontvangst(fout)
    lever(databank, AANBIEDER, retour(bericht, GOED, "R2"))
    nu = staat(databank, AANBIEDER, fout)
    assert [(a.door, a.gedaan) for a in nu.afhandelingen] == [
        ("wmo", "Een ander antwoord op deze declaratie telt: wmo325 R2.")
    ]
    assert not taken_van_ontvangst(nu)


def test_what_was_done_about_it_before_is_not_done_for_how_it_stands_then(databank: Databank) -> None:
    _, bericht = eerste("wmo305")
    lever(databank, AANBIEDER, retour(bericht, GOED, "R1"))
    weg = lever(databank, AANBIEDER, retour(bericht, AF, "R2"), BEGIN + SECONDE)
    with handel(databank, AANBIEDER, Rol.AANBIEDER, BEGIN) as handeling:
        gedaan = ontvangen.handel_af(handeling, weg.id, weg.revisie, "Gebeld.")
    assert not taken_van_ontvangst(gedaan)
    lever(databank, AANBIEDER, codec.schrijf(bericht))
    nu = staat(databank, AANBIEDER, weg)
    assert (nu.status, [a.gedaan for a in nu.afhandelingen]) == (Ontvangststatus.NA_TE_GAAN, ["Gebeld."])
    assert [taak.eigenaar for taak in taken_van_ontvangst(nu)] == [AANBIEDER]
