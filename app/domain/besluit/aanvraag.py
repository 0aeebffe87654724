"""The aanvraag: a step of its own, with its own clock (Wmo 2.3.2 lid 9, 2.3.5; W02)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.ontvangst import Datumcorrectie, Intrekking, vereis_correctie, vereis_intrekbaar
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.profielen import Regioprofiel
from app.domain.termijnen import Kalender, Opschorting, uiterste_besluitdag
from app.domain.waarden import Gemeentecode


@dataclass(frozen=True, slots=True)
class Verlenging:
    """Notice that the decision will be late, with the new date (Awb 4:14)."""

    op: date
    nieuwe_datum: date
    reden: str


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """The client's application for a maatwerkvoorziening."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    ontvangen_op: date
    plan_van_aanpak_id: UUID | None = None
    """The signed plan van aanpak that counts as the aanvraag, where the region says so."""
    opschortingen: tuple[Opschorting, ...] = ()
    verlengingen: tuple[Verlenging, ...] = ()
    ingebrekestelling_op: date | None = None
    """The last notice of default (Awb 4:17 lid 3)."""
    intrekking: Intrekking | None = None
    """The client takes it back: nothing is decided on it (W10)."""
    correcties: tuple[Datumcorrectie, ...] = ()
    """What `ontvangen_op` said before, the first correction first."""
    revisie: int = 0


@vervult("W02")
def dien_in(
    aanvraag: Aanvraag,
    *,
    mogelijk_vanaf: date,
    plan_van_aanpak: PlanVanAanpak | None,
    profiel: Regioprofiel,
) -> Aanvraag:
    """Take the aanvraag in: after the research, or once six weeks have passed without it (2.3.2 lid 9).

    A plan van aanpak counts as one only where the region says so and the client signed it.
    Raises VoorwaardeNietVervuld.
    """
    fouten = _te_vroeg(aanvraag.ontvangen_op, mogelijk_vanaf)
    if plan_van_aanpak is not None and not profiel.plan_van_aanpak_is_aanvraag:
        fouten.append(
            Veldfout("planVanAanpakId", "In deze regio geldt een plan van aanpak niet als aanvraag.", "W02")
        )
    elif plan_van_aanpak is not None and plan_van_aanpak.ondertekend_door_client_op is None:
        fouten.append(
            Veldfout("planVanAanpakId", "De cliënt heeft dit plan van aanpak niet ondertekend.", "W02")
        )
    if fouten:
        raise VoorwaardeNietVervuld("De aanvraag kan niet in behandeling worden genomen.", *fouten)
    return aanvraag


def _te_vroeg(ontvangen_op: date, mogelijk_vanaf: date) -> list[Veldfout]:
    if ontvangen_op >= mogelijk_vanaf:
        return []
    return [Veldfout("ontvangstdatum", f"Een aanvraag is mogelijk vanaf {mogelijk_vanaf:%d-%m-%Y}.", "W02")]


@vervult("W10")
def trek_in(aanvraag: Aanvraag, intrekking: Intrekking) -> Aanvraag:
    """End the aanvraag without a decision, because the client takes it back."""
    vereis_intrekbaar("Deze aanvraag", aanvraag.ontvangen_op, aanvraag.intrekking, intrekking)
    return replace(aanvraag, intrekking=intrekking)


@vervult("W10")
def corrigeer(
    aanvraag: Aanvraag, correctie: Datumcorrectie, mogelijk_vanaf: date, gevolgd: Mapping[str, date | None]
) -> Aanvraag:
    """Put the day of receipt right, and with it the term for the decision; `gevolgd` came after it."""
    eigen: dict[str, date | None] = {
        "De opschorting": min((o.van for o in aanvraag.opschortingen), default=None),
        "De verlenging": min((v.op for v in aanvraag.verlengingen), default=None),
        "De ingebrekestelling": aanvraag.ingebrekestelling_op,
        "De intrekking": None if aanvraag.intrekking is None else aanvraag.intrekking.op,
    }
    vereis_correctie(correctie, {**eigen, **gevolgd})
    fouten = _te_vroeg(correctie.wordt, mogelijk_vanaf)
    if fouten:
        raise VoorwaardeNietVervuld("De ontvangstdatum kan zo niet worden gecorrigeerd.", *fouten)
    return replace(aanvraag, ontvangen_op=correctie.wordt, correcties=(*aanvraag.correcties, correctie))


@vervult("W02")
def schort_op(aanvraag: Aanvraag, opschorting: Opschorting) -> Aanvraag:
    """Suspend the term until the client has completed the aanvraag (Awb 4:15)."""
    if any(o.tot is None for o in aanvraag.opschortingen):
        raise VerkeerdeStatus("De termijn is al opgeschort.")
    if not aanvraag.ontvangen_op <= opschorting.van <= opschorting.hersteltermijn_tot:
        raise VoorwaardeNietVervuld(
            "De opschorting klopt niet.",
            Veldfout(
                "hersteltermijnEinddatum",
                "De volgorde is: aanvraag, opschorting, einde hersteltermijn.",
                "W02",
            ),
        )
    return replace(aanvraag, opschortingen=(*aanvraag.opschortingen, opschorting))


@vervult("W02")
def hervat(aanvraag: Aanvraag, op: date) -> Aanvraag:
    """Let the term run again: the aanvraag is complete."""
    if not aanvraag.opschortingen or aanvraag.opschortingen[-1].tot is not None:
        raise VerkeerdeStatus("De termijn is niet opgeschort.")
    laatste = aanvraag.opschortingen[-1]
    if op < laatste.van:
        raise VoorwaardeNietVervuld(
            "De hervatting klopt niet.", Veldfout("datum", "De hervatting ligt vóór de opschorting.", "W02")
        )
    return replace(aanvraag, opschortingen=(*aanvraag.opschortingen[:-1], replace(laatste, tot=op)))


@vervult("W02")
def verleng(aanvraag: Aanvraag, verlenging: Verlenging) -> Aanvraag:
    """Record the notice that the decision will be late (Awb 4:14); the statutory end stays where it is."""
    if not aanvraag.ontvangen_op <= verlenging.op <= verlenging.nieuwe_datum:
        raise VoorwaardeNietVervuld(
            "De verlenging klopt niet.",
            Veldfout("nieuweDatum", "De volgorde is: aanvraag, bericht aan de cliënt, nieuwe datum.", "W02"),
        )
    return replace(aanvraag, verlengingen=(*aanvraag.verlengingen, verlenging))


@vervult("W02")
def stel_in_gebreke(aanvraag: Aanvraag, op: date, kalender: Kalender) -> Aanvraag:
    """Record the notice of default, from which a dwangsom may follow after two weeks (Awb 4:17).

    One that came while the term still ran starts nothing, so a later one takes its place.
    """
    eerder = aanvraag.ingebrekestelling_op
    uiterlijk = uiterste_besluitdag(aanvraag.ontvangen_op, aanvraag.opschortingen, kalender)
    if eerder is not None and not eerder <= uiterlijk < op:
        raise VerkeerdeStatus("De gemeente is al in gebreke gesteld.")
    if op < aanvraag.ontvangen_op:
        raise VoorwaardeNietVervuld(
            "De ingebrekestelling klopt niet.", Veldfout("datum", "Deze dag ligt vóór de aanvraag.", "W02")
        )
    return replace(aanvraag, ingebrekestelling_op=op)
