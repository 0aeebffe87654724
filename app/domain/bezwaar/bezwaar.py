"""An objection as it is kept: who objects, why, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.domain.besluit.besluit import Bekendmaking
from app.domain.ontvangst import Datumcorrectie, Intrekking
from app.domain.termijnen import Opschorting
from app.domain.waarden import Gemeentecode

NA_POST = timedelta(weeks=1)
"""How long after that term a letter that was posted within it may still come in (6:9 lid 2)."""


class Indiener(StrEnum):
    """Who objects. A provider cannot: it has no interest of its own in the decision (CRVB:2025:1045)."""

    CLIENT = "client"
    VERTEGENWOORDIGER = "vertegenwoordiger"
    """On behalf of the client, or of the heirs."""


@dataclass(frozen=True, slots=True)
class Vertegenwoordiger:
    """Who objects on behalf of the client, or of the heirs; the letters go there (Awb 2:1, 6:17)."""

    naam: str
    adres: tuple[str, ...]
    """Lines as on an envelope."""


class Bezwaarstatus(StrEnum):
    """Where an objection stands; it follows from what was recorded."""

    IN_BEHANDELING = "in_behandeling"
    BESLIST = "beslist"
    BEKENDGEMAAKT = "bekendgemaakt"
    INGETROKKEN = "ingetrokken"
    RECHTSTREEKS_BEROEP = "rechtstreeks_beroep"
    """The court takes it over (7:1a)."""


TE_VERZENDEN = frozenset({Bezwaarstatus.BESLIST, Bezwaarstatus.BEKENDGEMAAKT})
"""Where the decision can be sent, or sent again."""


class Bezwaaruitkomst(StrEnum):
    """What is decided on an objection."""

    NIET_ONTVANKELIJK = "niet_ontvankelijk"
    ONGEGROND = "ongegrond"
    GEGROND = "gegrond"


class Hoorafziening(StrEnum):
    """Why the client need not be heard (Awb 7:3 a to e)."""

    KENNELIJK_NIET_ONTVANKELIJK = "kennelijk_niet_ontvankelijk"
    KENNELIJK_ONGEGROND = "kennelijk_ongegrond"
    CLIENT_WIL_NIET = "client_wil_niet"
    CLIENT_REAGEERT_NIET = "client_reageert_niet"
    TEGEMOETGEKOMEN = "tegemoetgekomen"


PAST_BIJ = {
    Hoorafziening.KENNELIJK_NIET_ONTVANKELIJK: Bezwaaruitkomst.NIET_ONTVANKELIJK,
    Hoorafziening.KENNELIJK_ONGEGROND: Bezwaaruitkomst.ONGEGROND,
    Hoorafziening.TEGEMOETGEKOMEN: Bezwaaruitkomst.GEGROND,
}
"""The outcome that a ground for not hearing presupposes."""


class Uitstelgrond(StrEnum):
    """Why the decision may come later (Awb 7:10 lid 3 and 4)."""

    VERDAGING = "verdaging"
    """Adjourned, once and by six weeks at most (lid 3)."""
    INSTEMMING_ALLEN = "instemming_allen"
    INSTEMMING_INDIENER = "instemming_indiener"
    """The client agrees, and it harms nobody else."""
    PROCEDURE = "procedure"
    """A statutory rule of procedure asks for it."""


class Beroepsoort(StrEnum):
    """How the case came before the court."""

    RECHTSTREEKS = "rechtstreeks"
    """Instead of the objection, with the consent of the municipality (7:1a)."""
    BEROEP = "beroep"
    """Against the decision on the objection."""


@dataclass(frozen=True, slots=True)
class Ontvangstbevestiging:
    """The receipt was confirmed in writing (6:14), with whether a committee advises (7:13 lid 2)."""

    op: date
    commissie: bool


@dataclass(frozen=True, slots=True)
class Aanvulling:
    """The client repairs a lack, adds grounds, or has somebody act from now on."""

    op: date
    gronden: str | None = None
    vertegenwoordiger: Vertegenwoordiger | None = None


@dataclass(frozen=True, slots=True)
class Horen:
    """The client was heard (7:2), with what was said (7:7); or not, on a ground of the law (7:3)."""

    op: date
    verslag: str
    """What was said, or why nobody was heard."""
    afgezien: Hoorafziening | None = None


@dataclass(frozen=True, slots=True)
class Uitstel:
    """The decision comes later; the client was told so in writing (7:10 lid 5)."""

    grond: Uitstelgrond
    op: date
    nieuwe_datum: date


@dataclass(frozen=True, slots=True)
class Bezwaarbeslissing:
    """What was decided, after a full reconsideration (7:11), with its grounds (7:12)."""

    uitkomst: Bezwaaruitkomst
    motivering: str
    beroepsclausule: str
    """How to go to court (6:23)."""
    door: str
    op: datetime
    verschoonbaar: str | None = None
    """Why being late is excused (6:11)."""


@dataclass(frozen=True, slots=True)
class Beroep:
    """That the case went to court; a recorded fact."""

    soort: Beroepsoort
    op: date


@dataclass(frozen=True, slots=True)
class Bezwaar:
    """One objection to one decision."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    besluit_id: UUID
    """The contested decision."""
    kenmerk: str
    indiener: Indiener
    ontvangen_op: date
    verzonden_op: date | None = None
    """The day on which it was posted, where it came by post (6:9 lid 2)."""
    gronden: str | None = None
    """Why the client does not agree; None for one that says so later (pro forma)."""
    vertegenwoordiger: Vertegenwoordiger | None = None
    """Where the letters go; None for a client who objects alone, or until the address is known."""
    termijn_tot: date | None = None
    """Last day of the term to object; None while the contested decision is not announced yet (6:10)."""
    bevestiging: Ontvangstbevestiging | None = None
    opschortingen: tuple[Opschorting, ...] = ()
    """The terms given to the client to repair a lack, during which the clock stands still (6:6, 7:10)."""
    horen: Horen | None = None
    uitstellen: tuple[Uitstel, ...] = ()
    ingebrekestelling_op: date | None = None
    """The last notice of default (7:14, 4:17 lid 3)."""
    beslissing: Bezwaarbeslissing | None = None
    bekendmaking: Bekendmaking | None = None
    intrekking: Intrekking | None = None
    correcties: tuple[Datumcorrectie, ...] = ()
    """What `ontvangen_op` said before, the first correction first (W10)."""
    beroepen: tuple[Beroep, ...] = ()
    ook_tegen: tuple[UUID, ...] = ()
    """Decisions that changed the contested one meanwhile: it is also against these (6:19)."""
    opvolger: UUID | None = None
    """The decision that followed because it was upheld."""
    revisie: int = 0

    @property
    def status(self) -> Bezwaarstatus:
        """Where it stands."""
        if self.intrekking is not None:
            return Bezwaarstatus.INGETROKKEN
        if any(beroep.soort is Beroepsoort.RECHTSTREEKS for beroep in self.beroepen):
            return Bezwaarstatus.RECHTSTREEKS_BEROEP
        if self.bekendmaking is not None:
            return Bezwaarstatus.BEKENDGEMAAKT
        return Bezwaarstatus.IN_BEHANDELING if self.beslissing is None else Bezwaarstatus.BESLIST

    @property
    def te_laat(self) -> bool:
        """Whether it came in after the term (6:7 to 6:9); one before its begin never is (6:10)."""
        if self.termijn_tot is None or self.ontvangen_op <= self.termijn_tot:
            return False
        op_tijd_gepost = self.verzonden_op is not None and self.verzonden_op <= self.termijn_tot
        return not (op_tijd_gepost and self.ontvangen_op <= self.termijn_tot + NA_POST)

    @property
    def mist_adres(self) -> bool:
        """Whether somebody objects on behalf of the client of whom no address is known (6:5 lid 1 a)."""
        return self.indiener is Indiener.VERTEGENWOORDIGER and self.vertegenwoordiger is None

    def wacht_op_adres(self, vandaag: date) -> bool:
        """Whether no letter can go out yet: the address has yet to be given, or even to be asked for (6:6).

        Once the term to give it went by unused, letters go to the client.
        """
        return self.mist_adres and not any(o.weer_lopend < vandaag for o in self.opschortingen)

    @property
    def wacht(self) -> bool:
        """Whether the municipality still has to act."""
        if self.status in (Bezwaarstatus.IN_BEHANDELING, Bezwaarstatus.BESLIST):
            return True
        return self.wacht_op_besluit

    @property
    def wacht_op_besluit(self) -> bool:
        """Whether it was upheld and the decision that follows from that is not named yet."""
        gegrond = self.beslissing is not None and self.beslissing.uitkomst is Bezwaaruitkomst.GEGROND
        return gegrond and self.status is Bezwaarstatus.BEKENDGEMAAKT and self.opvolger is None
