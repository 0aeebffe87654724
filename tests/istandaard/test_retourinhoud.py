"""What an answer says of the message that it answers, to whoever holds the answer."""

from dataclasses import replace
from typing import Any

import pytest

from app.istandaard.berichten import wmo325
from app.istandaard.oordeel import Schakelstatus
from app.istandaard.retour import NIET_BEOORDEELD
from app.istandaard.retourinhoud import MEESTE_MELDINGEN, Retourinhoud, retourinhoud
from tests.istandaard.regels.bouw import BSN, een_301, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_325, prestatie, terug, totaal

LEEG = totaal(0)


def van(bericht: Any) -> Retourinhoud:
    inhoud = retourinhoud(bericht)
    assert inhoud is not None
    return inhoud


def codes(inhoud: Retourinhoud) -> list[str]:
    return [reden.retourcode for melding in inhoud.meldingen for reden in melding.redenen]


def test_a_message_that_answers_nothing_says_nothing() -> None:
    assert retourinhoud(een_301(toegewezen_product(1))) is None


def test_a_declaration_that_is_granted_says_how_much() -> None:
    inhoud = van(een_325())
    assert inhoud.samenvatting == "kent de declaratie (wmo323) helemaal toe: € 300,00."
    assert inhoud.meldingen == ()


def test_of_a_refused_line_is_told_which_it_is_why_and_what_to_do() -> None:
    inhoud = van(een_325(terug(prestatie(cents=100_00), "9321", "9341")))
    assert (
        inhoud.samenvatting
        == "kent € 200,00 toe van de € 300,00 van de declaratie (wmo323); de rest is geweigerd."
    )
    assert codes(inhoud) == ["9321", "9341"]
    (melding,) = inhoud.meldingen
    assert {k.naam: k.waarde for k in melding.kenmerken}["Ingediend bedrag"] == "€ 100,00"
    assert [[regel.code for regel in reden.regels] for reden in melding.redenen] == [["TR321"], ["TR341"]]
    assert melding.redenen[0].doe.startswith("Declareer hoogstens")


def test_when_every_line_is_refused_nothing_is_granted() -> None:
    inhoud = van(een_325(terug(prestatie()), toegekend=LEEG))
    assert inhoud.uitkomst is Schakelstatus.DEELS
    assert inhoud.samenvatting == "kent niets toe van de € 300,00 van de declaratie (wmo323)."


def test_a_code_at_the_declaration_rejects_all_of_it() -> None:
    inhoud = van(een_325(code="9333", toegekend=LEEG))
    assert inhoud.samenvatting == "keurt de declaratie (wmo323) af."
    assert codes(inhoud) == ["9333"]


def test_what_was_not_judged_is_counted_and_no_reason() -> None:
    regels = tuple(terug(prestatie(r), NIET_BEOORDEELD) for r in ("P1", "P2"))
    client = wmo325.Client(bsn=BSN, prestaties=regels, retour_codes=("8187",))
    inhoud = van(een_325(clienten=(client,), toegekend=LEEG, code="0200"))
    assert (codes(inhoud), inhoud.niet_beoordeeld) == (["8187"], 2)


def test_a_code_without_a_rule_of_that_message_is_asked_about() -> None:
    (melding,) = van(een_325(terug(prestatie(), "9379"))).meldingen
    (reden,) = melding.redenen
    assert reden.regels == ()
    assert reden.doe.startswith("Bij deze code hoort geen regel van dit bericht.")


def test_of_very_many_refused_lines_the_first_are_told() -> None:
    regels = [terug(prestatie(f"P{n}")) for n in range(MEESTE_MELDINGEN + 3)]
    inhoud = van(een_325(*regels))
    assert (len(inhoud.meldingen), inhoud.niet_getoond) == (MEESTE_MELDINGEN, 3)


@pytest.mark.parametrize("geheim", [BSN, "9999.90.019"])
def test_no_bsn_gets_in(geheim: str) -> None:
    bericht = een_325(terug(prestatie(geheim)))
    header = replace(
        bericht.header,
        declaratie_identificatie=replace(bericht.header.declaratie_identificatie, identificatie=geheim),
    )
    assert geheim not in str(van(replace(bericht, header=header)))
