"""Storage: one database, one repository per aggregate, and a record of every access to a person's data."""

from app.opslag.antwoorden import BewaardAntwoord
from app.opslag.databank import Databank
from app.opslag.fouten import Onbereikbaar, Onleesbaar
from app.opslag.opslag import Opslag
from app.opslag.sleutels import Sleutels, maak_sleutels
from app.opslag.verwerking import Verwerker, Verwerking

__all__ = [
    "BewaardAntwoord",
    "Databank",
    "Onbereikbaar",
    "Onleesbaar",
    "Opslag",
    "Sleutels",
    "Verwerker",
    "Verwerking",
    "maak_sleutels",
]
