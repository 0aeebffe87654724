"""TR019: what starts or stops was allocated."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo305, wmo307
from app.istandaard.leveringen import EERSTE, meldingen
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR019",
    retourcode="9019",
    melding="Een start of stop noemt een toewijzing van deze gemeente aan deze aanbieder voor deze cliënt.",
    doe="Wacht op de toewijzing (wmo301), of noem het nummer van een toewijzing die geldt.",
)
def tr019(
    client: wmo305.Client | wmo307.Client, header: wmo305.Header | wmo307.Header, dossier: Dossier
) -> Iterator[Fout]:
    """The ToewijzingNummer is that of an allocation in an accepted wmo301 for the three of them.

    Without a number (task-oriented work, IV096) nothing is tested, nor is a deletion (TR063). A deleted
    allocation counts as never sent (OP033x1), for a stop as well: a start on it is deleted instead.
    """
    bekend = dossier.toewijzingen_van(header.ontvanger, header.afzender, client.bsn)
    for product, _ in meldingen(client, EERSTE):
        nummer = product.toewijzing_nummer
        if nummer is None:
            continue
        toewijzing = bekend.get(nummer)
        if toewijzing is None or toewijzing.verwijderd:
            yield fout(
                product,
                "ToewijzingNummer",
                gevonden=f"{nummer}, {'onbekend' if toewijzing is None else 'een verwijderde toewijzing'}",
                verwacht="het nummer van een toewijzing die de gemeente met een wmo301 heeft gestuurd",
            )
