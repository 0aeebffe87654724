"""TR304: the client is known."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo317, wmo323, wmo325
from app.istandaard.declaraties import beantwoorde_declaratie
from app.istandaard.regels.regel import Fout, fout, regel

MELDING = "De cliënt is tussen deze gemeente en deze aanbieder bekend."
DOE = "Controleer het Bsn en het toewijzingsnummer, of vraag de gemeente om de toewijzing."


@regel("TR304", retourcode="8187", melding=MELDING, doe=DOE)
def tr304(
    client: wmo317.Client | wmo323.Client, header: wmo317.Header | wmo323.Header, dossier: Dossier
) -> Iterator[Fout]:
    """A message is about clients whom this municipality ever allocated something to at this provider.

    The sources do not say what makes a client known; any allocation does, also one that ended or was deleted.
    Of a known client, each declared line, a credit too, is on an allocation to that client.
    """
    if not dossier.is_bekend(header.ontvanger, header.afzender, client.bsn):
        yield fout(
            client,
            "Bsn",
            gevonden="een cliënt zonder toewijzing aan deze aanbieder",
            verwacht="een cliënt met een toewijzing van deze gemeente aan deze aanbieder",
        )
    elif isinstance(client, wmo323.Client) and isinstance(header, wmo323.Header):
        sleutel = dossier.clientsleutel(client.bsn)
        for prestatie in client.prestaties:
            nummer = prestatie.toewijzing_nummer
            toewijzing = dossier.toewijzing(header.ontvanger, header.afzender, nummer)
            if toewijzing is not None and toewijzing.client != sleutel:
                yield fout(
                    prestatie,
                    "ToewijzingNummer",
                    gevonden=f"{nummer}, het nummer van een toewijzing aan een ander",
                    verwacht="het nummer van een toewijzing aan deze cliënt",
                )


@regel("TR304", retourcode="8187", melding=MELDING, doe=DOE)
def tr304_antwoord(client: wmo325.Client, header: wmo325.Header, dossier: Dossier) -> Iterator[Fout]:
    """An answer has each line under the client for whom it was declared; TR366 tests whether it was."""
    declaratie = beantwoorde_declaratie(header, dossier)
    if declaratie is None:
        return
    terug = (prestatie.product_referentie.referentie_nummer for prestatie in client.prestaties)
    regels = (declaratie.regels[referentie] for referentie in terug if referentie in declaratie.regels)
    if any(regel.client != dossier.clientsleutel(client.bsn) for regel in regels):
        yield fout(
            client,
            "Bsn",
            gevonden="een andere cliënt dan in de declaratie bij een van deze prestaties",
            verwacht="de cliënt voor wie de prestaties zijn gedeclareerd",
        )
