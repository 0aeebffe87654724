"""Requests of providers: read beside plan, decision and allocation (OP274, OP344, OP346)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.domain.besluit.besluit import Besluitregel, Planversieverwijzing
from app.domain.keten.dossier import Verzoeksoort
from app.domain.partijen import Partij, Rol
from app.domain.plan.ondersteuningsplan import Inzet, Ondersteuningsplan
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.verzoek.keuzes import Mogelijkheid, mogelijkheden
from app.domain.verzoek.vergelijking import Beslist, Vergelijking, Verschil, vergelijk
from app.domain.verzoek.verzoek import BewaardVerzoek, Gevraagd, Verzoekinhoud, uiterlijk
from app.domain.waarden import Omvang, Periode
from app.istandaard import codec
from app.istandaard.historie import bsns_in
from app.istandaard.tonen import toonbaar
from app.istandaard.verzoeken import inhoud_van
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Verzoekrij
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.toewijzen import lees_lijn


@dataclass(frozen=True, slots=True)
class Planinzage:
    """What the version of a plan on which a decision rests says of the results of one of its lines."""

    plan_id: UUID
    versie: int
    inzet: tuple[Inzet, ...]


@dataclass(frozen=True, slots=True)
class Besluitinzage:
    """A line of a decision by which support holds, over which period, with the plans behind it."""

    besluit_id: UUID
    kenmerk: str
    regel: Besluitregel
    periode: Periode
    uitgevoerd: bool
    plannen: tuple[Planinzage, ...]


@dataclass(frozen=True, slots=True)
class Lopend:
    """The allocation beside a product that is asked for, as it is now."""

    nummer: int
    periode: Periode
    omvang: Omvang | None
    budget: int | None
    """Cents."""


@dataclass(frozen=True, slots=True)
class Productinzage:
    """A product that is asked for, beside its allocation and what was decided, and what differs."""

    gevraagd: Gevraagd
    toewijzing: Lopend | None = None
    besloten: tuple[Besluitinzage, ...] = ()
    verschillen: tuple[Verschil, ...] = ()


@dataclass(frozen=True, slots=True)
class Verzoekinzage:
    """A request as it is shown; what is about plan and decision only to the municipality."""

    verzoek: BewaardVerzoek
    inhoud: Verzoekinhoud
    uiterlijk: date | None
    client_id: UUID | None
    """The client as the municipality knows it; None where it does not, and to a provider."""
    producten: tuple[Productinzage, ...]
    keuzes: tuple[Mogelijkheid, ...] = ()

    @property
    def id(self) -> UUID:
        """Of the request."""
        return self.verzoek.id

    @property
    def revisie(self) -> int:
        """Number of the last change of the request."""
        return self.verzoek.revisie

    @property
    def referentie(self) -> str:
        """ReferentieAanbieder as it may be shown."""
        return toonbaar(self.verzoek.referentie)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    soort: Verzoeksoort | None,
    *,
    open_: bool | None,
    sinds: datetime | None,
) -> Bladzijde[Verzoekrij]:
    """The requests to a municipality, or those of a provider, oldest first."""
    return handeling.opslag.lijsten.verzoeken(limiet, cursor, soort, open_=open_, sinds=sinds)


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal(handeling: Handeling, verzoek_id: UUID) -> Verzoekinzage:
    """One request: what is asked, what holds beside it, and what can be chosen."""
    return inzage(handeling, handeling.opslag.verzoeken.haal(verzoek_id))


def inzage(handeling: Handeling, verzoek: BewaardVerzoek) -> Verzoekinzage:
    """A request as it is shown to whoever reads it now."""
    ontvangst = handeling.opslag.ontvangsten.haal(verzoek.ontvangst_id)
    bericht: Any = codec.lees(ontvangst.xml, handeling.schemas)
    inhoud = inhoud_van(bericht, verzoek.referentie)
    dag = uiterlijk(verzoek, handeling.kalender)
    alleen_gevraagd = tuple(map(Productinzage, inhoud.producten))
    if handeling.beller.partij is Partij.AANBIEDER:
        return Verzoekinzage(verzoek, inhoud, dag, None, alleen_gevraagd)
    client_id = next(
        iter(handeling.opslag.ontvangsten.clienten(verzoek.gemeente, bsns_in(bericht)).values()), None
    )
    if client_id is None:
        keuzes = mogelijkheden(verzoek, (), None, handeling.vandaag)
        return Verzoekinzage(verzoek, inhoud, dag, None, alleen_gevraagd, keuzes)
    lijn = lees_lijn(handeling, client_id)
    vergelijkingen = vergelijk(verzoek, inhoud, lijn, handeling.vandaag)
    return Verzoekinzage(
        verzoek,
        inhoud,
        dag,
        client_id,
        tuple(_producten(handeling, verzoek, vergelijkingen)),
        mogelijkheden(verzoek, vergelijkingen, lijn, handeling.vandaag),
    )


def _producten(
    handeling: Handeling, verzoek: BewaardVerzoek, vergelijkingen: Sequence[Vergelijking]
) -> Iterator[Productinzage]:
    plannen = {
        naam: handeling.opslag.ondersteuningsplannen.haal(naam)
        for naam in {p.plan_id for v in vergelijkingen for b in v.besloten for p in b.besluit.planversies}
    }
    for vergelijking in vergelijkingen:
        yield Productinzage(
            vergelijking.gevraagd,
            _lopend(vergelijking.toewijzing),
            tuple(_besluit(handeling, beslist, plannen) for beslist in vergelijking.besloten),
            vergelijking.verschillen,
        )


def _lopend(toewijzing: Toewijzing | None) -> Lopend | None:
    if toewijzing is None or toewijzing.verwijderd:
        return None
    nu = toewijzing.actueel
    return Lopend(toewijzing.nummer, nu.periode, nu.omvang, nu.budget)


def _besluit(
    handeling: Handeling, beslist: Beslist, plannen: Mapping[UUID, Ondersteuningsplan]
) -> Besluitinzage:
    besluit, regel = beslist.besluit, beslist.regel
    return Besluitinzage(
        besluit.id,
        besluit.kenmerk,
        regel,
        beslist.inhoud.periode,
        beslist.uitgevoerd,
        tuple(
            Planinzage(verwijzing.plan_id, verwijzing.versie, _inzet(handeling, verwijzing, regel))
            for verwijzing in besluit.planversies
            if plannen[verwijzing.plan_id].aanbieder == regel.aanbieder
        ),
    )


def _inzet(handeling: Handeling, verwijzing: Planversieverwijzing, regel: Besluitregel) -> tuple[Inzet, ...]:
    versie = handeling.opslag.planversies.haal(verwijzing.plan_id, verwijzing.versie)
    return tuple(i for i in versie.inhoud.inzet if set(i.resultaten) & set(regel.resultaten))
