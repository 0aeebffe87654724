"""What an installation keeps for itself: its database and the keys of that.

Beside `app.main`, so that a command that needs no more than these does not wait until the API has been made.
"""

import json
from contextlib import suppress
from pathlib import Path

from app.api.kader.lokale_uitgever import maak_bestand
from app.domain.fouten import WmoFout
from app.instelbestand import lees_begrensd, waarom_niet
from app.instellingen import Instellingen
from app.opslag import (
    Databank,
    Onbereikbaar,
    OngeldigeSleutel,
    Sleutels,
    VerkeerdeSleutels,
    databasebestand,
    heeft_gegevens,
    maak_sleutels,
)
from app.uitgever import maak_datamap


def open_databank(instellingen: Instellingen, *, maak: bool = True) -> Databank:
    """The database of these settings; the embedded one makes its folder and keys, and migrates, by itself.

    Without `maak` nothing is made: WmoFout where there is no database, or it has another migration.
    """
    if not maak:
        _vereis_bestand(instellingen)
    elif instellingen.ingebed:
        maak_datamap(instellingen.data)
    databank = Databank(
        instellingen.databank,
        _sleutels(instellingen, maak=maak),
        verbindingen=instellingen.database_verbindingen,
        voorbereiden=instellingen.database_voorbereiden,
    )
    if not maak:
        databank.vereis_migratie()
    elif instellingen.ingebed:
        databank.migreer()
    with suppress(Onbereikbaar):  # one that does not answer yet, or has no tables yet, is compared later
        databank.keur_sleutels()
    return databank


def _vereis_bestand(instellingen: Instellingen) -> None:
    """Refuse an embedded database that is not there: to ask about it would make an empty one."""
    bestand = databasebestand(instellingen.databank)
    if bestand is None or (bestand.is_file() and bestand.stat().st_size):
        return
    weg = f"Er is geen database: {bestand} ontbreekt of is leeg."
    if instellingen.zoeksleutel is not None or _sleutelbestand(instellingen).exists():
        raise WmoFout(
            f"{weg} De sleutels zijn er wel: stond er een database, zet dan een reservekopie terug."
        )
    raise WmoFout(f"{weg} `wmo serve` of `wmo migreer` maakt er een.")


def _sleutelbestand(instellingen: Instellingen) -> Path:
    bestand = instellingen.data / "sleutels.json"
    try:
        bestand.exists()
    except OSError as fout:
        raise WmoFout(f"{bestand} is niet te vinden: {waarom_niet(fout)}.") from None
    return bestand


def _sleutels(instellingen: Instellingen, *, maak: bool) -> Sleutels:
    if instellingen.zoeksleutel is not None:
        return Sleutels(
            tuple(s.get_secret_value() for s in instellingen.versleutelsleutels),
            instellingen.zoeksleutel.get_secret_value(),
        )
    bestand = _sleutelbestand(instellingen)
    if not bestand.exists() and (heeft_gegevens(instellingen.databank) or not maak):
        raise VerkeerdeSleutels(
            f"{bestand} ontbreekt, en met nieuwe sleutels is niets in de database te lezen. "
            "Zet het bestand terug uit de reservekopie."
        )
    return _bewaarde_sleutels(bestand)


def _bewaarde_sleutels(bestand: Path) -> Sleutels:
    """The keys in this file; makes the file, readable for the owner only, when it is absent."""
    nieuw = maak_sleutels()
    tekst = json.dumps({"versleuteling": nieuw.versleuteling, "zoeken": nieuw.zoeken})
    if maak_bestand(bestand, tekst.encode()):
        return nieuw
    try:
        inhoud = json.loads(lees_begrensd(bestand))
        return Sleutels(tuple(inhoud["versleuteling"]), inhoud["zoeken"])
    except PermissionError as fout:
        raise WmoFout(f"{bestand} is niet te lezen: {waarom_niet(fout)}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
        raise OngeldigeSleutel(f"{bestand} is beschadigd; zet het terug uit de reservekopie.") from None
