"""How the regions work: the regioprofielen that are loaded."""

from app.domain.fouten import NietGevonden
from app.domain.partijen import Rol
from app.domain.profielen import Regioprofiel
from app.processen.handeling import Raadpleging, voor


@voor(*Rol)
def lijst_profielen(raadpleging: Raadpleging) -> tuple[Regioprofiel, ...]:
    """Every profile, of every region."""
    return raadpleging.profielen.alle


@voor(*Rol)
def haal_profiel(raadpleging: Raadpleging, code: str, versie: str) -> Regioprofiel:
    """The profile that a plan was made under."""
    for profiel in raadpleging.profielen.alle:
        if (profiel.code, profiel.versie) == (code, versie):
            return profiel
    raise NietGevonden("Dit regioprofiel is er niet.")
