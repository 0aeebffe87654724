"""The days that terms go by: public holidays from the `holidays` library, and what decrees add (W12)."""

from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import cache, partial
from pathlib import Path

import holidays

from app.domain.eisen import vervult
from app.domain.termijnen import Kalender, Kalenders
from app.instelbestand import lees_toml

JAREN_TERUG = 15
JAREN_VOORUIT = 10
"""Years around today that a term of a case kept for fifteen years can fall in (W04)."""

EERSTE_JAAR = 1965
"""The Algemene termijnenwet is of 1964."""

MEEGELEVERD = Path(__file__).with_name("gelijkgestelde_dagen.toml")


@dataclass(frozen=True, slots=True)
class Gelijkstelling:
    """One royal decree: which days of these years count as public holidays (Atw art. 3 lid 3)."""

    bron: str
    """Which decree, and where it stands."""
    van: int
    """The first year that it is about, also where it adds no day to it."""
    tot_en_met: int
    """The last one."""
    dagen: frozenset[date]
    """The days that it adds."""

    def __post_init__(self) -> None:
        if not EERSTE_JAAR <= self.van <= self.tot_en_met < MAXYEAR:
            raise ValueError(
                f"Verwacht zijn jaren vanaf {EERSTE_JAAR}, tot_en_met niet voor van; "
                f"gevonden: {self.van} tot en met {self.tot_en_met}."
            )
        if buiten := sorted(dag for dag in self.dagen if dag.year not in self.jaren):
            raise ValueError(
                f"Verwacht zijn dagen in de jaren {self.van} tot en met {self.tot_en_met}; "
                f"gevonden: {', '.join(map(str, buiten))}."
            )

    @property
    def jaren(self) -> range:
        """The years that the decree is about."""
        return range(self.van, self.tot_en_met + 1)


@dataclass(frozen=True, slots=True)
class _Bestand:
    besluiten: tuple[Gelijkstelling, ...]


def lees_kalenders(extra: Path | None) -> Kalenders:
    """The calendar around each year, also by the decrees in this file; see lees_gelijkstellingen."""
    return partial(kalender, gelijkgesteld=lees_gelijkstellingen(extra))


def lees_gelijkstellingen(extra: Path | None) -> frozenset[Gelijkstelling]:
    """The decrees that come with the program, and those of a file of the same form.

    Raises OnjuistBestand with every fault of the file at once.
    """
    paden = [MEEGELEVERD] if extra is None else [MEEGELEVERD, extra]
    return frozenset(besluit for pad in paden for besluit in lees_toml(pad, _Bestand).besluiten)


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
