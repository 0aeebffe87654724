"""TR369: amounts stay within the budget."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Client, Header
from app.istandaard.declaraties import per_toewijzing
from app.istandaard.regels.regel import Fout, Geweigerd, fout, regel
from app.istandaard.tonen import euro


@regel(
    "TR369",
    retourcode="9369",
    melding="Het totaal van de bedragen past in het budget van de toewijzing.",
    doe="Declareer hoogstens wat van het budget over is, of vraag een wijziging (wmo317).",
)
def tr369(client: Client, header: Header, dossier: Dossier, geweigerd: Geweigerd) -> Iterator[Fout]:
    """All amounts on an allocation, with this message, are at most its Budget.

    The sources add up GeleverdVolume, which is money only in euros; a Budget is money, so amounts are added
    up. Credits count before debits (OP366); a line that no longer fits is refused and not counted,
    nor is what another rule refuses (IV087).
    """
    for toewijzing, staand, debet in per_toewijzing(client, header, dossier, geweigerd):
        if toewijzing.budget is None:
            continue
        besteed = sum(prestatie.bedrag for prestatie in staand)
        for klasse, prestatie in debet:
            if besteed + prestatie.bedrag <= toewijzing.budget:
                besteed += prestatie.bedrag
            else:
                yield fout(
                    klasse,
                    "IngediendBedrag/Bedrag",
                    gevonden=euro(prestatie.bedrag),
                    verwacht=f"hoogstens {euro(max(0, toewijzing.budget - besteed))}, wat er over is",
                )
