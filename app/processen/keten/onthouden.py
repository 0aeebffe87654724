"""What one of both keeps of a message, and in which order beside what the other keeps."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.domain import berichtontvangst
from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.dossier import Clientsleutel, Dossier, Verzoeksleutel
from app.domain.keten.historie import (
    Mutaties,
    Sleutel,
    Verzoek,
    Verzoekantwoord,
    op_volgorde,
    van_verzoek,
    vooruit_op,
)
from app.istandaard import codec
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.gevolg import gevolg
from app.istandaard.oordeel import Niveau, Oordeel
from app.istandaard.rustend import NAGEZOCHT
from app.opslag.ketenhistorie import Ketenhistorie
from app.processen.keten import declaraties
from app.processen.keten.afronden import bij_ander
from app.processen.keten.toewijzingontvangst import zet_bij_leveringen
from app.processen.keten.verzoekontvangst import leg_verzoeken_vast
from app.processen.keten.zaak import Zaak


def leg_vast(zaak: Zaak, eigenaar: str, herkomst: UUID, dossier: Dossier, gegeven: Oordeel) -> Mutaties:
    """Let a party remember what the message leaves behind after this judgement; gives that."""
    mutaties = gevolg(zaak.bericht, dossier, gegeven, beslist=zaak.beslist)
    # What an answer asked for is of its declaration alone.
    gevraagd = None if isinstance(zaak.bericht, Wmo325) else dossier
    zaak.keten(eigenaar).leg_vast(herkomst, mutaties, dossier=gevraagd)
    leg_verzoeken_vast(zaak.handeling, eigenaar, zaak.ontvangst, zaak.bericht, mutaties)
    zet_bij_leveringen(zaak.handeling, eigenaar, zaak.bericht, mutaties)
    _laat_antwoorden_vooruit_tellen(zaak, eigenaar, mutaties)
    return mutaties


def _laat_antwoorden_vooruit_tellen(zaak: Zaak, eigenaar: str, mutaties: Mutaties) -> None:
    """What a municipality answered before it had the request, and its provider accepted, answers it now."""
    clienten = {g.sleutel: g.verzoek.client for g in mutaties if isinstance(g, Verzoek)}
    if not clienten or eigenaar != zaak.tussen.gemeente:
        return
    bij, ontvangsten = zaak.keten(eigenaar), zaak.handeling.opslag.ontvangsten
    for id in dict.fromkeys(van for van, _ in bij.vind([*map(vooruit_op, clienten)])):
        _zet_op_persoon(bij, id, clienten)
        antwoord = ontvangsten.vind(id)
        if antwoord is None:
            continue
        bericht: Any = codec.lees(antwoord.xml, zaak.handeling.schemas)
        over = Zaak(zaak.handeling, antwoord, bericht).over_wie(antwoord)
        nu = antwoord if over == antwoord else ontvangsten.bewaar(over)
        if nu.status is Ontvangststatus.GOEDGEKEURD:
            laat_antwoorden_tellen(Zaak(zaak.handeling, nu, bericht))


def _zet_op_persoon(bij: Ketenhistorie, id: UUID, clienten: Mapping[Verzoeksleutel, Clientsleutel]) -> None:
    """An answer ahead that names nobody is for whom the request is, and goes with that person (W04)."""
    gegevens = tuple(bij.nagelaten(id, NAGEZOCHT))
    nu = tuple(
        replace(g, client=clienten[g.sleutel])
        if isinstance(g, Verzoekantwoord) and g.sleutel in clienten and not g.client
        else g
        for g in gegevens
    )
    if nu != gegevens:
        while bij.neem_deel_terug(id):
            pass
        bij.leg_vast(id, nu)


def onthoud(zaak: Zaak, wie: str, gegeven: Oordeel) -> Mutaties:
    """One of both, who hands it over, remembers by this judgement that it was sent, once; gives what.

    Not when the other says that it came in: nobody adds to the history of another by saying so.
    """
    dossier = zaak.dossier(wie)
    return () if dossier.berichten else leg_vast(zaak, wie, zaak.herkomst(wie), dossier, gegeven)


def zet_naast_ander(zaak: Zaak, wie: str, mutaties: Mutaties) -> None:
    """What one of both remembers last stands with it as it does with the other."""
    _zet_op_volgorde(zaak, wie, mutaties)
    _neem_antwoorden_over(zaak, wie, mutaties)


def _zet_op_volgorde(zaak: Zaak, wie: str, mutaties: Mutaties) -> None:
    """Let it come in the order in which the other has it."""
    sleutels = {sleutel for gegeven in mutaties if (sleutel := op_volgorde(gegeven)) is not None}
    verzoeken = {g.sleutel for g in mutaties if isinstance(g, Verzoek | Verzoekantwoord)}
    if not sleutels and not verzoeken:
        return
    bij, ander = zaak.keten(wie), zaak.keten(next(code for code in zaak.tussen if code != wie))

    def elders(herkomst: UUID) -> UUID:
        ook_301 = isinstance(zaak.bericht, Wmo301) or verzoeken
        return bij_ander(zaak.handeling, herkomst, zaak.tussen) if ook_301 else herkomst

    if sleutels:
        bij.zet_erna(sleutels, zaak.herkomst(wie), elders, ander.laatste_nummers)
    # Each request by itself: a message may ask several, and answer one long after the others.
    for verzoek in map(van_verzoek, sorted(verzoeken)):

        def plekken(_: object, verzoek: Sleutel = verzoek) -> dict[UUID, int]:
            return {van: plek for plek, (van, _) in enumerate(ander.vind((verzoek,)))}

        bij.zet_erna((verzoek,), zaak.herkomst(wie), elders, plekken)


def _neem_antwoorden_over(zaak: Zaak, wie: str, mutaties: Mutaties) -> None:
    """Who comes to remember a request does so with the answers on it that it has received by then.

    What came before it with the other is on another request, under the same reference.
    """
    verzoeken = {gegeven.sleutel: gegeven for gegeven in mutaties if isinstance(gegeven, Verzoek)}
    if not verzoeken:
        return
    bij, ander = zaak.keten(wie), next(code for code in zaak.tussen if code != wie)
    sleutels = [*map(van_verzoek, verzoeken)]
    er_al = {(van, g.sleutel) for van, g in bij.vind(sleutels) if isinstance(g, Verzoekantwoord)}
    gevraagd: set[Verzoeksleutel] = set()
    for van, gegeven in zaak.keten(ander).vind(sleutels):
        if isinstance(gegeven, Verzoek) and van == zaak.ontvangst.id:
            gevraagd.add(gegeven.sleutel)
        if not isinstance(gegeven, Verzoekantwoord) or gegeven.sleutel not in gevraagd:
            continue
        client = verzoeken[gegeven.sleutel].verzoek.client
        eigen = bij_ander(zaak.handeling, van, zaak.tussen)
        if (eigen, gegeven.sleutel) not in er_al and bij.nagelaten(eigen, 1):
            bij.leg_vast(eigen, (replace(gegeven, client=client),))


def laat_antwoorden_tellen(zaak: Zaak) -> None:
    """Its sender has that answered, now that it counts, which it came to keep after it sent this.

    Not a request that its provider sent after it had this answer: that was on another of its reference.
    """
    wie = zaak.ontvangst.afzender
    eerder = zaak.nagelaten(wie) if isinstance(zaak.bericht, Wmo301 | Wmo319) else ()
    if not eerder:
        return
    er_al = {g.sleutel for g in eerder if isinstance(g, Verzoekantwoord) and not g.vooruit}
    nieuw = tuple(
        gegeven
        for gegeven in gevolg(zaak.bericht, zaak.dossier(wie), Oordeel(Niveau.GEEN))
        if isinstance(gegeven, Verzoekantwoord) and not gegeven.vooruit and gegeven.sleutel not in er_al
        if not _is_later_gevraagd(zaak, gegeven.sleutel)
    )
    if nieuw:
        zaak.keten(wie).leg_vast(zaak.herkomst(wie), nieuw)


def _is_later_gevraagd(zaak: Zaak, verzoek: Verzoeksleutel) -> bool:
    """Whether the request that its sender has under this came after this answer with its receiver."""
    ontvangst, sleutels = zaak.ontvangst, (van_verzoek(verzoek),)
    bij_ontvanger = [van for van, _ in zaak.keten(ontvangst.eigenaar).vind(sleutels)]
    if ontvangst.id not in bij_ontvanger:
        return False
    eerder = set(bij_ontvanger[: bij_ontvanger.index(ontvangst.id)])
    gevraagd = [van for van, g in zaak.keten(ontvangst.afzender).vind(sleutels) if isinstance(g, Verzoek)]
    return eerder.isdisjoint(gevraagd)


def neem_vervallen_over(zaak: Zaak, wie: str) -> None:
    """Who came to remember a declaration does so without the credits in it that lapsed before."""
    if isinstance(zaak.bericht, Wmo323):
        declaraties.neem_vervallen_over(zaak.handeling, zaak.tussen, wie, zaak.ontvangst.id)


def heropen(zaak: Zaak) -> Berichtontvangst:
    """Take back what an answer left behind that decided nothing, and let it wait to be judged."""
    for eigenaar in zaak.tussen:
        while zaak.keten(eigenaar).neem_deel_terug(zaak.ontvangst.id):
            pass
    return zaak.handeling.opslag.ontvangsten.bewaar(berichtontvangst.heropen(zaak.ontvangst))
