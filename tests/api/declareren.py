"""Support that runs and is declared: the wmo305 and wmo323s of a provider, handed in by its municipality."""

from dataclasses import replace
from typing import Any

from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Prestatie
from tests.api.conftest import Klok
from tests.api.spoed import keur_goed, toegewezen
from tests.api.verhaal import AGB, Gemeente, Json
from tests.istandaard.regels.bouw import product
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.regels.bouw_levering import een_305, start

CODES = {"product_categorie": "01", "product_code": "01H01"}
BEGIN, MAART = "2026-03-02", ("2026-03-01", "2026-03-31")


def lopend(gemeente: Gemeente, klok: Klok) -> Json:
    """An allocation from 2 March on which the provider began, a month later."""
    uit = toegewezen(gemeente)
    keur_goed(gemeente, uit["berichten"][0])
    klok.verzet(days=35)
    toewijzing: Json = uit["toewijzingen"][0]
    begonnen = een_305(start(BEGIN, nummer=toewijzing["nummer"], van=product("01", "01H01")))
    _lever(
        gemeente, "305-1", replace(begonnen, client=replace(begonnen.client, bsn=_bsn(gemeente, toewijzing)))
    )
    return toewijzing


def declareer(gemeente: Gemeente, toewijzing: Json) -> None:
    """Four hours in March, which are granted."""
    _declareer(gemeente, toewijzing, _regel(toewijzing, "P1"), "D1")


def crediteer(gemeente: Gemeente, toewijzing: Json) -> None:
    """The same hours taken back."""
    _declareer(gemeente, toewijzing, _regel(toewijzing, "P2", "P1"), "D2")


def _regel(toewijzing: Json, referentie: str, vorig: str | None = None) -> Prestatie:
    velden = {"toewijzing": toewijzing["nummer"], "tarief": 3400, "periode": (BEGIN, MAART[1])}
    return replace(prestatie(referentie, vorig, **velden), **CODES)


def _declareer(gemeente: Gemeente, toewijzing: Json, regel: Prestatie, nummer: str) -> None:
    gemaakt = een_323(regel, periode=MAART, dagtekening="2026-04-02", bericht_dagtekening="2026-04-02")
    client = replace(gemaakt.declaratie.clienten[0], bsn=_bsn(gemeente, toewijzing))
    declaratie = replace(gemaakt.declaratie, declaratie_nummer=nummer, clienten=(client,))
    _lever(gemeente, f"323-{nummer}", replace(gemaakt, declaratie=declaratie))


def _bsn(gemeente: Gemeente, toewijzing: Json) -> str:
    bsn: str = gemeente.lees(f"/clienten/{toewijzing['clientId']}")["bsn"]
    return bsn


def _lever(gemeente: Gemeente, identificatie: str, bericht: Any) -> None:
    eigen = replace(bericht.header.bericht_identificatie, identificatie=identificatie)
    kop = replace(bericht.header, afzender=AGB, ontvanger=gemeente.code, bericht_identificatie=eigen)
    ontvangen = gemeente.lever(codec.schrijf(replace(bericht, header=kop)))
    assert ontvangen["status"] == "goedgekeurd", ontvangen["bevindingen"]
