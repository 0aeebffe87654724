"""What the letters of a municipality say of itself: it is recorded from a day on, and letters ask for it."""

from datetime import date
from uuid import UUID

from app.documenten.brief import maak_proefbrief
from app.domain.briefgegevens import Briefgegevens, vereis_logo
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VoorwaardeNietVervuld
from app.domain.partijen import Rol
from app.domain.woorden import datum
from app.opslag.bladzijde import Bladzijde
from app.processen.handeling import GEMEENTE, Handeling, voor


@voor(Rol.ADMINISTRATIE)
def leg_vast(handeling: Handeling, gegevens: Briefgegevens) -> Briefgegevens:
    """Record what letters say from a day on, once a letter has been made with it.

    Raises OngeldigeInvoer for a logo that cannot be printed.
    """
    if gegevens.logo is not None:
        vereis_logo(gegevens.logo)
    handeling.maak(maak_proefbrief, gegevens)
    return handeling.opslag.briefgegevens.bewaar(gegevens)


@voor(*GEMEENTE)
def lijst(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Briefgegevens]:
    """What was recorded, the first one first."""
    return handeling.opslag.briefgegevens.bladzijde(limiet, cursor)


@voor(*GEMEENTE)
def haal(handeling: Handeling, id: UUID) -> Briefgegevens:
    """One of them."""
    return handeling.opslag.briefgegevens.haal(id)


@vervult("W07")
def vereis_briefgegevens(handeling: Handeling, dag: date) -> Briefgegevens:
    """What a letter of this day says of the municipality; no letter goes out with an empty place in it.

    Raises VoorwaardeNietVervuld where nothing was recorded for that day.
    """
    gegevens = handeling.opslag.briefgegevens.voor(dag)
    if gegevens is None:
        raise VoorwaardeNietVervuld(
            "Zonder de gegevens van de gemeente is er geen brief te maken.",
            Veldfout(
                "briefgegevens",
                f"Er zijn geen briefgegevens die op {datum(dag)} gelden: adres, ondertekenaar, waar een "
                "bezwaar heen gaat en de rest. Leg ze vast met POST /briefgegevens.",
                "W07",
            ),
        )
    return gegevens
