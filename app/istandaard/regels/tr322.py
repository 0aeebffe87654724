"""TR322: all months together hold no more than was allocated."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.declaratie import GeslotenPeriode, Prestatie, hoogste_in_totaal, op_schaal
from app.domain.keten.dossier import BekendeToewijzing, Dossier
from app.domain.waarden import Omvang
from app.istandaard.berichten.wmo323 import Client, Header
from app.istandaard.declaraties import per_toewijzing
from app.istandaard.regels.regel import Fout, Geweigerd, fout, regel


@regel(
    "TR322",
    retourcode="9322",
    melding="Het totaal van de geleverde volumes past in wat in totaal is toegewezen.",
    doe="Declareer hoogstens wat van de toewijzing over is, of vraag een wijziging (wmo317).",
)
def tr322(client: Client, header: Header, dossier: Dossier, geweigerd: Geweigerd) -> Iterator[Fout]:
    """All volume on an allocation, with this message, is at most what its Omvang gives in all.

    Credits in the message count before debits (OP366). Debit lines count in the order of the message; one
    that no longer fits is refused and not counted, so that a smaller one after it may still fit. What another
    rule refuses does not count either (IV087).
    """
    for toewijzing, geteld, debet in per_toewijzing(client, header, dossier, geweigerd):
        if toewijzing.omvang is None:
            continue
        for klasse, prestatie in debet:
            if _past(toewijzing, toewijzing.omvang, [*geteld, prestatie]):
                geteld.append(prestatie)
            else:
                yield fout(
                    klasse,
                    "GeleverdVolume",
                    gevonden=f"{prestatie.volume}, waarmee het totaal te hoog wordt",
                    verwacht="een volume dat nog past in de toewijzing",
                )


def _past(toewijzing: BekendeToewijzing, omvang: Omvang, prestaties: list[Prestatie]) -> bool:
    # Without an end, the allocation counts up to the last day that was declared.
    eind = toewijzing.einddatum or max(prestatie.periode.eind for prestatie in prestaties)
    if eind < toewijzing.ingangsdatum:
        return True
    hoogste = hoogste_in_totaal(omvang, GeslotenPeriode(toewijzing.ingangsdatum, eind))
    volumes = (op_schaal(prestatie.volume, prestatie.eenheid, omvang.eenheid) for prestatie in prestaties)
    return sum(volume or 0 for volume in volumes) <= (op_schaal(hoogste, omvang.eenheid, omvang.eenheid) or 0)
