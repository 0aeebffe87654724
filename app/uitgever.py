"""The issuer of an installation for local use, beside `app.inrichting`: it needs no database."""

from pathlib import Path

from app.api.kader.lokale_uitgever import LokaleUitgever
from app.domain.fouten import WmoFout
from app.instellingen import Instellingen


def lokale_uitgever(instellingen: Instellingen) -> LokaleUitgever:
    """The issuer for local use, with its key in the data folder."""
    maak_datamap(instellingen.data)
    return LokaleUitgever.uit_bestand(instellingen.data / "lokale-uitgever.pem")


def maak_datamap(pad: Path) -> None:
    """Make the data folder, for the owner only; raises WmoFout where that cannot be."""
    try:
        pad.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise WmoFout(f"De map {pad} (WMO_DATA) is niet te maken, of is geen map.") from None
