"""The trial of a decision before anybody gets a letter: what can never be carried out, by line (M17, W08).

It folds every decision that was taken, so that one that waits counts too. What the provider must agree to or
credit first is no fault of the decision, and is asked elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from app.domain.besluit.besluit import Besluit
from app.domain.eisen import vervult
from app.domain.feit import Feit
from app.domain.fouten import Veldfout
from app.domain.omzetting import Clientomzetting
from app.domain.stapeling import Inzetperiode, stapelingen
from app.domain.toewijzing.reden import eindigt_eerder
from app.domain.toewijzing.tijdlijn import Gebeurtenis, Stuk, geldend, reeks_van, vervangen_totalen
from app.domain.waarden import DAG, Periode
from app.domain.woorden import datum


@vervult("M17", "M18", "W08")
def beproef(besluit: Besluit, gebeurtenissen: Sequence[Gebeurtenis], vandaag: date) -> tuple[Veldfout, ...]:
    """What in a decision can never hold, among all events in their order, of which it is one.

    `vandaag` is the day of announcing, or today while it is not announced.
    """
    return (
        *_te_vroege_regels(besluit, gebeurtenissen, vandaag),
        *_regels_na_een_feit(besluit, gebeurtenissen),
        *_regels_na_een_omzetting(besluit, gebeurtenissen),
        *botsingen(gebeurtenissen, besluit),
    )


def botsingen(gebeurtenissen: Sequence[Gebeurtenis], besluit: Besluit | None = None) -> Iterator[Veldfout]:
    """Stacking of one product at one provider (OP259), and natura beside a personal budget for it (OP043).

    Of one decision by the field of its line; without one, as after a withdrawal, of all that holds.
    """
    stukken = geldend(gebeurtenissen)
    yield from _fouten((*_gestapeld(stukken), *_naast_pgb(stukken)), gebeurtenissen, besluit)


def stapeling(gebeurtenissen: Sequence[Gebeurtenis]) -> Iterator[Veldfout]:
    """Stacking of one product at one provider (OP259): with it, no message can go out (TR302)."""
    yield from _fouten(_gestapeld(geldend(gebeurtenissen)), gebeurtenissen, None)


def _fouten(
    paren: Iterable[tuple[Stuk, Stuk, str]], gebeurtenissen: Sequence[Gebeurtenis], besluit: Besluit | None
) -> Iterator[Veldfout]:
    for stuk, ander, code in paren:
        if besluit is not None and besluit.id not in (stuk.besluit, ander.besluit):
            continue
        eigen, tegen = (stuk, ander) if besluit is None or stuk.besluit == besluit.id else (ander, stuk)
        waar = _waar(tegen, eigen, gebeurtenissen)
        yield Veldfout(
            f"regels[{eigen.regel - 1}].productcode",
            f"Dit product staat ook in {waar}, in dezelfde periode."
            if code == "OP259"
            else f"Dit product is in dezelfde periode in natura en als pgb toegekend: zie {waar}.",
            code,
        )


def _gestapeld(stukken: Sequence[Stuk]) -> Iterator[tuple[Stuk, Stuk, str]]:
    natura = [stuk for stuk in stukken if stuk.inhoud.aanbieder is not None]
    for aanbieder in dict.fromkeys(stuk.inhoud.aanbieder for stuk in natura):
        eigen = [stuk for stuk in natura if stuk.inhoud.aanbieder == aanbieder]
        perioden = [
            Inzetperiode(s.inhoud.categorie, s.inhoud.productcode, s.periode.begin, s.periode.eind)
            for s in eigen
        ]
        for later, eerder in stapelingen(perioden):
            yield eigen[later], eigen[eerder], "OP259"


def _naast_pgb(stukken: Sequence[Stuk]) -> Iterator[tuple[Stuk, Stuk, str]]:
    for een, ander in combinations(stukken, 2):
        gemengd = een.inhoud.is_pgb != ander.inhoud.is_pgb
        product = (een.inhoud.categorie, een.inhoud.productcode)
        zelfde = None not in product and product == (ander.inhoud.categorie, ander.inhoud.productcode)
        if gemengd and zelfde and een.periode.overlapt(ander.periode):
            yield ander, een, "OP043"


def _waar(stuk: Stuk, naast: Stuk, gebeurtenissen: Sequence[Gebeurtenis]) -> str:
    if stuk.besluit == naast.besluit:
        return f"regel {stuk.regel}"
    besluit = next(g for g in gebeurtenissen if isinstance(g, Besluit) and g.id == stuk.besluit)
    return f"regel {stuk.regel} van besluit {besluit.kenmerk}"


def _te_vroege_regels(
    besluit: Besluit, gebeurtenissen: Sequence[Gebeurtenis], vandaag: date
) -> Iterator[Veldfout]:
    """A line before the ingangsdatum is only there to replace a running total; none grows after its end."""
    if besluit.ingangsdatum is None:
        return
    vervangt = _vervangt(besluit, gebeurtenissen)
    for i, regel in enumerate(besluit.regels):
        oud = vervangt.get(regel.nummer)
        if regel.periode.begin < besluit.ingangsdatum and oud is None:
            yield Veldfout(
                f"regels[{i}].periode.begindatum",
                "Deze regel begint voor de ingang van het besluit. Dat kan alleen bij een lopend totaal of "
                "budget met dezelfde begindatum, dat in zijn geheel wijzigt.",
                "W08",
            )
        elif (
            oud is not None
            and oud.periode.eind is not None
            and oud.periode.eind < vandaag
            and eindigt_eerder(oud.periode.eind, regel.periode.eind)
        ):
            yield Veldfout(
                f"regels[{i}].periode.einddatum",
                "De einddatum van dit totaal is verstreken; het is niet meer te verlengen. Laat een nieuwe "
                "periode na de oude einddatum beginnen.",
                "OP257",
            )


def _vervangt(besluit: Besluit, gebeurtenissen: Sequence[Gebeurtenis]) -> dict[int, Stuk]:
    """The running total that each line replaces whole, by number of the line."""
    if besluit.ingangsdatum is None:
        return {}
    ervoor = gebeurtenissen[: _plaats(besluit, gebeurtenissen)]
    eerdere = reeks_van(besluit, (g for g in ervoor if isinstance(g, Besluit)))
    reeks = eerdere[-1].id if eerdere else besluit.id
    return {r.nummer: stuk for stuk, r in vervangen_totalen(geldend(ervoor), besluit, reeks)}


def _regels_na_een_feit(besluit: Besluit, gebeurtenissen: Sequence[Gebeurtenis]) -> Iterator[Veldfout]:
    """After a death, a departure or another domain nothing is granted, until the client is back."""
    for feit in gebeurtenissen[: _plaats(besluit, gebeurtenissen)]:
        if not isinstance(feit, Feit):
            continue
        for i, regel in enumerate(besluit.regels):
            na_het_feit = eindigt_eerder(feit.laatste_dag, regel.periode.eind)
            ervoor = not feit.is_terug(regel.periode.begin)
            if feit.betreft(regel.categorie, regel.productcode) and na_het_feit and ervoor:
                yield Veldfout(
                    f"regels[{i}].periode",
                    f"Deze regel loopt door na {datum(feit.laatste_dag)}, de laatste dag door het feit "
                    f"{feit.soort} van de cliënt.",
                    "W08",
                )


def _plaats(besluit: Besluit, gebeurtenissen: Sequence[Gebeurtenis]) -> int:
    return next(i for i, g in enumerate(gebeurtenissen) if g.id == besluit.id)


def _regels_na_een_omzetting(besluit: Besluit, gebeurtenissen: Sequence[Gebeurtenis]) -> Iterator[Veldfout]:
    """After an omzetting nothing is granted under what it left, but for a total that goes on as it was.

    A later omzetting back to it lifts that, from its own day on.
    """
    verlaten: list[tuple[Clientomzetting, Periode]] = []
    for gebeurtenis in gebeurtenissen[: _plaats(besluit, gebeurtenissen)]:
        if isinstance(gebeurtenis, Clientomzetting):
            verlaten = [*_tot_terug(verlaten, gebeurtenis), (gebeurtenis, Periode(gebeurtenis.per))]
    vervangt = _vervangt(besluit, gebeurtenissen) if verlaten else {}
    for omzetting, dagen in verlaten:
        for i, regel in enumerate(besluit.regels):
            betreft = omzetting.betreft(regel.aanbieder, regel.categorie, regel.productcode)
            if betreft and dagen.overlapt(regel.periode) and regel.nummer not in vervangt:
                naar = omzetting.naar
                nieuw = f"{naar.categorie}/{naar.productcode}"
                bij = f" bij {naar.aanbieder}" if naar.aanbieder else ""
                tot = "" if dagen.eind is None else f" tot en met {datum(dagen.eind)}"
                yield Veldfout(
                    f"regels[{i}].productcode",
                    f"Dit is per {datum(omzetting.per)} omgezet naar {nieuw}{bij}. Noem dat vanaf die "
                    f"dag{tot}.",
                    "W08",
                )


def _tot_terug(
    verlaten: Iterable[tuple[Clientomzetting, Periode]], terug: Clientomzetting
) -> Iterator[tuple[Clientomzetting, Periode]]:
    """On which days still nothing is granted under what each left, once this omzetting goes back to it."""
    for omzetting, dagen in verlaten:
        if omzetting.van != terug.naar or (dagen.eind is not None and dagen.eind < terug.per):
            yield omzetting, dagen
        elif dagen.begin < terug.per:
            yield omzetting, Periode(dagen.begin, terug.per - DAG)
