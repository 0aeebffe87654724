"""Builders of allocations and of the messages that carry them."""

from collections.abc import Iterator
from datetime import date
from itertools import count, islice
from typing import Any

from app.domain.besluit.besluit import Besluit
from app.domain.feit import Feit, Feitsoort
from app.domain.omzetting import Inkoop, Omzetting, Omzettingsoort
from app.domain.partijen import Overgang
from app.domain.toewijzing.toewijzing import (
    Berichtkop,
    Berichtstatus,
    Toewijzing,
    Toewijzingsbericht,
    Toewijzingsversie,
)
from app.domain.toewijzing.uitvoeren import Omstandigheden
from tests.bouw.basis import (
    AANBIEDER,
    BERICHT_ID,
    CLIENT_ID,
    FEIT_ID,
    JAAR,
    NU,
    OMZETTING_ID,
    ROERMOND,
    VANDAAG,
    maak,
)
from tests.bouw.besluit import een_besluit


def omstandigheden(vanaf_nummer: int = 1, **anders: Any) -> Omstandigheden:
    nummers: Iterator[int] = count(vanaf_nummer)
    return maak(
        Omstandigheden,
        anders,
        nu=NU,
        vandaag=VANDAAG,
        nieuwe_nummers=lambda aantal: islice(nummers, aantal),
    )


def een_toewijzing(besluit: Besluit | None = None, **anders: Any) -> Toewijzing:
    """What carries out the first line of this decision."""
    besluit = besluit or een_besluit()
    regel = besluit.regels[0]
    versie = Toewijzingsversie(1, NU, JAAR, regel.omvang, None, besluit.id)
    return maak(
        Toewijzing,
        anders,
        nummer=1,
        gemeente=besluit.gemeente,
        client_id=besluit.client_id,
        melding_id=besluit.melding_id,
        aanbieder=AANBIEDER,
        categorie=regel.categorie,
        productcode=regel.productcode,
        versies=(versie,),
    )


def een_feit(**anders: Any) -> Feit:
    """A move to another municipality, halfway the support."""
    return maak(
        Feit,
        anders,
        id=FEIT_ID,
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        soort=Feitsoort.VERHUIZING,
        op=date(2026, 9, 1),
        overgangen=(Overgang("vastgelegd", NU, "medewerker-3"),),
    )


def een_omzetting(**anders: Any) -> Omzetting:
    """The default product goes on under another code, whoever delivers it."""
    return maak(
        Omzetting,
        anders,
        id=OMZETTING_ID,
        gemeente=ROERMOND,
        soort=Omzettingsoort.CONTRACTWIJZIGING,
        per=date(2027, 1, 1),
        van=Inkoop("01", "01H01"),
        naar=Inkoop("01", "01H09"),
        toelichting="Nieuwe productcodes.",
        overgangen=(Overgang("vastgelegd", NU, "medewerker-3"),),
    )


def een_bericht(
    *toewijzingen: Toewijzing, status: Berichtstatus = Berichtstatus.GOEDGEKEURD, **anders: Any
) -> Toewijzingsbericht:
    """A message that carries these allocations as they are now."""
    return maak(
        Toewijzingsbericht,
        anders,
        id=BERICHT_ID,
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        aanbieder=AANBIEDER,
        identificatie="000000000001",
        dagtekening=VANDAAG,
        status=status,
        versies=tuple((t.nummer, t.actueel.volgnummer) for t in toewijzingen),
        xml=b"",
        overgangen=() if status is Berichtstatus.KLAAR else (Overgang(status, NU, "medewerker-3"),),
    )


def kop_van(bericht: Toewijzingsbericht) -> Berichtkop:
    """The message without its content."""
    return Berichtkop(
        bericht.id,
        bericht.gemeente,
        bericht.aanbieder,
        bericht.identificatie,
        bericht.status,
        bericht.versies,
    )
