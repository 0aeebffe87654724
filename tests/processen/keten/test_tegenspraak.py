"""Two returns on one message, of every kind, handed over by either party: the first decides with both."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.declaraties import totaal_met_teken
from app.istandaard.historie import ontvanger_en_afzender
from app.istandaard.leesbaar import euro
from app.istandaard.regels import berichtsoort
from app.istandaard.vernietigd import zonder_client
from app.istandaard.voorbeeldjaar.bouw import AANBIEDER, GEMEENTE, bestanden
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.istandaard.waarden import Datum
from app.opslag import Databank
from app.opslag.tabellen import ketengegeven
from app.processen.keten import declaraties, ontvangen
from tests.bouw import een_aanbieder, verwerker
from tests.istandaard.retouren import (
    AF,
    ANDERS_DEELS,
    DEELS,
    GOED,
    anders,
    met_fout,
    met_totalen,
    op_andere_dag,
    retour,
    verschillend,
    wijst_client_af,
)
from tests.istandaard.test_tegenspraak import RUST_OP, heel_het_jaar, kopie
from tests.istandaard.verkeer import onder
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel, raadpleeg

pytestmark = pytest.mark.beide


@pytest.fixture(autouse=True)
def aangesloten(databank: Databank) -> None:
    with databank.transactie(verwerker(GEMEENTE)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER), gemeente=Gemeentecode(GEMEENTE)))


def lever(databank: Databank, wie: str, inhoud: bytes, nu: datetime = BEGIN) -> Berichtontvangst:
    stap = partial(handel, databank, wie, Rol.ADMINISTRATIE, nu)
    return ontvangen.ontvang(raadpleeg(wie, Rol.ADMINISTRATIE, nu), stap, inhoud)


def bewaard(databank: Databank) -> Counter[tuple[str, Any]]:
    """How much each party keeps, and from which message."""
    with databank.motor.connect() as verbinding:
        rijen = verbinding.execute(select(ketengegeven.c.eigenaar, ketengegeven.c.herkomst))
        return Counter((rij.eigenaar, rij.herkomst) for rij in rijen)


def staat(databank: Databank, wie: str, ontvangst: Berichtontvangst) -> Berichtontvangst:
    with handel(databank, wie, Rol.ADMINISTRATIE, BEGIN) as handeling:
        return handeling.opslag.ontvangsten.haal(ontvangst.id)


def beide_kanten(databank: Databank, inhoud: bytes, eerst: str, daarna: str, nummers: Any) -> None:
    """Hand a message over, a return on it, and then each party another that says something else."""
    bericht: Any = codec.lees(inhoud)
    ontvanger, afzender = ontvanger_en_afzender(bericht)
    ontvangst = lever(databank, afzender, inhoud)
    assert ontvangst.status is Ontvangststatus.GOEDGEKEURD, ontvangst.bevindingen
    eerste = lever(databank, ontvanger, retour(bericht, eerst, f"R{next(nummers)}"))
    stand, kan_blijven = staat(databank, afzender, ontvangst), bewaard(databank)
    assert stand.retour == eerste.id
    for wie in (afzender, ontvanger):
        tweede = lever(databank, wie, retour(bericht, daarna, f"R{next(nummers)}"))
        assert (tweede.status, tweede.eigenaar) == (Ontvangststatus.NA_TE_GAAN, afzender)
        assert "iets anders" in (tweede.opmerking or "")
        assert staat(databank, afzender, ontvangst) == stand
        nu = bewaard(databank)
        assert {bron: aantal for bron, aantal in nu.items() if bron[1] != tweede.id} == kan_blijven
        kan_blijven = nu


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("eerst", [GOED, pytest.param(AF, marks=pytest.mark.alles), DEELS])
def test_one_that_says_something_else_changes_nothing_with_either(databank: Databank, eerst: str) -> None:
    nummers, gezien = count(), set()
    for _, inhoud in bestanden(jaar()).values():
        bericht: Any = codec.lees(inhoud)
        soort, (_, afzender) = berichtsoort(bericht), ontvanger_en_afzender(bericht)
        paren = [paar for paar in verschillend(soort) if paar[0] == eerst]
        if soort in gezien or (soort == "wmo323" and len(bericht.declaratie.clienten[0].prestaties) < 2):
            paren = []
        if paren:
            gezien.add(soort)
            beide_kanten(databank, inhoud, eerst, paren[-1][1], nummers)
        if eerst == AF and paren:  # what was rejected goes again
            inhoud = codec.schrijf(onder(bericht, f"N{next(nummers)}"))
        if eerst == DEELS and gezien:
            return
        assert lever(databank, afzender, inhoud).status is not Ontvangststatus.AFGEKEURD
    assert len(gezien) == 7


@pytest.mark.parametrize("wat", [GOED, AF])
def test_one_that_says_the_same_is_told_as_a_second_one(databank: Databank, wat: str) -> None:
    inhoud = next(inhoud for _, inhoud in bestanden(jaar()).values())
    lever(databank, GEMEENTE, inhoud)
    lever(databank, AANBIEDER, retour(codec.lees(inhoud), wat, "R1"))
    kan_blijven = bewaard(databank)
    for nummer, wie in enumerate((GEMEENTE, AANBIEDER), start=2):
        tweede = lever(databank, wie, retour(codec.lees(inhoud), wat, f"R{nummer}"))
        assert tweede.status is Ontvangststatus.NA_TE_GAAN
        assert "al eerder zo geantwoord" in (tweede.opmerking or "")
    assert bewaard(databank) == kan_blijven


@pytest.fixture
def gedeclareerd(databank: Databank) -> tuple[Any, Berichtontvangst]:
    """A declaration of the year, of which a line is refused here, after what came before it."""
    for _, inhoud in bestanden(jaar()).values():
        bericht: Any = codec.lees(inhoud)
        _, afzender = ontvanger_en_afzender(bericht)
        if berichtsoort(bericht) == "wmo323" and len(bericht.declaratie.clienten[0].prestaties) > 1:
            bericht = met_fout(bericht)
            ontvangst = lever(databank, afzender, codec.schrijf(bericht))
            assert ontvangst.status is Ontvangststatus.DEELS, ontvangst.bevindingen
            return bericht, ontvangst
        lever(databank, afzender, inhoud)
    raise AssertionError


def toegekend(databank: Databank, wie: str, ontvangst: Berichtontvangst) -> int:
    """What is granted of this declaration, which is what its granted lines add up to."""
    with handel(databank, wie, Rol.ADMINISTRATIE, BEGIN) as handeling:
        antwoord = declaraties.haal(handeling, ontvangst.id).antwoord
        regels = declaraties.regels(handeling, ontvangst.id, 100, None).rijen
    som = sum(r.prestatie.bedrag for r in regels if r.stand is declaraties.Regelstand.TOEGEKEND)
    assert antwoord is not None
    assert antwoord.toegekend == som
    return som


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("milder", [GOED, ANDERS_DEELS])
def test_none_grants_what_was_refused_here(
    databank: Databank, gedeclareerd: tuple[Any, Berichtontvangst], milder: str
) -> None:
    bericht, ontvangst = gedeclareerd
    kan_blijven = bewaard(databank)
    som = toegekend(databank, GEMEENTE, ontvangst)
    for nummer, wie in enumerate((AANBIEDER, GEMEENTE)):
        eerste = lever(databank, wie, retour(bericht, milder, f"R{nummer}"))
        assert (eerste.status, eerste.eigenaar) == (Ontvangststatus.NA_TE_GAAN, AANBIEDER)
        assert "iets anders" in (eerste.opmerking or "")
        for partij in (GEMEENTE, AANBIEDER):
            assert staat(databank, partij, ontvangst).status is Ontvangststatus.DEELS
            assert toegekend(databank, partij, ontvangst) == som
        nu = bewaard(databank)
        assert {bron: n for bron, n in nu.items() if bron in kan_blijven} == kan_blijven


def tot(soort: str, databank: Databank) -> tuple[Any, Berichtontvangst]:
    """The year until the first message of this kind, and what became of that one."""
    for _, inhoud in bestanden(jaar()).values():
        bericht: Any = codec.lees(inhoud)
        ontvangst = lever(databank, ontvanger_en_afzender(bericht)[1], inhoud)
        if berichtsoort(bericht) == soort:
            return bericht, ontvangst
    raise AssertionError


def houd_hier(databank: Databank) -> None:
    """The provider keeps its messages here."""
    with handel(databank, GEMEENTE, Rol.ADMINISTRATIE, BEGIN) as handeling:
        aanbieder = handeling.opslag.aanbieders.haal(AgbCode(AANBIEDER))
        handeling.opslag.aanbieders.bewaar(replace(aanbieder, berichten_hier=True))


SOORTEN = ("wmo301", "wmo305", "wmo307", "wmo315", "wmo317", "wmo319", "wmo323")


@pytest.mark.parametrize("soort", SOORTEN)
def test_who_answers_here_alone_changes_its_answer_and_does_so_with_both(
    databank: Databank, soort: str
) -> None:
    houd_hier(databank)
    bericht, ontvangst = tot(soort, databank)
    ontvanger, afzender = ontvanger_en_afzender(bericht)
    stand, kan_blijven = staat(databank, afzender, ontvangst), bewaard(databank)
    assert {ontvanger, afzender} <= {wie for wie, bron in kan_blijven if bron == ontvangst.id}
    weg = retour(bericht, AF, "R1")
    for inhoud in (weg, retour(bericht, AF, "R2"), weg):
        van_ander = lever(databank, afzender, inhoud)
        assert van_ander.status is Ontvangststatus.NA_TE_GAAN
        assert "iets anders dan eerder is vastgelegd: goedgekeurd" in (van_ander.opmerking or "")
    assert staat(databank, afzender, ontvangst) == stand
    assert {bron: n for bron, n in bewaard(databank).items() if bron in kan_blijven} == kan_blijven
    zelf = lever(databank, ontvanger, weg)
    assert (zelf.indiener.code, zelf.status) == (ontvanger, Ontvangststatus.NA_TE_GAAN)
    assert "telt als niet verzonden" in (zelf.opmerking or "")
    nu = staat(databank, afzender, ontvangst)
    assert (nu.status, nu.retour) == (Ontvangststatus.AFGEKEURD, zelf.id)
    assert not any(bron == ontvangst.id for _, bron in bewaard(databank))


def test_one_on_a_message_of_another_day_fits_nothing(databank: Databank) -> None:
    bericht, ontvangst = tot("wmo305", databank)
    kan_blijven = bewaard(databank)
    anders_gedateerd = lever(databank, GEMEENTE, op_andere_dag(retour(bericht, AF, "R1")))
    assert (anders_gedateerd.status, anders_gedateerd.antwoord_op) == (Ontvangststatus.NA_TE_GAAN, None)
    assert "noemt dagtekening 24 december 2025; wat onder" in (anders_gedateerd.opmerking or "")
    assert staat(databank, AANBIEDER, ontvangst).status is Ontvangststatus.GOEDGEKEURD
    assert bewaard(databank) - kan_blijven == {(AANBIEDER, anders_gedateerd.id): 1}  # that it waits


def test_one_on_a_message_of_whom_nobody_is_left_is_taken_in(databank: Databank) -> None:
    bericht, ontvangst = tot("wmo305", databank)
    leeg = zonder_client(ontvangst.xml, bericht.client.bsn)
    assert leeg is not None
    with handel(databank, GEMEENTE, Rol.ADMINISTRATIE, BEGIN) as handeling:
        ontvangsten = handeling.opslag.ontvangsten
        ontvangsten.bewaar_gesneden(replace(ontvangsten.haal(ontvangst.id), xml=leeg))
    antwoord = lever(databank, GEMEENTE, retour(bericht, GOED, "R1"))
    assert (antwoord.status, antwoord.antwoord_op) == (Ontvangststatus.GOEDGEKEURD, ontvangst.id)


def test_of_two_under_one_identification_it_is_on_the_one_that_it_copies(databank: Databank) -> None:
    goed, ontvangst = tot("wmo305", databank)
    tweede = lever(databank, AANBIEDER, codec.schrijf(anders(goed)))
    assert tweede.status is Ontvangststatus.AFGEKEURD  # TR056
    op_tweede = lever(databank, GEMEENTE, wijst_client_af(codec.lees(tweede.xml), "R1"))
    assert (op_tweede.status, op_tweede.antwoord_op) == (Ontvangststatus.GOEDGEKEURD, tweede.id)
    op_eerste = lever(databank, GEMEENTE, wijst_client_af(goed, "R2"))
    assert op_eerste.antwoord_op == ontvangst.id
    assert "telt als niet verzonden" in (op_eerste.opmerking or "")


@pytest.mark.parametrize("eerst", [GOED, AF])
def test_what_the_other_repeats_takes_nothing_from_who_answers_here(databank: Databank, eerst: str) -> None:
    bericht, ontvangst = tot("wmo305", databank)
    herhaald = lever(databank, AANBIEDER, retour(bericht, GOED, "R1"))
    assert herhaald.status is Ontvangststatus.GOEDGEKEURD
    if eerst == GOED:
        assert lever(databank, GEMEENTE, retour(bericht, GOED, "R2")).opmerking is None
    weg = lever(databank, GEMEENTE, retour(bericht, AF, "R3"))
    assert weg.status is Ontvangststatus.NA_TE_GAAN
    verwacht = Ontvangststatus.GOEDGEKEURD if eerst == GOED else Ontvangststatus.AFGEKEURD
    assert staat(databank, GEMEENTE, ontvangst).status is verwacht


@pytest.mark.parametrize("soort", ["wmo301", "wmo319"])
def test_of_who_is_merely_known_here_a_return_that_the_sender_hands_over_decides_with_both(
    databank: Databank, soort: str
) -> None:
    bericht, ontvangst = tot(soort, databank)
    assert {GEMEENTE, AANBIEDER} == {wie for wie, bron in bewaard(databank) if bron == ontvangst.id}
    weg = lever(databank, GEMEENTE, retour(bericht, AF, "R1"))
    assert "telt als niet verzonden" in (weg.opmerking or "")
    assert staat(databank, GEMEENTE, ontvangst).status is Ontvangststatus.AFGEKEURD
    assert not any(bron == ontvangst.id for _, bron in bewaard(databank))


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("wat", [GOED, DEELS])
def test_totals_that_are_not_those_of_the_declaration_are_told_and_the_lines_decide(
    databank: Databank, wat: str
) -> None:
    bericht, ontvangst = tot("wmo323", databank)
    antwoord = lever(databank, GEMEENTE, met_totalen(retour(bericht, wat, "R1"), erbij=100))
    assert antwoord.status is Ontvangststatus.NA_TE_GAAN
    ingediend = totaal_met_teken(bericht.declaratie.totaal_ingediend_bedrag)
    verwacht = f"{euro(ingediend + 100)} als ingediend, terwijl dat {euro(ingediend)} is"
    assert verwacht in (antwoord.opmerking or "")
    som = toegekend(databank, GEMEENTE, ontvangst)
    assert (som < ingediend) is (wat == DEELS)
    assert f"{euro(som + 100)} als toegekend, terwijl dat {euro(som)} is" in (antwoord.opmerking or "")


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("wat", [AF, DEELS])
def test_a_provider_that_says_its_line_was_refused_is_not_granted_it_twice(
    databank: Databank, wat: str
) -> None:
    bericht, ontvangst = tot("wmo323", databank)
    som = toegekend(databank, GEMEENTE, ontvangst)
    antwoord = lever(databank, AANBIEDER, retour(bericht, wat, "R1"))
    assert (antwoord.status, antwoord.opmerking is None) == (Ontvangststatus.NA_TE_GAAN, False)
    opnieuw = onder(bericht, "N1")
    nummer = replace(opnieuw.declaratie, declaratie_nummer="N1")
    tweede = lever(databank, AANBIEDER, codec.schrijf(replace(opnieuw, declaratie=nummer)))
    assert toegekend(databank, GEMEENTE, ontvangst) == toegekend(databank, AANBIEDER, ontvangst) == som
    assert toegekend(databank, GEMEENTE, tweede) == 0


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("wie", [AANBIEDER, GEMEENTE])
def test_after_one_that_contradicts_what_was_judged_another_does_not_decide_either(
    databank: Databank, gedeclareerd: tuple[Any, Berichtontvangst], wie: str
) -> None:
    bericht, ontvangst = gedeclareerd
    kan_blijven, som = bewaard(databank), toegekend(databank, GEMEENTE, ontvangst)
    lever(databank, wie, retour(bericht, GOED, "R1"))
    weg = lever(databank, wie, retour(bericht, AF, "R2"))
    assert weg.status is Ontvangststatus.NA_TE_GAAN
    assert "iets anders dan eerder is vastgelegd: deels" in (weg.opmerking or "")
    assert staat(databank, AANBIEDER, ontvangst).retour is None
    zelfde = lever(databank, wie, retour(bericht, DEELS, "R3"))
    assert (zelfde.status, zelfde.opmerking) == (Ontvangststatus.GOEDGEKEURD, None)
    nu = staat(databank, AANBIEDER, ontvangst)
    assert (nu.status, nu.retour) == (Ontvangststatus.DEELS, zelfde.id)
    assert "al eerder zo" in (lever(databank, wie, retour(bericht, DEELS, "R4")).opmerking or "")
    assert toegekend(databank, GEMEENTE, ontvangst) == toegekend(databank, AANBIEDER, ontvangst) == som
    assert {bron: n for bron, n in bewaard(databank).items() if bron in kan_blijven} == kan_blijven


def test_of_what_was_rejected_here_a_return_that_approves_changes_nothing(databank: Databank) -> None:
    inhoud = next(inhoud for _, inhoud in bestanden(jaar()).values())
    lever(databank, GEMEENTE, inhoud)
    bericht: Any = onder(codec.lees(inhoud), "N1")
    product, *rest = bericht.client.toegewezen_producten
    product = replace(product, ingangsdatum=Datum("2026-12-30"))  # the number has another begin
    bericht = replace(bericht, client=replace(bericht.client, toegewezen_producten=(product, *rest)))
    ontvangst = lever(databank, GEMEENTE, codec.schrijf(bericht))
    assert ontvangst.status is Ontvangststatus.AFGEKEURD
    keurt_goed, weg, nog_eens = (
        lever(databank, GEMEENTE, retour(bericht, w, f"R{n}")) for n, w in enumerate((GOED, AF, AF))
    )
    assert "iets anders dan eerder is vastgelegd: afgekeurd" in (keurt_goed.opmerking or "")
    assert (weg.status, weg.opmerking) == (Ontvangststatus.GOEDGEKEURD, None)
    assert staat(databank, GEMEENTE, ontvangst).retour == weg.id
    assert "al eerder zo geantwoord" in (nog_eens.opmerking or "")


def test_a_late_one_that_rejects_names_what_rests_on_its_message_as_in_memory(databank: Databank) -> None:
    berichten, keten = heel_het_jaar()
    keten, ontvangsten = kopie(keten), {}
    for nummer, bericht in berichten.items():
        ontvangsten[nummer] = lever(databank, bericht.header.afzender, codec.schrijf(bericht))
    for nummer in reversed(RUST_OP):
        inhoud = retour(berichten[nummer], AF, f"R{nummer}"[:12])
        verwacht = keten.neem(inhoud).opmerking
        gekregen = lever(databank, ontvanger_en_afzender(berichten[nummer])[0], inhoud)
        van_ander = (gekregen.opmerking or "").replace("U keurt", "De ontvanger keurt")
        assert (gekregen.status, van_ander) == (Ontvangststatus.NA_TE_GAAN, verwacht)
        weg = staat(databank, GEMEENTE, ontvangsten[nummer])
        assert (weg.status, weg.opmerking) == (Ontvangststatus.AFGEKEURD, verwacht)
        assert "Hierop rust: " in (verwacht or "")
