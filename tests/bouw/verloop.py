"""A client in time, without storage: decisions, facts, omzettingen, messages and returns, in any order.

What the processes do with a database, this does with values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitsoort, Besluitstatus, Leveringsvorm
from app.domain.feit import Feit, Feitsoort
from app.domain.omzetting import Clientomzetting, Inkoop, Omzettingsoort
from app.domain.partijen import Overgang
from app.domain.toewijzing.berichtinhoud import InBericht, bekend, stel_samen
from app.domain.toewijzing.proef import beproef
from app.domain.toewijzing.tijdlijn import Gebeurtenis, Stuk, geldend, in_volgorde, reeks_van
from app.domain.toewijzing.toewijzing import Afspraak, Berichtkop, Berichtstatus, Toewijzing
from app.domain.toewijzing.uitvoeren import Omstandigheden, Stap, stappen, voer_uit
from app.domain.toewijzing.vergelijken import Nummer, is_hervat
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Omvang, Periode
from tests.bouw.basis import ROERMOND
from tests.bouw.besluit import een_besluit, een_besluitregel

P, Q = AgbCode("41410001"), AgbCode("41410002")


def uren(volume: int, frequentie: Frequentie = Frequentie.PER_WEEK) -> Omvang:
    return Omvang(volume, Eenheid.UUR, frequentie)


def regel(
    omvang: Omvang | int | None,
    begin: date,
    eind: date | None = None,
    *,
    bij: AgbCode | None = P,
    product: str = "01H01",
    budget: int | None = None,
    resultaat: str | None = None,
) -> Besluitregel:
    """A line: hours a week or another extent, from when to when; without provider a personal budget."""
    return een_besluitregel(
        leveringsvorm=Leveringsvorm.PGB if bij is None else Leveringsvorm.NATURA,
        aanbieder=bij,
        categorie=product[:2],
        productcode=product,
        periode=Periode(begin, eind),
        omvang=uren(omvang) if isinstance(omvang, int) else omvang,
        budget=300_000 if bij is None else budget,
        resultaten=(resultaat or product,),
    )


@dataclass
class Clientverloop:
    """Everything about one client, on one day after another."""

    vandaag: date
    eerste_nummer: int = 19
    tik: int = 0
    besluiten: dict[UUID, Besluit] = field(default_factory=dict)
    feiten: dict[UUID, Feit] = field(default_factory=dict)
    omzettingen: list[Clientomzetting] = field(default_factory=list)
    toewijzingen: dict[int, Toewijzing] = field(default_factory=dict)
    berichten: list[tuple[AgbCode, Berichtkop]] = field(default_factory=list)
    gedeclareerd: dict[int, date] = field(default_factory=dict)

    @property
    def nu(self) -> datetime:
        """A moment of the day, later with each act."""
        self.tik += 1
        return datetime.combine(self.vandaag, time(8, 0), UTC) + timedelta(seconds=self.tik)

    # What is decided

    def besluit(
        self,
        *regels: Besluitregel,
        wijzigt: Besluit | None = None,
        ingang: date | None = None,
        soort: Besluitsoort | None = None,
        **anders: object,
    ) -> Besluit:
        """Announced today; AssertionError with the faults when the trial refuses it."""
        gewoon = Besluitsoort.REGULIER if wijzigt is None else Besluitsoort.HERBEOORDELING
        besluit = een_besluit(
            id=UUID(int=1000 + len(self.besluiten)),
            kenmerk=f"B{len(self.besluiten) + 1}",
            soort=soort or gewoon,
            status=Besluitstatus.BEKENDGEMAAKT,
            regels=tuple(replace(r, nummer=i) for i, r in enumerate(regels, start=1)),
            wijzigt=None if wijzigt is None else wijzigt.id,
            ingangsdatum=ingang,
            overgangen=(Overgang(Besluitstatus.BEKENDGEMAAKT, self.nu, "m"),),
            **anders,
        )
        fouten = self.beproef(besluit)
        assert not fouten, fouten
        self.besluiten[besluit.id] = besluit
        return besluit

    def beproef(self, besluit: Besluit) -> tuple[object, ...]:
        """What the trial says of it."""
        genomen = [b for b in self.besluiten.values() if b.status is not Besluitstatus.INGETROKKEN]
        gebeurtenissen = in_volgorde((*genomen, besluit), self._zonder_wachten(), self.omzettingen)
        return beproef(besluit, gebeurtenissen, self.vandaag)

    def _zonder_wachten(self) -> list[Feit]:
        return [replace(feit, wacht_bij=frozenset()) for feit in self.feiten.values()]

    def voer_uit(self, besluit: Besluit, *met: AgbCode) -> tuple[Toewijzing, ...]:
        """Carry it out, with an agreement with these providers."""
        voor = self.gebeurtenissen(*reeks_van(besluit, self.besluiten.values()))
        na = self.gebeurtenissen(besluit, *reeks_van(besluit, self.besluiten.values()))
        gewijzigd = voer_uit(voor, na, self.nummers(), self.omstandigheden(*met), besluit)
        self.besluiten[besluit.id] = replace(besluit, uitgevoerd_op=self.nu)
        self._bewaar(gewijzigd)
        return gewijzigd

    def beslis(self, *regels: Besluitregel, **anders: object) -> Besluit:
        """Announced and carried out today, with an agreement where one is asked."""
        besluit = self.besluit(*regels, **anders)  # type: ignore[arg-type]
        self.voer_uit(besluit, P, Q)
        return self.besluiten[besluit.id]

    def feit(self, soort: Feitsoort, op: date) -> Feit:
        """Recorded today and carried out."""
        feit = Feit(
            id=UUID(int=2000 + len(self.feiten)),
            gemeente=ROERMOND,
            client_id=een_besluit().client_id,
            soort=soort,
            op=op,
            overgangen=(Overgang("vastgelegd", self.nu, "m"),),
        )
        self.met_feit(feit)
        return feit

    def met_feit(self, feit: Feit) -> None:
        """Carry out a fact as it is now: new, moved or lapsed."""
        voor = self.gebeurtenissen()
        self.feiten[feit.id] = feit
        self._bewaar(voer_uit(voor, self.gebeurtenissen(), self.nummers(), self.omstandigheden(P, Q)))

    def zet_om(
        self,
        van: Inkoop,
        naar: Inkoop,
        per: date,
        soort: Omzettingsoort = Omzettingsoort.CONTRACTWIJZIGING,
        *met: AgbCode,
    ) -> Clientomzetting:
        """Carried out today, with an agreement with these providers."""
        omzetting = Clientomzetting(
            id=UUID(int=4000 + len(self.omzettingen)),
            gemeente=ROERMOND,
            client_id=een_besluit().client_id,
            omzetting_id=UUID(int=5000),
            soort=soort,
            per=per,
            van=van,
            naar=naar,
            vastgelegd_op=self.nu,
            door="m",
        )
        voor = self.gebeurtenissen()
        self.omzettingen.append(omzetting)
        try:
            self._bewaar(voer_uit(voor, self.gebeurtenissen(), self.nummers(), self.omstandigheden(*met)))
        except Exception:
            self.omzettingen.remove(omzetting)
            raise
        return omzetting

    # What holds, and what is allocated

    def gebeurtenissen(self, *ook: Besluit) -> tuple[Gebeurtenis, ...]:
        """All facts, the decisions that were carried out, and these."""
        uitgevoerd = [b for b in self.besluiten.values() if b.uitgevoerd_op is not None]
        return in_volgorde((*uitgevoerd, *ook), self.feiten.values(), self.omzettingen)

    def geldend(self) -> tuple[Stuk, ...]:
        """What holds by what was carried out."""
        return geldend(self.gebeurtenissen())

    def nummers(self) -> list[Nummer]:
        """Every allocation with what its provider knows of it."""
        uit = []
        for toewijzing in self.toewijzingen.values():
            versie = bekend(toewijzing, self.koppen(toewijzing.aanbieder))
            uit.append(Nummer(toewijzing, versie, is_hervat(versie, self.feiten.values())))
        return uit

    def stappen(self, besluit: Besluit) -> tuple[Stap, ...]:
        """What carrying out would change and ask."""
        na = self.gebeurtenissen(besluit, *reeks_van(besluit, self.besluiten.values()))
        return stappen(na, self.nummers(), self.vandaag, self.gedeclareerd.get)

    def omstandigheden(self, *met: AgbCode) -> Omstandigheden:
        nummers = iter(range(max(self.toewijzingen, default=self.eerste_nummer - 1) + 1, 10_000))
        return Omstandigheden(
            nu=self.nu,
            vandaag=self.vandaag,
            nieuw_nummer=lambda: next(nummers),
            laatst_gedeclareerd=self.gedeclareerd.get,
            afspraken={agb: Afspraak(self.vandaag, "teamleider", "akkoord") for agb in met},
        )

    def _bewaar(self, toewijzingen: Iterable[Toewijzing]) -> None:
        self.toewijzingen |= {t.nummer: t for t in toewijzingen}

    # What is told

    def koppen(self, aanbieder: AgbCode) -> list[Berichtkop]:
        return [kop for agb, kop in self.berichten if agb == aanbieder]

    def inhoud(self, aanbieder: AgbCode) -> tuple[InBericht, ...]:
        """What a 301 to this provider would hold today."""
        eigen = [t for t in self.toewijzingen.values() if t.aanbieder == aanbieder]
        return stel_samen(eigen, self.koppen(aanbieder), self.vandaag)

    def stuur(
        self, *aanbieders: AgbCode, status: Berichtstatus = Berichtstatus.GOEDGEKEURD
    ) -> dict[AgbCode, dict[int, tuple[date, date | None, str | None]]]:
        """Draw up a 301 per provider that has something to be told; (begin, end, reason) by number."""
        gestuurd = {}
        for aanbieder in aanbieders or (P, Q):
            inhoud = self.inhoud(aanbieder)
            if any(keuze.gewijzigd for keuze in inhoud):
                versies = tuple((k.toewijzing.nummer, k.toewijzing.actueel.volgnummer) for k in inhoud)
                nummer = len(self.berichten) + 1
                kop = Berichtkop(UUID(int=3000 + nummer), ROERMOND, str(nummer), status, versies)
                self.berichten.append((aanbieder, kop))
                gestuurd[aanbieder] = {k.toewijzing.nummer: _getoond(k) for k in inhoud}
        return gestuurd

    def antwoord(self, plaats: int, status: Berichtstatus) -> None:
        """The provider's return on a message."""
        aanbieder, kop = self.berichten[plaats]
        self.berichten[plaats] = aanbieder, replace(kop, status=status)


def _getoond(keuze: InBericht) -> tuple[date, date | None, str | None]:
    periode = keuze.toewijzing.actueel.periode
    return periode.begin, periode.eind, keuze.reden_wijziging


Verstuurd = Mapping[AgbCode, Mapping[int, tuple[date, date | None, str | None]]]
