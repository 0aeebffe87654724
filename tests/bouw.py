"""Builders of domain values. The defaults fit together, and fit the example sets of MLO and HVB both.

A test passes only what matters to it; everything else stays out of sight.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import app.domain.profielen
from app.domain.partijen import Contract, Product
from app.domain.plan.ondersteuningsplan import (
    Aanleiding,
    AanvullendeInzet,
    Invulling,
    Inzet,
    Ondersteuningsplan,
    Planstatus,
    Productkeuze,
)
from app.domain.plan.plan_van_aanpak import Bespreking, PlanVanAanpak, Resultaat
from app.domain.profielbestand import lees_profiel
from app.domain.profielen import Regioprofiel
from app.domain.toetsen import Aanbod
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Gemeentecode, Periode, Weekeenheid, Weekomvang

T = TypeVar("T")

ROERMOND = Gemeentecode("0957")
HEUSDEN = Gemeentecode("0797")
AANBIEDER = AgbCode("41410001")

NU = datetime(2026, 2, 2, 9, 30, tzinfo=UTC)
TERMIJN = Periode(date(2026, 1, 1), date(2027, 12, 31))
BEGIN = date(2026, 3, 2)
EIND = date(2027, 2, 28)

CLIENT_ID = UUID(int=1)
MELDING_ID = UUID(int=2)
ONDERZOEK_ID = UUID(int=3)
PLAN_VAN_AANPAK_ID = UUID(int=4)
PLAN_ID = UUID(int=5)

HUISHOUDEN = Productkeuze("01", "01H01")
"""The product of the resultaatgebied huishouden at the level licht, in both regions."""
VERVOER = Productkeuze("08", "08V01")
"""An additional product of HVB, per ride."""

_PROFIELEN = Path(app.domain.profielen.__file__).parent


def het_profiel(naam: str) -> Regioprofiel:
    """A profile of the package: mlo or hvb."""
    return lees_profiel(_PROFIELEN / f"{naam}.toml")


def _maak(soort: Callable[..., T], anders: dict[str, Any], **standaard: Any) -> T:
    return soort(**(standaard | anders))


def een_resultaat(code: str = "R1", **anders: Any) -> Resultaat:
    return _maak(
        Resultaat,
        anders,
        code=code,
        resultaatgebied="huishouden",
        omschrijving="Het huis is schoon en opgeruimd.",
        verwachte_intensiteit="licht",
    )


def een_plan_van_aanpak(*resultaten: Resultaat, **anders: Any) -> PlanVanAanpak:
    return _maak(
        PlanVanAanpak,
        anders,
        id=PLAN_VAN_AANPAK_ID,
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        onderzoek_id=ONDERZOEK_ID,
        volgnummer=1,
        resultaten=resultaten or (een_resultaat(),),
        termijn=TERMIJN,
        met_client=Bespreking(date(2026, 1, 26), "gesprek aan de keukentafel"),
    )


def uren(aantal: float) -> Weekomvang:
    """An extent in hours a week."""
    return Weekomvang(Decimal(str(aantal)), Weekeenheid.UREN)


def een_inzet(**anders: Any) -> Inzet:
    return _maak(
        Inzet,
        anders,
        resultaatgebied="huishouden",
        resultaten=("R1",),
        aard="Samen schoonmaken en een weekritme aanleren.",
        frequentie="twee keer per week 60 minuten",
        omvang=uren(2),
        intensiteit="licht",
        begin=BEGIN,
        eind=EIND,
        producten=(HUISHOUDEN,),
        motivering="De cliënt doet het meeste zelf en heeft alleen begeleiding nodig.",
    )


def een_aanvullende_inzet(**anders: Any) -> AanvullendeInzet:
    return _maak(
        AanvullendeInzet,
        anders,
        product=VERVOER,
        aantal=Decimal(2),
        eenheid=Eenheid.STUKS_INSPANNING,
        frequentie=Frequentie.PER_WEEK,
        begin=BEGIN,
        eind=EIND,
    )


def een_invulling(*inzet: Inzet, **anders: Any) -> Invulling:
    return _maak(
        Invulling,
        anders,
        resultaten=(een_resultaat(),),
        inzet=inzet or (een_inzet(),),
        overleg=Bespreking(date(2026, 2, 9), "gesprek bij de cliënt thuis"),
    )


def een_ondersteuningsplan(profiel: Regioprofiel | None = None, **anders: Any) -> Ondersteuningsplan:
    """A submitted first version, pre-filled with the results; under MLO unless another profile is given."""
    profiel = profiel or het_profiel("mlo")
    return _maak(
        Ondersteuningsplan,
        anders,
        id=PLAN_ID,
        gemeente=profiel.gemeenten[0].code,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        plan_van_aanpak_id=PLAN_VAN_AANPAK_ID,
        aanbieder=AANBIEDER,
        profiel=profiel.code,
        profielversie=profiel.versie,
        formulier_versie=profiel.formulier.versie,
        aanleiding=Aanleiding.NIEUW,
        status=Planstatus.INGEDIEND,
        resultaten=(een_resultaat(),),
        overgangen=(),
        casus="De cliënt wil zelf het huishouden leren doen.",
        invulling=een_invulling(),
        versie=1,
    )


def een_product(keuze: Productkeuze = HUISHOUDEN, **anders: Any) -> Product:
    return _maak(
        Product,
        anders,
        gemeente=ROERMOND,
        categorie=keuze.categorie,
        code=keuze.code,
        omschrijving="Ondersteuning bij het huishouden",
        eenheden=(Eenheid.UUR,),
    )


def een_contract(keuze: Productkeuze = HUISHOUDEN, **anders: Any) -> Contract:
    return _maak(
        Contract,
        anders,
        id=UUID(int=100),
        gemeente=ROERMOND,
        aanbieder=AANBIEDER,
        categorie=keuze.categorie,
        code=keuze.code,
        eenheid=Eenheid.UUR,
        tarief=3400,
        periode=Periode(date(2025, 1, 1)),
    )


def een_aanbod(*keuzes: Productkeuze) -> Aanbod:
    """These products, all contracted with the default provider; without any: household help and rides."""
    keuzes = keuzes or (HUISHOUDEN, VERVOER)
    return Aanbod(tuple(een_product(k) for k in keuzes), tuple(een_contract(k) for k in keuzes))
