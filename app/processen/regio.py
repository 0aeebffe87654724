"""How the regions work: the regioprofielen that are loaded."""

from pathlib import Path

from app.domain.fouten import NietGevonden
from app.domain.partijen import Rol
from app.domain.profielbestand import lees_profielen
from app.domain.profielen import Profielen, Regioprofiel
from app.istandaard.codelijsten import gemeentelijst
from app.processen.handeling import Raadpleging, voor


def laad_profielen(map: Path | None) -> Profielen:
    """The profiles of an installation, for municipalities that the CBS knows; raises OnjuistProfiel."""
    return lees_profielen(map, gemeentelijst().codelijst.codes)


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
