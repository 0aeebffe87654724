"""The days that terms go by: public holidays from the `holidays` library, and what decrees add (W12)."""

from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Self

import holidays
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout, WmoFout
from app.domain.instelbestand import lees_toml
from app.domain.termijnen import Kalender, Kalenders

JAREN_TERUG = 15
JAREN_VOORUIT = 10
"""Years around today that a term of a case kept for fifteen years can fall in (W04)."""

MEEGELEVERD = Path(__file__).with_name("gelijkgestelde_dagen.toml")

VERWACHT = {
    "besluiten": "een lijst van tabellen [[besluiten]]",
    "bron": "een tekst: welk besluit, en waar het staat",
    "van": "een jaar, zoals 2029",
    "tot_en_met": "een jaar, zoals 2031, niet voor van",
    "dagen": "een lijst van datums (JJJJ-MM-DD) in de jaren van tot en met tot_en_met",
}
"""What each key of the file holds, in words."""

Jaar = Annotated[int, Field(ge=1965, le=9998, strict=True)]
"""The Algemene termijnenwet is of 1964."""


class Gelijkstelling(BaseModel):
    """One royal decree: which days of these years count as public holidays (Atw art. 3 lid 3)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bron: Annotated[str, Field(min_length=1)]
    van: Jaar
    tot_en_met: Jaar
    dagen: frozenset[date]

    @model_validator(mode="after")
    def _binnen_de_jaren(self) -> Self:
        if any(dag.year not in self.jaren for dag in self.dagen) or not self.jaren:
            raise ValueError
        return self

    @property
    def jaren(self) -> range:
        """The years that the decree is about, also those to which it adds no day."""
        return range(self.van, self.tot_en_met + 1)


class _Bestand(BaseModel):
    model_config = ConfigDict(extra="forbid")

    besluiten: tuple[Gelijkstelling, ...]


class OnjuisteDagen(WmoFout):
    """A file with decrees cannot be used; `velden` has every key that is wrong and what was expected."""

    soort = "onjuiste-gelijkgestelde-dagen"
    titel = "Een bestand met gelijkgestelde dagen klopt niet"

    def __init__(self, bestand: Path, *velden: Veldfout) -> None:
        """Name the file and each fault in it."""
        regels = "".join(f"\n- {veld.veld}: {veld.melding}" for veld in velden)
        super().__init__(f"Het bestand {bestand} (WMO_GELIJKGESTELDE_DAGEN) klopt niet:{regels}", *velden)


def lees_kalenders(extra: Path | None) -> Kalenders:
    """The calendar around each year, also by the decrees in this file; see lees_gelijkstellingen."""
    return partial(kalender, gelijkgesteld=lees_gelijkstellingen(extra))


def lees_gelijkstellingen(extra: Path | None) -> frozenset[Gelijkstelling]:
    """The decrees that come with the program, and those of a file of the same form.

    Raises OnjuisteDagen with every fault of the file at once.
    """
    return frozenset(
        besluit for pad in (MEEGELEVERD, extra) if pad is not None for besluit in _lees(pad).besluiten
    )


def _lees(pad: Path) -> _Bestand:
    try:
        return _Bestand.model_validate(lees_toml(pad))
    except OngeldigeInvoer as fout:
        raise OnjuisteDagen(pad, *fout.velden) from fout
    except ValidationError as fout:
        raise OnjuisteDagen(pad, *(_veldfout(f["loc"]) for f in fout.errors())) from None


def _veldfout(plaats: tuple[int | str, ...]) -> Veldfout:
    sleutel = next((deel for deel in reversed(plaats) if isinstance(deel, str)), "besluiten")
    if sleutel == "besluiten" and len(plaats) > 1:  # the table as a whole
        sleutel, plaats = "dagen", (*plaats, "dagen")
    pad = "".join(f"[{deel}]" if isinstance(deel, int) else f".{deel}" for deel in plaats).lstrip(".")
    if sleutel not in VERWACHT:
        return Veldfout(pad, f"Deze sleutel bestaat niet; kies uit: {', '.join(VERWACHT)}.")
    return Veldfout(pad or sleutel, f"Verwacht: {VERWACHT[sleutel]}.")


@cache
@vervult("W12")
def kalender(jaar: int, gelijkgesteld: frozenset[Gelijkstelling]) -> Kalender:
    """The calendar around this year, with Liberation Day in every year and Good Friday (Atw art. 3).

    What royal decrees put on a par counts too; of other years a day that is reckoned is provisional (W12).
    """
    jaren = range(jaar - JAREN_TERUG, jaar + JAREN_VOORUIT)
    erkend: dict[date, str] = holidays.country_holidays(
        "NL", years=jaren, categories=("public", "optional"), language="nl"
    )
    return Kalender(
        frozenset(erkend) | {dag for besluit in gelijkgesteld for dag in besluit.dagen if dag.year in jaren},
        frozenset(jaar for besluit in gelijkgesteld for jaar in besluit.jaren),
    )
