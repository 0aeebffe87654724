"""The messages of the year about one client, with only what differs from one to the next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from app.istandaard import codec
from app.istandaard.berichten import wmo301, wmo305, wmo307, wmo315, wmo317, wmo319, wmo323
from app.istandaard.berichten.basis import (
    Achternaam,
    Adres,
    BedragMetDC,
    BerichtIdentificatie,
    Geboortedatum,
    GeslotenPeriode,
    Huis,
    Omvang,
    Product,
    Referentie,
    TotaalBedragMetDC,
    VerkorteNaam,
    Verwijzer,
    VolledigeNaam,
    XsdVersie,
)
from app.istandaard.declaraties import met_teken
from app.istandaard.regels import berichtsoort
from app.istandaard.waarden import Datum, Geheel, Tijd

GEMEENTE, AANBIEDER, BSN = "0855", "42420001", "999990019"

NAAM = Achternaam(achternaam="Linden", voorvoegsel="van der")
GEBOREN = Geboortedatum(datum=Datum("1948-03-22"))


@dataclass(frozen=True, slots=True)
class Dienst:
    """A product: category, code, unit (WJ756), and the price of one in cents."""

    categorie: str
    code: str
    eenheid: str
    tarief: int

    @property
    def product(self) -> Product:
        """The product of an allocation, a start, a stop or a request."""
        return Product(categorie=self.categorie, code=self.code)


BEGELEIDING = Dienst("02", "02A03", "04", 75_00)
"""By the hour."""
DAGBESTEDING = Dienst("07", "07A03", "16", 42_50)
"""By the half-day."""


@dataclass(frozen=True, slots=True)
class Stap:
    """One message of the year, and in Dutch what it says."""

    bericht: Any
    uitleg: str
    regel: str | None = None
    """The rule that it breaks, where it is one of the mistakes."""
    herstel: str | None = None
    """What the sender does about that."""

    @property
    def dag(self) -> date:
        """The day on which it is sent."""
        dag: date = self.bericht.header.bericht_identificatie.dagtekening.dag
        return dag


def bestanden(stappen: Iterable[Stap]) -> dict[str, tuple[Stap, bytes]]:
    """Each step with its message, by the name of a file; names sort in the order in which they are sent."""
    op_volgorde = sorted(stappen, key=lambda stap: stap.dag)
    return {
        f"{nummer:02d}-{stap.dag}-{berichtsoort(stap.bericht)}.xml": (
            stap,
            codec.schrijf(_genummerd(stap.bericht, f"JAAR{nummer:04d}")),
        )
        for nummer, stap in enumerate(op_volgorde, start=1)
    }


def _genummerd(bericht: Any, identificatie: str) -> Any:
    """Under this identification, unless the step gave it one of its own."""
    eigen = bericht.header.bericht_identificatie
    if eigen.identificatie:
        return bericht
    kop = replace(bericht.header, bericht_identificatie=replace(eigen, identificatie=identificatie))
    return replace(bericht, header=kop)


def toegewezen(
    nummer: int,
    dienst: Dienst,
    volume: int,
    begin: str,
    eind: str,
    *,
    besloten: str,
    reden_wijziging: str | None = None,
) -> wmo301.ToegewezenProduct:
    """So much a week, in the version that was decided on this day, changed for a reason of WMO002."""
    return wmo301.ToegewezenProduct(
        toewijzing_nummer=Geheel(nummer),
        product=dienst.product,
        toewijzingsdatum=Datum(besloten),
        toewijzingstijd=Tijd.van(time(10, nummer)),
        ingangsdatum=Datum(begin),
        einddatum=Datum(eind),
        reden_wijziging=reden_wijziging,
        omvang=per_week(volume, dienst),
    )


def gevraagd(referentie: str, product: wmo301.ToegewezenProduct) -> wmo301.ToegewezenProduct:
    """The allocation as one that grants the request with this reference."""
    return replace(product, referentie_aanbieder=referentie)


def per_week(volume: int, dienst: Dienst) -> Omvang:
    """So much of it a week."""
    return Omvang(volume=Geheel(volume), eenheid=dienst.eenheid, frequentie="2")


def wijs_toe(dag: str, *producten: wmo301.ToegewezenProduct) -> wmo301.Wmo301:
    """All that is allocated to the client with this provider."""
    return wmo301.Wmo301(
        header=wmo301.Header(**_kop(GEMEENTE, AANBIEDER, dag)),
        client=wmo301.Client(
            bsn=BSN,
            geboortedatum=GEBOREN,
            geslacht="2",
            naam=VolledigeNaam(geslachtsnaam=NAAM, voorletters="A", naam_gebruik="1"),
            contactgegevens=(wmo301.Contact(soort="01", adres=_ADRES),),
            toegewezen_producten=producten,
        ),
    )


def begin(nummer: int, dienst: Dienst, vanaf: str) -> wmo305.StartProduct:
    """Delivery on this allocation began."""
    return wmo305.StartProduct(
        toewijzing_nummer=Geheel(nummer),
        product=dienst.product,
        begindatum=Datum(vanaf),
        status_aanlevering="1",
    )


def meld_start(dag: str, *starts: wmo305.StartProduct, identificatie: str = "") -> wmo305.Wmo305:
    """The provider began."""
    return wmo305.Wmo305(
        header=wmo305.Header(**_kop(AANBIEDER, GEMEENTE, dag, identificatie)),
        client=wmo305.Client(**_VERKORT, start_producten=starts),
    )


def einde(nummer: int, dienst: Dienst, vanaf: str, tot: str, reden: str) -> wmo307.StopProduct:
    """Delivery that began on the one day ended on the other, for a reason of WMO588."""
    return wmo307.StopProduct(
        toewijzing_nummer=Geheel(nummer),
        product=dienst.product,
        begindatum=Datum(vanaf),
        reden_beeindiging=reden,
        einddatum=Datum(tot),
        status_aanlevering="1",
    )


def meld_stop(dag: str, *stops: wmo307.StopProduct) -> wmo307.Wmo307:
    """The provider stopped, for good or for a while."""
    return wmo307.Wmo307(
        header=wmo307.Header(**_kop(AANBIEDER, GEMEENTE, dag)),
        client=wmo307.Client(**_VERKORT, stop_producten=stops),
    )


def vraag_toewijzing(
    dag: str, referentie: str, dienst: Dienst, volume: int, vanaf: str, tot: str
) -> wmo315.Wmo315:
    """The provider asks for a product that is not allocated yet."""
    gevraagd = wmo315.AangevraagdProduct(
        referentie_aanbieder=referentie,
        product=dienst.product,
        toewijzing_ingangsdatum=Datum(vanaf),
        toewijzing_einddatum=Datum(tot),
        omvang=per_week(volume, dienst),
        verwijzer=Verwijzer(type="01"),
    )
    return wmo315.Wmo315(
        header=wmo315.Header(**_kop(AANBIEDER, GEMEENTE, dag)),
        client=wmo315.Client(**_VERKORT, aangevraagde_producten=(gevraagd,)),
    )


def vraag_wijziging(
    dag: str, referentie: str, wijziging: wmo317.TeWijzigenProduct, *ongewijzigd: int
) -> wmo317.Wmo317:
    """The provider asks for a change; the allocations that stay as they are are named too."""
    verzoek = wmo317.Verzoek(
        referentie_aanbieder=referentie,
        reden_verzoek="1",
        ongewijzigde_producten=tuple(
            wmo317.OngewijzigdProduct(toewijzing_nummer=Geheel(nummer)) for nummer in ongewijzigd
        ),
        te_wijzigen_producten=(wijziging,),
    )
    return wmo317.Wmo317(
        header=wmo317.Header(**_kop(AANBIEDER, GEMEENTE, dag)),
        client=wmo317.Client(bsn=BSN, verzoek=verzoek),
    )


def antwoord(dag: str, referentie: str, uitkomst: str, reden: str | None = None) -> wmo319.Wmo319:
    """The municipality refuses a request (1, with a reason) or looks into it first (2)."""
    return wmo319.Wmo319(
        header=wmo319.Header(**_kop(GEMEENTE, AANBIEDER, dag)),
        antwoord=wmo319.Antwoord(
            referentie_aanbieder=referentie, verzoek_antwoord=uitkomst, reden_afwijzing_verzoek=reden
        ),
    )


def geleverd(
    referentie: str,
    nummer: int,
    dienst: Dienst,
    volume: int,
    periode: tuple[str, str],
    *,
    terug: str | None = None,
    cents: int | None = None,
) -> wmo323.Prestatie:
    """A line of a declaration; with `terug` the credit of the line with that reference."""
    bedrag = volume * dienst.tarief if cents is None else cents
    return wmo323.Prestatie(
        product_referentie=Referentie(referentie_nummer=referentie, vorig_referentie_nummer=terug),
        toewijzing_nummer=Geheel(nummer),
        product_categorie=dienst.categorie,
        product_code=dienst.code,
        product_periode=_periode(periode),
        geleverd_volume=Geheel(volume),
        eenheid=dienst.eenheid,
        product_tarief=Geheel(dienst.tarief),
        ingediend_bedrag=BedragMetDC(bedrag=Geheel(bedrag), debet_credit="C" if terug else "D"),
    )


def declareer(dag: str, nummer: str, maand: tuple[str, str], *prestaties: wmo323.Prestatie) -> wmo323.Wmo323:
    """What was delivered, in a declaration over this calendar month."""
    som = sum(met_teken(regel.ingediend_bedrag) for regel in prestaties)
    return wmo323.Wmo323(
        header=wmo323.Header(**_kop(AANBIEDER, GEMEENTE, dag)),
        declaratie=wmo323.Declaratie(
            declaratie_nummer=nummer,
            declaratie_periode=_periode(maand),
            declaratie_dagtekening=Datum(dag),
            totaal_ingediend_bedrag=TotaalBedragMetDC(
                totaal_bedrag=Geheel(abs(som)), debet_credit="C" if som < 0 else "D"
            ),
            clienten=(wmo323.Client(bsn=BSN, prestaties=prestaties),),
        ),
    )


def _periode(dagen: tuple[str, str]) -> GeslotenPeriode:
    return GeslotenPeriode(begindatum=Datum(dagen[0]), einddatum=Datum(dagen[1]))


def _kop(afzender: str, ontvanger: str, dag: str, identificatie: str = "") -> dict[str, Any]:
    return {
        "afzender": afzender,
        "ontvanger": ontvanger,
        "bericht_identificatie": BerichtIdentificatie(identificatie=identificatie, dagtekening=Datum(dag)),
        "xsd_versie": XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0"),
    }


_ADRES = Adres(
    huis=Huis(huisnummer=Geheel(12)),
    postcode="5038AB",
    straatnaam="Voorbeeldstraat",
    plaatsnaam="Tilburg",
    land_code="NL",
)
_VERKORT: dict[str, Any] = {
    "bsn": BSN,
    "geboortedatum": GEBOREN,
    "geslacht": "2",
    "naam": VerkorteNaam(geslachtsnaam=NAAM, voorletters="A"),
}
