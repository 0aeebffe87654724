"""What there is to do about an allocation: what differs from it, and what a provider has yet to tell.

It follows from what a party keeps of its exchange with the other. Each thing in history bears on some parts
of it only, so that a message asks for no more than that, and leaves the rest as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from hashlib import sha256

from app.domain.berichttaak import Berichttaak, Taaksoort
from app.domain.keten import historie
from app.domain.keten.bijhouden import Mededeling, meldingen, te_melden
from app.domain.keten.declaratie import Prestatie, kalendermaand, staande
from app.domain.keten.dossier import BekendeToewijzing, Betrokkenen, Dossier, Partijen, Toewijzingsleutel
from app.domain.keten.historie import (
    Declaratieregel,
    Gegeven,
    Geleverd,
    Levermelding,
    Sleutel,
    Toewijzingsversie,
    Vraag,
    Weigering,
    bijgehouden_op,
    geleverd_op,
    leveringen_van,
    prestaties_op,
    van_toewijzing,
)
from app.domain.keten.levering import Leverhistorie, Start
from app.domain.partijen import Partij
from app.domain.toewijzing.afwijking import (
    Afwijking,
    Levering,
    Toegewezen,
    bij_declaraties,
    bij_grens,
    bij_levering,
    leveringen,
)
from app.domain.waarden import AgbCode, Gemeentecode, Periode

MERKLENGTE = 16
"""Hexadecimal digits by which the facts of one task are told from those of another."""


class Taakdeel(Enum):
    """A part of what there is to do about an allocation, with the kinds of task in it."""

    LEVERING = (
        Taaksoort.GEEN_START,
        Taaksoort.LATER_BEGONNEN,
        Taaksoort.EERDER_GESTOPT,
        Taaksoort.GEEN_STOP,
    )
    DECLARATIE = (Taaksoort.DECLARATIE_ZONDER_LEVERING, Taaksoort.BIJNA_OP, Taaksoort.OP)
    EIGEN = (
        Taaksoort.START_TE_MELDEN,
        Taaksoort.STOP_TE_MELDEN,
        Taaksoort.MELDING_AFGEKEURD,
        Taaksoort.DECLARATIE_AFGEKEURD,
        Taaksoort.DECLARATIE_OVERGESLAGEN,
        Taaksoort.LEVERING_ZONDER_START,
    )
    """Of what a provider keeps of its own deliveries."""


ALLES = frozenset(Taakdeel)
VOOR_AANBIEDER = frozenset(
    {
        Taaksoort.GEEN_START,
        Taaksoort.GEEN_STOP,
        Taaksoort.DECLARATIE_ZONDER_LEVERING,
        *Taakdeel.EIGEN.value,
    }
)
"""On which a provider has to act; the rest is for the municipality to weigh."""

VOOR_GEMEENTE = frozenset({*Taakdeel.LEVERING.value, *Taakdeel.DECLARATIE.value})

Over = tuple[Toewijzingsleutel, Betrokkenen]
"""An allocation, and for whom it is."""


def geraakt(gegevens: Iterable[Gegeven], tussen: Partijen) -> dict[Over, frozenset[Taakdeel]]:
    """On which allocations these things in history bear, and on which parts of what there is to do."""
    gevonden: dict[Over, frozenset[Taakdeel]] = {}
    for gegeven in gegevens:
        for sleutel, delen in _raakt(gegeven):
            assert gegeven.persoon is not None  # what is about an allocation is about its client
            van = Betrokkenen(Gemeentecode(tussen.gemeente), AgbCode(tussen.aanbieder), gegeven.persoon)
            gevonden[sleutel, van] = gevonden.get((sleutel, van), frozenset()) | delen
    return gevonden


def _raakt(gegeven: Gegeven) -> Iterator[tuple[Toewijzingsleutel, frozenset[Taakdeel]]]:
    match gegeven:
        case Toewijzingsversie():
            yield gegeven.toewijzing, ALLES  # what was told of it before it was known is work from now on
        case Levermelding():
            melding = gegeven.melding
            nummer = (melding if isinstance(melding, Start) else melding.start).toewijzing
            if nummer is not None:
                yield Toewijzingsleutel(gegeven.van.gemeente, nummer), ALLES
        case Declaratieregel():
            sleutel = Toewijzingsleutel(gegeven.declaratie.gemeente, gegeven.prestatie.toewijzing)
            yield sleutel, frozenset({Taakdeel.DECLARATIE})
        case Weigering():
            yield gegeven.toewijzing, frozenset({Taakdeel.DECLARATIE})
        case historie.Levering(vastgelegd=False):
            return
        case historie.Levering() | Geleverd():
            yield gegeven.toewijzing, frozenset({Taakdeel.EIGEN})


def sleutels(over: Over, delen: Iterable[Taakdeel]) -> Iterator[Sleutel]:
    """By what is found what these parts of what there is to do follow from."""
    toewijzing, van = over
    yield van_toewijzing(toewijzing)
    yield leveringen_van(van)
    for deel in delen:
        if deel is Taakdeel.DECLARATIE:
            yield prestaties_op(toewijzing)
        if deel is Taakdeel.EIGEN:
            yield bijgehouden_op(toewijzing)
            yield geleverd_op(toewijzing)


def vraag(over: Mapping[Over, Iterable[Taakdeel]]) -> Vraag:
    """The slice of history that these follow from."""
    return Vraag(frozenset(s for deze, delen in over.items() for s in sleutels(deze, delen)))


def is_van(dossier: Dossier, over: Over) -> bool:
    """Whether this number is of this client, as far as is known: a message may name one of another."""
    bekend = dossier.op_nummer(over[0])
    return bekend is None or bekend.client == over[1].client


def toegewezen_volgens(dossier: Dossier, over: Over) -> Toegewezen | None:
    """What was allocated as the messages say; None of what was deleted, or is not known."""
    bekend = _bekend(dossier, over)
    if bekend is None:
        return None
    sinds = dossier.eerst_besloten(over[0]).date()
    return Toegewezen(bekend.ingangsdatum, bekend.einddatum, sinds)


def _bekend(dossier: Dossier, over: Over) -> BekendeToewijzing | None:
    toewijzing, van = over
    bekend = dossier.op_nummer(toewijzing)
    if bekend is None or bekend.verwijderd:
        return None
    return bekend if (bekend.aanbieder, bekend.client) == (van.aanbieder, van.client) else None


def taken_op(
    eigenaar: str,
    over: Over,
    delen: Iterable[Taakdeel],
    dossier: Dossier,
    toegewezen: Toegewezen | None,
) -> tuple[Berichttaak, ...]:
    """What this party has to do about an allocation, in these parts of it; nothing once it was deleted."""
    if toegewezen is None:
        return ()
    sleutel, van = over
    ander = van.aanbieder if eigenaar == van.gemeente else van.gemeente
    mag = VOOR_AANBIEDER if Partij.van_code(eigenaar) is Partij.AANBIEDER else VOOR_GEMEENTE
    return tuple(
        Berichttaak(
            eigenaar=eigenaar,
            soort=soort,
            dag=dag,
            ander=ander,
            berichtsoort=None,
            kenmerk="",
            gemeente=sleutel.gemeente,
            nummer=sleutel.nummer,
            merk=sha256(repr(feiten).encode()).hexdigest()[:MERKLENGTE],
        )
        for soort, dag, feiten in _gevonden(over, frozenset(delen), dossier, toegewezen)
        if soort in mag
    )


def _gevonden(
    over: Over, delen: frozenset[Taakdeel], dossier: Dossier, toegewezen: Toegewezen
) -> Iterator[tuple[Taaksoort, date, tuple[object, ...]]]:
    """What there is to do, since when, and on which facts it rests."""
    sleutel, van = over
    gemeld = dossier.leveringen.get(van, Leverhistorie())
    geleverd = leveringen(gemeld, sleutel.nummer)
    afwijkingen: list[Afwijking] = []
    if Taakdeel.LEVERING in delen:
        afwijkingen += bij_levering(toegewezen, geleverd)
    if Taakdeel.DECLARATIE in delen:
        regels = staande(dossier.toegekend_op(sleutel))
        afwijkingen += bij_declaraties(geleverd, regels)
        afwijkingen += _bij_grens(over, dossier, regels)
    for afwijking in afwijkingen:
        yield Taaksoort(afwijking.soort.value), afwijking.dag, afwijking.feiten
    if Taakdeel.EIGEN not in delen:
        return
    over_te_melden = _te_melden(over, dossier, gemeld)
    soorten: dict[Taaksoort, str | None] = {
        Taaksoort.START_TE_MELDEN: "start",
        Taaksoort.STOP_TE_MELDEN: "stop",
    }
    if sleutel in dossier.afgekeurd:
        soorten = {Taaksoort.MELDING_AFGEKEURD: None}
    for soort, naam in soorten.items():
        eigen = [mededeling for mededeling in over_te_melden if naam in (None, mededeling.soort)]
        if eigen:
            dag = max(min(mededeling.op for mededeling in eigen), toegewezen.sinds)
            yield (
                soort,
                dossier.afgekeurd.get(sleutel) or dag,
                tuple((m.op, m.reden, m.verwijderd) for m in eigen),
            )
    terug = dossier.afgekeurde_maanden.get(sleutel, {})
    if terug:
        yield Taaksoort.DECLARATIE_AFGEKEURD, min(terug.values()), tuple(sorted(terug))
    eruit = sorted(dossier.overgeslagen.get(sleutel, {}).items())
    if eruit:
        sinds = min(overslag.sinds for _, overslag in eruit)
        yield Taaksoort.DECLARATIE_OVERGESLAGEN, sinds, tuple((maand, o.redenen) for maand, o in eruit)
    zonder = _maanden_zonder_levering(dossier, sleutel, geleverd)
    if zonder:
        yield Taaksoort.LEVERING_ZONDER_START, zonder[-1], tuple(zonder)


def _bij_grens(over: Over, dossier: Dossier, regels: Iterable[Prestatie]) -> Iterator[Afwijking]:
    """By what the provider was told, as its declarations are judged."""
    bekend = _bekend(dossier, over)
    if bekend is not None:
        periode = Periode(bekend.ingangsdatum, bekend.einddatum)
        yield from bij_grens(bekend.omvang, bekend.budget, periode, regels)


def _te_melden(over: Over, dossier: Dossier, gemeld: Leverhistorie) -> tuple[Mededeling, ...]:
    gehouden, bekend = dossier.gehouden.get(over[0]), _bekend(dossier, over)
    if gehouden is None or bekend is None:
        return ()
    nummer = over[0].nummer
    return te_melden(gemeld.op(nummer), meldingen(gehouden, nummer, bekend.categorie, bekend.productcode))


def _maanden_zonder_levering(
    dossier: Dossier, sleutel: Toewijzingsleutel, geleverd: Iterable[Levering]
) -> list[date]:
    """The months in which a provider keeps that it delivered, while it neither kept nor told that it did."""
    gehouden = (
        Levering(periode.begin, max((einde.op for einde in periode.einden), default=None))
        for periode in dossier.gehouden.get(sleutel, ())
    )
    leveringen = (*geleverd, *gehouden)
    return sorted(
        maand
        for maand in dossier.levermaanden.get(sleutel, ())
        if not any(levering.raakt(kalendermaand(maand)) for levering in leveringen)
    )
