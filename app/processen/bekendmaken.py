"""The municipality announces a decision; from then on it works (Awb 3:40, 3:41; W07)."""

from uuid import UUID

from app.domain.besluit import stappen as besluitstappen
from app.domain.besluit.besluit import Bekendmaking, Besluit
from app.domain.bezwaar.bezwaar import Bezwaarstatus
from app.domain.bezwaar.stappen import met_bekendmaking, ook_gericht_tegen
from app.domain.eisen import vervult
from app.domain.fouten import VoorwaardeNietVervuld
from app.domain.partijen import Rol
from app.domain.toewijzing.clientgegevens import ZONDER_BSN
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.werkvoorraad import herstel
from app.processen.beslissen import niet_buiten_te_stellen, niet_te_melden
from app.processen.besluitdocument import bewaar_besluitdocument, maak_pdf
from app.processen.handeling import Handeling, voor
from app.processen.toewijzen import lees_lijn, vereis_mogelijk


@vervult("W07")
@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def maak_bekend(handeling: Handeling, besluit_id: UUID, revisie: int, bekendmaking: Bekendmaking) -> Besluit:
    """Record when and how the client received the decision, and keep the document as it was received.

    Again where it did not arrive electronically: the new day counts (Awb 2:11).
    """
    vereis_verteld(handeling, bekendmaking)
    besluit = handeling.opslag.besluiten.haal(besluit_id, revisie)
    handeling.opslag.clienten.vergrendel(besluit.client_id)
    bekend = besluitstappen.maak_bekend(
        besluit, bekendmaking, handeling.beller.medewerker, handeling.nu, handeling.vandaag
    )
    fouten = niet_buiten_te_stellen(handeling, besluit, bekendmaking.op)
    if fouten:
        raise VoorwaardeNietVervuld("Dit besluit kan niet meer worden bekendgemaakt.", *fouten)
    lijn = lees_lijn(handeling, besluit.client_id)
    vereis_mogelijk(bekend, lijn, handeling.vandaag)
    if besluit.bekendmaking is None:
        _vereis_te_melden(handeling, bekend, lijn)
    pdf = maak_pdf(handeling, bekend)
    bewaar_besluitdocument(handeling, bekend, pdf)
    _raak_bezwaren(handeling, bekend)
    return handeling.opslag.besluiten.bewaar(bekend)


@vervult("M17")
def _vereis_te_melden(handeling: Handeling, besluit: Besluit, lijn: Clientlijn) -> None:
    """Refuse a letter on which no wmo301 could follow, as long as what is in the way can be mended.

    Who holds no Bsn is told when recorded that none will follow, and gets the decision all the same.
    """
    fouten = niet_te_melden(handeling, besluit, lijn)
    if fouten and not any(fout.veld == f"client.{ZONDER_BSN.veld}" for fout in fouten):
        raise VoorwaardeNietVervuld(
            "Dit besluit kan nog niet worden bekendgemaakt: er zou geen wmo301 op kunnen volgen. "
            f"{herstel(fouten)}",
            *fouten,
        )


def vereis_verteld(handeling: Handeling, bekendmaking: Bekendmaking) -> None:
    """Refuse a notice to the client that has yet to be given."""
    elektronisch = bekendmaking.elektronisch
    verteld_op = None if elektronisch is None else elektronisch.kennisgeving_op
    handeling.vereis_gebeurd({"elektronisch.kennisgevingsdatum": verteld_op})


def _raak_bezwaren(handeling: Handeling, besluit: Besluit) -> None:
    """Start the terms of early objections (6:10); those to what it changes are against it too (6:19)."""
    bezwaren = handeling.opslag.bezwaren
    for bezwaar in bezwaren.tegen(besluit.id):
        bezwaren.bewaar(met_bekendmaking(bezwaar, besluit, handeling.kalender))
    if besluit.wijzigt is not None:
        for bezwaar in bezwaren.tegen(besluit.wijzigt):
            if bezwaar.status is Bezwaarstatus.IN_BEHANDELING and besluit.id not in bezwaar.ook_tegen:
                bezwaren.bewaar(ook_gericht_tegen(bezwaar, besluit))
