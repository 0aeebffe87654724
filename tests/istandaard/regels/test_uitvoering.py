from dataclasses import replace
from datetime import date
from typing import get_type_hints

import pytest

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo323 import Client
from app.istandaard.codec import berichttype
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.regels import Kennis, Productlijst, Vandaag, berichtsoort, inhoud, samenhang
from app.istandaard.regels.regel import Geweigerd, Telling, leden
from app.istandaard.regels.uitvoering import gebouwde_regels
from app.istandaard.xml import BERICHTSOORTEN
from tests.istandaard.berichten import functies_op_de_weg
from tests.istandaard.regels.bouw import (
    BSN,
    bevindingen,
    een_301,
    fouten,
    fouten_in_samenhang,
    header,
    kennis,
    leeg_dossier,
    omvang,
    op_plaats,
    product,
    toegewezen_product,
)
from tests.istandaard.regels.bouw_declaratie import ANDER, dossier, een_323, prestatie
from tests.istandaard.regels.bouw_levering import een_305
from tests.istandaard.regels.bouw_verzoek import (
    aangevraagd_product,
    een_315,
    een_317,
    met_verzoek,
    te_wijzigen_product,
)

LIJST = Productlijst(frozenset({("02", "02A03")}))
JANUARI = ("2026-01-01", "2026-01-31")
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


def test_a_date_that_cannot_be_calculated_with_is_a_fault_of_the_class_that_holds_it():
    ver = op_plaats(toegewezen_product(2, ingangsdatum="12025-01-01", einddatum="12025-12-31"), 2, 61)
    bericht = een_301(op_plaats(toegewezen_product(1)), ver)
    (van_geheel,) = samenhang(bericht, leeg_dossier(), kennis()).bevindingen
    assert (van_geheel.regel, van_geheel.klasse, van_geheel.plaats) == (
        "TR378",
        "ToegewezenProduct",
        ver.plaats,
    )
    (van_client,) = bevindingen(bericht)
    assert (van_client.regel, van_client.klasse, van_client.plaats) == (
        "TR302",
        "ToegewezenProduct",
        ver.plaats,
    )
    assert van_client.pad == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]"


def test_a_part_of_a_class_that_has_no_codes_of_its_own_is_that_class():
    (bevinding,) = samenhang(
        een_323(prestatie(periode=("12025-01-01", "12025-01-31"))), dossier(), kennis()
    ).bevindingen[:1]
    assert bevinding.melding.startswith("Deze regel is niet te toetsen.")
    assert bevinding.klasse == "Prestatie"


def test_a_date_in_the_header_that_cannot_be_calculated_with_is_a_fault_of_the_header():
    gevonden = samenhang(een_305(dagtekening="12025-01-01"), leeg_dossier(), kennis()).bevindingen
    (bevinding,) = [b for b in gevonden if b.regel == "TR378"]
    assert bevinding.klasse == "Header"


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


def test_what_stands_below_a_refused_client_is_not_judged():
    (van_geheel,) = samenhang(een_317(te_wijzigen_product(7)), leeg_dossier(), kennis()).bevindingen
    assert (van_geheel.regel, van_geheel.klasse) == ("TR304", "Client")
    onbekend_product = een_315(aangevraagd_product(product=product("07", "07A99")))
    assert fouten_in_samenhang(onbekend_product, leeg_dossier()) == ["TR381"]
    assert fouten_in_samenhang(onbekend_product, met_verzoek("R0")) == ["TR374"]


def test_one_refused_client_leaves_the_others_as_they_are():
    onbekend = Client(bsn=ANDER, prestaties=(prestatie("P1", toewijzing=7), prestatie("P2", toewijzing=8)))
    te_veel = Client(bsn=BSN, prestaties=(prestatie("P3", volume=99), prestatie("P2", periode=JANUARI)))
    bericht = een_323(clienten=(onbekend, te_veel))
    uitkomst = samenhang(bericht, dossier(), kennis())
    assert [(b.klasse, b.regel) for b in uitkomst.bevindingen] == [
        ("Client", "TR304"),
        ("Prestatie", "TR321"),
        ("Prestatie", "TR314"),  # the reference of a line that is not judged is used all the same
    ]


def test_what_is_below_a_wrong_client_is_told_where_the_message_alone_is_wrong():
    assert fouten(een_301(toegewezen_product(reden_wijziging="01"), bsn="123456789")) == ["CS002", "CS336"]


def test_a_rule_that_asks_what_was_refused_looks_back_so_that_no_stream_runs_it():
    vragers = [regel for regel in gebouwde_regels() if Geweigerd in regel.vraagt]
    assert {regel.code for regel in vragers} == {"TR322", "TR369", "TR389"}
    assert all(Dossier in regel.vraagt for regel in vragers)


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
        soorten = [
            soort
            for gevraagd in regel.vraagt
            for soort in leden(gevraagd)
            if soort not in (Telling, Geweigerd)
        ]
        van_buiten = [s for s in soorten if not s.__module__.startswith("app.istandaard.berichten.")]
        if regel.code != "TR319":  # the standard calls it berichtoverstijgend, though it needs nothing else
            assert regel.in_bericht is (not van_buiten), regel.code
