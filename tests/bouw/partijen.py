"""Builders of the client, and of providers with what is bought from them."""

from datetime import date
from typing import Any
from uuid import uuid4

from app.domain.briefgegevens import Briefgegevens, Ondertekenaar
from app.domain.partijen import (
    Aanbieder,
    Client,
    Contact,
    Contract,
    Geboortedatum,
    Identificatie,
    Identificatiewijze,
    Naam,
    Product,
)
from app.domain.plan.ondersteuningsplan import Productkeuze
from app.domain.toetsen import Aanbod
from app.domain.waarden import Eenheid, Periode
from tests.bouw.basis import AANBIEDER, BSN, CLIENT_ID, CONTRACT_ID, NU, ROERMOND, VANDAAG, maak

HUISHOUDEN = Productkeuze("01", "01H01")
"""The product of the resultaatgebied huishouden at the level licht, in both regions."""
VERVOER = Productkeuze("08", "08V01")
"""An additional product of HVB, per ride."""


def een_client(**anders: Any) -> Client:
    """Somebody whose name and street stand nowhere else."""
    return maak(
        Client,
        anders,
        id=CLIENT_ID,
        gemeente=ROERMOND,
        bsn=BSN,
        naam=Naam("Kanariepiet", voornamen="Truus", voorletters="T"),
        geboortedatum=Geboortedatum(date(1941, 7, 9)),
        geslacht="2",
        identificatie=Identificatie(VANDAAG, Identificatiewijze.IDENTITEITSBEWIJS),
        contacten=(
            Contact(
                "01",
                straatnaam="Kanariestraat",
                huisnummer=12,
                postcode="6041AA",
                plaatsnaam="Roermond",
                landcode="NL",
            ),
        ),
    )


def een_aanbieder(**anders: Any) -> Aanbieder:
    return maak(
        Aanbieder,
        anders,
        agb=AANBIEDER,
        gemeente=ROERMOND,
        naam="Thuiszorg De Linde",
        zorgmail="linde@zorgmail.example.nl",
    )


def briefgegevens(**anders: Any) -> Briefgegevens:
    """What letters of the municipality say of itself."""
    return maak(
        Briefgegevens,
        anders,
        id=uuid4(),
        gemeente=ROERMOND,
        vanaf=date(2020, 1, 1),
        adres=("Postbus 900", "6040 AX Roermond"),
        telefoon="14 0475",
        website="www.roermond.nl",
        contact="Bel het Wmo-team: 14 0475.",
        bezwaaradres=("Postbus 901", "6040 AX Roermond"),
        ondertekenaar=Ondertekenaar("A. de Vries", "teammanager Wmo"),
        ondertekenaar_bezwaar=Ondertekenaar("B. Claessen", "hoofd Juridische Zaken"),
        eigen_bijdrage="Het CAK stelt vast of u een eigen bijdrage betaalt, en int die.",
        clientondersteuning="Bel MEE: 088 010 22 22.",
        bezwaar_digitaal="www.roermond.nl/bezwaar",
        bemiddeling="Een bemiddelaar kan helpen.",
        reden="Eerste keer.",
        door="medewerker-3",
        vastgelegd_op=NU,
    )


def een_product(keuze: Productkeuze = HUISHOUDEN, **anders: Any) -> Product:
    return maak(
        Product,
        anders,
        gemeente=ROERMOND,
        categorie=keuze.categorie,
        code=keuze.code,
        omschrijving="Ondersteuning bij het huishouden",
        eenheden=(Eenheid.UUR,),
    )


def een_contract(keuze: Productkeuze = HUISHOUDEN, **anders: Any) -> Contract:
    return maak(
        Contract,
        anders,
        id=CONTRACT_ID,
        gemeente=ROERMOND,
        aanbieder=AANBIEDER,
        categorie=keuze.categorie,
        code=keuze.code,
        eenheid=Eenheid.UUR,
        tarief=3400,
        periode=Periode(date(2025, 1, 1)),
    )


def een_aanbod(*keuzes: Productkeuze) -> Aanbod:
    """These products, all contracted with the default provider; without any: household help and rides."""
    keuzes = keuzes or (HUISHOUDEN, VERVOER)
    return Aanbod(tuple(een_product(k) for k in keuzes), tuple(een_contract(k) for k in keuzes))
