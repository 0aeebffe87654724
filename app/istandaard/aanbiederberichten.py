"""What a provider sends, drawn up from what it keeps and from the last wmo301 about the client."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from app.domain.keten.bijhouden import Mededeling
from app.domain.keten.levering import Start, Stop
from app.istandaard import xml
from app.istandaard.berichten import wmo301
from app.istandaard.berichten.basis import BerichtIdentificatie, Product, VerkorteNaam
from app.istandaard.berichten.wmo305 import Client as Startclient
from app.istandaard.berichten.wmo305 import Header as Startheader
from app.istandaard.berichten.wmo305 import StartProduct, Wmo305
from app.istandaard.berichten.wmo307 import Client as Stopclient
from app.istandaard.berichten.wmo307 import Header as Stopheader
from app.istandaard.berichten.wmo307 import StopProduct, Wmo307
from app.istandaard.leveringen import EERSTE, VERWIJDEREN
from app.istandaard.opstellen import xsd_versie
from app.istandaard.waarden import Datum, Geheel


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
    persoon = _persoon(client)
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


def _persoon(client: wmo301.Client) -> dict[str, Any]:
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
