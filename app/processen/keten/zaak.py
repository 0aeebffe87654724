"""A message that is judged, in the transaction in which that happens."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.keten.dossier import Dossier, Partijen, Verzoeksleutel
from app.domain.keten.historie import Mutaties, Verzoek, van_verzoek
from app.domain.toewijzing.toewijzing import Toewijzingsbericht
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.declaraties import Declaratiebericht
from app.istandaard.gevolg import beantwoording
from app.istandaard.historie import bsns_in, partijen_van, sleutel_van, vraag_van
from app.istandaard.rustend import NAGEZOCHT
from app.opslag.ketenhistorie import Beurt, Ketenhistorie
from app.processen.handeling import Handeling
from app.processen.keten.afronden import eigen_301, is_van_afzender
from app.processen.keten.afwikkelen import beslist, heeft_beantwoorde, is_ander_antwoord


@dataclass(frozen=True)
class Zaak:
    """Between whom it goes, what each of both keeps of it, and who judges it."""

    handeling: Handeling
    ontvangst: Berichtontvangst
    bericht: Any

    @property
    def tussen(self) -> Partijen:
        """Between whom it goes."""
        return partijen_van(self.bericht)

    @cached_property
    def eigen(self) -> Toewijzingsbericht | None:
        """The wmo301 as its municipality drew it up here; None of any other message."""
        return eigen_301(self.handeling, sleutel_van(self.bericht), self.ontvangst.eigenaar)

    def keten(self, eigenaar: str) -> Ketenhistorie:
        """The history of one of both."""
        return self.handeling.opslag.keten(eigenaar, self.tussen)

    def dossier(self, eigenaar: str) -> Dossier:
        """The slice of that history that the message asks for."""
        bij = self.keten(eigenaar)
        return bij.haal(vraag_van(self.bericht, bij.clientsleutel))

    def herkomst(self, wie: str) -> UUID:
        """Under which id one of both keeps what it leaves behind; its sender a wmo301 drawn up here apart."""
        eigen = self.eigen if wie == self.ontvangst.afzender else None
        return self.ontvangst.id if eigen is None else eigen.id

    def nagelaten(self, wie: str) -> Mutaties:
        """What one of both remembers of it already; of a message about one client that is all."""
        return tuple(self.keten(wie).nagelaten(self.herkomst(wie), NAGEZOCHT))

    def vergrendel(self) -> Beurt | None:
        """Let nobody else judge anything between these two meanwhile; gives whose turn it is."""
        return self.keten(self.ontvangst.eigenaar).vergrendel_beide()

    def noteer(self) -> None:
        """Leave in the access record of whom the message is about that it is judged."""
        bsns = bsns_in(self.bericht)
        self.handeling.opslag.ontvangsten.noteer("wijzigen", self.ontvangst.id, self.tussen.gemeente, bsns)

    @property
    def is_van_afzender(self) -> bool:
        """Whether its sender handed it over, or is the one for whom it is judged."""
        return is_van_afzender(self.handeling, self.ontvangst)

    @property
    def gaat_elders(self) -> bool:
        """Whether its sender handed it over for a receiver that does not work here."""
        eigenaar, indiener = self.ontvangst.eigenaar, self.ontvangst.indiener.code
        if indiener == eigenaar or self.handeling.opslag.ontvangsten.is_aangesloten(eigenaar):
            return False
        return not heeft_beantwoorde(self.handeling, self.ontvangst, self.bericht)

    @property
    def was_verzonden(self) -> bool:
        """Whether its sender remembers it from when its receiver did not work here; not of an answer."""
        ontvangst = self.ontvangst
        if ontvangst.indiener.code != ontvangst.eigenaar or beantwoording(self.bericht) is not None:
            return False
        return bool(self.keten(ontvangst.afzender).nagelaten(ontvangst.id, 1))

    @cached_property
    def beslist(self) -> bool:
        """Whether it leaves behind what it says; of the answers a wmo325 alone leaves anything."""
        return not isinstance(self.bericht, Wmo325) or beslist(self.handeling, self.ontvangst, self.bericht)

    @property
    def is_ander_antwoord(self) -> bool:
        """Whether it is an answer that says otherwise than what was answered here."""
        return is_ander_antwoord(self.handeling, self.ontvangst, self.bericht)

    def volgnummer(self) -> int:
        """The number of its answer; 0 of a message that is one itself, and gets none."""
        if beantwoording(self.bericht) is not None:
            return 0
        return self.handeling.opslag.ontvangsten.volgnummer(self.ontvangst.eigenaar)

    def over_wie(self, antwoord: Berichtontvangst) -> Berichtontvangst:
        """An answer that names nobody is about who is in what it answers, and goes with that person (W04)."""
        if antwoord.bsns != () or isinstance(self.bericht, Declaratiebericht):
            return antwoord
        ontvangsten = self.handeling.opslag.ontvangsten
        op = list(self._gevraagd_in()) if isinstance(self.bericht, Wmo319) else [antwoord.antwoord_op]
        bsns = ontvangsten.bsns_van([id for id in op if id is not None])
        if not bsns and antwoord.antwoord_op is not None:  # a wmo301 that was drawn up here
            gemeente = self.handeling.opslag.als_gemeente(Gemeentecode(self.tussen.gemeente))
            eigen = gemeente.berichten.met_ids([antwoord.antwoord_op])
            bsns = {b.id: tuple(bsns_in(codec.lees(b.xml, self.handeling.schemas))) for b in eigen}
        return replace(antwoord, bsns=next(filter(None, bsns.values()), ()))

    def _gevraagd_in(self) -> Iterator[UUID]:
        """The message with the request that a wmo319 is about, as either party knows it."""
        gemeente, aanbieder = Gemeentecode(self.tussen.gemeente), AgbCode(self.tussen.aanbieder)
        sleutel = Verzoeksleutel(gemeente, aanbieder, self.bericht.antwoord.referentie_aanbieder)
        for eigenaar in self.tussen:
            for vondst in self.keten(eigenaar).vind((van_verzoek(sleutel),)):
                if isinstance(vondst.gegeven, Verzoek):
                    yield vondst.herkomst
