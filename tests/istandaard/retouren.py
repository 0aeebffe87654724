"""What a receiver could answer to a message: that it is right, is rejected, or has a line refused."""

from dataclasses import replace
from typing import Any

from app.istandaard import codec
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import Bevinding
from app.istandaard.oordeel import Niveau, Oordeel, naar_samenhang
from app.istandaard.retour import Afzending, antwoord
from app.istandaard.waarden import Datum, Geheel
from tests.istandaard.regels.bouw import VANDAAG

GOED, AF, DEELS, ANDERS_DEELS = "approves", "rejects", "refuses a line", "refuses another line"
VERSCHILLEND = [(GOED, AF), (AF, GOED)]
VERSCHILLEND_323 = [(GOED, DEELS), (DEELS, GOED), (DEELS, AF), (DEELS, ANDERS_DEELS)]
"""One that refuses lines of what was rejected as a whole breaks a rule (TR366)."""


def verschillend(soort: str) -> list[tuple[str, str]]:
    """Any two returns on such a message that contradict each other."""
    return VERSCHILLEND + (VERSCHILLEND_323 if soort == "wmo323" else [])


def retour(bericht: Any, wat: str, nummer: str) -> bytes:
    """A return on this message that says so, with a number of its own."""
    gemaakt = antwoord(bericht, _oordeel(bericht, wat), Afzending(nummer, VANDAAG))
    assert gemaakt is not None
    return codec.schrijf(gemaakt)


def met_totalen(antwoord: bytes, *, erbij: int) -> bytes:
    """This answer to a declaration, with so many cents more in both its totals."""
    bericht: Any = codec.lees(antwoord)
    geheel = bericht.declaratie_antwoord
    ingediend, toegekend = (
        replace(totaal, totaal_bedrag=Geheel(totaal.totaal_bedrag + erbij))
        for totaal in (geheel.totaal_ingediend_bedrag, geheel.totaal_toegekend_bedrag)
    )
    geheel = replace(geheel, totaal_ingediend_bedrag=ingediend, totaal_toegekend_bedrag=toegekend)
    return codec.schrijf(replace(bericht, declaratie_antwoord=geheel))


def wijst_client_af(bericht: Any, nummer: str) -> bytes:
    """A return on this message that copies all of its classes."""
    fout = Bevinding("TR332", "9332", "Client", None, None, "", bericht.client.plaats)
    gemaakt = antwoord(bericht, naar_samenhang((fout,)), Afzending(nummer, VANDAAG))
    assert gemaakt is not None
    return codec.schrijf(gemaakt)


def anders(bericht: Any) -> Any:
    """Another wmo305 under the same identification."""
    return replace(
        bericht, client=replace(bericht.client, start_producten=bericht.client.start_producten * 2)
    )


def op_andere_dag(antwoord: bytes, dag: str = "2025-12-24") -> bytes:
    """This answer, on a message of that day."""
    bericht: Any = codec.lees(antwoord)
    naam = "declaratie_identificatie" if isinstance(bericht, Wmo325) else "bericht_identificatie"
    op = replace(getattr(bericht.header, naam), dagtekening=Datum(dag))
    return codec.schrijf(replace(bericht, header=replace(bericht.header, **{naam: op})))


def _oordeel(bericht: Any, wat: str) -> Oordeel:
    if wat in (GOED, AF):
        return Oordeel(Niveau.GEEN if wat == GOED else Niveau.INHOUD)
    regels = [regel for client in bericht.declaratie.clienten for regel in client.prestaties]
    geweigerd = regels[0] if wat == DEELS else regels[-1]
    return naar_samenhang((Bevinding("TR321", "9321", "Prestatie", None, None, "", geweigerd.plaats),))


def met_fout(bericht: Any) -> Any:
    """This declaration, with a first line on an allocation that nobody gave: it is refused (TR304)."""
    client, *anderen = bericht.declaratie.clienten
    regel, *rest = client.prestaties
    client = replace(client, prestaties=(replace(regel, toewijzing_nummer=Geheel(987654)), *rest))
    return replace(bericht, declaratie=replace(bericht.declaratie, clienten=(client, *anderen)))
