"""What has to fit within a regioprofiel, and between profiles, where each key has the right form."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from app.domain.fouten import Veldfout
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import AanvullendProduct, Ernst, Formulieronderdeel, Profielproduct
from app.domain.toetsen import TOETSEN
from app.domain.waarden import MINUTEN_PER_EENHEID, Eenheid
from app.domain.woorden import datum

CATEGORIE = re.compile(r"0[1-9]|1[0-8]")
"""Product categories of the standard (WMO020)."""
PRODUCTCODE = re.compile(r"\S{1,5}")
"""As wide as a product code may be in a message (RS012)."""

PER_RESULTAATGEBIED = (*MINUTEN_PER_EENHEID, Eenheid.STUKS_OUTPUT)
"""Units in which a product within a resultaatgebied is paid: time, or one result a month."""

NODIGE_TOETSEN = {
    Formulieronderdeel.RESULTATEN: ("resultaat_ontbreekt",),
    Formulieronderdeel.AARD: ("aard_ontbreekt",),
    Formulieronderdeel.FREQUENTIE: ("frequentie_ontbreekt",),
    Formulieronderdeel.OMVANG: ("omvang_ontbreekt",),
    Formulieronderdeel.INTENSITEIT: ("intensiteit_ontbreekt",),
    Formulieronderdeel.PERIODE: ("begin_ontbreekt", "eind_ontbreekt"),
    Formulieronderdeel.PRODUCTEN: ("product_ontbreekt",),
}
"""The toetsen that hold a plan to an obligatory part of the form."""


def samenhang(profiel: Regioprofiel) -> Iterator[Veldfout]:
    """What is wrong between keys that each have the right form."""
    yield from _gemeenten(profiel)
    yield from _intensiteiten(profiel)
    yield from _producten(profiel)
    yield from _toetsen(profiel)
    yield from _dubbel(profiel.resultaatgebieden, "resultaatgebieden", lambda g: g.code)
    yield from _dubbel(profiel.termijnen, "termijnen", lambda t: t.naam)
    if not profiel.kanalen:
        yield Veldfout("kanalen", "Noem minstens één kanaal.")
    if profiel.formulier.vanaf > profiel.geldig_vanaf:
        yield Veldfout("formulier.vanaf", "Het formulier geldt pas na de dag waarop het profiel ingaat.")


def _dubbel(rij: Iterable[Any], pad: str, sleutel: Callable[[Any], Any]) -> Iterator[Veldfout]:
    gezien = set()
    for i, element in enumerate(rij):
        if sleutel(element) in gezien:
            yield Veldfout(f"{pad}[{i}]", f"Staat er al: {sleutel(element)}.")
        gezien.add(sleutel(element))


def _onbekend(pad: str, gevonden: str, bekend: Iterable[str]) -> Veldfout:
    return Veldfout(pad, f"Gevonden: {gevonden}; verwacht: {', '.join(bekend) or 'niets'}.")


def _gemeenten(profiel: Regioprofiel) -> Iterator[Veldfout]:
    if not profiel.gemeenten:
        yield Veldfout("gemeenten", "Noem minstens één gemeente.")
    yield from _dubbel(profiel.gemeenten, "gemeenten", lambda g: g.code)


def _intensiteiten(profiel: Regioprofiel) -> Iterator[Veldfout]:
    yield from _dubbel(profiel.intensiteiten, "intensiteiten", lambda n: n.code)
    for i, niveau in enumerate(profiel.intensiteiten):
        if niveau.uren_tot <= niveau.uren_vanaf:
            yield Veldfout(
                f"intensiteiten[{i}].uren_tot",
                f"Gevonden: {niveau.uren_tot}; verwacht: meer dan {niveau.uren_vanaf} (uren_vanaf).",
            )
    for i, (lager, hoger) in enumerate(pairwise(profiel.intensiteiten), start=1):
        if hoger.uren_vanaf != lager.uren_tot:
            wat = "een gat" if hoger.uren_vanaf > lager.uren_tot else "overlap"
            yield Veldfout(
                f"intensiteiten[{i}].uren_vanaf",
                f"Tussen {lager.code} en {hoger.code} zit {wat}; "
                f"gevonden: {hoger.uren_vanaf}, verwacht: {lager.uren_tot}.",
            )


def _producten(profiel: Regioprofiel) -> Iterator[Veldfout]:
    gebieden = [g.code for g in profiel.resultaatgebieden]
    niveaus = [n.code for n in profiel.intensiteiten]
    binnen = {(p.categorie, p.code) for p in profiel.producten}
    for i, product in enumerate(profiel.producten):
        pad = f"producten[{i}]"
        if product.resultaatgebied not in gebieden:
            yield _onbekend(f"{pad}.resultaatgebied", product.resultaatgebied, gebieden)
        if product.intensiteit not in niveaus:
            yield _onbekend(f"{pad}.intensiteit", product.intensiteit, niveaus)
        if product.eenheid not in PER_RESULTAATGEBIED:
            yield Veldfout(
                f"{pad}.eenheid",
                f"Gevonden: {product.eenheid}; verwacht een eenheid van tijd, of 82 (stuks output): "
                f"{', '.join(PER_RESULTAATGEBIED)}.",
            )
        yield from _product(product, pad)
    for i, aanvullend in enumerate(profiel.aanvullende_producten):
        pad = f"aanvullende_producten[{i}]"
        if (aanvullend.categorie, aanvullend.code) in binnen:
            yield Veldfout(f"{pad}.code", "Dit product hoort al bij een resultaatgebied.")
        yield from _product(aanvullend, pad)
    yield from _dubbel(
        profiel.producten, "producten", lambda p: (p.resultaatgebied, p.intensiteit, p.categorie, p.code)
    )
    yield from _dubbel(
        profiel.aanvullende_producten, "aanvullende_producten", lambda p: (p.categorie, p.code)
    )


def _product(product: Profielproduct | AanvullendProduct, pad: str) -> Iterator[Veldfout]:
    """Whether a wmo301 can carry this product."""
    if not CATEGORIE.fullmatch(product.categorie):
        yield Veldfout(f"{pad}.categorie", f"Gevonden: {product.categorie!r}; verwacht: 01 tot en met 18.")
    if not PRODUCTCODE.fullmatch(product.code):
        yield Veldfout(f"{pad}.code", f"Gevonden: {product.code!r}; verwacht: hoogstens vijf tekens.")
    if product.tarief < 0:
        yield Veldfout(f"{pad}.tarief", f"Gevonden: {product.tarief}; verwacht: eurocenten, nul of meer.")


def _toetsen(profiel: Regioprofiel) -> Iterator[Veldfout]:
    for naam, instelling in profiel.toetsen.items():
        if naam not in TOETSEN:
            yield _onbekend(f"toetsen.{naam}", naam, TOETSEN)
            continue
        for sleutel, waarde in instelling.parameters.items():
            parameters = TOETSEN[naam].parameters
            pad = f"toetsen.{naam}.parameters.{sleutel}"
            if sleutel not in parameters:
                yield _onbekend(pad, sleutel, parameters)
            elif parameters[sleutel] is int and waarde % 1:
                yield Veldfout(pad, f"Gevonden: {waarde}; verwacht: een geheel getal.")
    for sleutel, toets in _nodige_toetsen(profiel):
        if toets not in profiel.toetsen or profiel.toetsen[toets].ernst is not Ernst.BLOKKEREND:
            yield Veldfout(f"toetsen.{toets}", f"Moet blokkerend zijn, want het staat in {sleutel}.")


def _nodige_toetsen(profiel: Regioprofiel) -> Iterator[tuple[str, str]]:
    """The toetsen without which an obligation of this region would not be held."""
    if profiel.ondertekening_verplicht:
        yield "ondertekening_verplicht", "ondertekening_ontbreekt"
    if profiel.overleg_verplicht:
        yield "overleg_verplicht", "overleg_ontbreekt"
    if profiel.afschrift_verplicht:
        yield "afschrift_verplicht", "afschrift_ontbreekt"
    for onderdeel in sorted(profiel.verplicht):
        for toets in NODIGE_TOETSEN[onderdeel]:
            yield "verplicht", toets


def samen(
    profiel: Regioprofiel, ander: Regioprofiel, bestand: str, alle: Iterable[Regioprofiel]
) -> Iterator[Veldfout]:
    """What cannot be beside another profile, which stands in this file.

    Of a region counts the version that took effect last, so that a municipality can go to another region.
    """
    if (profiel.code, profiel.versie) == (ander.code, ander.versie):
        yield Veldfout(
            "versie",
            f"Profiel {ander.code} versie {ander.versie} staat ook in {bestand}, en een plan verwijst "
            "ernaar. Geef dit profiel een andere versie.",
        )
        return
    dag = max(profiel.geldig_vanaf, ander.geldig_vanaf)
    if any(_volgt_op(p, oud, dag) for p in alle for oud in (profiel, ander)):
        return
    van_ander = {gemeente.code for gemeente in ander.gemeenten}
    for i, gemeente in enumerate(profiel.gemeenten):
        if gemeente.code in van_ander:
            yield Veldfout(
                f"gemeenten[{i}]",
                f"Gemeente {gemeente.code} staat op {datum(dag)} in twee profielen: ook in {ander.code} "
                f"versie {ander.versie} ({bestand}).",
            )


def _volgt_op(profiel: Regioprofiel, eerder: Regioprofiel, dag: date) -> bool:
    """Whether it took the place of an earlier version by this day."""
    return profiel.code == eerder.code and eerder.geldig_vanaf < profiel.geldig_vanaf <= dag
