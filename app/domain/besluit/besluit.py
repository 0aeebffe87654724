"""The besluit: what the municipality decides, as beschikking or beschikkingsarm (M15, M16, H27, H28, W07)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.partijen import Overgang
from app.domain.waarden import AgbCode, Gemeentecode, Omvang, Periode, Weekomvang, kalenderdag


class Besluitstatus(StrEnum):
    """Where a decision stands; a 301 takes an announced one (Awb 3:41, W07)."""

    ONTWERP = "ontwerp"
    GENOMEN = "genomen"
    BEKENDGEMAAKT = "bekendgemaakt"
    INGETROKKEN = "ingetrokken"


GELDIG = frozenset({Besluitstatus.GENOMEN, Besluitstatus.BEKENDGEMAAKT})
"""States of a decision that was taken and stands."""


class Uitkomst(StrEnum):
    """What the decision says on the aanvraag."""

    TOEGEKEND = "toegekend"
    GEDEELTELIJK = "gedeeltelijk"
    AFGEWEZEN = "afgewezen"
    BEEINDIGD = "beeindigd"
    """What ran stops; nothing was asked and refused."""
    BUITEN_BEHANDELING = "buiten_behandeling"
    """The aanvraag was not completed, and is not looked into (Awb 4:5)."""


class Vorm(StrEnum):
    """Beschikking, or the plan van aanpak together with the plan (beschikkingsarm)."""

    BESCHIKKING = "beschikking"
    PLAN_VAN_AANPAK_MET_PLAN = "plan_van_aanpak_met_plan"


class Besluitsoort(StrEnum):
    """A normal decision, an urgent one (Wmo 2.3.3), one after reassessment (2.3.9, 2.3.10), or a repair.

    Without substance is the one that sets aside an aanvraag that was not completed (Awb 4:5).
    """

    REGULIER = "regulier"
    SPOED = "spoed"
    HERBEOORDELING = "herbeoordeling"
    HERSTEL = "herstel"
    """Repairs a mistake in an earlier decision (RedenWijziging 14)."""
    BUITEN_BEHANDELING = "buiten_behandeling"
    """Sets an aanvraag aside that the client had the time to complete (Awb 4:5); no lines, no allocation."""


class Leveringsvorm(StrEnum):
    """In natura leads to a toewijzing; a personal budget does not (W07)."""

    NATURA = "natura"
    PGB = "pgb"


@dataclass(frozen=True, slots=True)
class Planversieverwijzing:
    """The exact plan version a decision rests on."""

    plan_id: UUID
    versie: int


@dataclass(frozen=True, slots=True)
class Besluitregel:
    """One granted product: for which results, how much, from when to when."""

    resultaten: tuple[str, ...]
    leveringsvorm: Leveringsvorm
    activiteiten: str
    """What is done, in words for the client (H29)."""
    frequentie: str
    """How often, in words for the client (H29)."""
    periode: Periode
    resultaatgebied: str | None = None
    """None for an additional product (H10)."""
    aanbieder: AgbCode | None = None
    """Who delivers in natura, and gets a wmo301."""
    leverancier: str | None = None
    """Name of who delivers in natura without an AGB code, a shop or a taxi company: no 301 follows."""
    categorie: str | None = None
    productcode: str | None = None
    omvang: Omvang | None = None
    budget: int | None = None
    """Cents, over the whole period."""
    concrete_tijd: Weekomvang | None = None
    """The concrete time a week where volume, unit and frequency do not say it themselves (W05)."""
    afwijking_van_plan: str | None = None
    """Why this differs from the plan (M15, Awb 3:2)."""
    pgb_motivering: str | None = None
    """Why the client wants a personal budget (Wmo 2.3.6 lid 2 b)."""
    nummer: int = 0
    """Its place in the decision, from 1; 0 while it is in none."""


class Pgbweigergrond(StrEnum):
    """Why a personal budget is refused (Wmo 2.3.6 lid 2 and 5)."""

    NIET_BEKWAAM = "niet_bekwaam"
    NIET_GEMOTIVEERD = "niet_gemotiveerd"
    KWALITEIT = "kwaliteit"
    DUURDER = "duurder"
    """For what it costs more than support in natura."""
    EERDER_HERZIEN = "eerder_herzien"


@dataclass(frozen=True, slots=True)
class AfgewezenDeel:
    """What is refused: which results, which support, and why (W07)."""

    resultaten: tuple[str, ...]
    wat: str
    reden: str
    leveringsvorm: Leveringsvorm | None = None
    """Personal budget where that was asked and refused as such; None where the support itself is."""
    pgb_weigergrond: Pgbweigergrond | None = None
    """The ground of the law for refusing a personal budget."""


class Herzieningsgrond(StrEnum):
    """Why support may be changed to the detriment of the client (Wmo 2.3.10 lid 1 a to e)."""

    ONJUISTE_GEGEVENS = "onjuiste_gegevens"
    NIET_LANGER_AANGEWEZEN = "niet_langer_aangewezen"
    NIET_MEER_TOEREIKEND = "niet_meer_toereikend"
    VOORWAARDEN_NIET_NAGEKOMEN = "voorwaarden_niet_nagekomen"
    NIET_OF_ANDERS_GEBRUIKT = "niet_of_anders_gebruikt"


class Zienswijzeuitzondering(StrEnum):
    """Why the client was not asked for a view first (Awb 4:11 a to c)."""

    SPOED = "spoed"
    AL_GEGEVEN = "al_gegeven"
    """The client said it before, and nothing is new."""
    DOEL = "doel"
    """The decision works only when the client does not know of it before."""


@dataclass(frozen=True, slots=True)
class Nadeel:
    """On what a change to the client's detriment rests; its ingangsdatum is the moment (2.3.10 lid 2)."""

    grond: Herzieningsgrond
    gevraagd_op: date | None = None
    """When the client could state a view (Awb 4:7, 4:8)."""
    zienswijze: str | None = None
    """What the client said; None when nothing was said."""
    uitzondering: Zienswijzeuitzondering | None = None


class Verzendweg(StrEnum):
    """How a decision reaches the client; it says which day counts (Awb 3:41, 2:8 to 2:11)."""

    POST = "post"
    """The day on which it was sent."""
    UITREIKING = "uitreiking"
    """The day on which it was handed over."""
    ELEKTRONISCH = "elektronisch"
    """The day on which the client could read it."""


@dataclass(frozen=True, slots=True)
class ElektronischeVerzending:
    """That the client got it electronically, having expressly said so before (Awb 2:8)."""

    toestemming_op: date
    portaal: bool = False
    """Put in a portal, of which the client is told within 48 hours (2:10)."""
    kennisgeving_op: date | None = None
    bereikbaar_vanaf: datetime | None = None
    """The moment from which the client could read it."""


@dataclass(frozen=True, slots=True)
class Bekendmaking:
    """The decision is sent or handed to the client: from that moment it works (Awb 3:41)."""

    op: date
    wijze: str
    """In words, as the file has it: by registered post."""
    elektronisch: ElektronischeVerzending | None = None
    weg: Verzendweg | None = None
    """None where it was not said; what is electronic says so by itself."""


class Evaluatieuitkomst(StrEnum):
    """What a review found: the support still fits, or the client's situation is assessed anew (2.3.9)."""

    VOORTZETTEN = "voortzetten"
    HERBEOORDELEN = "herbeoordelen"
    """A decision that changes the reviewed one has to follow."""


@dataclass(frozen=True, slots=True)
class Evaluatie:
    """That municipality and client looked whether what was granted still fits (Wmo 2.3.9)."""

    op: date
    wijze: str
    """How, and with whom, in words."""
    uitkomst: Evaluatieuitkomst
    toelichting: str
    door: str
    """The worker who recorded it."""
    vastgelegd_op: datetime
    volgende: date | None = None
    """By when they look again, where the support goes on; None where no day is named."""


@dataclass(frozen=True, slots=True)
class Besluit:
    """The decision towards the client."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    aanvraag_id: UUID | None
    """None only for an urgent temporary decision (W03)."""
    kenmerk: str
    """Reference for client and municipality."""
    soort: Besluitsoort
    vorm: Vorm
    uitkomst: Uitkomst
    status: Besluitstatus
    plan_van_aanpak_id: UUID | None
    planversies: tuple[Planversieverwijzing, ...]
    afzieningen: tuple[UUID, ...]
    regels: tuple[Besluitregel, ...]
    motivering: str
    afgewezen_delen: tuple[AfgewezenDeel, ...]
    bezwaarclausule: str
    """Objection: within six weeks of the announcement, where and how (Awb 3:45, 6:7, 6:8)."""
    overgangen: tuple[Overgang, ...]
    wijzigt: UUID | None = None
    """The earlier decision that this one replaces, from `ingangsdatum` on (W08)."""
    ingangsdatum: date | None = None
    """The first day on which it replaces the earlier decision; None for a first decision."""
    op_verzoek_van_aanbieder: bool = False
    """A provider asked for this change with a wmo317: RedenWijziging 12, and its consent is there (IV093)."""
    nadeel: Nadeel | None = None
    """On what a change to the client's detriment rests (W08)."""
    bekendmaking: Bekendmaking | None = None
    evaluatiedatum: date | None = None
    """By when municipality and client look whether the support still fits, as the letter says (Wmo 2.3.9)."""
    uitgevoerd_op: datetime | None = None
    """When its allocations were made or changed; a decision is carried out once."""
    evaluaties: tuple[Evaluatie, ...] = ()
    """The reviews that were held, in their order."""
    revisie: int = 0

    @property
    def volgende_evaluatie(self) -> date | None:
        """The day by which the next review is; None where none is named, or a reassessment follows."""
        return self.evaluaties[-1].volgende if self.evaluaties else self.evaluatiedatum

    @property
    def toe_te_wijzen(self) -> bool:
        """Whether allocations have yet to follow: announced, and to a provider or changing an earlier one."""
        return (
            self.status is Besluitstatus.BEKENDGEMAAKT
            and self.uitgevoerd_op is None
            and (self.naar_aanbieders or self.wijzigt is not None)
        )

    @property
    def naar_aanbieders(self) -> bool:
        """Whether a provider gets to deliver something of it, by a wmo301."""
        return any(regel.aanbieder is not None for regel in self.regels)


def genomen_op(besluit: Besluit) -> date:
    """The day on which a decision was taken."""
    return next(kalenderdag(o.op) for o in reversed(besluit.overgangen) if o.naar == Besluitstatus.GENOMEN)


@dataclass(frozen=True, slots=True)
class Verschil:
    """One point in which the decision differs from the plan, with its grounds (M15)."""

    regel: int | None
    """Number of the line; None for what was planned and not granted."""
    veld: str
    plan: str
    besluit: str
    grond: str | None


def geldige(besluiten: Iterable[Besluit]) -> Iterator[Besluit]:
    """Those that were taken and stand."""
    return (b for b in besluiten if b.status in GELDIG)
