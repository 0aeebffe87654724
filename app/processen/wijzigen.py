"""A running allocation changes: by a decision, a recorded fact, a repair or a deletion (W08)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout
from app.domain.partijen import Rol
from app.domain.toewijzing.gelijkheid import volgens_besluit
from app.domain.toewijzing.toewijzing import FEITEN, Afspraak, Oorzaak, Toewijzing
from app.domain.toewijzing.uitvoeren import wijzig as wijzig_toewijzing
from app.domain.toewijzing.wijzigen import Beeindiging, Vervanging, Verwijdering, Wens, laatste_dag
from app.processen.handeling import Handeling, voor
from app.processen.toewijzen import Uitvoering, bewaar, omstandigheden, voer_besluit_uit


@dataclass(frozen=True, slots=True)
class Wijzigingsaanleiding:
    """Why an allocation changes. What becomes of it, and its RedenWijziging, follow from here."""

    oorzaak: Oorzaak
    datum: date | None = None
    """The day of the fact: of death, of registration elsewhere, or on which what takes its place begins."""
    besluit_id: UUID | None = None
    """The announced decision that changes the one that the allocation rests on."""
    afspraak: Afspraak | None = None


@vervult("W08")
@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def wijzig(handeling: Handeling, nummer: int, revisie: int, aanleiding: Wijzigingsaanleiding) -> Uitvoering:
    """Change an allocation, and tell its provider with a 301.

    A decision is carried out whole, so it may change other allocations of the client too.
    """
    toewijzing = handeling.opslag.toewijzingen.haal(nummer, revisie)
    _vereis_passend(aanleiding, handeling.vandaag)
    if aanleiding.besluit_id is not None:
        _vereis_opvolgend(handeling, toewijzing, aanleiding.besluit_id)
        return voer_besluit_uit(handeling, aanleiding.besluit_id, aanleiding.afspraak, aanleiding.oorzaak)
    handeling.opslag.clienten.vergrendel(toewijzing.client_id)
    client = handeling.opslag.clienten.haal(toewijzing.client_id)
    wens = _wens(handeling, toewijzing, aanleiding)
    gewijzigd = wijzig_toewijzing(toewijzing, wens, omstandigheden(handeling, aanleiding.afspraak))
    return bewaar(handeling, client, (gewijzigd,), None)


def _wens(handeling: Handeling, toewijzing: Toewijzing, aanleiding: Wijzigingsaanleiding) -> Wens:
    if aanleiding.oorzaak is Oorzaak.VERWIJDERING:
        return Verwijdering()
    if aanleiding.datum is not None:
        return Beeindiging(aanleiding.oorzaak, laatste_dag(aanleiding.oorzaak, aanleiding.datum))
    nu = toewijzing.actueel
    besluit = handeling.opslag.besluiten.haal(nu.besluit_id)
    regel = next(regel for regel in besluit.regels if regel.nummer == nu.besluitregel)
    return Vervanging(Oorzaak.CORRECTIE, volgens_besluit(regel))


def _vereis_passend(aanleiding: Wijzigingsaanleiding, vandaag: date) -> None:
    """A fact has its day, a decision its id, a repair goes back to the decision, a deletion needs nothing."""
    fouten = []
    feit = aanleiding.oorzaak in FEITEN
    if feit and aanleiding.datum is None:
        fouten.append(Veldfout("datum", "Geef de dag waarop dit is gebeurd of ingaat.", "W08"))
    if not feit and aanleiding.datum is not None:
        fouten.append(Veldfout("datum", "Bij deze oorzaak volgt de datum uit het besluit.", "W08"))
    if aanleiding.oorzaak is Oorzaak.OVERLIJDEN and (aanleiding.datum or vandaag) > vandaag:
        fouten.append(Veldfout("datum", "De dag van overlijden ligt niet in de toekomst.", "W08"))
    if aanleiding.oorzaak in VEREIST_BESLUIT and aanleiding.besluit_id is None:
        fouten.append(Veldfout("besluitId", "Noem het besluit waaruit dit volgt.", "W08"))
    if (feit or aanleiding.oorzaak is Oorzaak.VERWIJDERING) and aanleiding.besluit_id is not None:
        fouten.append(Veldfout("besluitId", "Bij deze oorzaak hoort geen besluit.", "W08"))
    if fouten:
        raise OngeldigeInvoer("De aanleiding is niet compleet of spreekt zichzelf tegen.", *fouten)


VEREIST_BESLUIT = frozenset({Oorzaak.HERBEOORDELING, Oorzaak.VERZOEK_AANBIEDER, Oorzaak.CONTRACTWIJZIGING})
"""Causes that only a decision can bring about."""


def _vereis_opvolgend(handeling: Handeling, toewijzing: Toewijzing, besluit_id: UUID) -> None:
    besluit = handeling.opslag.besluiten.haal(besluit_id)
    if besluit.wijzigt != toewijzing.actueel.besluit_id:
        raise OngeldigeInvoer(
            "Dit besluit gaat niet over deze toewijzing.",
            Veldfout("besluitId", "Noem een besluit dat het besluit onder deze toewijzing wijzigt.", "W08"),
        )
