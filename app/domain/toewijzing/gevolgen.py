"""What a decision does to support that ran: what ends, what never begins, where a gap falls (W07, W08).

The client reads it in the letter, and the municipality while it drafts; both from the same two folds: what
holds without the decision, and with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from uuid import UUID

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitstatus
from app.domain.besluit.voorstel import tijd_per_week
from app.domain.eisen import vervult
from app.domain.profielen.regioprofiel import Verandering
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.reden import eindigt_eerder, zelfde_ondersteuning
from app.domain.toewijzing.tijdlijn import (
    Gebeurtenis,
    Stuk,
    geldend,
    reeks_van,
    regel_van,
    vervangen_totalen,
    volgens_besluit,
)
from app.domain.waarden import DAG, Periode


@dataclass(frozen=True, slots=True)
class Einde:
    """Support that was granted before and ends by this decision."""

    regel: Besluitregel
    """The line that granted it, with the period in which it held."""
    laatste_dag: date | None
    """None when it never begins."""


@dataclass(frozen=True, slots=True)
class Gat:
    """Days on which support that ends is not yet followed by what takes its place."""

    na: Besluitregel
    regel: int
    """The line of this decision that begins after the gap."""
    periode: Periode


_Plek = tuple[UUID, int]
"""Decision and line that support comes from."""


@vervult("W07", "W08")
def einden(besluit: Besluit, lijn: Clientlijn) -> tuple[Einde, ...]:
    """What the decision ends of what was granted before; what goes on as it was is not an end.

    A total that it replaces goes on under the new amount (TR373). A decision that was withdrawn ends nothing.
    """
    if besluit.status is Besluitstatus.INGETROKKEN:
        return ()
    voor, na = lijn.genomen(behalve=besluit.id), lijn.genomen(besluit)
    return tuple(_einden(voor, na, _vervangen(besluit, lijn, geldend(voor))))


@vervult("W08")
def vervolg(besluit: Besluit, einde: Einde) -> Besluitregel | None:
    """The first line of the decision with the same product as what ends, or for the same results."""
    geleken = (
        regel
        for regel in besluit.regels
        if zelfde_ondersteuning(regel, volgens_besluit(einde.regel), einde.regel.resultaten)
    )
    return min(geleken, key=lambda regel: regel.periode.begin, default=None)


@vervult("W08")
def eerdere_fase(einde: Einde, besluit: Besluit, lijn: Clientlijn) -> date | None:
    """Until when the same support goes on in a phase before what never begins; None where there is none."""
    if einde.laatste_dag is not None:
        return None
    wat = attrgetter("leveringsvorm", "aanbieder", "categorie", "productcode")
    einden_ervoor = (
        regel.periode.eind
        for regel in _als_regels(lijn.genomen(besluit))
        if wat(regel) == wat(einde.regel)
        and regel.periode.eind is not None
        and regel.periode.eind < einde.regel.periode.begin
    )
    return max(einden_ervoor, default=None)


@vervult("W08")
def gaten(besluit: Besluit, lijn: Clientlijn) -> tuple[Gat, ...]:
    """Where the same product, or support for the same results, begins later than the day after its end."""
    gevonden: list[Gat] = []
    for einde in einden(besluit, lijn):
        eerste = vervolg(besluit, einde)
        dag = einde.regel.periode.begin if einde.laatste_dag is None else einde.laatste_dag + DAG
        if eerste is not None and dag < eerste.periode.begin:
            gevonden.append(Gat(einde.regel, eerste.nummer, Periode(dag, eerste.periode.begin - DAG)))
    return tuple(gevonden)


@vervult("W08")
def is_nadelig(besluit: Besluit, lijn: Clientlijn) -> bool:
    """Whether on some day from its ingangsdatum on the client gets less: it stops, or there is less time.

    Where old and new cannot be compared, as between two units, it is not taken as less. A decision that was
    withdrawn takes nothing away.
    """
    ingetrokken = besluit.status is Besluitstatus.INGETROKKEN
    if besluit.wijzigt is None or besluit.ingangsdatum is None or ingetrokken:
        return False
    vanaf = besluit.ingangsdatum
    nieuw = _als_regels(lijn.genomen(besluit))
    return any(
        _krijgt_minder(oud, max(vanaf, oud.periode.begin), nieuw) for oud in _loopt(besluit, lijn, vanaf)
    )


def _loopt(besluit: Besluit, lijn: Clientlijn, vanaf: date) -> Iterator[Besluitregel]:
    """What holds from this day on without the decision."""
    return (
        regel
        for regel in _als_regels(lijn.genomen(behalve=besluit.id))
        if regel.periode.eind is None or regel.periode.eind >= vanaf
    )


def _als_regels(gebeurtenissen: Sequence[Gebeurtenis]) -> tuple[Besluitregel, ...]:
    """What holds, as the lines that granted it, each with its period, product and provider by now."""
    return tuple(
        replace(
            regel_van(stuk, gebeurtenissen),
            periode=stuk.periode,
            aanbieder=stuk.inhoud.aanbieder,
            categorie=stuk.inhoud.categorie,
            productcode=stuk.inhoud.productcode,
        )
        for stuk in geldend(gebeurtenissen)
    )


def _krijgt_minder(oud: Besluitregel, dag: date, nieuw: Sequence[Besluitregel]) -> bool:
    """Whether from this day to the end of the old line some day has nothing as good in its place."""
    liep = volgens_besluit(oud)
    goed = [
        regel
        for regel in nieuw
        if zelfde_ondersteuning(regel, liep, oud.resultaten) and not _is_minder(regel, oud)
    ]
    while oud.periode.eind is None or dag <= oud.periode.eind:
        lopend = [regel.periode.eind for regel in goed if regel.periode.bevat(dag)]
        if not lopend:
            return True
        if None in lopend:
            return False
        dag = max(eind for eind in lopend if eind is not None) + DAG
    return False


@vervult("M02")
def veranderingen(besluit: Besluit, lijn: Clientlijn) -> dict[int, Verandering]:
    """How each line in natura, by number, differs from what holds from its ingangsdatum on.

    Nothing for a line that grants what holds anyway, and for a decision that changes no other.
    """
    if besluit.wijzigt is None or besluit.ingangsdatum is None:
        return {}
    vanaf = besluit.ingangsdatum
    loopt = tuple(_loopt(besluit, lijn, vanaf))
    gevonden = {r.nummer: _verandering(r, vanaf, loopt) for r in besluit.regels if r.aanbieder is not None}
    return {nummer: wat for nummer, wat in gevonden.items() if wat is not None}


def _verandering(nieuw: Besluitregel, vanaf: date, loopt: Sequence[Besluitregel]) -> Verandering | None:
    """The furthest that the line goes on any day; between two of these days nothing changes."""
    wat = attrgetter("aanbieder", "categorie", "productcode")
    eerder = [oud for oud in loopt if wat(oud) == wat(nieuw)]
    if not eerder:
        return Verandering.ANDERS
    dagen = {max(vanaf, nieuw.periode.begin)}
    for oud in eerder:
        dagen |= (
            {oud.periode.begin} if oud.periode.eind is None else {oud.periode.begin, oud.periode.eind + DAG}
        )
    gevonden = {
        _op_een_dag(nieuw, [oud for oud in eerder if oud.periode.bevat(dag)])
        for dag in dagen
        if dag >= vanaf and nieuw.periode.bevat(dag)
    }
    zwaarste = (Verandering.MEER, Verandering.LANGER, Verandering.MINDER)
    return next((verandering for verandering in zwaarste if verandering in gevonden), None)


def _op_een_dag(nieuw: Besluitregel, eerder: Sequence[Besluitregel]) -> Verandering | None:
    if not eerder:
        return Verandering.LANGER
    if all(_is_minder(oud, nieuw) for oud in eerder):
        return Verandering.MEER
    return Verandering.MINDER if all(_is_minder(nieuw, oud) for oud in eerder) else None


def _is_minder(nieuw: Besluitregel, oud: Besluitregel) -> bool:
    tijd, eerder = tijd_per_week(nieuw), tijd_per_week(oud)
    if tijd is not None and eerder is not None:
        return tijd < eerder
    if nieuw.omvang is not None and oud.omvang is not None:
        zelfde = (nieuw.omvang.eenheid, nieuw.omvang.frequentie) == (
            oud.omvang.eenheid,
            oud.omvang.frequentie,
        )
        return zelfde and nieuw.omvang.volume < oud.omvang.volume
    return nieuw.budget is not None and oud.budget is not None and nieuw.budget < oud.budget


@vervult("W08")
def lopende_regels(eerder: Besluit, ingangsdatum: date, lijn: Clientlijn) -> tuple[Besluitregel, ...]:
    """What a draft that changes a decision starts from: what holds of its reeks from the ingangsdatum on.

    A total keeps its begin, since it changes over its whole run (TR373).
    """
    gebeurtenissen = lijn.genomen()
    reeks = {eerder.id, *(besluit.id for besluit in reeks_van(eerder, lijn.besluiten))}
    uit: list[Besluitregel] = []
    for stuk in geldend(gebeurtenissen):
        eind = stuk.periode.eind
        if stuk.besluit in reeks and (eind is None or eind >= ingangsdatum):
            begin = stuk.periode.begin if stuk.inhoud.totaal else max(stuk.periode.begin, ingangsdatum)
            uit.append(replace(regel_van(stuk, gebeurtenissen), periode=Periode(begin, eind)))
    return tuple(uit)


def _vervangen(besluit: Besluit, lijn: Clientlijn, stukken: Sequence[Stuk]) -> dict[_Plek, Besluitregel]:
    """By which line it replaces each total that goes on under another amount or to another end."""
    reeks = reeks_van(besluit, lijn.besluiten)
    if not reeks or besluit.ingangsdatum is None:
        return {}
    paren = vervangen_totalen(stukken, besluit, reeks[-1].id)
    return {(stuk.besluit, stuk.regel): regel for stuk, regel in paren}


def _einden(
    voor: Sequence[Gebeurtenis], na: Sequence[Gebeurtenis], vervangen: dict[_Plek, Besluitregel]
) -> Iterator[Einde]:
    blijft = geldend(na)
    over = {(stuk.besluit, stuk.regel): stuk for stuk in blijft}
    for stuk in geldend(voor):
        plek = stuk.besluit, stuk.regel
        rest = vervangen.get(plek) or over.get(plek)
        eind = None if rest is None else rest.periode.eind
        if rest is not None and not eindigt_eerder(eind, stuk.periode.eind):
            continue
        dag = stuk.periode.begin if eind is None else eind + DAG
        if not any(_zet_voort(ander, stuk, dag) for ander in blijft):
            regel = replace(regel_van(stuk, voor), periode=stuk.periode)
            yield Einde(regel, eind)


def _zet_voort(ander: Stuk, stuk: Stuk, dag: date) -> bool:
    """Whether other support goes on with it from that day, as if nothing happened to it."""
    if stuk.inhoud.totaal or ander.besluit == stuk.besluit:
        return False
    return ander.inhoud.aard == stuk.inhoud.aard and ander.periode.bevat(dag)
