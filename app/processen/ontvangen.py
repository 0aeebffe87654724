"""A message comes in: it is kept as it is, then judged in the light of history, answered and remembered.

Keeping is a transaction of its own, so that nothing that was handed over gets lost; judgement, history,
answer and state are a second one. A process that dies between the two leaves a message that is `ontvangen`:
it is judged on the next start, or when the same bytes come again.
"""

import logging
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.domain.berichtontvangst import (
    Berichtbevinding,
    Berichtontvangst,
    Indiener,
    Ontvangststatus,
)
from app.domain.fouten import BestaatAl, NietGevonden
from app.domain.keten.dossier import Berichtsleutel, Dossier, Partijen
from app.domain.partijen import Contract, Partij, Rol
from app.domain.toewijzing.toewijzing import Berichtstatus, Toewijzingsbericht, zet_status
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec, foutbericht, xml
from app.istandaard.berichten.headers import Berichtheader, Retourheader
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.bevindingen import Bevinding
from app.istandaard.controle import Controle, controleer, heeft_bestandsfout, op_regel
from app.istandaard.gevolg import AL_BEANTWOORD, TEGENSPRAAK, beantwoording, gevolg, herroep, tegenspraak
from app.istandaard.historie import (
    bsns_in,
    neem_op,
    ontvanger_en_afzender,
    partijen_van,
    sleutel_van,
    vraag_van,
)
from app.istandaard.kennis import Contractregel, Kennis, Productlijst, Tarief, Tarievenlijst
from app.istandaard.oordeel import Niveau, Oordeel, Schakelstatus, oordeel, status_van
from app.istandaard.regels import berichtsoort
from app.istandaard.regels.register import niet_gebouwd
from app.istandaard.regels.uitvoering import eerste
from app.istandaard.retour import Afzending, antwoord, code_van, codes_in
from app.istandaard.tonen import bsns_in_tekst
from app.opslag import Onbereikbaar
from app.opslag.bladzijde import Bladzijde
from app.opslag.ketenhistorie import Ketenhistorie
from app.opslag.lijsten import Ontvangstrij
from app.processen.berichten import vergeet_eerder_bsn
from app.processen.handeling import GEMEENTE, Handeling, Stap, voor
from app.processen.naslaan import openbare_kennis

LOG = logging.getLogger(__name__)

WMO301 = code_van(Wmo301)
AANVAARD = (Ontvangststatus.GOEDGEKEURD, Ontvangststatus.DEELS)
NIETS_VERZONDEN = (
    "Dit retourbericht hoort bij geen bericht dat u hebt verzonden. Vraag de ander waarover het gaat."
)
NIET_VAN_U = "Dit bericht is niet van u of voor u. Laat dat de afzender weten."
ELDERS = (
    "De ontvanger is hier niet aangesloten. Stuur het bericht langs een andere weg, en lever het antwoord "
    "daarop hier aan."
)
NIET_VERZENDEN = "Stuur dit bericht niet; de ontvanger keurt het af."


def ontvang(stap: Stap, inhoud: bytes) -> Berichtontvangst:
    """Keep these bytes and judge them; the same bytes get the same answer, and count once.

    Where judging cannot end now, because the database does not answer or others hold it too long, the status
    stays `ontvangen`.
    """
    try:
        with stap() as handeling:
            bewaard, bericht = bewaar(handeling, inhoud)
    except BestaatAl:  # the same bytes came in at the same moment
        with stap() as handeling:
            bewaard, bericht = bewaar(handeling, inhoud)
    if bewaard.status is not Ontvangststatus.ONTVANGEN:
        return bewaard
    try:
        with stap() as handeling:
            return beoordeel(handeling, bewaard.id, bericht)
    except Onbereikbaar:
        LOG.warning("A message that was kept could not be judged yet.", exc_info=True)
        return bewaard


@voor(Rol.ADMINISTRATIE, Rol.AANBIEDER)
def bewaar(handeling: Handeling, inhoud: bytes) -> tuple[Berichtontvangst, Any]:
    """Keep a message as it came, or find what it became when it came before; with the message, once read."""
    nieuw, bericht = _aan_de_deur(handeling, inhoud)
    eerder = handeling.opslag.ontvangsten.eerder(nieuw)
    if eerder is None:
        _noteer(handeling, "maken", nieuw)
        return handeling.opslag.ontvangsten.bewaar(nieuw), bericht
    _noteer(handeling, "lezen", eerder)
    if eerder.status is Ontvangststatus.VERZONDEN and handeling.beller.code == eerder.eigenaar:
        hier = replace(eerder, status=Ontvangststatus.ONTVANGEN, indiener=nieuw.indiener, opmerking=None)
        return handeling.opslag.ontvangsten.bewaar(hier), bericht
    if eerder.status in AANVAARD and eerder.indiener.code != handeling.beller.code == eerder.afzender:
        zaak = _Zaak(handeling, eerder, bericht)
        zaak.vergrendel()
        zaak.onthoud_bij_afzender(Oordeel(Niveau.GEEN))  # which lines are refused, its answer tells
    return eerder, bericht


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    status: Ontvangststatus | None,
    verzonden: bool,
    *,
    sinds: datetime | None = None,
) -> Bladzijde[Ontvangstrij]:
    """Messages that the caller received, or that it sent to another party here; oldest first."""
    return handeling.opslag.lijsten.ontvangsten(limiet, cursor, status, als_afzender=verzonden, sinds=sinds)


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal(handeling: Handeling, ontvangst_id: UUID) -> Berichtontvangst:
    """One message, and what became of it; who it is about finds that in the access record."""
    ontvangst = handeling.opslag.ontvangsten.haal(ontvangst_id)
    _noteer(handeling, "lezen", ontvangst)
    return ontvangst


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal_antwoord(handeling: Handeling, ontvangst_id: UUID) -> bytes:
    """The answer to a message, as it goes out; NietGevonden where there is none, or none yet."""
    ontvangst = haal(handeling, ontvangst_id)
    if ontvangst.antwoord is None:
        nog = " nog" if ontvangst.status is Ontvangststatus.ONTVANGEN else ""
        raise NietGevonden(f"Op dit bericht is{nog} geen antwoord.")
    return ontvangst.antwoord.encode()


def beoordeel(handeling: Handeling, ontvangst_id: UUID, bericht: Any = None) -> Berichtontvangst:
    """Judge a message that was kept, once; who comes second gets what the first made of it.

    Who has read the message already hands it over.
    """
    ontvangst = handeling.opslag.ontvangsten.haal(ontvangst_id)
    zaak = _Zaak(handeling, ontvangst, bericht or codec.lees(ontvangst.xml, handeling.schemas))
    zaak.vergrendel()
    ontvangst = handeling.opslag.ontvangsten.haal(ontvangst_id)
    if ontvangst.status is not Ontvangststatus.ONTVANGEN:
        return ontvangst
    _noteer(handeling, "wijzigen", ontvangst)
    return handeling.opslag.ontvangsten.bewaar(zaak.verzending() if zaak.gaat_elders else zaak.oordeel())


def _aan_de_deur(handeling: Handeling, inhoud: bytes) -> tuple[Berichtontvangst, Any]:
    """What is kept of these bytes, with the message that is to be judged; None for one that is refused."""
    beller = handeling.beller
    kop = Berichtontvangst(
        id=uuid4(),
        eigenaar=beller.code,
        afzender=beller.code,
        code="",
        identificatie="",
        hash=handeling.opslag.ontvangsten.hash_van(inhoud),
        xml=inhoud,
        indiener=Indiener(beller.partij, beller.code, beller.medewerker, beller.rol, beller.systeem),
        status=Ontvangststatus.GEWEIGERD,
        ontvangen_op=handeling.nu,
    )
    try:
        bericht = _lees(handeling, inhoud)
    except (xml.OnleesbaarBericht, xml.OnbekendBericht) as fout:
        return _geweigerd(handeling, kop, f"{fout.melding} Laat de afzender weten dat het niet te lezen is.")
    if isinstance(bericht, foutbericht.Foutbericht):
        return _gemeld(handeling, kop, bericht)
    if isinstance(bericht, Controle):
        return _geweigerd(
            handeling,
            kop,
            "Op dit bericht volgt geen retourbericht. Laat de afzender weten wat eraan mankeert.",
            berichtsoort=bericht.berichtsoort,
            bevindingen=tuple(map(_bevinding, bericht.bevindingen)),
            niet_gecontroleerd=bericht.niet_gecontroleerd,
        )
    eigenaar, afzender = ontvanger_en_afzender(bericht)
    kop = replace(kop, berichtsoort=berichtsoort(bericht))
    if beller.code not in (eigenaar, afzender):
        return _geweigerd(handeling, kop, NIET_VAN_U)
    bsns = bsns_in(bericht)
    kop = replace(
        kop,
        eigenaar=eigenaar,
        afzender=afzender,
        code=bericht.header.bericht_code,
        identificatie=_identificatie(bericht.header),
        status=Ontvangststatus.ONTVANGEN,
        persoon=_enige_persoon(handeling, eigenaar, bsns),
        bsns=tuple(sorted(bsns)),
    )
    return kop, bericht


def _lees(handeling: Handeling, inhoud: bytes) -> Any:
    """The message, or an Fo01; of a message against its schema, or in a wrong file, what is wrong with it."""
    gemeld = foutbericht.lees(inhoud)
    if gemeld is not None:
        return gemeld
    if not heeft_bestandsfout(inhoud):
        with suppress(xml.OngeldigBericht):
            return codec.lees(inhoud, handeling.schemas)
    return controleer(inhoud, openbare_kennis(handeling.vandaag), handeling.schemas)


def _geweigerd(
    handeling: Handeling, kop: Berichtontvangst, reden: str, **gevonden: Any
) -> tuple[Berichtontvangst, None]:
    """Refused at the door, with whoever seems to be in it for whom it is about."""
    persoon = _enige_persoon(handeling, kop.eigenaar, bsns_in_tekst(kop.xml))
    return replace(kop, opmerking=reden, persoon=persoon, **gevonden), None


def _gemeld(
    handeling: Handeling, kop: Berichtontvangst, gemeld: foutbericht.Foutbericht
) -> tuple[Berichtontvangst, None]:
    """What the exchange tells the sender of a message is for a person; nothing answers it."""
    if gemeld.ontvanger != kop.eigenaar:
        return _geweigerd(handeling, kop, NIET_VAN_U, berichtsoort=foutbericht.SOORT)
    status = Ontvangststatus.GOEDGEKEURD
    return replace(kop, berichtsoort=foutbericht.SOORT, status=status, opmerking=gemeld.uitleg), None


def _enige_persoon(handeling: Handeling, eigenaar: str, bsns: frozenset[str]) -> str | None:
    return handeling.opslag.ontvangsten.persoon(eigenaar, *bsns) if len(bsns) == 1 else None


def _identificatie(header: Berichtheader) -> str:
    if isinstance(header, Retourheader):
        return header.identificatie_retour
    return header.bericht_identificatie.identificatie


def _bevinding(bevinding: Bevinding) -> Berichtbevinding:
    b = bevinding
    return Berichtbevinding(b.regel, b.retourcode, b.klasse, b.pad, b.regelnummer, b.melding)


def _noteer(handeling: Handeling, actie: str, ontvangst: Berichtontvangst) -> None:
    """Leave in the access record of whom it is about what was done with it.

    Of what was refused that is whoever seems to be in it; between which two it goes may be unknown then, and
    with it the municipality.
    """
    gemeente = min(ontvangst.eigenaar, ontvangst.afzender, key=len)
    if Partij.van_code(gemeente) is not Partij.GEMEENTE:
        gemeente = ""
    bsns = bsns_in_tekst(ontvangst.xml) if ontvangst.bsns is None else ontvangst.bsns
    handeling.opslag.ontvangsten.noteer(actie, ontvangst.id, gemeente, bsns)


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
        for code in sorted(self.tussen):
            self.keten(code).vergrendel()

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
        return self._met_bevindingen(gegeven, Ontvangststatus.VERZONDEN, ELDERS)

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
        opmerking = self._volg_antwoord(dossier) if status is Schakelstatus.GOEDGEKEURD else None
        beoordeeld = self._met_bevindingen(gegeven, Ontvangststatus(status.value), opmerking)
        return self._met_antwoord(gegeven, beoordeeld)

    def _met_bevindingen(
        self, gegeven: Oordeel, status: Ontvangststatus, opmerking: str | None
    ) -> Berichtontvangst:
        soort = berichtsoort(self.bericht)
        return replace(
            self.ontvangst,
            status=status,
            berichtsoort=soort,
            bevindingen=tuple(map(_bevinding, op_regel(eerste(gegeven.bevindingen), self.ontvangst.xml))),
            niet_gecontroleerd=tuple(sorted({*gegeven.niet_gecontroleerd, *niet_gebouwd(soort)})),
            opmerking=opmerking,
        )

    def _met_antwoord(self, gegeven: Oordeel, beoordeeld: Berichtontvangst) -> Berichtontvangst:
        nummer = f"R{self.handeling.opslag.ontvangsten.volgnummer(beoordeeld.eigenaar):011d}"
        retour = antwoord(self.bericht, gegeven, Afzending(nummer, self.handeling.vandaag))
        if retour is None:
            return beoordeeld
        tekst = codec.schrijf(retour, self.handeling.schemas).decode()
        return replace(beoordeeld, antwoord=tekst, soort_antwoord=berichtsoort(retour))

    def _kennis(self) -> Kennis:
        """With the products and prices of the municipality that receives it; a provider judges none."""
        kennis = openbare_kennis(self.handeling.vandaag)
        if self.ontvangst.eigenaar != self.tussen.gemeente:
            return kennis
        opslag = self.handeling.opslag.als_gemeente(Gemeentecode(self.tussen.gemeente))
        producten = opslag.producten.codes()
        contracten = opslag.contracten.van_aanbieder(AgbCode(self.tussen.aanbieder))
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
            eigen = self._eigen_301(sleutel_van(self.bericht), self.ontvangst.eigenaar)
            herkomst = self.ontvangst.id if eigen is None else eigen.id
            bij.leg_vast(herkomst, gevolg(self.bericht, dossier, gegeven))
        beantwoord = beantwoording(self.bericht)
        if beantwoord is not None and beantwoord.wijst_af and gegeven.niveau is Niveau.GEEN:
            for eerder in self._verzonden(beantwoord.op)[-1:]:
                herroep(bij, eerder.id, dossier)

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
            neem_op(bij, eigen.id, codec.lees(eigen.xml, self.handeling.schemas), ())

    def _volg_antwoord(self, dossier: Dossier) -> str | None:
        """Let an answer settle what its receiver sent; gives what a person has to know of it, in Dutch."""
        beantwoord = beantwoording(self.bericht)
        if beantwoord is None:
            return None
        # Only who received it answers it: another cannot settle what was not sent to it.
        op, wijst_af = beantwoord.op, beantwoord.wijst_af
        eigen = self._eigen_301(op, self.ontvangst.afzender)
        if eigen is not None:
            return self._rond_af(eigen, wijst_af=wijst_af)
        verzonden = self._verzonden(op)
        if not verzonden:
            return NIETS_VERZONDEN
        laatste = verzonden[-1]
        wacht = laatste.status is Ontvangststatus.VERZONDEN
        vreemd = None if wacht else tegenspraak(beantwoord.uitkomst, laatste.status)
        if wacht or (vreemd and wijst_af):
            wordt = Ontvangststatus(beantwoord.uitkomst.value)
            self.handeling.opslag.ontvangsten.bewaar(replace(laatste, status=wordt, opmerking=vreemd))
            if wijst_af:
                herroep(self.keten(op.afzender), laatste.id, dossier)
        elif not vreemd and laatste.antwoord is None:
            return AL_BEANTWOORD
        return vreemd

    def _verzonden(self, op: Berichtsleutel) -> tuple[Berichtontvangst, ...]:
        """What was sent under this to whom answers it; oldest first, what waits for its answer last."""
        verzonden = self.handeling.opslag.ontvangsten.verzonden(*op, aan=self.ontvangst.afzender)
        return tuple(sorted(verzonden, key=lambda bericht: bericht.status is Ontvangststatus.VERZONDEN))

    def _eigen_301(self, op: Berichtsleutel | None, aan: str) -> Toewijzingsbericht | None:
        """The wmo301 with this key that the municipality drew up here, for this provider."""
        if op is None or op.bericht_code != WMO301:
            return None
        opslag = self.handeling.opslag.als_gemeente(Gemeentecode(op.afzender))
        eigen = opslag.berichten.met_identificatie(op.identificatie)
        return eigen if eigen is not None and eigen.aanbieder == aan else None

    def _rond_af(self, eigen: Toewijzingsbericht, *, wijst_af: bool) -> str | None:
        """A wmo301 that the municipality drew up here gets the status that its wmo302 gives it (OP286)."""
        wordt = Berichtstatus.AFGEKEURD if wijst_af else Berichtstatus.GOEDGEKEURD
        if eigen.status is wordt:
            return AL_BEANTWOORD
        if eigen.status in (Berichtstatus.GOEDGEKEURD, Berichtstatus.AFGEKEURD):
            return TEGENSPRAAK.format(status=eigen.status.value)
        handeling = self.handeling
        opslag = handeling.opslag.als_gemeente(eigen.gemeente)
        codes = ", ".join(f"{klasse} {code}" for klasse, code in codes_in(self.bericht))
        reden = f"wmo302 {self.bericht.header.identificatie_retour}" + (f": {codes}" if codes else "")
        stappen = [(wordt, reden)]
        if eigen.status is Berichtstatus.KLAAR:
            stappen.insert(0, (Berichtstatus.VERZONDEN, "De aanbieder heeft erop geantwoord."))
        nu = eigen
        for status, waarom in stappen:
            nu = zet_status(nu, status, handeling.beller.medewerker, handeling.nu, waarom)
        opslag.berichten.bewaar(nu)
        if wijst_af:
            self.keten(eigen.gemeente).neem_terug(eigen.id)
        elif handeling.beller.partij is Partij.GEMEENTE:
            vergeet_eerder_bsn(handeling, eigen.client_id)
        return None


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
