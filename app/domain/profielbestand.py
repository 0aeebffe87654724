"""Reads regioprofielen from TOML files and holds them to their form.

The dataclasses of the regioprofiel are the schema: their fields are the keys, their types the values.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NewType, get_args, get_origin, get_type_hints
from unicodedata import category

import app.domain.profielen
from app.domain.fouten import OngeldigeInvoer, Veldfout, WmoFout
from app.domain.instelbestand import lees_toml
from app.domain.profielen import Profielen, Regioprofiel
from app.domain.profielen.regioprofiel import AanvullendProduct, Ernst, Formulieronderdeel, Profielproduct
from app.domain.toetsen import TOETSEN
from app.domain.waarden import MINUTEN_PER_EENHEID, Eenheid, zegt_iets

MAP_VAN_HET_PAKKET = Path(app.domain.profielen.__file__).parent

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

OMSCHRIJVINGEN: dict[Any, str] = {
    str: "een tekst",
    bool: "true of false",
    int: "een geheel getal",
    Decimal: "een getal",
    date: "een datum (JJJJ-MM-DD)",
}


class OnjuistProfiel(WmoFout):
    """A profile file cannot be used; `velden` has every key that is wrong and why."""

    soort = "onjuist-profiel"
    titel = "Een regioprofiel klopt niet"

    def __init__(self, bestand: str, *velden: Veldfout) -> None:
        """Name the file and each fault in it."""
        regels = "".join(f"\n- {v.veld}: {v.melding}" for v in velden)
        super().__init__(f"Het regioprofiel {bestand} klopt niet:{regels}", *velden)


def lees_profielen(map: Path | None = None, gemeenten: Container[str] | None = None) -> Profielen:
    """The profiles of the package and of a folder, for these municipalities (all, where none are given).

    Raises OnjuistProfiel for the first file that is wrong: in itself, with the code and version of another
    file (a plan pins them), with a municipality that there is not, or with one that another profile has on
    the same day.
    """
    bestanden = [*sorted(MAP_VAN_HET_PAKKET.glob("*.toml"))]
    if map is not None:
        if not map.is_dir():
            raise OnjuistProfiel(str(map), Veldfout("map", "Deze map is er niet."))
        bestanden += sorted(map.glob("*.toml"))
    gelezen = [(bestand, lees_profiel(bestand)) for bestand in bestanden]
    for nummer, (bestand, profiel) in enumerate(gelezen):
        fouten = [*_onbekend(profiel, gemeenten)]
        for eerder, ander in gelezen[:nummer]:
            fouten += _samen(profiel, ander, eerder.name, [p for _, p in gelezen])
        if fouten:
            raise OnjuistProfiel(bestand.name, *fouten)
    return Profielen(tuple(profiel for _, profiel in gelezen))


def lees_profiel(pad: Path) -> Regioprofiel:
    """One profile. Raises OnjuistProfiel with every fault of form at once, or else every one of coherence."""
    try:
        inhoud = lees_toml(pad, Decimal)
    except OngeldigeInvoer as fout:
        raise OnjuistProfiel(pad.name, *fout.velden) from fout
    fouten: list[Veldfout] = []
    profiel = _lees(Regioprofiel, inhoud, "", fouten)
    if not fouten:
        fouten.extend(_samenhang(profiel))
    if fouten:
        raise OnjuistProfiel(pad.name, *fouten)
    assert isinstance(profiel, Regioprofiel)
    return profiel


def _lees(soort: Any, waarde: Any, pad: str, fouten: list[Veldfout]) -> Any:
    """The value as the type of its field; what does not fit goes into `fouten` and gives None."""
    if isinstance(soort, NewType):
        return _lees(soort.__supertype__, waarde, pad, fouten)
    if isinstance(soort, UnionType):
        (soort,) = (s for s in get_args(soort) if s is not NoneType)
        return _lees(soort, waarde, pad, fouten)
    if soort is Any:
        return waarde
    if is_dataclass(soort):
        return _lees_tabel(soort, waarde, pad, fouten)
    if get_origin(soort) in (tuple, frozenset) and isinstance(waarde, list):
        return get_origin(soort)(
            _lees(get_args(soort)[0], w, f"{pad}[{i}]", fouten) for i, w in enumerate(waarde)
        )
    if get_origin(soort) is dict and isinstance(waarde, dict):
        return {k: _lees(get_args(soort)[1], w, f"{pad}.{k}", fouten) for k, w in waarde.items()}
    if isinstance(soort, type) and issubclass(soort, StrEnum):
        if waarde in tuple(soort):
            return soort(waarde)
        fouten.append(Veldfout(pad, f"Gevonden: {waarde!r}; verwacht: {', '.join(soort)}."))
        return None
    if soort is Decimal and type(waarde) is int:
        return Decimal(waarde)
    eindig = not isinstance(waarde, Decimal) or waarde.is_finite()
    if type(waarde) is soort and eindig and (soort is not str or _is_tekst(waarde)):
        return waarde
    verwacht = OMSCHRIJVINGEN.get(soort, "een lijst" if get_origin(soort) is not dict else "een tabel")
    fouten.append(Veldfout(pad, f"Gevonden: {waarde!r}; verwacht: {verwacht}."))
    return None


def _is_tekst(waarde: str) -> bool:
    """Whether it says something to who reads it, without what steers a screen or cannot be in a message."""
    return zegt_iets(waarde) and not any(category(teken).startswith("C") for teken in waarde if teken != "\n")


def _lees_tabel(soort: Any, waarde: Any, pad: str, fouten: list[Veldfout]) -> Any:
    if not isinstance(waarde, dict):
        fouten.append(Veldfout(pad, f"Gevonden: {waarde!r}; verwacht: een tabel."))
        return None
    voor = f"{pad}." if pad else ""
    typen = get_type_hints(soort)
    eerder = len(fouten)
    for sleutel in sorted(waarde.keys() - typen.keys()):
        fouten.append(Veldfout(voor + sleutel, f"Deze sleutel bestaat niet; kies uit: {', '.join(typen)}."))
    velden = {}
    for veld in fields(soort):
        if veld.name in waarde:
            velden[veld.name] = _lees(typen[veld.name], waarde[veld.name], voor + veld.name, fouten)
        elif veld.default is MISSING and veld.default_factory is MISSING:
            fouten.append(Veldfout(voor + veld.name, "Deze sleutel ontbreekt."))
    if len(fouten) > eerder:
        return None
    try:
        return soort(**velden)
    except OngeldigeInvoer as fout:
        fouten.append(Veldfout(pad, fout.melding))
        return None


def _samenhang(profiel: Regioprofiel) -> Iterator[Veldfout]:
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


def _gemeenten(profiel: Regioprofiel) -> Iterator[Veldfout]:
    if not profiel.gemeenten:
        yield Veldfout("gemeenten", "Noem minstens één gemeente.")
    for i, gemeente in enumerate(profiel.gemeenten):
        if not re.fullmatch(r"[0-9]{4}", gemeente.code):
            yield Veldfout(
                f"gemeenten[{i}].code", f"Gevonden: {gemeente.code!r}; verwacht: de vier cijfers van het CBS."
            )
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
    gebieden = {g.code for g in profiel.resultaatgebieden}
    niveaus = {n.code for n in profiel.intensiteiten}
    binnen = {(p.categorie, p.code) for p in profiel.producten}
    for i, product in enumerate(profiel.producten):
        pad = f"producten[{i}]"
        if product.resultaatgebied not in gebieden:
            yield Veldfout(f"{pad}.resultaatgebied", f"Onbekend: {product.resultaatgebied}.")
        if product.intensiteit not in niveaus:
            yield Veldfout(f"{pad}.intensiteit", f"Onbekend: {product.intensiteit}.")
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
            yield Veldfout(f"toetsen.{naam}", "Deze toets bestaat niet.")
            continue
        for sleutel, waarde in instelling.parameters.items():
            soort = TOETSEN[naam].parameters.get(sleutel)
            pad = f"toetsen.{naam}.parameters.{sleutel}"
            if soort is None:
                yield Veldfout(pad, "Deze toets kent deze parameter niet.")
            else:
                fouten: list[Veldfout] = []
                _lees(soort, waarde, pad, fouten)
                yield from fouten
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


def _onbekend(profiel: Regioprofiel, gemeenten: Container[str] | None) -> Iterator[Veldfout]:
    for i, gemeente in enumerate(profiel.gemeenten):
        if gemeenten is not None and gemeente.code not in gemeenten:
            yield Veldfout(
                f"gemeenten[{i}].code", f"Gevonden: {gemeente.code}; er is geen gemeente met deze code (CBS)."
            )


def _samen(
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
                f"Gemeente {gemeente.code} staat op {dag:%d-%m-%Y} in twee profielen: ook in {ander.code} "
                f"versie {ander.versie} ({bestand}).",
            )


def _volgt_op(profiel: Regioprofiel, eerder: Regioprofiel, dag: date) -> bool:
    """Whether it took the place of an earlier version by this day."""
    return profiel.code == eerder.code and eerder.geldig_vanaf < profiel.geldig_vanaf <= dag
