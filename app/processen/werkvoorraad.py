"""The worklist of a municipality and of a provider (H20, H32)."""

from app.domain.partijen import Rol
from app.domain.toewijzing.wachten import wachtend
from app.domain.werkvoorraad import NIETS, Werkregel, planregel, wacht, werkregel
from app.opslag.bladzijde import Bladzijde
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.toewijzen import lees_lijnen


@voor(*GEMEENTE)
def lees_werkvoorraad(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Werkregel]:
    """The open cases of the municipality, the oldest melding first: the order in which terms end."""
    bladzijde = handeling.opslag.lijsten.open_zaken(limiet, cursor)
    lijnen = lees_lijnen(handeling, {zaak.melding.client_id for zaak in bladzijde.rijen if wacht(zaak)})
    wachten = {id: wachtend(lijn, handeling.vandaag) for id, lijn in lijnen.items()}
    return Bladzijde(
        tuple(
            werkregel(
                zaak,
                handeling.rekenwijze,
                handeling.vandaag,
                wachten.get(zaak.melding.client_id, NIETS),
            )
            for zaak in bladzijde.rijen
        ),
        bladzijde.volgende,
    )


@voor(Rol.AANBIEDER)
def lees_eigen_plannen(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Werkregel]:
    """The plans on which the provider has to act, the oldest first."""
    bladzijde = handeling.opslag.ondersteuningsplannen.lopende(limiet, cursor)
    return Bladzijde(
        tuple(planregel(plan, handeling.rekenwijze, handeling.vandaag) for plan in bladzijde.rijen),
        bladzijde.volgende,
    )
