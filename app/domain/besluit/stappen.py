"""The steps in the life of a besluit: drafted, taken, announced, withdrawn.

Each gives the next besluit, or says why not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from app.domain.besluit.besluit import (
    AfgewezenDeel,
    Bekendmaking,
    Besluit,
    Besluitregel,
    Besluitsoort,
    Besluitstatus,
    Uitkomst,
    Vorm,
    geldige,
    genomen_op,
)
from app.domain.besluit.evaluatie import onjuiste_evaluatiedatum
from app.domain.besluit.grondslag import (
    Grondslag,
    al_besloten,
    ander_plan_van_aanpak,
    inhoud_zonder_behandeling,
    ontbrekende_aanvraag,
    ontbrekende_grond,
    ontbrekende_vaststelling,
    onwijzigbaar_besluit,
)
from app.domain.besluit.inhoud import (
    onbepaalde_omvang,
    onbesliste_resultaten,
    onduidelijke_regels,
    onjuiste_leveringsvorm,
    onjuiste_periode,
    ontbrekende_motivering,
)
from app.domain.besluit.verzending import onjuiste_verzending, vereis_te_verzenden
from app.domain.besluit.voorstel import ongegronde_verschillen
from app.domain.eisen import vervult
from app.domain.fouten import (
    OngeldigeInvoer,
    Veldfout,
    VerkeerdeStatus,
    VoorwaardeNietVervuld,
    geen_overgang,
)
from app.domain.partijen import Overgang
from app.domain.profielen.regioprofiel import Profielgemeente
from app.domain.waarden import kalenderdag

S = Besluitstatus

OVERGANGEN: dict[Besluitstatus, frozenset[Besluitstatus]] = {
    S.ONTWERP: frozenset({S.GENOMEN, S.INGETROKKEN}),
    S.GENOMEN: frozenset({S.BEKENDGEMAAKT, S.INGETROKKEN}),
    S.BEKENDGEMAAKT: frozenset({S.BEKENDGEMAAKT, S.INGETROKKEN}),
    S.INGETROKKEN: frozenset(),
}


@vervult("W07")
def bepaal_uitkomst(
    regels: Sequence[Besluitregel],
    afgewezen: Sequence[AfgewezenDeel],
    wijzigt: UUID | None,
    soort: Besluitsoort = Besluitsoort.REGULIER,
) -> Uitkomst:
    """Granted, partly, refused, stopped or set aside: follows from the decision, and is never typed."""
    if soort is Besluitsoort.BUITEN_BEHANDELING:
        return Uitkomst.BUITEN_BEHANDELING
    if not regels:
        return Uitkomst.AFGEWEZEN if afgewezen or wijzigt is None else Uitkomst.BEEINDIGD
    return Uitkomst.GEDEELTELIJK if afgewezen else Uitkomst.TOEGEKEND


@vervult("H28", "W07")
def bepaal_vorm(
    gemeente: Profielgemeente, uitkomst: Uitkomst, grondslag: Grondslag, *, beschikking_gevraagd: bool
) -> Vorm:
    """Plan van aanpak with the plan where the municipality works beschikkingsarm, else a beschikking.

    A refusal, also of a part, a client who asks for it, and a decision without a plan get a beschikking.
    """
    zonder_beschikking = (
        gemeente.beschikkingsarm
        and uitkomst is Uitkomst.TOEGEKEND
        and bool(grondslag.onderbouwing)
        and not beschikking_gevraagd
    )
    return Vorm.PLAN_VAN_AANPAK_MET_PLAN if zonder_beschikking else Vorm.BESCHIKKING


def bezwaarclausule(gemeente: Profielgemeente) -> str:
    """The objection clause for when the municipality writes none of its own (Awb 3:45, 6:7, 6:8)."""
    college = f"het college van burgemeester en wethouders van {gemeente.naam}"
    return f"Stuur uw bezwaar binnen zes weken na de bekendmaking aan {college}."


@vervult("M15", "M16", "H26", "W05", "W07")
def neem(
    besluit: Besluit,
    grondslag: Grondslag,
    door: str,
    op: datetime,
    onuitvoerbaar: Iterable[Veldfout] = (),
) -> Besluit:
    """Take the decision, when everything that it needs is there and nothing makes it impossible to carry out.

    Raises VerkeerdeStatus unless it is a draft, and VoorwaardeNietVervuld with every lack at once.
    """
    fouten = (
        *ontbrekende_aanvraag(besluit, grondslag),
        *inhoud_zonder_behandeling(besluit),
        *onwijzigbaar_besluit(besluit, grondslag),
        *al_besloten(besluit, grondslag),
        *ander_plan_van_aanpak(besluit, grondslag),
        *ontbrekende_vaststelling(besluit, grondslag),
        *ontbrekende_grond(besluit, grondslag),
        *ontbrekende_motivering(besluit),
        *onjuiste_leveringsvorm(besluit),
        *onbepaalde_omvang(besluit, grondslag.voorstel),
        *onduidelijke_regels(besluit),
        *onbesliste_resultaten(besluit, grondslag),
        *onjuiste_periode(besluit, grondslag),
        *onjuiste_evaluatiedatum(besluit, kalenderdag(op)),
        *onuitvoerbaar,
        *ongegronde_verschillen(besluit, grondslag.voorstel, grondslag.onderbouwing),
    )
    vereis_te_nemen(besluit)
    if fouten:
        raise VoorwaardeNietVervuld("Het besluit kan zo niet worden genomen.", *fouten)
    return _naar(besluit, S.GENOMEN, door, op)


@vervult("W07")
def maak_bekend(
    besluit: Besluit, bekendmaking: Bekendmaking, door: str, op: datetime, vandaag: date
) -> Besluit:
    """Record that the decision was sent or handed to the client; from that day it works (Awb 3:40, 3:41).

    Once more where it was sent electronically and did not arrive: the new day counts (2:11).
    """
    _vereis_overgang(besluit, S.BEKENDGEMAAKT)
    vereis_te_verzenden(besluit.bekendmaking)
    fouten = [*onjuiste_verzending(bekendmaking, besluit.bekendmaking)]
    if not genomen_op(besluit) <= bekendmaking.op <= vandaag:
        te_kiezen = "Kies de dag van het besluit of een latere dag, tot en met vandaag."
        fouten.insert(0, Veldfout("datum", te_kiezen, "W07"))
    if fouten:
        raise VoorwaardeNietVervuld("De bekendmaking klopt niet.", *fouten)
    return replace(_naar(besluit, S.BEKENDGEMAAKT, door, op), bekendmaking=bekendmaking)


def trek_in(
    besluit: Besluit, andere_besluiten: Iterable[Besluit], reden: str, door: str, op: datetime
) -> Besluit:
    """Withdraw the decision, on which no later one rests.

    Once it is carried out, only a decision that changes it can (Wmo 2.3.10).
    """
    if besluit.uitgevoerd_op is not None:
        raise VerkeerdeStatus(
            "Dit besluit is al uitgevoerd in toewijzingen. Neem een besluit dat dit besluit wijzigt."
        )
    for later in geldige(andere_besluiten):
        if later.wijzigt == besluit.id:
            raise VerkeerdeStatus(f"Besluit {later.kenmerk} wijzigt dit besluit. Trek dat eerst in.")
    return _naar(besluit, S.INGETROKKEN, door, op, reden)


@vervult("M17", "W07", "W08")
def vereis_uitvoerbaar(besluit: Besluit, voorganger: Besluit | None) -> None:
    """Refuse to carry out a decision before it is announced, for the second time, or out of turn.

    What a decision changes is what the one before it, `voorganger`, has allocated.
    """
    if besluit.status is not S.BEKENDGEMAAKT:
        raise VerkeerdeStatus(
            f"Toewijzen kan pas als het besluit is bekendgemaakt; de status is nu: {besluit.status}."
        )
    if besluit.uitgevoerd_op is not None:
        raise VerkeerdeStatus("Dit besluit is al uitgevoerd in toewijzingen.")
    if voorganger is not None and voorganger.toe_te_wijzen:
        raise VerkeerdeStatus(
            f"Wijs eerst besluit {voorganger.kenmerk} toe; dit besluit wijzigt wat daarin is toegekend."
        )


def vereis_ander(besluit: Besluit, reeks: Iterable[Besluit]) -> None:
    """Refuse a draft that changes itself, directly or through the decisions in this series."""
    if besluit.id in {besluit.wijzigt, *(eerder.wijzigt for eerder in reeks)}:
        raise OngeldigeInvoer(
            "Een besluit wijzigt een ander besluit.",
            Veldfout("wijzigt", "Dit is het besluit zelf, of een dat dit besluit wijzigt."),
        )


def vereis_te_nemen(besluit: Besluit) -> None:
    """Refuse one that is no draft; what it would lead to is only reckoned for one that is."""
    _vereis_overgang(besluit, S.GENOMEN)


def _vereis_overgang(besluit: Besluit, status: Besluitstatus) -> None:
    if status not in OVERGANGEN[besluit.status]:
        raise geen_overgang("Een besluit", besluit.status, status, OVERGANGEN[besluit.status])


def _naar(
    besluit: Besluit, status: Besluitstatus, door: str, op: datetime, reden: str | None = None
) -> Besluit:
    _vereis_overgang(besluit, status)
    return replace(
        besluit, status=status, overgangen=(*besluit.overgangen, Overgang(status, op, door, reden))
    )
