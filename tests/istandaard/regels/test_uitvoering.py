from dataclasses import replace
from datetime import date
from typing import get_type_hints

import pytest

from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.codec import berichttype
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.regels import Kennis, Productlijst, Vandaag, berichtsoort, inhoud, samenhang
from app.istandaard.regels.regel import Telling, leden
from app.istandaard.regels.uitvoering import gebouwde_regels
from app.istandaard.xml import BERICHTSOORTEN
from tests.istandaard.berichten import functies_op_de_weg
from tests.istandaard.regels.bouw import (
    bevindingen,
    een_301,
    fouten,
    header,
    kennis,
    leeg_dossier,
    omvang,
    op_plaats,
    product,
    toegewezen_product,
)

LIJST = Productlijst(frozenset({("02", "02A03")}))
NIETS = Kennis(vandaag=None, gemeenten=None, productlijst=None)


def test_a_right_message_breaks_nothing():
    assert inhoud(een_301()) == ()
    assert samenhang(een_301(), leeg_dossier(), kennis()).bevindingen == ()


def test_all_faults_come_at_once():
    fout = toegewezen_product(
        einddatum=None, reden_wijziging="01", omvang=omvang(eenheid="14", frequentie="1")
    )
    assert fouten(een_301(fout, bsn="123456789")) == ["CS002", "CS336", "CS338"]


def test_a_finding_says_rule_return_code_class_path_line_and_what_was_expected():
    fout = op_plaats(
        toegewezen_product(product=product("02", None), omvang=None, budget=1, einddatum=None), 3, 88
    )
    (bevinding,) = bevindingen(een_301(fout))
    assert (bevinding.regel, bevinding.retourcode, bevinding.klasse) == ("CD075", "0001", "ToegewezenProduct")
    assert bevinding.pad == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[3]/Einddatum"
    assert bevinding.regelnummer == 88
    assert bevinding.melding == (
        "Bij een budget hoort een einddatum. Gevonden: geen einddatum. Verwacht: een einddatum."
    )


def test_a_message_that_was_not_read_has_no_place():
    (bevinding,) = bevindingen(een_301(toegewezen_product(reden_wijziging="01")))
    assert (bevinding.pad, bevinding.regelnummer) == (None, None)


def test_a_date_that_cannot_be_calculated_with_is_a_finding_of_that_rule():
    ver = {"ingangsdatum": "12025-01-01", "einddatum": "12025-12-31"}
    (bevinding,) = bevindingen(een_301(toegewezen_product(1, **ver), toegewezen_product(2)))
    assert bevinding.regel == "TR302"
    assert bevinding.melding.startswith("Deze regel is niet te toetsen.")


def test_a_date_that_cannot_be_calculated_with_is_found_in_a_class_that_the_standard_knows():
    (bevinding,) = samenhang(
        een_301(toegewezen_product(ingangsdatum="12025-01-01", einddatum="12025-12-31")),
        leeg_dossier(),
        kennis(),
    ).bevindingen
    assert (bevinding.regel, bevinding.klasse) == ("TR378", "Bericht")


def test_a_rule_without_the_knowledge_it_needs_is_named():
    uitkomst = samenhang(een_301(), None, NIETS)
    assert uitkomst.bevindingen == ()
    assert uitkomst.niet_gecontroleerd == ("TR056", "TR135", "TR332", "TR378", "TR379", "TR381", "TR385")


def test_each_piece_of_knowledge_makes_its_own_rules_run():
    def zonder(**ander: object) -> tuple[str, ...]:
        alles = {"vandaag": Vandaag(date(2026, 3, 2)), "gemeenten": gemeentelijst(), "productlijst": LIJST}
        return samenhang(een_301(), leeg_dossier(), Kennis(**(alles | ander))).niet_gecontroleerd

    assert zonder() == ()
    assert zonder(vandaag=None) == ("TR135",)
    assert zonder(gemeenten=None) == ("TR378",)
    assert zonder(productlijst=None) == ("TR381",)


def test_what_can_be_checked_is_checked_when_other_knowledge_is_missing():
    bericht = een_301(kop=header(dagtekening="2026-03-03"))
    bekend = Kennis(vandaag=Vandaag(date(2026, 3, 2)), gemeenten=None, productlijst=None)
    assert [b.regel for b in samenhang(bericht, None, bekend).bevindingen] == ["TR135"]


def test_the_kind_of_message_is_that_of_its_schema():
    assert berichtsoort(een_301()) == "wmo301"


def test_a_fault_of_our_own_in_a_rule_shows_where_it_is():
    bericht = een_301(replace(toegewezen_product(), einddatum=20261231))
    with pytest.raises(TypeError, match="Datum") as gevangen:
        inhoud(bericht)
    assert functies_op_de_weg(gevangen.value)[-2:] == ["_toets", "cs003"]


def is_klasse(soort: object) -> bool:
    return isinstance(soort, type) and issubclass(soort, Berichtklasse)


def met_pad(klasse, pad=()):
    """A class and all below it, each with the classes that it is in."""
    yield klasse, pad
    for deel in (deel for hint in get_type_hints(klasse).values() for deel in leden(hint)):
        if is_klasse(deel):
            yield from met_pad(deel, (*pad, klasse))


@pytest.mark.parametrize("soort", BERICHTSOORTEN)
def test_a_rule_asks_only_for_the_header_and_for_classes_that_its_own_class_stands_in(soort):
    bericht = berichttype(soort)
    header = get_type_hints(bericht)["header"]
    for klasse, pad in met_pad(bericht):
        for regel in (regel for regel in gebouwde_regels() if klasse in regel.voor):
            for keuze in (leden(gevraagd) for gevraagd in regel.vraagt):
                if any(is_klasse(lid) for lid in keuze):
                    assert {header, *pad} & set(keuze), regel.code


def test_only_what_the_message_alone_decides_needs_no_knowledge_from_outside():
    for regel in gebouwde_regels():
        soorten = [soort for gevraagd in regel.vraagt for soort in leden(gevraagd) if soort is not Telling]
        van_buiten = [s for s in soorten if not s.__module__.startswith("app.istandaard.berichten.")]
        if regel.code != "TR319":  # the standard calls it berichtoverstijgend, though it needs nothing else
            assert regel.in_bericht is (not van_buiten), regel.code
