"""The way one region works, as data: what two regions do differently is a key, never an `if` on a name."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer
from app.domain.termijnen import Duur, Termijn, Tijdseenheid
from app.domain.waarden import Eenheid, Gemeentecode
from app.domain.woorden import datum


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


class Verandering(StrEnum):
    """How a line of a later decision differs from what holds of the same product at the same provider."""

    MINDER = "minder"
    LANGER = "langer"
    MEER = "meer"
    ANDERS = "anders"
    """Another product, or another provider."""


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
    """The step at which it is shown."""
    tekst: str
    """What the person reads."""
    eis: str | None = None
    """The requirement it conveys."""


@dataclass(frozen=True, slots=True)
class Formulier:
    """The regional form, its version and the day from which it holds (M27, H06)."""

    naam: str
    """What stands at the foot of the plan."""
    versie: str
    """What a submission names as the version it was made on."""
    vanaf: date
    """The day from which this version of the form holds; not after that of the profile."""


@dataclass(frozen=True, slots=True)
class Profielgemeente:
    """A municipality of the region; beschikkingsarm makes plan van aanpak plus plan the decision (H28)."""

    code: Gemeentecode
    """Four digits, of the CBS."""
    naam: str
    """As letters call it."""
    beschikkingsarm: bool = False
    """Whether plan van aanpak and plan together are the decision, where nothing is refused (H28)."""


@dataclass(frozen=True, slots=True)
class Resultaatgebied:
    """An area of life in which results are reached."""

    code: str
    """What results, plans and products name it by."""
    naam: str
    """As a client reads it."""


@dataclass(frozen=True, slots=True)
class Intensiteit:
    """A level of intensity with its bandwidth in hours a week: from `uren_vanaf`, below `uren_tot`."""

    code: str
    """What plans and products name it by."""
    naam: str
    """As a client reads it."""
    uren_vanaf: Decimal
    """Hours a week at which it begins: where the level below ends."""
    uren_tot: Decimal
    """Hours a week below which it stays; more than `uren_vanaf`."""


@dataclass(frozen=True, slots=True)
class Profielproduct:
    """What is granted for a resultaatgebied at an intensity: product, unit and tariff in cents."""

    resultaatgebied: str
    """Code of one of the resultaatgebieden."""
    intensiteit: str
    """Code of one of the intensiteiten."""
    categorie: str
    """WMO020: 01 to 18."""
    code: str
    """The product code, of at most five characters."""
    eenheid: Eenheid
    """WJ756: a unit of time, or 82 where a result is paid per output."""
    tarief: int
    """Cents per unit; a contract of a provider goes before it."""


@dataclass(frozen=True, slots=True)
class AanvullendProduct:
    """A product outside the resultaatgebieden, financed as price times quantity; tariff in cents (H11)."""

    naam: str
    """As a client reads it."""
    categorie: str
    """WMO020: 01 to 18."""
    code: str
    """The product code, of at most five characters; of no product of a resultaatgebied."""
    eenheid: Eenheid
    """WJ756."""
    tarief: int
    """Cents per unit; a contract of a provider goes before it."""


@dataclass(frozen=True, slots=True)
class Toetsinstelling:
    """That a toets is active in this region, how heavy its finding weighs, and its parameters."""

    ernst: Ernst
    """Whether a finding of it stops a plan, or asks a motivation."""
    parameters: dict[str, Decimal] = field(default_factory=dict)
    """What the toets asks of the region; the table of toetsen names them."""


EEN_JAAR = Duur(1, Tijdseenheid.JAREN)


@dataclass(frozen=True, slots=True)
class Regioprofiel:
    """Everything in which one region differs from another."""

    code: str
    """What plans name the region by."""
    naam: str
    """As people call the region."""
    versie: str
    """A plan keeps the version that it was made under; no two files have the same."""
    geldig_vanaf: date
    """The first day of this version; of a region the last that began holds."""
    voorbeeld: bool
    """True when products and levels are an example set, because the real ones are not public."""
    formulier: Formulier
    """The regional form (M27, H06)."""
    gemeenten: tuple[Profielgemeente, ...]
    """The municipalities that work so; on each day in one profile."""
    begint: Beginner
    """Who begins a plan (M10, H01)."""
    inzet_per: InzetPer
    """Whether a plan shows what is done per result or per resultaatgebied (M14, H21)."""
    verplicht: frozenset[Formulieronderdeel]
    """Parts of the form that may not be missing; with a waiver each is known from elsewhere (M04a)."""
    ondertekening_verplicht: bool
    """Whether client and provider sign the plan, or why not is recorded (M09)."""
    overleg_verplicht: bool
    """Whether the plan says when and how it was talked over with the client (H23)."""
    afschrift_verplicht: bool
    """Whether the client gets a copy (H25)."""
    deelwijze: Deelwijze
    """On what footing data of the client goes to a provider (M23, H07)."""
    afzien_mogelijk: bool
    """Whether a decision can do without a plan, under conditions (M03 to M05)."""
    bij_afwijking: BijAfwijking
    """Where a plan that does not agree with the plan van aanpak goes (M20, H18)."""
    plan_van_aanpak_is_aanvraag: bool
    """Whether the signed plan van aanpak counts as the aanvraag (W02)."""
    kanalen: frozenset[Kanaal]
    """Channels over which an uitvraag counts as sent (M11, M26)."""
    termijnen: tuple[Termijn, ...]
    """The terms of the region, beside those of the law."""
    resultaatgebieden: tuple[Resultaatgebied, ...]
    """The areas of life that a result belongs to."""
    intensiteiten: tuple[Intensiteit, ...]
    """The levels, from low to high, without gap or overlap."""
    producten: tuple[Profielproduct, ...]
    """What is granted for a resultaatgebied at a level."""
    aanvullende_producten: tuple[AanvullendProduct, ...]
    """What is granted outside the resultaatgebieden (H10 to H12)."""
    toetsen: dict[str, Toetsinstelling]
    """The checks of a plan that are made in this region, by their name."""
    aandachtspunten: tuple[Aandachtspunt, ...]
    """What the person who takes a step has to see (M01, M19, H14, H30)."""
    zonder_eigen_plan: frozenset[Verandering] = frozenset({Verandering.MINDER, Verandering.LANGER})
    """What a reassessment may grant on the plan or waiver of the decision that it changes (M02, M04)."""
    spoed_hoogstens: Duur = EEN_JAAR
    """How long an urgent decision, which comes before research and plan, may last in all (W03)."""
    evaluatie_na: Duur | None = None
    """After how long support is reviewed with the client where nobody names a day (Wmo 2.3.9, W08)."""

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
                f"Voor gemeente {gemeente} is op {datum(dag)} geen regioprofiel bekend. "
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
