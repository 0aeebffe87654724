import ast
import json
from pathlib import Path

import pytest

from app.istandaard.codelijsten import codelijst, gemeentelijst
from app.istandaard.kennis import Kennis, Productlijst, Tarievenlijst, Vandaag
from app.istandaard.regels.register import Niveau, Status, niet_gebouwd, register
from app.istandaard.regels.uitvoering import gebouwde_regels, niet_te_toetsen, regels_voor
from app.istandaard.xml import BERICHTSOORTEN
from tests.istandaard.regels.bouw import VANDAAG

HIER = Path(__file__).parent
PROJECT = Path(__file__).parents[3]
REGELS = PROJECT / "app" / "istandaard" / "regels"
NASLAG = PROJECT.parent / "shared" / "iwmo-3.2" / "regels.json"
HULP = {"__init__", "kennis", "inzet", "jaren", "overgang", "regel", "register", "uitvoering", "wijziging"}
"""The modules beside the rules."""


def test_every_other_module_is_a_rule_named_after_its_code():
    modules = {bestand.stem for bestand in REGELS.glob("*.py")} - HULP
    assert modules == {regel.code.lower() for regel in gebouwde_regels()}


@pytest.mark.parametrize("regel", gebouwde_regels(), ids=lambda regel: regel.code)
def test_every_rule_explains_itself_and_has_a_test_of_its_own(regel):
    module = ast.parse((REGELS / f"{regel.code.lower()}.py").read_text())
    assert (ast.get_docstring(module) or "").startswith(f"{regel.code}: ")
    assert regel.uitleg
    assert regel.melding.endswith(".")
    assert "def test_" in (HIER / f"test_{regel.code.lower()}.py").read_text()


@pytest.mark.parametrize("regel", gebouwde_regels(), ids=lambda regel: regel.code)
def test_a_built_rule_agrees_with_the_register(regel):
    rij = {rij.code: rij for rij in register()}[regel.code]
    assert regel.retourcode == rij.retourcode
    assert regel.in_bericht == (rij.niveau is Niveau.XSLT)
    assert set(regel.berichten) <= set(rij.berichten)


@pytest.mark.parametrize("regel", gebouwde_regels(), ids=lambda regel: regel.code)
def test_what_a_rule_can_follow_from_holds_for_the_same_message(regel):
    samen = [ander for ander in gebouwde_regels() if set(ander.berichten) & set(regel.berichten)]
    assert set(regel.volgt_uit) <= {ander.code for ander in samen}


def test_the_register_holds_every_code_once_with_a_demand():
    codes = [regel.code for regel in register()]
    assert len(codes) == len(set(codes)) == 295
    assert all(regel.eis.endswith(".") and regel.berichten for regel in register())


def test_a_built_rule_says_its_demand_in_its_own_module_only():
    tekst = (REGELS / "register.toml").read_text()
    rijen = dict(regel.split(" = ", 1) for regel in tekst.splitlines() if " = {" in regel)
    met_eis = {code for code, rij in rijen.items() if "eis = " in rij}
    assert met_eis == {regel.code for regel in register() if regel.status is not Status.GEBOUWD}


def test_a_return_code_is_in_its_code_list():
    assert {r.retourcode for r in register() if r.retourcode} <= set(codelijst("WJ001").codes)


def test_what_is_said_to_obey_a_process_rule_exists():
    gebouwd = {regel.code for regel in gebouwde_regels()}
    for regel in register():
        if regel.status is Status.PROCES:
            for waar in (regel.toelichting or "").split(", "):
                assert waar in gebouwd or (PROJECT / waar).is_file(), (regel.code, waar)


def test_what_is_not_checkable_says_why():
    assert all(r.toelichting for r in register() if r.status is Status.NIET_TOETSBAAR)


@pytest.mark.parametrize("berichtsoort", BERICHTSOORTEN)
def test_nothing_that_a_message_can_be_checked_on_is_missing(berichtsoort):
    assert niet_gebouwd(berichtsoort) == ()


@pytest.mark.skipif(not NASLAG.exists(), reason="the reference data lies beside the project, not in it")
def test_the_register_equals_the_reference():
    naslag = [r for r in json.loads(NASLAG.read_text())["regels"] if r["geldt_iwmo"] == "ja"]
    verwacht = {(r["code"], r["niveau"], r["retourcode"], tuple(sorted(r["berichten"]))) for r in naslag}
    assert {(r.code, r.niveau, r.retourcode, r.berichten) for r in register()} == verwacht


def test_every_rule_that_is_checked_says_what_to_do_about_it_and_not_what_it_demands() -> None:
    gecontroleerd = [r for r in register() if r.status is Status.GEBOUWD or r.code in ("OP179", "OP192")]
    assert len(gecontroleerd) > 100
    for regel in gecontroleerd:
        assert regel.doe is not None, regel.code
        assert regel.doe.endswith("."), regel.code
        assert regel.doe != regel.eis, regel.code


@pytest.mark.parametrize(
    ("code", "plekken"),
    [
        ("CD076", ("valideer", "keten", "ontvangen", "opstellen")),
        ("TR326", ("keten", "ontvangen", "opstellen")),
        ("TR332", ("keten", "ontvangen", "opstellen")),
        ("TR135", ("valideer", "keten", "ontvangen", "opstellen")),
        ("TR346", ("valideer", "keten", "ontvangen", "opstellen")),
        ("TR337", ("keten", "ontvangen")),
        ("OP192", ("valideer", "keten", "ontvangen")),
        ("OP003", ("opstellen",)),
        ("OP349", ("keten", "ontvangen", "opstellen")),
        ("OP350", ("keten", "ontvangen", "opstellen")),
        ("OP090", ("keten", "ontvangen", "werkvoorraad")),
        ("OP286", ("keten", "ontvangen", "opstellen")),
        ("OP254", ("valideer", "keten", "ontvangen", "opstellen")),
    ],
)
def test_a_rule_says_where_it_runs(code: str, plekken: tuple[str, ...]) -> None:
    (regel,) = (regel for regel in register() if regel.code == code)
    assert regel.gecontroleerd_bij == plekken


def test_a_rule_runs_somewhere_unless_no_program_can_check_it():
    nergens = {regel.code for regel in register() if not regel.gecontroleerd_bij}
    assert nergens == {regel.code for regel in register() if regel.status is Status.NIET_TOETSBAAR}


GEDEELTELIJK = {"TR378"}
"""What needs history for one kind of message, and not for another."""


@pytest.mark.parametrize("soort", BERICHTSOORTEN)
def test_what_runs_when_a_message_is_checked_by_itself_is_what_says_so(soort):
    kennis = Kennis(Vandaag(VANDAAG), gemeentelijst(), Productlijst(frozenset()), Tarievenlijst.van(()))
    gebouwd = {*regels_voor(soort, in_bericht=True), *regels_voor(soort, in_bericht=False)}
    zonder_historie = gebouwd - {*niet_te_toetsen(soort, None, kennis)}
    zegt = {regel.code for regel in register() if "valideer" in regel.gecontroleerd_bij}
    assert zonder_historie <= zegt
    assert {code for code in gebouwd & zegt if code not in zonder_historie} <= GEDEELTELIJK
