"""An answer that was handed over before its message waits with its receiver until that is there."""

from dataclasses import replace
from typing import Any

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus, handel_af
from app.domain.keten.historie import Wachtend, wacht_op
from app.istandaard import codec
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.gevolg import MEESTE_WACHTENDE, beantwoording
from app.istandaard.historie import partijen_van, sleutel_van
from app.istandaard.tonen import toonbaar
from app.processen.handeling import Handeling, programma_namens
from app.processen.keten.zaak import Zaak


def laat_wachten(handeling: Handeling, antwoord: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    """An answer that fits nothing so far waits with its receiver for the message that it names."""
    beantwoord = beantwoording(bericht)
    if beantwoord is not None and antwoord.antwoord_op is None:
        bij = handeling.opslag.keten(antwoord.eigenaar, partijen_van(bericht))
        bij.leg_vast(antwoord.id, (Wachtend(beantwoord.op),))
    return antwoord


def wachtend_op(zaak: Zaak) -> list[Zaak]:
    """The answers that wait for this message, in the order in which they came, as far as the first twenty."""
    sleutel, handeling = sleutel_van(zaak.bericht), zaak.handeling
    if sleutel is None or beantwoording(zaak.bericht) is not None:
        return []
    wachtend = zaak.keten(zaak.ontvangst.afzender).herkomsten(wacht_op(sleutel), MEESTE_WACHTENDE)
    gevonden = [antwoord for id in wachtend if (antwoord := handeling.opslag.ontvangsten.vind(id))]
    # For whom they are: who hands over the message has no say in its answer by that.
    return [
        Zaak(
            replace(handeling, beller=programma_namens(antwoord.eigenaar)),
            antwoord,
            codec.lees(antwoord.xml, handeling.schemas),
        )
        for antwoord in sorted(gevonden, key=lambda antwoord: antwoord.ontvangen_op)
    ]


def handel_geweigerde_af(handeling: Handeling, antwoord: Berichtontvangst, bericht: Wmo325) -> None:
    """Nobody has to ask for another answer any more, where one on the same declaration was refused before."""
    beantwoord = beantwoording(bericht)
    assert beantwoord is not None
    eigenaar, ontvangsten = antwoord.eigenaar, handeling.opslag.ontvangsten
    bij = handeling.opslag.keten(eigenaar, partijen_van(bericht))
    gedaan = f"Een ander antwoord op deze declaratie telt: wmo325 {toonbaar(antwoord.identificatie, 40)}."
    for id in bij.herkomsten(wacht_op(beantwoord.op), MEESTE_WACHTENDE):
        eerder = ontvangsten.vind(id)
        is_taak = eerder is not None and eerder.status is Ontvangststatus.GEWEIGERD
        if eerder is not None and is_taak and eerder.afgehandeld_door(eigenaar) is None:
            door = programma_namens(eigenaar).medewerker
            ontvangsten.bewaar(handel_af(eerder, eigenaar, door, handeling.nu, gedaan))
