"""A decision carried out: the allocations it makes, changes and ends, so that they equal it (M18)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitsoort, Leveringsvorm
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VoorwaardeNietVervuld
from app.domain.toewijzing.gelijkheid import Toegewezen, ongelijkheden, volgens_besluit
from app.domain.toewijzing.toewijzing import (
    SECONDE,
    VERWIJDERD,
    Afspraak,
    Oorzaak,
    Toewijzing,
    Toewijzingsversie,
)
from app.domain.toewijzing.wijzigen import (
    DAG,
    Aanpassing,
    Beeindiging,
    NieuweToewijzing,
    Vervanging,
    Wens,
    Wijziging,
    bepaal_wijziging,
    laatste_dag,
)


@dataclass(frozen=True, slots=True)
class Omstandigheden:
    """What a change needs beside the wish: the moment, the agreement with the provider, what was declared."""

    nu: datetime
    vandaag: date
    nieuw_nummer: Callable[[], int]
    """Gives the next free ToewijzingNummer of the municipality."""
    heeft_prestaties: Callable[[int], bool]
    """Whether there are approved lines on the allocation with this number (TR385)."""
    afspraak: Afspraak | None = None


@vervult("M15", "M18", "W07", "W08")
def voer_uit(
    besluit: Besluit,
    voorganger: Besluit | None,
    van_client: Sequence[Toewijzing],
    bij: Omstandigheden,
    oorzaak: Oorzaak | None = None,
) -> tuple[Toewijzing, ...]:
    """The allocations that the decision makes or changes: one per line in natura, none for a personal budget.

    Those of the decision before it are extended, changed, replaced or ended as the standard says.
    RedenWijziging follows from what takes their place, or from `oorzaak` where the cause lies outside the
    decision. Raises VoorwaardeNietVervuld when a change misses its agreement, or the outcome does not
    equal the decision.
    """
    over = [regel for regel in besluit.regels if regel.leveringsvorm is Leveringsvorm.NATURA]
    uit: list[Toewijzing] = []
    for toewijzing in sorted((t for t in van_client if not t.verwijderd), key=_laatste_dag, reverse=True):
        oude_regel = _regel_van(toewijzing, voorganger)
        regel = None if oude_regel is None else _opvolger(toewijzing, oude_regel, over)
        over = [r for r in over if r is not regel]
        wens = _wens(besluit, toewijzing, oude_regel, regel, oorzaak)
        if wens is not None:
            uit += _verwerk(toewijzing, wens, besluit, regel, bij)
    uit += [_wijs_toe(besluit, regel, volgens_besluit(regel), bij) for regel in over]
    vereis_gelijk(besluit, uit)
    return tuple(uit)


def nieuwe_toewijzingen(besluit: Besluit, bij: Omstandigheden) -> tuple[Toewijzing, ...]:
    """One allocation per line in natura, none for a personal budget (OP043)."""
    return tuple(
        _wijs_toe(besluit, regel, volgens_besluit(regel), bij)
        for regel in besluit.regels
        if regel.leveringsvorm is Leveringsvorm.NATURA
    )


def wijzig(toewijzing: Toewijzing, wens: Wens, bij: Omstandigheden) -> Toewijzing:
    """Change one allocation under its own number: by a fact, a deletion or a repair.

    Raises VoorwaardeNietVervuld when there is nothing to change, or when the standard asks a new number: a
    decision makes that one.
    """
    wijzigingen = _bepaal(toewijzing, wens, bij)
    if not wijzigingen:
        raise VoorwaardeNietVervuld("Hierdoor verandert er niets aan de toewijzing.")
    if any(isinstance(wijziging, NieuweToewijzing) for wijziging in wijzigingen):
        raise VoorwaardeNietVervuld("Dit vraagt een nieuw toewijzingsnummer. Neem daarvoor een besluit.")
    return _volgende(toewijzing, _na(toewijzing.actueel, wijzigingen, bij))


@vervult("M16", "M18")
def vereis_gelijk(besluit: Besluit, toewijzingen: Sequence[Toewijzing]) -> None:
    """Refuse allocations that together do not equal the decision's lines in natura."""
    ongelijk = ongelijkheden(besluit, toewijzingen)
    if ongelijk:
        raise VoorwaardeNietVervuld(
            "De toewijzingen zijn niet gelijk aan het besluit.",
            *(
                Veldfout(
                    f"besluit.regels[{o.regel - 1}].{o.veld}", "Dit is anders dan in het besluit.", "M18"
                )
                for o in ongelijk
            ),
        )


def _laatste_dag(toewijzing: Toewijzing) -> date:
    # Of several that rest on one line, the last one is what its successor takes the place of.
    return toewijzing.actueel.periode.eind or date.max


def _regel_van(toewijzing: Toewijzing, voorganger: Besluit | None) -> Besluitregel | None:
    if voorganger is None or toewijzing.actueel.besluit_id != voorganger.id:
        return None
    return next(r for r in voorganger.regels if r.nummer == toewijzing.actueel.besluitregel)


def _opvolger(
    toewijzing: Toewijzing, oude_regel: Besluitregel, regels: Sequence[Besluitregel]
) -> Besluitregel | None:
    """The line that takes its place: the same product at this provider, else the same resultaatgebied."""
    hier = [regel for regel in regels if regel.aanbieder == toewijzing.aanbieder]
    product = (toewijzing.categorie, toewijzing.productcode)
    zelfde_product = [regel for regel in hier if (regel.categorie, regel.productcode) == product]
    gebied = oude_regel.resultaatgebied
    zelfde_gebied = [regel for regel in hier if gebied is not None and regel.resultaatgebied == gebied]
    return next(iter(zelfde_product or zelfde_gebied), None)


def _wens(
    besluit: Besluit,
    toewijzing: Toewijzing,
    oude_regel: Besluitregel | None,
    regel: Besluitregel | None,
    oorzaak: Oorzaak | None,
) -> Wens | None:
    """What the decision wants of an allocation: replaced by a line, ended, or (None) left alone."""
    waarom = oorzaak or (
        Oorzaak.CORRECTIE if besluit.soort is Besluitsoort.HERSTEL else Oorzaak.HERBEOORDELING
    )
    if regel is not None:
        return Vervanging(waarom, volgens_besluit(regel))
    for ander in besluit.regels:
        if ander.leveringsvorm is Leveringsvorm.PGB and _zelfde_ondersteuning(ander, toewijzing, oude_regel):
            return Beeindiging(Oorzaak.PGB, laatste_dag(Oorzaak.PGB, ander.periode.begin))
    if oude_regel is None:
        return None
    for ander in besluit.regels:
        if ander.aanbieder != toewijzing.aanbieder and set(ander.resultaten) & set(oude_regel.resultaten):
            return Beeindiging(
                Oorzaak.ANDERE_AANBIEDER, laatste_dag(Oorzaak.ANDERE_AANBIEDER, ander.periode.begin)
            )
    assert besluit.ingangsdatum is not None
    return Beeindiging(waarom, besluit.ingangsdatum - DAG)


def _zelfde_ondersteuning(pgb: Besluitregel, toewijzing: Toewijzing, oude_regel: Besluitregel | None) -> bool:
    # A personal budget takes the place of the same product (OP043), or of the line for the same results.
    zelfde_product = pgb.categorie is not None and (pgb.categorie, pgb.productcode) == (
        toewijzing.categorie,
        toewijzing.productcode,
    )
    return zelfde_product or (
        oude_regel is not None and bool(set(pgb.resultaten) & set(oude_regel.resultaten))
    )


def _bepaal(toewijzing: Toewijzing, wens: Wens, bij: Omstandigheden) -> tuple[Wijziging, ...]:
    return bepaal_wijziging(
        toewijzing,
        wens,
        vandaag=bij.vandaag,
        afspraak=bij.afspraak,
        heeft_prestaties=bij.heeft_prestaties(toewijzing.nummer),
    )


def _verwerk(
    toewijzing: Toewijzing, wens: Wens, besluit: Besluit, regel: Besluitregel | None, bij: Omstandigheden
) -> Iterator[Toewijzing]:
    wijzigingen = _bepaal(toewijzing, wens, bij)
    stand = _na(toewijzing.actueel, wijzigingen, bij)
    if regel is not None and stand.reden_wijziging != VERWIJDERD and _draagt(stand, regel):
        stand = replace(stand, besluit_id=besluit.id, besluitregel=regel.nummer)
    if stand != toewijzing.actueel:
        yield _volgende(toewijzing, stand)
    for wijziging in wijzigingen:
        if isinstance(wijziging, NieuweToewijzing) and regel is not None:
            yield _wijs_toe(besluit, regel, wijziging.toegewezen, bij)


def _draagt(stand: Toewijzingsversie, regel: Besluitregel) -> bool:
    # It goes on under the new decision; one that ended the day before keeps resting on the old one.
    return (stand.omvang, stand.budget) == (regel.omvang, regel.budget) and stand.periode.overlapt(
        regel.periode
    )


def _na(stand: Toewijzingsversie, wijzigingen: Sequence[Wijziging], bij: Omstandigheden) -> Toewijzingsversie:
    """The state after a change under the same number: decided now, with the agreement behind it.

    A message gives the moment of deciding in whole seconds, and the latest version is the one that holds
    (IV013), so each is at least a second later than the one before it.
    """
    for wijziging in wijzigingen:
        if isinstance(wijziging, Aanpassing):
            stand = replace(
                stand,
                toegewezen_op=max(bij.nu, stand.toegewezen_op + SECONDE),
                periode=replace(stand.periode, eind=wijziging.eind),
                omvang=wijziging.omvang,
                budget=wijziging.budget,
                oorzaak=wijziging.oorzaak,
                reden_wijziging=wijziging.reden_wijziging,
                referentie_aanbieder=None,
                afspraak=bij.afspraak,
            )
    return stand


def _volgende(toewijzing: Toewijzing, stand: Toewijzingsversie) -> Toewijzing:
    volgnummer = max(versie.volgnummer for versie in toewijzing.versies) + 1
    return replace(toewijzing, versies=(*toewijzing.versies, replace(stand, volgnummer=volgnummer)))


def _wijs_toe(besluit: Besluit, regel: Besluitregel, inhoud: Toegewezen, bij: Omstandigheden) -> Toewijzing:
    return Toewijzing(
        nummer=bij.nieuw_nummer(),
        gemeente=besluit.gemeente,
        client_id=besluit.client_id,
        melding_id=besluit.melding_id,
        aanbieder=inhoud.aanbieder,
        categorie=inhoud.categorie,
        productcode=inhoud.productcode,
        versies=(
            Toewijzingsversie(
                volgnummer=1,
                toegewezen_op=bij.nu,
                periode=inhoud.periode,
                omvang=inhoud.omvang,
                budget=inhoud.budget,
                besluit_id=besluit.id,
                besluitregel=regel.nummer,
                afspraak=bij.afspraak,
            ),
        ),
    )
