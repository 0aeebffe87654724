"""A client in time through the processes, on a database: each act one transaction, then read back (M18).

It is played like the one of values alone, `tests/bouw/verloop.py`, and shows the same. What differs is the
program's own: a change is told at once, in a message that waits to be sent. No declarations come in yet, so
nothing here has to be credited.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count, product
from typing import Any, TypeVar
from uuid import UUID, uuid4

from app.domain.besluit.besluit import (
    AfgewezenDeel,
    Bekendmaking,
    Besluit,
    Besluitregel,
    Besluitsoort,
    Herzieningsgrond,
    Nadeel,
)
from app.domain.besluit.voorstel import tijd_per_week
from app.domain.feit import Feit, Feitsoort, Productaanduiding
from app.domain.fouten import BestaatAl, VoorwaardeNietVervuld
from app.domain.omzetting import Clientomzetting, Inkoop, Omzettingsoort
from app.domain.partijen import Identificatie, Identificatiewijze, Rol
from app.domain.plan.ondersteuningsplan import Productkeuze
from app.domain.profielen import Profielen
from app.domain.profielen.regioprofiel import Verandering
from app.domain.termijnen import Duur, Tijdseenheid
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.toewijzing import Berichtkop, Berichtstatus, Toewijzing
from app.domain.waarden import AgbCode, Bsn, Eenheid, Periode, voldoet_aan_elfproef
from app.istandaard import codec
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.xml import SCHEMAS
from app.opslag import Databank
from app.processen import bekendmaken, berichten, beslissen, clienten, feiten, omzetten, toewijzen
from app.processen.beslissen import Besluitgegevens
from app.processen.feiten import Feitgegevens, Verplaatsing
from app.processen.handeling import Handeling, Werkplaats
from app.processen.keten import volgen
from app.processen.omzetten import Omzetgegevens, Omzetopdracht
from app.processen.toewijzen import Aanbiederafspraak, Geregeld, Toewijsgegevens
from tests.bouw import (
    ROERMOND,
    briefgegevens,
    een_aanbieder,
    een_aanvraag,
    een_afziening,
    een_beller,
    een_client,
    een_contract,
    een_melding,
    een_onderzoek,
    een_plan_van_aanpak,
    een_product,
    een_resultaat,
    kalenders,
    verwerker,
)
from tests.bouw.plan import uren
from tests.bouw.verloop import Clientverloop, Met, P, Q
from tests.processen.verloop import alle_profielen

RUIM = Profielen(
    tuple(
        replace(p, zonder_eigen_plan=frozenset(Verandering), spoed_hoogstens=Duur(9, Tijdseenheid.JAREN))
        for p in alle_profielen().alle
    )
)
"""Regions in which a reassessment may grant anything on the plan that there is, and urgency lasts long."""

PRODUCTEN = ("01H01", "01H02", "11A01")
RESULTATEN = (*PRODUCTEN, "02")
"""A result for each product, under its code, and one for the category without a code."""
EEN_UUR = uren(1)
"""What a line says in words for the client where its extent does not (W05)."""

T = TypeVar("T")
_volgnummer = count()


def een_nieuw_bsn() -> Bsn:
    """One that no client here had before."""
    while not voldoet_aan_elfproef(cijfers := f"98{next(_volgnummer):07}"):
        pass
    return Bsn(cijfers)


class ZonderBrief(Werkplaats):
    """Makes no letters: what they say is tested elsewhere, and making them takes longer than all the rest."""

    def geef(self, maak: Callable[..., bytes], inhoud: object) -> bytes:
        """The same few bytes, whatever was asked."""
        return b"%PDF-1.7"


def leg_inkoop_vast(databank: Databank) -> None:
    """What a municipality buys from two providers; once per database."""
    with databank.transactie(verwerker(ROERMOND)) as opslag:
        opslag.briefgegevens.bewaar(briefgegevens())
        for agb in (P, Q):
            opslag.aanbieders.bewaar(een_aanbieder(agb=agb))
        for code in PRODUCTEN:
            eenheden = (Eenheid.UUR, Eenheid.STUKS_INSPANNING)
            keuze = Productkeuze(code[:2], code)
            opslag.producten.bewaar(een_product(keuze, eenheden=eenheden))
            for agb, eenheid in product((P, Q), eenheden):
                vanaf = Periode(date(2020, 1, 1))
                contract = een_contract(keuze, id=uuid4(), aanbieder=agb, eenheid=eenheid, periode=vanaf)
                opslag.contracten.bewaar(contract)


@dataclass
class Ketenverloop(Clientverloop):
    """Everything about one client of its own, as the database gives it after each act."""

    met_declaraties = False
    databank: Databank = field(kw_only=True)
    client_id: UUID = field(default_factory=uuid4)
    melding_id: UUID = field(default_factory=uuid4)
    plan_van_aanpak_id: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        self.bsn = een_nieuw_bsn()
        van = {"client_id": self.client_id, "melding_id": self.melding_id}
        onderzoek_id = uuid4()
        with self._stap(Rol.TOEGANG) as handeling:
            opslag = handeling.opslag
            vastgesteld = Identificatie(self.vandaag, Identificatiewijze.IDENTITEITSBEWIJS)
            opslag.clienten.bewaar(een_client(id=self.client_id, bsn=self.bsn, identificatie=vastgesteld))
            opslag.meldingen.bewaar(een_melding(id=self.melding_id, client_id=self.client_id, spoed=True))
            opslag.onderzoeken.bewaar(een_onderzoek(id=onderzoek_id, **van))
            opslag.plannen_van_aanpak.bewaar(
                een_plan_van_aanpak(
                    *(een_resultaat(code) for code in RESULTATEN),
                    id=self.plan_van_aanpak_id,
                    onderzoek_id=onderzoek_id,
                    termijn=Periode(date(2020, 1, 1)),
                    **van,
                )
            )
            for agb in (P, Q):
                opslag.afzieningen.bewaar(
                    een_afziening(
                        id=uuid4(), plan_van_aanpak_id=self.plan_van_aanpak_id, aanbieder=agb, **van
                    )
                )

    # What is decided

    def neem(
        self,
        *regels: Besluitregel,
        wijzigt: Besluit | None = None,
        ingang: date | None = None,
        soort: Besluitsoort | None = None,
        op_verzoek_van_aanbieder: bool = False,
        **anders: object,
    ) -> Besluit:
        """Drafted and taken; a refusal leaves no draft behind."""
        assert not anders
        gewoon = Besluitsoort.REGULIER if wijzigt is None else Besluitsoort.HERBEOORDELING
        soort = soort or gewoon
        genoemd = {code for regel in regels for code in regel.resultaten}
        over = tuple(code for code in RESULTATEN if code not in genoemd) if regels else ()
        gegevens = Besluitgegevens(
            soort=soort,
            melding_id=self.melding_id,
            motivering="Dit is passend.",
            plan_van_aanpak_id=self.plan_van_aanpak_id,
            regels=tuple(map(_met_tijd, regels)),
            afgewezen_delen=(AfgewezenDeel(over, "de rest", "Niet nodig."),) if over else (),
            kenmerk=f"{self.bsn.cijfers}-{len(self.besluiten) + 1}",
            wijzigt=None if wijzigt is None else wijzigt.id,
            ingangsdatum=ingang,
            op_verzoek_van_aanbieder=op_verzoek_van_aanbieder,
            nadeel=None
            if wijzigt is None
            else Nadeel(Herzieningsgrond.NIET_LANGER_AANGEWEZEN, gevraagd_op=self.vandaag),
        )

        def neem(handeling: Handeling) -> Besluit:
            if soort is Besluitsoort.REGULIER:
                aanvraag = een_aanvraag(
                    id=uuid4(),
                    client_id=self.client_id,
                    melding_id=self.melding_id,
                    ontvangen_op=self.vandaag,
                )
                handeling.opslag.aanvragen.bewaar(aanvraag)
                ontwerp = beslissen.ontwerp(handeling, replace(gegevens, aanvraag_id=aanvraag.id))
            else:
                ontwerp = beslissen.ontwerp(handeling, gegevens)
            return beslissen.neem(handeling, ontwerp.id, ontwerp.revisie)

        return self._doe(neem)

    def maak_bekend(self, besluit: Besluit) -> Besluit:
        """Announced today."""
        op = Bekendmaking(self.vandaag, "post")
        return self._doe(lambda h: bekendmaken.maak_bekend(h, besluit.id, besluit.revisie, op))

    def trek_in(self, besluit: Besluit) -> None:
        """Withdrawn."""
        self._doe(lambda h: beslissen.trek_in(h, besluit.id, besluit.revisie, "toch niet"))

    def voer_uit(self, besluit: Besluit, *met: AgbCode) -> tuple[Toewijzing, ...]:
        """Allocated, with an agreement with these providers."""
        gegevens = Toewijsgegevens(besluit.id, self._afspraken(met))
        return self._doe(lambda h: toewijzen.wijs_toe(h, gegevens)).toewijzingen

    def _afspraken(self, met: Met) -> tuple[Aanbiederafspraak, ...]:
        return tuple(Aanbiederafspraak(agb, self.vandaag, "teamleider", "akkoord") for agb in met)

    # What happens to the client, and to what is bought

    def feit(self, soort: Feitsoort, op: date, *producten: Productaanduiding, met: Met = (P, Q)) -> Feit:
        """Recorded today."""
        gegevens = Feitgegevens(soort, op, producten, self._afspraken(met))
        return self._doe(lambda h: feiten.leg_vast(h, self.client_id, gegevens)).feit

    def verplaats(self, feit: Feit, dag: date, *, met: Met = (P, Q)) -> Feit:
        """It was on another day."""
        naar = Verplaatsing(dag, "later", self._afspraken(met))
        return self._met_feit(feiten.verplaats, feit, naar)

    def keer_terug(self, feit: Feit, dag: date) -> Feit:
        """The client is back on this day."""
        return self._met_feit(feiten.keer_terug, feit, dag, "terug")

    def laat_vervallen(self, feit: Feit) -> Feit:
        """It was not so."""
        return self._met_feit(feiten.laat_vervallen, feit, "niet zo")

    def voer_alsnog_uit(self, feit: Feit, met: Met) -> Feit:
        """Now that it was settled with these providers."""
        return self._met_feit(feiten.voer_alsnog_uit, feit, Geregeld(self._afspraken(met)))

    def _met_feit(self, stap: Callable[..., feiten.Feituitvoering], feit: Feit, *hoe: object) -> Feit:
        return self._doe(lambda h: stap(h, self.client_id, feit.id, feit.revisie, *hoe)).feit

    def zet_om(
        self,
        van: Inkoop,
        naar: Inkoop,
        per: date,
        soort: Omzettingsoort = Omzettingsoort.CONTRACTWIJZIGING,
        *met: AgbCode,
    ) -> Clientomzetting:
        """Recorded, and carried out for this client; refused it waits, as in a run over all clients."""
        gegevens = Omzetgegevens(soort, per, van, naar, "Nieuw contract.")
        omzetting = self._doe(lambda h: omzetten.leg_vast(h, gegevens))
        try:
            return self.zet_alsnog_om(omzetting.id, met)
        except VoorwaardeNietVervuld:
            self._doe(lambda h: omzetten.laat_wachten(h, omzetting.id, self.client_id))
            raise

    def zet_alsnog_om(self, omzetting_id: UUID, met: Met) -> Clientomzetting:
        """Carried out for this client, with an agreement with these providers."""
        opdracht = Omzetopdracht(self.client_id, self._afspraken(met))
        return self._doe(lambda h: omzetten.voer_omzetting_uit(h, omzetting_id, opdracht)).omzetting

    def trek_omzetting_in(self, omzetting_id: UUID) -> None:
        """Carried out no further, for anybody."""

        def trek_in(handeling: Handeling) -> object:
            revisie = handeling.opslag.omzettingen.haal(omzetting_id).revisie
            return omzetten.trek_omzetting_in(handeling, omzetting_id, revisie, "toch niet")

        self._doe(trek_in)

    def wijzig_bsn(self) -> None:
        """The right Bsn is found."""

        def wijzig(handeling: Handeling) -> object:
            client = handeling.opslag.clienten.haal(self.client_id)
            return clienten.wijzig_client(handeling, replace(client, bsn=een_nieuw_bsn()))

        self._doe(wijzig, Rol.ADMINISTRATIE)

    def lijn(self) -> Clientlijn:
        """Everything that decides what is allocated."""
        with self._stap(Rol.BESLUIT) as handeling:
            return toewijzen.lees_lijn(handeling, self.client_id)

    # What is told

    def stuur(
        self, *aanbieders: AgbCode, status: Berichtstatus = Berichtstatus.GOEDGEKEURD
    ) -> dict[AgbCode, dict[int, tuple[date, date | None, str | None]]]:
        """Draw up again what a provider has yet to approve, and let everything go out that waits."""
        gestuurd: dict[AgbCode, dict[int, tuple[date, date | None, str | None]]] = {}
        for aanbieder in aanbieders or (P, Q):
            eerst = len(self.berichten)
            while self._stel_opnieuw_op(aanbieder):
                if len(self.berichten) >= eerst + 2:
                    break
            klaar = [
                plaats
                for plaats, (agb, kop) in enumerate(self.berichten)
                if agb == aanbieder and kop.status is Berichtstatus.KLAAR
            ]
            for plaats in klaar:
                self.antwoord(plaats, status)
                gestuurd[aanbieder] = {}
        return gestuurd

    def _stel_opnieuw_op(self, aanbieder: AgbCode) -> bool:
        if not self.heeft_nieuws(aanbieder):
            return False
        try:
            self._doe(lambda h: berichten.stel_opnieuw_op(h, self.client_id, aanbieder))
        except (BestaatAl, VoorwaardeNietVervuld):
            return False
        return True

    def antwoord(self, plaats: int, status: Berichtstatus) -> None:
        """It goes out, and the provider answers."""
        _, kop = self.berichten[plaats]
        if kop.status is Berichtstatus.KLAAR and status is not Berichtstatus.KLAAR:
            self._volg(kop, Berichtstatus.VERZONDEN)
        if status in (Berichtstatus.GOEDGEKEURD, Berichtstatus.AFGEKEURD):
            self._volg(kop, status)

    def _volg(self, kop: Berichtkop, status: Berichtstatus) -> None:
        def volg(handeling: Handeling) -> object:
            bericht = handeling.opslag.berichten.haal(kop.id)
            return volgen.volg(handeling, kop.id, bericht.revisie, status, "antwoord")

        self._doe(volg)

    # How acts are done

    def _doe(self, stap: Callable[[Handeling], T], rol: Rol = Rol.BESLUIT) -> T:
        """In one transaction, after which everything is read back, also when it was refused."""
        try:
            with self._stap(rol) as handeling:
                return stap(handeling)
        finally:
            self._lees()

    @contextmanager
    def _stap(self, rol: Rol) -> Iterator[Handeling]:
        beller, nu = een_beller(ROERMOND, rol), self.nu
        with self.databank.transactie(verwerker(beller, nu=nu)) as opslag:
            yield Handeling(beller, nu, RUIM, kalenders, SCHEMAS, opslag, ZonderBrief())

    def _lees(self) -> None:
        """Everything that is kept of this client; what is new comes last."""
        with self._stap(Rol.BESLUIT) as handeling:
            opslag = handeling.opslag
            self.besluiten = _in_volgorde(self.besluiten, opslag.besluiten.van_client(self.client_id))
            self.feiten = _in_volgorde(self.feiten, opslag.feiten.van_client(self.client_id))
            omzettingen = opslag.clientomzettingen.van_client(self.client_id)
            self.omzettingen = [o for o in omzettingen if o.uitgevoerd]
            self.wachtende_omzettingen = [o for o in omzettingen if not o.uitgevoerd]
            self.toewijzingen = {t.nummer: t for t in opslag.toewijzingen.van_client(self.client_id)}
            koppen = [
                (kop.identificatie, agb, kop)
                for agb in (P, Q)
                for kop in opslag.berichten.koppen_van_client_bij(self.client_id, agb)
            ]
            self.berichten = [(agb, kop) for _, agb, kop in sorted(koppen, key=lambda k: k[0])]
            nieuw = [kop.id for _, kop in self.berichten[len(self.wmo301s) :]]
            xml = {b.id: b.xml for b in opslag.berichten.met_ids(nieuw)} if nieuw else {}
            self.wmo301s += [_gelezen(xml[id]) for id in nieuw]
            client = opslag.clienten.haal(self.client_id)
            self.bsn, self.eerder_bsn = client.bsn, client.eerder_bsn


def _met_tijd(regel: Besluitregel) -> Besluitregel:
    """Said in concrete time where the extent does not say it (W05)."""
    return regel if tijd_per_week(regel) is not None else replace(regel, concrete_tijd=EEN_UUR)


def _in_volgorde(eerder: dict[UUID, Any], nu: tuple[Any, ...]) -> dict[UUID, Any]:
    per_id = {waarde.id: waarde for waarde in nu}
    return {id: per_id[id] for id in (*eerder, *(id for id in per_id if id not in eerder))}


def _gelezen(xml: bytes) -> Wmo301:
    bericht = codec.lees(xml)
    assert isinstance(bericht, Wmo301)
    return bericht
