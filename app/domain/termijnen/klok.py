"""One running clock: by when something must be done, by whom, and how it stands on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.domain.waarden import Periode


class Stap(StrEnum):
    """What a term is for: the step that must be reached within it."""

    PERSOONLIJK_PLAN = "persoonlijk_plan"
    ONDERZOEK = "onderzoek"
    PLAN = "plan"
    BESLUIT = "besluit"
    TOTAAL = "totaal"
    """From melding to besluit, all steps together (H31)."""
    SPOED = "spoed"
    """The temporary measure in an urgent case (W03)."""
    DWANGSOM = "dwangsom"
    """The two weeks after a notice of default, before the dwangsom runs (W02)."""
    BEZWAAR = "bezwaar"
    """The decision on an objection (W09)."""
    TOEWIJZING = "toewijzing"
    """The allocations that carry a decision out, before its first day (M16)."""
    RETOURBERICHT = "retourbericht"
    """The return message to a wmo301 that went out (OP090)."""
    EVALUATIE = "evaluatie"
    """The review whether support still fits, or the reassessment that it led to (Wmo 2.3.9)."""
    VERZOEK = "verzoek"
    """The wmo301 or wmo319 on a request of a provider (OP274, OP346)."""


STAP_IN_WOORDEN = {
    Stap.PERSOONLIJK_PLAN: "het persoonlijk plan",
    Stap.ONDERZOEK: "het onderzoek",
    Stap.BESLUIT: "het besluit op de aanvraag",
    Stap.SPOED: "de tijdelijke hulp bij spoed",
    Stap.DWANGSOM: "het besluit na een ingebrekestelling",
}
"""For what the law sets a term, as somebody reads it."""


class AanZet(StrEnum):
    """Whose turn it is."""

    GEMEENTE = "gemeente"
    AANBIEDER = "aanbieder"
    CLIENT = "client"


class Stand(StrEnum):
    """How a clock stands on a day."""

    NIET_GESTART = "niet_gestart"
    LOOPT = "loopt"
    IN_GEVAAR = "in_gevaar"
    OPGESCHORT = "opgeschort"
    VERSTREKEN = "verstreken"
    GEHAALD = "gehaald"
    TE_LAAT_GEHAALD = "te_laat_gehaald"
    VERVALLEN = "vervallen"
    """Nobody has to act any more: the case ended before (W10), or the step can be taken no longer."""


@dataclass(frozen=True, slots=True)
class Klok:
    """One term of one case, with the events that started, suspended and stopped it."""

    stap: Stap
    grondslag: str
    """The article or the regional rule that sets the term."""
    wettelijk: bool
    """Set by law; a regional clock runs beside it and never moves it (H31)."""
    aan_zet: AanZet
    """Who must act while the clock runs."""
    gestart: date | None
    """Day of the event that starts it; the term runs from the next day."""
    uiterlijk: date | None
    """Last day on which the step is in time; None as long as it has not started."""
    gestopt: date | None = None
    """Day on which the step was reached."""
    vervallen: date | None = None
    """Day on which the case ended (W10), or from which on the step can be taken no longer."""
    verwacht: date | None = None
    """The new date that was reported (H20, Awb 4:14); `uiterlijk` stays what it was."""
    opgeschort: tuple[Periode, ...] = ()
    """The days on which the term stood still (Awb 4:15)."""
    plan: UUID | None = None
    """The ondersteuningsplan that the clock is about, for a step PLAN."""
    bezwaar: UUID | None = None
    """The objection that the clock is about."""
    besluit: UUID | None = None
    """The decision that the clock is about, for the steps TOEWIJZING and EVALUATIE."""

    def stand(self, dag: date, gevaar_dagen: int) -> Stand:
        """The stand on a day; at risk from `gevaar_dagen` calendar days before the last day."""
        if self.gestart is None or self.uiterlijk is None or dag < self.gestart:
            return Stand.NIET_GESTART
        if self.gestopt is not None and self.gestopt <= dag:
            return Stand.GEHAALD if self.gestopt <= self.uiterlijk else Stand.TE_LAAT_GEHAALD
        if self.vervallen is not None and self.vervallen <= dag:
            return Stand.VERVALLEN
        if self._staat_stil(dag):
            return Stand.OPGESCHORT
        over = (self.uiterlijk - dag).days
        if over < 0:
            return Stand.VERSTREKEN
        return Stand.IN_GEVAAR if over <= gevaar_dagen else Stand.LOOPT

    def dagen_over(self, dag: date) -> int | None:
        """Calendar days until the last day, negative when late; None when it does not run."""
        if self.uiterlijk is None or not self._loopt(dag):
            return None
        return (self.uiterlijk - dag).days

    def aan_zet_op(self, dag: date) -> AanZet | None:
        """Whose turn it is on a day: the client's while the aanvraag waits for completion (Awb 4:15)."""
        if not self._loopt(dag):
            return None
        return AanZet.CLIENT if self._staat_stil(dag) else self.aan_zet

    def _loopt(self, dag: date) -> bool:
        eindes = [einde for einde in (self.gestopt, self.vervallen) if einde is not None]
        return self.gestart is not None and self.gestart <= dag and all(dag < einde for einde in eindes)

    def _staat_stil(self, dag: date) -> bool:
        return any(periode.bevat(dag) for periode in self.opgeschort)
