"""The findings of a judgement are kept with the message that it is of."""

from dataclasses import replace

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.controle import op_regel
from app.istandaard.oordeel import Oordeel
from app.istandaard.regels import berichtsoort
from app.istandaard.regels.register import niet_gebouwd
from app.istandaard.regels.uitvoering import eerste
from app.processen.keten.deur import als_berichtbevindingen


def met_bevindingen(
    ontvangst: Berichtontvangst,
    bericht: Berichtklasse,
    gegeven: Oordeel,
    status: Ontvangststatus,
    opmerking: str | None,
) -> Berichtontvangst:
    """The message with what this judgement found, its status and what a person has to know of it."""
    soort = berichtsoort(bericht)
    return replace(
        ontvangst,
        status=status,
        berichtsoort=soort,
        bevindingen=als_berichtbevindingen(op_regel(eerste(gegeven.bevindingen), ontvangst.xml)),
        niet_gecontroleerd=tuple(sorted({*gegeven.niet_gecontroleerd, *niet_gebouwd(soort)})),
        opmerking=opmerking,
    )
