"""TR378: the municipality exists on the day that the support begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.domain.keten.dossier import Dossier, Toewijzingsleutel
from app.domain.waarden import Gemeentecode
from app.istandaard.berichten import wmo301, wmo305, wmo307, wmo315, wmo317, wmo319, wmo323, wmo325
from app.istandaard.codelijsten import Gemeentelijst
from app.istandaard.declaraties import beantwoorde_declaratie
from app.istandaard.regels.regel import Fout, Telling, fout, regel
from app.istandaard.waarden import Geheel

MELDING = "De gemeentecode is geldig op de ingangsdatum van de toewijzing."
DOE = "Gebruik de code van een gemeente die op de ingangsdatum bestond."

Kop = (
    wmo301.Header
    | wmo305.Header
    | wmo307.Header
    | wmo315.Header
    | wmo317.Header
    | wmo319.Header
    | wmo323.Header
    | wmo325.Header
)
NaarToewijzing = wmo305.Wmo305 | wmo307.Wmo307 | wmo317.Wmo317
"""The messages about one client that name allocations by their number."""


@regel("TR378", retourcode="S300", melding=MELDING, doe=DOE)
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


@regel("TR378", retourcode="S300", melding=MELDING, doe=DOE)
def tr378_naar_toewijzing(
    bericht: NaarToewijzing | wmo319.Wmo319 | wmo325.Wmo325, gemeenten: Gemeentelijst, dossier: Dossier
) -> Iterator[Fout]:
    """As above, for messages that refer to when an allocation begins and do not say it themselves.

    The sources name no date for what refers to nothing that is known; there the Dagtekening counts, so that
    a code that never was a municipality is found.
    """
    if isinstance(bericht, wmo319.Wmo319):
        veld, gemeente = "Afzender", bericht.header.afzender
        begin = _van_verzoek(bericht, dossier)
    elif isinstance(bericht, wmo325.Wmo325):
        veld, gemeente = "Afzender", bericht.header.afzender
        begin = _van_declaratie(bericht, dossier)
    else:
        veld, gemeente = "Ontvanger", bericht.header.ontvanger
        begin = _van_toewijzingen(_nummers(bericht), Gemeentecode(gemeente), dossier)
    yield from _ongeldig(bericht.header, veld, gemeente, begin or [_dagtekening(bericht.header)], gemeenten)


@regel("TR378", retourcode="S300", melding=MELDING, doe=DOE)
def tr378_declaratie(
    klasse: wmo323.Prestatie | wmo323.Wmo323,
    header: wmo323.Header,
    gemeenten: Gemeentelijst,
    dossier: Dossier,
    telling: Telling,
) -> Iterator[Fout]:
    """As above, for a declaration: its lines name the allocations, the message itself comes last."""
    if isinstance(klasse, wmo323.Prestatie):
        for dag in _van_toewijzingen([klasse.toewijzing_nummer], Gemeentecode(header.ontvanger), dossier):
            telling.tel(dag)
        return
    begin = [*telling] or [_dagtekening(header)]
    yield from _ongeldig(header, "Ontvanger", header.ontvanger, begin, gemeenten)


def _dagtekening(header: Kop) -> date:
    return header.bericht_identificatie.dagtekening.dag


def _van_toewijzingen(nummers: Sequence[int | None], gemeente: Gemeentecode, dossier: Dossier) -> list[date]:
    sleutels = (Toewijzingsleutel(gemeente, nummer) for nummer in nummers if nummer is not None)
    bekend = (dossier.op_nummer(sleutel) for sleutel in sleutels)
    return [toewijzing.ingangsdatum for toewijzing in bekend if toewijzing is not None]


def _nummers(bericht: NaarToewijzing) -> list[Geheel | None]:
    if isinstance(bericht, wmo305.Wmo305):
        return [start.toewijzing_nummer for start in bericht.client.start_producten]
    if isinstance(bericht, wmo307.Wmo307):
        return [stop.toewijzing_nummer for stop in bericht.client.stop_producten]
    verzoek = bericht.client.verzoek
    ongewijzigd = [product.toewijzing_nummer for product in verzoek.ongewijzigde_producten]
    return [*ongewijzigd, *(product.toewijzing_nummer for product in verzoek.te_wijzigen_producten)]


def _van_declaratie(bericht: wmo325.Wmo325, dossier: Dossier) -> list[date]:
    declaratie = beantwoorde_declaratie(bericht.header, dossier)
    return [] if declaratie is None else list(declaratie.ingangsdatums)


def _van_verzoek(bericht: wmo319.Wmo319, dossier: Dossier) -> list[date]:
    header, referentie = bericht.header, bericht.antwoord.referentie_aanbieder
    verzoek = dossier.verzoek(header.afzender, header.ontvanger, referentie)
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
