"""What a party has to do about its messages, and by when: the part of its worklist that is no case (OP090).

A task follows from facts alone and is kept with them, under the day from which its term runs. Last days are
reckoned when tasks are shown. So one that comes into being because a day has passed asks no step, and another
calendar changes nothing that is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.partijen import Naam, Partij
from app.domain.termijnen import AanZet, Berichttermijn, Kalender, uiterste_antwoorddag
from app.domain.toewijzing.toewijzing import Berichtstatus, Toewijzingsbericht
from app.domain.waarden import DAG, kalenderdag


class Taaksoort(StrEnum):
    """What there is to do."""

    NA_TE_GAAN = "na_te_gaan"
    """An answer that fits nothing or contradicts, or a notice of the exchange."""
    GEWEIGERD = "geweigerd"
    """No return message can be made, so that the sender has to hear it in another way (OP090x2)."""
    TE_BEANTWOORDEN = "te_beantwoorden"
    """A message that came in waits for its return message."""
    DECLARATIE_TE_BEANTWOORDEN = "declaratie_te_beantwoorden"
    ANTWOORD_ONTBREEKT = "antwoord_ontbreekt"
    """No return message came on what was sent, and its term has passed."""
    DECLARATIE_ONBEANTWOORD = "declaratie_onbeantwoord"


@dataclass(frozen=True, slots=True)
class Werk:
    """What a kind of task asks."""

    regels: str
    """Of the standard, that ask it."""
    taak: str
    """What to do, in Dutch."""
    termijn: Berichttermijn | None = None


_NAVRAGEN = "Vraag de ander waar het antwoord blijft; leg vast wat u afsprak als er geen meer komt."
_ANTWOORDEN = "Beoordeel het bericht en stuur het antwoord."
WERK = {
    Taaksoort.NA_TE_GAAN: Werk("OP090", "Zoek met de ander uit wat klopt en leg vast wat u deed."),
    Taaksoort.GEWEIGERD: Werk("OP090x2", "Laat de afzender weten wat eraan mankeert en leg vast wat u deed."),
    Taaksoort.TE_BEANTWOORDEN: Werk("OP090", _ANTWOORDEN, Berichttermijn.RETOUR),
    Taaksoort.DECLARATIE_TE_BEANTWOORDEN: Werk("OP090x4", _ANTWOORDEN, Berichttermijn.DECLARATIE_ANTWOORD),
    Taaksoort.ANTWOORD_ONTBREEKT: Werk("OP090", _NAVRAGEN, Berichttermijn.RETOUR),
    Taaksoort.DECLARATIE_ONBEANTWOORD: Werk("OP090x4", _NAVRAGEN, Berichttermijn.DECLARATIE_ANTWOORD),
}
WACHT_OP_ANDER = frozenset({Taaksoort.ANTWOORD_ONTBREEKT, Taaksoort.DECLARATIE_ONBEANTWOORD})
"""What the other party has to do; it is work for the owner of the task once the term has passed."""

BEANTWOORD = frozenset({"wmo301", "wmo305", "wmo307", "wmo315", "wmo317", "wmo319", "wmo323"})
"""The messages that are answered."""
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

    @property
    def gemeente(self) -> str | None:
        """The municipality of the two; None where the message does not tell."""
        codes = (self.eigenaar, self.ander or "")
        return next((code for code in codes if len(code) == 4), None)

    @property
    def aan_zet(self) -> AanZet:
        """Whose turn it is."""
        partij = Partij.van_code(self.eigenaar)
        eigen = AanZet.GEMEENTE if partij is Partij.GEMEENTE else AanZet.AANBIEDER
        ander = AanZet.AANBIEDER if partij is Partij.GEMEENTE else AanZet.GEMEENTE
        return ander if self.soort in WACHT_OP_ANDER else eigen


@dataclass(frozen=True, slots=True)
class Berichtwerk:
    """One task as the worklist shows it."""

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
    client_id: UUID | None
    """Of a wmo301 that was drawn up here."""
    naam: Naam | None


def berichtwerk(
    taak: Berichttaak, kalender: Kalender, client_id: UUID | None, naam: Naam | None
) -> Berichtwerk:
    """This task, about a message on this client, with its last day."""
    werk = WERK[taak.soort]
    termijn = werk.termijn if kalender.kent(taak.dag) else None
    return Berichtwerk(
        soort=taak.soort,
        taak=werk.taak,
        regels=werk.regels,
        aan_zet=taak.aan_zet,
        sinds=taak.dag,
        uiterlijk=None if termijn is None else uiterste_antwoorddag(termijn, taak.dag, kalender),
        ander=taak.ander,
        berichtsoort=taak.berichtsoort,
        kenmerk=taak.kenmerk,
        ontvangst_id=taak.ontvangst_id,
        bericht_id=taak.bericht_id,
        client_id=client_id,
        naam=naam,
    )


def voorbij_tot(termijn: Berichttermijn, kalender: Kalender, vandaag: date) -> date:
    """The last day of which it is over by now when this term ran from it."""
    dag = vandaag
    while uiterste_antwoorddag(termijn, dag, kalender) >= vandaag:
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
