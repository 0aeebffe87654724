"""Who, where and when: the ids, parties and moments that all builders share, and callers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from app.domain.partijen import Beller, Partij, Rol
from app.domain.waarden import AgbCode, Bsn, Gemeentecode, Periode
from app.opslag import Verwerker
from app.processen.kalender import lees_kalenders

T = TypeVar("T")

ROERMOND = Gemeentecode("0957")
HEUSDEN = Gemeentecode("0797")
AANBIEDER = AgbCode("41410001")
TWEEDE_AANBIEDER = AgbCode("41410002")
BSN = Bsn("900212640")
ANDER_BSN = Bsn("111222333")

kalenders = lees_kalenders(None)
"""The calendar around each year, by the decrees that come with the program."""

NU = datetime(2026, 2, 16, 10, 0, tzinfo=UTC)
VANDAAG = date(2026, 2, 16)
TERMIJN = Periode(date(2026, 1, 1), date(2027, 12, 31))
"""Within which the support is asked for."""
BEGIN = date(2026, 3, 2)
EIND = date(2027, 2, 28)
JAAR = Periode(BEGIN, EIND)
"""In which the support is given."""

CLIENT_ID = UUID(int=1)
MELDING_ID = UUID(int=2)
ONDERZOEK_ID = UUID(int=3)
PLAN_VAN_AANPAK_ID = UUID(int=4)
PLAN_ID = UUID(int=5)
BESLUIT_ID = UUID(int=6)
BEZWAAR_ID = UUID(int=11)
NIEUW_BESLUIT_ID = UUID(int=7)
AANVRAAG_ID = UUID(int=8)
BERICHT_ID = UUID(int=9)
FEIT_ID = UUID(int=10)
OMZETTING_ID = UUID(int=12)
CONTRACT_ID = UUID(int=100)


def klok() -> datetime:
    """It is NU."""
    return NU


def maak(soort: Callable[..., T], anders: dict[str, Any], /, **standaard: Any) -> T:
    """One of this kind: as it mostly is, except for what the test names."""
    return soort(**(standaard | anders))


def nog_een(waarde: T, **anders: Any) -> T:
    """Another one beside this, that was not stored yet."""
    return replace(waarde, **({"id": uuid4(), "revisie": 0} | anders))  # type: ignore[type-var]


def een_beller(code: str = ROERMOND, rol: Rol = Rol.TOEGANG, **anders: Any) -> Beller:
    """A worker; four digits are a municipality, eight a provider."""
    van_aanbieder = len(code) == 8
    return maak(
        Beller,
        anders,
        partij=Partij.AANBIEDER if van_aanbieder else Partij.GEMEENTE,
        code=code,
        medewerker="p.bakker" if van_aanbieder else "m.jansen",
        rol=Rol.AANBIEDER if van_aanbieder else rol,
        systeem="epd" if van_aanbieder else "zaaksysteem",
    )


def verwerker(wie: str | Beller = ROERMOND, activiteit: str = "testen", nu: datetime = NU) -> Verwerker:
    """Who opens a transaction, and when."""
    beller = wie if isinstance(wie, Beller) else een_beller(wie)
    return Verwerker(beller, activiteit, "4bf92f3577b34da6a3ce929d0e0e4736", nu, "00f067aa0ba902b7")
