"""What holds of any client, whatever is decided, happens and is told, in whatever order (M18, W08).

A machine draws the acts, on few days so that they touch, and after each of them everything is checked. It
plays in a world: values alone, or the processes on a database (`tests/processen/ketenmachine.py`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import event, note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitsoort, Besluitstatus
from app.domain.feit import Feit, Feitsoort, Productaanduiding
from app.domain.fouten import BestaatAl, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.keten.dossier import (
    BekendeToewijzing,
    Berichtsleutel,
    Clientsleutel,
    Dossier,
    Toewijzingsleutel,
)
from app.domain.omzetting import Inkoop, Omzettingsoort
from app.domain.stapeling import Inzetperiode, stapelingen
from app.domain.toewijzing.gelijkheid import ongelijkheden, toegewezen
from app.domain.toewijzing.proef import botsingen
from app.domain.toewijzing.tijdlijn import Stuk, Toegewezen, geldend, reeks_van
from app.domain.toewijzing.toewijzing import Berichtkop, Berichtstatus, Oorzaak, Toewijzing, Toewijzingsversie
from app.domain.toewijzing.uitvoeren import stappen
from app.domain.toewijzing.vergelijken import Nummer
from app.domain.waarden import AgbCode
from app.istandaard import codec
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.opstellen import toegewezen_in
from app.istandaard.regels import Kennis, Productlijst, Vandaag, inhoud, samenhang
from tests.bouw.basis import ROERMOND
from tests.bouw.verloop import Clientverloop, Met, P, Q
from tests.domain.toewijzing.trekkingen import OMVANGEN, kort, losse_regels, volgende_regels
from tests.domain.toewijzing.zin import DAG, DAGEN, PEILDAGEN, beeld, volgens_de_zin

# What changed


def in_versie(toewijzing: Toewijzing, versie: Toewijzingsversie) -> Toegewezen:
    """What an allocation grants in one of its versions."""
    return replace(toegewezen(toewijzing), periode=versie.periode, omvang=versie.omvang, budget=versie.budget)


def andere(stukken: Iterable[Stuk], reeks: UUID) -> Counter[Toegewezen]:
    """What holds by every other reeks."""
    return Counter(stuk.inhoud for stuk in stukken if stuk.reeks != reeks)


def eerder_dan(eind: date | None, ander: date | None) -> bool:
    return eind is not None and (ander is None or eind < ander)


def bedrag(versie: Toewijzingsversie) -> tuple[int, int]:
    return 0 if versie.omvang is None else versie.omvang.volume, versie.budget or 0


def sluit_aan(een: Toegewezen, ander: Toegewezen) -> bool:
    """Whether the second begins the day after the first."""
    return een.periode.eind is not None and een.periode.eind + DAG == ander.periode.begin


def gewijzigd(
    eerder: dict[int, Nummer], nu: dict[int, Toewijzing]
) -> Iterator[tuple[int, tuple[Toewijzing, Toewijzingsversie | None]]]:
    """Each number with a new version: as it is now, as its provider knew it."""
    for nummer, oud in eerder.items():
        if len(nu[nummer].versies) > len(oud.toewijzing.versies):
            yield nummer, (nu[nummer], oud.bekend)


class Stand(NamedTuple):
    """Everything that an act may change."""

    besluiten: dict[UUID, Besluit]
    feiten: dict[UUID, Feit]
    toewijzingen: dict[int, Toewijzing]
    berichten: list[tuple[AgbCode, Berichtkop]]
    aantal_omzettingen: int
    bsns: tuple[str | None, ...]


OMZETTINGEN = [
    (Inkoop("01", "01H01"), Inkoop("01", "01H02")),
    (Inkoop("01", "01H02"), Inkoop("01", "01H01")),
    (Inkoop("01", "01H01", P), Inkoop("01", "01H02", Q)),
    (Inkoop("01", "01H01", P), Inkoop("01", "01H01", Q)),
    (Inkoop("01", "01H02", Q), Inkoop("01", "01H02", P)),
    (Inkoop("11", "11A01", P), Inkoop("11", "11A01", Q)),
]
"""To another product, another provider, or both; there and back."""
PRODUCTLIJST = Productlijst(frozenset((code[:2], code) for code in OMVANGEN if code[2:]))
MET = st.sampled_from([(P, Q), (P, Q), (P,), ()])
KLAAR, VERZONDEN, GOED, FOUT = Berichtstatus
OVERLIJDEN = Feitsoort.OVERLIJDEN


class Clientmachine(RuleBasedStateMachine):
    """One client: each rule is an act, each invariant holds after it."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = self.wereld(DAGEN[3])
        self.vast: dict[int, Toegewezen] = {}
        self.gekeurd = 0

    def wereld(self, vandaag: date) -> Clientverloop:
        """Where it plays."""
        return Clientverloop(vandaag)

    @initialize(data=st.data())
    def eerste_besluit(self, data: st.DataObject) -> None:
        self.nieuw_besluit(data.draw)

    @rule(data=st.data())
    def stap(self, data: st.DataObject) -> None:
        """One act, of those that are possible now; what makes the others possible comes more often."""
        mogelijk = [
            handeling
            for gewicht, handeling, stof in (
                (5, self.wijziging, self.te_wijzigen()),
                (3, self.het_wordt_later, True),
                (4, self.stuur, True),
                (2, self.nieuw_besluit, True),
                (2, self.alsnog_uitvoeren, self.wachtend()),
                (2, self.antwoord, self.onderweg()),
                (2, self.wijzig_feit, self.staande_feiten()),
                (1, self.alsnog_bekendmaken, self.met_status(Besluitstatus.GENOMEN)),
                (1, self.beeindiging, self.te_wijzigen()),
                (1, self.creditering, self.loop.gedeclareerd),
                (2, self.declaratie, self.declarabel()),
                (1, self.feit, len(self.staande_feiten()) < 2),
                (1, self.feit_alsnog, self.wachtende_feiten()),
                (1, self.intrekken, self.in_te_trekken()),
                (2, self.omzetting, self.om_te_zetten()),
                (1, self.ander_bsn, self.loop.berichten),
                *self.verder(),
            )
            if stof
            for _ in range(gewicht)
        ]
        handeling = data.draw(st.sampled_from(mogelijk))
        self.noteer("stap")
        handeling(data.draw)

    def verder(self) -> Iterable[tuple[int, Callable[[st.DrawFn], None], object]]:
        """The acts that are possible in this world only."""
        return ()

    def noteer(self, wat: str) -> None:
        """Count what is done, for who asks whether the drawing is steered well."""
        event(wat)

    def het_wordt_later(self, trek: st.DrawFn) -> None:
        verder = trek(st.sampled_from([1, 9, 10, 11]))
        self.loop.vandaag = min(self.loop.vandaag + verder * DAG, DAGEN[-2])
        note(f"{self.loop.vandaag}")

    # Decisions

    def nieuw_besluit(self, trek: st.DrawFn) -> None:
        regels = trek(st.lists(losse_regels(self.rond_nu()), min_size=1, max_size=3))
        soort = trek(st.sampled_from([Besluitsoort.REGULIER, Besluitsoort.SPOED]))
        self.beslis(trek, *regels, soort=soort)

    def wijziging(self, trek: st.DrawFn) -> None:
        eerder = trek(st.sampled_from(self.te_wijzigen()))
        ingang = trek(st.sampled_from(self.rond_nu()))
        self.beslis(
            trek,
            *trek(volgende_regels(self.geldend_in(eerder), ingang)),
            wijzigt=eerder,
            ingang=ingang,
            soort=trek(st.sampled_from([Besluitsoort.HERBEOORDELING, Besluitsoort.HERSTEL])),
            op_verzoek_van_aanbieder=trek(st.sampled_from([False, False, False, True])),
        )

    def beeindiging(self, trek: st.DrawFn) -> None:
        eerder = trek(st.sampled_from(self.te_wijzigen()))
        self.beslis(trek, wijzigt=eerder, ingang=trek(st.sampled_from(self.rond_nu())))

    def beslis(self, trek: st.DrawFn, *regels: Besluitregel, **anders: Any) -> None:
        tot = trek(st.sampled_from(["genomen", "bekend", "bekend", *["uitgevoerd"] * 6]))
        note(f"{kort(regels)} {anders.get('wijzigt') and anders['wijzigt'].kenmerk} i {anders.get('ingang')}")
        if self.probeer("nemen", lambda: self.loop.neem(*regels, **anders)) and tot != "genomen":
            besluit = list(self.loop.besluiten.values())[-1]
            if self.probeer("bekendmaken", lambda: self.loop.maak_bekend(besluit)) and tot != "bekend":
                self.voer_uit(self.loop.besluiten[besluit.id], trek(MET))

    def alsnog_bekendmaken(self, trek: st.DrawFn) -> None:
        besluit = trek(st.sampled_from(self.met_status(Besluitstatus.GENOMEN)))
        self.probeer("bekendmaken", lambda: self.loop.maak_bekend(besluit))

    def alsnog_uitvoeren(self, trek: st.DrawFn) -> None:
        self.voer_uit(trek(st.sampled_from(self.wachtend())), trek(MET))

    def intrekken(self, trek: st.DrawFn) -> None:
        besluit = trek(st.sampled_from(self.in_te_trekken()))
        rust_erop = any(b.wijzigt == besluit.id for b in self.staande_besluiten())
        gelukt = self.probeer("intrekken", lambda: self.loop.trek_in(besluit))
        assert not (gelukt and rust_erop)

    # What happens to the client

    def feit(self, trek: st.DrawFn) -> None:
        soort = trek(st.sampled_from(Feitsoort))
        op = self.rooster(trek(st.sampled_from([0, -1, -2] if soort is OVERLIJDEN else [0, -1, 1, 2])))
        alleen = trek(st.sampled_from([None, "01", "11"])) if soort is Feitsoort.ANDER_DOMEIN else None
        producten = () if alleen is None else (Productaanduiding(alleen),)
        met = trek(MET)
        note(f"{soort} {op} {producten}")
        self.probeer(f"feit {soort}", lambda: self.loop.feit(soort, op, *producten, met=met), met)

    def wijzig_feit(self, trek: st.DrawFn) -> None:
        feit = trek(st.sampled_from(self.staande_feiten()))
        hoe = trek(st.sampled_from(["verplaats", "vervalt", "keert terug", "keert terug"]))
        dag, met = trek(st.sampled_from(self.rond_nu())), trek(MET)
        note(f"{feit.soort} {hoe} {dag}")

        if hoe == "verplaats":
            self.probeer(f"feit {hoe}", lambda: self.loop.verplaats(feit, dag, met=met), met)
        elif hoe == "vervalt":
            self.probeer(f"feit {hoe}", lambda: self.loop.laat_vervallen(feit), ())
        else:
            self.probeer(f"feit {hoe}", lambda: self.loop.keer_terug(feit, dag), ())

    def feit_alsnog(self, trek: st.DrawFn) -> None:
        feit, met = trek(st.sampled_from(self.wachtende_feiten())), trek(MET)
        self.probeer("feit alsnog", lambda: self.loop.voer_alsnog_uit(feit, met), met)

    # What happens to what is bought, and who the client turns out to be

    def omzetting(self, trek: st.DrawFn) -> None:
        soort, met = trek(st.sampled_from(Omzettingsoort)), trek(MET)
        per, van, naar = trek(st.sampled_from(self.om_te_zetten()))
        note(f"omzetting {van} {naar} {per}")
        self.probeer(f"omzetting {soort}", lambda: self.loop.zet_om(van, naar, per, soort, *met), met)

    def ander_bsn(self, trek: st.DrawFn) -> None:
        voor = {n.toewijzing.nummer for n in self.loop.nummers() if n.bekend is not None}
        if self.probeer("ander Bsn", self.loop.wijzig_bsn):
            assert all(self.loop.toewijzingen[nummer].onder_eerder_bsn for nummer in voor)

    # Messages and declarations

    def stuur(self, trek: st.DrawFn) -> None:
        wie = trek(st.sampled_from([(P,), (Q,), (P, Q), (P, Q)]))
        status = trek(st.sampled_from([KLAAR, VERZONDEN, GOED, GOED]))
        gestuurd = self.loop.stuur(*wie, status=status)
        for aanbieder in wie:
            self.aanbieder_weet_alles(aanbieder)
        for aanbieder in gestuurd:
            self.noteer(f"301 {status}")
            note(f"301 {status} {aanbieder} {gestuurd[aanbieder]}")

    def antwoord(self, trek: st.DrawFn) -> None:
        plaats, status = trek(st.sampled_from(self.onderweg())), trek(st.sampled_from([GOED, GOED, FOUT]))
        self.loop.antwoord(plaats, status)
        self.noteer(f"301 {status}")
        note(f"301 {plaats + 1} {status}")

    def declaratie(self, trek: st.DrawFn) -> None:
        toewijzing = trek(st.sampled_from(self.declarabel()))
        periode, nummer = toewijzing.actueel.periode, toewijzing.nummer
        dag = trek(
            st.sampled_from([periode.begin, min(self.loop.vandaag, periode.eind or self.loop.vandaag)])
        )
        self.loop.gedeclareerd[nummer] = max(dag, self.loop.gedeclareerd.get(nummer, dag))
        note(f"{nummer} gedeclareerd tot {self.loop.gedeclareerd[nummer]}")

    def creditering(self, trek: st.DrawFn) -> None:
        nummer = trek(st.sampled_from(sorted(self.loop.gedeclareerd)))
        del self.loop.gedeclareerd[nummer]
        note(f"{nummer} gecrediteerd")

    # How acts are done

    def voer_uit(self, besluit: Besluit, met: Met) -> None:
        if not besluit.toe_te_wijzen:
            return
        stukken, oud = self.loop.geldend(), self.toegewezen()
        if self.probeer("uitvoeren", lambda: self.loop.voer_uit(besluit, *met), met):
            reeks = self.reeks(besluit)
            assert andere(self.loop.geldend(), reeks) == andere(stukken, reeks)
            voor, na, ingang = beeld(oud).dagen, beeld(self.toegewezen()).dagen, besluit.ingangsdatum
            for dag in PEILDAGEN:
                assert voor[dag] <= na[dag] if ingang is None else dag >= ingang or voor[dag] == na[dag]

    def probeer(self, wat: str, handeling: Callable[[], object], met: Met | None = None) -> bool:
        """Do it; when it is refused nothing has changed, and when it is done what it asked was there."""
        stand, nummers = self.stand(), {n.toewijzing.nummer: n for n in self.loop.nummers()}
        try:
            handeling()
        except (VoorwaardeNietVervuld, VerkeerdeStatus, BestaatAl) as fout:
            regels = {str(veld.regel) for veld in getattr(fout, "velden", ())}
            self.noteer(f"{wat}: geweigerd {'+'.join(sorted(regels))}")
            note(f"{wat} geweigerd: {fout} {regels}")
            assert self.stand() == stand
            assert "M18" not in regels, "the difference does not make them equal"
            return False
        self.noteer(f"{wat}: gedaan")
        note(f"{wat}: {kort(self.toegewezen())}")
        self.afgesproken(nummers, met)
        self.niet_naast_wat_doorloopt(nummers)
        return True

    def stand(self) -> Stand:
        loop = self.loop
        return Stand(
            dict(loop.besluiten),
            dict(loop.feiten),
            dict(loop.toewijzingen),
            list(loop.berichten),
            len(loop.omzettingen),
            (loop.bsn, loop.eerder_bsn),
        )

    def afgesproken(self, eerder: dict[int, Nummer], met: Met | None) -> None:
        """What a change asked of a provider was agreed with it, and what it declared was credited."""
        vandaag = self.loop.vandaag
        for nummer, (toewijzing, bekend) in gewijzigd(eerder, self.loop.toewijzingen):
            nu, akkoord = toewijzing.actueel, met is None or toewijzing.aanbieder in met
            gedeclareerd = self.loop.gedeclareerd.get(nummer)
            if toewijzing.verwijderd:
                assert nu.periode.begin == nu.periode.eind
                assert gedeclareerd is None or bekend is None
                begonnen = nu.periode.begin <= vandaag and not self.overleden_voor(nu.periode.begin)
                assert akkoord or bekend is None or not begonnen
                continue
            if bekend is None:
                continue
            overleden = any(
                f.soort is Feitsoort.OVERLIJDEN and f.id == nu.feit_id for f in self.staande_feiten()
            )
            if eerder_dan(nu.periode.eind, bekend.periode.eind) and not overleden:
                assert nu.periode.eind is not None
                assert akkoord or nu.periode.eind >= vandaag
                assert akkoord or gedeclareerd is None or nu.periode.eind >= gedeclareerd
            verzocht = self.loop.besluiten[nu.besluit_id].op_verzoek_van_aanbieder
            assert akkoord or verzocht or bedrag(nu) >= bedrag(bekend)
            if eerder_dan(bekend.periode.eind, nu.periode.eind) and not toegewezen(toewijzing).totaal:
                assert bekend.periode.eind is not None
                assert self.viel_weg(bekend) or bekend.periode.eind >= vandaag

    def overleden_voor(self, dag: date) -> bool:
        """Whether the client died before this day."""
        return any(f.soort is OVERLIJDEN and f.op < dag for f in self.staande_feiten())

    def viel_weg(self, bekend: Toewijzingsversie) -> bool:
        """Whether the fact that set this end turned out otherwise."""
        feit = None if bekend.feit_id is None else self.loop.feiten[bekend.feit_id]
        return feit is not None and (feit.vervallen or feit.laatste_dag != bekend.periode.eind)

    def niet_naast_wat_doorloopt(self, eerder: dict[int, Nummer]) -> None:
        """No new number begins the day after one that could have gone on under its own number."""
        staand = [t for t in self.loop.toewijzingen.values() if not t.verwijderd]
        for nieuw in staand:
            inhoud = toegewezen(nieuw)
            if nieuw.nummer in eerder or inhoud.totaal:
                continue
            for ander in staand:
                if toegewezen(ander).aard == inhoud.aard and sluit_aan(toegewezen(ander), inhoud):
                    assert ander.nummer in eerder, "two new numbers for what is one"
                    assert not eerder[ander.nummer].mag_doorlopen(self.loop.vandaag)

    def keur_bericht(self, plaats: int) -> None:
        """A message passes every rule against what the provider had before it, with the right reasons."""
        (aanbieder, kop), wmo301 = self.loop.berichten[plaats], self.loop.wmo301s[plaats]
        codec.schrijf(wmo301)
        kennis = Kennis(Vandaag(self.loop.vandaag), gemeentelijst(), productlijst=PRODUCTLIJST)
        dossier = self.dossier(aanbieder, plaats)
        bevindingen = [*inhoud(wmo301), *samenhang(wmo301, dossier, kennis).bevindingen]
        assert not bevindingen, bevindingen
        bekend = self.versies_bij(aanbieder, plaats)
        producten = wmo301.client.toegewezen_producten
        for product, (nummer, volgnummer) in zip(producten, kop.versies, strict=True):
            toewijzing = self.loop.toewijzingen[nummer]
            versie = next(v for v in toewijzing.versies if v.volgnummer == volgnummer)
            assert int(product.toewijzing_nummer) == nummer
            assert toegewezen_in(product, wmo301.header) == in_versie(toewijzing, versie)
            self.juiste_reden(product.reden_wijziging, versie, bekend.get(nummer))

    def juiste_reden(
        self, reden: str | None, nu: Toewijzingsversie, bekend: Toewijzingsversie | None
    ) -> None:
        if bekend is None:
            assert reden is None
        elif nu.oorzaak is Oorzaak.VERWIJDERING:
            assert reden == "13"
        elif (nu.periode, nu.omvang, nu.budget) != (bekend.periode, bekend.omvang, bekend.budget):
            minder = eerder_dan(nu.periode.eind, bekend.periode.eind) or bedrag(nu) < bedrag(bekend)
            van_feit = {"02", "06", "07"} if nu.feit_id else set()
            van_omzetting = {"03", "10", "11"} if nu.omzetting_id else set()
            van_besluit = {"05", "08", "09"} if minder else {"04"}
            assert reden in van_feit | van_omzetting | {"12", "14"} | van_besluit, (reden, nu, bekend)

    def dossier(self, aanbieder: AgbCode, tot: int) -> Dossier:
        """What the messages to a provider before this one left behind, by the Bsn that each carried."""
        onder = {
            nummer: wmo301.client.bsn
            for (agb, kop), wmo301 in zip(self.loop.berichten[:tot], self.loop.wmo301s[:tot], strict=True)
            if agb == aanbieder and kop.status is not FOUT
            for nummer, _ in kop.versies
        }
        return Dossier(
            clientsleutel=Clientsleutel,
            berichten=frozenset(
                Berichtsleutel("414", ROERMOND, kop.identificatie)
                for agb, kop in self.loop.berichten[:tot]
                if agb == aanbieder
            ),
            toewijzingen={
                Toewijzingsleutel(ROERMOND, nummer): BekendeToewijzing(
                    client=Clientsleutel(onder[nummer]),
                    aanbieder=aanbieder,
                    categorie=self.loop.toewijzingen[nummer].categorie,
                    productcode=self.loop.toewijzingen[nummer].productcode,
                    ingangsdatum=versie.periode.begin,
                    einddatum=versie.periode.eind,
                    omvang=versie.omvang,
                    budget=versie.budget,
                    verwijderd=versie.oorzaak is Oorzaak.VERWIJDERING,
                )
                for nummer, versie in self.versies_bij(aanbieder, tot).items()
            },
        )

    # What there is to choose from

    def rooster(self, verder: int) -> date:
        """A day of the grid, counted from the last one that is not after today."""
        nu = max(i for i, dag in enumerate(DAGEN) if dag <= self.loop.vandaag)
        return DAGEN[min(max(nu + verder, 0), len(DAGEN) - 1)]

    def rond_nu(self) -> list[date]:
        """Mostly soon, sometimes before."""
        return [self.rooster(verder) for verder in (1, 0, 2, 3, -1, -2, 1, 5)]

    def met_status(self, status: Besluitstatus) -> list[Besluit]:
        return [b for b in self.loop.besluiten.values() if b.status is status]

    def staande_besluiten(self) -> list[Besluit]:
        return [b for b in self.loop.besluiten.values() if b.status is not Besluitstatus.INGETROKKEN]

    def te_wijzigen(self) -> list[Besluit]:
        gewijzigd = {b.wijzigt for b in self.staande_besluiten()}
        return [b for b in self.met_status(Besluitstatus.BEKENDGEMAAKT) if b.id not in gewijzigd]

    def wachtend(self) -> list[Besluit]:
        """What can be carried out: it waits, and what it changes does not."""
        wachtend = {b.id: b for b in self.loop.besluiten.values() if b.toe_te_wijzen}
        return [b for b in wachtend.values() if b.wijzigt not in wachtend]

    def in_te_trekken(self) -> list[Besluit]:
        return [b for b in self.staande_besluiten() if b.uitgevoerd_op is None]

    def staande_feiten(self) -> list[Feit]:
        return [f for f in self.loop.feiten.values() if not f.vervallen]

    def wachtende_feiten(self) -> list[Feit]:
        return [f for f in self.staande_feiten() if f.wacht_bij]

    def onderweg(self) -> list[int]:
        return [i for i, (_, kop) in enumerate(self.loop.berichten) if kop.status in (KLAAR, VERZONDEN)]

    def declarabel(self) -> list[Toewijzing]:
        if not self.loop.met_declaraties:
            return []
        return [
            n.toewijzing
            for n in self.loop.nummers()
            if n.bekend
            and not n.toewijzing.verwijderd
            and n.toewijzing.actueel.periode.begin <= self.loop.vandaag
        ]

    def om_te_zetten(self) -> list[tuple[date, Inkoop, Inkoop]]:
        """From which days on there is support that goes over, and to what."""
        stukken = geldend(self.loop.genomen())
        return [
            (per, van, naar)
            for per in self.rond_nu()
            for van, naar in OMZETTINGEN
            if any(
                van.betreft(stuk.inhoud.aanbieder, stuk.inhoud.categorie, stuk.inhoud.productcode)
                and (stuk.periode.eind is None or stuk.periode.eind >= per)
                and not (stuk.inhoud.totaal and stuk.loopt_over(per))
                for stuk in stukken
            )
        ]

    def reeks(self, besluit: Besluit) -> UUID:
        return next((b for b in reversed(reeks_van(besluit, self.loop.besluiten.values()))), besluit).id

    def geldend_in(self, besluit: Besluit) -> list[Toegewezen]:
        reeks = self.reeks(besluit)
        return [s.inhoud for s in geldend(self.loop.genomen()) if s.reeks == reeks]

    # What is there

    def toegewezen(self) -> list[Toegewezen]:
        return [toegewezen(t) for t in self.loop.toewijzingen.values() if not t.verwijderd]

    def versies_bij(self, aanbieder: AgbCode, tot: int | None = None) -> dict[int, Toewijzingsversie]:
        """What a provider has: of every message that it did not reject, the last version of each number."""
        uit = {}
        for agb, kop in self.loop.berichten[:tot]:
            if agb == aanbieder and kop.status is not FOUT:
                for nummer, volgnummer in kop.versies:
                    versies = self.loop.toewijzingen[nummer].versies
                    uit[nummer] = next(v for v in versies if v.volgnummer == volgnummer)
        return uit

    def aanbieder_weet_alles(self, aanbieder: AgbCode) -> None:
        """What a provider has been told, and did not reject, is what holds."""
        gezien = (
            in_versie(self.loop.toewijzingen[nummer], versie)
            for nummer, versie in self.versies_bij(aanbieder).items()
            if versie.oorzaak is not Oorzaak.VERWIJDERING
        )
        assert beeld(gezien) == beeld(s.inhoud for s in self.loop.geldend()).bij(aanbieder)

    # What always holds

    @invariant()
    def wat_geldt_is_wat_de_zin_zegt_en_wat_is_toegewezen(self) -> None:
        for gebeurtenissen in (self.loop.gebeurtenissen(), self.loop.genomen()):
            zin = volgens_de_zin(gebeurtenissen)
            assert beeld(stuk.inhoud for stuk in geldend(gebeurtenissen)) == zin
            if gebeurtenissen == self.loop.gebeurtenissen():
                assert beeld(self.toegewezen()) == zin.bij(P, Q)
        assert not ongelijkheden(self.loop.geldend(), self.loop.toewijzingen.values())

    @invariant()
    def er_is_niets_te_wijzigen(self) -> None:
        loop = self.loop
        assert not stappen(loop.gebeurtenissen(), loop.nummers(), loop.vandaag)

    @invariant()
    def niets_stapelt(self) -> None:
        assert not list(botsingen(self.loop.genomen()))
        for aanbieder in (P, Q):
            perioden = [
                Inzetperiode(i.categorie, i.productcode, i.periode.begin, i.periode.eind)
                for i in self.toegewezen()
                if i.aanbieder == aanbieder
            ]
            assert not list(stapelingen(perioden))

    @invariant()
    def een_nummer_blijft_wat_het_is(self) -> None:
        for nummer, toewijzing in self.loop.toewijzingen.items():
            versies = [in_versie(toewijzing, versie) for versie in toewijzing.versies]
            (vast,) = {(v.aard, v.periode.begin) for v in versies}
            assert self.vast.setdefault(nummer, vast) == vast

    @invariant()
    def wie_niets_te_horen_heeft_weet_alles(self) -> None:
        for aanbieder in (P, Q):
            if not self.loop.heeft_nieuws(aanbieder):
                self.aanbieder_weet_alles(aanbieder)

    @invariant()
    def elk_nieuw_bericht_klopt(self) -> None:
        for plaats in range(self.gekeurd, len(self.loop.berichten)):
            self.keur_bericht(plaats)
        self.gekeurd = len(self.loop.berichten)
