"""A municipality and a provider, each with an installation of its own, that exchange nothing but bytes.

Messages get lost and are sent again, come twice, late and in another order, and are answered before their
sender has handed them over to its own installation. Each side keeps its history in a database; beside it
stands a history in memory, which must judge the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten import historie as h
from app.domain.keten.declaratie import Prestatie, staande
from app.domain.keten.dossier import Betrokkenen, Dossier, Partijen, Toewijzingsleutel, Verzoeksleutel
from app.domain.keten.geheugen import Geheugen
from app.domain.keten.historie import Historie, Vraag
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.berichten.wmo305 import Wmo305
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.declaraties import met_teken, prestatie_in, totaal_met_teken
from app.istandaard.gevolg import beantwoording, gevolg, herroep, referenties_in
from app.istandaard.historie import ontvanger_en_afzender, sleutel_van, vraag_van
from app.istandaard.leveringen import EERSTE
from app.istandaard.oordeel import Niveau, Oordeel, oordeel
from app.istandaard.regels import inhoud as in_bericht
from app.istandaard.retour import keurt_geheel_af
from app.istandaard.rustend import hierop_rust, rust_op
from app.istandaard.vervallen_credits import credits_op_geweigerd, laat_credits_vervallen_bij
from app.opslag import Databank
from app.processen.handeling import Handeling, Raadpleging
from app.processen.keten import naleveren, ontvangen
from app.processen.naslaan import openbare_kennis
from tests.istandaard.regels.bouw import BSN, VANDAAG
from tests.istandaard.retouren import AF, DEELS, GOED, retour
from tests.istandaard.verkeer import (
    ANDER,
    BERICHTEN,
    REFERENTIES,
    VAN,
    antwoorden_op,
    begin,
    declaratie,
    maanden,
    nummers,
    onder,
)
from tests.opslag.test_berichttaken import vereis_levertaken
from tests.processen.verloop import handel, raadpleeg

BSNS = (BSN, ANDER)
BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""When it is `VANDAAG`."""
GEMEENTEN = [code for code in gemeentelijst().codelijst.codes if gemeentelijst().geldig(code, VANDAAG)]
_reeksen = count()


def stand(bij: Historie, tussen: Partijen) -> dict[str, Any]:
    """All that one side keeps of what both must agree on, whatever its key for a client is."""
    gemeente, agb = Gemeentecode(tussen.gemeente), AgbCode(tussen.aanbieder)
    personen = {bsn: Betrokkenen(gemeente, agb, bij.clientsleutel(bsn)) for bsn in BSNS}
    op = [Toewijzingsleutel(gemeente, nummer) for nummer in VAN]
    sleutels = {
        *map(h.toewijzingen_van, personen.values()),
        *map(h.leveringen_van, personen.values()),
        *map(h.verzoeken_van, personen.values()),
        *map(h.prestaties_op, op),
    }
    dossier = bij.haal(Vraag(frozenset(sleutels)))
    wie = {van.client: bsn for bsn, van in personen.items()}
    return {
        "toewijzingen": {
            sleutel.nummer: (wie[t.client], t.productcode, t.ingangsdatum, t.einddatum, t.verwijderd)
            for sleutel, t in dossier.toewijzingen.items()
        },
        "leveringen": {
            wie[van.client]: Counter(historie.meldingen)
            for van, historie in dossier.leveringen.items()
            if historie.meldingen
        },
        "verzoeken": {
            sleutel.referentie: (wie[v.client], v.soort, v.stand) for sleutel, v in dossier.verzoeken.items()
        },
        "prestaties": {
            sleutel.nummer: Counter(regels) for sleutel, regels in dossier.prestaties.items() if regels
        },
    }


def beantwoorde_verzoeken(bericht: Any) -> Iterator[str]:
    """The requests that a municipality answers with this, which it does once it has them."""
    if isinstance(bericht, Wmo319):
        yield bericht.antwoord.referentie_aanbieder
    if isinstance(bericht, Wmo301):
        yield from filter(None, (p.referentie_aanbieder for p in bericht.client.toegewezen_producten))


Geleverd = tuple[str, int, date, date]
"""To whom, on which allocation, from which day, and up to and including which."""


def geleverd(bericht: Any, antwoord: bytes | None) -> Iterator[Geleverd]:
    """What this message says was delivered, and this answer does not refuse."""
    if isinstance(bericht, Wmo305):
        for start in bericht.client.start_producten:
            if start.status_aanlevering == EERSTE and start.toewijzing_nummer is not None:
                yield (
                    bericht.client.bsn,
                    int(start.toewijzing_nummer),
                    start.begindatum.dag,
                    start.begindatum.dag,
                )
    if isinstance(bericht, Wmo323) and antwoord is not None:
        geweigerd = {regel.product_referentie.referentie_nummer for regel in geweigerde(codec.lees(antwoord))}
        for client in bericht.declaratie.clienten:
            for regel in map(prestatie_in, client.prestaties):
                if not regel.is_credit and regel.referentie not in geweigerd:
                    yield client.bsn, regel.toewijzing, *regel.periode


def geweigerde(antwoord: Any) -> list[Any]:
    """The lines that a wmo325 sends back."""
    geheel = antwoord.declaratie_antwoord
    clienten = () if geheel is None else geheel.clienten
    return [regel for client in clienten for regel in client.prestaties]


@dataclass
class Kant:
    """One party with its installation, and beside that a history in memory."""

    databank: Databank
    code: str
    tussen: Partijen
    nu: datetime = BEGIN
    geheugen: Geheugen = field(default_factory=Geheugen)
    verzonden: dict[tuple[str, ...], bytes] = field(default_factory=dict)
    """By its key each message that was sent and not answered yet."""
    ids: dict[tuple[str, ...], object] = field(default_factory=dict)
    """By its key under what memory keeps it."""
    namen: dict[object, str] = field(default_factory=dict)
    """By the same which message it is."""
    beantwoord: list[bytes] = field(default_factory=list)
    """What was sent and answered."""
    uitgegaan: set[bytes] = field(default_factory=set)
    achter: list[bytes] = field(default_factory=list)
    """What went out and was not handed over to the own installation yet, in order."""
    wachtend: defaultdict[tuple[str, ...], list[bytes]] = field(default_factory=lambda: defaultdict(list))
    """By the key of a message the answers that came before it."""
    gezien: dict[bytes, Berichtontvangst] = field(default_factory=dict)

    @contextmanager
    def stap(self) -> Iterator[Handeling]:
        self.nu += timedelta(seconds=1)
        with handel(self.databank, self.code, Rol.ADMINISTRATIE, self.nu) as handeling:
            yield handeling

    def raadpleging(self) -> Raadpleging:
        return raadpleeg(self.code, Rol.ADMINISTRATIE, self.nu)

    @contextmanager
    def historie(self) -> Iterator[Historie]:
        with self.stap() as handeling:
            yield handeling.opslag.keten(self.code, self.tussen)

    def stand(self) -> dict[str, Any]:
        """What this side keeps; memory and database keep the same."""
        with self.historie() as keten:
            bewaard = stand(keten, self.tussen)
        assert bewaard == stand(self.geheugen, self.tussen)
        return bewaard

    def verzend(self, bericht: Any) -> bytes | None:
        """Hand it over to the own installation; the bytes that go out, unless any receiver rejects them."""
        inhoud = codec.schrijf(bericht)
        gelezen: Any = codec.lees(inhoud)
        ontvangst = ontvangen.ontvang(self.raadpleging(), self.stap, inhoud)
        if inhoud in self.uitgegaan:
            return inhoud
        dossier = self.geheugen.haal(vraag_van(gelezen, self.geheugen.clientsleutel))
        gegeven = oordeel(gelezen, dossier, openbare_kennis(VANDAAG))
        self._vergelijk(ontvangst, gegeven)
        sleutel = sleutel_van(gelezen)
        assert sleutel is not None
        wachtend = self.wachtend.pop(sleutel, [])
        if ontvangst.status is Ontvangststatus.AFGEKEURD and ontvangst.retour is None:
            assert gegeven.niveau is Niveau.INHOUD or dossier.berichten
            return None
        assert (ontvangst.status is Ontvangststatus.VERZONDEN) is not bool(wachtend)
        self.geheugen.leg_vast(ontvangst.id, gevolg(gelezen, dossier, Oordeel(Niveau.GEEN)))
        self.verzonden[sleutel], self.ids[sleutel] = inhoud, ontvangst.id
        self.namen[ontvangst.id] = f"{ontvangst.berichtsoort} {ontvangst.identificatie}"
        self.uitgegaan.add(inhoud)
        for antwoord in wachtend:
            self._neem_op_wat_wachtte(antwoord)
        return inhoud

    def lever_na(self) -> None:
        """Hand over what went out before, which is settled by what was answered meanwhile."""
        while self.achter:
            assert self.verzend(codec.lees(self.achter.pop(0))) is not None

    def _neem_op_wat_wachtte(self, inhoud: bytes) -> None:
        with self.stap() as handeling:
            ontvangst = handeling.opslag.ontvangsten.haal(self.gezien[inhoud].id)
        self.gezien[inhoud] = ontvangst
        self.geheugen.neem_terug(ontvangst.id)
        self._onthoud(codec.lees(inhoud), ontvangst)

    def ontvang(self, inhoud: bytes) -> bytes | None:
        """Judge what came in; the answer that goes back."""
        ontvangst = ontvangen.ontvang(self.raadpleging(), self.stap, inhoud)
        if inhoud in self.gezien:
            assert replace(ontvangst, revisie=0) == replace(self.gezien[inhoud], revisie=0)
        else:
            self.namen[ontvangst.id] = f"{ontvangst.berichtsoort} {ontvangst.identificatie}"
            self.gezien[inhoud] = ontvangst
            self._onthoud(codec.lees(inhoud), ontvangst)
        return None if ontvangst.antwoord is None else ontvangst.antwoord.encode()

    def _onthoud(self, bericht: Any, ontvangst: Berichtontvangst) -> None:
        dossier = self.geheugen.haal(vraag_van(bericht, self.geheugen.clientsleutel))
        gegeven = oordeel(bericht, dossier, openbare_kennis(VANDAAG))
        self._vergelijk(ontvangst, gegeven)
        antwoord = beantwoording(bericht)
        wordt_verwacht = antwoord is None or antwoord.op in self.verzonden
        if sleutel_van(bericht) is not None:
            mutaties = gevolg(bericht, dossier, gegeven, beslist=wordt_verwacht)
            self.geheugen.leg_vast(ontvangst.id, mutaties)
        if antwoord is None:
            return
        if not wordt_verwacht:
            if antwoord.op in map(sleutel_van, map(codec.lees, self.achter)):
                self.wachtend[antwoord.op].append(ontvangst.xml)
            anders = Ontvangststatus.GEWEIGERD if gegeven.bevindingen else Ontvangststatus.NA_TE_GAAN
            assert ontvangst.status is anders
            return
        op = self.ids[antwoord.op]
        rust = hierop_rust([self.namen[van] for van in rust_op(self.geheugen, op)])
        opmerking = rust if antwoord.wijst_af else None
        status = Ontvangststatus.GOEDGEKEURD if opmerking is None else Ontvangststatus.NA_TE_GAAN
        assert (ontvangst.status, ontvangst.opmerking) == (status, opmerking)
        self.beantwoord.append(self.verzonden.pop(antwoord.op))
        if isinstance(bericht, Wmo325):
            self._laat_credits_vervallen(bericht, ontvangst.id)
        if antwoord.wijst_af:
            herroep(self.geheugen, self.ids[antwoord.op], ontvangst.id, dossier)

    def _laat_credits_vervallen(self, antwoord: Wmo325, herkomst: object) -> None:
        """What was credited on a line that this answer refuses counts no more."""
        geweigerd = referenties_in(codec.lees(self.beantwoord[-1]) if keurt_geheel_af(antwoord) else antwoord)
        for van, referentie in [*credits_op_geweigerd([self.geheugen], antwoord, geweigerd)]:
            laat_credits_vervallen_bij(self.geheugen, self.tussen, van, {referentie: herkomst})

    def kent_verzoek(self, referentie: str) -> bool:
        """Whether a request with this reference came in."""
        sleutel = Verzoeksleutel(
            Gemeentecode(self.tussen.gemeente), AgbCode(self.tussen.aanbieder), referentie
        )
        return bool(self.geheugen.haal(Vraag(frozenset({h.van_verzoek(sleutel)}))).verzoeken)

    @staticmethod
    def _vergelijk(ontvangst: Berichtontvangst, gegeven: Oordeel) -> None:
        assert sorted(b.regel for b in ontvangst.bevindingen) == sorted(b.regel for b in gegeven.bevindingen)


class Uitwisseling(RuleBasedStateMachine):
    """What both sides send each other, and what becomes of it on the way."""

    databanken: ClassVar[tuple[Databank, Databank]]
    telling: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.reeks = next(_reeksen)
        # Two that never exchanged anything before: a number is given once by a municipality, to whomever.
        self.tussen = Partijen(GEMEENTEN[self.reeks], f"6{self.reeks:07}")
        self.gemeente, self.aanbieder = (
            Kant(databank, code, self.tussen)
            for databank, code in zip(self.databanken, self.tussen, strict=True)
        )
        self.kanten = {kant.code: kant for kant in (self.gemeente, self.aanbieder)}
        self.onderweg: list[bytes] = []
        self.regels: list[Any] = []
        self.uitbetaald = 0
        self._nummers = count()
        self.tel("reeks")

    def tel(self, wat: str) -> None:
        self.telling[wat] += 1

    @initialize()
    def ga_uit_van_een_jaar(self) -> None:
        for bericht in begin():
            self.verzend(bericht)
            self.bezorg_alles()

    # What is sent

    @rule(soort=st.sampled_from(sorted(BERICHTEN)), keuze=st.data(), opnieuw=st.booleans())
    def stuur(self, soort: str, keuze: Any, opnieuw: bool) -> None:
        """Anything, right or nearly so; now and then under an identification that was used before."""
        vast = f"{soort[:2]}-1" if opnieuw else None
        bericht = keuze.draw(BERICHTEN[soort])
        if all(self.gemeente.kent_verzoek(referentie) for referentie in beantwoorde_verzoeken(bericht)):
            self.verzend(bericht, vast)

    @precondition(lambda self: self.verzoeken_bij_de_gemeente())
    @rule(keuze=st.data())
    def beantwoord_verzoek(self, keuze: Any) -> None:
        """A request that came in, answered for the first time or again."""
        referentie = keuze.draw(st.sampled_from(self.verzoeken_bij_de_gemeente()))
        self.verzend(keuze.draw(antwoorden_op(referentie)))

    def verzoeken_bij_de_gemeente(self) -> list[str]:
        return [*filter(self.gemeente.kent_verzoek, REFERENTIES)]

    @rule(op=st.lists(nummers, min_size=1, max_size=3), maand=maanden)
    def declareer(self, op: list[int], maand: str) -> None:
        """A month anew."""
        self.verzend(self.declaratie([(self.nummer(), nummer, None) for nummer in op], maand))

    @precondition(lambda self: self.regels)
    @rule(keuze=st.data(), opnieuw=st.booleans(), maand=maanden)
    def crediteer(self, keuze: Any, opnieuw: bool, maand: str) -> None:
        """A line that was declared, granted or not, and perhaps declared again."""
        regel = keuze.draw(st.sampled_from(self.regels))
        credit = replace(
            regel,
            product_referentie=replace(
                regel.product_referentie,
                referentie_nummer=self.nummer(),
                vorig_referentie_nummer=regel.product_referentie.referentie_nummer,
            ),
            ingediend_bedrag=replace(
                regel.ingediend_bedrag,
                debet_credit="D" if regel.ingediend_bedrag.debet_credit == "C" else "C",
            ),
        )
        nummer = int(regel.toewijzing_nummer)
        extra = [(self.nummer(), nummer, None)] if opnieuw else []
        self.verzend(self.declaratie([*extra], maand, credit))

    def declaratie(self, regels: list[Any], maand: str, *klaar: Any) -> Any:
        return declaratie(regels, self.nummer(), maand, *klaar)

    def nummer(self) -> str:
        """One that was not used before."""
        return f"N{next(self._nummers)}"

    @rule(soort=st.sampled_from(["toewijzing", "start", "stop"]), keuze=st.data())
    def stuur_vooruit(self, soort: str, keuze: Any) -> None:
        """What is handed over to the own installation later goes out first."""
        self._stuur_vooruit(keuze.draw(BERICHTEN[soort]))

    @rule(op=st.lists(nummers, min_size=1, max_size=3), maand=maanden)
    def declareer_vooruit(self, op: list[int], maand: str) -> None:
        self._stuur_vooruit(self.declaratie([(self.nummer(), nummer, None) for nummer in op], maand))

    def _stuur_vooruit(self, bericht: Any) -> None:
        bericht = self.van_ons(bericht, None)
        kant, gelezen = self.kanten[bericht.header.afzender], codec.lees(codec.schrijf(bericht))
        if [*beantwoorde_verzoeken(bericht)] or in_bericht(gelezen, openbare_kennis(VANDAAG)):
            return
        kant.lever_na()
        kant.achter.append(codec.schrijf(bericht))
        self.onderweg.append(kant.achter[-1])
        if isinstance(bericht, Wmo323):
            self.regels += [regel for client in bericht.declaratie.clienten for regel in client.prestaties]
        self.tel("vooruit")

    @precondition(lambda self: any(kant.achter for kant in self.kanten.values()))
    @rule(nog_eens=st.sampled_from([None, GOED, AF]))
    def lever_na(self, nog_eens: str | None = None) -> None:
        """Perhaps after a second return on it, which decides nothing: the first one that came does."""
        for kant in self.kanten.values():
            for inhoud in kant.achter if nog_eens else ():
                bericht = codec.lees(inhoud)
                if sleutel_van(bericht) in kant.wachtend:
                    assert kant.ontvang(retour(bericht, str(nog_eens), self.nummer())) is None
                    self.tel("tweede antwoord vooraf")
            kant.lever_na()

    def van_ons(self, bericht: Any, identificatie: str | None) -> Any:
        van_aanbieder = len(bericht.header.afzender) == 8
        afzender, ontvanger = reversed(self.tussen) if van_aanbieder else self.tussen
        header = replace(bericht.header, afzender=afzender, ontvanger=ontvanger)
        return onder(replace(bericht, header=header), identificatie or self.nummer())

    def verzend(self, bericht: Any, identificatie: str | None = None) -> None:
        bericht = self.van_ons(bericht, identificatie)
        self.kanten[bericht.header.afzender].lever_na()
        inhoud = self.kanten[bericht.header.afzender].verzend(bericht)
        self.tel(f"{type(bericht).__name__.lower()}: gedaan")
        if inhoud is None:
            self.tel(f"{type(bericht).__name__.lower()}: niet verzonden")
            return
        self.onderweg.append(inhoud)
        if isinstance(bericht, Wmo323):
            self.regels += [regel for client in bericht.declaratie.clienten for regel in client.prestaties]

    # What becomes of it on the way

    @precondition(lambda self: self.onderweg)
    @rule(keuze=st.data(), blijft=st.booleans())
    def bezorg(self, keuze: Any, blijft: bool) -> None:
        """Any that is on its way arrives; it may come again."""
        plek = keuze.draw(st.integers(0, len(self.onderweg) - 1))
        self._bezorg(self.onderweg[plek] if blijft else self.onderweg.pop(plek))

    @precondition(lambda self: self.onderweg)
    @rule(keuze=st.data())
    def verlies(self, keuze: Any) -> None:
        self.onderweg.pop(keuze.draw(st.integers(0, len(self.onderweg) - 1)))

    @rule()
    def bezorg_alles(self) -> None:
        """In the order in which they were sent, answers too."""
        while self.onderweg:
            self._bezorg(self.onderweg.pop(0))

    @precondition(lambda self: any(kant.beantwoord for kant in self.kanten.values()))
    @rule(keuze=st.data(), wat=st.sampled_from([GOED, AF, DEELS]))
    def beantwoord_nog_eens(self, keuze: Any, wat: str) -> None:
        """A second return, which says the same or something else: it changes nothing."""
        kant = keuze.draw(st.sampled_from([kant for kant in self.kanten.values() if kant.beantwoord]))
        bericht: Any = codec.lees(keuze.draw(st.sampled_from(kant.beantwoord)))
        if sleutel_van(bericht) in kant.verzonden:
            return  # used again, for what waits for an answer
        if wat == DEELS and not isinstance(bericht, Wmo323):
            wat = AF
        eerder = kant.stand()
        tweede = retour(bericht, wat, self.nummer())
        assert kant.ontvang(tweede) is None
        assert kant.stand() == eerder
        self.tel(f"tweede antwoord: {kant.gezien[tweede].status}")

    @rule()
    def stuur_weer_wat_niet_is_beantwoord(self) -> None:
        for kant in self.kanten.values():
            self.onderweg += [inhoud for inhoud in kant.verzonden.values() if inhoud not in self.onderweg]

    def _bezorg(self, inhoud: bytes) -> None:
        bericht: Any = codec.lees(inhoud)
        naar = self.kanten[ontvanger_en_afzender(bericht)[0]]
        nieuw = inhoud not in naar.gezien
        dossier = self._dossier_bij_de_gemeente(bericht) if naar is self.gemeente else None
        antwoord = naar.ontvang(inhoud)
        if antwoord is not None:
            self.onderweg.append(antwoord)
        if not nieuw:
            return
        ontvangst = naar.gezien[inhoud]
        soort = type(bericht).__name__.lower()
        self.tel(f"{soort}: {ontvangst.status}")
        if isinstance(bericht, Wmo323):
            assert antwoord is not None
            self._is_in_balans(bericht, codec.lees(antwoord))
        if dossier is not None and ontvangst.status in naleveren.AANVAARD:
            self._past_in_een_toewijzing(geleverd(bericht, antwoord), dossier)

    # What must hold

    def _dossier_bij_de_gemeente(self, bericht: Any) -> Dossier:
        with self.gemeente.historie() as keten:
            return keten.haal(vraag_van(bericht, keten.clientsleutel))

    def _past_in_een_toewijzing(self, geleverd: Iterable[Geleverd], dossier: Dossier) -> None:
        """Nothing is delivered or declared outside an allocation as it stood then."""
        for bsn, nummer, eerste, laatste in geleverd:
            op = dossier.toewijzing(*self.tussen, nummer)
            assert op is not None
            assert not op.verwijderd
            assert op.client == dossier.clientsleutel(bsn)
            assert op.ingangsdatum <= eerste <= laatste <= (op.einddatum or laatste)

    def _is_in_balans(self, bericht: Wmo323, antwoord: Any) -> None:
        """What is granted and what is refused are together what was asked."""
        assert isinstance(antwoord, Wmo325)
        geheel = antwoord.declaratie_antwoord
        if geheel is None:
            return
        gevraagd = totaal_met_teken(bericht.declaratie.totaal_ingediend_bedrag)
        geweigerd = sum(met_teken(regel.ingediend_bedrag) for regel in geweigerde(antwoord))
        toegekend = totaal_met_teken(geheel.totaal_toegekend_bedrag)
        if beantwoording(antwoord).wijst_af:  # type: ignore[union-attr]
            assert toegekend == 0
        else:
            assert toegekend == gevraagd - geweigerd
        self.uitbetaald += toegekend

    def teardown(self) -> None:
        """Once all arrived, every message has its answer, and both sides agree."""
        for kant in self.kanten.values():
            kant.lever_na()
        while any(kant.verzonden for kant in self.kanten.values()) or self.onderweg:
            self.stuur_weer_wat_niet_is_beantwoord()
            self.bezorg_alles()
        van_gemeente = self.gemeente.stand()
        assert van_gemeente == self.aanbieder.stand()
        self._is_een_keer_toegekend(van_gemeente["prestaties"])
        for kant in self.kanten.values():
            vereis_levertaken(kant.databank, kant.code, kant.tussen)

    def _is_een_keer_toegekend(self, prestaties: dict[int, Counter[Prestatie]]) -> None:
        alle = [regel for op in prestaties.values() for regel in op.elements()]
        assert self.uitbetaald == sum(regel.bedrag for regel in alle)
        over = staande(alle)
        assert len({regel.referentie for regel in alle}) == len(alle)
        assert len({(r.toewijzing, r.productcode, r.periode) for r in over}) == len(over)
        assert sum(regel.bedrag for regel in over) == self.uitbetaald
