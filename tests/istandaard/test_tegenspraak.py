"""Two returns on one message, of every kind: the first decides, and one after it changes nothing (IV028)."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from app.istandaard import codec, rustend
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.declaraties import totaal_met_teken
from app.istandaard.keten import Keten, Schakel
from app.istandaard.leesbaar import euro
from app.istandaard.oordeel import Schakelstatus
from app.istandaard.regels import Kennis, Vandaag, berichtsoort
from app.istandaard.rustend import hierop_rust
from app.istandaard.voorbeeldjaar.bouw import bestanden
from app.istandaard.voorbeeldjaar.jaar import jaar
from tests.istandaard.regels.bouw import VANDAAG
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
from tests.istandaard.verkeer import onder

SOORTEN = ("wmo301", "wmo305", "wmo307", "wmo315", "wmo317", "wmo319", "wmo323")


def kopie(keten: Keten) -> Keten:
    return deepcopy(keten, {id(keten._kennis): keten._kennis})


@cache
def ketens() -> dict[str, tuple[Any, Keten]]:
    """Of every kind a message of the year, with the chain until that; of declarations one with two lines."""
    keten = Keten(Kennis(Vandaag(VANDAAG), gemeentelijst(), None))
    gevonden: dict[str, tuple[Any, Keten]] = {}
    for _, inhoud in bestanden(jaar()).values():
        assert keten.neem(inhoud).status is Schakelstatus.GOEDGEKEURD
        bericht: Any = codec.lees(inhoud)
        soort = berichtsoort(bericht)
        if soort not in gevonden and (
            soort != "wmo323" or len(bericht.declaratie.clienten[0].prestaties) > 1
        ):
            gevonden[soort] = bericht, kopie(keten)
    return gevonden


def paren() -> Iterator[Any]:
    for soort in SOORTEN:
        for eerst, daarna in verschillend(soort):
            yield pytest.param(soort, eerst, daarna, id=f"{soort}: {eerst}, {daarna}")


def gespeeld(soort: str, *wat: str) -> tuple[Keten, list[Schakel]]:
    """The chain until this message, and then these returns on it."""
    bericht, keten = ketens()[soort]
    keten = kopie(keten)
    return keten, [keten.neem(retour(bericht, w, f"R{n}")) for n, w in enumerate(wat)]


def bewaard(keten: Keten) -> dict[Any, Any]:
    """All that each party keeps, but for the identifications that were used."""
    alles = {wie: geheugen.alles() for wie, geheugen in keten._historie.items()}
    return {
        wie: (d.toewijzingen, d.verzoeken, d.leveringen, d.declaraties, d.prestaties)
        for wie, d in alles.items()
    }


@pytest.mark.parametrize(("soort", "eerst", "daarna"), [*paren()])
def test_one_that_says_something_else_changes_nothing_and_is_for_a_person(
    soort: str, eerst: str, daarna: str
) -> None:
    zonder, _ = gespeeld(soort, eerst)
    met, (_, tweede, derde) = gespeeld(soort, eerst, daarna, daarna)
    for schakel in (tweede, derde):
        assert (schakel.status, schakel.geldig) == (Schakelstatus.NA_TE_GAAN, True)
        assert "iets anders" in (schakel.opmerking or "")
    assert bewaard(met) == bewaard(zonder)


@pytest.mark.parametrize("wat", [GOED, AF, DEELS])
@pytest.mark.parametrize("soort", SOORTEN)
def test_one_that_says_the_same_is_told_as_a_second_one(soort: str, wat: str) -> None:
    if wat == DEELS and soort != "wmo323":
        return
    zonder, _ = gespeeld(soort, wat)
    met, (_, tweede) = gespeeld(soort, wat, wat)
    assert tweede.status is Schakelstatus.NA_TE_GAAN
    assert "al eerder zo geantwoord" in (tweede.opmerking or "")
    assert bewaard(met) == bewaard(zonder)


@pytest.mark.parametrize("soort", SOORTEN)
def test_the_first_one_decides_whatever_was_judged_here(soort: str) -> None:
    keten, (goed,) = gespeeld(soort, GOED)
    assert (goed.status, goed.opmerking) == (Schakelstatus.GOEDGEKEURD, None)
    anders, (af,) = gespeeld(soort, AF)
    assert (af.status, af.schoon) == (Schakelstatus.NA_TE_GAAN, False)
    assert "telt als niet verzonden" in (af.opmerking or "")
    assert bewaard(anders) != bewaard(keten)


def deels(*wat: str) -> tuple[Keten, list[Schakel]]:
    """A chain with a declaration of which a line is refused, and then these returns on it."""
    goed, keten = ketens()["wmo323"]
    keten, bericht = kopie(keten), onder(met_fout(goed), "N1")
    keten.neem(retour(goed, AF, "R0"))
    assert keten.neem(codec.schrijf(bericht)).status is Schakelstatus.DEELS
    return keten, [keten.neem(retour(bericht, w, f"R{n}")) for n, w in enumerate(wat, 1)]


@pytest.mark.parametrize("milder", [GOED, ANDERS_DEELS])
def test_none_grants_what_was_refused(milder: str) -> None:
    met, (schakel,) = deels(milder)
    assert (schakel.status, schakel.geldig) == (Schakelstatus.NA_TE_GAAN, True)
    assert "iets anders" in (schakel.opmerking or "")
    assert bewaard(met) == bewaard(deels()[0])


@pytest.mark.parametrize("milder", [GOED, ANDERS_DEELS])
def test_after_one_that_contradicts_what_was_judged_another_does_not_decide_either(milder: str) -> None:
    met, (_, weg, zelfde, nog_eens) = deels(milder, AF, DEELS, DEELS)
    assert weg.status is Schakelstatus.NA_TE_GAAN
    assert "iets anders dan eerder is vastgelegd: deels" in (weg.opmerking or "")
    assert (zelfde.status, zelfde.opmerking) == (Schakelstatus.GOEDGEKEURD, None)
    assert "al eerder zo geantwoord" in (nog_eens.opmerking or "")
    assert bewaard(met) == bewaard(deels()[0])


@pytest.mark.parametrize("soort", SOORTEN)
def test_one_on_a_message_of_another_day_fits_nothing(soort: str) -> None:
    bericht, keten = ketens()[soort]
    met = kopie(keten)
    schakel = met.neem(op_andere_dag(retour(bericht, AF, "R1")))
    if soort == "wmo323":  # a rule says so (TR337)
        assert [b.regel for b in schakel.bevindingen] == ["TR337"]
    else:
        assert schakel.status is Schakelstatus.NA_TE_GAAN
        assert "noemt dagtekening 24 december 2025" in (schakel.opmerking or "")
        assert "heeft dagtekening " in (schakel.opmerking or "")
    assert bewaard(met) == bewaard(keten)


@pytest.mark.parametrize("eerst", [False, True])
def test_of_two_under_one_identification_it_is_on_the_one_that_it_copies(eerst: bool) -> None:
    goed, keten = ketens()["wmo305"]
    met = kopie(keten)
    bericht, ander = goed, codec.lees(codec.schrijf(anders(goed)))
    assert met.neem(codec.schrijf(ander)).status is Schakelstatus.AFGEKEURD  # TR056
    schakel = met.neem(wijst_client_af(bericht if eerst else ander, "R1"))
    assert ("telt als niet verzonden" in (schakel.opmerking or "")) is eerst
    assert (bewaard(met) == bewaard(keten)) is not eerst


@pytest.mark.parametrize("wat", [GOED, DEELS])
def test_totals_that_are_not_those_of_the_declaration_are_told_and_the_lines_decide(wat: str) -> None:
    goed, keten = ketens()["wmo323"]
    zonder, _ = gespeeld("wmo323", wat)
    met = kopie(keten)
    schakel = met.neem(met_totalen(retour(goed, wat, "R0"), erbij=1))
    assert (schakel.status, schakel.geldig) == (Schakelstatus.NA_TE_GAAN, True)
    ingediend = totaal_met_teken(goed.declaratie.totaal_ingediend_bedrag)
    verwacht = f"{euro(ingediend + 1)} als ingediend, terwijl dat {euro(ingediend)} is"
    assert verwacht in (schakel.opmerking or "")
    assert "als toegekend, terwijl" in (schakel.opmerking or "")
    assert bewaard(met) == bewaard(zonder)


def test_every_kind_is_tried() -> None:
    assert sorted(ketens()) == sorted(SOORTEN)


@cache
def heel_het_jaar() -> tuple[dict[str, Any], Keten]:
    """By number the messages of the year, and the chain after all of it."""
    keten = Keten(Kennis(Vandaag(VANDAAG), gemeentelijst(), None))
    for _, inhoud in bestanden(jaar()).values():
        keten.neem(inhoud)
    berichten: list[Any] = [codec.lees(inhoud) for _, inhoud in bestanden(jaar()).values()]
    return {b.header.bericht_identificatie.identificatie: b for b in berichten}, keten


RUST_OP = {
    "JAAR0001": "wmo305 JAAR0002, wmo323 JAAR0003, wmo301 JAAR0006, wmo323 JAAR0007, wmo323 JAAR0009 "
    "en nog 10",
    "JAAR0002": "wmo323 JAAR0003, wmo323 JAAR0007, wmo323 JAAR0009, wmo307 JAAR0010, wmo323 JAAR0011 "
    "en nog 6",
    "JAAR0010": "wmo305 JAAR0012, wmo307 JAAR0018, wmo307 JAAR0024",
    "JAAR0004": "wmo319 JAAR0005, wmo301 JAAR0006",
    "JAAR0016": "wmo301 JAAR0017",
    "JAAR0014": "wmo323 JAAR0015",
}
"""By a message of the year: what rests on it. The last is a declaration of which a line is credited."""


@pytest.mark.parametrize("nummer", RUST_OP)
def test_a_late_one_that_rejects_names_what_rests_on_its_message(nummer: str) -> None:
    berichten, keten = heel_het_jaar()
    schakel = kopie(keten).neem(retour(berichten[nummer], AF, "R1"))
    assert schakel.status is Schakelstatus.NA_TE_GAAN
    assert f"Hierop rust: {RUST_OP[nummer]}. Zoek uit of dat nog klopt." in (schakel.opmerking or "")


def test_what_rests_on_a_line_is_named_however_many_lines_the_declaration_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rustend, "NAGEZOCHT", 3)  # less than its lines
    berichten, keten = heel_het_jaar()
    schakel = kopie(keten).neem(retour(berichten["JAAR0014"], AF, "R1"))
    assert f"Hierop rust: {RUST_OP['JAAR0014']}." in (schakel.opmerking or "")


def test_of_many_that_rest_on_it_five_are_named() -> None:
    namen = [f"wmo307 {n}" for n in range(7)]
    assert hierop_rust(namen) == f"Hierop rust: {', '.join(namen[:5])} en nog 2. Zoek uit of dat nog klopt."
    assert hierop_rust(namen[:5]) == f"Hierop rust: {', '.join(namen[:5])}. Zoek uit of dat nog klopt."
    assert hierop_rust([]) is None
