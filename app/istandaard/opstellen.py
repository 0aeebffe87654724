"""From domain values to a wmo301. Each class gets the place in the request that it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from lxml import etree

from app.domain import partijen
from app.domain.berichtontvangst import Berichtbevinding
from app.domain.fouten import Veldfout
from app.domain.keten.dossier import Verzoeksleutel, Verzoekstand
from app.domain.toewijzing.berichtinhoud import InBericht
from app.domain.toewijzing.tijdlijn import Toegewezen
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Periode
from app.domain.waarden import Omvang as DomeinOmvang
from app.istandaard import xml
from app.istandaard.berichten import wmo319
from app.istandaard.berichten.basis import (
    Achternaam,
    Adres,
    BerichtIdentificatie,
    Communicatie,
    Geboortedatum,
    Huis,
    Omvang,
    OpenPeriode,
    Product,
    Telefoon,
    Telefoonnummers,
    VolledigeNaam,
    XsdVersie,
)
from app.istandaard.berichten.wmo301 import Client, Contact, Header, Relatie, ToegewezenProduct, Wmo301
from app.istandaard.berichten.wmo319 import Wmo319
from app.istandaard.bevindingen import Bevinding
from app.istandaard.waarden import Datum, Geheel, Plaats, Tijd

EIGEN_NAAM, ORGANISATIE = "1", "6"
"""NaamGebruik (COD700)."""

GEEN_BSN = ""
"""In place of a Bsn that there is not, so that only that is wrong with a trial message."""

LANDNUMMER = "0031"
"""Of a telephone number that names no country."""

LANDNUMMERS = re.compile(
    r"(?:\+|00)(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[1-9][0-9]{2})([0-9]*)"
)
"""A number with that of its country (ITU-T E.164, one to three digits), and the rest; + is dialled as 00."""

VERZOEK_ANTWOORD = {Verzoekstand.AFGEWEZEN: "1", Verzoekstand.IN_ONDERZOEK: "2"}
"""VerzoekAntwoord (WJ760)."""

Plek = Callable[[Toewijzing], str]
"""Gives the place of an allocation in the caller's own request, such as `besluit.regels[0]`."""

VELDEN = {
    "Adres/Huis/AanduidingWoonadres": "aanduidingWoonadres",
    "Adres/Huis/Huisletter": "huisletter",
    "Adres/Huis/HuisnummerToevoeging": "huisnummerToevoeging",
    "Adres/Huis": "huisnummer",
    "Adres/LandCode": "landcode",
    "Adres/Plaatsnaam": "plaatsnaam",
    "Adres/Postcode": "postcode",
    "Adres/Straatnaam": "straatnaam",
    "Contactgegevens": "contacten",
    "Communicatie/Taal": "communicatieTaal",
    "Communicatie/Vorm": "communicatieVorm",
    "Einddatum": "periode.einddatum",
    "Geboortedatum/Datum": "geboortedatum.datum",
    "Geboortedatum/DatumGebruik": "geboortedatum.gebruik",
    "Ingangsdatum": "periode.begindatum",
    "Naam/Geslachtsnaam": "naam.achternaam",
    "Naam/NaamGebruik": "naam.naamgebruik",
    "Naam/Partnernaam": "naam.partnerAchternaam",
    "Periode/Begindatum": "periode.begindatum",
    "Periode/Einddatum": "periode.einddatum",
    "Product/Categorie": "categorie",
    "Product": "productcode",
    "Telefoon": "telefoonnummers",
}
"""Elements of the message, and all below them, whose field in the request has a name of its own."""


def maak_wmo301(
    client: partijen.Client,
    inhoud: Sequence[InBericht],
    *,
    aanbieder: AgbCode,
    identificatie: str,
    dagtekening: date,
    plek: Plek,
    schemas: Path = xml.SCHEMAS,
) -> Wmo301:
    """The message for one client and one provider; moments become Dutch days and times."""
    return Wmo301(
        header=Header(
            afzender=client.gemeente,
            ontvanger=aanbieder,
            bericht_identificatie=BerichtIdentificatie(
                identificatie=identificatie, dagtekening=Datum.van(dagtekening)
            ),
            xsd_versie=xsd_versie(schemas),
            plaats=Plaats("bericht"),
        ),
        client=_client(client, [_product(keuze, plek) for keuze in inhoud]),
        plaats=Plaats("bericht"),
    )


def maak_wmo319(
    verzoek: Verzoeksleutel,
    stand: Verzoekstand,
    reden: str | None,
    *,
    identificatie: str,
    dagtekening: date,
    schemas: Path = xml.SCHEMAS,
) -> Wmo319:
    """The answer to a request that does not grant it: refused for this reason (WJ759), or looked into."""
    return Wmo319(
        header=wmo319.Header(
            afzender=verzoek.gemeente,
            ontvanger=verzoek.aanbieder,
            bericht_identificatie=BerichtIdentificatie(
                identificatie=identificatie, dagtekening=Datum.van(dagtekening)
            ),
            xsd_versie=xsd_versie(schemas, "wmo319"),
        ),
        antwoord=wmo319.Antwoord(
            referentie_aanbieder=verzoek.referentie,
            verzoek_antwoord=VERZOEK_ANTWOORD[stand],
            reden_afwijzing_verzoek=reden,
        ),
    )


def veldfout(bevinding: Bevinding | Berichtbevinding, velden: Mapping[str, str] = VELDEN) -> Veldfout:
    """A finding in a message of our own, as a fault in the field of the request that it came from."""
    basis, _, element = (bevinding.pad or "bericht").partition("/")
    if not element:
        return Veldfout(basis, bevinding.melding, bevinding.regel)
    bekend = next((v for e, v in velden.items() if element == e or element.startswith(f"{e}/")), None)
    eigen = ".".join(deel[0].lower() + deel[1:] for deel in element.split("/"))
    return Veldfout(f"{basis}.{bekend or eigen}", bevinding.melding, bevinding.regel)


def toegewezen_in(product: ToegewezenProduct, header: Header) -> Toegewezen:
    """What a product in the message grants, read back to compare it with the decision (M18)."""
    einddatum, omvang, budget = product.einddatum, product.omvang, product.budget
    return Toegewezen(
        aanbieder=AgbCode(header.ontvanger),
        categorie=None if product.product is None else product.product.categorie,
        productcode=None if product.product is None else product.product.code,
        periode=Periode(product.ingangsdatum.dag, None if einddatum is None else einddatum.dag),
        omvang=None
        if omvang is None
        else DomeinOmvang(int(omvang.volume), Eenheid(omvang.eenheid), Frequentie(omvang.frequentie)),
        budget=None if budget is None else int(budget),
    )


@cache
def xsd_versie(schemas: Path, soort: str = "wmo301") -> XsdVersie:
    """The versions of the schemas of this kind of message, read from the schemas (IV034)."""
    return XsdVersie(
        basisschema_xsd_versie=_versie(schemas / "basisschema.xsd", "BasisschemaXsdVersie"),
        bericht_xsd_versie=_versie(schemas / f"{soort}.xsd", "BerichtXsdVersie"),
    )


def _versie(schema: Path, element: str) -> str:
    gevonden = etree.parse(schema).findtext(f".//{{*}}appinfo/{{*}}{element}")
    assert gevonden is not None
    return gevonden


def _client(client: partijen.Client, producten: Sequence[ToegewezenProduct]) -> Client:
    return Client(
        bsn=GEEN_BSN if client.bsn is None else client.bsn.cijfers,
        geboortedatum=_geboortedatum(client.geboortedatum),
        geslacht=client.geslacht,
        naam=_naam(client.naam),
        communicatie=None
        if client.communicatie_vorm is None
        else Communicatie(vorm=client.communicatie_vorm, taal=client.communicatie_taal),
        juridische_status=client.juridische_status,
        wettelijke_vertegenwoordiging=client.wettelijke_vertegenwoordiging,
        relaties=tuple(_relatie(relatie, i) for i, relatie in enumerate(client.relaties)),
        contactgegevens=tuple(
            _contact(contact, f"client.contacten[{i}]") for i, contact in enumerate(client.contacten)
        ),
        toegewezen_producten=tuple(producten),
        plaats=Plaats("client"),
    )


def _relatie(relatie: partijen.Relatie, i: int) -> Relatie:
    return Relatie(
        nummer=relatie.nummer,
        volgorde=None if relatie.volgorde is None else Geheel(relatie.volgorde),
        soort=relatie.soort,
        geboortedatum=None if relatie.geboortedatum is None else _geboortedatum(relatie.geboortedatum),
        geslacht=relatie.geslacht,
        naam=_naam(_zonder_organisatie(relatie.naam)),
        contact=_contact(relatie.contact, f"client.relaties[{i}].contact"),
        plaats=Plaats(f"client.relaties[{i}]"),
    )


def _geboortedatum(geboortedatum: partijen.Geboortedatum) -> Geboortedatum:
    return Geboortedatum(datum=Datum.van(geboortedatum.datum), datum_gebruik=geboortedatum.gebruik)


def _zonder_organisatie(naam: partijen.Naam) -> partijen.Naam:
    # The gate refuses a message with 6, an organisation (CS050), which the texts want of a guardian (IV045).
    alleen_naam = naam.naamgebruik == ORGANISATIE and naam.partner_achternaam is None
    return replace(naam, naamgebruik=EIGEN_NAAM) if alleen_naam else naam


def _naam(naam: partijen.Naam) -> VolledigeNaam:
    return VolledigeNaam(
        geslachtsnaam=Achternaam(achternaam=naam.achternaam, voorvoegsel=naam.voorvoegsel),
        partnernaam=None
        if naam.partner_achternaam is None
        else Achternaam(achternaam=naam.partner_achternaam, voorvoegsel=naam.partner_voorvoegsel),
        voornamen=naam.voornamen,
        voorletters=naam.voorletters,
        naam_gebruik=naam.naamgebruik,
    )


def _contact(contact: partijen.Contact, plek: str) -> Contact:
    return Contact(
        soort=contact.soort,
        adres=_adres(contact),
        organisatie=contact.organisatie,
        telefoon=_telefoonnummers(contact.telefoonnummers),
        emailadres=contact.emailadres,
        periode=None
        if contact.periode is None
        else OpenPeriode(
            begindatum=Datum.van(contact.periode.begin),
            einddatum=None if contact.periode.eind is None else Datum.van(contact.periode.eind),
        ),
        plaats=Plaats(plek),
    )


_GEEN_ADRES = Adres()


def _adres(contact: partijen.Contact) -> Adres | None:
    huis = None
    if contact.huisnummer is not None:
        huis = Huis(
            huisnummer=Geheel(contact.huisnummer),
            huisletter=contact.huisletter,
            huisnummer_toevoeging=contact.huisnummer_toevoeging,
            aanduiding_woonadres=contact.aanduiding_woonadres,
        )
    adres = Adres(
        huis=huis,
        postcode=contact.postcode,
        straatnaam=contact.straatnaam,
        plaatsnaam=contact.plaatsnaam,
        land_code=contact.landcode,
    )
    return None if adres == _GEEN_ADRES else adres


def _telefoonnummers(nummers: tuple[str, ...]) -> Telefoonnummers | None:
    telefoons = [_telefoon(nummer) for nummer in nummers]
    if not telefoons:
        return None
    return Telefoonnummers(telefoon01=telefoons[0], telefoon02=telefoons[1] if telefoons[1:] else None)


def _telefoon(nummer: str) -> Telefoon:
    buitenlands = LANDNUMMERS.fullmatch(nummer)
    if buitenlands is None:
        return Telefoon(telefoonnummer=nummer, landnummer=LANDNUMMER)
    land, rest = buitenlands.groups()
    # As dialled from here, 00 and the number; of three digits that is longer than the element may be.
    return Telefoon(telefoonnummer=rest, landnummer=f"00{land}" if len(land) < 3 else f"+{land}")


def _product(keuze: InBericht, plek: Plek) -> ToegewezenProduct:
    toewijzing, versie = keuze.toewijzing, keuze.toewijzing.actueel
    moment = toewijzing.besluitmoment
    eind, omvang = versie.periode.eind, versie.omvang
    return ToegewezenProduct(
        toewijzing_nummer=Geheel(toewijzing.nummer),
        referentie_aanbieder=keuze.referentie_aanbieder,
        product=None
        if toewijzing.categorie is None
        else Product(categorie=toewijzing.categorie, code=toewijzing.productcode),
        toewijzingsdatum=Datum.van(moment.date()),
        toewijzingstijd=Tijd.van(moment.time()),
        ingangsdatum=Datum.van(versie.periode.begin),
        einddatum=None if eind is None else Datum.van(eind),
        reden_wijziging=keuze.reden_wijziging,
        omvang=None
        if omvang is None
        else Omvang(
            volume=Geheel(omvang.volume), eenheid=omvang.eenheid.value, frequentie=omvang.frequentie.value
        ),
        budget=None if versie.budget is None else Geheel(versie.budget),
        commentaar=versie.commentaar,
        plaats=Plaats(plek(toewijzing)),
    )
