"""How the regions work: the regioprofielen that are loaded."""

from app.domain.fouten import NietGevonden
from app.domain.partijen import Rol
from app.domain.profielen import Regioprofiel
from app.processen.verzoek import Verzoek, voor


@voor(*Rol)
def lijst_profielen(verzoek: Verzoek) -> tuple[Regioprofiel, ...]:
    """Every profile, of every region."""
    return verzoek.profielen.alle


@voor(*Rol)
def haal_profiel(verzoek: Verzoek, code: str, versie: str) -> Regioprofiel:
    """The profile that a plan was made under."""
    for profiel in verzoek.profielen.alle:
        if (profiel.code, profiel.versie) == (code, versie):
            return profiel
    raise NietGevonden("Dit regioprofiel is er niet.")
