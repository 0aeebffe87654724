"""What holds of any client, whatever is decided, happens and is told, in whatever order (M18, W08).

A machine draws the acts, on few days so that they touch, and after each of them everything is checked. What
holds by decision is written here a second time, as the sentence says it: over a day decides, per reeks, the
last decision whose ingangsdatum is not after it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import HealthCheck, event, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitsoort, Besluitstatus
from app.domain.feit import Feit, Feitsoort, Productaanduiding, keer_terug, laat_vervallen, verplaats
from app.domain.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.keten.dossier import (
    BekendeToewijzing,
    Berichtsleutel,
    Clientsleutel,
    Dossier,
    Toewijzingsleutel,
)
from app.domain.stapeling import Inzetperiode, stapelingen
from app.domain.toewijzing.berichtinhoud import InBericht
from app.domain.toewijzing.gelijkheid import ongelijkheden, toegewezen
from app.domain.toewijzing.proef import botsingen
from app.domain.toewijzing.tijdlijn import (
    Aard,
    Gebeurtenis,
    Stuk,
    Toegewezen,
    geldend,
    reeks_van,
    volgens_besluit,
)
from app.domain.toewijzing.toewijzing import Berichtkop, Berichtstatus, Oorzaak, Toewijzing, Toewijzingsversie
from app.domain.toewijzing.uitvoeren import stappen
from app.domain.toewijzing.vergelijken import Nummer
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Omvang, Periode
from app.istandaard import codec
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.opstellen import maak_wmo301
from app.istandaard.regels import Kennis, Productlijst, Vandaag, inhoud, samenhang
from tests.bouw import een_client
from tests.bouw.basis import ROERMOND
from tests.bouw.verloop import Clientverloop, Met, P, Q, regel, uren

DAG = timedelta(days=1)
DAGEN = tuple(date(2026, 1, 1) + i * timedelta(days=10) for i in range(18))
"""On which something begins, or before which it ends."""

PER_WEEK = tuple(uren(volume) for volume in (2, 4))
PER_MAAND = uren(8, Frequentie.PER_MAAND)
"""Only this and aids may be open: any other extent of the standard asks an end (CD076)."""
TOTALEN = tuple(uren(volume, Frequentie.TOTAAL) for volume in (90, 100, 140))
BUDGETTEN = (90_000, 100_000)
HULPMIDDEL = Omvang(1, Eenheid.STUKS_INSPANNING, Frequentie.PER_MAAND)

OMVANGEN: dict[str, Sequence[tuple[Omvang | None, int | None]]] = {
    "01H01": [(omvang, None) for omvang in (*PER_WEEK, PER_MAAND)],
    "01H02": [(omvang, None) for omvang in (*TOTALEN, PER_WEEK[0])],
    "02": [(None, budget) for budget in BUDGETTEN],
    "11A01": [(HULPMIDDEL, None), (HULPMIDDEL, None), (TOTALEN[0], None), (TOTALEN[1], None)],
}
"""What each product is granted in: per week, in all, by a budget, or several at once."""
PRODUCTEN = ("01H01", "01H01", "01H02", "02", "11A01", "11A01")


PEILDAGEN = sorted({dag + n * DAG for dag in DAGEN for n in (-1, 0, 1)} | {date(2030, 1, 1)})
"""Nothing begins or ends but around the days of the grid."""


# What holds, written apart


class Beeld(NamedTuple):
    """How often each support is there on each day, and which totals there are."""

    dagen: dict[date, Counter[Aard]]
    totalen: Counter[Toegewezen]

    def bij(self, *aanbieders: AgbCode) -> "Beeld":
        """With these providers only."""
        return Beeld(
            {
                dag: Counter({aard: n for aard, n in telling.items() if aard.aanbieder in aanbieders})
                for dag, telling in self.dagen.items()
            },
            Counter({totaal: n for totaal, n in self.totalen.items() if totaal.aanbieder in aanbieders}),
        )


def beeld(inhouden: Iterable[Toegewezen]) -> Beeld:
    """What these give together."""
    inhouden = list(inhouden)
    per_dag = [(i.aard, i.periode) for i in inhouden if not i.totaal]
    return Beeld(
        {dag: Counter(aard for aard, periode in per_dag if periode.bevat(dag)) for dag in PEILDAGEN},
        Counter(i for i in inhouden if i.totaal),
    )


def volgens_de_zin(gebeurtenissen: Sequence[Gebeurtenis]) -> Beeld:
    """Over a day decides, per reeks, the last decision whose ingangsdatum is not after it."""
    uit = Beeld({dag: Counter() for dag in PEILDAGEN}, Counter())
    for keten in ketens(gebeurtenissen):
        regels = {besluit.id: per_dag(gebeurtenissen, besluit) for besluit in keten}
        for dag in PEILDAGEN:
            uit.dagen[dag].update(
                inhoud.aard
                for inhoud, tot in regels[besluit_over(keten, dag).id]
                if inhoud.periode.bevat(dag) and dag <= tot
            )
        uit.totalen.update(totalen(gebeurtenissen, keten))
    return uit


def ketens(gebeurtenissen: Sequence[Gebeurtenis]) -> Iterator[list[Besluit]]:
    """Each reeks: a decision that changes no other, and those that changed it, one after another."""
    besluiten = [g for g in gebeurtenissen if isinstance(g, Besluit)]
    wijziging_van = {b.wijzigt: b for b in besluiten}
    for eerste in besluiten:
        if eerste.wijzigt is None:
            keten = [eerste]
            while keten[-1].id in wijziging_van:
                keten.append(wijziging_van[keten[-1].id])
            yield keten


def besluit_over(keten: Sequence[Besluit], dag: date) -> Besluit:
    """The last one whose ingangsdatum is not after the day; the first one always."""
    return next(b for b in reversed(keten) if b.ingangsdatum is None or b.ingangsdatum <= dag)


def per_dag(gebeurtenissen: Sequence[Gebeurtenis], besluit: Besluit) -> list[tuple[Toegewezen, date]]:
    """The lines of a decision that are no totals, each with the last day that facts leave of it."""
    plaats = gebeurtenissen.index(besluit)
    return [
        (inhoud, min((f.laatste_dag for f in beeindigend(gebeurtenissen, plaats, inhoud)), default=date.max))
        for inhoud in map(volgens_besluit, besluit.regels)
        if not inhoud.totaal
    ]


def beeindigend(gebeurtenissen: Sequence[Gebeurtenis], plaats: int, inhoud: Toegewezen) -> Iterator[Feit]:
    """The facts that end this support, granted at this place: not those after which the client was back."""
    for i, feit in enumerate(gebeurtenissen):
        if isinstance(feit, Feit) and feit.betreft(inhoud.categorie, inhoud.productcode):
            terug = i < plaats and feit.terug_per is not None and inhoud.periode.begin >= feit.terug_per
            if not terug and inhoud.aanbieder not in feit.wacht_bij:
                yield feit


def totalen(gebeurtenissen: Sequence[Gebeurtenis], keten: Sequence[Besluit]) -> list[Toegewezen]:
    """The totals of a reeks: as the last line with that begin says, cut by a decision without such a line."""
    lopend: list[Toegewezen] = []
    for plaats, gebeurtenis in enumerate(gebeurtenissen):
        if isinstance(gebeurtenis, Feit):
            lopend = na_feiten(lopend, [gebeurtenis], gebeurtenissen, 0)
        elif gebeurtenis in keten:
            regels = [t for t in map(volgens_besluit, gebeurtenis.regels) if t.totaal]
            lopend = list(niet_herhaald(lopend, regels, gebeurtenis.ingangsdatum))
            lopend += na_feiten(regels, gebeurtenissen[:plaats], gebeurtenissen, plaats)
    return lopend


def na_feiten(
    van: Iterable[Toegewezen], feiten: Sequence[Gebeurtenis], alle: Sequence[Gebeurtenis], plaats: int
) -> list[Toegewezen]:
    """What these facts leave of totals that were granted at this place."""
    uit: list[Toegewezen] = []
    for totaal in van:
        dagen = [f.laatste_dag for f in beeindigend(alle, plaats, totaal) if f in feiten]
        uit += tot_en_met(totaal, min(dagen)) if dagen else [totaal]
    return uit


def niet_herhaald(
    lopend: Sequence[Toegewezen], regels: Iterable[Toegewezen], ingang: date | None
) -> Iterator[Toegewezen]:
    """What remains of totals that no line repeats; of equal begins an equal total is repeated first."""
    over, regels = list(lopend), list(regels)
    if ingang is None:
        return
    for gelijk in (lambda a, b: a == b, lambda a, b: (a.aard, a.periode.begin) == (b.aard, b.periode.begin)):
        for wordt in list(regels):
            for oud in over:
                loopt = oud.periode.eind is None or oud.periode.eind >= ingang - DAG
                if loopt and gelijk(oud, wordt):
                    over.remove(oud)
                    regels.remove(wordt)
                    break
    for oud in over:
        yield from tot_en_met(oud, ingang - DAG)


def tot_en_met(inhoud: Toegewezen, dag: date) -> list[Toegewezen]:
    """What is left of it up to and including a day."""
    begin, eind = inhoud.periode.begin, inhoud.periode.eind
    if begin > dag:
        return []
    return [inhoud if eind is not None and eind <= dag else replace(inhoud, periode=Periode(begin, dag))]


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


# What is decided, drawn so that it touches what runs


@st.composite
def losse_regels(draw: st.DrawFn, dagen: Sequence[date]) -> Besluitregel:
    """A line that has nothing to do with what runs."""
    product = draw(st.sampled_from(PRODUCTEN))
    begin = draw(st.sampled_from(dagen))
    bij = draw(st.sampled_from([P, P, P, P, Q, None]))
    return een_regel(draw(st.sampled_from(OMVANGEN[product])), begin, draw(einden(begin)), bij, product)


def een_regel(
    omvang: tuple[Omvang | None, int | None],
    begin: date,
    eind: date | None,
    bij: AgbCode | None,
    product: str,
) -> Besluitregel:
    if eind is None and bij is not None and omvang[0] not in (PER_MAAND, HULPMIDDEL):
        eind = DAGEN[-1] - DAG
    uur, budget = (None, 300_000) if bij is None else omvang
    return regel(uur, begin, eind, bij=bij, product=product, budget=budget)


def einden(begin: date) -> st.SearchStrategy[date | None]:
    """The day before one of the next days of the grid, the first day itself, or open."""
    later = [dag - DAG for dag in DAGEN if dag > begin] or [begin]
    return st.sampled_from([*later[:6], *later[:6], begin, None])


@st.composite
def volgende_regels(draw: st.DrawFn, geldt: Sequence[Toegewezen], ingang: date) -> list[Besluitregel]:
    """Of each support that holds: the same, other, later, elsewhere, in phases or nothing; and maybe more."""
    regels: list[Besluitregel] = []
    for oud in geldt:
        if oud.periode.eind is None or oud.periode.eind >= ingang - DAG:
            regels += draw(na(oud, ingang))
    if draw(st.sampled_from([True, False, False])):
        later = [dag for dag in DAGEN if dag >= ingang]
        regels.append(draw(losse_regels(later[:4])))
    return draw(st.permutations(regels))


@st.composite
def na(draw: st.DrawFn, oud: Toegewezen, ingang: date) -> list[Besluitregel]:
    """What becomes of one support."""
    product, bij, eind = oud.productcode or oud.categorie, oud.aanbieder, oud.periode.eind
    assert product is not None
    omvang = (oud.omvang, oud.budget)
    herhaald = oud.totaal and draw(st.sampled_from([True, True, True, False]))
    begin = oud.periode.begin if herhaald else max(ingang, oud.periode.begin)
    if eind is not None and eind < begin:
        return []
    ander = draw(st.sampled_from(OMVANGEN[product]))
    match draw(st.sampled_from(HOE)):
        case "gelijk":
            return [een_regel(omvang, begin, eind, bij, product)]
        case "anders":
            return [een_regel(ander, begin, eind, bij, product)]
        case "ander eind":
            return [een_regel(omvang, begin, draw(einden(begin)), bij, product)]
        case "later":
            later = draw(st.sampled_from([dag for dag in DAGEN if dag > begin][:3] or [begin]))
            return [een_regel(omvang, later, draw(einden(later)), bij, product)]
        case "elders":
            in_natura = ander if bij is None else omvang
            return [een_regel(in_natura, begin, eind, draw(st.sampled_from([P, Q, None])), product)]
        case "fasen":
            midden = draw(st.sampled_from([dag for dag in DAGEN if dag > begin][:3] or [begin]))
            if midden == begin or (eind is not None and midden > eind):
                return []
            return [
                een_regel(ander, begin, midden - DAG, bij, product),
                een_regel(omvang, midden, eind, bij, product),
            ]
        case "twee":
            return [een_regel(omvang, begin, eind, bij, product)] * 2
        case _:
            return []


HOE = (
    "gelijk",
    "gelijk",
    "gelijk",
    "anders",
    "anders",
    "ander eind",
    "ander eind",
    "later",
    "elders",
    "fasen",
    "twee",
    "weg",
)


def kort(wat: Iterable[Toegewezen | Besluitregel]) -> str:
    """For who reads a counterexample."""
    return "; ".join(
        f"{w.aanbieder and 'PQ'[w.aanbieder == Q]} {w.productcode or w.categorie} "
        f"{w.omvang and f'{w.omvang.volume}/{w.omvang.frequentie}'} {w.budget} "
        f"{w.periode.begin}..{w.periode.eind}"
        for w in wat
    )


class Stand(NamedTuple):
    """Everything that an act may change."""

    besluiten: dict[UUID, Besluit]
    feiten: dict[UUID, Feit]
    toewijzingen: dict[int, Toewijzing]
    berichten: list[tuple[AgbCode, Berichtkop]]


PRODUCTLIJST = Productlijst(frozenset((code[:2], code) for code in OMVANGEN if code[2:]))
MET = st.sampled_from([(P, Q), (P, Q), (P,), ()])
KLAAR, VERZONDEN, GOED, FOUT = Berichtstatus
OVERLIJDEN = Feitsoort.OVERLIJDEN


class Clientmachine(RuleBasedStateMachine):
    """One client: each rule is an act, each invariant holds after it."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = Clientverloop(DAGEN[3])
        self.vast: dict[int, Toegewezen] = {}

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
            )
            if stof
            for _ in range(gewicht)
        ]
        data.draw(st.sampled_from(mogelijk))(data.draw)

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
        self.probeer(f"bekendmaken {besluit.kenmerk}", lambda: self.loop.maak_bekend(besluit))

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

        def wijzig() -> None:
            if hoe == "verplaats":
                nieuw = verplaats(feit, dag, self.loop.vandaag, "later", "m", self.loop.nu)
            elif hoe == "vervalt":
                nieuw = laat_vervallen(feit, "niet zo", "m", self.loop.nu)
            else:
                nieuw = keer_terug(feit, dag, "terug", "m", self.loop.nu)
            self.loop.met_feit(nieuw, met=met)

        self.probeer(f"feit {hoe}", wijzig, met)

    def feit_alsnog(self, trek: st.DrawFn) -> None:
        feit, met = trek(st.sampled_from(self.wachtende_feiten())), trek(MET)
        self.probeer("feit alsnog", lambda: self.loop.met_feit(feit, met=met), met)

    # Messages and declarations

    def stuur(self, trek: st.DrawFn) -> None:
        wie = trek(st.sampled_from([(P,), (Q,), (P, Q), (P, Q)]))
        status = trek(st.sampled_from([KLAAR, VERZONDEN, GOED, GOED]))
        for aanbieder in wie:
            self.keur_301(aanbieder)
        for aanbieder, gestuurd in self.loop.stuur(*wie, status=status).items():
            event(f"301 {status}")
            note(f"301 {status} {aanbieder} {gestuurd}")
            self.aanbieder_weet_alles(aanbieder)

    def antwoord(self, trek: st.DrawFn) -> None:
        plaats, status = trek(st.sampled_from(self.onderweg())), trek(st.sampled_from([GOED, GOED, FOUT]))
        self.loop.antwoord(plaats, status)
        event(f"301 {status}")
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
        except (VoorwaardeNietVervuld, VerkeerdeStatus) as fout:
            regels = {str(veld.regel) for veld in getattr(fout, "velden", ())}
            event(f"{wat}: geweigerd {'+'.join(sorted(regels))}")
            note(f"{wat} geweigerd: {fout} {regels}")
            assert self.stand() == stand
            assert "M18" not in regels, "the difference does not make them equal"
            return False
        event(f"{wat}: gedaan")
        note(f"{wat}: {kort(self.toegewezen())}")
        self.afgesproken(nummers, met)
        self.niet_naast_wat_doorloopt(nummers)
        return True

    def stand(self) -> Stand:
        loop = self.loop
        return Stand(dict(loop.besluiten), dict(loop.feiten), dict(loop.toewijzingen), list(loop.berichten))

    def afgesproken(self, eerder: dict[int, Nummer], met: Met | None) -> None:
        """What a change asked of a provider was agreed with it, and what it declared was credited."""
        vandaag = self.loop.vandaag
        for nummer, (toewijzing, bekend) in gewijzigd(eerder, self.loop.toewijzingen):
            nu, akkoord = toewijzing.actueel, met is None or toewijzing.aanbieder in met
            gedeclareerd = self.loop.gedeclareerd.get(nummer)
            if toewijzing.verwijderd:
                assert nu.periode.begin == nu.periode.eind
                assert gedeclareerd is None or bekend is None
                assert akkoord or bekend is None or nu.periode.begin > vandaag
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

    def keur_301(self, aanbieder: AgbCode) -> None:
        """What would go out now passes every rule against what the provider has, with the right reasons."""
        keuzes = self.loop.inhoud(aanbieder)
        if not any(keuze.gewijzigd for keuze in keuzes):
            return
        bericht = maak_wmo301(
            een_client(),
            keuzes,
            aanbieder=aanbieder,
            identificatie=str(len(self.loop.berichten) + 1),
            dagtekening=self.loop.vandaag,
            plek=lambda toewijzing: f"toewijzingen[{toewijzing.nummer}]",
        )
        codec.schrijf(bericht)
        kennis = Kennis(Vandaag(self.loop.vandaag), gemeentelijst(), productlijst=PRODUCTLIJST)
        bevindingen = [*inhoud(bericht), *samenhang(bericht, self.dossier(aanbieder), kennis).bevindingen]
        assert not bevindingen, bevindingen
        bekend = {n.toewijzing.nummer: n.bekend for n in self.loop.nummers()}
        for keuze in keuzes:
            self.juiste_reden(keuze, bekend[keuze.toewijzing.nummer])

    def juiste_reden(self, keuze: InBericht, bekend: Toewijzingsversie | None) -> None:
        reden, nu = keuze.reden_wijziging, keuze.toewijzing.actueel
        if bekend is None or not keuze.gewijzigd:
            assert reden is None
        elif keuze.toewijzing.verwijderd:
            assert reden == "13"
        elif (nu.periode, nu.omvang, nu.budget) != (bekend.periode, bekend.omvang, bekend.budget):
            minder = eerder_dan(nu.periode.eind, bekend.periode.eind) or bedrag(nu) < bedrag(bekend)
            van_feit = {"02", "06", "07"} if nu.feit_id else set()
            assert reden in van_feit | {"12", "14"} | ({"05", "08", "09"} if minder else {"04"})

    def dossier(self, aanbieder: AgbCode) -> Dossier:
        sleutel = Clientsleutel("client")
        return Dossier(
            clientsleutel=lambda bsn: sleutel,
            berichten=frozenset(
                Berichtsleutel("414", ROERMOND, kop.identificatie) for kop in self.loop.koppen(aanbieder)
            ),
            toewijzingen={
                Toewijzingsleutel(ROERMOND, nummer): BekendeToewijzing(
                    client=sleutel,
                    aanbieder=aanbieder,
                    categorie=self.loop.toewijzingen[nummer].categorie,
                    productcode=self.loop.toewijzingen[nummer].productcode,
                    ingangsdatum=versie.periode.begin,
                    einddatum=versie.periode.eind,
                    omvang=versie.omvang,
                    budget=versie.budget,
                    verwijderd=versie.oorzaak is Oorzaak.VERWIJDERING,
                )
                for nummer, versie in self.versies_bij(aanbieder).items()
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
        return [
            n.toewijzing
            for n in self.loop.nummers()
            if n.bekend
            and not n.toewijzing.verwijderd
            and n.toewijzing.actueel.periode.begin <= self.loop.vandaag
        ]

    def reeks(self, besluit: Besluit) -> UUID:
        return next((b for b in reversed(reeks_van(besluit, self.loop.besluiten.values()))), besluit).id

    def geldend_in(self, besluit: Besluit) -> list[Toegewezen]:
        reeks = self.reeks(besluit)
        return [s.inhoud for s in geldend(self.loop.genomen()) if s.reeks == reeks]

    # What is there

    def toegewezen(self) -> list[Toegewezen]:
        return [toegewezen(t) for t in self.loop.toewijzingen.values() if not t.verwijderd]

    def versies_bij(self, aanbieder: AgbCode) -> dict[int, Toewijzingsversie]:
        """What a provider has: of every message that it did not reject, the last version of each number."""
        uit = {}
        for kop in self.loop.koppen(aanbieder):
            if kop.status is not FOUT:
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
        assert not stappen(loop.gebeurtenissen(), loop.nummers(), loop.vandaag, loop.gedeclareerd.get)

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
            if not any(keuze.gewijzigd for keuze in self.loop.inhoud(aanbieder)):
                self.aanbieder_weet_alles(aanbieder)


TestClientmachine = Clientmachine.TestCase
TestClientmachine.settings = settings(
    max_examples=30, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
