"""A message that was kept is judged in the light of history, answered and remembered, in one transaction."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.dossier import Partijen
from app.domain.partijen import Contract
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.controle import op_regel
from app.istandaard.gevolg import gevolg
from app.istandaard.historie import bsns_in, neem_op, partijen_van, sleutel_van, vraag_van
from app.istandaard.kennis import Contractregel, Kennis, Productlijst, Tarief, Tarievenlijst
from app.istandaard.oordeel import Niveau, Oordeel, Schakelstatus, oordeel, status_van
from app.istandaard.regels import berichtsoort
from app.istandaard.regels.register import niet_gebouwd
from app.istandaard.regels.uitvoering import eerste
from app.istandaard.retour import Afzending, antwoord
from app.opslag.ketenhistorie import Ketenhistorie
from app.processen import declaraties
from app.processen.afwikkelen import eigen_301, herroep_bij_antwoorder, wikkel_af
from app.processen.deur import ZONDER_ANTWOORD, als_berichtbevindingen
from app.processen.handeling import Handeling
from app.processen.naslaan import openbare_kennis

ELDERS = (
    "De ontvanger is hier niet aangesloten. Stuur het bericht langs een andere weg, en lever het antwoord "
    "daarop hier aan."
)
WEERSPROKEN = (
    "Wat eerder met de ontvanger is uitgewisseld spreekt dit bericht tegen: kijk eerst de bevindingen na. "
)
NIET_VERZENDEN = "Stuur dit bericht niet; de ontvanger keurt het af."


def beoordeel(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    """What becomes of this message, between whose parties nobody else judges anything meanwhile."""
    zaak = _Zaak(handeling, ontvangst, bericht)
    zaak.vergrendel()
    return handeling.opslag.ontvangsten.bewaar(zaak.verzending() if zaak.gaat_elders else zaak.oordeel())


def onthoud_bij_afzender(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any) -> None:
    """The sender of this message, which was accepted already, remembers that it sent it."""
    zaak = _Zaak(handeling, ontvangst, bericht)
    zaak.vergrendel()
    zaak.onthoud_bij_afzender(Oordeel(Niveau.GEEN))  # which lines are refused, its answer tells


@dataclass(frozen=True, slots=True)
class _Zaak:
    """A message that is judged, in the transaction in which that happens."""

    handeling: Handeling
    ontvangst: Berichtontvangst
    bericht: Any

    @property
    def tussen(self) -> Partijen:
        """Between whom it goes."""
        return partijen_van(self.bericht)

    def keten(self, eigenaar: str) -> Ketenhistorie:
        """The history of one of both."""
        return self.handeling.opslag.keten(eigenaar, self.tussen)

    def vergrendel(self) -> None:
        """Let nobody else judge anything between these two meanwhile."""
        self.keten(self.ontvangst.eigenaar).vergrendel_beide()

    @property
    def gaat_elders(self) -> bool:
        """Whether its sender handed it over for a receiver that does not work here."""
        eigenaar, indiener = self.ontvangst.eigenaar, self.ontvangst.indiener.code
        return indiener != eigenaar and not self.handeling.opslag.ontvangsten.is_aangesloten(eigenaar)

    def verzending(self) -> Berichtontvangst:
        """Sent counts at once, until a return rejects it (OP286); the findings are what the sender may know.

        What any receiver rejects is not sent: a fault in the message itself, an identification used before.
        A wmo301 that is drawn up here goes to a provider that works here.
        """
        bij = self.keten(self.ontvangst.afzender)
        dossier = bij.haal(vraag_van(self.bericht, bij.clientsleutel))
        gegeven = oordeel(self.bericht, dossier, openbare_kennis(self.handeling.vandaag))
        if gegeven.niveau is Niveau.INHOUD or dossier.berichten:
            return self._met_bevindingen(gegeven, Ontvangststatus.AFGEKEURD, NIET_VERZENDEN)
        bij.leg_vast(self.ontvangst.id, gevolg(self.bericht, dossier, Oordeel(Niveau.GEEN)))
        twijfel = WEERSPROKEN if gegeven.bevindingen else ""
        return self._met_bevindingen(gegeven, Ontvangststatus.VERZONDEN, twijfel + ELDERS)

    def oordeel(self) -> Berichtontvangst:
        """What becomes of it: findings, answer and state; history is added to."""
        ontvangst, bericht = self.ontvangst, self.bericht
        self._neem_eigen_op()
        bij = self.keten(ontvangst.eigenaar)
        dossier = bij.haal(vraag_van(bericht, bij.clientsleutel))
        gegeven = oordeel(bericht, dossier, self._kennis())
        status = status_van(bericht, gegeven)
        bij.leg_vast(ontvangst.id, gevolg(bericht, dossier, gegeven))
        if ontvangst.afzender in (ontvangst.indiener.code, self.handeling.beller.code):
            self.onthoud_bij_afzender(gegeven)
        beoordeeld = self._met_antwoord(
            gegeven, self._met_bevindingen(gegeven, Ontvangststatus(status.value), None)
        )
        if beoordeeld.antwoord is not None:
            return beoordeeld
        if status is Schakelstatus.AFGEKEURD:
            return replace(beoordeeld, status=Ontvangststatus.GEWEIGERD, opmerking=ZONDER_ANTWOORD)
        return wikkel_af(self.handeling, beoordeeld, bericht, dossier)

    def _met_bevindingen(
        self, gegeven: Oordeel, status: Ontvangststatus, opmerking: str | None
    ) -> Berichtontvangst:
        soort = berichtsoort(self.bericht)
        return replace(
            self.ontvangst,
            status=status,
            berichtsoort=soort,
            bevindingen=als_berichtbevindingen(op_regel(eerste(gegeven.bevindingen), self.ontvangst.xml)),
            niet_gecontroleerd=tuple(sorted({*gegeven.niet_gecontroleerd, *niet_gebouwd(soort)})),
            opmerking=opmerking,
        )

    def _met_antwoord(self, gegeven: Oordeel, beoordeeld: Berichtontvangst) -> Berichtontvangst:
        nummer = f"R{self.handeling.opslag.ontvangsten.volgnummer(beoordeeld.eigenaar):011d}"
        retour = antwoord(self.bericht, gegeven, Afzending(nummer, self.handeling.vandaag))
        if retour is None:
            return beoordeeld
        if isinstance(retour, Wmo325):
            declaraties.beantwoord(self.handeling, beoordeeld.id, retour)
        tekst = codec.schrijf(retour, self.handeling.schemas).decode()
        return replace(beoordeeld, antwoord=tekst, soort_antwoord=berichtsoort(retour))

    def _kennis(self) -> Kennis:
        """With the products of the municipality that receives it, and its prices where money is asked.

        A provider judges neither.
        """
        kennis = openbare_kennis(self.handeling.vandaag)
        if self.ontvangst.eigenaar != self.tussen.gemeente:
            return kennis
        opslag = self.handeling.opslag.als_gemeente(Gemeentecode(self.tussen.gemeente))
        producten = opslag.producten.codes()
        met_geld = isinstance(self.bericht, Wmo323)
        contracten = opslag.contracten.van_aanbieder(AgbCode(self.tussen.aanbieder)) if met_geld else ()
        return replace(
            kennis,
            productlijst=Productlijst(producten) if producten else None,
            tarievenlijst=Tarievenlijst.van(_tarieven(contracten)) if contracten else None,
        )

    def onthoud_bij_afzender(self, gegeven: Oordeel) -> None:
        """The sender who hands it over remembers that it sent it, once; and what it rejects with it.

        Not when the receiver says that it came in: nobody adds to the history of another by saying so.
        """
        bij = self.keten(self.ontvangst.afzender)
        dossier = bij.haal(vraag_van(self.bericht, bij.clientsleutel))
        if not dossier.berichten:
            eigen = eigen_301(self.handeling, sleutel_van(self.bericht), self.ontvangst.eigenaar)
            herkomst = self.ontvangst.id if eigen is None else eigen.id
            bij.leg_vast(herkomst, gevolg(self.bericht, dossier, gegeven))
        if gegeven.niveau is Niveau.GEEN:
            herroep_bij_antwoorder(self.handeling, self.bericht, self.ontvangst.afzender, bij, dossier)

    def _neem_eigen_op(self) -> None:
        """Of a municipality that draws up its wmo301s here: those that it sent and its history lacks."""
        gemeente, aanbieder = Gemeentecode(self.tussen.gemeente), AgbCode(self.tussen.aanbieder)
        ontvangsten = self.handeling.opslag.ontvangsten
        clienten = ontvangsten.clienten(gemeente, bsns_in(self.bericht))
        ids = ontvangsten.eigen_buiten_historie(gemeente, aanbieder, [*clienten.values()])
        if not ids:
            return
        bij = self.keten(self.tussen.gemeente)
        for eigen in self.handeling.opslag.als_gemeente(gemeente).berichten.met_ids(ids):
            neem_op(bij, eigen.id, codec.lees(eigen.xml, self.handeling.schemas))


def _tarieven(contracten: Collection[Contract]) -> list[tuple[Contractregel, Tarief]]:
    """The prices of these contracts, each in the periods in which it holds."""
    return [
        (
            Contractregel(c.gemeente, c.aanbieder, c.categorie, c.code),
            Tarief(c.eenheid.value, c.tarief_op(vanaf), vanaf, c.periode.eind),
        )
        for c in contracten
        for vanaf in (c.periode.begin, *(later.vanaf for later in c.latere_tarieven))
    ]
