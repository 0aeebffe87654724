"""One of both hands over what the other brought here before: it comes to remember that as it was judged.

While a message waits to be judged, who hands it over too is kept with it, and served once that is done.
"""

from dataclasses import replace
from typing import Any

from app.domain.berichtontvangst import Berichtontvangst, Indiener, Ontvangststatus
from app.domain.fouten import VerkeerdeStatus
from app.istandaard import codec
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.declaraties import Declaratiebericht, met_clienten
from app.istandaard.gevolg import aaneen
from app.istandaard.historie import afgekeurde_declaratie
from app.opslag.ketenhistorie import Beurt
from app.processen.handeling import Handeling, programma_namens
from app.processen.keten import berichtoordeel
from app.processen.keten.afronden import antwoordt_hier, rond_hier_af
from app.processen.keten.afwikkelen import beaam, geldend_antwoord, is_uitkomst
from app.processen.keten.berichtoordeel import eerder_oordeel
from app.processen.keten.onthoud_afgewikkeld import onthoud_afgewikkeld, oordeelt_nog
from app.processen.keten.onthouden import heropen
from app.processen.keten.zaak import Zaak
from app.processen.toekennen import WORDT_VERWERKT

AANVAARD = (Ontvangststatus.GOEDGEKEURD, Ontvangststatus.DEELS, Ontvangststatus.NA_TE_GAAN)


def komt_erbij(handeling: Handeling, eerder: Berichtontvangst) -> bool:
    """Whether the caller hands over what the other brought here, and that waits to be judged."""
    wacht = eerder.status is Ontvangststatus.ONTVANGEN and eerder.ook_van is None
    return wacht and handeling.beller.code != eerder.indiener.code


def heeft_gevolg(handeling: Handeling, eerder: Berichtontvangst) -> bool:
    """Whether anything comes of it that the caller hands over this message once more."""
    gevolgen = komt_erbij, _antwoordt_zelf, _komt_hier, _van_ander, _is_van_ander_afgekeurd
    return _past_nergens(eerder) or any(gevolg(handeling, eerder) for gevolg in gevolgen)


def laat_naleveren(
    handeling: Handeling, beoordeeld: Berichtontvangst, ook_van: Indiener | None, bericht: Any
) -> Berichtontvangst:
    """A message after who handed it over too, while it waited to be judged, does so now; None for nobody."""
    if ook_van is None:
        return beoordeeld
    van_ander = replace(handeling, beller=programma_namens(ook_van.code))
    nu = lever_na(van_ander, beoordeeld, ook_van, bericht)
    if nu.status is not Ontvangststatus.ONTVANGEN or berichtoordeel.moet_in_wachtrij(van_ander, nu, bericht):
        return nu
    return berichtoordeel.beoordeel(van_ander, nu, bericht) or nu


def lever_na(
    handeling: Handeling, eerder: Berichtontvangst, indiener: Indiener, bericht: Any
) -> Berichtontvangst:
    """A message that was judged, after the caller handed it over once more; it may be judged again.

    Raises VerkeerdeStatus while a declaration between the two is dealt with in parts.
    """
    ontvangsten = handeling.opslag.ontvangsten
    if _antwoordt_zelf(handeling, eerder):
        return _beantwoordt_zelf(handeling, replace(eerder, indiener=indiener), bericht)
    if _komt_hier(handeling, eerder):
        hier = replace(eerder, status=Ontvangststatus.ONTVANGEN, indiener=indiener, opmerking=None)
        return ontvangsten.bewaar(hier)
    van_ander, elders_afgewikkeld = _van_ander(handeling, eerder), _is_elders_afgewikkeld(handeling, eerder)
    na_te_gaan = eerder.status is Ontvangststatus.NA_TE_GAAN
    if _past_nergens(eerder) or (van_ander and na_te_gaan and not is_uitkomst(handeling, eerder)):
        door = indiener if handeling.beller.code == eerder.afzender else eerder.indiener
        return _heropen(handeling, replace(eerder, indiener=door), bericht)
    if van_ander:
        onthoud = _laat_onthouden if berichtoordeel.is_groot(bericht) else _onthoud
        eerder = onthoud(handeling, eerder, bericht)
        if eerder.antwoord_op is not None and handeling.beller.code == eerder.afzender:
            return beaam(handeling, replace(eerder, indiener=indiener))
    if isinstance(bericht, Wmo323) and _is_van_ander_afgekeurd(handeling, eerder):
        _onthoud_afgekeurd(handeling, eerder, bericht)
    return ontvangsten.bewaar(replace(eerder, indiener=indiener)) if elders_afgewikkeld else eerder


def _onthoud(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    """The caller remembers this message, which was settled before it handed that over, as it was settled.

    Gives it with what the caller itself would have refused, where that is for the caller to say.
    Raises VerkeerdeStatus while a declaration between the two is dealt with in parts.
    """
    zaak = Zaak(handeling, ontvangst, bericht)
    if zaak.vergrendel() is not None:
        raise VerkeerdeStatus(WORDT_VERWERKT)
    telt = eerder_oordeel(handeling, bericht, geldend_antwoord(handeling, ontvangst))
    return onthoud_afgewikkeld(zaak, handeling.beller.code, telt)


def _onthoud_afgekeurd(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Wmo323) -> None:
    """The caller remembers of this declaration, which was rejected already, that it was sent (TR337), once.

    Not while a declaration between the two is dealt with in parts; it may be handed over again.
    """
    zaak, wie = Zaak(handeling, ontvangst, met_clienten(bericht, ())), handeling.beller.code
    bij = zaak.keten(wie)
    if zaak.vergrendel() is None and not bij.nagelaten(ontvangst.id, 1):
        bij.leg_vast(ontvangst.id, afgekeurde_declaratie(bericht, zaak.dossier(wie)))


def _beantwoordt_zelf(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    """Its receiver, who hands it over, answers by what was answered here for it as one that is merely known.

    Raises VerkeerdeStatus while a declaration between the two is dealt with in parts.
    """
    zaak = Zaak(handeling, ontvangst, bericht)
    if zaak.vergrendel() is not None:
        raise VerkeerdeStatus(WORDT_VERWERKT)
    if isinstance(bericht, Wmo301) and ontvangst.antwoord is not None:
        retour: Any = codec.lees(ontvangst.antwoord.encode(), handeling.schemas)
        vreemd = rond_hier_af(handeling, ontvangst, zaak.eigen, retour)
        ontvangst = replace(ontvangst, opmerking=aaneen(ontvangst.opmerking, vreemd))
    return handeling.opslag.ontvangsten.bewaar(ontvangst)


def _heropen(handeling: Handeling, antwoord: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    """An answer that decided nothing leaves nothing with either party, and is to be judged again.

    Raises VerkeerdeStatus while a declaration between the two is dealt with in parts.
    """
    zaak = Zaak(handeling, antwoord, bericht)
    if zaak.vergrendel() is not None:
        raise VerkeerdeStatus(WORDT_VERWERKT)
    return heropen(zaak)


def _laat_onthouden(
    handeling: Handeling, ontvangst: Berichtontvangst, bericht: Declaratiebericht
) -> Berichtontvangst:
    """The caller gets its turn to remember this message, which was accepted before it handed that over.

    Nobody judges anything between the two before `bij_delen.onthoud` has ended that. Raises
    VerkeerdeStatus while another has its turn.
    """
    zaak = Zaak(handeling, ontvangst, met_clienten(bericht, ()))
    beurt = zaak.vergrendel()
    if beurt is not None and beurt.van != ontvangst.id:
        raise VerkeerdeStatus(WORDT_VERWERKT)
    wie = handeling.beller.code
    if beurt is None and (oordeelt_nog(zaak, wie) or not zaak.dossier(wie).berichten):
        zaak.keten(wie).zet_beurt(Beurt(ontvangst.id, None))
    return ontvangst


def _komt_hier(handeling: Handeling, eerder: Berichtontvangst) -> bool:
    """Whether its receiver, of whom its sender was told that it works elsewhere, hands it over here."""
    return eerder.status is Ontvangststatus.VERZONDEN and handeling.beller.code == eerder.eigenaar


def _antwoordt_zelf(handeling: Handeling, eerder: Berichtontvangst) -> bool:
    """Whether its receiver hands over what was answered here for it as one that is merely known."""
    is_ontvanger = handeling.beller.code == eerder.eigenaar
    return is_ontvanger and eerder.antwoord is not None and not antwoordt_hier(handeling, eerder)


def _past_nergens(eerder: Berichtontvangst) -> bool:
    """Whether it is a return that fitted nothing when it came; what it answers may be there by now."""
    is_bericht = eerder.code != ""  # and not what was refused at the door, or a notice of the exchange
    onbeslist = eerder.status in (Ontvangststatus.NA_TE_GAAN, Ontvangststatus.GEWEIGERD)
    return is_bericht and onbeslist and eerder.antwoord_op is None


def _van_ander(handeling: Handeling, eerder: Berichtontvangst) -> bool:
    """Whether its sender or its receiver hands over what the other brought here before, and was accepted."""
    return _onthoudt_nog(handeling, eerder) and eerder.status in AANVAARD


def _is_van_ander_afgekeurd(handeling: Handeling, eerder: Berichtontvangst) -> bool:
    """The same of what was rejected."""
    return _onthoudt_nog(handeling, eerder) and eerder.status is Ontvangststatus.AFGEKEURD


def _onthoudt_nog(handeling: Handeling, eerder: Berichtontvangst) -> bool:
    is_afzender = eerder.indiener.code != handeling.beller.code == eerder.afzender
    return is_afzender or _is_elders_afgewikkeld(handeling, eerder)


def _is_elders_afgewikkeld(handeling: Handeling, eerder: Berichtontvangst) -> bool:
    """Whether its receiver, for whom it was not judged as a return settled it, hands it over here."""
    is_ontvanger = eerder.indiener.code != handeling.beller.code == eerder.eigenaar
    return is_ontvanger and eerder.antwoord is None and eerder.retour is not None
