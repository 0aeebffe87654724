"""Builders of decisions, allocations and messages, on top of those of the plan; the defaults fit together."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import (
    Besluit,
    Besluitregel,
    Besluitsoort,
    Besluitstatus,
    Leveringsvorm,
    Planversieverwijzing,
    Uitkomst,
    Vorm,
)
from app.domain.besluit.stappen import Grondslag
from app.domain.besluit.voorstel import Onderbouwing
from app.domain.partijen import Client, Contact, Geboortedatum, Naam, Overgang
from app.domain.plan.ondersteuningsplan import Invulling, Planstatus, Planversie
from app.domain.profielen import Regioprofiel
from app.domain.toewijzing.toewijzing import Berichtkop, Berichtstatus, Toewijzing, Toewijzingsbericht
from app.domain.toewijzing.uitvoeren import Omstandigheden
from app.domain.waarden import Bsn, Eenheid, Frequentie, Omvang, Periode
from tests.bouw import (
    AANBIEDER,
    BEGIN,
    CLIENT_ID,
    EIND,
    MELDING_ID,
    PLAN_ID,
    PLAN_VAN_AANPAK_ID,
    ROERMOND,
    een_invulling,
    een_ondersteuningsplan,
    een_plan_van_aanpak,
    het_profiel,
)

T = TypeVar("T")


def _maak(maker: Callable[..., T], anders: dict[str, Any], /, **standaard: Any) -> T:
    return maker(**(standaard | anders))


NU = datetime(2026, 2, 16, 10, 0, tzinfo=UTC)
VANDAAG = date(2026, 2, 16)
BESLUIT_ID = UUID(int=6)
NIEUW_BESLUIT_ID = UUID(int=7)
AANVRAAG_ID = UUID(int=8)
TWEE_UUR = Omvang(2, Eenheid.UUR, Frequentie.PER_WEEK)


def een_besluitregel(**anders: Any) -> Besluitregel:
    """What the default plan leads to: two hours a week of household help."""
    return _maak(
        Besluitregel,
        anders,
        nummer=1,
        resultaatgebied="huishouden",
        resultaten=("R1",),
        leveringsvorm=Leveringsvorm.NATURA,
        activiteiten="Samen schoonmaken en een weekritme aanleren.",
        frequentie="twee keer per week 60 minuten",
        periode=Periode(BEGIN, EIND),
        aanbieder=AANBIEDER,
        categorie="01",
        productcode="01H01",
        omvang=TWEE_UUR,
    )


def een_pgb_regel(**anders: Any) -> Besluitregel:
    return een_besluitregel(
        **{"leveringsvorm": Leveringsvorm.PGB, "aanbieder": None, "budget": 300_000} | anders
    )


def een_besluit(*regels: Besluitregel, **anders: Any) -> Besluit:
    """A draft that has all it needs."""
    return _maak(
        Besluit,
        anders,
        id=BESLUIT_ID,
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        aanvraag_id=AANVRAAG_ID,
        kenmerk="WMO-2026-1",
        soort=Besluitsoort.REGULIER,
        vorm=Vorm.BESCHIKKING,
        uitkomst=Uitkomst.TOEGEKEND,
        status=Besluitstatus.ONTWERP,
        plan_van_aanpak_id=PLAN_VAN_AANPAK_ID,
        planversies=(Planversieverwijzing(PLAN_ID, 1),),
        afzieningen=(),
        regels=regels or (een_besluitregel(),),
        motivering="U kunt het huishouden deels zelf; met begeleiding leert u de rest.",
        afgewezen_delen=(),
        bezwaarclausule="U kunt binnen zes weken bezwaar maken bij het college.",
        overgangen=(Overgang("ontwerp", NU, "medewerker-1"),),
    )


def een_bekendgemaakt_besluit(*regels: Besluitregel, **anders: Any) -> Besluit:
    return een_besluit(*regels, **{"status": Besluitstatus.BEKENDGEMAAKT} | anders)


def een_opvolger(*regels: Besluitregel, ingangsdatum: date, **anders: Any) -> Besluit:
    """An announced decision that changes the default one; without lines it ends everything."""
    return een_bekendgemaakt_besluit(
        **{
            "id": NIEUW_BESLUIT_ID,
            "soort": Besluitsoort.HERBEOORDELING,
            "wijzigt": BESLUIT_ID,
            "ingangsdatum": ingangsdatum,
            "regels": regels,
        }
        | anders
    )


VASTGESTELD = {
    "status": Planstatus.VASTGESTELD,
    "overgangen": (Overgang(Planstatus.VASTGESTELD, NU, "medewerker-2"),),
}


def een_onderbouwing(
    invulling: Invulling | None = None, profiel: Regioprofiel | None = None, **anders: Any
) -> Onderbouwing:
    """The default plan, laid down by provider and client."""
    profiel = profiel or het_profiel("mlo")
    plan = een_ondersteuningsplan(profiel, **VASTGESTELD | anders)
    versie = Planversie(plan.id, 1, NU, "medewerker-2", "medewerker-1", invulling or een_invulling())
    return Onderbouwing(plan, versie, profiel)


def een_grondslag(*onderbouwing: Onderbouwing, **anders: Any) -> Grondslag:
    return _maak(
        Grondslag,
        anders,
        plan_van_aanpak=een_plan_van_aanpak(),
        onderbouwing=onderbouwing or (een_onderbouwing(),),
        aanvraag=Aanvraag(AANVRAAG_ID, ROERMOND, CLIENT_ID, MELDING_ID, VANDAAG),
    )


def omstandigheden(vanaf_nummer: int = 1, **anders: Any) -> Omstandigheden:
    nummers: Iterator[int] = count(vanaf_nummer)
    return _maak(
        Omstandigheden,
        anders,
        nu=NU,
        vandaag=VANDAAG,
        nieuw_nummer=lambda: next(nummers),
        heeft_prestaties=lambda nummer: False,
    )


def een_client(**anders: Any) -> Client:
    return _maak(
        Client,
        anders,
        id=CLIENT_ID,
        gemeente=ROERMOND,
        bsn=Bsn("999900006"),
        naam=Naam("Voorbeeld", voornamen="Robin", voorletters="R"),
        geboortedatum=Geboortedatum(date(1955, 5, 5)),
        geslacht="2",
        contacten=(
            Contact(
                "01",
                straatnaam="Voorbeeldstraat",
                huisnummer=12,
                postcode="6041AA",
                plaatsnaam="Roermond",
                landcode="NL",
            ),
        ),
    )


def een_bericht(
    *toewijzingen: Toewijzing, status: Berichtstatus = Berichtstatus.GOEDGEKEURD, **anders: Any
) -> Toewijzingsbericht:
    """A message that carries these allocations as they are now."""
    return _maak(
        Toewijzingsbericht,
        anders,
        id=UUID(int=9),
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        aanbieder=AANBIEDER,
        identificatie="000000000001",
        dagtekening=VANDAAG,
        status=status,
        versies=tuple((t.nummer, t.actueel.volgnummer) for t in toewijzingen),
        xml=b"",
    )


def kop_van(bericht: Toewijzingsbericht) -> Berichtkop:
    """The message without its content."""
    return Berichtkop(bericht.id, bericht.gemeente, bericht.identificatie, bericht.status, bericht.versies)
