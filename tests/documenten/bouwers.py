"""Plans and decisions to print; a test says only what it is about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.documenten.besluit import Besluitdocument, Toekenning
from app.documenten.brief import Brief
from app.documenten.plan import Inzetregel, Plandocument, Resultaatregel
from app.domain.besluit.besluit import Besluitsoort, Besluitstatus, Leveringsvorm, Uitkomst, Vorm
from app.domain.partijen import Geboortedatum
from app.domain.plan.ondersteuningsplan import Planstatus
from app.domain.plan.plan_van_aanpak import Bespreking
from app.domain.waarden import Eenheid, Frequentie, Omvang, Periode, Weekeenheid, Weekomvang
from tests.bouw import briefgegevens


def inzet(**anders: Any) -> Inzetregel:
    """Cleaning, twice a week."""
    return replace(
        Inzetregel(
            resultaatgebied="Zelfstandig huishouden",
            resultaten=("Het huis is schoon.",),
            aard="Schoonmaken van keuken en badkamer.",
            frequentie="twee keer per week",
            omvang=Weekomvang(Decimal("2.5"), Weekeenheid.UREN),
            intensiteit="Midden",
            begin=date(2027, 4, 1),
            eind=date(2028, 3, 31),
            motivering="De cliënt kan niet bukken.",
        ),
        **anders,
    )


def plandocument(**anders: Any) -> Plandocument:
    """A submitted plan with one result."""
    return replace(
        Plandocument(
            formulier="Ondersteuningsplan Wmo",
            formulier_versie="2.1",
            formulier_vanaf=date(2018, 1, 1),
            kenmerk="OP-1",
            versie=2,
            status=Planstatus.INGEDIEND,
            datum=date(2027, 3, 9),
            gemeente="Roermond",
            aanbieder="Thuiszorg De Linde",
            client="J. Voorbeeld",
            geboortedatum=Geboortedatum(date(1948, 5, 17)),
            resultaten=(
                Resultaatregel("Zelfstandig huishouden", "Het huis is schoon.", vooraf_bepaald=True),
            ),
            inzet=(inzet(),),
            overleg=Bespreking(date(2027, 3, 4), "gesprek thuis"),
        ),
        **anders,
    )


def toekenning(**anders: Any) -> Toekenning:
    """Three hours of cleaning a week, in natura."""
    return replace(
        Toekenning(
            nummer=1,
            activiteiten="Schoonmaken van keuken en badkamer.",
            frequentie="twee keer per week",
            leveringsvorm=Leveringsvorm.NATURA,
            periode=Periode(date(2027, 4, 1), date(2028, 3, 31)),
            omvang=Omvang(180, Eenheid.MINUUT, Frequentie.PER_WEEK),
            aanbieder="Thuiszorg De Linde",
            resultaatgebied="Zelfstandig huishouden",
        ),
        **anders,
    )


def brief(**anders: Any) -> Brief:
    """Roermond writes to the client on the day of its decision."""
    return replace(
        Brief(
            gemeente="Roermond",
            client="J. Voorbeeld",
            adres=("Voorbeeldstraat 1", "6041 AA Roermond"),
            kenmerk="B-1",
            datum=date(2027, 3, 22),
            afzender=briefgegevens(),
        ),
        **anders,
    )


def besluitdocument(**anders: Any) -> Besluitdocument:
    """A beschikking that grants one line and rests on one plan."""
    return replace(
        Besluitdocument(
            brief=brief(),
            vorm=Vorm.BESCHIKKING,
            soort=Besluitsoort.REGULIER,
            uitkomst=Uitkomst.TOEGEKEND,
            status=Besluitstatus.BEKENDGEMAAKT,
            toekenningen=(toekenning(),),
            motivering="Het huishouden lukt niet meer alleen.",
            bezwaarclausule="Stuur uw bezwaar naar Postbus 900.",
            melding_op=date(2027, 2, 1),
            aanvraag_op=date(2027, 3, 9),
            bezwaar_tot=date(2027, 5, 3),
            plannen=(plandocument(),),
        ),
        **anders,
    )
