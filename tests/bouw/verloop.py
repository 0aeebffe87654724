"""A client in time, without storage: decisions, facts, omzettingen, messages and returns, in any order.

What the processes do with a database, this does with values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import ClassVar
from uuid import UUID

from app.domain.besluit import stappen as stappen_van_besluit
from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitsoort, Besluitstatus, Leveringsvorm
from app.domain.feit import Feit, Feitsoort, Productaanduiding, keer_terug, laat_vervallen, verplaats
from app.domain.fouten import Veldfout, VoorwaardeNietVervuld
from app.domain.omzetting import Clientomzetting, Inkoop, Omzettingsoort
from app.domain.partijen import Overgang
from app.domain.toewijzing.berichtinhoud import InBericht, bekend, stel_samen
from app.domain.toewijzing.bsn import onder_ander_bsn
from app.domain.toewijzing.proef import beproef, botsingen
from app.domain.toewijzing.tijdlijn import Gebeurtenis, Stuk, geldend, in_volgorde
from app.domain.toewijzing.toewijzing import Afspraak, Berichtkop, Berichtstatus, Toewijzing
from app.domain.toewijzing.uitvoeren import Omstandigheden, Stap, stappen, voer_uit
from app.domain.toewijzing.vergelijken import Nummer, is_hervat
from app.domain.waarden import AgbCode, Bsn, Eenheid, Frequentie, Omvang, Periode
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.opstellen import maak_wmo301
from tests.bouw.basis import ANDER_BSN, BSN, CLIENT_ID, ROERMOND
from tests.bouw.besluit import een_besluit, een_besluitregel
from tests.bouw.partijen import een_client

P, Q = AgbCode("41410001"), AgbCode("41410002")
Met = tuple[AgbCode, ...]
"""With which providers something was agreed."""


def d(dag: int, maand: int, jaar: int = 2026) -> date:
    return date(jaar, maand, dag)


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
    """A line: hours a week or another extent, from when to when; without provider a personal budget.

    A product of two digits is a category without code, as a budget has.
    """
    return een_besluitregel(
        leveringsvorm=Leveringsvorm.PGB if bij is None else Leveringsvorm.NATURA,
        pgb_motivering="Ik kies zelf wie mij helpt." if bij is None else None,
        aanbieder=bij,
        categorie=product[:2],
        productcode=product if product[2:] else None,
        periode=Periode(begin, eind),
        omvang=uren(omvang) if isinstance(omvang, int) else omvang,
        budget=300_000 if bij is None else budget,
        resultaten=(resultaat or product,),
    )


@dataclass
class Clientverloop:
    """Everything about one client, on one day after another."""

    met_declaraties: ClassVar[bool] = True
    """Whether what providers declare counts; in the program none comes in yet."""
    vandaag: date
    eerste_nummer: int = 19
    tik: int = 0
    besluiten: dict[UUID, Besluit] = field(default_factory=dict)
    feiten: dict[UUID, Feit] = field(default_factory=dict)
    omzettingen: list[Clientomzetting] = field(default_factory=list)
    wachtende_omzettingen: list[Clientomzetting] = field(default_factory=list)
    """Those that have yet to be carried out; only in the processes they are kept."""
    toewijzingen: dict[int, Toewijzing] = field(default_factory=dict)
    berichten: list[tuple[AgbCode, Berichtkop]] = field(default_factory=list)
    wmo301s: list[Wmo301] = field(default_factory=list)
    """What these messages say, in the same order."""
    bsn: Bsn = BSN
    eerder_bsn: Bsn | None = None
    """The one that turned out wrong, until every provider approved what was deleted under it."""
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
        """Announced today; VoorwaardeNietVervuld with the faults when the trial refuses it."""
        return self.maak_bekend(self.neem(*regels, wijzigt=wijzigt, ingang=ingang, soort=soort, **anders))

    def neem(
        self,
        *regels: Besluitregel,
        wijzigt: Besluit | None = None,
        ingang: date | None = None,
        soort: Besluitsoort | None = None,
        **anders: object,
    ) -> Besluit:
        """Taken today, and not announced yet."""
        gewoon = Besluitsoort.REGULIER if wijzigt is None else Besluitsoort.HERBEOORDELING
        besluit = een_besluit(
            id=UUID(int=1000 + len(self.besluiten)),
            kenmerk=f"B{len(self.besluiten) + 1}",
            soort=soort or gewoon,
            status=Besluitstatus.GENOMEN,
            wijzigt=None if wijzigt is None else wijzigt.id,
            ingangsdatum=ingang,
            overgangen=(Overgang(Besluitstatus.GENOMEN, self.nu, "m"),),
            **anders,
        )
        genummerd = tuple(replace(r, nummer=i) for i, r in enumerate(regels, start=1))
        return self._beproefd(replace(besluit, regels=genummerd))

    def maak_bekend(self, besluit: Besluit) -> Besluit:
        """Tried again, since others may have been announced since it was taken."""
        bekend = Overgang(Besluitstatus.BEKENDGEMAAKT, self.nu, "m")
        return self._beproefd(
            replace(besluit, status=Besluitstatus.BEKENDGEMAAKT, overgangen=(*besluit.overgangen, bekend))
        )

    def _beproefd(self, besluit: Besluit) -> Besluit:
        fouten = self.beproef(besluit)
        if fouten:
            raise VoorwaardeNietVervuld("Dit besluit is zo niet uit te voeren.", *fouten)
        self.besluiten[besluit.id] = besluit
        return besluit

    def beproef(self, besluit: Besluit) -> tuple[Veldfout, ...]:
        """What the trial says of it, on the day of announcing or else today."""
        bekend = besluit.status is Besluitstatus.BEKENDGEMAAKT
        dag = besluit.overgangen[-1].op.date() if bekend else self.vandaag
        return beproef(besluit, self.genomen(besluit), dag)

    def trek_in(self, besluit: Besluit) -> None:
        """Withdraw it; VoorwaardeNietVervuld when what is left would stack."""
        fouten = tuple(botsingen(self.genomen(behalve=besluit.id)))
        if fouten:
            raise VoorwaardeNietVervuld("Zonder dit besluit geldt iets dubbel.", *fouten)
        ingetrokken = stappen_van_besluit.trek_in(besluit, self.besluiten.values(), "toch niet", "m", self.nu)
        self.besluiten[besluit.id] = ingetrokken

    def voer_uit(self, besluit: Besluit, *met: AgbCode) -> tuple[Toewijzing, ...]:
        """Carry it out, with an agreement with these providers."""
        self._vereis_geen_botsing(self.beproef(besluit))
        voor, na = self.gebeurtenissen(), self.gebeurtenissen(besluit)
        gewijzigd = voer_uit(voor, na, self.nummers(), self.omstandigheden(*met), besluit)
        self.besluiten[besluit.id] = replace(besluit, uitgevoerd_op=self.nu)
        self._bewaar(gewijzigd)
        return gewijzigd

    def beslis(self, *regels: Besluitregel, **anders: object) -> Besluit:
        """Announced and carried out today, with an agreement where one is asked."""
        besluit = self.besluit(*regels, **anders)  # type: ignore[arg-type]
        self.voer_uit(besluit, P, Q)
        return self.besluiten[besluit.id]

    # What happens to the client

    def feit(self, soort: Feitsoort, op: date, *producten: Productaanduiding, met: Met = (P, Q)) -> Feit:
        """Recorded today, and carried out where nothing has to be settled first."""
        feit = Feit(
            id=UUID(int=2000 + len(self.feiten)),
            gemeente=ROERMOND,
            client_id=CLIENT_ID,
            soort=soort,
            op=op,
            overgangen=(Overgang("vastgelegd", self.nu, "m"),),
            producten=producten,
        )
        return self.met_feit(feit, met=met)

    def verplaats(self, feit: Feit, dag: date, *, met: Met = (P, Q)) -> Feit:
        """It was on another day."""
        return self.met_feit(verplaats(feit, dag, self.vandaag, "later", "m", self.nu), met=met)

    def keer_terug(self, feit: Feit, dag: date) -> Feit:
        """The client is back on this day."""
        return self.met_feit(keer_terug(feit, dag, "terug", "m", self.nu), met=())

    def laat_vervallen(self, feit: Feit) -> Feit:
        """It was not so."""
        return self.met_feit(laat_vervallen(feit, "niet zo", "m", self.nu), met=())

    def voer_alsnog_uit(self, feit: Feit, met: Met) -> Feit:
        """Now that it was settled with these providers."""
        return self.met_feit(feit, met=met)

    def met_feit(self, feit: Feit, *, met: Met = (P, Q)) -> Feit:
        """Carry out a fact as it is now; a new one only where nothing has to be settled first."""
        overal = replace(feit, wacht_bij=frozenset())
        self._vereis_geen_botsing(tuple(botsingen(self.genomen(feit=overal))))
        bij = self.omstandigheden(*met)
        nummers = self.nummers(overal)
        alle = stappen(self.gebeurtenissen(feit=overal), nummers, self.vandaag)
        wacht = frozenset(stap.aanbieder for stap in alle if not stap.kan(bij.afspraken))
        if feit.id in self.feiten:
            wacht &= feit.wacht_bij
        feit = replace(feit, wacht_bij=wacht)
        self._bewaar(voer_uit(self.gebeurtenissen(), self.gebeurtenissen(feit=feit), nummers, bij))
        self.feiten[feit.id] = feit
        return feit

    @staticmethod
    def _vereis_geen_botsing(fouten: tuple[Veldfout, ...]) -> None:
        if fouten:
            raise VoorwaardeNietVervuld("Hierdoor geldt iets dubbel.", *fouten)

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
            self._vereis_geen_botsing(tuple(botsingen(self.genomen())))
            self._bewaar(voer_uit(voor, self.gebeurtenissen(), self.nummers(), self.omstandigheden(*met)))
        except Exception:
            self.omzettingen.remove(omzetting)
            raise
        return omzetting

    def wijzig_bsn(self) -> None:
        """The right Bsn is found; refused while what stood under an earlier one is not deleted everywhere."""
        if self.eerder_bsn is not None:
            raise VoorwaardeNietVervuld("Wat onder het vorige Bsn vervalt, is nog niet overal goedgekeurd.")
        achter, nieuw = onder_ander_bsn(self.gebeurtenissen(), self.nummers(), self.omstandigheden())
        self._bewaar((*achter, *nieuw))
        self.eerder_bsn = self.bsn if achter else None
        self.bsn = BSN if self.bsn == ANDER_BSN else ANDER_BSN

    # What holds, and what is allocated

    def gebeurtenissen(self, *ook: Besluit, feit: Feit | None = None) -> tuple[Gebeurtenis, ...]:
        """All facts, the decisions that wait for nothing any more, and these."""
        bekend = [b for b in self.besluiten.values() if b.status is Besluitstatus.BEKENDGEMAAKT]
        uitgevoerd = [b for b in bekend if not b.toe_te_wijzen]
        return in_volgorde((*uitgevoerd, *ook), self._feiten(feit).values(), self.omzettingen)

    def genomen(
        self, *ook: Besluit, behalve: UUID | None = None, feit: Feit | None = None
    ) -> tuple[Gebeurtenis, ...]:
        """All facts and every decision that was taken, as if nothing waits any more."""
        staand = (Besluitstatus.GENOMEN, Besluitstatus.BEKENDGEMAAKT)
        genomen = [b for b in self.besluiten.values() if b.status in staand and b.id != behalve]
        overal = (replace(f, wacht_bij=frozenset()) for f in self._feiten(feit).values())
        return in_volgorde((*genomen, *ook), overal, self.omzettingen)

    def _feiten(self, feit: Feit | None) -> dict[UUID, Feit]:
        return self.feiten if feit is None else self.feiten | {feit.id: feit}

    def geldend(self) -> tuple[Stuk, ...]:
        """What holds by what was carried out."""
        return geldend(self.gebeurtenissen())

    def nummers(self, feit: Feit | None = None) -> list[Nummer]:
        """Every allocation with what its provider knows of it, once this fact is so."""
        uit = []
        for toewijzing in self.toewijzingen.values():
            versie = bekend(toewijzing, self.koppen(toewijzing.aanbieder))
            hervat = is_hervat(versie, self._feiten(feit).values())
            uit.append(Nummer(toewijzing, versie, hervat, self.gedeclareerd.get(toewijzing.nummer)))
        return uit

    def stappen(self, besluit: Besluit) -> tuple[Stap, ...]:
        """What carrying out would change and ask."""
        return stappen(self.gebeurtenissen(besluit), self.nummers(), self.vandaag)

    def omstandigheden(self, *met: AgbCode) -> Omstandigheden:
        nummers = iter(range(max(self.toewijzingen, default=self.eerste_nummer - 1) + 1, 10_000))
        return Omstandigheden(
            nu=self.nu,
            vandaag=self.vandaag,
            nieuwe_nummers=lambda aantal: islice(nummers, aantal),
            afspraken={agb: Afspraak(self.vandaag, "teamleider", "akkoord") for agb in met},
        )

    def _bewaar(self, toewijzingen: Iterable[Toewijzing]) -> None:
        self.toewijzingen |= {t.nummer: t for t in toewijzingen}

    # What is told

    def koppen(self, aanbieder: AgbCode) -> list[Berichtkop]:
        return [kop for agb, kop in self.berichten if agb == aanbieder]

    def inhoud(self, aanbieder: AgbCode, *, onder_eerder_bsn: bool = False) -> tuple[InBericht, ...]:
        """What a 301 to this provider would hold today, under one Bsn."""
        eigen = [
            t
            for t in self.toewijzingen.values()
            if t.aanbieder == aanbieder and t.onder_eerder_bsn is onder_eerder_bsn
        ]
        return stel_samen(eigen, self.koppen(aanbieder), self.vandaag)

    def heeft_nieuws(self, aanbieder: AgbCode) -> bool:
        """Whether there is anything that this provider has not approved yet."""
        alles = (k for eerder in (True, False) for k in self.inhoud(aanbieder, onder_eerder_bsn=eerder))
        return any(keuze.gewijzigd for keuze in alles)

    def stuur(
        self, *aanbieders: AgbCode, status: Berichtstatus = Berichtstatus.GOEDGEKEURD
    ) -> dict[AgbCode, dict[int, tuple[date, date | None, str | None]]]:
        """Draw up a 301 per provider that has something to be told; (begin, end, reason) by number.

        What is deleted under a Bsn that turned out wrong goes first, in a message of its own.
        """
        gestuurd: dict[AgbCode, dict[int, tuple[date, date | None, str | None]]] = {}
        for aanbieder in aanbieders or (P, Q):
            for bsn in (self.eerder_bsn, self.bsn):
                inhoud = () if bsn is None else self.inhoud(aanbieder, onder_eerder_bsn=bsn != self.bsn)
                if bsn is not None and any(keuze.gewijzigd for keuze in inhoud):
                    self._leg_klaar(aanbieder, inhoud, bsn, status)
                    gestuurd.setdefault(aanbieder, {}).update(
                        {k.toewijzing.nummer: _getoond(k) for k in inhoud}
                    )
        self._vergeet_eerder_bsn()
        return gestuurd

    def _leg_klaar(
        self, aanbieder: AgbCode, inhoud: tuple[InBericht, ...], bsn: Bsn, status: Berichtstatus
    ) -> None:
        versies = tuple((k.toewijzing.nummer, k.toewijzing.actueel.volgnummer) for k in inhoud)
        nummer = len(self.berichten) + 1
        kop = Berichtkop(UUID(int=3000 + nummer), ROERMOND, aanbieder, str(nummer), status, versies)
        self.berichten.append((aanbieder, kop))
        wmo301 = maak_wmo301(
            een_client(bsn=bsn),
            inhoud,
            aanbieder=aanbieder,
            identificatie=kop.identificatie,
            dagtekening=self.vandaag,
            plek=lambda toewijzing: f"toewijzingen[{toewijzing.nummer}]",
        )
        self.wmo301s.append(wmo301)

    def antwoord(self, plaats: int, status: Berichtstatus) -> None:
        """The provider's return on a message."""
        aanbieder, kop = self.berichten[plaats]
        self.berichten[plaats] = aanbieder, replace(kop, status=status)
        self._vergeet_eerder_bsn()

    def _vergeet_eerder_bsn(self) -> None:
        if not any(self.inhoud(aanbieder, onder_eerder_bsn=True) for aanbieder in (P, Q)):
            self.eerder_bsn = None


def _getoond(keuze: InBericht) -> tuple[date, date | None, str | None]:
    periode = keuze.toewijzing.actueel.periode
    return periode.begin, periode.eind, keuze.reden_wijziging


Verstuurd = Mapping[AgbCode, Mapping[int, tuple[date, date | None, str | None]]]
