"""What a wmo315 or wmo317 asks, in values of the domain; and the message that asks it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.domain.verzoek.verzoek import Gevraagd, Persoon, Verzoekinhoud, Vraagsoort
from app.domain.waarden import Eenheid, Frequentie, Omvang
from app.istandaard.aanbiederberichten import Kop
from app.istandaard.berichten import basis, wmo315, wmo317
from app.istandaard.berichten.basis import Achternaam, Geboortedatum, Product, VerkorteNaam, Verwijzer
from app.istandaard.berichten.wmo315 import AangevraagdProduct, Wmo315
from app.istandaard.berichten.wmo317 import NieuwProduct, OngewijzigdProduct, TeWijzigenProduct, Wmo317
from app.istandaard.tonen import toonbaar
from app.istandaard.waarden import Datum, Geheel, Plaats

VIA_GEMEENTE = Verwijzer(type="01")
"""In the Wmo a client comes through the municipality (COD327)."""
VELDEN = {
    "GewensteIngangsdatum": "begindatum",
    "ToewijzingIngangsdatum": "begindatum",
    "ToewijzingEinddatum": "einddatum",
    "ToewijzingNummer": "toewijzing",
    "Product/Categorie": "categorie",
    "Product": "productcode",
    "Geboortedatum/Datum": "geboortedatum.datum",
    "Geboortedatum/DatumGebruik": "geboortedatum.gebruik",
    "Naam/Geslachtsnaam/Voorvoegsel": "voorvoegsel",
    "Naam/Geslachtsnaam": "achternaam",
    "Naam/Voornamen": "voornamen",
    "Naam/Voorletters": "voorletters",
}
"""Elements of the message, and all below them, whose field in the request has a name of its own."""


_SOORTEN = {
    "AangevraagdProduct": Vraagsoort.NIEUW,
    "NieuwProduct": Vraagsoort.NIEUW,
    "TeWijzigenProduct": Vraagsoort.WIJZIGEN,
    "OngewijzigdProduct": Vraagsoort.ONGEWIJZIGD,
}
_PRODUCT = re.compile(rf"/(?P<klasse>{'|'.join(_SOORTEN)})\[(?P<nummer>[0-9]+)\](?P<rest>.*)")


def inhoud_van(bericht: Wmo315 | Wmo317, referentie: str) -> Verzoekinhoud:
    """What is asked under this reference: one product of a wmo315, or the whole of a wmo317."""
    if isinstance(bericht, Wmo315):
        product = next(
            p for p in bericht.client.aangevraagde_producten if p.referentie_aanbieder == referentie
        )
        return _inhoud_van_product(product, bericht.client.commentaar)
    verzoek = bericht.client.verzoek
    return Verzoekinhoud(
        producten=(
            *(
                Gevraagd(Vraagsoort.ONGEWIJZIGD, int(p.toewijzing_nummer))
                for p in verzoek.ongewijzigde_producten
            ),
            *(
                _gevraagd(p, Vraagsoort.WIJZIGEN, p.gewenste_ingangsdatum, p.einddatum)
                for p in verzoek.te_wijzigen_producten
            ),
            *(
                _gevraagd(p, Vraagsoort.NIEUW, p.gewenste_ingangsdatum, p.einddatum)
                for p in verzoek.nieuwe_producten
            ),
        ),
        reden=verzoek.reden_verzoek,
    )


def _inhoud_van_product(product: AangevraagdProduct, commentaar: str | None) -> Verzoekinhoud:
    begin, eind = product.toewijzing_ingangsdatum, product.toewijzing_einddatum
    beschikking = product.beschikking_nummer
    return Verzoekinhoud(
        producten=(_gevraagd(product, Vraagsoort.NIEUW, begin, eind),),
        beschikkingnummer=None if beschikking is None else int(beschikking),
        raamcontract=None if product.raamcontract is None else toonbaar(product.raamcontract),
        toelichting=tuple(toonbaar(tekst) for tekst in (product.commentaar, commentaar) if tekst),
    )


def _gevraagd(klasse: Any, soort: Vraagsoort, begin: Datum, eind: Datum | None) -> Gevraagd:
    product: basis.Product | None = getattr(klasse, "product", None)
    omvang: basis.Omvang | None = klasse.omvang
    nummer = getattr(klasse, "toewijzing_nummer", None)
    return Gevraagd(
        soort=soort,
        toewijzing=None if nummer is None else int(nummer),
        categorie=None if product is None else product.categorie,
        productcode=None if product is None else product.code,
        begin=begin.dag_of_grens,
        eind=None if eind is None else eind.dag_of_grens,
        omvang=None
        if omvang is None
        else Omvang(int(omvang.volume), Eenheid(omvang.eenheid), Frequentie(omvang.frequentie)),
        budget=None if klasse.budget is None else int(klasse.budget),
    )


def maak_wmo315(kop: Kop, persoon: Mapping[str, Any], producten: Sequence[Gevraagd]) -> Wmo315:
    """The wmo315 that asks these for this client; each product gets a reference of its own (OP361)."""
    return Wmo315(
        header=wmo315.Header(**kop.voor("wmo315"), plaats=Plaats("bericht")),
        client=wmo315.Client(
            **persoon,
            aangevraagde_producten=tuple(
                AangevraagdProduct(
                    referentie_aanbieder=f"{kop.identificatie}-{i}",
                    product=_product(gevraagd),
                    toewijzing_ingangsdatum=_dag(gevraagd.begin),
                    toewijzing_einddatum=None if gevraagd.eind is None else Datum.van(gevraagd.eind),
                    verwijzer=VIA_GEMEENTE,
                    plaats=_plaats(i),
                    **_hoeveel(gevraagd),
                )
                for i, gevraagd in enumerate(producten, 1)
            ),
            plaats=Plaats("client"),
        ),
        plaats=Plaats("bericht"),
    )


def maak_wmo317(kop: Kop, bsn: str, reden: str, producten: Sequence[Gevraagd]) -> Wmo317:
    """The wmo317 that asks these as one; every current allocation has to be among them (TR349)."""
    klassen = tuple(_klassen(producten))
    return Wmo317(
        header=wmo317.Header(**kop.voor("wmo317"), plaats=Plaats("bericht")),
        client=wmo317.Client(
            bsn=bsn,
            verzoek=wmo317.Verzoek(
                referentie_aanbieder=f"{kop.identificatie}-1",
                reden_verzoek=reden,
                ongewijzigde_producten=tuple(k for k in klassen if isinstance(k, OngewijzigdProduct)),
                te_wijzigen_producten=tuple(k for k in klassen if isinstance(k, TeWijzigenProduct)),
                nieuwe_producten=tuple(k for k in klassen if isinstance(k, NieuwProduct)),
                plaats=Plaats("producten"),
            ),
            plaats=Plaats("client"),
        ),
        plaats=Plaats("bericht"),
    )


def referenties_in(bericht: Wmo315 | Wmo317) -> tuple[str, ...]:
    """The references of the requests in it, in its order."""
    if isinstance(bericht, Wmo317):
        return (bericht.client.verzoek.referentie_aanbieder,)
    return tuple(product.referentie_aanbieder for product in bericht.client.aangevraagde_producten)


def in_verzoek(pad: str, soorten: Sequence[Vraagsoort]) -> str:
    """The place among the products that were asked, of these kinds, of what stands here in their message.

    A message has its products by kind, in the order in which they were asked; what it has besides stands at
    no product.
    """
    gevonden = _PRODUCT.search(pad)
    if gevonden is not None:
        gezocht, hoeveelste = _SOORTEN[gevonden["klasse"]], int(gevonden["nummer"])
        eigen = [nummer for nummer, soort in enumerate(soorten, 1) if soort is gezocht]
        if hoeveelste <= len(eigen):
            return _plaats(eigen[hoeveelste - 1]).pad + gevonden["rest"]
    return "producten"


def persoon_in_bericht(persoon: Persoon) -> dict[str, Any]:
    """Who it is, as a provider names a client whom it has not been allocated."""
    geboren = persoon.geboortedatum
    return {
        "bsn": persoon.bsn.cijfers,
        "geboortedatum": Geboortedatum(datum=Datum.van(geboren.datum), datum_gebruik=geboren.gebruik),
        "geslacht": persoon.geslacht,
        "naam": VerkorteNaam(
            geslachtsnaam=Achternaam(achternaam=persoon.achternaam, voorvoegsel=persoon.voorvoegsel),
            voornamen=persoon.voornamen,
            voorletters=persoon.voorletters,
        ),
    }


def _klassen(
    producten: Sequence[Gevraagd],
) -> Iterator[OngewijzigdProduct | TeWijzigenProduct | NieuwProduct]:
    for i, gevraagd in enumerate(producten, 1):
        nummer, plaats = Geheel(gevraagd.toewijzing or 0), _plaats(i)
        if gevraagd.soort is Vraagsoort.ONGEWIJZIGD:
            yield OngewijzigdProduct(toewijzing_nummer=nummer, plaats=plaats)
            continue
        velden: dict[str, Any] = {
            "gewenste_ingangsdatum": _dag(gevraagd.begin),
            "einddatum": None if gevraagd.eind is None else Datum.van(gevraagd.eind),
            "plaats": plaats,
            **_hoeveel(gevraagd),
        }
        if gevraagd.soort is Vraagsoort.WIJZIGEN:
            yield TeWijzigenProduct(toewijzing_nummer=nummer, **velden)
        else:
            yield NieuwProduct(product=_product(gevraagd), **velden)


def _plaats(nummer: int) -> Plaats:
    return Plaats(f"producten[{nummer - 1}]")


def _product(gevraagd: Gevraagd) -> Product | None:
    if gevraagd.categorie is None:
        return None
    return Product(categorie=gevraagd.categorie, code=gevraagd.productcode)


def _dag(dag: date | None) -> Datum:
    assert dag is not None  # only what stays as it is has none
    return Datum.van(dag)


def _hoeveel(gevraagd: Gevraagd) -> dict[str, Any]:
    omvang, budget = gevraagd.omvang, gevraagd.budget
    return {
        "omvang": None
        if omvang is None
        else basis.Omvang(
            volume=Geheel(omvang.volume), eenheid=omvang.eenheid.value, frequentie=omvang.frequentie.value
        ),
        "budget": None if budget is None else Geheel(budget),
    }
