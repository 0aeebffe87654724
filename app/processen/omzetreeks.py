"""An omzetting for all clients of a municipality: one short transaction each, as a command runs it (W08).

For whom it was carried out, it is not taken up again: a run that breaks off has done whole clients, and the
next one goes on with the others.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID, uuid4

from app.domain.eisen import vervult
from app.domain.fouten import BestaatAl, NietGevonden, WmoFout
from app.domain.omzetting import Omzetting, vereis_lopend
from app.domain.partijen import Beller, Partij, Rol
from app.domain.profielen import Profielen
from app.domain.termijnen import Kalenders
from app.domain.toewijzing.uitvoeren import Stap
from app.domain.waarden import Gemeentecode
from app.domain.werkstand import Rekenwijze
from app.domain.woorden import datum
from app.opslag import Databank, Onbereikbaar, Opslag, Verwerker
from app.opslag.bladzijde import Bladzijde
from app.processen.handeling import Handeling, Werkplaats
from app.processen.omzetproef import Omzetproef, beproef, lijn_met, producten_van
from app.processen.omzetten import Omzetopdracht, laat_wachten, voer_omzetting_uit

PER_KEER = 200
"""Clients that are looked up at once; each has a transaction of its own."""


class Uitslag(StrEnum):
    """What became of an omzetting for one client."""

    GEDAAN = "gedaan"
    OVERGESLAGEN = "overgeslagen"
    """Nothing goes over, or another did it meanwhile."""
    WACHT = "wacht op aanbieder"
    """The provider must agree or credit first; carry it out for this client with what was agreed."""
    MISLUKT = "mislukt"
    """Something stands in the way that asks a decision or a repair first."""


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """One client, what became of it, and why where it was not done."""

    client_id: UUID
    uitslag: Uitslag
    waarom: tuple[str, ...] = ()
    brief: bool = False
    """Whether the client gets a letter."""
    wijzigt: tuple[str, ...] = ()
    """What it changes, or would once the provider agreed: each allocation with its product and its days."""


@dataclass(frozen=True, slots=True)
class Omzetreeks:
    """A run over all clients; a dry run (`proef`) looks at each and changes nothing."""

    databank: Databank
    profielen: Profielen
    kalenders: Kalenders
    schemas: Path
    klok: Callable[[], datetime]
    gemeente: Gemeentecode
    door: str
    proef: bool = False

    @vervult("W08")
    def voer_uit(self, omzetting_id: UUID) -> Iterator[Uitkomst]:
        """Each client in turn, the candidates looked up page by page.

        Raises NietGevonden where the municipality has no such omzetting, VerkeerdeStatus where it is
        withdrawn, and Onbereikbaar where the database stops answering.
        """
        cursor = None
        while True:
            bladzijde = self._clienten(omzetting_id, cursor)
            for client_id in bladzijde.rijen:
                yield self._neem(omzetting_id, client_id)
            cursor = bladzijde.volgende
            if cursor is None:
                return

    def _clienten(self, omzetting_id: UUID, cursor: str | None) -> Bladzijde[UUID]:
        verwerker = self._verwerker("beproef_omzetting")
        with self.databank.transactie(verwerker, alleen_lezen=True) as opslag:
            omzetting = _lopend(opslag, omzetting_id)
            return opslag.omzettingen.clienten(omzetting, PER_KEER, cursor)

    def _neem(self, omzetting_id: UUID, client_id: UUID) -> Uitkomst:
        try:
            uitkomst = self._beproef(omzetting_id, client_id)
            if uitkomst.uitslag is Uitslag.GEDAAN and not self.proef:
                self._zet_om(omzetting_id, client_id)
        except Onbereikbaar:
            raise
        except BestaatAl as fout:
            return Uitkomst(client_id, Uitslag.OVERGESLAGEN, (fout.melding,))
        except WmoFout as fout:
            velden = (veld.melding for veld in fout.velden)
            uitkomst = Uitkomst(client_id, Uitslag.MISLUKT, (fout.melding, *velden))
        if uitkomst.uitslag in (Uitslag.WACHT, Uitslag.MISLUKT) and not self.proef:
            with suppress(NietGevonden):  # the client was destroyed meanwhile
                self._doe(lambda handeling: laat_wachten(handeling, omzetting_id, client_id))
        return uitkomst

    def _beproef(self, omzetting_id: UUID, client_id: UUID) -> Uitkomst:
        verwerker = self._verwerker("beproef_omzetting")
        with self.databank.transactie(verwerker, alleen_lezen=True) as opslag:
            omzetting = _lopend(opslag, omzetting_id)
            handeling = self._handeling(verwerker, opslag)
            lijn = lijn_met(handeling, omzetting, client_id)
            return deel_in(beproef(handeling, lijn, producten_van(handeling, omzetting)))

    def _zet_om(self, omzetting_id: UUID, client_id: UUID) -> None:
        """Carry it out; the letter is made while no transaction is open."""
        werkplaats, opdracht = Werkplaats(), Omzetopdracht(client_id)
        werkplaats.tot_gemaakt(
            lambda: self._doe(lambda h: voer_omzetting_uit(h, omzetting_id, opdracht), werkplaats)
        )

    def _doe(self, stap: Callable[[Handeling], object], werkplaats: Werkplaats | None = None) -> None:
        """Take a step in a transaction of its own."""
        verwerker = self._verwerker("voer_omzetting_uit")
        rekenwijze = Rekenwijze(self.profielen, self.kalenders(verwerker.nu.year))
        with self.databank.transactie(verwerker, rekenwijze) as opslag:
            stap(self._handeling(verwerker, opslag, werkplaats))

    def _verwerker(self, activiteit: str) -> Verwerker:
        beller = Beller(Partij.GEMEENTE, self.gemeente, self.door, Rol.ADMINISTRATIE, "wmo zet-om")
        return Verwerker(beller, activiteit, uuid4().hex, self.klok())

    def _handeling(
        self, verwerker: Verwerker, opslag: Opslag, werkplaats: Werkplaats | None = None
    ) -> Handeling:
        return Handeling(
            verwerker.beller,
            verwerker.nu,
            self.profielen,
            self.kalenders,
            self.schemas,
            opslag,
            werkplaats,
        )


def deel_in(proef: Omzetproef) -> Uitkomst:
    """What carrying it out will come to for this client, from its proof run."""
    beletselen = tuple(f"{b.wat} ({b.regel})" for b in proef.beletselen)
    if any(b.houdt_tegen for b in proef.beletselen):
        return Uitkomst(proef.client_id, Uitslag.MISLUKT, beletselen)
    if not proef.gaat_over and beletselen:
        return Uitkomst(proef.client_id, Uitslag.MISLUKT, beletselen)
    if not proef.gaat_over:
        return Uitkomst(proef.client_id, Uitslag.OVERGESLAGEN, ("Er verandert niets.",))
    wijzigt = tuple(map(_zin, proef.stappen))
    vragen = dict.fromkeys(
        f"Aanbieder {vraag.aanbieder}, toewijzing {vraag.nummer}: {vraag.wat} ({vraag.regel})"
        for stap in proef.stappen
        for vraag in stap.vragen
    )
    if vragen:
        return Uitkomst(proef.client_id, Uitslag.WACHT, tuple(vragen), wijzigt=wijzigt)
    return Uitkomst(proef.client_id, Uitslag.GEDAAN, beletselen, proef.brief, wijzigt)


def _zin(stap: Stap) -> str:
    wat = "nieuwe toewijzing" if stap.nummer is None else f"toewijzing {stap.nummer}"
    product = " ".join(filter(None, (stap.wordt.categorie, stap.wordt.productcode)))
    begin, eind = stap.wordt.periode.begin, stap.wordt.periode.eind
    if stap.verwijdert:
        loop = "vervalt"
    elif eind is None:
        loop = f"vanaf {datum(begin)}"
    else:
        loop = f"van {datum(begin)} tot en met {datum(eind)}"
    return f"{wat}, product {product}, aanbieder {stap.aanbieder}: {loop}"


def _lopend(opslag: Opslag, omzetting_id: UUID) -> Omzetting:
    omzetting = opslag.omzettingen.haal(omzetting_id)
    vereis_lopend(omzetting)
    return omzetting
