"""What a wmo323 declares and a wmo325 answers, as lines of the domain.

A line is held against its allocation and the lines before it, never against what was reported of start and
stop (OP364).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from app.domain.keten.declaratie import GeslotenPeriode, Prestatie, staande
from app.domain.keten.dossier import (
    BekendeDeclaratie,
    BekendeToewijzing,
    Declaratiesleutel,
    Dossier,
    Toewijzingsleutel,
)
from app.domain.waarden import MINUTEN_PER_UUR, AgbCode, Gemeentecode
from app.istandaard.berichten import basis, wmo323, wmo325
from app.istandaard.kennis import Contractregel, Tarievenlijst

CREDIT = "C"
"""DebetCredit of an amount that is taken back."""

Declaratiebericht = wmo323.Wmo323 | wmo325.Wmo325
"""What has lines, by client: a declaration, or its answer."""

EURO = "83"
"""Eenheid (WJ756) of a line that has no tariff: its volume is the amount (CS339)."""


def hoofd_van(bericht: Declaratiebericht) -> wmo323.Declaratie | wmo325.DeclaratieAntwoord | None:
    """What the clients are in; an answer that rejects by its header has none."""
    return bericht.declaratie if isinstance(bericht, wmo323.Wmo323) else bericht.declaratie_antwoord


def clienten_van(bericht: Declaratiebericht) -> tuple[Any, ...]:
    """The clients of a declaration; of its answer those of whom lines come back."""
    hoofd = hoofd_van(bericht)
    return () if hoofd is None else hoofd.clienten


def met_clienten(bericht: Declaratiebericht, clienten: Sequence[Any]) -> Declaratiebericht:
    """The same message with these of its clients only."""
    if isinstance(bericht, wmo323.Wmo323):
        return replace(bericht, declaratie=replace(bericht.declaratie, clienten=tuple(clienten)))
    if bericht.declaratie_antwoord is None:
        return bericht
    antwoord = replace(bericht.declaratie_antwoord, clienten=tuple(clienten))
    return replace(bericht, declaratie_antwoord=antwoord)


def met_teken(bedrag: basis.BedragMetDC) -> int:
    """Cents; negative for a credit."""
    return -bedrag.bedrag if bedrag.debet_credit == CREDIT else int(bedrag.bedrag)


def totaal_met_teken(totaal: basis.TotaalBedragMetDC) -> int:
    """Cents; negative when more is taken back than declared."""
    return -totaal.totaal_bedrag if totaal.debet_credit == CREDIT else int(totaal.totaal_bedrag)


def is_credit(prestatie: wmo323.Prestatie) -> bool:
    """Whether the line takes an earlier one back."""
    return prestatie.ingediend_bedrag.debet_credit == CREDIT


def prestatie_in(prestatie: wmo323.Prestatie | wmo325.Prestatie) -> Prestatie:
    """The line that this class holds, as history keeps it."""
    periode, tarief = prestatie.product_periode, prestatie.product_tarief
    return Prestatie(
        referentie=prestatie.product_referentie.referentie_nummer,
        vorige_referentie=prestatie.product_referentie.vorig_referentie_nummer,
        toewijzing=int(prestatie.toewijzing_nummer),
        categorie=prestatie.product_categorie,
        productcode=prestatie.product_code,
        periode=GeslotenPeriode(periode.begindatum.dag, periode.einddatum.dag),
        volume=int(prestatie.geleverd_volume),
        eenheid=prestatie.eenheid,
        tarief=None if tarief is None else int(tarief),
        bedrag=met_teken(prestatie.ingediend_bedrag),
    )


def toewijzing_bij(
    prestatie: wmo323.Prestatie, header: wmo323.Header, dossier: Dossier
) -> BekendeToewijzing | None:
    """The allocation that a debit line has to fit; None for one that TR338 or TR384 refuses.

    Also None for a credit: the municipality cannot refuse that for what it says, only for what it refers to
    (IV085, TR323, TR390). So it stays possible after the allocation was changed.
    """
    toewijzing = dossier.toewijzing(header.ontvanger, header.afzender, prestatie.toewijzing_nummer)
    return None if toewijzing is None or toewijzing.verwijderd or is_credit(prestatie) else toewijzing


def toegekend_op(nummer: int, header: wmo323.Header, dossier: Dossier) -> Sequence[Prestatie]:
    """The lines of this provider, credits too, that were granted before on this allocation."""
    if dossier.toewijzing(header.ontvanger, header.afzender, nummer) is None:
        return ()
    return dossier.toegekend_op(Toewijzingsleutel(Gemeentecode(header.ontvanger), nummer))


def per_toewijzing(
    client: wmo323.Client, header: wmo323.Header, dossier: Dossier, geweigerd: Container[wmo323.Prestatie]
) -> Iterator[tuple[BekendeToewijzing, list[Prestatie], list[tuple[wmo323.Prestatie, Prestatie]]]]:
    """Per allocation that lines name: the granted lines that stand, and the debit lines that are not refused.

    Credits in the message have been taken off before (OP366), those that are refused not (IV087).
    """
    over = (prestatie for prestatie in client.prestaties if prestatie not in geweigerd)
    op_nummer = sorted(over, key=lambda prestatie: prestatie.toewijzing_nummer)
    for nummer, klassen in groupby(op_nummer, key=lambda prestatie: prestatie.toewijzing_nummer):
        regels = [(klasse, prestatie_in(klasse)) for klasse in klassen]
        toewijzing = dossier.toewijzing(header.ontvanger, header.afzender, nummer)
        if toewijzing is None or toewijzing.verwijderd:
            continue
        credits = [prestatie for klasse, prestatie in regels if is_credit(klasse)]
        debet = [(klasse, prestatie) for klasse, prestatie in regels if not is_credit(klasse)]
        yield toewijzing, staande([*toegekend_op(nummer, header, dossier), *credits]), debet


def genoemde_declaratie(header: wmo325.Header, dossier: Dossier) -> BekendeDeclaratie | None:
    """The declaration with the identification in a wmo325; None while this provider sent none with it."""
    identificatie = header.declaratie_identificatie.identificatie
    gemeente, aanbieder = Gemeentecode(header.afzender), AgbCode(header.ontvanger)
    return dossier.declaratie(Declaratiesleutel(gemeente, aanbieder, identificatie))


def beantwoorde_declaratie(header: wmo325.Header, dossier: Dossier) -> BekendeDeclaratie | None:
    """The declaration that a wmo325 answers; None for one that this provider never sent (TR337)."""
    declaratie = genoemde_declaratie(header, dossier)
    dag = header.declaratie_identificatie.dagtekening.dag_of_grens
    return declaratie if declaratie is not None and declaratie.dagtekening == dag else None


def contractprijzen(
    prestatie: wmo323.Prestatie, header: wmo323.Header, tarievenlijst: Tarievenlijst
) -> dict[str, int]:
    """The agreed price in cents by unit, on the day that the product period begins."""
    waarvoor = Contractregel(
        gemeente=header.ontvanger,
        aanbieder=header.afzender,
        categorie=prestatie.product_categorie,
        code=prestatie.product_code,
    )
    return tarievenlijst.geldend(waarvoor, prestatie.product_periode.begindatum.dag)


def prijs_van_minuten(uurprijs: int, minuten: int) -> int:
    """What so many minutes cost, in cents, at a price per hour: rounded, half up, only in the end (IV081)."""
    return (2 * uurprijs * minuten + MINUTEN_PER_UUR) // (2 * MINUTEN_PER_UUR)
