"""What the headers of the messages share; each schema declares its own, in its own namespace."""

from __future__ import annotations

from dataclasses import field

from app.istandaard import uitgave
from app.istandaard.berichten.basis import BerichtIdentificatie, Berichtklasse, XsdVersie, berichtklasse
from app.istandaard.waarden import Datum, Geheel


@berichtklasse
class Berichtheader(Berichtklasse):
    """Who sends what to whom, and by which release."""

    bericht_code: str
    bericht_versie: Geheel = Geheel(uitgave.VERSIE)
    bericht_subversie: Geheel = Geheel(uitgave.SUBVERSIE)
    afzender: str
    ontvanger: str
    bericht_identificatie: BerichtIdentificatie
    xsd_versie: XsdVersie


@berichtklasse
class Retourheader(Berichtheader):
    """The header of an answered message, and of the answer itself."""

    identificatie_retour: str
    dagtekening_retour: Datum
    xslt_versie: str | None = None
    xsd_versie_retour: XsdVersie
    retour_codes: tuple[str, ...] = field(default=(), metadata={"item": "RetourCode"})
