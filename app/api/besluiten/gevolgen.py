"""Bodies of what follows from the plans, and of what a decision does to what runs."""

from pydantic import Field

from app.api.besluiten.inhoud import BesluitregelUit, PlanversieverwijzingUit
from app.api.delen import PeriodeUit
from app.api.kader.rest.modellen import Datum, Invoer, Keuze, Reeks, Uitvoer, Uuid
from app.api.standen import StapUit
from app.api.voorbeelden import AFZIENING, PLAN_VAN_AANPAK
from app.domain.waarden import Frequentie


class VoorstelIn(Invoer):
    """The plan van aanpak for which lines are asked."""

    plan_van_aanpak_id: Uuid = Field(examples=[PLAN_VAN_AANPAK])


class BeletselUit(Uitvoer):
    """What stands in the way, or is still to be filled in."""

    veld: str = Field(examples=["regels[0].productcode"])
    melding: str = Field(examples=["Dit product staat ook in regel 2, in dezelfde periode."])
    regel: str | None = Field(None, examples=["OP259"])


class BedragUit(Uitvoer):
    """What a line with an additional product costs: price times quantity."""

    regel: int = Field(description="Nummer van de regel.", examples=[2])
    tarief: int = Field(description="Centen per eenheid.", examples=[1250])
    bedrag: int = Field(description="Centen per frequentie.", examples=[2500])
    frequentie: Keuze[Frequentie] = Field(description="Code van WMO757.", examples=["2"])


class VoorstelUit(Uitvoer):
    """What the plans lead to; nothing is kept."""

    planversies: Reeks[PlanversieverwijzingUit]
    afzieningen: Reeks[Uuid] = Field(examples=[[AFZIENING]])
    regels: Reeks[BesluitregelUit]
    bedragen: Reeks[BedragUit] = Field(description="Wat de aanvullende producten kosten.")
    opengelaten: Reeks[BeletselUit] = Field(
        description="Wat de plannen openlaten; vul dat in het ontwerp in."
    )


class VerschilUit(Uitvoer):
    """One point in which the decision differs from the plan."""

    regel: int | None = Field(
        None,
        description="Nummer van de regel; leeg bij wat wel gepland was en niet is toegekend.",
        examples=[1],
    )
    veld: str = Field(examples=["omvang"])
    plan: str = Field(examples=["3 uur per week"])
    besluit: str = Field(examples=["2 uur per week"])
    grond: str | None = Field(None, examples=["Een uur per keer is genoeg."])


class EindeUit(Uitvoer):
    """Support that was granted before and ends."""

    regel: BesluitregelUit = Field(description="Wat was toegekend, met de periode waarin het gold.")
    laatste_dag: Datum | None = Field(None, description="Leeg als het nooit begint.", examples=["2026-08-31"])


class GatUit(Uitvoer):
    """Days on which nothing takes the place of what ended."""

    na: BesluitregelUit = Field(description="Wat eindigt.")
    regel: int = Field(description="De regel van dit besluit die daarna begint.", examples=[1])
    periode: PeriodeUit


class GevolgenUit(Uitvoer):
    """What a decision does to what runs."""

    bedragen: Reeks[BedragUit] = Field(description="Wat de aanvullende producten kosten.")
    einden: Reeks[EindeUit] = Field(description="Wat hierdoor eindigt; dit staat ook in de brief.")
    gaten: Reeks[GatUit] = Field(description="Dagen tussen wat eindigt en wat ervoor in de plaats komt.")
    stappen: Reeks[StapUit] = Field(description="Wat er nu bij uitvoeren met de toewijzingen gebeurt.")
    beletsels: Reeks[BeletselUit] = Field(description="Waarom het zo niet is uit te voeren.")
