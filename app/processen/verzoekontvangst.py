"""The requests in a message that counts are kept one by one, for whoever keeps the history of it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.keten.historie import Gegeven, Verzoek
from app.domain.partijen import Partij
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard.historie import bsns_in
from app.processen.handeling import Handeling


def leg_verzoeken_vast(
    handeling: Handeling,
    eigenaar: str,
    ontvangst: Berichtontvangst,
    bericht: Any,
    mutaties: Iterable[Gegeven],
) -> None:
    """Keep each request that this message left in the history of this party.

    A sender may hand over a reference that it used before (OP361); its receiver rejects that, so that the
    request that was kept first stays.
    """
    verzoeken = handeling.opslag.verzoeken_van(eigenaar)
    nieuw = {gegeven.sleutel: gegeven for gegeven in mutaties if isinstance(gegeven, Verzoek)}
    for bekend in verzoeken.met_sleutels(nieuw) if nieuw else ():
        del nieuw[bekend.sleutel]
    if not nieuw:
        return
    gemeente, aanbieder, _ = next(iter(nieuw))
    (client_id,) = handeling.opslag.ontvangsten.betrokkenen(gemeente, bsns_in(bericht))
    van_gemeente = Partij.van_code(eigenaar) is Partij.GEMEENTE
    melding_id = _zaak(handeling, gemeente, aanbieder, client_id) if van_gemeente else None
    for gegeven in nieuw.values():
        verzoeken.bewaar(
            BewaardVerzoek(
                id=verzoeken.id_van(gegeven.sleutel),
                eigenaar=eigenaar,
                gemeente=gemeente,
                aanbieder=aanbieder,
                referentie=gegeven.sleutel.referentie,
                soort=gegeven.verzoek.soort,
                client_id=client_id,
                ontvangst_id=ontvangst.id,
                dagtekening=bericht.header.bericht_identificatie.dagtekening.dag_of_grens,
                ontvangen_op=ontvangst.ontvangen_op,
                melding_id=melding_id,
            )
        )


def _zaak(handeling: Handeling, gemeente: Gemeentecode, aanbieder: AgbCode, client_id: UUID) -> UUID | None:
    """The case in which a request is a task: that of what runs at this provider, or else the client's last.

    None where the client is not known.
    """
    opslag = handeling.opslag.als_gemeente(gemeente)
    toewijzingen = opslag.toewijzingen.van_client_bij(client_id, aanbieder)
    if toewijzingen:
        return toewijzingen[-1].melding_id
    meldingen = opslag.meldingen.van_client(client_id)
    return meldingen[-1].id if meldingen else None
