"""Builders of aanvraag and decision, on top of those of the plan."""

from datetime import date
from typing import Any

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
from app.domain.besluit.grondslag import Grondslag
from app.domain.besluit.voorstel import Onderbouwing
from app.domain.bezwaar.bezwaar import Bezwaar, Indiener
from app.domain.partijen import Overgang
from app.domain.plan.ondersteuningsplan import Invulling, Planstatus
from app.domain.profielen import Regioprofiel
from app.domain.waarden import Eenheid, Frequentie, Omvang, Periode
from tests.bouw.basis import (
    AANBIEDER,
    AANVRAAG_ID,
    BEGIN,
    BESLUIT_ID,
    BEZWAAR_ID,
    CLIENT_ID,
    EIND,
    MELDING_ID,
    NIEUW_BESLUIT_ID,
    NU,
    PLAN_ID,
    PLAN_VAN_AANPAK_ID,
    ROERMOND,
    VANDAAG,
    maak,
)
from tests.bouw.plan import een_ondersteuningsplan, een_plan_van_aanpak, een_planversie, het_profiel

TWEE_UUR = Omvang(2, Eenheid.UUR, Frequentie.PER_WEEK)


def een_besluitregel(**anders: Any) -> Besluitregel:
    """What the default plan leads to: two hours a week of household help."""
    return maak(
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
        **{
            "leveringsvorm": Leveringsvorm.PGB,
            "aanbieder": None,
            "budget": 300_000,
            "pgb_motivering": "Ik kies zelf wie mij helpt.",
        }
        | anders
    )


def een_besluit(*regels: Besluitregel, **anders: Any) -> Besluit:
    """A draft that has all it needs."""
    return maak(
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
    """The default plan, adopted by provider and client."""
    profiel = profiel or het_profiel("mlo")
    plan = een_ondersteuningsplan(profiel, **VASTGESTELD | anders)
    return Onderbouwing(plan, een_planversie(invulling, plan_id=plan.id), profiel)


def een_aanvraag(**anders: Any) -> Aanvraag:
    return maak(
        Aanvraag,
        anders,
        id=AANVRAAG_ID,
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        ontvangen_op=VANDAAG,
    )


def een_bezwaar(**anders: Any) -> Bezwaar:
    """An objection of the client to the default decision, with its grounds."""
    return maak(
        Bezwaar,
        anders,
        id=BEZWAAR_ID,
        gemeente=ROERMOND,
        client_id=CLIENT_ID,
        melding_id=MELDING_ID,
        besluit_id=BESLUIT_ID,
        kenmerk="BZW-1",
        indiener=Indiener.CLIENT,
        ontvangen_op=VANDAAG,
        gronden="Twee uur is te weinig.",
    )


def een_grondslag(*onderbouwing: Onderbouwing, **anders: Any) -> Grondslag:
    return maak(
        Grondslag,
        anders,
        plan_van_aanpak=een_plan_van_aanpak(),
        onderbouwing=onderbouwing or (een_onderbouwing(),),
        aanvraag=een_aanvraag(),
    )
