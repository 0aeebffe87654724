"""A wmo301 that is right in everything; a test says only what it is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.keten.dossier import BekendVerzoek, Clientsleutel, Dossier, Verzoeksoort
from app.domain.keten.historie import vul
from app.istandaard.berichten.basis import (
    Achternaam,
    Adres,
    BerichtIdentificatie,
    Geboortedatum,
    Huis,
    Omvang,
    OpenPeriode,
    Product,
    Telefoon,
    Telefoonnummers,
    VolledigeNaam,
    XsdVersie,
)
from app.istandaard.berichten.wmo301 import Client, Contact, Header, Relatie, ToegewezenProduct, Wmo301
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.historie import mutaties_van
from app.istandaard.regels import Kennis, Productlijst, Vandaag, inhoud, samenhang
from app.istandaard.waarden import Datum, Geheel, Plaats, Tijd

ROERMOND, AANBIEDER, BSN = "0957", "42420001", "999900006"
VANDAAG = date(2026, 3, 2)


def product(categorie: str = "02", code: str | None = "02A03") -> Product:
    return Product(categorie=categorie, code=code)


def omvang(volume: int = 4, eenheid: str = "04", frequentie: str = "2") -> Omvang:
    return Omvang(volume=Geheel(volume), eenheid=eenheid, frequentie=frequentie)


def toegewezen_product(nummer: int = 1, **velden: Any) -> ToegewezenProduct:
    """Dates may be given as text."""
    standaard: dict[str, Any] = {
        "toewijzing_nummer": Geheel(nummer),
        "product": product(),
        "toewijzingsdatum": "2026-03-01",
        "toewijzingstijd": Tijd("12:00:00"),
        "ingangsdatum": "2026-04-01",
        "einddatum": "2026-12-31",
        "omvang": omvang(),
    }
    gekozen = standaard | velden
    for naam in ("toewijzingsdatum", "ingangsdatum", "einddatum"):
        if isinstance(gekozen[naam], str):
            gekozen[naam] = Datum(gekozen[naam])
    if gekozen.get("budget") is not None:
        gekozen["budget"] = Geheel(gekozen["budget"])
    return ToegewezenProduct(**gekozen)


def adres(**velden: Any) -> Adres:
    standaard: dict[str, Any] = {
        "huis": Huis(huisnummer=Geheel(1)),
        "postcode": "6041AB",
        "straatnaam": "Markt",
        "plaatsnaam": "Roermond",
        "land_code": "NL",
    }
    return Adres(**(standaard | velden))


def telefoon() -> Telefoonnummers:
    return Telefoonnummers(telefoon01=Telefoon(telefoonnummer="0475123456", landnummer="0031"))


def periode(begin: str | None = None, eind: str | None = None) -> OpenPeriode:
    return OpenPeriode(begindatum=Datum(begin) if begin else None, einddatum=Datum(eind) if eind else None)


def contact(**velden: Any) -> Contact:
    return Contact(**({"soort": "01", "adres": adres()} | velden))


def geboren(datum: str = "1950-05-17", gebruik: str | None = None) -> Geboortedatum:
    return Geboortedatum(datum=Datum(datum), datum_gebruik=gebruik)


def naam(gebruik: str = "1", partner: str | None = None) -> VolledigeNaam:
    return VolledigeNaam(
        geslachtsnaam=Achternaam(achternaam="Jansen"),
        partnernaam=None if partner is None else Achternaam(achternaam=partner),
        naam_gebruik=gebruik,
    )


def relatie(nummer: str = "1", **velden: Any) -> Relatie:
    return Relatie(**({"nummer": nummer, "soort": "10", "naam": naam(), "contact": contact()} | velden))


def header(**velden: Any) -> Header:
    identificatie = BerichtIdentificatie(
        identificatie=velden.pop("identificatie", "301-1"),
        dagtekening=Datum(velden.pop("dagtekening", "2026-03-02")),
    )
    xsd = XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0")
    standaard = {"afzender": ROERMOND, "ontvanger": AANBIEDER, "bericht_identificatie": identificatie}
    return Header(**(standaard | {"xsd_versie": xsd} | velden))


def een_301(*producten: ToegewezenProduct, kop: Header | None = None, **client: Any) -> Wmo301:
    """A message for these products, or for one that is right; other fields of Client by name."""
    standaard: dict[str, Any] = {
        "bsn": BSN,
        "geboortedatum": geboren(),
        "geslacht": "2",
        "naam": naam(),
        "contactgegevens": (contact(),),
        "toegewezen_producten": producten or (toegewezen_product(),),
    }
    return Wmo301(header=kop or header(), client=Client(**(standaard | client)))


def bevindingen(bericht: Wmo301) -> tuple[Bevinding, ...]:
    """What the message alone shows to be wrong."""
    return inhoud(bericht)


def fouten(bericht: Wmo301) -> list[str]:
    """The codes of the rules that the message alone breaks."""
    return [bevinding.regel for bevinding in inhoud(bericht)]


def leeg_dossier(**velden: Any) -> Dossier:
    return Dossier(clientsleutel=sleutel, **velden)


def verwerk(dossier: Dossier, bericht: Any) -> Dossier:
    """The history with what this accepted message leaves behind."""
    return vul(dossier, mutaties_van(bericht, dossier))


def sleutel(bsn: str) -> Clientsleutel:
    return Clientsleutel(f"client-{bsn[-3:]}")


def bekend_verzoek(**velden: Any) -> BekendVerzoek:
    """A request for an allocation that waits for its answer; other fields by name."""
    standaard: dict[str, Any] = {
        "soort": Verzoeksoort.TOEWIJZING,
        "client": sleutel(BSN),
        "ingangsdatums": (VANDAAG,),
    }
    return BekendVerzoek(**(standaard | velden))


def kennis(vandaag: date = VANDAAG, producten: Productlijst | None = None) -> Kennis:
    lijst = producten or Productlijst(frozenset({("02", "02A03")}))
    return Kennis(vandaag=Vandaag(vandaag), gemeenten=gemeentelijst(), productlijst=lijst)


def fouten_in_samenhang(bericht: Wmo301, dossier: Dossier | None = None, **bekend: Any) -> list[str]:
    """The codes of the rules that the message breaks in the light of history and outside knowledge."""
    uitkomst = samenhang(bericht, dossier or leeg_dossier(), kennis(**bekend))
    assert uitkomst.niet_gecontroleerd == ()
    return [bevinding.regel for bevinding in uitkomst.bevindingen]


def op_plaats(toegewezen: ToegewezenProduct, nummer: int = 1, regelnummer: int = 40) -> ToegewezenProduct:
    """The product as if it was read from a file."""
    lijst = Plaats("/Bericht/Client/ToegewezenProducten")
    return replace(toegewezen, plaats=Plaats("ToegewezenProduct", regelnummer, lijst, nummer))
