"""A wmo323 over February 2026 and the wmo325 that answers it, right in everything, with what went before."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.keten.declaratie import GeslotenPeriode
from app.domain.keten.dossier import (
    BekendeDeclaratie,
    BekendeRegel,
    BekendeToewijzing,
    Declaratiesleutel,
    Dossier,
    Toewijzingsleutel,
)
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Gemeentecode, Omvang
from app.istandaard.berichten import basis, wmo323, wmo325
from app.istandaard.declaraties import met_teken, prestatie_in
from app.istandaard.regels import Contractregel, Tarief, Tarievenlijst, samenhang
from app.istandaard.waarden import Datum, Geheel
from tests.istandaard.regels.bouw import AANBIEDER, BSN, ROERMOND, kennis, leeg_dossier, sleutel

FEBRUARI = ("2026-02-01", "2026-02-28")
DAGTEKENING = "2026-03-02"
ANDER = "999900018"
"""The Bsn of another client."""

CONTRACT = Contractregel(ROERMOND, AANBIEDER, "02", "02A03")
PER_UUR = Tarief("04", 7500, date(2026, 1, 1))


def tarieven(*afgesproken: Tarief) -> Tarievenlijst:
    """The contract for product 02A03: these prices, or 75 euro an hour."""
    return Tarievenlijst.van((CONTRACT, tarief) for tarief in afgesproken or (PER_UUR,))


def periode(begin: str, eind: str) -> basis.GeslotenPeriode:
    return basis.GeslotenPeriode(begindatum=Datum(begin), einddatum=Datum(eind))


def bedrag(cents: int) -> basis.BedragMetDC:
    return basis.BedragMetDC(bedrag=Geheel(abs(cents)), debet_credit="C" if cents < 0 else "D")


def totaal(cents: int) -> basis.TotaalBedragMetDC:
    return basis.TotaalBedragMetDC(totaal_bedrag=Geheel(abs(cents)), debet_credit="C" if cents < 0 else "D")


def prestatie(referentie: str = "P1", vorig: str | None = None, **velden: Any) -> wmo323.Prestatie:
    """Four hours of 75 euro on allocation 1; with `vorig` the credit of that line."""
    gekozen: dict[str, Any] = {"toewijzing": 1, "volume": 4, "tarief": 7500, "periode": FEBRUARI} | velden
    volume, tarief = gekozen["volume"], gekozen["tarief"]
    cents = gekozen.get("cents", volume * (1 if tarief is None else tarief))
    return wmo323.Prestatie(
        product_referentie=basis.Referentie(referentie_nummer=referentie, vorig_referentie_nummer=vorig),
        toewijzing_nummer=Geheel(gekozen["toewijzing"]),
        product_categorie=gekozen.get("categorie", "02"),
        product_code=gekozen.get("code", "02A03"),
        product_periode=periode(*gekozen["periode"]),
        geleverd_volume=Geheel(volume),
        eenheid=gekozen.get("eenheid", "04"),
        product_tarief=None if tarief is None else Geheel(tarief),
        ingediend_bedrag=bedrag(cents if vorig is None else -cents),
    )


def identificatie(tekst: str, dagtekening: str) -> basis.BerichtIdentificatie:
    return basis.BerichtIdentificatie(identificatie=tekst, dagtekening=Datum(dagtekening))


def versies(versie: str = "1.0.0") -> basis.XsdVersie:
    return basis.XsdVersie(basisschema_xsd_versie=versie, bericht_xsd_versie=versie)


def clienten(regels: dict[str, wmo323.Prestatie]) -> tuple[wmo323.Client, ...]:
    """The clients with these Bsns, with one line each."""
    return tuple(wmo323.Client(bsn=bsn, prestaties=(regel,)) for bsn, regel in regels.items())


def een_323(*prestaties: wmo323.Prestatie, **velden: Any) -> wmo323.Wmo323:
    """A declaration of these lines for one client, or of the one that is right."""
    van_clienten = velden.get("clienten") or (
        wmo323.Client(bsn=BSN, prestaties=prestaties or (prestatie(),)),
    )
    som = sum(met_teken(regel.ingediend_bedrag) for client in van_clienten for regel in client.prestaties)
    return wmo323.Wmo323(
        header=wmo323.Header(
            afzender=AANBIEDER,
            ontvanger=velden.get("gemeente", ROERMOND),
            bericht_identificatie=identificatie("323-1", velden.get("bericht_dagtekening", DAGTEKENING)),
            xsd_versie=versies(),
        ),
        declaratie=wmo323.Declaratie(
            declaratie_nummer="D1",
            declaratie_periode=periode(*velden.get("periode", FEBRUARI)),
            declaratie_dagtekening=Datum(velden.get("dagtekening", DAGTEKENING)),
            totaal_ingediend_bedrag=velden.get("totaal") or totaal(som),
            clienten=van_clienten,
        ),
    )


def terug(regel: wmo323.Prestatie, *codes: str) -> wmo325.Prestatie:
    """The line as an answer sends it back."""
    velden = {naam: getattr(regel, naam) for naam in wmo323.Prestatie.__slots__ if naam != "plaats"}
    return wmo325.Prestatie(**velden, retour_codes=codes or ("9321",))


def een_325(*prestaties: wmo325.Prestatie, **velden: Any) -> wmo325.Wmo325:
    """An answer that refuses these lines of a declaration of 300 euro, or grants it all."""
    client = wmo325.Client(bsn=velden.get("bsn", BSN), prestaties=prestaties, retour_codes=("0200",))
    geweigerd = sum(met_teken(regel.ingediend_bedrag) for regel in prestaties)
    return wmo325.Wmo325(
        header=wmo325.Header(
            afzender=ROERMOND,
            ontvanger=AANBIEDER,
            bericht_identificatie=identificatie("325-1", DAGTEKENING),
            xsd_versie=versies(),
            declaratie_identificatie=velden.get("declaratie") or identificatie("323-1", DAGTEKENING),
            xsd_versie_declaratie=velden.get("versie") or versies(),
            retour_codes=("0200",),
        ),
        declaratie_antwoord=wmo325.DeclaratieAntwoord(
            declaratie_nummer=velden.get("nummer", "D1"),
            totaal_ingediend_bedrag=totaal(300_00),
            totaal_toegekend_bedrag=velden.get("toegekend") or totaal(300_00 - geweigerd),
            clienten=velden.get("clienten", (client,) if prestaties else ()),
            retour_codes=(velden.get("code") or ("0200" if prestaties else "8001"),),
        ),
    )


def toewijzing(**velden: Any) -> BekendeToewijzing:
    """Four hours a week of product 02A03 in 2026."""
    standaard: dict[str, Any] = {
        "client": sleutel(BSN),
        "aanbieder": AgbCode(AANBIEDER),
        "categorie": "02",
        "productcode": "02A03",
        "ingangsdatum": date(2026, 1, 1),
        "einddatum": date(2026, 12, 31),
        "omvang": Omvang(4, Eenheid.UUR, Frequentie.PER_WEEK),
    }
    return BekendeToewijzing(**(standaard | velden))


def op_nummer(nummer: int) -> Toewijzingsleutel:
    return Toewijzingsleutel(Gemeentecode(ROERMOND), nummer)


def dossier(*toegekend: wmo323.Prestatie, **velden: Any) -> Dossier:
    """The allocation, with these lines on it granted; fields of the allocation or of Dossier by name."""
    eigen = {veld: velden.pop(veld) for veld in ("declaraties", "toewijzingen") if veld in velden}
    standaard = {"toewijzingen": {op_nummer(1): toewijzing(**velden)}} | eigen
    return leeg_dossier(**standaard, prestaties={op_nummer(1): tuple(map(prestatie_in, toegekend))})


def verzonden(*prestaties: wmo323.Prestatie, **velden: Any) -> dict[Declaratiesleutel, BekendeDeclaratie]:
    """That a declaration of these lines was sent: the one of `een_323` when nothing else is said."""
    regels, client = prestaties or (prestatie(),), velden.pop("client", sleutel(BSN))
    standaard: dict[str, Any] = {
        "nummer": "D1",
        "dagtekening": date.fromisoformat(DAGTEKENING),
        "xsd_versie": ("1.0.0", "1.0.0"),
        "periode": GeslotenPeriode(*map(date.fromisoformat, FEBRUARI)),
        "ingangsdatums": (date(2026, 1, 1),),
        "regels": {
            regel.product_referentie.referentie_nummer: BekendeRegel(
                client, prestatie_in(regel), toegekend=True
            )
            for regel in regels
        },
    }
    gemeente, aanbieder = velden.pop("gemeente", ROERMOND), velden.pop("aanbieder", AANBIEDER)
    sleutel_ = Declaratiesleutel(Gemeentecode(gemeente), AgbCode(aanbieder), "323-1")
    return {sleutel_: BekendeDeclaratie(**(standaard | velden))}


def fouten_met_historie(
    bericht: wmo323.Wmo323 | wmo325.Wmo325, historie: Dossier | None = None, *afgesproken: Tarief
) -> list[str]:
    """The codes of the rules that it breaks in the light of history, the contract and other knowledge."""
    if historie is None:
        historie = dossier(declaraties={} if isinstance(bericht, wmo323.Wmo323) else verzonden())
    bekend = replace(kennis(), tarievenlijst=tarieven(*afgesproken))
    uitkomst = samenhang(bericht, historie, bekend)
    assert uitkomst.niet_gecontroleerd == ()
    return [bevinding.regel for bevinding in uitkomst.bevindingen]
