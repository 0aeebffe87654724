"""What a provider sends, drawn up from what it keeps and from the last wmo301 about the client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from app.domain.keten.bijhouden import Mededeling
from app.domain.keten.declaratie import GeslotenPeriode, Prestatie
from app.domain.keten.levering import Start, Stop
from app.domain.partijen import Naam
from app.istandaard import xml
from app.istandaard.berichten import basis, wmo301, wmo323
from app.istandaard.berichten.basis import (
    BedragMetDC,
    BerichtIdentificatie,
    Product,
    Referentie,
    TotaalBedragMetDC,
    VerkorteNaam,
)
from app.istandaard.berichten.wmo305 import Client as Startclient
from app.istandaard.berichten.wmo305 import Header as Startheader
from app.istandaard.berichten.wmo305 import StartProduct, Wmo305
from app.istandaard.berichten.wmo307 import Client as Stopclient
from app.istandaard.berichten.wmo307 import Header as Stopheader
from app.istandaard.berichten.wmo307 import StopProduct, Wmo307
from app.istandaard.declaraties import CREDIT
from app.istandaard.leveringen import EERSTE, VERWIJDEREN
from app.istandaard.opstellen import xsd_versie
from app.istandaard.retour import DEBET
from app.istandaard.waarden import Datum, Geheel, Plaats


class Kop(NamedTuple):
    """Of whom, to whom, under which identification and on which day a message goes."""

    aanbieder: str
    gemeente: str
    identificatie: str
    dag: date
    schemas: Path = xml.SCHEMAS

    def voor(self, soort: str) -> dict[str, Any]:
        """The fields of the header of this kind of message."""
        return {
            "afzender": self.aanbieder,
            "ontvanger": self.gemeente,
            "bericht_identificatie": BerichtIdentificatie(
                identificatie=self.identificatie, dagtekening=Datum.van(self.dag)
            ),
            "xsd_versie": xsd_versie(self.schemas, soort),
        }


def maak_levermelding(kop: Kop, client: wmo301.Client, mededelingen: Sequence[Mededeling]) -> Wmo305 | Wmo307:
    """The wmo305 or wmo307 that reports these, which are starts alone or stops alone."""
    persoon = persoon_van(client)
    if isinstance(mededelingen[0].melding, Start):
        starts = tuple(StartProduct(**_velden(m.melding, m)) for m in mededelingen)
        return Wmo305(
            header=Startheader(**kop.voor("wmo305")), client=Startclient(**persoon, start_producten=starts)
        )
    stops = tuple(
        StopProduct(
            **_velden(m.melding.start, m),
            reden_beeindiging=m.melding.reden,
            einddatum=Datum.van(m.melding.einddatum),
        )
        for m in mededelingen
        if isinstance(m.melding, Stop)
    )
    return Wmo307(header=Stopheader(**kop.voor("wmo307")), client=Stopclient(**persoon, stop_producten=stops))


def _velden(start: Any, mededeling: Mededeling) -> dict[str, Any]:
    product = None if start.categorie is None else Product(categorie=start.categorie, code=start.productcode)
    return {
        "toewijzing_nummer": Geheel(start.toewijzing),
        "product": product,
        "begindatum": Datum.van(start.begindatum),
        "status_aanlevering": VERWIJDEREN if mededeling.verwijderd else EERSTE,
    }


def persoon_van(client: wmo301.Client) -> dict[str, Any]:
    """Who it is, as a provider names a client."""
    naam = client.naam
    return {
        "bsn": client.bsn,
        "geboortedatum": client.geboortedatum,
        "geslacht": client.geslacht,
        "naam": VerkorteNaam(
            geslachtsnaam=naam.geslachtsnaam, voornamen=naam.voornamen, voorletters=naam.voorletters
        ),
    }


def naam_van(client: wmo301.Client) -> Naam:
    """The name of a client, as the municipality gave it."""
    naam, partner = client.naam, client.naam.partnernaam
    return Naam(
        achternaam=naam.geslachtsnaam.achternaam,
        voorvoegsel=naam.geslachtsnaam.voorvoegsel,
        voornamen=naam.voornamen,
        voorletters=naam.voorletters,
        partner_achternaam=None if partner is None else partner.achternaam,
        partner_voorvoegsel=None if partner is None else partner.voorvoegsel,
        naamgebruik=naam.naam_gebruik,
    )


def maak_declaratie(
    kop: Kop, periode: GeslotenPeriode, per_client: Mapping[str, Sequence[Prestatie]]
) -> wmo323.Wmo323:
    """The wmo323 over this period of these lines, by the Bsn of their client; the lines are numbered here.

    The declaration gets the identification of the message as its number (OP349). The place of a line is the
    number of its allocation, its month and its product.
    """
    nummer = count(1)
    som = sum(regel.bedrag for regels in per_client.values() for regel in regels)
    return wmo323.Wmo323(
        header=wmo323.Header(**kop.voor("wmo323"), plaats=Plaats("bericht")),
        declaratie=wmo323.Declaratie(
            declaratie_nummer=kop.identificatie,
            declaratie_periode=_periode(periode),
            declaratie_dagtekening=Datum.van(kop.dag),
            totaal_ingediend_bedrag=TotaalBedragMetDC(
                totaal_bedrag=Geheel(abs(som)), debet_credit=CREDIT if som < 0 else DEBET
            ),
            clienten=tuple(
                wmo323.Client(
                    bsn=bsn,
                    prestaties=tuple(
                        _regel(regel, f"{kop.identificatie}-{next(nummer)}") for regel in regels
                    ),
                    plaats=Plaats("client", nummer=i),
                )
                for i, (bsn, regels) in enumerate(per_client.items(), 1)
            ),
            plaats=Plaats("declaratie"),
        ),
        plaats=Plaats("bericht"),
    )


def plaats_van(regel: Prestatie) -> Plaats:
    """The place of what is declared of one product in one month of one allocation."""
    return Plaats(f"{regel.toewijzing}/{regel.periode.begin:%Y-%m}/{regel.productcode}")


def _regel(regel: Prestatie, referentie: str) -> wmo323.Prestatie:
    return wmo323.Prestatie(
        product_referentie=Referentie(
            referentie_nummer=referentie, vorig_referentie_nummer=regel.vorige_referentie
        ),
        toewijzing_nummer=Geheel(regel.toewijzing),
        product_categorie=regel.categorie,
        product_code=regel.productcode,
        product_periode=_periode(regel.periode),
        geleverd_volume=Geheel(regel.volume),
        eenheid=regel.eenheid,
        product_tarief=None if regel.tarief is None else Geheel(regel.tarief),
        ingediend_bedrag=BedragMetDC(
            bedrag=Geheel(abs(regel.bedrag)), debet_credit=CREDIT if regel.is_credit else DEBET
        ),
        plaats=plaats_van(regel),
    )


def _periode(periode: GeslotenPeriode) -> basis.GeslotenPeriode:
    return basis.GeslotenPeriode(begindatum=Datum.van(periode.begin), einddatum=Datum.van(periode.eind))
