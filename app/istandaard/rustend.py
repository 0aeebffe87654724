"""What was accepted after a message and rests on it, to be looked into once that message is taken back."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from itertools import dropwhile

from app.domain.keten import historie as h
from app.domain.keten.dossier import Betrokkenen, Partijen, Toewijzingsleutel, Verzoeksoort, Verzoekstand
from app.domain.keten.historie import Gegeven, Historie, Sleutel
from app.domain.keten.levering import Start, Stop
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.retour import RETOUREN, code_van

NAGEZOCHT = 500
"""So much of what a message left behind tells where to look; and so many credits on a declaration count.

All that is found at other places is looked through: it is of one client between these two.
"""
GENOEMD = 5
"""Messages that are named; of the others how many there are."""
SOORTEN = {code_van(bericht): bericht.__name__.lower() for bericht in (*RETOUREN, Wmo323)}
"""By BerichtCode the name of each message on which something can rest, or that can rest on one."""
EINDE = (Verzoekstand.AFGEWEZEN, Verzoekstand.TOEGEWEZEN)

Feit = tuple[object, ...]
"""What a thing in history gives others to rest on: a word, and what tells which one.

`_geeft` and `_vergt` speak the same words: "toewijzing", that there is an allocation with this number;
"toewijzingen", that a client has any; "product", that one of this product was allocated; "levering", that it
began on this day; "verzoek", that it was made; "beantwoord", that none is open, without which a client
gets no new one.
"""


def rust_op(bij: Historie, herkomst: Hashable) -> tuple[Hashable, ...]:
    """The messages that this party accepted after this one and that rest on it, oldest first.

    Of a wmo301 what was told or declared on its allocations; of a start its stop, and what was declared of
    the time after it; of a request its answers; of a declaration the credits on its lines.
    """
    nagelaten = bij.nagelaten(herkomst, NAGEZOCHT)
    regels = [gegeven for gegeven in nagelaten if isinstance(gegeven, h.Declaratieregel)]
    if regels:  # of one declaration, of which each line has its key
        declaratie = regels[0].declaratie
        tussen = Partijen(declaratie.gemeente, declaratie.aanbieder)
        op_regel = {h.credits_op_regel(tussen, regel.prestatie.referentie) for regel in regels}
        erop = *bij.herkomsten(h.credits_op(declaratie), NAGEZOCHT), *(van for van, _ in bij.vind(op_regel))
        return tuple(dict.fromkeys(van for van in erop if van != herkomst))
    gaf: set[Feit] = set()
    sleutels: set[Sleutel] = set()
    begonnen: dict[int | None, date] = {}
    for gegeven in nagelaten:
        gaf.update(_geeft(gegeven))
        sleutels.update(_waar(gegeven))
        match gegeven:
            case h.Levermelding(melding=Start() as start, verwijderd=False):
                begonnen[start.toewijzing] = start.begindatum
    if not gaf:
        return ()

    def rust_erop(gegeven: Gegeven) -> bool:
        if not gaf.isdisjoint(_vergt(gegeven)):
            return True
        if not isinstance(gegeven, h.Declaratieregel):
            return False
        regel = gegeven.prestatie
        return not regel.is_credit and regel.eind >= begonnen.get(regel.toewijzing, date.max)

    # `vind` gives them as they were added, so that what rests on this message stands after it.
    vanaf = dropwhile(lambda vondst: vondst[0] != herkomst, bij.vind(sleutels))
    return tuple(dict.fromkeys(van for van, gegeven in vanaf if van != herkomst and rust_erop(gegeven)))


def hierop_rust(berichten: Sequence[str]) -> str | None:
    """In Dutch, that these messages rest on one that is taken back; None without any."""
    if not berichten:
        return None
    genoemd, over = list(berichten[:GENOEMD]), len(berichten) - GENOEMD
    meer = f" en nog {over}" if over > 0 else ""
    return f"Hierop rust: {', '.join(genoemd)}{meer}. Zoek uit of dat nog klopt."


def _geeft(gegeven: Gegeven) -> Iterator[Feit]:
    """What rests on it may name any of these."""
    match gegeven:
        case h.Toewijzingsversie():
            versie = gegeven.versie
            yield "toewijzing", gegeven.toewijzing.nummer
            yield "toewijzingen", versie.client
            yield "product", versie.client, versie.categorie, versie.productcode
        case h.Levermelding():
            yield "levering", gegeven.van.client, _start(gegeven).geleverd
        case h.Verzoek():
            yield "verzoek", gegeven.sleutel
        case h.Verzoekantwoord() if gegeven.stand in EINDE and not gegeven.vooruit:
            yield "beantwoord", gegeven.client


def _waar(gegeven: Gegeven) -> Iterator[Sleutel]:
    """By what all that may rest on it is found, and it itself."""
    match gegeven:
        case h.Toewijzingsversie():
            van = Betrokkenen(gegeven.toewijzing.gemeente, gegeven.versie.aanbieder, gegeven.versie.client)
            yield h.van_toewijzing(gegeven.toewijzing)
            yield h.prestaties_op(gegeven.toewijzing)
            yield h.leveringen_van(van)
            yield h.verzoeken_van(van)
        case h.Levermelding():
            yield from gegeven.vindplaatsen
            nummer = _start(gegeven).toewijzing
            if nummer is not None:
                yield h.prestaties_op(Toewijzingsleutel(gegeven.van.gemeente, nummer))
        case h.Verzoek() | h.Verzoekantwoord():
            yield from gegeven.vindplaatsen


def _vergt(gegeven: Gegeven) -> Iterator[Feit]:
    """On what it rests."""
    match gegeven:
        case h.Toewijzingsversie():
            yield "toewijzing", gegeven.toewijzing.nummer
        case h.Levermelding():
            start, client = _start(gegeven), gegeven.van.client
            yield "levering", client, start.geleverd
            if start.toewijzing is None:
                yield "product", client, start.categorie, start.productcode
            else:
                yield "toewijzing", start.toewijzing
        case h.Verzoek():
            yield "beantwoord", gegeven.verzoek.client
            if gegeven.verzoek.soort is Verzoeksoort.WIJZIGING:
                yield "toewijzingen", gegeven.verzoek.client
        case h.Verzoekantwoord() if not gegeven.vooruit:
            yield "verzoek", gegeven.sleutel
        case h.Declaratieregel():
            yield "toewijzing", gegeven.prestatie.toewijzing


def _start(gegeven: h.Levermelding) -> Start:
    melding = gegeven.melding
    return melding.start if isinstance(melding, Stop) else melding
