"""TR390: a line is taken back once."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import is_credit, toegekend_op
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR390",
    retourcode="9390",
    melding="Een debetregel wordt hoogstens één keer gecrediteerd.",
    doe="De regel is al teruggenomen; u hoeft niets te doen.",
)
def tr390(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """No granted credit refers to the same debit line already (OP360).

    The sources compare the whole ProductReferentie, but every credit has a number of its own; so it is
    VorigReferentieNummer that is compared.
    """
    vorig = prestatie.product_referentie.vorig_referentie_nummer
    toegekend = toegekend_op(prestatie.toewijzing_nummer, header, dossier)
    eerder = {bekend.vorige_referentie for bekend in toegekend}
    if is_credit(prestatie) and vorig is not None and vorig in eerder:
        yield fout(
            prestatie,
            "ProductReferentie/VorigReferentieNummer",
            gevonden="een regel die al is gecrediteerd",
            verwacht="een regel die nog niet is gecrediteerd",
        )
