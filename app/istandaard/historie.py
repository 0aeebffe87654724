"""What an accepted message leaves behind in the history of a party."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import datetime, time

from app.domain.keten.declaratie import GeslotenPeriode
from app.domain.keten.dossier import (
    BekendeDeclaratie,
    BekendeToewijzing,
    BekendVerzoek,
    Berichtsleutel,
    Declaratiesleutel,
    Dossier,
    Toewijzingsleutel,
    Verzoeksleutel,
    Verzoeksoort,
    Verzoekstand,
)
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Gemeentecode, Omvang
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.headers import Berichtheader, Retourheader
from app.istandaard.berichten.wmo301 import ToegewezenProduct, Wmo301
from app.istandaard.berichten.wmo305 import Wmo305
from app.istandaard.berichten.wmo307 import Wmo307
from app.istandaard.berichten.wmo315 import Wmo315
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.declaraties import prestatie_in
from app.istandaard.leveringen import EERSTE, meldingen, na_verwijdering
from app.istandaard.waarden import NietTeBerekenen, Plaats

STAND_NA = {"1": Verzoekstand.AFGEWEZEN, "2": Verzoekstand.IN_ONDERZOEK}
"""How a request stands after an answer with this VerzoekAntwoord (WJ760)."""


def verwerk(
    dossier: Dossier, bericht: Berichtklasse, geweigerd: Container[Plaats | None] = frozenset()
) -> Dossier:
    """Add what this accepted message leaves behind; a rejected one must not come here (OP286).

    Of a wmo323 that was granted in part, `geweigerd` holds the places of the lines that were refused.
    """
    sleutel = sleutel_van(bericht)
    if sleutel is not None:
        dossier.berichten.add(sleutel)
    match bericht:
        case Wmo301():
            _leg_toewijzingen_vast(dossier, bericht)
        case Wmo305() | Wmo307():
            _leg_leveringen_vast(dossier, bericht)
        case Wmo315():
            _leg_verzoeken_om_toewijzing_vast(dossier, bericht)
        case Wmo317():
            _leg_verzoek_om_wijziging_vast(dossier, bericht)
        case Wmo319():
            antwoord = bericht.antwoord
            _zet_stand(dossier, bericht, antwoord.referentie_aanbieder, STAND_NA[antwoord.verzoek_antwoord])
        case Wmo323():
            _leg_declaratie_vast(dossier, bericht, geweigerd)
        case Wmo325():
            _neem_weigeringen_over(dossier, bericht)
    return dossier


def sleutel_van(bericht: Berichtklasse) -> Berichtsleutel | None:
    """What makes a message unique (TR056); None for a return, which has the identification of its message."""
    header = getattr(bericht, "header", None)
    if not isinstance(header, Berichtheader) or isinstance(header, Retourheader):
        return None
    return Berichtsleutel(header.bericht_code, header.afzender, header.bericht_identificatie.identificatie)


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


def _leg_toewijzingen_vast(dossier: Dossier, bericht: Wmo301) -> None:
    gemeente = Gemeentecode(bericht.header.afzender)
    for product in bericht.client.toegewezen_producten:
        sleutel = Toewijzingsleutel(gemeente, int(product.toewijzing_nummer))
        dossier.leg_toewijzing_vast(sleutel, toewijzing_in(product, bericht, dossier))
        if product.referentie_aanbieder is not None:
            _zet_stand(dossier, bericht, product.referentie_aanbieder, Verzoekstand.TOEGEWEZEN)


def _zet_stand(dossier: Dossier, bericht: Wmo301 | Wmo319, referentie: str, stand: Verzoekstand) -> None:
    gemeente, aanbieder = bericht.header.afzender, bericht.header.ontvanger
    verzoek = dossier.verzoek(gemeente, aanbieder, referentie)
    if verzoek is not None:
        dossier.leg_verzoek_vast(
            Verzoeksleutel(Gemeentecode(gemeente), AgbCode(aanbieder), referentie),
            replace(verzoek, stand=stand),
        )


def _leg_verzoeken_om_toewijzing_vast(dossier: Dossier, bericht: Wmo315) -> None:
    # Each requested product is a request of its own, with its own reference and its own end.
    header = bericht.header
    for product in bericht.client.aangevraagde_producten:
        verzoek = BekendVerzoek(
            soort=Verzoeksoort.TOEWIJZING,
            client=dossier.clientsleutel(bericht.client.bsn),
            ingangsdatums=(product.toewijzing_ingangsdatum.dag_of_grens,),
        )
        sleutel = Verzoeksleutel(
            Gemeentecode(header.ontvanger), AgbCode(header.afzender), product.referentie_aanbieder
        )
        dossier.leg_verzoek_vast(sleutel, verzoek)


def _leg_verzoek_om_wijziging_vast(dossier: Dossier, bericht: Wmo317) -> None:
    header, verzoek = bericht.header, bericht.client.verzoek
    toegewezen = dossier.toewijzingen_van(header.ontvanger, header.afzender, bericht.client.bsn)
    genoemd = {product.toewijzing_nummer for product in verzoek.ongewijzigde_producten}
    genoemd |= {product.toewijzing_nummer for product in verzoek.te_wijzigen_producten}
    bekend = BekendVerzoek(
        soort=Verzoeksoort.WIJZIGING,
        client=dossier.clientsleutel(bericht.client.bsn),
        ingangsdatums=tuple(
            toegewezen[nummer].ingangsdatum for nummer in sorted(genoemd & toegewezen.keys())
        ),
    )
    sleutel = Verzoeksleutel(
        Gemeentecode(header.ontvanger), AgbCode(header.afzender), verzoek.referentie_aanbieder
    )
    dossier.leg_verzoek_vast(sleutel, bekend)


def _leg_leveringen_vast(dossier: Dossier, bericht: Wmo305 | Wmo307) -> None:
    client, header = bericht.client, bericht.header
    betrokkenen = dossier.betrokkenen(gemeente=header.ontvanger, aanbieder=header.afzender, bsn=client.bsn)
    nieuw = [melding for _, melding in meldingen(client, EERSTE)]
    dossier.leveringen[betrokkenen] = na_verwijdering(client, header, dossier).met(nieuw)


def _leg_declaratie_vast(dossier: Dossier, bericht: Wmo323, geweigerd: Container[Plaats | None]) -> None:
    header, declaratie = bericht.header, bericht.declaratie
    gemeente = Gemeentecode(header.ontvanger)
    klassen = [prestatie for client in declaratie.clienten for prestatie in client.prestaties]
    regels = {klasse.product_referentie.referentie_nummer: prestatie_in(klasse) for klasse in klassen}
    periode = declaratie.declaratie_periode
    dossier.leg_declaratie_vast(
        Declaratiesleutel(gemeente, AgbCode(header.afzender), header.bericht_identificatie.identificatie),
        BekendeDeclaratie(
            nummer=declaratie.declaratie_nummer,
            dagtekening=header.bericht_identificatie.dagtekening.dag_of_grens,
            xsd_versie=(header.xsd_versie.basisschema_xsd_versie, header.xsd_versie.bericht_xsd_versie),
            periode=GeslotenPeriode(periode.begindatum.dag, periode.einddatum.dag),
            clienten=frozenset(dossier.clientsleutel(client.bsn) for client in declaratie.clienten),
            prestaties=regels,
        ),
    )
    for klasse in klassen:
        if klasse.plaats not in geweigerd:
            dossier.ken_toe(gemeente, prestatie_in(klasse))


def _neem_weigeringen_over(dossier: Dossier, bericht: Wmo325) -> None:
    # What an answer refuses does not count, whatever was thought of it before.
    gemeente = Gemeentecode(bericht.header.afzender)
    antwoord = bericht.declaratie_antwoord
    for client in () if antwoord is None else antwoord.clienten:
        for klasse in client.prestaties:
            dossier.wijs_af(gemeente, prestatie_in(klasse))


def _besloten(product: ToegewezenProduct) -> datetime:
    # A moment outside the calendar comes before every other, so that it replaces no version.
    try:
        dag = datetime.combine(product.toewijzingsdatum.dag, time())
        return dag + product.toewijzingstijd.sinds_middernacht
    except (NietTeBerekenen, OverflowError):
        return datetime.min
