"""TR321: a month holds no more than was allocated for it."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.declaratie import hoogste_in_periode, op_schaal
from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import prestatie_in, toewijzing_bij
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR321",
    retourcode="9321",
    melding="Het geleverde volume past in wat voor die productperiode is toegewezen.",
    doe="Declareer hoogstens wat in deze periode is toegewezen, of vraag een wijziging (wmo317).",
)
def tr321(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """GeleverdVolume is at most what the Omvang of the allocation gives in the ProductPeriode (IV077).

    An allocation without Omvang sets no limit, and a unit that does not fit is up to TR341.
    """
    toewijzing = toewijzing_bij(prestatie, header, dossier)
    if toewijzing is None or toewijzing.omvang is None:
        return
    omvang, regel = toewijzing.omvang, prestatie_in(prestatie)
    hoogste = hoogste_in_periode(
        omvang, regel.categorie, regel.periode, toewijzing.ingangsdatum, toewijzing.einddatum
    )
    geleverd = op_schaal(regel.volume, regel.eenheid, omvang.eenheid)
    toegestaan = op_schaal(hoogste, omvang.eenheid, omvang.eenheid)
    if geleverd is not None and toegestaan is not None and geleverd > toegestaan:
        yield fout(
            prestatie,
            "GeleverdVolume",
            gevonden=f"{regel.volume} in eenheid {regel.eenheid}",
            verwacht=f"hoogstens {hoogste} in eenheid {omvang.eenheid}",
        )
