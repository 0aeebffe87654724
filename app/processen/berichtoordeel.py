"""A message that was kept is judged in the light of history, answered and remembered, in one transaction."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import Any, TypeGuard
from uuid import UUID, uuid4

from app.domain import berichtontvangst
from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus, handel_af
from app.domain.keten.dossier import Dossier, Partijen, Verzoeksleutel
from app.domain.keten.historie import (
    Mutaties,
    Verzoek,
    Verzoekantwoord,
    Wachtend,
    op_volgorde,
    van_verzoek,
    wacht_op,
)
from app.domain.partijen import Contract
from app.domain.toewijzing.toewijzing import Toewijzingsbericht
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.controle import op_regel
from app.istandaard.declaraties import (
    Declaratiebericht,
    beantwoorde_declaratie,
    clienten_van,
    genoemde_declaratie,
)
from app.istandaard.gevolg import MEESTE_WACHTENDE, aaneen, beantwoording, gevolg, oordeel_in, referenties_in
from app.istandaard.historie import (
    bsns_in,
    genoemde_verzoeken,
    neem_op,
    partijen_van,
    sleutel_van,
    vraag_van,
)
from app.istandaard.kennis import Contractregel, Kennis, Productlijst, Tarief, Tarievenlijst
from app.istandaard.leveringen import vroege_start
from app.istandaard.oordeel import Niveau, Oordeel, Schakelstatus, oordeel, status_van
from app.istandaard.regels import berichtsoort
from app.istandaard.regels.register import niet_gebouwd
from app.istandaard.regels.uitvoering import eerste
from app.istandaard.retour import Afzending, antwoord, code_van
from app.istandaard.rustend import NAGEZOCHT
from app.istandaard.strenger import strenger
from app.istandaard.tonen import toonbaar
from app.opslag.ketenhistorie import Beurt, Ketenhistorie
from app.processen import declaraties
from app.processen.afronden import (
    al_goedgekeurd_door,
    bij_ander,
    eigen_301,
    is_van_afzender,
    rond_hier_af,
    sluit,
    waarom_al_afgekeurd,
)
from app.processen.afwikkelen import (
    beslist,
    doe_opnieuw,
    is_ander_antwoord,
    is_uitkomst,
    onthoud_verzending,
    wikkel_af,
)
from app.processen.deur import als_berichtbevindingen
from app.processen.handeling import Handeling, Raadpleging, programma_namens
from app.processen.naslaan import openbare_kennis
from app.processen.rusten import wat_rust_op
from app.processen.toewijzingontvangst import zet_bij_leveringen
from app.processen.verzoekontvangst import leg_verzoeken_vast, zet_bij_wat_telt

ANTWOORDEN_OP_VERZOEK = frozenset({code_van(Wmo301), code_van(Wmo319)})
DIRECT = 1_000
"""The most lines of a declaration, or of its answer, that is judged while its sender waits."""
ELDERS = (
    "De ontvanger is hier niet aangesloten. Stuur het bericht langs een andere weg, en lever het antwoord "
    "daarop hier aan."
)
ANTWOORD_ELDERS = "De ontvanger is hier niet aangesloten. Stuur het bericht langs een andere weg."
ANTWOORD_GEWEIGERD = (
    "Dit antwoord telt niet. Wie het maakte verbetert het en stuurt het met een nieuwe identificatie; vraag "
    "daarom als u dat niet bent."
)
DECLARATIE_ONTBREEKT = (
    "Wordt de declaratie hier later aangeleverd, dan wordt dit antwoord daarna vanzelf opnieuw beoordeeld."
)
WEERSPROKEN = (
    "Wat eerder met de ontvanger is uitgewisseld spreekt dit bericht tegen: kijk eerst de bevindingen na. "
)
NIET_VERZENDEN = "Stuur dit bericht niet; de ontvanger keurt het af."
ANDER_ANTWOORD = (
    "Stuur dit bericht niet: het zegt iets anders dan hier op dat bericht is geantwoord. Is het al "
    "verstuurd, laat de ontvanger dan weten welk antwoord geldt."
)


def beoordeel(
    handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any, *, elders: bool = False
) -> Berichtontvangst | None:
    """What becomes of this message, between whose parties nobody else judges anything meanwhile.

    None while it is the turn of another there, that is judged in parts. What goes `elders` is not judged for
    its receiver here, though that may be known here. Nor is a wmo301 that was rejected already.
    """
    zaak = Zaak(handeling, ontvangst, bericht)
    if zaak.vergrendel() is not None:
        return None
    if (waarom := waarom_al_afgekeurd(zaak.eigen)) is not None:
        return handeling.opslag.ontvangsten.bewaar(sluit(ontvangst, waarom))
    if (retour := al_goedgekeurd_door(zaak.eigen, ontvangst)) is not None:
        geldt = replace(ontvangst, status=Ontvangststatus.GOEDGEKEURD, retour=retour)
        return handeling.opslag.ontvangsten.bewaar(replace(zaak, ontvangst=geldt).onthoud_goedgekeurd())
    gaat_elders = elders or zaak.gaat_elders
    beoordeeld = zaak.over_wie(zaak.verzending() if gaat_elders else zaak.oordeel())
    return wek(handeling, handeling.opslag.ontvangsten.bewaar(beoordeeld), bericht)


def is_groot(bericht: Any) -> TypeGuard[Declaratiebericht]:
    """Whether it is a declaration, or an answer to one, of more lines than `DIRECT`."""
    clienten = clienten_van(bericht) if isinstance(bericht, Declaratiebericht) else ()
    return sum(len(client.prestaties) for client in clienten) > DIRECT


def moet_in_wachtrij(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any) -> bool:
    """Whether a declaration, or an answer to one, is judged later: it is large, or after one that waits."""
    if ontvangst.status is not Ontvangststatus.ONTVANGEN or not isinstance(bericht, Declaratiebericht):
        return False
    return is_groot(bericht) or handeling.opslag.ontvangsten.wacht_er_een_voor(ontvangst)


def eerder_oordeel(raadpleging: Raadpleging, bericht: Any, antwoord: bytes | None) -> Oordeel:
    """The judgement of a message that was accepted: of a declaration, which lines its answer refuses."""
    if not isinstance(bericht, Wmo323) or antwoord is None:
        return Oordeel(Niveau.GEEN)
    gelezen: Any = codec.lees(antwoord, raadpleging.schemas)
    return oordeel_in(gelezen, bericht)


def wek(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    """Judge the answers that came before this message as if they came now, in the order in which they did.

    Gives the message as it stands after those. What is large, or behind that, is judged after this.
    """
    sleutel = sleutel_van(bericht)
    if sleutel is None or beantwoording(bericht) is not None:
        return ontvangst
    zaak = Zaak(handeling, ontvangst, bericht)
    blad = zaak.keten(ontvangst.afzender).vondsten((wacht_op(sleutel),), MEESTE_WACHTENDE)
    ontvangsten = handeling.opslag.ontvangsten
    gevonden = [antwoord for wachtend in blad.rijen if (antwoord := ontvangsten.vind(wachtend.herkomst))]
    # For whom they are: who hands over the message has no say in its answer by that.
    zaken = [
        Zaak(
            replace(handeling, beller=programma_namens(antwoord.eigenaar)),
            antwoord,
            codec.lees(antwoord.xml, handeling.schemas),
        )
        for antwoord in sorted(gevonden, key=lambda antwoord: antwoord.ontvangen_op)
    ]
    for opnieuw, open_ in [(opnieuw, opnieuw.heropen()) for opnieuw in zaken]:
        opnieuw.noteer()
        if not moet_in_wachtrij(opnieuw.handeling, open_, opnieuw.bericht):
            beoordeel(opnieuw.handeling, open_, opnieuw.bericht)
    return ontvangsten.haal(ontvangst.id) if gevonden else ontvangst


@dataclass(frozen=True)
class Zaak:
    """A message that is judged, in the transaction in which that happens."""

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

    def volledig(self, dossier: Dossier) -> Dossier:
        """By what its receiver judges an answer: its history, and of its question what the other keeps alone.

        That is a request or a declaration that the receiver never handed over here, and lines that it
        destroyed. What the answer leaves behind follows from its own history alone.
        """
        if isinstance(self.bericht, Wmo301 | Wmo319):
            return self._met_verzoeken(dossier)
        if not isinstance(self.bericht, Wmo325):
            return dossier
        header = self.bericht.header
        eigen = beantwoorde_declaratie(header, dossier)
        if eigen is not None and referenties_in(self.bericht) <= eigen.regels.keys():
            return dossier
        van_ander = self.dossier(self.ontvangst.afzender)
        ander = beantwoorde_declaratie(header, van_ander)
        if ander is None:
            return dossier
        clienten = {van_ander.clientsleutel(bsn): dossier.clientsleutel(bsn) for bsn in bsns_in(self.bericht)}
        regels = {
            referentie: regel._replace(client=clienten.get(regel.client, regel.client))
            for referentie, regel in ander.regels.items()
        }
        geheel = (
            replace(ander, regels=regels) if eigen is None else replace(eigen, regels=regels | eigen.regels)
        )
        sleutel = next(sleutel for sleutel, bekend in van_ander.declaraties.items() if bekend is ander)
        return replace(dossier, declaraties=dossier.declaraties | {sleutel: geheel})

    def _met_verzoeken(self, dossier: Dossier) -> Dossier:
        """This history with the requests that the message names and the other alone keeps.

        As they stood when it was sent: what its sender answered with it, and since then, does not count.
        """
        gemeente, aanbieder = Gemeentecode(self.tussen.gemeente), AgbCode(self.tussen.aanbieder)
        genoemd = {Verzoeksleutel(gemeente, aanbieder, naam) for naam in genoemde_verzoeken(self.bericht)}
        bij_ander = self.keten(self.ontvangst.afzender)
        nieuw = genoemd - dossier.verzoeken.keys()
        if not nieuw:
            return dossier
        dit = self.herkomst(self.ontvangst.afzender)
        gevonden = [
            *takewhile(lambda vondst: vondst.herkomst != dit, bij_ander.vind([*map(van_verzoek, nieuw)]))
        ]
        if not gevonden:
            return dossier
        geheel = self.dossier(self.ontvangst.eigenaar)
        clienten = {bij_ander.clientsleutel(bsn): dossier.clientsleutel(bsn) for bsn in bsns_in(self.bericht)}
        for _, gegeven in gevonden:
            if isinstance(gegeven, Verzoek):
                client = clienten.get(gegeven.verzoek.client, gegeven.verzoek.client)
                gegeven = replace(gegeven, verzoek=replace(gegeven.verzoek, client=client))
            gegeven.pas_toe(geheel)
        return geheel

    def heropen(self) -> Berichtontvangst:
        """Take back what an answer left behind that decided nothing, and let it wait to be judged."""
        for eigenaar in self.tussen:
            while self.keten(eigenaar).neem_deel_terug(self.ontvangst.id):
                pass
        return self.handeling.opslag.ontvangsten.bewaar(berichtontvangst.heropen(self.ontvangst))

    def noteer(self) -> None:
        """Leave in the access record of whom the message is about that it is judged."""
        bsns = bsns_in(self.bericht)
        self.handeling.opslag.ontvangsten.noteer("wijzigen", self.ontvangst.id, self.tussen.gemeente, bsns)

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

    def vergrendel(self) -> Beurt | None:
        """Let nobody else judge anything between these two meanwhile; gives whose turn it is."""
        return self.keten(self.ontvangst.eigenaar).vergrendel_beide()

    @property
    def gaat_elders(self) -> bool:
        """Whether its sender handed it over for a receiver that does not work here."""
        eigenaar, indiener = self.ontvangst.eigenaar, self.ontvangst.indiener.code
        return indiener != eigenaar and not self.handeling.opslag.ontvangsten.is_aangesloten(eigenaar)

    def verzending(self) -> Berichtontvangst:
        """Sent counts at once, until a return rejects it (OP286); the findings are what the sender may know.

        What any receiver rejects is not sent: a fault in the message itself, an identification used before.
        Nor is an answer that says otherwise than what was answered here. A wmo301 that is drawn up here goes
        to a provider that works here.
        """
        dossier = self.dossier(self.ontvangst.afzender)
        gegeven = oordeel(self.bericht, dossier, openbare_kennis(self.handeling.vandaag))
        mag_weg = gegeven.niveau is not Niveau.INHOUD and not dossier.berichten and not self.is_ander_antwoord
        if mag_weg:
            self._leg_vast(self.ontvangst.afzender, self.ontvangst.id, dossier, Oordeel(Niveau.GEEN))
        return verzonden(self.handeling, self.ontvangst, self.bericht, gegeven, mag_weg=mag_weg)

    @property
    def is_ander_antwoord(self) -> bool:
        """Whether it is an answer that says otherwise than what was answered here."""
        return is_ander_antwoord(self.handeling, self.ontvangst, self.bericht)

    def oordeel(self) -> Berichtontvangst:
        """What becomes of it: findings, answer and state; history is added to."""
        ontvangst, bericht = self.ontvangst, self.bericht
        self.neem_eigen_op()
        dossier = self.dossier(ontvangst.eigenaar)
        gegeven = oordeel(bericht, self.volledig(dossier), self.kennis())
        mutaties = self._leg_vast(ontvangst.eigenaar, ontvangst.id, dossier, gegeven)
        if was_verzonden := self.was_verzonden:
            self.zet_naast_ander(ontvangst.eigenaar, mutaties)
        rust = self._bij_afzender(gegeven, was_verzonden=was_verzonden)
        beoordeeld, retour = beantwoord(self.handeling, ontvangst, bericht, gegeven, self.volgnummer())
        if was_verzonden:
            self.laat_credits_vervallen(retour)
        if isinstance(bericht, Wmo301) and retour is not None:
            vreemd = rond_hier_af(self.handeling, beoordeeld, self.eigen, retour)
            beoordeeld = replace(beoordeeld, opmerking=vreemd)
        else:
            beoordeeld = sluit_af(self.handeling, beoordeeld, bericht, retour, dossier)
        return replace(beoordeeld, opmerking=aaneen(beoordeeld.opmerking, rust))

    def _bij_afzender(self, gegeven: Oordeel, *, was_verzonden: bool) -> str | None:
        """Let its sender remember it by this judgement; gives what rests on it where that takes it back."""
        status = status_van(self.bericht, gegeven)
        if status is Schakelstatus.GOEDGEKEURD or not was_verzonden:
            if self.is_van_afzender:
                self.onthoud_bij(self.ontvangst.afzender, gegeven)
            if was_verzonden:
                self.laat_antwoorden_tellen()
            return None
        if status is Schakelstatus.DEELS:
            self.onthoud_opnieuw(gegeven)
            return None
        return self.herroep_bij_afzender(gegeven)

    def _leg_vast(self, eigenaar: str, herkomst: UUID, dossier: Dossier, gegeven: Oordeel) -> Mutaties:
        """Let a party remember what the message leaves behind after this judgement; gives that."""
        mutaties = gevolg(self.bericht, dossier, gegeven, beslist=self.beslist())
        # What an answer asked for is of its declaration alone.
        gevraagd = None if isinstance(self.bericht, Wmo325) else dossier
        self.keten(eigenaar).leg_vast(herkomst, mutaties, dossier=gevraagd)
        leg_verzoeken_vast(self.handeling, eigenaar, self.ontvangst, self.bericht, mutaties)
        zet_bij_leveringen(self.handeling, eigenaar, self.bericht, mutaties)
        return mutaties

    def beslist(self) -> bool:
        """Whether it leaves behind what it says; of the answers a wmo325 alone leaves anything."""
        return not isinstance(self.bericht, Wmo325) or beslist(self.handeling, self.ontvangst, self.bericht)

    @property
    def is_van_afzender(self) -> bool:
        """Whether its sender handed it over, or is the one for whom it is judged."""
        return is_van_afzender(self.handeling, self.ontvangst)

    def volgnummer(self) -> int:
        """The number of the answer, if there is one."""
        return self.handeling.opslag.ontvangsten.volgnummer(self.ontvangst.eigenaar)

    def kennis(self) -> Kennis:
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
            tarievenlijst=tarievenlijst(contracten) if contracten else None,
        )

    def onthoud_goedgekeurd(self) -> Berichtontvangst:
        """Its receiver remembers it as a return approved it before, and judges it where it hands it over."""
        wie = self.ontvangst.eigenaar
        self.neem_eigen_op()
        ontvangst = self.ontvangst
        if self.handeling.beller.code == wie and self.oordeelt_nog(wie):
            eigen = oordeel(self.bericht, self.volledig(self.dossier(wie)), self.kennis())
            ontvangst = self.met_eigen_oordeel(Oordeel(Niveau.GEEN), eigen)
        self.zet_naast_ander(wie, self.onthoud_bij(wie, Oordeel(Niveau.GEEN)))
        self.laat_antwoorden_tellen()
        return ontvangst

    def oordeelt_nog(self, wie: str) -> bool:
        """Whether this is the receiver, who remembers now what a return settled that it did not answer."""
        ontvangst = self.ontvangst
        if wie != ontvangst.eigenaar or ontvangst.antwoord is not None or ontvangst.retour is None:
            return False
        retour = self.handeling.opslag.ontvangsten.vind(ontvangst.retour)
        van_zelf = retour is not None and retour.indiener.code == wie
        return not van_zelf and not self.keten(wie).nagelaten(ontvangst.id, 1)

    def met_eigen_oordeel(self, telt: Oordeel, eigen: Oordeel) -> Berichtontvangst:
        """The message with the findings of its receiver, and what that refuses which the return accepts."""
        anders = strenger(self.bericht, telt, eigen)
        if isinstance(self.bericht, Wmo323):
            declaraties.zet_eigen_oordeel(self.handeling, self.ontvangst.id, anders)
        ontvangst = _met_bevindingen(
            self.ontvangst, self.bericht, eigen, self.ontvangst.status, self.ontvangst.opmerking
        )
        ontvangst = replace(ontvangst, eigen_oordeel=None if anders is None else anders.tekst)
        return self.handeling.opslag.ontvangsten.bewaar(ontvangst)

    def onthoud_bij(self, wie: str, gegeven: Oordeel) -> Mutaties:
        """One of both, who hands it over, remembers by this judgement that it was sent, once; gives what.

        Not when the other says that it came in: nobody adds to the history of another by saying so.
        """
        dossier = self.dossier(wie)
        return () if dossier.berichten else self._leg_vast(wie, self.herkomst(wie), dossier, gegeven)

    def nagelaten(self, wie: str) -> Mutaties:
        """What one of both remembers of it already; of a message about one client that is all."""
        return tuple(self.keten(wie).nagelaten(self.herkomst(wie), NAGEZOCHT))

    def zet_naast_ander(self, wie: str, mutaties: Mutaties) -> None:
        """What one of both remembers last stands with it as it does with the other."""
        self._zet_op_volgorde(wie, mutaties)
        self._neem_antwoorden_over(wie, mutaties)

    def _zet_op_volgorde(self, wie: str, mutaties: Mutaties) -> None:
        """Let it come in the order in which the other has it."""
        sleutels = {sleutel for gegeven in mutaties if (sleutel := op_volgorde(gegeven)) is not None}
        if sleutels:
            ander = next(code for code in self.tussen if code != wie)

            def elders(herkomst: UUID) -> UUID:
                is_301 = isinstance(self.bericht, Wmo301)
                return bij_ander(self.handeling, herkomst, self.tussen) if is_301 else herkomst

            self.keten(wie).zet_erna(sleutels, self.keten(ander), self.herkomst(wie), elders)

    def _neem_antwoorden_over(self, wie: str, mutaties: Mutaties) -> None:
        """Who comes to remember a request does so with the answers on it that it has received by then."""
        verzoeken = {gegeven.sleutel: gegeven for gegeven in mutaties if isinstance(gegeven, Verzoek)}
        if not verzoeken:
            return
        bij, ander = self.keten(wie), next(code for code in self.tussen if code != wie)
        sleutels = [*map(van_verzoek, verzoeken)]
        er_al = {(van, g.sleutel) for van, g in bij.vind(sleutels) if isinstance(g, Verzoekantwoord)}
        for van, gegeven in self.keten(ander).vind(sleutels):
            if not isinstance(gegeven, Verzoekantwoord):
                continue
            client = verzoeken[gegeven.sleutel].verzoek.client
            eigen = bij_ander(self.handeling, van, self.tussen)
            if (eigen, gegeven.sleutel) not in er_al and bij.nagelaten(eigen, 1):
                bij.leg_vast(eigen, (replace(gegeven, client=client),))

    def laat_antwoorden_tellen(self) -> None:
        """Its sender has that answered, now that it counts, which it came to keep after it sent this."""
        wie = self.ontvangst.afzender
        eerder = self.nagelaten(wie) if isinstance(self.bericht, Wmo301 | Wmo319) else ()
        if not eerder:
            return
        er_al = {gegeven.sleutel for gegeven in eerder if isinstance(gegeven, Verzoekantwoord)}
        nieuw = tuple(
            gegeven
            for gegeven in gevolg(self.bericht, self.dossier(wie), Oordeel(Niveau.GEEN))
            if isinstance(gegeven, Verzoekantwoord) and gegeven.sleutel not in er_al
        )
        if nieuw:
            self.keten(wie).leg_vast(self.herkomst(wie), nieuw)

    def herkomst(self, wie: str) -> UUID:
        """Under which id one of both keeps what it leaves behind; its sender a wmo301 drawn up here apart."""
        eigen = self.eigen if wie == self.ontvangst.afzender else None
        return self.ontvangst.id if eigen is None else eigen.id

    @property
    def was_verzonden(self) -> bool:
        """Whether its sender remembers it from when its receiver did not work here; not of an answer."""
        ontvangst = self.ontvangst
        if ontvangst.indiener.code != ontvangst.eigenaar or beantwoording(self.bericht) is not None:
            return False
        return bool(self.keten(ontvangst.afzender).nagelaten(ontvangst.id, 1))

    def onthoud_opnieuw(self, gegeven: Oordeel) -> None:
        """The sender remembers what it sent by this judgement, in place of as sent."""
        while self.keten(self.ontvangst.afzender).neem_deel_terug(self.ontvangst.id):
            pass
        self.onthoud_bij(self.ontvangst.afzender, gegeven)
        self.neem_vervallen_over(self.ontvangst.afzender)

    def neem_vervallen_over(self, wie: str) -> None:
        """Who came to remember a declaration does so without the credits in it that lapsed before."""
        if isinstance(self.bericht, Wmo323):
            declaraties.neem_vervallen_over(self.handeling, self.tussen, wie, self.ontvangst.id)

    def laat_credits_vervallen(self, retour: Any) -> None:
        """A credit that a return granted since on a line that its receiver refuses now counts no more."""
        if isinstance(retour, Wmo325):
            # Under an id of its own: it stays where the declaration is taken back.
            declaraties.laat_credits_vervallen(self.handeling, self.ontvangst, uuid4(), retour)

    def herroep_bij_afzender(self, gegeven: Oordeel) -> str | None:
        """Let what the sender sent, and is rejected now, count as not sent with it, as by a return (OP286).

        Gives what rests on it.
        """
        rust = wat_rust_op(self.handeling, self.tussen, [self.ontvangst.id])
        bij = self.keten(self.ontvangst.afzender)
        bij.neem_terug(self.ontvangst.id)
        # Under an id of its own: of a large declaration what is under that of the message has yet to go.
        bij.leg_vast(uuid4(), gevolg(self.bericht, self.dossier(self.ontvangst.afzender), gegeven))
        zet_bij_wat_telt(self.handeling, bij, self.ontvangst.afzender, self.ontvangst)
        doe_opnieuw(bij, self.tussen, self.ontvangst, self.handeling.vandaag)
        return rust

    def eigen_buiten_historie(self) -> tuple[UUID, ...]:
        """Of a municipality that draws up its wmo301s here: those that it sent and its history lacks."""
        gemeente, aanbieder = Gemeentecode(self.tussen.gemeente), AgbCode(self.tussen.aanbieder)
        ontvangsten = self.handeling.opslag.ontvangsten
        clienten = ontvangsten.clienten(gemeente, bsns_in(self.bericht))
        return ontvangsten.eigen_buiten_historie(gemeente, aanbieder, [*clienten.values()])

    def neem_eigen_op(self) -> None:
        """Add those to its history."""
        gemeente = Gemeentecode(self.tussen.gemeente)
        ids = self.eigen_buiten_historie()
        for eigen in self.handeling.opslag.als_gemeente(gemeente).berichten.met_ids(ids) if ids else ():
            bericht = codec.lees(eigen.xml, self.handeling.schemas)
            neem_op(self.keten(gemeente), eigen.id, bericht)


def verzonden(
    handeling: Handeling,
    ontvangst: Berichtontvangst,
    bericht: Berichtklasse,
    gegeven: Oordeel,
    *,
    mag_weg: bool,
) -> Berichtontvangst:
    """A message to a receiver elsewhere, after this judgement by what its sender may know."""
    if not mag_weg:
        waarom = ANDER_ANTWOORD if is_ander_antwoord(handeling, ontvangst, bericht) else NIET_VERZENDEN
        return _met_bevindingen(ontvangst, bericht, gegeven, Ontvangststatus.AFGEKEURD, waarom)
    twijfel = WEERSPROKEN if gegeven.bevindingen else ""
    doe = ELDERS if beantwoording(bericht) is None else ANTWOORD_ELDERS
    ontvangst = laat_wachten(handeling, onthoud_verzending(handeling, ontvangst, bericht), bericht)
    return _met_bevindingen(ontvangst, bericht, gegeven, Ontvangststatus.VERZONDEN, twijfel + doe)


def beantwoord(
    raadpleging: Raadpleging,
    ontvangst: Berichtontvangst,
    bericht: Berichtklasse,
    gegeven: Oordeel,
    volgnummer: int,
) -> tuple[Berichtontvangst, Berichtklasse | None]:
    """A message with its findings and its answer after this judgement, and that answer; some have none."""
    status = Ontvangststatus(status_van(bericht, gegeven).value)
    beoordeeld = _met_bevindingen(ontvangst, bericht, gegeven, status, None)
    retour = antwoord(bericht, gegeven, Afzending(f"R{volgnummer:011d}", raadpleging.vandaag))
    if retour is None:
        return beoordeeld, None
    tekst = codec.schrijf(retour, raadpleging.schemas).decode()
    return replace(beoordeeld, antwoord=tekst, soort_antwoord=berichtsoort(retour)), retour


def sluit_af(
    handeling: Handeling,
    beoordeeld: Berichtontvangst,
    bericht: Berichtklasse,
    retour: Berichtklasse | None,
    dossier: Dossier,
) -> Berichtontvangst:
    """A message that was judged, after what that settles: by its answer, or when it is one itself."""
    if isinstance(retour, Wmo325):
        vervallen = declaraties.beantwoord(handeling, beoordeeld.id, retour)
        return replace(beoordeeld, opmerking=vervallen)
    if retour is not None:
        aanvaard = beoordeeld.status is Ontvangststatus.GOEDGEKEURD
        return replace(beoordeeld, opmerking=vroege_start(bericht, dossier)) if aanvaard else beoordeeld
    if beoordeeld.status is Ontvangststatus.AFGEKEURD:
        ontbreekt = isinstance(bericht, Wmo325) and genoemde_declaratie(bericht.header, dossier) is None
        opmerking = aaneen(ANTWOORD_GEWEIGERD, DECLARATIE_ONTBREEKT if ontbreekt else None)
        geweigerd = replace(beoordeeld, status=Ontvangststatus.GEWEIGERD, opmerking=opmerking)
        return laat_wachten(handeling, geweigerd, bericht)
    uitkomst = laat_wachten(handeling, wikkel_af(handeling, beoordeeld, bericht), bericht)
    if uitkomst.antwoord_op is not None:
        laat_beantwoorde_tellen(handeling, uitkomst.antwoord_op)
    if isinstance(bericht, Wmo325) and is_uitkomst(handeling, uitkomst):
        handel_geweigerde_af(handeling, uitkomst, bericht)
    return uitkomst


def laat_beantwoorde_tellen(handeling: Handeling, id: UUID) -> None:
    """What a return approved, that was sent before its sender kept the request that it answers, counts."""
    op = handeling.opslag.ontvangsten.vind(id)
    if op is not None and op.code in ANTWOORDEN_OP_VERZOEK and op.status is Ontvangststatus.GOEDGEKEURD:
        Zaak(handeling, op, codec.lees(op.xml, handeling.schemas)).laat_antwoorden_tellen()


def handel_geweigerde_af(handeling: Handeling, antwoord: Berichtontvangst, bericht: Wmo325) -> None:
    """Nobody has to ask for another answer any more, where one on the same declaration was refused before."""
    beantwoord = beantwoording(bericht)
    assert beantwoord is not None
    eigenaar, ontvangsten = antwoord.eigenaar, handeling.opslag.ontvangsten
    bij = handeling.opslag.keten(eigenaar, partijen_van(bericht))
    gedaan = f"Een ander antwoord op deze declaratie telt: wmo325 {toonbaar(antwoord.identificatie, 40)}."
    for wachtend in bij.vondsten((wacht_op(beantwoord.op),), MEESTE_WACHTENDE).rijen:
        eerder = ontvangsten.vind(wachtend.herkomst)
        is_taak = eerder is not None and eerder.status is Ontvangststatus.GEWEIGERD
        if eerder is not None and is_taak and eerder.afgehandeld_door(eigenaar) is None:
            door = programma_namens(eigenaar).medewerker
            ontvangsten.bewaar(handel_af(eerder, eigenaar, door, handeling.nu, gedaan))


def laat_wachten(handeling: Handeling, antwoord: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    """An answer that fits nothing so far waits with its receiver for the message that it names (`wek`)."""
    beantwoord = beantwoording(bericht)
    if beantwoord is not None and antwoord.antwoord_op is None:
        bij = handeling.opslag.keten(antwoord.eigenaar, partijen_van(bericht))
        bij.leg_vast(antwoord.id, (Wachtend(beantwoord.op),))
    return antwoord


def _met_bevindingen(
    ontvangst: Berichtontvangst,
    bericht: Berichtklasse,
    gegeven: Oordeel,
    status: Ontvangststatus,
    opmerking: str | None,
) -> Berichtontvangst:
    soort = berichtsoort(bericht)
    return replace(
        ontvangst,
        status=status,
        berichtsoort=soort,
        bevindingen=als_berichtbevindingen(op_regel(eerste(gegeven.bevindingen), ontvangst.xml)),
        niet_gecontroleerd=tuple(sorted({*gegeven.niet_gecontroleerd, *niet_gebouwd(soort)})),
        opmerking=opmerking,
    )


def tarievenlijst(contracten: Collection[Contract]) -> Tarievenlijst:
    """The prices of these contracts, each in the periods in which it holds."""
    return Tarievenlijst.van(
        (
            Contractregel(c.gemeente, c.aanbieder, c.categorie, c.code),
            Tarief(c.eenheid.value, c.tarief_op(vanaf), vanaf, c.periode.eind),
        )
        for c in contracten
        for vanaf in (c.periode.begin, *(later.vanaf for later in c.latere_tarieven))
    )
