"""Storage: one database, one repository per aggregate, and a record of every access to a person's data."""

from app.opslag.antwoorden import BewaardAntwoord
from app.opslag.databank import Databank, databasebestand, heeft_gegevens
from app.opslag.fouten import Onbereikbaar, OngeldigeSleutel, Onleesbaar, VerkeerdeSleutels
from app.opslag.foutvertaling import wat_zegt
from app.opslag.opslag import Opslag
from app.opslag.sleutels import Sleutels, maak_sleutels
from app.opslag.verwerking import Verwerker, Verwerking
from app.opslag.verzameling import warm_op

__all__ = [
    "BewaardAntwoord",
    "Databank",
    "Onbereikbaar",
    "OngeldigeSleutel",
    "Onleesbaar",
    "Opslag",
    "Sleutels",
    "VerkeerdeSleutels",
    "Verwerker",
    "Verwerking",
    "databasebestand",
    "heeft_gegevens",
    "maak_sleutels",
    "warm_op",
    "wat_zegt",
]
