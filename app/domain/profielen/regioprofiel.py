"""The way one region works, as data: what two regions do differently is a key, never an `if` on a name."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer
from app.domain.termijnen import Termijn
from app.domain.waarden import Eenheid, Gemeentecode


class Beginner(StrEnum):
    """Who begins the plan: the municipality pre-fills it (M10) or the provider starts it (H01)."""

    GEMEENTE = "gemeente"
    AANBIEDER = "aanbieder"


class InzetPer(StrEnum):
    """Whether the plan shows its inzet per result (M14) or per resultaatgebied (H21)."""

    RESULTAAT = "resultaat"
    RESULTAATGEBIED = "resultaatgebied"


class Deelwijze(StrEnum):
    """On what footing data of the client is shared: told to the client (M23) or with consent (H07)."""

    INFORMEREN = "informeren"
    TOESTEMMING = "toestemming"


class BijAfwijking(StrEnum):
    """Where a plan that does not agree goes: into the rapportage (M20) or back to the provider (H18)."""

    RAPPORTAGE = "rapportage"
    TERUGLEGGEN = "terugleggen"


class Ernst(StrEnum):
    """Weight of a finding: a blocking one cannot be passed, an advisory one asks for a motivation."""

    BLOKKEREND = "blokkerend"
    ADVISEREND = "adviserend"


class Kanaal(StrEnum):
    """A secured channel; no other exists (M11, M26)."""

    ZORGMAIL = "zorgmail"
    API = "api"


class Formulieronderdeel(StrEnum):
    """A part of the plan form."""

    RESULTATEN = "resultaten"
    AARD = "aard"
    FREQUENTIE = "frequentie"
    OMVANG = "omvang"
    INTENSITEIT = "intensiteit"
    PERIODE = "periode"
    PRODUCTEN = "producten"


class Planmoment(StrEnum):
    """A step at which a plan is checked, or a person is told what counts; in the order of the process."""

    UITVRAGEN = "uitvragen"
    INDIENEN = "indienen"
    BEOORDELEN = "beoordelen"
    VASTSTELLEN = "vaststellen"


@dataclass(frozen=True, slots=True)
class Aandachtspunt:
    """A sentence that the person who takes a step has to see."""

    bij: Planmoment
    tekst: str
    eis: str | None = None
    """The requirement it conveys."""


@dataclass(frozen=True, slots=True)
class Formulier:
    """The regional form, its version and the day from which it holds (M27, H06)."""

    naam: str
    versie: str
    vanaf: date


@dataclass(frozen=True, slots=True)
class Profielgemeente:
    """A municipality of the region; beschikkingsarm makes plan van aanpak plus plan the decision (H28)."""

    code: Gemeentecode
    naam: str
    beschikkingsarm: bool = False


@dataclass(frozen=True, slots=True)
class Resultaatgebied:
    """An area of life in which results are reached."""

    code: str
    naam: str


@dataclass(frozen=True, slots=True)
class Intensiteit:
    """A level of intensity with its bandwidth in hours a week: from `uren_vanaf`, below `uren_tot`."""

    code: str
    naam: str
    uren_vanaf: Decimal
    uren_tot: Decimal


@dataclass(frozen=True, slots=True)
class Profielproduct:
    """What is granted for a resultaatgebied at an intensity: product, unit and tariff in cents."""

    resultaatgebied: str
    intensiteit: str
    categorie: str
    code: str
    eenheid: Eenheid
    tarief: int


@dataclass(frozen=True, slots=True)
class AanvullendProduct:
    """A product outside the resultaatgebieden, financed as price times quantity; tariff in cents (H11)."""

    naam: str
    categorie: str
    code: str
    eenheid: Eenheid
    tarief: int


@dataclass(frozen=True, slots=True)
class Toetsinstelling:
    """That a toets is active in this region, how heavy its finding weighs, and its parameters."""

    ernst: Ernst
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Regioprofiel:
    """Everything in which one region differs from another."""

    code: str
    naam: str
    versie: str
    geldig_vanaf: date
    voorbeeld: bool
    """True when products and levels are an example set, because the real ones are not public."""
    formulier: Formulier
    gemeenten: tuple[Profielgemeente, ...]
    begint: Beginner
    inzet_per: InzetPer
    verplicht: frozenset[Formulieronderdeel]
    """Parts of the form that may not be missing; with a waiver each is known from elsewhere (M04a)."""
    ondertekening_verplicht: bool
    overleg_verplicht: bool
    afschrift_verplicht: bool
    deelwijze: Deelwijze
    afzien_mogelijk: bool
    bij_afwijking: BijAfwijking
    plan_van_aanpak_is_aanvraag: bool
    kanalen: frozenset[Kanaal]
    """Channels over which an uitvraag counts as sent (M11, M26)."""
    termijnen: tuple[Termijn, ...]
    resultaatgebieden: tuple[Resultaatgebied, ...]
    intensiteiten: tuple[Intensiteit, ...]
    producten: tuple[Profielproduct, ...]
    aanvullende_producten: tuple[AanvullendProduct, ...]
    toetsen: dict[str, Toetsinstelling]
    aandachtspunten: tuple[Aandachtspunt, ...]

    @vervult("M01", "M19", "H14", "H30")
    def aandachtspunten_bij(self, moment: Planmoment) -> tuple[Aandachtspunt, ...]:
        """What the person who takes this step has to see."""
        return tuple(a for a in self.aandachtspunten if a.bij == moment)

    def gemeente(self, code: str) -> Profielgemeente:
        """The municipality with this code."""
        for gemeente in self.gemeenten:
            if gemeente.code == code:
                return gemeente
        raise OngeldigeInvoer(f"Gemeente {code} hoort niet bij de regio {self.naam}.")


class Profielen:
    """The profiles in force, found by municipality and day or by code and version."""

    def __init__(self, profielen: tuple[Regioprofiel, ...]) -> None:
        """Keep the profiles; the newest that is valid on a day wins."""
        self.alle = profielen

    def voor(self, gemeente: str, dag: date) -> Regioprofiel:
        """The profile by which a municipality works on a day."""
        profiel = self._op(gemeente, dag)
        if profiel is None:
            raise OngeldigeInvoer(
                f"Voor gemeente {gemeente} is op {dag:%d-%m-%Y} geen regioprofiel bekend. "
                "De beheerder zet er een in de map van WMO_PROFIELEN."
            )
        return profiel

    def termijnen(self, gemeente: str, dag: date) -> tuple[Termijn, ...]:
        """The terms of the region of a municipality on a day; none where no profile is known."""
        profiel = self._op(gemeente, dag)
        return () if profiel is None else profiel.termijnen

    def wissels(self, gemeente: str, na: date) -> tuple[date, ...]:
        """The days after this one on which another profile takes effect for a municipality."""
        return tuple(sorted({p.geldig_vanaf for p in self._van(gemeente) if p.geldig_vanaf > na}))

    def _op(self, gemeente: str, dag: date) -> Regioprofiel | None:
        passend = [p for p in self._van(gemeente) if p.geldig_vanaf <= dag]
        return max(passend, key=lambda p: p.geldig_vanaf, default=None)

    def _van(self, gemeente: str) -> list[Regioprofiel]:
        return [p for p in self.alle if any(g.code == gemeente for g in p.gemeenten)]

    def met(self, code: str, versie: str) -> Regioprofiel:
        """The profile that a plan was made under; a plan pins code and version."""
        profiel = self.vind(code, versie)
        if profiel is None:
            raise OngeldigeInvoer(f"Regioprofiel {code} versie {versie} is niet geladen.")
        return profiel

    def vind(self, code: str, versie: str) -> Regioprofiel | None:
        """The same; None when it is not loaded any more."""
        return next((p for p in self.alle if (p.code, p.versie) == (code, versie)), None)
