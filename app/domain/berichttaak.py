"""What a party has to do about its messages, and by when: the part of its worklist that is no case (OP090).

A task follows from facts alone and is kept with them, under the day from which its term runs. Last days are
reckoned when tasks are shown. So one that comes into being because a day has passed asks no step, and another
calendar changes nothing that is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.berichtontvangst import BEANTWOORD, Berichtontvangst, Ontvangststatus
from app.domain.bewaren import BESLISTERMIJN, Vernietigingsverzoek, Verzoekstatus
from app.domain.fouten import VerkeerdeStatus
from app.domain.keten.dossier import Verzoekstand
from app.domain.partijen import Naam, Partij
from app.domain.termijnen import AanZet, Berichttermijn, Kalender
from app.domain.termijnen.duur import Duur, einde
from app.domain.toewijzing.toewijzing import Berichtstatus, Toewijzingsbericht
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.domain.waarden import DAG, Gemeentecode, kalenderdag
from app.domain.woorden import datum


class Taaksoort(StrEnum):
    """What there is to do."""

    NA_TE_GAAN = "na_te_gaan"
    """An answer that fits nothing or contradicts, or a notice of the exchange."""
    GEWEIGERD = "geweigerd"
    """No return message can be made, so that the sender has to hear it in another way (OP090x2)."""
    ANDERS_BEANTWOORD = "anders_beantwoord"
    """A return accepts what its receiver would have refused: one from elsewhere, before its receiver came
    here (IV028), or its own, that refuses the credit without which a month would not be granted anew."""
    DECLARATIE_AANLEVEREN = "declaratie_aanleveren"
    """A declaration counts by a return, and its municipality, who came here later, did not hand it over."""
    TE_BEANTWOORDEN = "te_beantwoorden"
    """A message that came in waits for its return message."""
    DECLARATIE_TE_BEANTWOORDEN = "declaratie_te_beantwoorden"
    ANTWOORD_ONTBREEKT = "antwoord_ontbreekt"
    """No return message came on what was sent, and its term has passed."""
    DECLARATIE_ONBEANTWOORD = "declaratie_onbeantwoord"
    VERZOEK_TE_BEANTWOORDEN = "verzoek_te_beantwoorden"
    """A request of a client who has no case here; of others it is a task of their case."""
    VERZOEK_TE_BESLISSEN = "verzoek_te_beslissen"
    """The same of one that is looked into."""
    VERZOEK_ONBEANTWOORD = "verzoek_onbeantwoord"
    """A request that was sent was neither granted nor refused, and its term has passed (OP274, OP346)."""
    VERZOEK_IN_ONDERZOEK = "verzoek_in_onderzoek"
    """The same of one that is looked into."""
    GEEN_START = "geen_start"
    """No start was reported on an allocation, and its term has passed (OP271)."""
    LATER_BEGONNEN = "later_begonnen"
    EERDER_GESTOPT = "eerder_gestopt"
    GEEN_STOP = "geen_stop"
    """An allocation ended, no stop was reported, and its term has passed (OP272)."""
    DECLARATIE_ZONDER_LEVERING = "declaratie_zonder_levering"
    BIJNA_OP = "bijna_op"
    """Of what was allocated 70 per cent was granted."""
    OP = "op"
    """All that was allocated was granted."""
    START_TE_MELDEN = "start_te_melden"
    """A provider keeps that it began, and has yet to tell (OP271)."""
    STOP_TE_MELDEN = "stop_te_melden"
    MELDING_AFGEKEURD = "melding_afgekeurd"
    """A start or stop of a provider was rejected, and it has yet to keep what is right."""
    DECLARATIE_AFGEKEURD = "declaratie_afgekeurd"
    """A declaration of a provider was rejected as a whole, and it has yet to keep its months anew."""
    DECLARATIE_OVERGESLAGEN = "declaratie_overgeslagen"
    """A month of a provider was left out of its declaration, and has yet to be declared."""
    LEVERING_ZONDER_START = "levering_zonder_start"
    """A provider keeps what it delivered in a month, and not that it had begun."""
    VERNIETIGING_TE_BESLISSEN = "vernietiging_te_beslissen"
    """A person asked to destroy what is kept about him or her (Wmo 2015 art. 5.3.5)."""


@dataclass(frozen=True, slots=True)
class Werk:
    """What a kind of task asks."""

    regels: str
    """Of the standard, or the article of the law, that ask it."""
    taak: str
    """What to do, in Dutch."""
    termijn: Duur | None = None
    van_aanbieder: str | None = None
    """What to do where a provider has to; None where that is the same."""


_VERZOEK = "OP274, OP346"
_NAVRAGEN = "Vraag de ander waar het antwoord blijft; leg vast wat u afsprak als er geen meer komt."
_BESLISSEN = "Ga na wie de cliënt is, want er is hier geen zaak van, en beslis op het verzoek."
_ANTWOORDEN = "Beoordeel het bericht en stuur het antwoord."
WERK = {
    Taaksoort.NA_TE_GAAN: Werk("OP090", "Zoek met de ander uit wat klopt en leg vast wat u deed."),
    Taaksoort.GEWEIGERD: Werk(
        "OP090x2",
        "Laat de afzender weten wat eraan mankeert, of verbeter het bericht als u het zelf verzond; leg vast "
        "wat u deed.",
    ),
    Taaksoort.ANDERS_BEANTWOORD: Werk(
        "IV028",
        "Het antwoord dat telt keurt goed wat u zou weigeren. Lees bij het bericht wat. Gaf een ander dat "
        "antwoord, lever dan uw eigen antwoord aan, dat dit terugneemt of bevestigt. Gaf u het zelf, spreek "
        "dan met de aanbieder af wie het herstelt. Of leg vast waarom niet, zoals dat u een toewijzing pas "
        "later aanleverde.",
    ),
    Taaksoort.DECLARATIE_AANLEVEREN: Werk(
        "IV028",
        "De aanbieder leverde deze declaratie aan voordat u hier werkte, met een antwoord erop. Zij telt in "
        "uw uitbetalingen. Lever haar zelf aan, dan wordt zij beoordeeld, of leg vast waarom niet.",
    ),
    Taaksoort.TE_BEANTWOORDEN: Werk("OP090", _ANTWOORDEN, Berichttermijn.RETOUR.duur),
    Taaksoort.DECLARATIE_TE_BEANTWOORDEN: Werk(
        "OP090x4", _ANTWOORDEN, Berichttermijn.DECLARATIE_ANTWOORD.duur
    ),
    Taaksoort.ANTWOORD_ONTBREEKT: Werk("OP090", _NAVRAGEN, Berichttermijn.RETOUR.duur),
    Taaksoort.DECLARATIE_ONBEANTWOORD: Werk("OP090x4", _NAVRAGEN, Berichttermijn.DECLARATIE_ANTWOORD.duur),
    Taaksoort.VERZOEK_TE_BEANTWOORDEN: Werk(_VERZOEK, _BESLISSEN, Berichttermijn.VERZOEK_OM_TOEWIJZING.duur),
    Taaksoort.VERZOEK_TE_BESLISSEN: Werk(_VERZOEK, _BESLISSEN, Berichttermijn.IN_ONDERZOEK.duur),
    Taaksoort.VERZOEK_ONBEANTWOORD: Werk(_VERZOEK, _NAVRAGEN, Berichttermijn.VERZOEK_OM_TOEWIJZING.duur),
    Taaksoort.VERZOEK_IN_ONDERZOEK: Werk(_VERZOEK, _NAVRAGEN, Berichttermijn.IN_ONDERZOEK.duur),
    Taaksoort.GEEN_START: Werk(
        "OP271",
        "Vraag de aanbieder of de ondersteuning is begonnen; leg vast wat u hoorde als er geen start komt.",
        Berichttermijn.START.duur,
        "Meld de start als u bent begonnen; leg vast waarom er geen start komt als u niet begint.",
    ),
    Taaksoort.LATER_BEGONNEN: Werk(
        "OP271", "Ga na waarom de ondersteuning later begon dan is toegewezen, en leg vast wat u deed."
    ),
    Taaksoort.EERDER_GESTOPT: Werk(
        "OP272", "Ga na waarom de ondersteuning eerder stopte dan is toegewezen, en leg vast wat u deed."
    ),
    Taaksoort.GEEN_STOP: Werk(
        "OP272",
        "Vraag de aanbieder of de ondersteuning is gestopt; leg vast wat u hoorde als er geen stop komt.",
        Berichttermijn.STOP.duur,
        "Meld de stop van deze toewijzing, die is geëindigd; leg vast waarom er geen stop komt.",
    ),
    Taaksoort.DECLARATIE_ZONDER_LEVERING: Werk(
        "OP271",
        "Vraag de aanbieder om de start of de stop te herstellen, en leg vast wat u hoorde.",
        None,
        "U declareerde dagen waarop u volgens uw start en stop niet leverde: herstel de start, de stop of "
        "de declaratie.",
    ),
    Taaksoort.BIJNA_OP: Werk(
        "IV077",
        "Van wat is toegewezen is 70 procent of meer toegekend: ga na of het genoeg is tot de einddatum, en "
        "leg vast wat u deed.",
    ),
    Taaksoort.OP: Werk(
        "IV077",
        "Wat is toegewezen is op; meer declareren kan niet. Ga na of de cliënt een ander besluit nodig "
        "heeft, en leg vast wat u deed.",
    ),
    Taaksoort.START_TE_MELDEN: Werk(
        "OP271", "Meld wat u over de start vastlegde.", Berichttermijn.START.duur
    ),
    Taaksoort.STOP_TE_MELDEN: Werk("OP272", "Meld wat u over de stop vastlegde.", Berichttermijn.STOP.duur),
    Taaksoort.MELDING_AFGEKEURD: Werk(
        "OP286",
        "De gemeente keurde uw start of stop af. Lees onder /leveringen bij het bericht met welke codes, leg "
        "daar vast wat klopt en meld opnieuw; ongewijzigd gaat het niet nog eens.",
    ),
    Taaksoort.DECLARATIE_AFGEKEURD: Werk(
        "OP286",
        "De gemeente keurde uw declaratie als geheel af. Lees onder /declaraties met welke codes, leg de "
        "maand vast zoals zij klopt en declareer opnieuw; ongewijzigd gaat zij niet nog eens.",
    ),
    Taaksoort.DECLARATIE_OVERGESLAGEN: Werk(
        "IV077, IV085",
        "Deze maanden gingen niet mee in uw declaratie. Leg vast wat klopt en declareer opnieuw, of leg vast "
        "waarom u ze niet declareert.",
    ),
    Taaksoort.LEVERING_ZONDER_START: Werk(
        "OP271", "Leg vast sinds wanneer u levert: voor een maand met levering is geen start bekend."
    ),
    Taaksoort.VERNIETIGING_TE_BESLISSEN: Werk(
        "Wmo 2015 art. 5.3.5",
        "Beslis op het verzoek om vernietiging; wat u inwilligt moet voor het einde van de termijn weg zijn.",
        BESLISTERMIJN,
    ),
}
NA_TERMIJN = frozenset(
    {
        Taaksoort.ANTWOORD_ONTBREEKT,
        Taaksoort.DECLARATIE_ONBEANTWOORD,
        Taaksoort.VERZOEK_ONBEANTWOORD,
        Taaksoort.VERZOEK_IN_ONDERZOEK,
        Taaksoort.GEEN_START,
        Taaksoort.GEEN_STOP,
    }
)
"""What is work for the owner of the task once the term has passed; until then the other has the time."""
ALLEEN_MET_ANTWOORD = {
    Taaksoort.VERZOEK_TE_BEANTWOORDEN: "Beantwoord het verzoek onder /verzoeken",
    Taaksoort.VERZOEK_TE_BESLISSEN: "Beantwoord het verzoek onder /verzoeken",
    Taaksoort.VERNIETIGING_TE_BESLISSEN: "Beslis op het verzoek om vernietiging",
}
"""What an answer or a decision settles, and nobody ticks off: what to do instead."""
EENMALIG = frozenset({Taaksoort.BIJNA_OP, Taaksoort.OP})
"""What is asked once: it does not come back when it was ticked off, also when it was not so in between."""
OVER_MAANDEN = frozenset({Taaksoort.DECLARATIE_AFGEKEURD, Taaksoort.DECLARATIE_OVERGESLAGEN})
"""What names the months that it is about."""
VAN_AANBIEDER = frozenset({Taaksoort.GEEN_START, Taaksoort.GEEN_STOP})
"""What a provider has to do, on whichever worklist it stands."""

WMO323 = "wmo323"
ONBEANTWOORD = (Ontvangststatus.ONTVANGEN, Ontvangststatus.VERZONDEN)


@dataclass(frozen=True, slots=True)
class Berichttaak:
    """One task of one party."""

    eigenaar: str
    """Gemeentecode or AgbCode of who has it on its worklist."""
    soort: Taaksoort
    dag: date
    """From which its term runs; without a term, since when it is there."""
    ander: str | None
    """The other party; None where the message does not tell."""
    berichtsoort: str | None
    """Of the message; None of what could not be read."""
    kenmerk: str
    """The identification of the message; empty of what could not be read."""
    ontvangst_id: UUID | None = None
    bericht_id: UUID | None = None
    """The wmo301, where it is one that was drawn up here."""
    gemeente: Gemeentecode | None = None
    """Who gave out the number of the allocation that it is about."""
    nummer: int | None = None
    """ToewijzingNummer, where it is about an allocation."""
    verzoek_id: UUID | None = None
    """The request, where it is about one."""
    vernietigingsverzoek_id: UUID | None = None
    """The request to destroy, where it is about one."""
    merk: str | None = None
    """Tells the facts about an allocation or a request from others: with these it is another task."""

    @property
    def van_gemeente(self) -> Gemeentecode | None:
        """The municipality of the two; None where the message does not tell."""
        codes = (self.eigenaar, self.ander or "")
        return next((Gemeentecode(code) for code in codes if len(code) == 4), None)

    @property
    def aan_zet(self) -> AanZet:
        """Whose turn it is."""
        is_gemeente = Partij.van_code(self.eigenaar) is Partij.GEMEENTE
        wacht = self.soort in NA_TERMIJN - VAN_AANBIEDER
        if self.soort in VAN_AANBIEDER:
            return AanZet.AANBIEDER
        return AanZet.GEMEENTE if is_gemeente is not wacht else AanZet.AANBIEDER


@dataclass(frozen=True, slots=True)
class Taakafhandeling:
    """That somebody did what a task asks that no message settles, and what."""

    op: datetime
    door: str
    gedaan: str


@dataclass(frozen=True, slots=True)
class Bewaardetaak:
    """A task as it is kept."""

    id: UUID
    taak: Berichttaak
    client_id: UUID | None = None
    """Of the allocation, or of the wmo301, where it is known here."""
    afhandeling: Taakafhandeling | None = None


@dataclass(frozen=True, slots=True)
class Berichtwerk:
    """One task as the worklist shows it."""

    id: UUID
    soort: Taaksoort
    taak: str
    regels: str
    aan_zet: AanZet
    sinds: date
    uiterlijk: date | None
    """The last day of its term; None without one, or where the holidays of that time are not known."""
    ander: str | None
    berichtsoort: str | None
    kenmerk: str
    ontvangst_id: UUID | None
    bericht_id: UUID | None
    nummer: int | None
    verzoek_id: UUID | None
    vernietigingsverzoek_id: UUID | None
    client_id: UUID | None
    """Of the allocation, of a wmo301 that was drawn up here, or who asked to destroy."""
    naam: Naam | None
    afhandeling: Taakafhandeling | None


def berichtwerk(
    bewaard: Bewaardetaak, kalender: Kalender, naam: Naam | None, maanden: str | None = None
) -> Berichtwerk:
    """This task, about a client of this name and these months (in Dutch), with its last day."""
    taak = bewaard.taak
    werk = WERK[taak.soort]
    termijn = werk.termijn if kalender.kent(taak.dag) else None
    van_aanbieder = Partij.van_code(taak.eigenaar) is Partij.AANBIEDER
    return Berichtwerk(
        id=bewaard.id,
        soort=taak.soort,
        taak=" ".join(filter(None, ((van_aanbieder and werk.van_aanbieder) or werk.taak, maanden))),
        regels=werk.regels,
        aan_zet=taak.aan_zet,
        sinds=taak.dag,
        uiterlijk=None if termijn is None else _einde(taak.dag, termijn, kalender),
        ander=taak.ander,
        berichtsoort=taak.berichtsoort,
        kenmerk=taak.kenmerk,
        ontvangst_id=taak.ontvangst_id,
        bericht_id=taak.bericht_id,
        nummer=taak.nummer,
        verzoek_id=taak.verzoek_id,
        vernietigingsverzoek_id=taak.vernietigingsverzoek_id,
        client_id=bewaard.client_id,
        naam=naam,
        afhandeling=bewaard.afhandeling,
    )


def vereis_af_te_handelen(bewaard: Bewaardetaak) -> None:
    """Refuse to tick off what a message has to settle, or what was ticked off; else VerkeerdeStatus."""
    if bewaard.taak.soort in ALLEEN_MET_ANTWOORD:
        raise VerkeerdeStatus(f"{ALLEEN_MET_ANTWOORD[bewaard.taak.soort]}; daarmee is deze taak gedaan.")
    if bewaard.taak.merk is None:
        raise VerkeerdeStatus(
            "Deze taak gaat over een bericht. Handel het bericht af onder /berichten/ontvangsten."
        )
    if bewaard.afhandeling is not None:
        raise VerkeerdeStatus(
            f"Deze taak is al afgehandeld, op {datum(kalenderdag(bewaard.afhandeling.op))}."
        )


def _einde(vanaf: date, termijn: Duur, kalender: Kalender) -> date:
    return einde(vanaf, termijn, kalender, atw=False)


def voorbij_tot(termijn: Duur, kalender: Kalender, vandaag: date) -> date:
    """The last day of which it is over by now when this term ran from it."""
    dag = vandaag
    while _einde(dag, termijn, kalender) >= vandaag:
        dag -= DAG
    return dag


def taken_van_ontvangst(ontvangst: Berichtontvangst) -> tuple[Berichttaak, ...]:
    """What this message asks of its receiver and of its sender as it stands now."""
    return tuple(
        Berichttaak(
            eigenaar=wie,
            soort=soort,
            dag=kalenderdag(ontvangst.ontvangen_op),
            ander=ontvangst.ander(wie),
            berichtsoort=ontvangst.berichtsoort,
            kenmerk=ontvangst.identificatie,
            ontvangst_id=ontvangst.id,
        )
        for wie, soort in _bij_ontvangst(ontvangst)
        if ontvangst.afgehandeld_door(wie) is None
    )


def _bij_ontvangst(ontvangst: Berichtontvangst) -> Iterator[tuple[str, Taaksoort]]:
    status, declaratie = ontvangst.status, ontvangst.berichtsoort == WMO323
    if status is Ontvangststatus.NA_TE_GAAN:
        yield ontvangst.eigenaar, Taaksoort.NA_TE_GAAN
    elif status is Ontvangststatus.GEWEIGERD:
        yield ontvangst.eigenaar, Taaksoort.GEWEIGERD
    elif ontvangst.eigen_oordeel is not None:
        yield ontvangst.eigenaar, Taaksoort.ANDERS_BEANTWOORD
    elif ontvangst.is_buiten_ontvanger_om:
        yield ontvangst.eigenaar, Taaksoort.DECLARATIE_AANLEVEREN
    elif ontvangst.berichtsoort in BEANTWOORD and status in ONBEANTWOORD:
        if status is Ontvangststatus.ONTVANGEN:
            soort = Taaksoort.DECLARATIE_TE_BEANTWOORDEN if declaratie else Taaksoort.TE_BEANTWOORDEN
            yield ontvangst.eigenaar, soort
        if ontvangst.indiener.code == ontvangst.afzender:  # else nobody here knows that it sent it
            soort = Taaksoort.DECLARATIE_ONBEANTWOORD if declaratie else Taaksoort.ANTWOORD_ONTBREEKT
            yield ontvangst.afzender, soort


def taken_van_bericht(bericht: Toewijzingsbericht) -> tuple[Berichttaak, ...]:
    """That its provider has to answer a wmo301 that went out.

    That the municipality waits for it is a task of its case (app.domain.werkvoorraad).
    """
    if bericht.status is not Berichtstatus.VERZONDEN:
        return ()
    taak = Berichttaak(
        eigenaar=bericht.aanbieder,
        soort=Taaksoort.TE_BEANTWOORDEN,
        dag=kalenderdag(bericht.overgangen[-1].op),
        ander=bericht.gemeente,
        berichtsoort="wmo301",
        kenmerk=bericht.identificatie,
        bericht_id=bericht.id,
    )
    return (taak,)


def taken_van_verzoek(verzoek: BewaardVerzoek) -> tuple[Berichttaak, ...]:
    """That a provider waits for the answer on its request, and that its municipality has to give it.

    Where that knows a case of the client, it is a task of the case instead (app.domain.werkvoorraad).
    """
    if not verzoek.loopt or verzoek.melding_id is not None:
        return ()
    onderzocht = verzoek.stand is Verzoekstand.IN_ONDERZOEK
    wacht = verzoek.eigenaar == verzoek.aanbieder
    soorten = (
        (Taaksoort.VERZOEK_ONBEANTWOORD, Taaksoort.VERZOEK_IN_ONDERZOEK)
        if wacht
        else (Taaksoort.VERZOEK_TE_BEANTWOORDEN, Taaksoort.VERZOEK_TE_BESLISSEN)
    )
    taak = Berichttaak(
        eigenaar=verzoek.eigenaar,
        soort=soorten[onderzocht],
        dag=verzoek.dagtekening if onderzocht else kalenderdag(verzoek.ontvangen_op),
        ander=verzoek.gemeente if wacht else verzoek.aanbieder,
        berichtsoort=None,
        kenmerk="",
        verzoek_id=verzoek.id,
        merk=verzoek.stand.value,
    )
    return (taak,)


def taken_van_vernietigingsverzoek(verzoek: Vernietigingsverzoek) -> tuple[Berichttaak, ...]:
    """That who was asked to destroy has to decide on it."""
    if verzoek.status is not Verzoekstatus.OPEN:
        return ()
    taak = Berichttaak(
        eigenaar=verzoek.aanbieder or verzoek.gemeente,
        soort=Taaksoort.VERNIETIGING_TE_BESLISSEN,
        dag=verzoek.ontvangen_op,
        ander=verzoek.gemeente if verzoek.aanbieder else None,
        berichtsoort=None,
        kenmerk="",
        vernietigingsverzoek_id=verzoek.id,
        merk=verzoek.status.value,
    )
    return (taak,)
