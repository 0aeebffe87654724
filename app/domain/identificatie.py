"""Whether it is known who a client is, and under which Bsn (Wmo 2.3.4, 5.2.9 lid 3 to 6; W01)."""

from collections.abc import Iterator

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout
from app.domain.partijen import Client, Identificatiewijze
from app.domain.waarden import zegt_iets

VELD = "identificatie"


@vervult("W01")
def vereis_verantwoord(client: Client) -> None:
    """Refuse a client without Bsn of whom nobody says why, and a way that is not named."""
    gezegd = client.identificatie
    if gezegd is not None and zegt_iets(gezegd.toelichting):
        return
    if client.bsn is None:
        raise OngeldigeInvoer(
            "Een cliënt zonder Bsn kan, als vaststaat wie het is.",
            Veldfout(
                f"{VELD}.toelichting",
                "Zeg waarom er geen Bsn is, en hoe en wanneer de identiteit is vastgesteld (Wmo 5.2.9).",
                "W01",
            ),
        )
    if gezegd is not None and gezegd.wijze is Identificatiewijze.ANDERS:
        raise OngeldigeInvoer(
            "De wijze van vaststellen is niet duidelijk.",
            Veldfout(f"{VELD}.toelichting", "Zeg op welke andere wijze het Bsn is vastgesteld.", "W01"),
        )


@vervult("W01")
def niet_vastgesteld(client: Client) -> Iterator[Veldfout]:
    """That nobody recorded how the Bsn was established; it stops the decision."""
    if client.identificatie is None:
        yield Veldfout(
            VELD, "Leg vast wanneer en hoe identiteit en Bsn zijn vastgesteld (Wmo 2.3.4 en 5.2.9).", "W01"
        )
