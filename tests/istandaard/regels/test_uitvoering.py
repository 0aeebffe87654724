from datetime import date

from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.regels import Kennis, Productlijst, Vandaag, berichtsoort, inhoud, samenhang
from app.istandaard.regels.regel import Telling, leden
from app.istandaard.regels.uitvoering import gebouwde_regels
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


def test_only_what_the_message_alone_decides_needs_no_knowledge_from_outside():
    for regel in gebouwde_regels():
        soorten = [soort for gevraagd in regel.vraagt for soort in leden(gevraagd) if soort is not Telling]
        van_buiten = [s for s in soorten if not s.__module__.startswith("app.istandaard.berichten.")]
        if regel.code != "TR319":  # the standard calls it berichtoverstijgend, though it needs nothing else
            assert regel.in_bericht is (not van_buiten), regel.code
