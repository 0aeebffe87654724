"""Every rule that looks back or outside, through a chain: what breaks it, and what only nearly does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from app.istandaard import codec
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.keten import Keten
from app.istandaard.oordeel import Niveau, Oordeel
from app.istandaard.regels import Contractregel, Kennis, Productlijst, Tarief, Tarievenlijst, Vandaag
from app.istandaard.regels.uitvoering import gebouwde_regels
from app.istandaard.retour import Afzending, antwoord
from app.istandaard.waarden import Datum, Geheel
from tests.istandaard.regels.bouw import (
    AANBIEDER,
    ROERMOND,
    VANDAAG,
    een_301,
    omvang,
    product,
    toegewezen_product,
)
from tests.istandaard.regels.bouw_declaratie import (
    DAGTEKENING,
    een_323,
    een_325,
    identificatie,
    prestatie,
    terug,
    versies,
)
from tests.istandaard.regels.bouw_levering import een_305, een_307, start, stop, verwijderd
from tests.istandaard.regels.bouw_verzoek import (
    ONDERZOEK,
    aangevraagd_product,
    een_315,
    een_317,
    een_319,
    nieuw_product,
    ongewijzigd_product,
    te_wijzigen_product,
)

ANDER, ANDERE_AANBIEDER, ANDERE_GEMEENTE = "900212640", "42420002", "1883"
JAAR = {"ingangsdatum": "2026-01-01", "einddatum": "2026-12-31"}
JANUARI = ("2026-01-01", "2026-01-31")
KENNIS = Kennis(
    vandaag=Vandaag(VANDAAG),
    gemeenten=gemeentelijst(),
    productlijst=Productlijst(frozenset({("02", "02A03"), ("02", "02A04"), ("01", "01A03")})),
    tarievenlijst=Tarievenlijst.van(
        (Contractregel(ROERMOND, AANBIEDER, code[:2], code), Tarief(eenheid, cents, date(2026, 1, 1)))
        for code in ("02A03", "02A04", "01A03")
        for eenheid, cents in (("04", 7500), ("82", 9000))
    ),
)


@dataclass(frozen=True)
class Mis:
    """A message of the chain that breaks exactly these rules."""

    bericht: Any
    regels: tuple[str, ...]


@dataclass(frozen=True)
class Retour:
    """The return on the message with this place in the chain, from 1."""

    plek: int
    wijst_af: bool


def mis(bericht: Any, *regels: str) -> Mis:
    return Mis(bericht, regels)


def als(bericht: Any, **kop: Any) -> Any:
    """The message with another Afzender, Ontvanger, identification or Dagtekening."""
    header = bericht.header
    eigen = header.bericht_identificatie
    eigen = replace(
        eigen,
        identificatie=kop.pop("identificatie", eigen.identificatie),
        dagtekening=Datum(kop.pop("dagtekening", eigen.dagtekening.tekst)),
    )
    return replace(bericht, header=replace(header, bericht_identificatie=eigen, **kop))


def wijst_toe(nummer: int = 1, **velden: Any) -> Any:
    """A 301 of one allocation over 2026, of four hours a week unless said otherwise."""
    client = {naam: velden.pop(naam) for naam in ("bsn",) if naam in velden}
    return een_301(toegewezen_product(nummer, **(JAAR | velden)), **client)


def later(nummer: int = 1, **velden: Any) -> Any:
    """A later version of that allocation."""
    return wijst_toe(nummer, **({"toewijzingsdatum": "2026-03-02", "reden_wijziging": "05"} | velden))


def declareert(*regels: Any, nummer: str = "D1", **velden: Any) -> Any:
    """A 323 of these lines, under this number."""
    bericht = een_323(*regels, **velden)
    return replace(bericht, declaratie=replace(bericht.declaratie, declaratie_nummer=nummer))


def voor_ander(regel: Any) -> Any:
    return declareert(clienten=(replace(een_323(regel).declaratie.clienten[0], bsn=ANDER),))


def antwoordt(plek: int, *teruggestuurd: Any, **velden: Any) -> Any:
    """A 325 on the declaration with this place in the chain."""
    return een_325(*teruggestuurd, declaratie=identificatie(f"B{plek}", DAGTEKENING), **velden)


def keurt_geheel_af(plek: int, code: str = "9333") -> Any:
    """A 325 that refuses the whole of the declaration with this place, of 300 euro."""
    bericht = antwoordt(plek, code=code)
    geheel = bericht.declaratie_antwoord
    niets = replace(geheel.totaal_toegekend_bedrag, totaal_bedrag=Geheel(0))
    return replace(bericht, declaratie_antwoord=replace(geheel, totaal_toegekend_bedrag=niets))


def berichten(*stappen: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Each message in turn, with the rules that it should break."""
    gestuurd: list[Any] = []
    for plek, stap in enumerate(stappen, 1):
        bericht = stap.bericht if isinstance(stap, Mis) else stap
        if isinstance(stap, Retour):
            oordeel = Oordeel(Niveau.INHOUD if stap.wijst_af else Niveau.GEEN)
            bericht = antwoord(gestuurd[stap.plek - 1], oordeel, Afzending(f"R{plek}", VANDAAG))
        elif bericht.header.bericht_identificatie.identificatie[:1] != "=":
            bericht = als(bericht, identificatie=f"B{plek}")
        gestuurd.append(bericht)
        yield bericht, tuple(sorted(stap.regels)) if isinstance(stap, Mis) else ()


def loop(*stappen: Any) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Of each message in turn: the rules that it breaks, and those that it should."""
    keten = Keten(KENNIS)
    return [
        (tuple(sorted({b.regel for b in keten.neem(codec.schrijf(bericht)).bevindingen})), verwacht)
        for bericht, verwacht in berichten(*stappen)
    ]


A = wijst_toe()
WEG = wijst_toe(einddatum="2026-01-01", toewijzingsdatum="2026-03-02", reden_wijziging="13")
P1 = prestatie("P1")
D = declareert(P1)
TEVEEL = prestatie("P1", volume=21)
TOEKOMST = wijst_toe(ingangsdatum="2026-04-01")
VERZOEK = een_315(aangevraagd_product("A1"))
WIJZIGT = een_317(te_wijzigen_product(1))
BUDGET = {"product": product(code=None), "omvang": None, "budget": 1000_00}
ALGEMEEN = {"product": None, "omvang": None, "budget": 1000_00}
EIND_BEGIN = {"gewenste_ingangsdatum": "2026-04-01"}
TIJDELIJK = stop("2026-02-10", "20")

# fmt: off
BREEKT: dict[str, dict[str, tuple[Any, ...]]] = {
    "TR019": {
        "no such number": (A, mis(een_305(start(nummer=9)), "TR019")),
        "deleted": (A, WEG, mis(een_305(), "TR019")),
        "another client's": (A, wijst_toe(2, bsn=ANDER), mis(een_305(start(nummer=2)), "TR019")),
        "another municipality's": (A, mis(een_305(ontvanger=ANDERE_GEMEENTE), "TR019")),
        "another provider's": (A, mis(een_305(afzender=ANDERE_AANBIEDER), "TR019")),
        "before its allocation": (mis(een_305(), "TR019"), A, een_305()),
        "of a 301 that its return rejects": (A, Retour(1, True), mis(een_305(), "TR019")),
        "a stop": (A, mis(een_307(stop(nummer=9)), "TR019", "TR382")),
    },
    "TR056": {
        "same kind": (A, als(een_305(), identificatie="=A"), een_307(),
                      mis(als(een_305(start("2026-02-22")), identificatie="=A"), "TR056")),
        "of a declaration granted in part": (A, mis(als(declareert(P1, prestatie("P2", toewijzing=9)),
            identificatie="=A"), "TR338"), mis(als(declareert(prestatie("P3", periode=JANUARI), nummer="D2"),
            identificatie="=A"), "TR056")),
    },
    "TR063": {
        "never sent": (A, mis(een_305(verwijderd(start())), "TR063")),
        "twice": (A, een_305(), een_305(verwijderd(start())), mis(een_305(verwijderd(start())), "TR063")),
        "another end": (A, een_305(), een_307(), mis(een_307(verwijderd(stop("2026-02-19"))), "TR063")),
        "of a rejected message": (A, een_305(), Retour(2, True), mis(een_305(verwijderd(start())), "TR063")),
    },
    "TR071": {"stopped": (A, een_305(), een_307(), mis(een_305(verwijderd(start())), "TR071"))},
    "TR074": {
        "start": (A, een_305(), een_307(), mis(een_305(), "TR074")),
        "stop": (A, een_305(), een_307(), mis(een_307(), "TR074", "TR415")),
    },
    "TR135": {"tomorrow": (A, mis(een_305(dagtekening="2026-03-03"), "TR135"))},
    "TR304": {
        "317": (A, mis(een_317(te_wijzigen_product(), bsn=ANDER), "TR304")),
        "323": (A, mis(voor_ander(P1), "TR304")),
        "another client's allocation": (A, wijst_toe(2, bsn=ANDER),
                                        mis(declareert(prestatie(toewijzing=2)), "TR304")),
        "325": (A, D, mis(antwoordt(2, terug(P1), bsn=ANDER), "TR304")),
    },
    "TR307": {"a day early": (wijst_toe(ingangsdatum="2026-02-02"), mis(D, "TR307", "TR387"))},
    "TR308": {"a day late": (wijst_toe(einddatum="2026-02-27"), mis(D, "TR308", "TR388"))},
    "TR314": {
        "of a granted line": (A, D, mis(declareert(prestatie("P1", periode=JANUARI), nummer="D2"), "TR314")),
        "of a refused line": (A, mis(declareert(TEVEEL), "TR321"), mis(declareert(P1, nummer="D2"), "TR314")),
        "twice in one": (A, wijst_toe(2, bsn=ANDER), mis(declareert(clienten=(
            *een_323(P1).declaratie.clienten, *voor_ander(prestatie(toewijzing=2)).declaratie.clienten,
        )), "TR314")),
    },
    "TR318": {"an older month": (A, D, mis(declareert(prestatie("P2", periode=JANUARI), nummer="D2",
                                                      periode=JANUARI), "TR318"))},
    "TR319": {"a later month": (A, mis(declareert(P1, periode=JANUARI), "TR319"))},
    "TR321": {
        "an hour over": (A, mis(declareert(TEVEEL), "TR321")),
        "a minute over": (A, mis(declareert(prestatie(volume=1201, eenheid="01", tarief=125)), "TR321")),
        "per Sunday": (wijst_toe(omvang=omvang(1, "82", "2")),
                       mis(declareert(prestatie(volume=5, eenheid="82", tarief=9000)), "TR321")),
    },
    "TR322": {
        "over two declarations": (wijst_toe(omvang=omvang(6, "04", "6")), D,
                                  mis(declareert(prestatie("P2", periode=JANUARI), nummer="D2"), "TR322")),
        "in one": (wijst_toe(omvang=omvang(6, "04", "6")),
                   mis(declareert(P1, prestatie("P2", periode=JANUARI)), "TR322")),
        "a refused credit takes nothing off": (
            wijst_toe(omvang=omvang(6, "04", "6")), D,
            mis(declareert(prestatie("P2", "P9"), prestatie("P3", periode=JANUARI), nummer="D2"),
                "TR322", "TR323")),
    },
    "TR323": {
        "unknown": (A, mis(declareert(prestatie("C1", "P1")), "TR323")),
        "of a refused line": (A, mis(declareert(TEVEEL), "TR321"),
                              mis(declareert(prestatie("C1", "P1", volume=21), nummer="D2"), "TR323")),
        "another volume": (A, D, mis(declareert(prestatie("C1", "P1", volume=3), nummer="D2"), "TR323")),
        "of a credit": (A, D, declareert(prestatie("C1", "P1"), nummer="D2"),
                        mis(declareert(prestatie("C2", "C1"), nummer="D3"), "TR323")),
        "refused by an answer": (A, D, antwoordt(2, terug(P1)),
                                 mis(declareert(prestatie("C1", "P1"), nummer="D2"), "TR323")),
        "refused as a whole by an answer": (A, D, keurt_geheel_af(2),
                                            mis(declareert(prestatie("C1", "P1"), nummer="D2"), "TR323")),
    },
    "TR326": {
        "a second": (A, een_305(), mis(een_305(start("2026-02-02")), "TR326")),
        "after a rejected stop": (A, een_305(), een_307(), Retour(3, True),
                                  mis(een_305(start("2026-02-22")), "TR326")),
        "after a deleted stop": (A, een_305(), een_307(), een_307(verwijderd(stop())),
                                 mis(een_305(start("2026-02-22")), "TR326")),
        "two in one": (A, mis(een_305(start(), start("2026-02-02")), "TR326")),
    },
    "TR332": {
        "another product": (A, mis(later(product=product(code="02A04")), "TR332")),
        "another begin": (A, mis(later(ingangsdatum="2026-01-02"), "TR332")),
        "another client": (A, mis(wijst_toe(bsn=ANDER), "TR332")),
        "after its deletion": (A, WEG, mis(wijst_toe(bsn=ANDER), "TR332")),
    },
    "TR333": {
        "again": (A, D, mis(declareert(prestatie("P2", periode=JANUARI)), "TR333")),
        "after refusal of every line": (A, mis(declareert(TEVEEL), "TR321"),
                                        mis(declareert(prestatie("P2")), "TR333")),
    },
    "TR337": {
        "unknown": (A, D, mis(antwoordt(9), "TR337")),
        "another day": (A, D, mis(een_325(declaratie=identificatie("B2", "2026-03-01")), "TR337")),
    },
    "TR338": {
        "unknown": (A, mis(declareert(P1, prestatie("P2", toewijzing=9)), "TR338")),
        "another provider's": (A, als(wijst_toe(2), ontvanger=ANDERE_AANBIEDER),
                               mis(declareert(prestatie(toewijzing=2)), "TR338")),
    },
    "TR339": {"another category": (A, mis(declareert(prestatie(categorie="01", code="01A03")),
                                          "TR339", "TR340"))},
    "TR340": {"another code": (A, mis(declareert(prestatie(code="02A04")), "TR340"))},
    "TR341": {
        "another unit": (A, mis(declareert(prestatie(eenheid="82", tarief=9000)), "TR341")),
        "hours for minutes": (wijst_toe(omvang=omvang(240, "01", "2")), mis(D, "TR341")),
        "not in the contract": (wijst_toe(**BUDGET),
                                mis(declareert(prestatie(eenheid="14")), "TR341", "TR418")),
    },
    "TR346": {
        "a cent too much": (A, mis(declareert(prestatie(cents=300_01)), "TR346")),
        "minutes": (A, mis(declareert(prestatie(volume=7, eenheid="01", tarief=125, cents=876)), "TR346")),
    },
    "TR347": {
        "refused before": (VERZOEK, een_319(), mis(VERZOEK, "TR347")),
        "granted before": (VERZOEK, wijst_toe(referentie_aanbieder="A1"), mis(VERZOEK, "TR347")),
        "in the other kind": (A, VERZOEK, een_319(),
                              mis(een_317(te_wijzigen_product(), referentie="A1"), "TR347")),
    },
    "TR349": {
        "one forgotten": (A, wijst_toe(2, product=product(code="02A04")), mis(WIJZIGT, "TR349")),
        "a future one forgotten": (A, wijst_toe(2, product=product(code="02A04"), ingangsdatum="2026-05-01"),
                                   mis(WIJZIGT, "TR349")),
        "twice": (A, mis(een_317(te_wijzigen_product(), ongewijzigd_product()), "TR349", "TR361")),
    },
    "TR350": {
        "ended": (A, later(2, einddatum="2026-03-01", product=product(code="02A04"), reden_wijziging=None),
                  mis(een_317(te_wijzigen_product(), ongewijzigd_product(2)), "TR350")),
        "unknown": (A, mis(een_317(te_wijzigen_product(), ongewijzigd_product(9)), "TR350")),
    },
    "TR351": {
        "deleted": (A, wijst_toe(2, product=product(code="02A04")), WEG,
                    mis(een_317(te_wijzigen_product(), ongewijzigd_product(2)), "TR351")),
        "another client's": (A, wijst_toe(2, bsn=ANDER),
                             mis(een_317(ongewijzigd_product(), te_wijzigen_product(2)), "TR351")),
    },
    "TR355": {
        "unknown": (VERZOEK, mis(een_319(referentie="A2"), "TR355")),
        "of another provider": (als(VERZOEK, afzender=ANDERE_AANBIEDER), mis(een_319(), "TR355")),
        "of a rejected request": (VERZOEK, Retour(1, True), mis(een_319(), "TR355")),
    },
    "TR357": {"begins today": (A, mis(een_317(te_wijzigen_product(gewenste_ingangsdatum="2026-03-02")),
                                      "TR357"))},
    "TR359": {
        "refused after it was granted": (VERZOEK, wijst_toe(referentie_aanbieder="A1"),
                                         mis(een_319(), "TR359")),
        "looked into a second time": (VERZOEK, ONDERZOEK, wijst_toe(referentie_aanbieder="A1"),
                                      mis(ONDERZOEK, "TR359", "TR360")),
    },
    "TR360": {
        "twice": (VERZOEK, ONDERZOEK, mis(ONDERZOEK, "TR360")),
        "after a refusal": (VERZOEK, een_319(), mis(ONDERZOEK, "TR360", "TR365")),
    },
    "TR361": {
        "new beside unchanged": (A, mis(een_317(ongewijzigd_product(), nieuw_product(
            gewenste_ingangsdatum="2026-12-31")), "TR361")),
        "new beside changed": (A, mis(een_317(te_wijzigen_product(einddatum="2027-01-01"), nieuw_product()),
                                      "TR361")),
    },
    "TR365": {"refused twice": (VERZOEK, een_319(), mis(een_319(), "TR365"))},
    "TR366": {"not declared": (A, D, mis(antwoordt(2, terug(prestatie("P2"))), "TR366"))},
    "TR367": {"another volume": (A, D, mis(antwoordt(2, terug(prestatie("P1", volume=3))), "TR367"))},
    "TR369": {
        "a cent over": (wijst_toe(**BUDGET | {"budget": 299_99}), mis(D, "TR369")),
        "over two": (wijst_toe(**BUDGET | {"budget": 599_99}), D,
                     mis(declareert(prestatie("P2", periode=JANUARI), nummer="D2"), "TR369")),
    },
    "TR371": {"another version": (A, D, mis(antwoordt(2, versie=versies("1.0.1")), "TR371"))},
    "TR373": {
        "budget": (wijst_toe(**BUDGET), mis(een_317(te_wijzigen_product(omvang=None, budget=Geheel(1))),
                                            "TR373")),
        "total": (wijst_toe(omvang=omvang(9, "04", "6")),
                  mis(een_317(te_wijzigen_product(omvang=omvang(9, "04", "6"))), "TR373")),
    },
    "TR374": {
        "315": (VERZOEK, mis(een_315(aangevraagd_product("A2")), "TR374")),
        "looked into": (VERZOEK, ONDERZOEK, mis(een_315(aangevraagd_product("A2")), "TR374")),
        "one of two answered": (een_315(aangevraagd_product("A1"), aangevraagd_product("A3",
            product=product(code="02A04"))), een_319(), mis(een_315(aangevraagd_product("A2")), "TR374")),
        "317": (A, VERZOEK, mis(WIJZIGT, "TR374")),
    },
    "TR375": {"general": (wijst_toe(**ALGEMEEN), mis(een_317(te_wijzigen_product(
        gewenste_ingangsdatum="2026-01-01")), "TR375", "TR412"))},
    "TR376": {"another number": (A, D, mis(antwoordt(2, nummer="D9"), "TR376"))},
    "TR378": {
        "no municipality": (mis(als(A, afzender="9999"), "TR378"),),
        "asked of none": (mis(een_315(gemeente="9999"), "TR378"),),
        "declared to none": (mis(een_323(gemeente="9999"), "TR304", "TR378"),),
    },
    "TR379": {
        "nothing asked": (mis(wijst_toe(referentie_aanbieder="A1"), "TR379"),),
        "twice": (VERZOEK, wijst_toe(referentie_aanbieder="A1"), mis(later(referentie_aanbieder="A1"),
                                                                     "TR379")),
        "asked for another client": (VERZOEK, mis(wijst_toe(bsn=ANDER, referentie_aanbieder="A1"), "TR379")),
        "refused": (VERZOEK, een_319(), mis(wijst_toe(referentie_aanbieder="A1"), "TR379")),
        "a change in part": (A, WIJZIGT, mis(een_301(
            toegewezen_product(1, **JAAR, referentie_aanbieder="W1"),
            toegewezen_product(2, **JAAR, product=product(code="02A04"))), "TR379")),
    },
    "TR381": {
        "301": (mis(wijst_toe(product=product("01", "02A03")), "TR381"),),
        "323": (wijst_toe(**ALGEMEEN), mis(declareert(prestatie(categorie="01")), "TR381", "TR418")),
    },
    "TR382": {
        "no start": (A, mis(een_307(), "TR382")),
        "another begin": (A, een_305(), mis(een_307(stop(begin="2026-01-06")), "TR382")),
        "a deleted start": (A, een_305(), een_305(verwijderd(start())), mis(een_307(), "TR382")),
        "an earlier start": (A, een_305(), een_307(), een_305(start("2026-02-22")),
                             mis(een_307(stop("2026-02-28")), "TR382", "TR415")),
    },
    "TR384": {"deleted": (A, WEG, mis(D, "TR384"))},
    "TR385": {
        "granted": (A, D, mis(WEG, "TR385")),
        "one of two credited": (A, declareert(P1, prestatie("P2", periode=JANUARI)),
                                declareert(prestatie("C1", "P1"), nummer="D2"), mis(WEG, "TR385")),
    },
    "TR387": {"mid month": (A, mis(declareert(prestatie(periode=("2026-02-02", "2026-02-28"))), "TR387"))},
    "TR388": {"mid month": (A, mis(declareert(prestatie(periode=("2026-02-01", "2026-02-27"))), "TR388"))},
    "TR389": {
        "again": (A, D, mis(declareert(prestatie("P2"), nummer="D2"), "TR389")),
        "a refused credit": (A, D, mis(declareert(prestatie("P1", "P9"), prestatie("P3"), nummer="D2"),
                                       "TR314", "TR323", "TR389")),
    },
    "TR390": {"again": (A, D, declareert(prestatie("C1", "P1"), nummer="D2"),
                        mis(declareert(prestatie("C2", "P1"), nummer="D3"), "TR390"))},
    "TR411": {"no extent": (A, mis(een_317(te_wijzigen_product(omvang=None)), "TR411"))},
    "TR412": {"no code": (wijst_toe(**BUDGET), mis(een_317(te_wijzigen_product(
        gewenste_ingangsdatum="2026-01-01")), "TR412"))},
    "TR413": {"twice": (A, een_305(), een_307(TIJDELIJK), mis(een_307(stop("2026-02-20", "20")), "TR413"))},
    "TR414": {"earlier": (A, een_305(), een_307(TIJDELIJK), mis(een_307(stop("2026-02-09")), "TR414"))},
    "TR415": {"final twice": (A, een_305(), een_307(), mis(een_307(stop("2026-02-21")), "TR415"))},
    "TR418": {"another price": (A, mis(declareert(prestatie(tarief=7499)), "TR418"))},
}
"""By rule: chains whose last mistake breaks it."""

NET_NIET: dict[str, dict[str, tuple[Any, ...]]] = {
    "TR019": {
        "task-oriented": (A, een_305(start(nummer=None))),
        "an older version that comes later": (later(), A, een_305()),
        "deletion of a start on what is deleted": (A, een_305(), WEG, een_305(verwijderd(start()))),
    },
    "TR056": {
        "another kind": (A, als(een_305(), identificatie="=A"), als(een_307(), identificatie="=A")),
        "another sender": (A, als(A, ontvanger=ANDERE_AANBIEDER), als(een_305(), identificatie="=A"),
                           als(een_305(afzender=ANDERE_AANBIEDER), identificatie="=A")),
        "of a rejected one": (A, mis(als(een_305(start(nummer=9)), identificatie="=A"), "TR019"),
                              als(een_305(), identificatie="=A")),
        "rejected by its return": (A, als(een_305(), identificatie="=A"), Retour(2, True),
                                   als(een_305(start("2026-02-02")), identificatie="=A")),
    },
    "TR063": {"deleted once": (A, een_305(), een_307(), een_307(verwijderd(stop())))},
    "TR071": {"its stop deleted first": (A, een_305(), een_307(), een_307(verwijderd(stop())),
                                         een_305(verwijderd(start())))},
    "TR074": {
        "deleted": (A, een_305(), een_305(verwijderd(start())), een_305()),
        "of a rejected one": (A, een_305(), Retour(2, True), een_305()),
    },
    "TR135": {"today": (A, een_305(dagtekening="2026-03-02"))},
    "TR304": {
        "a client whose allocation was deleted": (A, WEG, mis(D, "TR384")),
        "two clients": (A, wijst_toe(2, bsn=ANDER), voor_ander(prestatie(toewijzing=2))),
    },
    "TR307": {"the very day": (wijst_toe(ingangsdatum="2026-02-02"),
                               declareert(prestatie(periode=("2026-02-02", "2026-02-28"))))},
    "TR308": {
        "the very day": (wijst_toe(einddatum="2026-02-27"),
                         declareert(prestatie(periode=("2026-02-01", "2026-02-27")))),
        "a credit after it was shortened": (A, D, later(einddatum="2026-01-31"),
                                            declareert(prestatie("C1", "P1"), nummer="D2")),
    },
    "TR314": {
        "of one that was refused as a whole": (A, D, mis(declareert(prestatie("P2", periode=JANUARI)),
            "TR333"), declareert(prestatie("P2", periode=JANUARI), nummer="D2")),
        "of one that its answer refuses as a whole": (A, D, keurt_geheel_af(2), D),
    },
    "TR318": {
        "the same month again": (A, D, declareert(prestatie("P2", periode=JANUARI), nummer="D2")),
        "a month on": (A, declareert(prestatie("P2", periode=JANUARI), periode=JANUARI),
                       declareert(P1, nummer="D2")),
        "after one that its answer refuses": (A, D, keurt_geheel_af(2), declareert(
            prestatie("P2", periode=JANUARI), periode=JANUARI)),
    },
    "TR319": {"an earlier month": (A, declareert(prestatie(periode=JANUARI)))},
    "TR321": {
        "all of it": (A, declareert(prestatie(volume=20))),
        "in minutes": (A, declareert(prestatie(volume=1200, eenheid="01", tarief=125))),
        "domestic help": (wijst_toe(product=product("01", "01A03")),
                          declareert(prestatie(volume=24, categorie="01", code="01A03"))),
        "per Sunday": (wijst_toe(omvang=omvang(1, "82", "2")),
                       declareert(prestatie(eenheid="82", tarief=9000))),
    },
    "TR322": {
        "just fits": (wijst_toe(omvang=omvang(8, "04", "6")), D,
                      declareert(prestatie("P2", periode=JANUARI), nummer="D2")),
        "after a credit in the same": (wijst_toe(omvang=omvang(4, "04", "6")), D, declareert(
            prestatie("P2", periode=JANUARI), prestatie("C1", "P1"), nummer="D2")),
    },
    "TR323": {
        "equal": (A, D, declareert(prestatie("C1", "P1"), nummer="D2")),
        "after the answer to a repeated line": (
            A, D, mis(declareert(P1, nummer="D2"), "TR314", "TR389"), antwoordt(3, terug(P1), nummer="D2"),
            declareert(prestatie("C1", "P1"), nummer="D3")),
    },
    "TR326": {
        "after a temporary stop": (A, een_305(), een_307(TIJDELIJK), een_305(start("2026-02-22"))),
        "corrected": (A, een_305(), een_305(verwijderd(start()), start("2026-01-06"))),
        "another allocation": (A, wijst_toe(2, product=product(code="02A04")), een_305(),
                               een_305(start(nummer=2, van=product(code="02A04")))),
    },
    "TR332": {
        "another end": (A, later(einddatum="2026-06-30")),
        "another municipality": (A, als(wijst_toe(bsn=ANDER), afzender=ANDERE_GEMEENTE)),
        "of a rejected 301": (A, Retour(1, True), wijst_toe(bsn=ANDER)),
    },
    "TR333": {
        "of one that was refused as a whole": (
            A, D, mis(declareert(prestatie("P2", periode=JANUARI), periode=JANUARI, nummer="D2"), "TR318"),
            declareert(prestatie("P2", periode=JANUARI), nummer="D2")),
    },
    "TR337": {
        "granted": (A, D, antwoordt(2)),
        "refused as a whole": (A, D, mis(declareert(prestatie("P2", periode=JANUARI)), "TR333"),
                               keurt_geheel_af(3)),
    },
    "TR338": {"allocated": (A, D)},
    "TR339": {"general": (wijst_toe(**ALGEMEEN), declareert(prestatie(categorie="01", code="01A03")))},
    "TR340": {"a category": (wijst_toe(**BUDGET), declareert(prestatie(code="02A04")))},
    "TR341": {"minutes for hours": (A, declareert(prestatie(volume=60, eenheid="01", tarief=125)))},
    "TR346": {"to the cent": (A, declareert(prestatie(volume=7, eenheid="01", tarief=125, cents=875)))},
    "TR347": {
        "another one": (VERZOEK, een_319(), een_315(aangevraagd_product("A2"))),
        "of a rejected request": (VERZOEK, Retour(1, True), VERZOEK),
        "asked of another municipality": (VERZOEK, als(VERZOEK, ontvanger=ANDERE_GEMEENTE)),
    },
    "TR349": {"all": (A, wijst_toe(2, product=product(code="02A04")),
                      een_317(te_wijzigen_product(), ongewijzigd_product(2)))},
    "TR350": {"ends today": (A, wijst_toe(2, einddatum="2026-03-02", product=product(code="02A04")),
                             een_317(te_wijzigen_product(), ongewijzigd_product(2)))},
    "TR351": {"current": (A, WIJZIGT)},
    "TR355": {"of a change": (A, WIJZIGT, een_319(referentie="W1"))},
    "TR357": {
        "tomorrow": (A, een_317(te_wijzigen_product(gewenste_ingangsdatum="2026-03-03"))),
        "from the begin": (A, een_317(te_wijzigen_product(gewenste_ingangsdatum="2026-01-01"))),
    },
    "TR359": {"after a grant that its return rejects": (VERZOEK, wijst_toe(referentie_aanbieder="A1"),
                                                        Retour(2, True), een_319())},
    "TR360": {"first": (VERZOEK, ONDERZOEK, een_319())},
    "TR361": {"the day after": (A, een_317(ongewijzigd_product(), nieuw_product()))},
    "TR365": {"after a rejected refusal": (VERZOEK, een_319(), Retour(2, True), een_319())},
    "TR366": {"declared": (A, D, antwoordt(2, terug(P1)))},
    "TR367": {"as declared": (A, D, antwoordt(2, terug(P1)))},
    "TR369": {"to the cent": (wijst_toe(**BUDGET | {"budget": 300_00}), D)},
    "TR371": {"the same": (A, D, antwoordt(2))},
    "TR373": {"from the begin": (wijst_toe(**BUDGET), een_317(te_wijzigen_product(
        gewenste_ingangsdatum="2026-01-01", omvang=None, budget=Geheel(1))))},
    "TR374": {
        "granted": (VERZOEK, wijst_toe(referentie_aanbieder="A1"), een_315(aangevraagd_product("A2"))),
        "another client": (VERZOEK, een_315(aangevraagd_product("A2"), bsn=ANDER)),
        "another provider": (VERZOEK, als(een_315(), afzender=ANDERE_AANBIEDER)),
        "rejected": (VERZOEK, Retour(1, True), een_315(aangevraagd_product("A2"))),
    },
    "TR375": {"no extent": (wijst_toe(**ALGEMEEN), een_317(te_wijzigen_product(
        gewenste_ingangsdatum="2026-01-01", omvang=None, budget=Geheel(1))))},
    "TR376": {"the number": (A, D, antwoordt(2))},
    "TR378": {"another municipality": (als(A, afzender=ANDERE_GEMEENTE),)},
    "TR379": {
        "one of two asked": (een_315(aangevraagd_product("A1"), aangevraagd_product("A3",
            product=product(code="02A04"))), wijst_toe(referentie_aanbieder="A1")),
        "beside what runs": (A, VERZOEK, een_301(toegewezen_product(1, **JAAR), toegewezen_product(
            2, **JAAR, product=product(code="02A04"), referentie_aanbieder="A1"))),
        "a grant sent anew after a rejection": (VERZOEK, wijst_toe(referentie_aanbieder="A1"),
                                                Retour(2, True), wijst_toe(referentie_aanbieder="A1")),
    },
    "TR381": {"without code": (wijst_toe(**BUDGET),)},
    "TR382": {"after a temporary stop": (A, een_305(), een_307(TIJDELIJK), een_307())},
    "TR384": {"a credit": (A, D, declareert(prestatie("C1", "P1"), nummer="D2"), WEG)},
    "TR385": {
        "credited": (A, D, declareert(prestatie("C1", "P1"), nummer="D2"), WEG),
        "refused by its answer": (A, D, antwoordt(2, terug(P1)), WEG),
        "refused as a whole by its answer": (A, D, keurt_geheel_af(2), WEG),
    },
    "TR387": {"begins that day": (wijst_toe(ingangsdatum="2026-02-10"),
                                  declareert(prestatie(periode=("2026-02-10", "2026-02-28"))))},
    "TR388": {"ends that day": (wijst_toe(einddatum="2026-02-10"),
                                declareert(prestatie(periode=("2026-02-01", "2026-02-10"))))},
    "TR389": {
        "credited before": (A, D, declareert(prestatie("C1", "P1"), nummer="D2"),
                            declareert(prestatie("P2"), nummer="D3")),
        "credited behind it in the same": (A, D, declareert(prestatie("P2"), prestatie("C1", "P1"),
                                                            nummer="D2")),
        "refused by its answer": (A, D, antwoordt(2, terug(P1)), declareert(prestatie("P2"), nummer="D2")),
        "refused before": (A, mis(declareert(TEVEEL), "TR321"), declareert(prestatie("P2"), nummer="D2")),
    },
    "TR390": {"the new line": (A, D, declareert(prestatie("P2"), prestatie("C1", "P1"), nummer="D2"),
                               declareert(prestatie("C2", "P2"), nummer="D3"))},
    "TR411": {"an extent": (A, WIJZIGT)},
    "TR412": {"no extent": (wijst_toe(**BUDGET), een_317(te_wijzigen_product(
        gewenste_ingangsdatum="2026-01-01", omvang=None, budget=Geheel(1))))},
    "TR413": {"after a new start": (A, een_305(), een_307(TIJDELIJK), een_305(start("2026-02-22")),
                                    een_307(stop("2026-02-25", "20", begin="2026-02-22")))},
    "TR414": {"the same day": (A, een_305(), een_307(TIJDELIJK), een_307(stop("2026-02-10")))},
    "TR415": {"corrected": (A, een_305(), een_307(), een_307(verwijderd(stop()), stop("2026-02-21")))},
    "TR418": {"per minute": (A, declareert(prestatie(volume=60, eenheid="01", tarief=125)))},
}
"""By rule: chains that only nearly break it; every message but one that says so is right."""
# fmt: on


def gevallen(gevallen: dict[str, dict[str, tuple[Any, ...]]]) -> list[Any]:
    return [
        pytest.param(regel, keten, id=f"{regel} {naam}")
        for regel, ketens in gevallen.items()
        for naam, keten in ketens.items()
    ]


@pytest.mark.parametrize(("regel", "keten"), gevallen(BREEKT))
def test_a_breach_is_found_where_it_is_and_nowhere_before(regel: str, keten: tuple[Any, ...]) -> None:
    uitkomst = loop(*keten)
    assert [gevonden for gevonden, _ in uitkomst] == [verwacht for _, verwacht in uitkomst]
    assert regel in {regel for gevonden, _ in uitkomst for regel in gevonden}


@pytest.mark.parametrize(("regel", "keten"), gevallen(NET_NIET))
def test_what_is_only_near_a_breach_passes(regel: str, keten: tuple[Any, ...]) -> None:
    uitkomst = loop(*keten)
    assert [gevonden for gevonden, _ in uitkomst] == [verwacht for _, verwacht in uitkomst]
    assert regel not in uitkomst[-1][0]


def test_every_rule_that_looks_back_or_outside_has_both() -> None:
    alle = {regel.code for regel in gebouwde_regels() if not regel.in_bericht}
    assert set(BREEKT) == set(NET_NIET) == alle
