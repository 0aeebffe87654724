"""What a wmo315 or wmo317 asks, in values of the domain."""

from __future__ import annotations

from typing import Any

from app.domain.verzoek.verzoek import Gevraagd, Verzoekinhoud, Vraagsoort
from app.domain.waarden import Eenheid, Frequentie, Omvang
from app.istandaard.berichten import basis
from app.istandaard.berichten.wmo315 import AangevraagdProduct, Wmo315
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.tonen import toonbaar
from app.istandaard.waarden import Datum


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
