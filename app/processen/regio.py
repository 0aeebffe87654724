"""How the regions work: the regioprofielen that are loaded."""

from app.domain.fouten import NietGevonden
from app.domain.partijen import Rol
from app.domain.profielen import Regioprofiel
from app.processen.handeling import Handeling, voor


@voor(*Rol)
def lijst_profielen(handeling: Handeling) -> tuple[Regioprofiel, ...]:
    """Every profile, of every region."""
    return handeling.profielen.alle


@voor(*Rol)
def haal_profiel(handeling: Handeling, code: str, versie: str) -> Regioprofiel:
    """The profile that a plan was made under."""
    for profiel in handeling.profielen.alle:
        if (profiel.code, profiel.versie) == (code, versie):
            return profiel
    raise NietGevonden("Dit regioprofiel is er niet.")
