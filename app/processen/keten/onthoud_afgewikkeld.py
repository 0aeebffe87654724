"""One of both hands over what was settled before that: it keeps it as it was settled.

Its receiver, where it did not answer that itself, judges it all the same, and says what it would have
refused.
"""

from app.domain.berichtontvangst import Berichtontvangst, zet_eigen_oordeel
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.bevindingen import Redenen
from app.istandaard.oordeel import Oordeel, geweigerde_regels, oordeel
from app.istandaard.strenger import strenger
from app.processen.keten import declaraties
from app.processen.keten.berichtbevindingen import met_bevindingen
from app.processen.keten.onthouden import (
    laat_antwoorden_tellen,
    neem_vervallen_over,
    onthoud,
    zet_naast_ander,
)
from app.processen.keten.oordeelsbasis import kennis, neem_eigen_op, volledig
from app.processen.keten.zaak import Zaak


def onthoud_afgewikkeld(zaak: Zaak, wie: str, telt: Oordeel) -> Berichtontvangst:
    """One of both remembers it by the judgement that counts.

    Gives it with what its receiver itself would have refused, where that is the caller and has yet to say so.
    """
    ontvangst = zaak.ontvangst
    neem_eigen_op(zaak)
    if zaak.handeling.beller.code == wie and oordeelt_nog(zaak, wie):
        geweigerd = al_geweigerd(zaak, telt)
        eigen = oordeel(zaak.bericht, volledig(zaak, zaak.dossier(wie)), kennis(zaak), geweigerd)
        ontvangst = met_eigen_oordeel(zaak, geweigerd, eigen)
    zet_naast_ander(zaak, wie, onthoud(zaak, wie, telt) or zaak.nagelaten(wie))
    laat_antwoorden_tellen(zaak)
    neem_vervallen_over(zaak, wie)
    return ontvangst


def oordeelt_nog(zaak: Zaak, wie: str) -> bool:
    """Whether this is the receiver, who remembers now what a return settled that it did not answer."""
    ontvangst = zaak.ontvangst
    if wie != ontvangst.eigenaar or ontvangst.antwoord is not None or ontvangst.retour is None:
        return False
    retour = zaak.handeling.opslag.ontvangsten.vind(ontvangst.retour)
    van_zelf = retour is not None and retour.indiener.code == wie
    return not van_zelf and not zaak.keten(wie).nagelaten(ontvangst.id, 1)


def al_geweigerd(zaak: Zaak, telt: Oordeel) -> Redenen:
    """The lines that count no more: those that the answer refuses, and credits that lapsed."""
    geweigerd = dict(geweigerde_regels(zaak.bericht, telt))
    if isinstance(zaak.bericht, Wmo323):
        weg = declaraties.vervallen_credits(zaak.handeling, zaak.tussen, zaak.ontvangst.id)
        regels = (regel for client in zaak.bericht.declaratie.clienten for regel in client.prestaties)
        for regel in regels if weg else ():
            if regel.product_referentie.referentie_nummer in weg:
                geweigerd.setdefault(regel.plaats, ())
    return geweigerd


def met_eigen_oordeel(zaak: Zaak, geweigerd: Redenen, eigen: Oordeel) -> Berichtontvangst:
    """The message with the findings of its receiver, and what that refuses which the return accepts."""
    anders = strenger(zaak.bericht, geweigerd, eigen)
    if isinstance(zaak.bericht, Wmo323):
        declaraties.zet_eigen_oordeel(zaak.handeling, zaak.ontvangst.id, anders)
    ontvangst = met_bevindingen(
        zaak.ontvangst, zaak.bericht, eigen, zaak.ontvangst.status, zaak.ontvangst.opmerking
    )
    ontvangst = zet_eigen_oordeel(ontvangst, None if anders is None else anders.tekst)
    return zaak.handeling.opslag.ontvangsten.bewaar(ontvangst)
