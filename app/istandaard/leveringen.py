"""What a wmo305 or wmo307 reports, as starts and stops of the domain."""

from __future__ import annotations

from app.domain.keten.dossier import Dossier
from app.domain.keten.levering import Leverhistorie, Start, Stop
from app.istandaard.berichten import wmo305, wmo307
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo305 import StartProduct
from app.istandaard.berichten.wmo307 import StopProduct

EERSTE, VERWIJDEREN = "1", "3"
"""StatusAanlevering: delivered for the first time, and deletion of what was delivered (CS058)."""


def starts(client: wmo305.Client, status: str) -> list[tuple[StartProduct, Start]]:
    """The classes in the message with this status, each with what it reports."""
    return [(p, _start(p)) for p in client.start_producten if p.status_aanlevering == status]


def stops(client: wmo307.Client, status: str) -> list[tuple[StopProduct, Stop]]:
    """The classes in the message with this status, each with what it reports."""
    return [
        (p, Stop(start=_start(p), reden=p.reden_beeindiging, einddatum=p.einddatum.dag))
        for p in client.stop_producten
        if p.status_aanlevering == status
    ]


def meldingen(
    client: wmo305.Client | wmo307.Client, status: str
) -> list[tuple[StartProduct | StopProduct, Start | Stop]]:
    """The classes in the message with this status, each with what it reports, whichever message it is."""
    if isinstance(client, wmo305.Client):
        return [*starts(client, status)]
    return [*stops(client, status)]


def vroege_start(bericht: Berichtklasse, dossier: Dossier) -> str | None:
    """In Dutch, that a start lies before its allocation; no rule of the standard refuses a wmo305 for it."""
    if not isinstance(bericht, wmo305.Wmo305):
        return None
    client, header = bericht.client, bericht.header
    bekend = dossier.toewijzingen_van(header.ontvanger, header.afzender, client.bsn)
    for product, start in starts(client, EERSTE):
        nummer = product.toewijzing_nummer
        toewijzing = None if nummer is None else bekend.get(nummer)
        if toewijzing is not None and start.begindatum < toewijzing.ingangsdatum:
            return (
                f"Opvallend: de levering begint op {start.begindatum}, terwijl toewijzing {nummer} pas "
                f"ingaat op {toewijzing.ingangsdatum}. Geen regel keurt dat af, maar wat voor die dag is "
                "geleverd, is niet te declareren (TR307). Klopt de begindatum?"
            )
    return None


def geldend(
    client: wmo305.Client | wmo307.Client, header: wmo305.Header | wmo307.Header, dossier: Dossier
) -> Leverhistorie:
    """What counted before this message came."""
    return dossier.leveringen_van(gemeente=header.ontvanger, aanbieder=header.afzender, bsn=client.bsn)


def na_verwijdering(
    client: wmo305.Client | wmo307.Client, header: wmo305.Header | wmo307.Header, dossier: Dossier
) -> Leverhistorie:
    """What counts when the deletions in this message are done; they come before its deliveries (IV008)."""
    verwijderd = {melding for _, melding in meldingen(client, VERWIJDEREN)}
    return geldend(client, header, dossier).zonder(verwijderd)


def _start(product: StartProduct | StopProduct) -> Start:
    return Start(
        toewijzing=product.toewijzing_nummer,
        categorie=None if product.product is None else product.product.categorie,
        productcode=None if product.product is None else product.product.code,
        begindatum=product.begindatum.dag,
    )
