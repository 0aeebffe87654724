"""What waits to be carried out, by when, and what has to be settled with a provider first (M16, W08)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from app.domain.besluit.besluit import Besluit
from app.domain.eisen import vervult
from app.domain.termijnen import AanZet, Kalender, Klok
from app.domain.termijnen.berichttermijn import Berichttermijn, uiterste_antwoorddag
from app.domain.termijnen.klok import Stap
from app.domain.toewijzing.afspraken import Vraag
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.toewijzing import Berichtstatus, Toewijzingsbericht
from app.domain.toewijzing.uitvoeren import stappen
from app.domain.waarden import kalenderdag


@dataclass(frozen=True, slots=True)
class Wachtend:
    """What waits to be carried out for one client, by the id of its decision, fact or omzetting."""

    vragen: Mapping[UUID, tuple[Vraag, ...]] = field(default_factory=dict)
    """What providers have to agree to or credit first."""
    beletselen: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)
    """What else stands in the way: of an omzetting what asks a decision or a repair first, of a decision that
    no message about the client is possible."""
    totalen: Mapping[UUID, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """What an omzetting leaves to decide on: the reference of each decision, and the line of it."""
    later: frozenset[UUID] = frozenset()
    """Decisions that change one that waits itself: that one goes first."""


@vervult("W08")
def wachtend(lijn: Clientlijn, vandaag: date) -> Wachtend:
    """What the decisions and facts of this client that wait would ask today."""
    besluiten = {besluit.id: besluit for besluit in lijn.besluiten if besluit.toe_te_wijzen}
    na = {id: lijn.met(besluit) for id, besluit in besluiten.items()}
    vragen = {
        id: tuple(v for s in stappen(g, lijn.nummers, vandaag) for v in s.vragen) for id, g in na.items()
    }
    for feit in lijn.feiten:
        if feit.wacht_bij:
            zonder = lijn.met_feit(replace(feit, wacht_bij=frozenset()))
            te_doen = stappen(zonder.uitgevoerd(), zonder.nummers, vandaag)
            vragen[feit.id] = tuple(
                v for stap in te_doen if stap.aanbieder in feit.wacht_bij for v in stap.vragen
            )
    later = frozenset(b.id for b in besluiten.values() if b.wijzigt in besluiten)
    return Wachtend(vragen, later=later)


@vervult("M17")
def antwoordklok(bericht: Toewijzingsbericht, kalender: Kalender) -> Klok | None:
    """By when the provider has to answer a wmo301 that went out (OP090); None while none did.

    None too where the holidays of that time are not known.
    """
    if bericht.status is not Berichtstatus.VERZONDEN:
        return None
    verzonden = kalenderdag(bericht.overgangen[-1].op)
    if not kalender.kent(verzonden):
        return None
    return Klok(
        stap=Stap.RETOURBERICHT,
        grondslag=f"iWmo {Berichttermijn.RETOUR.regels}, wmo301 {bericht.identificatie}",
        wettelijk=False,
        aan_zet=AanZet.AANBIEDER,
        gestart=verzonden,
        uiterlijk=uiterste_antwoorddag(Berichttermijn.RETOUR, verzonden, kalender),
    )


@vervult("M16")
def toewijsklok(besluit: Besluit) -> Klok | None:
    """By when the allocations have to be there: on the first day that the decision grants or changes.

    None where none have to follow. One that works back is due on the day of its announcement.
    """
    if not besluit.toe_te_wijzen or besluit.bekendmaking is None:
        return None
    bekend = besluit.bekendmaking.op
    eerste = besluit.ingangsdatum or min((regel.periode.begin for regel in besluit.regels), default=bekend)
    return Klok(
        stap=Stap.TOEWIJZING,
        grondslag=f"De ingangsdatum van besluit {besluit.kenmerk}",
        wettelijk=False,
        aan_zet=AanZet.GEMEENTE,
        gestart=bekend,
        uiterlijk=max(eerste, bekend),
        besluit=besluit.id,
    )
