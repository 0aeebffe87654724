"""Requests of providers: read beside plan, decision and allocation (OP274, OP344, OP346)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.besluit.besluit import Besluitregel, Planversieverwijzing
from app.domain.fouten import OngeldigeInvoer, Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.keten.dossier import Verzoeksoort, Verzoekstand
from app.domain.partijen import Partij, Rol
from app.domain.plan.ondersteuningsplan import Inzet, Ondersteuningsplan
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsbericht
from app.domain.verzoek.keuzes import Mogelijkheid, Verzoekkeuze, mogelijkheden, vereis_mogelijk
from app.domain.verzoek.toekenning import vereis_toegewezen
from app.domain.verzoek.vergelijking import Beslist, Vergelijking, Verschil, vergelijk
from app.domain.verzoek.verzoek import BewaardVerzoek, Gevraagd, Verzoekinhoud, uiterlijk
from app.domain.waarden import AgbCode, Omvang, Periode
from app.istandaard import codec
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.codelijsten import Code, codelijst
from app.istandaard.opstellen import maak_wmo319
from app.istandaard.tonen import toonbaar
from app.istandaard.verzoeken import inhoud_van
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Verzoekrij
from app.processen import berichten
from app.processen.berichten import vereis_berichtenverkeer
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.keten.ontvangen import verzend
from app.processen.toekennen import WORDT_VERWERKT, client_van, lees_bericht, lees_toekenningen
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
    reden_afwijzing: Code | None = None
    """Why it was refused (WJ759), as the wmo319 says."""

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


@voor(*GEMEENTE)
def antwoord(
    handeling: Handeling, verzoek_id: UUID, revisie: int, keuze: Verzoekkeuze, reden: str | None
) -> Verzoekinzage:
    """Refuse a request, or say that it is looked into, with a wmo319 (OP344).

    The answer goes out at once, and counts until its return rejects it. To a provider that did not hand its
    request in here, somebody sends it.
    """
    tussen = handeling.opslag.verzoeken.tussen(verzoek_id)
    handeling.opslag.keten(handeling.beller.code, tussen).vergrendel_beide()
    verzoek = handeling.opslag.verzoeken.haal(verzoek_id, revisie)
    stand = Verzoekstand.AFGEWEZEN if keuze is Verzoekkeuze.AFWIJZEN else Verzoekstand.IN_ONDERZOEK
    gelezen = inzage(handeling, verzoek)
    vereis_mogelijk(keuze, gelezen.keuzes)
    vereis_reden(stand, reden)
    if gelezen.client_id is not None:
        vereis_berichtenverkeer(handeling.opslag.clienten.haal(gelezen.client_id))
    bericht = maak_wmo319(
        verzoek.sleutel,
        stand,
        reden,
        identificatie=f"{handeling.opslag.nummering.volgende('bericht'):012d}",
        dagtekening=handeling.vandaag,
        schemas=handeling.schemas,
    )
    hier = handeling.opslag.verzoeken_van(verzoek.aanbieder).met_sleutels((verzoek.sleutel,))
    verzonden = verzend(handeling, codec.schrijf(bericht, handeling.schemas), elders=not hier)
    if verzonden.status is Ontvangststatus.ONTVANGEN:
        raise VerkeerdeStatus(WORDT_VERWERKT)
    if verzonden.status not in (Ontvangststatus.GOEDGEKEURD, Ontvangststatus.VERZONDEN):
        raise VoorwaardeNietVervuld(
            "Dit antwoord zou niet worden aanvaard. Er is niets verzonden.",
            *(Veldfout("antwoord", b.melding, b.regel) for b in verzonden.bevindingen),
        )
    return inzage(handeling, handeling.opslag.verzoeken.haal(verzoek_id))


@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def stel_bericht_op(
    handeling: Handeling, client_id: UUID, aanbieder: AgbCode, verzoek_ids: Collection[UUID]
) -> Toewijzingsbericht:
    """Tell a provider again what holds: as the granting of requests that ask just that, or else as it is.

    A request that asks what is allocated is granted without a decision: the allocations keep their data and
    carry its reference (IV093, IV097).
    """
    if not verzoek_ids:
        return berichten.stel_opnieuw_op(handeling, client_id, aanbieder)
    client = handeling.opslag.clienten.haal_vergrendeld(client_id)
    toekenningen = lees_toekenningen(handeling, verzoek_ids, client_id)
    if any(toekenning.verzoek.aanbieder != aanbieder for toekenning in toekenningen):
        fout = Veldfout("verzoekIds", "Dit verzoek is van een andere aanbieder.")
        raise VoorwaardeNietVervuld("Dit bericht kent het verzoek niet toe.", fout)
    lijn = lees_lijn(handeling, client_id)
    for toekenning in toekenningen:
        vereis_toegewezen(toekenning, lijn, handeling.vandaag)
    return berichten.stel_toekenning_op(handeling, client, aanbieder, toekenningen)


REDENEN = codelijst("WJ759")
NIET_IN_DE_WMO = ("8",)
"""Residence principle: of the Youth Act alone; in the Wmo it is 5, another municipality (OP359)."""


def vereis_reden(stand: Verzoekstand, reden: str | None) -> None:
    """Refuse a refusal without a reason of the standard, and a reason where nothing is refused."""
    if stand is not Verzoekstand.AFGEWEZEN:
        if reden is not None:
            fout = Veldfout("reden", "Laat dit weg; alleen een afwijzing heeft een reden.")
            raise OngeldigeInvoer("In onderzoek heeft geen reden.", fout)
        return
    geldig = [code for code in REDENEN.codes if code not in NIET_IN_DE_WMO]
    if reden not in geldig:
        fout = Veldfout("reden", REDENEN.kies_uit(geldig), "OP344")
        raise OngeldigeInvoer("Een afwijzing heeft een reden.", fout)


def inzage(handeling: Handeling, verzoek: BewaardVerzoek) -> Verzoekinzage:
    """A request as it is shown to whoever reads it now."""
    gelezen = _inzage(handeling, verzoek)
    return replace(gelezen, reden_afwijzing=_reden_afwijzing(handeling, verzoek))


def _reden_afwijzing(handeling: Handeling, verzoek: BewaardVerzoek) -> Code | None:
    """None too where the answer is gone, or came before it was kept with the request."""
    if verzoek.stand is not Verzoekstand.AFGEWEZEN or verzoek.antwoord_id is None:
        return None
    ontvangst = handeling.opslag.ontvangsten.vind(verzoek.antwoord_id)
    bericht = None if ontvangst is None else codec.lees(ontvangst.xml, handeling.schemas)
    reden = bericht.antwoord.reden_afwijzing_verzoek if isinstance(bericht, Wmo319) else None
    return None if reden is None else REDENEN.codes.get(reden)


def _inzage(handeling: Handeling, verzoek: BewaardVerzoek) -> Verzoekinzage:
    bericht = lees_bericht(handeling, verzoek)
    inhoud = inhoud_van(bericht, verzoek.referentie)
    dag = uiterlijk(verzoek, handeling.kalender)
    alleen_gevraagd = tuple(map(Productinzage, inhoud.producten))
    if handeling.beller.partij is Partij.AANBIEDER:
        return Verzoekinzage(verzoek, inhoud, dag, None, alleen_gevraagd)
    client_id = client_van(handeling, verzoek, bericht)
    if client_id is None:
        keuzes = mogelijkheden(verzoek, inhoud, None, handeling.vandaag)
        return Verzoekinzage(verzoek, inhoud, dag, None, alleen_gevraagd, keuzes)
    lijn = lees_lijn(handeling, client_id)
    vergelijkingen = vergelijk(verzoek, inhoud, lijn, handeling.vandaag)
    return Verzoekinzage(
        verzoek,
        inhoud,
        dag,
        client_id,
        tuple(_producten(handeling, verzoek, vergelijkingen)),
        mogelijkheden(verzoek, inhoud, lijn, handeling.vandaag),
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
