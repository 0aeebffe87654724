"""TR056: an identification is used once."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Berichtsleutel, Dossier
from app.istandaard.berichten import wmo301, wmo305, wmo307, wmo315, wmo317, wmo319, wmo323, wmo325
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR056",
    retourcode="9056",
    melding="Een afzender gebruikt een identificatie één keer per berichtsoort.",
    doe="Gebruik een identificatie die u nog niet hebt gebruikt.",
)
def tr056(
    header: wmo301.Header
    | wmo305.Header
    | wmo307.Header
    | wmo315.Header
    | wmo317.Header
    | wmo319.Header
    | wmo323.Header
    | wmo325.Header,
    dossier: Dossier,
) -> Iterator[Fout]:
    """No earlier message with the same BerichtCode and Afzender carries the same Identificatie."""
    identificatie = header.bericht_identificatie.identificatie
    if dossier.is_gebruikt(Berichtsleutel(header.bericht_code, header.afzender, identificatie)):
        yield fout(
            header,
            "BerichtIdentificatie/Identificatie",
            gevonden="een identificatie die al eerder is gebruikt",
            verwacht="een identificatie die nog niet is gebruikt",
        )
