"""The aanvraag: a step of its own, with its own clock (Wmo 2.3.2 lid 9, 2.3.5; W02)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.ontvangst import Datumcorrectie, Intrekking, vereis_correctie, vereis_intrekbaar
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.profielen import Regioprofiel
from app.domain.termijnen import (
    Duur,
    Kalender,
    Opschorting,
    Opschortingsgrond,
    Tijdseenheid,
    einde,
    uiterste_besluitdag,
)
from app.domain.termijnen.zaak import TE_VERTELLEN
from app.domain.waarden import DAG, Gemeentecode
from app.domain.woorden import datum

BUITEN_BEHANDELING = Duur(4, Tijdseenheid.WEKEN)
"""Within which an aanvraag that stayed incomplete is set aside and announced so (Awb 4:5 lid 4)."""


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
    elektronisch: bool = False
    """Whether it came in electronically: its receipt is then confirmed (Awb 2:17)."""
    ontvangst_bevestigd_op: date | None = None
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
    return [Veldfout("ontvangstdatum", f"Een aanvraag is mogelijk vanaf {datum(mogelijk_vanaf)}.", "W02")]


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
        "De ontvangstbevestiging": aanvraag.ontvangst_bevestigd_op,
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


@vervult("W07")
def bevestig_ontvangst(aanvraag: Aanvraag, op: date) -> Aanvraag:
    """Record that the receipt was confirmed; one that came electronically asks it (Awb 2:17)."""
    if aanvraag.ontvangst_bevestigd_op is not None:
        raise VerkeerdeStatus("De ontvangst van deze aanvraag is al bevestigd.")
    if op < aanvraag.ontvangen_op:
        raise VoorwaardeNietVervuld(
            "De bevestiging klopt niet.", Veldfout("datum", "Deze dag ligt vóór de aanvraag.", "W07")
        )
    return replace(aanvraag, ontvangst_bevestigd_op=op)


@vervult("W02", "W10")
def schort_op(
    aanvraag: Aanvraag, opschorting: Opschorting, kalender: Kalender, beslist_op: date | None
) -> Aanvraag:
    """Let the term stand still on one of the grounds of Awb 4:15, of which the client knows.

    A term that is over cannot stand still any more. Completion can be asked for even then: who does not
    complete the aanvraag can have it set aside (4:5). `beslist_op` is when a decision was announced.
    """
    _vereis_open(aanvraag)
    if any(o.tot is None for o in aanvraag.opschortingen):
        raise VerkeerdeStatus("De termijn is al opgeschort.")
    fouten = [*_na_beslissing("begindatum", opschorting.van, beslist_op)]
    if opschorting.grond is not Opschortingsgrond.AANVULLING:
        uiterlijk = uiterste_besluitdag(aanvraag.ontvangen_op, aanvraag.opschortingen, kalender)
        if opschorting.eerste_dag > uiterlijk:
            fouten.append(
                Veldfout(
                    "begindatum",
                    f"De beslistermijn eindigde op {datum(uiterlijk)}; zij kan niet meer stilstaan.",
                    "W02",
                )
            )
    if not aanvraag.ontvangen_op <= opschorting.van <= opschorting.hersteltermijn_tot:
        fouten.append(
            Veldfout(
                "hersteltermijnEinddatum",
                "De volgorde is: aanvraag, opschorting, einde hersteltermijn.",
                "W02",
            )
        )
    elif not _staat_stil(aanvraag, opschorting):
        fouten.append(
            Veldfout(
                "hersteltermijnEinddatum", "Zo staat de termijn geen dag stil; kies een latere dag.", "W02"
            )
        )
    if opschorting.grond in TE_VERTELLEN and opschorting.medegedeeld_op is None:
        fouten.append(
            Veldfout(
                "mededelingsdatum",
                "Deel de cliënt mee dat de termijn stilstaat, en tot wanneer (Awb 4:15).",
                "W02",
            )
        )
    if opschorting.medegedeeld_op is not None and opschorting.medegedeeld_op < aanvraag.ontvangen_op:
        fouten.append(Veldfout("mededelingsdatum", "De mededeling ligt vóór de aanvraag.", "W02"))
    if fouten:
        raise VoorwaardeNietVervuld("De opschorting klopt niet.", *fouten)
    return replace(aanvraag, opschortingen=(*aanvraag.opschortingen, opschorting))


def _staat_stil(aanvraag: Aanvraag, opschorting: Opschorting) -> bool:
    """Whether the term stands still for a day on which it did not yet."""
    eerste, weer_lopend = opschorting.eerste_dag, opschorting.weer_lopend
    return eerste < weer_lopend and not any(
        o.eerste_dag <= eerste and weer_lopend <= o.weer_lopend for o in aanvraag.opschortingen
    )


def _na_beslissing(veld: str, op: date, beslist_op: date | None) -> Iterator[Veldfout]:
    if beslist_op is not None and op > beslist_op:
        yield Veldfout(veld, f"Op {datum(beslist_op)} is al beslist; er loopt geen termijn meer.", "W02")


def _vereis_open(aanvraag: Aanvraag) -> None:
    if aanvraag.intrekking is not None:
        raise VerkeerdeStatus("De cliënt heeft deze aanvraag ingetrokken; er loopt geen termijn meer.")


@vervult("W02")
def hervat(aanvraag: Aanvraag, op: date, medegedeeld_op: date | None = None) -> Aanvraag:
    """Let the term run again: the aanvraag is complete, or what held the decision up is over.

    The client is told so, with the day of the decision, except of a completion or an agreed day, which
    the client knows (Awb 4:15 lid 4).
    """
    _vereis_open(aanvraag)
    if not aanvraag.opschortingen or aanvraag.opschortingen[-1].tot is not None:
        raise VerkeerdeStatus("De termijn is niet opgeschort.")
    laatste = aanvraag.opschortingen[-1]
    fouten = []
    if op < laatste.van:
        fouten.append(Veldfout("datum", "De hervatting ligt vóór de opschorting.", "W02"))
    if laatste.grond in TE_VERTELLEN and medegedeeld_op is None:
        fouten.append(
            Veldfout(
                "mededelingsdatum",
                "Deel de cliënt mee dat de termijn weer loopt, en tot wanneer (Awb 4:15 lid 4).",
                "W02",
            )
        )
    if medegedeeld_op is not None and medegedeeld_op < laatste.van:
        fouten.append(Veldfout("mededelingsdatum", "De mededeling ligt vóór de opschorting.", "W02"))
    if fouten:
        raise VoorwaardeNietVervuld("De hervatting klopt niet.", *fouten)
    hervat = replace(laatste, tot=op, einde_medegedeeld_op=medegedeeld_op)
    return replace(aanvraag, opschortingen=(*aanvraag.opschortingen[:-1], hervat))


@vervult("W10")
def buiten_te_stellen(aanvraag: Aanvraag, kalender: Kalender) -> tuple[date, date] | None:
    """From when to when it can be set aside (Awb 4:5 lid 4); None when no completion was asked for.

    From the completion, or the day after the given term went by unused, until four weeks after that end.
    """
    gevraagd = [o for o in aanvraag.opschortingen if o.grond is Opschortingsgrond.AANVULLING]
    if not gevraagd:
        return None
    laatste = gevraagd[-1]
    aangevuld = laatste.tot is not None and laatste.tot <= laatste.hersteltermijn_tot
    eerste = laatste.weer_lopend if aangevuld else laatste.weer_lopend + DAG
    return eerste, einde(laatste.weer_lopend, BUITEN_BEHANDELING, kalender, atw=True)


@vervult("W10")
def vereis_buiten_te_stellen(aanvraag: Aanvraag, op: date, kalender: Kalender) -> Iterator[Veldfout]:
    """Why it cannot be set aside on this day, if it cannot."""
    tijdvak = buiten_te_stellen(aanvraag, kalender)
    if tijdvak is None:
        yield Veldfout(
            "aanvraagId",
            "Geef de cliënt eerst een termijn om de aanvraag aan te vullen (Awb 4:5).",
            "W10",
        )
    elif op < tijdvak[0]:
        yield Veldfout(
            "aanvraagId", f"De cliënt kan nog aanvullen; dit kan vanaf {datum(tijdvak[0])}.", "W10"
        )
    elif op > tijdvak[1]:
        yield Veldfout(
            "aanvraagId",
            f"Dit kon tot en met {datum(tijdvak[1])} (Awb 4:5 lid 4). Neem een inhoudelijk besluit.",
            "W10",
        )


@vervult("W02")
def verleng(
    aanvraag: Aanvraag, verlenging: Verlenging, kalender: Kalender, beslist_op: date | None
) -> Aanvraag:
    """Record the notice that the decision will be late (Awb 4:14); the statutory end stays where it is.

    `beslist_op` is when a decision was announced.
    """
    _vereis_open(aanvraag)
    fouten = [*_na_beslissing("datum", verlenging.op, beslist_op)]
    uiterlijk = uiterste_besluitdag(aanvraag.ontvangen_op, aanvraag.opschortingen, kalender)
    if not aanvraag.ontvangen_op <= verlenging.op <= verlenging.nieuwe_datum:
        fouten.append(
            Veldfout("nieuweDatum", "De volgorde is: aanvraag, bericht aan de cliënt, nieuwe datum.", "W02")
        )
    elif verlenging.nieuwe_datum <= uiterlijk:
        fouten.append(Veldfout("nieuweDatum", f"De termijn loopt al tot {datum(uiterlijk)}.", "W02"))
    if fouten:
        raise VoorwaardeNietVervuld("De verlenging klopt niet.", *fouten)
    return replace(aanvraag, verlengingen=(*aanvraag.verlengingen, verlenging))


@vervult("W02")
def stel_in_gebreke(aanvraag: Aanvraag, op: date, kalender: Kalender) -> Aanvraag:
    """Record the notice of default, from which a dwangsom may follow after two weeks (Awb 4:17).

    One that came while the term still ran starts nothing, so a later one takes its place.
    """
    _vereis_open(aanvraag)
    eerder = aanvraag.ingebrekestelling_op
    uiterlijk = uiterste_besluitdag(aanvraag.ontvangen_op, aanvraag.opschortingen, kalender)
    if eerder is not None and not eerder <= uiterlijk < op:
        raise VerkeerdeStatus("De gemeente is al in gebreke gesteld.")
    if op < aanvraag.ontvangen_op:
        raise VoorwaardeNietVervuld(
            "De ingebrekestelling klopt niet.", Veldfout("datum", "Deze dag ligt vóór de aanvraag.", "W02")
        )
    return replace(aanvraag, ingebrekestelling_op=op)
