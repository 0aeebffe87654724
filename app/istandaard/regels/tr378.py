"""TR378: the municipality exists on the day that the support begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.domain.dossier import Dossier, Toewijzingsleutel, Verzoeksleutel
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard.berichten import wmo301, wmo315, wmo317, wmo319
from app.istandaard.codelijsten import Gemeentelijst
from app.istandaard.regels.regel import Fout, fout, regel

MELDING = "De gemeentecode is geldig op de ingangsdatum van de toewijzing."

Kop = wmo301.Header | wmo315.Header | wmo317.Header | wmo319.Header


@regel("TR378", retourcode="S300", melding=MELDING)
def tr378(bericht: wmo301.Wmo301 | wmo315.Wmo315, gemeenten: Gemeentelijst) -> Iterator[Fout]:
    """The municipality is in the CBS list on the day that an allocation, or what is asked, begins.

    So after a merger the old code stays usable for allocations that began under it. With several of them
    one is enough, for the sources name one date and the message has one municipality.
    """
    if isinstance(bericht, wmo301.Wmo301):
        begin = [product.ingangsdatum.dag for product in bericht.client.toegewezen_producten]
        yield from _ongeldig(bericht.header, "Afzender", bericht.header.afzender, begin, gemeenten)
    else:
        begin = [product.toewijzing_ingangsdatum.dag for product in bericht.client.aangevraagde_producten]
        yield from _ongeldig(bericht.header, "Ontvanger", bericht.header.ontvanger, begin, gemeenten)


@regel("TR378", retourcode="S300", melding=MELDING)
def tr378_naar_toewijzing(
    bericht: wmo317.Wmo317 | wmo319.Wmo319, gemeenten: Gemeentelijst, dossier: Dossier
) -> Iterator[Fout]:
    """As above, for messages that refer to when an allocation begins and do not say it themselves.

    The sources name no date for what refers to nothing that is known; there the Dagtekening counts, so that
    a code that never was a municipality is found.
    """
    if isinstance(bericht, wmo317.Wmo317):
        veld, gemeente = "Ontvanger", bericht.header.ontvanger
        begin = _van_toewijzingen(bericht.client.verzoek, Gemeentecode(gemeente), dossier)
    else:
        veld, gemeente = "Afzender", bericht.header.afzender
        begin = _van_verzoek(bericht, dossier)
    dagtekening = bericht.header.bericht_identificatie.dagtekening
    yield from _ongeldig(bericht.header, veld, gemeente, begin or [dagtekening.dag], gemeenten)


def _van_toewijzingen(verzoek: wmo317.Verzoek, gemeente: Gemeentecode, dossier: Dossier) -> list[date]:
    nummers = [product.toewijzing_nummer for product in verzoek.ongewijzigde_producten]
    nummers += [product.toewijzing_nummer for product in verzoek.te_wijzigen_producten]
    bekend = (dossier.toewijzingen.get(Toewijzingsleutel(gemeente, nummer)) for nummer in nummers)
    return [toewijzing.ingangsdatum for toewijzing in bekend if toewijzing is not None]


def _van_verzoek(bericht: wmo319.Wmo319, dossier: Dossier) -> list[date]:
    sleutel = Verzoeksleutel(AgbCode(bericht.header.ontvanger), bericht.antwoord.referentie_aanbieder)
    verzoek = dossier.verzoeken.get(sleutel)
    return [] if verzoek is None else list(verzoek.ingangsdatums)


def _ongeldig(
    header: Kop, veld: str, code: str, begin: Sequence[date], gemeenten: Gemeentelijst
) -> Iterator[Fout]:
    if not any(gemeenten.geldig(code, dag) for dag in begin):
        yield fout(
            header,
            veld,
            gevonden=f"{code}, op {min(begin).isoformat()} geen gemeente",
            verwacht="een gemeentecode van het CBS die op de ingangsdatum geldig is",
        )
