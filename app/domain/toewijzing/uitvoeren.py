"""A decision, a fact or an omzetting carried out: the allocations that it makes, changes and ends (M18)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from app.domain import woorden
from app.domain.besluit.besluit import Besluit
from app.domain.eisen import vervult
from app.domain.feit import Feit, Feitsoort
from app.domain.fouten import Veldfout, VoorwaardeNietVervuld
from app.domain.omzetting import Clientomzetting
from app.domain.toewijzing.afspraken import Vraag, vragen
from app.domain.toewijzing.gelijkheid import ongelijkheden, toegewezen
from app.domain.toewijzing.proef import stapeling
from app.domain.toewijzing.reden import VAN_OMZETTING, oorzaak, reden_wijziging
from app.domain.toewijzing.tijdlijn import Gebeurtenis, Stuk, Toegewezen, geldend
from app.domain.toewijzing.toewijzing import SECONDE, Afspraak, Oorzaak, Toewijzing, Toewijzingsversie
from app.domain.toewijzing.vergelijken import Nummer, Wijziging, vergelijk
from app.domain.waarden import AgbCode
from app.domain.woorden import datum


@dataclass(frozen=True, slots=True)
class Omstandigheden:
    """What a change needs beside the events: the moment, and agreements with providers."""

    nu: datetime
    vandaag: date
    nieuwe_nummers: Callable[[int], Iterable[int]]
    """Gives so many free ToewijzingNummers of the municipality."""
    afspraken: Mapping[AgbCode, Afspraak] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stap:
    """One change with why it is there, and what it asks of the provider first."""

    wijziging: Wijziging
    oorzaak: Oorzaak | None
    """None for a new number."""
    vragen: tuple[Vraag, ...]
    bekend: Toewijzingsversie | None
    """What the provider knows of the number; None when it was never told."""

    @property
    def aanbieder(self) -> AgbCode:
        """Whom it is told."""
        assert self.wordt.aanbieder is not None
        return self.wordt.aanbieder

    @property
    def nummer(self) -> int | None:
        """The number that changes; None for a new one."""
        return None if self.wijziging.toewijzing is None else self.wijziging.toewijzing.nummer

    @property
    def wordt(self) -> Toegewezen:
        """What it becomes."""
        return self.wijziging.wordt

    @property
    def verwijdert(self) -> bool:
        """Whether the number is deleted."""
        return self.wijziging.verwijdert

    def kan(self, afspraken: Mapping[AgbCode, Afspraak]) -> bool:
        """Whether nothing has to be settled with the provider any more."""
        return all(not v.crediteren and v.aanbieder in afspraken for v in self.vragen)


@vervult("M18", "W08")
def stappen(
    gebeurtenissen: Sequence[Gebeurtenis], nummers: Sequence[Nummer], vandaag: date
) -> tuple[Stap, ...]:
    """What has to change for the numbers of a client to equal these events, and what that asks."""
    per_nummer = {nummer.toewijzing.nummer: nummer for nummer in nummers}
    feiten = (gebeurtenis for gebeurtenis in gebeurtenissen if isinstance(gebeurtenis, Feit))
    overleden = min((feit.op for feit in feiten if feit.soort is Feitsoort.OVERLIJDEN), default=None)
    uit: list[Stap] = []
    for wijziging in vergelijk(geldend(gebeurtenissen), nummers, vandaag):
        nummer = None if wijziging.toewijzing is None else per_nummer[wijziging.toewijzing.nummer]
        waarom = oorzaak(wijziging, nummer, gebeurtenissen)
        gevraagd = tuple(vragen(wijziging, nummer, waarom, vandaag, overleden))
        bekend = None if nummer is None else nummer.bekend
        uit.append(Stap(wijziging, waarom, gevraagd, bekend))
    return tuple(uit)


@vervult("M15", "M18", "W07", "W08")
def voer_uit(
    voor: Sequence[Gebeurtenis],
    na: Sequence[Gebeurtenis],
    nummers: Sequence[Nummer],
    bij: Omstandigheden,
    besluit: Besluit | None = None,
) -> tuple[Toewijzing, ...]:
    """The allocations that change when the events `voor` become `na`: by a decision, or else (None).

    Raises VoorwaardeNietVervuld when the decision that it changes has yet to be carried out, when a product
    would stack as long as another one waits, when the allocations did not equal what held before, so that
    nothing changes in silence, or when a change asks an agreement or a credit that is not there.
    """
    if besluit is not None and besluit.wijzigt is not None and besluit.wijzigt not in {g.id for g in voor}:
        raise VoorwaardeNietVervuld("Voer eerst het besluit uit dat dit besluit wijzigt.")
    dubbel = tuple(stapeling(na))
    if dubbel:
        raise VoorwaardeNietVervuld(
            "Een besluit of feit dat nog wacht, moet eerst worden uitgevoerd.", *dubbel
        )
    vereis_gelijk(geldend(voor), [n.toewijzing for n in nummers])
    te_doen = stappen(na, nummers, bij.vandaag)
    vereis_geregeld(te_doen, bij.afspraken)
    gewijzigd = tuple(voltooi(te_doen, na, bij, besluit))
    stand = {n.toewijzing.nummer: n.toewijzing for n in nummers} | {t.nummer: t for t in gewijzigd}
    vereis_gelijk(geldend(na), stand.values())
    return gewijzigd


def voltooi(
    te_doen: Sequence[Stap],
    gebeurtenissen: Sequence[Gebeurtenis],
    bij: Omstandigheden,
    besluit: Besluit | None,
) -> Iterator[Toewijzing]:
    """Each step as the allocation that it makes."""
    per_id = {gebeurtenis.id: gebeurtenis for gebeurtenis in gebeurtenissen}
    aantal = sum(stap.nummer is None for stap in te_doen)
    nummers = iter(bij.nieuwe_nummers(aantal) if aantal else ())
    for stap in te_doen:
        oud = stap.wijziging.toewijzing
        if oud is None:
            yield _nieuw(stap, per_id, next(nummers), bij.nu)
        else:
            versie = _volgende(stap, oud, per_id, bij, besluit)
            yield replace(oud, versies=(*oud.versies, versie))


@vervult("M16", "M18")
def vereis_gelijk(stukken: Iterable[Stuk], toewijzingen: Iterable[Toewijzing]) -> None:
    """Refuse allocations that do not equal, on every day, what holds by decision."""
    ongelijk = ongelijkheden(stukken, toewijzingen)
    if ongelijk:
        raise VoorwaardeNietVervuld(
            "De toewijzingen zijn niet gelijk aan de besluiten. Er is niets gewijzigd; de correctie van deze "
            "cliënt laat zien wat er moet veranderen.",
            *(
                Veldfout(
                    "toewijzingen",
                    f"Vanaf {datum(o.vanaf)} bij {o.aanbieder}, product {o.categorie or '-'}/"
                    f"{o.productcode or '-'}: {o.geldend} keer volgens de besluiten, {o.toegewezen} keer "
                    "toegewezen.",
                    "M18",
                )
                for o in ongelijk
            ),
        )


@vervult("W08")
def vereis_geregeld(te_doen: Iterable[Stap], afspraken: Mapping[AgbCode, Afspraak]) -> None:
    """Refuse steps for which a provider must agree or credit first, and has not."""
    fouten = [
        Veldfout(
            "afspraken" if not vraag.crediteren else f"toewijzingen[{vraag.nummer}]",
            f"{vraag.aanbieder}, toewijzing {vraag.nummer}: {vraag.wat}",
            vraag.regel,
        )
        for stap in te_doen
        for vraag in stap.vragen
        if vraag.crediteren or vraag.aanbieder not in afspraken
    ]
    if fouten:
        raise VoorwaardeNietVervuld("Hierover moet eerst iets met de aanbieder geregeld zijn.", *fouten)


def _volgende(
    stap: Stap,
    oud: Toewijzing,
    per_id: Mapping[UUID, Gebeurtenis],
    bij: Omstandigheden,
    besluit: Besluit | None,
) -> Toewijzingsversie:
    """The next version under the same number: decided now, with the agreement behind it.

    A message gives the moment of deciding in whole seconds, and the latest version is the one that holds
    (IV013), so each is at least a second later than the one before it.
    """
    nu, wordt, stuk = oud.actueel, stap.wijziging.wordt, stap.wijziging.stuk
    door = None if stuk is None else per_id[stuk.eind_door]
    if stuk is None:
        besluit_id = nu.besluit_id if besluit is None else besluit.id
    else:
        besluit_id = door.id if isinstance(door, Besluit) else stuk.besluit
    versie = Toewijzingsversie(
        volgnummer=max(versie.volgnummer for versie in oud.versies) + 1,
        toegewezen_op=max(bij.nu, nu.toegewezen_op + SECONDE),
        periode=wordt.periode,
        omvang=wordt.omvang,
        budget=wordt.budget,
        besluit_id=besluit_id,
        oorzaak=stap.oorzaak,
        feit_id=door.id if isinstance(door, Feit) else None,
        omzetting_id=_omzetting(stap, door),
        commentaar=nu.commentaar if stuk is None else _commentaar(stuk, per_id),
        afspraak=bij.afspraken.get(oud.aanbieder) if stap.vragen else None,
    )
    return replace(versie, reden_wijziging=reden_wijziging(versie, stap.bekend, None))


def _omzetting(stap: Stap, door: Gebeurtenis | None) -> UUID | None:
    """The omzetting that set the end of a number, or brought the support with which it goes on."""
    if isinstance(door, Clientomzetting):
        return door.id
    stuk = stap.wijziging.stuk
    return stuk.omgezet_door if stuk is not None and stap.oorzaak in VAN_OMZETTING.values() else None


def _nieuw(stap: Stap, per_id: Mapping[UUID, Gebeurtenis], nummer: int, nu: datetime) -> Toewijzing:
    wordt, stuk = stap.wijziging.wordt, stap.wijziging.stuk
    assert stuk is not None
    besluit, door = per_id[stuk.besluit], per_id[stuk.eind_door]
    assert isinstance(besluit, Besluit)
    return Toewijzing(
        nummer=nummer,
        gemeente=besluit.gemeente,
        client_id=besluit.client_id,
        melding_id=besluit.melding_id,
        aanbieder=stap.aanbieder,
        categorie=wordt.categorie,
        productcode=wordt.productcode,
        versies=(
            Toewijzingsversie(
                volgnummer=1,
                toegewezen_op=nu,
                periode=wordt.periode,
                omvang=wordt.omvang,
                budget=wordt.budget,
                besluit_id=besluit.id,
                feit_id=door.id if isinstance(door, Feit) else None,
                omzetting_id=stuk.omgezet_door,
                commentaar=_commentaar(stuk, per_id),
            ),
        ),
    )


@vervult("W05")
def _commentaar(stuk: Stuk, per_id: Mapping[UUID, Gebeurtenis]) -> str | None:
    """The concrete time in words, where the extent in the message does not say it: the provider knows it too.

    None where the extent says it, or the line has none.
    """
    besluit = per_id[stuk.besluit]
    assert isinstance(besluit, Besluit)
    regel = next(regel for regel in besluit.regels if regel.nummer == stuk.regel)
    zegt_tijd = regel.omvang is not None and regel.omvang.minuten_per_week() is not None
    if zegt_tijd or regel.concrete_tijd is None:
        return None
    return f"Concrete omvang: {woorden.weekomvang(regel.concrete_tijd)}."


@dataclass(frozen=True, slots=True)
class Draagregel:
    """That a number rests on a line of a decision; over its life it may rest on several (M18, W04)."""

    besluit_id: UUID
    regel: int
    nummer: int


@vervult("M18", "W04")
def draagregels(stukken: Sequence[Stuk], toewijzingen: Iterable[Toewijzing]) -> frozenset[Draagregel]:
    """On which lines each number rests: those of the same support with a day in common."""
    return frozenset(
        Draagregel(stuk.besluit, stuk.regel, toewijzing.nummer)
        for toewijzing in toewijzingen
        if not toewijzing.verwijderd
        for stuk in stukken
        if stuk.inhoud.aard == toegewezen(toewijzing).aard
        and (
            stuk.periode.begin == toewijzing.actueel.periode.begin
            if stuk.inhoud.totaal
            else stuk.periode.overlapt(toewijzing.actueel.periode)
        )
    )
