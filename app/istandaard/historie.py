"""The history of messages as a fold: what counts after one more was accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from app.domain.keten.dossier import (
    BekendeToewijzing,
    BekendVerzoek,
    Berichtsleutel,
    Dossier,
    Toewijzingsleutel,
    Verzoeksleutel,
    Verzoeksoort,
    Verzoekstand,
)
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Gemeentecode, Omvang
from app.istandaard.berichten.wmo301 import ToegewezenProduct, Wmo301
from app.istandaard.berichten.wmo305 import Wmo305
from app.istandaard.berichten.wmo307 import Wmo307
from app.istandaard.berichten.wmo315 import Wmo315
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.leveringen import EERSTE, meldingen, na_verwijdering
from app.istandaard.waarden import NietTeBerekenen

STAND_NA = {"1": Verzoekstand.AFGEWEZEN, "2": Verzoekstand.IN_ONDERZOEK}
"""How a request stands after an answer with this VerzoekAntwoord (WJ760)."""


def verwerk(dossier: Dossier, bericht: Wmo301 | Wmo305 | Wmo307 | Wmo315 | Wmo317 | Wmo319) -> Dossier:
    """History after this message was accepted; a rejected one must not come here (OP286)."""
    header = bericht.header
    identificatie = header.bericht_identificatie.identificatie
    sleutel = Berichtsleutel(header.bericht_code, header.afzender, identificatie)
    dossier = replace(dossier, berichten=dossier.berichten | {sleutel})
    if isinstance(bericht, Wmo301):
        return _met_toegewezen_verzoeken(_met_toewijzingen(dossier, bericht), bericht)
    if isinstance(bericht, Wmo315):
        return _met_verzoek_om_toewijzing(dossier, bericht)
    if isinstance(bericht, Wmo317):
        return _met_verzoek_om_wijziging(dossier, bericht)
    if isinstance(bericht, Wmo319):
        stand = STAND_NA[bericht.antwoord.verzoek_antwoord]
        return _met_stand(dossier, bericht, bericht.antwoord.referentie_aanbieder, stand)
    return _met_leveringen(dossier, bericht)


def toewijzing_in(product: ToegewezenProduct, bericht: Wmo301, dossier: Dossier) -> BekendeToewijzing:
    """The version of an allocation that this message holds, as history keeps it."""
    eind, omvang = product.einddatum, product.omvang
    return BekendeToewijzing(
        client=dossier.clientsleutel(bericht.client.bsn),
        aanbieder=AgbCode(bericht.header.ontvanger),
        categorie=None if product.product is None else product.product.categorie,
        productcode=None if product.product is None else product.product.code,
        ingangsdatum=product.ingangsdatum.dag_of_grens,
        einddatum=None if eind is None else eind.dag_of_grens,
        omvang=None
        if omvang is None
        else Omvang(int(omvang.volume), Eenheid(omvang.eenheid), Frequentie(omvang.frequentie)),
        budget=None if product.budget is None else int(product.budget),
        verwijderd=is_verwijderd(product),
        besloten=_besloten(product),
    )


def is_verwijderd(product: ToegewezenProduct) -> bool:
    """Whether this deletes the allocation: it leaves no day, with RedenWijziging 13, or 01 in old ones."""
    return product.reden_wijziging in ("13", "01") and product.einddatum == product.ingangsdatum


def _met_toewijzingen(dossier: Dossier, bericht: Wmo301) -> Dossier:
    # The version decided last holds, not the one that came last (IV013, OP080).
    toewijzingen = dict(dossier.toewijzingen)
    for product in bericht.client.toegewezen_producten:
        sleutel = Toewijzingsleutel(Gemeentecode(bericht.header.afzender), int(product.toewijzing_nummer))
        versie = toewijzing_in(product, bericht, dossier)
        bekend = toewijzingen.get(sleutel)
        if bekend is None or versie.besloten >= bekend.besloten:
            toewijzingen[sleutel] = versie
    return replace(dossier, toewijzingen=toewijzingen)


def _met_toegewezen_verzoeken(dossier: Dossier, bericht: Wmo301) -> Dossier:
    for product in bericht.client.toegewezen_producten:
        if product.referentie_aanbieder is not None:
            dossier = _met_stand(dossier, bericht, product.referentie_aanbieder, Verzoekstand.TOEGEWEZEN)
    return dossier


def _met_stand(dossier: Dossier, bericht: Wmo301 | Wmo319, referentie: str, stand: Verzoekstand) -> Dossier:
    gemeente, aanbieder = bericht.header.afzender, bericht.header.ontvanger
    verzoek = dossier.verzoek(gemeente, aanbieder, referentie)
    if verzoek is None:
        return dossier
    sleutel = Verzoeksleutel(AgbCode(aanbieder), referentie)
    return replace(dossier, verzoeken={**dossier.verzoeken, sleutel: replace(verzoek, stand=stand)})


def _met_verzoek_om_toewijzing(dossier: Dossier, bericht: Wmo315) -> Dossier:
    # Each requested product is a request of its own, with its own reference and its own end.
    header, verzoeken = bericht.header, dict(dossier.verzoeken)
    for product in bericht.client.aangevraagde_producten:
        sleutel = Verzoeksleutel(AgbCode(header.afzender), product.referentie_aanbieder)
        verzoeken[sleutel] = BekendVerzoek(
            soort=Verzoeksoort.TOEWIJZING,
            gemeente=Gemeentecode(header.ontvanger),
            client=dossier.clientsleutel(bericht.client.bsn),
            ingangsdatums=(product.toewijzing_ingangsdatum.dag_of_grens,),
        )
    return replace(dossier, verzoeken=verzoeken)


def _met_verzoek_om_wijziging(dossier: Dossier, bericht: Wmo317) -> Dossier:
    header, verzoek = bericht.header, bericht.client.verzoek
    toegewezen = dossier.toewijzingen_van(header.ontvanger, header.afzender, bericht.client.bsn)
    genoemd = {product.toewijzing_nummer for product in verzoek.ongewijzigde_producten}
    genoemd |= {product.toewijzing_nummer for product in verzoek.te_wijzigen_producten}
    bekend = BekendVerzoek(
        soort=Verzoeksoort.WIJZIGING,
        gemeente=Gemeentecode(header.ontvanger),
        client=dossier.clientsleutel(bericht.client.bsn),
        ingangsdatums=tuple(
            toegewezen[nummer].ingangsdatum for nummer in sorted(genoemd & toegewezen.keys())
        ),
    )
    sleutel = Verzoeksleutel(AgbCode(header.afzender), verzoek.referentie_aanbieder)
    return replace(dossier, verzoeken={**dossier.verzoeken, sleutel: bekend})


def _met_leveringen(dossier: Dossier, bericht: Wmo305 | Wmo307) -> Dossier:
    client, header = bericht.client, bericht.header
    betrokkenen = dossier.betrokkenen(gemeente=header.ontvanger, aanbieder=header.afzender, bsn=client.bsn)
    nieuw = [melding for _, melding in meldingen(client, EERSTE)]
    geldend = na_verwijdering(client, header, dossier).met(nieuw)
    return replace(dossier, leveringen={**dossier.leveringen, betrokkenen: geldend})


def _besloten(product: ToegewezenProduct) -> datetime:
    # A moment outside the calendar comes before every other, so that it replaces no version.
    try:
        dag = datetime.combine(product.toewijzingsdatum.dag, time())
        return dag + product.toewijzingstijd.sinds_middernacht
    except (NietTeBerekenen, OverflowError):
        return datetime.min
