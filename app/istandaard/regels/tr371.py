"""TR371: an answer names the schemas of the declaration."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo325 import Header
from app.istandaard.declaraties import beantwoorde_declaratie
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR371",
    retourcode=None,
    melding="Een declaratie-antwoord noemt de XSD-versies van de declaratie.",
    doe="Neem de XSD-versies over uit de declaratie.",
)
def tr371(header: Header, dossier: Dossier) -> Iterator[Fout]:
    """XsdVersieDeclaratie equals XsdVersie of the wmo323 that is answered (IV034)."""
    declaratie = beantwoorde_declaratie(header, dossier)
    versie = header.xsd_versie_declaratie
    gevonden = (versie.basisschema_xsd_versie, versie.bericht_xsd_versie)
    if declaratie is not None and gevonden != declaratie.xsd_versie:
        yield fout(
            header,
            "XsdVersieDeclaratie",
            gevonden=" en ".join(gevonden),
            verwacht=" en ".join(declaratie.xsd_versie),
        )
