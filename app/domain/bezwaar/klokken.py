"""The days of an objection: the term to object, and that to decide on it (Awb 6:7, 7:10, 4:17)."""

from dataclasses import replace
from datetime import date, timedelta

from app.domain.bezwaar.bezwaar import Beroepsoort, Bezwaar, Uitstel
from app.domain.eisen import vervult
from app.domain.termijnen import AanZet, Duur, Kalender, Klok, Opschorting, Stap, Tijdseenheid, einde
from app.domain.termijnen.zaak import NA_INGEBREKESTELLING
from app.domain.waarden import DAG, Periode

BEZWAAR = Duur(6, Tijdseenheid.WEKEN)
"""Within which the client can object, from the announcement on (Awb 6:7, 6:8)."""

BESLISTERMIJN = timedelta(weeks=6)
BESLISTERMIJN_COMMISSIE = timedelta(weeks=12)
"""From the end of the term to object, without and with a committee that the client knows of (7:10, 7:13)."""


def bezwaartermijn_tot(bekendgemaakt_op: date, kalender: Kalender) -> date:
    """Last day on which an objection to a decision, or an appeal to the court, is in time (6:7, 6:8)."""
    return einde(bekendgemaakt_op, BEZWAAR, kalender, atw=True)


@vervult("W09")
def laatste_dag(bezwaar: Bezwaar, kalender: Kalender) -> tuple[date | None, tuple[Periode, ...]]:
    """Last day for the decision, and the days on which the term stood still; None while it cannot be known.

    Six weeks, or twelve with a committee, from the end of the term to object (7:10 lid 1); each request to
    repair a lack adds the days it lasted (lid 2), a postponement moves it to the day that was told.
    """
    if bezwaar.termijn_tot is None:
        return None, ()
    commissie = bezwaar.bevestiging is not None and bezwaar.bevestiging.commissie
    nominaal = bezwaar.termijn_tot + (BESLISTERMIJN_COMMISSIE if commissie else BESLISTERMIJN)
    uiterlijk = kalender.werkdag_vanaf(nominaal)
    laatst_stil = bezwaar.termijn_tot
    stil: list[Periode] = []
    gebeurtenissen: list[Opschorting | Uitstel] = [*bezwaar.opschortingen, *bezwaar.uitstellen]
    for wat in sorted(gebeurtenissen, key=_dag_van):
        if isinstance(wat, Uitstel):
            nominaal = max(nominaal, wat.nieuwe_datum)
            uiterlijk = max(uiterlijk, wat.nieuwe_datum)
            continue
        eerste = max(wat.eerste_dag, laatst_stil + DAG)
        if eerste >= wat.weer_lopend or eerste > uiterlijk:
            continue
        laatst_stil = wat.weer_lopend - DAG
        stil.append(Periode(eerste, laatst_stil))
        nominaal += wat.weer_lopend - eerste
        uiterlijk = kalender.werkdag_vanaf(max(nominaal, wat.weer_lopend))
    return uiterlijk, tuple(stil)


def _dag_van(wat: Opschorting | Uitstel) -> date:
    return wat.op if isinstance(wat, Uitstel) else wat.van


@vervult("W09")
def bezwaarklokken(bezwaar: Bezwaar, kalender: Kalender) -> tuple[Klok, ...]:
    """The clock of the decision on the objection, and after a notice of default that of the dwangsom."""
    uiterlijk, stil = laatste_dag(bezwaar, kalender)
    gestopt = None if bezwaar.bekendmaking is None else bezwaar.bekendmaking.op
    eindes = [b.op for b in bezwaar.beroepen if b.soort is Beroepsoort.RECHTSTREEKS]
    if bezwaar.intrekking is not None:
        eindes.append(bezwaar.intrekking.op)
    klok = Klok(
        stap=Stap.BEZWAAR,
        grondslag="Awb art. 7:10",
        wettelijk=True,
        aan_zet=AanZet.GEMEENTE,
        gestart=None if uiterlijk is None else bezwaar.ontvangen_op,
        uiterlijk=uiterlijk,
        gestopt=gestopt,
        vervallen=min(eindes, default=None),
        opgeschort=stil,
        bezwaar=bezwaar.id,
    )
    in_gebreke = bezwaar.ingebrekestelling_op
    if in_gebreke is None or uiterlijk is None or in_gebreke <= uiterlijk:
        return (klok,)
    dwangsom = replace(
        klok,
        stap=Stap.DWANGSOM,
        grondslag="Awb art. 7:14 en 4:17 lid 3",
        gestart=in_gebreke,
        uiterlijk=NA_INGEBREKESTELLING.einde(in_gebreke, kalender),
        opgeschort=(),
    )
    return klok, dwangsom
