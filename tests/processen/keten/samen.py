"""A municipality and a provider in one installation: memory and database, and one that comes later."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.berichttaak import Taaksoort
from app.domain.keten.declaratie import Prestatie
from app.domain.keten.dossier import Partijen
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.historie import ontvanger_en_afzender
from app.istandaard.keten import Keten
from app.opslag import Databank
from app.processen.naslaan import openbare_kennis
from app.processen.werkvoorraad import lees_berichttaken
from tests.bouw import een_aanbieder, verwerker
from tests.istandaard.regels.bouw import VANDAAG
from tests.istandaard.retouren import AF, DEELS, GOED, retour
from tests.istandaard.verkeer import BERICHTEN, begin, onder
from tests.processen.keten.test_tegenspraak import lever
from tests.processen.keten.uitwisseling import BEGIN, GEMEENTEN, stand
from tests.processen.verloop import handel

_reeksen = count()
PER_MAAND = 300_00
"""Cents of each month that `verkeer` declares."""
UIT_TE_ZOEKEN = frozenset(
    {Taaksoort.NA_TE_GAAN, Taaksoort.ANDERS_BEANTWOORD, Taaksoort.DECLARATIE_AANLEVEREN, Taaksoort.GEWEIGERD}
)
"""What asks a person to find out what is right between the two."""


class Berichtenverkeer(RuleBasedStateMachine):
    """Messages between two in one installation, right or nearly so, and returns on them."""

    databank: ClassVar[Databank]
    telling: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        reeks = next(_reeksen)
        self.tussen = Partijen(GEMEENTEN[reeks % len(GEMEENTEN)], f"7{reeks:07}")
        self.berichten: list[bytes] = []
        self.ontvangsten: dict[UUID, None] = {}
        self._seconden, self._nummers = count(1), count()
        self.telling["reeks"] += 1

    @rule(soort=st.sampled_from(sorted(BERICHTEN)), keuze=st.data())
    def stuur(self, soort: str, keuze: Any) -> None:
        self._stuur(keuze.draw(BERICHTEN[soort]))

    def _stuur(self, bericht: Any) -> None:
        van_aanbieder = len(bericht.header.afzender) == 8
        afzender, ontvanger = reversed(self.tussen) if van_aanbieder else self.tussen
        header = replace(bericht.header, afzender=afzender, ontvanger=ontvanger)
        self.berichten.append(codec.schrijf(onder(replace(bericht, header=header), self.nummer("N"))))
        self.komt_binnen(self.berichten[-1])

    @precondition(lambda self: self.beantwoordbaar())
    @rule(keuze=st.data(), wat=st.sampled_from([GOED, GOED, AF, DEELS]))
    def antwoord(self, keuze: Any, wat: str) -> None:
        """A return that its receiver makes itself, once or again."""
        bericht: Any = codec.lees(keuze.draw(st.sampled_from(self.beantwoordbaar())))
        wat = AF if wat == DEELS and not isinstance(bericht, Wmo323) else wat
        self.komt_binnen(retour(bericht, wat, self.nummer("R")))

    def beantwoordbaar(self) -> list[bytes]:
        """The messages on which returns are handed over."""
        return self.berichten

    def komt_binnen(self, inhoud: bytes) -> None:
        """Hand it over for the first time."""
        raise NotImplementedError

    def nummer(self, soort: str) -> str:
        return f"{soort}{next(self._nummers)}"

    def lever(self, wie: str, inhoud: bytes) -> Berichtontvangst:
        nu = BEGIN + timedelta(seconds=next(self._seconden))
        ontvangst = lever(self.databank, wie, inhoud, nu)
        self.ontvangsten[ontvangst.id] = None
        self.telling["stap"] += 1
        self.telling[f"{ontvangst.berichtsoort}: {ontvangst.status}"] += 1
        return ontvangst

    def sluit_aan(self) -> None:
        """Both work here."""
        gemeente, aanbieder = Gemeentecode(self.tussen.gemeente), AgbCode(self.tussen.aanbieder)
        with self.databank.transactie(verwerker(gemeente)) as opslag:
            opslag.aanbieders.bewaar(een_aanbieder(agb=aanbieder, gemeente=gemeente))

    def standen(self) -> list[dict[str, Any]]:
        """What the municipality keeps, and the provider."""
        with handel(self.databank, self.tussen.gemeente, Rol.ADMINISTRATIE, BEGIN) as handeling:
            return [stand(handeling.opslag.keten(wie, self.tussen), self.tussen) for wie in self.tussen]


class Later(Berichtenverkeer):
    """One hands over what it sends and receives, and returns of the other, who works elsewhere.

    The other comes, and hands all of that over in an order of its own. Once each did, both keep the same.
    """

    @initialize(eerst=st.sampled_from(["gemeente", "aanbieder"]))
    def begint(self, eerst: str) -> None:
        self.eerst = getattr(self.tussen, eerst)
        (self.later,) = set(self.tussen) - {self.eerst}
        for bericht in begin()[:3]:
            self._stuur(bericht)

    def komt_binnen(self, inhoud: bytes) -> None:
        self.lever(self.eerst, inhoud)

    def beantwoordbaar(self) -> list[bytes]:
        return [b for b in self.berichten if ontvanger_en_afzender(codec.lees(b))[1] == self.eerst]

    def teardown(self) -> None:
        self.sluit_aan()
        for inhoud in (*self.anders_om(), *self.berichten, *self.berichten):
            self.lever(self.later, inhoud)
            self.lever(self.eerst, inhoud)
        van_gemeente, van_aanbieder = self.standen()
        assert van_gemeente == van_aanbieder
        self.is_een_keer_toegekend(van_gemeente["prestaties"])

    def anders_om(self) -> Sequence[bytes]:
        """All of it in an order that follows from what it is: neighbours change places."""
        return sorted(self.berichten, key=lambda inhoud: self.berichten.index(inhoud) + len(inhoud) % 4)

    def is_een_keer_toegekend(self, prestaties: dict[int, Counter[Prestatie]]) -> None:
        """What was granted is what is kept; a month that is granted twice is somebody's task."""
        with handel(self.databank, self.tussen.gemeente, Rol.ADMINISTRATIE, BEGIN) as handeling:
            declaraties = handeling.opslag.declaraties.met_ids([*self.ontvangsten]).values()
        regels = [regel for op in prestaties.values() for regel in op.elements()]
        toegekend = [d.antwoord.toegekend for d in declaraties if d.antwoord is not None]
        assert sum(toegekend) == sum(regel.bedrag for regel in regels)
        per_maand: Counter[Any] = Counter()
        for regel in regels:
            per_maand[regel.toewijzing, regel.productcode, regel.periode] += regel.bedrag
        dubbel = [maand for maand, bedrag in per_maand.items() if not 0 <= bedrag <= PER_MAAND]
        assert not dubbel or self.taken() & UIT_TE_ZOEKEN

    def taken(self) -> set[Taaksoort]:
        """What is asked of a person of either party."""
        gevonden: set[Taaksoort] = set()
        for wie, rol in zip(self.tussen, (Rol.ADMINISTRATIE, Rol.AANBIEDER), strict=True):
            with handel(self.databank, wie, rol, BEGIN) as handeling:
                gevonden |= {taak.soort for taak in lees_berichttaken(handeling, 100, None).rijen}
        return gevonden


class Nagespeeld(Berichtenverkeer):
    """Both work here, and senders hand over: what a chain in memory says of the same bytes is kept."""

    @initialize()
    def begint(self) -> None:
        self.keten = Keten(openbare_kennis(VANDAAG))
        self.sluit_aan()
        for bericht in begin()[:3]:
            self._stuur(bericht)

    def komt_binnen(self, inhoud: bytes) -> None:
        in_keten = self.keten.neem(inhoud)
        bewaard = self.lever(ontvanger_en_afzender(codec.lees(inhoud))[1], inhoud)
        assert bewaard.status.value == in_keten.status.value
        assert sorted(b.regel for b in bewaard.bevindingen) == sorted(b.regel for b in in_keten.bevindingen)

    def teardown(self) -> None:
        for wie, bewaard in zip(self.tussen, self.standen(), strict=True):
            assert stand(self.keten._historie[wie, self.tussen], self.tussen) == bewaard
