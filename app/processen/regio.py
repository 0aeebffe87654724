"""How the regions work: the regioprofielen that are loaded."""

from collections.abc import Iterator
from pathlib import Path

import app.domain.profielen
from app.domain.fouten import NietGevonden, Veldfout
from app.domain.partijen import Rol
from app.domain.profielen import Profielen, Regioprofiel
from app.domain.profielsamenhang import samen, samenhang
from app.instelbestand import OnjuistBestand, lees_toml, waarom_niet
from app.istandaard.codelijsten import gemeentelijst
from app.processen.handeling import Raadpleging, voor

MAP_VAN_HET_PAKKET = Path(app.domain.profielen.__file__).parent


def lees_profielen(map: Path | None = None) -> Profielen:
    """The profiles of the package and of a folder.

    Raises OnjuistBestand for the first file that is wrong: in itself, with the code and version of another
    file (a plan pins them), or with a municipality that another profile has on the same day.
    """
    bestanden = sorted(MAP_VAN_HET_PAKKET.glob("*.toml"))
    if map is not None:
        try:
            er_is = map.is_dir()
        except OSError as fout:
            raise OnjuistBestand(map, Veldfout("map", f"Niet te lezen: {waarom_niet(fout)}.")) from None
        if not er_is:
            raise OnjuistBestand(map, Veldfout("map", "Deze map is er niet."))
        bestanden += sorted(map.glob("*.toml"))
    gelezen = [(bestand, lees_profiel(bestand)) for bestand in bestanden]
    profielen = tuple(profiel for _, profiel in gelezen)
    for nummer, (bestand, profiel) in enumerate(gelezen):
        fouten = [
            fout
            for eerder, ander in gelezen[:nummer]
            for fout in samen(profiel, ander, eerder.name, profielen)
        ]
        if fouten:
            raise OnjuistBestand(bestand, *fouten)
    return Profielen(profielen)


def lees_profiel(pad: Path) -> Regioprofiel:
    """One profile. Raises OnjuistBestand with every fault of form at once, or else every one of coherence."""
    profiel = lees_toml(pad, Regioprofiel)
    fouten = [*samenhang(profiel), *_zonder_gemeente(profiel)]
    if fouten:
        raise OnjuistBestand(pad, *fouten)
    return profiel


def _zonder_gemeente(profiel: Regioprofiel) -> Iterator[Veldfout]:
    """Each code of no municipality, and each with the name of another one: of those one is a slip."""
    lijst = gemeentelijst().codelijst
    for i, gemeente in enumerate(profiel.gemeenten):
        heet_zo = [regel.code for regel in lijst.codes.values() if regel.betekenis == gemeente.naam]
        if gemeente.code not in lijst.codes:
            yield Veldfout(
                f"gemeenten[{i}].code", f"Gevonden: {gemeente.code}; er is geen gemeente met deze code (CBS)."
            )
        elif heet_zo and gemeente.code not in heet_zo:
            yield Veldfout(
                f"gemeenten[{i}].naam",
                f"Gevonden: {gemeente.naam}, bij code {gemeente.code} van {lijst.betekenis(gemeente.code)}. "
                f"{gemeente.naam} heeft code {' of '.join(heet_zo)} (CBS).",
            )


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
