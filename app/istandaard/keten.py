"""A chain of messages between municipalities and providers: each one judged, answered and remembered.

Every party keeps its own history with each other one: of what it received by its own judgement, of what it
sent at once. An answer that this chain makes counts as sent and received at once. A message whose return
rejects it, given in the chain itself, counts as not sent (OP286); the first return that is given decides.
One that comes before its message waits for that, and is judged anew then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import Any

from app.domain.fouten import OngeldigeInvoer
from app.domain.keten.dossier import Berichtsleutel, Dossier, Partijen
from app.domain.keten.geheugen import Geheugen
from app.istandaard import codec, xml
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bestanden import Berichtbestand, Onleesbaar
from app.istandaard.bevindingen import Bevinding
from app.istandaard.controle import (
    controleer,
    heeft_bestandsfout,
    niet_gelezen,
    op_regel,
    waarom_in_keten,
)
from app.istandaard.declaraties import totaal_met_teken
from app.istandaard.dubbel import dubbel_na
from app.istandaard.gevolg import (
    MEESTE_WACHTENDE,
    REGELS_GEWEIGERD,
    TELT,
    TOCH_AFGEKEURD,
    Beantwoording,
    aaneen,
    andere_dag,
    beantwoording,
    dag_van,
    gevolg,
    herroep,
    referenties_in,
    scheve_totalen,
    tegenspraak,
)
from app.istandaard.historie import ontvanger_en_afzender, partijen_van, sleutel_van, vraag_van
from app.istandaard.kennis import Kennis
from app.istandaard.leveringen import vroege_start
from app.istandaard.oordeel import (
    DAARNA,
    Schakelstatus,
    daarna_van,
    oordeel,
    status_van,
)
from app.istandaard.regels import berichtsoort
from app.istandaard.regels.register import niet_gebouwd
from app.istandaard.retour import Afzending, antwoord, keurt_geheel_af, kopieert
from app.istandaard.rustend import hierop_rust, rust_op
from app.istandaard.tonen import toonbaar
from app.istandaard.vervallen_credits import (
    credit_vervallen,
    credits_op_geweigerd,
    laat_credits_vervallen_bij,
)

NIETS_VERZONDEN = "Dit retourbericht hoort bij geen bericht dat in deze keten is verzonden."


@dataclass(frozen=True, slots=True)
class Schakel:
    """One message of a chain: what was found, what becomes of it, and the answer."""

    berichtsoort: str
    """Empty for what is no message of iWmo 3.2."""
    status: Schakelstatus
    bevindingen: tuple[Bevinding, ...] = ()
    niet_gecontroleerd: tuple[str, ...] = ()
    antwoord: bytes | None = None
    """The answer as it goes out; None where the standard has none."""
    soort_antwoord: str | None = None
    opmerking: str | None = None
    """In Dutch, what a person has to know beside the findings."""
    bestand: str = ""
    """The name of the file that it was in."""
    daarna: str | None = None
    """In Dutch, what there is to do after mending what was found."""

    @property
    def geldig(self) -> bool:
        """Whether nothing was found."""
        return not self.bevindingen

    @property
    def waarom_niet(self) -> dict[str, str]:
        """The rules that were not checked, or not wholly, each with why, in Dutch."""
        return waarom_in_keten(self.berichtsoort, self.niet_gecontroleerd)

    @property
    def schoon(self) -> bool:
        """Whether it asks nothing of anybody."""
        return self.geldig and self.status is not Schakelstatus.NA_TE_GAAN


def waarom_niet_in(schakels: Iterable[Schakel]) -> dict[str, str]:
    """The same of a whole chain, but for messages that were refused: of those nothing else was checked."""
    beoordeeld = (s.waarom_niet for s in schakels if s.status is not Schakelstatus.GEWEIGERD)
    return {code: waarom for per_regel in beoordeeld for code, waarom in per_regel.items()}


@dataclass(slots=True)
class _Verzonden:
    """What became of a message, and whether a return in the chain said so."""

    bericht: Any
    status: Schakelstatus
    geweigerd: Set[str]
    """The references of the lines that are refused."""
    beantwoord: bool = False
    weersproken: bool = False
    """Whether a return came first that grants what was refused, which stands."""


class Keten:
    """A chain in memory; messages come in the order in which they were sent."""

    def __init__(self, kennis: Kennis, schemas: Path = xml.SCHEMAS) -> None:
        """Begin without any history; `kennis` is the same for every message, its day too."""
        self._kennis = kennis
        self._schemas = schemas
        self._historie: defaultdict[tuple[str, Partijen], Geheugen] = defaultdict(Geheugen)
        """What each party keeps of what goes between two."""
        self._gezien: dict[Hashable, Schakel] = {}
        self._verzonden: defaultdict[tuple[Partijen, Berichtsleutel], dict[bytes, _Verzonden]]
        self._verzonden = defaultdict(dict)
        """Under what should make a message unique: its bytes in short, and what became of it."""
        self._wachtend: defaultdict[tuple[Partijen, Berichtsleutel], dict[bytes, bytes]]
        self._wachtend = defaultdict(dict)
        """By the message that they name: the answers that fitted nothing, in the order in which they came."""
        self._genomen: list[tuple[str, bytes | Schakel]] = []
        """Each file by its name: its bytes in short, or what became of one that cannot be read."""
        self._namen: dict[Hashable, str] = {}
        """By its bytes in short: which message it is, and its identification."""
        self._nummers = count(1)

    def neem_bestand(self, bericht: Berichtbestand) -> Schakel:
        """Take the next message as it was found; of what cannot be read the one finding says why."""
        genomen: bytes | Schakel
        try:
            with bericht.open() as bestand:
                inhoud = bestand.read(xml.MAXIMUM + 1)
            self.neem(inhoud)
            genomen = sha256(inhoud).digest()
        except (Onleesbaar, OngeldigeInvoer) as reden:
            genomen = Schakel("", Schakelstatus.ONLEESBAAR, (niet_gelezen(reden),))
        self._genomen.append((bericht.naam, genomen))
        return self._staat(bericht.naam, genomen)

    def bestanden(self) -> list[Schakel]:
        """What became of each file in the end: an answer that came before its message is judged anew."""
        return [self._staat(naam, genomen) for naam, genomen in self._genomen]

    def _staat(self, naam: str, genomen: bytes | Schakel) -> Schakel:
        schakel = genomen if isinstance(genomen, Schakel) else self._gezien[genomen]
        return replace(schakel, bestand=naam)

    def neem(self, inhoud: bytes) -> Schakel:
        """Take the next message. The same bytes get the same answer, and count once.

        Raises `OnleesbaarBericht` or `OnbekendBericht` for what is no message of iWmo 3.2, nor an Fo01.
        """
        kenmerk = sha256(inhoud).digest()
        if kenmerk not in self._gezien:
            self._gezien[kenmerk] = self._beoordeel(inhoud, kenmerk)
        return self._gezien[kenmerk]

    def bij_gemeenten(self) -> Iterator[Dossier]:
        """What each municipality has of each provider once all that came was judged."""
        for (partij, tussen), geheugen in sorted(self._historie.items()):
            if partij == tussen.gemeente:
                yield geheugen.alles()

    def _beoordeel(self, inhoud: bytes, kenmerk: bytes) -> Schakel:
        if heeft_bestandsfout(inhoud):
            return self._aan_de_deur(inhoud)
        try:
            bericht: Any = codec.lees(inhoud, self._schemas)
        except (xml.OngeldigBericht, xml.OnbekendBericht):
            return self._aan_de_deur(inhoud)
        tussen = partijen_van(bericht)
        ontvanger, afzender = ontvanger_en_afzender(bericht)
        bij = self._historie[ontvanger, tussen]
        dossier = bij.haal(vraag_van(bericht, bij.clientsleutel))
        gegeven = oordeel(bericht, dossier, self._kennis)
        status = status_van(bericht, gegeven)
        beslist: bool | None = True
        opmerking, beantwoord = None, beantwoording(bericht)
        retour = antwoord(bericht, gegeven, self._afzending())
        sleutel = sleutel_van(bericht)
        if status is Schakelstatus.AFGEKEURD and retour is None:
            status = Schakelstatus.GEWEIGERD
        elif beantwoord is not None:
            beslist, opmerking = self._volg_antwoord(bericht, beantwoord, kenmerk, dossier)
            status = status if opmerking is None else Schakelstatus.NA_TE_GAAN
        elif status is Schakelstatus.GOEDGEKEURD:
            opmerking = vroege_start(bericht, dossier)
        if beantwoord is not None and (beslist is None or status is Schakelstatus.GEWEIGERD):
            self._wachtend[tussen, beantwoord.op][kenmerk] = inhoud
        if sleutel is not None:
            gezegd = None if retour is None else beantwoording(retour)
            geweigerd = frozenset() if gezegd is None else gezegd.geweigerd
            self._namen[kenmerk] = f"{berichtsoort(bericht)} {toonbaar(sleutel.identificatie, 40)}"
            self._verzonden[tussen, sleutel][kenmerk] = _Verzonden(bericht, status, geweigerd)
            bij.leg_vast(kenmerk, gevolg(bericht, dossier, gegeven, beslist=bool(beslist)))
            verzender = self._historie[afzender, tussen]
            eigen = verzender.haal(vraag_van(bericht, verzender.clientsleutel))
            verzender.leg_vast(kenmerk, gevolg(bericht, eigen, gegeven, beslist=bool(beslist)))
        if sleutel is not None and beantwoord is None:
            eerst = self._verzonden[tussen, sleutel][kenmerk]
            self._wek(tussen, sleutel)
            nu = self._verzonden[tussen, sleutel][kenmerk]
            if (nu.status, nu.geweigerd) != (eerst.status, eerst.geweigerd):
                status = nu.status
                opmerking = TOCH_AFGEKEURD if status is Schakelstatus.AFGEKEURD else REGELS_GEWEIGERD
        soort = berichtsoort(bericht)
        return Schakel(
            berichtsoort=soort,
            status=status,
            bevindingen=op_regel(gegeven.bevindingen, inhoud),
            niet_gecontroleerd=tuple(sorted({*gegeven.niet_gecontroleerd, *niet_gebouwd(soort)})),
            antwoord=None if retour is None else codec.schrijf(retour, self._schemas),
            soort_antwoord=None if retour is None else berichtsoort(retour),
            opmerking=opmerking,
            daarna=daarna_van(status, bericht, gegeven),
        )

    def _wek(self, tussen: Partijen, sleutel: Berichtsleutel) -> None:
        """Judge the answers that came before this message as if they came now, first what came first."""
        wachtend = self._wachtend[tussen, sleutel]
        for kenmerk in [*islice(wachtend, MEESTE_WACHTENDE)]:
            inhoud = wachtend.pop(kenmerk)
            for code in tussen:
                self._historie[code, tussen].neem_terug(kenmerk)
            self._gezien[kenmerk] = self._beoordeel(inhoud, kenmerk)

    def _aan_de_deur(self, inhoud: bytes) -> Schakel:
        """A file or a message that the schema refuses, or an Fo01 of the exchange: no answer follows."""
        controle = controleer(inhoud, self._kennis, self._schemas)
        status = Schakelstatus.NA_TE_GAAN if controle.geldig else Schakelstatus.GEWEIGERD
        return Schakel(
            controle.berichtsoort,
            status,
            controle.bevindingen,
            controle.niet_gecontroleerd,
            opmerking=controle.opmerking,
            daarna=DAARNA[status],
        )

    def _volg_antwoord(
        self, bericht: Any, beantwoord: Beantwoording, kenmerk: bytes, dossier: Dossier
    ) -> tuple[bool | None, str | None]:
        """Let an answer in the chain settle what it answers; whether it does, and in Dutch what is odd.

        None where it fits nothing.
        """
        tussen = partijen_van(bericht)
        verzonden = self._verzonden[tussen, beantwoord.op]
        if not verzonden:
            return None, NIETS_VERZONDEN

        def past(kenmerk: bytes) -> tuple[bool, bool]:
            op = verzonden[kenmerk]
            return kopieert(bericht, op.bericht), op.status is beantwoord.uitkomst

        dagen = {
            kenmerk: dag_van(op.bericht.header.bericht_identificatie) for kenmerk, op in verzonden.items()
        }
        op_dag = [kenmerk for kenmerk, dag in dagen.items() if dag == beantwoord.dagtekening]
        if not op_dag:
            return None, andere_dag(beantwoord.dagtekening, [*dagen.values()][-1])
        # Of two under one identification it is on the one that it copies, or agrees with, or the last.
        op = sorted(op_dag, key=past)[-1]
        eerder = verzonden[op]
        vreemd = tegenspraak(
            beantwoord,
            eerder.status,
            eerder.geweigerd,
            al_beantwoord=eerder.beantwoord,
            weersproken=eerder.weersproken,
        )
        beslist, opmerkingen = vreemd in TELT, [vreemd]
        if isinstance(bericht, Wmo325):
            ingediend = totaal_met_teken(eerder.bericht.declaratie.totaal_ingediend_bedrag)
            opmerkingen.append(scheve_totalen(bericht, ingediend))
        if not beslist:
            eerder.weersproken = True
        else:
            if beantwoord.wijst_af and eerder.status is not Schakelstatus.AFGEKEURD:
                opmerkingen.insert(1, self._hierop_rust(tussen, op))
            if isinstance(bericht, Wmo325):
                self._laat_credits_vervallen(bericht, eerder.bericht, kenmerk)
            if beantwoord.wijst_af:
                for code in tussen:
                    herroep(self._historie[code, tussen], op, kenmerk, dossier)
            if isinstance(bericht, Wmo325):
                weg = eerder.bericht if beantwoord.wijst_af else bericht
                dubbel = dubbel_na(self._historie[tussen.gemeente, tussen], weg)
                opmerkingen.append(None if dubbel is None else dubbel.tekst)
            uitkomst, geweigerd = beantwoord.uitkomst, beantwoord.geweigerd
            verzonden[op] = _Verzonden(eerder.bericht, uitkomst, geweigerd, beantwoord=True)
        return beslist, aaneen(*opmerkingen)

    def _laat_credits_vervallen(self, antwoord: Wmo325, declaratie: Wmo323, kenmerk: bytes) -> None:
        """Let what was granted to take back a line that is refused now count no more."""
        tussen = partijen_van(antwoord)
        geweigerd = referenties_in(declaratie if keurt_geheel_af(antwoord) else antwoord)
        vervallen: set[Hashable] = set()
        van_beide = [self._historie[code, tussen] for code in tussen]
        for van, referentie in [*credits_op_geweigerd(van_beide, antwoord, geweigerd)]:
            for bij in van_beide:
                weg = laat_credits_vervallen_bij(bij, tussen, van, {referentie: kenmerk})
                vervallen.update(van for bedrag in weg.values() if bedrag is not None)
        gezegd = credit_vervallen(antwoord.header.declaratie_identificatie.identificatie)
        for van in vervallen & self._gezien.keys():
            schakel = self._gezien[van]
            self._gezien[van] = replace(schakel, opmerking=aaneen(schakel.opmerking, gezegd))

    def _hierop_rust(self, tussen: Partijen, op: bytes) -> str | None:
        """Which messages in the chain rest on this one with either party."""
        erop = dict.fromkeys(van for code in tussen for van in rust_op(self._historie[code, tussen], op))
        return hierop_rust([self._namen[van] for van in erop])

    def _afzending(self) -> Afzending:
        assert self._kennis.vandaag is not None
        return Afzending(f"KETEN{next(self._nummers):07d}", self._kennis.vandaag)
